"""The notes of a workshop, read by proposal. What is done with them: ``workshop_gathering``.

They are shown when their step is closed, as every result is.
"""

import streamlit as st

from portfolio import labels
from portfolio.domain.workshops import NoteKind, WorkshopState
from portfolio.language import _, ngettext
from portfolio.queries.workshops.facts import Facts, WorkshopNote
from portfolio.ui import components, links
from portfolio.ui.workshops import note_groups


def notes(facts: Facts, *, may: bool) -> None:
    """All notes that stand; whoever runs it can gather them, set one aside and bring it back."""
    every = [*(note for proposal in facts.proposals for note in proposal.notes), *facts.loose]
    if not every and facts.workshop.state == WorkshopState.PREPARED:
        return
    st.header(_("Notes"), anchor=False)
    if not every:
        components.remark(
            _("Notes are shown when the step they were written in is closed. There are none yet.")
        )
    for proposal in facts.proposals:
        _group(f"{proposal.number} {proposal.title}", proposal.notes, facts)
    _group(_("About the whole"), facts.loose, facts)
    if may and facts.workshop.state != WorkshopState.ENDED:
        note_groups.forms(facts, every)


def _group(title: str, some: tuple[WorkshopNote, ...], facts: Facts) -> None:
    if not some:
        return
    count = ngettext("{n} note", "{n} notes", len(some))
    with st.expander(components.joined([links.plain(title), count])):
        for kind in NoteKind:
            notes = [note for note in some if note.kind == kind]
            if notes:
                st.markdown(f"**{labels.label('note_kind', kind)}**")
                st.markdown("\n".join(f"- {_line(note, facts)}" for note in notes))


def _line(note: WorkshopNote, facts: Facts) -> str:
    words = links.plain(" ".join(note.words.split()))
    heading = facts.heading(note.cluster_id)
    under = _("under: {heading}", heading=heading) if heading else ""
    after = components.joined(links.plain(part) for part in (note.centre, under) if part)
    return components.joined([words, components.quiet(after)])
