"""The overview of strategy and pools: the drawing, what hangs on nothing, the matrix, the lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _, ngettext
from portfolio.queries import strategy as questions
from portfolio.ui import (
    charts,
    components,
    figures,
    links,
    marks,
    milestones,
    session,
    tables,
)

PAGE = "strategi"
#: More proposals than this are not drawn, nor given a column each: the list has them all.
_DRAWN = 30
#: The address's name for a pool and for a process.
PARAMETERS = {"pool": "pulje", "process": "proces"}


def show_drawing(relations: pd.DataFrame, proposals: pd.DataFrame) -> None:
    """The figure of what hangs on what, and what its shapes and lines mean."""
    drawn = proposals.head(_DRAWN)
    if len(proposals) > _DRAWN:
        st.markdown(_("The drawing shows the first {n} proposals; the list has all.", n=_DRAWN))
    st.markdown(components.quiet(_legend(relations)))
    figure = figures.links(relations[relations["number"].isin(drawn["number"])], drawn)
    alt = _("Lines from each proposal to the pools and processes it hangs on. The matrix below"
            " holds the same.")  # fmt: skip
    st.plotly_chart(figure, theme=None, config=charts.CONFIG, key="links", alt=alt)


def show_loose(found: questions.Loose, relations: pd.DataFrame) -> None:
    """In sentences: what all hang on, and what hangs on nothing."""
    common = relations[relations["common"]].drop_duplicates(["kind", "code"])
    for row in common.to_dict("records"):
        st.markdown(_common_words(row, relations))
    parts = (
        (_("Proposals without a pool"), numbers(found.without_pool)),
        (_("Proposals without a process of their own"), numbers(found.without_process)),
        (_("Pools without proposals"), _nouns(found.pools, "pool")),
        (_("Processes without proposals"), _nouns(found.processes, "process")),
    )
    for heading, words in parts:
        st.markdown(f"**{heading}**  \n{words or _('None.')}")


def show_matrix(relations: pd.DataFrame, proposals: pd.DataFrame) -> None:
    """A row a pool or process, a column a proposal, the relation's word where they meet."""
    if len(proposals) <= _DRAWN:
        matrix = _matrix(relations, proposals)
        screen = tables.plain(matrix)
        nouns = relations.drop_duplicates(["kind", "code"]).sort_values("common", kind="stable")
        screen[_("Hangs on (matrix)")] = [noun(row) for row in nouns.to_dict("records")]
        tables.show(matrix, "matrix", alt=_("Proposals by pools and processes"), screen=screen)
    with st.expander(_("Each tie with its source")):
        _show_ties(relations)


def show_pools(pools: pd.DataFrame, relations: pd.DataFrame) -> None:
    """Every pool with its figures, each figure with its source."""
    cited = marks.here("funding_pools", pools["id"])
    rows = pools.to_dict("records")

    def figure(row: dict[Any, Any], field: str, words: str) -> str:
        return f"{words} {cited.of(row['id'], field)}" if words else not_stated()

    bare = pd.DataFrame(
        {
            _("Pool"): list(pools["title"]),
            _("Kind"): [labels.label("pool_kind", row["kind"]) for row in rows],
            _("Amount (DKK)"): list(pools["total_amount"]),
            _("Of which earmarked (DKK)"): list(pools["earmarked_amount"]),
            _("Municipal share"): list(pools["co_financing_share"]),
            _("Granted (DKK)"): list(pools["granted_amount"]),
            _("Proposals"): [", ".join(hanging("pool", row, relations)) for row in rows],
        },
        dtype=object,
    )
    screen = pd.DataFrame(
        {
            _("Pool"): [noun(row | {"kind": "pool"}) for row in rows],
            _("Kind"): list(bare[_("Kind")]),
            _("Amount"): [figure(row, "total_amount", money(row["total_amount"])) for row in rows],
            _("Of which earmarked"): [
                figure(row, "earmarked_amount", money(row["earmarked_amount"]))
                if row["earmarked_amount"] is not None
                else ""
                for row in rows
            ],
            _("Municipal share"): [
                figure(row, "co_financing_share", language.share(row["co_financing_share"]))
                if row["co_financing_share"] is not None
                else ""
                for row in rows
            ],
            _("Proposals"): [_linked(hanging("pool", row, relations)) for row in rows],
        }
    )
    tables.show(bare, "puljer", alt=_("Pools with amounts and proposals"), screen=screen)


def show_processes(processes: pd.DataFrame, relations: pd.DataFrame) -> None:
    """Every process with its owner and windows; those with proposals first."""
    windows = session.read(questions.windows)
    rows = sorted(
        processes.to_dict("records"), key=lambda row: not hanging("process", row, relations)
    )
    cited = marks.here("strategy_processes", processes["id"])
    bare = pd.DataFrame(
        {
            _("Process"): [row["title"] for row in rows],
            _("Kind"): [labels.label("process_kind", row["kind"]) for row in rows],
            _("Owner"): [row["owner"] for row in rows],
            _("Windows"): [window_words(windows, row["code"]) for row in rows],
            _("Proposals"): [", ".join(hanging("process", row, relations)) for row in rows],
        },
        dtype=object,
    )
    screen = tables.plain(bare)
    screen[_("Process")] = [
        f"{noun(row | {'kind': 'process'})} {cited.of(row['id'], 'title', None)}" for row in rows
    ]
    screen[_("Owner")] = [
        f"{links.plain(row['owner'])} {cited.of(row['id'], 'owner_party')}"
        if row["owner"]
        else not_stated()
        for row in rows
    ]
    screen[_("Windows")] = [
        links.plain(window_words(windows, row["code"])) or not_stated() for row in rows
    ]
    screen[_("Proposals")] = [_linked(hanging("process", row, relations)) for row in rows]
    tables.show(bare, "strategiprocesser", alt=_("Strategy processes"), screen=screen)


