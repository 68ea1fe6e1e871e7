"""Numbered proposals and the purposes they stand under, from tables and headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portfolio import signs
from portfolio.importers.minutes import outcomes, wording
from portfolio.importers.minutes.certainty import Certainty
from portfolio.importers.minutes.found import Found
from portfolio.importers.minutes.headings import heading
from portfolio.importers.minutes.passages import BULLET, Numbered, Quote
from portfolio.importers.minutes.reading.source import Line

LEADS = ("Forslag", "Initiativ", "Indsats", "Tiltag")
_PURPOSE_LEADS = ("Formål", "Tema", "Mål", "Målsætning", "Indsatsområde", "Pejlemærke")
_PROPOSAL = re.compile(
    rf"[\s#*_•·-]*(?P<lead>{wording.any_of(LEADS)}) (?:nr\.?"
    rf" ?)?(?P<n>\d{{1,2}})\s*[:.–—-]\s*(?P<title>\S.*?)[\s*_]*",
    re.I,
)
_PURPOSE = re.compile(
    rf"[\s#*_•·-]*(?P<lead>{wording.any_of(_PURPOSE_LEADS)}) (?:nr\.?"
    rf" ?)?(?P<n>\d{{1,2}})\s*[:.–—-]\s*(?P<title>\S.*?)[\s*_]*",
    re.I,
)
_LIST = re.compile(
    r"\b(?:formål|temaer|målsætninger|indsatsområder|pejlemærker)\b[^.]{0,40}:\s*$", re.I
)
_POINT = re.compile(r"\s*(\d{1,2})[.)]\s+(?P<title>\S.*)")
_LONGEST = 160
_OTHERS = re.compile(
    r"\b(?:regering(?:en)?s?|national\w*|KL'?s|ministeriets|lovforslag\w*"
    r"|høringssvar\w*|ekspertudvalg\w*|andre kommuner)\b",
    re.I,
)
_COMMON = 0.5


@dataclass
class _Proposal:
    number: int
    lead: str
    headings: list[Numbered] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    cells: list[tuple[str, int, Numbered]] = field(default_factory=list)  # title, column, line
    purpose: int | None = None

    def says(self, known: frozenset[str]) -> bool:
        """Whether one of its titles is among these."""
        titles = (*self.titles, *(title for title, _, _ in self.cells))
        return any(wording.folded(title) in known for title in titles)


@dataclass
class _Purpose:
    number: int
    title: str
    line: Numbered
    certainty: Certainty = Certainty.LIKELY


def proposals(
    item: str | None, lines: Sequence[Numbered], known: frozenset[str] = frozenset()
) -> list[Found]:
    """The purposes and the proposals of an item, where it has any. ``known``: titles of those the
    portfolio has, as ``wording.folded`` has them; one of them may stand alone."""
    found = _proposals(lines, known)
    if not found:
        return []
    purposes, by_column = _purposes(lines, found)
    _assign(found, purposes, by_column, lines)
    made = [_purpose_found(one, item) for one in purposes]
    return made + [_proposal_found(one, item) for one in found.values()]


def _proposals(lines: Sequence[Numbered], known: frozenset[str]) -> dict[int, _Proposal]:
    every: dict[str, dict[int, _Proposal]] = {}
    for line in lines:
        cells = line.text.split("\t")
        for column, cell in enumerate(cells):
            match = _PROPOSAL.fullmatch(cell)
            if match is None or not _is_title(match["title"]):
                continue
            lead, number = match["lead"].capitalize(), int(match["n"])
            one = every.setdefault(lead, {}).setdefault(number, _Proposal(number, lead))
            title = signs.one_line(match["title"]).rstrip(" .")
            if len(cells) > 1:
                one.cells.append((title, column, line))
            else:
                one.headings.append(line)
                one.titles.append(title)
    runs = [found for found in every.values() if _is_run(found)]
    best = max(runs, key=len, default={}) or {
        one.number: one for found in every.values() for one in found.values() if one.says(known)
    }
    return dict(sorted(best.items())) if best and not _is_of_others(best, lines) else {}


def _is_title(title: str) -> bool:
    if len(title) > _LONGEST or title[-1] in ":;" or BULLET.match(title):
        return False
    if re.search(rf"\b(?:{wording.any_of(LEADS)}) \d{{1,2}}:", title):
        return False
    return not (outcomes.outcomes(title) and len(title.split()) <= 4)


def _is_run(found: dict[int, _Proposal]) -> bool:
    """Two are the fewest that are numbered. From 1 on with no number left out; else, as where only
    some are gone on with, each has a heading of its own."""
    whole = sorted(found) == list(range(1, len(found) + 1))
    return len(found) >= 2 and (whole or all(one.headings for one in found.values()))


def _is_of_others(found: dict[int, _Proposal], lines: Sequence[Numbered]) -> bool:
    """Proposals of the state or of others, which an answer to a hearing goes through."""
    first = min(
        line.number
        for one in found.values()
        for line in (*one.headings, *(cell[2] for cell in one.cells))
    )
    above = [line.text for line in lines if line.number < first and line.text.strip()][-3:]
    return bool(above and _OTHERS.search(" ".join(above)[-400:]))


def _purposes(
    lines: Sequence[Numbered], found: dict[int, _Proposal]
) -> tuple[list[_Purpose], dict[int, int]]:
    """The purposes, and which column of the table each one heads."""
    labelled = _labelled(lines)
    headed = _headings_above(lines, found)
    columns = _columns(lines, found)
    listed = _listed(lines)
    if labelled:
        return labelled, {}
    if columns and len(headed) == len(columns):
        return headed, {column: place for place, (column, _) in enumerate(columns, 1)}
    if len(headed) >= 2 and (not listed or len(listed) == len(headed)):
        sure = bool(listed)
        return [
            _Purpose(one.number, one.title, one.line, Certainty.LIKELY if sure else Certainty.GUESS)
            for one in headed
        ] if sure or columns else [], {}
    if columns:
        made = [_Purpose(at, title, line) for at, (_, (title, line)) in enumerate(columns, 1)]
        return made, {column: at for at, (column, _) in enumerate(columns, 1)}
    return listed, {}


def _labelled(lines: Sequence[Numbered]) -> list[_Purpose]:
    made: dict[int, _Purpose] = {}
    for line in lines:
        match = _PURPOSE.fullmatch(line.text)
        if match and "\t" not in line.text and _is_title(match["title"]):
            number, title = int(match["n"]), signs.one_line(match["title"]).rstrip(" .")
            made[number] = _Purpose(number, title, line, Certainty.SURE)
    return [made[number] for number in sorted(made)] if len(made) >= 2 and min(made) == 1 else []


def _headings_above(lines: Sequence[Numbered], found: dict[int, _Proposal]) -> list[_Purpose]:
    """Lines alone between a proposal's text and the next proposal's heading."""
    made: list[_Purpose] = []
    firsts = {one.headings[-1].number for one in found.values() if one.headings}
    for line in lines:
        if line.number not in firsts:
            continue
        above = [other for other in lines if other.number < line.number and other.text.strip()][-1:]
        if above and _stands_alone(above[0], lines):
            made.append(_Purpose(len(made) + 1, signs.one_line(above[0].text), above[0]))
    return made


def _stands_alone(line: Numbered, lines: Sequence[Numbered]) -> bool:
    text = line.text.strip()
    if len(text) > 120 or text[-1] in ".:;?!,)" or "\t" in line.text or not text[0].isupper():
        return False
    if (
        heading(Line(line.text))
        or _PROPOSAL.fullmatch(text)
        or BULLET.match(text)
        or text[0].isdecimal()
    ):
        return False
    above = next((other for other in reversed(lines) if other.number == line.number - 1), None)
    return above is None or not above.text.strip() or "\t" in above.text


def _columns(
    lines: Sequence[Numbered], found: dict[int, _Proposal]
) -> list[tuple[int, tuple[str, Numbered]]]:
    """The heads of the table's columns that hold proposals."""
    cells = [cell for one in found.values() for cell in one.cells]
    if not cells:
        return []
    first = min(line.number for _, _, line in cells)
    head = next(
        (line for line in reversed(lines) if line.number < first and line.text.strip()), None
    )
    if head is None or "\t" not in head.text:
        return []
    titles = [signs.one_line(cell) for cell in head.text.split("\t")]
    wanted = sorted({column for _, column, _ in cells})
    if len(wanted) < 2 or any(column >= len(titles) or not titles[column] for column in wanted):
        return []
    return [(column, (titles[column], head)) for column in wanted]


