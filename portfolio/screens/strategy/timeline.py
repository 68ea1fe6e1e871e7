"""Tidslinje as one fragment: what is late and what is next, by quarter; the rest folded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from portfolio import language
from portfolio.domain.attention import MilestoneState as State
from portfolio.language import _, ngettext
from portfolio.queries.strategy import timeline
from portfolio.queries.strategy.timeline import Filters
from portfolio.reports import dated
from portfolio.screens import addresses, drawing, sources
from portfolio.screens.drawing import Link, Read, To
from portfolio.screens.proposals import milestones

PAGE = "tidslinje"
ROWS_A_PAGE = 60
#: At most so many years are written over the bars.
_YEARS = 8
_LAST_YEAR = 90  # hundredths: further to the right there is no room for a year
_LATE, _AHEAD = (State.OVERDUE,), (State.SOON, State.AHEAD)
_UNKNOWN, _UNDATED = (State.NOT_RECORDED,), (State.UNDATED,)
_SETTLED = (State.HAPPENED, State.NOT_HAPPENED, State.POSTPONED)
Found = dict[Any, Any]


@dataclass(frozen=True, kw_only=True, eq=False)
class Facts:
    """The milestones that match, in the order they are read, and what proves them."""

    filters: Filters
    rows: Sequence[Found]
    page: int
    cited: sources.Cited


class Bar(NamedTuple):
    """Where a span lies, in hundredths of the time that is shown."""

    left: float
    width: float


@dataclass(frozen=True)
class Row:
    """A milestone in words, and its bar."""

    when: str
    span: str  # its first and last day in figures
    title: str
    notes: tuple[str, ...]
    belongs: Link
    state: str
    shape: str
    said: tuple[str, ...]  # its state in words, and what it depends on
    is_lawful: bool  # it depends on a law
    bar: Bar | None
    marks: tuple[tuple[Link, ...], ...]  # what proves its date, its title, its state
    edit: Link | None  # the way to its form, for whoever may
    is_wanted: bool  # somebody must say how it went


class Group(NamedTuple):
    """What stands under one heading."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Scale:
    """The time that is shown."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """How far along a day is, in hundredths."""
        return round(100 * (day - self.first).days / ((self.last - self.first).days or 1), 2)

    def years(self) -> tuple[tuple[int, float], ...]:
        """The years that begin in it, so far apart that they can be read."""
        begun = range(self.first.year + 1, self.last.year + 1)
        step = -(-len(begun) // _YEARS) or 1
        placed = ((year, self.at(date(year, 1, 1))) for year in begun[::step])
        return tuple((year, left) for year, left in placed if left < _LAST_YEAR)


def ask(read: Read, filters: Filters, page: int) -> Facts:
    """The milestones known on the day; ``page`` counts from 1."""
    found = read(timeline.milestones_on, filters=filters).to_dict("records")
    parts = (_LATE, _AHEAD, _UNKNOWN, _UNDATED, _SETTLED)
    rows = [row for states in parts for row in found if row["state"] in states]
    page = min(page, -(-len(rows) // ROWS_A_PAGE)) or 1
    shown = _on_page(rows, page)
    cited = sources.cited(read, "milestones", [row["id"] for row in shown])
    return Facts(filters=filters, rows=rows, page=page, cited=cited)


def _on_page(rows: Sequence[Found], page: int) -> Sequence[Found]:
    return rows[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]


def draw(facts: Facts, to: To, asked: dict[str, str], *, may_edit: bool) -> Markup:
    """The fragment. ``asked``: what the address asks for, which a source or a page keeps."""
    shows_sources = asked.get(addresses.SOURCES) == "ja"
    asked = {name: text for name, text in asked.items() if name not in addresses.CARRIED}
    scale, marks = _scale(facts), sources.Marks([facts.cited], to, PAGE, asked)

    def groups(states: Sequence[State], heading: Callable[[Found], str]) -> list[Group]:
        some = [row for row in _on_page(facts.rows, facts.page) if row["state"] in states]
        return [
            Group(words, tuple(_row(row, scale, marks, to, may_edit) for row in found))
            for words, found in groupby(some, heading)
        ]

    def in_one(states: Sequence[State], words: Callable[[int], str]) -> list[Group]:
        count = sum(row["state"] in states for row in facts.rows)
        return groups(states, lambda _row: words(count))

    return drawing.draw(
        "timeline.html",
        groups=in_one(_LATE, _late_words)
        + groups(_AHEAD, lambda row: _period(row["date_end"], facts.filters.as_of)),
        folded=in_one(_UNKNOWN, _unknown_words)
        + in_one(_UNDATED, _undated_words)
        + in_one(_SETTLED, _settled_words),
        years=scale.years(),
        today=scale.at(facts.filters.as_of),
        shows_sources=shows_sources,
        may_edit=may_edit,
        sources=sources.switch(to, PAGE, asked, shows_sources),
        pages=drawing.pages(
            facts.page,
            len(facts.rows),
            ROWS_A_PAGE,
            lambda page: to(PAGE, **asked | {"side": "" if page == 1 else page}),
        ),
    )


def _period(end: str, day: date) -> str:
    """The quarter of a day this year or next; of a later one its year."""
    return language.quarter(end) if int(end[:4]) <= day.year + 1 else end[:4]


def _scale(facts: Facts) -> Scale:
    spans = [milestones.days(row) for row in facts.rows if row["date_end"]]
    day = facts.filters.as_of
    first = min([day, *(first for first, _last in spans)])
    last = max([day, *(last for _first, last in spans)])
    air = max(timedelta(days=20), (last - first) * 0.04)
    return Scale(first - air, last + air)


def _row(row: Found, scale: Scale, marks: sources.Marks, to: To, may_edit: bool) -> Row:
    fields = (("date",), ("title",), ("outcome", "law_dependent", "promised"))
    when, title, state = (marks.of(row["id"], *some) for some in fields)
    is_wanted = row["state"] in (*_LATE, *_UNKNOWN)
    form = to("indhold", slags="milestones", id=row["id"])
    return Row(
        when=dated.of(row),
        span=milestones.span(row),
        title=row["title"],
        notes=tuple(words for words in (row["note"], row["outcome_note"]) if words),
        belongs=Link(milestones.belongs(row), _owner(row, to)),
        state=row["state"],
        shape=milestones.SHAPES[row["state"]],
        said=(milestones.state(row), *milestones.marks(row)),
        is_lawful=bool(row["law_dependent"]),
        bar=_bar(row, scale),
        # Where there is a date, its source is beside it, and is the title's as well.
        marks=(when, () if row["date_text"] else title, state),
        edit=Link(_("Record the outcome") if is_wanted else _("Edit"), form) if may_edit else None,
        is_wanted=is_wanted,
    )


def _owner(row: Found, to: To) -> str:
    """The way to what a milestone belongs to."""
    page, name, field = {
        "proposal": ("forslag", "nr", "proposal_number"),
        "pool": ("strategi", "pulje", "pool_code"),
        "process": ("strategi", "proces", "process_code"),
    }.get(row["belongs"], (addresses.FRONT, "", ""))
    return to(page, **({name: row[field]} if name else {}))


def _bar(row: Found, scale: Scale) -> Bar | None:
    if row["date_end"] is None:
        return None
    first, last = milestones.days(row)
    left = scale.at(first)
    return Bar(left, round(scale.at(last + timedelta(days=1)) - left, 2))


def _late_words(count: int) -> str:
    return ngettext(
        "{n} agreed deadline is overdue: it has passed, and no outcome is recorded",
        "{n} agreed deadlines are overdue: they have passed, and no outcome is recorded",
        count,
    )


def _unknown_words(count: int) -> str:
    return ngettext(
        "{n} date has passed without its outcome being recorded",
        "{n} dates have passed without their outcome being recorded",
        count,
    )


def _undated_words(count: int) -> str:
    return ngettext(
        "{n} milestone has no date in the minutes",
        "{n} milestones have no date in the minutes",
        count,
    )


def _settled_words(count: int) -> str:
    return ngettext("{n} date with a recorded outcome", "{n} dates with a recorded outcome", count)
