"""Widgets whose value stands in the URL as a code, the same link in both languages.

Streamlit's own ``bind="query-params"`` writes the *label* into the URL: a link from a Danish
screen would be dropped on an English one, and a misspelt one would vanish without a word.
Here the code stands there, Back and Forward are followed, and what cannot be used is said.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from portfolio import signs
from portfolio.language import _
from portfolio.ui import links

_SEEN = "url:"  # what the URL said at the last run, by parameter
_KEPT = "kept:"  # the choice, kept while another page is shown
_PROBLEMS = "url:problems"
_PAGE = "url:page"
_SAME_PAGE = "url:same_page"
_EARLIEST = date(2000, 1, 1)
_OWN = (_PROBLEMS, _PAGE, _SAME_PAGE, links.SHOWN)  # begin as _SEEN does, and are no choices


def choose(
    name: str,
    label: str,
    options: Mapping[str, str] | Callable[[], Mapping[str, str]],
    *,
    everything: str,
    drawn: bool = True,
) -> str | None:
    """A select box of codes with their words; None, shown as ``everything``, is no choice.

    With ``drawn=False`` nothing is drawn (a closed popover) and the choice made before stands;
    ``options`` as a function is then not even asked for.
    """

    def words() -> Mapping[str, str]:
        return options() if callable(options) else options

    key, value = _resolve(name, lambda text: text if text in words() else None)
    if drawn:
        value = _select(key, label, words(), everything, value)
    _remember(name, value, value)
    return None if value is None else str(value)


def named(listed: pd.DataFrame) -> dict[str, str]:
    """The options of rows of a code, or an id, and its name."""
    return dict(listed.iloc[:, :2].itertuples(index=False, name=None))


def numbered(listed: pd.DataFrame) -> dict[str, str]:
    """The options of rows of a number and a title: the title behind its number."""
    pairs = listed.iloc[:, :2].itertuples(index=False, name=None)
    return {str(number): f"{number} {title}" for number, title in pairs}


def _select(
    key: str, label: str, words: Mapping[str, str], everything: str, value: object
) -> str | None:
    st.session_state.setdefault(key, value)
    picked: str | None = st.selectbox(
        label,
        list(words),
        index=None,
        format_func=lambda code: words[code],
        key=key,
        placeholder=everything,
        label_visibility="collapsed",
    )
    return picked


def one_of(
    name: str, label: str, options: Mapping[str, str], *, captions: Sequence[str] = ()
) -> str:
    """Radio buttons of codes with their words; the first is chosen unless the URL says another."""
    first = next(iter(options))
    key, value = _resolve(name, lambda text: text if text in options else None)
    st.session_state.setdefault(key, value or first)
    picked = str(
        st.radio(
            label,
            list(options),
            format_func=options.__getitem__,
            captions=captions or None,
            key=key,
        )
    )
    _remember(name, picked, None if picked == first else picked)
    return picked


def search(name: str, label: str, *, drawn: bool = True) -> str:
    """A search field whose words stand in the URL; ``drawn`` as for ``choose``."""
    key, value = _resolve(name, lambda text: text)
    typed = str(value or "")
    if drawn:
        st.session_state.setdefault(key, typed)
        typed = st.text_input(
            label, key=key, placeholder=label, label_visibility="collapsed", max_chars=100
        )
    _remember(name, typed, typed or None)
    return typed


def day(
    name: str,
    label: str,
    default: date,
    *,
    words: Callable[[date], str],
    earliest: date = _EARLIEST,
    latest: date,
) -> date:
    """A button that says the day and unfolds a date field; the default leaves the URL bare.

    The field itself is drawn only when it is unfolded: its code is the heaviest on the overview.
    """

    def understand(text: str) -> date | None:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return None
        return day if earliest <= day <= latest else None

    key, value = _resolve(name, understand)
    chosen = value if isinstance(value, date) else default
    popover = st.popover(words(chosen), key=f"open:{name}", on_change="rerun", help=label)
    if popover.open:
        with popover:
            chosen = _date_field(key, label, chosen, earliest, latest)
    _remember(name, chosen, None if chosen == default else chosen.isoformat())
    return chosen


def _date_field(key: str, label: str, chosen: date, earliest: date, latest: date) -> date:
    if st.session_state.get(key) is None:
        st.session_state[key] = chosen
    # Its key holds a day, so it is never empty; required=True says so where ARIA forbids it.
    picked = st.date_input(
        label, key=key, format="DD.MM.YYYY", min_value=earliest, max_value=latest
    )
    return picked if isinstance(picked, date) else chosen


def number(name: str) -> int | None:
    """A whole number that stands only in the URL, such as ``?nr=4``; None when it is none."""
    text = st.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def follow(name: str, codes: Sequence[str]) -> str:
    """A choice that only links make: the code the address asks for; the first when it is bare."""
    _key, value = _resolve(name, lambda text: text if text in codes else None)
    chosen = str(value) if value in codes else codes[0]
    shown = None if chosen == codes[0] else chosen
    _remember(name, shown, shown)
    return chosen


def kept(name: str) -> str | None:
    """The choice made at an earlier run."""
    value = st.session_state.get(_KEPT + name)
    return None if value is None else str(value)


def let_go_of_all_but(*names: str) -> None:
    """Forget every choice but these, wherever it was made: they meant something else."""
    for key in [str(key) for key in st.session_state]:
        prefix = next((p for p in (_SEEN, _KEPT, "w:") if key.startswith(p)), None)
        if prefix and key not in _OWN and key.removeprefix(prefix) not in names:
            del st.session_state[key]


def clear(*names: str) -> None:
    """Set filters back, in the URL too. For a button's ``on_click``."""
    for name in names:
        _forget(name, f"w:{name}")
        st.query_params.pop(name, None)
        st.session_state.pop(_SEEN + name, None)


