"""Opfølgninger: every follow-up with its decision and where it stood on a day; and what is to be
looked at again."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import attention
from portfolio.queries import relevance
from portfolio.queries.frames import frame
from portfolio.queries.meetings import codes, follow_up_states
from portfolio.queries.meetings.decisions import about_proposal, numbers_of
from portfolio.store.live import (
    agenda_items,
    decision_proposals,
    decisions,
    follow_ups,
    meetings,
    parties,
)
from portfolio.store.schema import follow_up_moves, reviews

# Made once: an alias copies every column it has.
_AGAIN = decisions.alias("again")
_ON_IT = decision_proposals.alias("on_it")

#: ``party`` for those that nobody is responsible for.
NOBODY = "mangler"
#: ``state`` for all that still wait.
WAITING = "waiting"
#: A decision to choose among is one of the latest so many.
MOST = 200


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which follow-ups, on which day. None is all of them; ``portfolio``: of its proposals.

    ``within`` is the portfolio whose proposals are named and chosen by number.
    """

    as_of: date
    portfolio: str | None = None
    state: str | None = None  # WAITING, or a attention.FollowUpState
    party: str | None = None  # a code, or NOBODY
    proposal: int | None = None
    within: str | None = None

    @property
    def narrows(self) -> bool:
        """Whether a filter beside the day and the portfolio is set."""
        return any(value is not None for value in (self.state, self.party, self.proposal))


def follow_ups_on(connection: Connection, *, filters: Filters) -> pd.DataFrame:
    """The most pressing first: overdue, due, open, not recorded, done, lapsed; then by date.

    id, title, responsible, party, party_id, date_text, moves, agreed_date_text, date_end,
    state, closed_on, note, state_note, version, decision (its number), decision_id, decided_on,
    meeting, meeting_code, locked (its review is closed), numbers (of the proposals), is_promised.
    """
    known = follow_up_states.known_on(filters.as_of)
    u = known.c
    tests = [decisions.c.decided_on <= filters.as_of.isoformat()]
    if filters.portfolio is not None:
        tests.append(relevance.decision_concerns(filters.portfolio))
    if filters.party == NOBODY:
        tests.append(u.responsible_party_id.is_(None))
    elif filters.party is not None:
        tests.append(parties.c.code == filters.party)
    if filters.proposal is not None:
        tests.append(u.decision_id.in_(about_proposal(filters.within, filters.proposal)))
    return _with_states(connection, known, _selected(known, filters.as_of).where(*tests), filters)


def follow_up(
    connection: Connection, *, id: str, as_of: date, within: str | None
) -> dict[str, Any] | None:
    """One follow-up as ``follow_ups_on`` has it; None when it was not known on the day."""
    known = follow_up_states.known_on(as_of)
    made = decisions.c.decided_on <= as_of.isoformat()
    mine = _selected(known, as_of).where(known.c.id == id, made)
    found = _with_states(connection, known, mine, Filters(as_of=as_of, within=within))
    return None if found.empty else {str(name): value for name, value in found.iloc[0].items()}


def _selected(known: sa.Subquery, as_of: date) -> sa.Select[Any]:
    u, d = known.c, decisions.c
    owner = parties.c.code.label("party"), u.responsible_party_id.label("party_id")
    closed = sa.case((reviews.c.closed_at.is_not(None), 1), else_=0).label("locked")
    code = sa.select(_body.c.code).where(_body.c.id == meetings.c.body_party_id).scalar_subquery()
    joined = (
        known.join(decisions)
        .join(agenda_items)
        .join(meetings)
        .outerjoin(parties, parties.c.id == u.responsible_party_id)
        .outerjoin(reviews)
    )
    return sa.select(
        u.id,
        u.title,
        parties.c.name.label("responsible"),
        *owner,
        *(u[name] for name in follow_up_states.DATED if name != "date_end"),
        u.status,
        u.note,
        u.state_note,
        u.version,
        *follow_up_states.told_by(known),
        *follow_up_states.moves(known, as_of),
        d.number.label("decision"),
        u.decision_id,
        d.decided_on,
        meetings.c.title.label("meeting"),
        codes.code(code).label("meeting_code"),
        closed,
    ).select_from(joined)


_body = parties.alias("body")


