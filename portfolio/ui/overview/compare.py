"""Sammenlign: choosing the two days, and the comparison to take along."""

from datetime import date
from typing import NamedTuple

import streamlit as st

from portfolio import labels, language
from portfolio.language import _
from portfolio.queries.meetings import meetings
from portfolio.queries.overview import news
from portfolio.queries.overview.compare import Difference
from portfolio.reports.overview import changes
from portfolio.screens.overview import compare
from portfolio.screens.overview.compare import PAGE
from portfolio.ui import choices, components, drawing, links, session, tables
from portfolio.ui.tables import Column

#: The names in the address.
FIRST, SECOND = "fra", "til"
_MEETINGS = 30


class Span(NamedTuple):
    """The two days, the earlier first."""

    first: date
    second: date


def choose(portfolio: str) -> tuple[Span, bool]:
    """The two days of the address; where it says none, the last meeting and today.

    And whether they stood the wrong way round, and are put right.
    """
    today, turned = session.today(), _turn_round()
    place = st.container(width="content")
    # The day that other pages are shown as of, if the address has brought one along.
    asked = min(_date(st.query_params.get("dato", "")) or today, today)
    second = choices.day(SECOND, _("Compare with"), asked, words=compare.ends, latest=today)
    with place:
        start = session.read(news.since_last_meeting, portfolio=portfolio, until=second)
        first = choices.day(FIRST, _("Compare from"), start, words=compare.begins, latest=today)
    _offer_meetings(first, second, today)
    return Span(*sorted((first, second))), turned or first > second


def _turn_round() -> bool:
    """Put the days of the address in order before the fields read them; whether that was needed."""
    asked = [_date(st.query_params.get(name, "")) for name in (FIRST, SECOND)]
    if asked[0] is None or asked[1] is None or asked[0] <= asked[1]:
        return False
    st.query_params[FIRST], st.query_params[SECOND] = asked[1].isoformat(), asked[0].isoformat()
    return True


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _offer_meetings(first: date, second: date, today: date) -> None:
    """The meetings by name, each to begin at or to end at."""
    popover = st.popover(_("Choose meetings"), key="compare:meetings", on_change="rerun")
    if not popover.open:
        return
    held = session.read(meetings.meetings_held, as_of=today).head(_MEETINGS)
    with popover:
        if held.empty:
            st.markdown(_("No meeting is on record yet."))
        for row in held.to_dict("records"):
            day = row["held_on"]
            named = compare.day_and_meeting(date.fromisoformat(day), row["title"])
            # The other end is kept where it still lies on its side of the meeting.
            start = _link(
                _("From this meeting"),
                **{FIRST: day, SECOND: second.isoformat() if second.isoformat() > day else None},
            )
            end = _link(
                _("To this meeting"),
                **{SECOND: day, FIRST: first.isoformat() if first.isoformat() < day else None},
            )
            st.markdown(f"**{links.plain(named)}**  \n{start} · {end}")


def _link(words: str, **days: str | None) -> str:
    return links.link(words, PAGE, **days)


def say_turned(span: Span) -> None:
    """The days stood the wrong way round."""
    first, second = map(language.long_date, span)
    said = _(
        "The days stood the wrong way round, so they are shown the right way:"
        " from {first} to {second}.",
        first=first,
        second=second,
    )
    st.info(said)


def say_too_early(known: date | None) -> None:
    """Nothing was known on either day."""
    if known is None:
        components.empty(_("The portfolio has no proposals yet, so there is nothing to compare."))
        return
    words = language.long_date(known)
    offer = links.link(_("Compare from {day} until today", day=words), PAGE, fra=known.isoformat())
    components.empty(
        _("Nothing is on record before {day}. Choose that day or a later one.", day=words)
        + f" {offer}"
    )


def show(portfolio: str, span: Span, known: date) -> None:
    """The comparison; the address says which page of it, and whether the lights are by meeting."""
    facts = compare.ask(
        session.read,
        portfolio,
        span,
        known,
        by_meeting=choices.follow("trin", ["", "moede"]) == "moede",
        page=choices.number("side") or 1,
    )
    drawing.show(session.write_once(compare.draw, facts, links.to))
    _offer_files(facts.differences)


def _offer_files(differences: tuple[Difference, ...]) -> None:
    """All of it, to take along."""
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
    in_order = sorted(differences, key=lambda one: one.number)
    tables.downloads(lambda: tables.frame(in_order, columns), "sammenligning")


def _light(rag: str | None) -> str | None:
    return None if rag is None else labels.light(rag)


def _stage(stage: str | None) -> str | None:
    return None if stage is None else labels.label("stage", stage)


def _percent(percent: int | None) -> str | None:
    return None if percent is None else language.share(percent / 100)
