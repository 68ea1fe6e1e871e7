"""What moved between two days: one :class:`Difference` a proposal.

Both days are seen by the rules of :mod:`portfolio.queries.filtering`: a status counts from the day
it was reported, a responsibility from the day it was said. What was recorded on the first day
belongs to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import DecisionOutcome, Responsibility, Stage, Succession
from portfolio.queries import filtering, frames, relevance
from portfolio.queries.meetings import codes
from portfolio.queries.proposals import responsibility, succession
from portfolio.queries.proposals.succession import Departure
from portfolio.store.live import (
    agenda_items,
    decision_proposals,
    decisions,
    meetings,
    parties,
    proposal_parties,
)
from portfolio.store.schema import portfolios, proposal_successions, proposals, status_updates

# Made once: an alias copies every column it has.
_TOLD = status_updates.alias("told")
_LEAVING = status_updates.alias("leaving")


class Kind(StrEnum):
    """What became of a proposal between the two days."""

    MOVED = "moved"
    CAME = "came"  # was not known yet, or was set aside and is taken up again
    WENT = "went"  # was set aside, merged or replaced
    SAME = "same"


@dataclass(frozen=True)
class Decision:
    """A decision between the two days."""

    id: str
    number: str
    decided_on: str
    outcome: str
    decision: str
    meeting: str  # its title
    code: str  # of the meeting, as addresses name it


@dataclass(frozen=True)
class Difference:
    """A proposal then and now. A pair is (then, now); None where it was not known, or no such.

    ``rag`` and ``stage`` are codes, ``responsible`` the parties that had said yes, ``declined``
    those that had said no. ``reason`` is what was given for the light it has now, if that changed.
    """

    proposal_id: str
    portfolio: str
    number: int
    title: str
    introduced_on: str
    kind: Kind
    stage: tuple[str | None, str | None]
    rag: tuple[str | None, str | None]
    percent: tuple[int | None, int | None]
    responsible: tuple[str | None, str | None]
    declined: tuple[str | None, str | None]
    reason: str | None
    left: Departure | None
    decided: tuple[Decision, ...]


def differences(
    connection: Connection, *, portfolio: str | None, first: date, second: date
) -> tuple[Difference, ...]:
    """One for each proposal known on either day, in the order of portfolios and numbers.

    With the later day first everything is told backwards.
    """
    found = among(connection, relevance.of_portfolio(portfolio), sorted((first, second)))
    return found if first <= second else tuple(_backwards(one) for one in found)


def among(
    connection: Connection, ours: sa.ColumnElement[bool], days: list[date]
) -> tuple[Difference, ...]:
    """The same of the proposals that are ``ours``; the earlier day is first."""
    yes, no = (
        _who_said(connection, ours, days, said)
        for said in (Responsibility.ACCEPTED, Responsibility.DECLINED)
    )
    when = between(proposal_successions.c.happened_on, days)
    left = succession.departures(connection, when, ours)
    decided = _decisions(connection, ours, days)
    return tuple(
        _difference(row, days[0], {"responsible": yes, "declined": no}, left, decided)
        for row in connection.execute(_both(ours, days))
    )


def _both(ours: sa.ColumnElement[bool], days: list[date]) -> sa.Select[Any]:
    """Every one of the proposals known on the later day, with its status on both."""
    p = proposals.c
    then = filtering.view(_on(days[0]))
    now = filtering.view(_on(days[1]), on=then.source, name="now")
    changed = sa.or_(then.rag != now.rag, p.introduced_on > days[0].isoformat())
    went = sa.and_(now.stage == Stage.NOT_PURSUED, then.stage != now.stage)
    chosen = sa.select(
        p.id,
        portfolios.c.code.label("portfolio"),
        p.number,
        p.title,
        p.introduced_on,
        then.stage.label("stage_then"),
        now.stage.label("stage"),
        then.rag.label("rag_then"),
        now.rag.label("rag"),
        then.percent.label("percent_then"),
        now.percent.label("percent"),
        sa.case((changed, _reason_of_light(now))).label("reason"),
        sa.case((went, _reason_of_leaving(now))).label("why"),
        now.status_on.label("status_on"),
    ).select_from(now.source.join(portfolios))
    known = p.introduced_on <= days[1].isoformat()
    order = (portfolios.c.position, portfolios.c.code, p.number)
    return chosen.where(known, ours).order_by(*order)


def _on(day: date) -> filtering.Filters:
    # No day is today here: both are looked up in the history, so that they are seen alike.
    return filtering.Filters(as_of=day, today=date.max)


def _reason_of_light(now: filtering.View) -> sa.ScalarSelect[Any]:
    """The last reason given for the light of the later day; not that of setting aside."""
    s = _TOLD.c
    mine = sa.and_(s.proposal_id == proposals.c.id, s.seq <= now.seq, s.rag == now.rag)
    given = sa.and_(s.reason.is_not(None), s.origin != "succession")
    told = sa.select(s.reason).where(mine, given).order_by(s.seq.desc()).limit(1)
    return told.scalar_subquery()


def _reason_of_leaving(now: filtering.View) -> sa.ScalarSelect[Any]:
    s = _LEAVING.c
    mine = sa.and_(s.proposal_id == proposals.c.id, s.seq == now.seq)
    return sa.select(s.reason).where(mine).scalar_subquery()


def _who_said(
    connection: Connection, ours: sa.ColumnElement[bool], days: list[date], said: Responsibility
) -> tuple[dict[str, str], dict[str, str]]:
    """By proposal: whose last word it was, on each of the days."""
    then, now = (responsibility.responsibility_state(day) for day in days)
    pp = proposal_parties.c
    chosen = (
        sa.select(pp.proposal_id, parties.c.name, then.label("then"), now.label("now"))
        .select_from(proposal_parties.join(parties).join(proposals))
        .where(ours, sa.or_(then == said, now == said))
        .order_by(pp.proposal_id, responsibility.party_order(), pp.id)
    )
    rows = connection.execute(chosen).all()
    return (
        _joined((row.proposal_id, row.name) for row in rows if row.then == said),
        _joined((row.proposal_id, row.name) for row in rows if row.now == said),
    )


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {key: ", ".join(names) for key, names in frames.grouped(pairs).items()}


def _decisions(
    connection: Connection, ours: sa.ColumnElement[bool], days: list[date]
) -> dict[str, tuple[Decision, ...]]:
    d, link = decisions.c, decision_proposals.c
    chosen = (
        sa.select(
            link.proposal_id,
            d.id,
            d.number,
            d.decided_on,
            d.outcome,
            d.decision,
            meetings.c.title.label("meeting"),
            codes.code(parties.c.code).label("code"),
        )
        .select_from(
            decisions.join(decision_proposals)
            .join(proposals)
            .join(agenda_items)
            .join(meetings)
            .join(parties)
        )
        .where(
            between(d.decided_on, days),
            d.outcome != DecisionOutcome.NOT_REACHED,
            ours,
        )
        .order_by(d.decided_on, agenda_items.c.number, sa.func.length(d.number), d.number)
    )
    return frames.grouped((key, Decision(*facts)) for key, *facts in connection.execute(chosen))


def between(column: sa.ColumnElement[Any], days: list[date]) -> sa.ColumnElement[bool]:
    return sa.and_(column > days[0].isoformat(), column <= days[1].isoformat())


def _difference(
    row: sa.Row[Any],
    first: date,
    said: dict[str, tuple[dict[str, str], dict[str, str]]],
    left: dict[str, Departure],
    decided: dict[str, tuple[Decision, ...]],
) -> Difference:
    known = row.introduced_on <= first.isoformat()
    pairs: dict[str, tuple[Any, Any]] = {
        "stage": (row.stage_then if known else None, row.stage),
        "rag": (row.rag_then if known else None, row.rag),
        "percent": (row.percent_then if known else None, row.percent),
    }
    for name, (then, now) in said.items():
        pairs[name] = (then.get(row.id) if known else None, now.get(row.id))
    kind = _kind(pairs)
    explained = left.get(row.id)
    if explained is None and row.why is not None:
        # Set aside by a status, as an import does: there is no row that says into what.
        explained = Departure(Succession.SET_ASIDE, row.status_on, row.why, None, None)
    return Difference(
        row.id,
        row.portfolio,
        row.number,
        row.title,
        row.introduced_on,
        kind,
        **pairs,
        reason=row.reason if pairs["rag"][0] != pairs["rag"][1] else None,
        left=explained,
        decided=decided.get(row.id, ()),
    )


def _kind(pairs: dict[str, tuple[Any, Any]]) -> Kind:
    there_then = pairs["stage"][0] not in (None, Stage.NOT_PURSUED)
    there_now = pairs["stage"][1] not in (None, Stage.NOT_PURSUED)
    if there_now and not there_then:
        return Kind.CAME
    if not there_now and (there_then or pairs["stage"][0] is None):
        return Kind.WENT
    return Kind.MOVED if any(then != now for then, now in pairs.values()) else Kind.SAME


_MIRRORED = {Kind.CAME: Kind.WENT, Kind.WENT: Kind.CAME}


def _backwards(one: Difference) -> Difference:
    """Told from the later day; what explains a move forward does not explain one back."""
    return replace(
        one,
        kind=_MIRRORED.get(one.kind, one.kind),
        stage=one.stage[::-1],
        rag=one.rag[::-1],
        percent=one.percent[::-1],
        responsible=one.responsible[::-1],
        declined=one.declined[::-1],
        reason=None,
        left=None,
    )
