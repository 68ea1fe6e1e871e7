"""What many tables share: keys, versions, codes, fuzzy dates and the rules of a status."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeDecorator

from portfolio import signs
from portfolio.domain.model import Rag, Stage

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def table(name: str, *items: SchemaItem) -> Table:
    """A table whose rows have a key of their own: a UUIDv7 as text."""
    return Table(name, metadata, Column("id", Text, primary_key=True), *items)


def version() -> Column[int]:
    """The optimistic lock: one more at every change."""
    return Column("version", Integer, nullable=False, server_default="1")


def code() -> Column[str]:
    """A short name that people and seed files refer to the row by."""
    return Column("code", Text, nullable=False)


class Words(TypeDecorator[str]):
    """Text as it is kept: the last door, which nothing that is written or asked for goes round."""

    impl, cache_ok = Text, True

    @property
    def python_type(self) -> type[str]:
        """What the published file makes a column of."""
        return str

    def process_bind_param(self, value: str | None, _dialect: object) -> str | None:
        return signs.normalised(value) if isinstance(value, str) else value


def text(name: str) -> Column[str]:
    return Column(name, Words, nullable=False)


def maybe(name: str) -> Column[str]:
    """Text the source may not give: NULL is "not stated", never an empty string."""
    return Column(name, Words)


def packed(name: str, *, needed: bool = True) -> Column[str]:
    """JSON, whose words were made ready before they were packed."""
    return Column(name, Text, nullable=not needed)


def flag(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


def withdrawn() -> list[Column[str]]:
    """Nothing is deleted: a row set aside says when and why, and can come back."""
    return [maybe("withdrawn_at"), maybe("withdrawn_reason")]


def editable() -> list[Column[int] | Column[str]]:
    """What a row has that people change and take out of use."""
    return [version(), *withdrawn()]


def belongs_to(table: str, column: str) -> Column[str]:
    return Column(column, Text, ForeignKey(f"{table}.id"), nullable=False, index=True)


def may_belong_to(table: str, column: str) -> Column[str]:
    return Column(column, Text, ForeignKey(f"{table}.id"), index=True)


def fuzzy_date(prefix: str = "") -> list[Column[str] | Column[int]]:
    """The words of a date, its first and last day (ISO), its precision, and whether guessed."""
    names = (f"{prefix}date_text", f"{prefix}date_start", f"{prefix}date_end")
    words: list[Column[str] | Column[int]] = [maybe(name) for name in names]
    return [*words, maybe(f"{prefix}precision"), flag(f"{prefix}date_inferred")]


def one_of(column: str, codes: type[StrEnum]) -> CheckConstraint:
    """Only for codes fixed by the design: other lists grow, and a CHECK must be rebuilt."""
    allowed = ", ".join(f"'{member.value}'" for member in codes)
    return CheckConstraint(f"{column} IN ({allowed})", name=column)


def status_rules() -> list[CheckConstraint]:
    """The rules of the columns ``stage``, ``rag`` and ``percent``, wherever a status is kept."""
    share = "percent BETWEEN 0 AND 100"
    return [one_of("stage", Stage), one_of("rag", Rag), CheckConstraint(share, name="percent")]
