"""The change log on the screen: its filters, its lines by day, its files, a proposal's history."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.domain.permissions import Action
from portfolio.language import _, ngettext
from portfolio.queries.log import log
from portfolio.queries.log.log import Filters, Line
from portfolio.screens import timestamps
from portfolio.screens.drawing import Link, draw
from portfolio.ui import choices, components, drawing, links, session, tables, visitor
from portfolio.ui.filter_bar import Picker
from portfolio.ui.log import phrases
from portfolio.ui.tables import Column

PAGE = phrases.PAGE
PER_PAGE = 50
_HISTORY = 50  # lines of a proposal
_FIELDS = 4  # of a line in the list; its own page has them all
_WORDS = 90  # characters of a value in the list
#: Actors that the words of their one action name already.
_SAID_BY_ACTION = ("seed", "demo")
_PAGE_NAME = "side"
_SHOWN = "log:shown"  # the filters and the page of the last run
_PERIODS = {"dag": 0, "uge": 6, "maaned": 29, "aar": 364}  # days before today


def sees_people() -> bool:
    """Whether the reader sees lines about users."""
    return visitor.can(Action.MANAGE_USERS)


def choose_filters(portfolio: str | None, pick: Picker) -> dict[str, Any]:
    """By person, kind, proposal and period."""
    people = sees_people()
    since, until = _days(pick("periode", _("Period"), _("All the time"), _periods))
    return {
        "actor": pick("hvem", _("By whom"), _("Everybody"), lambda: _actors(people)),
        "kind": pick("slags", _("Type of change"), _("All types"), lambda: _kinds(people)),
        "proposal": pick.proposal(portfolio) if portfolio else None,
        "since": since,
        "until": until,
    }


def _actors(people: bool) -> dict[str, str]:
    names = session.read(log.actors, people=people)
    return {name: phrases.actor(name) for name in names}


def _kinds(people: bool) -> dict[str, str]:
    kinds = labels.words("log_kind")
    return {code: kinds[code] for code in kinds if people or code != "user"}


def _periods() -> dict[str, str]:
    """Days back from today, then month by month to the first line."""
    words = {
        "dag": _("Today"),
        "uge": _("The last 7 days"),
        "maaned": _("The last 30 days"),
        "aar": _("The last year"),
    }
    first = session.read(log.first_day)
    month = session.today().replace(day=1)
    while first is not None and month >= first.replace(day=1):
        words[f"{month:%Y-%m}"] = language.month(month)
        month = (month - timedelta(days=1)).replace(day=1)
    return words


def _days(period: str | None) -> tuple[date | None, date | None]:
    """The first and the last day of a period."""
    if period is None:
        return None, None
    if period in _PERIODS:
        return session.today() - timedelta(days=_PERIODS[period]), None
    first = date.fromisoformat(f"{period}-01")
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def key_line(total: int) -> None:
    """How many changes match."""
    if total > log.MOST:
        st.markdown(
            _(
                "More than **{n}** changes: the latest are shown. Choose a period to see"
                " earlier ones.",
                n=language.number(log.MOST),
            )
        )
    else:
        st.markdown(ngettext("**{n}** change", "**{n}** changes", total))


def say_none(filters: Filters) -> None:
    """Why there is nothing."""
    if filters.narrows:
        components.empty(
            _("No change matches these filters and words. Clear them to see the rest.")
        )
    else:
        components.empty(_("Nothing has been changed yet."))


def page(filters: Filters, total: int) -> int:
    """The page number, which stands in the address; other filters begin again from the first."""
    count = -(-min(total, log.MOST) // PER_PAGE)
    asked = min(_asked_page(filters), max(count, 1))
    if count <= 1:
        return 1
    # Not bind="query-params": a bound page could not be turned back when the filters change.
    chosen = int(st.pagination(count, default=asked, key=f"{_PAGE_NAME}:{asked}"))
    if chosen != asked:
        st.query_params[_PAGE_NAME] = str(chosen)
        st.rerun()
    return asked


def _asked_page(filters: Filters) -> int:
    asked = choices.number(_PAGE_NAME) or 1
    shown = st.session_state.get(_SHOWN)
    if shown is not None and shown[0] != filters and shown[1] == asked:
        asked = 1  # the filters are new and the page is the old one's
        st.query_params.pop(_PAGE_NAME, None)
    st.session_state[_SHOWN] = (filters, asked)
    return asked


def by_day(lines: list[Line], *, inside: bool = True) -> None:
    """The lines, the newest first, under the Danish day they were made.

    ``inside``: under a heading of the page's, which the days then stand one level below.
    """
    known = phrases.names(lines)
    days = [
        (day, [_entry(line, known) for line in of_the_day])
        for day, of_the_day in groupby(lines, key=_day)
    ]
    drawing.show(draw("log.html", days=days, level=3 if inside else 2))


def _day(line: Line) -> date:
    return timestamps.day(line.at)


def _entry(line: Line, known: phrases.Names) -> dict[str, Any]:
    """What the list says of a line: of a new row only the fields that hold something."""
    back, why = phrases.reason(line)
    is_new, told = not line.before, phrases.changes(line, known)
    if is_new:
        told = [change for change in told if change.after != phrases.empty()]
    return {
        "time": timestamps.time(line.at),
        "done": Link(phrases.action(line.action), links.to(PAGE, linje=line.id)),
        "about": phrases.subject_link(line, known),
        "who": _who(line, known),
        "is_new": is_new,
        "fields": [(one.field, _cut(one.before), _cut(one.after)) for one in told[:_FIELDS]],
        "more": max(0, len(told) - _FIELDS),
        "why": _cut(why),
        "back": links.to(PAGE, linje=back) if back else "",
    }


def _cut(words: str | None) -> str | None:
    return None if words is None else language.shortened(words, _WORDS)


def _who(line: Line, known: phrases.Names) -> str:
    """Who did it; nothing where the line has said so: one's own account, the seed files."""
    is_own_account = line.table == "users" and phrases.subject(line, known) == line.actor
    return "" if is_own_account or line.actor in _SAID_BY_ACTION else phrases.actor(line.actor)


