"""A review's meeting as a calendar event (RFC 5545, 5546): to keep, to be invited to, called off.

One meeting is one event for ever: its UID stays when it is moved, and SEQUENCE rises, so that the
calendar changes the event it has. Its time is written in UTC, which every program reads alike.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress, vText

from portfolio import language
from portfolio.domain import clock
from portfolio.language import _
from portfolio.queries.reviews.invitation import Invitation


class Method(StrEnum):
    """What a calendar program is to do with it."""

    PUBLISH = "PUBLISH"  # keep it: a file that somebody fetched
    REQUEST = "REQUEST"  # invited, or the invitation has changed
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Person:
    """Somebody by name and address."""

    name: str
    email: str


def ics(
    one: Invitation,
    *,
    public: str,
    organizer: Person | None = None,
    attendee: Person | None = None,
) -> bytes:
    """The file. With an attendee it is an invitation, or the word that it is called off."""
    method = method_of(one, is_invited=attendee is not None)
    made = Calendar()
    made.add("prodid", "-//Porteføljetracker//Kalender//DA")
    made.add("version", "2.0")
    made.add("method", method.value)
    made.add("calscale", "GREGORIAN")
    event = _event(one, public)
    if organizer is not None:
        event.add("organizer", _address(organizer))
    if attendee is not None:
        guest = _address(attendee)
        guest.params["ROLE"], guest.params["PARTSTAT"] = (
            vText("REQ-PARTICIPANT"),
            vText("NEEDS-ACTION"),
        )
        guest.params["RSVP"] = vText("FALSE")
        event.add("attendee", guest)
    made.add_component(event)
    return bytes(made.to_ical())


def method_of(one: Invitation, *, is_invited: bool) -> Method:
    """Whoever fetches a file is invited to nothing; what is called off is called off for all."""
    if one.is_off:
        return Method.CANCEL
    return Method.REQUEST if is_invited else Method.PUBLISH


def file_name(one: Invitation) -> str:
    """``portefoeljegennemgang-2022-05-16.ics``."""
    begun = language.stem(_("Portfolio review"))
    return f"{begun}-{one.held_on}.ics"


def _event(one: Invitation, public: str) -> Event:
    changed = datetime.fromisoformat(one.changed_at).astimezone(UTC).replace(microsecond=0)
    made = Event()
    made.add("uid", f"{one.review_id}@portefoeljetracker")
    made.add("dtstamp", changed)
    made.add("last-modified", changed)
    made.add("sequence", one.meeting_version - 1)
    start, end = _span(one)
    made.add("dtstart", start)
    made.add("dtend", end)
    made.add("summary", one.title)
    if one.place:
        made.add("location", one.place)
    made.add("description", "\n".join(_described(one, public)))
    made.add("status", "CANCELLED" if one.is_off else "CONFIRMED")
    made.add("transp", "OPAQUE" if one.starts_at else "TRANSPARENT")
    made.add("url", address(one, public))
    return made


def address(one: Invitation, public: str) -> str:
    """Where the review stands."""
    return f"{public}/gennemgang?gennemgang={one.review_id}"


def _span(one: Invitation) -> tuple[date, date]:
    """First moment and the first one after; of a meeting without a time the whole day."""
    day = date.fromisoformat(one.held_on)
    if not one.starts_at:
        return day, day + timedelta(days=1)
    hour, minute = one.starts_at.split(":")[:2]
    start = clock.at(day, time(int(hour), int(minute))).astimezone(UTC)
    return start, start + timedelta(minutes=one.minutes)


def _described(one: Invitation, public: str) -> list[str]:
    if one.is_off:
        return [_("Called off: {reason}", reason=one.called_off), address(one, public)]
    lines = [f"{at}. {item.title}" for at, item in enumerate(one.items, start=1)]
    return [one.body, *lines, address(one, public)]


def _address(one: Person) -> vCalAddress:
    made = vCalAddress(f"mailto:{one.email}")
    made.params["CN"] = vText(one.name)
    return made
