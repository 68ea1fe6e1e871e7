"""Alle porteføljer as one fragment: a row a portfolio, then all their proposals."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from markupsafe import Markup

from portfolio import language
from portfolio.language import _, ngettext
from portfolio.queries.filtering import Filters
from portfolio.queries.organisations import organisations
from portfolio.queries.overview.all_portfolios import PortfolioSummary, summaries
from portfolio.queries.overview.attention import Deadline
from portfolio.reports import dated
from portfolio.screens import drawing
from portfolio.screens.addresses import PORTFOLIO
from portfolio.screens.drawing import Link, Read, To
from portfolio.screens.overview import attention, board, summary

PAGE = "portefoeljer"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The portfolios on a day, and a page of their proposals."""

    filters: Filters
    summaries: tuple[PortfolioSummary, ...]
    owners: tuple[tuple[str, str], ...]  # of each, where they are not all of one
    board: board.Facts


@dataclass(frozen=True)
class Row:
    """A portfolio: its lights, what is asked, what is next and what is wrong."""

    portfolio: Link
    total: str
    lights: summary.Bar
    accepted: summary.Bar
    asked: Link | None
    deadline: Link | None
    left: str  # when that is, and how far it is to it
    gravest: attention.Line | None


def ask(read: Read, filters: Filters, *, order: str, page: int, whose: str) -> Facts:
    """Every portfolio of the day; ``whose``: the name of the party that is asked for, if any."""
    day, today = filters.as_of, filters.today
    return Facts(
        filters=filters,
        summaries=read(summaries, as_of=day, today=today, party=filters.party),
        owners=read(organisations.whose),
        board=board.ask(read, filters, order=order, page=page, at=PAGE, whose=whose),
    )


def draw(facts: Facts, to: To) -> Markup:
    """The fragment: the sums, the portfolios, the proposals."""
    found, figures = facts.summaries, facts.board.figures
    counted = (
        ngettext("**{n}** portfolio", "**{n}** portfolios", len(found)),
        ngettext("**{n}** proposal", "**{n}** proposals", figures.total),
        summary.accepted(figures).words,
        _("**{n}** to the directorate", n=sum(one.asked for one in found)),
    )
    whose = facts.board.whose
    return drawing.draw(
        "all_portfolios.html",
        sums=" · ".join(filter(None, counted)),
        rows=[
            _row(one, dict(facts.owners).get(one.code, ""), facts.filters.as_of, to)
            for one in found
        ],
        heading=_("Proposals of {party}", party=whose) if whose else _("The proposals"),
        board=board.board(facts.board, to),
    )


def _row(one: PortfolioSummary, owner: str, day: date, to: To) -> Row:
    there = partial(to, **{PORTFOLIO: one.code})
    deadline = one.deadline
    counted = ngettext("{n} proposal", "{n} proposals", one.figures.total)
    return Row(
        portfolio=Link(one.title, there("overblik")),
        total=f"{owner} · {counted}" if owner else counted,
        lights=summary.lights(dict(one.figures.lights)),
        accepted=summary.accepted(one.figures),
        asked=Link(language.number(one.asked), there("anmodninger")) if one.asked else None,
        deadline=_deadline(deadline, there),
        left=_left(deadline, day),
        gravest=attention.lines([one.gravest], there)[0] if one.gravest else None,
    )


def _deadline(one: Deadline | None, to: To) -> Link | None:
    return Link(one.title, to("tidslinje", milepael=one.code)) if one else None


def _left(one: Deadline | None, day: date) -> str:
    return f"{dated.said(one.date_text)} ({summary.time_left(one, day)})" if one else ""
