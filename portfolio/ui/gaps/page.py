"""Gaps on the screen: how many and whose, each with what it holds up, and the table of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _, ngettext
from portfolio.queries.gaps import gaps
from portfolio.reports.requests import sentences
from portfolio.ui import asof, choices, components, links, session, tables
from portfolio.ui.filter_bar import Picker
from portfolio.ui.gaps import cards
from portfolio.ui.sources import Marks
from portfolio.ui.tables import Column

PAGE = cards.PAGE
PER_PAGE = 20
_YES_NO: dict[str | None, bool] = {"ja": True, "nej": False}


def choose_filters(portfolio: str, pick: Picker) -> dict[str, Any]:
    """Which gaps: by kind, by who can answer, by what they hold up, by proposal."""
    blocks = pick(
        "blokerer",
        _("Holds something up"),
        _("Whether it holds something up or not"),
        lambda: {"ja": _("Holds something up"), "nej": _("Holds nothing up")},
    )
    concerns = pick(
        "omfang",
        _("Scope"),
        _("Portfolio and meeting"),
        lambda: {"ja": _("Only the portfolio"), "nej": _("Only the other items of the meeting")},
    )
    return {
        "kind": pick(
            "hultype", _("Type of question"), _("All types"), lambda: labels.words("gap_kind")
        ),
        "answerer": pick(
            "svar", _("Who can answer"), _("Whoever can answer"), lambda: _answerers(portfolio)
        ),
        "blocks": _YES_NO.get(blocks),
        "concerns": _YES_NO.get(concerns),
        "proposal": pick.proposal(portfolio),
    }


def _answerers(portfolio: str) -> dict[str, str]:
    known = session.read(gaps.answerers, portfolio=portfolio)
    return choices.named(known) | {gaps.NOBODY: _("not known who")}


def key_line(figures: gaps.Figures) -> None:
    """How many are open, and how many of them hold something up."""
    is_open = ngettext("**{n}** open", "**{n}** open", figures.open)
    blocking = _("of them **{n}** hold something up", n=figures.blocking)
    answered = ngettext("**{n}** answered", "**{n}** answered", figures.answered)
    counted = [f"{is_open}, {blocking}", answered if figures.answered else ""]
    st.markdown(components.joined(counted))


def answerers(figures: gaps.Figures) -> None:
    """Who can answer how many of them; a name narrows the page to its own."""
    if figures.open:
        counted = [_count(row) for row in figures.by_answerer.to_dict("records")]
        st.markdown(_("Can be answered by: {parties}", parties=components.joined(counted)))


def _count(row: dict[Any, Any]) -> str:
    name = row["name"] or _("not known who")
    counted = f"{links.link(name, PAGE, svar=row['code'])} {row['open']}"
    if not row["blocking"]:
        return counted
    return counted + " " + ngettext("({n} blocking)", "({n} blocking)", row["blocking"])


def table(known: pd.DataFrame) -> None:
    """All that match as a table: the cards' twin."""
    with st.expander(_("The questions as a table")):
        tables.show(
            known.to_dict("records"), _columns, PAGE, alt=_("Open questions and contradictions")
        )


def _columns(rows: Sequence[Any]) -> list[Column]:
    ids = tuple(row["id"] for row in rows)
    subjects = session.read(gaps.about, gaps=ids)
    return [
        Column(_("Code"), "code", lambda row: links.link(row["code"], PAGE, hul=row["code"])),
        Column(_("Question"), "question"),
        Column(_("Type"), lambda row: labels.label("gap_kind", row["kind"])),
        Column(_("Who can answer"), cards.answerer),
        Column(_("Holds up"), lambda row: row["blocks"] or _("nothing")),
        Column(_("Status"), lambda row: labels.label("gap_status", row["status"])),
        Column(_("Explanation"), "explanation", on_screen=False),
        Column(_("About"), lambda row: cards.subjects_in_words(row, subjects), on_screen=False),
        Column(_("Raised"), lambda row: date.fromisoformat(row["raised_on"]), on_screen=False),
        Column(_("Answer"), sentences.answer, on_screen=False),
        tables.source(Marks("gaps", ids)),
    ]


def asked(everything: gaps.Filters) -> pd.DataFrame | None:
    """The gap of ``?hul=A21``; what is not on record is said, and None answered."""
    code = st.query_params.get("hul")
    if code is None:
        return None
    gap = session.read(gaps.gap, filters=everything, code=code)
    if len(gap):
        return gap
    st.warning(
        _(
            "There is no open question “{asked}” as of {day}. All of them are shown instead.",
            asked=links.plain(code[:40]),
            day=language.long_date(everything.as_of),
        )
    )
    return None


def say_none(filters: gaps.Filters, everything: gaps.Filters) -> None:
    """Why there is nothing: the filters, or the day."""
    if filters != everything:
        components.empty(_("No question matches these filters. Clear them to see the rest."))
        return
    day = language.long_date(filters.as_of)
    sentence = _("No open questions are on record on or before {day}.", day=day)
    components.empty(sentence + asof.offer_first_day(filters.as_of))
