"""A milestone in words: its date, its span, what it belongs to."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portfolio import labels, language
from portfolio.domain.attention import WindowState
from portfolio.language import _, ngettext

Row = Mapping[Any, Any]

#: The shape of a state, beside its word: it does not hang on the colour.
SHAPES = {
    "happened": "●",
    "not_happened": "✕",
    "postponed": "▷",
    "overdue": "▼",
    "not_recorded": "▽",
    "soon": "◆",
    "ahead": "○",
    "undated": "–",
}


def span(row: Row) -> str:
    """First and last day in figures: ``01.06.2022–30.06.2022``, or the one day."""
    if row["date_end"] is None:
        return ""
    first, last = (language.short_date(day) for day in days(row))
    return first if first == last else f"{first}–{last}"


def days(row: Row) -> tuple[date, date]:
    """The first and last day of a dated row."""
    return date.fromisoformat(row["date_start"]), date.fromisoformat(row["date_end"])


def state(row: Row) -> str:
    """The word of a milestone's state."""
    return labels.label("milestone_state", row["state"])


def marks(row: Row) -> list[str]:
    """What to know about a milestone beside its date: it depends on a law or on what nobody
    knows, it is promised.
    """
    depends = [_("depends on a law")] if row["law_dependent"] else []
    return [*depends, *labels.hinging(row["hinges"]), *([_("agreed")] if row["promised"] else [])]


def belongs(row: Row) -> str:
    """What a milestone belongs to: ``Pulje: Frie Bymidter``; how sure it is that it is about the
    proposal that was asked for.
    """
    title = labels.hedged(row["belongs_title"], row["certainty"])
    if row["belongs"] == "proposal":
        return _("Proposal {number}: {title}", number=row["proposal_number"], title=title)
    if row["belongs"] == "pool":
        return _("Pool: {title}", title=title)
    if row["belongs"] == "process":
        return _("Process: {title}", title=title)
    return _("The portfolio: {title}", title=title)


def until(row: Row, day: date) -> str:
    """How far a period that is waited for is, and what can be done; ** round what matters."""
    if row["withdrawn"]:
        return _(
            "The period is out of use. Take the proposal up again, or put it on hold until another."
        )
    if row["state"] == WindowState.UNDATED:
        return _("Nobody knows when it opens, so the proposal does not come back by itself.")
    if row["state"] == WindowState.OVER:
        return _(
            "▲ **The period is over.** Take the proposal up again, or put it on hold until another."
        )
    if row["state"] == WindowState.OPEN:
        return _("→ **The period has begun.** Take the proposal up again.")
    return opens_in(row, day)


def opens_in(row: Row, day: date) -> str:
    """How many days there are to the window's first day."""
    days = (date.fromisoformat(row["date_start"]) - day).days
    return ngettext("The period begins in {n} day.", "The period begins in {n} days.", days)
