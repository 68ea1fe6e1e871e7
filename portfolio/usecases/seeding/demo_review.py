"""The demo's meetings: a review that has been held, with decisions and what became of them, and the
next one planned. Told through the real use cases, each on its own day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from portfolio import language, store
from portfolio.domain import clock
from portfolio.domain.model import DecisionOutcome, Placement, Responsibility
from portfolio.queries.requests import open_ends
from portfolio.queries.requests.open_ends import OpenEnd
from portfolio.queries.reviews import reviews
from portfolio.store import schema
from portfolio.usecases.meetings import follow_ups
from portfolio.usecases.meetings.follow_ups import Owner
from portfolio.usecases.proposals import responsibility
from portfolio.usecases.reviews import arranging, closing, concerned, decisions, planning, sitting
from portfolio.usecases.reviews.decision_input import DecisionInput, FollowUpInput
from portfolio.usecases.reviews.effects import Effects, Settled
from portfolio.usecases.seeding import demo_story
from portfolio.usecases.seeding.demo_story import Ruling, Task
from portfolio.usecases.use_case import EntryWay, Who

_WHO = Who(EntryWay.DEMO)
_PORTFOLIO, _BODY = "civilsamfund", "direktionen"
_MINUTES = 20
#: A meeting needs something to look back on.
_HISTORY = timedelta(days=180)
_AGO, _AHEAD, _PREPARED = timedelta(days=45), timedelta(days=7), timedelta(days=7)


@dataclass(frozen=True)
class _Meeting:
    """The review, its day, and the ids of parties by code and of proposals by number."""

    review_id: str
    held_on: date
    parties: Mapping[str, str]
    proposals: Mapping[int, str]

    def day(self, after: int) -> date:
        """So many days after it."""
        return self.held_on + timedelta(days=after)


def held_on(introduced_on: date | None, until: date) -> date | None:
    """The Monday on which the demo's review was held; None where there is too little history."""
    if introduced_on is None or until - introduced_on < _HISTORY:
        return None
    day = until - _AGO
    return day - timedelta(days=day.weekday())


def hold(address: str, day: date) -> None:
    """Prepare the review, decide, and close it; then what became of it all up to today."""
    with store.using(address), language.speaking("da"):
        parties, proposals = _keys()
        with clock.telling(day - _PREPARED):
            review_id = _planned(demo_story.MEETING, day, parties)
            for ruling in demo_story.RULINGS:
                _put_on_agenda(review_id, proposals[ruling.number])
        meeting = _Meeting(review_id, day, parties, proposals)
        with clock.telling(day):
            sitting.start_review(_WHO, review_id, today=day)
            _decide_when_chefforum_is_involved(meeting)
            for ruling in demo_story.RULINGS:
                _decide(meeting, ruling)
            _close(meeting)
        for ruling in demo_story.RULINGS:
            _carry_out(meeting, ruling)


def plan_next(address: str, until: date) -> None:
    """The next review, on a Monday to come: what is red and asks for a decision leads it."""
    day = until + _AHEAD
    with store.using(address), language.speaking("da"), clock.telling(until):
        parties, _proposals = _keys()
        _planned(demo_story.MEETING, day + timedelta(days=-day.weekday() % 7), parties)


def _planned(title: str, day: date, parties: Mapping[str, str]) -> str:
    return planning.make_review(
        _WHO,
        portfolio=_PORTFOLIO,
        title=title,
        body_party_id=parties[_BODY],
        held_on=day,
        minutes=_MINUTES,
    )


def _keys() -> tuple[dict[str, str], dict[int, str]]:
    p, c = schema.proposals.c, schema.parties.c
    mine = sa.select(p.number, p.id).join(schema.portfolios)
    with store.reading() as connection:
        parties = connection.execute(sa.select(c.code, c.id)).all()
        proposals = connection.execute(mine.where(schema.portfolios.c.code == _PORTFOLIO)).all()
    return {row.code: row.id for row in parties}, {row.number: row.id for row in proposals}


def _items(review_id: str) -> list[dict[Any, Any]]:
    with store.reading() as connection:
        return reviews.items(connection, review_id=review_id).to_dict("records")


def _put_on_agenda(review_id: str, proposal_id: str) -> None:
    there = [row for row in _items(review_id) if row["proposal_id"] == proposal_id]
    if there and there[0]["placement"] == Placement.AGENDA:
        return
    r = schema.reviews.c
    with store.reading() as connection:
        version = connection.execute(sa.select(r.version).where(r.id == review_id)).scalar_one()
    arranging.add_item(_WHO, review_id, proposal_id=proposal_id, version=version)


