"""Writing a comment on a proposal, and taking one's own back."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from portfolio.domain.permissions import Action
from portfolio.language import _, shortened
from portfolio.ui import action_row, draft, visitor
from portfolio.usecases.proposals import comments

#: Letters of a comment where one is chosen.
_LETTERS = 60


def acts_of(rows: Sequence[dict[Any, Any]], proposal_id: str, name: str) -> action_row.Acts:
    """What the reader may do with the comments."""
    if not visitor.can(Action.COMMENT):
        return {}
    acts: action_row.Acts = {
        "comment": (_("Write a comment"), lambda: _write(proposal_id, name)),
    }
    mine = {
        row["id"]: shortened(row["words"], _LETTERS)
        for row in rows
        if row["words"] is not None and comments.may_withdraw(visitor.person(), row["user_id"])
    }
    if mine:
        acts["comment_back"] = (_("Take the comment back"), lambda: _take_back(mine, name))
    return acts


def _write(proposal_id: str, name: str) -> None:
    form = draft.open(f"{name}/comment")
    text = st.text_area(_("Comment"), height=120, **form.field("words", ""))
    form.send(
        st.button(_("Send comment"), key=form.key("send"), type="primary"),
        lambda _version: comments.write(visitor.who(), proposal_id, text),
        _("The comment is there for everybody to read."),
    )


def _take_back(mine: dict[str, str], name: str) -> None:
    form = draft.open(f"{name}/comment_back")
    chosen = form.choose("which", _("Which one"), mine, list(mine)[-1])
    st.markdown(_("The words disappear; that you wrote, and when it was taken back, stays."))
    form.send(
        st.button(_("Take the comment back"), key=form.key("save"), type="primary"),
        lambda _version: comments.withdraw(visitor.who(), chosen),
        _("The comment is taken back."),
    )
