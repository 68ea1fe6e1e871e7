"""A meeting on the screen: when and who, its agenda, its items, and who is involved in turn."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _, ngettext
from portfolio.queries import filter_choices
from portfolio.queries.meetings import decisions, meetings
from portfolio.ui import choices, components, links, marks, session, sources
from portfolio.ui.filter_bar import Pick

PAGE = "beslutninger"


@dataclass(frozen=True)
class Focus:
    """The one item, or the one decision under it, that the address asks for."""

    meeting: str
    item: int
    decision: str | None

    @property
    def filters(self) -> dict[str, Any]:
        """The decisions asked for, as the question wants it said."""
        return {"item": self.item, "number": self.decision}


def say_none(day: date) -> None:
    """Before the first meeting nothing is decided, and the page says so."""
    said = _(
        "No meeting is on record on or before {day}, so nothing is decided yet.",
        day=language.long_date(day),
    )
    components.empty(said + offer_first_day(day))


def offer_first_day(day: date) -> str:
    """The way to the day of the first meeting after a day when nothing was known."""
    later = [text for text in session.read(filter_choices.meeting_dates) if text > day.isoformat()]
    if not later:
        return ""
    first = date.fromisoformat(min(later))
    words = _("Show as of {day}", day=language.long_date(first))
    return " " + links.link(words, links.here(), dato=first.isoformat())


def asked(held: pd.DataFrame, day: date) -> Focus | None:
    """What ``?punkt=7`` or ``?beslutning=7.2`` asks for; what is not on record is said."""
    decision, item = st.query_params.get("beslutning"), st.query_params.get("punkt")
    if decision is None and item is None:
        return None
    named = held[held["code"] == st.query_params.get("moede")]["id"].tolist()
    number = choices.number("punkt")
    found = None
    if decision is not None or number is not None:
        found = session.read(
            meetings.meeting_with,
            as_of=day,
            item=number,
            decision=decision,
            meeting=named[0] if named else None,
        )
    if found is None:
        _say_unknown(decision, item, day)
        return None
    return Focus(*found, decision)


def _say_unknown(decision: str | None, item: str | None, day: date) -> None:
    wanted, when = links.plain((decision or item or "")[:20]), language.long_date(day)
    if decision is not None:
        said = _(
            "There is no decision “{asked}” as of {day}. The meeting is shown instead.",
            asked=wanted,
            day=when,
        )
    else:
        said = _(
            "There is no item “{asked}” as of {day}. The meeting is shown instead.",
            asked=wanted,
            day=when,
        )
    st.warning(said)


def choose_meeting(held: pd.DataFrame, focus: Focus | None) -> dict[Any, Any]:
    """The meeting shown: the one in focus, the one chosen, or the newest.

    Its ``named`` is its code in addresses; None for the newest, which needs none.
    """
    rows = held.to_dict("records")
    chosen = None
    if focus is None and len(rows) > 1:
        titles = {row["code"]: row["title"] for row in rows[1:]}
        latest = _("Latest: {title}", title=rows[0]["title"])
        chosen = choices.choose("moede", _("Meeting"), titles, everything=latest)
    meeting = next(
        (row for row in rows if row["code"] == chosen or (focus and row["id"] == focus.meeting)),
        rows[0],
    )
    return meeting | {"named": None if meeting is rows[0] else meeting["code"]}


def choose(portfolio: str, pick: Pick) -> dict[str, Any]:
    """Which decisions: by outcome, by difference, by proposal."""
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
        "outcome": outcome,
        "differs": True if departs == "ja" else None,
        "proposal": choose_proposal(portfolio, pick),
        "portfolio": portfolio,
    }


def choose_proposal(portfolio: str, pick: Pick) -> int | None:
    """One of the portfolio's proposals, or None for all of them."""

    def numbered() -> dict[str, str]:
        listed = session.read(decisions.proposal_choices, portfolio=portfolio)
        return {str(n): f"{n} {title}" for n, title in listed.to_numpy()}

    chosen = pick("forslag", _("Proposal"), _("All proposals"), numbered)
    return None if chosen is None else int(chosen)


def key_line(figures: meetings.Figures) -> None:
    """What the meeting came to, in one line."""
    made = ngettext("**{n}** decision", "**{n}** decisions", figures.decisions)
    differ = ngettext(
        "**{n}** departs from the recommendation",
        "**{n}** depart from the recommendation",
        figures.differing,
    )
    follow = ngettext("**{n}** open follow-up", "**{n}** open follow-ups", figures.follow_ups)
    missing = _("**{n}** without responsible", n=figures.unowned)
    undated = _("**{n}** without date", n=figures.undated)
    st.markdown(components.joined([made, differ, f"{follow}, {missing}, {undated}"]))


def facts(meeting: dict[Any, Any], items: pd.DataFrame) -> None:
    """When, where and who; then the agenda with case numbers."""
    st.subheader(_("The meeting"), anchor=False)
    proof = marks.here("meetings", [meeting["id"]])
    day = language.long_date(meeting["held_on"])
    lines = [f"{links.plain(meeting['body'])} · {day} {proof.of(meeting['id'], 'held_on')}"]
    if meeting["starts_at"]:
        hour, minute = meeting["starts_at"].split(":")[:2]
        lines.append(_("At {hour}:{minute}", hour=int(hour), minute=minute))
    if meeting["place"]:
        lines.append(f"{links.plain(meeting['place'])} {proof.of(meeting['id'], 'place')}")
    st.markdown("  \n".join(lines))
    _people(meeting)
    st.markdown(_("**Agenda**"))
    proof = marks.here("agenda_items", items["id"])
    st.markdown("\n".join(_agenda_line(row, meeting, proof) for row in items.to_dict("records")))


def _people(meeting: dict[Any, Any]) -> None:
    people = session.read(meetings.participants, meeting=meeting["id"])
    if people.empty:
        st.markdown(components.quiet(_("The minutes name no participants.")))
        return
    proof = marks.here("meeting_participants", people["id"])
    for heading, who, field in (
        (_("Present"), people[people["absent"] == 0], "name"),
        (_("Apologies"), people[people["absent"] == 1], "absent"),
    ):
        if len(who):
            names = ", ".join(links.plain(name) for name in who["name"])
            st.markdown(f"**{heading}:** {names} {proof.of(who['id'].iloc[0], field)}")


def _agenda_line(row: dict[Any, Any], meeting: dict[Any, Any], proof: sources.Marks) -> str:
    number = row["case_number"] or _("no case number")
    if row["closed"]:
        # A closed item says its number, its case number and the word. Nothing else, ever.
        return f"{row['number']}. {links.plain(row['title'])} · {links.plain(number)}"
    title = links.link(row["title"], PAGE, punkt=row["number"], moede=meeting["named"])
    return f"{row['number']}. {title} · {links.plain(number)} {proof.of(row['id'], 'case_number')}"
