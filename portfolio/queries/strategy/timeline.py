"""Milestones of proposals, processes, pools and portfolios as they looked on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import attention
from portfolio.domain.attention import MilestoneState
from portfolio.domain.model import Certainty, Outcome
from portfolio.queries import relevance, sources
from portfolio.queries.filtering import known, portfolio_id
from portfolio.queries.frames import day, frame, sort_danish
from portfolio.store.live import (
    funding_pools,
    milestones,
    proposal_pools,
    proposal_processes,
    strategy_processes,
)
from portfolio.store.schema import portfolios, proposals

#: What a milestone can belong to, in the order the timeline shows them.
BELONGS = ("portfolio", "proposal", "pool", "process")
#: A list to choose from is no longer than this.
MOST = 200
#: What decides how a pool's way goes on. Until it is known how these went, nobody knows whether the
#: dates after them are for anybody here.
_DECISIVE = ("deadline", "decision")
_TABLES = {"proposal": proposals, "pool": funding_pools, "process": strategy_processes}


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which milestones, on which day. None is "all"; codes and numbers, never words.

    ValueError for a proposal's number without its portfolio: each counts from 1.
    """

    as_of: date
    portfolio: str | None = None  # and what only others' pools and processes have is left out
    belongs: str | None = None
    pool: str | None = None
    process: str | None = None
    proposal: int | None = None  # its own, and those of the pools and processes it hangs on
    state: str | None = None
    code: str | None = None  # one milestone
    aside: bool = False  # also those of proposals that were set aside or merged

    def __post_init__(self) -> None:
        if self.proposal is not None and self.portfolio is None:
            raise ValueError("a proposal's number says nothing without its portfolio")

    @property
    def narrows(self) -> bool:
        """Whether anything beside the day is asked for."""
        asked = (self.belongs, self.pool, self.process, self.proposal, self.state, self.code)
        return any(value is not None for value in asked)


def milestones_on(connection: Connection, *, filters: Filters) -> pd.DataFrame:
    """The milestones known on the day, by last day; those without a date stand last.

    id, code, title, kind, belongs and belongs_title (the nearest noun it belongs to),
    proposal_number, pool_code, process_code, the fuzzy date, law_dependent, promised,
    binds_to, outcome_on, outcome_note, note, state, is_unsettled, hinges;
    certainty of what ties it to the proposal that is asked for.
    """
    found = frame(connection, _known(filters))
    found["state"] = [_state(row, filters.as_of) for row in found.to_dict("records")]
    unknown = found["state"].isin(_OPEN)
    # An outcome recorded after the day was not known that day, and neither was its note.
    found.loc[unknown, ["outcome_on", "outcome_note"]] = None
    if filters.state is not None:
        found = found[found["state"] == filters.state]
    ordered = sort_danish(found, ["title"])
    return ordered.sort_values("date_end", kind="stable", na_position="last", ignore_index=True)


_OPEN = [
    MilestoneState.OVERDUE,
    MilestoneState.NOT_RECORDED,
    MilestoneState.SOON,
    MilestoneState.AHEAD,
    MilestoneState.UNDATED,
]


def is_unsettled(as_of: date) -> sa.ColumnElement[bool]:
    """Whether a pool's deadline or decision has passed and nobody has recorded what came of it."""
    m, day = milestones.c, as_of.isoformat()
    return sa.and_(
        m.pool_id.is_not(None),
        m.kind.in_(_DECISIVE),
        m.known_from <= day,
        m.date_end < day,
        sa.or_(m.outcome == Outcome.NOT_RECORDED, m.outcome_on > day),
    )


def is_pursued(as_of: date) -> sa.ColumnElement[bool]:
    """Whether a milestone is not of a proposal that was set aside or merged on the day."""
    m = milestones.c
    on_board = sa.select(proposals.c.id).where(known(as_of, None)).correlate(None)
    return sa.or_(m.proposal_id.is_(None), m.proposal_id.in_(on_board))


def hinges(as_of: date) -> sa.ColumnElement[bool]:
    """Whether a date ahead hinges on what nobody knows: something of its pool that is unsettled."""
    m = milestones.c
    pools = sa.select(m.pool_id).where(is_unsettled(as_of)).correlate(None)
    return sa.and_(m.date_end >= as_of.isoformat(), m.pool_id.is_not(None), m.pool_id.in_(pools))


def noun_choices(
    connection: Connection, *, kind: str, portfolio: str | None = None
) -> pd.DataFrame:
    """code, title of the pools or processes that have milestones, sorted the Danish way."""
    table = _TABLES[kind]
    with_some = sa.select(milestones.c[f"{kind}_id"])
    link = proposal_pools if kind == "pool" else proposal_processes
    ours = relevance.in_reach(link, link.c[f"{kind}_id"] == table.c.id, portfolio)
    chosen = sa.select(table.c.code, table.c.title).where(table.c.id.in_(with_some), ours)
    return sort_danish(frame(connection, chosen), ["title"])


def milestone_choices(
    connection: Connection, *, as_of: date, portfolio: str | None = None
) -> pd.DataFrame:
    """code, title of the milestones known on a day: the first MOST, sorted the Danish way."""
    m = milestones.c
    chosen = sa.select(m.code, m.title).where(m.known_from <= as_of.isoformat())
    if portfolio is not None:
        joined = milestones.outerjoin(proposals, proposals.c.id == m.proposal_id)
        chosen = chosen.select_from(joined).where(_inside(portfolio))
    return sort_danish(frame(connection, chosen.order_by(m.code).limit(MOST)), ["title"])


