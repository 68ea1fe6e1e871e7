"""Beslutninger: what was recommended, what was decided, the difference, and what follows."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.meetings import decisions as meeting_decisions
from portfolio.queries.meetings import meetings as meeting_queries
from portfolio.ui import filter_bar, frame, links, session
from portfolio.ui.documents import documents
from portfolio.ui.meetings import decision_tables, decisions
from portfolio.ui.meetings import meeting as meeting_meeting
from portfolio.ui.proposals import involvement

portfolio = frame.portfolio(_("Decisions"))

code = portfolio["code"]
day = frame.header_with_day(_("Decisions"))
held = session.read(meeting_queries.meetings_held, as_of=day)
if held.empty:
    meeting_meeting.say_none(day)
    st.stop()

focus = meeting_meeting.asked(held, day)
meeting = meeting_meeting.choose_meeting(held, focus)
here = {"meeting": meeting["id"], "as_of": day}
st.header(links.plain(meeting["title"]), anchor=False)
bar = filter_bar.Bar("beslutninger")
with bar.line:
    meeting_meeting.key_line(session.read(meeting_queries.figures, **here))
filters = focus.filters if focus else bar.choose(lambda pick: meeting_meeting.choose(code, pick))

found = session.read(meeting_decisions.decisions_made, **here, **filters)
items = session.read(meeting_queries.agenda, **here, portfolio=code)
shown = decisions.Shown(found, meeting, day, focus)

left, right = st.columns([2, 1], gap="large")
with left:
    decisions.main(items, shown, focus)
with right:
    meeting_meeting.facts(meeting, items)
    documents.where_any(
        "meetings", meeting["id"], day, heading=_("Documents and links to the meeting"), small=True
    )

if not focus:
    involvement.of_portfolio(code, day)
    decisions.others(items, shown)
    decision_tables.follow_ups(shown, code, day)
    decision_tables.made(shown)
