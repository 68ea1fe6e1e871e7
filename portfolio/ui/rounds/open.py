"""The page of status rounds: the open one, how far it is, and what can be done about it."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio.domain.model import AnswerState
from portfolio.language import _, ngettext
from portfolio.queries.rounds import rounds as round_queries
from portfolio.screens.rounds import progress
from portfolio.ui import components, draft, drawing, links, session, tables, visitor
from portfolio.ui.rounds import asked, personal_links
from portfolio.ui.tables import Column
from portfolio.usecases.rounds import mending, rounds

Row = dict[Any, Any]


def open_one(row: Row, portfolio: str) -> None:
    """The open round: who has answered, who has not, and what can be done about it."""
    answers = session.read_now(round_queries.progress, round_id=row["id"])
    drawing.show(progress.head(row, answers, session.today()))
    asked.offer(portfolio)
    with st.container(horizontal=True):
        _move(row)
        _close(row, answers)
    _answers(answers)
    _return(row["id"], answers)
    personal_links.of_round(row["id"])


def _answers(answers: pd.DataFrame) -> None:
    rows = answers.to_dict("records")
    shown = components.page_of(rows, tables.ROWS_A_PAGE, "page:statusrunde")
    drawing.show(progress.answers(shown, links.to))
    columns = [
        Column(_("No."), "number"),
        Column(_("Proposal"), "title"),
        Column(_("Answer"), progress.state),
        Column(_("Responsible"), progress.responsible),
        tables.light(),
        tables.stage(),
    ]
    tables.downloads(lambda: tables.frame(rows, columns), "statusrunde")


def _move(row: Row) -> None:
    meeting = date.fromisoformat(row["meeting_on"])
    begun = {"deadline": date.fromisoformat(row["deadline_on"])}
    form = draft.open(f"deadline:{row['id']}", begun, version=row["version"])
    with st.popover(_("Move the deadline")):
        picked = st.date_input(
            _("New deadline"), max_value=meeting, format="DD.MM.YYYY", **form.field("deadline")
        )
        form.send(
            st.button(_("Save the deadline"), key="move") and isinstance(picked, date),
            lambda version: rounds.move_deadline(visitor.who(), row["id"], picked, version=version),
            _("The deadline is moved."),
        )


def _close(row: Row, answers: pd.DataFrame) -> None:
    silent = int(answers["submitted_at"].isna().sum())
    with st.popover(_("Close the round")):
        st.markdown(
            ngettext(
                "{n} proposal has not been answered for. It is included as it stands and marked as"
                " being without the owner's word.",
                "{n} proposals have not been answered for. They are included as they stand"
                " and marked as being without the owner's word.",
                silent,
            )
            if silent
            else _("Everybody has answered.")
        )
        st.markdown(
            _("The present status of every proposal is kept. A closed round is not opened again.")
        )
        draft.open(f"close:{row['id']}", version=row["version"]).send(
            st.button(_("Close it now"), type="primary", key="close"),
            lambda version: rounds.close_round(visitor.who(), row["id"], version=version),
            _("The round is closed."),
        )


def _return(round_id: str, answers: pd.DataFrame) -> None:
    sent = answers[answers["state"] == AnswerState.SUBMITTED]
    if sent.empty:
        return
    with st.expander(_("Return an answer")):
        rows = {row["answer_id"]: row for row in sent.to_dict("records")}
        choice = draft.open(f"return:{round_id}")
        words = {key: f"{row['number']} {row['title']}" for key, row in rows.items()}
        chosen = choice.choose("which", _("Whose answer?"), words, next(iter(words)))
        form = draft.open(f"return:{round_id}/{chosen}", version=rows[chosen]["version"])
        comment = st.text_area(
            _("What is to be changed?"), max_chars=2000, **form.field("comment", "")
        )
        form.send(
            st.button(_("Return it"), key=form.key("send")),
            lambda version: mending.return_answer(visitor.who(), chosen, comment, version=version),
            _("The answer is returned."),
        )
