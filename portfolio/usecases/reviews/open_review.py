"""What recording a decision and closing a meeting share: who may, and how rows are written.

Every row that is written gets its own line in the change log, under the words of its noun, so
that the log of a proposal and restoring an earlier value know it like any other.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import clock
from portfolio.domain.model import Stage, Succession
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.language import N_
from portfolio.store import ids, schema
from portfolio.store.schema import meetings, proposal_successions, proposals, review_items, reviews
from portfolio.usecases.content.field import singular
from portfolio.usecases.proposals import handshakes
from portfolio.usecases.reviews import holding
from portfolio.usecases.use_case import Deed, Person, Result

Row = dict[str, Any]
Line = tuple[Deed, Result[Any]]
CORRECTED = "Rettet under mødet"  # the record is Danish, whoever wrote it


def deed(table: str, verb: str, key: str, *, reason: str | None = None) -> Deed:
    """The line of the log for a row; made before the transaction, as its ``key`` is."""
    return Deed(Action.DECIDE, f"{singular(table)}.{verb}", table, key, reason=reason)


class Rows:
    """The keys and log lines of rows to come: made before the transaction, the same if retried."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], tuple[str, Deed]] = {}
        self._changed: dict[tuple[str, str], Deed] = {}
        self._others: dict[str, Any] = {}
        self.at = ids.now()

    def add(self, connection: Connection, table: str, name: str, row: Mapping[str, Any]) -> Line:
        """Insert a row; ``name`` tells it from the others of its table."""
        if (table, name) not in self._made:
            key = ids.new_id()
            self._made[table, name] = key, deed(table, "added", key)
        key, line = self._made[table, name]
        kept = {column: value for column, value in row.items() if value is not None}
        connection.execute(sa.insert(schema.metadata.tables[table]).values(id=key, **kept))
        return line, Result(after=kept, answer=key, subject_id=key)

    def change(
        self,
        connection: Connection,
        table: str,
        row: Mapping[Any, Any],
        values: Mapping[str, Any],
        verb: str = "changed",
    ) -> list[Line]:
        """Change a row that the transaction holds; nothing where nothing is different."""
        moved = {name: value for name, value in values.items() if row[name] != value}
        if not moved:
            return []
        key, kept = str(row["id"]), schema.metadata.tables[table]
        connection.execute(
            sa.update(kept).where(kept.c.id == key).values(moved | {"version": row["version"] + 1})
        )
        line = self._changed.setdefault((table, key), deed(table, verb, key))
        before = {name: row[name] for name in moved}
        return [(line, Result(before=before, after=moved, answer=key))]

    def deed(self, name: str, make: Callable[[], Deed]) -> Deed:
        """A line of the log that is no row's; ``name`` tells it from the others."""
        made: Deed = self._others.setdefault(name, None) or make()
        self._others[name] = made
        return made

    def keys(self, name: str) -> handshakes.Keys:
        """The keys of a word between a proposal and a party."""
        keys: handshakes.Keys = self._others.setdefault(f"keys:{name}", handshakes.new_keys())
        return keys


def lock_review(connection: Connection, review_id: str | None, *, even_closed: bool = False) -> Row:
    """The review with its meeting's day and title, locked until the transaction ends.

    Raises PortfolioError when there is no such review, it was called off, or it is closed and
    not ``even_closed``.
    """
    chosen = (
        sa.select(
            reviews,
            meetings.c.title,
            meetings.c.held_on,
            meetings.c.body_party_id,
            meetings.c.withdrawn_at,
        )
        .join(meetings, meetings.c.id == reviews.c.meeting_id)
        .where(reviews.c.id == review_id)
        .with_for_update(of=reviews)
    )
    row = connection.execute(chosen).mappings().one_or_none()
    if row is None or row["withdrawn_at"] is not None:
        raise PortfolioError("There is no such review. Go back to the list and choose again.")
    if row["closed_at"] is not None and not even_closed:
        raise PortfolioError(
            "The meeting was closed {day}, so nothing more is recorded in it. Nothing was saved.",
            day=clock.day(row["closed_at"]),
        )
    return dict(row)


