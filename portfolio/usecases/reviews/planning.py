"""Planning a review: the meeting, its slot, and the agenda that builds itself.

Every act on an agenda takes the review's version: two people who arrange it at the same time are
told, not mixed. What has been started is not built anew; what is closed is not touched.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import agenda
from portfolio.errors import PortfolioError
from portfolio.health import Reason
from portfolio.model import Action, ItemOrigin, Placement
from portfolio.queries import agenda as questions
from portfolio.store import ids, schema
from portfolio.store.live import meetings
from portfolio.store.schema import portfolios, review_items, reviews
from portfolio.usecases.acting import Deed, Done, Person, Who, perform, save_version
from portfolio.usecases.clock import today

Row = Mapping[Any, Any]
LONGEST_SLOT = 600  # minutes
_LONGEST_TITLE = 200  # characters
_CAME_BACK = {Reason.RETURNED, Reason.REVIEW_DUE}


def make_review(
    who: Who,
    *,
    portfolio: str | None,
    title: str,
    body_party_id: str,
    held_on: date,
    starts_at: str | None = None,
    place: str | None = None,
    minutes: int,
) -> str:
    """Make a meeting with a review of a portfolio (None: of all), and its agenda; the review's id.

    A meeting of the body that is on record for that day already gets the review, and keeps its
    own title, time and place. ``starts_at`` is HH:MM; ``minutes`` is 1-600.
    Raises PortfolioError for a day that has passed or has its review already.
    """
    review_id, meeting_id, at, day = ids.new_id(), ids.new_id(), ids.now(), today()
    made = defaultdict[str, str](ids.new_id)
    meeting = {
        "body_party_id": body_party_id, "title": _title(title), "held_on": held_on.isoformat(),
        "starts_at": _time(starts_at), "place": (place or "").strip() or None,
    }  # fmt: skip
    _require_slot(minutes)
    _require_ahead(held_on, day)

    def work(connection: Connection, person: Person) -> Done[str]:
        _require_body(connection, body_party_id)
        portfolio_id = _portfolio_id(connection, portfolio)
        kept = _meeting_of_the_day(connection, body_party_id, held_on)
        if kept is None:
            connection.execute(sa.insert(schema.meetings).values(id=meeting_id, **meeting))
        row = {
            "meeting_id": kept or meeting_id, "portfolio_id": portfolio_id, "minutes": minutes,
            "prepared_at": at, "prepared_by": person.name,
        }  # fmt: skip
        connection.execute(sa.insert(reviews).values(id=review_id, **row))
        _build(connection, review_id, portfolio, held_on, minutes, made)
        return Done(after=(meeting if kept is None else {}) | row, answer=review_id)

    return perform(who, deed("review.made", review_id), work)


def rebuild(who: Who, review_id: str, *, version: int) -> None:
    """Build the agenda anew from what is known now, round what somebody has placed.

    Raises PortfolioError once the review is started, ConflictError as ``save_version``.
    """
    at, made = ids.now(), defaultdict[str, str](ids.new_id)

    def work(connection: Connection, person: Person) -> Done[None]:
        row = not_started(connection, review_id)
        values = {"prepared_at": at, "prepared_by": person.name}
        before = save_version(connection, reviews, review_id, version, values)
        held_on = date.fromisoformat(row["held_on"])
        _build(connection, review_id, row["code"], held_on, row["minutes"], made)
        return Done(before=before, after=values, answer=None)

    perform(who, deed("review.rebuilt", review_id), work)


def set_slot(
    who: Who,
    review_id: str,
    *,
    title: str,
    held_on: date,
    starts_at: str | None,
    place: str | None,
    minutes: int,
    version: int,
) -> None:
    """Change the meeting and its minutes, and fit the agenda to them.

    Raises PortfolioError as :func:`make_review`, and once the review is started.
    """
    made, day = defaultdict[str, str](ids.new_id), today()
    meeting = {
        "title": _title(title), "held_on": held_on.isoformat(), "starts_at": _time(starts_at),
        "place": (place or "").strip() or None,
    }  # fmt: skip
    _require_slot(minutes)

    def work(connection: Connection, _person: Person) -> Done[None]:
        row = not_started(connection, review_id)
        if row["held_on"] != meeting["held_on"]:
            _require_ahead(held_on, day)
            _require_no_meeting(connection, row["body_party_id"], held_on)
        now: dict[str, Any] = meeting | {"minutes": minutes}
        was = {name: row[name] for name in now}
        if was == now:
            return Done(answer=None, changed=False)
        save_version(connection, reviews, review_id, version, {"minutes": minutes})
        m = schema.meetings.c
        connection.execute(
            sa.update(schema.meetings)
            .where(m.id == row["meeting_id"])
            .values(meeting | {"version": m.version + 1})
        )
        _build(connection, review_id, row["code"], held_on, minutes, made)
        return Done(before=was, after=now, answer=None)

    perform(who, deed("review.changed", review_id), work)


def call_off(who: Who, review_id: str, reason: str, *, version: int) -> None:
    """Call a review off that has not been started: its meeting is set aside with the reason.

    Raises PortfolioError without a reason or once it is started.
    """
    at, said = ids.now(), reason.strip()
    if not said:
        raise PortfolioError("Write why the review is called off, so that others can see it.")

    def work(connection: Connection, _person: Person) -> Done[None]:
        row = not_started(connection, review_id)
        save_version(connection, reviews, review_id, version, {})
        values = {"withdrawn_at": at, "withdrawn_reason": said}
        m = schema.meetings.c
        connection.execute(
            sa.update(schema.meetings)
            .where(m.id == row["meeting_id"])
            .values(values | {"version": m.version + 1})
        )
        return Done(before=dict.fromkeys(values), after=values, answer=None)

    perform(who, deed("review.called_off", review_id, reason=said), work)


def deed(name: str, review_id: str, *, reason: str | None = None) -> Deed:
    """What is logged of a change to a review's plan."""
    return Deed(action=Action.PLAN_REVIEWS, name=name, table="reviews", subject_id=review_id,
                reason=reason)  # fmt: skip


