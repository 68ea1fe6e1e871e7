"""What comes of sending mail from a page: how many got it, who was skipped and why, what failed."""

from collections.abc import Sequence

import streamlit as st

from portfolio.domain.mails import ReminderState
from portfolio.language import _, ngettext
from portfolio.ui import components, links
from portfolio.usecases.mails import sending
from portfolio.usecases.mails.digests import Outcome, SkippedReader

#: More names are only counted.
_NAMED = 12


def cannot_send() -> bool:
    """Whether no mail can be sent from here, which is then said with whom to ask."""
    if not sending.unset():
        return False
    components.remark(
        _(
            "Mail is not set up yet, so nothing can be sent from here. Ask the IT department to set"
            " it up."
        )
    )
    return True


def names(some: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    shown = ", ".join(links.plain(name) for name in some[:_NAMED])
    rest = len(some) - _NAMED
    return _("{some} and {n} more", some=shown, n=rest) if rest > 0 else shown


def skipped(some: Sequence[SkippedReader]) -> list[str]:
    """The paragraphs of those who are not sent it; none when everybody is."""
    if not some:
        return []
    head = ngettext("**{n}** is skipped:", "**{n}** are skipped:", len(some))
    return [head, "\n".join(f"- {links.plain(each.name)}: {_why(each)}" for each in some)]


def say(head: str, came: Outcome, some: Sequence[SkippedReader]) -> None:
    """How it went. ``head``: to how many it was sent, in words."""
    lines = [head]
    if came.taken:
        lines.append(
            ngettext(
                "{n} was sent it by somebody else at the same moment.",
                "{n} were sent it by somebody else at the same moment.",
                came.taken,
            )
        )
    lines += [links.plain(fault) for fault in came.faults] + skipped(some)
    box = st.warning if came.faults or not came.sent else st.success
    box("\n\n".join(lines))


def _why(skipped: SkippedReader) -> str:
    return {
        None: _("has no address that mail can be sent to"),
        ReminderState.SENT: _("has had the same one already"),
        ReminderState.UNCERTAIN: _("may have had it: an earlier sending was broken off"),
        ReminderState.FAILED: _("the mail server has refused it too often"),
        ReminderState.PENDING: _("is being sent it just now"),
        ReminderState.SENDING: _("is being sent it just now"),
    }[skipped.state]
