"""Giving a status: the form, the draft kept while it is filled in, and sending it.

What is being typed lives in the session until it is sent, and in a round also in the database,
so that it is there again after a lost connection or on another machine.
"""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from portfolio import language
from portfolio.domain import status
from portfolio.domain.model import Rag, Stage
from portfolio.errors import ConflictError, PortfolioError
from portfolio.language import _
from portfolio.queries.rounds.answers import OwnProposal, RoundAnswer
from portfolio.ui import components, links, session, side_by_side, timestamps, visitor
from portfolio.ui.rounds import states
from portfolio.ui.rounds.fields import Fields, Typed, as_answer, said_only, value, widget_key, words
from portfolio.ui.saving import doing, say_later
from portfolio.usecases.rounds import answers, drafts

_FIELDS = drafts.FIELDS


@dataclass
class Typing:
    """A form being filled in, kept in the session."""

    seen: int  # the latest status the user has seen, by number
    answer_id: str | None
    version: int | None  # of the draft in the database, as this session knows it
    values: Typed  # what stands in the form
    kept: Typed  # what the database has of it
    started: Typed  # what stood there when the form was opened
    tried: bool = False  # to send: then what is wrong is said at the fields


def show(own: OwnProposal) -> None:
    """The form of one proposal. Sending it leads back to the list."""
    today = session.today()
    standing = session.read(answers.standing, proposal_id=own.proposal_id)
    typing = _typing(own)
    problems = status.problems(as_answer(typing.values), standing, reported_on=today)
    _say_news(own, typing)
    fields = Fields(own, standing, typing.values, problems if typing.tried else [], today)
    # client.js knows this container: it sends the texts in it at every pause.
    with st.container(key="draft"):
        fields.draw()
    typing.values = fields.typed()
    # Drawn after the buttons, which must not move while they are being pressed.
    buttons = st.container()
    if own.asked is not None:
        _keep(own, own.asked, typing)
    with buttons:
        _send(own, typing, standing, today)


def forget(proposal_id: str) -> None:
    """What was typed has been sent, or is not wanted any more."""
    st.session_state.pop(_name(proposal_id), None)
    for name in _FIELDS:
        st.session_state.pop(widget_key(proposal_id, name), None)


def unsent(own: OwnProposal) -> Typed | None:
    """What this session has typed and not sent; None if nothing."""
    typing = st.session_state.get(_name(own.proposal_id))
    if not isinstance(typing, Typing):
        return None
    typing.values = _now(own.proposal_id, typing)
    return typing.values if typing.values != typing.started else None


def _say_news(own: OwnProposal, typing: Typing) -> None:
    """Somebody gave a status while this form was open: it is beside the fields already."""
    if typing.seen == own.status_seq or own.latest is None:
        return
    st.info(
        _(
            "{name} has given a newer status, dated {day}. It stands beside the fields; what"
            " you have typed stands in them.",
            name=links.plain(own.latest["author"]),
            day=language.long_date(own.latest["reported_on"]),
        )
    )
    if st.button(_("Start over from the newer status")):
        forget(own.proposal_id)
        st.rerun()


def _name(proposal_id: str) -> str:
    return f"draft:{proposal_id}"


def _typing(own: OwnProposal) -> Typing:
    """What is being typed. A form on the screen never changes by itself: what you see is sent.

    One that is opened again begins anew where something has moved on and nothing is lost by it.
    """
    found = st.session_state.get(_name(own.proposal_id))
    if isinstance(found, Typing):
        on_screen = widget_key(own.proposal_id, "stage") in st.session_state
        found.values = _now(own.proposal_id, found)
        if on_screen or not _has_moved(found, own) or found.values != found.kept:
            _follow_round(found, own.asked)
            return found
        forget(own.proposal_id)
    started = _start(own)
    made = Typing(
        seen=own.status_seq,
        answer_id=own.asked.answer_id if own.asked else None,
        version=own.asked.version if own.asked else None,
        values=started,
        kept=dict(started),
        started=dict(started),
    )
    st.session_state[_name(own.proposal_id)] = made
    return made


def _has_moved(typing: Typing, own: OwnProposal) -> bool:
    asked = own.asked
    here = (own.status_seq, asked and asked.answer_id, asked and asked.version)
    return here != (typing.seen, typing.answer_id, typing.version)


def _follow_round(typing: Typing, asked: RoundAnswer | None) -> None:
    """A round was opened or closed while somebody typed: the words go along."""
    if typing.answer_id != (asked.answer_id if asked else None):
        typing.answer_id = asked.answer_id if asked else None
        typing.version = asked.version if asked else None
        typing.kept = dict(typing.started) if asked else {}


def _now(proposal_id: str, typing: Typing) -> Typed:
    """What stands in the fields at this moment, before they are drawn."""
    return {
        name: st.session_state.get(widget_key(proposal_id, name), before)
        for name, before in typing.values.items()
    }


