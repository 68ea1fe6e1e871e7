"""Two people at once: their version beside yours. The form itself is :mod:`portfolio.ui.draft`."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from portfolio.errors import ConflictError
from portfolio.language import _
from portfolio.screens.drawing import table
from portfolio.ui import drawing, links

#: How a column's value is said; without one it is shown as it is stored.
Say = Callable[[str, Any], str]


def ask(
    error: ConflictError,
    mine: Mapping[str, Any],
    words: Mapping[str, str],
    *,
    base: Mapping[str, Any] | None = None,
    say: Say | None = None,
) -> bool:
    """Draw both versions and a button; True in the run in which the button was pressed.

    ``mine``: what was typed, by column. ``words``: the columns to compare and what each is
    called. ``base``: the row as it was opened; what you did not touch stays theirs, and is said
    to. Draw it on the next run too, or the press is lost.
    """
    st.warning(links.explained(error))
    compare(error, mine, words, base=base, say=say)
    st.caption(
        _(
            "What you typed is still in the form. Keep theirs by leaving it unsaved, or "
            "save yours in its place."
        )
    )
    key = f"mine:{error.theirs.get('id', '')}:{error.theirs.get('version')}"
    return st.button(_("Save my version all the same"), key=key)


def compare(
    error: ConflictError,
    mine: Mapping[str, Any],
    words: Mapping[str, str],
    *,
    base: Mapping[str, Any] | None = None,
    say: Say | None = None,
) -> None:
    """Only the table: a line for each column where the two versions differ."""
    said = say or _as_stored
    rows = []
    for column, word in words.items():
        theirs = error.theirs.get(column)
        touched = column in mine and (base is None or mine[column] != base.get(column))
        if touched and mine[column] != theirs:
            rows.append((word, said(column, theirs), said(column, mine[column])))
        elif base is not None and not touched and theirs != base.get(column):
            rows.append((word, said(column, theirs), _("(not changed by you)")))
    if not rows:
        st.markdown(_("The two versions say the same."))
        return
    headings = [_("Field"), _("Saved by somebody else"), _("Yours")]
    drawing.show(table(_("The two versions side by side"), headings, rows))


def _as_stored(_column: str, value: object) -> str:
    return _("(empty)") if value is None or value == "" else str(value)
