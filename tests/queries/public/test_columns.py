"""What may leave the house, and that nothing else does."""

import sqlite3
from contextlib import closing

import pytest
import sqlalchemy as sa
from builders import a_copy, a_status, a_user, proposal_id, set_on

from portfolio import store
from portfolio.queries.public import columns
from portfolio.reports.public import file as public_file
from portfolio.store import ids, schema

SECRET = "HEMMELIGT"


def rows(name):
    with store.reading() as connection:
        return list(columns.rows(connection, name))


def published(path):
    """The whole file, as a program that looks through its bytes would find it."""
    with store.reading() as connection:
        tables = {name: list(columns.rows(connection, name)) for name in columns.PUBLISHED}
    public_file.write(path, tables, {"published_on": "2022-05-01"})
    return path.read_bytes().decode("utf-8", "replace")


def test_every_table_is_published_or_withheld():
    assert not set(columns.PUBLISHED) & set(columns.WITHHELD)
    named = set(columns.PUBLISHED) | set(columns.WITHHELD)
    assert named == set(schema.metadata.tables), "name the new table in queries/public/columns.py"


@pytest.mark.parametrize("name", columns.PUBLISHED)
def test_every_column_is_published_or_withheld(name):
    kept = set(schema.metadata.tables[name].c.keys())
    shown, held = set(columns.columns(name)), columns.withheld(name)
    assert not shown & held
    assert shown | (held & kept) == kept, "name the new column in queries/public/columns.py"
    assert set(columns.PUBLISHED[name].withheld.split()) <= kept


def test_all_that_is_public_is_there(seeded_db):
    assert {one["number"] for one in rows("proposals")} >= set(range(1, 10))
    assert all(rows(name) for name in ("decisions", "milestones", "gaps", "citations", "sources"))


def test_an_empty_portfolio_has_no_rows(empty_db):
    assert [name for name in columns.PUBLISHED if rows(name)] == []


def test_no_name_no_remark_and_no_draft_is_in_the_file(seeded_db, tmp_path):
    a_user(seeded_db, "lead", name=f"{SECRET} navn", email=f"{SECRET.lower()}@kommune.test")
    for name in ("parties", "milestones", "funding_pools", "follow_ups", "pool_conditions"):
        set_on(seeded_db, schema.metadata.tables[name], sa.true(), note=SECRET)
    set_on(seeded_db, schema.parties, sa.true(), contact_name=SECRET, contact_email=SECRET)
    set_on(seeded_db, schema.milestones, sa.true(), outcome_note=SECRET)
    set_on(seeded_db, schema.citations, sa.true(), claims=f'["{SECRET}"]')
    set_on(seeded_db, schema.meeting_participants, sa.true(), name=SECRET)
    a_status(
        seeded_db,
        4,
        "2022-04-20",
        happened="Synlig begivenhed",
        risks=SECRET,
        economy=SECRET,
        decision_needed=SECRET,
    )
    set_on(
        seeded_db,
        schema.places,
        schema.places.c.code == "sengeloese",
        name=SECRET,
        withdrawn_at="2022-04-30",
        withdrawn_reason=SECRET,
    )
    said = published(tmp_path / "out.db")
    assert "Synlig begivenhed" in said
    assert SECRET not in said
    assert SECRET.lower() not in said


def test_the_participants_of_the_meeting_are_not_in_the_file(seeded_db, tmp_path):
    with store.reading() as connection:
        names = set(connection.execute(sa.select(schema.meeting_participants.c.name)).scalars())
    said = published(tmp_path / "out.db")
    assert len(names) >= 5
    assert [name for name in names if name in said] == []


def test_a_closed_item_is_not_there(seeded_db):
    with store.reading() as connection:
        a = schema.agenda_items.c
        closed = set(connection.execute(sa.select(a.id).where(a.closed == 1)).scalars())
    assert closed
    assert not closed & {one["id"] for one in rows("agenda_items")}
    assert not closed & {one["subject_id"] for one in rows("citations")}


def test_a_citation_of_what_is_withheld_is_not_there(seeded_db):
    found = {(one["subject_table"], one["field"]) for one in rows("citations")}
    assert ("milestones", "date") in found
    assert not [pair for pair in found if pair[1] == "note" or pair[0] == "meeting_participants"]


def test_what_is_withdrawn_takes_its_ties_along(seeded_db):
    p = schema.parties.c
    named = next(
        one["party_id"] for one in rows("proposal_parties") if one["proposal_id"] == proposal_id(1)
    )
    set_on(seeded_db, schema.strategy_processes, sa.true(), owner_party_id=named)
    set_on(seeded_db, schema.parties, p.id == named, withdrawn_at="2022-04-30")
    assert named not in {one["id"] for one in rows("parties")}
    assert named not in {one["party_id"] for one in rows("proposal_parties")}
    assert {one["owner_party_id"] for one in rows("strategy_processes")} == {None}


def test_a_milestone_of_nothing_public_is_not_there(seeded_db):
    m = schema.milestones
    before = len(rows("milestones"))
    set_on(seeded_db, schema.funding_pools, sa.true(), withdrawn_at="2022-04-30")
    gone = [one for one in rows("milestones") if one["pool_id"]]
    assert gone == []
    with store.reading() as connection:
        alone = connection.execute(sa.select(sa.func.count()).where(m.c.pool_id.is_not(None)))
        assert len(rows("milestones")) == before - alone.scalar_one()


def test_a_review_is_a_draft_until_it_is_closed(seeded_db):
    review = ids.new_id()
    with store.reading() as connection:
        meeting = connection.execute(sa.select(schema.meetings.c.id)).scalar_one()
    row = {
        "id": review,
        "meeting_id": meeting,
        "minutes": 20,
        "prepared_at": ids.now(),
        "prepared_by": "test",
    }
    store.in_transaction(lambda c: c.execute(sa.insert(schema.reviews).values(row)))
    for name in ("meetings", "agenda_items", "decisions", "decision_proposals", "follow_ups"):
        assert rows(name) == [], name
    set_on(seeded_db, schema.reviews, schema.reviews.c.id == review, closed_at=ids.now())
    assert all(rows(name) for name in ("meetings", "agenda_items", "decisions", "follow_ups"))


def test_a_party_that_nobody_asked_is_not_there(seeded_db):
    link = schema.proposal_parties
    mine = link.c.proposal_id == proposal_id(1)
    other = next(
        one["id"]
        for one in rows("parties")
        if one["id"] not in {tie["party_id"] for tie in rows("proposal_parties")}
    )
    key = a_copy(seeded_db, link, mine, party_id=other, role="added", state=None, state_seq=0)
    assert key not in {one["id"] for one in rows("proposal_parties")}
    set_on(seeded_db, link, link.c.id == key, state="asked")
    assert key in {one["id"] for one in rows("proposal_parties")}


def test_the_file_is_whole(seeded_db, tmp_path):
    published(tmp_path / "out.db")
    with closing(sqlite3.connect(tmp_path / "out.db")) as file:
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        keys = [
            key
            for name in columns.PUBLISHED
            for key in file.execute(f"PRAGMA foreign_key_list({name})")
        ]
        assert len(keys) > 30
