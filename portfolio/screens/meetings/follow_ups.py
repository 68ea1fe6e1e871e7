"""Opfølgninger as a fragment: what is late first, who has it, when, and from which decision."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from portfolio.domain import attention
from portfolio.queries import filter_choices
from portfolio.queries.frames import grouped
from portfolio.queries.meetings import decisions, follow_ups
from portfolio.queries.meetings.follow_ups import Filters
from portfolio.screens import drawing, sources
from portfolio.screens.drawing import To, rows
from portfolio.screens.meetings.facts import Rows

PAGE = "opfoelgninger"
#: The name of a follow-up in the address.
PARAMETER = "opfoelgning"
A_PAGE, _ENDED, _AGAIN = 40, 40, 20


@dataclass(frozen=True, kw_only=True, eq=False)
class Facts:
    """The answers, kept and compared as one thing."""

    filters: Filters
    listed: Rows  # as ``follow_ups_on``, each with ``about``: its proposals
    again: Rows  # decisions that are to be looked at again
    moves: Rows  # of the one that is asked for
    elsewhere: Mapping[str, str]  # the titles of the other portfolios, by code
    cited: tuple[sources.Cited, ...]

    def that_wait(self, *, wait: bool) -> Rows:
        """Those that wait for something, or those that are over."""
        return [row for row in self.listed if (row["state"] in attention.WAITING) == wait]


def of(connection: Any, *, filters: Filters, id: str | None = None) -> Facts:  # noqa: ANN401
    """All of those asked for as one answer, or the one of that id."""
    read, day = drawing.reader(connection), filters.as_of
    if id is None:
        found = rows(read(follow_ups.follow_ups_on, filters=filters))
    else:
        one = read(follow_ups.follow_up, id=id, as_of=day, within=filters.within)
        found = [one] if one else []
    asked = tuple({row["decision_id"] for row in found})
    ties = rows(read(decisions.proposals_of, decisions=asked))
    about = grouped((tie["decision_id"], tie) for tie in ties)
    every = read(filter_choices.portfolio_rows)
    return Facts(
        filters=filters,
        listed=[{**row, "about": about[row["decision_id"]]} for row in found],
        again=rows(read(follow_ups.looked_at_again, as_of=day, portfolio=filters.within)),
        moves=[] if id is None else rows(read(follow_ups.moves_of, id=id, as_of=day)),
        elsewhere={row["code"]: row["title"] for row in every if row["code"] != filters.within},
        cited=(
            sources.cited(read, "follow_ups", (row["id"] for row in found)),
            sources.cited(read, "decision_proposals", (tie["id"] for tie in ties)),
        ),
    )


def draw(
    facts: Facts, to: To, shows_sources: bool, address: tuple[tuple[str, str], ...], page: int
) -> Markup:
    """The list, or the one asked for. ``page`` counts from 1."""
    here, waiting = dict(address), facts.that_wait(wait=True)

    def way(other: int) -> str:
        return to(PAGE, **{**here, "side": other if other > 1 else ""})

    return drawing.draw(
        "follow_up.html" if PARAMETER in here else "follow_ups.html",
        to=to,
        marks=sources.Marks(facts.cited, to, PAGE, here),
        shows_sources=shows_sources,
        sources=sources.switch(to, PAGE, here, shows_sources),
        elsewhere=facts.elsewhere,
        listed=facts.listed,
        waiting=waiting,
        shown=waiting[A_PAGE * (page - 1) : A_PAGE * page],
        pages=drawing.pages(page, len(waiting), A_PAGE, way),
        ended=facts.that_wait(wait=False),
        most=_ENDED,
        count=Counter(str(row["state"]) for row in facts.listed),
        moves=facts.moves,
        again=facts.again[:_AGAIN],
        more=max(0, len(facts.again) - _AGAIN),
        narrows=facts.filters.narrows,
    )
