"""What the timeline page draws: its filters, its short lists, its figure and its table."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels
from portfolio.language import _, ngettext
from portfolio.queries import strategy
from portfolio.queries import timeline as questions
from portfolio.ui import (
    asof,
    charts,
    choices,
    components,
    figures,
    links,
    milestones,
    session,
    tables,
)  # fmt: skip
from portfolio.ui.charts_timeline import LOOKS
from portfolio.ui.sources import Marks

#: How many coming milestones are named before the figure, and how many rows the figure draws.
_NEXT, _DRAWN = 5, 60
_FILTERS = ("slags", "forslag", "pulje", "proces", "tilstand")


def ask() -> questions.Asked:
    """The day and the filters, all of them in the URL."""
    with st.container(horizontal=True, gap="small"):
        day = asof.choose()
        proposals = session.read(strategy.proposals_on, as_of=day)
        numbered = {str(n): f"{n} {title}" for n, title in proposals.to_numpy()}
        kind = choices.choose("slags", _("Belongs to"), _kinds(), everything=_("Everything"))
        proposal = choices.choose("forslag", _("Proposal"), numbered, everything=_("All proposals"))
        pool = choices.choose("pulje", _("Pool"), _nouns("pool"), everything=_("All pools"))
        process = choices.choose(
            "proces", _("Process"), _nouns("process"), everything=_("All processes")
        )
        state = choices.choose(
            "tilstand", _("Its state"), labels.words("milestone_state"), everything=_("All states")
        )
    return questions.Asked(
        as_of=day, belongs=kind, pool=pool, process=process, state=state,
        proposal=None if proposal is None else int(proposal),
    )  # fmt: skip


def offer_reset() -> None:
    """The button that sets every filter back."""
    st.button(_("Reset filters"), on_click=choices.clear, args=_FILTERS, type="tertiary")


def show_lists(rows: pd.DataFrame, marks: Marks) -> None:
    """What comes next; what was promised and has passed; the rest gathered in a line each."""
    st.header(_("What comes next"), anchor=False)
    ahead = rows[rows["state"].isin(["soon", "ahead"])]
    if ahead.empty:
        st.markdown(_("No milestone with a date lies ahead of this day."))
    _list(ahead.head(_NEXT), marks)
    if len(ahead) > _NEXT:
        more = len(ahead) - _NEXT
        st.markdown(components.quiet(ngettext("{n} more below", "{n} more below", more)))
    overdue = rows[rows["state"] == "overdue"]
    if not overdue.empty:
        st.markdown(f"**{_overdue_words(len(overdue))}**")
        _list(overdue, marks)
    left, right = st.columns(2)
    with left:
        _gather(rows[rows["state"] == "not_recorded"], _not_recorded_words, marks)
    with right:
        _gather(rows[rows["state"] == "undated"], _undated_words, marks)


def show_figure(rows: pd.DataFrame, asked: questions.Asked) -> None:
    """The figure with what its shapes mean; the table below is its twin."""
    dated = rows[rows["state"] != "undated"]
    if dated.empty:
        st.markdown(_("None of these milestones has a date to draw."))
        return
    st.markdown(components.quiet(_legend(dated)))
    if len(dated) > _DRAWN:
        st.markdown(_("The figure draws the first {n}; the table has them all.", n=_DRAWN))
    figure = figures.timeline(dated.head(_DRAWN), as_of=asked.as_of, today=session.today())
    alt = _("Timeline of {n} milestones. The table below holds the same.", n=len(dated))
    st.plotly_chart(figure, theme=None, config=charts.CONFIG, key="timeline", alt=alt)


def show_table(rows: pd.DataFrame, marks: Marks) -> None:
    """Every milestone that matches, dressed for the screen and bare for the download."""
    alt = _("Milestones with date, what they belong to, state and source.")
    tables.show(_bare(rows), "milepaele", alt=alt, screen=_dressed(rows, marks))


def _kinds() -> dict[str, str]:
    words = (_("The portfolio"), _("Proposals"), _("Pools"), _("Processes"))
    return dict(zip(questions.BELONGS, words, strict=True))


def _nouns(kind: str) -> dict[str, str]:
    found = session.read(questions.noun_choices, kind=kind)
    return dict(zip(found["code"], found["title"], strict=True))


def _list(rows: pd.DataFrame, marks: Marks) -> None:
    lines = [f"- {_line(row, marks)}" for row in rows.to_dict("records")]
    if lines:
        st.markdown("\n".join(lines))


def _line(row: dict[Any, Any], marks: Marks) -> str:
    date = f"**{links.plain(milestones.when(row))}** {links.plain(row['title'])}"
    soon = milestones.state(row) if row["state"] == "soon" else ""
    cited = marks.of(row["id"], "date") or marks.of(row["id"], "title")
    return components.joined([date, soon, *milestones.marks(row), belongs(row), cited])


def belongs(row: dict[Any, Any]) -> str:
    """A link to what a milestone belongs to."""
    words = milestones.belongs(row)
    if row["belongs"] == "proposal":
        return links.link(words, "forslag", nr=row["proposal_number"])
    if row["belongs"] == "pool":
        return links.link(words, "strategi", pulje=row["pool_code"])
    if row["belongs"] == "process":
        return links.link(words, "strategi", proces=row["process_code"])
    return links.link(words, "overblik")


def _gather(rows: pd.DataFrame, words: Any, marks: Marks) -> None:  # noqa: ANN401
    if rows.empty:
        return
    with st.expander(words(len(rows))):
        _list(rows, marks)


def _not_recorded_words(count: int) -> str:
    return ngettext(
        "{n} date has passed without its outcome being recorded",
        "{n} dates have passed without their outcome being recorded",
        count,
    )


def _undated_words(count: int) -> str:
    return ngettext(
        "{n} milestone has no date in the minutes",
        "{n} milestones have no date in the minutes",
        count,
    )


def _overdue_words(count: int) -> str:
    return ngettext(
        "{n} promised date is overdue: it has passed, and no outcome is recorded",
        "{n} promised dates are overdue: they have passed, and no outcome is recorded",
        count,
    )


def _legend(rows: pd.DataFrame) -> str:
    present = set(rows["state"])
    shapes = [
        f"{look.glyph} {labels.label('milestone_state', state)}"
        for state, look in LOOKS.items()
        if state in present
    ]
    spans = _("a bar is a span: the minutes give no day")
    law = _("hatched: depends on a law") if rows["law_dependent"].any() else ""
    return components.joined([*shapes, spans, law])


def _dressed(rows: pd.DataFrame, marks: Marks) -> pd.DataFrame:
    records = rows.to_dict("records")
    return pd.DataFrame(
        {
            _("Date"): [dated(row, marks) for row in records],
            _("Days"): [milestones.span(row) for row in records],
            _("Milestone"): [titled(row, marks) for row in records],
            _("Belongs to"): [belongs(row) for row in records],
            _("Its state"): [stated(row, marks) for row in records],
        }
    )


def dated(row: dict[Any, Any], marks: Marks) -> str:
    return f"{links.plain(milestones.when(row))} {marks.of(row['id'], 'date')}"


def titled(row: dict[Any, Any], marks: Marks) -> str:
    # Where there is a date, its source is beside it, and is the title's as well.
    cited = marks.of(row["id"], "title") if row["date_text"] is None else ""
    notes = [links.plain(text) for text in (row["note"], row["outcome_note"]) if text]
    small = f":small[:gray[{' '.join(notes)}]]" if notes else ""
    return " ".join(part for part in (links.plain(row["title"]), cited, small) if part)


def stated(row: dict[Any, Any], marks: Marks) -> str:
    glyph = LOOKS[row["state"]].glyph if row["state"] in LOOKS else "–"
    words = components.joined([f"{glyph} {milestones.state(row)}", *milestones.marks(row)])
    return f"{words} {marks.of(row['id'], 'outcome', 'law_dependent', 'promised')}"


def _bare(rows: pd.DataFrame) -> pd.DataFrame:
    records = rows.to_dict("records")
    days = [(None, None) if row["date_end"] is None else milestones.days(row) for row in records]
    return pd.DataFrame(
        {
            _("Date"): [row["date_text"] for row in records],
            _("First day"): [first for first, _last in days],
            _("Last day"): [last for _first, last in days],
            _("Milestone"): list(rows["title"]),
            _("Kind"): [labels.label("milestone_kind", row["kind"]) for row in records],
            _("Belongs to"): [milestones.belongs(row) for row in records],
            _("Its state"): [milestones.state(row) for row in records],
            _("Depends on a law"): [_yes(row["law_dependent"]) for row in records],
            _("Promised"): [_yes(row["promised"]) for row in records],
            _("Binds to"): list(rows["binds_to"]),
            _("Note"): [row["note"] or row["outcome_note"] for row in records],
        },
        dtype=object,
    )


def _yes(flag: object) -> str:
    return _("yes") if flag else _("no")
