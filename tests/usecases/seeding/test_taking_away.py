"""A portfolio taken away: all of its own, nothing of another's, and every row in the file."""

import io
import json
import zipfile
from datetime import date

import builders
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from portfolio import store
from portfolio.errors import NotAllowedError, PortfolioError
from portfolio.queries.content import leaving
from portfolio.store import schema
from portfolio.store.schema import APPEND_ONLY, metadata
from portfolio.usecases.content import first_use
from portfolio.usecases.minutes import laying_up
from portfolio.usecases.seeding import seeding, taking_away
from portfolio.usecases.use_case import COMMAND
from tests import readings

DAY = date(2022, 5, 1)


def everything():
    """Every row of every table, but for the bookkeeping of changes."""
    with store.reading() as connection:
        return {
            (table.name, row["id"]): dict(row)
            for table in metadata.sorted_tables
            if "id" in table.c and table.name not in ("change_log", "revisions")
            for row in connection.execute(sa.select(table)).mappings()
        }


def portfolios():
    with store.reading() as connection:
        rows = connection.execute(
            sa.select(schema.portfolios.c.id, schema.portfolios.c.title).order_by(
                schema.portfolios.c.position
            )
        )
        return {row.title: row.id for row in rows}


def take(title, who=COMMAND):
    return taking_away.take_away(who, portfolios()[title], typed=f" {title.upper()} ")


def unpacked(sha256):
    with zipfile.ZipFile(io.BytesIO(taking_away.kept_file(COMMAND, sha256))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def is_whole():
    """Nothing refers to what is not there."""
    with store.reading() as connection:
        keys = {
            table.name: set(connection.execute(sa.select(table.c.id)).scalars())
            for table in metadata.sorted_tables
            if "id" in table.c
        }
        for table in metadata.sorted_tables:
            for column in (one for one in table.columns if one.foreign_keys):
                to = next(iter(column.foreign_keys)).column.table.name
                found = set(connection.execute(sa.select(column)).scalars()) - {None}
                assert found <= keys[to], (table.name, column.name)


@pytest.fixture(params=["seeded_db", "demo_db"])
def filled(request):
    return request.getfixturevalue(request.param)


def test_what_stays_is_as_it_was_and_what_left_is_in_the_file(filled):
    before, titles = everything(), list(portfolios())
    with store.reading() as connection:
        found = leaving.leaving(connection, portfolio_id=portfolios()[titles[0]])
    emptied = {(table, key) for table, key, _column in found.emptied}
    kept = unpacked(take(titles[0]))
    after = everything()
    gone = before.keys() - after.keys()
    assert list(portfolios()) == titles[1:]
    for key in after.keys() - emptied:
        same = {**before[key], "search_text": None} == {**after[key], "search_text": None}
        assert same, key
    rows = json.loads(kept["rows.json"])
    assert {(table, row["id"]) for table, some in rows.items() for row in some} == gone
    assert all(before[table, row["id"]] == row for table, some in rows.items() for row in some)
    assert json.loads(kept["about.json"])["title"] == titles[0]
    is_whole()


def test_all_of_them_leave_an_empty_file_to_begin_in(filled):
    for title in list(portfolios()):
        take(title)
        is_whole()
    left = {table for table, _key in everything()}
    assert left <= {"users", "settings", "user_parties", "parties"}
    with store.reading() as connection:
        assert not seeding.is_filled(connection)
        assert len(leaving.taken_away(connection)) == 3
    first_use.load_seed(COMMAND)
    assert len(portfolios()) == 3


def test_ones_own_portfolio_is_untouched(seeded_db):
    for title in list(portfolios())[1:]:
        take(title)
    beginning = first_use.Beginning("Nordby Kommune", "Indsatser", [], [["Ungehus", "Skolesti"]])
    first_use.another(COMMAND, beginning, today=DAY)
    lead = builders.a_user(seeded_db, "lead", "ungecenteret")
    own = {
        key: row
        for key, row in everything().items()
        if key[0] in ("users", "user_parties")
        or row.get("portfolio_id") == portfolios()["Indsatser"]
    }
    take(next(iter(portfolios())))
    after = everything()
    assert {key: after[key] for key in own} == own
    assert [row["name"] for key, row in after.items() if key[0] == "parties"] == ["Ungecenteret"]
    assert ("users", lead) in after


def test_history_is_guarded_again_and_the_log_keeps_its_lines(demo_db):
    with store.reading() as connection:
        lines = connection.execute(sa.select(sa.func.count()).select_from(schema.change_log))
        count = lines.scalar_one()
    take(next(iter(portfolios())))
    with store.reading() as connection:
        lines = connection.execute(sa.select(sa.func.count()).select_from(schema.change_log))
        assert lines.scalar_one() == count + 1
    builders.changed(demo_db, lambda _connection: None)
    for table in APPEND_ONLY:
        row = sa.select(table.c.id).limit(1).scalar_subquery()
        with store.reading() as connection:
            if connection.execute(sa.select(table.c.id).limit(1)).first() is None:
                continue
        with pytest.raises(DatabaseError, match="only added to"):
            store.in_transaction(
                lambda connection, table=table, row=row: connection.execute(
                    sa.delete(table).where(table.c.id == row)
                )
            )


@pytest.mark.parametrize("typed", ["", "Noget andet", "alle"])
def test_a_title_that_is_not_its_own_takes_nothing(seeded_db, typed):
    before = everything()
    with pytest.raises(PortfolioError, match="Write the portfolio's title"):
        taking_away.take_away(COMMAND, next(iter(portfolios().values())), typed=typed)
    assert everything() == before
    with pytest.raises(PortfolioError, match="already"):
        taking_away.take_away(COMMAND, "nix", typed="x")


@pytest.mark.parametrize("role", ["reader", "lead", "director"])
def test_nobody_else_takes_or_sees_it(seeded_db, role):
    who, key = builders.as_user(builders.a_user(seeded_db, role)), next(iter(portfolios().values()))
    for work in (
        lambda: take(next(iter(portfolios())), who),
        lambda: taking_away.file_of(who, key),
        lambda: taking_away.kept_file(who, "0" * 64),
    ):
        with pytest.raises(NotAllowedError):
            work()


def test_minutes_leave_with_their_earlier_version_however_many_finds_they_have(
    seeded_db, monkeypatch
):
    """A find refers to the one that it was: of more than are deleted at once, the newest first."""
    monkeypatch.setattr(taking_away, "_AT_ONCE", 3)
    [title, *_others] = portfolios()
    for lines in (readings.LINES, [*readings.LINES, "Rettet den 9. maj."]):
        laying_up.lay_up(COMMAND, portfolios()[title], readings.result(lines=lines), name="x")
    take(title)
    assert not [key for key in everything() if key[0].startswith("minutes_")]
