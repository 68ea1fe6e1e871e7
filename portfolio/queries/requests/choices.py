"""Whom something can be asked of, and about what; and the rows of what somebody has asked."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import ENDED, GapStatus, PartyKind
from portfolio.language import sort_key
from portfolio.queries import frames, relevance
from portfolio.queries.frames import Row
from portfolio.store.live import gaps, meetings, parties, requests
from portfolio.store.schema import proposals


def bodies_asked(connection: Connection) -> tuple[Row, ...]:
    """code, name of those who hold meetings, or are asked something; the directorate first."""
    p = parties.c
    asked = (
        sa.select(meetings.c.body_party_id)
        .union(
            sa.select(requests.c.addressee_party_id),
            sa.select(gaps.c.answerer_party_id).where(gaps.c.status == GapStatus.OPEN),
        )
        .subquery()
    )
    chosen = sa.select(p.code, p.name, p.kind).where(p.id.in_(sa.select(asked.c[0])))
    return _ordered(frames.rows(connection, chosen))


def bodies_to_ask(connection: Connection) -> tuple[Row, ...]:
    """id, name of every party that can be asked something; the directorate and other bodies first.

    What somebody asks of a party about one proposal's responsibility is a handshake, not this.
    """
    p = parties.c
    p = parties.c
    return _ordered(frames.rows(connection, sa.select(p.id, p.name, p.kind)))


def _ordered(rows: list[Row]) -> tuple[Row, ...]:
    """Bodies before centres, in the order of their kinds; inside each the Danish way."""
    kinds = [kind.value for kind in PartyKind]
    return tuple(sorted(rows, key=lambda row: (kinds.index(row["kind"]), sort_key(row["name"]))))


def proposals_to_ask_about(connection: Connection, *, portfolio: str) -> tuple[Row, ...]:
    """id, number, title of the portfolio's proposals that are worked on."""
    p = proposals.c
    chosen = sa.select(p.id, p.number, p.title).where(
        relevance.of_portfolio(portfolio), p.stage.not_in(ENDED)
    )
    return tuple(frames.rows(connection, chosen.order_by(p.number)))


def versions(connection: Connection, *, ids: Sequence[str]) -> dict[str, int]:
    """The version of each request that somebody asked, to take it back by."""
    r = requests.c
    rows = connection.execute(sa.select(r.id, r.version).where(r.id.in_(ids)))
    return {row.id: row.version for row in rows}
