"""A find: something the text says, with its quote, before it is compared with the portfolio."""

from dataclasses import dataclass, field
from typing import Any

from portfolio.importers.minutes.certainty import Certainty
from portfolio.importers.minutes.passages import Quote


@dataclass(frozen=True)
class Found:
    """``item``: the agenda item's number; ``subject``, ``action``, ``changes``: see known.py."""

    kind: str
    item: str | None
    value: dict[str, Any]
    quote: Quote
    certainty: Certainty
    action: str = "create"
    subject: str | None = None
    changes: list[dict[str, Any]] = field(default_factory=list)
