"""Its dates: what is ahead, what has happened, and what nobody has said the outcome of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portfolio import labels
from portfolio.domain.attention import MilestoneState
from portfolio.language import _
from portfolio.reports import dated
from portfolio.screens.drawing import Link, To
from portfolio.screens.proposals import milestones
from portfolio.screens.proposals.record import Line
from portfolio.screens.sources import Marks

AHEAD = (MilestoneState.SOON, MilestoneState.AHEAD, MilestoneState.UNDATED)
_UNKNOWN = (MilestoneState.NOT_RECORDED,)
#: So many dates are read at once; the others are folded.
_SHOWN = 6
Row = dict[Any, Any]


@dataclass(frozen=True)
class Day:
    """A date in words, what it is the date of, and what is said of it."""

    when: str
    title: str
    remark: str
    is_late: bool
    marks: tuple[Link, ...]
    way: str
    under: tuple[Line, ...]  # what it commits to, and what is noted of it


@dataclass(frozen=True)
class Times:
    """The dates by what is known of them."""

    shown: tuple[Day, ...]
    later: tuple[Day, ...]
    unknown: tuple[Day, ...]  # passed, and nobody has said what came of them


def times(found: Sequence[Row], marks: Marks, to: To, of: str = "proposal") -> Times:
    """In order of their last day; what has passed and is known stands before what is ahead.

    ``of``: what they are the dates of, on whose page they stand; a pool's or a process's are told
    in full.
    """
    known = [row for row in found if row["state"] not in _UNKNOWN]
    days = tuple(_day(row, marks, to, of) for row in known)
    unknown = tuple(_day(row, marks, to, of) for row in found if row["state"] in _UNKNOWN)
    return Times(days[:_SHOWN], days[_SHOWN:], unknown)


def _day(row: Row, marks: Marks, to: To, of: str) -> Day:
    owner = labels.hedged(row["belongs_title"], row["certainty"])
    told = (
        "" if row["state"] in (*AHEAD, *_UNKNOWN) else milestones.state(row),
        *milestones.marks(row),
        "" if row["belongs"] == of else owner,
        row["outcome_note"],
    )
    return Day(
        when=dated.of(row),
        title=row["title"],
        remark=" · ".join(words for words in told if words),
        is_late=row["state"] == MilestoneState.OVERDUE,
        marks=marks.of(row["id"], "date") or marks.of(row["id"]),
        way=to("tidslinje", milepael=row["code"]),
        under=() if of == "proposal" else _under(row, marks),
    )


def _under(row: Row, marks: Marks) -> tuple[Line, ...]:
    binds = row["binds_to"] and _("Commits to: {what}", what=row["binds_to"])
    lines = (Line(binds, "", marks.of(row["id"], "binds_to")), Line(row["note"], "", ()))
    return tuple(line for line in lines if line.words)
