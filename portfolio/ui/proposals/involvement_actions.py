"""What the secretary can do to a step of the chain: done, planned, skipped, set back, its own."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from portfolio import labels
from portfolio.domain.involvement import ChainState
from portfolio.domain.model import InvolvementRole, InvolvementState
from portfolio.language import _
from portfolio.queries import filter_choices
from portfolio.ui import (
    action_row,
    choices,
    components,
    draft,
    edit_links,
    field_words,
    links,
    session,
    visitor,
)
from portfolio.ui.draft import Draft
from portfolio.usecases.proposals import involvement
from portfolio.usecases.proposals.involvement import OpenedStep

_WAITING = (ChainState.NEXT, ChainState.AHEAD, ChainState.PASSED_OVER)
Row = dict[Any, Any]
Work = Callable[[OpenedStep], None]


def offer(rows: Sequence[Row]) -> None:
    """The quiet row of what can be done with the portfolio's chain, for whoever may."""
    name = "chain:portfolio"
    action_row.offer(name, acts_of(rows, None, name))


def acts_of(rows: Sequence[Row], proposal_id: str | None, name: str) -> action_row.Acts:
    """What can be done with the steps; nothing for whoever may not."""
    if not edit_links.may_edit():
        return {}
    offered: action_row.Acts = {}
    if rows:
        offered["change"] = (_("Change a step"), lambda: _change(rows, proposal_id, name))
    if proposal_id is not None:
        offered["add"] = (_("Add a step"), lambda: _add(rows, proposal_id, name))
    return offered


def _change(rows: Sequence[Row], proposal_id: str | None, name: str) -> None:
    row = _choose(draft.open(f"{name}/change"), rows)
    form = draft.open(f"{name}/{row['id']}", version=row["version"])
    possible = _possible(row)
    what = st.segmented_control(
        _("What is to be recorded"),
        possible,
        format_func=lambda code: _WORDS[code](),
        required=True,
        **form.field("what", possible[0], among=possible),
    )
    if proposal_id is not None and not row["own"]:
        components.remark(_only_here())
    work, done = _FORMS[what](form, row)
    form.send(
        st.button(_("Save"), key=form.key("save"), type="primary"),
        lambda version: work(OpenedStep(row["id"], version, proposal_id)),
        done,
    )


def _choose(form: Draft, rows: Sequence[Row]) -> Row:
    """The step chosen: the next one, unless another is."""
    by_id = {row["id"]: row for row in rows}
    waiting = [row["id"] for row in rows if row["state"] in _WAITING]
    words = {id: f"{row['position']} {row['party']}" for id, row in by_id.items()}
    return by_id[form.choose("step", _("Step"), words, [*waiting, *by_id][0])]


def _possible(row: Row) -> list[str]:
    ahead = row["recorded"] == InvolvementState.AHEAD
    return [*(("done", "skip") if ahead else ("undo",)), "plan", *(("back",) if row["own"] else ())]


_WORDS = {
    "done": lambda: _("Mark the step as done"),
    "skip": lambda: _("Skip the step"),
    "plan": lambda: _("Role and plan"),
    "undo": lambda: _("Mark the step as not done"),
    "back": lambda: _("Follow the portfolio again"),
}


def _only_here() -> str:
    whole = links.link(_("the whole portfolio's order"), "beslutninger")
    return _("Holds only for this proposal. Change {whole} on Decisions.", whole=whole)


def _done(form: Draft, _row: Row) -> tuple[Work, str]:
    day = form.past_day("day", _("Happened on"))
    words = st.text_area(_("What was said (optional)"), height=68, **form.field("words", ""))

    def work(at: OpenedStep) -> None:
        involvement.mark_done(visitor.who(), at, day, said=words, today=session.today())

    return work, _("The step is marked as done.")


def _skip(form: Draft, _row: Row) -> tuple[Work, str]:
    reason = st.text_area(_("Why it is skipped"), height=68, **form.field("skip", ""))

    def work(at: OpenedStep) -> None:
        involvement.skip(visitor.who(), at, reason=reason, today=session.today())

    return work, _("The step is skipped, with the reason.")


def _undo(form: Draft, _row: Row) -> tuple[Work, str]:
    reason = st.text_area(_("Reason"), height=68, **form.field("undo", ""))

    def work(at: OpenedStep) -> None:
        involvement.undo(visitor.who(), at, reason=reason)

    return work, _("The step is to come again.")


def _plan(form: Draft, row: Row) -> tuple[Work, str]:
    role, planned = _role(form, row["role"]), _planned(form, row["planned_date_text"])

    def work(at: OpenedStep) -> None:
        involvement.plan(visitor.who(), at, role=role, planned=planned, today=session.today())

    return work, _("Role and plan are saved.")


def _back(form: Draft, _row: Row) -> tuple[Work, str]:
    st.markdown(_("The proposal then follows the portfolio's order here again."))
    reason = st.text_area(_("Reason"), height=68, **form.field("back", ""))

    def work(at: OpenedStep) -> None:
        involvement.take_back(visitor.who(), at, reason=reason)

    return work, _("The proposal's own step is taken out.")


#: Draws the fields of a form; what is to be done with them, and what is said then.
_FORMS: dict[str, Callable[[Draft, Row], tuple[Work, str]]] = {
    "done": _done,
    "skip": _skip,
    "plan": _plan,
    "undo": _undo,
    "back": _back,
}


def _add(rows: Sequence[Row], proposal_id: str, name: str) -> None:
    form = draft.open(f"{name}/add")
    names = choices.named(session.read(filter_choices.all_parties))
    hint = _("Choose a party")
    party = form.choose("party", _("Centre or party"), names, placeholder=hint)
    role = _role(form, InvolvementRole.HEARD.value)
    after = _after(form, rows)
    planned = _planned(form, None)
    if party in {row["party_id"] for row in rows if not row["own"]}:
        components.remark(
            _("The party has a step already: this one takes its place for the proposal.")
        )
    pressed = st.button(_("Add"), key=form.key("save"), type="primary", disabled=party is None)
    form.send(
        pressed,
        lambda _version: involvement.add(
            visitor.who(),
            proposal_id,
            party_id=str(party),
            role=role,
            planned=planned,
            after=after,
            today=session.today(),
        ),
        _("The step is added."),
    )


def _after(form: Draft, rows: Sequence[Row]) -> int:
    """The place in the order that the new step gets."""
    places = {0: _("first")} | {
        row["place"]: _("after {party}", party=row["party"]) for row in rows
    }
    return int(form.choose("after", _("Place in the order"), places, list(places)[-1]))


def _role(form: Draft, begun: str) -> str:
    return str(form.choose("role", _("Role"), labels.words("involvement_role"), begun))


def _planned(form: Draft, begun: str | None) -> str | None:
    text: str | None = st.text_input(
        _("Planned for"),
        placeholder=_("such as juni 2022; empty when nobody knows"),
        **form.field("planned", begun or ""),
    )
    field_words.echo_date(form, "planned")
    return text
