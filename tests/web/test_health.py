"""GET /healthz tells monitoring the truth in one word, whatever happens behind it."""

import json
import tomllib

import pytest
from starlette.applications import Starlette

from portfolio import store
from portfolio.web import health
from tests.web.serving import ROOT, ask

APP = Starlette(routes=[health.route])


@pytest.fixture
def database(monkeypatch):
    """Sets what the database does when it is asked."""
    return lambda answer: monkeypatch.setattr(store, "ping", answer)


def broken():
    raise OSError("secret-host:5432 refused\nTraceback of our own")


def test_a_working_service(database):
    database(lambda: None)
    answer = ask(APP, "/healthz")
    assert answer.status == 200
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert json.loads(answer.body) == {"status": "ok", "database": "ok", "version": version}


def test_a_database_that_does_not_answer(database, caplog):
    database(broken)
    answer = ask(APP, "/healthz")
    assert answer.status == 503
    told = json.loads(answer.body)
    assert (told["status"], told["database"]) == ("error", "unreachable")
    assert b"secret-host" not in answer.body
    assert "secret-host" in caplog.text


def test_the_log_gets_one_line_each_time_and_no_stack(database, caplog):
    database(broken)
    ask(APP, "/healthz")
    (record,) = caplog.records
    assert record.exc_info is None
    assert "\n" not in record.getMessage()


def test_the_real_database_is_asked(seeded_db, tmp_path, monkeypatch):
    assert ask(APP, "/healthz").status == 200
    monkeypatch.setenv("PORTFOLIO_URL", f"sqlite:///{tmp_path}/no-such-folder/x.db")
    assert ask(APP, "/healthz").status == 503


@pytest.mark.parametrize("works", [True, False])
def test_the_answer_is_never_kept(database, works):
    database((lambda: None) if works else broken)
    assert ask(APP, "/healthz").headers["cache-control"] == "no-store"


def test_only_reading_is_offered(database):
    database(lambda: None)
    assert ask(APP, "/healthz", method="POST").status == 405
    assert ask(APP, "/healthz", method="HEAD").status == 200
