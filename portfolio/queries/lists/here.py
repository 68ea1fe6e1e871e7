"""What stands here of the proposals of a portfolio, field by field as a list has them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.lists.fields import AMOUNTS, DATES, Field
from portfolio.domain.model import MilestoneKind, PartyRole
from portfolio.store import live
from portfolio.store.schema import (
    aliases,
    portfolios,
    proposal_parties,
    proposals,
    purposes,
    status_updates,
)
from portfolio.store.schema import parties as parties_table

#: The kinds of milestone that the dates of a list are.
KINDS = {Field.DEADLINE: MilestoneKind.DEADLINE, Field.START: MilestoneKind.EVENT}
_DATE = ("date_text", "date_start", "date_end", "precision", "date_inferred")


@dataclass(frozen=True, kw_only=True)
class Here:
    """A proposal as it stands: ``values`` by field, its centres, and its latest status."""

    id: str
    number: int
    title: str
    version: int
    seq: int
    stage: str
    values: Mapping[Field, Any]  # codes, whole numbers, words
    parties: Mapping[str, str]  # id of the tie, by the party's id
    party_names: Mapping[str, str]  # by the party's id
    earlier_parties: Mapping[str, str]  # ties out of use, by the party's id
    only_told: frozenset[str]  # ties of which nobody has been asked
    milestones: Mapping[Field, str]  # ids
    dates: Mapping[Field, Mapping[str, Any]]  # their five columns
    applications: Mapping[str, str]  # id, by the pool's
    latest: Mapping[str, Any]  # the status by column; empty where there is none
    own: Mapping[str, Any]  # the proposal's own columns


@dataclass(frozen=True)
class Party:
    """A party by all that it is called."""

    id: str
    name: str
    names: tuple[str, ...]


def parties(connection: Connection) -> tuple[Party, ...]:
    """Every party in use."""
    p, a = live.parties.c, aliases.c
    other: dict[str, list[str]] = defaultdict(list)
    chosen = sa.select(a.subject_id, a.alias).where(a.subject_table == "parties")
    for key, alias in connection.execute(chosen):
        other[key].append(alias)
    rows = connection.execute(sa.select(p.id, p.name, p.full_name).order_by(p.name, p.id))
    return tuple(
        Party(row.id, row.name, tuple(filter(None, (row.name, row.full_name, *other[row.id]))))
        for row in rows
    )


def of_portfolio(
    connection: Connection, *, portfolio: str, titles: Mapping[Field, str], pool: str
) -> dict[str, Here]:
    """Every proposal by its id. ``titles``: what the milestone of each column of dates is called;
    ``pool``: the one that the amounts are of."""
    p, s = proposals.c, status_updates.c
    chosen = (
        sa.select(proposals, purposes.c.title.label("purpose"), *_status())
        .select_from(
            proposals.join(portfolios, portfolios.c.id == p.portfolio_id)
            .join(purposes, purposes.c.id == p.purpose_id)
            .outerjoin(status_updates, sa.and_(s.proposal_id == p.id, s.seq == p.status_seq))
        )
        .where(portfolios.c.code == portfolio)
    )
    every = _ties(connection, portfolio)
    dates, milestones = _dates(connection, portfolio, titles)
    amounts, applications = _amounts(connection, portfolio, pool)
    found = {}
    for row in connection.execute(chosen.order_by(p.number)).mappings():
        latest = _latest(row)
        ties = [tie for tie in every[row["id"]] if tie.withdrawn_at is None]
        values = {
            Field.TITLE: row["title"],
            Field.PURPOSE: row["purpose"],
            Field.SUMMARY: row["summary"],
            Field.STAGE: row["stage"],
            Field.LIGHT: row["rag"],
            Field.PERCENT: row["percent"],
            **{name: latest.get(name) for name in _SAID},
            **{name: date["date_text"] for name, date in dates[row["id"]].items()},
            **amounts[row["id"]],
            Field.CENTRE: tuple(sorted(tie.name for tie in ties)),
        }
        found[row["id"]] = Here(
            id=row["id"],
            number=row["number"],
            title=row["title"],
            version=row["version"],
            seq=row["status_seq"],
            stage=row["stage"],
            values=values,
            parties={tie.party_id: tie.id for tie in ties},
            party_names={tie.party_id: tie.name for tie in ties},
            earlier_parties={
                tie.party_id: tie.id for tie in every[row["id"]] if tie.withdrawn_at is not None
            },
            only_told=frozenset(tie.id for tie in ties if _is_only_told(tie)),
            milestones=milestones[row["id"]],
            dates=dates[row["id"]],
            applications=applications[row["id"]],
            latest=latest,
            own=dict(row),
        )
    return found


_SAID = (Field.HAPPENED, Field.NEXT_STEP, Field.NEXT_DATE, Field.RISKS, Field.REASON)
_PREFIX = "latest_"


def _status() -> list[sa.ColumnElement[Any]]:
    return [column.label(f"{_PREFIX}{column.name}") for column in status_updates.c]


def _latest(row: Mapping[Any, Any]) -> dict[str, Any]:
    if row[f"{_PREFIX}id"] is None:
        return {}
    return {column.name: row[f"{_PREFIX}{column.name}"] for column in status_updates.c}


def _within(portfolio: str) -> sa.Select[Any]:
    joined = proposals.join(portfolios, portfolios.c.id == proposals.c.portfolio_id)
    chosen = sa.select(proposals.c.id).select_from(joined)
    return chosen.where(portfolios.c.code == portfolio)


def _ties(connection: Connection, portfolio: str) -> dict[str, list[Any]]:
    """The ties to parties by proposal, those out of use too."""
    pp, party = proposal_parties.c, parties_table.c
    columns = (pp.id, pp.proposal_id, pp.party_id, pp.role, pp.state, pp.withdrawn_at)
    chosen = (
        sa.select(*columns, party.name)
        .select_from(proposal_parties.join(parties_table))
        .where(pp.proposal_id.in_(_within(portfolio)))
    )
    ties: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(chosen.order_by(pp.id)):
        ties[row.proposal_id].append(row)
    return ties


def _is_only_told(tie: Any) -> bool:  # noqa: ANN401 - a row
    return bool(tie.role == PartyRole.TOLD and tie.state is None)


def _dates(
    connection: Connection, portfolio: str, titles: Mapping[Field, str]
) -> tuple[dict[str, dict[Field, dict[str, Any]]], dict[str, dict[Field, str]]]:
    """The five columns of each column's date, and the milestone it is."""
    m = live.milestones.c
    dates: dict[str, dict[Field, dict[str, Any]]] = defaultdict(dict)
    keys: dict[str, dict[Field, str]] = defaultdict(dict)
    for name in DATES:
        chosen = sa.select(m.id, m.proposal_id, *(m[column] for column in _DATE)).where(
            m.proposal_id.in_(_within(portfolio)),
            _is_called(m.title, titles.get(name, "")),
            m.kind == KINDS[name],
        )
        for row in connection.execute(chosen.order_by(m.id)).mappings():
            dates[row["proposal_id"]][name] = {column: row[column] for column in _DATE}
            keys[row["proposal_id"]][name] = row["id"]
    return dates, keys


