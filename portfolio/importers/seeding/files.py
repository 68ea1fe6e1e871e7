"""Read seed/*.toml into records, or say which file and line is wrong and what is expected."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portfolio import signs
from portfolio.errors import PortfolioError
from portfolio.importers.seeding import values as seeding_values
from portfolio.importers.seeding.values import SeedError

DEFAULT_SOURCE = "referat-2022-04-04"


@dataclass(frozen=True)
class Citation:
    """Where in a source a fact stands: first and last line, counted from 1."""

    source: str
    item: int | None
    line_from: int
    line_to: int
    certainty: str
    field: str | None
    says: tuple[str, ...]
    note: str | None
    line: int


@dataclass(frozen=True)
class Record:
    """One row to be: its place in the files, its key, its values by field name."""

    file: str
    line: int
    table: str
    key: str
    values: dict[str, Any]
    citations: tuple[Citation, ...]
    about: tuple[str, ...] = ()

    def wrong(self, message: str, **values: object) -> PortfolioError:
        """The error of this record: file and line before the sentence."""
        return SeedError(self.file, self.line, message, **values)


def read_seed(folder: Path) -> list[Record]:
    """All records of a folder, checked for shape. Raises PortfolioError at the first fault."""
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise PortfolioError(
            "There are no seed files (*.toml) in {folder}. Name a folder that has some.",
            folder=folder,
        )
    return [record for file in files for record in _records(file)]


def _records(path: Path) -> list[Record]:
    text = _text(path)
    try:
        sections = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise SeedError(
            path.name, line, "this is not valid TOML ({detail}).", detail=str(error)
        ) from None
    places = _Places(text)
    return [
        _record(path.name, places.lines(name), index, name, entry)
        for name, entries in sections.items()
        for index, entry in enumerate(seeding_values.entries(path.name, places, name, entries))
    ]


def _text(path: Path) -> str:
    try:
        return signs.normalised(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise SeedError(path.name, 1, "the file must be saved as UTF-8 text.") from None


class _Places:
    """Where the ``[[sections]]`` of a file stand: tomllib itself forgets the lines."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()

    def lines(self, section: str) -> list[int]:
        pattern = re.compile(rf"^\s*\[+\s*{re.escape(section)}\s*\]+")
        found = [n for n, line in enumerate(self._lines, 1) if pattern.match(line)]
        return found or [1]

    def field(self, start: int, name: str) -> int:
        """The line of a field of the record that starts at ``start``; else the record's own."""
        for number in range(start, len(self._lines)):
            if self._lines[number].lstrip().startswith("[["):
                break
            if re.match(rf"\s*{re.escape(name)}\s*=", self._lines[number]):
                return number + 1
        return start


def _record(file: str, lines: list[int], index: int, table: str, entry: dict[str, Any]) -> Record:
    line = lines[min(index, len(lines) - 1)]
    values = dict(entry)
    cites = values.pop("cite", [])
    about = tuple(values.pop("about", []))
    source = values.pop("source", DEFAULT_SOURCE) if table != "citations" else DEFAULT_SOURCE
    key = str(values.pop("key", "") or values.get("number", "") or f"{file}:{line}")
    seeding_values.check(file, line, table, values)
    citations = tuple(_citation(file, line, cite, source) for cite in cites)
    return Record(file, line, table, key, values, citations, about)


def _citation(file: str, line: int, cite: dict[str, Any], source: str) -> Citation:
    first, last = seeding_values.line_span(file, line, cite.get("lines"))
    seeding_values.check_citation(file, line, cite)
    return Citation(
        source=cite.get("source", source),
        item=cite.get("item"),
        line_from=first,
        line_to=last,
        certainty=cite["certainty"],
        field=cite.get("field"),
        says=tuple(cite.get("says", ())),
        note=cite.get("note"),
        line=line,
    )
