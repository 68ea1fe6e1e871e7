"""What a workshop puts to the directorate: passed on by its facilitator, and taken back."""

import streamlit as st

from portfolio.domain.workshops import NoteKind, WorkshopState
from portfolio.language import _
from portfolio.queries.requests import choices
from portfolio.queries.requests.choices import AskedRow
from portfolio.queries.workshops.facts import Facts, WorkshopNote
from portfolio.reports.meetings import sentences
from portfolio.ui import action_row, components, draft, links, session
from portfolio.ui.draft import Draft
from portfolio.ui.requests import actions


def to_directorate(facts: Facts, portfolio: str, *, may: bool) -> None:
    """What has been put to the directorate from here, and for whoever runs it the way to do so."""
    if facts.workshop.state == WorkshopState.PREPARED:
        return
    put = session.read(choices.passed_on, workshop_id=facts.workshop.id)
    if not put and not may:
        return
    st.header(_("Put to the directorate"), anchor=False)
    if not put:
        components.remark(_("Nothing has been passed on from the workshop."))
    for row in put:
        st.markdown(_line(row))
        if may and row.is_open:
            actions.offer_to_withdraw(row)
    if may:
        name = f"pass_on:{facts.workshop.id}"
        words = _("Put something to the directorate")
        action_row.offer(name, {"put": (words, lambda: _form(facts, portfolio, name))})


def _line(row: AskedRow) -> str:
    about = _("proposal {n}", n=row.number) if row.number else _("all the proposals")
    if row.answered_by:
        stands = _("answered by decision {number}", number=sentences.named(*row.answered_by))
    elif row.withdrawn_reason:
        stands = _("taken back: {reason}", reason=row.withdrawn_reason)
    else:
        stands = links.link(_("open"), "anmodninger")
        return f"**{links.plain(row.question)}** {components.quiet(about)} · {stands}"
    told = components.joined([about, links.plain(stands)])
    return f"**{links.plain(row.question)}** {components.quiet(told)}"


def _form(facts: Facts, portfolio: str, name: str) -> None:
    form = draft.open(f"{name}/put")
    _take_a_note(form, facts)
    titles = {one.id: f"{one.number} {one.title}" for one in facts.proposals}
    body = session.read(choices.directorate)
    actions.fields(
        form,
        [body] if body else [],
        titles,
        portfolio=portfolio,
        workshop_id=facts.workshop.id,
        send=lambda: _("Put it to the directorate"),
    )


def _take_a_note(form: Draft, facts: Facts) -> None:
    """A question that somebody wrote in the workshop, to begin with its words."""
    notes = _questions(facts)
    if not notes:
        return
    words = {note.id: note.words for note in notes}

    def take() -> None:
        for note in notes:
            if note.id == form["note"]:
                form.set("question", note.words)
                form.set("about", [note.proposal_id] if note.proposal_id else [])

    form.choose(
        "note",
        _("A question from the workshop"),
        words,
        placeholder=_("Write another below"),
        on_change=take,
    )


def _questions(facts: Facts) -> list[WorkshopNote]:
    """The notes that ask something; those about the whole last."""
    every = [*(note for one in facts.proposals for note in one.notes), *facts.loose]
    return [note for note in every if note.kind == NoteKind.QUESTION]