def _known(filters: Filters) -> sa.Select[Any]:
    m, pr, po, st = milestones.c, proposals.c, funding_pools.c, strategy_processes.c
    belongs = sa.case(
        (m.proposal_id.is_not(None), "proposal"),
        (m.pool_id.is_not(None), "pool"),
        (m.process_id.is_not(None), "process"),
        else_="portfolio",
    )
    title = sa.func.coalesce(pr.title, po.title, st.title, portfolios.c.title)
    chosen = sa.select(
        m.id,
        m.code,
        m.title,
        m.kind,
        belongs.label("belongs"),
        title.label("belongs_title"),
        pr.number.label("proposal_number"),
        po.code.label("pool_code"),
        st.code.label("process_code"),
        m.date_text,
        m.date_start,
        m.date_end,
        m.precision,
        m.date_inferred,
        m.law_dependent,
        m.promised,
        m.binds_to,
        m.outcome,
        m.outcome_on,
        m.outcome_note,
        m.note,
        is_unsettled(filters.as_of).label("is_unsettled"),
        sa.case((hinges(filters.as_of), 1), else_=0).label("hinges"),
        _certainty(filters).label("certainty"),
    )
    joined = (
        milestones.outerjoin(proposals)
        .outerjoin(funding_pools)
        .outerjoin(strategy_processes)
        .outerjoin(portfolios, portfolios.c.id == m.portfolio_id)
    )
    tests = _tests(filters, belongs)
    by_name = filters.proposal is not None or filters.code is not None
    if not by_name and not filters.aside:
        tests = [*tests, is_pursued(filters.as_of)]
    return chosen.select_from(joined).where(*tests)


def _certainty(filters: Filters) -> sa.ColumnElement[Any]:
    if filters.proposal is None:
        return sa.null()
    mine = _numbered(filters.proposal, str(filters.portfolio))
    return certainty(milestones.c.pool_id, milestones.c.process_id, mine)


def certainty(
    pool_id: sa.ColumnElement[Any], process_id: sa.ColumnElement[Any], mine: sa.Select[Any]
) -> sa.ColumnElement[Any]:
    """How sure it is that a milestone's pool or process concerns one of the proposals: its surest
    tie. None where the milestone belongs to neither.
    """
    return sa.func.coalesce(
        *(
            # What no source says, somebody here tied; and the codes sort from assumed to stated.
            sa.select(
                sa.func.max(sa.func.coalesce(sources.certainty_of(link), Certainty.STATED.value))
            )
            .where(link.c.proposal_id.in_(mine), column == key)
            .scalar_subquery()
            for link, column, key in (
                (proposal_pools, proposal_pools.c.pool_id, pool_id),
                (proposal_processes, proposal_processes.c.process_id, process_id),
            )
        )
    )


def _tests(filters: Filters, belongs: sa.ColumnElement[str]) -> list[sa.ColumnElement[bool]]:
    tests = [milestones.c.known_from <= filters.as_of.isoformat()]
    if filters.portfolio is not None:
        tests.append(_inside(filters.portfolio))
    if filters.belongs is not None:
        tests.append(belongs == filters.belongs)
    if filters.pool is not None:
        tests.append(funding_pools.c.code == filters.pool)
    if filters.process is not None:
        tests.append(strategy_processes.c.code == filters.process)
    if filters.code is not None:
        tests.append(milestones.c.code == filters.code)
    if filters.proposal is not None:
        tests.append(_hangs_with(filters.proposal, str(filters.portfolio)))
    return tests


def _inside(portfolio: str) -> sa.ColumnElement[bool]:
    chosen, m = portfolio_id(portfolio), milestones.c
    return sa.and_(
        sa.or_(m.portfolio_id.is_(None), m.portfolio_id == chosen),
        sa.or_(m.proposal_id.is_(None), proposals.c.portfolio_id == chosen),
        sa.or_(
            m.pool_id.is_(None),
            relevance.in_reach(proposal_pools, proposal_pools.c.pool_id == m.pool_id, portfolio),
        ),
        sa.or_(
            m.process_id.is_(None),
            relevance.in_reach(
                proposal_processes, proposal_processes.c.process_id == m.process_id, portfolio
            ),
        ),
    )


def _hangs_with(number: int, portfolio: str) -> sa.ColumnElement[bool]:
    chosen = _numbered(number, portfolio)
    pools = sa.select(proposal_pools.c.pool_id).where(proposal_pools.c.proposal_id.in_(chosen))
    processes = sa.select(proposal_processes.c.process_id).where(
        proposal_processes.c.proposal_id.in_(chosen)
    )
    m = milestones.c
    return sa.or_(m.proposal_id.in_(chosen), m.pool_id.in_(pools), m.process_id.in_(processes))


def _numbered(number: int, portfolio: str) -> sa.Select[tuple[str]]:
    return sa.select(proposals.c.id).where(
        proposals.c.number == number, proposals.c.portfolio_id == portfolio_id(portfolio)
    )


def _state(row: dict[Any, Any], as_of: date) -> str:
    return attention.milestone_state(
        outcome=row["outcome"],
        outcome_on=day(row["outcome_on"]),
        end=day(row["date_end"]),
        promised=bool(row["promised"]),
        as_of=as_of,
    ).value
