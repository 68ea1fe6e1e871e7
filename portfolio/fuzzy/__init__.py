"""Danish dates, amounts and shares as people write them, read into values that can be compared."""

from portfolio.fuzzy.amounts import (
    Amount,
    Share,
    find_amounts,
    find_shares,
    parse_amount,
    parse_share,
)
from portfolio.fuzzy.dates import (
    FuzzyDate,
    Precision,
    Reading,
    Tense,
    find_dates,
    parse_date,
    read_date,
)
from portfolio.fuzzy.fuzzydate import NO_DATE

__all__ = [
    "NO_DATE",
    "Amount",
    "FuzzyDate",
    "Precision",
    "Reading",
    "Share",
    "Tense",
    "find_amounts",
    "find_dates",
    "find_shares",
    "parse_amount",
    "parse_date",
    "parse_share",
    "read_date",
]
