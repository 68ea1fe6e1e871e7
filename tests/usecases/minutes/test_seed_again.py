"""The real minutes of 4 April 2022, taken in by the program, give back what the seed says."""

from datetime import date

import pytest
import sqlalchemy as sa
from minutes.reading_aloud import REFERENCE, ROOT

from portfolio import store
from portfolio.domain.finds import FindKind, FindState
from portfolio.store import ids, schema
from portfolio.usecases.minutes import judging, reading_files, taking_in
from portfolio.usecases.use_case import COMMAND

TODAY = date(2022, 5, 5)
#: What is the same, word for word, in the seed and in what the minutes become.
SAME = {
    "meetings": ("held_on", "starts_at"),
    "meeting_participants": ("name", "absent"),
    "agenda_items": ("number", "title", "case_number", "closed"),
    "purposes": ("number", "title"),
    "proposals": ("number", "title"),
}


def facts(address=None):
    """What the tables say, of the one portfolio the minutes are about."""
    s = schema
    home = sa.select(s.portfolios.c.id).where(s.portfolios.c.code == "civilsamfund")
    mine = sa.select(s.purposes.c.id).where(s.purposes.c.portfolio_id.in_(home))
    of_it = {"purposes": s.purposes.c.id.in_(mine), "proposals": s.proposals.c.purpose_id.in_(mine)}
    with store.reading(address) as connection:
        return {
            name: {
                tuple(row)
                for row in connection.execute(
                    sa.select(*(s.metadata.tables[name].c[column] for column in columns)).where(
                        of_it.get(name, sa.true())
                    )
                )
            }
            for name, columns in SAME.items()
        }


def an_empty_portfolio(address):
    key = ids.new_id()
    row = {
        "code": "civilsamfund",
        "title": "Civilsamfund",
        "municipality": "Høje-Taastrup Kommune",
        "introduced_on": "2022-04-04",
        "position": 1,
    }
    with store.engine(address).begin() as connection:
        connection.execute(sa.insert(schema.portfolios).values(id=key, **row))
    return key


@pytest.mark.skipif(not REFERENCE.exists(), reason="the real minutes are kept beside the program")
def test_an_empty_portfolio_gets_the_facts_of_the_seed(empty_db, databases, tmp_path):
    data = REFERENCE.read_bytes()
    reading = reading_files.read_file(
        COMMAND, an_empty_portfolio(empty_db), data, name="referat.txt"
    )
    judging.take_sure(COMMAND, reading)
    f = schema.minutes_finds.c
    with store.reading() as connection:
        # What is only likely, as somebody would who has read the minutes.
        likely = sa.select(f.id, f.version).where(
            f.reading_id == reading,
            f.state == FindState.OPEN,
            f.kind.in_((FindKind.PURPOSE, FindKind.PROPOSAL)),
        )
        rest = connection.execute(likely).all()
    for find in rest:
        judging.judge(COMMAND, find.id, find.version, FindState.TAKEN, today=TODAY)
    taking_in.take_in(COMMAND, reading, 1, today=TODAY)
    folder = tmp_path / "seeded"
    folder.mkdir()
    seeded = databases.new(ROOT / "seed", folder)
    assert facts() == facts(seeded)
