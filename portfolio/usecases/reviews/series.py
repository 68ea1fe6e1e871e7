"""Reviews that come again: planned in one act, and called off as one while nothing is on them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from portfolio.domain.clock import today
from portfolio.errors import PortfolioError
from portfolio.queries.reviews import series as series_queries
from portfolio.store import ids
from portfolio.usecases import text_input
from portfolio.usecases.reviews import making, planning, slot
from portfolio.usecases.reviews.making import Plan
from portfolio.usecases.reviews.open_review import Line
from portfolio.usecases.use_case import Deed, Person, Result, Who, perform


def make_series(
    who: Who,
    *,
    portfolio: str | None,
    titled: Sequence[tuple[date, str]],
    body_party_id: str,
    starts_at: str | None = None,
    place: str | None = None,
    minutes: int,
) -> str:
    """Make a review on each of the days, by its title; the first one's id.

    A day that has a review already is left out. Raises PortfolioError as ``planning.make_review``,
    and where every day has one: then nothing is made.
    """
    key, day = ids.new_id(), today()
    slot.require_minutes(minutes)
    plans: list[Plan] = []
    for held_on, title in titled:
        slot.require_ahead(held_on, day)
        meeting = {"body_party_id": body_party_id} | slot.columns(title, held_on, starts_at, place)
        plans.append(Plan(portfolio, meeting, minutes, series=key))
    deeds = [planning.deed("review.made", plan.review_id) for plan in plans]

    def work(connection: Connection, person: Person) -> Result[str]:
        slot.require_body(connection, body_party_id)
        days = [held_on for held_on, _title in titled]
        taken = series_queries.taken(connection, body_party_id=body_party_id, days=days)
        lines: list[Line] = []
        for plan, line in zip(plans, deeds, strict=True):
            held_on = date.fromisoformat(plan.meeting["held_on"])
            if held_on in taken:
                continue
            kept = slot.meeting_of_the_day(connection, body_party_id, held_on)
            lines.append((line, making.make(connection, person, plan, kept)))
        if not lines:
            raise PortfolioError("There is a review on each of these days already.")
        return Result(answer=str(lines[0][1].answer), changed=False, lines=tuple(lines))

    return perform(who, planning.deed("review.made", None), work)


def call_off_series(who: Who, review_id: str, reason: str) -> int:
    """Call off the review and those of its series that nothing is on; how many they were.

    What has begun, has passed, or somebody has placed items on, stays. Raises PortfolioError
    without a reason, and where nothing is left to call off.
    """
    said, at, day = text_input.reason(reason), ids.now(), today()
    deeds: dict[str, Deed] = {}

    def work(connection: Connection, _person: Person) -> Result[int]:
        lines: list[Line] = []
        for one in series_queries.members(connection, review_id=review_id, today=day):
            if one.is_free:
                row = planning.not_started(connection, one.id)
                values = {"withdrawn_at": at, "withdrawn_reason": said}
                slot.change(connection, row["meeting_id"], values)
                done = Result(before=dict.fromkeys(values), after=values, answer=None)
                line = deeds.setdefault(
                    one.id, planning.deed("review.called_off", one.id, reason=said)
                )
                lines.append((line, done))
        if not lines:
            raise PortfolioError(
                "Something is on every review of the series, so none was called off. Call them off"
                " one by one."
            )
        return Result(answer=len(lines), changed=False, lines=tuple(lines))

    return perform(who, planning.deed("review.called_off", review_id, reason=said), work)
