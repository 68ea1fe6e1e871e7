"""Answering an open question on its card, for those who keep content."""

from typing import Any

import streamlit as st

from portfolio.domain.model import GapStatus
from portfolio.language import _
from portfolio.queries.content import rows
from portfolio.ui import action_row, draft, session, visitor
from portfolio.usecases import content

Row = dict[Any, Any]


def offer(row: Row) -> None:
    """A button below a card; the form opens in its place."""
    name = f"gap:{row['id']}"
    acts: action_row.Acts = {"answer": (_("Answer the question"), lambda: _form(row, name))}
    opened = draft.open(name)
    opened.field("act", among=acts)
    if opened["act"] is None:
        words, key = _("Answer the question"), opened.key("open")
        st.button(words, key=key, on_click=opened.set, args=("act", "answer"))
    action_row.form(name, acts)


def _form(row: Row, name: str) -> None:
    stands = session.read(rows.row, table="gaps", id=row["id"]) or {"version": 0}
    form = draft.open(f"{name}/answer", version=int(stands["version"]))
    answer = st.text_area(_("Answer"), height=120, **form.field("answer", ""))
    day = form.past_day("answered_on", _("Answered on"), row["raised_on"])
    form.send(
        st.button(_("Save the answer"), key=form.key("save"), type="primary"),
        lambda version: content.rows.change(
            visitor.who(),
            "gaps",
            row["id"],
            version,
            {"status": GapStatus.ANSWERED, "answer": answer, "answered_on": day},
            today=session.today(),
        ),
        _("The question is answered."),
    )
