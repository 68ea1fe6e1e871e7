"""Statusrunder: how far the open round is, what those that are closed showed, who has answered."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from markupsafe import Markup

from portfolio import labels, language
from portfolio.domain.model import AnswerState
from portfolio.language import _, ngettext
from portfolio.screens import timestamps
from portfolio.screens.drawing import Link, To, draw, headed
from portfolio.screens.rounds.words import PAGE

Row = dict[Any, Any]


def head(row: Row, answers: pd.DataFrame, today: date) -> Markup:
    """The open round's name, how many have answered, and by when."""
    states = answers["state"].value_counts()
    sent = int(states.get(AnswerState.SUBMITTED, 0))
    count = ngettext("**{sent} of {n} sent**", "**{sent} of {n} sent**", len(answers), sent=sent)
    others = [
        _count(state, int(states.get(state, 0)))
        for state in (AnswerState.RETURNED, AnswerState.DRAFT, AnswerState.ASKED)
    ]
    facts = [count, *others, _deadline(row, today), _meeting(row)]
    return headed(row["title"], facts)


def closed_head(row: Row, to: To) -> Markup:
    """The closed round's name, its meeting, when it was closed, and the way back."""
    return headed(row["title"], [_when(row)], Link(_("All rounds"), to("runder")))


def answers(rows: Sequence[Row], to: To) -> Markup:
    """Who has answered of the open round; each row leads to the form of its answer."""
    return draw("round_answers.html", rows=rows, page=PAGE, answer=state, name=responsible, to=to)


def kept(rows: Sequence[Row], to: To) -> Markup:
    """What a closed round showed; each row leads to its proposal."""
    return draw(
        "round_answers.html", rows=rows, page="forslag", answer=kept_answer, name=kept_name, to=to
    )


def closed(rows: Sequence[Row], to: To) -> Markup:
    """The closed rounds, the newest first."""
    return draw("rounds_closed.html", rows=rows, when=_when, to=to)


def state(row: Row) -> str:
    """How far an answer of the open round is, and by whom."""
    if row["state"] == AnswerState.SUBMITTED:
        return _sent(row)
    if row["state"] == AnswerState.RETURNED:
        return _("returned: {comment}", comment=row["returned_comment"])
    if row["drafted_at"]:
        who = row["drafted_by"] or _("somebody")
        return _("draft by {name}, {moment}", name=who, moment=timestamps.moment(row["drafted_at"]))
    return _("no answer yet")


def responsible(row: Row) -> str:
    """Who is responsible, else who is asked, told to have it or to be discussed with."""
    if row["responsible"]:
        return str(row["responsible"])
    if row["asked"]:
        return _("Nobody yet ({parties} asked)", parties=row["asked"])
    if row["told"]:
        return _("{parties} (according to the secretary)", parties=row["told"])
    if row["suggested"]:
        return _("Nobody yet (to be discussed with {parties})", parties=row["suggested"])
    return _("Nobody yet")


def kept_answer(row: Row) -> str:
    """What a closed round keeps of an answer."""
    if row["without_word"]:
        return _("without the owner's word")
    return _("set aside") if row["submitted_by"] is None else _sent(row)


def kept_name(row: Row) -> str:
    """Who was responsible when the round was closed."""
    return row["responsible"] or _("Nobody yet")


def _when(row: Row) -> str:
    name = labels.within("actor", row["closed_by"])
    moment = timestamps.moment(row["closed_at"])
    return f"{_meeting(row)} · " + _("closed {moment} by {name}", moment=moment, name=name)


def _sent(row: Row) -> str:
    words = _("unchanged, {name}") if row["unchanged"] else _("sent, {name}")
    return words.format(name=labels.within("actor", row["submitted_by"]))


def _count(state: AnswerState, count: int) -> str:
    if not count:
        return ""
    if state is AnswerState.RETURNED:
        return ngettext("{n} returned", "{n} returned", count)
    if state is AnswerState.DRAFT:
        return ngettext("{n} draft", "{n} drafts", count)
    return ngettext("{n} has not begun", "{n} have not begun", count)


def _deadline(row: Row, today: date) -> str:
    left = (date.fromisoformat(row["deadline_on"]) - today).days
    day = language.long_date(row["deadline_on"])
    if left < 0:
        return _("the deadline was {day}", day=day)
    return ngettext("deadline {day} (in {n} day)", "deadline {day} (in {n} days)", left, day=day)


def _meeting(row: Row) -> str:
    return _("meeting {day}", day=language.long_date(row["meeting_on"]))
