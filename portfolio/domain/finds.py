"""What a reading of minutes finds (*fund*), how sure it is, and what becomes of it.

The codes are those of the JSON of ``import-minutes`` (docs/minutes.md).
"""

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from portfolio import signs


class FindKind(StrEnum):
    """What is found."""

    MEETING = "meeting"
    PARTICIPANT = "participant"
    AGENDA_ITEM = "agenda_item"
    PURPOSE = "purpose"
    PROPOSAL = "proposal"
    DECISION = "decision"
    DIFFERENCE = "difference"
    FOLLOW_UP = "follow_up"
    MILESTONE = "milestone"
    POOL = "pool"
    POOL_CONDITION = "pool_condition"
    AMOUNT = "amount"
    SHARE = "share"
    PARTY = "party"
    PLACE = "place"
    PROCESS = "process"
    CASE_REFERENCE = "case_reference"


class FindCertainty(StrEnum):
    """How sure the reader is: said, with no exception known; likely; a guess."""

    SURE = "sikkert"
    LIKELY = "sandsynligt"
    GUESS = "gæt"


class FindAction(StrEnum):
    """What taking a find in does to the portfolio."""

    CREATE = "create"
    CHANGE = "change"
    KNOWN = "known"  # the portfolio says the same; its source is added


class DocumentKind(StrEnum):
    """What a file is. An agenda has no decisions yet; of what is unsure somebody is asked."""

    MINUTES = "minutes"
    AGENDA = "agenda"
    OTHER = "other"
    UNSURE = "unsure"


#: What somebody can say that it is.
SAID_KINDS = (DocumentKind.MINUTES, DocumentKind.AGENDA, DocumentKind.OTHER)


class FindState(StrEnum):
    """What somebody has said of a find."""

    OPEN = "open"
    TAKEN = "taken"
    REJECTED = "rejected"


class ReadingState(StrEnum):
    """Where a reading stands."""

    OPEN = "open"  # its finds are judged
    TAKEN_IN = "taken_in"
    SET_ASIDE = "set_aside"


def is_about(state: str, certainty: str) -> bool:
    """Whether what is decided under an item is about the proposal that a find in it names."""
    sure = state == FindState.OPEN and certainty == FindCertainty.SURE
    return state == FindState.TAKEN or sure


#: What stands in a find's value without saying what it is.
_BESIDE = frozenset({"certainty", "responsible", "when", "other_titles", "per", "approx"})


def mark(kind: str, item: str | None, value: Mapping[str, Any]) -> str:
    """What a find is told by in a newer version of the same minutes: what it says, not where."""
    said = {name: _folded(word) for name, word in value.items() if name not in _BESIDE}
    packed = json.dumps([kind, item, said], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(packed.encode()).hexdigest()


def _folded(word: object) -> object:
    return " ".join(signs.compared(word).split()) if isinstance(word, str) else word
