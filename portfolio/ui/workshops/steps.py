"""The steps of a workshop that has not begun: put in order, called something else, added, removed.

A draft in the session until it is saved: the order is kept beside the fields, which keep their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from portfolio import labels
from portfolio.domain.workshops import StepKind
from portfolio.language import _
from portfolio.queries.workshops import plan
from portfolio.ui import components, session, side_by_side, visitor
from portfolio.ui.workshops import drafts
from portfolio.usecases.workshops import replanning
from portfolio.usecases.workshops.course import PlannedStep

_KEPT = "workshop-steps:"
_FIELDS = ("kind", "title", "minutes")
_NEW = {"kind": StepKind.TALK.value, "title": "", "minutes": 15, "instruction": None}
_WIDTHS = (4, 7, 3, 4)  # on a phone one stands under the other
_LONGEST = 480  # minutes
Row = Mapping[Any, Any]


@dataclass
class Draft:
    """The numbers of the steps in their order; a step keeps its number wherever it is moved."""

    id: str
    version: int
    steps: dict[int, Row] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)

    def key(self, name: str, number: int) -> str:
        """Of the field of a step."""
        return f"{name}:{self.id}:{self.version}:{number}"

    @property
    def is_drawn(self) -> bool:
        """Whether what was typed is still known; Streamlit forgets it when the page is left."""
        return all(self.key("title", number) in st.session_state for number in self.order)

    def add(self, row: Row = _NEW) -> None:
        """One more, at the end."""
        number = len(self.steps)
        self.steps[number] = row
        self.order.append(number)
        for name in _FIELDS:
            st.session_state[self.key(name, number)] = row[name]

    def move(self, place: int, to: int) -> None:
        """Put the step at one place at another."""
        self.order.insert(to, self.order.pop(place))

    def remove(self, place: int) -> None:
        """Take the step out."""
        del self.order[place]


def steps(workshop_id: str) -> None:
    """The form; nothing is changed before it is saved."""
    fresh = session.read_now(plan.steps, workshop_id=workshop_id)
    opened = drafts.row(fresh)
    draft = _draft(opened)
    mine = {"steps": [_step(draft, place) for place in range(len(draft.order))]}
    base = {"steps": opened["steps"]}
    with st.container(horizontal=True):
        pressed = st.button(_("Save the steps"), type="primary", key="workshop:replan")
        st.button(_("Add a step"), key="workshop:add-step", on_click=draft.add)
    if mine == base and not pressed:
        drafts.renew(fresh)

    def save(version: int) -> None:
        planned = [
            PlannedStep(
                **{**step, "kind": StepKind(step["kind"]), "instruction": step["instruction"] or ""}
            )
            for step in mine["steps"]
        ]
        replanning.replan(visitor.who(), workshop_id, planned, version=version)
        drafts.forget(opened["id"])

    side_by_side.saving(
        opened["id"],
        pressed,
        opened["version"],
        mine=mine,
        words={"steps": _("Steps")},
        save=save,
        done=_("The steps are changed."),
        base=base,
        say=_said,
    )


def _draft(opened: Row) -> Draft:
    kept: Draft | None = st.session_state.get(_KEPT + opened["id"])
    if kept is not None and kept.version == opened["version"] and kept.is_drawn:
        return kept
    draft = Draft(opened["id"], opened["version"])
    for row in opened["steps"]:
        draft.add(row)
    st.session_state[_KEPT + opened["id"]] = draft
    return draft


def _step(draft: Draft, place: int) -> dict[str, Any]:
    number = draft.order[place]
    what, name, long, hand = st.columns(_WIDTHS, gap="small", vertical_alignment="bottom")
    kind = what.selectbox(
        f"{place + 1}. {_('What is done')}",
        [kind.value for kind in StepKind],
        format_func=lambda code: labels.label("step_kind", code),
        key=draft.key("kind", number),
    )
    title = name.text_input(_("Title"), key=draft.key("title", number), max_chars=200)
    minutes = long.number_input(
        _("Length in min"), min_value=1, max_value=_LONGEST, key=draft.key("minutes", number)
    )
    with hand.container(horizontal=True, gap="small"):
        _hand(draft, place)
    instruction = draft.steps[number]["instruction"]
    return {"kind": kind, "title": title, "minutes": int(minutes), "instruction": instruction}


def _hand(draft: Draft, place: int) -> None:
    number, last = draft.order[place], len(draft.order) - 1
    for word, to, at_end in (
        (_("Up"), place - 1, place == 0),
        (_("Down"), place + 1, place == last),
    ):
        st.button(
            word,
            key=draft.key(word, number),
            disabled=at_end,
            type="tertiary",
            on_click=draft.move,
            args=(place, to),
        )
    st.button(
        _("Remove"),
        key=draft.key("remove", number),
        type="tertiary",
        on_click=draft.remove,
        args=(place,),
    )


def _said(_column: str, steps: Any) -> str:  # noqa: ANN401 - the column holds a list
    return "; ".join(
        components.joined(
            [
                f"{place}. {step['title']}",
                labels.label("step_kind", step["kind"]),
                _("{n} min", n=step["minutes"]),
            ]
        )
        for place, step in enumerate(steps, 1)
    )
