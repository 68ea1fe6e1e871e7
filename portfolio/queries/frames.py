"""What a statement answers, as a page or a paper reads it: a frame, rows, or values by a key."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.language import sort_key
from portfolio.queries.grouping import grouped as grouped

Row = dict[str, Any]


def frame(connection: Connection, statement: sa.Select[Any]) -> pd.DataFrame:
    """The answer of a statement; column names are the statement's own."""
    result = connection.execute(statement)
    columns = list(result.keys())
    # dtype object: a nullable number stays a number or None, never a float or NaN.
    return pd.DataFrame([tuple(row) for row in result], columns=columns, dtype=object)


def frames(
    connection: Connection, statement: sa.Select[Any], ids: Collection[str]
) -> dict[str, pd.DataFrame]:
    """The answer of a statement apart for each of these proposals: its first column says whose."""
    result = connection.execute(statement)
    columns = list(result.keys())
    apart = grouped((row[0], tuple(row)) for row in result)
    return {id: pd.DataFrame(apart[id], columns=columns, dtype=object) for id in ids}


def rows(connection: Connection, statement: sa.Select[Any]) -> list[Row]:
    """The answer of a statement, row by row, by the names of its columns."""
    return [dict(row) for row in connection.execute(statement).mappings()]


def count(connection: Connection, source: sa.FromClause, *tests: sa.ColumnElement[bool]) -> int:
    """How many rows of a table, a join or a statement's answer pass the tests."""
    counted = sa.select(sa.func.count()).select_from(source).where(*tests)
    return int(connection.execute(counted).scalar_one())


def day(iso: str | None) -> date | None:
    """A day as it is stored (ISO) as a date."""
    return None if iso is None else date.fromisoformat(iso)


def sort_danish(table: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Sorted the Danish way by text columns: the databases themselves disagree on æ ø å."""
    keys = [tuple(sort_key(str(value)) for value in row) for row in table[list(by)].to_numpy()]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return table.iloc[order].reset_index(drop=True)
