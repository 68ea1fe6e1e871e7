"""The page of status rounds: the open one and how far it is, and those that are closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.errors import ConflictError
from portfolio.language import _, ngettext
from portfolio.model import AnswerState
from portfolio.queries import rounds as questions
from portfolio.ui import components, links, moments, session, tables, visitor
from portfolio.ui.doing import doing
from portfolio.usecases import rounds

Row = dict[Any, Any]


def open_one(row: Row) -> None:
    """The open round: who has answered, who has not, and what can be done about it."""
    st.header(links.plain(row["title"]), anchor=False)
    answers = session.read_now(questions.progress, round_id=row["id"])
    st.markdown(_key_line(row, answers, session.today()))
    with st.container(horizontal=True):
        _move(row)
        _close(row, answers)
    _answers(answers)
    _return(answers)


def closed(rounds_closed: pd.DataFrame) -> None:
    """The closed rounds, the newest first."""
    st.header(_("Closed rounds"), anchor=False)
    if rounds_closed.empty:
        st.markdown(components.quiet(_("No round has been closed yet.")))
        return
    rows = rounds_closed.to_dict("records")
    table = pd.DataFrame({
        _("Round"): [row["title"] for row in rows],
        _("Meeting"): [_short(row["meeting_on"]) for row in rows],
        _("Closed on"): [moments.said(row["closed_at"]) for row in rows],
        _("Proposals"): [row["asked"] for row in rows],
        _("Unchanged"): [row["unchanged"] for row in rows],
        _("Without the owner's word"): [row["without_word"] for row in rows],
    })  # fmt: skip
    screen = tables.plain(table)
    screen[_("Round")] = [links.link(row["title"], "runder", runde=row["id"]) for row in rows]
    tables.show(table, "runder", alt=_("The closed rounds"), screen=screen)


def _key_line(row: Row, answers: pd.DataFrame, today: date) -> str:
    states = answers["state"].value_counts()
    meeting = _("meeting {day}", day=_long(row["meeting_on"]))
    left = (date.fromisoformat(row["deadline_on"]) - today).days
    deadline = (
        _("the deadline was {day}", day=_long(row["deadline_on"])) if left < 0
        else ngettext("deadline {day} (in {n} day)", "deadline {day} (in {n} days)", left,
                      day=_long(row["deadline_on"]))
    )  # fmt: skip
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
    table = pd.DataFrame({
        _("No."): [row["number"] for row in rows],
        _("Proposal"): [row["title"] for row in rows],
        _("Answer"): [_state(row) for row in rows],
        _("Responsible"): [_responsible(row) for row in rows],
        _("Light"): [labels.light(row["rag"]) for row in rows],
        _("Stage"): [labels.label("stage", row["stage"]) for row in rows],
    })  # fmt: skip
    page = components.pages(len(rows), tables.ROWS_A_PAGE, "page:statusrunde")
    for row in rows[(page - 1) * tables.ROWS_A_PAGE : page * tables.ROWS_A_PAGE]:
        _one(row)
    tables.downloads(table, "statusrunde")


def _one(row: Row) -> None:
    """A proposal of the round: its standing, its answer. Two columns, on a phone two lines."""
    with st.container(border=True):
        left, right = st.columns([3, 2])
        title = links.link(f"{row['number']} {row['title']}", "mine", nr=row["number"])
        stage = labels.label("stage", row["stage"])
        left.markdown(f"**{title}**  \n{components.light(row['rag'])} · {stage}")
        who = components.quiet(_("Responsible: {names}", names=links.plain(_responsible(row))))
        right.markdown(f"{links.plain(_state(row))}  \n{who}")


def _responsible(row: Row) -> str:
    if row["responsible"]:
        return str(row["responsible"])
    if row["asked"]:
        return _("{parties} (asked, no answer yet)", parties=row["asked"])
    if row["suggested"]:
        return _("{parties} (suggested, not asked)", parties=row["suggested"])
    return _("nobody")


def _state(row: Row) -> str:
    if row["state"] == AnswerState.SUBMITTED:
        words = _("unchanged, {name}") if row["unchanged"] else _("sent, {name}")
        return words.format(name=labels.label("actor", row["submitted_by"]))
    if row["state"] == AnswerState.RETURNED:
        return _("returned: {comment}", comment=row["returned_comment"])
    if row["drafted_at"]:
        who = row["drafted_by"] or _("somebody")
        return _("draft by {name}, {moment}", name=who, moment=moments.said(row["drafted_at"]))
    return _("no answer yet")


def _move(row: Row) -> None:
    meeting = date.fromisoformat(row["meeting_on"])
    with st.popover(_("Move the deadline")):
        picked = st.date_input(
            _("New deadline"), value=date.fromisoformat(row["deadline_on"]), max_value=meeting,
            format="DD.MM.YYYY", key=f"deadline:{row['id']}",
        )  # fmt: skip
        if st.button(_("Save the deadline"), key="move") and isinstance(picked, date):
            with _saving(_("The deadline is moved.")):
                rounds.move_deadline(visitor.who(), row["id"], picked, version=row["version"])


def _close(row: Row, answers: pd.DataFrame) -> None:
    silent = int(answers["submitted_at"].isna().sum())
    with st.popover(_("Close the round")):
        st.markdown(ngettext(
            "{n} proposal has not been answered for. It is included as it stands and marked as"
            " being without the owner's word.",
            "{n} proposals have not been answered for. They are included as they stand and marked"
            " as being without the owner's word.", silent,
        ) if silent else _("Everybody has answered."))  # fmt: skip
        st.markdown(_("Where every proposal stands now is kept. A closed round is not opened"
                      " again."))  # fmt: skip
        if st.button(_("Close it now"), type="primary", key="close"):
            with _saving(_("The round is closed.")):
                rounds.close_round(visitor.who(), row["id"], version=row["version"])


def _return(answers: pd.DataFrame) -> None:
    sent = answers[answers["state"] == AnswerState.SUBMITTED]
    if sent.empty:
        return
    with st.expander(_("Return an answer")):
        rows = {row["answer_id"]: row for row in sent.to_dict("records")}
        chosen = st.selectbox(
            _("Whose answer?"), list(rows), key="return:which",
            format_func=lambda key: f"{rows[key]['number']} {rows[key]['title']}",
        )  # fmt: skip
        comment = st.text_area(_("What is to be changed?"), key=f"return:{chosen}", max_chars=2000)
        if st.button(_("Return it"), key="return:send") and chosen is not None:
            with _saving(_("The answer is returned.")):
                rounds.return_answer(
                    visitor.who(), chosen, comment or "", version=rows[chosen]["version"]
                )


def snapshot(row: Row) -> None:
    """What a closed round showed."""
    st.markdown(links.link(_("All rounds"), "runder"))
    st.header(links.plain(row["title"]), anchor=False)
    st.markdown(components.joined([
        _("meeting {day}", day=_long(row["meeting_on"])),
        _("closed {moment} by {name}", moment=moments.said(row["closed_at"]),
          name=links.plain(labels.label("actor", row["closed_by"]))),
    ]))  # fmt: skip
    rows = session.read(questions.snapshot, round_id=row["id"]).to_dict("records")
    table = pd.DataFrame({
        _("No."): [one["number"] for one in rows],
        _("Proposal"): [one["title"] for one in rows],
        _("Light"): [labels.light(one["rag"]) for one in rows],
        _("Stage"): [labels.label("stage", one["stage"]) for one in rows],
        _("Progress"): ["" if one["percent"] is None else language.share(one["percent"] / 100)
                        for one in rows],
        _("Responsible"): [one["responsible"] or _("nobody") for one in rows],
        _("Answer"): [_kept(one) for one in rows],
    })  # fmt: skip
    screen = tables.plain(table)
    screen[_("Proposal")] = [links.link(one["title"], "forslag", nr=one["number"]) for one in rows]
    screen[_("Light")] = [components.light(one["rag"]) for one in rows]
    tables.show(table, "statusrunde", alt=_("Where the proposals stood when the round was closed"),
                screen=screen)  # fmt: skip


def _kept(row: Row) -> str:
    if row["without_word"]:
        return _("without the owner's word")
    if row["submitted_by"] is None:
        return _("set aside")
    words = _("unchanged, {name}") if row["unchanged"] else _("sent, {name}")
    return words.format(name=labels.label("actor", row["submitted_by"]))


@contextmanager
def _saving(done: str) -> Iterator[None]:
    """As ``doing``; of a conflict the sentence is enough, for nothing was typed."""
    try:
        with doing(done):
            yield
    except ConflictError as error:
        st.warning(links.explained(error))


def _long(day: str) -> str:
    return language.long_date(date.fromisoformat(day))


def _short(day: str) -> str:
    return language.short_date(date.fromisoformat(day))
