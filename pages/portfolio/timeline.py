"""Timeline: every milestone by its date, as the portfolio looked on a chosen day."""

import streamlit as st

from portfolio.language import _
from portfolio.queries import choices
from portfolio.queries import timeline as questions
from portfolio.ui import asof, components, frame, marks, session, timeline

frame.header(_("Timeline"))

if session.read(choices.all_portfolios).empty:
    components.no_portfolio()
else:
    asked = timeline.ask()
    rows = session.read(questions.milestones_on, asked=asked)
    asof.say_age(asked.as_of)
    if asked.narrows:
        timeline.offer_reset()

    if rows.empty and asked.narrows:
        components.empty(_("No milestone matches these filters. Reset them to see the rest."))
    elif rows.empty:
        components.empty(_("Nothing on record on this day had a date or a milestone yet."))
    else:
        cited = marks.here("milestones", rows["id"])
        timeline.show_lists(rows, cited)
        st.header(_("Over time"), anchor=False)
        timeline.show_figure(rows, asked)
        st.header(_("All milestones"), anchor=False)
        timeline.show_table(rows, cited)