def refuse(name: str, text: str) -> None:
    """Leave out of the address what cannot be used, and remember to say so."""
    st.session_state.setdefault(_PROBLEMS, []).append((name, text))
    del st.query_params[name]


def say_problems() -> None:
    """Tell, once, which filters in the address could not be used."""
    for name, text in st.session_state.pop(_PROBLEMS, []):
        st.warning(
            _(
                "The address asks for “{name}={text}”, which is not something you can choose"
                " here. It was left out; choose again below.",
                name=name,
                text=links.plain(text[:60]),
            )
        )


def begin(page: str) -> None:
    """Note which page this run shows: a bare URL means "cleared" only on the same page.

    What nobody sees in the address is left out of it.
    """
    st.session_state[_SAME_PAGE] = st.session_state.get(_PAGE) == page
    st.session_state[_PAGE] = page
    for name, text in st.query_params.items():
        if (kept := signs.normalised(text)) != text:  # of a pasted link
            st.query_params[name] = kept


def is_arriving() -> bool:
    """Whether the reader comes from another page, and does not just go on with this one."""
    return not st.session_state.get(_SAME_PAGE)


def _resolve(name: str, understand: Callable[[str], object]) -> tuple[str, object]:
    """The widget's key and the choice as it stands before the widget is drawn.

    News in the URL wins; then what the user just did to the widget; then what was kept.
    """
    key, seen = f"w:{name}", st.session_state.get(_SEEN + name)
    text = st.query_params.get(name)
    if text is not None and text != seen:
        _adopt(name, key, text, understand(text))
    elif text is None and seen is not None and st.session_state.get(_SAME_PAGE):
        _forget(name, key)  # Back or Forward to where nothing was chosen
    elif key in st.session_state:
        return key, st.session_state[key]
    return key, st.session_state.get(_KEPT + name)


def _adopt(name: str, key: str, text: str, value: object) -> None:
    _forget(name, key)
    if value is None:
        refuse(name, text)
    else:
        st.session_state[_KEPT + name] = value


def _forget(name: str, key: str) -> None:
    st.session_state.pop(key, None)
    st.session_state.pop(_KEPT + name, None)


def _remember(name: str, value: object, text: object) -> None:
    """Keep the choice for other pages, and let the URL say it; ``None`` leaves the URL bare."""
    st.session_state[_KEPT + name] = value
    st.session_state[_SEEN + name] = text
    if text is None:
        if name in st.query_params:
            del st.query_params[name]
    elif st.query_params.get(name) != text:
        st.query_params[name] = str(text)
