"""The lights over time: a bar a day, month by month or meeting by meeting."""

from dataclasses import dataclass
from datetime import date, timedelta

from portfolio import labels, language
from portfolio.domain.model import Rag
from portfolio.queries import filter_choices
from portfolio.queries.overview import trend
from portfolio.screens.drawing import Read

#: More bars than this cannot be told apart on a telephone.
_BARS = 13
#: How far back the figure looks where the comparison is of a shorter time.
_BACK = timedelta(days=366)
#: From the bottom up: what goes well carries the rest.
_LIGHTS = (Rag.GREEN, Rag.AMBER, Rag.RED, Rag.NONE)


@dataclass(frozen=True)
class Facts:
    """How many had which light on which day, the oldest day first."""

    by_meeting: bool
    points: tuple[tuple[str, tuple[int, ...]], ...]  # ISO day; a count for each of _LIGHTS


@dataclass(frozen=True)
class Stack:
    """A day's bar: its height in hundredths of the highest, and its lights from the bottom."""

    day: str
    said: str  # the day and every count, in words
    height: float
    lights: tuple[tuple[str, int, str], ...]  # code, count, and the count as it is written
    is_named: bool


def ask(
    read: Read, portfolio: str, span: tuple[date, date], known: date, *, by_meeting: bool
) -> Facts:
    """Up to the last day of ``span``, from a year before or from its first day."""
    since, until = max(known, min(span[0], span[1] - _BACK)), span[1]
    between = _meetings(read) if by_meeting else _months(since, until)
    days = thinned((since, *(day for day in between if since < day < until), until))
    found = read(trend.trend, portfolio=portfolio, days=days)
    counts = found[list(_LIGHTS)].itertuples(index=False, name=None)
    return Facts(by_meeting, tuple(zip(found["day"], counts, strict=True)))


def thinned(days: tuple[date, ...]) -> tuple[date, ...]:
    """The days once each in order, at most _BARS of them, always the first and the last."""
    every = sorted(set(days))
    step = -(-(len(every) - 1) // (_BARS - 1)) or 1
    # Counted from the last: that is the day the reader asked for.
    kept = every[::-1][::step]
    return tuple(sorted({every[0], *kept[: _BARS - 1]}))


def _months(since: date, until: date) -> list[date]:
    """The last day of each month that ended between two days."""
    first, ends = since.replace(day=1), []
    while (first := (first + timedelta(days=32)).replace(day=1)) <= until:
        ends.append(first - timedelta(days=1))
    return ends


def _meetings(read: Read) -> list[date]:
    return [date.fromisoformat(day) for day in read(filter_choices.meeting_dates)]


def bars(facts: Facts) -> tuple[Stack, ...]:
    """The bars; the days of the first, the last and one between stand under them."""
    most = max((sum(counts) for _day, counts in facts.points), default=0) or 1
    last = len(facts.points) - 1
    return tuple(
        _stack(day, counts, most, place in {0, (last + 1) // 2, last})
        for place, (day, counts) in enumerate(facts.points)
    )


def _stack(day: str, counts: tuple[int, ...], most: int, is_named: bool) -> Stack:
    said = ", ".join(labels.lights(rag, n) for rag, n in zip(_LIGHTS, counts, strict=True) if n)
    lights = tuple(
        (rag.value, n, language.number(n)) for rag, n in zip(_LIGHTS, counts, strict=True) if n
    )
    height = 100 * sum(counts) / most
    return Stack(language.short_date(day), said, height, lights, is_named)
