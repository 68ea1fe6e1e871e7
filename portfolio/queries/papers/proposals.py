"""A proposal's own part of a paper: its row on the day, and all that hangs on it.

Open this when a paper is to say more of each proposal. :mod:`portfolio.queries.papers.facts`
gathers what is said of the portfolio.
"""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.dated import step_words
from portfolio.domain.model import GapStatus, Stage, Succession
from portfolio.domain.proposal_texts import NAMES
from portfolio.domain.requests import Request
from portfolio.queries import filtering, frames, sources
from portfolio.queries.overview.board import NamedParty, last_lights
from portfolio.queries.own_fields import own_fields
from portfolio.queries.papers.shapes import PaperProposal, Row, Status, records
from portfolio.queries.places import places
from portfolio.queries.proposals import parking, responsibility, succession
from portfolio.queries.proposals.succession import Departure
from portfolio.store import schema
from portfolio.store.live import proposal_target_groups


class Dresser:
    """Makes a proposal's paper of its row, with everything looked up once for all of them."""

    def __init__(
        self,
        connection: Connection,
        filters: filtering.Filters,
        rows: list[Row],
        ties: pd.DataFrame,
        dates: pd.DataFrame,
        made: pd.DataFrame,
        open_questions: pd.DataFrame,
        asked: tuple[Request, ...],
    ) -> None:
        ids = [row["id"] for row in rows]
        atlas = places.atlas(
            connection, portfolio=str(filters.portfolio), as_of=filters.as_of, aside=True
        )
        waiting = open_questions[open_questions["status"] == GapStatus.OPEN]
        self._parties = _grouped(responsibility.parties_of(connection, filters, ids), "proposal_id")
        self._pools = _grouped(ties[ties["kind"] == "pool"], "number")
        self._processes = _grouped(ties[ties["kind"] == "process"], "number")
        self._dates, self._made = _by_number(dates), _by_number(made)
        self._gaps, self._places = _by_number(waiting), _grouped(atlas.links, "number")
        self._groups = _grouped(_target_groups(connection, ids), "proposal_id")
        self._documents = _grouped(_documents(connection, ids), "subject_id")
        self._lights = last_lights(connection, filters, ids)
        gone = [row["id"] for row in rows if row["stage"] == Stage.NOT_PURSUED]
        self._as_of = filters.as_of.isoformat()
        self._left = _last_left(connection, gone, filters.as_of)
        waiting_now = parking.parkings_on(
            connection, as_of=filters.as_of, portfolio=str(filters.portfolio)
        )
        self._asked = frames.grouped(
            (one.proposals[0].id, one.question)
            for one in asked
            if one.is_asked and len(one.proposals) == 1
        )
        self._own = own_fields.values(connection, ids=ids)
        self._parked = {row["proposal_id"]: row for row in records(waiting_now)}

    def __call__(self, row: Row) -> PaperProposal:
        number, key = row["number"], row["id"]
        own = ("number", "title", "stage", "rag", "percent", "id", "purpose")
        parties = (
            NamedParty(one["name"], one["kind"], one["role"], one["word"], one["certainty"])
            for one in self._parties[key]
        )
        return PaperProposal(
            **{name: row[name] for name in own},
            texts={name: row[name] for name in NAMES},
            lights=self._lights.get(key, ()),
            status=_status(row, self._as_of),
            parties=tuple(parties),
            processes=self._processes[number],
            pools=self._pools[number],
            milestones=self._dates[number],
            places=self._places[number],
            target_groups=tuple((group["name"], group["certainty"]) for group in self._groups[key]),
            decisions=self._made[number],
            gaps=self._gaps[number],
            documents=self._documents[key],
            left=self._left.get(key),
            parked=self._parked.get(key),
            asks=" ".join(self._asked[key]) or None,
            own=self._own[key],
        )


def _last_left(connection: Connection, ids: list[str], day: date) -> dict[str, Departure]:
    """By proposal that has left the board: how it did. One that an import set aside has no row."""
    s, p = schema.proposal_successions.c, schema.proposals.c
    unknown = sa.select(p.id, p.status_on, p.set_aside_reason).where(p.id.in_(ids))
    found = {
        key: Departure(Succession.SET_ASIDE, aside_on, reason, None, None)
        for key, aside_on, reason in connection.execute(unknown)
    }
    until = s.happened_on <= day.isoformat()
    told = succession.departures(connection, s.proposal_id.in_(ids), until)
    return found | told


def rows(connection: Connection, filters: filtering.Filters, numbers: tuple[int, ...]) -> list[Row]:
    # A paper tells of those set aside too, and counts them in nothing: see ``shapes.Facts``.
    filters = replace(filters, aside=True)
    seen, p = filtering.view(filters), schema.proposals.c
    latest = schema.status_updates.alias("latest")
    said = [latest.c[name] for name in (*_SAID, "next_step_date_end")]
    chosen = sa.select(
        p.id,
        p.number,
        p.title,
        *(p[name] for name in NAMES),
        schema.purposes.c.number.label("purpose"),
        seen.stage.label("stage"),
        seen.rag.label("rag"),
        seen.percent.label("percent"),
        *said,
    )
    joined = seen.source.join(schema.purposes).outerjoin(latest, seen.is_latest(latest))
    found = chosen.select_from(joined).where(filtering.conditions(filters, seen))
    if numbers:
        found = found.where(p.number.in_(numbers))
    return list(frames.rows(connection, found.order_by(p.number)))


_SAID = tuple(field.name for field in fields(Status) if field.name != "step_is_past")


def _status(row: Row, as_of: str) -> Status | None:
    if row["reported_on"] is None:
        return None
    end = row["next_step_date_end"]
    when = step_words(row["next_step_date_text"], end)
    said = {name: row[name] for name in _SAID} | {"next_step_date_text": when}
    return Status(**said, step_is_past=bool(end and end < as_of))


def _target_groups(connection: Connection, ids: list[str]) -> pd.DataFrame:
    link = proposal_target_groups.c
    certainty = sources.certainty_of(proposal_target_groups).label("certainty")
    chosen = sa.select(link.proposal_id, schema.target_groups.c.name, certainty).select_from(
        proposal_target_groups.join(schema.target_groups)
    )
    mine = chosen.where(link.proposal_id.in_(ids))
    return frames.frame(connection, mine.order_by(link.proposal_id, link.id))


def _documents(connection: Connection, ids: list[str]) -> pd.DataFrame:
    d = schema.documents.c
    chosen = sa.select(d.subject_id, d.title, d.url, d.file_name).where(
        d.subject_table == "proposals", d.subject_id.in_(ids), d.withdrawn_at.is_(None)
    )
    return frames.frame(connection, chosen.order_by(d.subject_id, d.added_at, d.id))


def _grouped(table: pd.DataFrame, column: str) -> dict[Any, tuple[Row, ...]]:
    return frames.grouped((row[column], row) for row in records(table))


def _by_number(table: pd.DataFrame) -> dict[Any, tuple[Row, ...]]:
    return frames.grouped((number, row) for row in records(table) for number in row["numbers"])
