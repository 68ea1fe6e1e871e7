"""One of one's own proposals: the form, or what has been sent; and who has no business here."""

import logging

import streamlit as st

from portfolio import language
from portfolio.domain.model import AnswerState, Responsibility
from portfolio.domain.permissions import Action
from portfolio.language import _
from portfolio.queries.rounds.answers import OwnProposal, RoundAnswer
from portfolio.ui import components, draft, links, session, unsaved, visitor
from portfolio.ui.draft import Values
from portfolio.ui.rounds import answer_draft, form, mine, states
from portfolio.ui.rounds.fields import value, words
from portfolio.usecases.rounds import mending

log = logging.getLogger("portfolio")


def show(own: OwnProposal) -> None:
    """The proposal's form, or what was sent; a sentence for whom it is not."""
    if not visitor.can(Action.ANSWER_STATUS, own.proposal_id):
        if answer_draft.unsent(own):
            unsaved.note_lost()
        log.warning("user %s asked for the form of proposal %s", visitor.who().user_id, own.number)
        components.empty(
            _(
                "You do not answer for proposal {number}, so you cannot give it a status. You can"
                " read it on its own page.",
                number=own.number,
            )
        )
        st.markdown(links.proposal(own.number, own.title))
        return
    _head(own)
    if own.asked is not None and own.asked.state == AnswerState.SUBMITTED:
        _sent(own)
    else:
        form.show(own)


def say_unknown(asked: str) -> None:
    """The address asks for what is not there."""
    components.empty(
        _(
            "There is no proposal “{number}” that takes a status. Choose one below.",
            number=links.plain(asked[:20]),
        )
    )


def _head(own: OwnProposal) -> None:
    home = (
        links.link(_("Status rounds"), "runder")
        if states.runs_rounds()
        else links.link(_("My proposals"), "mine")
    )
    there = links.link(_("The proposal"), "forslag", nr=own.number)
    st.markdown(components.joined([home, there]))
    if own.asked is not None:
        round_ = f"**{links.plain(own.asked.round_title)}**"
        st.markdown(components.joined([round_, mine.deadline(own.asked, session.today())]))
        if own.asked.state == AnswerState.RETURNED:
            st.warning(states.returned(own.asked))
    st.markdown(components.quiet(links.plain(_answers_for(own))))


def _answers_for(own: OwnProposal) -> str:
    """Who has said yes, and who is asked and has not: only the first are responsible."""
    yes = ", ".join(name for name, state in own.parties if state == Responsibility.ACCEPTED)
    asked = ", ".join(name for name, state in own.parties if state == Responsibility.ASKED)
    return components.joined(
        [
            _("Answered for by {parties}", parties=yes) if yes else "",
            _("{parties} (asked, no answer yet)", parties=asked) if asked else "",
        ]
    ) or _("Nobody answers for it yet")


def _sent(own: OwnProposal) -> None:
    """Locked: what was sent, as it stands."""
    assert own.asked is not None
    st.success(states.sent(own.asked))
    unsent = answer_draft.unsent(own)
    if unsent:
        _say_unsent(own, unsent)
    latest = own.latest or {}
    for name, word in words().items():
        said = value(name, latest.get(name))
        if said:
            st.markdown(f"**{word}**  \n{links.plain(said)}")
    if latest:
        day = language.long_date(latest["reported_on"])
        st.markdown(components.quiet(_("status of {day}", day=day)))
    _take_back(own, own.asked)


def _take_back(own: OwnProposal, asked: RoundAnswer) -> None:
    """While the round is open, whoever answers can have the answer again."""
    st.markdown(
        _(
            "Is something wrong? Take the answer back, correct it and send it again. Until "
            "then the status stands, and the round counts the answer as not sent."
        )
    )
    draft.open(f"taken_back:{asked.answer_id}", version=asked.version).send(
        st.button(_("Take the answer back")),
        lambda version: mending.take_back(
            visitor.who(), own.proposal_id, asked.answer_id, version=version
        ),
        _("The answer is taken back. Correct it below and send it again."),
    )


def _say_unsent(own: OwnProposal, unsent: Values) -> None:
    st.warning(_("It was sent by somebody else while you were writing. Your words are here."))
    form.compare(unsent, own.latest or {})
    if st.button(_("I do not need my words any more")):
        answer_draft.close(own.proposal_id)
        st.rerun()
