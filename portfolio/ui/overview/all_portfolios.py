"""All portfolios on the screen: a card each, the same as a table, and what one centre has."""

from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from portfolio import labels, language
from portfolio.domain.party_words import PartyWord
from portfolio.language import _, ngettext
from portfolio.queries import filter_choices
from portfolio.queries.overview import all_portfolios
from portfolio.queries.overview.all_portfolios import PortfolioSummary
from portfolio.screens.overview import attention
from portfolio.ui import choices, components, links, session, tables
from portfolio.ui.filter_bar import Picker
from portfolio.ui.tables import Column

_PARTY = "part"
_A_ROW = 3
_LIGHTS = ("green", "amber", "red", "none")


def choose_filters(pick: Picker) -> dict[str, Any]:
    """Whose proposals are counted."""
    return {"party": pick(_PARTY, _("Centre or party"), _("All centres and parties"), _parties)}


def _parties() -> dict[str, str]:
    return choices.named(session.read(filter_choices.party_choices))


def key_line(summaries: tuple[PortfolioSummary, ...]) -> None:
    """How much there is in all of them together."""
    figures = [summary.figures for summary in summaries]
    total = sum(each.total for each in figures)
    yes = sum(each.accepted for each in figures)
    ask = sum(summary.asked for summary in summaries)
    st.markdown(
        components.joined(
            [
                ngettext("**{n}** portfolio", "**{n}** portfolios", len(figures)),
                ngettext("**{n}** proposal", "**{n}** proposals", total),
                _("**{n} of {total}** have somebody responsible", n=yes, total=total),
                _("**{n}** to the directorate", n=ask),
            ]
        )
    )


def cards(summaries: tuple[PortfolioSummary, ...], day: date) -> None:
    """A card a portfolio, three beside each other."""
    for column, summary in components.beside(summaries, _A_ROW, gap="medium"):
        with column, st.container(border=True, height="stretch"):
            _card(summary, day)


def _card(summary: PortfolioSummary, day: date) -> None:
    st.header(_link(summary), anchor=False)
    figures = summary.figures
    yes = _("**{n} of {total}** have somebody responsible", n=figures.accepted, total=figures.total)
    counted = [
        ngettext("**{n}** proposal", "**{n}** proposals", figures.total),
        _("**{n}** to the directorate", n=summary.asked),
    ]
    lines = [
        components.joined(counted),
        _lights(summary),
        yes,
        _deadline(summary, day),
        _gravest(summary),
    ]
    st.markdown(components.lines(lines))


def _link(summary: PortfolioSummary) -> str:
    return links.link(summary.title, "", **{links.PORTFOLIO: summary.code})


def _lights(summary: PortfolioSummary) -> str:
    """Only the lights there are, each with its shape and its word."""
    counts = dict(summary.figures.lights)
    return " ".join(components.counted(rag, counts[rag]) for rag in _LIGHTS if counts[rag])


def _deadline(summary: PortfolioSummary, day: date) -> str:
    if summary.deadline is None:
        return components.quiet(_("No deadline ahead"))
    title = links.link(
        summary.deadline.title,
        "tidslinje",
        **{links.PORTFOLIO: summary.code, "milepael": summary.deadline.code},
    )
    days = (date.fromisoformat(summary.deadline.date_end) - day).days
    left = ngettext("in {n} day", "in {n} days", days) if days else _("today")
    when = links.plain(language.within(summary.deadline.date_text))
    return _("Next deadline **{date}** ({left}): {title}", date=when, left=left, title=title)


def _gravest(summary: PortfolioSummary) -> str:
    if summary.gravest is None:
        return components.quiet(_("Nothing needs attention"))
    return _("Needs attention: {what}", what=attention.sentence(summary.gravest))


def table(summaries: tuple[PortfolioSummary, ...]) -> None:
    """The cards' twin, to read and to take along."""
    columns = [
        Column(_("Portfolio"), lambda row: row.title, _link),
        Column(_("Proposals"), lambda row: row.figures.total),
        *(Column(labels.light(rag), partial(_count, rag)) for rag in _LIGHTS),
        Column(_("With somebody responsible"), lambda row: row.figures.accepted),
        Column(_("To the directorate"), lambda row: row.asked),
        Column(_("Next deadline"), _deadline_words),
        Column(_("Needs attention"), _gravest_words),
    ]
    with st.expander(_("The portfolios as a table")):
        tables.show(summaries, columns, "portefoeljer", alt=_("All portfolios"))


def _count(rag: str, summary: PortfolioSummary) -> int:
    return dict(summary.figures.lights)[rag]


def _deadline_words(summary: PortfolioSummary) -> str:
    deadline = summary.deadline
    return f"{deadline.date_text}: {deadline.title}" if deadline else _("No deadline ahead")


def _gravest_words(summary: PortfolioSummary) -> str:
    if summary.gravest is None:
        return _("Nothing needs attention")
    return attention.sentence(summary.gravest).replace("**", "")


def of_party(party: str, day: date) -> None:
    """What one centre has in any portfolio, its own word first."""
    rows = session.read(
        all_portfolios.of_party, as_of=day, today=session.today(), party=party
    ).to_dict("records")
    name = links.plain(_parties().get(party, party))
    st.header(_("Proposals of {party}", party=name), anchor=False)
    if not rows:
        components.empty(_("No proposal names it on {day}.", day=language.long_date(day)))
        return
    yes = sum(row["word"] == PartyWord.ACCEPTED for row in rows)
    st.markdown(_("Has said yes to **{n} of {total}**.", n=yes, total=len(rows)))
    columns = [
        Column(_("Portfolio"), "portfolio_title"),
        Column(_("No."), "number"),
        Column(
            _("Proposal"),
            "title",
            lambda row: links.number(row["number"], row["portfolio"], row["title"]),
        ),
        tables.light(),
        tables.stage(),
        Column(_("Role or answer"), lambda row: labels.label("party_word", row["word"])),
    ]
    tables.show(rows, columns, "portefoeljer-part", alt=_("Proposals of one centre"))


def say_none(day: date, filters: dict[str, Any]) -> None:
    """No proposal names the party, or there was no portfolio yet on the day."""
    when = language.long_date(day)
    if filters["party"] is not None:
        components.empty(_("No proposal names it on {day}.", day=when))
    else:
        components.empty(_("There were no portfolios on {day}. Choose a later day.", day=when))
