"""Every page, empty and filled, in both languages: inside the frame, one title, no crash."""

import logging
import re
import sqlite3
from datetime import date
from pathlib import Path

import builders
import pytest
import screen
from markupsafe import escape
from sqlalchemy.exc import OperationalError

from portfolio.errors import PortfolioError
from portfolio.queries import filter_choices
from portfolio.screens.frame import menu
from portfolio.ui import components, visitor

ROOT = Path(__file__).parents[2]
PAGES = sorted(path.stem for path in (ROOT / "pages/portfolio").glob("*.py"))
LANGUAGES = ("da", "en")
TITLES = {
    "overview": ("Overblik", "Overview"),
    "proposal": ("Forslag", "Proposals"),
    "timeline": ("Tidslinje", "Timeline"),
    "calculator": ("Regn på en pulje", "Calculate on a pool"),
    "strategy": ("Strategier og puljer", "Strategies and pools"),
    "places": ("Steder", "Places"),
    "decisions": ("Beslutninger", "Decisions"),
    "gaps": ("Åbne spørgsmål", "Open questions"),
    "all": ("Alle porteføljer", "All portfolios"),
    "search": ("Søg", "Search"),
}


#: What a page of arithmetic says is the same on any day.
DATED = [page for page in PAGES if page != "calculator"]
_THREE_STEPS = {"da": "i tre trin", "en": "in three steps"}


def test_these_are_all_the_pages():
    assert set(PAGES) == set(TITLES)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("database", ["empty_db", "seeded_db", "demo_db"])
def test_a_page_is_drawn_with_one_title_the_other_language_and_what_the_database_is(
    app, request, database, page, lang
):
    request.getfixturevalue(database)
    opened = app(page, lang=lang)
    title = screen.title(opened)
    if page == "overview" and database != "empty_db":
        assert title == "Civilsamfund og lokale fællesskaber"
    else:
        assert title == TITLES[page][LANGUAGES.index(lang)]
    assert not opened.error
    ways = screen.menu(opened)
    other = {"da": "English", "en": "Dansk"}[lang]
    assert other in ways
    assert ("lang=da" if lang == "en" else "lang=en") in ways[other]
    assert lang not in ways
    # An empty one says what to do, and nothing else does; made-up history is marked, and only it.
    assert ("first:make" in [button.key for button in opened.button]) == (database == "empty_db")
    assert (_THREE_STEPS[lang] in screen.words(opened)) == (database == "empty_db")
    assert ("Demo:" in screen.bar(opened)) == (database == "demo_db")


@pytest.mark.parametrize("page", DATED)
@pytest.mark.parametrize("day", ["2000-01-01", "2022-04-03", "2022-04-04"])
def test_a_page_shows_any_day(app, seeded_db, page, day):
    opened = app(page, dato=day)
    assert screen.title(opened)
    assert not opened.error
    if day != "2022-04-04":
        # Nothing was known yet, and the page says so instead of staying white.
        assert "Hjælpe tilflyttere" not in re.sub(r"\d Hjælpe.*", "", screen.words(opened))
        assert len(screen.words(opened)) > 30


@pytest.mark.parametrize("page", PAGES)
def test_years_later_nothing_is_late_that_nobody_promised(app, seeded_db, page, monkeypatch):
    monkeypatch.setenv("PORTFOLIO_TODAY", "2026-11-23")
    opened = app(page)
    assert not opened.error
    assert "overskredet" not in screen.words(opened).lower()
    assert ":red" not in screen.words(opened)


@pytest.mark.parametrize("page", DATED)
@pytest.mark.parametrize(
    "asked",
    [{"dato": "banana"}, {"dato": "2099-01-01"}, {"lang": "xx"}, {"kilde": "nope"}],
    ids=str,
)
def test_what_an_address_gets_wrong_is_said_once_in_a_sentence(app, seeded_db, page, asked):
    opened = app(page, **asked)
    (said,) = screen.warnings(opened)
    assert said.endswith(".")
    assert screen.title(opened)
    assert not opened.error
    assert set(screen.address(opened)).isdisjoint(asked)
    assert not opened.run().warning


@pytest.mark.parametrize("page", PAGES)
def test_a_parameter_of_nobody_is_left_alone(app, seeded_db, page):
    opened = app(page, utm_source="mail", x="[a](b)")
    assert screen.title(opened)
    assert not [*opened.error, *opened.warning]


@pytest.mark.parametrize("page", PAGES)
def test_every_source_mark_of_a_page_opens_its_source(app, seeded_db, page):
    opened = app(page, **({"nr": 4} if page == "proposal" else {}))
    keys = list(dict.fromkeys(re.findall(r"kilde=([\w-]+)", screen.words(opened))))
    if page in ("overview", "all", "search"):
        return
    assert keys, "every fact opens its source"
    for key in (keys[0], keys[-1]):
        shown = app(page, kilde=key)
        said = "\n".join(screen.dialog(shown))
        assert "Referat af Direktionens møde den 4. april 2022" in said
        assert re.search(r"Står i: l\. \d+", said)
        assert not [*shown.error, *shown.warning]


def test_lists_with_pages_can_stand_on_one_page(app, demo_db, monkeypatch):
    """Every list has more than a page: no two of a page's lists go by the same key."""
    turned, pages = [], components.pages

    def one_a_page(total, per_page, key):
        turned.append(key)
        return pages(total, 1, key)

    monkeypatch.setattr(components, "pages", one_a_page)
    for entry in menu.ENTRIES:
        opened = app(Path(entry.file).stem)
        assert not [*opened.error, *opened.exception], entry.file
    assert turned


