"""What a decision does beside being made: each effect in the decision's own transaction, kept with
what stood there before, and taken back with it.

Open this to give a decision another effect: a kind, how it is done here, and how it is undone in
:mod:`portfolio.usecases.reviews.effects_undone`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import language
from portfolio.domain.model import GapStatus, Responsibility, Stage
from portfolio.domain.permissions import Action
from portfolio.domain.requests import NOT_ANSWERED, STORED, Source, Topic, subject_of
from portfolio.errors import PortfolioError
from portfolio.store import schema
from portfolio.store.schema import follow_ups, gaps, involvement_steps
from portfolio.usecases.content import parsing
from portfolio.usecases.meetings.moved_days import Move, keep_earlier
from portfolio.usecases.proposals import handshakes
from portfolio.usecases.proposals.parking import Waiting
from portfolio.usecases.reviews import minutes_rows, putting_off
from portfolio.usecases.reviews.journal import Journal, Kind, Made, lock, proposal_of, report
from portfolio.usecases.reviews.open_review import Line, Row, Rows
from portfolio.usecases.reviews.putting_off import ReviewDay
from portfolio.usecases.rounds import answers
from portfolio.usecases.use_case import Deed, Person, Result


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What an earlier decision left open, now said: of a follow-up, or of a step (only when)."""

    follow_up_id: str | None = None
    step_id: str | None = None
    responsible_party_id: str | None = None
    date_text: str | None = None


@dataclass(frozen=True, kw_only=True)
class Effects:
    """What is chosen while a decision is made. Nothing of it is a default."""

    #: By key the question as it was put.
    requests: Mapping[str, str] = field(default_factory=dict)
    chosen: str | None = None  # the option; None: in own words
    settled: Sequence[Settled] = ()
    stage: Stage | None = None
    stage_reason: str | None = None
    appoint: str | None = None  # a party's id
    ask: Sequence[str] = ()
    park: Waiting | None = None
    review_days: Sequence[ReviewDay] = ()


def carry_out(
    connection: Connection, rows: Rows, person: Person, made: Made, effects: Effects
) -> list[Line]:
    """Do all of it; the lines of the log. Raises PortfolioError for what cannot be."""
    journal = Journal(connection, rows, person, made)
    _answer(journal, effects)
    for settled in effects.settled:
        _settle(journal, settled)
    if effects.stage is not None and effects.park is not None:
        raise PortfolioError(
            "A proposal on hold rests until its period begins. Move its stage or put it on "
            "hold until a period, not both."
        )
    if effects.park is not None:
        putting_off.park(journal, effects.park)
    for review_day in effects.review_days:
        putting_off.set_review_day(journal, review_day)
    if effects.stage is not None:
        _move_stage(journal, effects.stage, effects.stage_reason)
    if effects.appoint is not None:
        _put_to(journal, effects.appoint, Kind.APPOINT)
    for party_id in effects.ask:
        if party_id != effects.appoint:
            _put_to(journal, party_id, Kind.ASK)
    return journal.lines


def _answer(journal: Journal, effects: Effects) -> None:
    made = journal.made
    closes = made.values["outcome"] not in NOT_ANSWERED
    for key, question in effects.requests.items():
        _require_open(journal, key)
        row = {
            "request_key": key,
            "decision_id": made.id,
            "question": question,
            "chosen": effects.chosen,
        }
        journal.add(Kind.ANSWER, schema.request_answers, row)
        source, subject = subject_of(key)
        if closes and source is Source.GAP:
            _answer_gap(journal, subject)


def _require_open(journal: Journal, key: str) -> None:
    """PortfolioError where somebody has just answered it, or taken it back."""
    source, subject = subject_of(key)
    if source in STORED:
        lock(journal.connection, schema.requests, subject)
    a, d = schema.request_answers.c, schema.decisions.c
    answered = (
        sa.select(d.number, d.decided_on)
        .join(schema.request_answers, a.decision_id == d.id)
        .where(
            a.request_key == key,
            a.withdrawn_at.is_(None),
            d.withdrawn_at.is_(None),
            d.outcome.not_in(NOT_ANSWERED),
            d.id != journal.made.id,
        )
    )
    row = journal.connection.execute(answered.limit(1)).one_or_none()
    if row is not None:
        raise PortfolioError(
            "The question has been answered meanwhile, by decision {number} of {day}. Nothing was"
            " saved: look at that decision, and go on to the next item.",
            number=row.number,
            day=date.fromisoformat(row.decided_on),
        )


