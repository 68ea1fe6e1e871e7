"""Indhold, many rows: a table to edit, what a save would change, and what stood in its way.

The grid is a canvas that keyboards and screen readers reach badly; the same rows stand below it
as links to their forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import language
from portfolio.errors import ConflictError, PortfolioError
from portfolio.language import _, ngettext
from portfolio.queries import content as questions
from portfolio.ui import (
    components,
    content_links,
    forms,
    links,
    offers,
    session,
    side_by_side,
    visitor,
)
from portfolio.ui.doing import doing
from portfolio.usecases import content
from portfolio.usecases.content import reading
from portfolio.usecases.content.shape import Field, Kind, Noun, say

_OPENED = "grid:opened"
_FAULTS = "grid:faults"
_SHOWN = 30
Rows = list[dict[str, Any]]
Words = dict[str, dict[str, str]]  # field -> code or id -> word


def many(noun: Noun) -> None:
    """The noun's rows: to edit in a table, to open one by one, and those out of use."""
    with st.container(horizontal=True, vertical_alignment="center"):
        search = st.text_input(
            _("Search"), key=f"find:{noun.table}", placeholder=_("Search"),
            label_visibility="collapsed", width=400, disabled=_has_edits(noun),
            help=_("Save first: another search would throw away what you typed in the table.")
            if _has_edits(noun) else None,
        )  # fmt: skip
        if noun.addable:
            words = _("New in a form: {noun}", noun=say(noun.one))
            st.markdown(links.link(words, content_links.PAGE, slags=noun.table,
                                   id=content_links.NEW), width="content")  # fmt: skip
    rows = session.read(
        questions.rows, table=noun.table, search=search or "", portfolio=_whose(noun)
    )
    if len(rows) == questions.MOST:
        st.caption(_("Only the first {count} are shown. Search to see others.", count=len(rows)))
    _grid(noun, rows, search or "")
    _one_by_one(noun, rows)
    if noun.withdrawable:
        _out_of_use(noun)


def _grid(noun: Noun, fresh: pd.DataFrame, search: str) -> None:
    key, rows = _opened(noun, fresh, search)
    words = {
        field.name: offers.of(field, [forms.begun(field, row) for row in rows])
        for field in noun.of_kind(Kind.CODE, Kind.REFERENCE, Kind.SUBJECT)
    }
    shown = [_cells(noun, row, words) for row in rows]
    st.data_editor(
        pd.DataFrame(shown, columns=[field.name for field in noun.fields], dtype=object),
        column_config={field.name: _column(field, words) for field in noun.fields},
        num_rows="add" if noun.addable else "fixed", hide_index=True, key=key, placeholder="–",
        alt=_("{noun}: a table to edit. The same rows stand below as links to a form.",
              noun=say(noun.many)),
    )  # fmt: skip
    changes = _changes(noun, rows, st.session_state.get(key) or {}, words)
    if not changes:
        st.caption(_("Edit in the table, or add a row at its bottom. Nothing is saved before you"
                     " press Save."))  # fmt: skip
        return
    _preview(noun, rows, changes)
    if st.button(_save_words(changes), type="primary", key=f"save:{key}"):
        _save(noun, key, changes)
    else:
        _say_faults(noun, key, changes)


def _opened(noun: Noun, fresh: pd.DataFrame, search: str) -> tuple[str, Rows]:
    """The key of the grid and the rows as they were when it was opened.

    What was typed is kept by row number: on other rows it would land in the wrong place.
    """
    opened = st.session_state.get(_OPENED)
    name = (noun.table, search, _whose(noun))
    if opened is None or opened[0] != name or opened[1] not in st.session_state:
        number = st.session_state.get(f"{_OPENED}:number", 0) + 1
        st.session_state[f"{_OPENED}:number"] = number
        rows: Any = fresh.to_dict("records")
        opened = (name, f"grid:{noun.table}:{number}", rows)
        st.session_state[_OPENED] = opened
        st.session_state.pop(_FAULTS, None)
    return str(opened[1]), opened[2]


def _has_edits(noun: Noun) -> bool:
    """Whether something is typed in the noun's grid and not saved."""
    opened = st.session_state.get(_OPENED)
    if opened is None or opened[0][0] != noun.table:
        return False
    edits = st.session_state.get(opened[1]) or {}
    return bool(edits.get("edited_rows") or edits.get("added_rows"))


