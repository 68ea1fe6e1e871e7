"""Indhold, saving many rows: what a save would change, the save, and what stood in its way.

Open this when the sentences round the button are to say something else.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from portfolio import language
from portfolio.errors import ConflictError, PortfolioError
from portfolio.language import _, ngettext
from portfolio.queries.content import rows as content_rows
from portfolio.ui import field_words, links, session, side_by_side, visitor
from portfolio.ui.content import grid
from portfolio.ui.content.grid import Rows
from portfolio.ui.saving import doing
from portfolio.usecases import content
from portfolio.usecases.content.shape import Field, Kind, Noun, say

_SHOWN = 30


def save_words(changes: list[content.RowChange]) -> str:
    new = sum(change.id is None for change in changes)
    changed = len(changes) - new
    parts = [
        ngettext("{n} row changed", "{n} rows changed", changed) if changed else "",
        ngettext("{n} new row", "{n} new rows", new) if new else "",
    ]
    return _("Save {what}", what=language.listed(part for part in parts if part))


def preview(noun: Noun, rows: Rows, changes: list[content.RowChange]) -> None:
    """What a save would change, and how dates and amounts are understood."""
    by_id = {row["id"]: row for row in rows}
    lines = [_change_line(noun, by_id, change) for change in changes[:_SHOWN]]
    if (more := len(changes) - _SHOWN) > 0:
        lines.append(ngettext("{n} more", "{n} more", more))
    st.markdown("\n".join(f"- {line}" for line in lines))


def _change_line(noun: Noun, by_id: Mapping[Any, Any], change: content.RowChange) -> str:
    row = by_id.get(change.id, {})
    name = row.get("called") or _("New row")
    parts = []
    for field, value in ((noun.field(name), value) for name, value in change.typed.items()):
        if value in (None, "") and not row:
            continue
        now = field_words.value_words(field, value) if value not in (None, "") else _("(empty)")
        parts.append(f"{say(field.label)}: {now} {_echo(field, value)}".strip())
    return f"**{links.plain(name)}** · {links.plain('; '.join(parts))}"


def _echo(field: Field, value: object) -> str:
    if field.kind is not Kind.FUZZY:
        return ""
    try:
        return f"({field_words.understood(field, value).rstrip('.')})" if value else ""
    except PortfolioError as error:
        return f"({language.explain(error)})"


def save(noun: Noun, key: str, changes: list[content.RowChange]) -> None:
    with doing(_("Saved")):
        try:
            content.save_many(
                visitor.who(),
                noun.table,
                changes,
                today=session.today(),
                portfolio_id=session.portfolio_id(),
            )
        except content.TableError as error:
            st.session_state[grid.FAULTS] = (key, changes, error)
            raise
        grid.close()
    say_faults(noun, key, changes, said=True)


def say_faults(
    noun: Noun, key: str, changes: list[content.RowChange], *, said: bool = False
) -> None:
    """The sentences of the last save, until what was typed is different.

    ``said``: that nothing was saved stands on the screen already.
    """
    kept = st.session_state.get(grid.FAULTS)
    if kept is None or kept[0] != key or kept[1] != changes:
        return
    error: content.TableError = kept[2]
    if not said:
        st.error(links.explained(error))
    conflicts: dict[int, ConflictError] = {}
    for place, fault in error.faults:
        if isinstance(fault, ConflictError):
            conflicts[place] = fault
        else:
            st.markdown(
                f"- **{links.plain(_name(noun, changes[place]))}** · "
                f"{links.plain(language.explain(fault))}"
            )
    for place, fault in conflicts.items():
        st.markdown(
            f"**{links.plain(_name(noun, changes[place]))}** · "
            f"{links.plain(language.explain(fault))}"
        )
        mine = field_words.columns(noun, changes[place].typed)
        side_by_side.compare(fault, mine, field_words.words(noun), say=field_words.said(noun))
    if conflicts and st.button(_("Save my version all the same"), key=f"mine:{key}"):
        on_top = [_on_top(change, conflicts.get(n)) for n, change in enumerate(changes)]
        save(noun, key, on_top)


def _on_top(change: content.RowChange, conflict: ConflictError | None) -> content.RowChange:
    if conflict is None:
        return change
    return content.RowChange(change.typed, change.id, int(str(conflict.theirs["version"])))


def _name(noun: Noun, change: content.RowChange) -> str:
    if change.id is None:
        title = change.typed.get(noun.title)
        return str(title) if title and noun.field(noun.title).kind is Kind.TEXT else _("New row")
    row = session.read(content_rows.row, table=noun.table, id=change.id)
    return row["called"] if row else change.id
