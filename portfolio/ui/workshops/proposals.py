"""The proposals that a workshop that has not begun is about: chosen anew, in another order."""

from typing import Any

import streamlit as st

from portfolio.language import _
from portfolio.queries.workshops import plan
from portfolio.ui import draft, session, visitor
from portfolio.usecases.workshops import replanning


def proposals(workshop_id: str) -> None:
    """The form; nothing is changed before it is saved."""
    fresh = session.read_now(plan.proposals_of, workshop_id=workshop_id)
    begun = {"proposal_ids": fresh["proposal_ids"]}
    form = draft.open(fresh["id"], begun, version=fresh["version"])
    found = session.read_now(plan.proposals_to_choose, workshop_id=workshop_id)
    words = {row["id"]: f"{row['number']} {row['title']}" for row in found.to_dict("records")}
    # Ended, and taken out by somebody else since the form was opened.
    ended = _("a proposal that has ended")
    words = dict.fromkeys(form.opened["proposal_ids"], ended) | words
    chosen = form.choose_some(
        "proposal_ids",
        _("Proposals"),
        words,
        placeholder=_("Choose proposals"),
        help=_("They come on the phones in the order in which they are chosen here."),
    )

    def say(_column: str, ids: Any) -> str:  # noqa: ANN401 - the column holds a list
        return "; ".join(words.get(one, one) for one in ids)

    form.save(
        st.button(_("Save the proposals"), type="primary", key=form.key("save")),
        lambda version: replanning.take_up(visitor.who(), workshop_id, chosen, version=version),
        _("The proposals are changed."),
        words={"proposal_ids": _("Proposals")},
        say=say,
    )
