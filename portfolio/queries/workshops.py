"""A workshop as a phone sees it, and what tells phones and projector that something moved."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.model import StepKind, StepState, WorkshopState
from portfolio.queries.frames import frame, sort_danish
from portfolio.store.live import parties
from portfolio.store.schema import (
    criteria,
    dots,
    notes,
    participants,
    portfolios,
    proposals,
    purposes,
    scores,
    users,
    workshop_events,
    workshop_facilitators,
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


@dataclass(frozen=True)
class Step:
    """A step; ``ends_at`` is the UTC moment its time is up, None unless it runs."""

    id: str
    position: int
    of: int
    kind: StepKind
    title: str
    instruction: str | None
    state: StepState
    minutes: int
    ends_at: str | None


@dataclass(frozen=True)
class About:
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


@dataclass(frozen=True)
class Note:
    """A participant's own note."""

    id: str
    proposal_id: str | None
    kind: str
    words: str


@dataclass(frozen=True)
class Given:
    """What one participant has given in a step."""

    scores: dict[tuple[str, str], int]
    dots: dict[str, int]
    notes: tuple[Note, ...]


def workshop(connection: Connection, *, workshop_id: str) -> Workshop | None:
    """One workshop; None when there is none, or it was taken out of use."""
    w = workshops.c
    chosen = sa.select(
        w.id, w.title, w.held_on, w.state, w.join_code, w.anonymous, w.turn, w.dots, w.current_step
    ).where(w.id == workshop_id, w.withdrawn_at.is_(None))
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


def steps(connection: Connection, *, workshop_id: str) -> tuple[Step, ...]:
    """The workshop's steps in their order."""
    s = workshop_steps.c
    chosen = sa.select(workshop_steps).where(s.workshop_id == workshop_id).order_by(s.position)
    rows = connection.execute(chosen).mappings().all()
    return tuple(
        Step(
            row["id"], row["position"], len(rows), StepKind(row["kind"]), row["title"],
            row["instruction"], StepState(row["state"]), row["minutes"], _ends_at(row),
        )
        for row in rows
    )  # fmt: skip


def current_step(connection: Connection, *, workshop_id: str) -> Step | None:
    """The step that is on the phones; None before the first."""
    position = connection.execute(
        sa.select(workshops.c.current_step).where(workshops.c.id == workshop_id)
    ).scalar_one_or_none()
    found = steps(connection, workshop_id=workshop_id)
    return next((step for step in found if step.position == position), None)


def about(connection: Connection, *, workshop_id: str) -> tuple[About, ...]:
    """The proposals the workshop is about, in its order."""
    p, wp = proposals.c, workshop_proposals.c
    chosen = (
        sa.select(p.id, p.number, p.title, p.summary, purposes.c.title, p.suggested_next)
        .select_from(workshop_proposals.join(proposals).join(purposes))
        .where(wp.workshop_id == workshop_id)
        .order_by(wp.position)
    )
    return tuple(About(*row) for row in connection.execute(chosen))


def criteria_of(connection: Connection, *, workshop_id: str) -> tuple[Criterion, ...]:
    """What proposals are scored on."""
    c = criteria.c
    chosen = sa.select(c.id, c.code, c.title, c.words).where(c.workshop_id == workshop_id)
    return tuple(
        Criterion(row.id, row.code, row.title, tuple(json.loads(row.words)))
        for row in connection.execute(chosen.order_by(c.position))
    )


def given_by(connection: Connection, *, participant_id: str, step_id: str) -> Given:
    """What the participant has given in the step."""
    s, d, n = scores.c, dots.c, notes.c
    scored = sa.select(s.proposal_id, s.criterion_id, s.value).where(
        s.participant_id == participant_id, s.step_id == step_id
    )
    dotted = sa.select(d.proposal_id, d["count"]).where(
        d.participant_id == participant_id, d.step_id == step_id
    )
    written = sa.select(n.id, n.proposal_id, n.kind, n.words).where(
        n.participant_id == participant_id, n.step_id == step_id, n.taken_back_at.is_(None)
    )
    return Given(
        {(row[0], row[1]): row[2] for row in connection.execute(scored)},
        {row[0]: row[1] for row in connection.execute(dotted)},
        tuple(Note(*row) for row in connection.execute(written.order_by(n.written_at, n.id))),
    )


