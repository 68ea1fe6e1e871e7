"""Beskeder as one fragment: what is new to the reader, and what came before, folded away."""

from collections.abc import Sequence

from markupsafe import Markup

from portfolio.queries.mails.notices import Deed
from portfolio.reports.mails import notice_words
from portfolio.screens import drawing, timestamps
from portfolio.screens.drawing import Link, To

_SHOWN = 30  # of those from before


def draw(new: Sequence[Deed], seen: Sequence[Deed], to: To) -> Markup:
    """The deeds in the words of the mail, each a link to its place."""
    return drawing.draw(
        "notices.html",
        new=[_told(deed, to) for deed in new],
        seen=[_told(deed, to) for deed in seen[:_SHOWN]],
        count=len(seen),
    )


def _told(deed: Deed, to: To) -> dict[str, str | Link]:
    page, asked = notice_words.place(deed)
    return {
        "name": Link(notice_words.name(deed), to(page, **asked)),
        "kind": notice_words.heading(deed[0].kind),
        "when": timestamps.moment(deed[0].at),
        "sentence": notice_words.sentence(deed),
    }