def _with_states(
    connection: Connection, known: sa.Subquery, chosen: sa.Select[Any], filters: Filters
) -> pd.DataFrame:
    as_of, state = filters.as_of, filters.state
    table = frame(connection, chosen.order_by(known.c.date_end, known.c.id))
    table["state"] = pd.Series(follow_up_states.on(table, as_of), index=table.index, dtype=object)
    later = [closed is not None and closed > as_of.isoformat() for closed in table["closed_on"]]
    table.loc[later, ["closed_on", "state_note"]] = None  # not known yet on that day
    if state == WAITING:
        table = table[table["state"].isin(attention.WAITING)]
    elif state is not None:
        table = table[table["state"] == state]
    followed = sa.select(follow_ups.c.decision_id)
    numbers = numbers_of(connection, decisions=followed, portfolio=filters.within)
    named = pd.Series([numbers[key] for key in table["decision_id"]], table.index, dtype=object)
    table = table.assign(numbers=named)
    place = {code.value: at for at, code in enumerate(attention.FollowUpState)}
    # Stable, so the dates of the question keep their order; those without come last.
    order = sorted(
        range(len(table)),
        key=lambda at: (place[table["state"].iloc[at]], table["date_end"].iloc[at] or "9999"),
    )
    return table.iloc[order].reset_index(drop=True)


def moves_of(connection: Connection, *, id: str, as_of: date) -> pd.DataFrame:
    """The earlier day (date_text and its days), reason, moved_on, moved_by, the first first."""
    m = follow_up_moves.c
    was = (m[name] for name in follow_up_states.DATED)
    chosen = sa.select(*was, m.reason, m.moved_on, m.moved_by).where(
        m.follow_up_id == id, m.moved_on <= as_of.isoformat(), follow_up_states.is_move()
    )
    return frame(connection, chosen.order_by(m.id))


def looked_at_again(connection: Connection, *, as_of: date, portfolio: str | None) -> pd.DataFrame:
    """Decisions with a day for looking at them again, the nearest first: review_on, number,
    decided_on, decision, meeting_code, has_come. Left out are those that a later meeting has
    decided on since.
    """
    d, day = decisions.c, as_of.isoformat()
    code = codes.code(parties.c.code).label("meeting_code")
    joined = decisions.join(agenda_items).join(meetings).join(parties)
    chosen = sa.select(d.id, d.review_on, d.number, d.decided_on, d.decision, code).select_from(
        joined
    )
    waits = sa.and_(d.review_on.is_not(None), d.decided_on <= day, _waits(day))
    mine = chosen.where(waits, relevance.decision_concerns(portfolio))
    table = frame(connection, mine.order_by(d.review_on, d.number, d.id))
    table["has_come"] = [review_on <= day for review_on in table["review_on"]]
    return table


def _waits(day: str) -> sa.ColumnElement[bool]:
    """Whether some proposal of the decision has not been decided on since its review day."""
    again, on = _AGAIN, _ON_IT
    link = decision_proposals.c
    since = sa.exists().where(
        on.c.decision_id == again.c.id,
        on.c.proposal_id == link.proposal_id,
        again.c.id != decisions.c.id,
        again.c.decided_on >= decisions.c.review_on,
        again.c.decided_on <= day,
    )
    left = sa.exists().where(
        link.decision_id == decisions.c.id, ~since.correlate(decisions, decision_proposals)
    )
    return left.correlate(decisions)


def decisions_to_follow(
    connection: Connection, *, as_of: date, portfolio: str | None
) -> pd.DataFrame:
    """id, number, decided_on, decision of the latest MOST decisions a follow-up can be added to.

    Those of a closed review are not among them.
    """
    d = decisions.c
    joined = (
        decisions.join(agenda_items, agenda_items.c.id == d.agenda_item_id)
        .join(meetings, meetings.c.id == agenda_items.c.meeting_id)
        .outerjoin(reviews, reviews.c.meeting_id == meetings.c.id)
    )
    chosen = sa.select(d.id, d.number, d.decided_on, d.decision)
    open_ones = chosen.select_from(joined).where(
        reviews.c.closed_at.is_(None),
        agenda_items.c.closed == 0,
        d.decided_on <= as_of.isoformat(),
        relevance.decision_concerns(portfolio),
    )
    order = (d.decided_on.desc(), agenda_items.c.number, sa.func.length(d.number), d.number)
    return frame(connection, open_ones.order_by(*order).limit(MOST))
