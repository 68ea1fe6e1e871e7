"""Small pieces of screen that several pages show: lights, empty states, pages of results."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from portfolio import labels, language

Rows = TypeVar("Rows", pd.DataFrame, Sequence[Any])

_BADGES = {"green": "green", "amber": "yellow", "red": "red", "none": "gray"}


def light(rag: object) -> str:
    """A traffic light as Markdown: colour, shape and word together."""
    return f":{_BADGES[str(rag)]}-badge[{labels.light(rag)}]"


def quiet(text: str) -> str:
    """Markdown in the grey of secondary text."""
    return f":gray[{text}]" if text else ""


def remark(sentence: str) -> None:
    """A sentence in the grey of secondary text."""
    st.markdown(quiet(sentence))


def joined(parts: Iterable[object]) -> str:
    """The parts that say something, with a middle dot between."""
    return " · ".join(str(part) for part in parts if part)


def lines(parts: Iterable[str]) -> str:
    """The parts that say something, each on its own line of one paragraph."""
    return "  \n".join(part for part in parts if part)


def bullets(items: Iterable[str]) -> str:
    """Markdown of a list, a dot an item."""
    return "\n".join(f"- {item}" for item in items)


def share(percent: int | None) -> str:
    """Hundredths as a share; nothing where nobody has said."""
    return "" if percent is None else language.share(percent / 100)


def empty(sentence: str) -> None:
    """What stands where there is nothing: a sentence on why, and what can be done."""
    st.info(sentence)


def pages(total: int, per_page: int, key: str) -> int:
    """The page number chosen, from 1; draws nothing when one page holds it all."""
    count = -(-total // per_page)
    if count <= 1:
        return 1
    return int(st.pagination(count, key=key))


def page_of(rows: Rows, per_page: int, key: str) -> Rows:
    """The rows of the page chosen."""
    first = (pages(len(rows), per_page, key) - 1) * per_page
    return rows[first : first + per_page]
