"""What one screen of a review shows: the proposal now, the last decision of it, and this one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.attention import MilestoneState
from portfolio.domain.dated import step_words
from portfolio.domain.model import DECIDING, Placement, Responsibility, Stage
from portfolio.domain.requests import Request
from portfolio.queries.frames import frame
from portfolio.queries.meetings import follow_up_states
from portfolio.queries.requests import open_ends, requests
from portfolio.queries.requests.open_ends import OpenEnd
from portfolio.queries.strategy import timeline
from portfolio.store.live import (
    agenda_items,
    decision_proposals,
    decisions,
    meetings,
    parties,
    proposal_parties,
    purposes,
)
from portfolio.store.schema import portfolios, proposals, review_items, reviews, status_updates

#: Deadlines and decisions a screen has room for.
MOST = 3
_NEAR = (MilestoneState.OVERDUE, MilestoneState.SOON)
Row = dict[str, Any]


@dataclass(frozen=True)
class DecisionWithFollowUps:
    """A decision, and how it goes with what was to follow."""

    id: str
    version: int
    number: str
    decided_on: str  # ISO
    outcome: str
    decision: str
    recommendation: str | None
    difference: str | None
    review_on: str | None  # ISO
    meeting: str  # its title
    #: id, title, responsible_party_id, responsible, date_text, state; the state as of the day.
    follow_ups: tuple[Row, ...]


@dataclass(frozen=True)
class Screen:
    """All that is shown of an item. Of a matter of its own there is only its title."""

    #: id, number, title, portfolio, portfolio_title, purpose, stage, rag, percent, status_on,
    #: reason, next_step, next_step_date_text, step_is_past, decision_needed, risks,
    #: set_aside_reason; None: no proposal.
    facts: Row | None
    responsible: tuple[str, ...]  # those who have said yes
    asked: tuple[str, ...]  # those who have been asked, and have not answered
    declined: tuple[str, ...]  # those who have said no
    deadlines: tuple[Row, ...]  # title, date_text, date_end, state: the near ones, soonest first
    last: tuple[DecisionWithFollowUps, ...]  # what the last meeting before this one decided of it
    here: DecisionWithFollowUps | None  # what this meeting decided of it
    requests: tuple[Request, ...] = ()  # what is asked of the directorate here, and is open
    open_ends: tuple[OpenEnd, ...] = ()  # what earlier decisions left open, that they ask for

    @property
    def is_gone(self) -> bool:
        """Whether the proposal was set aside, merged or replaced."""
        return self.facts is not None and self.facts["stage"] == Stage.NOT_PURSUED


@dataclass(frozen=True)
class ItemOutcome:
    """What is or will be on record of an item: its title, and its decision if it has one."""

    item_id: str
    number: int | None
    title: str
    portfolio_title: str | None  # None: it is no proposal
    placement: str
    is_gone: bool
    here: DecisionWithFollowUps | None


def screen(connection: Connection, *, item_id: str, today: date) -> Screen | None:
    """The screen of an item of a review; None when there is no such item."""
    i = review_items.c
    chosen = sa.select(i.proposal_id, i.agenda_item_id, i.request_key, reviews.c.meeting_id).join(
        reviews
    )
    item = connection.execute(chosen.where(i.id == item_id)).one_or_none()
    if item is None:
        return None
    here = _decisions_here(connection, [item.agenda_item_id], today)
    made = here.get(item.agenda_item_id)
    asked = requests.of_item(
        connection, proposal_id=item.proposal_id, key=item.request_key, today=today
    )
    ends = open_ends.open_ends(connection, keys=[request.key for request in asked])
    if item.proposal_id is None:
        return Screen(None, (), (), (), (), (), made, asked, ends)
    facts = _facts(connection, item.proposal_id, today)
    said = _answered_parties(connection, item.proposal_id)
    return Screen(
        facts,
        said[Responsibility.ACCEPTED],
        said[Responsibility.ASKED],
        said[Responsibility.DECLINED],
        _deadlines(connection, facts, today),
        _last_decisions(connection, item.proposal_id, item.meeting_id, today),
        made,
        asked,
        ends,
    )


def outcomes(connection: Connection, *, review_id: str, today: date) -> tuple[ItemOutcome, ...]:
    """What the minutes will say of every item that was not dropped, in the agenda's order."""
    i, p = review_items.c, proposals.c
    order = sa.case({name: place for place, name in enumerate(Placement)}, value=i.placement)
    chosen = (
        sa.select(
            i.id,
            p.number,
            sa.func.coalesce(p.title, i.title).label("title"),
            portfolios.c.title.label("portfolio_title"),
            i.placement,
            p.stage,
            i.agenda_item_id,
        )
        .select_from(review_items.outerjoin(proposals).outerjoin(portfolios))
        .where(i.review_id == review_id, i.placement != Placement.DROPPED)
        .order_by(order, i.position, i.id)
    )
    rows = connection.execute(chosen).all()
    made = _decisions_here(connection, [row.agenda_item_id for row in rows], today)
    return tuple(
        ItemOutcome(
            row.id,
            row.number,
            row.title,
            row.portfolio_title,
            row.placement,
            row.stage == Stage.NOT_PURSUED,
            made.get(row.agenda_item_id),
        )
        for row in rows
    )


