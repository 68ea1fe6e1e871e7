"""The overview's pieces: key line, filters, cards under their purposes, attention, news."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _, ngettext
from portfolio.queries import choices as questions
from portfolio.queries import overview
from portfolio.queries.filters import Filters
from portfolio.ui import choices, components, links, session

PER_PURPOSE = 5
#: So many letters fit on a card's line.
_ONE_LINE = 40
_FILTERS = ("formaal", "center", "fase", "lys", "sted", "q")


def choose_filters(portfolio: str, day: date) -> Filters:
    """Search and filters in one quiet row; the filters unfold, so a phone shows proposals first."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with st.container(width=340):
            words = choices.search("q", _("Search proposals, centres, places"))
        with st.popover(_("Filter")):
            chosen = _choose(portfolio)
        filters = Filters(
            as_of=day, today=session.today(), portfolio=portfolio, search=words, **chosen
        )
        if filters.narrows:
            st.button(
                _("Clear filters"), key="clear", type="tertiary",
                on_click=choices.clear, args=_FILTERS,
            )  # fmt: skip
    return filters


def _choose(portfolio: str) -> dict[str, Any]:
    purposes = session.read(questions.purpose_choices, portfolio=portfolio)
    parties = session.read(questions.party_choices)
    places = session.read(questions.place_choices)
    numbers = {
        str(n): f"{n} {t}" for n, t in zip(purposes["number"], purposes["title"], strict=True)
    }
    purpose = choices.choose("formaal", _("Purpose"), numbers, everything=_("All purposes"))
    return {
        "purpose": int(purpose) if purpose else None,
        "party": choices.choose(
            "center",
            _("Centre or party"),
            _by_code(parties),
            everything=_("All centres and parties"),
        ),
        "stage": choices.choose(
            "fase", _("Stage"), labels.words("stage"), everything=_("All stages")
        ),
        "rag": choices.choose("lys", _("Traffic light"), _lights(), everything=_("All lights")),
        "place": choices.choose("sted", _("Place"), _by_code(places), everything=_("All places")),
    }


def _by_code(table: pd.DataFrame) -> dict[str, str]:
    return dict(zip(table["code"], table["name"], strict=True))


def _lights() -> dict[str, str]:
    return {rag: labels.light(rag) for rag in labels.SHAPES}


def key_line(figures: overview.KeyFigures, deadline: pd.Series | None, day: date) -> None:
    """All that counts in one line of text."""
    lights = "  ".join(
        f"{labels.SHAPES[rag]} **{n}** {labels.label('rag', rag).lower()}"
        for rag, n in figures.lights.items()
    )
    total = ngettext("**{n}** proposal", "**{n}** proposals", figures.total)
    yes = _("**{n} of {total}** accepted by somebody", n=figures.accepted, total=figures.total)
    ask = _("**{n}** for decision", n=figures.to_decide)
    st.markdown(components.joined([total, lights, yes, ask, _deadline(deadline, day)]))


def _deadline(deadline: pd.Series | None, day: date) -> str:
    if deadline is None:
        return ""
    title = links.link(deadline["title"], "tidslinje")
    days = (date.fromisoformat(deadline["date_end"]) - day).days
    left = ngettext("in {n} day", "in {n} days", days) if days else _("today")
    when = links.plain(deadline["date_text"])
    return _("next deadline **{date}** ({left}): {title}", date=when, left=left, title=title)


def cards(board: overview.Board) -> None:
    """A column a purpose, its cards below it: on a phone a purpose and its cards in turn."""
    for column, purpose in zip(
        st.columns(max(len(board.purposes), 1), gap="medium"),
        board.purposes.to_dict("records"),
        strict=False,
    ):
        with column:
            _column(board, purpose)


def _column(board: overview.Board, purpose: dict[Any, Any]) -> None:
    name = purpose["short_title"] or purpose["title"]
    st.subheader(f"{purpose['number']} {links.plain(name)}", anchor=False)
    mine = board.cards[board.cards["purpose_id"] == purpose["id"]]
    if mine.empty:
        st.markdown(components.quiet(_("No proposal here matches.")))
    for card in mine.to_dict("records"):
        with st.container(border=True, height="stretch", gap=None):
            st.markdown(_card(board, card))


def _card(board: overview.Board, card: dict[Any, Any]) -> str:
    """Four lines, each short enough for one line of a third of a screen: then rows line up."""
    state = components.joined([components.light(card["rag"]), labels.label("stage", card["stage"])])
    parties = responsible(board.parties[board.parties["proposal_id"] == card["id"]])
    title = links.proposal(card["number"], card["title"])
    ahead = components.quiet(links.plain(_ahead(board, card)))
    return f"**{title}**  \n:small[{state}]  \n:small[{parties}]  \n:small[{ahead}]"


def _ahead(board: overview.Board, card: dict[Any, Any]) -> str:
    """What comes next; where nothing is agreed, what the proposal hangs on."""
    dates = board.dates[board.dates["proposal_id"] == card["id"]]
    hung_on = list(board.links[board.links["proposal_id"] == card["id"]]["title"])
    if card["next_step"]:
        when = card["next_step_date_text"] or _("no date")
        ahead = _("Next: {step} ({date})", step=card["next_step"], date=when)
    elif len(dates):
        ahead = _(
            "Next: {date}, {title}",
            **dates.iloc[0][["date_text", "title"]].set_axis(["date", "title"]),
        )
    else:
        ahead = _hangs_on(hung_on)
    if not card["status_on"]:
        return ahead
    updated = language.short_date(date.fromisoformat(card["status_on"]))
    return components.joined([ahead, _("updated {date}", date=updated)])


def _hangs_on(titles: list[str]) -> str:
    if not titles:
        return _("Hangs on no process or pool")
    first = next((title for title in titles if len(title) <= _ONE_LINE), titles[0])
    if len(titles) == 1:
        return first
    return ngettext("{first} and {n} more", "{first} and {n} more", len(titles) - 1, first=first)


def responsible(parties: pd.DataFrame) -> str:
    """Who has said yes; else who the source suggests; else that nobody is named."""
    accepted = parties[parties["state"] == "accepted"]
    named = parties[parties["role"] == "discuss_with"]
    shown, state = (accepted, "accepted") if len(accepted) else (named, "")
    if shown.empty:
        return _("no party named")
    state = state or str(shown.iloc[0]["state"])
    return f"{links.plain(_names(shown))} ({labels.label('responsibility', state)})"


def _names(parties: pd.DataFrame) -> str:
    names = list(parties["name"])
    if len(names) > 2 and set(parties["kind"]) == {"steering_group"}:
        return ngettext("{n} steering group", "{n} steering groups", len(names))
    if len(names) > 2:
        return ngettext(
            "{first} and {n} other", "{first} and {n} others", len(names) - 1, first=names[0]
        )
    return _(" and ").join(names)
