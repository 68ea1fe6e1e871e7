"""Seeding: all of it or nothing, once, and every fault with its file and line."""

import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.errors import PortfolioError
from portfolio.importers.seeding.files import read_seed
from portfolio.queries.filtering import portfolio_id
from portfolio.store import changes, files, schema
from portfolio.store.schema import change_log, proposal_parties, proposals, responsibility_events
from portfolio.usecases.seeding import seeding, setup

SOUND = """
[[parties]]
key = "direktionen"
name = "Direktionen"
kind = "directorate"

[[portfolios]]
key = "p"
title = "Portefølje"
municipality = "Kommunen"

[[purposes]]
portfolio = "p"
number = 1
title = "Formål"

[[proposals]]
portfolio = "p"
purpose = "1"
number = 1
title = "Forslag"
introduced_on = "2022-04-04"

[[funding_pools]]
key = "pulje"
title = "Pulje"
kind = "state"
"""


@pytest.fixture
def folder(tmp_path):
    """A folder with one small sound seed file; add to it what is to be wrong."""
    made = tmp_path / "seed"
    made.mkdir()
    (made / "10-godt.toml").write_text(SOUND)
    return made


def counted() -> dict[str, int]:
    """Rows by table, without those that the first migration itself puts there."""
    with store.reading() as connection:
        numbers = {
            table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()
            for table in schema.metadata.sorted_tables
            if table is not schema.revisions
        }
    return {name: n for name, n in numbers.items() if n}


def test_everything_in_the_files_is_stored_in_one_change(empty_db, folder):
    seeding.seed(read_seed(folder))
    assert counted() == {
        "parties": 1,
        "portfolios": 1,
        "purposes": 1,
        "proposals": 1,
        "funding_pools": 1,
        "change_log": 1,
    }
    with store.reading() as connection:
        assert changes.revision(connection) == 1
        assert connection.execute(sa.select(change_log.c.actor)).scalar() == "seed"


@pytest.mark.parametrize(
    ("fault", "place", "words"),
    [
        (
            '[[purposes]]\nportfolio = "q"\nnumber = 2\ntitle = "x"',
            "20-fejl.toml:1",
            "refers to “q” in portfolios",
        ),
        ('\n[[parties]]\nkey = "direktionen"\nname = "x"\nkind = "unit"', "20-fejl.toml:2", "two"),
        (
            '[[purposes]]\nkey = "andet"\nportfolio = "p"\nnumber = 1\ntitle = "x"',
            "20-fejl.toml:1",
            "purposes does not take",
        ),
        (
            '[[funding_pools]]\nkey = "a"\ntitle = "x"\nkind = "state"\n\n'
            '[[funding_pools]]\nkey = "b"\ntitle = "x"\nkind = "state"\n'
            "total_amount = 1\nearmarked_amount = 2",
            "20-fejl.toml:6",
            "earmark",
        ),
        (
            '[[milestones]]\nkey = "m"\ntitle = "x"\nkind = "event"\ndate = "engang"\n'
            'known_from = "2022-04-04"\nproposal = "1"',
            "20-fejl.toml:1",
            "“engang” is not a date",
        ),
    ],
    ids=["reference to nothing", "key twice", "number twice", "broken rule", "no date"],
)
def test_a_fault_at_the_end_stores_nothing_at_all(empty_db, folder, fault, place, words):
    (folder / "20-fejl.toml").write_text(fault)
    with pytest.raises(PortfolioError) as caught:
        seeding.seed(read_seed(folder))
    assert str(caught.value).startswith(place)
    assert words in str(caught.value)
    assert counted() == {}
    with store.reading() as connection:
        assert changes.revision(connection) == 0


def test_it_refuses_a_second_time(empty_db, folder):
    seeding.seed(read_seed(folder))
    before = counted()
    with pytest.raises(PortfolioError, match="a portfolio in this database already"):
        seeding.seed(read_seed(folder))
    assert counted() == before


def test_a_new_file_with_a_faulty_seed_is_not_made(tmp_path, folder):
    (folder / "20-fejl.toml").write_text('[[purposes]]\nportfolio = "q"\nnumber = 2\ntitle = "x"')
    with pytest.raises(PortfolioError):
        setup.open_or_create(f"sqlite:///{tmp_path / 'new.db'}", folder)
    assert [path.name for path in tmp_path.iterdir()] == ["seed"]


def test_a_faulty_seed_makes_no_tables_on_a_server(databases, tmp_path, folder):
    (folder / "20-fejl.toml").write_text('[[purposes]]\nportfolio = "q"\nnumber = 2\ntitle = "x"')
    address = databases.bare(tmp_path)
    if path := files.path_of(address):
        path.touch()  # a server's database is there before anything is in it
    with pytest.raises(PortfolioError):
        setup.create(address, folder)
    with store.reading(address) as connection:
        assert sa.inspect(connection).get_table_names() == []
    databases.drop(address)


def test_the_real_seed_begins_with_nobody_responsible_and_nothing_assessed(seeded_db):
    with store.reading() as connection:
        first = proposals.c.portfolio_id == portfolio_id("civilsamfund")
        lights = connection.execute(sa.select(proposals.c.rag).distinct()).all()
        stages = connection.execute(sa.select(proposals.c.stage).where(first).distinct()).all()
        states = connection.execute(sa.select(proposal_parties.c.state).distinct()).scalars().all()
        events = connection.execute(sa.select(responsibility_events.c.state).distinct())
        assert events.scalars().all() == ["suggested"]
    assert [tuple(row) for row in lights] == [("none",)]
    assert [tuple(row) for row in stages] == [("proposed",)]
    # A party that is only mentioned has not even been suggested.
    assert set(states) == {"suggested", None}
