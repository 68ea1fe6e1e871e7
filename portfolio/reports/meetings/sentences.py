"""What a decision is called, whether it is carried out, and when a follow-up is to be done, in the
words of all places.
"""

from collections.abc import Mapping
from typing import Any

from portfolio import labels
from portfolio.language import _, long_date, ngettext
from portfolio.reports import dated

Row = Mapping[Any, Any]


def named(number: object, decided_on: object) -> str:
    """``7.2 of 4 April 2022``: a decision's number with its day, for two meetings can share one."""
    return _("{number} of {day}", number=number, day=long_date(str(decided_on)))


def when(row: Row, missing: str) -> str:
    """The day of a follow-up in the words it was given in; of a moved one what was agreed too.

    ``missing`` is said where there is no date. Of its date, ``moves`` and ``agreed_date_text``.
    """
    now = dated.of(row, missing)
    if not row["moves"]:
        return str(now)
    return ngettext(
        "agreed {first}, now {now}, moved {n} time",
        "agreed {first}, now {now}, moved {n} times",
        row["moves"],
        first=dated.of(row, prefix="agreed_"),
        now=now,
    )


def carried_out(row: Row) -> str:
    """Whether a decision was carried out, of ``carried_out`` and ``is_late``."""
    became = labels.label("carried_out", row["carried_out"])
    return _("{became}, late", became=became) if row["is_late"] else became
