"""The door on the facilitator's screen: who has come, by centre and number, and who is let in."""

from typing import Any

import streamlit as st

from portfolio import language
from portfolio.domain.workshops import Door, WorkshopState
from portfolio.language import _, ngettext
from portfolio.queries.workshops import door as door_queries
from portfolio.queries.workshops.door import Present
from portfolio.queries.workshops.workshops import Workshop
from portfolio.ui import components, draft, links, session, tables, visitor
from portfolio.ui.saving import doing
from portfolio.ui.tables import Column
from portfolio.usecases.workshops import door, rehearsing

_LOOK_EVERY = 2.0  # s


def door_of(workshop: Workshop) -> None:
    """How many have come, and the buttons of whoever runs it; nothing once it is over."""
    if workshop.state == WorkshopState.ENDED:
        return
    now = session.read_now(door_queries.present, workshop_id=workshop.id)
    st.header(_("The door"), anchor=False)
    _rush(workshop, now)
    components.remark(_state(now))
    with st.container(horizontal=True):
        _buttons(workshop, now)
    _people(workshop.id, now.at_once, language.speech_now())
    _remove(workshop, now)
    _reset(workshop)


def _state(now: Present) -> str:
    if now.door == Door.SHUT:
        return _("The door is shut: nobody more can join.")
    if now.door == Door.SECOND:
        return _(
            "The door opens to the second code alone: **{code}**. Tell it to whom you let in.",
            code=now.second_code or "",
        )
    return _("The door is open: whoever has the code can join.")


def _buttons(workshop: Workshop, now: Present) -> None:
    for to, words in (
        (Door.SHUT, _("Shut the door")),
        (Door.SECOND, _("Open with a second code")),
        (Door.OPEN, _("Open the door")),
    ):
        if to != now.door and st.button(words, key=f"workshop:door:{to}"):
            with doing(_("Saved.")):
                door.set_door(visitor.who(), workshop.id, to)


def _rush(workshop: Workshop, now: Present) -> None:
    if not now.at_once:
        return
    st.warning(
        ngettext(
            "{n} joined within seconds from one network. Is it the room, or one who stuffs it?",
            "{n} joined within seconds from one network. Is it the room, or one who stuffs it?",
            now.at_once,
        )
    )
    with st.container(horizontal=True):
        if st.button(_("Keep them"), key="workshop:rush-trust"):
            with doing(_("Saved.")):
                door.trust_rush(visitor.who(), workshop.id)
        if st.button(_("Remove them and shut the door"), key="workshop:rush-remove"):
            with doing(_("They are removed, and the door is shut.")):
                door.set_door(visitor.who(), workshop.id, Door.SHUT)
                door.remove_rush(visitor.who(), workshop.id)


@st.fragment(run_every=_LOOK_EVERY)
def _people(workshop_id: str, at_once: int, spoken: language.Speech) -> None:
    """Who has come, anew every other second; the whole page when many come at once."""
    language.use(*spoken)
    now = session.read_now(door_queries.present, workshop_id=workshop_id)
    if bool(now.at_once) != bool(at_once):
        st.rerun()
    expected = sum(asked for _came, asked in now.by_centre.values())
    here = len(now.people)
    st.markdown(
        _("**{n} of {of} expected are in.**", n=here, of=expected)
        if expected
        else ngettext("**{n} is in.**", "**{n} are in.**", here)
    )
    if not here and not expected:
        return
    columns = [
        Column(_("Centre"), "centre"),
        Column(_("Are in"), "came"),
        *([Column(_("Expected"), "expected")] if expected else []),
    ]
    rows: list[dict[str, Any]] = [
        {"centre": links.plain(name or _("None of these")), "came": came, "expected": asked}
        for name, (came, asked) in now.by_centre.items()
    ]
    tables.show(_("Who has come, by centre"), columns, rows)


def _remove(workshop: Workshop, now: Present) -> None:
    if not now.people:
        return
    with st.expander(_("Remove somebody")):
        components.remark(
            _(
                "Everybody's phone says their number. What they gave is deleted; results that have"
                " been shown stand."
            )
        )
        form = draft.open(f"door:{workshop.id}")
        names = {str(number): _named(number, centre) for number, centre in now.people.items()}
        chosen = form.choose_some("numbers", _("Who?"), names, [], placeholder=_("Choose numbers"))
        form.send(
            st.button(_("Remove"), key=form.key("save")),
            lambda _version: door.remove(visitor.who(), workshop.id, [int(one) for one in chosen]),
            _("They are removed."),
        )


def _named(number: int, centre: str | None) -> str:
    return components.joined([_("No. {n}", n=number), links.plain(centre or "")])


def _reset(workshop: Workshop) -> None:
    with st.expander(_("Begin again after a rehearsal")):
        components.remark(
            _(
                "All that was given and recorded is deleted, and nobody is in any more. The plan,"
                " the roster and the code stay."
            )
        )
        form = draft.open(f"reset:{workshop.id}")
        why = st.text_input(_("Why?"), max_chars=200, **form.field("why", ""))
        form.send(
            st.button(_("Delete it and begin again"), key=form.key("save")),
            lambda _version: rehearsing.reset(visitor.who(), workshop.id, why),
            _("The workshop is as it was prepared."),
        )
