"""Opfølgninger: the filters, the sums, and the lists by who is responsible."""

from collections import Counter
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.domain import attention
from portfolio.domain.attention import FollowUpState
from portfolio.language import _, ngettext
from portfolio.queries import filter_choices
from portfolio.queries.meetings import follow_ups
from portfolio.queries.meetings.follow_ups import NOBODY, WAITING, Filters
from portfolio.ui import components, links, marks, session
from portfolio.ui.filter_bar import Pick
from portfolio.ui.meetings import decisions, meeting
from portfolio.ui.sources import Marks

PAGE = "opfoelgninger"
#: The name of a follow-up in the address.
ONE = "opfoelgning"
_A_PAGE, _ENDED, _AGAIN = 40, 40, 20
_BADGES = {"overdue": "red", "due": "orange", "done": "green", "not_recorded": "gray"}
Row = dict[Any, Any]


def is_one_asked() -> bool:
    """Whether the address asks for one follow-up."""
    return bool(st.query_params.get(ONE))


def choose(portfolio: str, day: date, pick: Pick) -> dict[str, Any]:
    """The filters, all of them in the address."""
    state = pick("tilstand", _("State"), _("All states"), _states)
    party = pick("ansvarlig", _("Responsible"), _("All responsible"), _parties)
    proposal = meeting.choose_proposal(portfolio, pick)
    scope = pick(
        "omfang",
        _("Scope"),
        _("About this portfolio"),
        lambda: {"alle": _("Everything the meetings decided")},
    )
    asked = Filters(
        as_of=day,
        portfolio=None if scope == "alle" else portfolio,
        within=portfolio,
        state=state,
        party=party,
        proposal=proposal,
    )
    return {"asked": asked}


def _states() -> dict[str, str]:
    return {WAITING: _("Everything that waits"), **labels.words("follow_up_state")}


def _parties() -> dict[str, str]:
    known = session.read(filter_choices.party_choices)
    named = dict(zip(known["code"], known["name"], strict=True))
    return {NOBODY: _("Responsible missing"), **named}


def key_line(found: pd.DataFrame) -> None:
    """How many stand where, and how many of those that wait lack somebody or a date."""
    count = Counter(found["state"])
    waiting = found[found["state"].isin(attention.WAITING)]
    said = [
        ngettext("**{n}** open follow-up", "**{n}** open follow-ups", len(waiting)),
        _("**{n}** within 30 days", n=count[FollowUpState.DUE]),
        _("**{n}** overdue", n=count[FollowUpState.OVERDUE]),
        _("**{n}** done", n=count[FollowUpState.DONE]),
        _("**{n}** lapsed", n=count[FollowUpState.LAPSED]),
        _("**{n}** without responsible", n=int(waiting["responsible"].isna().sum())),
        _("**{n}** without date", n=int(waiting["date_text"].isna().sum())),
    ]
    st.markdown(components.joined(said))


def lists(found: pd.DataFrame, asked: Filters) -> None:
    """Those that wait, by who is responsible; below them, folded, those that are over."""
    waiting = found[found["state"].isin(attention.WAITING)]
    ended = found[~found["state"].isin(attention.WAITING)]
    if found.empty:
        _say_none(asked)
    page = components.pages(len(waiting), _A_PAGE, "page:follow_ups")
    shown = waiting.iloc[(page - 1) * _A_PAGE : page * _A_PAGE]
    cited = marks.here("follow_ups", [*shown["id"], *ended["id"].head(_ENDED)])
    # Those with most pressing first: the order in which the rows come.
    for owner, rows in shown.groupby("responsible", sort=False, dropna=False):
        heading = _("Responsible missing") if pd.isna(owner) else str(owner)
        st.header(links.plain(heading), anchor=False)
        st.markdown("\n".join(f"- {line(row, cited)}" for row in rows.to_dict("records")))
    if not ended.empty:
        _folded(ended, cited, unfolded=waiting.empty)


def _folded(ended: pd.DataFrame, cited: Marks, *, unfolded: bool) -> None:
    with st.expander(_("Done or lapsed ({n})", n=len(ended)), expanded=unfolded):
        rows = ended.head(_ENDED).to_dict("records")
        st.markdown("\n".join(f"- {line(row, cited)}" for row in rows))
        if (more := len(ended) - _ENDED) > 0:
            words = ngettext("{n} more in the table below", "{n} more in the table below", more)
            st.markdown(components.quiet(words))


