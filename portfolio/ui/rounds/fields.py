"""The fields of a status, one a row, with what was said last beside it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from portfolio import labels, language
from portfolio.domain import status
from portfolio.domain.model import Rag, Stage
from portfolio.domain.status import Problem, Standing
from portfolio.language import _
from portfolio.queries.rounds.answers import OwnProposal
from portfolio.queries.rounds.carry_out import CarryOut
from portfolio.ui import components, field_words, links
from portfolio.ui.draft import Draft
from portfolio.ui.rounds import answer_draft
from portfolio.usecases.content.field import PLAIN_DANISH, say

_WIDE, _BESIDE = 3, 2
_SHOWN = 160  # signs of a decision that is asked about


def draw(own: OwnProposal, standing: Standing, form: Draft) -> None:
    """All fields, in the order one thinks of them, with what is wrong once sending was tried."""
    problems = []
    if form["tried"]:
        answer = answer_draft.answer(form, standing)
        problems = status.problems(answer, standing)
    row = partial(_row, own, problems)
    with row("stage"):
        _stage(form)
    if answer_draft.jumps(form, standing):
        with row("stage_reason"):
            _stage_reason(standing, form)
    with row("rag"):
        _light(form)
    if answer_draft.asks_reason(form):
        with row("reason"):
            _reason(form)
    with row("percent"):
        _percent(form)
    about_decision = _("Write it as a recommendation, for it is put before the directorate.")
    with row("happened"):
        _text(form, "happened", _("What has happened since last time?"))
    with row("next_step"):
        _text(form, "next_step", _("Next step"))
    with row("next_step_date_text"):
        _date(own, form)
    with row("risks"):
        _text(form, "risks", _("Risks"))
    with row("decision_needed"):
        _text(form, "decision_needed", _("For decision"), help=about_decision)
    if standing.has_pool:
        with row("economy"):
            _text(form, "economy", _("Finances of the pool"))


def draw_carried_out(asked: Sequence[CarryOut], form: Draft) -> None:
    """One click each: whether what was decided has been carried out. Nothing is chosen before."""
    if not asked:
        return
    words = labels.words("carried_out")
    heading = _("Has what was decided been carried out?")
    st.markdown(f"**{heading}**")
    for one in asked:
        name = answer_draft.field_of(one)
        st.segmented_control(
            _carry_out(one),
            [str(choice) for choice in one.choices],
            format_func=lambda code: words[code].capitalize(),
            **form.field(name, answer_draft.said_before(one)),
        )


def _carry_out(one: CarryOut) -> str:
    said = _(
        "{words} (decision {number} of {day})",
        words=language.shortened(one.words, _SHOWN),
        number=one.number,
        day=language.long_date(one.decided_on),
    )
    return links.plain(said)


@contextmanager
def _row(own: OwnProposal, problems: list[Problem], name: str) -> Iterator[None]:
    """A field with what is wrong with it below it, and what was said last beside it."""
    left, right = st.columns([_WIDE, _BESIDE], gap="xsmall", vertical_alignment="center")
    with left:
        yield
        for problem in problems:
            if problem.field == name:
                wrong = language.explain(problem.error)
                if name == "stage_reason":  # the whole of it stands above
                    wrong = _("Write the reason, or choose the stage it had.")
                st.markdown(f":red[■ {links.plain(wrong)}]")
    with right:
        _say_last(own, name)


def _stage(form: Draft) -> None:
    words = labels.words("stage")
    stages = [stage for stage in words if stage != Stage.NOT_PURSUED]
    st.selectbox(_("Stage"), stages, format_func=lambda code: words[code], **form.field("stage"))


def _light(form: Draft) -> None:
    lights = [str(rag) for rag in Rag]
    st.segmented_control(
        _("Light"), lights, format_func=labels.light, required=True, **form.field("rag")
    )


def _stage_reason(standing: Standing, form: Draft) -> None:
    if standing.awaited:
        st.warning(_say_order(standing.awaited))
    _text(form, "stage_reason", _("Reason for the stage (must be filled in)"))


def _reason(form: Draft) -> None:
    may = form["rag"] not in (Rag.AMBER, Rag.RED)
    words = _("Reason for the pause") if may else _("Reason for the light (must be filled in)")
    _text(form, "reason", words)


def _percent(form: Draft) -> None:
    """A number where one is to be chosen; where the stage settles it, it is only said."""
    if form["stage"] == Stage.PROPOSED:
        st.markdown(components.quiet(_("Progress: none yet, the work has not begun")))
    elif not answer_draft.asks_percent(form):
        st.markdown(components.quiet(_("Progress: 100 %, because the stage says that all is done")))
    else:
        st.number_input(
            _("Progress in percent"),
            min_value=0,
            max_value=100,
            step=5,
            placeholder=_("not stated"),
            **form.field("percent"),
        )


def _date(own: OwnProposal, form: Draft) -> None:
    words = st.text_input(
        _("When is the next step?"),
        max_chars=status.LONGEST_DATE,
        live=True,
        **form.field("next_step_date_text"),
    )
    # Always a line, so that nothing below moves when the field is left for a button.
    st.markdown(_echo((words or "").strip(), own.latest or {}))


def _text(form: Draft, name: str, label: str, *, help: str | None = None) -> None:
    st.text_area(label, height="content", max_chars=status.LONGEST, help=help, **form.field(name))


def words() -> dict[str, str]:
    """What each field is called, in the order of the form."""
    return {
        "stage": _("Stage"),
        "stage_reason": _("Reason for the stage"),
        "rag": _("Light"),
        "reason": _("Reason for the light"),
        "percent": _("Progress"),
        "happened": _("What happened"),
        "next_step": _("Next step"),
        "next_step_date_text": _("When"),
        "risks": _("Risks"),
        "decision_needed": _("For decision"),
        "economy": _("Finances"),
    }


def value(name: str, stored: object) -> str:
    """A field's value in words; empty where nothing is said."""
    if stored is None or stored == "":
        return ""
    if name == "stage":
        return labels.label("stage", stored)
    if name == "rag":
        return labels.light(stored)
    return language.share(int(str(stored)) / 100) if name == "percent" else str(stored)


def _say_last(own: OwnProposal, name: str) -> None:
    """Set in a little: below its field, as on a phone, it still reads as the field's own."""
    if own.latest is None:
        return
    last = own.latest[name]
    if name == "rag":
        words = _("Last: {said}", said=components.light(last))
    else:
        said = links.plain(value(name, last)) or _("nothing")
        words = components.quiet(_("Last: {said}", said=said))
    with st.container(horizontal=True, wrap=False, gap="xsmall"):
        st.space("xsmall")
        st.markdown(words)


def _say_order(order: status.AwaitedParty) -> str:
    if order.decision is None or order.decided_on is None:
        return _(
            "{party} is to be involved before the centres, and has not been yet.", party=order.party
        )
    return _(
        "On {day} the directorate decided: “{decision}” {party} has not been involved yet."
        " Write why the proposal goes on all the same.",
        day=language.long_date(order.decided_on),
        decision=links.plain(order.decision),
        party=links.plain(order.party),
    )


def _echo(text: str, latest: Mapping[str, Any]) -> str:
    """How the words were understood, so that a slip is seen at once."""
    if not text:
        return components.quiet(say(PLAIN_DANISH))
    is_said_again = text == latest.get("next_step_date_text")
    said = date.fromisoformat(latest["reported_on"]) if is_said_again else None
    return field_words.echo(field_words.date_words(text, said=said))