def not_closed(connection: Connection, review_id: str) -> Row:
    """The review and its meeting, locked; ``code`` is its portfolio's.

    Raises PortfolioError if it is closed or called off.
    """
    chosen = (
        sa.select(
            reviews, meetings.c.body_party_id, meetings.c.held_on, meetings.c.title,
            meetings.c.starts_at, meetings.c.place, _code().label("code"),
        )
        .select_from(reviews.join(meetings, meetings.c.id == reviews.c.meeting_id))
        .where(reviews.c.id == review_id)
        .with_for_update(of=reviews)
    )  # fmt: skip
    row = connection.execute(chosen).mappings().one_or_none()
    if row is None:
        raise PortfolioError("The review has been called off. Reload the page.")
    if row["closed_at"] is not None:
        raise PortfolioError("The review is closed, so its agenda stands as it was. Reload"
                             " the page.")  # fmt: skip
    return dict(row)


def not_started(connection: Connection, review_id: str) -> Row:
    """As :func:`not_closed`; raises PortfolioError once the review is started, too."""
    row = not_closed(connection, review_id)
    if row["started_at"] is not None:
        raise PortfolioError("The review has begun, so its agenda is not built anew. Add or move"
                             " single items instead.")  # fmt: skip
    return row


def items_of(connection: Connection, review_id: str) -> list[dict[str, Any]]:
    """The items as they stand: talked about, taken note of, dropped; each in their order."""
    i = review_items.c
    found = connection.execute(sa.select(review_items).where(i.review_id == review_id)).mappings()
    places = list(Placement)
    rows = [dict(row) for row in found]
    return sorted(rows, key=lambda row: (places.index(row["placement"]), row["position"]))


def _build(
    connection: Connection, review_id: str, portfolio: str | None, held_on: date, minutes: int,
    made: defaultdict[str, str],
) -> None:  # fmt: skip
    """Store the agenda that the rules give, round the items somebody has placed."""
    before = items_of(connection, review_id)
    found = questions.candidates(connection, portfolio=portfolio, as_of=held_on, today=today())
    told = {one.key: one for one in found}
    lines = agenda.rebuilt(_kept(before), found, minutes)
    stored = {_key(row): row for row in before}
    for position, line in enumerate(lines, start=1):
        reasons = told[line.key].reasons if line.key in told else ()
        row = {"position": position, "placement": str(line.placement), "minutes": line.minutes,
               "reasons": json.dumps(reasons)}  # fmt: skip
        _store(connection, review_id, line.key, row, stored.get(line.key), made)
    gone = stored.keys() - {line.key for line in lines}
    for position, key in enumerate(sorted(gone), start=len(lines) + 1):
        row = {"position": position, "placement": str(Placement.DROPPED), "reasons": "[]"}
        _store(connection, review_id, key, row, stored[key], made)