def _facts(connection: Connection, proposal_id: str, today: date) -> Row:
    p, s = proposals.c, status_updates.c
    chosen = (
        sa.select(
            p.id,
            p.number,
            p.title,
            portfolios.c.code.label("portfolio"),
            portfolios.c.title.label("portfolio_title"),
            purposes.c.title.label("purpose"),
            p.stage,
            p.rag,
            p.percent,
            p.status_on,
            s.reason,
            s.next_step,
            s.next_step_date_text,
            s.next_step_date_end,
            s.decision_needed,
            s.risks,
            p.set_aside_reason,
        )
        .select_from(
            proposals.join(portfolios)
            .outerjoin(purposes, purposes.c.id == p.purpose_id)
            .outerjoin(status_updates, sa.and_(s.proposal_id == p.id, s.seq == p.status_seq))
        )
        .where(p.id == proposal_id)
    )
    row = dict(connection.execute(chosen).mappings().one())
    end = row.pop("next_step_date_end")
    when = step_words(row["next_step_date_text"], end)
    is_past = bool(end and end < today.isoformat())
    return row | {"next_step_date_text": when, "step_is_past": is_past}


def _answered_parties(connection: Connection, proposal_id: str) -> dict[str, tuple[str, ...]]:
    pp = proposal_parties.c
    chosen = (
        sa.select(pp.state, parties.c.name)
        .select_from(proposal_parties.join(parties))
        .where(pp.proposal_id == proposal_id)
        .order_by(pp.id)
    )
    rows = connection.execute(chosen).all()
    answered = (Responsibility.ACCEPTED, Responsibility.ASKED, Responsibility.DECLINED)
    return {word: tuple(row.name for row in rows if row.state == word) for word in answered}


def _deadlines(connection: Connection, facts: Row, today: date) -> tuple[Row, ...]:
    asked = timeline.Filters(as_of=today, portfolio=facts["portfolio"], proposal=facts["number"])
    found = timeline.milestones_on(connection, filters=asked)
    near = found[found["state"].isin(_NEAR) & ~found["hinges"].astype(bool)]
    columns = near[["title", "date_text", "date_end", "state"]].head(MOST)
    return _records(columns)


def _last_decisions(
    connection: Connection, proposal_id: str, meeting_id: str, today: date
) -> tuple[DecisionWithFollowUps, ...]:
    """The decisions of the last meeting before this one that decided anything of the proposal;
    first what was decided and not only discussed, and of it alone before of others as well.
    """
    link, a = decision_proposals.c, agenda_items.c
    every = sa.select(sa.func.count()).where(decision_proposals.c.decision_id == decisions.c.id)
    about = every.correlate(decisions).scalar_subquery()
    earlier = _decisions().where(
        decisions.c.id.in_(sa.select(link.decision_id).where(link.proposal_id == proposal_id)),
        a.meeting_id != meeting_id,
        decisions.c.decided_on <= today.isoformat(),
    )
    d, length = decisions.c, sa.func.length(decisions.c.number)
    talked = sa.case((d.outcome.in_(DECIDING), 0), else_=1)
    order = (d.decided_on.desc(), a.meeting_id, talked, about, a.number, length, d.number)
    rows = _records(frame(connection, earlier.order_by(*order)))
    return _with_follow_ups(
        connection, [row for row in rows if row["meeting_id"] == rows[0]["meeting_id"]], today
    )


def _decisions_here(
    connection: Connection, agenda_item_ids: list[str | None], today: date
) -> dict[str, DecisionWithFollowUps]:
    """By item of the minutes: the decision under it."""
    known = sorted(key for key in set(agenda_item_ids) if key is not None)
    rows = _records(frame(connection, _decisions().where(decisions.c.agenda_item_id.in_(known))))
    made = _with_follow_ups(connection, rows, today)
    return {row["agenda_item_id"]: one for row, one in zip(rows, made, strict=True)}


def _decisions() -> sa.Select[Any]:
    d = decisions.c
    return sa.select(
        d.id,
        d.version,
        d.number,
        d.decided_on,
        d.outcome,
        d.decision,
        d.recommendation,
        d.difference,
        d.review_on,
        meetings.c.title.label("meeting"),
        d.agenda_item_id,
        agenda_items.c.meeting_id,
    ).select_from(decisions.join(agenda_items).join(meetings))


def _with_follow_ups(
    connection: Connection, rows: list[Row] | tuple[Row, ...], today: date
) -> tuple[DecisionWithFollowUps, ...]:
    known = follow_up_states.known_on(today)
    u, owned = known.c, known.outerjoin(parties)
    chosen = sa.select(
        u.id,
        u.decision_id,
        u.title,
        u.responsible_party_id,
        parties.c.name.label("responsible"),
        *(u[name] for name in follow_up_states.DATED if name != "date_end"),
        u.status,
        *follow_up_states.told_by(known),
        *follow_up_states.moves(known, today),
    ).select_from(owned)
    mine = chosen.where(u.decision_id.in_([row["id"] for row in rows])).order_by(u.id)
    found = frame(connection, mine)
    found["state"] = pd.Series(follow_up_states.on(found, today), index=found.index, dtype=object)
    tasks = _records(found)
    own = ("agenda_item_id", "meeting_id")
    return tuple(
        DecisionWithFollowUps(
            **{name: value for name, value in row.items() if name not in own},
            follow_ups=tuple(task for task in tasks if task["decision_id"] == row["id"]),
        )
        for row in rows
    )


def _records(table: pd.DataFrame) -> tuple[Row, ...]:
    return tuple(
        {str(name): value for name, value in row.items()} for row in table.to_dict("records")
    )
