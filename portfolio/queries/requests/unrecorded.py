"""What was to happen by a day that has passed, and nobody has said whether it did: asked of those
who know, never of a body that only wanted it.

A follow-up is asked of whoever is to do it. A milestone is asked of those who answer for the
proposals it concerns, of the owner of its process and of whoever runs its pool here. Where a
follow-up of the same proposals was due the same day, that alone is asked: its answer tells both.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from portfolio.domain.attention import Reason
from portfolio.domain.model import PartyKind, Responsibility
from portfolio.domain.requests import Request, Source, key_of
from portfolio.domain.ties import surest
from portfolio.queries import frames, relevance
from portfolio.queries.frames import Row
from portfolio.queries.meetings import follow_up_states
from portfolio.queries.overview import attention
from portfolio.queries.proposals import responsibility
from portfolio.queries.requests.scope import MOST, ProposalIndex, Scope, ties_of
from portfolio.store.live import (
    decision_proposals,
    decisions,
    funding_pools,
    milestones,
    parties,
    proposal_parties,
    proposal_pools,
    proposal_processes,
    strategy_processes,
)
from portfolio.store.schema import portfolios

#: Outside the municipality nobody is asked here.
_ELSEWHERE = (PartyKind.STATE, PartyKind.EXTERNAL)


def unrecorded(scope: Scope, known: ProposalIndex) -> Iterator[Request]:
    """A question each, of the parties in scope."""
    tasks = _tasks(scope)
    decided = (row["decision_id"] for row in tasks)
    about = ties_of(scope.connection, decision_proposals, "decision_id", decided)
    for row in tasks:
        if row["party_id"] in scope.bodies:
            yield _request(row, "follow_ups", known, about[row["decision_id"]])
    due = {(row["date_end"], one) for row in tasks for one in about[row["decision_id"]]}
    dates = _milestones(scope)
    met = _met_by(scope, dates)
    for row in dates:
        mine = met[row["id"]]
        if not any((row["date_end"], one) in due for one in mine):
            yield _request(row, "milestones", known, mine)


def _request(
    row: Row, table: str, known: ProposalIndex, about: Mapping[str, str | None]
) -> Request:
    mine = known.tied(about)
    return Request(
        key=key_of(Source.OUTCOME, row["id"]),
        source=Source.OUTCOME,
        since=row["date_end"],
        portfolio=mine[0].portfolio if mine else row.get("portfolio") or "",
        subject=row["title"],
        due_on=row["date_end"],
        is_promised=bool(row["is_promised"]),
        asked_of=row["party"],
        recorded_at=(table, row["ref"]),
        proposals=mine,
        whole=known.is_whole(mine),
    )


def _tasks(scope: Scope) -> list[Row]:
    """The follow-ups whose day has passed, whoever is to do them."""
    known = follow_up_states.known_on(scope.as_of)
    u, d, p = known.c, decisions.c, parties.c
    chosen = (
        sa.select(
            u.id,
            u.id.label("ref"),
            u.title,
            u.date_end,
            u.is_promised,
            u.decision_id,
            p.id.label("party_id"),
            p.name.label("party"),
        )
        .select_from(
            known.join(decisions, d.id == u.decision_id).join(
                parties, p.id == u.responsible_party_id
            )
        )
        .where(
            d.decided_on <= scope.day,
            u.date_end < scope.day,
            attention.follow_up_waits(known, scope.filters),
            relevance.decision_concerns(scope.portfolio),
            p.kind.not_in(_ELSEWHERE),
        )
        .order_by(u.date_end.desc(), u.id)
        .limit(MOST)
    )
    return frames.rows(scope.connection, chosen)


def _milestones(scope: Scope) -> list[Row]:
    """The milestones whose day has passed and that a party in scope knows of, each once with the
    names of those who do.
    """
    m, p, knows = milestones.c, parties.c, _who_knows(scope)
    tests = attention.milestone_tests(scope.filters)
    chosen = (
        sa.select(
            m.id,
            m.code.label("ref"),
            m.title,
            m.date_end,
            m.proposal_id,
            m.pool_id,
            m.process_id,
            sa.case((tests[Reason.OVERDUE], 1), else_=0).label("is_promised"),
            p.name.label("party"),
            portfolios.c.code.label("portfolio"),
        )
        .select_from(
            milestones.join(knows, knows.c.milestone_id == m.id)
            .join(parties, p.id == knows.c.party_id)
            .outerjoin(portfolios, portfolios.c.id == m.portfolio_id)
        )
        .where(
            p.id.in_(scope.bodies),
            p.kind.not_in(_ELSEWHERE),
            sa.or_(tests[Reason.OVERDUE], tests[Reason.NOT_RECORDED]),
            relevance.milestone_concerns(scope.portfolio),
        )
        .order_by(m.date_end.desc(), m.id, p.name)
        .limit(MOST)
    )
    found: dict[str, Row] = {}
    for row in frames.rows(scope.connection, chosen):
        one = found.setdefault(row["id"], row)
        if row["party"] not in one["party"].split(", "):
            one["party"] += f", {row['party']}"
    return list(found.values())


def _who_knows(scope: Scope) -> sa.Subquery:
    """milestone_id, party_id of everybody who knows what became of a milestone."""
    m, tie = milestones.c, proposal_parties.c
    yes = responsibility.responsibility_state(scope.as_of) == Responsibility.ACCEPTED

    def answering(link: sa.Subquery | None, on: sa.ColumnElement[bool]) -> sa.Select[Any]:
        met = milestones if link is None else milestones.join(link, on)
        proposal_id = m.proposal_id if link is None else link.c.proposal_id
        both = met.join(proposal_parties, tie.proposal_id == proposal_id)
        return sa.select(m.id.label("milestone_id"), tie.party_id).select_from(both).where(yes)

    pool, process = funding_pools.c, strategy_processes.c
    return sa.union(
        answering(None, sa.true()),
        answering(proposal_pools, proposal_pools.c.pool_id == m.pool_id),
        answering(proposal_processes, proposal_processes.c.process_id == m.process_id),
        sa.select(m.id, pool.administrator_party_id).select_from(
            milestones.join(funding_pools, pool.id == m.pool_id)
        ),
        sa.select(m.id, process.owner_party_id).select_from(
            milestones.join(strategy_processes, process.id == m.process_id)
        ),
    ).subquery("knows")


def _met_by(scope: Scope, dates: list[Row]) -> dict[str, dict[str, str | None]]:
    """By milestone, the proposals it concerns: its own, or those of its pool or process."""
    pools, processes = (
        ties_of(scope.connection, link, column, (row[column] for row in dates if row[column]))
        for link, column in ((proposal_pools, "pool_id"), (proposal_processes, "process_id"))
    )
    return {
        row["id"]: surest(
            {row["proposal_id"]: None} if row["proposal_id"] else {},
            pools.get(row["pool_id"], {}),
            processes.get(row["process_id"], {}),
        )
        for row in dates
    }
