"""What became of a follow-up: done, lapsed, open again; who does it and when; a new one.

How a follow-up goes is life after the meeting: its state can be recorded when the review is closed,
and what the meeting left open can be filled in. A day that is moved keeps the earlier one and why;
what else the meeting agreed is not changed here.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import fuzzy, store
from portfolio.domain.model import FollowUpStatus
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.queries.meetings.follow_up_states import DATED
from portfolio.store import ids
from portfolio.store.schema import agenda_items, decisions, follow_ups, parties
from portfolio.usecases import text_input, use_case
from portfolio.usecases.content import parsing
from portfolio.usecases.meetings import moved_days
from portfolio.usecases.meetings.moved_days import Move
from portfolio.usecases.reviews import lock
from portfolio.usecases.use_case import Deed, Person, Result, Who

Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Who does it and when; None is openly missing. ``date_words`` in Danish: ``1. juni 2022``;
    words that name no day are kept, and there is no date to be late by."""

    party_id: str | None = None
    date_words: str | None = None


def finish(who: Who, id: str, version: int, *, note: str, on: date, today: date) -> None:
    """It is done, and what came of it. Raises PortfolioError without a note, on a day that cannot
    be, or when it is closed already; ConflictError when somebody saved in between."""
    said = text_input.words(note)
    if said is None:
        raise PortfolioError("Write what came of it; others will read it. Nothing was saved.")
    _close(who, id, version, FollowUpStatus.DONE, said, on, today)


def lapse(who: Who, id: str, version: int, *, reason: str, on: date, today: date) -> None:
    """It is not to be done any more, and why. Raises as ``finish``."""
    _close(who, id, version, FollowUpStatus.LAPSED, text_input.reason(reason), on, today)


def reopen(who: Who, id: str, version: int, *, reason: str) -> None:
    """It is to be done after all, and why. Raises PortfolioError when it is open already."""
    why = text_input.reason(reason)
    party = _party_of(id)
    deed = _deed("reopened", id, party, why)

    def work(connection: Connection, _person: Person) -> Result[None]:
        row = _held(connection, id, version, party)
        if row["status"] == FollowUpStatus.OPEN:
            raise PortfolioError("The follow-up is open already. Reload the page to see it.")
        values = {"status": FollowUpStatus.OPEN.value, "closed_on": None, "state_note": None}
        return _saved(connection, id, version, values)

    use_case.perform(who, deed, work)


def assign(
    who: Who, id: str, version: int, owner: Owner, *, today: date, reason: str | None = None
) -> None:
    """Set who does it and when; with both it is a promise, and can be overdue.

    Where it had a date already, the earlier one stays on record with the reason. Raises
    PortfolioError when that reason is missing or the party is not there, when the follow-up is
    closed, and when a closed review agreed somebody else.
    """
    typed = owner_columns(owner, today)
    party, why = _party_of(id), text_input.words(reason)
    deed = _deed("assigned", id, party, why)

    def work(connection: Connection, person: Person) -> Result[None]:
        row = _held(connection, id, version, party)
        if row["status"] != FollowUpStatus.OPEN:
            raise PortfolioError(
                "The follow-up is closed. Open it again before you set who does it and when."
            )
        require_party(connection, owner.party_id)
        columns = moved_days.as_written(row, typed)
        values = {name: value for name, value in columns.items() if row[name] != value}
        _require_not_agreed(connection, row, values)
        if not values.keys() - {"promised"}:
            return Result(answer=None, changed=False)
        _require_reason(row, columns, why)
        move = Move(today, person.name, why)
        moved_days.keep_earlier(connection, follow_ups.name, row, columns, move)
        return _saved(connection, id, version, values)

    use_case.perform(who, deed, work)


def _require_reason(row: Row, columns: Row, reason: str | None) -> None:
    """A day that was agreed is not moved in silence."""
    if reason is None and row["date_end"] is not None and moved_days.is_other(row, columns):
        raise PortfolioError(
            "Write why the date is moved: the earlier one, {date}, stays on record with the reason."
            " Nothing was saved.",
            date=row["date_text"],
        )


def add(who: Who, decision_id: str, *, title: str, owner: Owner, today: date) -> str:
    """A new follow-up of a decision; its id. Raises PortfolioError without a title, or when the
    decision is out of use or its review is closed."""
    columns, words = owner_columns(owner, today), text_input.line(title)
    if words is None:
        raise PortfolioError("Write what is to be done. Nothing was saved.")
    row = {
        "id": ids.new_id(),
        "decision_id": decision_id,
        "title": words,
        "status": FollowUpStatus.OPEN.value,
        **columns,
    }
    deed = Deed(Action.FOLLOW_UP, "follow_up.added", "follow_ups", row["id"])

    def work(connection: Connection, _person: Person) -> Result[str]:
        _require_decision(connection, decision_id)
        lock.require_open(connection, "follow_ups", row)
        require_party(connection, owner.party_id)
        connection.execute(sa.insert(follow_ups).values(row))
        after = {name: value for name, value in row.items() if value is not None and name != "id"}
        return Result(after=after, answer=str(row["id"]))

    return use_case.perform(who, deed, work)


