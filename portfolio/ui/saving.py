"""From a button to a use case: what went well is said after the rerun, what did not at once."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from portfolio.errors import ConflictError, PortfolioError
from portfolio.ui import links, session

_FLASH = "flash"


@contextmanager
def doing(done: str, *, rerun: bool = True) -> Iterator[None]:
    """Run a use case inside. A broken rule is shown here and what was typed stays typed.

    A ConflictError is not shown here: whoever asks shows the two versions side by side.
    """
    try:
        yield
    except ConflictError:
        raise
    except PortfolioError as error:
        st.error(links.explained(error))
    except Exception as error:
        session.report(error)
    else:
        say_later(done)
        if rerun:
            st.rerun()


def say_later(sentence: str) -> None:
    """Have the frame say it as a toast on the next run."""
    st.session_state[_FLASH] = sentence


def say_now() -> None:
    """For the frame: what the last run wanted said."""
    sentence = st.session_state.pop(_FLASH, None)
    if sentence:
        st.toast(sentence)
