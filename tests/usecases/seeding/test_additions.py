"""A database made from the older seed gets the new portfolios, and keeps what it has."""

import shutil
from datetime import date

import pytest
import sqlalchemy as sa
from builders import a_user, as_user, set_on

from portfolio import store
from portfolio.errors import NotAllowedError, PortfolioError
from portfolio.importers.seeding.files import read_seed
from portfolio.store import schema
from portfolio.usecases.content import first_use
from portfolio.usecases.seeding import seeding, setup

NEW = ("digital-taskforce", "boligmangel")
SEED = setup.SEED_FOLDER
DAY = date(2022, 5, 1)


@pytest.fixture
def older_db(databases, tmp_path, monkeypatch):
    """What the seed was before the two portfolios: their gaps belonged to none."""
    folder = tmp_path / "older"
    folder.mkdir()
    for file in SEED.glob("[0-7]*.toml"):
        text = file.read_text(encoding="utf-8")
        for code in NEW:
            text = text.replace(f'portfolio = "{code}"\n', "")
        for proposal in ("digital-4", "digital-8"):
            text = text.replace(f'proposal = "{proposal}"\n', 'process = "digital-taskforce"\n')
        (folder / file.name).write_text(text, encoding="utf-8")
    address = databases.bare(tmp_path)  # a template would be the whole seed's
    setup.create(address, folder)
    shutil.rmtree(folder)
    monkeypatch.setenv("PORTFOLIO_URL", address)
    yield address
    databases.drop(address)


def count(table: sa.Table) -> int:
    with store.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def column(asked: sa.ColumnElement) -> list:
    with store.reading() as connection:
        return list(connection.execute(sa.select(asked)).scalars())


def test_the_portfolios_that_are_not_there_are_put_in_once(older_db):
    lines = count(schema.change_log)
    assert seeding.add(read_seed(SEED)) == 2
    assert count(schema.proposals) == 26
    assert count(schema.change_log) == lines + 1
    assert seeding.add(read_seed(SEED)) == 0
    assert count(schema.change_log) == lines + 1


def test_what_is_there_stays_as_it_is(older_db):
    set_on(older_db, schema.parties, schema.parties.c.code == "suoc", name="Omskrevet af os")
    before = {
        table.name: count(table)
        for table in (
            schema.meetings,
            schema.decisions,
            schema.agenda_items,
            schema.strategy_processes,
            schema.sources,
        )
    }
    seeding.add(read_seed(SEED))
    after = {name: count(schema.metadata.tables[name]) for name in before}
    assert after == before
    assert "Omskrevet af os" in column(schema.parties.c.name)
    assert sorted(column(schema.parties.c.code)) == sorted(set(column(schema.parties.c.code)))


def test_all_that_the_whole_seed_ties_is_tied(older_db, databases, tmp_path):
    seeding.add(read_seed(SEED))
    (tmp_path / "whole").mkdir()
    whole = databases.new(SEED, tmp_path / "whole")
    tied = (
        schema.decision_proposals,
        schema.proposal_parties,
        schema.proposal_processes,
        schema.gap_subjects,
        schema.status_updates,
        schema.gaps,
        schema.aliases,
    )
    with store.reading(whole) as connection:
        for table in tied:
            counted = sa.select(sa.func.count()).select_from(table)
            assert connection.execute(counted).scalar_one() == count(table), table.name
    databases.drop(whole)


def test_their_gaps_become_theirs_but_what_somebody_placed_is_left(older_db):
    first = sa.select(schema.portfolios.c.id).where(schema.portfolios.c.code == "civilsamfund")
    g = schema.gaps.c
    set_on(older_db, schema.gaps, g.code == "A11", portfolio_id=first.scalar_subquery())
    seeding.add(read_seed(SEED))
    with store.reading() as connection:
        joined = schema.gaps.outerjoin(schema.portfolios)
        asked = sa.select(g.code, schema.portfolios.c.code).select_from(joined)
        whose = {row[0]: row[1] for row in connection.execute(asked)}
    assert (whose["A15"], whose["A24"]) == ("boligmangel", "digital-taskforce")
    assert (whose["A11"], whose["A27"]) == ("civilsamfund", None)


def test_a_status_from_the_minutes_has_no_light_and_names_the_minutes(older_db):
    seeding.add(read_seed(SEED))
    s = schema.status_updates.c
    with store.reading() as connection:
        found = connection.execute(sa.select(s.rag, s.author, s.origin, s.reported_on).distinct())
        assert [tuple(row) for row in found] == [
            ("none", "Referat af Direktionens møde den 4. april 2022", "source", "2022-04-04")
        ]


# --- one more, on the screen ------------------------------------------------------------------


def beginning(title: str = "Skoler") -> first_use.Beginning:
    return first_use.Beginning("Kommunen", title, ["Flere læser"], [])


def test_the_secretary_begins_one_more_after_the_others(seeded_db):
    secretary = as_user(a_user(seeded_db, "secretary"))
    code = first_use.another(secretary, beginning(), today=DAY)
    with store.reading() as connection:
        row = connection.execute(
            sa.select(schema.portfolios).where(schema.portfolios.c.code == code)
        ).one()
    assert (row.title, row.position, row.code) == ("Skoler", 4, "skoler")


def test_two_portfolios_of_one_title_are_refused(seeded_db):
    secretary = as_user(a_user(seeded_db, "secretary"))
    with pytest.raises(PortfolioError, match="already"):
        first_use.another(secretary, beginning("MANGEL på boliger"), today=DAY)
    assert count(schema.portfolios) == 3


@pytest.mark.parametrize("role", ["reader", "lead", "director"])
def test_nobody_else_begins_one_more(seeded_db, role):
    who = as_user(a_user(seeded_db, role))
    with pytest.raises(NotAllowedError):
        first_use.another(who, beginning(), today=DAY)
