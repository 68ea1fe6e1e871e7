"""Indhold, many rows: the page with a table to edit, and the same rows one by one.

The grid is a canvas that keyboards and screen readers reach badly; the same rows stand below it
as links to their forms. What is in the grid is :mod:`portfolio.ui.content.grid`, what becomes of it
:mod:`portfolio.ui.content.table_saving`.
"""

import pandas as pd
import streamlit as st

from portfolio.language import _
from portfolio.queries.content import rows as content_rows
from portfolio.queries.proposals.chosen import Chosen
from portfolio.ui import components, edit_links, field_words, links, session
from portfolio.ui.content import fields, grid, pasting, table_saving
from portfolio.ui.draft import Draft
from portfolio.ui.proposals import selection
from portfolio.usecases.content.block import Cells
from portfolio.usecases.content.field import Noun, say


def many(noun: Noun) -> None:
    """The noun's rows: to edit in a table, to open one by one, and those out of use."""
    search = st.session_state.get(f"find:{noun.table}") or ""
    rows = session.read(content_rows.rows, table=noun.table, search=search, portfolio=_whose(noun))
    form = grid.open_grid(noun, rows, search, _whose(noun))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text_input(
            _("Search"),
            key=f"find:{noun.table}",
            placeholder=_("Search"),
            label_visibility="collapsed",
            width=400,
            disabled=bool(form.touched()),
            help=_("Save first: another search would throw away what you typed in the table.")
            if form.touched()
            else None,
        )
        if noun.addable:
            words = _("New in a form: {noun}", noun=say(noun.one))
            st.markdown(
                links.link(words, edit_links.PAGE, slags=noun.table, id=edit_links.NEW),
                width="content",
            )
    if len(rows) == content_rows.MOST:
        st.caption(_("Only the first {count} are shown. Search to see others.", count=len(rows)))
    _grid(noun, form)
    _one_by_one(noun, rows)
    if noun.withdrawable:
        _out_of_use(noun)


def _grid(noun: Noun, form: Draft) -> None:
    rows: grid.Rows = form.opened["rows"]
    words = {
        field.name: field_words.choices_of(field, [fields.begin(field, row) for row in rows])
        for field in noun.fields
        if field.is_chosen
    }
    pasted: Cells = form[grid.PASTED]
    last = max([len(rows) - 1, *pasted])
    whole = [*rows, *({} for _row in range(last + 1 - len(rows)))]
    shown = [
        grid.cells_of(noun, {**row, **pasted.get(place, {})}, words)
        for place, row in enumerate(whole)
    ]
    names = [field.name for field in noun.fields]
    config = {field.name: grid.column_of(field, words) for field in noun.fields}
    if noun.table == grid.TICKED:
        names, shown = [grid.CHOSEN, *names], [{grid.CHOSEN: False} | row for row in shown]
        config[grid.CHOSEN] = st.column_config.CheckboxColumn(_("Chosen"), default=False)
    st.data_editor(
        pd.DataFrame(shown, columns=names, dtype=object),
        column_config=config,
        num_rows="add" if noun.addable else "fixed",
        hide_index=True,
        # Streamlit keeps edits by the key: what was typed before a paste is part of what is shown.
        key=form.key(f"edits{form[pasting.TIMES] or ''}"),
        placeholder="–",
        alt=_(
            "{noun}: a table to edit. The same rows stand below as links to a form.",
            noun=say(noun.many),
        ),
    )
    edits = form[f"edits{form[pasting.TIMES] or ''}"] or {}
    pasting.ask(noun, form, edits, words)
    changes = grid.changes(noun, rows, edits, words, pasted)
    some = grid.chosen(rows, edits)
    if some and not changes:
        return selection.act_on([Chosen(row["id"], row["number"], row["title"]) for row in some])
    if not changes:
        st.caption(
            _(
                "Edit in the table, or add a row at its bottom. Nothing is saved before you"
                " press Save."
            )
        )
        return
    table_saving.preview(noun, rows, changes)
    if st.button(table_saving.save_words(changes), type="primary", key=form.key("save")):
        table_saving.save(noun, form, changes)
    else:
        table_saving.say_faults(noun, form, changes)


def _one_by_one(noun: Noun, rows: pd.DataFrame) -> None:
    if rows.empty:
        return components.empty(_("Nothing is kept here yet, or nothing matches the search."))
    with st.expander(_("One at a time, in a form ({count})", count=len(rows))):
        st.markdown(_listed(noun, rows))


def _whose(noun: Noun) -> str | None:
    return session.portfolio_id() if noun.is_a_portfolios else None


def _out_of_use(noun: Noun) -> None:
    rows = session.read(content_rows.rows, table=noun.table, withdrawn=True, portfolio=_whose(noun))
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
        lines.append(f"- {links.link(name, edit_links.PAGE, slags=noun.table, id=row['id'])}{said}")
    return "\n".join(lines)
