"""What the API lists beside proposals; all columns come through
:mod:`portfolio.queries.public.columns`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.queries import frames, sources
from portfolio.queries.frames import Row, sort_danish
from portfolio.queries.meetings import decisions as meeting_decisions
from portfolio.queries.public.columns import columns, table
from portfolio.queries.strategy import timeline

_OF_A_DECISION = "id number decided_on recommendation decision difference outcome differs review_on"
_OF_A_MILESTONE = "state hinges belongs belongs_title proposal_number pool_code process_code"
_FUZZY = ("date_text", "date_start", "date_end", "precision")


@dataclass(frozen=True, kw_only=True)
class Slice:
    """One page of a list: at most ``limit`` rows after the first ``offset``."""

    limit: int = 100
    offset: int = 0


@dataclass(frozen=True)
class Page:
    """One page of what was asked for, and how many there are in all."""

    rows: list[Row]
    total: int

    def with_lists(self, **lists: dict[Any, list[Row]]) -> Page:
        """The same rows, each with its own part of some lists by the rows' ids."""
        added = ({name: rows[row["id"]] for name, rows in lists.items()} for row in self.rows)
        return Page([row | more for row, more in zip(self.rows, added, strict=True)], self.total)


def is_portfolio(connection: Connection, code: str) -> bool:
    """Whether there is a portfolio of that code."""
    p = table("portfolios").c
    return connection.execute(sa.select(p.id).where(p.code == code)).first() is not None


def portfolios(connection: Connection, *, part: Slice) -> Page:
    """The portfolios with their purposes (or themes), in their own order."""
    p, u = table("portfolios").c, table("purposes").c
    found = page(connection, sa.select(table("portfolios")).order_by(p.position, p.title), part)
    wanted = sa.select(u.portfolio_id, u.number, u.title).where(
        u.portfolio_id.in_([row["id"] for row in found.rows])
    )
    below = grouped(connection, wanted.order_by(u.number), "portfolio_id")
    return found.with_lists(purposes=below)


def pools(connection: Connection, *, part: Slice) -> Page:
    """The funding pools, their conditions, and which proposals hang on them."""
    pool, condition = table("funding_pools").c, table("pool_conditions").c
    administrator = _party(pool.administrator_party_id).label("administrator")
    chosen = sa.select(table("funding_pools"), administrator)
    found = page(connection, chosen.order_by(pool.code), part)
    ids = [row["id"] for row in found.rows]
    wanted = sa.select(
        condition.pool_id, condition.kind, condition.requirement, condition.fulfilment
    ).where(condition.pool_id.in_(ids))
    conditions = grouped(connection, wanted.order_by(condition.position), "pool_id")
    hanging = hanging_on(connection, "proposal_pools", "pool_id", ids)
    return found.with_lists(conditions=conditions, proposals=hanging)


def processes(connection: Connection, *, part: Slice) -> Page:
    """The strategy processes, their windows, and which proposals hang on them."""
    process, window = table("strategy_processes").c, table("process_windows").c
    owner = _party(process.owner_party_id).label("owner")
    chosen = sa.select(table("strategy_processes"), owner)
    found = page(connection, chosen.order_by(process.code), part)
    ids = [row["id"] for row in found.rows]
    dates = [window[name] for name in _FUZZY]
    wanted = sa.select(window.process_id, window.title, *dates).where(window.process_id.in_(ids))
    windows = grouped(connection, wanted.order_by(window.date_start, window.id), "process_id")
    hanging = hanging_on(connection, "proposal_processes", "process_id", ids)
    return found.with_lists(windows=windows, proposals=hanging)


def milestones(
    connection: Connection, *, as_of: date, part: Slice, portfolio: str | None = None
) -> Page:
    """The milestones known on the day, by date, each with its state that day."""
    asked = timeline.Filters(as_of=as_of, portfolio=portfolio)
    known = timeline.milestones_on(connection, filters=asked).to_dict("records")
    may_leave = set(connection.execute(sa.select(table("milestones").c.id)).scalars())
    shown = {*columns("milestones"), *_OF_A_MILESTONE.split()}
    rows = [
        {str(name): value for name, value in row.items() if name in shown}
        for row in known
        if row["id"] in may_leave
    ]
    return Page(rows[part.offset : part.offset + part.limit], len(rows))


