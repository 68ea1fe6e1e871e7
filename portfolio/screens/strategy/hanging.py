"""Who hangs on what, as asked of the database, and what is said of a tie."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portfolio import labels
from portfolio.domain.ties import Tied
from portfolio.queries.proposals import parking
from portfolio.queries.strategy import strategy, timeline
from portfolio.screens import drawing, sources
from portfolio.screens.drawing import To, rows

PAGE = "strategi"
#: The address's name for a pool and for a process.
PARAMETERS = {"pool": "pulje", "process": "proces"}
#: Where the ties to a pool and to a process are kept.
LINKS = {"pool": "proposal_pools", "process": "proposal_processes"}
Row = dict[Any, Any]


@dataclass(frozen=True, kw_only=True, eq=False)
class Facts:
    """The answers that the page tells, on a day. Kept and compared as one thing."""

    day: date
    proposals: Sequence[Row]
    relations: Sequence[Row]
    pools: Sequence[Row]
    processes: Sequence[Row]
    milestones: Sequence[Row]
    windows: Sequence[Row]
    parked: Sequence[Row]
    cited: tuple[sources.Cited, ...]


def of(connection: Any, *, as_of: date, portfolio: str) -> Facts:  # noqa: ANN401 - the store's
    """All of it as one answer, which is then kept as one."""
    read = drawing.reader(connection)
    asked: dict[str, Any] = {"as_of": as_of, "portfolio": portfolio}
    relations = rows(read(strategy.relations, **asked))
    pools, processes = (
        rows(read(listed, portfolio=portfolio)) for listed in (strategy.pools, strategy.processes)
    )
    common = [row for row in relations if row["common"]]
    cited = {
        "funding_pools": pools,
        "strategy_processes": processes,
        **{table: [row for row in common if row["kind"] == kind] for kind, table in LINKS.items()},
    }
    return Facts(
        day=as_of,
        proposals=rows(read(strategy.proposals_on, **asked)),
        relations=relations,
        pools=pools,
        processes=processes,
        milestones=[
            row
            for kind in PARAMETERS
            for row in rows(
                read(timeline.milestones_on, filters=timeline.Filters(**asked, belongs=kind))
            )
        ],
        windows=rows(read(strategy.windows, as_of=as_of)),
        parked=rows(read(parking.parkings_on, **asked)),
        cited=tuple(
            sources.cited(read, table, [row["id"] for row in some]) for table, some in cited.items()
        ),
    )


def hanging(facts: Facts, kind: str) -> defaultdict[str, list[Row]]:
    """The ties to each pool or process, by its code."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in facts.relations:
        if row["kind"] == kind:
            found[row["code"]].append(row)
    return found


def without(facts: Facts, kind: str) -> list[Row]:
    """The proposals that hang on none of them, counting none that every proposal hangs on."""
    rows = facts.relations
    own = {row["number"] for row in rows if row["kind"] == kind and not row["common"]}
    return [row for row in facts.proposals if row["number"] not in own]


def numbers(hung: Sequence[Row]) -> str:
    """The numbers of what hangs on something, unsure ties told apart."""
    tied = (Tied(row["number"], row["certainty"]) for row in hung)
    return labels.by_certainty(tied, lambda some: ", ".join(map(str, some)))


def how(hung: Sequence[Row]) -> str:
    """How they hang on it, and how sure that is; each by its number where they differ."""
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for tie in hung:
        words = labels.hedged(labels.label("relation", tie["relation"]), tie["certainty"])
        alike[words].append(tie["number"])
    if len(alike) <= 1:
        return "".join(alike)
    return "; ".join(f"{', '.join(map(str, some[:9]))}: {words}" for words, some in alike.items())


def way(kind: str, code: str, to: To) -> str:
    """The address of a pool or process on this page."""
    return to(PAGE, **{PARAMETERS[kind]: code})
