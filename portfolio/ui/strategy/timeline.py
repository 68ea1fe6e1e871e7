"""What the timeline page draws: its filters, its short lists and its figure."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels
from portfolio.language import _, ngettext
from portfolio.queries.strategy import strategy, timeline
from portfolio.screens.proposals import milestones
from portfolio.ui import choices, components, filter_bar, links, session
from portfolio.ui.charts import cached
from portfolio.ui.charts import timeline as charts
from portfolio.ui.filter_bar import Picker
from portfolio.ui.proposals import milestone_table
from portfolio.ui.sources import Marks

#: How many coming milestones are named, how many of another list, and how many are drawn.
_NEXT, _LISTED, _DRAWN = 5, 20, 60


def choose_filters(portfolio: str, day: date) -> timeline.Filters:
    """The filters, all of them in the URL; they unfold, and closed they say what they are at."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with filter_bar.folded("timeline:filters") as pick:
            asked = _choose(portfolio, day, pick)
        if asked.narrows:
            filter_bar.offer_to_clear("timeline:clear", *pick.names)
            words = components.quiet(links.plain(_chosen_words(asked)))
            st.markdown(words, width="content")
    return asked


def _choose(portfolio: str, day: date, pick: Picker) -> timeline.Filters:
    proposal = pick(
        "forslag", _("Proposal"), _("All proposals"), lambda: _proposals(portfolio, day)
    )
    return timeline.Filters(
        as_of=day,
        portfolio=portfolio,
        proposal=None if proposal is None else int(proposal),
        belongs=pick("slags", _("Belongs to"), _("Belongs to: everything"), _kinds),
        pool=pick("pulje", _("Funding pool"), _("All pools"), lambda: _nouns("pool", portfolio)),
        process=pick(
            "proces",
            _("Strategy process"),
            _("All processes"),
            lambda: _nouns("process", portfolio),
        ),
        code=pick(
            "milepael", _("Milestone"), _("All milestones"), lambda: _milestones(day, portfolio)
        ),
        state=pick(
            "tilstand", _("Status"), _("All statuses"), lambda: labels.words("milestone_state")
        ),
    )


def _milestones(day: date, portfolio: str | None) -> dict[str, str]:
    return choices.named(session.read(timeline.milestone_choices, as_of=day, portfolio=portfolio))


def _chosen_words(asked: timeline.Filters) -> str:
    words = [
        _kinds()[asked.belongs] if asked.belongs else "",
        _("proposal {number}", number=asked.proposal) if asked.proposal else "",
        _nouns("pool", asked.portfolio)[asked.pool] if asked.pool else "",
        _nouns("process", asked.portfolio)[asked.process] if asked.process else "",
        _milestones(asked.as_of, asked.portfolio)[asked.code] if asked.code else "",
        labels.label("milestone_state", asked.state) if asked.state else "",
    ]
    return components.joined(words)


def say_none(asked: timeline.Filters) -> None:
    """Why there is nothing to show."""
    if asked.narrows:
        components.empty(_("No milestone matches these filters. Reset them to see the rest."))
    else:
        components.empty(_("Nothing on record on this day had a date or a milestone yet."))


def show_lists(rows: pd.DataFrame) -> None:
    """What comes next; what was promised and has passed; the rest gathered in a line each."""
    ahead = rows[rows["state"].isin(["soon", "ahead"])]
    overdue, passed, undated = (
        rows[rows["state"] == state] for state in ("overdue", "not_recorded", "undated")
    )
    named = [ahead.head(_NEXT), *(part.head(_LISTED) for part in (overdue, passed, undated))]
    cited = Marks("milestones", pd.concat(named)["id"])
    st.header(_("Dates ahead"), anchor=False)
    if ahead.empty:
        st.markdown(_("No milestone with a date lies ahead of this day."))
    _list(ahead, _NEXT, cited)
    if not overdue.empty:
        st.markdown(f"**{_overdue_words(len(overdue))}**")
        _list(overdue, _LISTED, cited)
    left, right = st.columns(2)
    with left:
        _gather(passed, _not_recorded_words, cited)
    with right:
        _gather(undated, _undated_words, cited)


def show_figure(rows: pd.DataFrame, asked: timeline.Filters) -> None:
    """The figure with what its shapes mean; the table below is its twin."""
    dated = rows[rows["state"] != "undated"]
    if dated.empty:
        st.markdown(_("None of these milestones has a date to draw."))
        return
    components.remark(_legend(dated))
    if len(dated) > _DRAWN:
        st.markdown(_("The figure draws the first {n}; the table has them all.", n=_DRAWN))
    cached.draw(
        charts.timeline,
        dated.head(_DRAWN),
        as_of=asked.as_of,
        today=session.today(),
        key="timeline",
        alt=_("Timeline of {n} milestones. The table below holds the same.", n=len(dated)),
    )


def _proposals(portfolio: str, day: date) -> dict[str, str]:
    return choices.numbered(
        session.read(strategy.proposals_on, as_of=day, portfolio=portfolio, aside=True)
    )


def _kinds() -> dict[str, str]:
    words = (_("The portfolio"), _("Proposals"), _("Funding pools"), _("Strategy processes"))
    return dict(zip(timeline.BELONGS, words, strict=True))


def _nouns(kind: str, portfolio: str | None) -> dict[str, str]:
    return choices.named(session.read(timeline.noun_choices, kind=kind, portfolio=portfolio))


def _list(rows: pd.DataFrame, most: int, cited: Marks) -> None:
    if len(rows):
        st.markdown(components.bullets(_line(row, cited) for row in rows[:most].to_dict("records")))
    if (more := len(rows) - most) > 0:
        components.remark(
            ngettext("{n} more in the table below", "{n} more in the table below", more)
        )


def _line(row: dict[Any, Any], cited: Marks) -> str:
    title = f"**{links.plain(milestones.when(row))}** {links.plain(row['title'])}"
    soon = milestones.state(row) if row["state"] == "soon" else ""
    source = cited.of(row["id"], "date") or cited.of(row["id"], "title")
    noun = milestone_table.belongs(row)
    return components.joined([title, soon, *milestones.marks(row), noun, source])


def _gather(rows: pd.DataFrame, words: Callable[[int], str], cited: Marks) -> None:
    if rows.empty:
        return
    with st.expander(words(len(rows))):
        _list(rows, _LISTED, cited)


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
        "{n} agreed deadline is overdue: it has passed, and no outcome is recorded",
        "{n} agreed deadlines are overdue: they have passed, and no outcome is recorded",
        count,
    )


def _legend(rows: pd.DataFrame) -> str:
    present = set(rows["state"])
    shapes = [
        f"{look.glyph} {labels.label('milestone_state', state)}"
        for state, look in charts.LOOKS.items()
        if state in present
    ]
    spans = _("a bar is a span: the minutes give no day")
    law = _("hatched: depends on a law") if rows["law_dependent"].any() else ""
    return components.joined([*shapes, spans, law])
