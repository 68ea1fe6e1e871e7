"""A workshop: its own row, its steps, what it is about and what is scored."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.workshops import StepKind, StepState, WorkshopState
from portfolio.queries import filtering
from portfolio.queries.frames import frame
from portfolio.store.live import parties
from portfolio.store.schema import (
    criteria,
    participants,
    portfolios,
    proposals,
    purposes,
    workshop_proposals,
    workshop_steps,
    workshops,
)


@dataclass(frozen=True)
class Workshop:
    """A workshop's own row, as far as participants may know it."""

    id: str
    title: str
    held_on: str
    state: WorkshopState
    join_code: str
    anonymous: bool
    turn: int
    dots: int
    current_step: int | None
    #: What the facilitators put on the wall (``domain.workshops.WallView``); None: the step's own.
    wall: str | None
    portfolio: str  # its code


@dataclass(frozen=True)
class Step:
    """A step; ``ends_at`` is the UTC moment its time is up, None unless it runs; ``left`` are the
    seconds there were left when it was paused, None unless it is.
    """

    id: str
    position: int
    of: int
    kind: StepKind
    title: str
    instruction: str | None
    state: StepState
    minutes: int
    ends_at: str | None
    left: int | None
    closed_at: str | None


@dataclass(frozen=True)
class WorkshopProposal:
    """A proposal that the workshop is about."""

    id: str
    number: int
    title: str
    summary: str | None
    purpose: str
    next: str | None


@dataclass(frozen=True)
class Criterion:
    """What is scored, with its five words from 1 to 5."""

    id: str
    code: str
    title: str
    words: tuple[str, ...]


def workshop(connection: Connection, *, workshop_id: str) -> Workshop | None:
    """One workshop; None when there is none, or it was taken out of use."""
    w = workshops.c
    chosen = sa.select(
        *(w.id, w.title, w.held_on, w.state, w.join_code, w.anonymous, w.turn, w.dots),
        *(w.current_step, w.wall),
        portfolios.c.code.label("portfolio"),
    )
    chosen = chosen.join(portfolios, portfolios.c.id == w.portfolio_id).where(
        w.id == workshop_id, w.withdrawn_at.is_(None)
    )
    row = connection.execute(chosen).mappings().one_or_none()
    if row is None:
        return None
    said = {"state": WorkshopState(row["state"]), "anonymous": bool(row["anonymous"])}
    return Workshop(**(dict(row) | said))


def id_of_code(connection: Connection, *, code: str) -> str | None:
    """The newest workshop with the code, ended or not: a phone that took part comes back."""
    w = workshops.c
    chosen = sa.select(w.id).where(w.join_code == code, w.withdrawn_at.is_(None))
    return connection.execute(chosen.order_by(w.made_at.desc()).limit(1)).scalar_one_or_none()


def all_workshops(connection: Connection, *, portfolio: str) -> pd.DataFrame:
    """id, title, held_on, state, body, proposals, participants of a portfolio, newest first."""
    w = workshops.c
    about_ = sa.select(sa.func.count()).select_from(workshop_proposals.join(proposals))
    about_ = about_.where(workshop_proposals.c.workshop_id == w.id, takes_part())
    here = sa.select(sa.func.count()).where(
        participants.c.workshop_id == w.id, participants.c.removed_at.is_(None)
    )
    chosen = (
        sa.select(
            w.id,
            w.title,
            w.held_on,
            w.state,
            parties.c.name.label("body"),
            about_.correlate(workshops).scalar_subquery().label("proposals"),
            here.correlate(workshops).scalar_subquery().label("participants"),
        )
        .select_from(
            workshops.join(portfolios, portfolios.c.id == w.portfolio_id).outerjoin(
                parties, parties.c.id == w.body_party_id
            )
        )
        .where(portfolios.c.code == portfolio, w.withdrawn_at.is_(None))
    )
    return frame(connection, chosen.order_by(w.held_on.desc(), w.made_at.desc()))


def steps(connection: Connection, *, workshop_id: str) -> tuple[Step, ...]:
    """The workshop's steps in their order."""
    s = workshop_steps.c
    chosen = sa.select(workshop_steps).where(s.workshop_id == workshop_id).order_by(s.position)
    rows = connection.execute(chosen).mappings().all()
    return tuple(
        Step(
            row["id"],
            row["position"],
            len(rows),
            StepKind(row["kind"]),
            row["title"],
            row["instruction"],
            StepState(row["state"]),
            row["minutes"],
            *_time(row),
            row["closed_at"],
        )
        for row in rows
    )


def current_step(connection: Connection, *, workshop_id: str) -> Step | None:
    """The step that is on the phones; None before the first."""
    position = connection.execute(
        sa.select(workshops.c.current_step).where(workshops.c.id == workshop_id)
    ).scalar_one_or_none()
    found = steps(connection, workshop_id=workshop_id)
    return next((step for step in found if step.position == position), None)


def proposals_of(connection: Connection, *, workshop_id: str) -> tuple[WorkshopProposal, ...]:
    """The proposals the workshop is about, in its order."""
    p, wp = proposals.c, workshop_proposals.c
    chosen = (
        sa.select(p.id, p.number, p.title, p.summary, purposes.c.title, p.suggested_next)
        .select_from(workshop_proposals.join(proposals).join(purposes))
        .where(wp.workshop_id == workshop_id, takes_part())
        .order_by(wp.position)
    )
    return tuple(WorkshopProposal(*row) for row in connection.execute(chosen))


def takes_part() -> sa.ColumnElement[bool]:
    """Whether a proposal of a workshop had not been set aside before the day it is held."""
    w, wp = workshops.c, workshop_proposals.c
    held_on = sa.select(w.held_on).where(w.id == wp.workshop_id).correlate_except(workshops)
    return filtering.on_board(lambda told: told < held_on.scalar_subquery())


def criteria_of(connection: Connection, *, workshop_id: str) -> tuple[Criterion, ...]:
    """What proposals are scored on."""
    c = criteria.c
    chosen = sa.select(c.id, c.code, c.title, c.words).where(c.workshop_id == workshop_id)
    return tuple(
        Criterion(row.id, row.code, row.title, tuple(json.loads(row.words)))
        for row in connection.execute(chosen.order_by(c.position))
    )


def _time(row: sa.RowMapping) -> tuple[str | None, int | None]:
    """When its time is up, or how much of it is left in a pause."""
    if row["state"] not in (StepState.OPEN, StepState.PAUSED) or row["opened_at"] is None:
        return None, None
    lasts = timedelta(minutes=row["minutes"], seconds=row["added_seconds"])
    ends = datetime.fromisoformat(row["opened_at"]) + lasts
    if row["state"] == StepState.OPEN:
        return ends.isoformat(timespec="seconds"), None
    return None, int(
        (ends - datetime.fromisoformat(row["paused_at"] or row["opened_at"])).total_seconds()
    )
