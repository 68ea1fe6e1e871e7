"""What facilitators do with a workshop's notes: gather them, name the headings, set a note aside.

By hand, by a person: nothing here sorts notes by itself.
"""

import streamlit as st

from portfolio import labels
from portfolio.language import _, shortened
from portfolio.queries.workshops import facts as workshop_facts
from portfolio.queries.workshops.facts import Facts, WorkshopNote
from portfolio.queries.workshops.results import Cluster
from portfolio.ui import components, links, session, side_by_side, visitor
from portfolio.ui.saving import doing
from portfolio.ui.workshops import drafts
from portfolio.usecases.workshops import note_groups

_FIRST = 90  # letters of a note in a list to choose from


def forms(facts: Facts, every: list[WorkshopNote]) -> None:
    """Each folded away, and only where there is something to do it with."""
    if every:
        _gather(facts, every)
    if facts.clusters:
        _rename(facts)
    if every:
        _set_aside(facts, every)
    aside = session.read_now(workshop_facts.set_aside, workshop_id=facts.workshop.id)
    if aside:
        _bring_back(facts, dict(aside))


def _gather(facts: Facts, every: list[WorkshopNote]) -> None:
    with st.expander(_("Put notes under a heading")):
        names, key = _names(every, facts), facts.workshop.id
        chosen = st.multiselect(
            _("Notes"),
            list(names),
            format_func=lambda one: names[one],
            key=f"gather:{key}",
            placeholder=_("Choose notes that say the same"),
        )
        headings = {one.id: one.title for one in facts.clusters}
        there = st.selectbox(
            _("Heading that is there"),
            ["", *headings],
            key=f"heading:{key}",
            format_func=lambda one: headings.get(one) or _("none: a new one, or none at all"),
        )
        new = st.text_input(_("New heading"), key=f"new:{key}", max_chars=200, disabled=bool(there))
        with st.container(horizontal=True):
            under = st.button(_("Put them under it"), key="notes:gather", type="primary")
            out = st.button(_("Take them out from under theirs"), key="notes:out")
        if (under or out) and not chosen:
            st.error(_("No note is chosen. Choose at least one."))
        elif under:
            _put(key, tuple(chosen), there or None, new or "")
        elif out:
            with doing(_("The notes stand by themselves again.")):
                note_groups.put_in_cluster(visitor.who(), key, tuple(chosen), None)


def _put(key: str, chosen: tuple[str, ...], there: str | None, new: str) -> None:
    with doing(_("The notes are put under the heading.")):
        if there:
            note_groups.put_in_cluster(visitor.who(), key, chosen, there)
        else:
            note_groups.cluster(visitor.who(), key, new, chosen)


def _rename(facts: Facts) -> None:
    with st.expander(_("Rename a heading")):
        headings = {one.id: one for one in facts.clusters}
        chosen = st.selectbox(
            _("Heading"),
            list(headings),
            format_func=lambda one: headings[one].title,
            key=f"rename:{facts.workshop.id}",
        )
        if chosen is not None:
            _name(facts.workshop.id, headings[chosen])


def _name(workshop_id: str, heading: Cluster) -> None:
    fresh = {"id": heading.id, "title": heading.title, "version": heading.version}
    opened = drafts.row(fresh)
    title = st.text_input(
        _("What it is to be called"),
        value=opened["title"],
        max_chars=200,
        key=f"name:{heading.id}:{opened['version']}",
    )
    mine, base = {"title": title or ""}, {"title": opened["title"]}
    pressed = st.button(_("Save the heading"), key="notes:rename")
    if mine == base and not pressed:
        drafts.renew(fresh)

    def save(version: int) -> None:
        note_groups.rename(visitor.who(), workshop_id, heading.id, mine["title"], version=version)
        drafts.forget(heading.id)

    side_by_side.saving(
        heading.id,
        pressed,
        opened["version"],
        mine=mine,
        words={"title": _("Heading")},
        save=save,
        done=_("The heading is renamed."),
        base=base,
    )


def _set_aside(facts: Facts, every: list[WorkshopNote]) -> None:
    with st.expander(_("Set a note aside")):
        st.markdown(_("It is not shown any more, but stays among all answers, with the reason."))
        names, key = _names(every, facts), facts.workshop.id
        chosen = st.selectbox(
            _("Note"),
            list(names),
            index=None,
            format_func=lambda one: names[one],
            key=f"aside:{key}",
            placeholder=_("Choose a note"),
        )
        why = st.text_input(_("Why?"), key=f"why:{key}", max_chars=200)
        if st.button(_("Set it aside"), key="notes:aside"):
            if chosen is None:
                st.error(_("No note is chosen. Choose at least one."))
                return
            with doing(_("The note is set aside.")):
                note_groups.reject_note(visitor.who(), key, chosen, why or "")


def _bring_back(facts: Facts, aside: dict[WorkshopNote, str]) -> None:
    with st.expander(_("Bring a note back that was set aside")):
        names, key = _names(list(aside), facts), facts.workshop.id
        reasons = {note.id: reason for note, reason in aside.items()}
        chosen = st.selectbox(
            _("Note"),
            list(names),
            index=None,
            format_func=lambda one: names[one],
            key=f"back:{key}",
            placeholder=_("Choose a note"),
        )
        if chosen is not None:
            was = _("It was set aside because: {reason}", reason=reasons[chosen])
            st.markdown(components.quiet(links.plain(was)))
        why = st.text_input(_("Why?"), key=f"back-why:{key}", max_chars=200)
        if st.button(_("Bring it back"), key="notes:back"):
            if chosen is None:
                st.error(_("No note is chosen. Choose at least one."))
                return
            with doing(_("The note is shown again.")):
                note_groups.bring_back(visitor.who(), key, chosen, why or "")


def _names(every: list[WorkshopNote], facts: Facts) -> dict[str, str]:
    numbers = {one.id: str(one.number) for one in facts.proposals}
    return {
        note.id: components.joined(
            [
                numbers.get(note.proposal_id or ""),
                labels.label("note_kind", note.kind),
                shortened(note.words, _FIRST),
            ]
        )
        for note in every
    }
