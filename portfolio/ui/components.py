"""Small pieces of screen that several pages show: lights, empty states, pages of results."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, TypeVar

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from portfolio import labels, language
from portfolio.language import _

T = TypeVar("T")
Rows = TypeVar("Rows", pd.DataFrame, Sequence[Any])

_BADGES = {"green": "green", "amber": "yellow", "red": "red", "none": "gray"}


def light(rag: object) -> str:
    """A traffic light as Markdown: colour, shape and word together."""
    return badge(rag, labels.light(rag))


def badge(rag: object, text: str) -> str:
    """Markdown on the ground of a traffic light's colour; shape and word are in the text."""
    return f":{_BADGES[str(rag)]}-badge[{text}]"


def counted(rag: str, count: int) -> str:
    """How many have a light; grey where none has it, so that the eye meets what there is."""
    shape = labels.SHAPES[rag]
    if not count:
        return quiet(f"{shape} {labels.lights(rag, 0)}")
    number = f"**{language.number(count)}**"
    return badge(rag, f"{shape} {labels.lights(rag, count, number)}")


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


def some(named: Sequence[str], most: int, total: int | None = None) -> str:
    """The first names with a comma between, and how many more there are of them, or of ``total``.

    ``total`` is for where not all of them are known by name.
    """
    named, rest = named[:most], (len(named) if total is None else total) - len(named[:most])
    listed = ", ".join(named)
    return _("{some} and {n} more", some=listed, n=language.number(rest)) if rest > 0 else listed


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


def beside(
    items: Sequence[T], a_row: int, gap: Literal["small", "medium"] = "small"
) -> Iterator[tuple[DeltaGenerator, T]]:
    """Each item with the column it stands in, so many a row; a phone shows one below the other."""
    for first in range(0, len(items), a_row):
        yield from zip(st.columns(a_row, gap=gap), items[first : first + a_row], strict=False)


def page_of(rows: Rows, per_page: int, key: str) -> Rows:
    """The rows of the page chosen."""
    first = (pages(len(rows), per_page, key) - 1) * per_page
    return rows[first : first + per_page]
