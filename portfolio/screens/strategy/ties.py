"""Who hangs on what: the pools and the processes, a column a proposal, and on what none hangs."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

from portfolio import labels, language
from portfolio.domain.model import PoolKind
from portfolio.domain.ties import Tied
from portfolio.language import _, ngettext
from portfolio.screens import chips, drawing, sources
from portfolio.screens.chips import Cell
from portfolio.screens.drawing import Link, To
from portfolio.screens.proposals.record import Line
from portfolio.screens.sources import Marks
from portfolio.screens.strategy import ahead, money, waiting
from portfolio.screens.strategy.ahead import Ahead
from portfolio.screens.strategy.hanging import PAGE, Facts, hanging, how, way, without

#: More proposals than this get no column each: their numbers stand in one.
_COLUMNS = 12
Row = dict[Any, Any]


class Noun(NamedTuple):
    """A pool or process: which proposals hang on it and how, its facts, what is next with it."""

    title: Link | None  # None: the line of the proposals that hang on none
    remark: str
    cells: tuple[Cell, ...]  # one a column
    facts: tuple[Line, ...] = ()
    ahead: Ahead | None = None


class Table(NamedTuple):
    """The pools or the processes."""

    heading: str
    first: str
    facts: str
    nouns: tuple[Noun, ...]
    loose: Noun | None


def draw(facts: Facts, to: To, shows_sources: bool) -> Markup:
    """The page below its heading."""
    marks = Marks(facts.cited, to, PAGE, {})
    is_wide = len(facts.proposals) <= _COLUMNS
    return drawing.draw(
        "strategy.html",
        to=to,
        shows_sources=shows_sources,
        numbered=tuple(
            (Link(str(row["number"]), to("forslag", nr=row["number"])), row["title"])
            for row in facts.proposals
            if is_wide
        ),
        nothing=""
        if facts.proposals
        else _(
            "There were no proposals on {day}. Choose a later day.",
            day=language.long_date(facts.day),
        ),
        summary=_summary(facts),
        common=_common(facts, marks, to),
        waiting=waiting.waiting(facts.parked, facts.day, to),
        tables=(_pools(facts, marks, to), _processes(facts, marks, to)),
        ways=_ways(facts, to, shows_sources),
    )


def _ways(facts: Facts, to: To, shows_sources: bool) -> tuple[Link, ...]:
    shares = any(row["co_financing_share"] is not None for row in facts.pools)
    calculate = (Link(_("Calculate on a pool"), to("beregner")),) if shares else ()
    return (*calculate, sources.switch(to, PAGE, {}, shows_sources))


def _summary(facts: Facts) -> tuple[str, ...]:
    """How many hang on nothing; ** stands round the number."""
    total = len(facts.proposals)
    poolless, alone = (len(without(facts, kind)) for kind in ("pool", "process"))
    said = (
        ngettext(
            "**{n} of {total} proposals** has no pool",
            "**{n} of {total} proposals** have no pool",
            poolless,
            total=total,
        ),
        ngettext(
            "**{n} of {total} proposals** has no strategy process of its own",
            "**{n} of {total} proposals** have no strategy process of their own",
            alone,
            total=total,
        ),
    )
    counted = zip(said, (poolless, alone), strict=True)
    return tuple(words for words, count in counted if count)


def _common(facts: Facts, marks: Marks, to: To) -> tuple[tuple[str, Link, Line], ...]:
    """What all of them hang on, and how."""
    found = {row["code"]: row for row in reversed(facts.relations) if row["common"]}
    count = len(facts.proposals)
    return tuple(
        (
            ngettext("**All {n} proposals**", "**All {n} proposals**", count),
            Link(row["title"], way(row["kind"], row["code"], to)),
            Line(how([row]), "", marks.of(row["id"])),
        )
        for row in reversed(found.values())
    )


def _pools(facts: Facts, marks: Marks, to: To) -> Table:
    hung = hanging(facts, "pool")
    kinds = list(PoolKind)
    # Those that some hang on first, the state's before our own.
    ordered = sorted(facts.pools, key=lambda row: (not hung[row["code"]], kinds.index(row["kind"])))
    nouns = tuple(
        _noun(facts, "pool", row, hung[row["code"]], to)._replace(
            facts=money.of_pool(row, marks), ahead=ahead.of_pool(row, facts.milestones, to)
        )
        for row in ordered
    )
    loose = _loose(facts, "pool", _("No pool"), to)
    return Table(_("Funding pools"), _("Funding pool"), _("Money"), nouns, loose)


def _processes(facts: Facts, marks: Marks, to: To) -> Table:
    hung = hanging(facts, "process")
    ordered = sorted(facts.processes, key=lambda row: -len(hung[row["code"]]))
    nouns = tuple(
        _noun(facts, "process", row, hung[row["code"]], to)._replace(
            facts=(owner(row, marks),),
            ahead=ahead.of_process(row, facts.windows, facts.milestones, to),
        )
        for row in ordered
    )
    loose = _loose(facts, "process", _("No process of its own"), to)
    return Table(_("Strategy processes"), _("Strategy process"), _("Responsible"), nouns, loose)


def _noun(facts: Facts, kind: str, row: Row, hung: Sequence[Row], to: To) -> Noun:
    remark = " · ".join(filter(None, (labels.label(f"{kind}_kind", row["kind"]), how(hung))))
    title = Link(row["title"], way(kind, row["code"], to))
    return Noun(title, remark, _cells(facts, hung, partial(_tie, to=to)))


def _tie(tie: Row, to: To) -> chips.Chip:
    number = Tied(tie["number"], tie["certainty"])
    words = labels.label("relation", tie["relation"])
    return chips.chip(number, tie["proposal"], words, "full", to)


def _loose(facts: Facts, kind: str, words: str, to: To) -> Noun | None:
    def made(row: Row) -> chips.Chip:
        return chips.chip(Tied(row["number"]), row["title"], words, "plain", to)

    ends = without(facts, kind)
    return Noun(None, words, _cells(facts, ends, made)) if ends else None


def _cells(
    facts: Facts, ties: Sequence[Row], make: Callable[[Row], chips.Chip]
) -> tuple[Cell, ...]:
    """A cell a proposal, or all in one where they are too many for a column each."""
    if not 0 < len(facts.proposals) <= _COLUMNS:
        return (chips.cell(ties, make),)
    return tuple(
        chips.cell([one for one in ties if one["number"] == row["number"]], make)
        for row in facts.proposals
    )


def owner(row: Row, marks: Marks) -> Line:
    """Who a process belongs to, where the source says it."""
    if not row["owner"]:
        return Line("", _("Not stated in the minutes"), ())
    said = marks.hedged(row["owner"], row["id"], "owner_party")
    return Line(said, "", marks.of(row["id"], "owner_party"))
