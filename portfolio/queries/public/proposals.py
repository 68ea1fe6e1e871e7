"""The proposals as the API shows them, on a day: a page of them, and one with all its own."""

from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import Responsibility
from portfolio.domain.proposal_texts import PUBLIC
from portfolio.queries import filtering, frames, sources
from portfolio.queries.frames import Row
from portfolio.queries.meetings.decisions import rank
from portfolio.queries.proposals import responsibility
from portfolio.queries.public.columns import table
from portfolio.queries.public.lists import Page, Slice, grouped, page
from portfolio.store import schema

_STEP = tuple(f"next_step{name}" for name in ("", "_date_text", "_date_start", "_date_end"))
_SAID = ("happened", *_STEP, "reason", "stage_reason")


def proposals(connection: Connection, *, filters: filtering.Filters, part: Slice) -> Page:
    """Those that match on the day, by portfolio and number."""
    chosen = _chosen(filters).order_by(
        table("portfolios").c.position, table("portfolios").c.code, table("proposals").c.number
    )
    found = page(connection, chosen, part)
    return Page(_with_parties(connection, filters, found.rows), found.total)


def proposal(connection: Connection, *, filters: filtering.Filters, number: int) -> Row | None:
    """One proposal with all that belongs to it; None when there was none on the day."""
    p = table("proposals").c
    texts = [p[name] for name in (*PUBLIC, "set_aside_reason")]
    one = _chosen(filters).add_columns(*texts).where(p.number == number)
    rows = frames.rows(connection, one)
    if not rows:
        return None
    (row,) = _with_parties(connection, filters, rows)
    key = row["id"]
    return row | {
        "places": _named(connection, "proposal_places", "place_id", "places", key, "role"),
        "target_groups": _named(
            connection, "proposal_target_groups", "target_group_id", "target_groups", key
        ),
        "pools": _titled(connection, "proposal_pools", "pool_id", "funding_pools", key),
        "processes": _titled(
            connection, "proposal_processes", "process_id", "strategy_processes", key
        ),
        "decisions": _decisions(connection, key, filters.as_of),
        "statuses": _statuses(connection, key, filters.as_of),
    }


def _chosen(filters: filtering.Filters) -> sa.Select[Any]:
    """Filtered by the program's own tables, shown from the public ones."""
    # Data to work with: those set aside are in it, and say so by their stage.
    filters = replace(filters, aside=True)
    seen, p = filtering.view(filters), table("proposals").c
    latest = table("status_updates").alias("latest")
    source = (
        seen.source.join(table("proposals"), p.id == schema.proposals.c.id)
        .join(table("portfolios"), table("portfolios").c.id == p.portfolio_id)
        .join(table("purposes"), table("purposes").c.id == p.purpose_id)
        .outerjoin(latest, sa.and_(latest.c.proposal_id == p.id, latest.c.seq == seen.seq))
    )
    return (
        sa.select(
            p.id,
            table("portfolios").c.code.label("portfolio"),
            p.number,
            p.title,
            p.short_title,
            table("purposes").c.number.label("purpose_number"),
            table("purposes").c.title.label("purpose"),
            p.introduced_on,
            *seen.status,
            *(latest.c[name] for name in _SAID),
        )
        .select_from(source)
        .where(filtering.conditions(filters, seen))
    )


def _with_parties(connection: Connection, filters: filtering.Filters, rows: list[Row]) -> list[Row]:
    ids = [row["id"] for row in rows]
    named: dict[str, list[Row]] = {key: [] for key in ids}
    for party in responsibility.parties_of(connection, filters, ids).to_dict("records"):
        wanted = ("name", "kind", "role", "state", "word", "certainty")
        shown = {name: party[name] for name in wanted}
        named[party["proposal_id"]].append(shown)
    own = _own_values(connection, ids)
    return [
        {
            **row,
            "own_fields": own[row["id"]],
            "parties": named[row["id"]],
            "responsible": [
                party["name"]
                for party in named[row["id"]]
                if party["state"] == Responsibility.ACCEPTED
            ],
        }
        for row in rows
    ]


def _own_values(connection: Connection, ids: list[str]) -> dict[str, list[Row]]:
    """By proposal, what it says in the fields that are public."""
    f, v = table("own_fields").c, table("own_values").c
    days = (v.number_value.label("number"), v.date_start, v.date_end)
    said = sa.select(v.proposal_id, f.code, f.name, f.kind, v.value, *days).select_from(
        table("own_values").join(table("own_fields"), f.id == v.field_id)
    )
    mine = said.where(v.proposal_id.in_(ids)).order_by(f.position, f.code)
    return grouped(connection, mine, "proposal_id")


def _named(
    connection: Connection, link: str, column: str, noun: str, key: str, *more: str
) -> list[Row]:
    tie, n = table(link).c, table(noun).c
    shown = [n[name] for name in ("code", "name", "kind") if name in n]
    return _tied(connection, link, column, noun, key, [*shown, *(tie[name] for name in more)])


def _titled(connection: Connection, link: str, column: str, noun: str, key: str) -> list[Row]:
    tie, n = table(link).c, table(noun).c
    return _tied(connection, link, column, noun, key, [n.code, n.title, tie.relation])


def _tied(
    connection: Connection,
    link: str,
    column: str,
    noun: str,
    key: str,
    shown: list[sa.ColumnElement[Any]],
) -> list[Row]:
    tie, n = table(link).c, table(noun).c
    joined = table(link).join(table(noun), n.id == tie[column])
    certainty = sources.certainty_of(table(link)).label("certainty")
    chosen = sa.select(tie.proposal_id, *shown, certainty).select_from(joined)
    chosen = chosen.where(tie.proposal_id == key)
    return grouped(connection, chosen.order_by(n.code), "proposal_id")[key]


def _decisions(connection: Connection, key: str, as_of: date) -> list[Row]:
    tie, d = table("decision_proposals").c, table("decisions").c
    joined = table("decision_proposals").join(table("decisions"), d.id == tie.decision_id)
    chosen = sa.select(
        tie.proposal_id,
        d.id,
        d.number,
        d.decided_on,
        d.decision,
        d.outcome,
        sources.certainty_of(table("decision_proposals")).label("certainty"),
    ).select_from(joined)
    mine = chosen.where(tie.proposal_id == key, d.decided_on <= as_of.isoformat())
    return grouped(
        connection, mine.order_by(d.decided_on.desc(), rank(d.outcome), d.number), "proposal_id"
    )[key]


def _statuses(connection: Connection, key: str, as_of: date) -> list[Row]:
    s = table("status_updates").c
    chosen = sa.select(
        s.proposal_id, s.reported_on, s.stage, s.rag, s.percent, *(s[name] for name in _SAID)
    ).where(s.proposal_id == key, s.reported_on <= as_of.isoformat())
    newest = chosen.order_by(s.reported_on.desc(), s.seq.desc())
    return grouped(connection, newest, "proposal_id")[key]