def centres(connection: Connection) -> tuple[tuple[str, str], ...]:
    """code, name of the parties a participant can come from, by name; the caller sorts."""
    p = parties.c
    chosen = sa.select(p.code, p.name).where(p.kind.in_(("centre", "unit", "directorate")))
    return tuple((row[0], row[1]) for row in connection.execute(chosen))


def turns(connection: Connection, *, workshop_ids: Sequence[str]) -> dict[str, int]:
    """How many times each has moved: what phones wait for."""
    w = workshops.c
    chosen = sa.select(w.id, w.turn).where(w.id.in_(list(workshop_ids)))
    return {row[0]: row[1] for row in connection.execute(chosen)}


def answered(connection: Connection, *, step_id: str) -> tuple[int, int]:
    """How many have given something in the step, and how many take part."""
    step = sa.select(workshop_steps.c.workshop_id).where(workshop_steps.c.id == step_id)
    here = sa.and_(
        participants.c.workshop_id == step.scalar_subquery(), participants.c.removed_at.is_(None)
    )
    gave = sa.or_(*(
        sa.exists().where(table.c.participant_id == participants.c.id, table.c.step_id == step_id)
        .correlate(participants) for table in (scores, dots, notes)
    ))  # fmt: skip
    count = sa.select(sa.func.count()).select_from(participants).where(here)
    gave_count = int(connection.execute(count.where(gave)).scalar_one())
    return gave_count, int(connection.execute(count).scalar_one())


def progress(connection: Connection, *, workshop_id: str) -> str:
    """A word that is another one whenever the wall would look different."""
    w = workshops.c
    turn = connection.execute(sa.select(w.turn).where(w.id == workshop_id)).scalar_one_or_none()
    step = current_step(connection, workshop_id=workshop_id)
    if step is None:
        return f"{turn} {joined(connection, workshop_id=workshop_id)}"
    gave, here = answered(connection, step_id=step.id)
    return f"{turn} {here} {gave}"


def joined(connection: Connection, *, workshop_id: str) -> int:
    """How many take part."""
    p = participants.c
    here = sa.select(sa.func.count()).where(p.workshop_id == workshop_id, p.removed_at.is_(None))
    return int(connection.execute(here).scalar_one())


def _ends_at(row: sa.RowMapping) -> str | None:
    if row["state"] != StepState.OPEN or row["opened_at"] is None:
        return None
    lasts = timedelta(minutes=row["minutes"], seconds=row["added_seconds"])
    return (datetime.fromisoformat(row["opened_at"]) + lasts).isoformat(timespec="seconds")


def all_workshops(connection: Connection, *, portfolio: str) -> pd.DataFrame:
    """id, title, held_on, state, body, proposals, participants of a portfolio, newest first."""
    w = workshops.c
    about_ = sa.select(sa.func.count()).where(workshop_proposals.c.workshop_id == w.id)
    here = sa.select(sa.func.count()).where(
        participants.c.workshop_id == w.id, participants.c.removed_at.is_(None)
    )
    chosen = (
        sa.select(
            w.id, w.title, w.held_on, w.state, parties.c.name.label("body"),
            about_.correlate(workshops).scalar_subquery().label("proposals"),
            here.correlate(workshops).scalar_subquery().label("participants"),
        )
        .select_from(
            workshops.join(portfolios, portfolios.c.id == w.portfolio_id)
            .outerjoin(parties, parties.c.id == w.body_party_id)
        )
        .where(portfolios.c.code == portfolio, w.withdrawn_at.is_(None))
    )  # fmt: skip
    return frame(connection, chosen.order_by(w.held_on.desc(), w.made_at.desc()))


def outcomes(connection: Connection, *, workshop_id: str) -> pd.DataFrame:
    """What is recorded of each proposal: id, proposal_id, number, title, changed, next_step,
    responsible_party_id, responsible, recorded_at, recorded_by, version.
    """
    wp, p = workshop_proposals.c, proposals.c
    chosen = (
        sa.select(
            wp.id, wp.proposal_id, p.number, p.title, wp.changed, wp.next_step,
            wp.responsible_party_id,
            parties.c.name.label("responsible"), wp.recorded_at, wp.recorded_by, wp.version,
        )
        .select_from(
            workshop_proposals.join(proposals)
            .outerjoin(parties, parties.c.id == wp.responsible_party_id)
        )
        .where(wp.workshop_id == workshop_id)
    )  # fmt: skip
    return frame(connection, chosen.order_by(wp.position))


