"""Whether an open question is open still on a day: the one rule of list, figures and requests.

Mostly somebody answers it in words. Two kinds are answered by what happens: who takes a proposal
on, when somebody says yes; when a party is involved, when it has been, or is not to be. Until the
yes, or a no that asks anew, the first is answered by the decision that says who it is.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import ENDED, GapStatus, InvolvementState, Responsibility
from portfolio.domain.requests import NOT_ANSWERED, Source, Topic
from portfolio.queries.proposals import responsibility
from portfolio.store import schema
from portfolio.store.live import (
    decisions,
    gap_subjects,
    gaps,
    involvement_steps,
    parties,
    proposal_parties,
    request_answers,
)
from portfolio.store.schema import proposals, responsibility_events

# Made once: an alias copies every column it has.
_ONE = proposals.alias("one")
_LINK = schema.proposal_parties.alias("link")

Test = sa.ColumnElement[bool]
#: What answered it is a decision.
DECIDED = "decided"
_OVER = (InvolvementState.DONE, InvolvementState.SKIPPED)


@dataclass(frozen=True)
class Happening:
    """What answered a question by itself: the party said yes, was involved, or is not to be."""

    what: str  # a Responsibility, an InvolvementState, or DECIDED
    party: str  # with DECIDED: the decision's number
    on: str | None


def is_open(as_of: date) -> Test:
    """Whether no words, no decision and nothing that has happened had answered it by the day."""
    return sa.and_(is_unsettled(as_of), ~_is_decided(as_of))


def is_unsettled(as_of: date) -> Test:
    """The same before decisions are looked up, as requests do for all that a body is asked."""
    return sa.not_(sa.or_(in_words(as_of), by_itself(as_of)))


def in_words(as_of: date) -> Test:
    """Whether somebody had answered it by the day."""
    g = gaps.c
    known = sa.or_(g.answered_on.is_(None), g.answered_on <= as_of.isoformat())
    return sa.and_(g.status == GapStatus.ANSWERED, known)


def by_itself(as_of: date) -> Test:
    """Whether what it asks for had happened by the day."""
    topic, is_over = sa.func.coalesce(gaps.c.topic, ""), _is_over(as_of)
    yes = _is_taken(as_of)
    return sa.or_(
        sa.and_(topic == Topic.RESPONSIBLE, _about(yes), ~_about(_is_worked_on(), ~yes)),
        sa.and_(topic == Topic.INVOLVEMENT, _about(_step(is_over)), ~_about(_step(~is_over))),
    )


def happenings(
    connection: Connection, *, ids: Collection[str], as_of: date
) -> dict[str, Happening]:
    """By key of a question, what answered it by itself: the last of it."""
    found: dict[str, Happening] = {}
    if not ids:
        return found
    for chosen in (_decided(as_of), _yeses(as_of), _steps(as_of)):
        rows = connection.execute(chosen.where(gaps.c.id.in_(sorted(ids))))
        found |= {row.id: Happening(row.what, row.name, row.happened_on) for row in rows}
    return found


#: The subject of a question, in the tests of what it is about.
_subject = gap_subjects.alias("subject")


def _about(*tests: Test) -> Test:
    mine = sa.exists().where(_subject.c.gap_id == gaps.c.id, *tests)
    return mine.correlate_except(_subject)


def _is_taken(as_of: date) -> Test:
    """Whether somebody's last word on the proposal is yes."""
    pp, word = proposal_parties.c, responsibility.responsibility_state(as_of)
    yes = sa.exists().where(
        pp.proposal_id == _subject.c.subject_id, word == Responsibility.ACCEPTED
    )
    return yes.correlate_except(proposal_parties)


def _is_worked_on() -> Test:
    one = _ONE
    there = sa.exists().where(one.c.id == _subject.c.subject_id, one.c.stage.not_in(ENDED))
    return there.correlate_except(one)


def _step(test: Test) -> Test:
    """Whether the party has a step of the portfolio's chain like that."""
    its = involvement_steps.c.party_id == _subject.c.subject_id
    there = sa.exists().where(its, _is_of_its_portfolio(), test)
    return there.correlate_except(involvement_steps)


