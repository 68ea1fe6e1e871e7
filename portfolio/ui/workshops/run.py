"""Running a workshop: what is on the phones, the buttons that move it, and how many have answered.

All that counts is in the database, so this screen may be closed, and another one opened, at will.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from portfolio import labels, language
from portfolio.domain.workshops import StepState, WorkshopState
from portfolio.language import _
from portfolio.queries.workshops import progress, workshops
from portfolio.screens import timestamps
from portfolio.ui import components, draft, links, session, tables, visitor
from portfolio.ui.saving import doing
from portfolio.ui.tables import Column
from portfolio.usecases.workshops import running

_LOOK_EVERY = 1.0  # s


def head(workshop: workshops.Workshop, body: str = "") -> None:
    """What it is, its code, and the way to the wall and to the phones' page."""
    st.markdown(links.link(_("All workshops"), "workshop"))
    st.header(links.plain(workshop.title), anchor=False)
    if workshop.state == WorkshopState.ENDED:
        return
    wall = links.to(f"deltag/{workshop.join_code}/skaerm")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("Code **{code}**", code=workshop.join_code), width="content")
        st.link_button(_("Open the big screen (projector)"), wall)
        st.link_button(_("Try it as a participant"), links.to(f"deltag/{workshop.join_code}"))
    if workshop.anonymous:
        st.markdown(components.quiet(_("Anonymous: neither names nor centres are kept.")))


def controls(workshop: workshops.Workshop, *, may: bool) -> None:
    """The steps with the one that is on the phones, and the buttons of whoever may move it."""
    steps = session.read_now(workshops.steps, workshop_id=workshop.id)
    now = next((step for step in steps if step.position == workshop.current_step), None)
    if now is not None:
        state = labels.label("step_state", now.state)
        st.subheader(f"{now.position}. {links.plain(now.title)} · {state}", anchor=False)
    _live(workshop.id, workshop.turn, now.id if now else None, language.speech_now())
    if may:
        with st.container(horizontal=True):
            _buttons(workshop, steps, now)
    _course(steps, now)


@st.fragment(run_every=_LOOK_EVERY)
def _live(workshop_id: str, turn: int, step_id: str | None, spoken: language.Speech) -> None:
    """How many have answered, anew each second; the whole page when somebody has moved it.

    Only this runs then, in a thread that knows neither reader nor language: no buttons in here.
    """
    language.use(*spoken)
    workshop = session.read_now(workshops.workshop, workshop_id=workshop_id)
    if workshop is None or workshop.turn != turn:
        st.rerun()
    elif step_id is None:
        here = session.read_now(progress.count_participants, workshop_id=workshop_id)
        st.markdown(_("**{n} are in.** It has not begun.", n=here))
    else:
        gave = session.read_now(progress.count_answers, step_id=step_id)
        st.progress(
            gave.whole / gave.here if gave.here else 0.0,
            _("{n} of {of} have answered", n=gave.whole, of=gave.here),
        )


def _buttons(
    workshop: workshops.Workshop, steps: tuple[workshops.Step, ...], now: workshops.Step | None
) -> None:
    after = next((step for step in steps if now is None or step.position > now.position), None)
    if now is not None and now.state == StepState.OPEN:
        _button(
            _("Close the step"),
            "close",
            lambda: running.close_step(visitor.who(), workshop.id, turn=workshop.turn),
            primary=True,
        )
        _button(
            _("Pause the step"),
            "pause",
            lambda: running.pause(visitor.who(), workshop.id, turn=workshop.turn),
        )
        _button(
            _("5 min more"),
            "extend",
            lambda: running.extend(visitor.who(), workshop.id, 5, turn=workshop.turn),
        )
    elif now is not None and now.state == StepState.PAUSED:
        _button(
            _("Go on"),
            "resume",
            lambda: running.resume(visitor.who(), workshop.id, turn=workshop.turn),
            primary=True,
        )
    if after is not None:
        _button(
            _("Begin: {step}", step=links.plain(after.title)),
            "next",
            lambda: running.open_step(
                visitor.who(), workshop.id, after.position, turn=workshop.turn
            ),
            primary=now is None or now.state == StepState.CLOSED,
        )
    if now is not None and now.state == StepState.CLOSED:
        _reopen(workshop, now)


def _button(words: str, key: str, move: Callable[[], None], *, primary: bool = False) -> None:
    kind: Any = "primary" if primary else "secondary"
    if st.button(words, key=f"workshop:{key}", type=kind):
        with doing(_("Saved: the phones follow.")):
            move()


def _reopen(workshop: workshops.Workshop, now: workshops.Step) -> None:
    with st.popover(_("Reopen the step")):
        form = draft.open(f"reopen:{now.id}")
        reason = st.text_input(_("Why?"), max_chars=200, **form.field("why", ""))
        form.send(
            st.button(_("Reopen"), key="workshop:reopen"),
            lambda _version: running.reopen(
                visitor.who(), workshop.id, now.position, reason, turn=workshop.turn
            ),
            _("Saved: the phones follow."),
        )


def _course(steps: tuple[workshops.Step, ...], now: workshops.Step | None) -> None:
    lines = []
    for step in steps:
        words = f"{step.position}. {links.plain(step.title)}"
        state = labels.label("step_state", step.state)
        line = components.joined([words, _("{n} min", n=step.minutes), state])
        lines.append(f"**{line}**" if now and step.id == now.id else components.quiet(line))
    st.markdown("  \n".join(lines))


def history(workshop_id: str) -> None:
    """What the facilitators did, folded away."""
    events = session.read_now(progress.events, workshop_id=workshop_id)
    if events.empty:
        return
    columns = [
        Column(_("What"), lambda row: labels.label("workshop_event", row["kind"])),
        Column(_("Step"), "step"),
        Column(_("When"), lambda row: timestamps.moment(row["happened_at"])),
        Column(_("Who"), lambda row: labels.label("actor", row["actor"])),
        Column(_("Why"), "reason"),
    ]
    with st.expander(_("What was done when")):
        rows, name = events.to_dict("records"), "workshop-forloeb"
        some = components.page_of(rows, tables.ROWS_A_PAGE, f"table:{name}")
        tables.show(_("What the facilitators did"), columns, some)
        tables.downloads(lambda: tables.frame(rows, columns), name)
