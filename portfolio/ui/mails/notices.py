"""Beskeder: what is new to the reader, and the quiet line elsewhere that says there is something.

What is new is seen once the page has been looked at; it stays where it is while the page is open.
"""

from datetime import date

import streamlit as st

from portfolio.domain import clock
from portfolio.language import _, ngettext
from portfolio.queries.mails import following as following_queries
from portfolio.queries.mails import notices
from portfolio.queries.mails.notice import Reader
from portfolio.queries.mails.notices import Deed
from portfolio.reports.mails import notice_words
from portfolio.screens.mails import notices as screen
from portfolio.ui import choices, components, drawing, links, session, visitor
from portfolio.ui.mails import following as followed_list
from portfolio.usecases.mails import following

_LAST_LOOK = "notices:last_look"


def way_to_new(day: date) -> str:
    """How many are new as a link to them; nothing where none is, nor on an earlier day."""
    known = reader()
    if known is None or day != session.today():
        return ""
    new = len(_read(known, visitor.person().seen_at)[0])
    words = ngettext("{n} new notice", "{n} new notices", new)
    return links.link(words, notice_words.PAGE) if new else ""


def everything() -> None:
    """What is new, what came before, and what one follows."""
    known = reader()
    if known is None:
        components.empty(_("Notices are for whoever has an account. You work without one."))
        return
    if choices.is_arriving():
        st.session_state[_LAST_LOOK] = visitor.person().seen_at
        following.see(visitor.who(), clock.now())
    new, seen = _read(known, st.session_state.get(_LAST_LOOK))
    drawing.show(screen.draw(new, seen, links.to))
    followed_list.listed(known.user_id)
    st.markdown(links.link(_("What is mailed to you"), "opsaetning"))


def followed() -> tuple[str, ...]:
    """The proposals the reader follows; asked anew, for following one raises no revision."""
    user_id = visitor.who().user_id
    return session.read_now(following_queries.followed_ids, user_id=user_id) if user_id else ()


def reader() -> Reader | None:
    """Who is told; None without an account."""
    person = visitor.person()
    if person.who.user_id is None:
        return None
    return Reader(person.who.user_id, person.name, person.role, visitor.answers_for())


def _read(reader: Reader, seen_at: str | None) -> tuple[tuple[Deed, ...], tuple[Deed, ...]]:
    return session.read(
        notices.of_reader,
        reader=reader,
        seen_at=seen_at,
        today=session.today(),
        followed=followed(),
    )
