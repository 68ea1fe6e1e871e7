"""One thing that somebody is to hear of, and what every question for such things has in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.mails import NoticeKind
from portfolio.domain.model import ANSWERING, Stage
from portfolio.domain.permissions import Role
from portfolio.queries.grouping import grouped
from portfolio.queries.mails.reminders import DueReminder
from portfolio.store.live import proposal_parties
from portfolio.store.schema import change_log, follows, portfolios, proposals


@dataclass(frozen=True, kw_only=True)
class Notice(DueReminder):
    """One thing to hear of. ``at`` is when it was recorded (UTC ISO), ``by`` whom to ask.

    ``title`` is of the round, the meeting or the agenda item, ``words`` the name of the party, the
    number of the decision, or the proposal another was merged with; ``text`` what was said.
    """

    at: str
    by: str | None = None
    proposal_id: str | None = None
    follower_ids: tuple[str, ...] = ()
    text: str | None = None
    outcome: str | None = None
    #: Light and stage, of what moved.
    before: tuple[str, str] | None = None
    after: tuple[str, str] | None = None
    meeting: str | None = None  # where a decision is found: the body's code and the day

    @property
    def deed(self) -> tuple[str, str, str]:
        """What tells one deed from another: a decision on nine proposals is one."""
        return self.kind, self.subject_id, self.occasion


@dataclass(frozen=True)
class Reader:
    """Whoever looks at what is new: the user, their name and role, and their own parties."""

    user_id: str
    name: str
    role: Role
    party_ids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Question:
    """What is asked: of which time, by whom; without a reader, of everybody.

    Its methods are the pieces that the questions are made of.
    """

    connection: Connection
    since: str
    reader: Reader | None

    def rows(self, statement: sa.Select[Any]) -> list[dict[str, Any]]:
        return [dict(row) for row in self.connection.execute(statement).mappings()]

    def ours(self, column: sa.ColumnElement[str]) -> list[sa.ColumnElement[bool]]:
        """That a party is one of the reader's."""
        return [column.in_(sorted(self.reader.party_ids))] if self.reader else []

    def mine(self, column: sa.ColumnElement[str]) -> list[sa.ColumnElement[bool]]:
        return [column == self.reader.user_id] if self.reader else []

    def own(self, column: sa.ColumnElement[str]) -> list[sa.ColumnElement[bool]]:
        """That one of the reader's parties answers for a proposal."""
        pp = proposal_parties.c
        answered_for = sa.select(pp.proposal_id).where(
            pp.state.in_(ANSWERING), *self.ours(pp.party_id)
        )
        return [column.in_(answered_for)] if self.reader else []

    def answering(self, proposal_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """By proposal, the parties that answer for it."""
        pp = proposal_parties.c
        chosen = sa.select(pp.proposal_id, pp.party_id).where(
            pp.proposal_id.in_(proposal_ids), pp.state.in_(ANSWERING), *self.ours(pp.party_id)
        )
        return grouped(self.connection.execute(chosen.order_by(pp.id)))

    def following(self, proposal_ids: Sequence[str]) -> dict[str, tuple[tuple[str, str], ...]]:
        """By proposal, the users who follow it, and since when."""
        f = follows.c
        chosen = sa.select(f.proposal_id, f.user_id, f.since).where(
            f.proposal_id.in_(proposal_ids), f.stopped_at.is_(None), *self.mine(f.user_id)
        )
        rows = self.connection.execute(chosen.order_by(f.id))
        return grouped((row.proposal_id, (row.user_id, row.since)) for row in rows)


PROPOSAL = (
    proposals.c.id.label("proposal_id"),
    proposals.c.number,
    proposals.c.title.label("proposal_title"),
    portfolios.c.code.label("portfolio"),
)
WORKED_ON = proposals.c.stage != Stage.NOT_PURSUED


def line_of(table: str, key: sa.ColumnElement[str], action: str) -> sa.ColumnElement[bool]:
    """The line of the log that tells when a row was made."""
    line = change_log.c
    return sa.and_(line.subject_table == table, line.subject_id == key, line.action == action)


def notice(kind: NoticeKind, row: dict[str, Any], *, day: str, **given: Any) -> Notice:  # noqa: ANN401
    return Notice(
        kind=kind,
        subject_id=row["id"],
        proposal_id=row.get("proposal_id"),
        number=row.get("number"),
        portfolio=row.get("portfolio"),
        proposal_title=row.get("proposal_title"),
        round_id=row.get("round_id"),
        day=date.fromisoformat(day),
        **({"occasion": ""} | given),
    )