def history(proposal_id: str, number: int) -> None:
    """Everything done to a proposal and what hangs on it, folded away."""
    if not visitor.can(Action.SEE_LOG):
        return
    with st.expander(_("History"), key="history", on_change="rerun") as box:
        if not box.open:
            return
        lines = session.read(log.of_proposal, proposal_id=proposal_id, limit=_HISTORY)
        if not lines:
            components.remark(_("Nothing has been changed since the start."))
            return
        by_day(lines)
        st.markdown(links.link(_("The proposal's changes in the change log"), PAGE, forslag=number))


def downloads(filters: Filters) -> None:
    """The lines that match as Excel and CSV, at most as many as are counted."""
    tables.downloads(lambda: _table(filters), "aendringslog")


def _table(filters: Filters) -> pd.DataFrame:
    return tables.frame(session.read(log.lines, filters=filters, limit=log.MOST), _columns)


def _columns(lines: Sequence[Line]) -> list[Column]:
    known = phrases.names(lines)
    changes = {line.id: phrases.changes(line, known) for line in lines}
    return [
        Column(_("Date"), _day),
        Column(_("Clock"), lambda line: timestamps.time(line.at)),
        Column(_("Who"), lambda line: phrases.actor(line.actor)),
        Column(_("What"), lambda line: phrases.action(line.action)),
        Column(_("About"), lambda line: phrases.subject(line, known)),
        Column(_("Before"), lambda line: _side((c.field, c.before) for c in changes[line.id])),
        Column(_("After"), lambda line: _side((c.field, c.after) for c in changes[line.id])),
        Column(_("Reason"), lambda line: phrases.reason(line)[1]),
    ]


def _side(values: Any) -> str:  # noqa: ANN401 - pairs of a field and its words
    return "\n".join(f"{name}: {words}" for name, words in values if words is not None)
