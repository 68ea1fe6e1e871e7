"""Danish dates, amounts and shares as people write them, read into values that can be compared."""

from portfolio.fuzzy.amounts import (
    Amount,
    Share,
    find_amounts,
    find_shares,
    parse_amount,
    parse_share,
)
from portfolio.fuzzy.dates import FuzzyDate, Precision, find_dates, parse_date

__all__ = [
    "Amount",
    "FuzzyDate",
    "Precision",
    "Share",
    "find_amounts",
    "find_dates",
    "find_shares",
    "parse_amount",
    "parse_date",
    "parse_share",
]
