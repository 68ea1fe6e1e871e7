"""Doing a step of involvement closes the follow-up that asked for it, and what a decision left
open; taking the step back opens them again.
"""

from datetime import date

import builders
import pytest
import sqlalchemy as sa
from workshop_builders import a_workshop

from portfolio import store
from portfolio.queries.gaps import gaps
from portfolio.queries.overview import attention
from portfolio.queries.requests import requests
from portfolio.store import schema
from portfolio.usecases.content import rows as content
from portfolio.usecases.log import restoring
from portfolio.usecases.meetings import follow_ups
from portfolio.usecases.proposals import involvement
from portfolio.usecases.proposals.involvement import OpenedStep
from portfolio.usecases.use_case import LOCAL
from portfolio.usecases.workshops import recording

TODAY = date(2022, 6, 27)
HELD = date(2022, 6, 10)
CODE = builders.PORTFOLIO
QUESTION = "Hvornår skal Chefforum inddrages, og hvem sørger for det?"


@pytest.fixture(autouse=True)
def later(monkeypatch):
    """The day the use cases of workshops and of Content ask for themselves."""
    monkeypatch.setenv("PORTFOLIO_TODAY", TODAY.isoformat())


def one(table, *tests):
    with store.reading() as connection:
        return dict(connection.execute(sa.select(table).where(*tests)).mappings().one())


def step():
    code = schema.parties.c.code == "chefforum"
    party = sa.select(schema.parties.c.id).where(code).scalar_subquery()
    s = schema.involvement_steps.c
    return one(schema.involvement_steps, s.party_id == party, s.proposal_id.is_(None))


def task():
    return one(schema.follow_ups, schema.follow_ups.c.step_id == step()["id"])


def asked(day=TODAY):
    with store.reading() as connection:
        found = requests.open_requests(connection, as_of=day, today=TODAY, portfolio=CODE)
    return {one.question or one.subject for one in found}


def under_gaps(day=TODAY):
    with store.reading() as connection:
        filters = gaps.Filters(as_of=day, portfolio=CODE)
        return gaps.gap(connection, filters=filters, code="A09").iloc[0]


def everything():
    return asked(), task()["status"], task()["state_note"], under_gaps()["status"]


def by_hand(seen):
    involvement.mark_done(LOCAL, seen, HELD, said="Holdt på seminaret", today=TODAY)


def on_content(seen):
    typed = {"state": "done", "happened_on": "10. juni 2022"}
    content.change(LOCAL, "involvement_steps", seen.step_id, seen.version, typed, today=TODAY)


def by_a_workshop(_seen):
    made = a_workshop(
        numbers=tuple(range(1, 10)), body_party_id=step()["party_id"], held_on=HELD.isoformat()
    )
    about = schema.workshop_proposals
    builders.set_on(store.url(), about, about.c.workshop_id == made.id, changed="Intet")
    recording.end(LOCAL, made.id, turn=1)


@pytest.mark.parametrize("do", [by_hand, on_content, by_a_workshop])
def test_all_it_left_open_is_closed_with_it_and_open_again_when_it_is_taken_back(seeded_db, do):
    before, seen = everything(), step()
    assert QUESTION in before[0]
    do(OpenedStep(seen["id"], seen["version"]))
    now = task()
    assert (now["status"], now["closed_on"]) == ("done", "2022-06-10")
    assert not {QUESTION, "Chefforum", "Inddrag Chefforum i de ni forslag"} & asked()
    told = under_gaps()
    assert (told["status"], told["answered_on"]) == ("answered", "2022-06-10")
    assert told["happening"].party == "Chefforum"
    assert QUESTION in asked(date(2022, 6, 9)), "the day before nobody had been involved"
    assert under_gaps(date(2022, 6, 9))["status"] == "open"
    done = step()
    involvement.undo(LOCAL, OpenedStep(done["id"], done["version"]), reason="Fejl")
    assert everything() == before


def test_what_holds_things_up_is_counted_by_the_same_rule(seeded_db):
    def blocking():
        filters = builders.filters(TODAY.isoformat(), today=TODAY.isoformat())
        with store.reading() as connection:
            found = attention.findings(connection, filters=filters)
        return next(one.count for one in found if one.reason == "blocking_gap")

    before, seen = blocking(), step()
    by_hand(OpenedStep(seen["id"], seen["version"]))
    assert blocking() == before - 1


def test_a_step_that_is_skipped_lets_its_follow_up_lapse_with_the_reason(seeded_db):
    seen = step()
    at = OpenedStep(seen["id"], seen["version"])
    involvement.skip(LOCAL, at, reason="Tages direkte i centrene", today=TODAY)
    assert (task()["status"], task()["state_note"]) == ("lapsed", "Tages direkte i centrene")
    assert QUESTION not in asked()
    assert under_gaps()["happening"].what == "skipped"


def test_a_follow_up_that_somebody_closed_by_hand_is_left_alone(seeded_db):
    row, seen = task(), step()
    follow_ups.finish(LOCAL, row["id"], row["version"], note="Ringet rundt", on=HELD, today=TODAY)
    by_hand(OpenedStep(seen["id"], seen["version"]))
    assert task()["state_note"] == "Ringet rundt"
    done = step()
    involvement.undo(LOCAL, OpenedStep(done["id"], done["version"]), reason="Fejl")
    assert (task()["status"], task()["state_note"]) == ("done", "Ringet rundt")


def test_restoring_an_earlier_value_carries_it_over_too(seeded_db):
    seen = step()
    by_hand(OpenedStep(seen["id"], seen["version"]))
    line = one(schema.change_log, schema.change_log.c.action == "involvement_step.done")
    restoring.restore(LOCAL, line["id"], "Fejl")
    assert (step()["state"], task()["status"]) == ("ahead", "open")
    assert QUESTION in asked()


def test_of_one_proposal_alone_the_others_still_wait(seeded_db):
    seen = step()
    at = OpenedStep(seen["id"], seen["version"], builders.proposal_id(1))
    involvement.mark_done(LOCAL, at, HELD, today=TODAY)
    assert task()["status"] == "open"
    assert QUESTION in asked()


def test_two_workshops_that_were_about_half_each_have_been_about_all(seeded_db):
    for numbers in ((1, 2, 3, 4), (5, 6, 7, 8, 9)):
        made = a_workshop(
            numbers=numbers, body_party_id=step()["party_id"], held_on=HELD.isoformat()
        )
        about = schema.workshop_proposals
        builders.set_on(store.url(), about, about.c.workshop_id == made.id, changed="Intet")
        assert task()["status"] == "open"
        recording.end(LOCAL, made.id, turn=1)
    assert (step()["state"], task()["status"]) == ("done", "done")
