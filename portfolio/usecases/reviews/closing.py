"""Closing a review: what is left is recorded, all proposals are photographed, and it is locked.

After that every proposal that was talked about or taken note of shows a decision on its page. What
was not reached is one line of the record and no decision of any proposal's: it comes back by its
own facts.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import language
from portfolio.domain.model import DecisionOutcome, Placement
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.store import ids, live
from portfolio.store.schema import portfolios, proposals, review_items, reviews
from portfolio.usecases import text_input
from portfolio.usecases.reviews import (
    concerned,
    effects,
    holding,
    minutes_rows,
    open_review,
    sitting,
    snapshots,
)
from portfolio.usecases.reviews.effects import Effects
from portfolio.usecases.reviews.journal import Made
from portfolio.usecases.reviews.open_review import Line, Row, Rows
from portfolio.usecases.use_case import Deed, Person, Result, Who, perform

#: What the record says of items nobody wrote a decision for. It is Danish, whoever closes.
NOTED_TITLE = "Taget til efterretning"
NOTED = "Taget til efterretning uden drøftelse."
NOTED_VALUES = {"decision": NOTED, "outcome": DecisionOutcome.NOTED.value, "differs": 0}
NOT_REACHED_TITLE = "Ikke nået"
#: What can be said of an item that nobody decided on; the first is what it means to say nothing.
REST = (DecisionOutcome.NOT_REACHED, DecisionOutcome.POSTPONED, DecisionOutcome.NOTED)


@dataclass(frozen=True)
class Postponing:
    """Who puts off, till when by item, and on which day that is said."""

    person: Person
    until: Mapping[str, date | None]
    today: date


_NEVER: Mapping[str, date | None] = MappingProxyType({})


def close_review(
    who: Who,
    review_id: str,
    rest: Mapping[str, DecisionOutcome],
    *,
    until: Mapping[str, date | None] = _NEVER,
    today: date,
    note: str | None = None,
    hold_today: bool = False,
) -> None:
    """Close a meeting that has begun. ``rest``: by item without a decision, one of ``REST``;
    ``until``: by item that is postponed, till when. ``hold_today``: as where it begins.

    Raises PortfolioError when it is closed already, has not begun, its day has not come, somebody
    else presents it, an item on the agenda has neither a decision nor a word in ``rest``, or is
    postponed to no later day (the sentence names them); then nothing is stored. A proposal that
    was set aside meanwhile gets no decision.
    """
    rows, pictures = Rows(), defaultdict[str, str](ids.new_id)
    said = {"closed_at": rows.at, "note": text_input.words(note)}
    deed = Deed(Action.DECIDE, "review.closed", "reviews", review_id)

    def work(connection: Connection, person: Person) -> Result[None]:
        review = open_review.lock_review(connection, review_id)
        _require_begun(review)
        holding.require(review, person)
        moved = sitting.settle_day(connection, rows, review, today, hold_today=hold_today)
        items = _items(connection, review_id)
        postponing = Postponing(person, until, today)
        lines = moved + _decide_rest(connection, rows, review, items, rest, postponing)
        snapshots.take(connection, review, pictures, rows.at)
        after: Row = said | {"closed_by": person.name}
        before = {name: review[name] for name in after}
        connection.execute(
            sa.update(reviews)
            .where(reviews.c.id == review_id)
            .values(after | {"version": review["version"] + 1})
        )
        return Result(before=before, after=after, answer=None, lines=tuple(lines))

    perform(who, deed, work)


def _require_begun(review: Row) -> None:
    if review["started_at"] is None:
        raise PortfolioError(
            "The meeting has not begun, so it cannot be closed. Start it, or call it off "
            "on the page Portfolio review."
        )


def _items(connection: Connection, review_id: str) -> list[Row]:
    """What is to get a decision: of those still worked on, in order; ``decided`` says if it has."""
    i, p, d = review_items.c, proposals.c, live.decisions.c
    decided = sa.exists().where(d.agenda_item_id == i.agenda_item_id)
    chosen = (
        sa.select(
            review_items,
            p.number,
            portfolios.c.title.label("portfolio"),
            sa.func.coalesce(p.title, i.title).label("called"),
            decided.correlate(review_items).label("decided"),
        )
        .select_from(review_items.outerjoin(proposals, p.id == i.proposal_id).outerjoin(portfolios))
        .where(i.review_id == review_id, i.placement != Placement.DROPPED)
        .order_by(i.placement, i.position, i.id)
    )
    rows = [dict(row) for row in connection.execute(chosen).mappings()]
    gone = open_review.set_aside_of(
        connection, {row["proposal_id"] for row in rows if row["proposal_id"]}
    )
    return [row for row in rows if row["decided"] or row["proposal_id"] not in gone]


def _decide_rest(
    connection: Connection,
    rows: Rows,
    review: Row,
    items: Sequence[Row],
    rest: Mapping[str, DecisionOutcome],
    postponing: Postponing,
) -> list[Line]:
    waiting = [row for row in items if not row["decided"]]
    talked = [row for row in waiting if row["placement"] == Placement.AGENDA]
    _require_said(talked, rest)
    postponed = [row for row in talked if rest[row["id"]] == DecisionOutcome.POSTPONED]
    # Nobody takes note of a question: one that there was no time for is open as it was.
    unreached = [
        row
        for row in waiting
        if rest.get(row["id"]) == DecisionOutcome.NOT_REACHED
        or (row["placement"] == Placement.NOTED and row["request_key"])
    ]
    noted = [row for row in waiting if row not in postponed and row not in unreached]
    day, lines = str(review["held_on"]), list[Line]()
    said = NOTED_VALUES | {"decided_on": day}
    _require_days(postponed, postponing.until, day)
    for item in postponed:
        lines += _postpone(connection, rows, review, item, postponing, day)
    # A matter of its own has a title to stand under; so has what was decided on and taken back.
    own = [row for row in noted if row["proposal_id"] is None or row["agenda_item_id"]]
    for item in own:
        lines += _alone(connection, rows, review, item, said, [item["proposal_id"]])[1]
    together = [row for row in noted if row not in own]
    lines += _together(connection, rows, review, together, day)
    return lines + _not_reached(connection, rows, review, unreached, day)


def _require_said(talked: Sequence[Row], rest: Mapping[str, DecisionOutcome]) -> None:
    unsaid = [row["called"] for row in talked if rest.get(row["id"]) not in REST]
    if unsaid:
        raise PortfolioError(
            "Nothing is recorded of: {titles}. Say for each whether it was not reached, is"
            " postponed or taken note of, and close again.",
            titles="; ".join(unsaid),
        )


def _require_days(
    postponed: Sequence[Row], until: Mapping[str, date | None], decided_on: str
) -> None:
    """What is put off is put off to a day; without one it was just not reached."""
    early = [
        row["called"]
        for row in postponed
        if (day := until.get(row["id"])) is None or day.isoformat() <= decided_on
    ]
    if early:
        raise PortfolioError(
            "It lacks till when these are postponed: {titles}. Choose a day after the meeting, and"
            " close again.",
            titles="; ".join(early),
        )


def _postpone(
    connection: Connection,
    rows: Rows,
    review: Row,
    item: Row,
    postponing: Postponing,
    day: str,
) -> list[Line]:
    """Put an item off to a day, and with it what is asked about it alone."""
    until = postponing.until[item["id"]]
    assert until is not None
    with language.speaking("da"):
        said = f"Udsat til {language.long_date(until)}."
    values = {
        "decided_on": day,
        "decision": said,
        "outcome": DecisionOutcome.POSTPONED.value,
        "differs": 0,
        "review_on": until.isoformat(),
    }
    asked = concerned.questions_of(connection, review["id"], item, postponing.today)
    about = concerned.proposals_of(connection, review["id"], item, asked, today=postponing.today)
    decision, lines = _alone(connection, rows, review, item, values, about)
    made = Made(decision["id"], decision["number"], item["proposal_id"], values, postponing.today)
    put_off = effects.carry_out(connection, rows, postponing.person, made, Effects(requests=asked))
    return lines + put_off


def _not_reached(
    connection: Connection, rows: Rows, review: Row, unreached: Sequence[Row], day: str
) -> list[Line]:
    """One line for all that the meeting did not come to. It is tied to none of the proposals, so
    that it counts as no decision of theirs.
    """
    if not unreached:
        return []
    line = minutes_rows.add_item(connection, rows, "not_reached", review, NOT_REACHED_TITLE)
    for item in unreached:
        minutes_rows.point_at(connection, item, line)
    titles = (_named(review, row) for row in unreached)
    values = {
        "decided_on": day,
        "decision": f"Mødet nåede ikke: {'; '.join(titles)}",
        "outcome": DecisionOutcome.NOT_REACHED.value,
        "differs": 0,
    }
    _made, lines = minutes_rows.new_decision(connection, rows, str(line[1].answer), values)
    return [line, *lines]


def _named(review: Row, item: Row) -> str:
    """An item by number and title, and by its portfolio where the review is of several."""
    if not item["number"]:
        return str(item["called"])
    where = f" ({item['portfolio']})" if review["portfolio_id"] is None else ""
    return f"forslag {item['number']} {item['called']}{where}"


def _alone(
    connection: Connection,
    rows: Rows,
    review: Row,
    item: Row,
    values: Row,
    about: Sequence[str | None],
) -> tuple[Row, list[Line]]:
    """An item's own place in the minutes, and the decision nobody had time to write."""
    lines = []
    if item["agenda_item_id"] is None:
        line = minutes_rows.add_item(connection, rows, item["id"], review, item["called"])
        minutes_rows.point_at(connection, item, line)
        lines.append(line)
    made, more = minutes_rows.decision_of(connection, rows, item, values)
    tied = minutes_rows.tie(connection, rows, made, about)
    return made, [*lines, *more, *tied]


def _together(
    connection: Connection, rows: Rows, review: Row, noted: Sequence[Row], day: str
) -> list[Line]:
    """One item in the minutes for all that is taken note of, and one decision about them all."""
    if not noted:
        return []
    line = minutes_rows.add_item(connection, rows, "noted", review, NOTED_TITLE)
    for item in noted:
        minutes_rows.point_at(connection, item, line)
    values = NOTED_VALUES | {"decided_on": day}
    made, lines = minutes_rows.new_decision(connection, rows, str(line[1].answer), values)
    return [
        line,
        *lines,
        *minutes_rows.tie(connection, rows, made, [row["proposal_id"] for row in noted]),
    ]
