"""What a noun's description is made of: its fields, their kinds, and how its rows are made."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto
from functools import partial
from typing import Any

import sqlalchemy as sa

from portfolio.domain.own_fields import OwnField, OwnKind
from portfolio.fuzzy import Tense
from portfolio.language import N_, _
from portfolio.store import schema


class Kind(Enum):
    """How a field is typed, and what is kept of it."""

    TEXT = auto()
    LONG = auto()  # text of several lines
    EMAIL = auto()
    CODE = auto()  # one of a list of codes
    REFERENCE = auto()  # the id of a row of another noun
    FLAG = auto()  # 0 or 1
    AMOUNT = auto()  # whole DKK, typed as "30 mio. kr."
    SHARE = auto()  # 0-1, typed as "40 %"
    INTEGER = auto()
    FUZZY = auto()  # a date in Danish words: five columns
    DAY = auto()  # an ISO date
    SUBJECT = auto()  # "proposals/<id>": a row of one of several nouns, in two columns
    OWN = auto()  # what a proposal says in a field of its portfolio's own


#: The columns of a fuzzy date; the first has its words. A date with another name than "date" has
#: what stands before that word before each of them.
FUZZY_COLUMNS = ("date_text", "date_start", "date_end", "precision", "date_inferred")
SUBJECT_COLUMNS = ("subject_table", "subject_id")


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of a noun. ``label`` and ``help`` are msgids; ``say`` translates them."""

    name: str  # the column; "date" and "subject" are more than one
    kind: Kind
    label: str
    help: str = ""
    required: bool = False
    codes: type[StrEnum] | None = None
    to: str = ""  # the table a REFERENCE points at
    start: str | int | None = None  # what a new row begins with; "today" is the day it is
    tense: Tense = Tense.AHEAD  # of a date: which year is meant where none is said
    own: OwnField | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table it is kept in."""
        if self.kind is Kind.FUZZY:
            before = self.name.removesuffix("date")
            return tuple(f"{before}{column}" for column in FUZZY_COLUMNS)
        return SUBJECT_COLUMNS if self.kind is Kind.SUBJECT else (self.name,)

    @property
    def is_chosen(self) -> bool:
        """Whether its values are chosen from a list."""
        of_own = self.own is not None and self.own.kind is OwnKind.CHOICE
        return of_own or self.kind in (Kind.CODE, Kind.REFERENCE, Kind.SUBJECT)

    @property
    def label_kind(self) -> str:
        """Where :mod:`portfolio.labels` has the words of its codes."""
        assert self.codes is not None, self.name
        return re.sub(r"(?<!^)(?=[A-Z])", "_", self.codes.__name__).lower()


@dataclass(frozen=True, kw_only=True)
class Noun:
    """A table that the secretary keeps."""

    table: str
    one: str  # msgid: "Milestone"
    many: str  # msgid: "Milestones"
    fields: tuple[Field, ...]
    title: str = "title"  # the field its rows are called by
    of_portfolio: bool = False  # has a portfolio_id that nobody types
    counted_within: str = ""  # its position is the next one among the rows that share this
    pair: tuple[str, ...] = ()  # a tie: the columns of the two ends
    addable: bool = True
    withdrawable: bool = True

    @property
    def word(self) -> str:
        """Its name in the change log: ``milestone`` of "milestone.changed"."""
        return singular(self.table)

    @property
    def kept_in(self) -> sa.Table:
        return schema.metadata.tables[self.table]

    @property
    def is_a_portfolios(self) -> bool:
        """Whether its rows are in a portfolio, by themselves or by their proposal."""
        return self.of_portfolio or "proposal_id" in self.kept_in.columns

    @property
    def has_code(self) -> bool:
        return "code" in self.kept_in.columns

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    def with_own(self, fields: Iterable[OwnField]) -> "Noun":
        """Proposals with the fields of their portfolio's own; any other noun as it is."""
        if self.table != "proposals":
            return self
        own = tuple(_field(Kind.OWN, one.key, one.name, own=one) for one in fields)
        return replace(self, fields=(*self.fields, *own))

    def of_kind(self, *kinds: Kind) -> list[Field]:
        return [field for field in self.fields if field.kind in kinds]


def say(message: str) -> str:
    """A label or help text of a description, in the reader's language."""
    return _(message)


def singular(table: str) -> str:
    """What one row of a table is called: ``party`` of "parties"."""
    for ending, one in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if table.endswith(ending):
            return table.removesuffix(ending) + one
    return table


def _field(kind: Kind, name: str, label: str, **given: Any) -> Field:  # noqa: ANN401
    return Field(name=name, kind=kind, label=label, **given)


# A field of each kind: its name, its label, and what else is to be said of it.
text, long = partial(_field, Kind.TEXT), partial(_field, Kind.LONG)
email = partial(_field, Kind.EMAIL)
flag, day = partial(_field, Kind.FLAG), partial(_field, Kind.DAY, tense=Tense.BEHIND)
fuzzy, number = partial(_field, Kind.FUZZY), partial(_field, Kind.INTEGER)
amount, share = partial(_field, Kind.AMOUNT), partial(_field, Kind.SHARE)
subject = partial(_field, Kind.SUBJECT)
title = partial(text, "title", required=True)


def code(name: str, label: str, codes: type[StrEnum], **given: Any) -> Field:  # noqa: ANN401
    return _field(Kind.CODE, name, label, codes=codes, **{"required": True, **given})


def refers(name: str, label: str, to: str, **given: Any) -> Field:  # noqa: ANN401
    return _field(Kind.REFERENCE, name, label, to=to, **given)


NOTE = long("note", N_("Note"))
PLAIN_DANISH = N_("In plain Danish: 25. april 2022, juni 2022, ultimo 2023, 2. kvartal 2024.")
