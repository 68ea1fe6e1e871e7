"""The page of status rounds: the open one, how far it is, and what can be done about it."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.domain.model import AnswerState
from portfolio.language import _, ngettext
from portfolio.queries.rounds import rounds as round_queries
from portfolio.screens import timestamps
from portfolio.screens.rounds import words
from portfolio.ui import components, draft, links, session, tables, visitor
from portfolio.ui.tables import Column
from portfolio.usecases.rounds import mending, rounds

Row = dict[Any, Any]


def open_one(row: Row) -> None:
    """The open round: who has answered, who has not, and what can be done about it."""
    st.header(links.plain(row["title"]), anchor=False)
    answers = session.read_now(round_queries.progress, round_id=row["id"])
    st.markdown(_key_line(row, answers, session.today()))
    with st.container(horizontal=True):
        _move(row)
        _close(row, answers)
    _answers(answers)
    _return(row["id"], answers)


def _key_line(row: Row, answers: pd.DataFrame, today: date) -> str:
    states = answers["state"].value_counts()
    meeting = _("meeting {day}", day=_long(row["meeting_on"]))
    left = (date.fromisoformat(row["deadline_on"]) - today).days
    deadline = (
        _("the deadline was {day}", day=_long(row["deadline_on"]))
        if left < 0
        else ngettext(
            "deadline {day} (in {n} day)",
            "deadline {day} (in {n} days)",
            left,
            day=_long(row["deadline_on"]),
        )
    )
    sent = int(states.get(AnswerState.SUBMITTED, 0))
    count = ngettext("**{sent} of {n} sent**", "**{sent} of {n} sent**", len(answers), sent=sent)
    others = [
        _words(state, int(states.get(state, 0)))
        for state in (AnswerState.RETURNED, AnswerState.DRAFT, AnswerState.ASKED)
    ]
    return components.joined([count, *others, deadline, meeting])


def _words(state: AnswerState, count: int) -> str:
    if not count:
        return ""
    if state is AnswerState.RETURNED:
        return ngettext("{n} returned", "{n} returned", count)
    if state is AnswerState.DRAFT:
        return ngettext("{n} draft", "{n} drafts", count)
    return ngettext("{n} has not begun", "{n} have not begun", count)


def _answers(answers: pd.DataFrame) -> None:
    """Line by line, so that nothing scrolls sideways on a phone; the table is taken along."""
    rows = answers.to_dict("records")
    for row in components.page_of(rows, tables.ROWS_A_PAGE, "page:statusrunde"):
        _one(row)
    columns = [
        Column(_("No."), "number"),
        Column(_("Proposal"), "title"),
        Column(_("Answer"), _state),
        Column(_("Responsible"), _responsible),
        tables.light(),
        tables.stage(),
    ]
    tables.downloads(lambda: tables.frame(rows, columns), "statusrunde")


def _one(row: Row) -> None:
    title = links.link(f"{row['number']} {row['title']}", words.PAGE, nr=row["number"])
    answer = links.plain(_state(row))
    if row["state"] == AnswerState.RETURNED:
        answer = f":red[■ {answer}]"
    standing(title, row, answer, _responsible(row))


def standing(title: str, row: Row, answer: str, responsible: str) -> None:
    """Where a proposal stands and its answer (Markdown). Two columns, on a phone two lines each."""
    with st.container(border=True):
        left, right = st.columns([3, 2])
        percent = "" if row["percent"] is None else language.share(row["percent"] / 100)
        facts = [components.light(row["rag"]), labels.label("stage", row["stage"]), percent]
        left.markdown(f"**{title}**  \n{components.joined(facts)}")
        who = components.quiet(_("Responsible: {names}", names=links.plain(responsible)))
        right.markdown(f"{answer}  \n{who}")


def _responsible(row: Row) -> str:
    if row["responsible"]:
        return str(row["responsible"])
    if row["asked"]:
        return _("Nobody yet ({parties} asked)", parties=row["asked"])
    if row["suggested"]:
        return _("Nobody yet (to be discussed with {parties})", parties=row["suggested"])
    return _("Nobody yet")


def _state(row: Row) -> str:
    if row["state"] == AnswerState.SUBMITTED:
        words = _("unchanged, {name}") if row["unchanged"] else _("sent, {name}")
        return words.format(name=labels.label("actor", row["submitted_by"]))
    if row["state"] == AnswerState.RETURNED:
        return _("returned: {comment}", comment=row["returned_comment"])
    if row["drafted_at"]:
        who = row["drafted_by"] or _("somebody")
        return _("draft by {name}, {moment}", name=who, moment=timestamps.moment(row["drafted_at"]))
    return _("no answer yet")


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


def _long(day: str) -> str:
    return language.long_date(day)
