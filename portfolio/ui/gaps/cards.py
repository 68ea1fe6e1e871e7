"""A gap on the screen: the question, what it holds up, what it is about, who can answer."""

from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.domain.model import GapStatus
from portfolio.language import _
from portfolio.queries.gaps import gaps
from portfolio.ui import components, edit_links, links, marks, session, sources

PAGE = "huller"


def cards(known: pd.DataFrame) -> None:
    """Two gaps a row, in order of reading; a phone shows one below the other."""
    subjects = session.read(gaps.about, gaps=tuple(known["id"]))
    proof = marks.here("gaps", known["id"])
    rows = known.to_dict("records")
    for first in range(0, len(rows), 2):
        for column, row in zip(st.columns(2), rows[first : first + 2], strict=False):
            with column.container(border=True, height="stretch", gap="small"):
                st.markdown(_card(row, subjects, proof))


def _card(row: dict[Any, Any], subjects: pd.DataFrame, proof: sources.Marks) -> str:
    said = f"{links.plain(row['explanation'] or '')} {proof.of(row['id'])}"
    answer = _answer(row) if row["status"] == GapStatus.ANSWERED else ""
    state = components.joined(
        [
            labels.label("gap_status", row["status"]),
            labels.label("gap_kind", row["kind"]),
            _("can be answered by: {party}", party=links.plain(who(row))),
        ]
    )
    about = components.joined(_subject(found) for found in _subjects_of(row, subjects))
    edit = edit_links.edit("gaps", row["id"])
    standing = f"{components.quiet(state)} {edit}".strip()
    last = [standing, _("About: {subjects}", subjects=about) if about else ""]
    question = f"**{links.link(row['question'], PAGE, hul=row['code'])}**"
    parts = [question, said.strip(), _blocks(row), answer, "  \n".join(filter(None, last))]
    return "\n\n".join(filter(None, parts))


def _blocks(row: dict[Any, Any]) -> str:
    """What it holds up; of one that holds nothing up there is nothing to say."""
    if not row["blocks"]:
        return ""
    return _("**Holds up:** {what}", what=links.plain(row["blocks"]))


def _answer(row: dict[Any, Any]) -> str:
    if not row["answered_on"]:
        return _("**Answer:** {answer}", answer=links.plain(row["answer"] or ""))
    day = language.long_date(row["answered_on"])
    return _("**Answer of {day}:** {answer}", day=day, answer=links.plain(row["answer"] or ""))


def who(row: dict[Any, Any]) -> str:
    """Who can answer, or that nobody knows who."""
    return row["answerer"] or _("nobody knows who")


def _subjects_of(row: dict[Any, Any], subjects: pd.DataFrame) -> list[dict[Any, Any]]:
    return list(subjects[subjects["gap_id"] == row["id"]].to_dict("records"))


def _subject(found: dict[Any, Any]) -> str:
    """A link to what a gap is about, or its name where no page shows it."""
    ref, title = found["ref"], found["title"]
    numbered = _NUMBERED.get(found["subject_table"])
    words = numbered(ref) if numbered else title
    page = links.SHOWN_ON.get(found["subject_table"])
    if page is None:
        return links.plain(words)
    return links.link(words, page[0], **{page[1]: ref, links.PORTFOLIO: found["portfolio"]})


_NUMBERED = {
    "proposals": lambda ref: _("proposal {number}", number=ref),
    "decisions": lambda ref: _("decision {number}", number=ref),
    "agenda_items": lambda ref: _("item {number}", number=ref),
    "purposes": lambda ref: _("purpose {number}", number=ref),
}


def about(row: dict[Any, Any], subjects: pd.DataFrame) -> str:
    """What a gap is about, in plain words for a file."""
    named = [
        _NUMBERED[found["subject_table"]](found["ref"])
        if found["subject_table"] in _NUMBERED
        else found["title"]
        for found in _subjects_of(row, subjects)
    ]
    return ", ".join(named)
