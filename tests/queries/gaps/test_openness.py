"""A question is open by one rule: under Åbne spørgsmål, in figures and among what is asked."""

from datetime import date

import pytest
import sqlalchemy as sa
from builders import a_status, an_answer, filters, id_of, set_on

from portfolio import language, store
from portfolio.queries.gaps import gaps
from portfolio.queries.overview import attention
from portfolio.queries.requests import requests
from portfolio.reports.requests import sentences
from portfolio.store import schema

DAY = date(2022, 5, 1)
QUESTION = "Hvem fører an i forslag 5?"


@pytest.fixture
def stands(ask):
    """Whether the page, the figures and the list hold the question for open; and its answer."""

    def stands(day=DAY):
        known = gaps.Filters(as_of=day, portfolio="civilsamfund")
        row = ask(gaps.gap, filters=known, code="A06-5").iloc[0]
        asked = ask(requests.open_requests, as_of=day, today=DAY, portfolio="civilsamfund")
        counted = ask(attention.findings, filters=filters(day.isoformat()))
        blocking = next(one for one in counted if one.reason == "blocking_gap").count
        open_ones = ask(gaps.figures, filters=known)
        return (
            row["status"],
            QUESTION in {one.question for one in asked},
            blocking,
            open_ones.open,
            sentences.answer(row),
        )

    return stands


def a_party_of_5(address):
    link = schema.proposal_parties
    chosen = (
        sa.select(schema.parties.c.code)
        .join(link, link.c.party_id == schema.parties.c.id)
        .where(link.c.proposal_id == id_of(5))
        .limit(1)
    )
    with store.reading(address) as connection:
        return connection.execute(chosen).scalar_one()


def test_who_takes_a_proposal_on_is_answered_by_a_yes_everywhere_alike(seeded_db, stands):
    before, party = stands(), a_party_of_5(seeded_db)
    assert before[:2] == ("open", True)
    an_answer(seeded_db, 5, party, "asked", "2022-04-20")
    assert stands() == before, "asked is not yes"
    an_answer(seeded_db, 5, party, "accepted", "2022-04-21")
    status, is_asked, blocking, open_ones, answer = stands()
    assert (status, is_asked) == ("answered", False)
    assert (blocking, open_ones) == (before[2] - 1, before[3] - 1)
    with language.speaking("da"):
        assert "har sagt ja" in stands()[-1]
    assert answer
    assert stands(date(2022, 4, 20))[0] == "open", "the day before nobody had said yes"
    an_answer(seeded_db, 5, party, "declined", "2022-04-22")
    assert stands() == before


def test_of_two_proposals_one_yes_is_not_enough_unless_the_other_has_ended(seeded_db, stands):
    gap = schema.gaps.c.code == "A06-5"
    link = {"id": "x", "gap_id": sa.select(schema.gaps.c.id).where(gap).scalar_subquery()}
    about = {"subject_table": "proposals", "subject_id": id_of(6)}
    with store.engine(seeded_db).begin() as connection:
        connection.execute(sa.insert(schema.gap_subjects).values(**link, **about))
    party = a_party_of_5(seeded_db)
    an_answer(seeded_db, 5, party, "asked", "2022-04-20")
    an_answer(seeded_db, 5, party, "accepted", "2022-04-21")
    assert stands()[0] == "open"
    a_status(seeded_db, 6, "2022-04-25", stage="closed")
    assert stands()[0] == "answered"


def test_an_answer_in_words_stands_as_it_was_given(seeded_db, stands):
    said = {"status": "answered", "answer": "Styregruppen.", "answered_on": "2022-04-20"}
    set_on(seeded_db, schema.gaps, schema.gaps.c.code == "A06-5", **said)
    assert stands()[0] == "answered"
    assert stands()[-1] == "Styregruppen."
    assert stands(date(2022, 4, 19))[0] == "open"
