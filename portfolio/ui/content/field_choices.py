"""What a field on Indhold can be set to: codes, or rows of the portfolio shown."""

from collections.abc import Iterable

from portfolio import labels
from portfolio.queries.content import rows
from portfolio.ui import session
from portfolio.usecases.content.field import Field, Kind
from portfolio.usecases.content.nouns_portfolio import SUBJECTS


def of(field: Field, said: Iterable[object] = ()) -> dict[str, str]:
    """The codes or ids a field can be set to, with their words.

    ``said``: what rows say already; it is offered too where it is another portfolio's, so that
    looking at such a row changes nothing in it.
    """
    if field.kind is Kind.CODE:
        assert field.codes is not None
        return {code.value: labels.label(field.label_kind, code) for code in field.codes}
    values = sorted({str(value) for value in said if value})
    if field.kind is Kind.REFERENCE:
        return _rows(field.to, values)
    return {
        f"{table}/{key}": name
        for table in SUBJECTS
        for key, name in _rows(table, [value.removeprefix(f"{table}/") for value in values]).items()
    }


def _rows(table: str, also: Iterable[str]) -> dict[str, str]:
    return session.read(
        rows.choices, table=table, portfolio=session.portfolio_id(), also=tuple(also)
    )