def _is_called(title: sa.ColumnElement[str], heading: str) -> sa.ColumnElement[bool]:
    """Whether a milestone is that of a column: "Frist: Cykelsti" of the column Frist."""
    return sa.func.substr(title, 1, len(heading) + 2) == f"{heading}: "


def _amounts(
    connection: Connection, portfolio: str, pool: str
) -> tuple[dict[str, dict[Field, int]], dict[str, dict[str, str]]]:
    """What is asked, granted and our own, and the application by its pool."""
    a = live.pool_applications.c
    columns = [a[str(name)] for name in AMOUNTS]
    chosen = (
        sa.select(a.id, a.proposal_id, a.pool_id, *columns)
        .select_from(live.pool_applications.join(live.funding_pools))
        .where(a.proposal_id.in_(_within(portfolio)), live.funding_pools.c.title == pool)
    )
    amounts: dict[str, dict[Field, int]] = defaultdict(dict)
    keys: dict[str, dict[str, str]] = defaultdict(dict)
    for row in connection.execute(chosen.order_by(a.id)).mappings():
        keys[row["proposal_id"]][row["pool_id"]] = row["id"]
        for name in AMOUNTS:
            if row[str(name)] is not None:
                amounts[row["proposal_id"]][name] = row[str(name)]
    return amounts, keys
