"""What can be changed of a workshop: who runs it, and until it starts all that is planned of it."""

from datetime import date
from typing import Any

import streamlit as st

from portfolio import language
from portfolio.domain.permissions import Action
from portfolio.domain.workshops import WorkshopState
from portfolio.language import _
from portfolio.queries.workshops import plan, workshops
from portfolio.ui import choices, components, draft, links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.workshops import proposals, roster, steps
from portfolio.usecases.workshops import copying, preparing

_WIDTH = 720  # px, as the form it was prepared in
_WIDE = 960  # px: a step is a line
Row = dict[str, Any]


def setup(workshop: workshops.Workshop) -> None:
    """The forms of whoever prepares workshops, folded away; why not, once it has begun."""
    if not visitor.can(Action.RUN_WORKSHOPS):
        return
    with st.expander(_("Prepare another like it")), st.container(width=_WIDTH):
        _copy(workshop)
    if workshop.state == WorkshopState.ENDED:
        st.markdown(
            components.quiet(
                _("The workshop is over and recorded, so nothing of it can be changed any more.")
            )
        )
        return
    _facilitators(workshop)
    with st.container(width=_WIDE):
        roster.expected(workshop.id)
    if workshop.state == WorkshopState.PREPARED:
        _plan(workshop)
    else:
        st.markdown(
            components.quiet(
                _(
                    "The workshop has begun, and what participants give is tied to its "
                    "plan. So title, day, dots, proposals and steps can no longer be "
                    "changed."
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
    names = choices.named(session.read(plan.users_to_choose))
    chosen = [
        one for one in session.read(plan.facilitators, workshop_id=workshop.id) if one in names
    ]
    who = ", ".join(links.plain(names[one]) for one in chosen)
    label = _("Facilitators beside you: {names}", names=who or _("nobody"))
    with st.expander(label), st.container(width=_WIDTH):
        if not names:
            st.markdown(_("Nobody has an account yet, so there is nobody to choose."))
            return
        form = draft.open(f"facilitators:{workshop.id}", {"users": chosen})
        picked = form.choose_some(
            "users",
            _("Who may also run it"),
            names,
            placeholder=_("Choose people"),
            help=_("Portfolio secretaries and administrators may run it in any case."),
        )
        form.send(
            st.button(_("Save facilitators"), key=form.key("save")),
            lambda _version: preparing.set_facilitators(visitor.who(), workshop.id, picked),
            _("The facilitators are chosen."),
        )


def _copy(workshop: workshops.Workshop) -> None:
    components.remark(
        _("Steps, criteria, proposals, facilitators and who is expected are taken along.")
    )
    form = draft.open(f"copy:{workshop.id}")
    title = st.text_input(_("Its title"), max_chars=200, **form.field("title", workshop.title))
    day = st.date_input(_("Its day"), format="DD.MM.YYYY", **form.field("day", session.today()))

    def copy(_version: int) -> None:
        made = copying.copy(visitor.who(), workshop.id, title=title, held_on=day)
        st.query_params["workshop"] = made

    pressed = st.button(_("Prepare it"), key=form.key("save")) and isinstance(day, date)
    form.send(pressed, copy, _("The workshop is prepared. It stands here."))


def _change(workshop: workshops.Workshop) -> None:
    fresh = _read(workshop.id)
    begun = {
        "title": fresh["title"],
        "held_on": date.fromisoformat(fresh["held_on"]),
        "dots": fresh["dots"],
        "anonymous": bool(fresh["anonymous"]),
    }
    form = draft.open(f"workshop:{workshop.id}", begun, version=fresh["version"])
    _fields(form)

    def save(version: int) -> None:
        preparing.change(visitor.who(), workshop.id, form.touched(), version=version)

    words = {
        "title": _("Title"),
        "held_on": _("Day"),
        "dots": _("Dots for each participant"),
        "anonymous": _("Anonymous"),
    }
    pressed = st.button(_("Save changes"), type="primary", key=form.key("save"))
    form.save(pressed, save, _("The workshop is changed."), words=words, say=_say)


def _fields(form: Draft) -> None:
    st.text_input(_("Title"), max_chars=200, **form.field("title"))
    left, right = st.columns(2)
    left.date_input(_("Day"), format="DD.MM.YYYY", **form.field("held_on"))
    right.number_input(
        _("Dots for each participant"), min_value=1, max_value=20, **form.field("dots")
    )
    st.toggle(
        _("Anonymous: neither names nor centres are kept"),
        disabled=form.opened["anonymous"],
        help=_("It cannot be undone later. Otherwise results are also shown by centre."),
        **form.field("anonymous"),
    )


def _say(column: str, value: Any) -> str:  # noqa: ANN401 - whatever the column holds
    if column == "held_on":
        return language.long_date(str(value))
    if column == "anonymous":
        return _("yes") if value else _("no")
    return str(value)


def _withdraw(workshop: workshops.Workshop) -> None:
    st.markdown(_("Its code opens nothing any more. What is known of it stays in the log."))
    form = draft.open(f"workshop:{workshop.id}/withdraw", version=_read(workshop.id)["version"])
    why = st.text_input(_("Why?"), max_chars=200, **form.field("why", ""))

    def withdraw(version: int) -> None:
        preparing.withdraw(visitor.who(), workshop.id, why, version=version)
        st.query_params.pop("workshop", None)  # back to the list

    pressed = st.button(_("Take it out of use"), key=form.key("save"))
    form.send(pressed, withdraw, _("The workshop is taken out of use."))


def _read(key: str) -> Row:
    return dict(session.read_now(plan.planned, workshop_id=key))
