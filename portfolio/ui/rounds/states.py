"""How far an answer to a round is, in a sentence. Open it to change how a state reads."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from portfolio import labels
from portfolio.domain.model import AnswerState
from portfolio.domain.permissions import Action
from portfolio.language import _
from portfolio.queries.rounds import answers
from portfolio.queries.rounds.answers import OwnProposal, RoundAnswer
from portfolio.screens import timestamps
from portfolio.ui import components, links, session, visitor


def of(asked: RoundAnswer) -> str:
    """The state with who and when, as Markdown."""
    if asked.state == AnswerState.SUBMITTED:
        return components.quiet(sent(asked))
    if asked.state == AnswerState.RETURNED:
        return f":red[■ {returned(asked)}]"
    if asked.drafted_at:
        return _("Draft kept {moment}, not sent", moment=timestamps.moment(asked.drafted_at))
    return _("Waits for your answer")


def sent(asked: RoundAnswer) -> str:
    """That it was sent, by whom and when, and whether it was one click."""
    words = (
        _("Sent {moment} by {name}, unchanged since last time")
        if asked.unchanged
        else _("Sent {moment} by {name}")
    )
    return words.format(
        moment=timestamps.moment(asked.submitted_at or ""), name=who(asked.submitted_by)
    )


def returned(asked: RoundAnswer) -> str:
    """Who returned it, and why."""
    return _(
        "Returned by {name}: {comment}",
        name=who(asked.returned_by),
        comment=links.plain(asked.returned_comment),
    )


def say_returned(facts: Mapping[str, Any], portfolio: str | None) -> None:
    """On the proposal's own page, to whoever may mend it: that its status was sent back."""
    if facts["status_on"] is None or not visitor.can(Action.ANSWER_STATUS, facts["id"]):
        return
    own = session.read(
        answers.of_proposal,
        portfolio=portfolio,
        number=facts["number"],
        today=session.today(),
    )
    if own is not None and own.asked is not None and own.asked.state == AnswerState.RETURNED:
        way = links.link(_("Correct the status"), "mine", nr=own.number)
        st.markdown(components.joined([f":red[■ {returned(own.asked)}]", way]))


def who(name: str | None) -> str:
    """Somebody's name as Markdown; whoever has no account is said in words."""
    return links.plain(labels.label("actor", name))


def runs_rounds() -> bool:
    """Whether this reader comes from the page of rounds, and goes back there."""
    return visitor.can(Action.RUN_ROUNDS)


def may_repeat(own: OwnProposal) -> bool:
    """Whether "unchanged" makes sense: there is a status, and nobody has just sent it back."""
    returned = own.asked is not None and own.asked.state == AnswerState.RETURNED
    return own.latest is not None and not returned