def _questions(meeting: _Meeting, item: dict[Any, Any]) -> dict[str, str]:
    with store.reading() as connection:
        return concerned.questions_of(connection, meeting.review_id, item, meeting.held_on)


def _decide_when_chefforum_is_involved(meeting: _Meeting) -> None:
    """What the minutes left open is said: when, and who sees to it."""
    for item in _items(meeting.review_id):
        asked = _questions(meeting, item) if item["proposal_id"] is None else {}
        with store.reading() as connection:
            ends = open_ends.open_ends(connection, keys=list(asked))
        if ends:
            said = DecisionInput(
                outcome=DecisionOutcome.DECIDED,
                decision=demo_story.CHEFFORUM,
                question=next(iter(asked.values())),
                effects=Effects(requests=asked, settled=[_settled(meeting, end) for end in ends]),
            )
            decisions.record_decision(_WHO, item["id"], said, today=meeting.held_on)
            return


def _settled(meeting: _Meeting, end: OpenEnd) -> Settled:
    when = language.long_date(meeting.day(demo_story.CHEFFORUM_AFTER))
    return Settled(
        follow_up_id=None if end.is_step else end.id,
        step_id=end.id if end.is_step else None,
        responsible_party_id=None if end.has_responsible else meeting.parties["administrationen"],
        date_text=None if end.has_date else when,
    )


def _decide(meeting: _Meeting, ruling: Ruling) -> None:
    proposal_id = meeting.proposals[ruling.number]
    (item,) = (row for row in _items(meeting.review_id) if row["proposal_id"] == proposal_id)
    asked = _questions(meeting, item) if ruling.answers else {}
    said = DecisionInput(
        outcome=ruling.outcome,
        decision=ruling.decision,
        question=next(iter(asked.values()), None),
        review_on=meeting.day(ruling.again_after) if ruling.again_after else None,
        follow_ups=[
            FollowUpInput(
                title=task.title,
                responsible_party_id=meeting.parties[task.party],
                date_text=language.long_date(meeting.day(task.after)),
            )
            for task in ruling.tasks
        ],
        effects=Effects(
            requests=asked,
            stage=ruling.stage,
            stage_reason=ruling.stage_reason,
            appoint=meeting.parties[ruling.appoints] if ruling.appoints else None,
        ),
    )
    decisions.record_decision(_WHO, item["id"], said, today=meeting.held_on)


def _close(meeting: _Meeting) -> None:
    """What the twenty minutes did not reach is said so."""
    rest = {row["id"]: DecisionOutcome.NOT_REACHED for row in _items(meeting.review_id)}
    closing.close_review(_WHO, meeting.review_id, rest, today=meeting.held_on)


def _carry_out(meeting: _Meeting, ruling: Ruling) -> None:
    for task in ruling.tasks:
        for move in task.moves:
            day, to = meeting.day(move.on), language.long_date(meeting.day(move.to))
            owner = Owner(party_id=meeting.parties[task.party], date_words=to)
            row = _follow_up(task)
            with clock.telling(day):
                follow_ups.assign(
                    _WHO, row["id"], row["version"], owner, today=day, reason=move.reason
                )
        if task.done is not None:
            after, note = task.done
            day, row = meeting.day(after), _follow_up(task)
            with clock.telling(day):
                follow_ups.finish(_WHO, row["id"], row["version"], note=note, on=day, today=day)
    if ruling.appoints:
        _accept(meeting, ruling)


def _follow_up(task: Task) -> Mapping[Any, Any]:
    chosen = sa.select(schema.follow_ups).where(schema.follow_ups.c.title == task.title)
    with store.reading() as connection:
        return connection.execute(chosen).mappings().one()


def _accept(meeting: _Meeting, ruling: Ruling) -> None:
    """Whom the decision appointed says yes a week later."""
    pp, day = schema.proposal_parties.c, meeting.day(demo_story.YES_AFTER)
    chosen = sa.select(pp.id, pp.state_seq).where(
        pp.proposal_id == meeting.proposals[ruling.number],
        pp.party_id == meeting.parties[str(ruling.appoints)],
    )
    with store.reading() as connection:
        link = connection.execute(chosen).one()
    yes = responsibility.Word(
        state=Responsibility.ACCEPTED, happened_on=day, said_by=EntryWay.DEMO.value
    )
    with clock.telling(day):
        responsibility.answer(_WHO, link.id, yes, seen=link.state_seq, today=day)
