"""Sammenlign, proposal by proposal: what moved in words, what was decided, and all as a table."""

import streamlit as st

from portfolio import labels, language
from portfolio.language import _, ngettext
from portfolio.queries.overview import news
from portfolio.queries.overview.compare import Difference, Kind
from portfolio.queries.overview.news import Decided
from portfolio.reports.mails import digest_text
from portfolio.reports.meetings import sentences as meetings
from portfolio.reports.overview import changes
from portfolio.ui import components, links, session, tables
from portfolio.ui.overview import compare
from portfolio.ui.tables import Column

_A_PAGE, _SAME_A_PAGE, _DECISIONS = 20, 50, 30


def moved(differences: tuple[Difference, ...]) -> None:
    """Those that moved, came or went, each kind under its heading."""
    for kind, heading in ((Kind.MOVED, _("Moved")), (Kind.CAME, _("Came")), (Kind.WENT, _("Went"))):
        of_kind = [each for each in differences if each.kind is kind]
        if of_kind:
            st.header(f"{heading} ({language.number(len(of_kind))})", anchor=False)
            for difference in components.page_of(of_kind, _A_PAGE, f"page:compare:{kind}"):
                st.markdown(_in_full(difference))


def same(differences: tuple[Difference, ...]) -> None:
    """The unchanged, folded; those that something was decided about say so."""
    unchanged = [each for each in differences if each.kind is Kind.SAME]
    if not unchanged:
        return
    if len(unchanged) == len(differences):
        st.markdown(_("No proposal moved between the two days."))
    with st.expander(_("As before ({n})", n=language.number(len(unchanged)))):
        shown = components.page_of(unchanged, _SAME_A_PAGE, f"page:compare:{Kind.SAME}")
        st.markdown(components.bullets(map(_line, shown)))


def _in_full(difference: Difference) -> str:
    title = links.proposal(difference.number, difference.title)
    return components.lines([f"**{title}**", *map(links.plain, changes.sentences(difference))])


def _line(difference: Difference) -> str:
    title = links.proposal(difference.number, difference.title)
    light = compare.proposal_light(difference)
    return components.joined([title, light, *map(links.plain, changes.sentences(difference))])


def decisions(portfolio: str, span: compare.Span) -> None:
    """What was decided on the two days and between, the latest first."""
    days = {"since": span.first, "until": span.second}
    made = session.read(news.decided, portfolio=portfolio, **days)
    if not made:
        return
    st.header(_("Decided on the two days and between"), anchor=False)
    st.markdown(components.bullets(map(_decision, made[:_DECISIONS])))
    if (more := len(made) - _DECISIONS) > 0:
        st.markdown(ngettext("{n} more decision", "{n} more decisions", more))


def _decision(made: Decided) -> str:
    named = meetings.named(made.number, made.decided_on)
    way = links.link(named, "beslutninger", beslutning=made.number, moede=made.code)
    return f"**{way}**{links.plain(digest_text.told(made))}"


def table(differences: tuple[Difference, ...]) -> None:
    """All of it, to read across and to take along."""
    columns = [
        Column(_("No."), lambda row: row.number),
        Column(_("Title"), lambda row: row.title),
        Column(_("Between the days"), lambda row: labels.label("difference", row.kind)),
        Column(_("Light then"), lambda row: _light(row.rag[0])),
        Column(_("Light now"), lambda row: _light(row.rag[1])),
        Column(_("Reason"), lambda row: row.reason or (row.left.reason if row.left else None)),
        Column(_("Stage before"), lambda row: _stage(row.stage[0])),
        Column(_("Stage now"), lambda row: _stage(row.stage[1])),
        Column(_("Progress then"), lambda row: _percent(row.percent[0])),
        Column(_("Progress now"), lambda row: _percent(row.percent[1])),
        Column(_("Responsible then"), lambda row: row.responsible[0]),
        Column(_("Responsible now"), lambda row: row.responsible[1]),
        Column(_("Decisions"), lambda row: changes.decided(row.decided)),
    ]
    with st.expander(_("The comparison as a table")):
        tables.show(differences, columns, "sammenligning", alt=_("Every proposal then and now"))


def _light(rag: str | None) -> str | None:
    return None if rag is None else labels.light(rag)


def _stage(stage: str | None) -> str | None:
    return None if stage is None else labels.label("stage", stage)


def _percent(percent: int | None) -> str | None:
    return None if percent is None else language.share(percent / 100)
