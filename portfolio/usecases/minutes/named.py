"""The proposals of the portfolio that an item names by their titles: what is decided under it is
about them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.finds import FindAction, FindCertainty, FindKind
from portfolio.store.live import purposes
from portfolio.store.schema import aliases, proposals

Read = Mapping[str, Any]
_FEWEST = 12  # letters of a title of at least two words: shorter ones are said of other things


def finds(connection: Connection, portfolio_id: str, result: Read) -> Iterator[dict[str, Any]]:
    """A find for each proposal that an open item names, and that was not found there before."""
    names = _names(connection, portfolio_id)
    found = {
        (find.get("item"), number)
        for find in result["finds"]
        if find["kind"] == FindKind.PROPOSAL and (number := find["value"].get("number"))
    }
    for item in result["items"]:
        if item["closed"] or not item.get("line_from"):
            continue
        every = list(_in_item(names, item, result["lines"]))
        # Where the title names one, what the text names besides is not what is decided about.
        titled = any(one.pattern.search(str(item["title"])) for one, *_ in every)
        for one, match, first, last in every:
            number = one.row.number
            is_about = not titled or one.pattern.search(str(item["title"]))
            sure = FindCertainty.SURE if is_about else FindCertainty.LIKELY
            if (item["number"], number) not in found:
                found.add((item["number"], number))
                yield _find(one.row, item["number"], match, first, last) | {"certainty": sure.value}


@dataclass(frozen=True)
class _Named:
    """A proposal, and how one of its titles is known in a text."""

    row: Any
    pattern: re.Pattern[str]


def _names(connection: Connection, portfolio_id: str) -> list[_Named]:
    """The proposals by each of their titles, the longest first."""
    p, u, a = proposals.c, purposes.c, aliases.c
    chosen = sa.select(p.id, p.number, p.title, u.number.label("purpose")).join_from(
        proposals, purposes, p.purpose_id == u.id
    )
    rows = list(connection.execute(chosen.where(u.portfolio_id == portfolio_id)))
    others: dict[str, list[str]] = {}
    of_proposals = sa.select(a.subject_id, a.alias).where(a.subject_table == "proposals")
    for subject, alias in connection.execute(of_proposals):
        others.setdefault(subject, []).append(alias)
    titles = [(row, title) for row in rows for title in (row.title, *others.get(row.id, ()))]
    titles.sort(key=lambda one: -len(one[1]))
    return [_Named(row, pattern) for row, title in titles if (pattern := _pattern(title))]


def _pattern(title: str) -> re.Pattern[str] | None:
    words = re.findall(r"\w+", title)
    if len(words) < 2 or sum(map(len, words)) < _FEWEST:
        return None
    said = r"[\W_]{1,4}".join(map(re.escape, words))
    return re.compile(rf"(?<!\w){said}(?!\w)", re.I)


def _in_item(
    names: Sequence[_Named], item: Read, lines: Sequence[str]
) -> Iterator[tuple[_Named, str, int, int]]:
    """Each proposal that is named, with the words and their first and last line."""
    begin = int(item["line_from"])
    some = lines[begin - 1 : item["line_to"]]
    text, ends = "\n".join(some), list(accumulate(len(line) + 1 for line in some))

    def line(place: int) -> int:
        return begin + next(n for n, end in enumerate(ends) if place < end)

    for one in names:
        if match := one.pattern.search(text):
            text = f"{text[: match.start()]}{' ' * len(match[0])}{text[match.end() :]}"
            yield one, " ".join(match[0].split()), line(match.start()), line(match.end() - 1)


def _find(row: Any, item: str | None, quote: str, first: int, last: int) -> dict[str, Any]:  # noqa: ANN401
    value = {"number": row.number, "title": row.title, "purpose": row.purpose, "other_titles": []}
    return {
        "kind": FindKind.PROPOSAL.value,
        "item": item,
        "value": value,
        "quote": quote,
        "line_from": first,
        "line_to": last,
        "action": FindAction.KNOWN.value,
        "subject": f"proposals/{row.id}",
    }
