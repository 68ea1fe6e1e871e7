"""What is to happen or is due: the days an open item names that are not past."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from portfolio import fuzzy, signs
from portfolio.domain.model import MilestoneKind
from portfolio.fuzzy import FuzzyDate, Precision
from portfolio.importers.minutes import milestone_words as words
from portfolio.importers.minutes import when
from portfolio.importers.minutes.certainty import Certainty
from portfolio.importers.minutes.deeds import is_done
from portfolio.importers.minutes.found import Found
from portfolio.importers.minutes.passages import BULLET, Passage

_LONGEST_TITLE = 160


@dataclass(frozen=True)
class _Told:
    date: FuzzyDate
    title: str
    kind: MilestoneKind
    certainty: Certainty
    passage: Passage
    start: int
    end: int
    weight: int


def milestones(item: str | None, passages: Sequence[Passage], day: date | None) -> list[Found]:
    """What lies ahead of ``day``, once for each date; nothing where that day is unknown."""
    if day is None:
        return []
    found: list[_Told] = []
    for passage in passages:
        for start, end in _pieces(passage):
            found += _in_piece(passage, start, end, day)
    made = []
    for one in _each_once(found):
        value = {"title": one.title, "milestone_kind": one.kind.value, "when": when.told(one.date)}
        made.append(
            Found("milestone", item, value, one.passage.quote(one.start, one.end), one.certainty)
        )
    return made


def _pieces(passage: Passage) -> Iterator[tuple[int, int]]:
    """The row of a table is one piece, everything else goes by sentences."""
    if passage.is_row:
        yield 0, len(passage.text)
    else:
        yield from passage.sentences()


def _in_piece(passage: Passage, start: int, end: int, day: date) -> Iterator[_Told]:
    sentence = passage.text[start:end]
    at = 0
    for found in when.dates(sentence, day):
        place = sentence.find(found.text, at)
        if place < 0:
            continue
        at = place + len(found.text)
        meant = _meant(found, sentence, place, day)
        if meant is None or meant.end < day or not _is_ahead(meant, sentence, place, day, passage):
            continue
        title, leads = _title(sentence, place, at, passage)
        around = sentence[max(0, place - 70) : at + 110]
        kind = _kind(title if leads else around, found.text)
        yield _Told(
            meant,
            title,
            kind,
            _certainty(meant, leads, sentence),
            passage,
            start,
            end,
            _weight(leads, kind, sentence),
        )


def _meant(found: FuzzyDate, sentence: str, place: int, day: date) -> FuzzyDate | None:
    """The date with the year that fits what is told; None: it tells of what has been."""
    if not found.inferred:
        return found
    near = sentence[max(0, place - 90) : place + len(found.text) + 60]
    ahead, behind = words.AHEAD.search(near), words.BEHIND.search(_clause(sentence, place))
    if behind and not words.AHEAD.search(_clause(sentence, place)):
        return None
    if ahead or _leads(sentence, place):
        return when.looked_ahead(found, day)
    return None if behind else found


def _clause(sentence: str, place: int) -> str:
    """The clause a place stands in: between commas and such."""
    begin = max(sentence.rfind(mark, 0, place) for mark in (",", ";", ":", " – ", " hvorefter "))
    ends = [
        end
        for mark in (",", ";", ":", " – ", ". ", ", hvorefter")
        if (end := sentence.find(mark, place)) >= 0
    ]
    return sentence[begin + 1 : min(ends, default=len(sentence))]


def _leads(sentence: str, place: int) -> bool:
    """Whether the date stands first and something is told of it: "- 25. april 2022: Frist …"."""
    lead = BULLET.match(sentence)
    return place <= (lead.end() if lead else 0) + 8


def _is_ahead(found: FuzzyDate, sentence: str, place: int, day: date, passage: Passage) -> bool:
    before, after = sentence[:place], sentence[place + len(found.text) :]
    if (
        words.NAMED.search(before)
        and found.precision in (Precision.YEAR, Precision.SPAN, Precision.SCHOOL_YEAR)
        and not _is_days(found)
    ):
        return False
    if words.AFTER_YEAR.match(after) or words.LAW.search(before):
        return False
    if found.start == found.end == day:
        return bool(words.DEADLINE.search(sentence)) and not words.REFERS.search(before)
    if words.REFERS.search(before) and found.end <= day:
        return False
    if found.precision is Precision.YEAR or (
        found.precision is Precision.SPAN and _is_years(found)
    ):
        return _year_is_ahead(found, sentence, place, passage, day)
    if (
        found.precision
        in (Precision.SEASON, Precision.HALF_YEAR, Precision.SCHOOL_YEAR, Precision.QUARTER)
        and found.start <= day
    ):
        return bool(
            words.DEADLINE.search(_clause(sentence, place)) or _starts_with_limit(found)
        ) or (not found.inferred and bool(words.AHEAD.search(sentence)))
    if (
        found.start <= day <= found.end
        and found.precision is Precision.SPAN
        and not _starts_with_limit(found)
    ):
        return bool(words.AHEAD.search(sentence))
    if found.inferred and not _leads(sentence, place) and passage.is_row:
        return bool(
            words.AHEAD.search(sentence)
            or words.EVENT.search(sentence)
            or words.DECISION.search(sentence)
        )
    return True


def _is_days(found: FuzzyDate) -> bool:
    """A span of days, not of years."""
    return not (
        found.start.month == 1
        and found.start.day == 1
        and found.end.month == 12
        and found.end.day == 31
    )


_YEARS = re.compile(r"(?:\W|[a-zæøå]+\s|(?:19|20)?\d\d)+")


def _is_years(found: FuzzyDate) -> bool:
    """Whether the words name years and nothing smaller: "2022-2025", "frem mod 2030"."""
    return bool(_YEARS.fullmatch(found.text.lower())) and not fuzzy.find_dates(
        re.sub(r"\b(?:19|20)\d\d\b", "", found.text), found.start
    )


def _starts_with_limit(found: FuzzyDate) -> bool:
    return bool(
        re.match(r"(?:inden|før|senest|frem mod|frem til|forud for|efter)\b", found.text, re.I)
    )


def _year_is_ahead(
    found: FuzzyDate, sentence: str, place: int, passage: Passage, day: date
) -> bool:
    """A year alone is most often the name of something; a word must say that it happens then."""
    if passage.is_row or re.fullmatch(r"\W*(?:19|20)\d\d\s*[-–/].*", found.text):
        return False
    before = sentence[:place]
    clause = _clause(sentence, place)
    limit = _starts_with_limit(found)
    lead = limit or re.search(
        r"\b(?:i|fra|inden|senest|i løbet af|til og med|ved udgangen af|mod"
        r"|udgangen af|starten af)\s$",
        before,
        re.I,
    )
    if (
        not lead
        or words.NAMED.search(before)
        or re.search(r"\b(?:budget\w*|regnskab\w*) (?:for|i) $", before, re.I)
    ):
        return False
    if found.start.year <= day.year and not limit:
        return False
    within = limit or before.endswith(("i løbet af ", "udgangen af ", "starten af "))
    if within and is_done(clause):
        return True
    if fuzzy.find_amounts(clause) or re.search(r"\d ?(?:mio|kr|%|pct)", clause):
        return False
    return bool(words.YEAR_HAPPENS.search(clause))


def _title(sentence: str, place: int, at: int, passage: Passage) -> tuple[str, bool]:
    """What is to happen, and whether the date only leads it in, as in a plan."""
    if passage.is_row:
        cells = [cell.strip() for cell in sentence.split("\t")]
        rest = [cell for cell in cells if cell and sentence[place:at].strip() not in cell]
        if rest:
            return _short(max(rest, key=len)), True
    if _leads(sentence, place):
        told = sentence[at:].lstrip(" :.–-\t,)")
        if len(told) > 3:
            return _short(told), bool(re.match(r"\s*[:–\t-]", sentence[at:]))
    head = sentence[:place].rstrip()
    if head.endswith((":", "–", "-")) and len(head) > 4:
        return _short(head.rstrip(" :–-")), True
    return _short(sentence), False


def _short(text: str) -> str:
    lead = BULLET.match(text)
    plain = signs.one_line(text[lead.end() if lead else 0 :])
    if len(plain) <= _LONGEST_TITLE:
        return plain.rstrip(" .")
    return plain[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0] + " …"


def _kind(text: str, written: str) -> MilestoneKind:
    if re.match(r"(?:frem mod|frem til)\b", written, re.I):
        return MilestoneKind.GOAL
    if words.DEADLINE.search(f"{text} {written}"):
        return MilestoneKind.DEADLINE
    if words.DECISION.search(text):
        return MilestoneKind.DECISION
    return (
        MilestoneKind.GOAL
        if words.GOAL.search(text) and not words.EVENT.search(text)
        else MilestoneKind.EVENT
    )


def _certainty(found: FuzzyDate, leads: bool, sentence: str) -> Certainty:
    if found.inferred:
        return Certainty.LIKELY
    if found.precision in (Precision.DAY, Precision.MONTH) and (
        leads or re.search(r"\bfrist\w*\b|frist\b", sentence, re.I)
    ):
        return Certainty.SURE
    return Certainty.LIKELY


def _weight(leads: bool, kind: MilestoneKind, sentence: str) -> int:
    return 2 * leads + (kind is MilestoneKind.DEADLINE) + (len(sentence) < 200)


def _each_once(found: Sequence[_Told]) -> list[_Told]:
    """The dates, each once: of those that end on one day the best told."""
    kept: list[_Told] = []
    for one in found:
        same = next((at for at, other in enumerate(kept) if _is_one(other.date, one.date)), None)
        if same is None:
            kept.append(one)
        elif one.weight > kept[same].weight:
            kept[same] = one
    return kept


def _is_one(first: FuzzyDate, second: FuzzyDate) -> bool:
    if first.end != second.end:
        return False
    if first.start == second.start:
        return True
    return Precision.SPAN in (first.precision, second.precision)
