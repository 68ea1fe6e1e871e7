"""When a follow-up is to be done, and whether a decision is carried out, in the words of all
places.
"""

from collections.abc import Mapping
from typing import Any

from portfolio.language import ngettext

Row = Mapping[Any, Any]


def when(row: Row, missing: str) -> str:
    """The day of a follow-up in the words it was given in; of a moved one what was agreed too.

    ``missing`` is said where there is no date. Of ``date_text``, ``moves`` and ``agreed_text``.
    """
    now = row["date_text"] or missing
    if not row["moves"]:
        return str(now)
    return ngettext(
        "agreed {first}, now {now}, moved {n} time",
        "agreed {first}, now {now}, moved {n} times",
        row["moves"],
        first=row["agreed_text"],
        now=now,
    )
