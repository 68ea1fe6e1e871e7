"""``publish``: a file that Datasette serves as it is, and never in place of anything else."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from builders import changed, is_number, set_on

from portfolio.store.schema import proposals, settings


def asked(question, *values):
    with closing(sqlite3.connect("OUT.db")) as file:
        return file.execute(question, values).fetchall()


def test_it_writes_a_file_and_says_what_is_in_it(here, seeded_db, run):
    ran = run("publish", "OUT.db")
    assert (ran.code, ran.complained) == (0, "")
    assert ran.said.startswith("Udgivet: OUT.db (")
    assert ran.said.endswith("\n  datasette OUT.db\n")
    assert [path.name for path in here.iterdir()] == ["OUT.db"]
    assert Path("OUT.db").stat().st_mode & 0o777 == 0o644
    about = dict(asked("SELECT name, value FROM about"))
    assert "Civilsamfund og lokale fællesskaber" in about["title"]
    assert about["published_on"] == "2022-05-01"
    assert "demo" not in about


def test_the_views_speak_danish(here, seeded_db, run):
    run("publish", "OUT.db")
    (row,) = asked(
        "SELECT stage, light, responsible FROM proposals_overview"
        " WHERE number = 4 AND portfolio LIKE 'Civilsamfund%'"
    )
    assert row == ("Forslag", "Ikke vurderet", None)
    assert len(asked("SELECT 1 FROM decisions_overview WHERE proposals LIKE '%4 %'")) > 0
    for view in (
        "status_history",
        "responsibility_overview",
        "follow_ups_overview",
        "milestones_overview",
        "open_questions",
    ):
        asked(f"SELECT * FROM {view}")


def test_one_can_search_in_it(here, seeded_db, run):
    run("publish", "OUT.db")
    found = asked("SELECT title FROM proposals_fts WHERE proposals_fts MATCH ?", "tilflytter*")
    assert ('"Onboarding" forløb for tilflyttere',) in found
    assert asked("SELECT 1 FROM decisions_fts WHERE decisions_fts MATCH ?", "finansieringen")
    # å is a letter of its own.
    assert not asked("SELECT 1 FROM proposals_fts WHERE proposals_fts MATCH ?", "aktivitetspåljen")


def test_datasette_serves_it(here, seeded_db, run, monkeypatch):
    run("publish", "OUT.db")
    from datasette.app import Datasette

    async def fetch():
        served = Datasette([], immutables=["OUT.db"])
        try:
            view = await served.client.get(
                "/OUT/proposals_overview.json?_shape=array&number=4&portfolio__startswith=Civil"
            )
            found = await served.client.get("/OUT/proposals.json?_shape=array&_search=tilflyttere")
            page = await served.client.get("/OUT/decisions")
            return view, found, page
        finally:
            for database in served.databases.values():
                database.close()
            if served.executor is not None:
                served.executor.shutdown()

    view, found, page = asyncio.run(fetch())
    assert [row["light"] for row in view.json()] == ["Ikke vurderet"]
    assert any("tilflyttere" in row["title"] for row in found.json())
    assert page.status_code == 200
    assert "agenda_items" in page.text  # a link along the foreign key


def test_a_published_file_is_replaced_only_by_force(here, seeded_db, run, refused):
    run("publish", "OUT.db")
    danish, english = refused("publish", "OUT.db")
    assert "--force" in danish
    assert "--force" in english
    set_on(seeded_db, proposals, is_number(4), title="Et nyt navn")
    assert run("publish", "OUT.db", "--force").code == 0
    assert ("Et nyt navn",) in asked("SELECT title FROM proposals")


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_nothing_else_is_ever_replaced(here, seeded_db, refused, force):
    Path("OUT.db").write_text("noget kært")
    Path("folder.db").mkdir()
    with closing(sqlite3.connect("other.db")) as file, file:
        file.execute("CREATE TABLE portfolios (id)")
    before = Path("other.db").read_bytes()
    kept = seeded_db.removeprefix("sqlite:///")
    for name in ("OUT.db", "folder.db", "other.db", kept):
        refused("publish", name, *force)
    assert Path("OUT.db").read_text() == "noget kært"
    assert Path("other.db").read_bytes() == before


def test_an_earlier_file_stands_when_it_goes_wrong(here, seeded_db, run, refused, monkeypatch):
    run("publish", "OUT.db")
    before = Path("OUT.db").read_bytes()
    monkeypatch.setenv("PORTFOLIO_URL", "sqlite:///gone.db")
    danish, _english = refused("publish", "OUT.db", "--force")
    assert "gone.db" in danish
    assert Path("OUT.db").read_bytes() == before
    assert [path.name for path in here.iterdir()] == ["OUT.db"]


def test_a_place_that_is_not_there(here, seeded_db, refused):
    danish, _english = refused("publish", "nowhere/OUT.db")
    assert "nowhere" in danish


def test_made_up_history_says_so(here, seeded_db, run):
    changed(seeded_db, lambda c: c.execute(sa.insert(settings).values(name="demo", value="1")))
    run("publish", "OUT.db")
    assert asked("SELECT value FROM about WHERE name = 'demo'") == [("Historikken er opdigtet.",)]


def test_an_empty_portfolio(here, empty_db, run):
    assert run("publish", "OUT.db").code == 0
    assert asked("SELECT * FROM proposals_overview") == []
