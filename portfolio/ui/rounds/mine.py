"""The list of one's own proposals: what is asked of each, and the two ways to answer."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from portfolio import language
from portfolio.domain.model import AnswerState, Responsibility
from portfolio.domain.permissions import Action
from portfolio.language import _, ngettext
from portfolio.queries.rounds import answers
from portfolio.queries.rounds.answers import OwnProposal, RoundAnswer
from portfolio.ui import components, links, session, visitor
from portfolio.ui.rounds import form, states
from portfolio.ui.rounds.fields import value

_CLICKED = "answer:clicked"


def everything(today: date) -> None:
    """What is asked, the proposals, and those only suggested; or why there are none."""
    user = visitor.who().user_id
    owned = session.read_now(answers.of_user, user_id=user, today=today)
    if owned:
        rounds(owned, today)
        cards(owned)
    elif visitor.can(Action.ANSWER_STATUS):
        components.empty(_("No proposals are yours. You can answer for everybody, though."))
        st.markdown(links.link(_("Status rounds"), "runder"))
    else:
        components.empty(
            _("No proposals are yours. They come here when you are asked to be responsible.")
        )
    suggested(session.read(answers.suggestions, user_id=user, today=today))


def rounds(owned: Sequence[OwnProposal], today: date) -> None:
    """What the open round wants, by when, and how much of it is done."""
    asked = [own.asked for own in owned if own.asked is not None]
    for key in dict.fromkeys(one.round_id for one in asked):
        of_it = [one for one in asked if one.round_id == key]
        sent = sum(one.state == AnswerState.SUBMITTED for one in of_it)
        st.markdown(
            components.joined(
                [
                    f"**{links.plain(of_it[0].round_title)}**",
                    deadline(of_it[0], today),
                    ngettext("{sent} of {n} sent", "{sent} of {n} sent", len(of_it), sent=sent),
                ]
            )
        )
    if not asked:
        st.markdown(_("No round is open. You can give a status at any time all the same."))


def deadline(asked: RoundAnswer, today: date) -> str:
    """By when to answer, and how long that is."""
    day = language.long_date(asked.deadline_on)
    left = asked.days_left(today)
    if left < 0:
        return _("The deadline was {day}. Answers are taken until the round is closed", day=day)
    if left == 0:
        return _("answer today, {day}", day=day)
    return ngettext("answer by {day} (in {n} day)", "answer by {day} (in {n} days)", left, day=day)


def cards(owned: Sequence[OwnProposal]) -> None:
    """One card a proposal, those still to be answered first."""
    for own in sorted(owned, key=lambda own: (not _is_waiting(own), own.number)):
        with st.container(border=True):
            _card(own)
    _say_clicked(owned)


def suggested(rows: pd.DataFrame) -> None:
    """Quietly: where the minutes name one's party, but nobody has asked it."""
    if rows.empty:
        return
    st.header(_("Named in the minutes, not asked"), anchor=False)
    why = _("The minutes name you in these proposals. Nothing is expected until you are asked.")
    st.markdown(components.quiet(why))
    for row in rows.to_dict("records"):
        title = links.proposal(row["number"], row["title"], row["portfolio"])
        st.markdown(f"{title} · {components.quiet(links.plain(row['party']))}")


def _is_waiting(own: OwnProposal) -> bool:
    return own.asked is not None and own.asked.state != AnswerState.SUBMITTED


def _card(own: OwnProposal) -> None:
    row = st.container(horizontal=True, vertical_alignment="center")
    facts = components.joined(
        [
            components.light(own.rag),
            value("stage", own.stage),
            value("percent", own.percent),
            _last(own),
        ]
    )
    lines = [f"**{links.proposal(own.number, own.title, own.portfolio)}**", facts]
    if own.asked is not None:
        lines.append(states.of(own.asked))
    if any(state == Responsibility.ASKED for _name, state in own.parties):
        lines.append(_to_accept(own))
    row.markdown("  \n".join(lines), width="stretch")
    with row.container(horizontal=True, width="content"):
        _buttons(own)


def _to_accept(own: OwnProposal) -> str:
    """That a party of the reader's has been asked and has not answered, and where to do it."""
    there = links.link(
        _("Answer about responsibility"),
        "forslag",
        nr=own.number,
        **{links.PORTFOLIO: own.portfolio},
    )
    return components.joined([_("Asked to be responsible, no answer yet"), there])


def _last(own: OwnProposal) -> str:
    if own.status_on is None:
        return components.quiet(_("no status yet"))
    day = language.long_date(own.status_on)
    return components.quiet(_("status of {day}", day=day))


def _buttons(own: OwnProposal) -> None:
    waiting = _is_waiting(own)
    if waiting and states.may_repeat(own):
        # What the user saw goes along with the click: the page has read anew when it arrives.
        st.button(
            _("Unchanged since last time"),
            key=f"unchanged:{own.proposal_id}",
            on_click=_click,
            args=(own.proposal_id, own.status_seq),
        )
    key = f"open:{own.proposal_id}"
    if waiting:
        st.button(_("Answer"), key=key, type="primary", on_click=_open, args=(own,))
    elif own.asked is not None:
        st.button(_("See what was sent"), key=key, on_click=_open, args=(own,))
    else:
        st.button(_("Give a status"), key=key, on_click=_open, args=(own,))


def _open(own: OwnProposal) -> None:
    st.query_params.update({links.PORTFOLIO: own.portfolio, "nr": str(own.number)})


def _click(proposal_id: str, seen: int) -> None:
    st.session_state[_CLICKED] = (proposal_id, seen)


def _say_clicked(owned: Sequence[OwnProposal]) -> None:
    proposal_id, seen = st.session_state.pop(_CLICKED, ("", 0))
    for own in owned:
        if own.proposal_id == proposal_id:
            form.repeat(own, seen)
