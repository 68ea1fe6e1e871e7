"""Mine forslag: what the reader is asked to answer, and how it went last time (``?nr=4``: one)."""

import streamlit as st

from portfolio.language import _
from portfolio.queries.rounds import answers
from portfolio.ui import choices, frame, session, visitor
from portfolio.ui.mails import notices
from portfolio.ui.requests import listing
from portfolio.ui.rounds import mine, mine_one, sheet

portfolio = frame.portfolio(_("My proposals"))
today = session.today()
asked, number = st.query_params.get("nr"), choices.number("nr")
one = None
if number is not None:
    one = session.read_now(
        answers.of_proposal, portfolio=portfolio["code"], number=number, today=today
    )

if one is not None:
    frame.header(f"{one.number} {one.title}")
    mine_one.show(one)
else:
    frame.header(_("My proposals"))
    if asked is not None:
        mine_one.say_unknown(asked)
    if new := notices.way_to_new(today):
        st.markdown(new)
    mine.everything(today)
    listing.of_parties(visitor.person().party_ids, today)
    sheet.section(portfolio["code"])
