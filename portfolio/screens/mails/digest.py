"""Nyt siden mødet as one fragment, in the words of the mail: what waits, was decided, has moved."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from portfolio.queries.mails.digest import Digest
from portfolio.reports.mails import digest_text
from portfolio.screens import drawing
from portfolio.screens.drawing import To

#: How many decisions, and how many proposals, are shown before the rest is folded away; and of a
#: meeting at least so many.
_SHOWN, _LEAST = 12, 3


def draw(told: Digest, begins: Sequence[dict[Any, Any]], to: To, titles: dict[str, str]) -> Markup:
    """``begins``: meetings to tell from; ``titles``: of the other portfolios, by code."""
    return drawing.draw(
        "digest.html",
        to=to,
        begins=begins,
        titles=titles,
        span=digest_text.span(told),
        in_short=digest_text.in_short(told),
        waits=digest_text.waits(told.waiting),
        meetings=_meetings(told),
        moved=told.moved,
        most=_SHOWN,
        since=told.since,
        until=told.until,
        said=digest_text.told,
        change=digest_text.change,
    )


def _meetings(told: Digest) -> list[tuple[dict[Any, Any], list[Any], int]]:
    """Each meeting that decided something, its decisions, and how many of them are shown."""
    found, left = [], _SHOWN
    for meeting in told.meetings:
        made = [one for one in told.decisions if one.meeting_id == meeting["id"]]
        if made:
            found.append((dict(meeting), made, max(left, _LEAST)))
            left -= len(made)
    return found
