"""The agenda items of minutes: the lines whose numbers rise, and what tells them from a list."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from portfolio import signs
from portfolio.importers.minutes import cases, closed_words, wording
from portfolio.importers.minutes.headings import heading
from portfolio.importers.minutes.reading.source import Line
from portfolio.importers.minutes.runs import ANY_GAP, Candidate, best_run

_TITLE = r"(?P<title>.*)"
_N = r"(?P<n>\d{1,4})"
_JOIN = r"\s*[:.)–—-]*\s*"
#: How an item may begin, and how much the form alone speaks for it.
STYLES: dict[str, tuple[re.Pattern[str], float]] = {
    "punkt": (
        re.compile(rf"(?:dagsordens?)?punkt\s+(?:nr\.?\s*)?{_N}(?!\d|[.,]\d){_JOIN}{_TITLE}", re.I),
        2,
    ),
    "pkt": (re.compile(rf"pkt\.?\s*(?:nr\.?\s*)?{_N}(?!\d|[.,]\d){_JOIN}{_TITLE}", re.I), 2),
    "sag": (re.compile(rf"sag(?:\s*nr\.?)?\s*{_N}(?![\d/.]|-\d)\s*[:.)–—-]\s*{_TITLE}", re.I), 2),
    "nr": (re.compile(rf"nr\.?\s*{_N}(?![\d/])(?!-\d){_JOIN}{_TITLE}", re.I), 1),
    "ad": (
        re.compile(
            rf"ad\.?\s*(?:punkt\s|pkt\.?\s*)?{_N}(?!\d|[.,]\d)\s*[:.)–—-]*\s*{_TITLE}", re.I
        ),
        1,
    ),
    "dot": (re.compile(rf"{_N}\.(?!\d)\s*{_TITLE}"), 0),
    "paren": (re.compile(rf"{_N}\)\s*{_TITLE}"), 0),
    "colon": (re.compile(rf"{_N}\s*:(?!\d)\s*{_TITLE}"), 0.5),
    "dash": (re.compile(rf"{_N}\s+[-–—]\s+{_TITLE}"), 0),
    "bare": (re.compile(rf"{_N}(?:\t|\s+)(?P<title>[A-ZÆØÅ(\"“”„«»'].*)"), -0.5),
    "below": (re.compile(r"(?!)"), 1.5),
    "last": (
        re.compile(
            rf"(?P<title>[A-ZÆØÅ].{{3,140}}?)[\s,–(-]+(?i:sag|punkt|pkt\.?)\s*nr\.?\s*{_N}\)?"
        ),
        1,
    ),
}
#: A number alone below the title it belongs to.
_BELOW = re.compile(rf"(?:sag|punkt|pkt\.?)\s*(?:nr\.?\s*)?{_N}\.?", re.I)
_MARKUP = re.compile(r"^[\s#*_|]+|[\s*_|]+$")
_LEADER = re.compile(
    r"(?:\.{3,}|…+|(?:\. ){3,}|_{3,}|\t+|\s{3,})\s*(?:side |s\. ?)?\d{1,4}\s*$", re.I
)
_OUTCOME = re.compile(
    r"(?:ad \d+:? ?)?(?:indstillingen |indstilling |forslaget |punktet )?(?:blev |er |er blevet )?"
    r"(?:ikke )?(?:enstemmigt )?(?:godkend(?:t|te|es)|anbefal(?:es|et|ede)|tiltråd(?:t|te)"
    r"|tiltrædes|vedtaget|vedtages|drøftet|drøftes|drøftede"
    r"|udsat|udsættes|afvist|forkastet|taget til \w+"
    r"|til efterretning|orienteret|imødekommet|udgår|fulgt)(?:[ ,.].{0,60})?\.?",
    re.I,
)
_POINT_WORDS = re.compile(
    r"(?:at|det indstilles|godkender|tager|drøfter|anbefaler|beslutter)\b", re.I
)
_LONGEST_TITLE = 240


@dataclass(frozen=True)
class Item:
    """An agenda item: its lines are ``start`` to before ``end`` of the list; title as written."""

    number: str | None
    title: str
    start: int
    end: int
    body: int  # where its text begins, after the lines of the heading
    case_number: str | None = None
    closed: bool = False
    score: float = 0.0


def bare(text: str) -> str:
    """A line without the marks some programs set headings with."""
    return _MARKUP.sub("", text)


def is_contents_line(text: str) -> bool:
    """Whether it ends as an entry of a list of contents does: dots or a gap, and a page."""
    return bool(_LEADER.search(text))


def untitled(title: str) -> str:
    """A title without the dots and the page of a list of contents."""
    return _LEADER.sub("", title).strip(" .\t")


def candidates(lines: Sequence[Line]) -> dict[str, list[Candidate]]:
    """All lines that may begin an item, by form."""
    found: dict[str, list[Candidate]] = {name: [] for name in STYLES}
    for index, line in enumerate(lines):
        text = bare(line.text)
        if not text or len(text) > _LONGEST_TITLE + 20:
            continue
        if not (text[0].isdecimal() or text[0].isalpha()):
            continue
        if (match := _BELOW.fullmatch(text)) and (above := _title_above(index, lines)) is not None:
            found["below"].append(
                Candidate(above, int(match["n"]), bare(lines[above].text), "below")
            )
        for name, (pattern, _) in STYLES.items():
            if match := pattern.fullmatch(text):
                number = int(match["n"])
                if 0 < number < 3000:
                    found[name].append(Candidate(index, number, match["title"].strip(), name))
                break
    return found


def _title_above(index: int, lines: Sequence[Line]) -> int | None:
    """The title right above a number that stands alone."""
    above = next(
        (at for at in range(index - 1, max(-1, index - 3), -1) if lines[at].text.strip()), None
    )
    if above is None or heading(replace(lines[above], level=0)):
        return None
    text = bare(lines[above].text)
    is_title = 3 < len(text) < _LONGEST_TITLE and text[0].isupper() and text[-1] not in ".:;,"
    return above if is_title and "\t" not in text else None


def numbered(lines: Sequence[Line], skip: Callable[[int], bool]) -> list[Candidate]:
    """The candidates that are items: the best rising run of one form."""
    best: tuple[float, list[Candidate]] = (0.0, [])
    for scored in _scored(lines, skip).values():
        total, chain = best_run(scored)
        if len(chain) == 1 and chain[0].score < 4:
            continue
        if total > best[0] or (not best[1] and len(chain) >= 3 and total > -3 * len(chain)):
            best = (max(total, best[0]), chain)
    return best[1]


def run_of(style: str, lines: Sequence[Line], skip: Callable[[int], bool]) -> list[Candidate]:
    """The items of one form, however little speaks for them but their numbers."""
    return best_run(_scored(lines, skip)[style], gap=ANY_GAP)[1]


def _scored(lines: Sequence[Line], skip: Callable[[int], bool]) -> dict[str, list[Candidate]]:
    every = candidates(lines)
    known = _titles(every)
    return {
        name: [
            Candidate(one.index, one.number, one.title, name, _score(one, lines, known))
            for one in found
            if not skip(one.index)
        ]
        for name, found in every.items()
    }


def _titles(every: dict[str, list[Candidate]]) -> dict[int, list[tuple[int, str]]]:
    """By number: where which title stands, to see which are said twice, here and in a list."""
    known: dict[int, list[tuple[int, str]]] = {}
    for found in every.values():
        for one in found:
            known.setdefault(one.number, []).append((one.index, _same(one.title)))
    return known


def _same(title: str) -> str:
    return wording.folded(untitled(title))


def _score(
    one: Candidate,
    lines: Sequence[Line],
    known: dict[int, list[tuple[int, str]]],
) -> float:
    """How much speaks for it: what stands around it, not what it says."""
    text, title = lines[one.index].text, one.title
    score = 1.0 + STYLES[one.style][1]
    score += _of_title(title, text)
    score += _of_place(one.index, lines)
    folded = _same(title)
    twice = [
        where
        for where, other in known.get(one.number, ())
        if where != one.index and folded and len(folded) > 5 and _alike(folded, other)
    ]
    if any(where < one.index for where in twice):
        score += 4
    return score + _of_neighbours(one, lines)


def _alike(one: str, other: str) -> bool:
    return one == other or (len(other) > 15 and (one.startswith(other) or other.startswith(one)))


def _of_title(title: str, text: str) -> float:
    if closed_words.is_closed_title(title):
        return 3.0
    score = 0.0
    if is_contents_line(text):
        score -= 5
    if title[-1:] in (".", ";", ","):
        score -= 2
    if len(title) > 140:
        score -= 2
    if title[:1].islower():
        score -= 3
    if _OUTCOME.fullmatch(title) and not title.istitle():
        score -= 5
    if _POINT_WORDS.match(title):
        score -= 4
    return score


def _of_place(index: int, lines: Sequence[Line]) -> float:
    line, score = lines[index], 0.0
    if line.level:
        score += 3
    if line.apart or index == 0 or not lines[index - 1].text.strip():
        score += 1
    above = next(
        (
            one.text.strip()
            for one in reversed(lines[max(0, index - 4) : index])
            if one.text.strip()
        ),
        "",
    )
    if above.endswith((":", " at")) or (
        above
        and (found := heading(Line(above)))
        and found.kind in ("recommendation", "decision", "history")
        and not found.rest
    ):
        score -= 4
    if cases.find(line.text):
        score += 1.5
    seen = 0
    for below in lines[index + 1 : index + 9]:
        if not below.text.strip():
            continue
        seen += 1
        if cases.line_case(below.text):
            score += 2.5
            break
        if heading(below):
            score += 2
            break
        if seen >= 3:
            break
    return score


def _of_neighbours(one: Candidate, lines: Sequence[Line]) -> float:
    """Lines of a list follow each other; between two items there is something."""
    pattern = STYLES[one.style][0]
    score = 0.0
    for step in (1, -1):
        near = _next_line(one.index, lines, step)
        match = near is not None and pattern.fullmatch(bare(lines[near].text))
        if not match or int(match["n"]) != one.number + step:
            continue
        if closed_words.is_closed_title(match["title"]) or closed_words.is_closed_title(one.title):
            continue
        score -= 2.5 if abs((near or 0) - one.index) == 1 else 1.5
    return score


def _next_line(index: int, lines: Sequence[Line], step: int) -> int | None:
    place = index + step
    while 0 <= place < len(lines) and abs(place - index) <= 3:
        if lines[place].text.strip():
            return place
        place += step
    return None


def title_of(text: str) -> str:
    """The title as it is told: without number, marks and case number."""
    return closed_words.unmarked(cases.without(signs.one_line(untitled(text))))
