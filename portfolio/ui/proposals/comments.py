"""What people have written about a proposal, and the field to write in."""

import re
from typing import Any

import streamlit as st

from portfolio import labels
from portfolio.domain.permissions import Action
from portfolio.language import _, ngettext
from portfolio.queries.filtering import Filters
from portfolio.queries.proposals import comments as proposal_comments
from portfolio.ui import components, draft, links, session, timestamps, visitor
from portfolio.ui.saving import doing
from portfolio.usecases.proposals import comments

#: So many are shown at once; the older ones are folded.
_SHOWN = 20
#: px; a line of text that is still easy to read.
_WIDTH = 760


def section(filters: Filters, proposal_id: str) -> None:
    """The comments, the newest last, and a field below them for those who may write."""
    st.header(_("Comments"), anchor=False)
    with st.container(width=_WIDTH):
        _all(filters, proposal_id)


def _all(filters: Filters, proposal_id: str) -> None:
    written = session.read(proposal_comments.comments_on, filters=filters, proposal_id=proposal_id)
    rows = written.to_dict("records")
    may_write = filters.is_current and visitor.can(Action.COMMENT)
    if not rows:
        components.remark(_("Nobody has commented on the proposal."))
    if older := rows[:-_SHOWN]:
        with st.expander(ngettext("{n} older comment", "{n} older comments", len(older))):
            for row in older:
                _comment(row, may_write)
    for row in rows[-_SHOWN:]:
        _comment(row, may_write)
    if may_write:
        _write(proposal_id)


def _comment(row: dict[Any, Any], may_write: bool) -> None:
    author = links.plain(labels.label("actor", row["author"]))
    when = timestamps.moment(row["written_at"])
    if row["withdrawn_at"] is not None:
        components.remark(
            _(
                "Comment by {author} of {moment}, taken back by {name} on {later}.",
                author=author,
                moment=when,
                later=timestamps.moment(row["withdrawn_at"]),
                name=links.plain(labels.label("actor", row["withdrawn_by"] or row["author"])),
            )
        )
        return
    with st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{author}** {components.quiet(f'· {when}')}", width="content")
            if may_write and comments.may_withdraw(visitor.person(), row["user_id"]):
                _take_back(row["id"])
        st.markdown(as_written(row["words"]))


def as_written(words: str) -> str:
    """Text as Markdown that shows its own lines and indents, and no marks."""
    indented = re.sub(r"(?m)^[ \t]+", lambda blanks: "\u00a0" * len(blanks[0]), words)
    return "  \n".join(links.plain(line) or "\u00a0" for line in indented.split("\n"))


def _take_back(comment_id: str) -> None:
    key = f"comment_back:{comment_id}"
    popover = st.popover(_("Take it back"), key=key, on_change="rerun", type="tertiary")
    if not popover.open:
        return
    with popover:
        st.markdown(_("The words disappear; that you wrote, and when it was taken back, stays."))
        if st.button(_("Take the comment back"), key=f"comment_back_save:{comment_id}"):
            with doing(_("The comment is taken back.")):
                comments.withdraw(visitor.who(), comment_id)


def _write(proposal_id: str) -> None:
    form = draft.open(f"comment:{proposal_id}")
    text = st.text_area(_("Write a comment"), height=80, **form.field("words", ""))
    form.send(
        st.button(_("Send comment"), key=form.key("send")),
        lambda _version: comments.write(visitor.who(), proposal_id, text),
        _("The comment is there for everybody to read."),
    )
