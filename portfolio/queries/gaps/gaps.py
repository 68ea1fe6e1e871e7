"""Gaps and contradictions as known on a day: what nobody knows yet, who can answer, what waits."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import GapStatus
from portfolio.queries import relevance
from portfolio.queries.frames import frame, sort_danish
from portfolio.queries.gaps import openness
from portfolio.queries.meetings import codes
from portfolio.store.live import (
    agenda_items,
    decisions,
    funding_pools,
    gap_subjects,
    gaps,
    meetings,
    milestones,
    parties,
    places,
    purposes,
    strategy_processes,
)
from portfolio.store.schema import portfolios, proposals

#: The answerer's code of a gap where nobody is known to have the answer.
NOBODY = "ukendt"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which gaps, on which day. None is "all"; ``answerer`` may be NOBODY."""

    as_of: date
    portfolio: str
    concerns: bool | None = None  # the portfolio's own, or only the others
    kind: str | None = None
    answerer: str | None = None
    blocks: bool | None = None
    proposal: int | None = None


@dataclass(frozen=True)
class Figures:
    """The gaps that match, counted."""

    open: int
    blocking: int
    answered: int
    by_answerer: pd.DataFrame  # code, name, open, blocking; whoever holds up the most first


def gaps_known(connection: Connection, *, filters: Filters) -> pd.DataFrame:
    """id, code, kind, question, explanation, answerer, answerer_code, blocks, raised_on, status,
    answer, answered_on, happening (of one that was answered by what happened, an
    ``openness.Happening``), concerns: open before answered, blocking first, the portfolio's first.
    """
    g, answered = gaps.c, openness.in_words(filters.as_of)
    is_open = openness.is_open(filters.as_of)
    status = sa.case((is_open, GapStatus.OPEN.value), else_=GapStatus.ANSWERED.value)
    concerns = _concerns(filters)
    chosen = sa.select(
        g.id,
        g.code,
        g.kind,
        g.question,
        g.explanation,
        parties.c.name.label("answerer"),
        sa.func.coalesce(parties.c.code, NOBODY).label("answerer_code"),
        g.blocks,
        g.raised_on,
        status.label("status"),
        sa.case((answered, g.answer)).label("answer"),
        sa.case((answered, g.answered_on)).label("answered_on"),
        concerns.label("concerns"),
    ).select_from(gaps.outerjoin(parties))
    # The ids were made in the order of the seed, which goes through the minutes.
    order = (status.desc(), g.blocks.is_(None), concerns.desc(), g.id)
    known = frame(connection, chosen.where(*_tests(filters)).order_by(*order))
    return _with_happenings(connection, known, filters.as_of)


def _with_happenings(connection: Connection, known: pd.DataFrame, as_of: date) -> pd.DataFrame:
    unsaid = known[(known["status"] == GapStatus.ANSWERED) & known["answer"].isna()]
    found = openness.happenings(connection, ids=tuple(unsaid["id"]), as_of=as_of)
    happened = [found.get(key) for key in known["id"]]
    days = [one.on if one else day for one, day in zip(happened, known["answered_on"], strict=True)]
    # As objects: of a frame without rows, or without one that happened, the column holds nothing.
    return known.assign(
        happening=pd.Series(happened, known.index, dtype=object),
        answered_on=pd.Series(days, known.index, dtype=object),
    )


def gap(connection: Connection, *, filters: Filters, code: str) -> pd.DataFrame:
    """The gap of that code, as ``gaps_known``; empty when none was known on the day."""
    known = gaps_known(connection, filters=filters)
    return known[known["code"] == code].reset_index(drop=True)


def figures(connection: Connection, *, filters: Filters) -> Figures:
    """How many are open, how many of them hold something up, and who can answer them."""
    known = gaps_known(connection, filters=filters)
    waiting = known[known["status"] == GapStatus.OPEN]
    rows = [
        (code, mine["answerer"].iloc[0], len(mine), int(mine["blocks"].notna().sum()))
        for code, mine in waiting.groupby("answerer_code", sort=False)
    ]
    rows.sort(key=lambda row: (row[0] == NOBODY, -row[3], -row[2], str(row[1])))
    return Figures(
        open=len(waiting),
        blocking=int(waiting["blocks"].notna().sum()),
        answered=len(known) - len(waiting),
        by_answerer=pd.DataFrame(rows, columns=["code", "name", "open", "blocking"], dtype=object),
    )


