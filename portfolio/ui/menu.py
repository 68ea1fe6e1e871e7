"""The menu: what everybody reads, and folded behind it what this reader works with."""

from copy import copy
from functools import cache

import streamlit as st

from portfolio import language
from portfolio.domain.permissions import Action, Role, may
from portfolio.language import _
from portfolio.ui import links
from portfolio.usecases.use_case import Person


def pages(person: Person | None) -> dict[str, list[st.Page]]:
    """The pages this reader has; whoever is not signed in has their addresses, and no more."""
    made = _pages(person.role if person else None, language.current())
    # Streamlit notes on a page that it is the one to run: each run gets its own.
    return {section: [copy(page) for page in listed] for section, listed in made.items()}


# Kept because making a page looks at its file, twenty times a run.
@cache
def _pages(role: Role | None, _spoken: str) -> dict[str, list[st.Page]]:
    if role is None:
        return {"": _read()}
    return {"": _read(), _("Meetings (menu)"): _meet(), _("Work"): _work(role)}


def _read() -> list[st.Page]:
    folder = "pages/portfolio"
    return [
        st.Page(f"{folder}/overview.py", title=_("Overview"), url_path=links.FRONT, default=True),
        st.Page(f"{folder}/proposal.py", title=_("Proposals"), url_path="forslag"),
        st.Page(f"{folder}/timeline.py", title=_("Timeline"), url_path="tidslinje"),
        st.Page(f"{folder}/strategy.py", title=_("Strategy and pools"), url_path="strategi"),
        st.Page(f"{folder}/places.py", title=_("Places and purposes"), url_path="steder"),
        st.Page(f"{folder}/decisions.py", title=_("Decisions"), url_path="beslutninger"),
        st.Page(f"{folder}/gaps.py", title=_("Gaps"), url_path="huller"),
        # Reached from the switch, which is there when there is more than one.
        st.Page(
            f"{folder}/all.py",
            title=_("All portfolios"),
            url_path="portefoeljer",
            visibility="hidden",
        ),
    ]


def _meet() -> list[st.Page]:
    folder = "pages/meetings"
    return [
        st.Page(f"{folder}/reviews.py", title=_("Directorate review"), url_path="gennemgang"),
        # Reached from the review: it is for the projector.
        st.Page(
            f"{folder}/present.py",
            title=_("Presentation"),
            url_path="fremvisning",
            visibility="hidden",
        ),
        st.Page(f"{folder}/follow_ups.py", title=_("Follow-ups"), url_path="opfoelgninger"),
        st.Page(f"{folder}/workshops.py", title=_("Workshop"), url_path="workshop"),
        st.Page(f"{folder}/compare.py", title=_("Compare"), url_path="sammenlign"),
        st.Page(f"{folder}/digest.py", title=_("Digest"), url_path="opsummering"),
    ]


def _work(role: Role) -> list[st.Page]:
    everybody = Action.READ
    every = [
        (everybody, "pages/work/mine.py", _("My proposals"), "mine"),
        (Action.RUN_ROUNDS, "pages/work/rounds.py", _("Status rounds"), "runder"),
        (Action.EDIT_CONTENT, "pages/work/content.py", _("Content"), "indhold"),
        (everybody, "pages/work/papers.py", _("Papers"), "papirer"),
        (Action.SEE_LOG, "pages/work/log.py", _("Change log"), "log"),
        (everybody, "pages/settings/settings.py", _("Settings"), "opsaetning"),
    ]
    return [
        st.Page(path, title=title, url_path=address)
        for action, path, title, address in every
        if may(role, action)
    ]