def _listed(lines: Sequence[Numbered]) -> list[_Purpose]:
    """ "Projektet har tre formål:" and the points that follow."""
    for place, line in enumerate(lines):
        if not _LIST.search(line.text):
            continue
        made = list(_points(lines[place + 1 :]))
        if len(made) >= 2:
            return made
    return []


def _points(lines: Sequence[Numbered]) -> Iterator[_Purpose]:
    wanted = 1
    for line in lines:
        if not line.text.strip():
            continue
        match = _POINT.fullmatch(line.text)
        if match is None or int(match[1]) != wanted:
            return
        title = re.split(r"(?<=[^.])\.(?:\s|$)", match["title"], maxsplit=1)[0]
        yield _Purpose(wanted, signs.one_line(title), line)
        wanted += 1


def _assign(
    found: dict[int, _Proposal],
    purposes: Sequence[_Purpose],
    by_column: dict[int, int],
    lines: Sequence[Numbered],
) -> None:
    """Which purpose each proposal serves: by its column, else by the heading it stands under."""
    for one in found.values():
        columns = {by_column[column] for _, column, _ in one.cells if column in by_column}
        under = None
        if one.headings:
            above = [
                purpose for purpose in purposes if purpose.line.number < one.headings[-1].number
            ]
            is_heading = [
                purpose
                for purpose in above
                if "\t" not in purpose.line.text and not _POINT.fullmatch(purpose.line.text)
            ]
            under = is_heading[-1].number if is_heading else None
        if len(columns) == 1 and (under is None or under in columns):
            one.purpose = columns.pop()
        elif not columns:
            one.purpose = under


def _purpose_found(one: _Purpose, item: str | None) -> Found:
    title = one.title
    quote = Quote(" ".join(_cut(one.line.text, title).split()), one.line.number, one.line.number)
    return Found("purpose", item, {"number": one.number, "title": title}, quote, one.certainty)


def _cut(text: str, words: str) -> str:
    """The words as the line has them."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    match = re.search(pattern, text)
    return match[0] if match else text


def _proposal_found(one: _Proposal, item: str | None) -> Found:
    titles = [*reversed(one.titles), *(title for title, _, _ in one.cells)]
    title = titles[0]
    line = one.headings[-1] if one.headings else one.cells[0][2]
    seen, other = {wording.folded(title)}, []
    for name in titles[1:]:
        if wording.folded(name) not in seen:
            seen.add(wording.folded(name))
            other.append(name)
    value = {"number": one.number, "title": title, "purpose": one.purpose, "other_titles": other}
    text = (
        line.text.strip() if one.headings else _cut(line.text, f"{one.lead} {one.number}: {title}")
    )
    quote = Quote(" ".join(text.split()), line.number, line.number)
    sure = Certainty.SURE if one.headings and not other else Certainty.LIKELY
    return Found("proposal", item, value, quote, sure)