def events(connection: Connection, *, workshop_id: str) -> pd.DataFrame:
    """kind, step, happened_at, actor, reason of what the facilitators did, newest first."""
    e = workshop_events.c
    chosen = sa.select(
        e.kind, workshop_steps.c.title.label("step"), e.happened_at, e.actor, e.reason
    ).select_from(workshop_events.outerjoin(workshop_steps, workshop_steps.c.id == e.step_id))
    return frame(connection, chosen.where(e.workshop_id == workshop_id).order_by(e.id.desc()))


def facilitators(connection: Connection, *, workshop_id: str) -> tuple[str, ...]:
    """The keys of the users who may run it beside those whose role lets them."""
    f = workshop_facilitators.c
    chosen = sa.select(f.user_id).where(f.workshop_id == workshop_id)
    return tuple(connection.execute(chosen).scalars())


def parties_to_choose(connection: Connection) -> pd.DataFrame:
    """id, name of all parties, the Danish way."""
    chosen = sa.select(parties.c.id, parties.c.name)
    return sort_danish(frame(connection, chosen), ["name"])


def users_to_choose(connection: Connection) -> pd.DataFrame:
    """id, name of those who have access, by name."""
    u = users.c
    chosen = sa.select(u.id, u.name).where(u.disabled_at.is_(None))
    return frame(connection, chosen.order_by(u.name))


def planned(connection: Connection, *, workshop_id: str) -> dict[str, object]:
    """What can be changed before it starts: id, title, held_on, dots, anonymous, version."""
    w = workshops.c
    chosen = sa.select(w.id, w.title, w.held_on, w.dots, w.anonymous, w.version)
    row = connection.execute(chosen.where(w.id == workshop_id)).mappings().one()
    return {str(name): value for name, value in row.items()}


def came_of(
    connection: Connection, *, as_of: date, portfolio: str, proposal: int
) -> pd.DataFrame:  # fmt: skip
    """What workshops that have ended changed for a proposal, those held by that day, the newest
    first: id, title, held_on, changed, next_step, responsible.
    """
    w, wp = workshops.c, workshop_proposals.c
    chosen = (
        sa.select(w.id, w.title, w.held_on, wp.changed, wp.next_step,
                  parties.c.name.label("responsible"))
        .select_from(
            workshop_proposals.join(workshops, w.id == wp.workshop_id)
            .join(proposals, proposals.c.id == wp.proposal_id)
            .join(portfolios, portfolios.c.id == proposals.c.portfolio_id)
            .outerjoin(parties, parties.c.id == wp.responsible_party_id)
        )
        .where(w.state == WorkshopState.ENDED, w.withdrawn_at.is_(None),
               w.held_on <= as_of.isoformat(), portfolios.c.code == portfolio,
               proposals.c.number == proposal)
    )  # fmt: skip
    return frame(connection, chosen.order_by(w.held_on.desc(), w.made_at.desc()))


@dataclass(frozen=True)
class Own:
    """A note of a participant's own, with the proposal it is about (None: about none)."""

    kind: str
    words: str
    number: int | None
    title: str | None


def written_by(connection: Connection, *, participant_id: str) -> tuple[Own, ...]:
    """All a participant wrote and did not take back, in the workshop's order."""
    n, wp, p = notes.c, workshop_proposals.c, proposals.c
    of_this = sa.and_(wp.proposal_id == n.proposal_id,
                      wp.workshop_id == participants.c.workshop_id)  # fmt: skip
    chosen = (
        sa.select(n.kind, n.words, p.number, p.title)
        .select_from(
            notes.join(participants, participants.c.id == n.participant_id)
            .outerjoin(workshop_proposals, of_this)
            .outerjoin(proposals, p.id == n.proposal_id)
        )
        .where(n.participant_id == participant_id, n.taken_back_at.is_(None))
        .order_by(wp.position, n.written_at, n.id)
    )
    return tuple(Own(*row) for row in connection.execute(chosen))
