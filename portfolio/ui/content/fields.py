"""A noun's fields as inputs, and what is made of what was typed, said back at once.

No ``st.form``: every field that is left comes here, so that a date is echoed before it is saved.
What is kept of what was typed is :mod:`portfolio.ui.draft`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from portfolio import language
from portfolio.domain.own_fields import OwnKind
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.ui import draft, field_words, links, session
from portfolio.ui.draft import Draft
from portfolio.usecases.content import parsing
from portfolio.usecases.content.field import Field, Kind, Noun, say

_WIDE = (Kind.LONG, Kind.SUBJECT)
_ECHOED = (Kind.AMOUNT, Kind.SHARE)


def open_form(noun: Noun, id: str, row: Mapping[str, Any]) -> Draft:
    """The form of a row, or of a new one, begun with what ``row`` holds."""
    begun = {field.name: begin(field, row) for field in noun.fields}

    def same(name: str, now: object, then: object) -> bool:
        return parsing.same(noun.field(name), now, then)

    return draft.open(
        f"form:{noun.table}:{id}", begun, version=int(row.get("version", 0)), same=same
    )


def begin(field: Field, row: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """What an input begins with: words for figures, a day for a day."""
    value = row.get(field.name) if field.name in row else parsing.typed(field, row)
    if field.kind is Kind.FLAG:
        return bool(value)
    if value is None:
        return None if field.is_chosen or field.kind in (Kind.DAY, Kind.INTEGER) else ""
    if field.kind is Kind.AMOUNT and not isinstance(value, str):
        return f"{value:,} kr.".replace(",", ".")  # the Danish way, which is how it is read
    if field.kind is Kind.SHARE and not isinstance(value, str):
        return f"{value * 100:.4f}".rstrip("0").rstrip(".").replace(".", ",") + " %"
    if field.kind is Kind.DAY:
        return parsing.day(value, session.today())
    return value if field.kind is Kind.INTEGER else str(value)


def ask(noun: Noun, form: Draft, sources: Mapping[str, list[str]] | None = None) -> None:
    """Draw every field of a noun, two beside each other where they are short.

    ``sources``: Markdown of where a field is from, by field; it stands below the field.
    """
    rows: list[list[Field]] = []
    for field in noun.fields:
        is_wide = _is_wide(noun, field)
        if is_wide or not rows or len(rows[-1]) == 2 or _is_wide(noun, rows[-1][0]):
            rows.append([])
        rows[-1].append(field)
    for row in rows:
        wide = _is_wide(noun, row[0])
        places = [st.container()] if wide else st.columns(2, gap="small")
        for field, place in zip(row, places, strict=False):
            with place:
                _draw(field, form)
                for source in (sources or {}).get(field.name, []):
                    st.caption(_("Source: {source}", source=source))


def _is_wide(noun: Noun, field: Field) -> bool:
    return field.kind in _WIDE or field.name == noun.title


def _draw(field: Field, form: Draft) -> None:
    label = say(field.label) + (" *" if field.required else "")
    about = say(field.help) if field.help else None
    if field.is_chosen:
        # What the row says already can be kept, also where it is another portfolio's.
        return _choose(field, label, about, form)
    arguments = {"help": about, **_ARGUMENTS.get(field.kind, {}), **form.field(field.name)}
    value = _WIDGETS.get(field.kind, st.text_input)(label, **arguments)
    own = field.own.kind if field.own else None
    if field.kind is Kind.FUZZY or own is OwnKind.DATE:
        field_words.echo_date(form, field.name, field.tense)
    elif field.kind in _ECHOED or own is OwnKind.NUMBER:
        _echo(field, value)


def _choose(field: Field, label: str, about: str | None, form: Draft) -> None:
    options = field_words.choices_of(field, [form.opened[field.name]])
    form.choose(field.name, label, options, help=about, placeholder=_("Choose from the list"))


def _echo(field: Field, value: object) -> None:
    try:
        words = field_words.understood(field, value)
    except PortfolioError as error:
        st.caption(f":red[{links.plain(language.explain(error))}]")
    else:
        if words:
            st.caption(links.plain(words))


_WIDGETS: dict[Kind, Callable[..., object]] = {
    Kind.LONG: st.text_area,
    Kind.FLAG: st.checkbox,
    Kind.DAY: st.date_input,
    Kind.INTEGER: st.number_input,
}
_ARGUMENTS: dict[Kind, dict[str, Any]] = {
    Kind.LONG: {"height": "content"},
    Kind.DAY: {
        "value": None,
        "format": "DD.MM.YYYY",
        "min_value": date(1900, 1, 1),
        "max_value": date(2100, 12, 31),
    },
    Kind.INTEGER: {"value": None, "min_value": 0, "max_value": parsing.MOST, "step": 1},
}