def _is_of_its_portfolio() -> Test:
    s, g = involvement_steps.c, gaps.c
    same = sa.or_(g.portfolio_id.is_(None), g.portfolio_id == s.portfolio_id)
    return sa.and_(s.proposal_id.is_(None), same)


def _is_over(as_of: date) -> Test:
    s = involvement_steps.c
    known = sa.or_(s.happened_on.is_(None), s.happened_on <= as_of.isoformat())
    return sa.and_(s.state.in_(_OVER), known)


def _yeses(as_of: date) -> sa.Select[tuple[str, str, str, str]]:
    e, pp, s = responsibility_events.c, schema.proposal_parties.c, gap_subjects.c
    joined = (
        gaps.join(gap_subjects, s.gap_id == gaps.c.id)
        .join(schema.proposal_parties, pp.proposal_id == s.subject_id)
        .join(responsibility_events, e.proposal_party_id == pp.id)
        .join(parties, parties.c.id == pp.party_id)
    )
    return (
        sa.select(gaps.c.id, e.state.label("what"), parties.c.name, e.happened_on)
        .select_from(joined)
        .where(
            gaps.c.topic == Topic.RESPONSIBLE,
            e.state == Responsibility.ACCEPTED,
            e.happened_on <= as_of.isoformat(),
            responsibility.stands(),
        )
        .order_by(e.happened_on, e.id)
    )


def _is_decided(as_of: date) -> Test:
    """Whether a decision in force says who takes the proposals on, and nobody has said no since."""
    joined = request_answers.join(decisions, decisions.c.id == request_answers.c.decision_id)
    there = sa.exists().select_from(joined).where(*_answers_it(as_of))
    return there.correlate(gaps)


def _decided(as_of: date) -> sa.Select[tuple[str, str, str, str]]:
    d, told = decisions.c, decisions.c.decided_on.label("happened_on")
    joined = gaps.join(request_answers, _is_key_of()).join(
        decisions, d.id == request_answers.c.decision_id
    )
    return (
        sa.select(gaps.c.id, sa.literal(DECIDED).label("what"), d.number.label("name"), told)
        .select_from(joined)
        .where(*_answers_it(as_of))
        .order_by(d.decided_on, d.id)
    )


def _is_key_of() -> Test:
    key = sa.literal(f"{Source.GAP}:") + gaps.c.id
    return request_answers.c.request_key.like(key + "%")


def _answers_it(as_of: date) -> tuple[Test, ...]:
    d = decisions.c
    return (
        gaps.c.topic == Topic.RESPONSIBLE,
        _is_key_of(),
        d.outcome.not_in(NOT_ANSWERED),
        d.decided_on <= as_of.isoformat(),
        ~_said_no_since(as_of),
    )


def _said_no_since(as_of: date) -> Test:
    """Keys are made in the order of time: a no with a later one than the answer came after it."""
    e, link, about = responsibility_events.c, _LINK, gap_subjects.c
    joined = responsibility_events.join(link, link.c.id == e.proposal_party_id).join(
        gap_subjects, about.subject_id == link.c.proposal_id
    )
    no = (
        sa.exists()
        .select_from(joined)
        .where(
            about.gap_id == gaps.c.id,
            e.state == Responsibility.DECLINED,
            e.happened_on <= as_of.isoformat(),
            e.id > request_answers.c.id,
            responsibility.stands(),
        )
    )
    return no.correlate(gaps, request_answers)


def _steps(as_of: date) -> sa.Select[tuple[str, str, str, str]]:
    s, about = involvement_steps.c, gap_subjects.c
    joined = (
        gaps.join(gap_subjects, about.gap_id == gaps.c.id)
        .join(involvement_steps, sa.and_(s.party_id == about.subject_id, _is_of_its_portfolio()))
        .join(parties, parties.c.id == s.party_id)
    )
    return (
        sa.select(gaps.c.id, s.state.label("what"), parties.c.name, s.happened_on)
        .select_from(joined)
        .where(gaps.c.topic == Topic.INVOLVEMENT, _is_over(as_of))
        .order_by(s.position, s.id)
    )
