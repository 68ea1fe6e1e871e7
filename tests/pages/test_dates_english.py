"""Dates are written in Danish: on English screens, mails and calendars stand the days they mean.

What is data keeps the words as they were typed: the log, and the forms of content. Papers are
Danish, whoever makes them.
"""

import re
from datetime import date
from pathlib import Path

import builders
import pytest
import screen

from portfolio import language, store
from portfolio.domain.mails import ReminderKind
from portfolio.domain.model import DecisionOutcome
from portfolio.domain.permissions import Role
from portfolio.queries.calendar import calendar
from portfolio.queries.mails import reminders
from portfolio.queries.mails.letters import Line, Matter
from portfolio.queries.mails.recipients import Capacity
from portfolio.reports.calendar import ics
from portfolio.reports.mails import reminder_words
from portfolio.store import schema
from portfolio.usecases.meetings import follow_ups as acts
from portfolio.usecases.meetings.follow_ups import Owner
from portfolio.usecases.proposals import parking
from portfolio.usecases.reviews import decisions
from portfolio.usecases.reviews.decision_input import DecisionInput, FollowUpInput
from portfolio.usecases.reviews.effects import Effects, Settled
from portfolio.usecases.use_case import LOCAL
from tests.pages.test_effects_everywhere import one, party

ROOT = Path(__file__).parents[2]
DAY, LATER = date(2022, 5, 1), date(2022, 5, 10)
#: Words that nothing in the seed is called by.
DANISH = re.compile(r"(primo|medio|ultimo) (juli|oktober)|14\. oktober|efteråret 2031")
DATA = {"log", "content"}
TASK = "Skriv til Banedanmark"


def pages():
    every = sorted(ROOT.glob("pages/*/*.py"))
    return [path.stem for path in every if path.stem not in DATA]


@pytest.fixture
def dated(seeded_db, monkeypatch):
    """A date of every kind: a step's, a follow-up's that was moved, a next step's, a period's."""
    monkeypatch.setenv("PORTFOLIO_TODAY", LATER.isoformat())
    builders.a_status(
        seeded_db,
        4,
        "2022-04-20",
        rag="amber",
        reason="Venter",
        next_step="Et oplæg",
        next_step_date_text="medio oktober 2022",
        next_step_date_start="2022-10-11",
        next_step_date_end="2022-10-20",
    )
    for table in (schema.milestones, schema.process_windows):
        known = table.c.date_end.is_not(None)
        builders.set_on(seeded_db, table, known, date_text="ultimo oktober 2022")
    review = builders.a_review(seeded_db, 4, held_on=DAY.isoformat())
    item = one(schema.review_items, schema.review_items.c.review_id == review)
    s = schema.involvement_steps.c
    step = one(schema.involvement_steps, s.party_id == party("chefforum"))
    task = FollowUpInput(
        title=TASK, responsible_party_id=party("suoc"), date_text="primo juli 2022"
    )
    said = DecisionInput(
        outcome=DecisionOutcome.DECIDED,
        decision="Aktivitet.",
        follow_ups=[task],
        effects=Effects(settled=[Settled(step_id=step.id, date_text="medio juli 2022")]),
    )
    decisions.record_decision(LOCAL, item.id, said, today=DAY)
    made = one(schema.follow_ups, schema.follow_ups.c.title == TASK)
    moved = Owner(party_id=party("suoc"), date_words="ultimo juli 2022")
    acts.assign(LOCAL, made.id, made.version, moved, today=LATER, reason="Ferien")
    window = one(schema.process_windows, schema.process_windows.c.title == "Anden workshop")
    waiting = parking.Waiting(
        window_id=window.id, reason="Strategien først", must_be_ready="Et oplæg"
    )
    parking.park(LOCAL, builders.proposal_id(2), waiting, today=LATER)
    return {"review": review, "follow_up": made.id}


def asked(page, made):
    return {
        "proposal": ({"nr": 4}, {"nr": 2}),
        "follow_ups": ({}, {"opfoelgning": made["follow_up"]}),
        "decisions": ({}, {"moede": "direktionen-2022-05-01"}),
        "reviews": ({}, {"gennemgang": made["review"]}),
        "present": ({"gennemgang": made["review"]},),
    }.get(page, ({},))


@pytest.mark.parametrize("page", pages())
def test_dates_are_english_on_english_pages(app, dated, page):
    for query in asked(page, dated):
        said = screen.words(app(page, lang="en", **query)).replace("\\", "")
        assert not DANISH.search(said), (query, DANISH.search(said))


def test_they_are_there_in_danish_and_their_days_in_english(app, dated):
    """What the test above looks for stands on the Danish pages."""
    on = {
        "proposal": ({"nr": 4}, ("medio oktober 2022", "medio juli 2022")),
        "follow_ups": ({"opfoelgning": dated["follow_up"]}, ("primo juli", "ultimo juli")),
        "decisions": ({}, ("medio juli 2022",)),
    }
    for page, (query, words) in on.items():
        danish, english = (screen.words(app(page, lang=spoken, **query)) for spoken in ("da", "en"))
        for one_of_them in words:
            assert one_of_them in danish.replace("\\", ""), (page, one_of_them)
        assert "July 2022" in english, page


def test_dates_are_english_in_english_mails_and_calendars(dated, seeded_db):
    said = {"date_text": "medio oktober 2022", "promised": 1}
    builders.a_milestone(seeded_db, "aftalt", "2022-05-20", **said)
    with store.reading() as connection:
        entries = calendar.entries(connection, role=Role.SECRETARY, as_of=LATER)
        due = reminders.due_reminders(connection, today=LATER, rules=reminders.Rules())
    of_dates = [one for one in due if one.kind == ReminderKind.MILESTONE_SOON]
    lines = [Line(due=one, why=Capacity.SECRETARY, meant_for=()) for one in of_dates]
    with language.speaking("en"):
        made = ics.calendar(entries, public="https://a.test").decode().replace("\r\n ", "")
        said = [reminder_words.subject(Matter(send_key="k", lines=(line,))) for line in lines]
        said += [line for line in made.splitlines() if line.startswith("SUMMARY:")]
    assert lines
    assert len(said) > len(lines)
    assert not [one for one in said if DANISH.search(one)]