# --- faults of ours ----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_broken_page_shows_a_number_and_the_log_the_rest(
    app, seeded_db, monkeypatch, caplog, lang
):
    def breaks(connection):
        raise ZeroDivisionError("a secret of the inside")

    monkeypatch.setattr(filter_choices, "portfolio_rows", breaks)
    with caplog.at_level(logging.ERROR):
        opened = app(lang=lang)
    (error,) = opened.error
    number = re.search(r"\b[0-9a-f]{8}\b", error.value)[0]
    assert "secret" not in screen.words(opened)
    assert "Zero" not in screen.words(opened)
    assert "Traceback" not in screen.words(opened)
    (logged,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert number in logged.getMessage()
    assert "a secret of the inside" in str(logged.exc_info[1])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_busy_database_is_said_and_nothing_is_promised(app, seeded_db, monkeypatch, lang):
    def waits(connection):
        raise OperationalError("SELECT 1", {}, sqlite3.OperationalError("database is locked"))

    monkeypatch.setattr(filter_choices, "portfolio_rows", waits)
    (error,) = app(lang=lang).error
    assert {"da": "optaget", "en": "busy"}[lang] in error.value
    assert not re.search(r"\b[0-9a-f]{8}\b", error.value)
    assert "tabt" not in error.value


@pytest.mark.parametrize("asked", [(visitor, "begin"), (filter_choices, "portfolio_rows")])
def test_a_fault_leaves_the_way_to_the_other_pages(app, seeded_db, monkeypatch, asked):
    monkeypatch.setattr(*asked, lambda *_given: 1 / 0)
    opened = app("timeline")
    assert len(opened.error) == 1
    assert screen.menu(opened)["Overblik"] == "/"
    assert "<!--" not in screen.bar_html(opened), "nobody's name stands there"
    assert "log-ud" not in screen.bar_html(opened)


def test_two_faults_have_two_numbers(app, seeded_db, monkeypatch):
    monkeypatch.setattr(filter_choices, "portfolio_rows", lambda connection: 1 / 0)
    assert app().error[0].value != app().error[0].value


def test_a_broken_page_does_not_break_its_neighbour(app, seeded_db, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(filter_choices, "portfolio_rows", lambda connection: 1 / 0)
        assert app("gaps").error
    assert not app("gaps").error


def test_what_the_user_can_mend_is_said_as_a_sentence(app, seeded_db, monkeypatch, caplog):
    def refuses(connection):
        raise PortfolioError(
            "There are no seed files (*.toml) in {folder}. Name a folder that has some.", folder="x"
        )

    monkeypatch.setattr(filter_choices, "portfolio_rows", refuses)
    with caplog.at_level(logging.ERROR):
        opened = app()
    (error,) = opened.error
    assert "There are" not in error.value  # in Danish
    assert "x" in error.value
    assert not [record for record in caplog.records if record.levelno == logging.ERROR]


def test_a_database_that_is_gone_is_a_sentence_too(app, seeded_db, monkeypatch, tmp_path):
    """Nothing made: no tables, no trace."""
    monkeypatch.setenv("PORTFOLIO_URL", f"sqlite:///{tmp_path / 'gone.db'}")
    opened = app()
    assert len(opened.error) == 1
    assert "no such table" not in screen.words(opened)


# --- language ------------------------------------------------------------------------------


def test_the_language_is_kept_from_page_to_page(app, seeded_db):
    opened = app(lang="en")
    opened.query_params.clear()  # the menu leaves the address bare
    opened.switch_page("pages/portfolio/gaps.py").run()
    assert screen.title(opened) == "Open questions"
    assert screen.address(opened) == {"lang": "en"}


def test_danish_again_leaves_the_address_bare(app, seeded_db):
    opened = app("gaps", lang="en")
    opened.query_params["lang"] = "da"
    opened.run()
    assert screen.title(opened) == "Åbne spørgsmål"
    assert screen.address(opened) == {}


def test_the_bar_leads_to_the_day_that_has_just_been_chosen(app, seeded_db):
    opened = app("timeline")
    opened.session_state["w:dato"] = date(2022, 4, 20)
    ways = screen.menu(opened.run())
    assert ways["Beslutninger"] == "/beslutninger?dato=2022-04-20"
    assert "dato=2022-04-20" in ways["English"]


@pytest.mark.parametrize("page", PAGES)
def test_the_way_to_the_other_language_keeps_the_day_and_the_filters(app, seeded_db, page):
    opened = app(page, dato="2022-04-04", **({"nr": "4"} if page == "proposal" else {}))
    way = screen.menu(opened)["English"]
    assert "dato=2022-04-04" in way
    assert "lang=en" in way
    assert ("nr=4" in way) == (page == "proposal")


# --- what the data holds shows as itself ------------------------------------------------------

EVIL = "<script>x</script> [x](/y) :red[r] $x$ *f* `k` &amp; #h"
SHOWN = "\\<script\\>x\\</script\\> \\[x\\](/y) \\:red\\[r\\] \\$x\\$ \\*f\\* \\`k\\` \\&amp; \\#h"


@pytest.mark.parametrize("page", PAGES)
def test_a_title_with_marks_in_it_shows_as_itself(app, seeded_db, page):
    builders.renamed(seeded_db, 4, EVIL)
    opened = app(page)
    html = "".join(screen.fragments(opened))
    assert "<script" not in html
    said = [text.value for text in opened.markdown]
    assert not [words for words in said if EVIL in str(words)]
    shown = SHOWN in screen.words(opened) or str(escape(EVIL)) in html
    assert shown or page not in ("overview", "proposal", "places", "decisions")


def test_the_proposals_own_page_shows_its_marks_too(app, seeded_db):
    builders.renamed(seeded_db, 4, EVIL)
    assert screen.title(app("proposal", nr=4)) == f"4 {SHOWN}"
