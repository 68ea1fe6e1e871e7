"""Looks at what the portfolio says: histories, closed items, sources, the log."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.commands.checkup.finding import Finding, error, fine, unless_any
from portfolio.domain.model import CLOSED_TITLE, Rag, Stage
from portfolio.language import _, ngettext
from portfolio.store import schema


def latest_status_is_shown(connection: Connection) -> Finding:
    """Each proposal shows its last status, and its history has no hole."""
    p, last = schema.proposals.c, schema.status_updates.alias("last")
    counted = _counted(schema.status_updates.c.proposal_id, schema.status_updates.c.seq)
    joined = schema.proposals.outerjoin(counted, counted.c.owner == p.id).outerjoin(
        last, sa.and_(last.c.proposal_id == p.id, last.c.seq == p.status_seq)
    )
    differs = sa.or_(
        p.stage != sa.func.coalesce(last.c.stage, Stage.PROPOSED),
        p.rag != sa.func.coalesce(last.c.rag, Rag.NONE),
        p.percent.is_distinct_from(last.c.percent),
        p.status_on.is_distinct_from(last.c.reported_on),
    )
    wrong = sa.select(p.number).select_from(joined)
    wrong = wrong.where(sa.or_(_has_hole(counted, p.status_seq), differs)).order_by(p.number)
    return unless_any(
        list(connection.execute(wrong).scalars()),
        _("Every proposal shows its latest status, and no status is missing in between."),
        _("Proposals that do not show their latest status, or lack one in between"),
    )


def latest_answer_is_shown(connection: Connection) -> Finding:
    """Each responsibility shows its last event."""
    p, last = schema.proposal_parties.c, schema.responsibility_events.alias("last")
    event = schema.responsibility_events.c
    counted = _counted(event.proposal_party_id, event.seq)
    joined = schema.proposal_parties.join(schema.proposals).outerjoin(
        counted, counted.c.owner == p.id
    )
    joined = joined.outerjoin(
        last, sa.and_(last.c.proposal_party_id == p.id, last.c.seq == p.state_seq)
    )
    differs = p.state.is_distinct_from(last.c.state)
    wrong = sa.select(schema.proposals.c.number).select_from(joined).distinct()
    wrong = wrong.where(sa.or_(_has_hole(counted, p.state_seq), differs))
    return unless_any(
        sorted(connection.execute(wrong).scalars()),
        _("Every responsibility shows its latest answer."),
        _("Proposals with a responsibility that does not show its latest answer"),
    )


def _counted(owner: sa.Column[Any], seq: sa.Column[Any]) -> sa.Subquery:
    """The highest number and the count of each owner's history: equal, when none is missing."""
    top, rows = sa.func.max(seq).label("top"), sa.func.count().label("rows")
    return sa.select(owner.label("owner"), top, rows).group_by(owner).subquery()


def _has_hole(counted: sa.Subquery, pointer: sa.Column[Any]) -> sa.ColumnElement[bool]:
    top, rows = (sa.func.coalesce(counted.c[name], 0) for name in ("top", "rows"))
    return sa.or_(pointer != top, rows != top)


def closed_items_are_silent(connection: Connection) -> Finding:
    """Nothing but number, case number and the word is kept of a closed item."""
    a = schema.agenda_items.c
    says = [a.title != CLOSED_TITLE, a.summary.is_not(None), a.finances.is_not(None)]
    for table in (schema.decisions, schema.attachments):
        says.append(a.id.in_(sa.select(table.c.agenda_item_id)))
    says.append(a.id.in_(sa.select(schema.aliases.c.subject_id)))
    wrong = sa.select(a.number).where(a.closed == 1, sa.or_(*says)).order_by(a.number)
    return unless_any(
        list(connection.execute(wrong).scalars()),
        _("Closed agenda items say nothing."),
        _("Closed agenda items that say something"),
    )


def sources_are_of_something(connection: Connection) -> Finding:
    """What points at a row by table and key points at one that is there."""
    lost = [
        f"{table.name} → {name}: {n}"
        for table in (schema.citations, schema.gap_subjects, schema.aliases)
        for name in connection.execute(sa.select(table.c.subject_table).distinct()).scalars()
        if (n := _lost(connection, table, name))
    ]
    return unless_any(
        lost,
        _("Every citation, open question and other name belongs to a row that is there."),
        _("Citations, open questions or other names whose row is gone"),
    )


def _lost(connection: Connection, table: sa.Table, name: str) -> int:
    points = table.c.subject_table == name
    found = schema.metadata.tables.get(name)
    if found is not None:
        points = sa.and_(points, table.c.subject_id.not_in(sa.select(found.c.id)))
    counted = sa.select(sa.func.count()).select_from(table).where(points)
    return int(connection.execute(counted).scalar_one())


def every_change_is_logged(connection: Connection) -> Finding:
    """The revision, which pages are cached by, is that of the last line in the log."""
    number = connection.execute(sa.select(schema.revisions.c.number)).scalar_one()
    logged = connection.execute(sa.select(sa.func.max(schema.change_log.c.revision))).scalar() or 0
    if number == logged:
        return fine(ngettext("{n} change, logged.", "{n} changes, all logged.", number))
    return error(
        _("The log ends at change {logged}, the counter at {number}.", logged=logged, number=number)
    )