def lock_item(
    connection: Connection, item_id: str, person: Person, *, even_closed: bool = False
) -> tuple[Row, Row]:
    """An item and its review, both locked, for somebody to decide on.

    Raises PortfolioError as ``lock_review``, and when somebody else presents it.
    """
    i = review_items.c
    review_id = connection.execute(sa.select(i.review_id).where(i.id == item_id)).scalar()
    review = lock_review(connection, review_id, even_closed=even_closed)
    holding.require(review, person)
    found = connection.execute(sa.select(review_items).where(i.id == item_id)).mappings().one()
    return dict(found), review


def require_day(review: Row, today: date) -> None:
    """Raise PortfolioError where the meeting's day has not come: it is not held unnoticed."""
    if review["held_on"] > today.isoformat():
        raise PortfolioError(
            "The meeting is set for {day}, which has not come. If it is held today, tick "
            "that its day is moved, and begin it on the first screen of the presentation. "
            "Nothing was saved.",
            day=date.fromisoformat(review["held_on"]),
        )


def next_number(connection: Connection, meeting_id: str) -> int:
    """Of the meeting's next agenda item, in the order they are treated."""
    a = schema.agenda_items.c
    last = sa.select(sa.func.max(a.number)).where(a.meeting_id == meeting_id)
    return int(connection.execute(last).scalar() or 0) + 1


def note_start(connection: Connection, review: Row, person: Person, at: str) -> bool:
    """Note when the meeting began, once, and who then holds the projector; whether it was now."""
    if review["started_at"] is not None:
        return False
    began = {"started_at": at, "version": review["version"] + 1, **holding.columns(person, at)}
    connection.execute(sa.update(reviews).where(reviews.c.id == review["id"]).values(began))
    review |= began
    return True


def set_aside_of(connection: Connection, proposal_ids: set[str]) -> set[str]:
    """Those of the proposals that have been set aside, merged or replaced."""
    p = proposals.c
    chosen = sa.select(p.id).where(p.id.in_(sorted(proposal_ids)), p.stage == Stage.NOT_PURSUED)
    return set(connection.execute(chosen).scalars())


def require_alive(connection: Connection, proposal_id: str) -> Row:
    """The proposal, held; PortfolioError that says what happened if it was set aside."""
    p = proposals.c
    chosen = sa.select(p.id, p.number, p.title, p.stage, p.set_aside_reason).where(
        p.id == proposal_id
    )
    row = dict(connection.execute(chosen.with_for_update(read=True)).mappings().one())
    if row["stage"] == Stage.NOT_PURSUED:
        raise _what_happened(connection, row)
    return row


def _what_happened(connection: Connection, proposal: Row) -> PortfolioError:
    s, into = proposal_successions.c, proposals.alias("into")
    chosen = (
        sa.select(s.kind, s.happened_on, s.reason, into.c.number, into.c.title)
        .select_from(proposal_successions.outerjoin(into, into.c.id == s.successor_id))
        .where(s.proposal_id == proposal["id"])
        .order_by(s.recorded_at.desc(), s.id.desc())
        .limit(1)
    )
    last = connection.execute(chosen).one_or_none()
    if last is None:
        return PortfolioError(
            "Proposal {number} has been set aside: {reason} Nothing was decided. Take it up again"
            " on its page first, or go on to the next item.",
            number=proposal["number"],
            reason=_ended(proposal["set_aside_reason"]),
        )
    values = {
        "number": proposal["number"],
        "day": date.fromisoformat(last.happened_on),
        "reason": _ended(last.reason),
        "other": last.number,
        "title": last.title,
    }
    is_merged, is_replaced = (last.kind == k for k in (Succession.MERGED, Succession.REPLACED))
    return PortfolioError(_MERGED if is_merged else _REPLACED if is_replaced else _ASIDE, **values)


def _ended(reason: str | None) -> str:
    said = (reason or "").strip()
    return said if said[-1:] in (".", "!", "?", "") else f"{said}."


_ASIDE = N_(
    "Proposal {number} was set aside {day}: {reason} Nothing was decided. Take it up again on its"
    " page first, or go on to the next item."
)
_MERGED = N_(
    "Proposal {number} was merged with proposal {other} {title} {day}: {reason} Nothing was"
    " decided. Decide on proposal {other} instead."
)
_REPLACED = N_(
    "Proposal {number} was replaced by proposal {other} {title} {day}: {reason} Nothing was"
    " decided. Decide on proposal {other} instead."
)
