"""The sections of an open item, and which of them holds what this body decided at this meeting."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from portfolio.importers.minutes import wording
from portfolio.importers.minutes.headings import Heading, heading, joined
from portfolio.importers.minutes.items import Item
from portfolio.importers.minutes.outline import Outline
from portfolio.importers.minutes.passages import Numbered
from portfolio.importers.minutes.reading.source import Line


@dataclass(frozen=True)
class Section:
    """``start`` to before ``end`` are indices of lines, the heading's included; ``text``: where
    the words under it begin, ``rest``: the column they begin at on the heading's own line."""

    heading: str
    kind: str
    start: int
    end: int
    text: int
    column: int = 0
    body: str | None = None
    day: date | None = None
    within: str = ""  # the kind of the section it is told in

    def lines(self, found: Outline) -> list[Numbered]:
        """The words under the heading, by line."""
        below = numbered(found, self.text, self.end)
        if not self.column:
            return below
        own = found.lines[self.start].text
        return [Numbered(self.start + 1, " " * self.column + own[self.column :]), *below]


def numbered(found: Outline, start: int, end: int) -> list[Numbered]:
    """Lines with their numbers, without those of the page."""
    return [
        Numbered(index + 1, found.lines[index].text)
        for index in range(start, end)
        if index not in found.noise
    ]


def sections(one: Item, found: Outline) -> list[Section]:
    """The sections in their order; what stands above the first heading is in none."""
    made: list[Section] = []
    index = one.body
    while index < one.end:
        line = found.lines[index]
        if index not in found.noise and (told := _heading(found.lines, index, one.end)):
            said, lines = told
            column = line.text.rstrip().rfind(said.rest) if said.rest else 0
            if made:
                made[-1] = replace(made[-1], end=index)
            made.append(
                Section(
                    said.text, said.kind, index, one.end, index + lines, column, said.body, said.day
                )
            )
            index += lines
        else:
            index += 1
    return _told_within(_merged(made))


def _heading(lines: Sequence[Line], index: int, end: int) -> tuple[Heading, int] | None:
    alone = heading(lines[index])
    goes_on = index + 1 < end and lines[index + 1].text.strip()
    both = joined(lines[index], lines[index + 1]) if goes_on else None
    if both and not (alone and alone.day and alone.body):
        return both, 2
    return (alone, 1) if alone else None


def _merged(made: list[Section]) -> list[Section]:
    """A heading said twice in a row is one."""
    kept: list[Section] = []
    for one in made:
        if (
            kept
            and kept[-1].kind == one.kind
            and wording.folded(kept[-1].heading) == wording.folded(one.heading)
            and kept[-1].end == one.start
            and one.start - kept[-1].text <= 2
            and not kept[-1].column
        ):
            kept[-1] = replace(kept[-1], end=one.end, text=one.text, column=one.column)
        else:
            kept.append(one)
    return kept


def _told_within(made: list[Section]) -> list[Section]:
    """Decisions under the heading of a history are told in it, until another heading."""
    kept, history = [], False
    for one in made:
        if one.kind == "history":
            history = True
        elif one.kind != "decision" or (one.body is None and one.day is None and history):
            history = False
        kept.append(replace(one, within="history") if history and one.kind == "decision" else one)
    return kept


def own_decision(made: Sequence[Section], body: str | None, day: date | None) -> Section | None:
    """The section of this body's decision at this meeting; None where all are of others."""
    mine = [one for one in made if one.kind == "decision" and _is_ours(one, body, day)]
    if day is None and len({one.day for one in mine}) > 1:
        return max((one for one in mine if one.day), key=lambda one: one.day or date.min)
    here = [one for one in mine if not one.within]
    if here:  # what was said may stand under "Referat", above what was decided
        said = [one for one in here if "referat" not in wording.folded(one.heading)]
        return said[0] if said and not here[0].day else here[0]
    return mine[-1] if mine and mine[-1].body and mine[-1].day else None


def _is_ours(one: Section, body: str | None, day: date | None) -> bool:
    if one.day and day and one.day != day:
        return False
    return not (one.body and body) or same_body(one.body, body)


def same_body(one: str, other: str) -> bool:
    """Whether two names are of one body: "Direktionen" and "direktionens", "Økonomiudvalget" and
    "Økonomiudvalg"."""
    first, second = _stem(one), _stem(other)
    return first == second or first.startswith(second) or second.startswith(first)


def _stem(name: str) -> str:
    plain = wording.folded(name).replace("&", "og").replace("-", " ")
    words = [
        word.removesuffix("s") if word.endswith(("ns", "ts")) else word for word in plain.split()
    ]
    words = [
        word.removesuffix("et").removesuffix("en") if len(word) > 6 else word for word in words
    ]
    return " ".join(words)
