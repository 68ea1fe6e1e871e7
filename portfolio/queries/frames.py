"""Rows to DataFrames with the columns that were asked for, also when there are none."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.language import sort_key


def frame(connection: Connection, statement: sa.Select[Any]) -> pd.DataFrame:
    """The answer of a statement; column names are the statement's own."""
    result = connection.execute(statement)
    columns = list(result.keys())
    # dtype object: a nullable number stays a number or None, never a float or NaN.
    return pd.DataFrame([tuple(row) for row in result], columns=columns, dtype=object)


def sort_danish(table: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Sorted the Danish way by text columns: the databases themselves disagree on æ ø å."""
    keys = [tuple(sort_key(str(value)) for value in row) for row in table[list(by)].to_numpy()]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return table.iloc[order].reset_index(drop=True)