def decisions(
    connection: Connection,
    *,
    as_of: date,
    part: Slice,
    portfolio: str | None = None,
    outcome: str | None = None,
) -> Page:
    """The decisions made until the day, the newest first, with the proposals they are about."""
    d, item, meeting = table("decisions").c, table("agenda_items").c, table("meetings").c
    chosen = (
        sa.select(
            *(d[name] for name in _OF_A_DECISION.split()),
            item.number.label("item"),
            item.title.label("item_title"),
            meeting.title.label("meeting"),
            _party(meeting.body_party_id).label("body"),
        )
        .select_from(
            table("decisions")
            .join(table("agenda_items"), item.id == d.agenda_item_id)
            .join(table("meetings"), meeting.id == item.meeting_id)
        )
        .where(d.decided_on <= as_of.isoformat())
    )
    if outcome is not None:
        chosen = chosen.where(d.outcome == outcome)
    if portfolio is not None:
        chosen = chosen.where(d.id.in_(_decided_of(portfolio)))
    order = (d.decided_on.desc(), item.number, sa.func.length(d.number), d.number, d.id)
    found = page(connection, chosen.order_by(*order), part)
    for row in found.rows:
        row["differs"] = bool(row["differs"])
    ids = [row["id"] for row in found.rows]
    about = hanging_on(connection, "decision_proposals", "decision_id", ids)
    return found.with_lists(proposals=about)


def follow_ups(
    connection: Connection,
    *,
    as_of: date,
    part: Slice,
    portfolio: str | None = None,
    status: str | None = None,
) -> Page:
    """What is to be done after the decisions made until the day, as it stood that day."""
    d, u = table("decisions").c, table("follow_ups").c
    made = sa.select(d.id).where(d.decided_on <= as_of.isoformat())
    if portfolio is not None:
        made = made.where(d.id.in_(_decided_of(portfolio)))
    chosen = sa.select(u.id, u.closed_on, d.decided_on).select_from(
        table("follow_ups").join(table("decisions"), d.id == u.decision_id)
    )
    kept = {row["id"]: row for row in frames.rows(connection, chosen.where(d.id.in_(made)))}
    ids = tuple(connection.execute(made).scalars())
    then = meeting_decisions.follow_ups_of(connection, decisions=ids, as_of=as_of)
    rows = [
        _as_it_stood(kept[row["id"]], row, as_of)
        for row in sort_danish(then, ["title"]).to_dict("records")
        if row["id"] in kept
    ]
    rows = [row for row in rows if status in (None, row["status"])]
    rows.sort(key=lambda row: row["date_end"] or "9999")
    return Page(rows[part.offset : part.offset + part.limit], len(rows))


def _as_it_stood(kept: Row, then: dict[Any, Any], as_of: date) -> Row:
    said = {name: then[name] for name in ("decision", "title", "responsible", "status", *_FUZZY)}
    closed_on = kept["closed_on"]
    later = closed_on is not None and closed_on > as_of.isoformat()
    return {**kept, **said, "closed_on": None if later else closed_on}


# --- what they share ------------------------------------------------------------------------------


def page(connection: Connection, chosen: sa.Select[Any], part: Slice) -> Page:
    """One page of a question, and how many rows its whole answer has."""
    rows = frames.rows(connection, chosen.limit(part.limit).offset(part.offset))
    return Page(rows, frames.count(connection, chosen.order_by(None).subquery()))


def grouped(connection: Connection, chosen: sa.Select[Any], column: str) -> dict[Any, list[Row]]:
    """The rows by one of their columns, which is left out of them."""
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in frames.rows(connection, chosen):
        found[row.pop(column)].append(row)
    return found


def hanging_on(
    connection: Connection, link: str, column: str, ids: list[str]
) -> dict[Any, list[Row]]:
    """portfolio, number, title, certainty of the proposals that a link ties to each of the ids."""
    tie, p, f = table(link).c, table("proposals").c, table("portfolios").c
    chosen = (
        sa.select(
            tie[column],
            f.code.label("portfolio"),
            p.number,
            p.title,
            sources.certainty_of(table(link)).label("certainty"),
        )
        .select_from(_with_proposals(link))
        .where(tie[column].in_(ids))
    )
    return grouped(connection, chosen.order_by(f.position, f.code, p.number), column)


def _decided_of(portfolio: str) -> sa.Select[Any]:
    decided = sa.select(table("decision_proposals").c.decision_id)
    of_it = table("portfolios").c.code == portfolio
    return decided.select_from(_with_proposals("decision_proposals")).where(of_it)


def _with_proposals(link: str) -> sa.Join:
    """A link with the proposals it ties, and their portfolios."""
    tie, p, f = table(link).c, table("proposals").c, table("portfolios").c
    joined = table(link).join(table("proposals"), p.id == tie.proposal_id)
    return joined.join(table("portfolios"), f.id == p.portfolio_id)


def _party(column: sa.ColumnElement[Any]) -> sa.ScalarSelect[Any]:
    """The name of the party a column refers to."""
    p = table("parties").alias("named")
    return sa.select(p.c.name).where(p.c.id == column).correlate_except(p).scalar_subquery()
