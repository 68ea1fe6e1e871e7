"""Does the seed say what the minutes say? Open this to add a check of facts against a source."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise

from portfolio import fuzzy, signs
from portfolio.domain.model import CLOSED_TITLE
from portfolio.importers.seeding.files import DEFAULT_SOURCE, Citation, Record

Records = Sequence[Record]
_CLOSED_FIELDS = {"meeting", "number", "title", "case_number", "closed"}
_AMOUNTS = {"total_amount", "earmarked_amount", "granted_amount"}
_COUNTS = {"recipients", "min_inhabitants", "max_inhabitants"}
_DAYS = {"date", "dated", "held_on", "decided_on", "introduced_on", "happened_on", "outcome_on"}
_CLAIMS = {"co_financing_share", *_AMOUNTS, *_COUNTS, *_DAYS}
#: Names come over from the minutes letter by letter; sentences do not.
_TITLED = {"agenda_items", "attachments", "proposals", "purposes"}
_RUN = 8


@dataclass(frozen=True)
class Problem:
    """One fault: its place, the record it is in, and an English msgid with its values."""

    file: str
    line: int
    record: str
    message: str
    values: dict[str, object] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.record}: {self.message.format(**self.values)}"


@dataclass(frozen=True)
class _Minutes:
    lines: list[str]
    source: str
    held_on: date | None

    @cached_property
    def items(self) -> dict[int | None, range]:
        """The lines of each agenda item; those above the first item belong to None."""
        starts = [1]
        for number, line in enumerate(self.lines, 1):
            if line.startswith(f"Punkt {len(starts)}:"):
                starts.append(number)
        spans = pairwise([*starts, len(self.lines) + 1])
        return {item or None: range(*span) for item, span in enumerate(spans)}

    @cached_property
    def closed(self) -> set[int | None]:
        heads = {item: self.lines[span.start - 1] for item, span in self.items.items() if span}
        return {item for item, head in heads.items() if head == f"Punkt {item}: {CLOSED_TITLE}"}

    @cached_property
    def runs(self) -> set[tuple[str, ...]]:
        return set(_runs("\n".join(self.lines)))

    def text(self, cite: Citation) -> str:
        return "\n".join(self.lines[cite.line_from - 1 : cite.line_to])

    def cites(self, record: Record) -> list[Citation]:
        return [cite for cite in record.citations if cite.source == self.source]


def check(records: Records, lines: list[str], source: str = DEFAULT_SOURCE) -> list[Problem]:
    """Everything in the records that the lines of this source do not bear out."""
    dated = [r.values["dated"] for r in records if (r.table, r.key) == ("sources", source)]
    minutes = _Minutes(lines, source, date.fromisoformat(dated[0]) if dated else None)
    checks = (_citations, _claims, _closed, _sentences)
    return [problem for r in records for one in checks for problem in one(r, minutes)]


def check_copy(records: Records, copy: bytes, source: str = DEFAULT_SOURCE) -> list[Problem]:
    """Warnings: is this the very copy of the source that the records were read from?"""
    lines, digests = len(lines_of(copy)), [hashlib.sha256(one).hexdigest() for one in _same(copy)]
    return [
        _problem(r, "this is another copy: its “{field}” is {found}.", field=name, found=found)
        for r in records
        for name, found in (("line_count", lines), ("sha256", digests[0]))
        if (r.table, r.key) == ("sources", source)
        and r.values.get(name, found) not in (found, *digests)
    ]


def lines_of(copy: bytes) -> list[str]:
    """The lines of a source, however the machine it was saved on writes letters and line ends."""
    return signs.normalised(copy.decode()).splitlines()


def _same(copy: bytes) -> tuple[bytes, bytes, bytes]:
    """The copy, and as it would be if another kind of machine had not saved it anew."""
    plain = "\n".join(lines_of(copy)).encode()
    return copy, plain, plain + b"\n"


def _problem(record: Record, message: str, **values: object) -> Problem:
    return Problem(record.file, record.line, f"{record.table}/{record.key}", message, values)


def _citations(record: Record, minutes: _Minutes) -> Iterator[Problem]:
    if not record.citations:
        yield _problem(record, "the record cites no source. Add a line to “cite”.")
    for cite in minutes.cites(record):
        at, span = f"{cite.line_from}-{cite.line_to}", minutes.items.get(cite.item, range(0))
        if cite.line_from not in span or cite.line_to not in span:
            yield _problem(record, "lines {lines} are not in item {n}.", lines=at, n=cite.item or 0)
        for words in cite.says:
            if _folded(words) not in _folded(minutes.text(cite)):
                yield _problem(record, "lines {lines} do not say “{words}”.", lines=at, words=words)


def _claims(record: Record, minutes: _Minutes) -> Iterator[Problem]:
    for name in sorted(_CLAIMS & record.values.keys()):
        value = record.values[name]
        if not any(
            cite.source != minutes.source or _bears_out(name, value, minutes.text(cite), minutes)
            for cite in record.citations
            if cite.field == name
        ):
            yield _problem(
                record,
                "“{field}” is {value}, but no lines cited for it say so.",
                field=name,
                value=value,
            )


def _bears_out(name: str, value: object, text: str, minutes: _Minutes) -> bool:
    wanted, day = str(value), minutes.held_on
    if name in _AMOUNTS:
        return any(found.low == found.high == value for found in fuzzy.find_amounts(text))
    if name == "co_financing_share":
        return any(found.value == value for found in fuzzy.find_shares(text))
    if name in _COUNTS:
        return wanted in re.findall(r"\d+", re.sub(r"(?<=\d)\.(?=\d{3})", "", text))
    found = fuzzy.find_dates(text, day)
    if name != "date":
        return any(one.start.isoformat() == one.end.isoformat() == wanted for one in found)
    # "maj" may stand inside "maj og juni".
    means = fuzzy.find_dates(wanted, day)
    inside = any(a.start <= b.start and b.end <= a.end for a in found for b in means)
    return inside and _folded(wanted) in _folded(text)


def _closed(record: Record, minutes: _Minutes) -> Iterator[Problem]:
    values, cites = record.values, minutes.cites(record)
    item = values.get("number") if record.table == "agenda_items" else None
    if values.get("closed") or (item in minutes.closed):
        allowed = values.get("closed") and values["title"] == CLOSED_TITLE
        if not allowed or values.keys() - _CLOSED_FIELDS or any(cite.note for cite in cites):
            yield _problem(record, "a closed item holds number, case number and title only.")
        return
    named = {f"agenda_items/{values.get('agenda_item')}", values.get("subject"), *record.about}
    shut = {f"agenda_items/{number}" for number in minutes.closed}
    if named & shut or minutes.closed & {cite.item for cite in cites}:
        yield _problem(record, "nothing may be tied to a closed item.")


def _sentences(record: Record, minutes: _Minutes) -> Iterator[Problem]:
    names = {"alias", "title"} if record.table in _TITLED else {"alias"}
    own = [v for name, v in record.values.items() if isinstance(v, str) and name not in names]
    for text in (*own, *(cite.note for cite in record.citations if cite.note)):
        for run in [run for run in _runs(text) if run in minutes.runs][:1]:
            yield _problem(
                record,
                "“{words}” stands so in the source. Use your own words.",
                words=" ".join(run),
            )


def _folded(text: str) -> str:
    return signs.compared(text)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", signs.compared(text))
    return zip(*(words[at:] for at in range(_RUN)), strict=False)
