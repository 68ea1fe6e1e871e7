# The commands of the project. `make` alone, or `make help`, lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTEST := $(BIN)/python -m pytest
# The browser of the tests and of the measurements.
export CHROMIUM ?= /usr/bin/chromium
# What is compiled once is there for the next run, and for every server that a test starts.
unexport PYTHONDONTWRITEBYTECODE
# What may hold a msgid; tests/test_catalogues.py reads the code the same way.
MSGIDS := -k N_ -k NP_:1c,2 -k ngettext:1,2 -k PortfolioError -k SeedError:3 -k wrong:1 -k _problem:2 -k _unfit:2
DANISH := portfolio/locale/da/LC_MESSAGES/portfolio.po
COMPILE := $(BIN)/pip-compile -q --no-header --strip-extras --no-emit-index-url \
	--no-emit-find-links --annotation-style=line

.DEFAULT_GOAL := help
.PHONY: help run quick test test-postgres check mutate minutes bench requirements messages environment chromium

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.run ## Start the server (PORT=8502 make run for another port)
	@exec $(BIN)/python -m portfolio serve --start example

# schemathesis is slow to load, and only the tests of the API want it.
quick: environment check ## For every commit: lint, types, and the tests of rules, questions and deeds
	$(PYTEST) -q -n auto -p no:schemathesis tests/test_architecture.py tests/test_catalogues.py \
		tests/domain tests/fuzzy tests/queries tests/usecases tests/ui

test: environment chromium check ## Everything that must be right: lint, types, tests, browser tests
	$(PYTEST) -q -n auto -m "not browser and not postgres"
	$(PYTEST) -q -n auto -p no:schemathesis --dist loadfile -m browser tests/browser tests/web/test_client_js.py

test-postgres: environment ## The store, use case and query tests on a real PostgreSQL
	PORTFOLIO_TEST_ENGINE=postgres $(PYTEST) -q -n auto tests/store tests/usecases tests/queries \
		tests/pages/test_requests_everywhere.py tests/pages/test_effects_everywhere.py

check: environment ## Layout, lint and types
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy

mutate: environment ## Change the rules one by one and tell which changes no test notices
	$(BIN)/python tests/mutate.py

minutes: environment ## Read invented minutes in many forms, whole and broken: what is found, what is right
	PYTHONPATH=tests $(BIN)/python -m minutes.measure 100
	PYTHONPATH=tests $(BIN)/python -m minutes.broken 10000

bench: environment chromium ## Measure; the results are ratios of one and the same run
	$(BIN)/python -m bench

requirements: environment ## Pin again, after a change in requirements*.in
	$(PIP) install pip-tools
	$(COMPILE) --output-file requirements.txt requirements.in
	$(COMPILE) --output-file requirements-dev.txt requirements-dev.in

messages: environment ## Bring the catalogue up to date with the code; then translate what is new
	$(BIN)/pybabel -q extract -F pyproject.toml $(MSGIDS) --no-location --sort-output -w 100 \
		-o $(VENV)/portfolio.pot portfolio pages
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
		-w 100 -D portfolio -l da -i $(VENV)/portfolio.pot -d portfolio/locale
	sed -i -e '1{/^$$/d}' -e '/^"\(Report-Msgid\|PO-Revision\|Last-Trans\|Language-Team\)/d' $(DANISH)

environment: $(VENV)/.dev

# Each stamp is as old as the last installation of its list.
$(VENV)/.run: requirements.txt | $(BIN)/python
	@echo "Installing what the program needs; this is done once and takes a minute or two."
	@$(PIP) install -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(BIN)/python
	@$(PIP) install -r requirements-dev.txt
	@touch $@

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { \
		echo "There is no $(PYTHON) here. Install it (apt install python3) and try again."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$(PYTHON) is too old: 3.11 or later is needed. Name another: make PYTHON=python3.12 …"; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
		echo "Installing python3-venv." && apt-get update -qq && \
		apt-get install -qq -y python3-venv >/dev/null; } || { \
		echo "Python lacks what makes environments. Run: apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

chromium:
	@test -x $(CHROMIUM) || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
		echo "Installing Chromium for the browser tests." && apt-get update -qq && \
		apt-get install -qq -y chromium >/dev/null; } || { \
		echo "There is no $(CHROMIUM) for the browser tests. Run: apt install chromium"; exit 1; }