def _kept(items: Sequence[Row]) -> list[agenda.Kept]:
    kept, places = [], defaultdict[str, int](int)
    for row in items:
        place = places[row["placement"]]
        places[row["placement"]] += 1
        if row["by_hand"]:
            line = agenda.Line(_key(row), Placement(row["placement"]), row["minutes"])
            kept.append(agenda.Kept(line, place))
    return kept


def _store(
    connection: Connection, review_id: str, key: str, row: dict[str, Any], was: Row | None,
    made: defaultdict[str, str],
) -> None:  # fmt: skip
    if was is not None:
        if any(was[name] != value for name, value in row.items()):
            change = sa.update(review_items).where(review_items.c.id == was["id"])
            connection.execute(change.values(row | {"version": was["version"] + 1}))
        return
    came_back = _CAME_BACK & {Reason(code) for code in json.loads(row["reasons"])}
    origin = ItemOrigin.RETURNED if came_back else ItemOrigin.SUGGESTED
    connection.execute(sa.insert(review_items).values(
        id=made[key], review_id=review_id, proposal_id=key, origin=origin, **row))  # fmt: skip


def _key(row: Row) -> str:
    return str(row["proposal_id"] or row["id"])


def _code() -> sa.ScalarSelect[str]:
    mine = sa.select(portfolios.c.code).where(portfolios.c.id == reviews.c.portfolio_id)
    return mine.correlate(reviews).scalar_subquery()


def _title(title: str) -> str:
    said = title.strip()
    if not said:
        raise PortfolioError("The review has no title. Write one, such as the meeting it is for.")
    if len(said) > _LONGEST_TITLE:
        raise PortfolioError(
            "The title is longer than {longest} characters. Shorten it.", longest=_LONGEST_TITLE
        )
    return said


def _time(starts_at: str | None) -> str | None:
    """HH:MM, however it was written; None where the field is empty."""
    said = (starts_at or "").strip().removeprefix("kl.").strip().replace(".", ":")
    if not said:
        return None
    hour, _colon, minute = said.partition(":")
    minute = minute or "00"
    if not (hour.isdecimal() and minute.isdecimal() and int(hour) < 24 and int(minute) < 60):
        raise PortfolioError("“{said}” is no time of day. Write it as 9:30.", said=said[:20])
    return f"{int(hour):02}:{int(minute):02}"


def _require_slot(minutes: int) -> None:
    if not 1 <= minutes <= LONGEST_SLOT:
        raise PortfolioError(
            "A review takes between 1 and {longest} min. Write a number between them.",
            longest=LONGEST_SLOT,
        )


def _require_ahead(held_on: date, day: date) -> None:
    if held_on < day:
        raise PortfolioError("{day} has passed. Choose today or a later day.", day=held_on)


def _require_body(connection: Connection, body_party_id: str) -> None:
    # Locked, so that two people cannot make the same day's review at once.
    p = schema.parties.c
    chosen = sa.select(p.id).where(p.id == body_party_id, p.withdrawn_at.is_(None))
    found = chosen.with_for_update()
    if connection.execute(found).first() is None:
        raise PortfolioError("Choose which body the meeting is of.")


def _portfolio_id(connection: Connection, code: str | None) -> str | None:
    if code is None:
        return None
    chosen = sa.select(portfolios.c.id).where(portfolios.c.code == code)
    return str(connection.execute(chosen).scalar_one())


def _meeting_of_the_day(connection: Connection, body_party_id: str, held_on: date) -> str | None:
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


def _require_no_meeting(connection: Connection, body_party_id: str, held_on: date) -> None:
    if _meeting_of_the_day(connection, body_party_id, held_on) is not None:
        raise PortfolioError("The body has another meeting on {day}. Choose another day, or make"
                             " the review for that meeting.", day=held_on)  # fmt: skip
