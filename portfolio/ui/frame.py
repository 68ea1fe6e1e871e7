"""What stands round every page: language, menu, the demo banner, and the net under errors."""

import time
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from portfolio import language, signs
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.queries import filter_choices
from portfolio.ui import (
    asof,
    choices,
    links,
    menu,
    saving,
    session,
    sources,
    switch,
    unsaved,
    visitor,
)
from portfolio.ui.content import first_use
from portfolio.ui.people import sign_in
from portfolio.usecases.use_case import Person

T = TypeVar("T")
_PAINTED = "painted"
_LINE: dict[str, Any] = {"horizontal": True, "vertical_alignment": "center"}
_HEAD_START = 0.06  # s; less, and cards and lists are drawn in one go


def run() -> None:
    """One run of the program: everything a page may count on, then the page."""
    _choose_language()
    fault, person = _find_out_who()
    # Before any guard: until it has run once, Streamlit itself would serve pages/ (platform.md C).
    page = st.navigation(menu.pages(person), position="top" if person else "hidden")
    st.set_page_config(layout="wide")
    _name_tab(page.title)
    choices.begin(page.url_path)
    try:
        if fault is not None:
            raise fault
        unsaved.follow(person)
        if person is None:
            return sign_in.ask()
        switch.begin()
        saving.say_now()
        _say_demo()
        problems = st.container()
        page.run()
        with problems:
            choices.say_problems()
            unsaved.say_lost()
        sources.show_asked()
    except PortfolioError as error:
        st.error(language.explain(error))
    except Exception as error:
        session.report(error)


def _name_tab(title: str) -> None:
    """What the browser's tab, its history and a bookmark call the page."""
    st.set_page_config(page_title=signs.one_line(f"{title} · " + _("Portfolio tracker")))


def _find_out_who() -> tuple[Exception | None, Person | None]:
    try:
        return None, visitor.begin()
    except Exception as error:  # the menu comes first, then what went wrong
        return error, None


def portfolio(title: str) -> Mapping[str, Any]:
    """The portfolio that is shown; where there is none yet, the page says so and ends here."""
    shown = session.portfolio()
    if shown is None:
        header(title)
        first_use.guide()
        st.stop()
    switch.ask_for()
    return shown


def header(title: str, intro: str = "") -> None:
    """The page's only h1, and the way to the other language."""
    _name_tab(title)
    _head(title, intro, lambda: None)


def header_with_day(title: str, intro: str = "") -> date:
    """As ``header``, with the day the page is shown as of. Answers that day."""
    return _head(title, intro, asof.choose)[0]


def header_to_fill() -> tuple[date, Callable[[str], None]]:
    """As ``header_with_day`` where the title depends on the day: fill it by calling the second."""
    day, place = _head("", "", asof.choose)

    def fill(title: str) -> None:
        place.title(links.plain(title), anchor=False)
        _name_tab(title)

    return day, fill


def _head(title: str, intro: str, choose: Callable[[], T]) -> tuple[T, DeltaGenerator]:
    row = st.container(**_LINE, gap="small")
    place = row.title(links.plain(title), anchor=False, width="stretch") if title else row.empty()
    # One group, so that on a phone it all goes below the title together.
    with row, st.container(**_LINE, width="content", gap="xsmall"):
        switch.show(title)
        chosen = choose()
        _language_link()
        sign_in.show_reader()
    if intro:
        st.markdown(intro)
    return chosen, place


def draw_so_far() -> None:
    """Give the browser, once a session, the moment it takes to paint what it has got.

    What arrives together it draws together, so the cards would wait for the lists below them.
    """
    if not st.session_state.get(_PAINTED):
        st.session_state[_PAINTED] = True
        time.sleep(_HEAD_START)


def _language_link() -> None:
    other, word = ("en", "English") if language.current() == "da" else ("da", "Dansk")
    way = links.to(links.here(), **(links.asked() | {"lang": other}))
    st.markdown(f"[{word}]({way})", width="content")


def _choose_language() -> None:
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    asked, context = st.query_params.get("lang"), get_script_run_ctx()
    if asked in language.LANGUAGES:
        st.session_state["language"] = asked
    elif asked is not None:
        choices.refuse("lang", asked)
    elif context is not None and context.is_history_navigation:
        # Back to before the switch. The menu drops the query too, but says nothing of history.
        st.session_state.pop("language", None)
    spoken = st.session_state.get("language", language.DEFAULT)
    language.use(spoken)
    if spoken != language.DEFAULT:
        st.query_params["lang"] = spoken
    else:
        st.query_params.pop("lang", None)


def _say_demo() -> None:
    if session.read(filter_choices.is_demo):
        st.warning(_("Demo: the history here is made up. It is not the real portfolio."))
