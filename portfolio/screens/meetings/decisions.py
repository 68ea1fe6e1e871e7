"""Beslutninger as one fragment: all about the portfolio, a meeting, an item, or one decision."""

from itertools import groupby
from typing import Any

from markupsafe import Markup

from portfolio.language import _
from portfolio.queries.meetings import carried_out
from portfolio.reports.meetings import sentences
from portfolio.reports.requests import effects
from portfolio.screens import drawing, sources
from portfolio.screens.drawing import Link, To
from portfolio.screens.meetings.facts import A_PAGE, Facts, Row

PAGE = "beslutninger"
#: So many meetings that decided nothing about the portfolio are named.
_OTHERS = 12


def draw(facts: Facts, to: To, shows_sources: bool, address: tuple[tuple[str, str], ...]) -> Markup:
    """The fragment. ``address``: what the page's address asks for, without an open source."""
    asked, here = facts.asked, dict(address)
    template, values = "meeting.html", _meeting
    if asked.meeting is None:
        template, values = "decisions.html", _all
    elif asked.number is not None and facts.made:
        template, values = "decision.html", _one
    return drawing.draw(
        template,
        to=to,
        asked=asked,
        address=here,
        marks=sources.Marks(facts.cited, to, PAGE, here),
        shows_sources=shows_sources,
        sources=sources.switch(to, PAGE, here, shows_sources),
        elsewhere=facts.elsewhere,
        said=effects.said,
        pages=_pages(facts, here, to),
        **values(facts),
    )


def title(facts: Facts) -> str:
    """What the tab calls the page of one decision, of a meeting, or of them all."""
    asked = facts.asked
    if asked.meeting is None:
        return _("Decisions")
    if asked.number is None or not facts.made:
        return str(facts.meeting["title"])
    number = sentences.named(asked.number, facts.made[0]["decided_on"])
    return _("Decision {number}", number=number)


def _all(facts: Facts) -> dict[str, Any]:
    shown = {row["meeting_id"] for row in facts.made}
    others = [row for row in facts.held if row["id"] not in shown]
    is_all = facts.total <= A_PAGE and not facts.asked.narrows
    by_meeting = groupby(facts.made, lambda row: row["meeting"])
    return {
        "groups": [(meeting, list(rows)) for meeting, rows in by_meeting],
        "whole": carried_out.whole(facts.ages),
        "ages": [(_age(*group.days), group) for group in facts.ages],
        "waiting": facts.waiting,
        "others": others[:_OTHERS] if is_all else [],
    }


def _pages(facts: Facts, here: dict[str, str], to: To) -> tuple[Link, ...]:
    def way(page: int) -> str:
        return to(PAGE, **{**here, "side": page if page > 1 else ""})

    return drawing.pages(facts.asked.page, facts.total, A_PAGE, way)


def _age(least: int, most: int | None) -> str:
    if most is None:
        return _("older than a year")
    return _("{least} to {most} days old", least=least, most=most)


def _meeting(facts: Facts) -> dict[str, Any]:
    """A closed item says its number, its case number and the word. Nothing else, ever."""
    asked, items = facts.asked, [_item(row, facts) for row in facts.items]
    mine = [row for row in items if row["concerns"]]
    rest = [row for row in items if not row["concerns"] and not row["closed"]]
    if asked.item is not None:
        mine, rest = [row for row in items if row["number"] == asked.item], []
    return {
        "meeting": facts.meeting,
        "people": facts.people,
        "groups": mine if not asked.narrows else [row for row in mine if row["made"]],
        "others": rest if not asked.narrows else [row for row in rest if row["made"]],
        "closed": [row for row in items if row["closed"] and asked.item is None],
        "ours": sum(row["concerns"] for row in items),
        "every": sum(row["decisions"] for row in items),
    }


def _item(row: Row, facts: Facts) -> Row:
    return {
        **row,
        "made": [made for made in facts.made if made["item"] == row["number"]],
        "enclosed": [one for one in facts.enclosed if one["item"] == row["number"]],
    }


def _one(facts: Facts) -> dict[str, Any]:
    made = facts.made[0]
    (item,) = (row for row in facts.items if row["number"] == made["item"])
    return {"one": made, "item": item}
