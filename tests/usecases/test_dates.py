"""Every door where a date may be written in words: what is read, and what is kept unread."""

from dataclasses import dataclass
from datetime import date

import builders
import pytest
import sqlalchemy as sa
from sheets import DAY, cell_name, filled
from sheets import book_of as opened

from portfolio import store
from portfolio.domain import sheet_columns
from portfolio.domain.attention import FollowUpState
from portfolio.domain.model import DecisionOutcome, Rag, Stage
from portfolio.fuzzy import Tense
from portfolio.queries.meetings import follow_ups as follow_up_list
from portfolio.queries.overview.attention import next_deadline
from portfolio.queries.overview.board import board
from portfolio.queries.papers import facts
from portfolio.queries.reviews import reviews, screen
from portfolio.reports.rounds import answer_sheet
from portfolio.store import schema
from portfolio.usecases import content, use_case
from portfolio.usecases.content import parsing
from portfolio.usecases.content.field import Kind
from portfolio.usecases.content.nouns import NOUNS
from portfolio.usecases.meetings import follow_ups
from portfolio.usecases.meetings.follow_ups import Owner
from portfolio.usecases.proposals import involvement
from portfolio.usecases.proposals.involvement import OpenedStep
from portfolio.usecases.reviews import decisions
from portfolio.usecases.reviews.decision_input import DecisionInput, FollowUpInput
from portfolio.usecases.rounds import answers, sheets
from portfolio.usecases.rounds.answers import Answer

LOCAL, TODAY = use_case.LOCAL, date(2022, 5, 1)


@dataclass
class Kept:
    """A date as a door has kept it."""

    text: str | None
    start: str | None
    end: str | None


def newest(table, prefix="", **test):
    kept = schema.metadata.tables[table].c
    chosen = sa.select(*(kept[f"{prefix}date_{name}"] for name in ("text", "start", "end")))
    tests = [kept[name] == value for name, value in test.items()]
    order = kept.seq if "seq" in kept else kept.id
    with store.reading() as connection:
        row = connection.execute(chosen.where(*tests).order_by(order.desc())).first()
    return Kept(*row)


def latest_seq(number):
    p = schema.proposals.c
    with store.reading() as connection:
        chosen = sa.select(p.status_seq).where(p.id == builders.proposal_id(number))
        return connection.execute(chosen).scalar_one()


def status_form(words):
    given = Answer(stage=Stage.PROPOSED, rag=Rag.GREEN, next_step="Møde", next_step_date_text=words)
    key = builders.proposal_id(9)
    answers.submit(LOCAL, key, given, seen_seq=latest_seq(9))
    return newest("status_updates", "next_step_", proposal_id=key)


def sheet(words):
    report = {"code": builders.PORTFOLIO, "title": "Civilsamfund"}
    made = answer_sheet.workbook(sheets.rows(LOCAL, builders.PORTFOLIO), report, DAY)
    page = opened(made).worksheets[0]
    lines = range(sheet_columns.FIRST_ROW, page.max_row + 1)
    line = next(n for n in lines if page[cell_name("number", n)].value == 9)
    typed = filled(made, line, next_step="Møde", next_step_date_text=words)
    key = builders.proposal_id(9)
    read = sheets.read("ark.xlsx", typed)
    assert sheets.accept(LOCAL, builders.PORTFOLIO, read, {key: latest_seq(9)}) == 1
    return newest("status_updates", "next_step_", proposal_id=key)


def a_row(table, **test):
    kept = schema.metadata.tables[table]
    tests = [kept.c[name] == value for name, value in test.items()]
    with store.reading() as connection:
        chosen = sa.select(kept).where(*tests).order_by(kept.c.id)
        return connection.execute(chosen).mappings().first()


def assigned(words, today=TODAY, reason="Aftalt på ny", code="suoc"):
    row = a_row("follow_ups", title="Inddrag Byrådet")
    party = a_row("parties", code=code)["id"]
    owner = Owner(party_id=party, date_words=words)
    follow_ups.assign(LOCAL, row["id"], row["version"], owner, today=today, reason=reason)
    return newest("follow_ups", id=row["id"])


def added(words):
    owner = Owner(party_id=a_row("parties", code="suoc")["id"], date_words=words)
    decision = a_row("decisions", number="7.4")["id"]
    key = follow_ups.add(LOCAL, decision, title="Skriv", owner=owner, today=TODAY)
    return newest("follow_ups", id=key)


def decided(words):
    review = builders.a_review(store.url(), 4)
    item = a_row("review_items", review_id=review)["id"]
    given = DecisionInput(
        outcome=DecisionOutcome.APPROVED,
        decision="Godkendt.",
        follow_ups=(FollowUpInput(title="Skriv", date_text=words),),
    )
    key = decisions.record_decision(LOCAL, item, given, today=TODAY)
    return newest("follow_ups", decision_id=key)


def planned(words):
    row = a_row("involvement_steps", state="ahead")
    at = OpenedStep(row["id"], row["version"], None)
    involvement.plan(LOCAL, at, role="heard", planned=words, today=TODAY)
    return newest("involvement_steps", "planned_", id=row["id"])


