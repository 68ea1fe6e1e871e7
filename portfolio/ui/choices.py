"""Widgets whose value stands in the URL as a code, the same link in both languages.

Streamlit's own ``bind="query-params"`` writes the *label* into the URL: a link from a Danish
screen would be dropped on an English one, and a misspelt one would vanish without a word.
Here the code stands there, Back and Forward are followed, and what cannot be used is said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import streamlit as st

from portfolio.language import _

_SEEN = "url:"  # what the URL said at the last run, by parameter
_KEPT = "kept:"  # the choice, kept while another page is shown
_PROBLEMS = "url:problems"
_PAGE = "url:page"
_SAME_PAGE = "url:same_page"


def choose(name: str, label: str, options: Mapping[str, str], *, everything: str) -> str | None:
    """A select box of codes with their words; None is ``everything``, the first choice."""
    key = _widget_key(name, lambda text: text if text in options else None)
    picked = st.selectbox(
        label,
        [None, *options],
        format_func=lambda code: everything if code is None else options[code],
        key=key,
        label_visibility="collapsed",
    )
    _remember(name, key, picked)
    return picked


def search(name: str, label: str) -> str:
    """A search field whose words stand in the URL."""
    key = _widget_key(name, lambda text: text)
    typed = st.text_input(
        label, key=key, placeholder=label, label_visibility="collapsed", max_chars=100
    )
    _remember(name, key, typed or None)
    return typed or ""


def day(name: str, label: str, default: date, *, earliest: date, latest: date) -> date:
    """A date field; the default day leaves the URL bare."""

    def understand(text: str) -> date | None:
        try:
            found = date.fromisoformat(text)
        except ValueError:
            return None
        return found if earliest <= found <= latest else None

    key = _widget_key(name, understand)
    if st.session_state.get(key) is None:
        st.session_state[key] = default
    picked = st.date_input(
        label,
        None,
        key=key,
        required=True,
        format="DD.MM.YYYY",
        min_value=earliest,
        max_value=latest,
        label_visibility="collapsed",
    )
    chosen = picked if isinstance(picked, date) else default
    _remember(name, key, None if chosen == default else chosen.isoformat())
    return chosen


def number(name: str) -> int | None:
    """A whole number that stands only in the URL, such as ``?nr=4``; None when it is none."""
    text = st.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def clear(*names: str) -> None:
    """Set filters back, in the URL too. For a button's ``on_click``."""
    for name in names:
        _forget(name, f"w:{name}")
        st.query_params.pop(name, None)
        st.session_state.pop(_SEEN + name, None)


def say_problems() -> None:
    """Tell, once, which filters in the address could not be used."""
    for name, text in st.session_state.pop(_PROBLEMS, []):
        st.warning(
            _(
                "The address asks for “{name}={text}”, which is not something you can choose"
                " here. It was left out; choose again below.",
                name=name,
                text=text[:60],
            )
        )


def begin(page: str) -> None:
    """Note which page this run shows: a bare URL means "cleared" only on the same page."""
    st.session_state[_SAME_PAGE] = st.session_state.get(_PAGE) == page
    st.session_state[_PAGE] = page


def _widget_key(name: str, understand: Callable[[str], object]) -> str:
    """The widget's key, its value first set from the URL where the URL is news."""
    key, seen = f"w:{name}", st.session_state.get(_SEEN + name)
    text = st.query_params.get(name)
    if text is not None and text != seen:
        _adopt(name, key, text, understand(text))
    elif text is None and seen is not None and st.session_state.get(_SAME_PAGE):
        _forget(name, key)  # Back or Forward to where nothing was chosen
    elif key not in st.session_state and _KEPT + name in st.session_state:
        st.session_state[key] = st.session_state[_KEPT + name]
    return key


def _adopt(name: str, key: str, text: str, value: object) -> None:
    if value is None:
        st.session_state.setdefault(_PROBLEMS, []).append((name, text))
        del st.query_params[name]
        _forget(name, key)
    else:
        st.session_state[key] = value


def _forget(name: str, key: str) -> None:
    st.session_state.pop(key, None)
    st.session_state.pop(_KEPT + name, None)


def _remember(name: str, key: str, text: str | None) -> None:
    st.session_state[_KEPT + name] = st.session_state[key]
    st.session_state[_SEEN + name] = text
    if text is None:
        if name in st.query_params:
            del st.query_params[name]
    elif st.query_params.get(name) != text:
        st.query_params[name] = text
