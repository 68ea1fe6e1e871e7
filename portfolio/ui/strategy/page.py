"""What hangs on what: the drawing, what hangs on nothing, the matrix."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.domain.ties import Tied
from portfolio.language import _, ngettext
from portfolio.queries.strategy import strategy
from portfolio.ui import components, links, session, tables
from portfolio.ui.charts import cached
from portfolio.ui.charts import links as charts
from portfolio.ui.sources import Marks
from portfolio.ui.tables import Column

#: Proposal numbers by kind and code of what they hang on.
Hanging = defaultdict[tuple[str, str], list[Tied]]

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
    components.remark(_legend(relations))
    cached.draw(
        charts.links,
        relations[relations["number"].isin(drawn["number"])],
        drawn,
        key="links",
        alt=_(
            "Lines from each proposal to the pools and processes it is tied to. The matrix "
            "below holds the same."
        ),
    )


def show_loose(ends: strategy.LooseEnds, relations: pd.DataFrame) -> None:
    """In sentences: what all hang on, and what hangs on nothing."""
    common = relations[relations["common"]].drop_duplicates(["kind", "code"])
    for row in common.to_dict("records"):
        st.markdown(_common_words(row, relations))
    parts = (
        (_("Proposals without a pool"), numbers(ends.without_pool)),
        (_("Proposals without a process of their own"), numbers(ends.without_process)),
        (_("Pools without proposals"), _nouns(ends.pools, "pool")),
        (_("Processes without proposals"), _nouns(ends.processes, "process")),
    )
    none = _("None.")
    for heading, words in parts:
        st.markdown(f"**{heading}**  \n{words or none}")


def show_matrix(relations: pd.DataFrame, proposals: pd.DataFrame) -> None:
    """A row a pool or process, a column a proposal, the relation's word where they meet."""
    if len(proposals) <= _DRAWN:
        words = {
            (row["kind"], row["code"], row["number"]): _how(row)
            for row in relations.to_dict("records")
        }

        def relation(number: int, row: dict[Any, Any]) -> str:
            return words.get((row["kind"], row["code"], number), "")

        columns = [Column(_("Tied to"), "title", noun), Column(_("Type"), _kind)]
        columns += [
            Column(_("Proposal {number}", number=number), partial(relation, number))
            for number in proposals["number"]
        ]
        nouns = relations.drop_duplicates(["kind", "code"]).sort_values("common", kind="stable")
        rows, alt = nouns.to_dict("records"), _("Proposals by pools and processes")
        tables.show(rows, columns, "matrix", alt=alt)
    ties = st.expander(_("Each tie with its source"), on_change="rerun", key="ties")
    if ties.open:
        with ties:
            rows, alt = relations.to_dict("records"), _("Ties with their source")
            tables.show(rows, _tie_columns, "sammenhaenge", alt=alt)


def _kind(row: dict[Any, Any]) -> str:
    return _("pool") if row["kind"] == "pool" else _("strategy process")


def _tie_columns(rows: Sequence[Any]) -> list[Column]:
    cited = {
        kind: Marks(table, [row["id"] for row in rows if row["kind"] == kind])
        for kind, table in LINKS.items()
    }

    def how(row: dict[Any, Any]) -> str:
        word = labels.label("relation", row["relation"])  # the mark says how sure it is
        return f"{word} {cited[row['kind']].of(row['id'])}"

    return [
        Column(
            _("Proposal"),
            lambda row: f"{row['number']} {row['proposal']}",
            lambda row: links.proposal(row["number"], row["proposal"]),
        ),
        Column(_("Tied to"), "title", noun),
        Column(_("How"), _how, how),
        Column(_("Note"), "note"),
    ]


def _how(row: dict[Any, Any]) -> str:
    """How a proposal hangs on it, and how sure that is."""
    return labels.hedged(labels.label("relation", row["relation"]), row["certainty"])


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
    return linked(proposals["number"])


def hanging(relations: pd.DataFrame) -> Hanging:
    """The numbers of the proposals that hang on each pool and process."""
    numbers_of: Hanging = defaultdict(list)
    rows = relations[["kind", "code", "number", "certainty"]].itertuples(index=False, name=None)
    for kind, code, number, certainty in rows:
        numbers_of[kind, code].append(Tied(number, certainty))
    return numbers_of


def linked(numbers: Iterable[int]) -> str:
    """Proposal numbers as links, unsure ties told apart; the first ones where there are many."""
    return labels.by_certainty(
        numbers, lambda some: components.some([links.number(n) for n in some], _NAMED)
    )


def bare(numbers: Iterable[int]) -> str:
    """The same without links, for a file that is taken along."""
    return labels.by_certainty(numbers, lambda some: ", ".join(map(str, some)))


def _nouns(rows: pd.DataFrame, kind: str) -> str:
    return " · ".join(noun(row | {"kind": kind}) for row in rows.to_dict("records"))


def _common_words(row: dict[Any, Any], relations: pd.DataFrame) -> str:
    count = relations[relations["code"] == row["code"]]["number"].nunique()
    words = ngettext("**All {n} proposals**", "**All {n} proposals**", count)
    cited = Marks(LINKS[row["kind"]], [row["id"]]).of(row["id"])
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


def asked_for() -> tuple[str | None, dict[Any, Any] | None]:
    """Which kind the address asks for, and the pool or process itself where there is one."""
    listed = {"pool": strategy.pools, "process": strategy.processes}
    for kind, parameter in PARAMETERS.items():
        if code := st.query_params.get(parameter):
            rows = session.read(listed[kind], code=code)
            return kind, None if rows.empty else dict(rows.iloc[0])
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
