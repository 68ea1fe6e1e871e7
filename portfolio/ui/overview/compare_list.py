"""Sammenlign, proposal by proposal: what moved in words, what was decided, and all as a table."""

from collections import defaultdict

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _, ngettext
from portfolio.queries.overview.compare import Decision, Difference, Kind
from portfolio.reports.overview import changes
from portfolio.ui import components, links, tables
from portfolio.ui.overview import compare

_A_PAGE, _SAME_A_PAGE, _DECISIONS = 20, 50, 30
_NAMED = 9


def moved(found: tuple[Difference, ...]) -> None:
    """Those that moved, came or went, each kind under its heading."""
    for kind, heading in ((Kind.MOVED, _("Moved")), (Kind.CAME, _("Came")), (Kind.WENT, _("Went"))):
        mine = [one for one in found if one.kind is kind]
        if mine:
            st.header(f"{heading} ({language.number(len(mine))})", anchor=False)
            for one in _page(mine, _A_PAGE, kind):
                st.markdown(_told(one))


def same(found: tuple[Difference, ...]) -> None:
    """The unchanged, folded; those that something was decided about say so."""
    mine = [one for one in found if one.kind is Kind.SAME]
    if not mine:
        return
    if len(mine) == len(found):
        st.markdown(_("No proposal moved between the two days."))
    with st.expander(_("As before ({n})", n=language.number(len(mine)))):
        shown = _page(mine, _SAME_A_PAGE, Kind.SAME)
        st.markdown("\n".join(f"- {_line(one)}" for one in shown))


def _page(mine: list[Difference], per_page: int, kind: Kind) -> list[Difference]:
    first = (components.pages(len(mine), per_page, f"page:compare:{kind}") - 1) * per_page
    return mine[first : first + per_page]


def _told(one: Difference) -> str:
    said = [links.plain(sentence) for sentence in changes.said(one)]
    return "  \n".join([f"**{links.proposal(one.number, one.title)}**", *said])


def _line(one: Difference) -> str:
    said = map(links.plain, changes.said(one))
    light = compare.proposal_light(one)
    return components.joined([links.proposal(one.number, one.title), light, *said])


def decisions(found: tuple[Difference, ...]) -> None:
    """What was decided between the two days about any of them."""
    about: dict[Decision, list[int]] = defaultdict(list)
    for one in found:
        for made in one.decided:
            about[made].append(one.number)
    if not about:
        return
    st.header(_("Decided between the two days"), anchor=False)
    latest = sorted(about, key=lambda made: made.decided_on, reverse=True)
    st.markdown("\n".join(f"- {_decision(made, about[made])}" for made in latest[:_DECISIONS]))
    if (more := len(latest) - _DECISIONS) > 0:
        st.markdown(ngettext("{n} more decision", "{n} more decisions", more))


def _decision(made: Decision, numbers: list[int]) -> str:
    way = links.link(made.number, "beslutninger", beslutning=made.number, moede=made.code)
    outcome = labels.label("decision_outcome", made.outcome)
    when = language.short_date(made.decided_on)
    named = ", ".join(str(number) for number in numbers[:_NAMED])
    if len(numbers) > _NAMED:
        named = _("{some} and {n} more", some=named, n=len(numbers) - _NAMED)
    about = ngettext("proposal {numbers}", "proposals {numbers}", len(numbers), numbers=named)
    said = f"**{way} {outcome}** ({links.plain(when)}, {links.plain(about)})"
    return f"{said}: {links.plain(made.decision)}"


def table(found: tuple[Difference, ...]) -> None:
    """All of it, to read across and to take along. Only the rows on the screen are dressed."""
    with st.expander(_("The comparison as a table")):
        page = components.pages(len(found), tables.ROWS_A_PAGE, "page:compare:table")
        first = (page - 1) * tables.ROWS_A_PAGE
        st.table(
            tables.plain(_rows(found[first : first + tables.ROWS_A_PAGE])),
            hide_index=True,
            border="horizontal",
            alt=_("Every proposal then and now"),
        )
        tables.downloads(lambda: _rows(found), "sammenligning")


def _rows(found: tuple[Difference, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("No."): [one.number for one in found],
            _("Title"): [one.title for one in found],
            _("Between the days"): [labels.label("difference", one.kind) for one in found],
            _("Light then"): [_light(one.rag[0]) for one in found],
            _("Light now"): [_light(one.rag[1]) for one in found],
            _("Reason"): [one.reason or (one.left.reason if one.left else None) for one in found],
            _("Stage before"): [_stage(one.stage[0]) for one in found],
            _("Stage now"): [_stage(one.stage[1]) for one in found],
            _("Progress then"): [_percent(one.percent[0]) for one in found],
            _("Progress now"): [_percent(one.percent[1]) for one in found],
            _("Responsible then"): [one.responsible[0] for one in found],
            _("Responsible now"): [one.responsible[1] for one in found],
            _("Decisions"): [", ".join(one.decisions) for one in found],
        }
    )


def _light(rag: str | None) -> str | None:
    return None if rag is None else labels.light(rag)


def _stage(stage: str | None) -> str | None:
    return None if stage is None else labels.label("stage", stage)


def _percent(percent: int | None) -> str | None:
    return None if percent is None else language.share(percent / 100)
