"""The pages that Streamlit is told of: those of the menu that whoever reads may see."""

from copy import copy
from functools import lru_cache

import streamlit as st

from portfolio import language
from portfolio.domain.permissions import Role
from portfolio.language import _
from portfolio.screens.addresses import FRONT
from portfolio.screens.frame import menu
from portfolio.usecases.use_case import Person


def pages(person: Person | None) -> list[st.Page]:
    """The pages this reader has; whoever is not signed in has the addresses, and no more."""
    made = _pages(person.role if person else None, language.speech_now())
    # Streamlit notes on a page that it is the one to run: each run gets its own.
    return [copy(page) for page in made]


# Kept because making a page looks at its file, twenty times a run.
@lru_cache(maxsize=64)
def _pages(role: Role | None, _spoken: language.Speech) -> list[st.Page]:
    return [_page(entry) for entry in (menu.ENTRIES if role is None else menu.open_to(role))]


def _page(entry: menu.Entry) -> st.Page:
    return st.Page(
        f"pages/{entry.file}",
        title=_(entry.title),
        url_path=entry.address,
        default=entry.address == FRONT,
    )
