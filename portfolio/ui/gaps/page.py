"""Gaps on the screen: how many and whose, each as a card, and all of them to take along."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from portfolio import labels, language
from portfolio.domain.model import GapStatus
from portfolio.language import _
from portfolio.queries.gaps import gaps
from portfolio.reports.requests import sentences
from portfolio.screens.gaps import questions
from portfolio.ui import (
    asof,
    choices,
    components,
    drawing,
    edit_links,
    links,
    session,
    tables,
)
from portfolio.ui.filter_bar import Picker
from portfolio.ui.gaps import answering
from portfolio.ui.tables import Column

PAGE = questions.PAGE
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


def show(filters: gaps.Filters, everything: gaps.Filters) -> None:
    """The questions that match, a page of cards at a time, and all of them to take along."""
    known = session.read(gaps.gaps_known, filters=filters)
    if known.empty:
        return _say_none(filters, everything)
    figures = session.read(gaps.figures, filters=filters)
    drawing.show(questions.summary(figures, links.to, filters.answerer is not None))
    asof.say_age(filters.portfolio, filters.as_of)
    board = st.container()
    # Other filters begin again from the first page.
    shown = components.page_of(known, questions.A_PAGE, f"page:{PAGE}:{filters}")
    with board:
        _cards(shown, filters.as_of)
    found = known.to_dict("records")
    tables.downloads(lambda: tables.frame(found, _columns(found)), PAGE)


def show_one(gap: pd.DataFrame, day: date) -> None:
    """The one question that the address asks for."""
    st.markdown(links.link(_("Show all questions"), PAGE))
    _cards(gap, day)


def _cards(shown: pd.DataFrame, day: date) -> None:
    """The questions; whoever keeps content answers on the card."""
    found, edits = shown.to_dict("records"), edit_links.may_edit()
    cards = questions.cards(session.read, found, links.to, links.asked(), edits)
    if not edits or day < session.today():
        drawing.show(Markup("").join(cards))
        return
    for row, card in zip(found, cards, strict=True):
        with st.container(gap=None):
            drawing.show(card)
            if row["status"] == GapStatus.OPEN:
                answering.offer(row)


def _columns(found: Sequence[Any]) -> list[Column]:
    ids = tuple(row["id"] for row in found)
    about: defaultdict[str, list[str]] = defaultdict(list)
    for one in session.read(gaps.about, gaps=ids).to_dict("records"):
        about[one["gap_id"]].append(questions.words(one))
    return [
        Column(_("Code"), "code"),
        Column(_("Question"), "question"),
        Column(_("Type"), lambda row: labels.label("gap_kind", row["kind"])),
        Column(_("Who can answer"), questions.answerer),
        Column(_("Holds up"), lambda row: row["blocks"] or _("nothing")),
        Column(_("Status"), lambda row: labels.label("gap_status", row["status"])),
        Column(_("Explanation"), "explanation"),
        Column(_("About"), lambda row: ", ".join(about[row["id"]])),
        Column(_("Raised"), lambda row: date.fromisoformat(row["raised_on"])),
        Column(_("Answer"), sentences.answer),
        tables.source("gaps", found),
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


def _say_none(filters: gaps.Filters, everything: gaps.Filters) -> None:
    """Why there is nothing: the filters, or the day."""
    if filters != everything:
        components.empty(_("No question matches these filters. Clear them to see the rest."))
        return
    day = language.long_date(filters.as_of)
    sentence = _("No open questions are on record on or before {day}.", day=day)
    components.empty(sentence + asof.offer_first_day(filters.as_of))
