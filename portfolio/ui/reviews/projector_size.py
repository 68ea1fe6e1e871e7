"""What a projector's screen has room for: how large an item is written so that it is all there.

Readable from six metres comes first: there is a smallest size, and what does not fit at that is
counted instead of written. The sizes are for 16:9; lines are reckoned, not measured.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portfolio.queries.reviews.screen import Screen
from portfolio.reports.meetings import sentences

Row = dict[Any, Any]

#: Of a follow-up's title; the rest is left out.
WORDS = 160
#: Signs that say that nobody is responsible, or that there is no date; and between the parts.
_MISSING, _BETWEEN = 18, 3


@dataclass(frozen=True)
class Room:
    """A size of writing: ``scale`` in hundredths of the screen's width, and the room it leaves."""

    scale: float
    left: int  # signs a line
    right: int
    lines: int


#: On a screen of 1920 px: text of 29, 26 and 24 px.
LARGE, MIDDLE, SMALL = Room(1.5, 62, 56, 14), Room(1.35, 69, 62, 17), Room(1.25, 75, 67, 19)
#: Lines beside the texts: light and stage, the outcome, the next look, what moved, and air.
_BESIDE = 9
#: Signs before the difference: what it is.
_LABEL = 28
#: Lines of the heading above the follow-ups.
_HEADING = 2


def room_for(screen: Screen | None) -> Room:
    """The largest writing that has room for what was decided or is asked."""
    sizes = (LARGE, MIDDLE, SMALL)
    return next((room for room in sizes if screen is None or _fits(screen, room)), SMALL)


def lines(text: str | None, width: int) -> int:
    """How many lines a text takes."""
    return sum(max(1, math.ceil(len(line) / width)) for line in (text or "").splitlines())


def lines_of_tasks(tasks: Sequence[Row], room: Room) -> int:
    """How many lines follow-ups take, with who and when, and a little air between them."""
    return math.ceil(sum(_signs(task) // room.right + 1.15 for task in tasks))


def _signs(task: Row) -> int:
    who, when = (
        len(words) or _MISSING for words in (task["responsible"] or "", sentences.when(task, ""))
    )
    return min(len(task["title"]), WORDS) + who + when + 2 * _BETWEEN


def fitting(tasks: Sequence[Row], room: Room) -> int:
    """How many of the follow-ups there is room for, with a line for how many more there are."""
    most, shown = room.lines - _HEADING, len(tasks)
    while shown and lines_of_tasks(tasks[:shown], room) + (shown < len(tasks)) > most:
        shown -= 1
    return shown


def _fits(screen: Screen, room: Room) -> bool:
    if screen.here is None:
        asked = "\n".join(one.question or one.subject or "" for one in screen.requests)
        return lines(asked, room.left) + len(screen.requests) <= room.lines - _BESIDE
    decision = screen.here
    differs = decision.difference and f"{' ' * _LABEL}{decision.difference}"
    needed = lines(decision.decision, room.left) + lines(differs, room.left)
    tasks = decision.follow_ups
    return needed + _BESIDE <= room.lines and fitting(tasks, room) == len(tasks)
