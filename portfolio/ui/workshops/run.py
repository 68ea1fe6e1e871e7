"""Running a workshop: what is on the phones, the buttons that move it, and how many have answered.

All that counts is in the database, so this screen may be closed, and another one opened, at will.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st
from markupsafe import Markup

from portfolio import labels
from portfolio.domain.workshops import StepKind, StepState, WorkshopState
from portfolio.language import _, ngettext
from portfolio.queries.workshops import progress, workshops
from portfolio.queries.workshops.facts import Facts
from portfolio.screens import timestamps
from portfolio.screens.workshops import line
from portfolio.ui import components, draft, drawing, links, session, tables, visitor
from portfolio.ui.saving import doing
from portfolio.ui.tables import Column
from portfolio.ui.workshops import ballots, walls
from portfolio.usecases.workshops import running


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
        st.link_button(_("Sort the notes"), links.to(f"deltag/{workshop.join_code}/noter"))
        st.link_button(_("Try it as a participant"), links.to(f"deltag/{workshop.join_code}"))
    if workshop.anonymous:
        st.markdown(components.quiet(_("Anonymous: neither names nor centres are kept.")))


def controls(facts: Facts, *, may: bool) -> None:
    """The steps with the one that is on the phones, and the buttons of whoever may move it."""
    workshop = facts.workshop
    now = next((step for step in facts.steps if step.position == workshop.current_step), None)
    if now is not None:
        state = labels.label("step_state", now.state)
        st.subheader(f"{now.position}. {links.plain(now.title)} · {state}", anchor=False)
    way = links.to(f"deltag/{workshop.join_code}/skaerm").partition("?")[0]
    begun = line.draw(session.read_now, workshop)
    head = Markup('<div data-follow="{}" data-turn="{}">').format(way, workshop.turn)
    drawing.show(head + begun + Markup("</div>"))
    if may:
        with st.container(horizontal=True):
            _buttons(workshop, facts.steps, now)
        walls.choose(facts)
        _reopen(workshop, facts.steps)
        ballots.offer(facts)
    _course(facts.steps, now)


def _buttons(
    workshop: workshops.Workshop, steps: tuple[workshops.Step, ...], now: workshops.Step | None
) -> None:
    after = next((step for step in steps if now is None or step.position > now.position), None)
    if now is not None and now.state == StepState.OPEN:
        _leave(
            _("Close the step"),
            "close",
            lambda: running.close_step(visitor.who(), workshop.id, turn=workshop.turn),
            now,
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
        _leave(
            _("Begin: {step}", step=links.plain(after.title)),
            "next",
            lambda: running.open_step(
                visitor.who(), workshop.id, after.position, turn=workshop.turn
            ),
            now,
            primary=now is None or now.state == StepState.CLOSED,
        )
    # Pressed by client.js when somebody else has moved it; by hand where that does not get through.
    st.button(_("Look again"), key="workshop-look", type="tertiary")


def _button(words: str, key: str, move: Callable[[], None], *, primary: bool = False) -> None:
    kind: Any = "primary" if primary else "secondary"
    if st.button(words, key=f"workshop:{key}", type=kind):
        _do(move)


def _do(move: Callable[[], None]) -> None:
    with doing(_("Saved: the phones follow.")):
        move()


def _leave(
    words: str, key: str, move: Callable[[], None], now: workshops.Step | None, *, primary: bool
) -> None:
    """A button that ends the step; while people are still answering it is pressed twice."""
    asking, kind = f"workshop:ask:{key}", "primary" if primary else "secondary"
    form = draft.open(f"{asking}:{now.id if now else ''}")
    missing = _missing(now)
    if form["asked"] and missing:
        told = ngettext(
            "{n} is missing: {act} all the same",
            "{n} are missing: {act} all the same",
            missing,
            act=words,
        )
        words, kind = told, "primary"
    if st.button(words, key=f"workshop:{key}", type=kind):  # type: ignore[arg-type]
        if missing and not form["asked"]:
            form.set("asked", True)
            st.rerun()
        _do(move)


def _missing(now: workshops.Step | None) -> int:
    """How many are still answering; nobody need write a note."""
    if (
        now is None
        or now.state != StepState.OPEN
        or now.kind not in (StepKind.SCORE, StepKind.DOTS)
    ):
        return 0
    return int(session.read_now(progress.count_answers, step_id=now.id).missing)


def _reopen(workshop: workshops.Workshop, steps: tuple[workshops.Step, ...]) -> None:
    closed = {step.id: step for step in steps if step.state == StepState.CLOSED}
    if not closed:
        return
    # Known by its key: it stays open when the page is drawn again.
    with st.expander(_("Reopen a step"), key="workshop-reopen", on_change="rerun"):
        form = draft.open(f"reopen:{workshop.id}")
        titles = {key: f"{step.position}. {step.title}" for key, step in closed.items()}
        current = [key for key, step in closed.items() if step.position == workshop.current_step]
        begun = (current or list(closed))[-1]
        chosen = form.choose("step", _("Step"), titles, begun)
        reason = st.text_input(_("Why?"), max_chars=200, **form.field("why", ""))
        form.send(
            st.button(_("Reopen"), key="workshop:reopen") and chosen is not None,
            lambda _version: running.reopen(
                visitor.who(), workshop.id, closed[chosen].position, reason, turn=workshop.turn
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