def noun(row: dict[Any, Any]) -> str:
    """A link that opens a pool or process on this page."""
    return links.link(row["title"], PAGE, **{PARAMETERS[row["kind"]]: row["code"]})


def not_stated() -> str:
    """What stands where the source is silent."""
    return components.quiet(_("Not stated in the minutes"))


def money(kroner: int | None) -> str:
    """An amount as a page shows it; nothing when there is none."""
    return "" if kroner is None else language.short_amount(kroner)


def numbers(proposals: pd.DataFrame) -> str:
    """The numbers of proposals as links, with a comma between."""
    return _linked(str(number) for number in proposals["number"])


def hanging(kind: str, row: dict[Any, Any], relations: pd.DataFrame) -> list[str]:
    """The numbers of the proposals that hang on a pool or process."""
    here = relations[(relations["kind"] == kind) & (relations["code"] == row["code"])]
    return [str(number) for number in here["number"]]


def window_words(windows: pd.DataFrame, code: str) -> str:
    """A process's windows in a line: ``Første workshop: maj (2022)``."""
    rows = windows[windows["process"] == code].to_dict("records")
    return "; ".join(f"{row['title']}: {milestones.when(row)}" for row in rows)


def _linked(found: Iterable[str]) -> str:
    return ", ".join(links.link(number, "forslag", nr=number) for number in found)


def _nouns(found: pd.DataFrame, kind: str) -> str:
    return " · ".join(noun(row | {"kind": kind}) for row in found.to_dict("records"))


def _common_words(row: dict[Any, Any], relations: pd.DataFrame) -> str:
    count = relations[relations["code"] == row["code"]]["number"].nunique()
    words = ngettext("**All {n} proposals**", "**All {n} proposals**", count)
    table = f"proposal_{'pools' if row['kind'] == 'pool' else 'processes'}"
    cited = marks.here(table, [row["id"]]).of(row["id"])
    return f"{words}  \n{noun(row)} · {labels.label('relation', row['relation'])} {cited}"


def _legend(relations: pd.DataFrame) -> str:
    strokes = {"builds_on": "───", "suggested": "– – –", "applied": "– · –"}
    present = set(relations.loc[~relations["common"], "relation"])
    lines = [
        f"{stroke} {labels.label('relation', code)}"
        for code, stroke in strokes.items()
        if code in present
    ]
    return components.joined([f"■ {_('pool')}", f"● {_('process')}", *lines])


def _matrix(relations: pd.DataFrame, proposals: pd.DataFrame) -> pd.DataFrame:
    nouns = relations.drop_duplicates(["kind", "code"]).sort_values("common", kind="stable")
    words = {
        (row["kind"], row["code"], row["number"]): labels.label("relation", row["relation"])
        for row in relations.to_dict("records")
    }
    rows = nouns[["kind", "code"]].to_records(index=False).tolist()
    columns: dict[str, list[str]] = {
        _("Hangs on (matrix)"): list(nouns["title"]),
        _("Kind"): [_("pool") if kind == "pool" else _("process") for kind, _code in rows],
    }
    for number in proposals["number"]:
        columns[_("Proposal {number}", number=number)] = [
            words.get((kind, code, number), "") for kind, code in rows
        ]
    return pd.DataFrame(columns, dtype=object)


def _show_ties(relations: pd.DataFrame) -> None:
    rows = relations.to_dict("records")
    of = {
        "pool": marks.here("proposal_pools", relations.loc[relations["kind"] == "pool", "id"]),
        "process": marks.here(
            "proposal_processes", relations.loc[relations["kind"] == "process", "id"]
        ),
    }
    bare = pd.DataFrame(
        {
            _("Proposal (noun)"): [f"{row['number']} {row['proposal']}" for row in rows],
            _("Hangs on"): list(relations["title"]),
            _("How"): [labels.label("relation", row["relation"]) for row in rows],
            _("Note"): list(relations["note"]),
        },
        dtype=object,
    )
    screen = tables.plain(bare)
    screen[_("Proposal (noun)")] = [links.proposal(row["number"], row["proposal"]) for row in rows]
    screen[_("Hangs on")] = [noun(row) for row in rows]
    screen[_("How")] = [
        f"{labels.label('relation', row['relation'])} {of[row['kind']].of(row['id'])}"
        for row in rows
    ]
    tables.show(bare, "sammenhaenge", alt=_("Ties with their source"), screen=screen)


def say_unknown(kind: str, code: str) -> None:
    """The address asks for a pool or process that is not on record."""
    words = {
        "pool": _("There is no pool “{code}”. Choose one below.", code=links.plain(code[:60])),
        "process": _("There is no process “{code}”. Choose one below.",
                     code=links.plain(code[:60])),
    }  # fmt: skip
    st.warning(words[kind])


def say_nothing(day: date) -> None:
    """There were no proposals yet on the day."""
    components.empty(
        _("There were no proposals on {day}. Choose a later day.", day=language.long_date(day))
    )
