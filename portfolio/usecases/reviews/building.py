"""The agenda that builds itself: what the rules give, stored round what somebody has placed.

Open this when a built agenda is stored wrongly; the rules are :mod:`portfolio.domain.agenda`.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import language
from portfolio.domain import agenda
from portfolio.domain.attention import Reason
from portfolio.domain.clock import today
from portfolio.domain.model import ItemOrigin, Placement
from portfolio.queries.reviews import agenda as review_agenda
from portfolio.reports.requests import sentences
from portfolio.store.schema import meetings, parties, review_items, reviews

Row = Mapping[Any, Any]

_CAME_BACK = {Reason.RETURNED, Reason.REVIEW_DUE}


def items_of(connection: Connection, review_id: str) -> list[dict[str, Any]]:
    """The items as they stand: talked about, taken note of, dropped; each in their order."""
    i = review_items.c
    found = connection.execute(sa.select(review_items).where(i.review_id == review_id)).mappings()
    places = list(Placement)
    rows = [dict(row) for row in found]
    return sorted(rows, key=lambda row: (places.index(row["placement"]), row["position"]))


def build(
    connection: Connection,
    review_id: str,
    portfolio: str | None,
    held_on: date,
    minutes: int,
    made: defaultdict[str, str],
) -> None:
    """Store the agenda that the rules give, round the items somebody has placed."""
    before = items_of(connection, review_id)
    found = review_agenda.candidates(
        connection,
        portfolio=portfolio,
        as_of=held_on,
        today=today(),
        body=body_of(connection, review_id),
    )
    told = {one.key: one for one in found}
    lines = agenda.rebuilt(_kept(before), found, minutes)
    stored = {_key(row): row for row in before}
    for position, line in enumerate(lines, start=1):
        reasons = told[line.key].reasons if line.key in told else ()
        row = {
            "position": position,
            "placement": str(line.placement),
            "minutes": line.minutes,
            "reasons": json.dumps(reasons),
        }
        if line.key in stored:
            _change(connection, stored[line.key], row)
        else:
            _add(connection, made[line.key], review_id, row | _subject(told[line.key]))
    gone = stored.keys() - {line.key for line in lines}
    for position, key in enumerate(sorted(gone), start=len(lines) + 1):
        row = {"position": position, "placement": str(Placement.DROPPED), "reasons": "[]"}
        _change(connection, stored[key], row)


def _kept(items: Sequence[Row]) -> list[agenda.PlacedLine]:
    kept, places = [], defaultdict[str, int](int)
    for row in items:
        place = places[row["placement"]]
        places[row["placement"]] += 1
        if row["by_hand"]:
            line = agenda.Line(_key(row), Placement(row["placement"]), row["minutes"])
            kept.append(agenda.PlacedLine(line, place))
    return kept


def body_of(connection: Connection, review_id: str) -> str:
    """The code of whom the review is held by."""
    joined = reviews.join(meetings, meetings.c.id == reviews.c.meeting_id).join(
        parties, parties.c.id == meetings.c.body_party_id
    )
    chosen = sa.select(parties.c.code).select_from(joined).where(reviews.c.id == review_id)
    return str(connection.execute(chosen).scalar_one())


def _subject(one: agenda.Candidate) -> dict[str, Any]:
    """What an item is about: a proposal, or a question that stands for itself."""
    if one.whole is None:
        return {"proposal_id": one.key}
    with language.speaking("da"):  # the record is Danish, whoever plans
        return {"request_key": one.key, "title": sentences.question(one.whole)}


def _change(connection: Connection, was: Row, row: dict[str, Any]) -> None:
    if any(was[name] != value for name, value in row.items()):
        change = sa.update(review_items).where(review_items.c.id == was["id"])
        connection.execute(change.values(row | {"version": was["version"] + 1}))


def _add(connection: Connection, item_id: str, review_id: str, row: dict[str, Any]) -> None:
    came_back = _CAME_BACK & {Reason(code) for code in json.loads(row["reasons"])}
    origin = ItemOrigin.RETURNED if came_back else ItemOrigin.SUGGESTED
    connection.execute(
        sa.insert(review_items).values(id=item_id, review_id=review_id, origin=origin, **row)
    )


def _key(row: Row) -> str:
    return str(row["proposal_id"] or row["request_key"] or row["id"])
