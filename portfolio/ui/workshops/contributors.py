"""Who offered to contribute, and the way from an offer to a question about responsibility.

The offer is the participant's word; only when the centre has been asked and says yes is it the
centre's (the handshake, :mod:`portfolio.usecases.proposals.responsibility`).
"""

import streamlit as st

from portfolio import labels, language
from portfolio.domain.model import HANDSHAKE, Responsibility
from portfolio.domain.permissions import Action
from portfolio.domain.workshops import NoteKind
from portfolio.language import _, ngettext
from portfolio.queries.proposals import responsibility as proposal_responsibility
from portfolio.queries.workshops.facts import Facts, ProposalResult, WorkshopNote
from portfolio.ui import components, links, session, visitor
from portfolio.ui.saving import doing
from portfolio.usecases.proposals import responsibility


def offers(facts: Facts) -> None:
    """The offers by proposal and centre; nothing is drawn where nobody offered anything."""
    offering = [(one, some) for one in facts.proposals if (some := _of(one))]
    if not offering:
        return
    st.header(_("Who can contribute"), anchor=False)
    if facts.workshop.anonymous:
        st.markdown(
            components.quiet(
                _(
                    "The workshop is anonymous, so nobody is named, and no"
                    " centre can be asked from here."
                )
            )
        )
    asks = visitor.can(Action.ASK_RESPONSIBILITY)
    for one, some in offering:
        count = ngettext("{n} offer", "{n} offers", len(some))
        title = links.plain(f"{one.number} {one.title}")
        with st.expander(components.joined([title, count])):
            for centre in _centres(some):
                _centre(facts, one, centre, asks=asks)


def _of(one: ProposalResult) -> list[WorkshopNote]:
    return [note for note in one.notes if note.kind == NoteKind.CONTRIBUTE]


def _centres(some: list[WorkshopNote]) -> list[list[WorkshopNote]]:
    """The offers of each centre together, by name; those of no centre last."""
    by_party: dict[str | None, list[WorkshopNote]] = {}
    for note in some:
        by_party.setdefault(note.party_id, []).append(note)
    return sorted(
        by_party.values(),
        key=lambda notes: (notes[0].centre is None, language.sort_key(notes[0].centre or "")),
    )


def _centre(facts: Facts, one: ProposalResult, some: list[WorkshopNote], *, asks: bool) -> None:
    name, party = some[0].centre, some[0].party_id
    title = links.plain(name) if name else _("Without a centre")
    lines = [f"- {links.plain(' '.join(note.words.split()))}" for note in some]
    head = "" if facts.workshop.anonymous else f"{title}:\n\n"
    st.markdown(head + "\n".join(lines))
    if name is None or party is None:
        return
    tie = next(
        (
            tie
            for tie in session.read(proposal_responsibility.ties, proposal_id=one.id)
            if tie.party_id == party
        ),
        None,
    )
    state = Responsibility(tie.state) if tie and tie.state else None
    if Responsibility.ASKED not in HANDSHAKE[state]:
        said = labels.label("responsibility", state) if state else ""
        st.markdown(components.quiet(_("Responsibility: {state}", state=said)))
    elif asks and st.button(
        _("Ask {centre} about responsibility", centre=links.plain(name)),
        key=f"ask:{one.id}:{party}",
    ):
        _ask(facts, one, party)


def _ask(facts: Facts, one: ProposalResult, party: str) -> None:
    day = language.long_date(facts.workshop.held_on)
    today = session.today()
    with doing(_("Recorded as asked. Its leads hear of it.")):
        responsibility.ask(
            visitor.who(),
            one.id,
            party,
            happened_on=today,
            today=today,
            reason=_("Offered to contribute at the workshop of {day}", day=day),
        )
