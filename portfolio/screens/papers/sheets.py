"""The proposals' sheets on paper: of what the paper knows, and what only a sheet tells. All of them
cost as many questions as one.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from portfolio.domain.model import Certainty
from portfolio.queries.filtering import Filters
from portfolio.queries.papers.shapes import Facts, PaperProposal, Row, records
from portfolio.queries.proposals import parking, proposals, succession
from portfolio.queries.requests.effects import effects_of
from portfolio.queries.strategy import strategy
from portfolio.screens.drawing import Read, rows
from portfolio.screens.proposals import sheet


def ask(
    read: Read, filters: Filters, paper: Facts, numbers: Sequence[int]
) -> tuple[sheet.Facts, ...]:
    """Those of these numbers, by number."""
    known = {one.number: one for one in paper.proposals}
    found = read(proposals.numbered, filters=filters, numbers=tuple(numbers))
    ids = tuple(one.facts["id"] for one in found)
    decided = (known[n].decisions[: sheet.ON_PAPER] for n in numbers)
    shown = tuple(dict.fromkeys(row["id"] for some in decided for row in some))
    on = {"as_of": filters.as_of, "ids": ids}
    told: dict[str, Mapping[str, Any]] = {
        "belongings": read(proposals.belongings, filters=filters, ids=ids),
        "trail": read(succession.trails, **on),
        "applications": {id: rows(some) for id, some in read(strategy.applications, **on).items()},
    }
    for_all = {
        "filters": filters,
        "windows": rows(read(parking.windows_ahead, as_of=filters.as_of)),
        "effects": read(effects_of, decisions=shown),
    }
    return tuple(
        sheet.Facts(
            proposal=one,
            **for_all,
            **_of_paper(paper, known[one.facts["number"]]),
            **{name: some[one.facts["id"]] for name, some in told.items()},
        )
        for one in found
    )


def _of_paper(paper: Facts, one: PaperProposal) -> dict[str, Any]:
    made = [row | {"mine": _ties(row, one)[0]} for row in map(dict, one.decisions)]
    ids = {row["id"] for row in made}
    return {
        "parked": one.parked,
        "made": made,
        "follow_ups": [row for row in records(paper.follow_ups) if row["decision_id"] in ids],
        "milestones": [{**row, "certainty": _certainty(row, one)} for row in one.milestones],
        "gaps": [row for row in records(paper.gaps) if one.number in row["numbers"]],
        "requests": sheet.about_it((*paper.requests, *paper.of_others), one.id),
    }


def _ties(row: Row, one: PaperProposal) -> list[Any]:
    return [number for number in row["numbers"] if number == one.number]


def _certainty(row: Row, one: PaperProposal) -> str | None:
    """As ``timeline.certainty``: how sure its surest tie to a date's pool or process is."""
    if row["belongs"] not in ("pool", "process"):
        return None
    return max(tie.certainty or Certainty.STATED for tie in _ties(row, one))