def _cells(noun: Noun, row: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """A row as the grid shows it: choices by their words, figures as people write them."""
    cells: dict[str, Any] = {}
    for field in noun.fields:
        value = forms.begun(field, row)
        if field.name in words:
            value = words[field.name].get(str(value)) if value is not None else None
        cells[field.name] = value
    return cells


def _column(field: Field, words: Words) -> Any:  # noqa: ANN401 - Streamlit's own type
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


def _changes(
    noun: Noun, rows: Rows, edits: Mapping[str, Any], words: Words
) -> list[content.RowChange]:
    """What the grid holds that the rows do not."""
    found = []
    for place, cells in sorted(dict(edits.get("edited_rows", {})).items(), key=lambda e: int(e[0])):
        row = rows[int(place)]
        typed = _typed(noun, cells, words)
        different = {
            name: value for name, value in typed.items()
            if not reading.same(noun.field(name), value, forms.begun(noun.field(name), row))
        }  # fmt: skip
        if different:
            found.append(content.RowChange(different, row["id"], row["version"]))
    for cells in edits.get("added_rows", []):
        typed = _typed(noun, cells, words)
        if any(value not in (None, "", False) for value in typed.values()):
            found.append(content.RowChange(typed))
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
            value = reading.day(value, session.today())
        typed[field.name] = value
    return typed


def _save_words(changes: list[content.RowChange]) -> str:
    new = sum(change.id is None for change in changes)
    changed = len(changes) - new
    parts = [
        ngettext("{n} row changed", "{n} rows changed", changed) if changed else "",
        ngettext("{n} new row", "{n} new rows", new) if new else "",
    ]
    return _("Save {what}", what=_(" and ").join(part for part in parts if part))


def _preview(noun: Noun, rows: Rows, changes: list[content.RowChange]) -> None:
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
        now = forms.value_words(field, value) if value not in (None, "") else _("(empty)")
        parts.append(f"{say(field.label)}: {now} {_echo(field, value)}".strip())
    return f"**{links.plain(name)}** · {links.plain('; '.join(parts))}"


def _echo(field: Field, value: object) -> str:
    if field.kind is not Kind.FUZZY:
        return ""
    try:
        return f"({forms.understood(field, value).rstrip('.')})" if value else ""
    except PortfolioError as error:
        return f"({language.explain(error)})"


def _save(noun: Noun, key: str, changes: list[content.RowChange]) -> None:
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
            st.session_state[_FAULTS] = (key, changes, error)
            raise
        _close()
    _say_faults(noun, key, changes, said=True)


def _close() -> None:
    for name in (_OPENED, _FAULTS):
        st.session_state.pop(name, None)


def _say_faults(
    noun: Noun, key: str, changes: list[content.RowChange], *, said: bool = False
) -> None:
    """The sentences of the last save, until what was typed is different.

    ``said``: that nothing was saved stands on the screen already.
    """
    kept = st.session_state.get(_FAULTS)
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
            st.markdown(f"- **{links.plain(_name(noun, changes[place]))}** · "
                        f"{links.plain(language.explain(fault))}")  # fmt: skip
    for place, fault in conflicts.items():
        st.markdown(f"**{links.plain(_name(noun, changes[place]))}** · "
                    f"{links.plain(language.explain(fault))}")  # fmt: skip
        mine = forms.columns(noun, changes[place].typed)
        side_by_side.compare(fault, mine, forms.words(noun), say=forms.said(noun))
    if conflicts and st.button(_("Save my version all the same"), key=f"mine:{key}"):
        on_top = [_on_top(change, conflicts.get(n)) for n, change in enumerate(changes)]
        _save(noun, key, on_top)


def _on_top(change: content.RowChange, conflict: ConflictError | None) -> content.RowChange:
    if conflict is None:
        return change
    return content.RowChange(change.typed, change.id, int(str(conflict.theirs["version"])))


def _name(noun: Noun, change: content.RowChange) -> str:
    if change.id is None:
        title = change.typed.get(noun.title)
        return str(title) if title and noun.field(noun.title).kind is Kind.TEXT else _("New row")
    row = session.read(questions.row, table=noun.table, id=change.id)
    return row["called"] if row else change.id


def _one_by_one(noun: Noun, rows: pd.DataFrame) -> None:
    if rows.empty:
        return components.empty(_("Nothing is kept here yet, or nothing matches the search."))
    with st.expander(_("One at a time, in a form ({count})", count=len(rows))):
        st.markdown(_listed(noun, rows))


def _whose(noun: Noun) -> str | None:
    return session.portfolio_id() if noun.is_a_portfolios else None


def _out_of_use(noun: Noun) -> None:
    rows = session.read(questions.rows, table=noun.table, withdrawn=True, portfolio=_whose(noun))
    if rows.empty:
        return
    with st.expander(_("Taken out of use ({count})", count=len(rows))):
        st.markdown(_("Open one to take it into use again."))
        st.markdown(_listed(noun, rows))


def _listed(noun: Noun, rows: pd.DataFrame) -> str:
    lines = []
    for row in rows.to_dict("records"):
        why = row.get("withdrawn_reason")
        said = f" {components.quiet(links.plain(why))}" if why else ""
        name = row["called"] or say(noun.one)
        lines.append(
            f"- {links.link(name, content_links.PAGE, slags=noun.table, id=row['id'])}{said}"
        )
    return "\n".join(lines)
