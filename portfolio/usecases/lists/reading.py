"""A file as a list: how it was read before, what has been chosen since, and what is guessed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from portfolio import store
from portfolio.domain.clock import today
from portfolio.domain.lists.choice import Choice, unpacked
from portfolio.domain.lists.entry import Reading
from portfolio.domain.lists.table import Book
from portfolio.importers.lists import files, layout
from portfolio.importers.lists import reading as importer
from portfolio.importers.lists.status_day import undated
from portfolio.queries.lists import here, imports
from portfolio.queries.lists.imports import Import

T = TypeVar("T")
_ALIKE = 0.5  # of the headings, before a list is taken for the one of last month


def read(name: str, content: bytes, portfolio: str | None, choice: Choice) -> Reading:
    """The list of a file, for a portfolio (its code) or a new one.

    What was chosen for this list last time holds, unless ``choice`` says otherwise. Raises
    PortfolioError when the file cannot be read, or holds no list.
    """
    with store.reading() as connection:
        known = tuple(one for party in here.parties(connection) for one in party.names)
        earlier = imports.standing(connection, portfolio=portfolio) if portfolio else ()
    headers = _headers(name, content, choice.sheet, choice.header_line)
    last = same_list(earlier, headers)
    full = choice if last is None else over(unpacked(last.choice), choice, headers)
    return _reading(name, content, json.dumps(full.packed(), sort_keys=True), known, today())


def same_list(earlier: Sequence[Import], headers: Sequence[str]) -> Import | None:
    """The latest of the imports that is the same list a while ago, by its headings."""
    ours = set(map(undated, headers))
    for one in earlier:
        theirs = set(map(undated, one.columns))
        if len(ours & theirs) >= _ALIKE * max(len(ours), len(theirs)):
            return one
    return None


def over(remembered: Choice, chosen: Choice, headers: Sequence[str] = ()) -> Choice:
    """What is remembered with what is chosen now on top. The headings' row is found anew.

    "Status pr. 1. maj" of the ``headers`` is what "Status pr. 1. april" was.
    """
    earlier = {undated(header): header for header in reversed(list(remembered.columns))}

    def known(some: Mapping[str, T]) -> dict[str, T]:
        moved = {one: earlier.get(undated(one), one) for one in headers if one not in some}
        return {**some, **{new: some[old] for new, old in moved.items() if old in some}}

    return replace(
        chosen,
        sheet=chosen.sheet or remembered.sheet,
        headings=chosen.headings if chosen.headings != Choice().headings else remembered.headings,
        with_hidden=chosen.with_hidden and remembered.with_hidden,
        columns={**known(remembered.columns), **chosen.columns},
        units={**known(remembered.units), **chosen.units},
        kinds={**known(remembered.kinds), **chosen.kinds},
        words=_both(remembered.words, chosen.words),
        parties={**remembered.parties, **chosen.parties},
        stage=chosen.stage or remembered.stage,
    )


def _both(
    one: Mapping[str, Mapping[str, str]], other: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    return {name: {**one.get(name, {}), **other.get(name, {})} for name in {*one, *other}}


@lru_cache(maxsize=4)  # a page asks again at every click
def _book(name: str, content: bytes) -> Book:
    return files.read(name, content)


@lru_cache(maxsize=4)
def _headers(
    name: str, content: bytes, sheet: str | None, header_line: int | None
) -> tuple[str, ...]:
    table = layout.read(_book(name, content), Choice(sheet=sheet, header_line=header_line))
    return tuple(column.header for column in table.columns)


@lru_cache(maxsize=4)
def _reading(
    name: str, content: bytes, choice: str, parties: tuple[str, ...], day: date
) -> Reading:
    chosen = unpacked(json.loads(choice))
    return importer.read(_book(name, content), chosen, today=day, parties=parties)
