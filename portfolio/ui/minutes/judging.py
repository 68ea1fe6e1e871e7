"""One find beside its passage, judged by a button or a key, and all of them as a list."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from portfolio import labels
from portfolio.domain.finds import FindKind, FindState, ReadingState
from portfolio.domain.model import ConditionKind, DecisionOutcome, MilestoneKind
from portfolio.language import _
from portfolio.queries.minutes import readings
from portfolio.queries.minutes.readings import Find, Reading
from portfolio.screens.minutes import found, passages
from portfolio.ui import draft, drawing, links, session, visitor
from portfolio.ui.minutes import answering
from portfolio.usecases.minutes import judging, typed

#: The fields of a find that hold a code.
_CODES: dict[str, type[Any]] = {
    "outcome": DecisionOutcome,
    "milestone_kind": MilestoneKind,
    "kind": ConditionKind,
}
_LONG = {"text", "requirement"}


def show(one: Reading, every: Sequence[Find]) -> None:
    """The find that is asked for, else the first nobody has judged; and the list of all."""
    chosen = _chosen(every)
    left, right = st.columns([2, 3], gap="large")
    with left:
        drawing.show(found.draw(chosen, len(every), one, links.to))
        if one.state is ReadingState.OPEN:
            _offer(chosen, every)
        _offer_steps(chosen, every)
    with right:
        lines = passages.passage(one, chosen.line_from, chosen.line_to, chosen.quote)
        drawing.show(passages.draw_passage(lines))
    gone = session.read(readings.gone, reading=one.id) if one.replaces_id else ()
    drawing.show(found.listed(every, chosen, one, gone, links.to))


def _chosen(every: Sequence[Find]) -> Find:
    asked = st.query_params.get("fund", "")
    in_order = sorted(every, key=_weight)
    return next((find for find in every if str(find.position) == asked), in_order[0])


def _weight(find: Find) -> tuple[bool, bool, int]:
    """What nobody has judged first, and of it what would be new before what stands already."""
    return find.state is not FindState.OPEN, find.action == "known", find.position


def _go_on(find: Find, every: Sequence[Find]) -> None:
    """To the next that nobody has judged, after this one first."""
    open_ones = [other for other in every if other.state is FindState.OPEN and other.id != find.id]
    after = [other for other in open_ones if _weight(other) > (False, *_weight(find)[1:])]
    if following := sorted(after or open_ones, key=_weight)[:1]:
        st.query_params["fund"] = str(following[0].position)


def _offer(find: Find, every: Sequence[Find]) -> None:
    form = draft.open(f"minutes:find:{find.id}", version=find.version)
    form.field("act", None)
    effects = answering.choose(form, find, every)
    mends = form["act"] == "mend"

    def judge(state: FindState, mended: dict[str, Any] | None = None) -> None:
        def work(version: int) -> None:
            judging.judge(
                visitor.who(),
                find.id,
                version,
                state,
                mended=mended,
                effects=effects if state is FindState.TAKEN else None,
                today=session.today(),
            )
            _go_on(find, every)

        stale = _("Somebody else has judged this find meanwhile. Look at it again.")
        form.send(True, work, _DONE[state](), stale=stale)

    if mends:
        return _mend(form, find, judge)
    with st.container(horizontal=True):
        take = st.button(_("Take"), key=form.key("take"), type="primary", shortcut="M")
        mend = typed.MENDABLE.get(FindKind(find.kind))
        if mend and st.button(_("Put right and take"), key=form.key("mend"), shortcut="T"):
            form.set("act", "mend")
            st.rerun()
        reject = st.button(_("Reject"), key=form.key("reject"), shortcut="F")
    if take:
        judge(FindState.TAKEN)
    elif reject:
        judge(FindState.REJECTED)


_DONE = {
    FindState.TAKEN: lambda: _("Taken."),
    FindState.REJECTED: lambda: _("Rejected."),
}


def _mend(form: draft.Draft, find: Find, judge: Any) -> None:  # noqa: ANN401 - the one above
    """The fields of a find, to be put right."""
    fields = typed.MENDABLE[FindKind(find.kind)]
    said = {name: _field(form, name, _words(find.value.get(name))) for name in fields}
    with st.container(horizontal=True):
        save = st.button(_("Take as it stands here"), key=form.key("save"), type="primary")
        if st.button(_("Cancel"), key=form.key("cancel")):
            form.set("act", None)
            st.rerun()
    if save:
        judge(
            FindState.TAKEN, {name: value if value != "" else None for name, value in said.items()}
        )


def _field(form: draft.Draft, name: str, begun: Any) -> Any:  # noqa: ANN401 - a field's
    label = labels.label("find_field", name)
    if name in _CODES:
        kind = {"outcome": "decision_outcome", "kind": "condition_kind"}.get(name, name)
        words = {code.value: labels.label(kind, code) for code in _CODES[name]}
        return form.choose(name, label, words, begun)
    if isinstance(begun, bool):
        return st.checkbox(label, **form.field(name, begun))
    if name in _LONG:
        return st.text_area(label, **form.field(name, begun))
    return st.text_input(label, **form.field(name, begun))


def _words(value: Any) -> Any:  # noqa: ANN401 - whatever a find's value holds
    """A value as somebody types it."""
    if isinstance(value, dict):
        return value["text"]
    if isinstance(value, float):
        return f"{value * 100:g} %".replace(".", ",")
    return value if isinstance(value, bool) else "" if value is None else str(value)


def _offer_steps(find: Find, every: Sequence[Find]) -> None:
    """The find before and after."""
    with st.container(horizontal=True):
        for step, words, key in ((-1, _("Previous"), "Left"), (1, _("Next"), "Right")):
            if 1 <= find.position + step <= len(every):
                st.button(
                    words,
                    key=f"minutes:step:{step}",
                    type="tertiary",
                    shortcut=key,
                    on_click=_turn,
                    args=(find.position + step,),
                )


def _turn(position: int) -> None:
    st.query_params["fund"] = str(position)
