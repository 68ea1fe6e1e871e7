"""What facilitators do with a workshop's notes: gather them, name the headings, set a note aside.

By hand, by a person: nothing here sorts notes by itself.
"""

import streamlit as st

from portfolio import labels
from portfolio.language import _, shortened
from portfolio.queries.workshops import facts as workshop_facts
from portfolio.queries.workshops.facts import Facts, WorkshopNote
from portfolio.queries.workshops.results import Cluster
from portfolio.ui import components, draft, links, session, visitor
from portfolio.ui.draft import Draft
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
        names, workshop = _names(every, facts), facts.workshop.id
        form = draft.open(f"gather:{workshop}")
        hint = _("Choose notes that say the same")
        chosen = form.choose_some("notes", _("Notes"), names, [], placeholder=hint)
        headings = {"": _("none: a new one, or none at all")}
        headings |= {one.id: one.title for one in facts.clusters}
        there = form.choose("heading", _("Heading that is there"), headings, "")
        new = st.text_input(
            _("New heading"), max_chars=200, disabled=bool(there), **form.field("new", "")
        )
        with st.container(horizontal=True):
            under = st.button(_("Put them under it"), key="notes:gather", type="primary")
            out = st.button(_("Take them out from under theirs"), key="notes:out")

        def put(_version: int) -> None:
            if out or there:
                heading = None if out else there
                note_groups.put_in_cluster(visitor.who(), workshop, tuple(chosen), heading)
            else:
                note_groups.cluster(visitor.who(), workshop, new, tuple(chosen))

        done = _("The notes are put under the heading.")
        if out:
            done = _("The notes stand by themselves again.")
        form.send(_is_chosen(under or out, chosen), put, done)


def _is_chosen(pressed: bool, chosen: object) -> bool:
    """Whether to go on after a press; that nothing is chosen is said."""
    if pressed and not chosen:
        st.error(_("No note is chosen. Choose at least one."))
    return pressed and bool(chosen)


def _rename(facts: Facts) -> None:
    with st.expander(_("Rename a heading")):
        headings = {one.id: one for one in facts.clusters}
        form = draft.open(f"rename:{facts.workshop.id}")
        titles = {one.id: one.title for one in facts.clusters}
        chosen = form.choose("heading", _("Heading"), titles, next(iter(titles)))
        if chosen is not None:
            _name(facts.workshop.id, headings[chosen])


def _name(workshop_id: str, heading: Cluster) -> None:
    form = draft.open(f"heading:{heading.id}", {"title": heading.title}, version=heading.version)
    title = st.text_input(_("What it is to be called"), max_chars=200, **form.field("title"))
    form.save(
        st.button(_("Save the heading"), key=form.key("save")),
        lambda version: note_groups.rename(
            visitor.who(), workshop_id, heading.id, title, version=version
        ),
        _("The heading is renamed."),
        words={"title": _("Heading")},
    )


def _set_aside(facts: Facts, every: list[WorkshopNote]) -> None:
    with st.expander(_("Set a note aside")):
        st.markdown(_("It is not shown any more, but stays among all answers, with the reason."))
        form = draft.open(f"aside:{facts.workshop.id}")
        note = _choose_note(form, _names(every, facts))
        why = st.text_input(_("Why?"), max_chars=200, **form.field("why", ""))
        form.send(
            _is_chosen(st.button(_("Set it aside"), key=form.key("save")), note),
            lambda _version: note_groups.reject_note(
                visitor.who(), facts.workshop.id, str(note), why
            ),
            _("The note is set aside."),
        )


def _bring_back(facts: Facts, aside: dict[WorkshopNote, str]) -> None:
    with st.expander(_("Bring a note back that was set aside")):
        reasons = {note.id: reason for note, reason in aside.items()}
        form = draft.open(f"back:{facts.workshop.id}")
        note = _choose_note(form, _names(list(aside), facts))
        if note is not None:
            was = _("It was set aside because: {reason}", reason=reasons[note])
            st.markdown(components.quiet(links.plain(was)))
        why = st.text_input(_("Why?"), max_chars=200, **form.field("why", ""))
        form.send(
            _is_chosen(st.button(_("Bring it back"), key=form.key("save")), note),
            lambda _version: note_groups.bring_back(
                visitor.who(), facts.workshop.id, str(note), why
            ),
            _("The note is shown again."),
        )


def _choose_note(form: Draft, names: dict[str, str]) -> str | None:
    chosen: str | None = form.choose("note", _("Note"), names, placeholder=_("Choose a note"))
    return chosen


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
