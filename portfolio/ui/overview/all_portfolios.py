"""All portfolios on the screen: a card each, the same as a table, and what one centre has."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _, ngettext
from portfolio.queries import filter_choices
from portfolio.queries.overview import all_portfolios
from portfolio.queries.overview.all_portfolios import PortfolioSummary
from portfolio.ui import components, links, session, tables
from portfolio.ui.filter_bar import Pick
from portfolio.ui.overview import attention

_PARTY = "part"
_A_ROW = 3
_LIGHTS = ("green", "amber", "red", "none")


def choose_filters(pick: Pick) -> dict[str, Any]:
    """Whose proposals are counted."""
    return {"party": pick(_PARTY, _("Centre or party"), _("All centres and parties"), _parties)}


def _parties() -> dict[str, str]:
    found = session.read(filter_choices.party_choices)
    return dict(zip(found["code"], found["name"], strict=True))


def key_line(found: tuple[PortfolioSummary, ...]) -> None:
    """How much there is in all of them together."""
    total = sum(one.figures.total for one in found)
    yes = sum(one.figures.accepted for one in found)
    ask = sum(one.figures.to_decide for one in found)
    st.markdown(
        components.joined(
            [
                ngettext("**{n}** portfolio", "**{n}** portfolios", len(found)),
                ngettext("**{n}** proposal", "**{n}** proposals", total),
                _("**{n} of {total}** accepted by somebody", n=yes, total=total),
                _("**{n}** for decision", n=ask),
            ]
        )
    )


def cards(found: tuple[PortfolioSummary, ...], day: date) -> None:
    """A card a portfolio, three beside each other."""
    for first in range(0, len(found), _A_ROW):
        row = found[first : first + _A_ROW]
        for place, one in zip(st.columns(_A_ROW, gap="medium"), row, strict=False):
            with place, st.container(border=True, height="stretch"):
                _card(one, day)


def _card(one: PortfolioSummary, day: date) -> None:
    st.header(_link(one), anchor=False)
    figures = one.figures
    yes = _("**{n} of {total}** accepted by somebody", n=figures.accepted, total=figures.total)
    counted = [
        ngettext("**{n}** proposal", "**{n}** proposals", figures.total),
        _("**{n}** for decision", n=figures.to_decide),
    ]
    lines = [components.joined(counted), _lights(one), yes, _deadline(one, day), _gravest(one)]
    st.markdown("  \n".join(line for line in lines if line))


def _link(one: PortfolioSummary) -> str:
    return links.link(one.title, "", **{links.PORTFOLIO: one.code})


def _lights(one: PortfolioSummary) -> str:
    """Only the lights there are, each with its shape and its word."""
    counts = dict(one.figures.lights)
    return " ".join(components.counted(rag, counts[rag]) for rag in _LIGHTS if counts[rag])


def _deadline(one: PortfolioSummary, day: date) -> str:
    if one.deadline is None:
        return components.quiet(_("No deadline ahead"))
    title = links.link(
        one.deadline.title,
        "tidslinje",
        **{links.PORTFOLIO: one.code, "milepael": one.deadline.code},
    )
    days = (date.fromisoformat(one.deadline.date_end) - day).days
    left = ngettext("in {n} day", "in {n} days", days) if days else _("today")
    when = links.plain(one.deadline.date_text)
    return _("Next deadline **{date}** ({left}): {title}", date=when, left=left, title=title)


def _gravest(one: PortfolioSummary) -> str:
    if one.gravest is None:
        return components.quiet(_("Nothing needs attention"))
    return _("Needs attention: {what}", what=attention.coloured(one.gravest))


def table(found: tuple[PortfolioSummary, ...]) -> None:
    """The cards' twin, to read and to take along."""
    bare = pd.DataFrame(
        {
            _("Portfolio"): [one.title for one in found],
            _("Proposals"): [one.figures.total for one in found],
            **{
                labels.light(rag): [dict(one.figures.lights)[rag] for one in found]
                for rag in _LIGHTS
            },
            _("Accepted"): [one.figures.accepted for one in found],
            _("For decision"): [one.figures.to_decide for one in found],
            _("Next deadline"): [_deadline_words(one) for one in found],
            _("Needs attention"): [_gravest_words(one) for one in found],
        }
    )
    screen = tables.plain(bare)
    screen[_("Portfolio")] = [_link(one) for one in found]
    with st.expander(_("The portfolios as a table")):
        tables.show(bare, "portefoeljer", alt=_("All portfolios"), screen=screen)


def _deadline_words(one: PortfolioSummary) -> str:
    found = one.deadline
    return f"{found.date_text}: {found.title}" if found else _("No deadline ahead")


def _gravest_words(one: PortfolioSummary) -> str:
    if one.gravest is None:
        return _("Nothing needs attention")
    return attention.sentence(one.gravest).replace("**", "")


def of_party(party: str, day: date) -> None:
    """What one centre has in any portfolio, its own word first."""
    rows = session.read(all_portfolios.of_party, as_of=day, today=session.today(), party=party)
    name = links.plain(_parties().get(party, party))
    st.header(_("What {party} has", party=name), anchor=False)
    if rows.empty:
        components.empty(_("No proposal names it on {day}.", day=language.long_date(day)))
        return
    yes = int((rows["state"] == "accepted").sum())
    st.markdown(_("Has said yes to **{n} of {total}**.", n=yes, total=len(rows)))
    records = rows.to_dict("records")
    bare = pd.DataFrame(
        {
            _("Portfolio"): [row["portfolio_title"] for row in records],
            _("No."): [row["number"] for row in records],
            _("Proposal"): [row["title"] for row in records],
            _("Light"): [labels.light(row["rag"]) for row in records],
            _("Stage"): [labels.label("stage", row["stage"]) for row in records],
            _("Role"): [labels.label("party_role", row["role"]) for row in records],
            _("Answer"): [_answer(row) for row in records],
        }
    )
    screen = tables.plain(bare)
    screen[_("Proposal")] = [
        links.link(row["title"], "forslag", nr=row["number"], **{links.PORTFOLIO: row["portfolio"]})
        for row in records
    ]
    screen[_("Light")] = [components.light(row["rag"]) for row in records]
    tables.show(bare, "portefoeljer-part", alt=_("What one centre has"), screen=screen)


def _answer(row: dict[Any, Any]) -> str:
    return labels.label("responsibility", row["state"]) if row["state"] else _("not asked")


def say_none(day: date, filters: dict[str, Any]) -> None:
    """No proposal names the party, or there was no portfolio yet on the day."""
    if filters["party"] is not None:
        components.empty(_("No proposal names it on {day}.", day=language.long_date(day)))
        return
    components.empty(
        _("There were no portfolios on {day}. Choose a later day.", day=language.long_date(day))
    )
