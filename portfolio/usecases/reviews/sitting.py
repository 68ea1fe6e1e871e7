"""The meeting as it is held: when it begins, who is there, on which day, and who presents it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.store import ids, schema
from portfolio.store.schema import meeting_participants, reviews
from portfolio.usecases import text_input
from portfolio.usecases.reviews import holding, open_review, slot
from portfolio.usecases.reviews.open_review import CORRECTED, Line, Row, Rows
from portfolio.usecases.use_case import IN_USE, Deed, Person, Result, Who, perform


@dataclass(frozen=True)
class Attendance:
    """The names of those who were there, and of those who sent apologies."""

    present: Sequence[str] = ()
    absent: Sequence[str] = ()


_NOBODY = Attendance()


def start_review(
    who: Who,
    review_id: str,
    *,
    today: date,
    attendance: Attendance = _NOBODY,
    hold_today: bool = False,
) -> None:
    """Note when the meeting began, who is there, and that whoever begins it presents it.

    Nothing is noted of the beginning when it has begun already. A meeting whose day has not come is
    moved to today where ``hold_today`` says so. Raises PortfolioError otherwise, and when there is
    no such review, it is closed, or somebody else presents it.
    """
    rows, deed = Rows(), Deed(Action.DECIDE, "review.started", "reviews", review_id)
    wanted = _by_name(attendance)

    def work(connection: Connection, person: Person) -> Result[None]:
        review = open_review.lock_review(connection, review_id)
        holding.require(review, person)
        lines = settle_day(connection, rows, review, today, hold_today=hold_today)
        lines += _keep(connection, rows, review["meeting_id"], wanted, {})
        begins = open_review.note_start(connection, review, person, rows.at)
        return Result(
            before={"started_at": None},
            after={"started_at": rows.at},
            answer=None,
            changed=begins,
            lines=tuple(lines),
        )

    perform(who, deed, work)


def record_attendance(
    who: Who, review_id: str, attendance: Attendance, *, seen: Attendance
) -> None:
    """Put right who was there. ``seen``: as it was read; what others have added since stays.

    Raises PortfolioError for a name in both lists, once the meeting is closed, and where somebody
    else presents it.
    """
    rows, wanted, before = Rows(), _by_name(attendance), _by_name(seen)
    deed = Deed(Action.DECIDE, "review.attended", "reviews", review_id)

    def work(connection: Connection, person: Person) -> Result[None]:
        review = open_review.lock_review(connection, review_id)
        holding.require(review, person)
        lines = _keep(connection, rows, review["meeting_id"], wanted, before)
        return Result(answer=None, changed=False, lines=tuple(lines))

    perform(who, deed, work)


def take_over(who: Who, review_id: str) -> None:
    """Present the meeting from now on, instead of whoever does. Raises as ``lock_review``."""
    at = ids.now()
    deed = Deed(Action.DECIDE, "review.taken_over", "reviews", review_id)

    def work(connection: Connection, person: Person) -> Result[None]:
        review = open_review.lock_review(connection, review_id)
        after = holding.columns(person, at)
        if review["presenter_id"] == after["presenter_id"]:
            return Result(answer=None, changed=False)
        before = {name: review[name] for name in after}
        chosen = sa.update(reviews).where(reviews.c.id == review_id)
        connection.execute(chosen.values(after))
        return Result(before=before, after=after, answer=None)

    perform(who, deed, work)


def settle_day(
    connection: Connection, rows: Rows, review: Row, today: date, *, hold_today: bool
) -> list[Line]:
    """Move a meeting whose day has not come to today, if somebody said so on purpose.

    Raises PortfolioError where nobody did, or the body has another meeting today.
    """
    if not hold_today:
        open_review.require_day(review, today)
    if review["held_on"] <= today.isoformat():
        return []
    slot.require_no_meeting(connection, review["body_party_id"], today)
    m = schema.meetings.c
    chosen = sa.select(schema.meetings).where(m.id == review["meeting_id"])
    meeting = connection.execute(chosen).mappings().one()
    moved = {"held_on": today.isoformat()}
    review |= moved
    return rows.change(connection, "meetings", meeting, moved)


def _by_name(attendance: Attendance) -> dict[str, int]:
    """Each name once, as it was typed first; 1: apologies."""
    found: dict[str, tuple[str, int]] = {}
    for names, absent in ((attendance.present, 0), (attendance.absent, 1)):
        for typed in names:
            name = text_input.line(typed)
            if name is None:
                continue
            before = found.setdefault(name.casefold(), (name, absent))
            if before[1] != absent:
                raise PortfolioError(
                    "{name} stands both among those who are there and among those who sent"
                    " apologies. Take the name out of one of them; nothing was saved.",
                    name=name,
                )
    return dict(found.values())


def _keep(
    connection: Connection,
    rows: Rows,
    meeting_id: str,
    wanted: dict[str, int],
    seen: dict[str, int],
) -> list[Line]:
    """Write what is different from what was seen; of a name that is known the row comes back."""
    there = _rows(connection, meeting_id)
    place = max((row["position"] for row in there.values()), default=0)
    lines: list[Line] = []
    for name, absent in wanted.items():
        if seen.get(name) == absent:
            continue
        row = there.get(name.casefold())
        if row is None:
            place += 1
            new = {"meeting_id": meeting_id, "position": place, "name": name, "absent": absent}
            lines.append(rows.add(connection, "meeting_participants", name, new))
        else:
            verb = "changed" if row["withdrawn_at"] is None else "brought_back"
            values = IN_USE | {"absent": absent}
            lines += rows.change(connection, "meeting_participants", row, values, verb)
    for name in seen.keys() - wanted.keys():
        if (row := there.get(name.casefold())) and row["withdrawn_at"] is None:
            out = {"withdrawn_at": rows.at, "withdrawn_reason": CORRECTED}
            lines += rows.change(connection, "meeting_participants", row, out, "withdrawn")
    return lines


def _rows(connection: Connection, meeting_id: str) -> dict[str, Any]:
    """The meeting's participants, also those taken out, by name."""
    p = meeting_participants.c
    chosen = sa.select(meeting_participants).where(p.meeting_id == meeting_id)
    found = connection.execute(chosen.order_by(p.withdrawn_at.is_not(None), p.position))
    by_name: dict[str, Any] = {}
    for row in found.mappings():
        by_name.setdefault(str(row["name"]).casefold(), row)
    return by_name
