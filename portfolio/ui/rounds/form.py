"""Giving a status: the form on the screen, and sending it. What it holds is ``answer_draft``."""

from dataclasses import asdict

import streamlit as st

from portfolio import language
from portfolio.domain import status
from portfolio.domain.status import Answer, Standing
from portfolio.errors import ConflictError, PortfolioError
from portfolio.language import _
from portfolio.queries.rounds import carry_out
from portfolio.queries.rounds.answers import OwnProposal, RoundAnswer
from portfolio.queries.rounds.carry_out import CarryOut
from portfolio.screens import timestamps
from portfolio.ui import components, draft, links, session, side_by_side, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.rounds import answer_draft, fields, states
from portfolio.ui.saving import doing, say_later
from portfolio.usecases.rounds import answers
from portfolio.usecases.rounds.carry_out import NOTHING_SAID, Said


def show(own: OwnProposal) -> None:
    """The form of one proposal. Sending it leads back to the list."""
    standing = session.read(answers.standing, proposal_id=own.proposal_id)
    asked = _to_carry_out(own)
    form = answer_draft.open_form(own, asked)
    _say_news(own, form)
    # client.js knows this container: it sends the texts in it at every pause.
    with st.container(key="draft"):
        fields.draw(own, standing, form)
        fields.draw_carried_out(asked, form)
    # Drawn after the buttons, which must not move while they are being pressed.
    buttons = st.container()
    if own.asked is not None:
        _keep(own, own.asked, form)
    with buttons:
        _send(own, standing, form, asked)


def _to_carry_out(own: OwnProposal) -> tuple[CarryOut, ...]:
    """A round asks for the decisions too; a status outside one is only a status."""
    if own.asked is None:
        return ()
    return session.read(carry_out.to_carry_out, proposal_id=own.proposal_id, as_of=session.today())


def _say_news(own: OwnProposal, form: Draft) -> None:
    """Somebody gave a status while this form was open: it is beside the fields already."""
    if form.version == own.status_seq or own.latest is None:
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
        form.close()
        st.rerun()


def _keep(own: OwnProposal, asked: RoundAnswer, form: Draft) -> None:
    """Keep what was typed on the server, and say so."""
    try:
        if answer_draft.keep(own, asked, form):
            st.markdown(components.quiet(_("The draft is kept.")))
        elif asked.drafted_at and asked.draft:
            moment = timestamps.moment(asked.drafted_at)
            st.markdown(components.quiet(_("Draft kept {moment}.", moment=moment)))
    except ConflictError as error:
        _compare_drafts(asked, form, error)
    except PortfolioError as error:
        st.warning(language.explain(error))


def _compare_drafts(asked: RoundAnswer, form: Draft, error: ConflictError) -> None:
    """Somebody else, or the same person elsewhere, writes too: both are shown, neither is lost."""
    st.warning(language.explain(error))
    name, theirs = error.theirs["name"], error.theirs["draft"]
    if name:
        st.markdown(_("The other draft is by {name}.", name=links.plain(name)))
    compare(form.values(), theirs if isinstance(theirs, dict) else {})
    with st.container(horizontal=True):
        if st.button(_("Keep mine as the draft")):
            answer_draft.build_on(form, asked)
            st.rerun()
        if st.button(_("Go on from the other draft")):
            form.close()
            st.rerun()


def compare(mine: draft.Values, theirs: draft.Values) -> None:
    """What is typed here beside what somebody else has said, field by field."""
    error = ConflictError("", theirs=dict(draft.columns(theirs)))
    side_by_side.compare(error, draft.columns(mine), fields.words(), say=fields.value)


def _send(own: OwnProposal, standing: Standing, form: Draft, asked: tuple[CarryOut, ...]) -> None:
    answer = answer_draft.answer(form, standing)
    problems = status.problems(answer, standing)
    carried_out = answer_draft.carried_out(form, asked)
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(
            _("Send"),
            type="primary",
            key=form.key("send"),
            on_click=form.set,
            args=("tried", True),
        )
        again = states.may_repeat(own) and st.button(
            _("Unchanged since last time"), key=form.key("again")
        )
        home = "runder" if states.runs_rounds() else "mine"
        st.markdown(links.link(_("Back without sending"), home), width="content")
    if again:
        return repeat(own, form.version, carried_out)
    if form["tried"] and problems:
        marked = _("Not sent yet: see what is marked with ■ above.")
        st.markdown(f":red[{marked}]")
        return
    done = _("The status of proposal {number} has been sent.", number=own.number)
    form.save(
        pressed,
        lambda seen: _submit(own, answer, seen, done, carried_out),
        done,
        words=fields.words(),
        say=fields.value,
        columns=lambda _values: asdict(answer),
        whole=True,
    )


def repeat(own: OwnProposal, seen: int, carried_out: Said = NOTHING_SAID) -> None:
    """Say the last status again. ``seen`` is the number of the one the user looked at."""
    done = _("Proposal {number} is marked as unchanged.", number=own.number)
    try:
        with doing(done):
            _submit(own, None, seen, done, carried_out)
    except ConflictError as error:
        st.warning(language.explain(error))


def _submit(
    own: OwnProposal, answer: Answer | None, seen: int, done: str, carried_out: Said
) -> None:
    """Send it, and go back to where one came from, with nothing of the form left over."""
    answers.submit(
        visitor.who(),
        own.proposal_id,
        answer,
        seen_seq=seen,
        unchanged=answer is None,
        round_id=own.asked.round_id if own.asked else None,
        carried_out=carried_out,
    )
    answer_draft.close(own.proposal_id)
    st.query_params.pop("nr", None)
    if states.runs_rounds():
        say_later(done)
        st.switch_page("pages/work/rounds.py")
