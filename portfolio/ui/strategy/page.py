"""What hangs on what: the drawing, what hangs on nothing, the matrix."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _, ngettext
from portfolio.queries.strategy import strategy
from portfolio.ui import components, links, marks, session, tables
from portfolio.ui.charts import cached, style

#: Proposal numbers by kind and code of what they hang on.
Hanging = defaultdict[tuple[str, str], list[str]]

PAGE = "strategi"
#: More proposals than this are not drawn, nor given a column each: the list has them all.
_DRAWN = 30
#: More numbers than this in a row are counted, not named.
_NAMED = 12
#: Where the ties to a pool and to a process are kept.
LINKS = {"pool": "proposal_pools", "process": "proposal_processes"}
#: The address's name for a pool and for a process.
PARAMETERS = {"pool": "pulje", "process": "proces"}


def show_drawing(relations: pd.DataFrame, proposals: pd.DataFrame) -> None:
    """The figure of what hangs on what, and what its shapes and lines mean."""
    drawn = proposals.head(_DRAWN)
    if len(proposals) > _DRAWN:
        st.markdown(_("The drawing shows the first {n} proposals; the list has all.", n=_DRAWN))
    st.markdown(components.quiet(_legend(relations)))
    figure = cached.links(relations[relations["number"].isin(drawn["number"])], drawn)
    alt = _(
        "Lines from each proposal to the pools and processes it hangs on. The matrix below"
        " holds the same."
    )
    st.plotly_chart(figure, theme=None, config=style.CONFIG, key="links", alt=alt)


def show_loose(found: strategy.LooseEnds, relations: pd.DataFrame) -> None:
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
    none = _("None.")
    for heading, words in parts:
        st.markdown(f"**{heading}**  \n{words or none}")


def show_matrix(relations: pd.DataFrame, proposals: pd.DataFrame) -> None:
    """A row a pool or process, a column a proposal, the relation's word where they meet."""
    if len(proposals) <= _DRAWN:
        matrix = _matrix(relations, proposals)
        screen = tables.plain(matrix)
        nouns = relations.drop_duplicates(["kind", "code"]).sort_values("common", kind="stable")
        screen[_("Hangs on")] = [noun(row) for row in nouns.to_dict("records")]
        tables.show(matrix, "matrix", alt=_("Proposals by pools and processes"), screen=screen)
    ties = st.expander(_("Each tie with its source"), on_change="rerun", key="ties")
    if ties.open:
        with ties:
            _show_ties(relations)


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
    return linked(str(number) for number in proposals["number"])


def hanging(relations: pd.DataFrame) -> Hanging:
    """The numbers of the proposals that hang on each pool and process."""
    found: Hanging = defaultdict(list)
    rows = relations[["kind", "code", "number"]].itertuples(index=False, name=None)
    for kind, code, number in rows:
        found[kind, code].append(str(number))
    return found


def linked(found: Iterable[str]) -> str:
    """Proposal numbers as links, with a comma between; the first ones where there are many."""
    numbered = list(found)
    some = ", ".join(links.link(number, "forslag", nr=number) for number in numbered[:_NAMED])
    more = len(numbered) - _NAMED
    return _("{some} and {n} more", some=some, n=more) if more > 0 else some


def _nouns(found: pd.DataFrame, kind: str) -> str:
    return " · ".join(noun(row | {"kind": kind}) for row in found.to_dict("records"))


def _common_words(row: dict[Any, Any], relations: pd.DataFrame) -> str:
    count = relations[relations["code"] == row["code"]]["number"].nunique()
    words = ngettext("**All {n} proposals**", "**All {n} proposals**", count)
    cited = marks.here(LINKS[row["kind"]], [row["id"]]).of(row["id"])
    return f"{words}  \n{noun(row)} · {labels.label('relation', row['relation'])} {cited}"