def edited(words):
    row = a_row("milestones", outcome="not_recorded")
    content.change(LOCAL, "milestones", row["id"], row["version"], {"date": words}, today=TODAY)
    return newest("milestones", id=row["id"])


DOORS = [status_form, sheet, assigned, added, decided, planned, edited]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("words", ["løbende", "en dag når det passer", "31. februar 2022"])
def test_words_that_are_no_date_are_kept_and_stop_nobody(seeded_db, door, words):
    assert door(words) == Kept(words, None, None)


@pytest.mark.parametrize("door", DOORS)
def test_a_year_that_is_not_said_is_the_coming_one(seeded_db, door):
    assert door("efter påske") == Kept("efter påske", "2022-04-19", "2022-05-16")
    assert door("Q1") == Kept("Q1", "2023-01-01", "2023-03-31")


@pytest.mark.parametrize("door", [status_form, assigned])
def test_the_same_words_again_mean_what_they_meant(seeded_db, monkeypatch, door):
    first = door("1. juni")
    monkeypatch.setenv("PORTFOLIO_TODAY", "2022-07-01")
    again = door("1. juni") if door is status_form else door("1. juni", date(2022, 7, 1))
    assert first == again == Kept("1. juni", "2022-06-01", "2022-06-01")
    if door is assigned:
        assert door("1. juni", date(2022, 7, 1), None, "fritid-og-kultur") == first


def test_words_without_a_date_are_no_promise_and_never_late(seeded_db):
    assigned("løbende")
    row = a_row("follow_ups", title="Inddrag Byrådet")
    assert (row["promised"], row["date_text"]) == (0, "løbende")
    shown_on = follow_up_list.Filters(as_of=date(2099, 1, 1))
    with store.reading() as connection:
        listed = follow_up_list.follow_ups_on(connection, filters=shown_on)
    (shown,) = (one for one in listed.to_dict("records") if one["id"] == row["id"])
    assert shown["state"] not in (FollowUpState.OVERDUE, FollowUpState.NOT_RECORDED)
    # A date after words without one moves nothing, so no reason is asked for.
    assert assigned("1. juni 2022", reason=None).end == "2022-06-01"
    assert a_row("follow_ups", title="Inddrag Byrådet")["promised"] == 1


@pytest.mark.parametrize(
    ("table", "field", "words", "day"),
    [
        ("decisions", "decided_on", "12. december", "2021-12-12"),
        ("decisions", "review_on", "12. december", "2022-12-12"),
        ("milestones", "outcome_on", "2. maj", "2021-05-02"),
        ("meetings", "held_on", "4. april", "2022-04-04"),
        ("meetings", "held_on", "20. maj", "2022-05-20"),
    ],
)
def test_a_day_that_lies_behind_is_the_latest(table, field, words, day):
    noun = NOUNS[table]
    assert parsing.read(noun, {field: words}, TODAY) == {field: day}


def test_each_door_says_whether_it_looks_ahead():
    fields = {(noun.table, f.name): f for noun in NOUNS.values() for f in noun.fields}
    assert all(f.tense is Tense.AHEAD for f in fields.values() if f.kind is Kind.FUZZY)
    days = {key: f.tense for key, f in fields.items() if f.kind is Kind.DAY}
    assert {key for key, tense in days.items() if tense is not Tense.BEHIND} == {
        ("meetings", "held_on"),
        ("decisions", "review_on"),
    }


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("efter jul", "efter jul (2023)"),
        ("ultimo juni", "ultimo juni (2022)"),
        ("juni 2022", "juni 2022"),
        ("løbende", "løbende"),
    ],
)
def test_a_next_step_says_where_its_year_is_worked_out(seeded_db, words, shown):
    kept = status_form(words)
    assert kept.text == words  # as it was written
    review = builders.a_review(seeded_db, 9)
    now = builders.filters()
    with store.reading() as connection:
        card = next(one for one in board(connection, filters=now, limit=50) if one.number == 9)
        paper = facts.facts(connection, filters=now, numbers=(9,)).proposals[0]
        item = reviews.items(connection, review_id=review).iloc[0]["id"]
        seen = screen.screen(connection, item_id=item, today=TODAY).facts
    told = (card.next_step_date_text, paper.status.next_step_date_text, seen["next_step_date_text"])
    assert told == (shown,) * 3


def test_the_next_date_and_the_next_deadline_say_it_too(seeded_db):
    mine = {"portfolio_id": None, "proposal_id": builders.proposal_id(9)}
    inferred = {"date_text": "ultimo maj", "date_inferred": 1}
    builders.a_milestone(seeded_db, "m9", "2022-05-31", **mine, **inferred)
    builders.a_milestone(seeded_db, "m", "2022-05-02", date_text="2. maj", date_inferred=1)
    now = builders.filters()
    with store.reading() as connection:
        card = next(one for one in board(connection, filters=now, limit=50) if one.number == 9)
        deadline = next_deadline(connection, filters=now)
    assert card.date_ahead.date_text == "ultimo maj (2022)"
    assert deadline.date_text == "2. maj (2022)"
