"""Opening a status round: for which meeting, by when, about which proposals."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import language
from portfolio.domain.model import Stage
from portfolio.language import _
from portfolio.queries.rounds import rounds as round_queries
from portfolio.ui import session, visitor
from portfolio.ui.saving import doing
from portfolio.usecases.rounds import rounds

_OTHER = ""
_WIDTH = 720  # px: a form is read down, not across


def ask(portfolio: str) -> None:
    """The fields of a new round and the button that opens it."""
    st.header(_("Open a round"), anchor=False)
    with st.container(width=_WIDTH):
        _fields(portfolio)


def _fields(portfolio: str) -> None:
    today = session.today()
    planned = session.read(round_queries.planned_meetings, today=today)
    meeting = _meeting(planned)
    body, name, day = (
        (None, meeting["body"], date.fromisoformat(meeting["held_on"]))
        if (meeting)
        else _another(today)
    )
    title = st.text_input(
        _("Title"),
        value=_("Status for {body}, {day}", body=name, day=language.long_date(day)),
        key=f"round:title:{name}:{day}",
        max_chars=200,
    )
    deadline = _deadline(day, today)
    chosen = _proposals(portfolio, today)
    if st.button(_("Open the round"), type="primary"):
        with doing(_("The round is open. Those who answer see it on My proposals.")):
            rounds.open_round(
                visitor.who(),
                portfolio,
                title=title or "",
                meeting_on=day,
                deadline_on=deadline,
                proposal_ids=chosen,
                meeting_id=meeting["id"] if meeting else None,
                body_party_id=body,
            )


def _meeting(planned: pd.DataFrame) -> dict[str, Any] | None:
    """One of the meetings that are planned, where there is any; None: another."""
    if planned.empty:
        return None
    rows: dict[str, Any] = {row["id"]: row for row in planned.to_dict("records")}

    def words(key: str) -> str:
        if key == _OTHER:
            return _("Another meeting")
        day = language.long_date(rows[key]["held_on"])
        return f"{rows[key]['title']}, {day}"

    key = st.selectbox(_("Meeting"), [*rows, _OTHER], format_func=words, key="round:meeting")
    return rows.get(str(key))


def _another(today: date) -> tuple[str | None, str, date]:
    """A body and a day, of a meeting that is not on record."""
    left, right = st.columns(2)
    bodies = session.read(round_queries.bodies)
    names = dict(zip(bodies["id"], bodies["name"], strict=True))
    body = left.selectbox(
        _("Meeting of"), list(names), format_func=lambda key: names[key], key="round:body"
    )
    day = right.date_input(
        _("Day of the meeting"),
        value=rounds.suggested_meeting(),
        min_value=today,
        format="DD.MM.YYYY",
        key="round:day",
    )
    held_on = day if isinstance(day, date) else today
    return body, names.get(body, ""), held_on


def _deadline(meeting_on: date, today: date) -> date:
    picked = st.date_input(
        _("Deadline for answers"),
        value=rounds.suggested_deadline(meeting_on),
        min_value=today,
        max_value=meeting_on,
        format="DD.MM.YYYY",
        key=f"round:deadline:{meeting_on}",
        help=_("Suggested: the last working day before the meeting."),
    )
    return picked if isinstance(picked, date) else meeting_on


def _proposals(portfolio: str, today: date) -> list[str]:
    """All that are open, unless somebody takes some out or puts closed ones in."""
    found = session.read(round_queries.to_ask, portfolio=portfolio, today=today)
    words = {row["id"]: f"{row['number']} {row['title']}" for row in found.to_dict("records")}
    open_ones = list(found[found["stage"] != Stage.CLOSED]["id"])
    count = st.segmented_control(
        _("Which proposals"),
        ["all", "some"],
        default="all",
        required=True,
        key="round:which",
        format_func=lambda code: (
            _("All {count} open", count=len(open_ones)) if code == "all" else _("Choose")
        ),
    )
    if count == "all":
        return open_ones
    return st.multiselect(
        _("Proposals"),
        list(words),
        default=open_ones,
        format_func=lambda key: words[key],
        key="round:proposals",
        placeholder=_("Choose proposals"),
    )
