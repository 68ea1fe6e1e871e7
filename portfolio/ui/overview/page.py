"""The overview's pieces: key line, filters, cards under their purposes, attention, news."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Literal

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _, ngettext
from portfolio.queries import filter_choices
from portfolio.queries.filtering import Filters
from portfolio.queries.overview import board
from portfolio.queries.overview.attention import Deadline
from portfolio.queries.overview.board import Column
from portfolio.queries.overview.figures import KeyFigures
from portfolio.ui import asof, choices, components, filter_bar, links, session
from portfolio.ui.filter_bar import Picker
from portfolio.ui.overview import cards

PER_PURPOSE = 5
_MOST_A_ROW = 4


def choose_filters(portfolio: str, day: date) -> Filters:
    """Search and filters in one quiet row; the filters unfold, so a phone shows proposals first."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        # Narrow enough for all of the row to stand on one line of a phone.
        words = choices.search("q", _("Search title, centre, place"), width=205)
        with filter_bar.folded("filters") as pick:
            chosen = _choose(portfolio, pick)
        filters = Filters(
            as_of=day, today=session.today(), portfolio=portfolio, search=words, **chosen
        )
        if pick.words:
            shown = _("Shown: {filters}", filters=links.plain(components.joined(pick.words)))
            st.markdown(shown, width="content")
        if filters.narrows:
            filter_bar.offer_to_clear("clear", "q", *pick.names)
        # Of the server, not a page: it opens beside this one, ready to be printed.
        st.markdown(links.link(_("Print"), "statusark"), width="content")
    return filters


def _choose(portfolio: str, pick: Picker) -> dict[str, Any]:
    """The choices by field of Filters."""
    return {
        "purpose": pick.purpose(portfolio),
        "party": pick(
            "center",
            _("Centre or party"),
            _("All centres and parties"),
            lambda: _named(filter_choices.party_choices, portfolio),
        ),
        "stage": pick("fase", _("Stage"), _("All stages"), lambda: labels.words("stage")),
        "rag": pick(
            "lys",
            _("Light"),
            _("All lights"),
            lambda: {rag: labels.light(rag) for rag in labels.SHAPES},
        ),
        "place": pick(
            "sted",
            _("Place"),
            _("All places"),
            lambda: _named(filter_choices.place_choices, portfolio),
        ),
    }


def _named(listed: Callable[..., pd.DataFrame], portfolio: str) -> dict[str, str]:
    return choices.named(session.read(listed, portfolio=portfolio))


def key_line(figures: KeyFigures, deadline: Deadline | None, portfolio: str, day: date) -> None:
    """All that counts in one line of text, and below it how old it is when it is old."""
    counted = session.write_once(_key_line, figures, deadline, day)
    st.markdown(components.lines([counted, asof.age(portfolio, day)]))


def _key_line(figures: KeyFigures, deadline: Deadline | None, day: date) -> str:
    lights = " ".join(components.counted(rag, n) for rag, n in figures.lights)
    total = ngettext("**{n}** proposal", "**{n}** proposals", figures.total)
    yes = _("**{n} of {total}** have somebody responsible", n=figures.accepted, total=figures.total)
    return components.joined([total, lights, yes, _deadline(deadline, day)])


def _deadline(deadline: Deadline | None, day: date) -> str:
    if deadline is None:
        return ""
    title = links.link(deadline.title, "tidslinje")
    days = (date.fromisoformat(deadline.date_end) - day).days
    left = ngettext("in {n} day", "in {n} days", days) if days else _("today")
    when = links.plain(language.within(deadline.date_text))
    return _("next deadline **{date}** ({left}): {title}", date=when, left=left, title=title)


def board_of_cards(filters: Filters, figures: KeyFigures) -> None:
    """The cards, and below them the way to the next page where there is one."""
    above = st.container()
    page = components.pages(figures.longest_column, PER_PURPOSE, "page:board")
    with above:
        _draw(filters, page)


def _draw(filters: Filters, page: int) -> None:
    """A column a purpose, its cards below it: on a phone a purpose and its cards in turn."""
    columns = session.read(board.board, filters=filters, page=page, per_purpose=PER_PURPOSE)
    drawn = session.write_once(_columns, columns)
    if len(drawn) == 1:
        return _one_column(*drawn[0])
    # Narrower than a quarter of the screen, and words break inside.
    width = len(drawn) if len(drawn) <= _MOST_A_ROW else 3
    for first in range(0, len(drawn), width):
        _row(drawn[first : first + width], width)


def _row(columns: Sequence[tuple[str, tuple[str, ...]]], width: int) -> None:
    # Cards of as many lines stand beside each other only where each column has as many cards.
    even = len({len(texts) for _heading, texts in columns}) == 1
    for place, (heading, texts) in components.beside(columns, width, gap="medium"):
        with place:
            _head(heading, texts)
            for text in texts:
                _show_card(text, "stretch" if even else "content")


def _one_column(heading: str, texts: tuple[str, ...]) -> None:
    """A portfolio with one purpose: its cards side by side under it."""
    _head(heading, texts)
    for column, text in components.beside(texts, 3, gap="medium"):
        with column:
            _show_card(text, "stretch")


def _head(heading: str, texts: tuple[str, ...]) -> None:
    st.header(heading, anchor=False)
    if not texts:
        components.remark(_("No proposal here matches."))


def _show_card(text: str, height: Literal["stretch", "content"]) -> None:
    with st.container(border=True, height=height, gap=None):
        st.markdown(text)


def _columns(columns: tuple[Column, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (
            f"{column.number} {links.plain(column.short_title or column.title)}",
            tuple(cards.card(card) for card in column.cards),
        )
        for column in columns
    )
