"""Proposals that are on hold until a period: which, until when, and what must be ready."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from portfolio import language
from portfolio.reports import dated
from portfolio.screens.drawing import Link, To
from portfolio.screens.proposals import milestones

Row = dict[Any, Any]


@dataclass(frozen=True)
class Window:
    """A period that some wait for; ``told`` has ** round what matters."""

    process: Link
    words: str
    told: str
    proposals: tuple[tuple[Link, str], ...]  # and what must be ready


def waiting(parked: Sequence[Row], day: date, to: To) -> tuple[Window, ...]:
    """By window, in the order they stand: the one that opens first first."""
    grouped = groupby(parked, lambda row: row["window_id"])
    return tuple(_window(list(rows), day, to) for _id, rows in grouped)


def _window(parked: Sequence[Row], day: date, to: To) -> Window:
    row = parked[0]
    return Window(
        Link(row["process_title"], to("strategi", proces=row["process"])),
        f"{row['window']}, {language.within(dated.of(row))}",
        milestones.until(row, day),
        proposals(parked, to),
    )


def proposals(parked: Sequence[Row], to: To) -> tuple[tuple[Link, str], ...]:
    """Those that wait, and what must be ready with each."""
    return tuple(
        (
            Link(f"{one['number']} {one['title']}", to("forslag", nr=one["number"])),
            " ".join(one["must_be_ready"].split()),
        )
        for one in parked
    )
