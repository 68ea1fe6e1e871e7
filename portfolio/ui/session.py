"""One run of a page: which day and language it is, and answers cached by revision."""

import logging
from collections.abc import Callable, Hashable, Mapping
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

import pandas as pd
import streamlit as st
from sqlalchemy.exc import DatabaseError
from streamlit.runtime.scriptrunner import get_script_run_ctx

from portfolio import language, store
from portfolio.domain import clock
from portfolio.errors import note_fault
from portfolio.language import _
from portfolio.queries import filter_choices
from portfolio.store import changes, files
from portfolio.ui import links

log = logging.getLogger("portfolio")
T = TypeVar("T")


_LOOK_EVERY = 3  # s
_revision: ContextVar[int | None] = ContextVar("revision", default=None)


def begin(question: Callable[..., T], **values: object) -> T:
    """Look at the database for the first time in a run: for the revision, and for one answer.

    Every later answer of the run builds on that revision: how many changes there had been.
    Raises PortfolioError when the database has gone or is damaged since the start.
    """
    try:
        with store.reading() as connection:
            _revision.set(changes.revision(connection))
            return question(connection, **values)
    except DatabaseError as error:
        log.exception("the database does not answer")
        raise store.trouble(error) or files.unusable(error, files.name_of(store.url())) from error


def follow() -> None:
    """Draw the page again when somebody, anywhere, has changed the portfolio meanwhile.

    The browser asks every few seconds; the answer is one number, and mostly nothing happens.
    """
    _look_again(_revision.get())


@st.fragment(run_every=_LOOK_EVERY)
def _look_again(shown: int | None) -> None:
    context = get_script_run_ctx()
    if context is None or not context.fragment_ids_this_run:
        return  # the page itself is being drawn, and has just asked
    with store.reading() as connection:
        now = changes.revision(connection)
    if shown is not None and now != shown:
        st.rerun()


def today() -> date:
    """The day it is for whoever reads."""
    return clock.today()


def read(question: Callable[..., T], **values: object) -> T:
    """Ask a question of ``portfolio.queries``, or reuse its answer until something changes."""
    answer: T = _answer(question, tuple(values.items()), _known_revision(), store.url())
    # Shared by every session: a page gets a frame of its own, which copies when written to.
    return answer.copy(deep=False) if isinstance(answer, pd.DataFrame) else answer


def _known_revision() -> int:
    if (known := _revision.get()) is not None:
        return known
    return begin(changes.revision)  # no page's run: a file made when it is asked for


def read_now(question: Callable[..., T], **values: object) -> T:
    """Ask a question whose answer changes without a change of the portfolio: nothing is kept."""
    with store.reading() as connection:
        return question(connection, **values)


# The revision changes with every write, so an old answer is never served and simply falls out.
# Not st.cache_data: it pickles every answer and hashes every argument anew, 1 ms each, and the
# overview asks ten times a run.
@lru_cache(maxsize=512)
def _answer(
    question: Callable[..., Any], values: tuple[tuple[str, Any], ...], revision: int, url: str
) -> Any:  # noqa: ANN401 - whatever the question answers
    with store.reading(url) as connection:
        return question(connection, **dict(values))


def write_once(write: Callable[..., T], *facts: Hashable) -> T:
    """Text that follows from facts, written once for each way of speaking and address."""
    text: T = _written(write, facts, language.speech_now(), links.carried())
    return text


@lru_cache(maxsize=512)
def _written(
    write: Callable[..., Any],
    facts: tuple[Any, ...],
    _spoken: language.Speech,
    carried: tuple[Any, ...],
) -> Any:  # noqa: ANN401 - whatever is written
    to = links.now()
    return write(*(to if fact is links.to else fact for fact in facts))


def portfolios() -> tuple[Mapping[str, Any], ...]:
    """code, title, description, … of every portfolio, in their own order."""
    return read(filter_choices.portfolio_rows)


def portfolio() -> Mapping[str, Any] | None:
    """The row of the portfolio shown; None when there is none yet.

    The address says which (ui/frame.py has seen to it); a bare one is the first.
    """
    every = portfolios()
    asked = st.query_params.get(links.PORTFOLIO)
    return next((row for row in every if row["code"] == asked), every[0] if every else None)


def portfolio_id() -> str | None:
    """The key of the portfolio shown; None when there is none yet."""
    return (portfolio() or {}).get("id")


def elsewhere(code: str) -> str:
    """The title of a portfolio that is not the one shown: each counts its proposals from 1."""
    shown = portfolio()
    if shown is not None and shown["code"] == code:
        return ""
    return str(next((row["title"] for row in portfolios() if row["code"] == code), ""))


def report(error: BaseException) -> None:
    """Log a fault of ours with a number, and show the number instead of the fault.

    What is only the moment's, such as a busy database, is said as that.
    """
    if passing := store.trouble(error):
        log.warning("the database is in trouble", exc_info=error)
        st.error(language.explain(passing))
    else:
        say(note(error))


def note(error: BaseException) -> str:
    """Log a fault of ours; the number to tell of it."""
    return note_fault(log, error)


def say(reference: str) -> None:
    """Show the number of a fault of ours."""
    st.error(
        _(
            "Something went wrong, and what you did last may not be saved. Reload the page; if it"
            " happens again, tell whoever runs the program the reference {reference}.",
            reference=reference,
        )
    )
