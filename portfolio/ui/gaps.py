"""Gaps on the screen: how many and whose, each with what it holds up, and the table of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _, ngettext
from portfolio.model import GapStatus
from portfolio.queries import gaps as questions
from portfolio.ui import choices, components, links, marks, meetings, session, tables

PAGE = "huller"
PER_PAGE = 20
_FILTERS = ("hultype", "svar", "blokerer", "omfang", "forslag")
_YES_NO = {"ja": True, "nej": False}


def choose_filters(portfolio: str, day: date) -> questions.Filters:
    """Which gaps: by kind, by who can answer, by what they hold up, by proposal."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with st.popover(_("Filter")):
            chosen = _choose(portfolio)
        if any(value is not None for value in chosen.values()):
            st.button(
                _("Clear filters"), key="clear", type="tertiary",
                on_click=choices.clear, args=_FILTERS,
            )  # fmt: skip
    return questions.Filters(as_of=day, portfolio=portfolio, **chosen)


def _choose(portfolio: str) -> dict[str, Any]:
    known = session.read(questions.answerers)
    who = dict(zip(known["code"], known["name"], strict=True))
    who[questions.NOBODY] = _("nobody knows who")
    yes_no = {"ja": _("Holds something up"), "nej": _("Holds nothing up")}
    own = {"ja": _("Only the portfolio"), "nej": _("Only the other items of the meeting")}
    kind = choices.choose(
        "hultype", _("Kind of gap"), labels.words("gap_kind"), everything=_("All kinds")
    )
    answerer = choices.choose("svar", _("Who can answer"), who, everything=_("Whoever can answer"))
    blocks = choices.choose("blokerer", _("Holds something up"), yes_no, everything=_("All gaps"))
    concerns = choices.choose("omfang", _("Scope"), own, everything=_("The whole meeting"))
    return {
        "kind": kind,
        "answerer": answerer,
        "blocks": None if blocks is None else _YES_NO[blocks],
        "concerns": None if concerns is None else _YES_NO[concerns],
        "proposal": meetings.choose_proposal(portfolio),
    }


def key_line(figures: questions.Figures) -> None:
    """How many are open, how many of them block, and who can answer how many."""
    is_open = ngettext("**{n}** open", "**{n}** open", figures.open)
    blocking = _("of them **{n}** hold something up", n=figures.blocking)
    answered = ngettext("**{n}** answered", "**{n}** answered", figures.answered)
    st.markdown(
        components.joined([f"{is_open}, {blocking}", answered if figures.answered else ""])
    )
    if figures.open:
        by_answerer = [_count(row) for row in figures.by_answerer.to_dict("records")]
        st.markdown(_("Can be answered by: {parties}", parties=components.joined(by_answerer)))


def _count(row: dict[Any, Any]) -> str:
    name = row["name"] or _("nobody knows who")
    counted = f"{links.link(name, PAGE, svar=row['code'])} {row['open']}"
    if not row["blocking"]:
        return counted
    return counted + " " + ngettext("({n} blocks)", "({n} block)", row["blocking"])


def cards(known: pd.DataFrame) -> None:
    """Two gaps a row, in order of reading; a phone shows one below the other."""
    subjects = session.read(questions.about, gaps=tuple(known["id"]))
    proof = marks.here("gaps", known["id"])
    rows = known.to_dict("records")
    for first in range(0, len(rows), 2):
        for column, row in zip(st.columns(2), rows[first : first + 2], strict=False):
            with column.container(border=True, height="stretch", gap="small"):
                st.markdown(_card(row, subjects, proof))


def _card(row: dict[Any, Any], subjects: pd.DataFrame, proof: Any) -> str:  # noqa: ANN401
    parts = [f"**{links.plain(row['question'])}**"]
    if row["explanation"]:
        parts.append(f"{links.plain(row['explanation'])} {proof.of(row['id'])}")
    parts.append(_blocks(row))
    if row["status"] == GapStatus.ANSWERED:
        parts.append(_answer(row))
    about = [_subject(found) for found in _subjects_of(row, subjects)]
    if about:
        parts.append(_("About: {subjects}", subjects=components.joined(about)))
    last = [
        links.link(row["code"], PAGE, hul=row["code"]),
        labels.label("gap_kind", row["kind"]),
        labels.label("gap_status", row["status"]),
        _("can be answered by: {party}", party=links.plain(who(row))),
    ]
    parts.append(components.quiet(components.joined(last)))
    return "\n\n".join(parts)


