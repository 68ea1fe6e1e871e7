"""The box at the top: what is asked of the directorate, the lights, the order of the bodies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portfolio import labels, language
from portfolio.domain.requests import Request
from portfolio.language import _, ngettext
from portfolio.queries.overview.attention import Deadline
from portfolio.queries.overview.figures import KeyFigures
from portfolio.reports import dated
from portfolio.reports.requests import sentences
from portfolio.screens.addresses import PORTFOLIO, SHOWN_ON
from portfolio.screens.drawing import To

#: The most pressing, told on the front page.
FIRST = 3
GRAVEST_FIRST = ("red", "amber", "green", "none")


@dataclass(frozen=True)
class Asked:
    """One thing that is open to the directorate."""

    question: str
    why: str
    way: str
    is_asked: bool  # somebody waits; otherwise the record alone leaves it open


@dataclass(frozen=True)
class Bar:
    """Counts in words, ** round the numbers, and as a bar: codes, and how many of each."""

    words: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Summary:
    """What the right half of the box says."""

    lights: Bar
    accepted: Bar
    chain: tuple[tuple[str, str, str], ...]  # party, state, and the state in words
    deadline: str
    aside: str


def asked(
    found: Sequence[Request], day: date, to: To, first: int = FIRST
) -> tuple[tuple[Asked, ...], int]:
    """The first of what is open, and how much there is of it."""
    return tuple(_asked(one, day, to) for one in found[:first]), len(found)


def _asked(one: Request, day: date, to: To) -> Asked:
    told = (sentences.about(one), sentences.since(one), sentences.wanted_by(one, day))
    why = " · ".join(words for words in told if words)
    return Asked(sentences.question(one), why, way(one, to), one.is_asked)


def way(one: Request, to: To) -> str:
    """To the list; what only waits to be recorded leads to where that is done."""
    if one.recorded_at is None:
        return to("anmodninger")
    table, ref = one.recorded_at
    page, name = SHOWN_ON[table]
    return to(page, **{name: ref, PORTFOLIO: one.portfolio or None})


def summary(
    figures: KeyFigures, chain: Sequence[tuple[str, str]], deadline: Deadline | None, day: date
) -> Summary:
    """Of the proposals that are shown."""
    return Summary(
        lights=lights(dict(figures.lights)),
        accepted=accepted(figures),
        chain=tuple(
            (party, state, labels.label("involvement_state", state)) for party, state in chain
        ),
        deadline=_deadline(deadline, day),
        aside=aside(figures.aside),
    )


def lights(counts: Mapping[str, int]) -> Bar:
    """How many have each light, the gravest first."""
    found = [(rag, counts.get(rag, 0)) for rag in GRAVEST_FIRST]
    counted = [labels.lights(rag, n, f"**{language.number(n)}**") for rag, n in found if n]
    return Bar(", ".join(counted) or _("No proposals"), tuple(found))


def accepted(figures: KeyFigures) -> Bar:
    """How many have somebody responsible."""
    n, total = figures.accepted, figures.total
    if not total:
        return Bar("", ())
    words = _("**{n} of {total}** have somebody responsible", n=n, total=total)
    return Bar(words, (("yes", n), ("no", total - n)))


def aside(count: int) -> str:
    """How many are no longer on the board; empty where all are."""
    return ngettext("{n} is set aside", "{n} are set aside", count) if count else ""


def _deadline(deadline: Deadline | None, day: date) -> str:
    if deadline is None:
        return ""
    when, title = language.within(dated.said(deadline.date_text)), deadline.title
    left = time_left(deadline, day)
    return _("Next deadline {date} ({left}): {title}", date=when, left=left, title=title)


def time_left(deadline: Deadline, day: date) -> str:
    """How many days there are to it."""
    days = (date.fromisoformat(deadline.date_end) - day).days
    return ngettext("in {n} day", "in {n} days", days) if days else _("today")