def _answer_gap(journal: Journal, gap_id: str) -> None:
    """The open question is answered in the decision's words; who takes a proposal on is answered
    when somebody has said yes.
    """
    row = lock(journal.connection, gaps, gap_id)
    if row["topic"] == Topic.RESPONSIBLE:
        return
    if row["status"] == GapStatus.ANSWERED:
        raise PortfolioError(
            "The open question has been answered meanwhile: {answer} Nothing was saved: look at the"
            " item again, and save if the decision is to stand all the same.",
            answer=language.end_sentence(row["answer"] or ""),
        )
    made = journal.made
    said = {
        "status": GapStatus.ANSWERED.value,
        "answer": made.values["decision"],
        "answered_on": made.values["decided_on"],
    }
    journal.change(Kind.SETTLE, gaps, row, said)


def _settle(journal: Journal, settled: Settled) -> None:
    when = parsing.fuzzy_date(settled.date_text, journal.made.today) if settled.date_text else None
    if settled.step_id is not None and when is not None:
        row = lock(journal.connection, involvement_steps, settled.step_id)
        planned = {f"planned_{name}": value for name, value in when.items()}
        journal.change(Kind.SETTLE, involvement_steps, row, planned)
    if settled.follow_up_id is not None:
        row = lock(journal.connection, follow_ups, settled.follow_up_id)
        _require_lacking(row, settled)
        values: Row = dict(when or {})
        if settled.responsible_party_id is not None:
            minutes_rows.require_party(journal.connection, settled.responsible_party_id)
            values["responsible_party_id"] = settled.responsible_party_id
        agreed = values.get("responsible_party_id") or row["responsible_party_id"]
        if agreed and (values.get("date_end") or row["date_end"]):
            values["promised"] = 1
        move = Move(journal.made.today, journal.person.name)
        keep_earlier(journal.connection, follow_ups.name, row, values, move)
        journal.change(Kind.SETTLE, follow_ups, row, values)


def _require_lacking(row: Row, settled: Settled) -> None:
    """PortfolioError where somebody has filled in meanwhile what the decision was to say."""
    told = (
        settled.date_text and row["date_text"],
        settled.responsible_party_id and row["responsible_party_id"],
    )
    if any(told):
        raise PortfolioError(
            "Somebody has filled in meanwhile what “{title}” lacked. Nothing was saved: reload the"
            " page, look at it, and move it on its own page if it is to be otherwise.",
            title=row["title"],
        )


def _move_stage(journal: Journal, stage: Stage, reason: str | None) -> None:
    """The stage moves with a status of its own: light, share and texts stay as they were."""
    proposal_id = proposal_of(journal)
    stands = answers.standing(journal.connection, proposal_id)
    if stands.stage is stage:
        return
    again = answers.as_it_stands(stands)
    given = replace(again, stage=stage, stage_reason=reason)
    seq = report(journal, proposal_id, stands, given)
    journal.note(
        Kind.STAGE,
        "proposals",
        proposal_id,
        {"stage": stands.stage.value, "reason": again.reason},
        {"stage": stage.value, "status_seq": seq},
    )


def _put_to(journal: Journal, party_id: str, kind: Kind) -> None:
    """Ask a party, or appoint it: then it has been asked by the decision, and still says yes."""
    proposal_id, keys = proposal_of(journal), journal.rows.keys(f"{kind}:{party_id}")
    link = handshakes.linked(journal.connection, proposal_id, party_id, keys.link)
    event = {
        "state": Responsibility.ASKED,
        "happened_on": journal.made.values["decided_on"],
        "said_by": None,
        "reason": None,
        "passed_to_party_id": None,
        "decision_id": journal.made.id if kind is Kind.APPOINT else None,
    }
    after = handshakes.add(
        journal.connection, link, event, keys.event, journal.rows.at, journal.person
    )
    deed = journal.rows.deed(
        f"{kind}:{party_id}",
        lambda: Deed(Action.DECIDE, _LOGGED[kind], "proposal_parties", link.id),
    )
    done = Result(before={"state": link.state}, after=after, subject_id=link.id, answer=None)
    journal.lines.append((deed, done))
    asked = {"state_seq": link.state_seq + 1}
    journal.note(kind, "proposal_parties", link.id, {"state": link.state}, asked)


_LOGGED = {Kind.APPOINT: "responsibility.appointed", Kind.ASK: "responsibility.asked"}
