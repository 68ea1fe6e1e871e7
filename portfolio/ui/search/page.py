"""What holds the words of ``?q=``, of what the reader may see."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st
from markupsafe import Markup

from portfolio.domain.permissions import Matter, sees
from portfolio.queries.search import search
from portfolio.screens.search import search as screen
from portfolio.ui import links, session, visitor

_LONGEST = 100


def answer(portfolio: Mapping[str, Any], day: date) -> Markup:
    """The field and everything found in a portfolio on a day."""
    words = st.query_params.get("q", "").strip()[:_LONGEST]
    role = visitor.person().role
    found = session.read(
        search.found,
        words=words,
        portfolio=portfolio["code"],
        as_of=day,
        matters=frozenset(matter for matter in Matter if sees(role, matter)),
    )
    return screen.draw(words, found, portfolio["title"], links.to)