def _say_none(asked: Filters) -> None:
    if asked.narrows:
        components.empty(_("No follow-up matches these filters. Clear them to see the rest."))
    else:
        day = language.long_date(asked.as_of)
        components.empty(
            _("Nothing is to be followed up as of {day}: no meeting has asked for it.", day=day)
            + meeting.offer_first_day(asked.as_of)
        )


def line(row: Row, cited: Marks) -> str:
    """A follow-up on two lines: what and where it stands; which decision and proposals."""
    title = links.link(row["title"], PAGE, **{ONE: row["id"]})
    first = components.joined([f"**{title}**", _state(row), links.plain(_when(row))])
    proof = cited.of(row["id"], None, "title", "responsible_party", "date")
    second = components.joined([_decision(row), about(row)])
    said = [f"{first} {proof}", components.quiet(_closing(row)), components.quiet(second)]
    return "  \n  ".join(part for part in said if part)


def _state(row: Row) -> str:
    word = labels.label("follow_up_state", row["state"])
    if row["state"] in _BADGES:
        return f":{_BADGES[row['state']]}-badge[{word}]"
    return "" if row["state"] == FollowUpState.OPEN else word


def _when(row: Row) -> str:
    return _("deadline {date}", date=row["date_text"]) if row["date_text"] else decisions.when(row)


def _closing(row: Row) -> str:
    if row["closed_on"] is None:
        return ""
    when = language.long_date(row["closed_on"])
    said = row["state_note"] or _("nobody has recorded why")
    return links.plain(f"{when}: {said}")


def _decision(row: Row) -> str:
    way = links.link(
        _("Decision {number}", number=row["decision"]),
        "beslutninger",
        beslutning=row["decision"],
        moede=row["meeting_code"],
    )
    return f"{way}, {links.plain(row['meeting'])}"


def about(row: Row) -> str:
    """The proposals of the decision, each a link; in a number where they are many."""
    numbers = row["numbers"]
    if not numbers:
        return ""
    if len(numbers) > _NAMED:
        return ngettext("{n} proposal", "{n} proposals", len(numbers))
    named = ", ".join(links.link(number, "forslag", nr=number) for number in numbers)
    return ngettext("proposal {numbers}", "proposals {numbers}", len(numbers), numbers=named)


_NAMED = 9


def again(rows: pd.DataFrame) -> None:
    """The decisions that are to be looked at again, those whose day has come first."""
    if rows.empty:
        return
    st.header(_("To be taken up again"), anchor=False)
    shown = rows.head(_AGAIN).to_dict("records")
    st.markdown("\n".join(f"- {_again(row)}" for row in shown))
    if (more := len(rows) - _AGAIN) > 0:
        st.markdown(ngettext("{n} more decision", "{n} more decisions", more))


def _again(row: Row) -> str:
    when = links.plain(language.long_date(row["review_on"]))
    way = links.link(
        row["number"], "beslutninger", beslutning=row["number"], moede=row["meeting_code"]
    )
    has_come = _("the day has come") if row["has_come"] else ""
    return components.joined([f"**{when}**", has_come, f"{way} {links.plain(row['decision'])}"])


def facts(row: Row) -> None:
    """One follow-up in full."""
    cited = marks.here("follow_ups", [row["id"]])
    owner = components.joined([decisions.who(row), decisions.when(row)])
    st.header(links.plain(row["title"]), anchor=False)
    said = [
        _state(row) or labels.label("follow_up_state", row["state"]),
        links.plain(owner),
        cited.of(row["id"], None, "title", "responsible_party", "date"),
    ]
    st.markdown(components.joined(said[:2]) + f" {said[2]}")
    if row["closed_on"]:
        st.markdown(_closing(row))
    if row["note"]:
        st.markdown(_("Note: {note}", note=links.plain(row["note"])))
    st.markdown(components.joined([_decision(row), about(row)]))


def say_unknown(day: date) -> None:
    """The address asks for a follow-up that is not there, or not yet."""
    components.empty(
        _(
            "There is no such follow-up as of {day}. Go back to the list and choose again.",
            day=language.long_date(day),
        )
    )


def back() -> None:
    """The way to the list."""
    st.markdown(links.link("← " + _("All follow-ups"), PAGE))


def read_one(portfolio: str, day: date) -> dict[str, Any] | None:
    """The follow-up the address asks for; None when there is none."""
    return session.read(
        follow_ups.one, id=str(st.query_params.get(ONE, ""))[:60], as_of=day, within=portfolio
    )
