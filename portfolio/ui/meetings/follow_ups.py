"""Opfølgninger: the filters, the sums, the lists by who is responsible, and all as a table."""

from collections import Counter
from collections.abc import Sequence
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
from portfolio.reports.meetings import sentences
from portfolio.ui import asof, choices, components, links, session, tables
from portfolio.ui.filter_bar import Picker
from portfolio.ui.sources import Marks
from portfolio.ui.tables import Column

PAGE = "opfoelgninger"
#: The name of a follow-up in the address.
PARAMETER = "opfoelgning"
_A_PAGE, _ENDED, _AGAIN, _NAMED = 40, 40, 20, 9
#: The fields whose source stands beside a follow-up.
_PROVED = (None, "title", "responsible_party", "date")
_BADGES = {"overdue": "red", "due": "orange", "done": "green", "not_recorded": "gray"}
Row = dict[Any, Any]


def is_one_asked() -> bool:
    """Whether the address asks for one follow-up."""
    return bool(st.query_params.get(PARAMETER))


def choose(portfolio: str, day: date, pick: Picker) -> dict[str, Any]:
    """The filters, all of them in the address."""
    state = pick("tilstand", _("Status"), _("All statuses"), _states)
    party = pick("ansvarlig", _("Responsible"), _("All responsible"), _parties)
    proposal = pick.proposal(portfolio)
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
    parties = choices.named(session.read(filter_choices.party_choices))
    return {NOBODY: _("Responsible missing"), **parties}


def key_line(listed: pd.DataFrame) -> None:
    """How many stand where, and how many of those that wait lack somebody or a date."""
    count = Counter(listed["state"])
    waiting = listed[listed["state"].isin(attention.WAITING)]
    counted = [
        ngettext("**{n}** open follow-up", "**{n}** open follow-ups", len(waiting)),
        _("**{n}** within 30 days", n=count[FollowUpState.DUE]),
        _("**{n}** overdue", n=count[FollowUpState.OVERDUE]),
        _("**{n}** done", n=count[FollowUpState.DONE]),
        _("**{n}** lapsed", n=count[FollowUpState.LAPSED]),
        _("**{n}** without anybody responsible", n=int(waiting["responsible"].isna().sum())),
        _("**{n}** without a date", n=int(waiting["date_end"].isna().sum())),
    ]
    st.markdown(components.joined(counted))


def lists(listed: pd.DataFrame, asked: Filters) -> None:
    """Those that wait, by who is responsible; below them, folded, those that are over."""
    waiting = listed[listed["state"].isin(attention.WAITING)]
    ended = listed[~listed["state"].isin(attention.WAITING)]
    if listed.empty:
        _say_none(asked)
    shown = components.page_of(waiting, _A_PAGE, "page:follow_ups")
    cited = Marks("follow_ups", [*shown["id"], *ended["id"].head(_ENDED)])
    # Those with most pressing first: the order in which the rows come.
    for party, rows in shown.groupby("responsible", sort=False, dropna=False):
        heading = _("Responsible missing") if pd.isna(party) else str(party)
        st.header(links.plain(heading), anchor=False)
        st.markdown(components.bullets(_line(row, cited) for row in rows.to_dict("records")))
    if not ended.empty:
        _folded(ended, cited, unfolded=waiting.empty)


def _folded(ended: pd.DataFrame, cited: Marks, *, unfolded: bool) -> None:
    with st.expander(_("Done or lapsed ({n})", n=len(ended)), expanded=unfolded):
        rows = ended.head(_ENDED).to_dict("records")
        st.markdown(components.bullets(_line(row, cited) for row in rows))
        if (more := len(ended) - _ENDED) > 0:
            components.remark(
                ngettext("{n} more in the table below", "{n} more in the table below", more)
            )


def _say_none(asked: Filters) -> None:
    if asked.narrows:
        components.empty(_("No follow-up matches these filters. Clear them to see the rest."))
    else:
        day = language.long_date(asked.as_of)
        components.empty(
            _("Nothing is to be followed up as of {day}: no meeting has asked for it.", day=day)
            + asof.offer_first_day(asked.as_of)
        )


def _line(row: Row, cited: Marks) -> str:
    """A follow-up on two lines: what and where it stands; which decision and proposals."""
    title = links.link(row["title"], PAGE, **{PARAMETER: row["id"]})
    first = components.joined([f"**{title}**", _state(row), links.plain(_when(row))])
    proof = cited.of(row["id"], *_PROVED)
    second = components.joined([_decision(row), proposals(row)])
    parts = [f"{first} {proof}", components.quiet(_closing(row)), components.quiet(second)]
    return "  \n  ".join(part for part in parts if part)


def _responsible(row: Row) -> str:
    return row["responsible"] or _("responsible missing")


def _due(row: Row) -> str:
    return sentences.when(row, _("date missing"))


