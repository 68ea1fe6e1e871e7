"""What proves a fact: the citations and the sources users gave, and the words of their marks.

A template puts them behind the fact with ``parts.sources``; a mark opens the source's dialog
(``?kilde=…``, :mod:`portfolio.ui.sources`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from portfolio import labels, language
from portfolio.domain import clock
from portfolio.language import _
from portfolio.queries import sources
from portfolio.screens.addresses import SOURCES
from portfolio.screens.drawing import Link, Read, To

Row = Mapping[Any, Any]
LIST = "list"  # the kind of a source whose lines are rows
#: By the id of what is proved.
Cited = Mapping[object, list[dict[Any, Any]]]


def cited(read: Read, table: str, ids: Iterable[object]) -> Cited:
    """Everything that proves some rows of a table."""
    asked: dict[str, Any] = {"table": table, "ids": tuple(str(id) for id in ids)}
    found: Cited = defaultdict(list)
    for row in read(sources.citations_of, **asked).to_dict("records"):
        found[row["subject_id"]].append(row)
    for row in read(sources.given_for, **asked).to_dict("records"):
        # A form's field is a column, a citation's is called as in the seed files.
        field = row["field"] and row["field"].removesuffix("_id")
        found[row["subject_id"]].append({**row, "field": field})
    return found


class Marks:
    """The marks of what stands on a page of the program; ``asked``: what its address asks for."""

    def __init__(
        self, found: Iterable[Cited], to: To, page: str, asked: Mapping[str, object]
    ) -> None:
        self._found = {id: rows for one in found for id, rows in one.items()}
        self._to, self._page, self._asked = to, page, asked

    def of(self, id: object, *fields: str | None) -> tuple[Link, ...]:
        """Of a row, or only of some of its fields; a row alone stands with no field."""
        return tuple(
            Link(words(row), self._to(self._page, **self._asked, kilde=row["id"]))
            for row in self._found.get(id, ())
            if not fields or row["field"] in fields
        )

    def hedged(self, said: str, id: object, field: str) -> str:
        """A figure, and that it is worked out or assumed where nothing surer proves it."""
        cited = [row for row in self._found.get(id, ()) if row["field"] == field]
        weakest = min((row["certainty"] for row in cited if "certainty" in row), default=None)
        is_told = any("source" in row or row["changed"] for row in cited)
        return labels.hedged(said, None if is_told else weakest)


def switch(to: To, page: str, asked: Mapping[str, object], is_on: bool) -> Link:
    """The way to the same page with all its sources, or without them."""
    words = _("Hide the sources") if is_on else _("Show the sources")
    return Link(words, to(page, **{**asked, SOURCES: "" if is_on else "ja"}))


def words(row: Row) -> str:
    """The item and the lines of the minutes, or the day somebody told it."""
    if "source" in row:
        return _("told {day}", day=language.short_date(clock.day(row["added_at"])))
    said = lines(row)
    if row["item"] is not None:
        said = _("item {item}, {lines}", item=row["item"], lines=said)
    if row["changed"]:
        return said + ", " + _("typed over since")
    return labels.hedged(said, row["certainty"])


def lines(row: Row) -> str:
    """``l. 273`` or ``l. 273-279``, as the minutes are counted; of a list its row."""
    first, last = row["line_from"], row["line_to"]
    if row["kind"] == LIST:
        return _("row {number} of the list", number=first)
    return _("l. {lines}", lines=first if first == last else f"{first}-{last}")
