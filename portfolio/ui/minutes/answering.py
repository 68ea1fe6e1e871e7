"""What a decision in minutes answers: the requests that are open to the body that decided."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from portfolio.domain.finds import FindAction, FindKind, is_about
from portfolio.domain.requests import Request
from portfolio.language import _
from portfolio.queries.minutes.readings import Find
from portfolio.queries.requests import choices, requests
from portfolio.reports.requests import sentences
from portfolio.ui import draft, session
from portfolio.ui.reviews import projector_effects
from portfolio.usecases.reviews.effects import Effects


def choose(form: draft.Draft, find: Find, every: Sequence[Find]) -> Effects:
    """The fields of what a decision answers and does besides; what stands in them.

    Chosen beforehand is the request that somebody put of the item's one proposal, and no other;
    what is done to the proposal is folded away.
    """
    if find.kind != FindKind.DECISION:
        return Effects()
    answered = _answer(form, find, every)
    option = _option(form, find, every, answered)
    done = _do(form, find, _proposals(find, every))
    return replace(done, requests=answered, chosen=option)


def _answer(form: draft.Draft, find: Find, every: Sequence[Find]) -> dict[str, str]:
    """The open requests a decision can answer; nothing is asked where there is none."""
    about = frozenset(_proposals(find, every))
    words = {one.key: sentences.question(one) for one in _open(every) if _fits(one, about)}
    if not words:
        return {}
    begun = list(find.answers) or _sure(find, about, every)
    chosen = form.choose_some("answers", _("Answers these requests"), words, begun)
    return {key: words[key] for key in chosen}


def _option(
    form: draft.Draft, find: Find, every: Sequence[Find], answered: Mapping[str, str]
) -> str | None:
    """Which of the answers that were asked for it is."""
    options = [o for one in _open(every) if one.key in answered for o in one.options]
    if not options:
        return None
    label = _("The answer (or write it in own words)")
    each = list(dict.fromkeys(options))
    kept = form.field("option", find.effects.get("chosen"), among=each)
    chosen: str | None = st.segmented_control(label, each, **kept)
    return chosen


def _do(form: draft.Draft, find: Find, about: Mapping[int, str]) -> Effects:
    """What the decision does to the one proposal it is about."""
    if len(about) != 1 or find.action != FindAction.CREATE:
        return Effects()
    [proposal_id] = about.values()
    kept = find.effects
    park = kept.get("park") or {}
    begun = projector_effects.BLANK | {
        **{
            name: kept[name] for name in ("stage", "stage_reason", "appoint", "ask") if name in kept
        },
        "window": park.get("window_id"),
        "reason": park.get("reason", ""),
        "ready": park.get("must_be_ready", ""),
    }
    for name, value in begun.items():
        form.field(name, value)
    with st.container(horizontal=True):
        projector_effects.switches_of_proposal(form)
    projector_effects.effects_of_proposal(form, proposal_id)
    return projector_effects.chosen_of_proposal(form)


def _open(every: Sequence[Find]) -> tuple[Request, ...]:
    day, shown = session.today(), session.portfolio()
    assert shown is not None
    body = next((find.value.get("body") for find in every if find.kind == FindKind.MEETING), None)
    mine = {row["id"] for row in session.read(choices.bodies_to_ask) if row["name"] == body}
    if not mine:
        return ()
    asked = {"as_of": day, "today": day, "portfolio": shown["code"]}
    return session.read(requests.open_requests, **asked, party_ids=frozenset(mine))


def _proposals(find: Find, every: Sequence[Find]) -> dict[int, str]:
    """The proposals the decision's item names: number and id, empty for one that is new."""
    return {
        int(other.value["number"]): (other.subject or "").partition("/")[2]
        for other in every
        if other.item == find.item
        and other.kind == FindKind.PROPOSAL
        and is_about(other.state, other.certainty)
        and str(other.value.get("number") or "").isdecimal()
    }


def _fits(one: Request, about: frozenset[int]) -> bool:
    mine = {proposal.number for proposal in one.proposals}
    return one.whole or not mine or bool(mine & about)


def _sure(find: Find, about: frozenset[int], every: Sequence[Find]) -> list[str]:
    if len(about) != 1:
        return []
    asked = [
        one.key
        for one in _open(every)
        if one.is_asked and {proposal.number for proposal in one.proposals} == set(about)
    ]
    return asked if len(asked) == 1 and find.value.get("outcome") == "approved" else []
