"""A gap on the screen: the question, what it holds up, what it is about, who can answer."""

from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.domain.model import GapStatus
from portfolio.language import _
from portfolio.queries.gaps import gaps
from portfolio.reports.meetings import sentences as meetings
from portfolio.reports.requests import sentences
from portfolio.ui import components, edit_links, links, session
from portfolio.ui.sources import Marks

PAGE = "huller"


def cards(known: pd.DataFrame) -> None:
    """Two gaps a row, in order of reading; a phone shows one below the other."""
    subjects = session.read(gaps.about, gaps=tuple(known["id"]))
    cited = Marks("gaps", known["id"])
    for column, row in components.beside(known.to_dict("records"), 2):
        with column.container(border=True, height="stretch", gap="small"):
            st.markdown(_card(row, subjects, cited))


def _card(row: dict[Any, Any], subjects: pd.DataFrame, cited: Marks) -> str:
    explanation = f"{links.plain(row['explanation'] or '')} {cited.of(row['id'])}"
    answer = _answer(row) if row["status"] == GapStatus.ANSWERED else ""
    status = components.joined(
        [
            labels.label("gap_status", row["status"]),
            labels.label("gap_kind", row["kind"]),
            _("can be answered by: {party}", party=links.plain(answerer(row))),
        ]
    )
    about = components.joined(_subject_link(subject) for subject in _of(row, subjects))
    last = [
        f"{components.quiet(status)} {edit_links.edit('gaps', row['id'])}".strip(),
        _("About: {subjects}", subjects=about) if about else "",
    ]
    question = f"**{links.link(row['question'], PAGE, hul=row['code'])}**"
    parts = [question, explanation.strip(), _blocks(row), answer, components.lines(last)]
    return "\n\n".join(filter(None, parts))


def _blocks(row: dict[Any, Any]) -> str:
    """What it holds up; of one that holds nothing up there is nothing to say."""
    if not row["blocks"]:
        return ""
    return _("**Holds up:** {what}", what=links.plain(row["blocks"]))


def _answer(row: dict[Any, Any]) -> str:
    said = links.plain(sentences.answer(row))
    if not row["answered_on"]:
        return _("**Answer:** {answer}", answer=said)
    day = language.long_date(row["answered_on"])
    return _("**Answer of {day}:** {answer}", day=day, answer=said)


def answerer(row: dict[Any, Any]) -> str:
    """Who can answer, or that nobody knows who."""
    return row["answerer"] or _("not known who")


def _of(row: dict[Any, Any], subjects: pd.DataFrame) -> list[dict[Any, Any]]:
    return list(subjects[subjects["gap_id"] == row["id"]].to_dict("records"))


def _subject_link(subject: dict[Any, Any]) -> str:
    """A link to what a gap is about, or its name where no page shows it."""
    place = links.SHOWN_ON.get(subject["subject_table"])
    where = {"moede": subject["meeting"]} if subject["meeting"] else {}
    return links.shown(_words(subject), place, subject["ref"], subject["portfolio"], **where)


def _words(subject: dict[Any, Any]) -> str:
    numbered = _NUMBERED.get(subject["subject_table"])
    if numbered is None:
        return str(subject["title"])
    day = subject["held_on"]
    return numbered(meetings.named(subject["ref"], day) if day else subject["ref"])


_NUMBERED = {
    "proposals": lambda ref: _("proposal {number}", number=ref),
    "decisions": lambda ref: _("decision {number}", number=ref),
    "agenda_items": lambda ref: _("item {number}", number=ref),
    "purposes": lambda ref: _("purpose {number}", number=ref),
}


def subjects_in_words(row: dict[Any, Any], subjects: pd.DataFrame) -> str:
    """What a gap is about, in plain words for a file."""
    return ", ".join(_words(subject) for subject in _of(row, subjects))
