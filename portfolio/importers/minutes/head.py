"""The head of minutes: body, municipality, day, time, place, and who was there."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from portfolio import fuzzy, signs
from portfolio.importers.minutes import items, people, places, wording
from portfolio.importers.minutes.certainty import Certainty
from portfolio.importers.minutes.headings import heading
from portfolio.importers.minutes.labels import Field, fields, is_late, label_of
from portfolio.importers.minutes.outline import Outline
from portfolio.importers.minutes.passages import Numbered, Quote

_CLOCK = re.compile(
    r"(?:kl\.?|klokken)\s*(\d{1,2})(?:[.:](\d\d))?(?!\d)"
    r"|\b(\d{1,2})[.:](\d\d)(?!\d|[./-]\d(?!\d?[.:]\d))(?::\d\d)?",
    re.I,
)
_ENGLISH = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October"
    r"|November|December) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b"
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
# "Bestyrelsesmøde den …" is a meeting of the Bestyrelse.
_HELD = re.compile(r"\b(\w*?)(bestyrelses|direktions|råds|udvalgs|repræsentantskabs)møde\b", re.I)
_HOLDS = {
    "bestyrelses": "bestyrelsen",
    "direktions": "direktionen",
    "råds": "rådet",
    "udvalgs": "udvalget",
    "repræsentantskabs": "repræsentantskabet",
}
_NOT_MEETING = re.compile(
    r"\b(?:næste møde|udsendt|udskrevet|udskrift den|print|godkendt den"
    r"|opdateret|oprettet|senest|publiceret|version|journal|frist|dok)\b",
    re.I,
)
_TITLE_WORDS = re.compile(
    r"^(?:(?:udkast til|åbent?|lukket|godkendt|foreløbigt?|endeligt?|samlet|offentligt|beslutnings"
    r"|møde|kort|uddrag af|udskrift af)\s*)*(?:(?:beslutnings|møde|forhandlings)?(?:referat"
    r"|protokol)(?:tilførsel)?|dagsorden(?: og referat)?|udskrift|indkaldelse"
    r"|beslutninger)?(?:\s*(?:(?:fra|af|for|til|over|vedr\.?|vedrørende)\b|[-–:|·]))*\s*(?:(?:det "
    r"|et )?(?:ordinært?|ekstraordinært?|konstituerende|temamøde|fælles|åbent|lukket"
    r"|digitalt)\w*\s+)*(?:(?:\w+)?møde(?:t)?\s*(?:nr\.? ?\d+ )?(?:(?:i|for|med|af|[-–:,])\s+"
    r"|(?=den|d\.|$|\d)))?",
    re.I,
)


@dataclass
class Head:
    """What the head says of the meeting; what it does not say is None or empty."""

    body: str | None = None
    municipality: str | None = None
    day: date | None = None
    starts_at: str | None = None
    place: str | None = None
    people: list[tuple[str, bool, Quote]] = field(default_factory=list)
    certainty: Certainty = Certainty.GUESS
    lines: list[int] = field(default_factory=list)


def head(found: Outline) -> Head:
    """The head of the meeting, read from the lines above the contents and the first item."""
    first = found.items[0].start if found.items else min(found.end, 60)
    top = min(first, found.contents if found.contents > 0 else first)
    rows = [Numbered(i + 1, found.lines[i].text) for i in range(top) if found.lines[i].text.strip()]
    rows += [
        Numbered(i + 1, found.lines[i].text)
        for i in range(top, first)
        if is_late(found.lines[i].text)
    ]
    told = list(fields(rows))
    made = Head()
    _body(made, told, rows, found)
    _day(made, told, rows)
    if held := places.place(told, rows):
        made.place = held[0]
        made.lines += [held[1]] if held[1] else []
    made.municipality = places.municipality(told, rows, found)
    made.people = _people(told)
    sure = made.body and made.day and any(one.kind == "date" for one in told)
    made.certainty = (
        Certainty.SURE if sure else Certainty.LIKELY if made.body and made.day else Certainty.GUESS
    )
    return made


def _body(made: Head, told: Sequence[Field], rows: Sequence[Numbered], found: Outline) -> None:
    for one in told:
        if one.kind == "body" and one.value and len(one.value) < 100:
            made.body = _trimmed(one.value)
            made.lines.append(one.line)
            return
    title = next(
        ((body, row.number) for row in rows[:15] if (body := _body_of_title(row.text))), None
    )
    said = Counter(
        (told_heading.body or "")
        for line in found.lines[: found.end]
        if line.text[:1] in "BbAaKk"
        and (told_heading := heading(line))
        and told_heading.kind == "decision"
        and told_heading.body
    )
    if title:
        made.body = title[0]
        made.lines.append(title[1])
    elif len(said) == 1:
        made.body = next(iter(said))


def _body_of_title(text: str) -> str | None:
    """The body in a line such as "Referat fra møde i Økonomiudvalget den 12. januar 2023"."""
    plain = signs.one_line(items.bare(text))
    if len(plain) > 160 or label_of(plain):
        return None
    rest = _TITLE_WORDS.sub("", _trimmed(plain), count=1)
    rest = wording.DAY.split(rest, maxsplit=1)[0]
    rest = _ENGLISH.split(rest, maxsplit=1)[0]
    rest = re.split(
        r"\s+[-–|·]\s+|\s(?:den|d\.|kl\.)\s?|\b(?:referat|dagsorden|protokol)\b"
        r"|, (?=\d|den\b|kl\b)",
        rest,
        flags=re.I,
    )[0]
    rest = _trimmed(rest)
    if not rest or len(rest) > 90 or places.MUNICIPALITY.fullmatch(rest):
        return _holder(plain)
    if match := re.fullmatch(r"(.*?)s? ?(?:møde|mødet)", rest):
        rest = match[1] if wording.is_body(match[1]) else rest
    if wording.is_body(rest):
        return rest
    return _holder(plain)


def _holder(plain: str) -> str | None:
    held = _HELD.search(plain)
    return f"{held[1]}{_HOLDS[held[2].lower()]}".capitalize() if held else None


def _trimmed(text: str) -> str:
    plain = re.sub(
        r"\s+(?:i|for|hos) (?=[A-ZÆØÅ][\w-]+(?: [A-ZÆØÅ][\w-]+)? Kommune\b).*$| ved [A-ZÆØÅ].*$",
        "",
        text.strip(),
    )
    plain = re.sub(r"^[\w-]+(?: [A-ZÆØÅ][\w-]+)? Kommunes?[,:|\s–-]+(?=\w)", "", plain)
    plain = re.sub(r" \([A-ZÆØÅ-]{2,8}\)$", "", plain)
    return plain.strip(" .,:;–-|·\t")


def _day(made: Head, told: Sequence[Field], rows: Sequence[Numbered]) -> None:
    places = [(one.value, one.line) for one in told if one.kind == "date" and one.value]
    titles = [
        (row.text, row.number)
        for row in rows[:40]
        if not _NOT_MEETING.search(row.text) and not _is_other(row.text)
    ]
    for text, line in [*places, *titles]:
        if day := day_in(text):
            made.day = day
            made.lines.append(line)
            break
    clocks = [(one.value, one.line) for one in told if one.kind in ("date", "time") and one.value]
    for text, line in [*clocks, *titles]:
        if clock := clock_in(text, bare=(text, line) in clocks):
            made.starts_at = clock
            made.lines.append(line)
            break


def _is_other(text: str) -> bool:
    match = label_of(text)
    return bool(match and match[0] not in ("date", "time", "body"))


def day_in(text: str) -> date | None:
    """The day a line names; English names of months too, as some programs write them."""
    if match := _ENGLISH.search(text):
        try:
            return date(int(match[3]), _MONTHS.index(match[1]) + 1, int(match[2]))
        except ValueError:
            return None
    days = [one.start for one in fuzzy.find_dates(text) if one.start == one.end]
    return days[0] if days else None


def clock_in(text: str, *, bare: bool) -> str | None:
    """The first time of day in a line; ``bare``: it needs no "kl."."""
    plain = wording.DAY.sub(" ", text)
    for match in _CLOCK.finditer(plain):
        if match[1]:
            hour, minute = int(match[1]), int(match[2] or 0)
        elif bare or re.search(r"\bkl", plain, re.I) or _is_right_after_day(text, match[0]):
            hour, minute = int(match[3]), int(match[4])
        else:
            continue
        if hour <= 24 and minute < 60:
            return f"{hour:02d}:{minute:02d}"
    return None


def _is_right_after_day(text: str, clock: str) -> bool:
    """ "10-05-2022 16:00", as some programs write it."""
    day = wording.DAY.search(text)
    return bool(day) and text[day.end() :].strip(" ,").startswith(clock) if day else False


def _people(told: Sequence[Field]) -> list[tuple[str, bool, Quote]]:
    found: dict[str, tuple[str, bool, Quote]] = {}
    for one in told:
        if one.kind not in ("present", "absent"):
            continue
        for line in one.lines:
            text = line.text
            if line.number == one.line and (match := label_of(text)):
                text = match[2]
            for name, away in people.listed(text, absent=one.kind == "absent"):
                known = found.get(name)
                if known is None or (away and not known[1]):
                    found[name] = (name, away, Quote(name, line.number, line.number))
    return list(found.values())
