"""The meeting a review is held at: what its title, time, day, length and body can be.

Open this when a meeting is to be refused, or read, in another way.
"""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.errors import PortfolioError
from portfolio.store import schema
from portfolio.store.live import meetings
from portfolio.store.schema import reviews
from portfolio.usecases import text_input

Row = dict[str, Any]
LONGEST_SLOT = 600  # minutes


def columns(title: str, held_on: date, starts_at: str | None, place: str | None) -> Row:
    """What is stored of a meeting, tidied; raises PortfolioError where it is not understood."""
    return {
        "title": _title(title),
        "held_on": held_on.isoformat(),
        "starts_at": time(starts_at),
        "place": text_input.line(place),
    }


def _title(title: str) -> str:
    said = text_input.title(title)
    if not said:
        raise PortfolioError("The review has no title. Write one, such as the meeting it is for.")
    return said


def time(starts_at: str | None) -> str | None:
    """HH:MM, however it was written; None where the field is empty."""
    said = (text_input.line(starts_at) or "").removeprefix("kl.").strip().replace(".", ":")
    if not said:
        return None
    hour, _colon, minute = said.partition(":")
    minute = minute or "00"
    if not (hour.isdecimal() and minute.isdecimal() and int(hour) < 24 and int(minute) < 60):
        raise PortfolioError("“{said}” is no time of day. Write it as 9:30.", said=said[:20])
    return f"{int(hour):02}:{int(minute):02}"


def require_minutes(minutes: int) -> None:
    if not 1 <= minutes <= LONGEST_SLOT:
        raise PortfolioError(
            "A review takes between 1 and {longest} min. Write a number between them.",
            longest=LONGEST_SLOT,
        )


def require_ahead(held_on: date, day: date) -> None:
    if held_on < day:
        raise PortfolioError("{day} has passed. Choose today or a later day.", day=held_on)


def require_body(connection: Connection, body_party_id: str) -> None:
    # Locked, so that two people cannot make the same day's review at once.
    p = schema.parties.c
    chosen = sa.select(p.id).where(p.id == body_party_id, p.withdrawn_at.is_(None))
    found = chosen.with_for_update()
    if connection.execute(found).first() is None:
        raise PortfolioError("Choose which body the meeting is of.")


def meeting_of_the_day(connection: Connection, body_party_id: str, held_on: date) -> str | None:
    """The body's meeting on the day; raises PortfolioError where it has a review already."""
    m, r = meetings.c, reviews.c
    chosen = sa.select(m.id, m.title, r.id.label("review")).select_from(
        meetings.outerjoin(reviews, r.meeting_id == m.id)
    )
    mine = chosen.where(m.body_party_id == body_party_id, m.held_on == held_on.isoformat())
    row = connection.execute(mine.order_by(r.id.is_(None), m.id)).first()
    if row is not None and row.review is not None:
        raise PortfolioError(
            "There is a review that day already: “{title}”. Open it, or choose another day.",
            title=row.title,
        )
    return None if row is None else str(row.id)


def require_no_meeting(connection: Connection, body_party_id: str, held_on: date) -> None:
    if meeting_of_the_day(connection, body_party_id, held_on) is not None:
        raise PortfolioError(
            "The body has another meeting on {day}. Choose another day, or make"
            " the review for that meeting.",
            day=held_on,
        )


def change(connection: Connection, meeting_id: str, values: Row) -> None:
    """Change a meeting that is not edited by its own version: the review's was checked."""
    m = schema.meetings.c
    connection.execute(
        sa.update(schema.meetings)
        .where(m.id == meeting_id)
        .values(values | {"version": m.version + 1})
    )
