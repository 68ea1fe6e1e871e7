"""Strategier og puljer: what hangs on what, and one pool or process; what is taken along."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels
from portfolio.language import _
from portfolio.reports import dated
from portfolio.screens.addresses import SOURCES
from portfolio.screens.strategy import hanging, one, ties
from portfolio.ui import asof, drawing, edit_links, links, session, tables
from portfolio.ui.documents import documents
from portfolio.ui.sources import proofs
from portfolio.ui.tables import Column

Row = dict[Any, Any]


def asked(day: date, portfolio: str) -> one.Facts | None:
    """The pool or process that the address asks for; what is not on record is said."""
    for kind, parameter in hanging.PARAMETERS.items():
        code = st.query_params.get(parameter)
        if not code:
            continue
        facts = session.read(one.of, kind=kind, code=code, as_of=day, portfolio=portfolio)
        if facts is None:
            st.warning(_UNKNOWN[kind](links.plain(code[:60])))
        return facts
    return None


_UNKNOWN = {
    "pool": lambda code: _("There is no pool “{code}”. Choose one below.", code=code),
    "process": lambda code: _("There is no process “{code}”. Choose one below.", code=code),
}


def show_one(facts: one.Facts) -> None:
    """A pool or process in full, and what is attached to it."""
    may = edit_links.may_edit()
    drawing.show(session.write_once(one.draw, facts, links.to, _shows_sources(), may))
    heading = _("Attachments and links")
    documents.where_any(one.TABLES[facts.kind], facts.noun["id"], facts.day, heading=heading)


def show_all(day: date, portfolio: str) -> None:
    """What hangs on what, to read and to take along."""
    asof.say_age(portfolio, day)
    facts = session.read(hanging.of, as_of=day, portfolio=portfolio)
    drawing.show(session.write_once(ties.draw, facts, links.to, _shows_sources()))
    with st.container(gap=None):
        for called, name, rows, columns in (
            (_("Funding pools"), "puljer", facts.pools, _pools),
            (_("Strategy processes"), "strategiprocesser", facts.processes, _processes),
            (_("What the proposals are tied to"), "sammenhaenge", facts.relations, _ties),
        ):
            if rows:
                tables.downloads(partial(_file, rows, columns, facts), name, called)


def _file(
    rows: Sequence[Row], columns: Callable[[hanging.Facts], Sequence[Column]], facts: hanging.Facts
) -> pd.DataFrame:
    return tables.frame(rows, columns(facts))


def _pools(facts: hanging.Facts) -> Sequence[Column]:
    return [
        Column(_("Funding pool"), "title"),
        Column(_("Type"), lambda row: labels.label("pool_kind", row["kind"])),
        Column(_("Amount (DKK)"), "total_amount"),
        Column(_("Of which earmarked (DKK)"), "earmarked_amount"),
        Column(_("The municipality's share"), "co_financing_share"),
        Column(_("Granted (DKK)"), "granted_amount"),
        _numbers(facts, "pool"),
    ]


def _processes(facts: hanging.Facts) -> Sequence[Column]:
    def periods(row: Row) -> str:
        mine = (one for one in facts.windows if one["process"] == row["code"])
        return "; ".join(f"{one['title']}: {dated.of(one)}" for one in mine)

    return [
        Column(_("Strategy process"), "title"),
        Column(_("Type"), lambda row: labels.label("process_kind", row["kind"])),
        Column(_("Responsible"), "owner"),
        Column(_("Periods"), periods),
        _numbers(facts, "process"),
    ]


def _ties(facts: hanging.Facts) -> Sequence[Column]:
    cited = {
        kind: proofs(table, [row["id"] for row in facts.relations if row["kind"] == kind])
        for kind, table in hanging.LINKS.items()
    }
    kinds = {"pool": _("pool"), "process": _("strategy process")}
    return [
        Column(_("Proposal"), lambda row: f"{row['number']} {row['proposal']}"),
        Column(_("Tied to"), "title"),
        Column(_("Type"), lambda row: kinds[row["kind"]]),
        Column(_("How"), lambda row: hanging.how([row])),
        Column(_("Note"), "note"),
        Column(_("Source"), lambda row: cited[row["kind"]](row["id"]) or None),
    ]


def _numbers(facts: hanging.Facts, kind: str) -> Column:
    hung = hanging.hanging(facts, kind)
    return Column(_("Proposals"), lambda row: hanging.numbers(hung[row["code"]]))


def _shows_sources() -> bool:
    return st.query_params.get(SOURCES) == "ja"
