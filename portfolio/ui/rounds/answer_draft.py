"""The draft of a status: begun from what was said last, and in a round kept on the server too.

There it is found again after a lost connection or on another machine; outside a round it lives in
the session only, for the server keeps a draft with the round's question.
"""

from collections.abc import Sequence
from typing import Any

from portfolio.domain import status
from portfolio.domain.carried_out import CarriedOut
from portfolio.domain.model import Rag, Stage
from portfolio.domain.status import Answer, Standing
from portfolio.queries.rounds.answers import OwnProposal, RoundAnswer
from portfolio.queries.rounds.carry_out import CarryOut
from portfolio.ui import draft, visitor
from portfolio.ui.draft import Draft
from portfolio.usecases.rounds import drafts


def open_form(own: OwnProposal, to_carry_out: Sequence[CarryOut] = ()) -> Draft:
    """The proposal's form; its version is the latest status the user has seen, by number.

    A form on the screen never changes by itself: what you see is sent. One that is opened again
    begins anew where something has moved on and nothing is lost by it.
    """
    form = draft.find(_name(own.proposal_id))
    if form is not None and (form.is_drawn("send") or not _may_begin_anew(form, own)):
        _follow_round(form, own.asked)
        return form
    close(own.proposal_id)
    form = draft.open(_name(own.proposal_id), _begun(own, to_carry_out), version=own.status_seq)
    form.set("copy", _copy(own.asked))
    form.set("kept", form.values())
    return form


def close(proposal_id: str) -> None:
    """What was typed has been sent, or is not wanted any more."""
    draft.close(_name(proposal_id))


def unsent(own: OwnProposal) -> dict[str, Any]:
    """What this session has typed and not sent; empty if nothing."""
    form = draft.find(_name(own.proposal_id))
    return form.values() if form is not None and form.touched() else {}


def keep(own: OwnProposal, asked: RoundAnswer, form: Draft) -> bool:
    """Keep what is typed on the server too; whether there was anything new to keep.

    Raises ConflictError and PortfolioError as the use case does.
    """
    if form.values() == form["kept"]:
        return False
    _answer_id, version = form["copy"]
    version = drafts.keep(
        visitor.who(), own.proposal_id, asked.answer_id, form.values(), version=version
    )
    form.set("copy", (asked.answer_id, version))
    form.set("kept", form.values())
    return True


def build_on(form: Draft, asked: RoundAnswer) -> None:
    """Have the next draft that is kept stand in place of somebody else's."""
    form.set("copy", _copy(asked))


def answer(form: Draft, standing: Standing) -> Answer:
    """What is shown of the form, its blanks tidied away: what is not asked for is not said."""
    values = {name: form[name] for name in drafts.FIELDS}
    values |= {"stage": Stage(values["stage"]), "rag": Rag(values["rag"])}
    if not asks_reason(form):
        values["reason"] = None
    if not jumps(form, standing):
        values["stage_reason"] = None
    if not asks_percent(form):
        values["percent"] = None
    return status.tidied(Answer(**values))


def field_of(one: CarryOut) -> str:
    """The field that says whether a decision was carried out."""
    return f"{drafts.CARRIED_OUT}{one.key}"


def said_before(one: CarryOut) -> str | None:
    """What is chosen when the form is opened: nothing, unless it was recorded before."""
    return None if one.said is CarriedOut.NOT_RECORDED else str(one.said)


def carried_out(form: Draft, asked: Sequence[CarryOut]) -> dict[str, CarriedOut]:
    """What is said of the decisions, by key; nothing of those that nobody has clicked."""
    return {one.key: CarriedOut(said) for one in asked if (said := form[field_of(one)])}


def asks_reason(form: Draft) -> bool:
    """Whether the light is to be explained, or a pause may be."""
    return Rag(form["rag"]) in (Rag.AMBER, Rag.RED) or form["stage"] == Stage.ON_HOLD


def jumps(form: Draft, standing: Standing) -> bool:
    """Whether the step is taken before its time, which is to be explained."""
    return status.jumps_the_order(Stage(form["stage"]), standing)


def asks_percent(form: Draft) -> bool:
    """Whether the share that is done is to be chosen; some stages settle it."""
    return form["stage"] not in (Stage.PROPOSED, Stage.ANCHORED, Stage.CLOSED)


def _name(proposal_id: str) -> str:
    return f"status:{proposal_id}"


def _begun(own: OwnProposal, to_carry_out: Sequence[CarryOut]) -> dict[str, Any]:
    """The draft; else what was said last, which mostly still holds, but for what happened."""
    last = own.latest or {}
    values = {name: last.get(name) or "" for name in status.TEXTS}
    values |= dict.fromkeys(status.OF_THAT_TIME, "")
    values |= {"stage": own.stage, "rag": own.rag, "percent": own.percent}
    values |= {field_of(one): said_before(one) for one in to_carry_out}
    kept = own.asked.draft if own.asked else None
    return values | {name: text for name, text in (kept or {}).items() if drafts.is_field(name)}


def _copy(asked: RoundAnswer | None) -> tuple[str | None, int]:
    """The round's question that the server keeps the draft with, and the version it has."""
    return (asked.answer_id, asked.version) if asked else (None, 0)


def _may_begin_anew(form: Draft, own: OwnProposal) -> bool:
    moved = (form.version, form["copy"]) != (own.status_seq, _copy(own.asked))
    return moved and form.values() == form["kept"]


def _follow_round(form: Draft, asked: RoundAnswer | None) -> None:
    """A round was opened or closed while somebody typed: the words go along."""
    if form["copy"][0] != _copy(asked)[0]:
        form.set("copy", _copy(asked))
        form.set("kept", dict(form.opened) if asked else {})
