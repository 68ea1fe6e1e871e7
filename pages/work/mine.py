"""Mine forslag: what is asked of the reader, and how far each answer is."""

import streamlit as st

from portfolio.language import _
from portfolio.ui import frame, session, visitor
from portfolio.ui.mails import notices
from portfolio.ui.requests import listing
from portfolio.ui.rounds import mine, sheet

portfolio = frame.portfolio(_("My proposals"))
today = session.today()

frame.header(_("My proposals"))
if new := notices.way_to_new(today):
    st.markdown(new)
mine.everything(today)
listing.of_parties(visitor.person().party_ids, today)
sheet.section(portfolio["code"])
