"""The lists of all pools and of all processes, each figure with its source."""

from collections import defaultdict
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.domain.model import PoolKind
from portfolio.language import _
from portfolio.queries.strategy import strategy
from portfolio.screens.proposals import milestones
from portfolio.ui import components, links, session, tables
from portfolio.ui.sources import Marks
from portfolio.ui.strategy.page import Hanging, bare, hanging, linked, money, noun
from portfolio.ui.tables import Column


def show_pools(pools: pd.DataFrame, relations: pd.DataFrame) -> None:
    """Every pool in a line, each figure with its source."""
    cited = Marks("funding_pools", pools["id"])
    hung = hanging(relations)
    rows = sorted(pools.to_dict("records"), key=lambda row: _pool_order(row, hung))
    st.markdown(components.bullets(_pool_line(row, cited, hung) for row in rows))
    columns = [
        Column(_("Funding pool"), "title"),
        Column(_("Type"), lambda row: labels.label("pool_kind", row["kind"])),
        Column(_("Amount (DKK)"), "total_amount"),
        Column(_("Of which earmarked (DKK)"), "earmarked_amount"),
        Column(_("The municipality's share"), "co_financing_share"),
        Column(_("Granted (DKK)"), "granted_amount"),
        Column(_("Proposals"), lambda row: bare(hung["pool", row["code"]])),
    ]
    tables.downloads(lambda: tables.frame(rows, columns), "puljer")


def _pool_line(row: dict[Any, Any], cited: Marks, hung: Hanging) -> str:
    def figure(field: str, words: str) -> str:
        return f"{words} {cited.of(row['id'], field)}"

    parts = [
        f"**{noun(row | {'kind': 'pool'})}**",
        labels.label("pool_kind", row["kind"]),
        figure("total_amount", money(row["total_amount"]))
        if row["total_amount"] is not None
        else components.quiet(_("no amount stated")),
    ]
    if row["earmarked_amount"] is not None:
        words = _("of which {amount} earmarked", amount=money(row["earmarked_amount"]))
        parts.append(figure("earmarked_amount", words))
    if row["co_financing_share"] is not None:
        words = _("municipality pays {share}", share=language.share(row["co_financing_share"]))
        parts.append(figure("co_financing_share", words))
    if row["kind"] == PoolKind.STATE:
        parts.append(granted(row))
    numbers = linked(hung["pool", row["code"]])
    return components.joined([*parts, _("proposal {number}", number=numbers) if numbers else ""])


def granted(pool: dict[Any, Any]) -> str:
    """What has been granted of a pool, worded from the data."""
    if pool["granted_amount"] is None:
        return _("no grant is recorded")
    return _("{amount} granted", amount=money(pool["granted_amount"]))


def show_processes(processes: pd.DataFrame, relations: pd.DataFrame) -> None:
    """Every process with what the source tells of it; those most proposals hang on first."""
    windows, hung = _window_words(), hanging(relations)
    rows = sorted(processes.to_dict("records"), key=lambda row: -len(hung["process", row["code"]]))
    cited = Marks("strategy_processes", processes["id"])

    def titled(row: dict[Any, Any]) -> str:
        return f"{noun(row | {'kind': 'process'})} {cited.of(row['id'], 'title', None)}"

    def owned(row: dict[Any, Any]) -> str:
        return f"{links.plain(row['owner'] or '')} {cited.of(row['id'], 'owner_party')}"

    components.remark(
        _(
            "Responsible and periods are shown only where the minutes name them. A blank is not"
            " stated."
        )
    )
    columns = [
        Column(_("Strategy process"), "title", titled),
        Column(_("Type"), lambda row: labels.label("process_kind", row["kind"])),
        Column(_("Responsible"), "owner", owned),
        Column(_("Periods"), lambda row: windows[row["code"]]),
        Column(
            _("Proposals"),
            lambda row: bare(hung["process", row["code"]]),
            lambda row: linked(hung["process", row["code"]]),
        ),
    ]
    tables.show(rows, columns, "strategiprocesser", alt=_("Strategy processes"))


def _pool_order(row: dict[Any, Any], hung: Hanging) -> tuple[bool, int]:
    """Pools some proposal hangs on first, the state's before our own."""
    return not hung["pool", row["code"]], list(PoolKind).index(row["kind"])


def _window_words() -> defaultdict[str, str]:
    """Each process's windows in a line: ``Første workshop: maj (2022)``."""
    windows: defaultdict[str, list[str]] = defaultdict(list)
    for row in session.read(strategy.windows).to_dict("records"):
        windows[row["process"]].append(f"{row['title']}: {milestones.when(row)}")
    return defaultdict(str, {code: "; ".join(lines) for code, lines in windows.items()})
