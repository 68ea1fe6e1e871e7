"""Statusark as one fragment: the overview on a sheet, then a sheet a proposal, made to be printed.

They are the overview's and the proposal's own templates; what the first sheet lists below its table
is worded as in the pdf.
"""

from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from portfolio.language import _
from portfolio.queries.filtering import Filters
from portfolio.queries.overview import attention, figures
from portfolio.queries.overview.board import Order
from portfolio.queries.papers import shapes
from portfolio.queries.proposals import involvement
from portfolio.reports.papers import phrases, status_sheet
from portfolio.screens import drawing
from portfolio.screens.drawing import Link, Read, To
from portfolio.screens.frame import frame
from portfolio.screens.overview import board, summary
from portfolio.screens.papers import sheets
from portfolio.screens.proposals import sheet

PAGE = "statusark"
#: More rows than this have no room beside what is below them: then the gravest, and the sums.
_ROWS = 20
_GRAVEST = 12
_ASKED = 5
#: So many proposals have their sheets on one page of the browser's.
SHEETS = 30


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the sheets are made of, on a day."""

    filters: Filters
    paper: shapes.Facts
    first: dict[str, Any] | None  # what the overview's parts are given; None: only proposals
    sheets: tuple[sheet.Facts, ...]
    page: int  # of the sheets, counted from 1
    total: int


def ask(
    read: Read, filters: Filters, paper: shapes.Facts, *, number: int | None, page: int
) -> Facts:
    """Of all proposals, SHEETS a page, or of the one of that number."""
    numbers = [one.number for one in paper.proposals]
    page = max(1, min(page, -(-len(numbers) // SHEETS)))
    shown = numbers[(page - 1) * SHEETS : page * SHEETS]
    with_first = number is None and page == 1 and bool(numbers)
    return Facts(
        filters=filters,
        paper=paper,
        first=_first(read, filters, paper) if with_first else None,
        sheets=sheets.ask(read, filters, paper, shown),
        page=page,
        total=len(numbers),
    )


def _first(read: Read, filters: Filters, paper: shapes.Facts) -> dict[str, Any]:
    code, day = filters.portfolio, filters.as_of
    counted = read(figures.key_figures, filters=filters)
    order = Order.PURPOSE if counted.total <= _ROWS else Order.LIGHT
    return {
        "figures": counted,
        "chain": read(involvement.chain, portfolio=code, as_of=day),
        "deadline": read(attention.next_deadline, filters=filters),
        "requests": paper.requests,
        "board": board.ask(read, filters, order=order, page=1, at="overblik"),
    }


def draw(facts: Facts, to: To) -> Markup:
    """The sheets, one below the other."""
    words = status_sheet.whole_in_words(facts.paper)
    return drawing.draw(
        "statusark.html",
        to=to,
        words=words,
        logo=frame.logo(to),
        nothing=phrases.nothing_known(facts.paper),
        first=None if facts.first is None else _drawn(facts, facts.first, words, to),
        sheets=[_sheet(one, to) for one in facts.sheets],
    )


def _drawn(facts: Facts, first: dict[str, Any], words: dict[str, Any], to: To) -> dict[str, Any]:
    day = facts.filters.as_of
    chain = tuple((step["party"], step["state"]) for step in first["chain"])
    shown, many = board.board(first["board"], to), first["figures"].total > _ROWS
    if many:
        (group,) = shown.groups
        gravest = replace(group, rows=group.rows[:_GRAVEST])
        rest = Link(_("and {n} more", n=shown.total - _GRAVEST), to("overblik", orden="lys"))
        shown = replace(shown, groups=(gravest,), pages=(rest,))
    return {
        "summary": summary.summary(first["figures"], chain, first["deadline"], day),
        "asked": summary.asked(first["requests"], day, to, _ASKED),
        "board": shown,
        "purposes": words["purposes"] if many else (),
    }


def _sheet(facts: sheet.Facts, to: To) -> dict[str, Any]:
    own = facts.proposal.facts
    return {
        "number": own["number"],
        "title": sheet.title(facts),
        "purpose": own["purpose_title"],
        "screen": sheet.draw(facts, to, False, False, on_paper=True),
    }
