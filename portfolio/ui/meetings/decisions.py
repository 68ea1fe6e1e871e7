"""Beslutninger: which of them the reader asks for, and the file of what is shown."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from portfolio import labels, language
from portfolio.language import _
from portfolio.queries.meetings import meetings
from portfolio.screens.addresses import SOURCES
from portfolio.screens.meetings import decisions as screen
from portfolio.screens.meetings import facts as screen_facts
from portfolio.screens.meetings.facts import Asked
from portfolio.ui import (
    asof,
    choices,
    components,
    drawing,
    filter_bar,
    frame,
    links,
    session,
)
from portfolio.ui.documents import documents
from portfolio.ui.filter_bar import Picker


def choose(portfolio: str, day: date, tools: DeltaGenerator) -> Asked:
    """What the address and the filters ask for; ``tools`` is where the filters stand.

    Before the first meeting nothing is decided: the page says so and ends here.
    """
    held = session.read(meetings.meetings_held, as_of=day)
    if held.empty:
        _say_none(day)
        st.stop()
    here: dict[str, Any] = {
        "portfolio": portfolio,
        "as_of": day,
        "is_current": day >= session.today(),
    }
    if focus := _focus(held, day):
        return Asked(**here, **focus)
    with tools, filter_bar.folded("beslutninger:filters") as pick:
        filters = _filters(held, portfolio, pick)
    if filters["meeting"]:
        pick.words = pick.words[1:]  # the page is the meeting's, and says so
    filter_bar.say(pick, "beslutninger:clear")
    return Asked(**here, **filters, page=max(1, choices.number("side") or 1))


def _say_none(day: date) -> None:
    sentence = _(
        "No meeting is on record on or before {day}, so nothing is decided yet.",
        day=language.long_date(day),
    )
    components.empty(sentence + asof.offer_first_day(day))


def _focus(held: pd.DataFrame, day: date) -> dict[str, Any] | None:
    """What ``?punkt=7`` or ``?beslutning=7.2`` asks for; what is not on record is said."""
    decision, item = st.query_params.get("beslutning"), st.query_params.get("punkt")
    if decision is None and item is None:
        return None
    ids = held[held["code"] == st.query_params.get("moede")]["id"].tolist()
    number = choices.number("punkt")
    place = None
    if decision is not None or number is not None:
        asked = {"item": number, "decision": decision, "meeting": ids[0] if ids else None}
        place = session.read(meetings.meeting_with, as_of=day, **asked)
    if place is None:
        _say_unknown(decision, item, day)
        return None
    return {"meeting": place[0], "item": place[1], "number": decision}


def _say_unknown(decision: str | None, item: str | None, day: date) -> None:
    values = {
        "asked": links.plain((decision or item or "")[:20]),
        "day": language.long_date(day),
    }
    if decision is not None:
        st.warning(
            _("There is no decision “{asked}” as of {day}. All are shown instead.", **values)
        )
    else:
        st.warning(_("There is no item “{asked}” as of {day}. All are shown instead.", **values))


def _filters(held: pd.DataFrame, portfolio: str, pick: Picker) -> dict[str, Any]:
    """Which decisions: of a meeting, by outcome, by difference, by proposal."""
    rows = held.to_dict("records")
    code = pick(
        "moede",
        _("Meeting"),
        _("All meetings"),
        lambda: {row["code"]: _named(row) for row in rows},
    )
    outcome = pick(
        "udfald", _("Outcome"), _("All outcomes"), lambda: labels.words("decision_outcome")
    )
    departs = pick(
        "afviger",
        _("Departs from the recommendation"),
        _("Whether it departs from the recommendation or not"),
        lambda: {"ja": _("Only where the decision departs from the recommendation")},
    )
    return {
        "meeting": next((row["id"] for row in rows if row["code"] == code), None),
        "outcome": outcome,
        "differs": True if departs == "ja" else None,
        "proposal": pick.proposal(portfolio),
    }


def _named(row: dict[Any, Any]) -> str:
    day = language.long_date(row["held_on"])
    return str(row["title"]) if day in row["title"] else f"{row['title']}, {day}"


def show(asked: Asked) -> None:
    """What is read, then what hangs on it, and the file of it."""
    facts = session.read(screen_facts.of, asked=asked)
    frame.name_tab(screen.title(facts))
    shown = st.query_params.get(SOURCES) == "ja"
    address = tuple(links.asked().items())
    drawing.show(session.write_once(screen.draw, facts, links.to, shown, address))
    if asked.number is not None:
        for row in facts.made:
            heading = _("Attachments and links to decision {number}", number=row["number"])
            documents.where_any("decisions", row["id"], asked.as_of, heading=heading, small=True)
    elif asked.meeting is not None:
        heading = _("Attachments and links to the meeting")
        documents.where_any("meetings", asked.meeting, asked.as_of, heading=heading, small=True)
