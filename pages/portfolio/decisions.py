"""Beslutninger: what was recommended, what was decided, the difference, and what follows."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.meetings import decisions as decision_queries
from portfolio.queries.meetings import meetings
from portfolio.ui import filter_bar, frame, links, session
from portfolio.ui.documents import documents
from portfolio.ui.meetings import decision_tables, decisions, page
from portfolio.ui.proposals import involvement

portfolio = frame.portfolio(_("Decisions"))

code = portfolio["code"]
day = frame.header_with_day(_("Decisions"))
held = session.read(meetings.meetings_held, as_of=day)
if held.empty:
    page.say_none(day)
    st.stop()

focus = page.asked(held, day)
meeting = page.choose_meeting(held, focus)
here = {"meeting": meeting["id"], "as_of": day}
st.header(links.plain(meeting["title"]), anchor=False)
bar = filter_bar.Bar("beslutninger")
with bar.line:
    page.key_line(session.read(meetings.figures, **here, portfolio=code))
filters = focus.filters if focus else bar.choose(lambda pick: page.choose_filters(code, pick))

found = session.read(decision_queries.decisions_made, **here, **filters)
items = session.read(meetings.agenda, **here, portfolio=code)
dossier = decisions.Dossier(found, meeting, day, focus)

left, right = st.columns([2, 1], gap="large")
with left:
    decisions.main(items, dossier, focus)
with right:
    page.facts(meeting, items)
    documents.where_any(
        "meetings",
        meeting["id"],
        day,
        heading=_("Attachments and links to the meeting"),
        small=True,
    )

if not focus:
    involvement.of_portfolio(code, day)
    decisions.others(items, dossier)
    decision_tables.follow_ups(dossier, code, day)
    decision_tables.made(dossier)