def _start(own: OwnProposal) -> Typed:
    """The draft; else what was said last, which mostly still holds, but for what happened."""
    last = own.latest or {}
    values: Typed = {name: last.get(name) or "" for name in status.TEXTS}
    values |= {"happened": "", "stage": own.stage, "rag": own.rag, "percent": own.percent}
    draft = own.asked.draft if own.asked else None
    return values | {name: text for name, text in (draft or {}).items() if name in values}


def _keep(own: OwnProposal, asked: RoundAnswer, typing: Typing) -> None:
    """Keep what was typed as a draft, and say so."""
    if typing.values != typing.kept:
        try:
            typing.version = drafts.keep(
                visitor.who(),
                own.proposal_id,
                asked.answer_id,
                typing.values,
                version=typing.version or 0,
            )
            typing.kept = dict(typing.values)
            st.markdown(components.quiet(_("The draft is kept.")))
        except ConflictError as error:
            _two_drafts(own, asked, typing, error)
        except PortfolioError as error:
            st.warning(language.explain(error))
    elif asked.drafted_at and asked.draft:
        st.markdown(
            components.quiet(_("Draft kept {moment}.", moment=timestamps.said(asked.drafted_at)))
        )


def _two_drafts(own: OwnProposal, asked: RoundAnswer, typing: Typing, error: ConflictError) -> None:
    """Somebody else, or the same person elsewhere, writes too: both are shown, neither is lost."""
    st.warning(language.explain(error))
    name, draft = error.theirs["name"], error.theirs["draft"]
    if name:
        st.markdown(_("The other draft is by {name}.", name=links.plain(name)))
    theirs = dict(draft) if isinstance(draft, dict) else {}
    both = ConflictError(error.message, theirs=said_only(theirs)), said_only(typing.values)
    side_by_side.compare(*both, words(), say=value)
    with st.container(horizontal=True):
        if st.button(_("Keep mine as the draft")):
            typing.version = asked.version
            st.rerun()
        if st.button(_("Go on from the other draft")):
            forget(own.proposal_id)
            st.rerun()


def _send(own: OwnProposal, typing: Typing, standing: status.Standing, today: date) -> None:
    answer = as_answer(typing.values)
    if not (
        answer.rag in (Rag.AMBER, Rag.RED)
        or answer.stage is Stage.ON_HOLD
        or status.jumps_the_order(answer.stage, standing)
    ):
        answer = as_answer(typing.values | {"reason": None})  # its field is not shown
    problems = status.problems(answer, standing, reported_on=today)
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(
            _("Send"),
            type="primary",
            key=f"send:{own.proposal_id}",
            on_click=_try,
            args=(own.proposal_id,),
        )
        again = states.may_repeat(own) and st.button(
            _("Unchanged since last time"), key=f"again:{own.proposal_id}"
        )
        home = "runder" if states.runs_rounds() else "mine"
        st.markdown(links.link(_("Back without sending"), home), width="content")
    if typing.tried and problems:
        marked = _("Not sent yet: see what is marked with ■ above.")
        st.markdown(f":red[{marked}]")
    if again:
        unchanged(own, typing.seen)
    elif not problems or not typing.tried:
        _submit(own, typing, answer, pressed=pressed and not problems)


def _try(proposal_id: str) -> None:
    typing = st.session_state.get(_name(proposal_id))
    if isinstance(typing, Typing):
        typing.tried = True


def _submit(own: OwnProposal, typing: Typing, answer: status.Answer, *, pressed: bool) -> None:
    def save(seen: int) -> None:
        answers.submit(
            visitor.who(),
            own.proposal_id,
            answer,
            seen_seq=seen,
            round_id=own.asked.round_id if own.asked else None,
        )
        leave(own.proposal_id, done)

    done = _("The status of proposal {number} has been sent.", number=own.number)
    mine = {name: getattr(answer, name) for name in _FIELDS}
    side_by_side.saving(
        own.proposal_id,
        pressed,
        typing.seen,
        mine=mine,
        words=words(),
        save=save,
        done=done,
        say=value,
    )


def unchanged(own: OwnProposal, seen: int) -> None:
    """Say the last status again. ``seen`` is the number of the one the user looked at."""
    done = _("Proposal {number} is marked as unchanged.", number=own.number)
    try:
        with doing(done):
            answers.submit(
                visitor.who(),
                own.proposal_id,
                None,
                seen_seq=seen,
                unchanged=True,
                round_id=own.asked.round_id if own.asked else None,
            )
            leave(own.proposal_id, done)
    except ConflictError as error:
        st.warning(language.explain(error))


def leave(proposal_id: str, done: str) -> None:
    """Back to where one came from, with nothing of this form left over."""
    forget(proposal_id)
    side_by_side.forget(proposal_id)
    st.query_params.pop("nr", None)
    if states.runs_rounds():
        say_later(done)
        st.switch_page("pages/work/rounds.py")
