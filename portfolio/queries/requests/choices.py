"""Whom something can be asked of, and about what; and the rows of what somebody has asked."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import ENDED, GapStatus, PartyKind
from portfolio.domain.requests import NOT_ANSWERED, STORED, key_of
from portfolio.language import sort_key
from portfolio.queries import frames, relevance
from portfolio.queries.frames import Row
from portfolio.store import schema
from portfolio.store.live import (
    decisions,
    follow_ups,
    gaps,
    meetings,
    parties,
    request_answers,
    requests,
)
from portfolio.store.schema import proposals

# Made once: an alias copies every column it has.
_MATE = requests.alias("mate")


def bodies_asked(connection: Connection) -> tuple[Row, ...]:
    """code, name of those who hold meetings, are asked something or are to do something; the
    directorate first.
    """
    p = parties.c
    asked = (
        sa.select(meetings.c.body_party_id)
        .union(
            sa.select(requests.c.addressee_party_id),
            sa.select(gaps.c.answerer_party_id).where(gaps.c.status == GapStatus.OPEN),
            sa.select(follow_ups.c.responsible_party_id),
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


@dataclass(frozen=True)
class AskedRow:
    """A question that somebody asked, as far as one needs to know to take it back."""

    id: str
    question: str
    version: int
    number: int | None  # of its proposal; None: of the whole portfolio
    others: int  # that were asked in the same act and are not taken back
    answered_by: tuple[str, str] | None  # the number and the day of the decision that did
    withdrawn_reason: str | None

    @property
    def is_open(self) -> bool:
        return self.answered_by is None and self.withdrawn_reason is None


def asked_rows(connection: Connection, *, ids: Sequence[str]) -> dict[str, AskedRow]:
    """By key, the requests that somebody asked."""
    return {row.id: row for row in _asked(connection, schema.requests.c.id.in_(ids))}


def passed_on(connection: Connection, *, workshop_id: str) -> tuple[AskedRow, ...]:
    """What a workshop has passed on, also what was taken back, in the order it was."""
    return _asked(connection, schema.requests.c.workshop_id == workshop_id)


def directorate(connection: Connection) -> str | None:
    """The key of the directorate; None where there is none."""
    p = parties.c
    chosen = sa.select(p.id).where(p.kind == PartyKind.DIRECTORATE).order_by(p.code).limit(1)
    key: str | None = connection.execute(chosen).scalar()
    return key


def _asked(connection: Connection, chosen: sa.ColumnElement[bool]) -> tuple[AskedRow, ...]:
    r, mate = schema.requests.c, _MATE.c
    others = sa.select(sa.func.count()).where(mate.act == r.act, mate.id != r.id)
    rows = connection.execute(
        sa.select(
            r.id,
            r.question,
            r.version,
            proposals.c.number,
            others.correlate(schema.requests).scalar_subquery().label("others"),
            r.withdrawn_reason,
        )
        .select_from(schema.requests.outerjoin(proposals, proposals.c.id == r.proposal_id))
        .where(chosen)
        .order_by(r.id)
    ).all()
    answered = _answered(connection, [row.id for row in rows])
    return tuple(AskedRow(*row[:5], answered.get(row.id), row.withdrawn_reason) for row in rows)


def _answered(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """By request, number and day of the decision that answered it."""
    a, d = request_answers.c, decisions.c
    keys = {key_of(source, one): one for one in ids for source in STORED}
    chosen = (
        sa.select(a.request_key, d.number, d.decided_on)
        .select_from(request_answers.join(decisions, d.id == a.decision_id))
        .where(a.request_key.in_(sorted(keys)), d.outcome.not_in(NOT_ANSWERED))
    )
    return {keys[key]: (number, day) for key, number, day in connection.execute(chosen)}