def _state(row: Row) -> str:
    word = labels.label("follow_up_state", row["state"])
    if row["state"] in _BADGES:
        return f":{_BADGES[row['state']]}-badge[{word}]"
    return "" if row["state"] == FollowUpState.OPEN else word


def _when(row: Row) -> str:
    if row["moves"] or not row["date_text"]:
        return _due(row)
    return _("deadline {date}", date=row["date_text"])


def _closing(row: Row) -> str:
    if row["closed_on"] is None:
        return ""
    day = language.long_date(row["closed_on"])
    note = row["state_note"] or _("nobody has recorded why")
    return links.plain(f"{day}: {note}")


def _decision(row: Row) -> str:
    return links.link(
        _("Decision {number}", number=_named(row["decision"], row)),
        "beslutninger",
        beslutning=row["decision"],
        moede=row["meeting_code"],
    )


def _named(number: object, row: Row) -> str:
    return sentences.named(number, row["decided_on"])


def _bare(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def proposals(row: Row) -> str:
    """The proposals of the decision, each a link; in a number where they are many."""
    numbers = row["numbers"]
    if not numbers:
        return ""
    if len(numbers) > _NAMED:
        return ngettext("{n} proposal", "{n} proposals", len(numbers))
    linked = labels.by_certainty(numbers, lambda some: ", ".join(map(links.number, some)))
    return ngettext("proposal {numbers}", "proposals {numbers}", len(numbers), numbers=linked)


def to_take_up_again(rows: pd.DataFrame) -> None:
    """The decisions that are to be looked at again, those whose day has come first."""
    if rows.empty:
        return
    st.header(_("To be taken up again"), anchor=False)
    st.markdown(components.bullets(map(_taken_up, rows.head(_AGAIN).to_dict("records"))))
    if (more := len(rows) - _AGAIN) > 0:
        st.markdown(ngettext("{n} more decision", "{n} more decisions", more))


def _taken_up(row: Row) -> str:
    when = links.plain(language.long_date(row["review_on"]))
    named = _named(row["number"], row)
    way = links.link(named, "beslutninger", beslutning=row["number"], moede=row["meeting_code"])
    has_come = _("the day has come") if row["has_come"] else ""
    return components.joined([f"**{when}**", has_come, f"{way} {links.plain(row['decision'])}"])


def facts(row: Row, day: date) -> None:
    """One follow-up in full, with every day it was to be done on before ``day``."""
    st.header(links.plain(row["title"]), anchor=False)
    state = _state(row) or labels.label("follow_up_state", row["state"])
    task = links.plain(components.joined([_responsible(row), _due(row)]))
    proof = Marks("follow_ups", [row["id"]]).of(row["id"], *_PROVED)
    st.markdown(f"{components.joined([state, task])} {proof}")
    if row["closed_on"]:
        st.markdown(_closing(row))
    if row["note"]:
        st.markdown(_("Note: {note}", note=links.plain(row["note"])))
    if row["moves"]:
        _moves(row["id"], day)
    st.markdown(components.joined([_decision(row), proposals(row)]))


def _moves(id: str, day: date) -> None:
    moved = session.read(follow_ups.moves_of, id=id, as_of=day)
    st.markdown(_("**Moved:**"))
    st.markdown(components.bullets(map(_move, moved.to_dict("records"))))


def _move(row: Row) -> str:
    return _(
        "from {earlier} on {day} by {name}: {reason}",
        earlier=links.plain(row["date_text"]),
        day=links.plain(language.long_date(row["moved_on"])),
        name=links.plain(labels.within("actor", row["moved_by"])),
        reason=links.plain(row["reason"] or _("nobody has recorded why")),
    )


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
        follow_ups.follow_up,
        id=str(st.query_params.get(PARAMETER, ""))[:60],
        as_of=day,
        within=portfolio,
    )


def table(listed: pd.DataFrame) -> None:
    """Every follow-up that matches the filters: the lists' twin."""
    if listed.empty:
        return
    cited = Marks("follow_ups", listed["id"])
    columns = [
        Column(
            _("Follow-up"),
            "title",
            lambda row: links.link(row["title"], PAGE, **{PARAMETER: row["id"]}),
        ),
        Column(_("Responsible"), _responsible),
        Column(_("Date"), _due),
        Column(_("Status"), lambda row: labels.label("follow_up_state", row["state"])),
        Column(_("Closed"), lambda row: row["closed_on"] and language.short_date(row["closed_on"])),
        Column(_("What was said"), "state_note"),
        Column(_("Decision"), lambda row: _named(row["decision"], row)),
        Column(_("Meeting"), "meeting"),
        Column(_("Proposals"), lambda row: labels.by_certainty(row["numbers"], _bare), proposals),
        Column(_("Note"), "note"),
        Column(_("Source"), lambda row: cited.words(row["id"]), on_screen=False),
    ]
    name = _("The follow-ups as a table")
    with st.expander(name):
        tables.show(listed.to_dict("records"), columns, "opfoelgninger", alt=name)
