"""What a municipality may demand of a status, or only point out: a yes, a source, a percentage.

Chosen for each portfolio; one that nobody has chosen for demands all.
"""

from collections.abc import Iterable
from enum import StrEnum


class Demand(StrEnum):
    """What can be demanded before a status is taken in."""

    YES = "yes"  # somebody has said yes, before it goes further than qualification
    SOURCE = "source"  # so has where it comes from
    PERCENT = "percent"  # how much is done of what is running
    REASON = "reason"  # why the light is amber or red


#: What stands in the column of a portfolio that demands nothing.
NOTHING = ""


def demanded(kept: str | None) -> frozenset[Demand]:
    """What a portfolio demands, by its column; None: nobody has chosen."""
    return frozenset(Demand if kept is None else map(Demand, kept.split()))


def column(demands: Iterable[str]) -> str:
    """The column of a portfolio that demands these."""
    chosen = set(demands)
    return " ".join(demand for demand in Demand if demand in chosen)