def answerers(connection: Connection, *, portfolio: str) -> pd.DataFrame:
    """code, name of the parties that some gap waits for."""
    g = gaps.c
    ours = sa.or_(g.portfolio_id.is_(None), relevance.gap_concerns(portfolio))
    asked = sa.select(g.answerer_party_id).where(ours)
    chosen = sa.select(parties.c.code, parties.c.name).where(parties.c.id.in_(asked))
    return sort_danish(frame(connection, chosen), ["name"])


def about(connection: Connection, *, gaps: tuple[str, ...]) -> pd.DataFrame:
    """gap_id, subject_table, ref, title, portfolio, meeting, held_on of what some gaps are about.

    ``ref`` is the number or code a page finds it by, in the portfolio of that code if any, or in
    the meeting of that code, held that day.
    """
    parts = sa.union_all(*(_subjects(*subject) for subject in _SUBJECTS)).subquery()
    chosen = sa.select(parts).where(parts.c.gap_id.in_(gaps))
    return frame(connection, chosen.order_by(parts.c.gap_id, parts.c.place, parts.c.ref))


_SUBJECTS: tuple[tuple[sa.Table | sa.Subquery, str, str], ...] = (
    (proposals, "number", "title"),
    (decisions, "number", "decision"),
    (agenda_items, "number", "title"),
    (funding_pools, "code", "title"),
    (strategy_processes, "code", "title"),
    (milestones, "code", "title"),
    (places, "code", "name"),
    (purposes, "number", "title"),
    (parties, "code", "name"),
)


_CODE, _item, _body = portfolios.c.code, agenda_items.alias("item"), parties.alias("body")


def _subjects(table: sa.Table | sa.Subquery, ref: str, title: str) -> sa.Select[Any]:
    link = gap_subjects.c
    joined = gap_subjects.join(
        table, sa.and_(link.subject_table == table.name, link.subject_id == table.c.id)
    )
    code: sa.ColumnElement[Any] = sa.cast(sa.null(), sa.Text)
    meeting, day = code, code
    if "portfolio_id" in table.c and ref == "number":
        joined, code = joined.join(portfolios), _CODE
    elif table in (decisions, agenda_items):
        item = table.c.agenda_item_id if table is decisions else table.c.id
        joined = joined.join(_item, _item.c.id == item)
        joined = joined.join(meetings, meetings.c.id == _item.c.meeting_id)
        joined = joined.join(_body, _body.c.id == meetings.c.body_party_id)
        meeting, day = codes.code(_body.c.code), meetings.c.held_on
    place = [subject[0] for subject in _SUBJECTS].index(table)
    return sa.select(
        link.gap_id,
        link.subject_table,
        sa.cast(table.c[ref], sa.Text).label("ref"),
        table.c[title].label("title"),
        sa.literal(place).label("place"),
        code.label("portfolio"),
        meeting.label("meeting"),
        day.label("held_on"),
    ).select_from(joined)


def _concerns(filters: Filters) -> sa.Case[Any]:
    # Not the bare condition: of a gap with no portfolio it is neither true nor false.
    return sa.case((relevance.gap_concerns(filters.portfolio), 1), else_=0)


def _tests(filters: Filters) -> list[sa.ColumnElement[bool]]:
    g = gaps.c
    # What is no portfolio's belongs to the meeting, and stands in each.
    ours = sa.or_(g.portfolio_id.is_(None), relevance.gap_concerns(filters.portfolio))
    tests: list[sa.ColumnElement[bool]] = [g.raised_on <= filters.as_of.isoformat(), ours]
    if filters.concerns is not None:
        tests.append(_concerns(filters) == int(filters.concerns))
    if filters.kind is not None:
        tests.append(g.kind == filters.kind)
    if filters.answerer == NOBODY:
        tests.append(g.answerer_party_id.is_(None))
    elif filters.answerer is not None:
        tests.append(parties.c.code == filters.answerer)
    if filters.blocks is not None:
        tests.append(g.blocks.is_not(None) if filters.blocks else g.blocks.is_(None))
    if filters.proposal is not None:
        tests.append(g.id.in_(_about_proposal(filters)))
    return tests


def _about_proposal(filters: Filters) -> sa.Select[Any]:
    joined = gap_subjects.join(proposals, proposals.c.id == gap_subjects.c.subject_id)
    mine = sa.and_(
        relevance.of_portfolio(filters.portfolio), proposals.c.number == filters.proposal
    )
    return sa.select(gap_subjects.c.gap_id).select_from(joined).where(mine)
