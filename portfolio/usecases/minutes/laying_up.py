"""A reading is laid up for review: its text is kept, and each find waits for somebody's word.

``result`` is the JSON object of ``import-minutes`` (docs/minutes.md).
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import signs
from portfolio.domain.finds import DocumentKind, FindKind, FindState, ReadingState, mark
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.importers.minutes import messages
from portfolio.language import N_, _
from portfolio.store import changes, ids
from portfolio.store.schema import minutes_finds, minutes_readings, sources
from portfolio.usecases.minutes import named as named_proposals
from portfolio.usecases.minutes import recognised, typed
from portfolio.usecases.minutes.making import Keys
from portfolio.usecases.use_case import Deed, Person, Result, Who, perform

_NOTHING = N_("Nothing could be read in the file. Choose another file, or paste the text.")
_OTHER = N_(
    "This does not look like minutes or an agenda, so nothing was kept. If it is one of them all"
    " the same, say so, and have it read again."
)
Read = Mapping[str, Any]


class NotMinutesError(PortfolioError):
    """The reader found no minutes in it; somebody who knows better can say what it is."""


def lay_up(who: Who, portfolio_id: str, result: Read, *, name: str) -> str:
    """Keep a reading of the file ``name``; its id. The same file again is the reading there is.

    Raises PortfolioError, in the reader's own words, for what could not be read, and
    NotMinutesError for what is something else.
    """
    if result["readable"] == "no":
        said = " ".join(map(words_of, result["messages"]))
        raise PortfolioError("{said}", said=said or _(_NOTHING))
    if result["document"] == DocumentKind.OTHER:
        raise NotMinutesError(_OTHER)
    key, at = ids.new_id(), ids.now()
    keys = Keys()
    deed = Deed(Action.EDIT_CONTENT, "minutes_reading.laid_up", "minutes_readings", key)

    def work(connection: Connection, person: Person) -> Result[str]:
        changes.alone(connection)  # of two who read the same file at once, one finds the other's
        sha = result["file"]["sha256"]
        if there := _same_file(connection, portfolio_id, sha):
            return _taken_up_again(connection, there)
        older = _same_meeting(connection, portfolio_id, result["meeting"])
        row = _columns(result, name) | {
            "portfolio_id": portfolio_id,
            "source_id": source_of(connection, sha),
            "replaces_id": older,
            "read_at": at,
            "read_by": person.name,
        }
        connection.execute(sa.insert(minutes_readings).values(id=key, **row))
        rejected = _rejected(connection, portfolio_id)
        finds = [
            _find(find, place, rejected) | {"id": keys.id(f"find:{place}"), "reading_id": key}
            for place, find in enumerate(_finds(connection, portfolio_id, result), 1)
        ]
        recognised.mend(connection, finds, row["source_id"])
        if older is not None:
            recognised.carry_on(connection, finds, older)
        for values in finds:
            connection.execute(sa.insert(minutes_finds).values(values))
        return Result(after={"title": row["title"], "sha256": sha}, answer=key)

    return perform(who, deed, work)


def words_of(message: Mapping[str, str]) -> str:
    """What the reader said of a file, in the language that is spoken; it is printed in Danish."""
    return messages.sentence(message["code"]) or message["text"]


def _same_file(connection: Connection, portfolio_id: str, sha: str) -> dict[str, Any] | None:
    r = minutes_readings.c
    chosen = sa.select(minutes_readings).where(r.portfolio_id == portfolio_id, r.sha256 == sha)
    row = connection.execute(chosen).mappings().first()
    return dict(row) if row else None


def _taken_up_again(connection: Connection, there: dict[str, Any]) -> Result[str]:
    """A reading that was set aside is open again; any other is as it stands."""
    if there["state"] != ReadingState.SET_ASIDE:
        return Result(answer=there["id"], changed=False)
    r, opened = minutes_readings.c, {"state": ReadingState.OPEN.value}
    connection.execute(
        sa.update(minutes_readings)
        .where(r.id == there["id"])
        .values(**opened, version=r.version + 1)
    )
    before = {"state": there["state"]}
    return Result(before=before, after=opened, subject_id=there["id"], answer=there["id"])


def _same_meeting(connection: Connection, portfolio_id: str, meeting: Read) -> str | None:
    """The newest reading of the same body on the same day, unless it was set aside: this is a
    newer version of it.
    """
    if not meeting.get("body") or not meeting.get("date"):
        return None
    r = minutes_readings.c
    stands = (r.portfolio_id == portfolio_id, r.state != ReadingState.SET_ASIDE)
    chosen = sa.select(r.id, r.meeting).where(*stands)
    for row in connection.execute(chosen.order_by(r.read_at.desc())):
        other = json.loads(row.meeting)
        if (other.get("body"), other.get("date")) == (meeting["body"], meeting["date"]):
            return str(row.id)
    return None


def source_of(connection: Connection, sha: str) -> str | None:
    """The source whose file it is, where its facts were in the portfolio before."""
    return connection.execute(sa.select(sources.c.id).where(sources.c.sha256 == sha)).scalar()


def _rejected(connection: Connection, portfolio_id: str) -> set[str]:
    """What somebody has said no to in any reading of the portfolio, by mark."""
    f = minutes_finds.c
    chosen = (
        sa.select(f.mark)
        .join(minutes_readings)
        .where(minutes_readings.c.portfolio_id == portfolio_id, f.state == FindState.REJECTED)
    )
    return set(connection.execute(chosen).scalars())


def _columns(result: Read, name: str) -> dict[str, Any]:
    meeting = result["meeting"]
    return {
        "title": typed.title_of(meeting, name),
        "file_kind": result["file"]["kind"],
        "sha256": result["file"]["sha256"],
        "pages": result["file"].get("pages"),
        "document": result["document"],
        "meeting": signs.packed(meeting),
        "items": signs.packed(result["items"]),
        "messages": signs.packed(result["messages"]),
        "lines": signs.packed(_open_lines(result)),
        "line_pages": signs.packed(pages) if (pages := result.get("line_pages")) else None,
        "state": ReadingState.OPEN.value,
    }


def _closed_lines(result: Read) -> set[int]:
    """Numbers of the lines of closed items: the reader has emptied them; here it is seen to."""
    closed = [item for item in result["items"] if item["closed"] and item.get("line_from")]
    return {n for one in closed for n in range(one["line_from"], one["line_to"] + 1)}


def _open_lines(result: Read) -> list[str]:
    shut = _closed_lines(result)
    return [
        line if n not in shut or _says_only_closed(line) else ""
        for n, line in enumerate(result["lines"], 1)
    ]


def _says_only_closed(line: str) -> bool:
    return not line.strip() or line.strip().endswith("Lukket")


def _finds(connection: Connection, portfolio_id: str, result: Read) -> Iterator[Read]:
    """What was found outside closed items, and after an item's heading the proposals it names."""
    shut, named = (
        _closed_lines(result),
        list(named_proposals.finds(connection, portfolio_id, result)),
    )
    for find in result["finds"]:
        heads = find["kind"] == FindKind.AGENDA_ITEM
        if heads or find["line_from"] not in shut:
            yield find
        if heads:
            yield from (one for one in named if one["item"] == find["item"])


def _find(find: Read, place: int, rejected: set[str]) -> dict[str, Any]:
    said = mark(find["kind"], find.get("item"), find["value"])
    state = FindState.REJECTED if said in rejected else FindState.OPEN
    return {
        "position": place,
        "kind": find["kind"],
        "item": find.get("item"),
        "value": signs.packed(find["value"]),
        "quote": find["quote"],
        "line_from": find["line_from"],
        "line_to": find["line_to"],
        "certainty": find["certainty"],
        "action": find["action"],
        "subject": find.get("subject"),
        "changes": signs.packed(find.get("changes") or []),
        "mark": said,
        "state": state.value,
    }
