"""Opening a status round: for which meeting, by when, about which proposals."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import language
from portfolio.domain import clock
from portfolio.domain.model import Stage
from portfolio.language import _
from portfolio.queries.rounds import rounds as round_queries
from portfolio.ui import draft, links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.meetings import bodies
from portfolio.ui.meetings.bodies import Body
from portfolio.ui.rounds import asked
from portfolio.usecases.rounds import rounds

_OTHER = ""
_WIDTH = 720  # px: a form is read down, not across


def ask(portfolio: str) -> None:
    """The fields of a new round and the button that opens it."""
    st.header(_("Open a round"), anchor=False)
    with st.container(width=_WIDTH):
        _fields(portfolio)


def _fields(portfolio: str) -> None:
    form, today = draft.open(f"round:{portfolio}"), session.today()
    planned = session.read(round_queries.planned_meetings, today=today)
    meeting = _meeting(form, planned)
    body, day = (
        (None, date.fromisoformat(meeting["held_on"]))
        if meeting
        else _another(form, portfolio, today)
    )
    name = body.name if body else str((meeting or {}).get("body"))
    when = language.long_date(day)
    suggested = _("Status for {body}, {day}", body=name or _("the meeting"), day=when)
    # Another meeting is another title and another deadline, unless they are written.
    title = st.text_input(_("Title"), max_chars=200, **form.field(f"title:{name}:{day}", suggested))
    deadline = _deadline(form, day, today)
    chosen = _proposals(form, portfolio, today)
    ask_ties = asked.say(form, portfolio, chosen)
    _warn_of_earlier(portfolio, name, day)
    form.send(
        st.button(_("Open the round"), type="primary"),
        lambda _version: rounds.open_round(
            visitor.who(),
            portfolio,
            title=title,
            meeting_on=day,
            deadline_on=deadline,
            proposal_ids=chosen,
            meeting_id=meeting["id"] if meeting else None,
            body_party_id=body.settle() if body else None,
            ask_ties=ask_ties,
        ),
        _("The round is open. Those who answer see it on My proposals."),
    )


def _warn_of_earlier(portfolio: str, body: str, day: date) -> None:
    """That there has been a round for this meeting: one more asks everybody again."""
    held = session.read(round_queries.rounds, portfolio=portfolio)
    same = held[(held["body"] == body) & (held["meeting_on"] == day.isoformat())]
    for row in same.to_dict("records"):
        st.warning(
            _(
                "There has been a status round for this meeting: “{title}”, closed {day}. If you"
                " open one more, everybody is asked again.",
                title=links.plain(row["title"]),
                day=language.long_date(clock.day(row["closed_at"])),
            )
        )


def _meeting(form: Draft, planned: pd.DataFrame) -> dict[str, Any] | None:
    """One of the meetings that are planned, where there is any; None: another."""
    if planned.empty:
        return None
    rows: dict[str, Any] = {row["id"]: row for row in planned.to_dict("records")}

    def words(key: str) -> str:
        if key == _OTHER:
            return _("Another meeting")
        day = language.long_date(rows[key]["held_on"])
        return f"{rows[key]['title']}, {day}"

    offered = [*rows, _OTHER]
    field = form.field("meeting", offered[0], among=offered)
    key = st.selectbox(_("Meeting"), offered, format_func=words, **field)
    return rows.get(str(key))


def _another(form: Draft, portfolio: str, today: date) -> tuple[Body, date]:
    """A body and a day, of a meeting that is not on record."""
    body = bodies.choose(form, portfolio)
    day = st.date_input(
        _("Day of the meeting"),
        min_value=today,
        format="DD.MM.YYYY",
        **form.field("day", rounds.suggested_meeting()),
    )
    return body, day if isinstance(day, date) else today


def _deadline(form: Draft, meeting_on: date, today: date) -> date:
    picked = st.date_input(
        _("Deadline for answers"),
        min_value=today,
        max_value=meeting_on,
        format="DD.MM.YYYY",
        help=_("Suggested: the last working day before the meeting."),
        **form.field(f"deadline:{meeting_on}", rounds.suggested_deadline(meeting_on)),
    )
    return picked if isinstance(picked, date) else meeting_on


def _proposals(form: Draft, portfolio: str, today: date) -> list[str]:
    """All that are open, unless somebody takes some out or puts closed ones in."""
    found = session.read(round_queries.to_ask, portfolio=portfolio, today=today)
    words = {row["id"]: f"{row['number']} {row['title']}" for row in found.to_dict("records")}
    open_ones = list(found[found["stage"] != Stage.CLOSED]["id"])
    count = st.segmented_control(
        _("Which proposals"),
        ["all", "some"],
        required=True,
        format_func=lambda code: (
            _("All {count} open", count=len(open_ones)) if code == "all" else _("Choose")
        ),
        **form.field("which", "all"),
    )
    if count == "all":
        return open_ones
    hint = _("Choose proposals")
    return form.choose_some("proposals", _("Proposals"), words, open_ones, placeholder=hint)
