"""Two people at once: their version beside yours. Open it where a use case may raise ConflictError.

The whole of it, for a form that has kept the row as it was when it was opened::

    side_by_side.saving(
        row["id"], pressed, row["version"], mine=typed, words={"title": _("Title")},
        save=lambda version: usecases.x.change(visitor.who(), row["id"], version, typed),
        done=_("Saved"),
    )

Or piece by piece: ``show`` draws an error and remembers it; ``kept`` has it on the next run, where
a press of its button arrives, so that it can be drawn again; ``forget`` when it is over.

Mind that a page reads its rows anew at every run: a form must keep the *version it opened*
(:mod:`portfolio.ui.content.drafts`, ``opened``), or a stale save would pass for a fresh one.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from portfolio.errors import ConflictError
from portfolio.language import _
from portfolio.ui import links
from portfolio.ui.saving import doing

_KEPT = "conflict:"
#: How a column's value is said; without one it is shown as it is stored.
Say = Callable[[str, Any], str]


def show(
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
    to. Save again on top of theirs with the version ``error.theirs["version"]``, and only the
    columns that were touched. Call it again on the next run (``kept``) or the press is lost.
    """
    key = str(error.theirs.get("id", ""))
    st.session_state[_KEPT + key] = error
    st.warning(links.explained(error))
    compare(error, mine, words, base=base, say=say)
    st.caption(
        _(
            "What you typed is still in the form. Keep theirs by leaving it unsaved, or save yours"
            " on top of it."
        )
    )
    pressed = st.button(
        _("Save my version all the same"), key=f"mine:{key}:{error.theirs.get('version')}"
    )
    if pressed:
        forget(key)
    return pressed


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
            rows.append((word, said(column, theirs), _("(not touched by you)")))
    if not rows:
        st.markdown(_("The two versions say the same."))
        return
    headings = [_("Field"), _("Saved by somebody else"), _("Yours")]
    table = pd.DataFrame(rows, columns=headings, dtype=object)
    st.table(
        table.map(links.plain),
        hide_index=True,
        border="horizontal",
        alt=_("The two versions side by side"),
    )


def saving(
    key: str,
    pressed: bool,
    version: int,
    *,
    mine: Mapping[str, Any],
    words: Mapping[str, str],
    save: Callable[[int], Any],
    done: str,
    base: Mapping[str, Any] | None = None,
    say: Say | None = None,
) -> None:
    """Call ``save(version)`` when the form's own button was pressed, and live with conflicts.

    ``key`` is the row's id. A conflict stays on the screen until it is saved over or the row is
    opened anew; then ``save`` is called with the version that stands now.
    """
    conflict = None if pressed else kept(key)
    again = conflict is not None and show(conflict, mine, words, base=base, say=say)
    if not pressed and not again:
        return
    if again and conflict is not None:
        version = int(str(conflict.theirs["version"]))
    try:
        with doing(done):
            save(version)
            forget(key)
    except ConflictError as error:
        show(error, mine, words, base=base, say=say)


def kept(key: str) -> ConflictError | None:
    """The conflict over the row of this id that was shown and not settled yet."""
    found = st.session_state.get(_KEPT + key)
    return found if isinstance(found, ConflictError) else None


def forget(key: str) -> None:
    """The conflict is settled, or the row was opened anew."""
    st.session_state.pop(_KEPT + key, None)


def _as_stored(_column: str, value: object) -> str:
    return _("(empty)") if value is None or value == "" else str(value)
