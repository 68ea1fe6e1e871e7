"""What a list says that is new: against what it said last time, and what stands here.

A cell that says what it said last time asks for nothing, whatever has been done here since; an
empty cell empties only what the list itself once filled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from portfolio import fuzzy, signs
from portfolio.domain.lists.entry import Entry
from portfolio.domain.lists.fields import Field
from portfolio.domain.model import Rag
from portfolio.errors import PortfolioError


class RowState(StrEnum):
    """What taking a list in does with one of its rows."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"  # cannot be taken in as it is
    LEFT_OUT = "left_out"  # somebody chose so


@dataclass(frozen=True)
class Change:
    """A field that the list says otherwise. ``is_conflict``: it was changed here too since."""

    field: Field
    old: Any
    new: Any
    is_conflict: bool = False
    header: str = ""  # of a field of the portfolio's own


@dataclass(frozen=True, kw_only=True)
class Find:
    """What a row of the list is here."""

    entry: Entry
    state: RowState
    proposal_id: str | None = None
    number: int | None = None  # the proposal's, here
    changes: tuple[Change, ...] = ()
    remarks: tuple[PortfolioError, ...] = ()
    kept: Mapping[str, str | None] = field(default_factory=dict)  # own fields, by heading
    centres: tuple[str, ...] = ()  # by their names here


@dataclass(frozen=True)
class Gone:
    """A proposal that the last list had and this one has not."""

    proposal_id: str
    number: int
    title: str


#: What is never changed by a list once the proposal is there, or is no field of it.
_NOT_COMPARED = (Field.NUMBER, Field.STATUS, Field.KEPT, Field.AMOUNT, Field.LEFT_OUT)


def changes(
    said: Mapping[Field, Any], before: Mapping[str, Any] | None, here: Mapping[Field, Any]
) -> tuple[Change, ...]:
    """The fields that are to be changed. ``before``: what the list said last time, if it has."""
    found = []
    for name, new in said.items():
        if name in _NOT_COMPARED:
            continue
        old = here.get(name)
        was_told = before is not None and name in before
        last = before[name] if before is not None and was_told else None
        if was_told and same(name, new, last):
            continue
        if new is None and (name is Field.STAGE or not was_told):
            continue
        if name is Field.CENTRE:
            if _names(new) - _names(old) or (_names(last) - _names(new)) & _names(old):
                found.append(Change(name, old, new, bool(_names(last) - _names(old))))
        elif not same(name, new, old):
            found.append(Change(name, old, new, was_told and not same(name, last, old)))
    return tuple(found)


def own_changes(
    said: Mapping[str, str | None],
    before: Mapping[str, str | None] | None,
    here: Mapping[str, str],
) -> tuple[Change, ...]:
    """As ``changes``, of the portfolio's own fields, all by heading."""
    found = []
    for header, new in said.items():
        old, last = here.get(header), (before or {}).get(header)
        was_told = before is not None and header in before
        if (was_told and new == last) or (new is None and not was_told) or new == old:
            continue
        found.append(Change(Field.KEPT, old, new, was_told and last != old, header))
    return tuple(found)


def same(name: Field, one: Any, other: Any) -> bool:  # noqa: ANN401 - whatever the field holds
    """Whether two values of a field are the same to a reader."""
    if name is Field.LIGHT:
        return (one or Rag.NONE) == (other or Rag.NONE)
    if name is Field.CENTRE:
        return _names(one) == _names(other)
    if isinstance(one, str) and isinstance(other, str):
        return signs.normalised(one).strip() == signs.normalised(other).strip()
    return bool((one or None) == (other or None))


def _names(parties: Sequence[str] | None) -> set[str]:
    """Names of centres as they are held against others."""
    return set(map(signs.compared, parties or ()))


def values(entry: Entry) -> dict[Field, Any]:
    """What a row says, by field, as it is kept and compared: dates by their words."""
    said = dict(entry.values)
    return {
        name: value.text if isinstance(value, fuzzy.Reading) else value
        for name, value in said.items()
    }
