"""Indhold, the grid: what it shows of a noun's rows, and what was typed in it.

Open this when a cell shows, or is read, in another way than it should.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from portfolio.ui import draft, session
from portfolio.ui.content import fields
from portfolio.ui.draft import Draft
from portfolio.usecases import content
from portfolio.usecases.content import parsing
from portfolio.usecases.content.block import Cells
from portfolio.usecases.content.field import Field, Kind, Noun, say

Rows = list[dict[str, Any]]
#: What was pasted, and what was typed before that: by place in the table, and by field.
PASTED = "pasted"
#: The column in which a row is ticked; it is no field.
CHOSEN = "chosen"
TICKED = "proposals"  # the noun whose rows are
Words = dict[str, dict[str, str]]  # field -> code or id -> word


def open_grid(noun: Noun, fresh: pd.DataFrame, search: str, portfolio: str | None) -> Draft:
    """The draft of the noun's grid: its ``rows`` as they were opened, and the ``edits`` in it.

    What is typed is kept by row number: on other rows it would land in the wrong place.
    ``portfolio``: whose rows they are; None where they are all portfolios'. Streamlit forgets the
    edits when the page is left.
    """
    rows: Any = fresh.to_dict("records")
    name = f"grid:{noun.table}:{search}:{portfolio}"
    return draft.open(name, {"rows": rows, "edits": {}, PASTED: {}}, same=_same)


def _same(name: str, now: Any, _then: object) -> bool:  # noqa: ANN401 - Streamlit's own
    if name == "rows":
        return True
    if name == PASTED:
        return not now
    edited = any(set(cells) - {CHOSEN} for cells in now.get("edited_rows", {}).values())
    return not (edited or now.get("added_rows"))


def chosen(rows: Rows, edits: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows that are ticked, so that one thing can be done to all of them."""
    ticked = (int(n) for n, cells in edits.get("edited_rows", {}).items() if cells.get(CHOSEN))
    return [rows[n] for n in sorted(ticked) if n < len(rows)]


def cells_of(noun: Noun, row: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """A row as the grid shows it: choices by their words, figures as people write them."""
    cells: dict[str, Any] = {}
    for field in noun.fields:
        value = fields.begin(field, row)
        if field.name in words:
            value = words[field.name].get(str(value)) if value is not None else None
        cells[field.name] = value
    return cells


def column_of(field: Field, words: Words) -> Any:  # noqa: ANN401 - Streamlit's own type
    label = say(field.label) + (" *" if field.required else "")
    about = say(field.help) if field.help else None
    if field.name in words:
        options = list(words[field.name].values())
        return st.column_config.SelectboxColumn(label, help=about, options=options)
    if field.kind is Kind.FLAG:
        return st.column_config.CheckboxColumn(label, help=about, default=False)
    if field.kind is Kind.DAY:
        return st.column_config.DateColumn(label, help=about, format="DD.MM.YYYY")
    if field.kind is Kind.INTEGER:
        return st.column_config.NumberColumn(label, help=about, min_value=0, step=1)
    return st.column_config.TextColumn(label, help=about)


def typed_in(
    noun: Noun, pasted: Cells, edits: Mapping[str, Any], words: Words, count: int
) -> Cells:
    """All that was pasted or typed, by place; new rows stand after the ``count`` there are."""
    found = {place: dict(cells) for place, cells in pasted.items()}
    for place, cells in dict(edits.get("edited_rows", {})).items():
        found.setdefault(int(place), {}).update(_typed(noun, cells, words))
    last = max([count - 1, *found])
    for number, cells in enumerate(edits.get("added_rows", []), last + 1):
        found[number] = _typed(noun, cells, words)
    return {place: cells for place, cells in sorted(found.items()) if cells}


def changes(
    noun: Noun, rows: Rows, edits: Mapping[str, Any], words: Words, pasted: Cells
) -> list[content.RowChange]:
    """What the grid holds that the rows do not."""
    found = []
    for place, typed in typed_in(noun, pasted, edits, words, len(rows)).items():
        if place >= len(rows):
            if any(value not in (None, "", False) for value in typed.values()):
                found.append(content.RowChange(typed))
            continue
        row = rows[place]
        different = {
            name: value
            for name, value in typed.items()
            if not parsing.same(noun.field(name), value, fields.begin(noun.field(name), row))
        }
        if different:
            found.append(content.RowChange(different, row["id"], row["version"]))
    return found


def _typed(noun: Noun, cells: Mapping[str, Any], words: Words) -> dict[str, Any]:
    typed: dict[str, Any] = {}
    for field in noun.fields:
        if field.name not in cells:
            continue
        value = cells[field.name]
        if field.name in words and value is not None:
            value = next((c for c, word in words[field.name].items() if word == value), value)
        if field.kind is Kind.DAY and value:
            value = parsing.day(value, session.today())
        typed[field.name] = value
    return typed
