"""What a proposal says in a field of its portfolio's own: in words, and as a sheet has it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from portfolio import labels, language
from portfolio.domain.dated import DateWords
from portfolio.domain.own_fields import OwnField, OwnKind, OwnValue
from portfolio.language import _
from portfolio.queries.papers.shapes import PaperProposal
from portfolio.reports import dated


def said(one: OwnValue) -> str:
    """A number grouped as the reader groups it, the words of a date; anything else as it is."""
    if one.field.kind is OwnKind.NUMBER:
        number = Decimal(one.value.replace(",", "."))
        return language.number(number, len(one.value.partition(",")[2]))
    if one.field.kind is OwnKind.DATE:
        days = (one.date_start, one.date_end, one.date_inferred)
        return dated.said(DateWords(one.value, *days))
    return one.value


def cell(one: OwnValue | None) -> object:
    """A number, a whole day or words, for a sheet to sort and sum; None where nothing is said."""
    if one is None or one.field.kind is OwnKind.NUMBER:
        return one and one.number_value
    if one.field.kind is OwnKind.DATE and one.date_end and one.date_start == one.date_end:
        return date.fromisoformat(one.date_end)
    return said(one)


def texts(one: PaperProposal) -> list[tuple[str, str]]:
    """A proposal's own words under their headings, and what it says in the portfolio's own fields.

    Of the fields the empty ones are left out: nobody can tell whether they were to be filled in.
    """
    nothing = _("Not stated in the minutes.")
    ours = [(labels.label("proposal_text", n), text or nothing) for n, text in one.texts.items()]
    return ours + [(told.field.name, said(told)) for told in one.own]


def of(values: Iterable[OwnValue], field: OwnField) -> OwnValue | None:
    """What is said in one of the fields."""
    return next((one for one in values if one.field.id == field.id), None)
