"""Planning a review: the meeting, its slot, and the agenda that builds itself.

Every act on an agenda takes the review's version: two people who arrange it at the same time are
told, not mixed. What has been started is not built anew; what is closed is not touched.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.clock import today
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.store import ids
from portfolio.store.live import meetings
from portfolio.store.schema import portfolios, reviews
from portfolio.usecases import text_input
from portfolio.usecases.reviews import building, making, slot
from portfolio.usecases.use_case import Deed, Person, Result, Who, perform, save_version

Row = Mapping[Any, Any]


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
    review_id, day = ids.new_id(), today()
    slot.require_minutes(minutes)
    slot.require_ahead(held_on, day)
    meeting = {"body_party_id": body_party_id} | slot.columns(title, held_on, starts_at, place)
    plan = making.Plan(portfolio, meeting, minutes, review_id)

    def work(connection: Connection, person: Person) -> Result[str]:
        slot.require_body(connection, body_party_id)
        kept = slot.meeting_of_the_day(connection, body_party_id, held_on)
        return making.make(connection, person, plan, kept)

    return perform(who, deed("review.made", review_id), work)


def rebuild(who: Who, review_id: str, *, version: int) -> None:
    """Build the agenda anew from what is known now, round what somebody has placed.

    Raises PortfolioError once the review is started, ConflictError as ``save_version``.
    """
    at, made = ids.now(), defaultdict[str, str](ids.new_id)

    def work(connection: Connection, person: Person) -> Result[None]:
        row = not_started(connection, review_id)
        values = {"prepared_at": at, "prepared_by": person.name}
        before = save_version(connection, reviews, review_id, version, values)
        held_on = date.fromisoformat(row["held_on"])
        building.build(connection, review_id, row["code"], held_on, row["minutes"], made)
        return Result(before=before, after=values, answer=None)

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
    meeting = slot.columns(title, held_on, starts_at, place)
    slot.require_minutes(minutes)

    def work(connection: Connection, _person: Person) -> Result[None]:
        row = not_started(connection, review_id)
        if row["held_on"] != meeting["held_on"]:
            slot.require_ahead(held_on, day)
            slot.require_no_meeting(connection, row["body_party_id"], held_on)
        now = meeting | {"minutes": minutes}
        was = {name: row[name] for name in now}
        if was == now:
            return Result(answer=None, changed=False)
        save_version(connection, reviews, review_id, version, {"minutes": minutes})
        slot.change(connection, row["meeting_id"], meeting)
        building.build(connection, review_id, row["code"], held_on, minutes, made)
        return Result(before=was, after=now, answer=None)

    perform(who, deed("review.changed", review_id), work)


def call_off(who: Who, review_id: str, reason: str, *, version: int) -> None:
    """Call a review off that has not been started: its meeting is set aside with the reason.

    Raises PortfolioError without a reason or once it is started.
    """
    at, said = ids.now(), text_input.words(reason)
    if not said:
        raise PortfolioError("Write why the review is called off, so that others can see it.")

    def work(connection: Connection, _person: Person) -> Result[None]:
        row = not_started(connection, review_id)
        save_version(connection, reviews, review_id, version, {})
        values = {"withdrawn_at": at, "withdrawn_reason": said}
        slot.change(connection, row["meeting_id"], values)
        return Result(before=dict.fromkeys(values), after=values, answer=None)

    perform(who, deed("review.called_off", review_id, reason=said), work)


def deed(name: str, review_id: str | None, *, reason: str | None = None) -> Deed:
    """What is logged of a change to a review's plan."""
    return Deed(Action.PLAN_REVIEWS, name, "reviews", review_id, reason=reason)


def not_closed(connection: Connection, review_id: str) -> Row:
    """The review and its meeting, locked; ``code`` is its portfolio's.

    Raises PortfolioError if it is closed or called off.
    """
    chosen = (
        sa.select(
            reviews,
            meetings.c.body_party_id,
            meetings.c.held_on,
            meetings.c.title,
            meetings.c.starts_at,
            meetings.c.place,
            _code().label("code"),
        )
        .select_from(reviews.join(meetings, meetings.c.id == reviews.c.meeting_id))
        .where(reviews.c.id == review_id)
        .with_for_update(of=reviews)
    )
    row = connection.execute(chosen).mappings().one_or_none()
    if row is None:
        raise PortfolioError("The review has been called off. Reload the page.")
    if row["closed_at"] is not None:
        raise PortfolioError(
            "The review is closed, so its agenda stands as it was. Reload the page."
        )
    return dict(row)


def not_started(connection: Connection, review_id: str) -> Row:
    """As :func:`not_closed`; raises PortfolioError once the review is started, too."""
    row = not_closed(connection, review_id)
    if row["started_at"] is not None:
        raise PortfolioError(
            "The review has begun, so its agenda is not built anew. Add or move"
            " single items instead."
        )
    return row


def _code() -> sa.ScalarSelect[str]:
    mine = sa.select(portfolios.c.code).where(portfolios.c.id == reviews.c.portfolio_id)
    return mine.correlate(reviews).scalar_subquery()