def _close(
    who: Who, id: str, version: int, status: FollowUpStatus, said: str, on: date, today: date
) -> None:
    if on > today:
        raise PortfolioError("The day has not come yet. Choose today or an earlier day.")
    party = _party_of(id)
    deed = _deed(status.value, id, party, said)

    def work(connection: Connection, _person: Person) -> Result[None]:
        row = _held(connection, id, version, party)
        if row["status"] != FollowUpStatus.OPEN:
            raise PortfolioError(
                "The follow-up is closed already. Open it again first if that is wrong."
            )
        _require_after_decision(connection, row, on)
        values = {"status": status.value, "closed_on": on.isoformat(), "state_note": said}
        return _saved(connection, id, version, values)

    use_case.perform(who, deed, work)


def _deed(verb: str, id: str, party: str | None, reason: str | None = None) -> Deed:
    return Deed(
        Action.FOLLOW_UP,
        f"follow_up.{verb}",
        "follow_ups",
        id,
        own=use_case.of_party(party),
        reason=reason,
    )


def _party_of(id: str) -> str | None:
    u = follow_ups.c
    with store.reading() as connection:
        return connection.execute(sa.select(u.responsible_party_id).where(u.id == id)).scalar()


def _held(connection: Connection, id: str, version: int, party: str | None) -> Row:
    """The follow-up as the reader saw it, held until the transaction ends.

    ``party`` is the one the permission was asked for. Raises ConflictError if it has changed.
    """
    chosen = sa.select(follow_ups).where(follow_ups.c.id == id)
    row = connection.execute(chosen.with_for_update()).mappings().one_or_none()
    if row is None or row["withdrawn_at"] is not None:
        raise PortfolioError("There is no such follow-up any more. Reload the page.")
    if row["version"] != version or row["responsible_party_id"] != party:
        use_case.save_version(
            connection, follow_ups, id, -1, {}
        )  # never its version: tells the conflict
    return dict(row)


def _saved(connection: Connection, id: str, version: int, values: Row) -> Result[None]:
    before = use_case.save_version(connection, follow_ups, id, version, values)
    moved = {name for name in values if before[name] != values[name]}
    return Result(
        before={name: before[name] for name in moved},
        after={name: values[name] for name in moved},
        answer=None,
    )


def owner_columns(owner: Owner, today: date) -> Row:
    """Responsible and date as they are kept."""
    words = text_input.line(owner.date_words)
    kept = fuzzy.NO_DATE if words is None else parsing.fuzzy_date(words, today)
    promised = int(None not in (owner.party_id, kept["date_end"]))
    return {"responsible_party_id": owner.party_id, "promised": promised, **kept}


def require_party(connection: Connection, party_id: str | None) -> None:
    """Raise PortfolioError if the party is not there any more."""
    known = sa.select(parties.c.id).where(
        parties.c.id == party_id, parties.c.withdrawn_at.is_(None)
    )
    if party_id is not None and connection.execute(known).first() is None:
        raise PortfolioError(
            "The party has been taken out of use meanwhile, or there is none. Nothing was saved:"
            " choose another."
        )


def _require_not_agreed(connection: Connection, row: Row, values: Row) -> None:
    """What a closed review left open can be filled in, and a day can be moved, for the earlier one
    is kept; who it agreed on stands.
    """
    agreed = {
        name: value
        for name, value in values.items()
        if name not in ("promised", *DATED) and row[name] is not None
    }
    if agreed:
        lock.require_open(connection, "follow_ups", row, agreed)


def _require_decision(connection: Connection, decision_id: str) -> None:
    d, a = decisions.c, agenda_items.c
    chosen = (
        sa.select(d.id)
        .join(agenda_items, a.id == d.agenda_item_id)
        .where(d.id == decision_id, d.withdrawn_at.is_(None), a.closed == 0)
    )
    if connection.execute(chosen).first() is None:
        raise PortfolioError("There is no such decision. Reload the page and choose again.")


def _require_after_decision(connection: Connection, row: Row, on: date) -> None:
    chosen = sa.select(decisions.c.decided_on).where(decisions.c.id == row["decision_id"])
    decided = date.fromisoformat(connection.execute(chosen).scalar_one())
    if on < decided:
        raise PortfolioError(
            "The day is before the decision, which is from {day}. Choose that day or a later one.",
            day=decided,
        )
