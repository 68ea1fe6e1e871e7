"""What can be changed of a workshop: who runs it, and until it starts all that is planned of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from portfolio import language
from portfolio.domain.permissions import Action
from portfolio.domain.workshops import WorkshopState
from portfolio.language import _
from portfolio.queries.workshops import plan, workshops
from portfolio.ui import components, links, session, side_by_side, visitor
from portfolio.ui.saving import doing
from portfolio.ui.workshops import drafts, proposals, steps
from portfolio.usecases.workshops import preparing

_WIDTH = 720  # px, as the form it was prepared in
_WIDE = 960  # px: a step is a line
Row = dict[str, Any]


def setup(workshop: workshops.Workshop) -> None:
    """The forms of whoever prepares workshops, folded away; why not, once it has begun."""
    if not visitor.can(Action.RUN_WORKSHOPS):
        return
    if workshop.state == WorkshopState.ENDED:
        st.markdown(
            components.quiet(
                _("The workshop is over and on record, so nothing of it can be changed any more.")
            )
        )
        return
    _facilitators(workshop)
    if workshop.state == WorkshopState.PREPARED:
        _plan(workshop)
    else:
        st.markdown(
            components.quiet(
                _(
                    "The workshop has begun, and what participants give hangs on"
                    " its plan. So title, day, dots, proposals and steps can no longer be"
                    " changed."
                )
            )
        )


def _plan(workshop: workshops.Workshop) -> None:
    with st.expander(_("Change title, day or dots")), st.container(width=_WIDTH):
        _change(workshop)
    with st.expander(_("Change the proposals")), st.container(width=_WIDTH):
        proposals.proposals(workshop.id)
    with st.expander(_("Change the steps")), st.container(width=_WIDE):
        steps.steps(workshop.id)
    with st.expander(_("Take the workshop out of use")), st.container(width=_WIDTH):
        _withdraw(workshop)
    st.markdown(
        components.quiet(
            _(
                "What is scored, and the forum, were settled when the workshop"
                " was prepared. If they are to be others, take it out of use and prepare"
                " another."
            )
        )
    )


def _facilitators(workshop: workshops.Workshop) -> None:
    people = session.read(plan.users_to_choose)
    names = dict(zip(people["id"], people["name"], strict=True))
    chosen = [
        one for one in session.read(plan.facilitators, workshop_id=workshop.id) if one in names
    ]
    who = ", ".join(links.plain(names[one]) for one in chosen)
    label = _("Facilitators beside you: {names}", names=who or _("nobody"))
    with st.expander(label), st.container(width=_WIDTH):
        if not names:
            st.markdown(_("Nobody has an account yet, so there is nobody to choose."))
            return
        picked = st.multiselect(
            _("Who may also run it"),
            list(names),
            default=chosen,
            format_func=lambda one: names[one],
            placeholder=_("Choose people"),
            key=f"facilitators:{workshop.id}:{'-'.join(chosen)}",
            help=_("Portfolio secretaries and administrators may run it in any case."),
        )
        if st.button(_("Save facilitators"), key="workshop:facilitators"):
            with doing(_("The facilitators are chosen.")):
                preparing.set_facilitators(visitor.who(), workshop.id, picked)


def _change(workshop: workshops.Workshop) -> None:
    fresh = _read(workshop.id)
    opened = drafts.row(fresh)
    typed = _fields(workshop.id, opened)
    base = {name: opened[name] for name in typed}
    pressed = st.button(_("Save changes"), type="primary", key="workshop:change")
    if typed == base and not pressed:
        drafts.renew(fresh)
    words = {
        "title": _("Title"),
        "held_on": _("Day"),
        "dots": _("Dots for each participant"),
        "anonymous": _("Anonymous"),
    }

    def save(version: int) -> None:
        touched = {name: value for name, value in typed.items() if value != base[name]}
        preparing.change(visitor.who(), workshop.id, _values(touched), version=version)
        drafts.forget(workshop.id)

    side_by_side.saving(
        workshop.id,
        pressed,
        opened["version"],
        mine=typed,
        words=words,
        save=save,
        done=_("The workshop is changed."),
        base=base,
        say=_said,
    )


def _fields(key: str, opened: Row) -> Row:
    mark = f"{key}:{opened['version']}"
    title = st.text_input(_("Title"), value=opened["title"], key=f"title:{mark}", max_chars=200)
    left, right = st.columns(2)
    day = left.date_input(
        _("Day"),
        value=date.fromisoformat(opened["held_on"]),
        format="DD.MM.YYYY",
        key=f"day:{mark}",
    )
    dots = right.number_input(
        _("Dots for each participant"),
        min_value=1,
        max_value=20,
        value=opened["dots"],
        key=f"dots:{mark}",
    )
    hidden = st.toggle(
        _("Anonymous: neither names nor centres are kept"),
        value=bool(opened["anonymous"]),
        disabled=bool(opened["anonymous"]),
        key=f"anonymous:{mark}",
        help=_("It cannot be undone later. Otherwise results are also shown by centre."),
    )
    held_on = day.isoformat() if isinstance(day, date) else opened["held_on"]
    return {"title": title or "", "held_on": held_on, "dots": int(dots), "anonymous": int(hidden)}


def _values(touched: Row) -> Row:
    read: dict[str, Callable[[Any], Any]] = {"held_on": date.fromisoformat, "anonymous": bool}
    return {name: read[name](value) if name in read else value for name, value in touched.items()}


def _said(column: str, value: Any) -> str:  # noqa: ANN401 - whatever the column holds
    if column == "held_on":
        return language.long_date(str(value))
    if column == "anonymous":
        return _("yes") if value else _("no")
    return str(value)


def _withdraw(workshop: workshops.Workshop) -> None:
    st.markdown(_("Its code opens nothing any more. What is known of it stays in the log."))
    why = st.text_input(_("Why?"), key=f"withdraw:{workshop.id}", max_chars=200)
    if st.button(_("Take it out of use"), key="workshop:withdraw"):
        version = _read(workshop.id)["version"]
        with doing(_("The workshop is taken out of use.")):
            preparing.withdraw(visitor.who(), workshop.id, why or "", version=version)
            st.query_params.pop("workshop", None)  # back to the list


def _read(key: str) -> Row:
    return dict(session.read_now(plan.planned, workshop_id=key))
