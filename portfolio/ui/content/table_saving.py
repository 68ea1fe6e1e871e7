"""Indhold, saving many rows: what a save would change, the save, and what stood in its way.

Open this when the sentences round the button are to say something else.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from portfolio import language
from portfolio.errors import ConflictError
from portfolio.language import _, ngettext
from portfolio.queries.content import rows as content_rows
from portfolio.ui import field_words, links, session, side_by_side, visitor
from portfolio.ui.content.grid import Rows
from portfolio.ui.draft import Draft
from portfolio.ui.saving import doing
from portfolio.usecases import content
from portfolio.usecases.content.field import Field, Kind, Noun, say

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
    return f"({field_words.understood(field, value).rstrip('.')})" if value else ""


def save(noun: Noun, form: Draft, changes: list[content.RowChange]) -> None:
    """All of the changes or none; what stood in the way is said until something else is typed."""
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
            form.set("faults", (changes, error))
            raise
        form.close()
    _say(noun, form, changes)


def say_faults(noun: Noun, form: Draft, changes: list[content.RowChange]) -> None:
    """What stood in the way of the last save, until what is typed is different."""
    if form["faults"] is not None and form["faults"][0] == changes:
        st.error(links.explained(form["faults"][1]))
        _say(noun, form, changes)


def _say(noun: Noun, form: Draft, changes: list[content.RowChange]) -> None:
    if form["faults"] is None:
        return
    error: content.TableError = form["faults"][1]
    conflicts = {n: fault for n, fault in error.faults if isinstance(fault, ConflictError)}
    # Where somebody else was first comes last, for the button that saves on top is below it.
    for place, fault in sorted(error.faults, key=lambda fault: fault[0] in conflicts):
        lead = "" if place in conflicts else "- "
        name = links.plain(_name(noun, changes[place]))
        st.markdown(f"{lead}**{name}** · {links.plain(language.explain(fault))}")
        if place in conflicts:
            mine = field_words.columns(noun, changes[place].typed)
            words, say = field_words.words(noun), field_words.column_words(noun)
            side_by_side.compare(conflicts[place], mine, words, say=say)
    if conflicts and st.button(_("Save my version all the same"), key=form.key("mine")):
        save(noun, form, [_on_top(change, conflicts.get(n)) for n, change in enumerate(changes)])


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
