"""The second step: where the headings stand, and what each column is."""

from typing import Any

import streamlit as st

from portfolio import labels
from portfolio.domain.clock import today
from portfolio.domain.lists.choice import Headings
from portfolio.domain.lists.entry import Reading
from portfolio.domain.lists.fields import COUNTED, Field
from portfolio.domain.lists.table import Column
from portfolio.language import _, shortened
from portfolio.screens.lists import lists as screen
from portfolio.ui import components, drawing, links
from portfolio.ui.lists.state import State

_SAMPLES = 3
_ACROSS = 3  # columns of fields on a wide screen


def ask(state: State) -> None:
    """What was guessed, to be corrected; every change is read anew at once."""
    found = state.read()
    _ask_layout(state, found)
    if found.told:
        drawing.show(screen.told(found.told))
    st.header(_("What each column is"), anchor=False)
    components.remark(
        _("A field of its own is kept on the proposals under the column's own heading.")
    )
    chosen: dict[str, dict[str, Any]] = {"columns": {}, "units": {}, "kinds": {}}
    columns = found.table.columns
    for first in range(0, len(columns), _ACROSS):
        places = st.columns(_ACROSS, gap="medium")
        for column, place in zip(columns[first : first + _ACROSS], places, strict=False):
            with place:
                for name, said in _ask_column(state, found, column).items():
                    chosen[name][column.header] = said
    # Filled in, the choice has what was guessed too.
    known = {name: getattr(found.choice, name) for name in chosen}
    if any(known[name].get(h) != said for name, some in chosen.items() for h, said in some.items()):
        begun = {name: getattr(state.choice, name) for name in chosen}
        state.choose(**{name: {**begun[name], **some} for name, some in chosen.items()})
        st.rerun()
    state.ways(_("Go on to the words"))


def _ask_layout(state: State, found: Reading) -> None:
    """The sheet, the row of the headings, and what the rows with a single cell are."""
    asked = [_ask_sheet] if len(found.sheets) > 1 else []
    asked.append(_ask_line)
    if any(row.heading for row in found.table.rows) or found.choice.headings != Headings.THEME:
        asked.append(_ask_headings)
    asked.append(_ask_day)
    for first in range(0, len(asked), _ACROSS):
        places = st.columns(_ACROSS, gap="medium")
        for ask_one, place in zip(asked[first : first + _ACROSS], places, strict=False):
            with place:
                ask_one(state, found)
    if any(row.is_hidden for row in found.table.rows) or not found.choice.with_hidden:
        words = _("Read the rows that are hidden in the file")
        shown = st.checkbox(words, **state.form.field("hidden", True))
        if shown != found.choice.with_hidden:
            state.choose(with_hidden=shown)
            st.rerun()


def _ask_sheet(state: State, found: Reading) -> None:
    words = {name: name for name in found.sheets}
    sheet = state.form.choose("sheet", _("Sheet"), words, found.table.sheet)
    if sheet != found.table.sheet:
        state.choose(sheet=sheet, header_line=None)
        st.rerun()


def _ask_line(state: State, found: Reading) -> None:
    line = st.number_input(
        _("The headings stand in row"),
        min_value=1,
        max_value=10_000,
        **state.form.field(f"line:{found.table.sheet}", found.table.header_line),
    )
    if line != found.table.header_line:
        state.choose(header_line=int(line))
        st.rerun()


def _ask_day(state: State, found: Reading) -> None:
    begun = found.said_on or today()
    if state.choice.said_on is None:
        state.form.set("day", begun)  # as the list says it, when other columns are the status
    st.date_input(
        _("The statuses are of"),
        max_value=today(),
        format="DD.MM.YYYY",
        on_change=_choose_day,
        args=(state,),
        **state.form.field("day", begun),
    )


def _choose_day(state: State) -> None:
    picked = state.form["day"]
    state.choose(said_on=picked.isoformat() if picked else None)


def _ask_headings(state: State, found: Reading) -> None:
    said = state.form.choose(
        "headings",
        _("Rows with a single cell are"),
        labels.words("list_headings"),
        str(found.choice.headings),
    )
    if said != found.choice.headings:
        state.choose(headings=Headings(said))
        st.rerun()


def _ask_column(state: State, found: Reading, column: Column) -> dict[str, Any]:
    """One column: what it is, and of amounts and own fields how they are to be read."""
    header = column.header
    label = f"{column.letters} · {links.plain(shortened(header, 60))}"
    field = state.form.choose(
        f"column:{header}", label, labels.words("list_field"), str(found.fields[header])
    )
    samples = [cell.words for cell in found.table.cells(header) if cell.value is not None]
    said = "; ".join(shortened(one, 40) for one in dict.fromkeys(samples[:_SAMPLES]))
    st.caption(links.plain(said) if said else _("(empty)"))
    if field in COUNTED:
        words = {int(unit): said for unit, said in labels.words("list_unit").items()}
        asked = _("Amounts of “{header}” are in", header=header)
        unit = state.form.choose(f"unit:{header}", asked, words, found.choice.units.get(header, 1))
        return {"columns": field, "units": unit}
    if field == Field.KEPT:
        asked, kinds = _("“{header}” holds", header=header), labels.words("own_kind")
        begun = found.choice.kinds.get(header, "text")
        kind = state.form.choose(f"kind:{header}", asked, kinds, begun)
        return {"columns": field, "kinds": kind}
    return {"columns": field}
