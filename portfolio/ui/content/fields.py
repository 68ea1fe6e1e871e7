"""A noun's fields as inputs, and what is made of what was typed, said back at once.

No ``st.form``: every field that is left comes here, so that a date is echoed before it is saved.
What is kept of what was typed is :mod:`portfolio.ui.content.drafts`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal

import streamlit as st

from portfolio import language
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.ui import field_words, links
from portfolio.ui.content import drafts, field_choices
from portfolio.ui.content.drafts import Draft, Row
from portfolio.usecases.content import parsing
from portfolio.usecases.content.shape import Field, Kind, Noun, say

#: What is typed stays while another page is looked at; the version it was begun on stays too.
_KEPT: Literal["session"] = "session"
_EARLIEST, _LATEST = date(1900, 1, 1), date(2100, 12, 31)
_WIDE = (Kind.LONG, Kind.SUBJECT)
_OFFERED = (Kind.CODE, Kind.REFERENCE, Kind.SUBJECT)
_ECHOED = (Kind.FUZZY, Kind.AMOUNT, Kind.SHARE)


def ask(noun: Noun, draft: Draft, sources: Mapping[str, list[str]] | None = None) -> Row:
    """Draw every field of a noun; what is typed in them, by field.

    ``sources``: Markdown of where a field is from, by field; it stands below the field.
    """
    typed: Row = {}
    pair: list[Field] = []
    for field in noun.fields:
        if field.kind in _WIDE or field.name == noun.title:
            typed |= _row(pair, draft, sources or {})
            pair = []
            typed |= _row([field], draft, sources or {}, wide=True)
        else:
            pair.append(field)
            if len(pair) == 2:
                typed |= _row(pair, draft, sources or {})
                pair = []
    return typed | _row(pair, draft, sources or {})


def _row(
    fields: list[Field], draft: Draft, sources: Mapping[str, list[str]], *, wide: bool = False
) -> Row:
    if not fields:
        return {}
    places = [st.container()] if wide else st.columns(2, gap="small")
    typed = {}
    for field, place in zip(fields, places, strict=False):
        with place:
            typed[field.name] = _draw(field, draft)
            for source in sources.get(field.name, []):
                st.caption(_("Source: {source}", source=source))
    return typed


def _draw(field: Field, draft: Draft) -> Any:  # noqa: ANN401 - whatever the field holds
    key = draft.key(field.name)
    st.session_state.setdefault(key, drafts.begun(field, draft.row))
    label = say(field.label) + (" *" if field.required else "")
    if field.kind in _OFFERED:
        # What the row says already can be kept, also where it is another portfolio's.
        return _choice(field, label, key, field_choices.of(field, [drafts.begun(field, draft.row)]))
    value = _INPUTS.get(field.kind, _line)(field, label, key)
    if field.kind in _ECHOED:
        _echo(field, value)
    return value


def _echo(field: Field, value: object) -> None:
    try:
        words = field_words.understood(field, value)
    except PortfolioError as error:
        st.caption(f":red[{links.plain(language.explain(error))}]")
    else:
        if words:
            st.caption(links.plain(words))


def _line(field: Field, label: str, key: str) -> str | None:
    return st.text_input(label, key=key, help=_help(field), persist_state=_KEPT)


def _lines(field: Field, label: str, key: str) -> str | None:
    return st.text_area(label, key=key, help=_help(field), height="content", persist_state=_KEPT)


def _choice(field: Field, label: str, key: str, options: Mapping[str, str]) -> str | None:
    kept = st.session_state.get(key)
    if kept is not None and kept not in options:
        st.session_state[key] = None  # somebody took it out of use meanwhile
    picked: str | None = st.selectbox(
        label,
        list(options),
        index=None,
        key=key,
        help=_help(field),
        format_func=lambda code: options.get(code, str(code)),
        placeholder=_("Choose from the list"),
        persist_state=_KEPT,
    )
    return picked


def _tick(field: Field, label: str, key: str) -> bool:
    return st.checkbox(label, key=key, help=_help(field), persist_state=_KEPT)


def _day(field: Field, label: str, key: str) -> date | None:
    picked = st.date_input(
        label,
        value=None,
        key=key,
        help=_help(field),
        format="DD.MM.YYYY",
        min_value=_EARLIEST,
        max_value=_LATEST,
        persist_state=_KEPT,
    )
    return picked if isinstance(picked, date) else None


def _figure(field: Field, label: str, key: str) -> int | None:
    typed = st.number_input(
        label,
        value=None,
        key=key,
        help=_help(field),
        min_value=0,
        max_value=parsing.MOST,
        step=1,
        persist_state=_KEPT,
    )
    return None if typed is None else int(typed)


def _help(field: Field) -> str | None:
    return say(field.help) if field.help else None


_INPUTS: dict[Kind, Callable[[Field, str, str], Any]] = {
    Kind.LONG: _lines,
    Kind.FLAG: _tick,
    Kind.DAY: _day,
    Kind.INTEGER: _figure,
}
