"""A portfolio's own fields in their order, and what its proposals say in them.

They have no history: on an earlier day they say what they say now, as a proposal's texts do.
"""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.own_fields import OwnField, OwnKind, OwnValue, lines
from portfolio.language import sort_key
from portfolio.queries.filtering import portfolio_id
from portfolio.store import live
from portfolio.store.schema import own_values, proposals

_ASKED_FOR = (OwnKind.CHOICE, OwnKind.TEXT)
Values = dict[str, tuple[OwnValue, ...]]


def fields(connection: Connection, *, portfolio: str | None = None) -> tuple[OwnField, ...]:
    """The fields of a portfolio (its code), or of all of them, in their order."""
    f = live.own_fields.c
    chosen = sa.select(live.own_fields)
    if portfolio is not None:
        chosen = chosen.where(f.portfolio_id == portfolio_id(portfolio))
    rows = connection.execute(chosen).mappings().all()
    return tuple(sorted(map(field_of, rows), key=lambda one: (one.position, sort_key(one.name))))


def field_of(row: Any) -> OwnField:  # noqa: ANN401 - a row of the table, or one about to be
    """A field as its row describes it."""
    return OwnField(
        id=str(row.get("id") or ""),
        portfolio_id=str(row["portfolio_id"]),
        code=str(row["code"]),
        name=str(row["name"]),
        kind=OwnKind(row["kind"]),
        choices=lines(row.get("choices")),
        position=int(row.get("position") or 0),
        in_lists=bool(row.get("in_lists")),
        public=bool(row.get("public")),
    )


def values(connection: Connection, *, ids: Sequence[str]) -> Values:
    """What each of the proposals says, field by field in their order; what is empty is left out."""
    v = live.own_values
    chosen = sa.select(v).where(v.c.proposal_id.in_(ids), v.c.value.is_not(None))
    found: dict[tuple[str, str], Any] = {
        (row["proposal_id"], row["field_id"]): row for row in connection.execute(chosen).mappings()
    }
    every = fields(connection) if found else ()
    return {
        key: tuple(_value(one, found[key, one.id]) for one in every if (key, one.id) in found)
        for key in ids
    }


def filters(
    connection: Connection, *, portfolio: str
) -> tuple[tuple[OwnField, tuple[str, ...]], ...]:
    """The fields one can ask for, choices and texts, and each thing that they say."""
    v, p = live.own_values.c, proposals.c
    mine = live.own_values.join(proposals, p.id == v.proposal_id)
    chosen = sa.select(v.field_id, v.value).select_from(mine).distinct()
    said: dict[str, list[str]] = {}
    of_it = chosen.where(p.portfolio_id == portfolio_id(portfolio), v.value.is_not(None))
    for key, value in connection.execute(of_it.order_by(v.field_id, v.value)):
        said.setdefault(key, []).append(value)
    return tuple(
        (one, tuple(sorted(said[one.id], key=_order(one))))
        for one in fields(connection, portfolio=portfolio)
        if one.kind in _ASKED_FOR and one.id in said
    )


def _order(field: OwnField) -> Callable[[str], tuple[int, str]]:
    places = {choice: place for place, choice in enumerate(field.choices)}
    return lambda value: (places.get(value, 0), sort_key(value))


def _value(field: OwnField, row: Any) -> OwnValue:  # noqa: ANN401
    return OwnValue(
        field=field,
        value=row["value"],
        number_value=row["number_value"],
        date_start=row["date_start"],
        date_end=row["date_end"],
        date_inferred=bool(row["date_inferred"]),
    )


def sorted_by(code: str) -> list[sa.ColumnElement[Any]]:
    """The order of proposals by what they say in a field; who says nothing comes last."""
    f, v = live.own_fields.c, own_values.c
    mine = sa.select(v.sort_text).join(live.own_fields, f.id == v.field_id)
    text = mine.where(f.code == code, v.proposal_id == proposals.c.id)
    said = text.correlate(proposals).scalar_subquery()
    return [sa.case((said.is_(None), 1), else_=0), said]
