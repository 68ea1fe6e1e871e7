"""Minutes taken in: every find that was taken becomes what it says, all of it as one.

What a find stands in comes along: a decision's item, an item's meeting. Nothing is taken in twice:
what the portfolio knows already is cited, not made again.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from portfolio import signs
from portfolio.domain import clock
from portfolio.domain.finds import DocumentKind, FindKind, FindState, ReadingState
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.queries.minutes import readings
from portfolio.store import ids
from portfolio.store.schema import minutes_readings
from portfolio.usecases.minutes import judging, laying_up
from portfolio.usecases.minutes.becoming import Becoming, value_of
from portfolio.usecases.minutes.kinds import TAKE
from portfolio.usecases.minutes.making import Keys, Making, Row
from portfolio.usecases.reviews.open_review import Rows
from portfolio.usecases.use_case import Deed, Person, Result, Who, perform, save_version


def take_in(who: Who, reading_id: str, version: int, *, today: date) -> int:
    """Take in what was taken of a reading; how many finds.

    Raises PortfolioError when nothing was taken, with the find's words where one does not go in,
    and ConflictError when the reading was changed meanwhile. Then nothing is taken in.
    """
    keys, effect_rows, at = Keys(), defaultdict[str, Rows](Rows), ids.now()
    deed = Deed(Action.EDIT_CONTENT, "minutes_reading.taken_in", "minutes_readings", reading_id)

    def work(connection: Connection, person: Person) -> Result[int]:
        reading = judging.require_open(connection, reading_id)
        if readings.newer(connection, reading=reading_id):
            raise PortfolioError(
                "A newer version of these minutes has been read, with the judgements made here."
                " Take that one in, or set it aside first."
            )
        if reading["document"] == DocumentKind.UNSURE:
            raise PortfolioError("Say first whether these are minutes or an agenda.")
        finds = judging.finds_of(connection, reading_id)
        taken = [find for find in finds if find["state"] == FindState.TAKEN]
        if not taken:
            raise PortfolioError("Nothing has been taken yet. Take what is right first.")
        making = _begin(connection, person, keys, reading, finds)
        items = json.loads(reading["items"])
        Becoming(making, finds, items, effect_rows, today, TAKE).all_of(taken)
        values = {
            "state": ReadingState.TAKEN_IN.value,
            "source_id": making.source_id,
            "taken_in_at": at,
            "taken_in_by": person.name,
            "made": signs.packed(making.made),
        }
        save_version(connection, minutes_readings, reading_id, version, values)
        told = {"state": values["state"], "finds": len(taken)}
        before = {"state": reading["state"]}
        return Result(before=before, after=told, answer=len(taken), lines=tuple(making.lines))

    return perform(who, deed, work)


def _begin(
    connection: Connection, person: Person, keys: Keys, reading: Row, finds: Sequence[Row]
) -> Making:
    head = json.loads(reading["meeting"])
    for find in finds:
        if find["kind"] == FindKind.MEETING and find["state"] != FindState.REJECTED:
            head = value_of(find)  # as it was put right
    day = (
        date.fromisoformat(head["date"]) if head.get("date") else clock.day(str(reading["read_at"]))
    )
    # Taken into another portfolio meanwhile, the file is a source already.
    source_id = reading["source_id"] or laying_up.source_of(connection, reading["sha256"])
    making = Making(connection, person, keys, reading, str(source_id or ""), day)
    if not making.source_id:
        source = {
            "code": f"referat-{str(reading['sha256'])[:12]}",
            "title": reading["title"],
            "kind": "minutes",
            "dated": day.isoformat(),
            "line_count": len(json.loads(reading["lines"])),
            "sha256": reading["sha256"],
        }
        making.source_id = making.put("sources", "source", source)
    return making
