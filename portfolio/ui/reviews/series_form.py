"""Planning reviews that come again: how often, how many, and on which days they then are."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from portfolio import language
from portfolio.domain import series
from portfolio.domain.series import Rhythm
from portfolio.language import _, ngettext
from portfolio.queries.reviews import series as series_queries
from portfolio.queries.reviews.reviews import Review
from portfolio.ui import components, links, session
from portfolio.ui.draft import Draft

_ONCE = ""
_USUAL = 6  # meetings, until somebody says otherwise
_MONTHLY: tuple[Callable[[str], str], ...] = (
    lambda day: _("The first {weekday} of every month", weekday=day),
    lambda day: _("The second {weekday} of every month", weekday=day),
    lambda day: _("The third {weekday} of every month", weekday=day),
    lambda day: _("The fourth {weekday} of every month", weekday=day),
    lambda day: _("The last {weekday} of every month", weekday=day),
)


def ask(form: Draft, first: date, body: str | None) -> tuple[date, ...]:
    """The days: the first one only, unless the meeting is to come again."""
    words = {
        _ONCE: _("Not repeated"),
        Rhythm.MONTHLY: _MONTHLY[series.place_in_month(first) - 1](language.weekday(first)),
        Rhythm.FORTNIGHTLY: _("Every other week"),
        Rhythm.WEEKLY: _("Every week"),
    }
    left, right = st.columns([2, 1])
    with left:
        rhythm = form.choose("rhythm", _("Repeated"), words, _ONCE)
    if rhythm == _ONCE:
        return (first,)
    count = right.number_input(
        _("How many meetings"),
        min_value=2,
        max_value=series.MOST,
        **form.field("count", _USUAL),
    )
    days = series.days(first, Rhythm(rhythm), int(count))
    _tell(days, body)
    return days


def _tell(days: tuple[date, ...], body: str | None) -> None:
    """Each day, so that a holiday that moved one is seen; and those that are taken."""
    taken = session.read(series_queries.taken, body_party_id=body or "", days=days)
    said = [language.long_date(day) for day in days if day not in taken]
    st.markdown(components.quiet(_("Holidays are passed over: {days}.", days=", ".join(said))))
    if taken:
        lost = ", ".join(language.long_date(day) for day in sorted(taken))
        st.markdown(
            components.quiet(_("There is a review already, so none is made: {days}.", days=lost))
        )


def titled(title: str, days: tuple[date, ...]) -> list[tuple[date, str]]:
    """Each day with its title: where the title names the first day, the others name theirs."""
    first = language.long_date(days[0])
    return [(day, title.replace(first, language.long_date(day))) for day in days]


def others(review: Review) -> tuple[series_queries.Member, ...]:
    """The other reviews of its series."""
    if review.series is None:
        return ()
    every = session.read(series_queries.members, review_id=review.id, today=session.today())
    return tuple(one for one in every if one.id != review.id)


def offer_all(form: Draft, review: Review) -> bool:
    """Whether those of the series that nothing is on are called off as well; which stay."""
    rest = others(review)
    free = [one for one in rest if one.is_free]
    if not free:
        return False
    label = ngettext(
        "And {n} other review of the series, which nothing is on",
        "And the {n} other reviews of the series that nothing is on",
        len(free),
    )
    chosen = st.checkbox(label, **form.field("series", False))
    ahead = session.today().isoformat()
    kept = [one.title for one in rest if not one.is_free and one.held_on >= ahead]
    if kept:
        names = links.plain(", ".join(kept))
        st.markdown(
            components.quiet(_("Something is on these, so they stay: {names}.", names=names))
        )
    return chosen
