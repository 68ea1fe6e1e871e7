"""The notes of a workshop: read by proposal, put under headings by hand, set aside with a reason.

They are shown when their step is closed, as every result is.
"""

from __future__ import annotations

import streamlit as st

from portfolio import labels
from portfolio.language import _, ngettext
from portfolio.model import NoteKind, WorkshopState
from portfolio.queries.workshop_facts import Facts, Noted
from portfolio.ui import components, links, visitor
from portfolio.ui.doing import doing
from portfolio.usecases.workshops import recording

_FIRST = 90  # letters of a note in a list to choose from


def notes(facts: Facts, *, may: bool) -> None:
    """All notes that stand; whoever runs it can gather them and set one aside."""
    every = [*(note for one in facts.proposals for note in one.notes), *facts.loose]
    if not every and facts.workshop.state == WorkshopState.PREPARED:
        return
    st.header(_("Notes"), anchor=False)
    if not every:
        st.markdown(components.quiet(_("Notes are shown when the step they were written in is"
                    " closed. There are none yet.")))  # fmt: skip
        return
    for one in facts.proposals:
        _group(f"{one.number} {one.title}", one.notes, facts)
    _group(_("About the whole"), facts.loose, facts)
    if may and facts.workshop.state != WorkshopState.ENDED:
        _gather(facts, every)
        _set_aside(facts, every)


def _group(title: str, some: tuple[Noted, ...], facts: Facts) -> None:
    if not some:
        return
    count = ngettext("{n} note", "{n} notes", len(some))
    with st.expander(components.joined([links.plain(title), count])):
        for kind in NoteKind:
            mine = [note for note in some if note.kind == kind]
            if mine:
                st.markdown(f"**{labels.label('note_kind', kind)}**")
                st.markdown("\n".join(f"- {_line(note, facts)}" for note in mine))


def _line(note: Noted, facts: Facts) -> str:
    words = links.plain(" ".join(note.words.split()))
    heading = facts.heading(note.cluster_id)
    under = _("under: {heading}", heading=heading) if heading else ""
    after = components.joined(links.plain(part) for part in (note.centre, under) if part)
    return components.joined([words, components.quiet(after)])


def _gather(facts: Facts, every: list[Noted]) -> None:
    with st.expander(_("Put notes under a heading")):
        names, key = _names(every, facts), facts.workshop.id
        chosen = st.multiselect(
            _("Notes"), list(names), format_func=lambda one: names[one],
            key=f"gather:{key}", placeholder=_("Choose notes that say the same"),
        )  # fmt: skip
        headings = {one.id: one.title for one in facts.clusters}
        there = st.selectbox(
            _("Heading that is there"), ["", *headings], key=f"heading:{key}",
            format_func=lambda one: headings.get(one) or _("none: a new one, or none at all"),
        )  # fmt: skip
        new = st.text_input(_("New heading"), key=f"new:{key}", max_chars=200,
                            disabled=bool(there))  # fmt: skip
        with st.container(horizontal=True):
            under = st.button(_("Put them under it"), key="notes:gather", type="primary")
            out = st.button(_("Take them out from under theirs"), key="notes:out")
        if (under or out) and not chosen:
            st.error(_("No note is chosen. Choose at least one."))
        elif under:
            _put(key, tuple(chosen), there or None, new or "")
        elif out:
            with doing(_("The notes stand by themselves again.")):
                recording.put_in_cluster(visitor.who(), key, tuple(chosen), None)


def _put(key: str, chosen: tuple[str, ...], there: str | None, new: str) -> None:
    with doing(_("The notes are put under the heading.")):
        if there:
            recording.put_in_cluster(visitor.who(), key, chosen, there)
        else:
            recording.cluster(visitor.who(), key, new, chosen)


def _set_aside(facts: Facts, every: list[Noted]) -> None:
    with st.expander(_("Set a note aside")):
        st.markdown(_("It is not shown any more, but stays among all answers, with the reason."))
        names, key = _names(every, facts), facts.workshop.id
        chosen = st.selectbox(
            _("Note"), list(names), index=None, format_func=lambda one: names[one],
            key=f"aside:{key}", placeholder=_("Choose a note"),
        )  # fmt: skip
        why = st.text_input(_("Why?"), key=f"why:{key}", max_chars=200)
        if st.button(_("Set it aside"), key="notes:aside"):
            if chosen is None:
                st.error(_("No note is chosen. Choose at least one."))
                return
            with doing(_("The note is set aside.")):
                recording.reject_note(visitor.who(), key, chosen, why or "")


def _names(every: list[Noted], facts: Facts) -> dict[str, str]:
    numbers = {one.id: str(one.number) for one in facts.proposals}
    return {
        note.id: components.joined([
            numbers.get(note.proposal_id or ""), labels.label("note_kind", note.kind),
            _short(" ".join(note.words.split())),
        ])
        for note in every
    }  # fmt: skip


def _short(words: str) -> str:
    return words if len(words) <= _FIRST else words[: _FIRST - 1].rstrip() + "…"
