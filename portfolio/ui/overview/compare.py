"""Sammenlign, the top of the page: which two days, the sums, and the lights then and now."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.domain.model import Rag, Stage
from portfolio.language import _
from portfolio.queries.meetings import meetings
from portfolio.queries.overview import news
from portfolio.queries.overview.compare import Difference
from portfolio.reports.overview import changes
from portfolio.ui import choices, components, links, session, tables

PAGE = "sammenlign"
#: The names in the address.
FIRST, SECOND = "fra", "til"
_MEETINGS = 30
_MINUS = "\N{MINUS SIGN}"
_LIGHTS = (*Rag, None)


@dataclass(frozen=True)
class Span:
    """The two days, the earlier first, and the titles of meetings held on them."""

    first: date
    second: date
    first_meeting: str = ""
    second_meeting: str = ""


def choose(portfolio: str) -> Span:
    """The two days of the address; where it says none, the last meeting and today.

    Days the wrong way round are put right, and that is said.
    """
    today, turned = session.today(), _turn_round()
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        place = st.container(width="content")
        # The day that other pages are shown as of, if the address has brought one along.
        asked = min(_date(st.query_params.get("dato", "")) or today, today)
        second = choices.day(SECOND, _("Compare with"), asked, words=_until, latest=today)
        with place:
            start = session.read(news.since_last_meeting, portfolio=portfolio, until=second)
            first = choices.day(FIRST, _("Compare from"), start, words=_from, latest=today)
        _offer_meetings(first, second, today)
    if turned or first > second:
        first, second = sorted((first, second))
        st.info(
            _(
                "The days stood the wrong way round, so they are shown the right way:"
                " from {first} to {second}.",
                first=language.long_date(first),
                second=language.long_date(second),
            )
        )
    return Span(first, second, _meeting_on(first, today), _meeting_on(second, today))


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


def _from(day: date) -> str:
    return _("From {day}", day=language.long_date(day))


def _until(day: date) -> str:
    return _("To {day}", day=language.long_date(day))


def _meeting_on(day: date, today: date) -> str:
    held = session.read(meetings.meetings_held, as_of=today)
    titles = held.loc[held["held_on"] == day.isoformat(), "title"]
    return str(titles.iloc[0]) if len(titles) else ""


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
            named = _day_and_meeting(date.fromisoformat(day), row["title"])
            # The other end is kept where it still lies on its side of the meeting.
            start = _link(
                _("From this meeting"),
                **{FIRST: day, SECOND: second.isoformat() if second.isoformat() > day else None},
            )
            end = _link(
                _("To this meeting"),
                **{SECOND: day, FIRST: first.isoformat() if first.isoformat() < day else None},
            )
            st.markdown(f"**{named}**  \n{start} · {end}")


def _link(words: str, **days: str | None) -> str:
    return links.link(words, PAGE, **days)


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


def sums(differences: tuple[Difference, ...], span: Span, known: date) -> None:
    """The two days in words, and how many moved, came, went and stand as before."""
    st.markdown(
        _(
            "From {first} to {second}:",
            first=_day_and_meeting(span.first, span.first_meeting),
            second=_day_and_meeting(span.second, span.second_meeting),
        )
        + f" **{changes.summary(differences)}**."
    )
    if span.first == span.second:
        st.info(_("Both days are the same. Choose an earlier day to compare from."))
    elif span.first < known:
        note = _(
            "Nothing is on record before {day}, so what was there that day is counted as"
            " having come.",
            day=language.long_date(known),
        )
        components.remark(note)


def _day_and_meeting(day: date, meeting: str) -> str:
    """The day with the meeting held on it; said once where the title has the day in it."""
    when = language.long_date(day)
    if when in meeting:
        return links.plain(meeting)
    return links.plain(f"{when} ({meeting})" if meeting else when)


def lights(differences: tuple[Difference, ...], span: Span) -> None:
    """How many had each light then and have it now. Those set aside have no light here."""
    st.header(_("Traffic lights then and now"), anchor=False)
    then = Counter(_light(each.stage[0], each.rag[0]) for each in differences if each.rag[0])
    now = Counter(_light(each.stage[1], each.rag[1]) for each in differences if each.rag[1])
    kept = [rag for rag in _LIGHTS if rag or then[rag] or now[rag]]
    rows = pd.DataFrame(
        {
            _("Light"): [components.light(rag) if rag else _("Set aside") for rag in kept],
            language.short_date(span.first): [language.number(then[rag]) for rag in kept],
            f"{language.short_date(span.second)} ": [language.number(now[rag]) for rag in kept],
            "±": [_signed(now[rag] - then[rag]) for rag in kept],
        }
    )
    tables.draw(rows, alt=_("Traffic lights then and now"))


def _light(stage: str | None, rag: str | None) -> Rag | None:
    return None if stage == Stage.NOT_PURSUED or rag is None else Rag(rag)


def _signed(moved: int) -> str:
    if not moved:
        return "0"
    # A true minus, and nothing that Markdown takes for the mark of a list.
    return links.plain(f"{'+' if moved > 0 else _MINUS}{language.number(abs(moved))}")


def proposal_light(difference: Difference) -> str:
    """The light it has now as a badge; in words that it is set aside."""
    if difference.stage[1] == Stage.NOT_PURSUED or difference.rag[1] is None:
        return labels.label("stage", Stage.NOT_PURSUED)
    return components.light(difference.rag[1])
