"""Opfølgninger: which of them the reader asks for, and the file of what is shown."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from portfolio import labels, language
from portfolio.language import _
from portfolio.queries import filter_choices
from portfolio.queries.meetings.follow_ups import NOBODY, WAITING, Filters
from portfolio.reports.meetings import sentences
from portfolio.screens.addresses import SOURCES
from portfolio.screens.meetings import follow_ups as screen
from portfolio.screens.meetings.follow_ups import Facts
from portfolio.ui import asof, choices, components, drawing, links, session, tables
from portfolio.ui.filter_bar import Picker
from portfolio.ui.tables import Column


def asked_id() -> str | None:
    """The follow-up the address asks for; None: all of them."""
    return str(st.query_params.get(screen.PARAMETER, ""))[:60] or None


def choose(portfolio: str, day: date, pick: Picker) -> Filters:
    """The filters, all of them in the address."""
    state = pick("tilstand", _("Status"), _("All statuses"), _states)
    party = pick("ansvarlig", _("Responsible"), _("All responsible"), _parties)
    proposal = pick.proposal(portfolio)
    scope = pick(
        "omfang",
        _("Scope"),
        _("About this portfolio"),
        lambda: {"alle": _("Everything the meetings decided")},
    )
    return Filters(
        as_of=day,
        portfolio=None if scope == "alle" else portfolio,
        within=portfolio,
        state=state,
        party=party,
        proposal=proposal,
    )


def _states() -> dict[str, str]:
    return {WAITING: _("Everything that waits"), **labels.words("follow_up_state")}


def _parties() -> dict[str, str]:
    parties = choices.named(session.read(filter_choices.party_choices))
    return {NOBODY: _("Responsible missing"), **parties}


def say_none(day: date) -> None:
    """No meeting has asked for anything yet."""
    sentence = _(
        "Nothing is to be followed up as of {day}: no meeting has asked for it.",
        day=language.long_date(day),
    )
    components.empty(sentence + asof.offer_first_day(day))


def say_unknown(day: date) -> None:
    """The address asks for a follow-up that is not there, or not yet."""
    components.empty(
        _(
            "There is no such follow-up as of {day}. Go back to the list and choose again.",
            day=language.long_date(day),
        )
    )


def show(filters: Filters, id: str | None = None) -> Facts:
    """What is read: all that match, or the one of that id."""
    facts = session.read(screen.of, filters=filters, id=id)
    shown = st.query_params.get(SOURCES) == "ja"
    address = tuple(links.asked().items())
    page = max(1, choices.number("side") or 1)
    drawing.show(session.write_once(screen.draw, facts, links.to, shown, address, page))
    return facts


def downloads(facts: Facts) -> None:
    """The file of what is listed."""
    if facts.listed:
        tables.downloads(lambda: tables.frame(facts.listed, _columns(facts)), screen.PAGE)


def _columns(facts: Facts) -> list[Column]:
    return [
        Column(_("Follow-up"), "title"),
        Column(_("Responsible"), lambda row: row["responsible"] or _("responsible missing")),
        Column(_("Date"), lambda row: sentences.when(row, _("date missing"))),
        Column(_("Status"), lambda row: labels.label("follow_up_state", row["state"])),
        Column(_("Closed"), lambda row: row["closed_on"] and language.short_date(row["closed_on"])),
        Column(_("What was said"), "state_note"),
        Column(_("Decision"), lambda row: sentences.named(row["decision"], row["decided_on"])),
        Column(_("Meeting"), "meeting"),
        Column(_("Proposals"), lambda row: labels.by_certainty(row["numbers"], _bare)),
        Column(_("Note"), "note"),
        tables.source("follow_ups", facts.listed),
    ]


def _bare(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
