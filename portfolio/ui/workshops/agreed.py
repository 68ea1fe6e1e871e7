"""After a workshop: the agreed steps, looked over by its facilitator, made into follow-ups."""

from typing import Any

import streamlit as st

from portfolio.domain.workshops import WorkshopState
from portfolio.language import _, ngettext
from portfolio.queries import filter_choices
from portfolio.queries.workshops import outcomes as workshop_outcomes
from portfolio.queries.workshops.facts import Facts
from portfolio.ui import action_row, choices, components, draft, links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.usecases.meetings.follow_ups import Owner
from portfolio.usecases.workshops import agreed
from portfolio.usecases.workshops.agreed import AgreedStep

Row = dict[Any, Any]
#: What the form begins with, and from which column.
_BEGUN = (("title", "next_step"), ("party", "responsible_party_id"))
_WIDTH = 720  # px: a form is read down, not across


def follow_ups(facts: Facts, *, may: bool) -> None:
    """The steps that are no follow-ups yet, for whoever runs it; and the way to take them back."""
    workshop = facts.workshop
    if workshop.state != WorkshopState.ENDED or not may:
        return
    rows = session.read_now(workshop_outcomes.outcomes, workshop_id=workshop.id).to_dict("records")
    left = [row for row in rows if row["next_step"] and row["follow_up_id"] is None]
    made = [row for row in rows if row["follow_up_id"] is not None]
    if left:
        st.header(_("Make follow-ups of what was agreed"), anchor=False)
        with st.container(width=_WIDTH):
            _form(facts, left)
    if made:
        count = ngettext(
            "{n} agreed step is a follow-up", "{n} agreed steps are follow-ups", len(made)
        )
        st.markdown(components.joined([count, links.link(_("Follow-ups"), "opfoelgninger")]))
        name = f"agreed:{workshop.id}"
        acts = {"back": (_("Take the follow-ups back"), lambda: _take_back(workshop.id, name))}
        action_row.offer(name, acts)


def _form(facts: Facts, left: list[Row]) -> None:
    components.remark(
        _(
            "Tick a step when it is worded as it is to be carried out. It is then shown "
            "among the follow-ups, on its proposal and on the next agenda."
        )
    )
    workshop_id = facts.workshop.id
    begun = {f"{name}:{row['proposal_id']}": row[of] for row in left for name, of in _BEGUN}
    form = draft.open(f"agree:{workshop_id}", begun)
    parties = choices.named(session.read(filter_choices.all_parties))
    steps = [step for row in left if (step := _step(form, row, parties)) is not None]
    body = None if facts.body else _forum(form, parties)

    def save(_version: int) -> None:
        agreed.make_follow_ups(
            visitor.who(), workshop_id, steps, body_party_id=body, today=session.today()
        )

    pressed = st.button(_("Make follow-ups"), key=form.key("save"), type="primary")
    form.send(pressed, save, _("The agreed steps are follow-ups now."))


def _step(form: Draft, row: Row, parties: dict[str, str]) -> AgreedStep | None:
    """The step as it stands in the form; None while it is not ticked."""
    key = row["proposal_id"]
    with st.container(border=True, gap="small"):
        label = links.plain(f"{row['number']} {row['title']}")
        ticked = st.checkbox(f"**{label}**", **form.field(f"tick:{key}", False))
        title = st.text_input(_("What is to be done"), **form.field(f"title:{key}"))
        left, right = st.columns(2)
        with left:
            words = _("Who sees to it")
            party = form.choose(f"party:{key}", words, parties, placeholder=_("missing"))
        day = right.text_input(
            _("When"),
            placeholder=_("date missing"),
            help=_("In plain Danish: 25. april 2022, juni 2022, ultimo 2023, 2. kvartal 2024."),
            **form.field(f"day:{key}", ""),
        )
    owner = Owner(party_id=party, date_words=day)
    return AgreedStep(proposal_id=key, title=title, owner=owner) if ticked else None


def _forum(form: Draft, parties: dict[str, str]) -> str | None:
    chosen: str | None = form.choose(
        "body", _("Which forum was the workshop of? *"), parties, placeholder=_("Choose the forum")
    )
    return chosen


def _take_back(workshop_id: str, name: str) -> None:
    st.markdown(_("All of the workshop's follow-ups go, with what was put on record for them."))
    form = draft.open(f"{name}/back")
    reason = st.text_area(_("Reason *"), height=80, **form.field("reason", ""))
    form.send(
        st.button(_("Take the follow-ups back"), key=form.key("save"), type="primary"),
        lambda _version: agreed.take_back(visitor.who(), workshop_id, reason=reason),
        _("The follow-ups are taken back."),
    )
