"""What stands round every page: language, portfolio, the bar, and the net under errors."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from portfolio import language, signs
from portfolio.domain.permissions import Role
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.queries import filter_choices
from portfolio.queries.organisations import organisations
from portfolio.screens.frame.frame import Frame, Visitor, frame, with_visitor
from portfolio.ui import (
    asof,
    choices,
    drawing,
    links,
    menu,
    saving,
    session,
    sources,
    unsaved,
    visitor,
)
from portfolio.ui.content import first_use
from portfolio.ui.people import sign_in
from portfolio.usecases.use_case import Person

_LINE: dict[str, Any] = {"horizontal": True, "vertical_alignment": "center", "gap": "small"}
#: Choices that mean the same in every portfolio; the others are let go when it changes.
_SHARED = (asof.PARAMETER, links.PORTFOLIO)


def run() -> None:
    """One run of the program: everything a page may count on, then the page."""
    _choose_language()
    fault, person = _find_out_who()
    if person is not None and sign_in.leaves():
        person = None
    # Before any guard: until it has run once, Streamlit itself would serve pages/ (platform.md C).
    page = st.navigation(menu.pages(person), position="hidden")
    st.set_page_config(layout="wide")
    name_tab(page.title)
    choices.begin(page.url_path)
    try:
        if fault is not None:
            _show_bar_to_nobody()
            raise fault
        unsaved.follow(person)
        if person is None:
            return sign_in.ask()
        _choose_portfolio()
        bar = _Bar(person)
        saving.say_now()
        problems = st.container()
        try:
            page.run()
        finally:
            bar.follow()
        with problems:
            choices.say_problems()
            unsaved.say_lost()
        sources.show_asked()
    except PortfolioError as error:
        st.error(language.explain(error))
    except Exception as error:
        session.report(error)


def _show_bar_to_nobody() -> None:
    """The way to the other pages, where what went wrong hides who is asking."""
    shown = Frame(here=links.here(), asked=tuple(sorted(links.asked().items())), role=Role.READER)
    drawing.show(with_visitor(frame(shown, links.now()), shown, None, links.now()))


def name_tab(title: str) -> None:
    """Say what the browser's tab, its history and a bookmark call the page."""
    st.set_page_config(page_title=signs.one_line(f"{title} · " + _("Portfolio tracker")))


def _find_out_who() -> tuple[Exception | None, Person | None]:
    try:
        person = visitor.begin()
        _use_words()
        return None, person
    except Exception as error:  # the menu comes first, then what went wrong
        return error, None


def portfolio(title: str) -> Mapping[str, Any]:
    """The portfolio that is shown; where there is none yet, the page says so and ends here."""
    shown = session.portfolio()
    if shown is None:
        header(title)
        first_use.guide()
        st.stop()
    return shown


def header(title: str, intro: str = "") -> None:
    """The page's only h1."""
    name_tab(title)
    with head(title):
        pass
    if intro:
        st.markdown(intro)


def header_with_day(title: str) -> date:
    """As ``header``, with the day the page is shown as of. Answers that day."""
    with head(title):
        return asof.choose()


@contextmanager
def head(title: str) -> Iterator[None]:
    """The page's only h1; what is drawn inside stands beside it, at the end of the line."""
    with st.container(**_LINE, key="head"):
        st.title(links.plain(title), anchor=False, width="stretch")
        yield


def header_to_fill(
    ways: Callable[[], None] | None = None,
) -> tuple[date, Callable[[str], None], DeltaGenerator]:
    """As ``header_with_day`` where the title depends on the day: fill it by calling the second.

    The third is where the filters go, if it has any; ``ways`` draws what stands after the day.
    """
    with st.container(**_LINE, key="head"):
        place = st.empty()
        tools = st.container(width="content")
        day = asof.choose()
        if ways is not None:
            ways()

    def fill(title: str) -> None:
        place.title(links.plain(title), anchor=False, width="stretch")
        name_tab(title)

    return day, fill, tools


class _Bar:
    """The bar, drawn first; its links show the same day and filters as the page does."""

    def __init__(self, person: Person) -> None:
        self._role = person.role
        name = person.name if person.email else _("No account yet")
        self._visitor = Visitor(name, person.email, sign_in.way_out())
        self._shown = self._values()
        self._place = drawing.show(self._fragment())

    def follow(self) -> None:
        """Draw it again where the page has changed what the address asks for."""
        shown, self._shown = self._shown, self._values()
        if shown != self._shown:
            drawing.show(self._fragment(), self._place)

    def _values(self) -> Frame:
        return Frame(
            here=links.here(),
            asked=tuple(sorted(links.asked().items())),
            role=self._role,
            portfolios=tuple((row["code"], row["title"]) for row in session.portfolios()),
            shown=st.session_state[links.SHOWN],
            is_demo=session.read(filter_choices.is_demo),
            whose=session.read(organisations.whose),
        )

    def _fragment(self) -> Markup:
        drawn = session.write_once(frame, self._shown, links.to)
        return with_visitor(drawn, self._shown, self._visitor, links.now())


def _use_words() -> None:
    """Say things by the words of the portfolio shown."""
    code = (session.portfolio() or {}).get("code")
    language.use_words(session.read(organisations.vocabulary_of, portfolio=code))


def _choose_portfolio() -> None:
    """Find out which portfolio this run shows; the address says it (``?portefolje=<code>``).

    A bare address is the first one, so that links from before there were more still hold.
    """
    codes = [row["code"] for row in session.portfolios()]
    st.session_state[links.SHOWN] = codes[0] if codes else None
    if len(codes) < 2:
        return
    before = choices.kept(links.PORTFOLIO) or codes[0]
    code = choices.follow(links.PORTFOLIO, codes)
    st.session_state[links.SHOWN] = code
    _use_words()
    if code != before:
        choices.let_go_of_all_but(*_SHARED)


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
