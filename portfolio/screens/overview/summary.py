"""The box at the top: what is asked of the directorate, the lights, the order of the bodies."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from portfolio import labels, language
from portfolio.domain.requests import Request
from portfolio.language import _, ngettext
from portfolio.queries.overview.attention import Deadline
from portfolio.queries.overview.figures import KeyFigures
from portfolio.reports.requests import sentences
from portfolio.screens.addresses import PORTFOLIO, SHOWN_ON
from portfolio.screens.drawing import To

#: The most pressing, told on the front page.
FIRST = 3
#: More proposals than this are drawn as one segment a light.
_SEGMENTS = 30
_GRAVEST_FIRST = ("red", "amber", "green", "none")


@dataclass(frozen=True)
class Asked:
    """One thing that is open to the directorate."""

    question: str
    why: str
    way: str
    is_asked: bool  # somebody waits; otherwise the record alone leaves it open


@dataclass(frozen=True)
class Summary:
    """Figures as words and as the widths of a bar's segments."""

    lights: str  # with ** round the numbers
    bar: tuple[tuple[str, int], ...]  # code of a light and its share
    accepted: str
    accepted_bar: tuple[tuple[str, int], ...]
    chain: tuple[tuple[str, str, str], ...]  # party, state, and the state in words
    deadline: str
    aside: str


def asked(found: Sequence[Request], day: date, to: To) -> tuple[tuple[Asked, ...], int]:
    """The first of what is open, and how much there is of it."""
    return tuple(_asked(one, day, to) for one in found[:FIRST]), len(found)


def _asked(one: Request, day: date, to: To) -> Asked:
    told = (sentences.about(one), sentences.since(one), sentences.wanted_by(one, day))
    why = " · ".join(words for words in told if words)
    return Asked(sentences.question(one), why, _way(one, to), one.is_asked)


def _way(one: Request, to: To) -> str:
    """To the list; what only waits to be recorded leads to where that is done."""
    if one.recorded_at is None:
        return to("anmodninger")
    table, ref = one.recorded_at
    page, name = SHOWN_ON[table]
    return to(page, **{name: ref, PORTFOLIO: one.portfolio or None})


def summary(
    figures: KeyFigures, chain: Sequence[tuple[str, str]], deadline: Deadline | None, day: date
) -> Summary:
    """What the right half of the box says."""
    lights = dict(figures.lights)
    counted = [_COUNTED[rag](lights[rag]) for rag in _GRAVEST_FIRST if lights[rag]]
    return Summary(
        lights=", ".join(counted) or _("No proposals"),
        bar=_segments([(rag, lights[rag]) for rag in _GRAVEST_FIRST], figures.total),
        accepted=_(
            "**{n} of {total}** have somebody responsible",
            n=figures.accepted,
            total=figures.total,
        ),
        accepted_bar=_segments(
            [("yes", figures.accepted), ("no", figures.total - figures.accepted)], figures.total
        ),
        chain=tuple(
            (party, state, labels.label("involvement_state", state)) for party, state in chain
        ),
        deadline=_deadline(deadline, day),
        aside=aside(figures),
    )


def aside(figures: KeyFigures) -> str:
    """How many are no longer on the board; empty where all are."""
    if not figures.aside:
        return ""
    return ngettext("{n} is set aside", "{n} are set aside", figures.aside)


def _segments(counts: Sequence[tuple[str, int]], total: int) -> tuple[tuple[str, int], ...]:
    """One segment a proposal while they are few; else one a code, as wide as its share."""
    if total > _SEGMENTS:
        return tuple((code, count) for code, count in counts if count)
    return tuple((code, 1) for code, count in counts for _each in range(count))


_COUNTED: dict[str, Callable[[int], str]] = {
    "none": lambda n: ngettext("**{n}** not assessed", "**{n}** not assessed", n),
    "green": lambda n: ngettext("**{n}** green", "**{n}** green", n),
    "amber": lambda n: ngettext("**{n}** amber", "**{n}** amber", n),
    "red": lambda n: ngettext("**{n}** red", "**{n}** red", n),
}


def _deadline(deadline: Deadline | None, day: date) -> str:
    if deadline is None:
        return ""
    days = (date.fromisoformat(deadline.date_end) - day).days
    left = ngettext("in {n} day", "in {n} days", days) if days else _("today")
    when = language.within(deadline.date_text)
    return _("Next deadline {date} ({left}): {title}", date=when, left=left, title=deadline.title)
