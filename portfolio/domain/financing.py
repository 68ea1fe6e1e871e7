"""The calculator's rules: a project's cost, its grant and the municipality's own share.

Every answer is arithmetic on assumptions the user has named, never a fact and never stored.
The share and its two uses stand in the minutes, item 8, line 365; the pool and its recipients
in line 337. What the share is a share *of* stands nowhere (gap A18): it is an argument here.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from portfolio.errors import PortfolioError


class Base(StrEnum):
    """What the municipality's share is a share of. Line 365 does not say which."""

    COST = "cost"  # 40 % of everything the project costs
    GRANT = "grant"  # 40 kr. of our own for every 100 kr. of grant


class KnownAmount(StrEnum):
    """Which of the three amounts the user starts from."""

    COST = "cost"
    GRANT = "grant"
    OWN = "own"


class Reach(StrEnum):
    """How far a grant goes beside what there is to share out."""

    WITHIN = "within"
    ABOVE_AVERAGE = "above_average"
    ABOVE_POOL = "above_pool"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The assumptions a calculation stands on.

    ``set_aside`` is own money already in a budget that is *assumed* to count as co-financing
    (line 365 puts the 6 mio. kr. of budget 23 beside the pool without saying so); 0 if not.
    """

    share: float
    base: Base = Base.COST
    set_aside: int = 0


@dataclass(frozen=True, kw_only=True)
class Financing:
    """A project in whole DKK: ``cost = grant + own``, and ``own = covered + new_money``."""

    cost: int
    grant: int
    own: int
    covered: int
    new_money: int


def financing(known: KnownAmount, amount: int, terms: Terms) -> Financing:
    """The whole project from the one amount that is known."""
    if amount <= 0:
        raise PortfolioError("Write an amount above 0 kr.")
    own_part = own_part_of_cost(terms)
    if known is KnownAmount.COST:
        return _split(amount, _whole(amount * own_part), terms)
    if known is KnownAmount.GRANT:
        if own_part == 1:
            raise PortfolioError("With a share of 100 % there is no grant to start from.")
        cost = _whole(amount / (1 - own_part))
        return _split(cost, cost - amount, terms)
    if own_part == 0:
        raise PortfolioError("With a share of 0 % there is no own contribution to start from.")
    return _split(_whole(amount / own_part), amount, terms)


def own_part_of_cost(terms: Terms) -> Fraction:
    """The municipality's part of the whole cost, whichever base the share is counted on.

    40 % of the cost is 40 % of the cost; 40 % of the grant is 40 of 140, or 28,6 %.
    """
    share = Fraction(str(terms.share))
    if not 0 <= share <= 1:
        raise PortfolioError("A share lies between 0 % and 100 %.")
    return share if terms.base is Base.COST else share / (1 + share)


def average_frame(total: int | None, recipients: int | None) -> int | None:
    """The pool divided evenly: 130 mio. kr. by 10 towns (line 337). Arithmetic, not a promise."""
    if total is None or not recipients:
        return None
    return _whole(Fraction(total, recipients))


def reach(grant: int, total: int | None, recipients: int | None) -> Reach:
    """Whether a grant is more than the even share, or even more than the whole pool."""
    average = average_frame(total, recipients)
    if total is not None and grant > total:
        return Reach.ABOVE_POOL
    if average is not None and grant > average:
        return Reach.ABOVE_AVERAGE
    return Reach.WITHIN


def _split(cost: int, own: int, terms: Terms) -> Financing:
    covered = min(own, terms.set_aside)
    return Financing(cost=cost, grant=cost - own, own=own, covered=covered, new_money=own - covered)


def _whole(kroner: Fraction) -> int:
    exact = Decimal(kroner.numerator) / Decimal(kroner.denominator)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
