"""Small pieces of screen that several pages show: lights, empty states, pages of results."""

from collections.abc import Callable, Iterable

import streamlit as st

from portfolio import labels, language
from portfolio.language import ngettext

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
        return quiet(f"{shape} {_COUNTED[rag](0)}")
    number = f"**{language.number(count)}**"
    return badge(rag, f"{shape} {_COUNTED[rag](count, number)}")


_COUNTED: dict[str, Callable[..., str]] = {
    "none": lambda n, shown="0": ngettext(
        "{number} not assessed", "{number} not assessed", n, number=shown
    ),
    "green": lambda n, shown="0": ngettext("{number} green", "{number} green", n, number=shown),
    "amber": lambda n, shown="0": ngettext("{number} amber", "{number} amber", n, number=shown),
    "red": lambda n, shown="0": ngettext("{number} red", "{number} red", n, number=shown),
}


def quiet(text: str) -> str:
    """Markdown in the grey of secondary text."""
    return f":gray[{text}]" if text else ""


def joined(parts: Iterable[object]) -> str:
    """The parts that say something, with a middle dot between."""
    return " · ".join(str(part) for part in parts if part)


def empty(sentence: str) -> None:
    """What stands where there is nothing: a sentence on why, and what can be done."""
    st.info(sentence)


def pages(total: int, per_page: int, key: str) -> int:
    """The page number chosen, from 1; draws nothing when one page holds it all."""
    count = -(-total // per_page)
    if count <= 1:
        return 1
    return int(st.pagination(count, key=key))
