"""What is typed in a noun's form and not saved: begun, kept while the page is left, thrown away.

Open this when a form forgets what was typed, or remembers too much. The row that is edited is
kept as it was when it was opened: its version is the one the save is checked against, however
often the page is drawn meanwhile.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from portfolio.language import _
from portfolio.ui import components, links, session
from portfolio.usecases.content import parsing
from portfolio.usecases.content.shape import Field, Kind, Noun, say

_OPENED = "form:opened"
#: The oldest of more is forgotten.
_MOST_DRAFTS = 20

Row = dict[str, Any]


class Draft:
    """A row being edited: ``row`` as it was opened, and the keys of its inputs."""

    def __init__(self, noun: Noun, name: str, number: int, row: Row) -> None:
        self.name, self.row, self._number = name, row, number
        self._first = noun.fields[0].name

    def key(self, field: str) -> str:
        return f"{self.name}:{self._number}:{field}"

    @property
    def is_drawn(self) -> bool:
        """Whether what was typed in its inputs is still known."""
        return self.key(self._first) in st.session_state


def opened(noun: Noun, id: str, fresh: Callable[[], Row], *, is_new: bool = False) -> Draft:
    """The draft of a row: what was typed before the page was left, or begun from ``fresh()``.

    An untouched draft of a row that has changed since is begun anew, and so is a new row that
    begins with something else than it did.
    """
    drafts: dict[str, Draft] = st.session_state.setdefault(_OPENED, {})
    name, now = f"{noun.table}:{id}", fresh()
    draft = drafts.get(name)
    outdated = draft is not None and draft.row != now and (is_new or not _typed(noun, draft))
    if draft is None or not draft.is_drawn or outdated:
        number = st.session_state.get(f"{_OPENED}:number", 0) + 1
        st.session_state[f"{_OPENED}:number"] = number
        draft = Draft(noun, name, number, now)
    drafts.pop(name, None)
    drafts[name] = draft
    if len(drafts) > _MOST_DRAFTS:
        del drafts[next(iter(drafts))]
    return draft


def _typed(noun: Noun, draft: Draft) -> Row:
    """What has been touched of a draft that may not be on the screen."""
    values = {
        field.name: st.session_state.get(draft.key(field.name), begun(field, draft.row))
        for field in noun.fields
    }
    return touched(noun, draft, values)


def close(noun: Noun, id: str) -> None:
    """After a save, or to begin again: the next run opens the row anew, as it stands then."""
    st.session_state.get(_OPENED, {}).pop(f"{noun.table}:{id}", None)


def say_unsaved(noun: Noun, id: str, draft: Draft, touched: Mapping[str, Any]) -> None:
    """Which fields are typed in and not saved, and the way to begin again."""
    if not touched:
        return
    names = [say(field.label) for field in noun.fields if field.name in touched]
    if say_fields(names, draft.key("again")):
        close(noun, id)
        st.rerun()


def say_fields(names: Iterable[str], key: str) -> bool:
    """Say which fields are typed in and not saved; whether the reader wants to begin again."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        words = _("Not saved yet: {fields}.", fields=links.plain(", ".join(names)))
        st.markdown(components.quiet(words), width="content")
        return st.button(_("Begin again"), key=key, type="tertiary")


def touched(noun: Noun, draft: Draft, typed: Mapping[str, Any]) -> Row:
    """Only the fields that now say something else than when the row was opened."""
    return {
        field.name: typed[field.name]
        for field in noun.fields
        if not parsing.same(field, typed[field.name], begun(field, draft.row))
    }


def begun(field: Field, row: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """What an input begins with: words for figures, a day for a day."""
    value = row.get(field.name) if field.name in row else parsing.typed(field, row)
    if field.kind is Kind.FLAG:
        return bool(value)
    if value is None:
        return None if field.kind in _CHOSEN else ""
    if field.kind is Kind.AMOUNT and not isinstance(value, str):
        return f"{value:,} kr.".replace(",", ".")  # the Danish way, which is how it is read
    if field.kind is Kind.SHARE and not isinstance(value, str):
        return f"{value * 100:.4f}".rstrip("0").rstrip(".").replace(".", ",") + " %"
    if field.kind is Kind.DAY:
        return parsing.day(value, session.today())
    return value if field.kind is Kind.INTEGER else str(value)


_CHOSEN = (Kind.CODE, Kind.REFERENCE, Kind.SUBJECT, Kind.DAY, Kind.INTEGER)
