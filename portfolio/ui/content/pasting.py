"""Indhold, a block of cells from a spreadsheet: where it is pasted, and what of it was not taken.

client.js gives the field what is pasted on a cell of the table, with the cell before it as
``@row,column``; without that it begins at the table's first cell, or after its last row.
"""

import re
from collections.abc import Mapping
from typing import Any

import streamlit as st

from portfolio import language
from portfolio.language import _, ngettext
from portfolio.ui import links, session
from portfolio.ui.content import grid
from portfolio.ui.draft import Draft
from portfolio.usecases.content import block
from portfolio.usecases.content.block import Block
from portfolio.usecases.content.field import Noun

TIMES, _REFUSED = "pasted:times", "pasted:refused"
_CELL = re.compile(r"@(\d{1,6}),(\d{1,4})\n")
_SHOWN = 20


def ask(noun: Noun, form: Draft, edits: Mapping[str, Any], words: grid.Words) -> None:
    """The field for a block; what is pasted goes into the table above it, before it is saved."""
    times = form[TIMES] or 0
    with st.container(key=f"paste{times}"):
        text = st.text_area(
            _("Paste from a spreadsheet"),
            height=68,
            placeholder=_("Paste on a cell of the table, or here: then it goes below the last row"),
            key=form.key(f"paste{times}"),
        )
    if text.strip():
        _take_in(noun, form, edits, words, text)
    _say(form)


def _take_in(
    noun: Noun, form: Draft, edits: Mapping[str, Any], words: grid.Words, text: str
) -> None:
    rows: grid.Rows = form.opened["rows"]
    typed = grid.typed_in(noun, form[grid.PASTED], edits, words, len(rows))
    known = max([len(rows) - 1, *typed]) + 1
    at = _CELL.match(text)
    boxes = noun.table == grid.TICKED
    row, column = (int(at[1]), int(at[2]) - boxes) if at else (known, 0)
    found = block.read(
        noun,
        text[at.end() :] if at else text,
        words,
        row=min(row, known),
        column=max(column, 0),
        rows=len(rows),
        today=session.today(),
    )
    for place, cells in found.cells.items():
        typed.setdefault(place, {}).update(cells)
    form.set(grid.PASTED, typed)
    form.set(_REFUSED, found)
    form.set(TIMES, (form[TIMES] or 0) + 1)
    st.rerun()


def _say(form: Draft) -> None:
    """What was taken in, and each cell that was not, with why."""
    found: Block | None = form[_REFUSED]
    if found is None:
        return
    count = sum(map(len, found.cells.values()))
    st.caption(ngettext("{n} cell is pasted.", "{n} cells are pasted.", count))
    if not found.refused:
        return
    lines = [
        _(
            "- Row {row}, column {column} of the block, “{text}”: {why}",
            row=one.row,
            column=one.column,
            text=links.plain(one.text[:60]),
            why=links.plain(language.explain(one.why)),
        )
        for one in found.refused[:_SHOWN]
    ]
    more = len(found.refused) - len(lines)
    if more > 0:
        lines.append("- " + ngettext("{n} more", "{n} more", more))
    st.warning(_("Not taken in:") + "\n" + "\n".join(lines))