def _legend(relations: pd.DataFrame) -> str:
    strokes = {"builds_on": "───", "suggested": "– – –", "applied": "– · –"}
    present = set(relations.loc[~relations["common"], "relation"])
    lines = [
        f"{stroke} {labels.label('relation', code)}"
        for code, stroke in strokes.items()
        if code in present
    ]
    shapes = [f"{shape} {word}" for shape, word in (("■", _("pool")), ("●", _("strategy process")))]
    return components.joined([*shapes, *lines])


def _matrix(relations: pd.DataFrame, proposals: pd.DataFrame) -> pd.DataFrame:
    nouns = relations.drop_duplicates(["kind", "code"]).sort_values("common", kind="stable")
    words = {
        (row["kind"], row["code"], row["number"]): labels.label("relation", row["relation"])
        for row in relations.to_dict("records")
    }
    rows = nouns[["kind", "code"]].to_records(index=False).tolist()
    columns: dict[str, list[str]] = {
        _("Hangs on"): list(nouns["title"]),
        _("Kind"): [_("pool") if kind == "pool" else _("strategy process") for kind, _code in rows],
    }
    for number in proposals["number"]:
        columns[_("Proposal {number}", number=number)] = [
            words.get((kind, code, number), "") for kind, code in rows
        ]
    return pd.DataFrame(columns, dtype=object)


def _show_ties(relations: pd.DataFrame) -> None:
    page = components.pages(len(relations), tables.ROWS_A_PAGE, "page:sammenhaenge")
    first = (page - 1) * tables.ROWS_A_PAGE
    shown = relations.iloc[first : first + tables.ROWS_A_PAGE]
    alt = _("Ties with their source")
    st.table(_dressed_ties(shown), hide_index=True, border="horizontal", alt=alt)
    tables.downloads(lambda: _bare_ties(relations), "sammenhaenge")


def _bare_ties(relations: pd.DataFrame) -> pd.DataFrame:
    rows = relations.to_dict("records")
    return pd.DataFrame(
        {
            _("Proposal"): [f"{row['number']} {row['proposal']}" for row in rows],
            _("Hangs on"): [row["title"] for row in rows],
            _("How"): [labels.label("relation", row["relation"]) for row in rows],
            _("Note"): [row["note"] for row in rows],
        },
        dtype=object,
    )


def _dressed_ties(relations: pd.DataFrame) -> pd.DataFrame:
    rows, screen = relations.to_dict("records"), tables.plain(_bare_ties(relations))
    cited = {
        kind: marks.here(table, relations.loc[relations["kind"] == kind, "id"])
        for kind, table in LINKS.items()
    }
    screen[_("Proposal")] = [links.proposal(row["number"], row["proposal"]) for row in rows]
    screen[_("Hangs on")] = [noun(row) for row in rows]
    screen[_("How")] = [
        f"{labels.label('relation', row['relation'])} {cited[row['kind']].of(row['id'])}"
        for row in rows
    ]
    return screen


def asked_for() -> tuple[str | None, dict[Any, Any] | None]:
    """Which kind the address asks for, and the pool or process itself where there is one."""
    questions_of = {"pool": strategy.pools, "process": strategy.processes}
    for kind, parameter in PARAMETERS.items():
        if code := st.query_params.get(parameter):
            found = session.read(questions_of[kind], code=code)
            return kind, None if found.empty else dict(found.iloc[0])
    return None, None


def say_if_unknown(kind: str | None) -> None:
    """The address asks for a pool or process that is not on record."""
    if kind is None:
        return
    code = links.plain(st.query_params[PARAMETERS[kind]][:60])
    words = {
        "pool": _("There is no pool “{code}”. Choose one below.", code=code),
        "process": _("There is no process “{code}”. Choose one below.", code=code),
    }
    st.warning(words[kind])


def say_nothing(day: date) -> None:
    """There were no proposals yet on the day."""
    components.empty(
        _("There were no proposals on {day}. Choose a later day.", day=language.long_date(day))
    )
