"""A meeting on the screen: when and who, its agenda, its items, and who is involved in turn."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _, ngettext
from portfolio.queries.meetings import meetings
from portfolio.ui import asof, choices, components, links, session
from portfolio.ui.filter_bar import Picker
from portfolio.ui.sources import Marks

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
    sentence = _(
        "No meeting is on record on or before {day}, so nothing is decided yet.",
        day=language.long_date(day),
    )
    components.empty(sentence + asof.offer_first_day(day))


def asked(held: pd.DataFrame, day: date) -> Focus | None:
    """What ``?punkt=7`` or ``?beslutning=7.2`` asks for; what is not on record is said."""
    decision, item = st.query_params.get("beslutning"), st.query_params.get("punkt")
    if decision is None and item is None:
        return None
    ids = held[held["code"] == st.query_params.get("moede")]["id"].tolist()
    number = choices.number("punkt")
    place = None
    if decision is not None or number is not None:
        place = session.read(
            meetings.meeting_with,
            as_of=day,
            item=number,
            decision=decision,
            meeting=ids[0] if ids else None,
        )
    if place is None:
        _say_unknown(decision, item, day)
        return None
    return Focus(*place, decision)


def _say_unknown(decision: str | None, item: str | None, day: date) -> None:
    values = {
        "asked": links.plain((decision or item or "")[:20]),
        "day": language.long_date(day),
    }
    if decision is not None:
        st.warning(
            _("There is no decision “{asked}” as of {day}. The meeting is shown instead.", **values)
        )
    else:
        st.warning(
            _("There is no item “{asked}” as of {day}. The meeting is shown instead.", **values)
        )


def choose_meeting(held: pd.DataFrame, focus: Focus | None) -> dict[Any, Any]:
    """The meeting shown: the one in focus, the one chosen, or the newest.

    Its ``named`` is its code in addresses; None for the newest, which needs none.
    """
    rows = held.to_dict("records")
    code = None
    if focus is None and len(rows) > 1:
        titles = {row["code"]: row["title"] for row in rows[1:]}
        latest = _("Latest: {title}", title=rows[0]["title"])
        code = choices.choose("moede", _("Meeting"), titles, everything=latest)
    meeting = next(
        (row for row in rows if row["code"] == code or (focus and row["id"] == focus.meeting)),
        rows[0],
    )
    return meeting | {"named": None if meeting is rows[0] else meeting["code"]}


def choose_filters(portfolio: str, pick: Picker) -> dict[str, Any]:
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
        "proposal": pick.proposal(portfolio),
        "portfolio": portfolio,
    }


def key_line(figures: meetings.Figures) -> None:
    """What the meeting came to for the portfolio, in one line; and how much else it decided."""
    count = ngettext(
        "**{n}** decision about the proposals here",
        "**{n}** decisions about the proposals here",
        figures.decisions,
    )
    differ = ngettext(
        "**{n}** departs from the recommendation",
        "**{n}** depart from the recommendation",
        figures.differing,
    )
    follow = ngettext("**{n}** open follow-up", "**{n}** open follow-ups", figures.follow_ups)
    missing = _("**{n}** without responsible", n=figures.unowned)
    undated = _("**{n}** without date", n=figures.undated)
    others = figures.others and ngettext(
        "**{n}** decision about other things",
        "**{n}** decisions about other things",
        figures.others,
    )
    st.markdown(components.joined([count, differ, f"{follow}, {missing}, {undated}", others]))


def facts(meeting: dict[Any, Any], items: pd.DataFrame) -> None:
    """When, where and who; then the agenda with case numbers."""
    st.subheader(_("The meeting"), anchor=False)
    cited = Marks("meetings", [meeting["id"]])
    day = language.long_date(meeting["held_on"])
    lines = [f"{links.plain(meeting['body'])} · {day} {cited.of(meeting['id'], 'held_on')}"]
    if meeting["starts_at"]:
        hour, minute = meeting["starts_at"].split(":")[:2]
        lines.append(_("At {hour}:{minute}", hour=int(hour), minute=minute))
    if meeting["place"]:
        lines.append(f"{links.plain(meeting['place'])} {cited.of(meeting['id'], 'place')}")
    st.markdown(components.lines(lines))
    _people(meeting)
    st.markdown(_("**Agenda**"))
    cited = Marks("agenda_items", items["id"])
    st.markdown("\n".join(_agenda_line(row, meeting, cited) for row in items.to_dict("records")))


def _people(meeting: dict[Any, Any]) -> None:
    people = session.read(meetings.participants, meeting=meeting["id"])
    if people.empty:
        components.remark(_("The minutes name no participants."))
        return
    cited = Marks("meeting_participants", people["id"])
    for heading, absent, field in ((_("Present"), 0, "name"), (_("Apologies"), 1, "absent")):
        group = people[people["absent"] == absent]
        if len(group):
            names = ", ".join(map(links.plain, group["name"]))
            st.markdown(f"**{heading}:** {names} {cited.of(group['id'].iloc[0], field)}")


def _agenda_line(row: dict[Any, Any], meeting: dict[Any, Any], cited: Marks) -> str:
    number = row["case_number"] or _("No case number")
    if row["closed"]:
        # A closed item says its number, its case number and the word. Nothing else, ever.
        return f"{row['number']}. {links.plain(row['title'])} · {links.plain(number)}"
    title = links.link(row["title"], PAGE, punkt=row["number"], moede=meeting["named"])
    return f"{row['number']}. {title} · {links.plain(number)} {cited.of(row['id'], 'case_number')}"
