"""Who is looking at the page, asked anew at every run: a role taken away counts at once."""

from contextvars import ContextVar
from typing import Any

import streamlit as st

from portfolio import store
from portfolio.domain.permissions import Action, may
from portfolio.ui import session
from portfolio.usecases import use_case
from portfolio.usecases.people import local_mode, sessions
from portfolio.usecases.use_case import Person, Who

_person: ContextVar[Person | None] = ContextVar("person", default=None)
_claims: ContextVar[dict[str, Any] | None] = ContextVar("claims", default=None)


def begin() -> Person | None:
    """Find out who it is, once a run. None: nobody is signed in."""
    _claims.set(None)
    _claims.set(claims())
    local = local_mode.is_local(st.context.headers.get(local_mode.HEADER))
    recognised = session.begin(sessions.recognise, tokens=tokens(), local=local)
    if recognised.stale:
        sessions.touch(recognised.stale)
    if recognised.person is None and (login := claims()):
        sessions.admit(login)
        recognised = session.read_now(sessions.recognise, tokens=tokens(), local=local)
    _person.set(recognised.person)
    return recognised.person


def claims() -> dict[str, Any]:
    """What the municipality's own login says of the reader; empty where there is no such login."""
    if (known := _claims.get()) is not None:
        return known
    login = dict(st.user.to_dict())  # Streamlit reads its secrets for it, each time
    return login if login.get("is_logged_in") else {}


def tokens() -> list[str]:
    """What the browser came with: a cookie of ours, a sign-in at the municipality's login."""
    came_with = [st.context.cookies.get(sessions.COOKIE), sessions.token_of_claims(claims())]
    return [token for token in came_with if isinstance(token, str)]


def person() -> Person:
    """Who it is; only asked on pages, where somebody is."""
    known = _person.get()
    assert known is not None, "a page was drawn for nobody"
    return known


def who() -> Who:
    """What use cases want to know."""
    return person().who


def can(action: Action, proposal_id: str | None = None, party_id: str | None = None) -> bool:
    """Whether to show the way to an action. The use case asks again."""
    reader = person()
    own = party_id in reader.party_ids
    if proposal_id is not None and not own:
        with store.reading() as connection:
            own = use_case.answers_for(connection, reader, proposal_id)
    return may(reader.role, action, own=own)


def answers_for() -> frozenset[str]:
    """The parties this reader may answer for; none for those who only read, whatever their tie."""
    reader = person()
    return reader.party_ids if may(reader.role, Action.ANSWER_STATUS, own=True) else frozenset()
