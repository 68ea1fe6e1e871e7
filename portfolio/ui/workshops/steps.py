"""The steps of a workshop that has not begun: put in order, called something else, added, removed.

A step has a number that it keeps wherever it is moved; the order is kept beside the fields.
"""

from typing import Any

import streamlit as st

from portfolio import labels
from portfolio.domain.workshops import StepKind
from portfolio.language import _
from portfolio.queries.workshops import plan
from portfolio.ui import components, draft, session, visitor
from portfolio.ui.draft import Draft
from portfolio.usecases.workshops import replanning
from portfolio.usecases.workshops.course import PlannedStep

_FIELDS = ("kind", "title", "minutes", "instruction")
_NEW = {"kind": StepKind.TALK.value, "title": "", "minutes": 15}
_WIDTHS = (4, 7, 3, 4)  # on a phone one stands under the other
_LONGEST = 480  # minutes


def steps(workshop_id: str) -> None:
    """The form; nothing is changed before it is saved."""
    fresh = session.read_now(plan.steps, workshop_id=workshop_id)
    begun = {
        f"{name}:{number}": step[name]
        for number, step in enumerate(fresh["steps"])
        for name in _FIELDS
    }
    order = list(range(len(fresh["steps"])))
    form = draft.open(fresh["id"], begun | {"order": order}, version=fresh["version"])
    for place in range(len(form["order"])):
        _step(form, place)
    with st.container(horizontal=True):
        pressed = st.button(_("Save the steps"), type="primary", key=form.key("save"))
        st.button(_("Add a step"), key="workshop:add-step", on_click=_add, args=(form,))

    def save(version: int) -> None:
        planned = [
            PlannedStep(
                **{**step, "kind": StepKind(step["kind"]), "instruction": step["instruction"] or ""}
            )
            for step in _course(form.values())
        ]
        replanning.replan(visitor.who(), workshop_id, planned, version=version)

    form.save(
        pressed,
        save,
        _("The steps are changed."),
        words={"steps": _("Steps")},
        say=_say,
        columns=lambda values: {"steps": _course(values)},
    )


def _course(values: draft.Values) -> list[dict[str, Any]]:
    """The steps in their order."""
    return [
        {name: values.get(f"{name}:{number}") for name in _FIELDS} for number in values["order"]
    ]


def _step(form: Draft, place: int) -> None:
    number = form["order"][place]
    what, name, long, hand = st.columns(_WIDTHS, gap="small", vertical_alignment="bottom")
    what.selectbox(
        f"{place + 1}. " + _("What is done"),
        [kind.value for kind in StepKind],
        format_func=lambda code: labels.label("step_kind", code),
        **form.field(f"kind:{number}", _NEW["kind"]),
    )
    name.text_input(_("Title"), max_chars=200, **form.field(f"title:{number}", _NEW["title"]))
    long.number_input(
        _("Length in min"),
        min_value=1,
        max_value=_LONGEST,
        **form.field(f"minutes:{number}", _NEW["minutes"]),
    )
    st.text_input(
        _("What the participants read in step {n}", n=place + 1),
        max_chars=500,
        placeholder=_("Shown on the phones and the big screen; may be empty"),
        **form.field(f"instruction:{number}", ""),
    )
    with hand.container(horizontal=True, gap="small"):
        _hand(form, place)


def _hand(form: Draft, place: int) -> None:
    number, last = form["order"][place], len(form["order"]) - 1
    for word, to, at_end in (
        (_("Up"), place - 1, place == 0),
        (_("Down"), place + 1, place == last),
    ):
        st.button(
            word,
            key=form.key(f"{word}:{number}"),
            disabled=at_end,
            type="tertiary",
            on_click=_move,
            args=(form, place, to),
        )
    st.button(
        _("Remove"),
        key=form.key(f"remove:{number}"),
        type="tertiary",
        on_click=_remove,
        args=(form, place),
    )


def _add(form: Draft) -> None:
    number = form["count"] or len(form.opened["order"])
    form.set("count", number + 1)
    form.set("order", [*form["order"], number])


def _move(form: Draft, place: int, to: int) -> None:
    order = list(form["order"])
    order.insert(to, order.pop(place))
    form.set("order", order)


def _remove(form: Draft, place: int) -> None:
    form.set("order", [*form["order"][:place], *form["order"][place + 1 :]])


def _say(_column: str, steps: Any) -> str:  # noqa: ANN401 - the column holds a list
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
