"""The secretary's hand on an agenda: add, move, drop, take back, minutes.

What is placed here stays where it is when the agenda is built anew. Allowed until the review is
closed: a meeting may take up what nobody had thought of.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import agenda
from portfolio.domain.model import ENDED, ItemOrigin, Placement
from portfolio.domain.permissions import Action
from portfolio.errors import ConflictError, PortfolioError
from portfolio.language import N_
from portfolio.store import ids
from portfolio.store.schema import proposals, review_items, reviews
from portfolio.usecases import text_input
from portfolio.usecases.reviews import building, planning
from portfolio.usecases.use_case import Deed, Person, Result, Who, perform, save_version

Rows = list[dict[str, Any]]
_LONGEST_ITEM = 600  # minutes


def add_item(
    who: Who,
    review_id: str,
    *,
    proposal_id: str | None = None,
    title: str | None = None,
    minutes: int = agenda.MINUTES_BY_HAND,
    version: int,
) -> str:
    """Put a proposal, or a matter of its own with a title, last among what is talked about.

    A proposal that was dropped or taken note of is moved up. The item's id. Raises PortfolioError
    for a proposal that is ended or not the review's, ConflictError as ``save_version``.
    """
    item_id, named = ids.new_id(), text_input.line(title, 1000)
    _require_minutes(minutes)
    if proposal_id is None:
        _require_title(named)

    def change(connection: Connection, rows: Rows, review: planning.Row) -> Result[str]:
        there = next(
            (row for row in rows if proposal_id and row["proposal_id"] == proposal_id), None
        )
        if there is not None:
            return _moved(connection, rows, there, Placement.AGENDA, None, {"minutes": minutes})
        if proposal_id is not None:
            _require_open(connection, review, proposal_id)
        row = {
            "proposal_id": proposal_id,
            "title": None if proposal_id else named,
            "placement": str(Placement.AGENDA),
            "minutes": minutes,
            "origin": str(ItemOrigin.ADDED),
        }
        connection.execute(
            sa.insert(review_items).values(
                id=item_id, review_id=review_id, position=len(rows) + 1, by_hand=1, **row
            )
        )
        _number(connection, building.items_of(connection, review_id))
        return Result(after=row, answer=item_id, subject_id=item_id)

    return _arrange(who, _deed("review_item.added", item_id), review_id, version, change)


def move(who: Who, item_id: str, to: int, *, version: int) -> None:
    """Move an item to a number in its own list, from 1; beyond either end is the end.

    ``version`` is the review's. Raises PortfolioError once it is closed, ConflictError as
    ``save_version``.
    """

    def change(connection: Connection, rows: Rows, row: dict[str, Any]) -> Result[str]:
        return _moved(connection, rows, row, Placement(row["placement"]), to, {})

    _arrange_one(who, "review_item.moved", item_id, version, change)


def put(who: Who, item_id: str, placement: Placement, *, version: int) -> None:
    """Talk about an item, take note of it, or drop it; it comes last there.

    Raises as :func:`move`, and PortfolioError for one that something has been decided on.
    """

    def change(connection: Connection, rows: Rows, row: dict[str, Any]) -> Result[str]:
        if placement is not Placement.AGENDA and row["agenda_item_id"] is not None:
            raise PortfolioError(
                "Something has been decided on this item, so it stays on the agenda."
            )
        return _moved(connection, rows, row, placement, None, {})

    _arrange_one(who, "review_item.placed", item_id, version, change)


def set_minutes(who: Who, item_id: str, minutes: int, *, version: int) -> None:
    """Give an item so many minutes, 0-600. Raises as :func:`move`."""
    _require_minutes(minutes)

    def change(connection: Connection, rows: Rows, row: dict[str, Any]) -> Result[str]:
        place = 1 + [one["id"] for one in _beside(rows, row["placement"])].index(row["id"])
        values = {"minutes": minutes}
        return _moved(connection, rows, row, Placement(row["placement"]), place, values)

    _arrange_one(who, "review_item.timed", item_id, version, change)


def _arrange(
    who: Who,
    deed: Deed,
    review_id: str | None,
    version: int,
    change: Callable[[Connection, Rows, planning.Row], Result[str]],
) -> str:
    """Do something to a review's items, if they are as somebody saw them. None: of the item's."""

    def work(connection: Connection, _person: Person) -> Result[str]:
        found = review_id or _review_of(connection, str(deed.subject_id))
        review = planning.not_closed(connection, found)
        done = change(connection, building.items_of(connection, found), review)
        if done.changed:
            _next_version(connection, found, version)
        return done

    return perform(who, deed, work)


def _arrange_one(
    who: Who,
    name: str,
    item_id: str,
    version: int,
    change: Callable[[Connection, Rows, dict[str, Any]], Result[str]],
) -> None:
    def one(connection: Connection, rows: Rows, _review: planning.Row) -> Result[str]:
        return change(connection, rows, next(row for row in rows if row["id"] == item_id))

    _arrange(who, _deed(name, item_id), None, version, one)


def _deed(name: str, item_id: str) -> Deed:
    return Deed(Action.PLAN_REVIEWS, name, "review_items", item_id)


def _next_version(connection: Connection, review_id: str, version: int) -> None:
    """Raises ConflictError if the agenda is not the one that was seen."""
    try:
        save_version(connection, reviews, review_id, version, {})
    except ConflictError as error:
        raise ConflictError(
            N_(
                "Somebody else has changed the agenda since you opened it. It is shown as it is"
                " now; do it again if it is still needed."
            ),
            theirs=error.theirs,
        ) from error


def _review_of(connection: Connection, item_id: str) -> str:
    i = review_items.c
    found = connection.execute(sa.select(i.review_id).where(i.id == item_id)).scalar_one_or_none()
    if found is None:
        raise PortfolioError("The item is not on the agenda any more. Reload the page.")
    return str(found)


def _beside(rows: Rows, placement: str) -> Rows:
    return [row for row in rows if row["placement"] == placement]


def _moved(
    connection: Connection,
    rows: Rows,
    row: dict[str, Any],
    placement: Placement,
    to: int | None,
    values: dict[str, Any],
) -> Result[str]:
    """Place an item by hand at a number among those of a placement; the last for None."""
    rest = [one for one in rows if one["id"] != row["id"]]
    there = _beside(rest, placement)
    place = len(there) if to is None else max(0, min(to - 1, len(there)))
    there.insert(place, row | values | {"placement": str(placement), "by_hand": 1})
    lists = {name: _beside(rest, name) for name in Placement} | {placement: there}
    order = [one for name in Placement for one in lists[name]]
    position = 1 + [one["id"] for one in order].index(row["id"])
    new = values | {"placement": str(placement), "position": position}
    before = {name: row[name] for name in new}
    if before == new and row["by_hand"]:
        return Result(answer=row["id"], changed=False)
    connection.execute(
        sa.update(review_items)
        .where(review_items.c.id == row["id"])
        .values(new | {"by_hand": 1, "version": row["version"] + 1})
    )
    _number(connection, order)
    differ = [name for name in new if before[name] != new[name]]
    return Result(
        before={name: before[name] for name in differ},
        after={name: new[name] for name in differ},
        subject_id=row["id"],
        answer=row["id"],
    )


def _number(connection: Connection, order: Rows) -> None:
    """Give the items the positions 1, 2, 3 … in this order."""
    for position, row in enumerate(order, start=1):
        if row["position"] != position:
            chosen = sa.update(review_items).where(review_items.c.id == row["id"])
            connection.execute(chosen.values(position=position))


def _require_open(connection: Connection, review: planning.Row, proposal_id: str) -> None:
    p = proposals.c
    chosen = sa.select(p.stage, p.portfolio_id).where(p.id == proposal_id)
    row = connection.execute(chosen).one_or_none()
    if row is None or review["portfolio_id"] not in (None, row.portfolio_id):
        raise PortfolioError("The proposal is not in the portfolio that the review is of.")
    if row.stage in ENDED:
        raise PortfolioError(
            "The proposal is closed or set aside. Take it up again before it is put on the agenda."
        )


def _require_minutes(minutes: int) -> None:
    if not 0 <= minutes <= _LONGEST_ITEM:
        raise PortfolioError("An item takes between 0 and {longest} min.", longest=_LONGEST_ITEM)


def _require_title(title: str | None) -> None:
    if title is None:
        raise PortfolioError("Choose a proposal, or write what the item is about.")
    text_input.title(title)
