"""All portfolios: whose proposals are counted, the fragment, and the same to take along."""

from functools import partial

from portfolio import labels, language
from portfolio.language import _
from portfolio.queries import filter_choices
from portfolio.queries.filtering import Filters
from portfolio.queries.overview.all_portfolios import PortfolioSummary
from portfolio.reports import dated
from portfolio.screens.overview import all_portfolios, attention
from portfolio.ui import choices, components, drawing, links, session, tables
from portfolio.ui.filter_bar import Picker
from portfolio.ui.overview import page
from portfolio.ui.tables import Column

_LIGHTS = ("green", "amber", "red", "none")


def choose_party(pick: Picker) -> str | None:
    """Whose proposals are counted."""
    return pick("part", _("Centre or party"), _("All centres and parties"), _parties)


def _parties() -> dict[str, str]:
    return choices.named(session.read(filter_choices.party_choices))


def show(filters: Filters) -> None:
    """The portfolios and their proposals, or why there are none."""
    order, number = page.place(filters)
    whose = _parties().get(filters.party, "") if filters.party else ""
    facts = all_portfolios.ask(session.read, filters, order=order, page=number, whose=whose)
    when = language.long_date(filters.as_of)
    if facts.summaries:
        drawing.show(session.write_once(all_portfolios.draw, facts, links.to))
        _offer_files(facts.summaries)
    elif filters.party is not None:
        components.empty(_("No proposal names it on {day}.", day=when))
    else:
        components.empty(_("There were no portfolios on {day}. Choose a later day.", day=when))


def _offer_files(summaries: tuple[PortfolioSummary, ...]) -> None:
    columns = [
        Column(_("Portfolio"), lambda row: row.title),
        Column(_("Proposals"), lambda row: row.figures.total),
        *(Column(labels.light(rag), partial(_count, rag)) for rag in _LIGHTS),
        Column(_("With somebody responsible"), lambda row: row.figures.accepted),
        Column(_("To the directorate"), lambda row: row.asked),
        Column(_("Next deadline"), _deadline_words),
        Column(_("Needs attention"), _gravest_words),
    ]
    tables.downloads(lambda: tables.frame(summaries, columns), _("Portfolios"))


def _count(rag: str, summary: PortfolioSummary) -> int:
    return dict(summary.figures.lights)[rag]


def _deadline_words(summary: PortfolioSummary) -> str:
    deadline = summary.deadline
    return (
        f"{dated.said(deadline.date_text)}: {deadline.title}"
        if deadline
        else _("No deadline ahead")
    )


def _gravest_words(summary: PortfolioSummary) -> str:
    if summary.gravest is None:
        return _("Nothing needs attention")
    return attention.sentence(summary.gravest).replace("**", "")
