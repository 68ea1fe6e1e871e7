"""Which body meets: one that is there, or one that is made on the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from portfolio import labels
from portfolio.language import _
from portfolio.queries.organisations import organisations
from portfolio.queries.reviews import reviews
from portfolio.queries.rounds import rounds as round_queries
from portfolio.ui import choices, session, visitor
from portfolio.ui.draft import Draft
from portfolio.usecases.meetings import bodies

_ANOTHER = ""


@dataclass(frozen=True)
class Body:
    """The body chosen: its id (None: it is not made yet) and its name."""

    id: str | None
    name: str
    settle: Callable[[], str]  # its id; makes it where it is to be made


def usual(portfolio: str, names: Mapping[str, str]) -> str | None:
    """The body to begin with: the organisation's own, else that of the last meeting, else any."""
    own = session.read(organisations.organisation, portfolio=portfolio).body_party_id
    last = session.read(reviews.usual_values)["body_party_id"]
    return next((key for key in (own, last, *names) if key in names), None)


def choose(form: Draft, portfolio: str) -> Body:
    """Draw the field, and those of a new body where none is there or another is wanted."""
    names = choices.named(session.read(round_queries.bodies))
    begun = usual(portfolio, names) or _ANOTHER
    if names:
        words = {**names, _ANOTHER: _("Another body …")}
        ordered = {begun: words[begun], **words}
        chosen = str(form.choose("body", _("Meeting of"), ordered, begun))
        if chosen != _ANOTHER:
            return Body(chosen, names[chosen], lambda: chosen)
    left, right = st.columns([2, 1])
    name = left.text_input(
        _("What the body is called"),
        max_chars=120,
        placeholder=_("Such as: the Directorate"),
        **form.field("body_name", ""),
    )
    kinds = {kind.value: labels.label("party_kind", kind) for kind in round_queries.BODIES}
    with right:
        kind = form.choose("body_kind", _("Type"), kinds, next(iter(kinds)))
    return Body(
        None,
        name.strip(),
        lambda: bodies.called(visitor.who(), name, kind, today=session.today()),
    )
