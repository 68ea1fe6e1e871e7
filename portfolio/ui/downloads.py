"""A button that makes a file when it is pressed, and says in words when it could not be made.

Streamlit makes the file beside the page, so an error there reaches nobody: the browser is told
"failed" in English, and no more. Here it is logged with a number and said below the button.
"""

from collections.abc import Callable
from typing import Literal

import streamlit as st

from portfolio import language
from portfolio.errors import PortfolioError
from portfolio.ui import links, session

_LOOK_EVERY = 2  # s


def button(
    label: str,
    make: Callable[[], bytes],
    file_name: str,
    media_type: str,
    *,
    key: str,
    kind: Literal["primary", "tertiary"] = "primary",
) -> None:
    """The button; ``make`` is called when it is pressed, outside the page's own run."""
    faults: list[PortfolioError | str] = []
    spoken = language.speech_now()

    def file() -> bytes:
        language.use(*spoken)
        faults.clear()
        try:
            return make()
        except PortfolioError as error:
            faults.append(error)
            raise
        except Exception as error:
            faults.append(session.note(error))
            raise

    st.download_button(label, file, file_name, media_type, key=key, on_click="ignore", type=kind)
    _tell(faults, spoken)


@st.fragment(run_every=_LOOK_EVERY)
def _tell(faults: list[PortfolioError | str], spoken: language.Speech) -> None:
    language.use(*spoken)  # a fragment runs without what stands round a page
    for fault in faults:
        if isinstance(fault, PortfolioError):
            st.error(links.plain(language.explain(fault)))
        else:
            session.say(fault)
