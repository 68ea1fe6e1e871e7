"""Mine forslag: what the reader is asked to answer, and how it went last time (``?nr=4``: one)."""

import streamlit as st

from portfolio.language import _
from portfolio.model import Action
from portfolio.queries import answers as questions
from portfolio.ui import (
    answer_sheet,
    choices,
    components,
    frame,
    links,
    mine,
    mine_one,
    session,
    visitor,
)

portfolio = frame.portfolio(_("My proposals"))
today = session.today()
asked, number = st.query_params.get("nr"), choices.number("nr")
one = None
if number is not None:
    one = session.read_now(questions.one, portfolio=portfolio["code"], number=number, today=today)

if one is not None:
    frame.header(f"{one.number} {one.title}")
    mine_one.show(one)
    st.stop()

frame.header(_("My proposals"))
visitor.require(Action.READ)
if asked is not None:
    mine_one.say_unknown(asked)
user = visitor.who().user_id
owned = session.read_now(questions.mine, user_id=user, today=today)
if owned:
    mine.rounds(owned, today)
    mine.cards(owned)
elif visitor.can(Action.ANSWER_STATUS):
    components.empty(_("No proposals are yours. You can answer for everybody, though."))
    st.markdown(links.link(_("Status rounds"), "runder"))
else:
    components.empty(
        _("No proposals are yours. They come here when your centre is asked to be responsible.")
    )
mine.suggested(session.read(questions.suggested, user_id=user, today=today))
answer_sheet.section(portfolio["code"])
