"""Source marks for the page being shown: opening one keeps what the address asks for."""

from collections import defaultdict
from collections.abc import Iterable

import pandas as pd
import streamlit as st

from portfolio.language import _
from portfolio.queries import sources as source_queries
from portfolio.ui import links, session, sources


def here(table: str, ids: Iterable[object]) -> sources.Marks:
    """The marks of some rows of a table, looked up once."""
    asked = {name: text for name, text in st.query_params.items() if name != "kilde"}
    return sources.Marks(table, [str(id) for id in ids], links.here(), **asked)


def words(table: str, ids: Iterable[object]) -> dict[str, str]:
    """The sources of some rows as plain text, for a file that is taken along."""
    cited = session.read(source_queries.citations_of, table=table, ids=tuple(str(id) for id in ids))
    places: defaultdict[str, list[str]] = defaultdict(list)
    for row in cited.to_dict("records"):
        where = sources.lines(row)
        if row["changed"]:
            where = _("{lines}, typed over since", lines=where)
        if not pd.isna(row["item"]):
            where = _("item {item}, {lines}", item=row["item"], lines=where)
        if where not in places[row["subject_id"]]:
            places[row["subject_id"]].append(where)
    given = session.read(source_queries.given_for, table=table, ids=tuple(str(id) for id in ids))
    for row in given.to_dict("records"):
        places[row["subject_id"]].append(row["source"])
    return {id: "; ".join(found) for id, found in places.items()}
