"""The row a workshop's form was filled from: a save builds on it, not on what was read just now.

The page is drawn again whenever anybody changes anything, so without this a line that somebody
else wrote meanwhile would be overwritten unseen.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

_KEPT = "workshop-opened:"


def row(fresh: Mapping[Any, Any]) -> dict[Any, Any]:
    """The row with that id as the form was filled from it; the first time the fresh one."""
    kept: dict[Any, Any] = st.session_state.setdefault(_KEPT + fresh["id"], dict(fresh))
    return kept


def forget(key: str) -> None:
    """It is saved: the form is filled anew."""
    st.session_state.pop(_KEPT + key, None)


def renew(fresh: Mapping[Any, Any]) -> None:
    """Nothing is typed: show what somebody else saved meanwhile. Draws the page again if so."""
    if row(fresh)["version"] != fresh["version"]:
        forget(fresh["id"])
        st.rerun()
