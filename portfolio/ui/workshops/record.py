"""What comes of a workshop: a line for each proposal, what comes next, and the end."""

from typing import Any

import streamlit as st

from portfolio.domain.workshops import WorkshopState
from portfolio.language import _, ngettext
from portfolio.queries import filter_choices
from portfolio.queries.workshops import outcomes as workshop_outcomes
from portfolio.queries.workshops import workshops
from portfolio.ui import choices, components, draft, links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.saving import doing
from portfolio.usecases.workshops import recording

Row = dict[Any, Any]


def outcomes(workshop: workshops.Workshop, *, may: bool) -> None:
    """What is recorded of each proposal, and the forms of whoever may."""
    rows = session.read_now(workshop_outcomes.outcomes, workshop_id=workshop.id).to_dict("records")
    if workshop.state == WorkshopState.PREPARED:
        return
    st.header(_("What came of it"), anchor=False)
    missing = sum(row["changed"] is None for row in rows)
    if missing:
        st.markdown(
            ngettext("{n} proposal has no line yet.", "{n} proposals have no line yet.", missing)
        )
    for row in rows:
        if may and workshop.state != WorkshopState.ENDED:
            _form(workshop.id, row)
        else:
            _shown(row)
    if may and workshop.state == WorkshopState.RUNNING:
        _end(workshop, missing)


def _shown(row: Row) -> None:
    with st.container(border=True):
        title = links.proposal(row["number"], row["title"])
        said = links.plain(row["changed"]) if row["changed"] else _("not recorded")
        st.markdown(f"**{title}**  \n{said}  \n{_next(row)}")


def _next(row: Row) -> str:
    if row["follow_up_id"] is not None:
        words, place = row["follow_up"], links.SHOWN_ON["follow_ups"]
        return _("Follow-up: {what}", what=links.shown(words, place, row["follow_up_id"]))
    step = links.plain(row["next_step"]) if row["next_step"] else _("no next step agreed")
    who = links.plain(row["responsible"]) if row["responsible"] else _("nobody sees to it yet")
    return components.quiet(components.joined([_("Next: {step}", step=step), who]))


def _form(workshop_id: str, row: Row) -> None:
    label = f"{row['number']} {links.plain(row['title'])}"
    state = _("recorded") if row["changed"] is not None else _("missing")
    # Known by its key: it stays open when somebody comes in and the page is drawn again.
    with st.expander(
        components.joined([label, state]), key=f"record_box:{row['id']}", on_change="rerun"
    ):
        begun = {name: row[name] for name in ("changed", "next_step", "responsible_party_id")}
        form = draft.open(f"record:{row['id']}", begun, version=row["version"])
        parties = choices.named(session.read(filter_choices.all_parties))
        _fields(form, parties)
        _save(workshop_id, row, form, parties)


def _fields(form: Draft, parties: dict[str, str]) -> None:
    st.text_input(
        _("What did the workshop change?"),
        max_chars=500,
        help=_("One line. “Nothing” is an answer too."),
        **form.field("changed"),
    )
    st.text_input(_("Agreed next step"), max_chars=500, **form.field("next_step"))
    form.choose("responsible_party_id", _("Who sees to it"), parties, placeholder=_("missing"))


def _save(workshop_id: str, row: Row, form: Draft, parties: dict[str, str]) -> None:
    def save(version: int) -> None:
        # What was not touched stays as it is now, whoever wrote it.
        new = {name: row[name] for name in form.opened} | form.touched()
        recording.record(
            visitor.who(),
            workshop_id,
            row["proposal_id"],
            changed=new["changed"] or "",
            next_step=new["next_step"] or "",
            responsible_party_id=new["responsible_party_id"],
            version=version,
        )

    def say(_column: str, value: object) -> str:
        return parties.get(str(value), str(value)) if value else _("(empty)")

    words = {
        "changed": _("What did the workshop change?"),
        "next_step": _("Agreed next step"),
        "responsible_party_id": _("Who sees to it"),
    }
    pressed = st.button(_("Record it"), key=form.key("save"))
    form.save(pressed, save, _("Recorded."), words=words, say=say)


def _end(workshop: workshops.Workshop, missing: int) -> None:
    # Known by its key: it stays open when the page is drawn again.
    with st.expander(_("End the workshop"), key="workshop-end", on_change="rerun"):
        st.markdown(
            _(
                "Nothing more is counted after that, and the record is closed. The forum's"
                " step of the chain of involvement is set done."
            )
        )
        if missing:
            st.markdown(_("Every proposal needs its line first."))
        if st.button(_("End it now"), type="primary", key="workshop:end"):
            with doing(_("The workshop is over and recorded.")):
                recording.end(visitor.who(), workshop.id, turn=workshop.turn)