def _blocks(row: dict[Any, Any]) -> str:
    if not row["blocks"]:
        return components.quiet(_("Holds nothing up"))
    return _("**Holds up:** {what}", what=links.plain(row["blocks"]))


def _answer(row: dict[Any, Any]) -> str:
    if not row["answered_on"]:
        return _("**Answer:** {answer}", answer=links.plain(row["answer"] or ""))
    day = language.long_date(date.fromisoformat(row["answered_on"]))
    return _("**Answer of {day}:** {answer}", day=day, answer=links.plain(row["answer"] or ""))


def who(row: dict[Any, Any]) -> str:
    """Who can answer, or that nobody knows who."""
    return row["answerer"] or _("nobody knows who")


def _subjects_of(row: dict[Any, Any], subjects: pd.DataFrame) -> list[dict[Any, Any]]:
    return subjects[subjects["gap_id"] == row["id"]].to_dict("records")


def _subject(found: dict[Any, Any]) -> str:
    """A link to what a gap is about, or its name where no page shows it."""
    ref, title = found["ref"], found["title"]
    numbered = _NUMBERED.get(found["subject_table"])
    words = numbered(ref) if numbered else title
    page = _PAGES.get(found["subject_table"])
    return links.link(words, page[0], **{page[1]: ref}) if page else links.plain(words)


_NUMBERED = {
    "proposals": lambda ref: _("proposal {number}", number=ref),
    "decisions": lambda ref: _("decision {number}", number=ref),
    "agenda_items": lambda ref: _("item {number}", number=ref),
    "purposes": lambda ref: _("purpose {number}", number=ref),
}
_PAGES = {
    "proposals": ("forslag", "nr"),
    "decisions": ("beslutninger", "beslutning"),
    "agenda_items": ("beslutninger", "punkt"),
    "purposes": ("overblik", "formaal"),
    "funding_pools": ("strategi", "pulje"),
    "strategy_processes": ("strategi", "proces"),
    "places": ("steder", "sted"),
    "milestones": ("tidslinje", "milepael"),
}


def table(known: pd.DataFrame) -> None:
    """All that match as a table: the cards' twin."""
    rows = known.to_dict("records")
    subjects = session.read(questions.about, gaps=tuple(known["id"]))
    bare = pd.DataFrame({
        _("Code"): [row["code"] for row in rows],
        _("Question"): [row["question"] for row in rows],
        _("Kind"): [labels.label("gap_kind", row["kind"]) for row in rows],
        _("Who can answer"): [who(row) for row in rows],
        _("Holds up"): [row["blocks"] or _("nothing") for row in rows],
        _("Status"): [labels.label("gap_status", row["status"]) for row in rows],
    })  # fmt: skip
    screen = tables.plain(bare)
    screen[_("Code")] = [links.link(row["code"], PAGE, hul=row["code"]) for row in rows]
    cited = marks.words("gaps", known["id"])
    bare[_("Explanation")] = [row["explanation"] for row in rows]
    bare[_("About")] = [_about(row, subjects) for row in rows]
    bare[_("Raised")] = [date.fromisoformat(row["raised_on"]) for row in rows]
    bare[_("Answer")] = [row["answer"] for row in rows]
    bare[_("Source")] = [cited.get(row["id"]) for row in rows]
    with st.expander(_("The gaps as a table")):
        tables.show(bare, PAGE, alt=_("Gaps and contradictions"), screen=screen)


def _about(row: dict[Any, Any], subjects: pd.DataFrame) -> str:
    named = [
        _NUMBERED[found["subject_table"]](found["ref"])
        if found["subject_table"] in _NUMBERED else found["title"]
        for found in _subjects_of(row, subjects)
    ]  # fmt: skip
    return ", ".join(named)


def say_unknown(asked: str, day: date) -> None:
    """There is no such gap, or nobody knew of it on that day."""
    st.warning(
        _("There is no gap “{asked}” as of {day}. All of them are shown instead.",
          asked=links.plain(asked[:40]), day=language.long_date(day))
    )  # fmt: skip


def say_none(filters: questions.Filters, everything: questions.Filters) -> None:
    """Why there is nothing: the filters, or the day."""
    if filters != everything:
        components.empty(_("No gap matches these filters. Clear them to see the rest."))
        return
    day = language.long_date(filters.as_of)
    components.empty(_("No gaps are on record on or before {day}.", day=day))
