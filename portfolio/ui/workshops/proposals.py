"""The proposals that a workshop that has not begun is about: chosen anew, in another order."""

from typing import Any

import streamlit as st

from portfolio.language import _
from portfolio.queries.workshops import plan
from portfolio.ui import session, side_by_side, visitor
from portfolio.ui.workshops import drafts
from portfolio.usecases.workshops import replanning


def proposals(workshop_id: str) -> None:
    """The form; nothing is changed before it is saved."""
    fresh = session.read_now(plan.proposals_of, workshop_id=workshop_id)
    opened = drafts.row(fresh)
    found = session.read_now(plan.proposals_to_choose, workshop_id=workshop_id)
    words = {row["id"]: f"{row['number']} {row['title']}" for row in found.to_dict("records")}
    base = {"proposal_ids": opened["proposal_ids"]}
    # Ended, and taken out by somebody else since the form was opened.
    words |= {
        one: _("a proposal that has ended") for one in base["proposal_ids"] if one not in words
    }
    chosen = st.multiselect(
        _("Proposals"),
        list(words),
        default=base["proposal_ids"],
        format_func=lambda key: words[key],
        placeholder=_("Choose proposals"),
        key=f"{opened['id']}:{opened['version']}",
        help=_("They come on the phones in the order in which they are chosen here."),
    )
    pressed = st.button(_("Save the proposals"), type="primary", key="workshop:take-up")
    mine = {"proposal_ids": chosen}
    if mine == base and not pressed:
        drafts.renew(fresh)

    def save(version: int) -> None:
        replanning.take_up(visitor.who(), workshop_id, chosen, version=version)
        drafts.forget(opened["id"])

    def say(_column: str, ids: Any) -> str:  # noqa: ANN401 - the column holds a list
        return "; ".join(words.get(one, one) for one in ids)

    side_by_side.saving(
        opened["id"],
        pressed,
        opened["version"],
        mine=mine,
        words={"proposal_ids": _("Proposals")},
        save=save,
        done=_("The proposals are changed."),
        base=base,
        say=say,
    )
