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
from portfolio.queries.overview import figures as overview_figures
from portfolio.queries.overview.attention import Deadline
from portfolio.queries.overview.board import Column
from portfolio.ui import asof, choices, components, links, session
from portfolio.ui.overview import cards as overview_cards

PER_PURPOSE = 5
_MOST_A_ROW = 4
_FILTERS = ("formaal", "center", "fase", "lys", "sted", "q")


def choose_filters(portfolio: str, day: date) -> Filters:
    """Search and filters in one quiet row; the filters unfold, so a phone shows proposals first."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        # Narrow enough for all of the row to stand on one line of a phone.
        words = choices.search("q", _("Search title, centre, place"), width=205)
        # A closed popover draws nothing: five select boxes are a third of the page's time.
        popover = st.popover(_("Filter"), key="filters", on_change="rerun")
        with popover:
            chosen, said = _choose(portfolio, drawn=bool(popover.open))
        filters = Filters(
            as_of=day, today=session.today(), portfolio=portfolio, search=words, **chosen
        )
        if said:
            shown = _("Shown: {filters}", filters=links.plain(" · ".join(said)))
            st.markdown(shown, width="content")
        if filters.narrows:
            st.button(
                _("Clear filters"),
                key="clear",
                type="tertiary",
                on_click=choices.clear,
                args=_FILTERS,
            )
        # Of the server, not a page: it opens beside this one, ready to be printed.
        st.markdown(links.link(_("Print"), "statusark"), width="content")
    return filters


def _choose(portfolio: str, *, drawn: bool) -> tuple[dict[str, Any], list[str]]:
    """The choices by field of Filters, and the words of those that are made."""
    said: list[str] = []

    def pick(
        name: str, label: str, everything: str, options: Callable[[], dict[str, str]]
    ) -> str | None:
        code = choices.choose(name, label, options, everything=everything, drawn=drawn)
        said.extend([options()[code]] if code else [])
        return code

    grouping = session.grouping()
    purpose = pick(
        "formaal",
        labels.label("grouping", grouping),
        labels.label("groupings_all", grouping),
        lambda: _purposes(portfolio),
    )
    return {
        "purpose": int(purpose) if purpose else None,
        "party": pick(
            "center",
            _("Centre or party"),
            _("All centres and parties"),
            lambda: _parties(portfolio),
        ),
        "stage": pick("fase", _("Stage"), _("All stages"), lambda: labels.words("stage")),
        "rag": pick("lys", _("Light"), _("All lights"), _lights),
        "place": pick("sted", _("Place"), _("All places"), lambda: _places(portfolio)),
    }, said


def _purposes(portfolio: str) -> dict[str, str]:
    found = session.read(filter_choices.purpose_choices, portfolio=portfolio)
    numbers = found["number"]
    return {str(n): f"{n} {title}" for n, title in zip(numbers, found["title"], strict=True)}


def _parties(portfolio: str) -> dict[str, str]:
    return _by_code(session.read(filter_choices.party_choices, portfolio=portfolio))


def _places(portfolio: str) -> dict[str, str]:
    return _by_code(session.read(filter_choices.place_choices, portfolio=portfolio))


def _by_code(table: pd.DataFrame) -> dict[str, str]:
    return dict(zip(table["code"], table["name"], strict=True))


def _lights() -> dict[str, str]:
    return {rag: labels.light(rag) for rag in labels.SHAPES}


def key_line(
    figures: overview_figures.KeyFigures, deadline: Deadline | None, portfolio: str, day: date
) -> None:
    """All that counts in one line of text, and below it how old it is when it is old."""
    counted = session.said(_key_line, figures, deadline, day)
    st.markdown("  \n".join(filter(None, [counted, asof.age(portfolio, day)])))


def _key_line(figures: overview_figures.KeyFigures, deadline: Deadline | None, day: date) -> str:
    lights = " ".join(components.counted(rag, n) for rag, n in figures.lights)
    total = ngettext("**{n}** proposal", "**{n}** proposals", figures.total)
    yes = _("**{n} of {total}** accepted by somebody", n=figures.accepted, total=figures.total)
    ask = _("**{n}** for decision", n=figures.to_decide)
    return components.joined([total, lights, yes, ask, _deadline(deadline, day)])


def _deadline(deadline: Deadline | None, day: date) -> str:
    if deadline is None:
        return ""
    title = links.link(deadline.title, "tidslinje")
    days = (date.fromisoformat(deadline.date_end) - day).days
    left = ngettext("in {n} day", "in {n} days", days) if days else _("today")
    when = links.plain(language.within(deadline.date_text))
    return _("next deadline **{date}** ({left}): {title}", date=when, left=left, title=title)


def cards(filters: Filters, figures: overview_figures.KeyFigures) -> None:
    """The cards, and below them the way to the next page where there is one."""
    if figures.longest_column <= PER_PURPOSE:
        _draw(filters, 1)
        return
    above = st.container()
    page = components.pages(figures.longest_column, PER_PURPOSE, "page:board")
    with above:
        _draw(filters, page)


def _draw(filters: Filters, page: int) -> None:
    """A column a purpose, its cards below it: on a phone a purpose and its cards in turn."""
    columns = session.read(board.board, filters=filters, page=page, per_purpose=PER_PURPOSE)
    drawn = session.said(_columns, columns)
    if len(drawn) == 1:
        return _one_column(*drawn[0])
    width = _columns_a_row(len(drawn))
    for first in range(0, len(drawn), width):
        _row(drawn[first : first + width], width)


def _columns_a_row(count: int) -> int:
    """Narrower than a quarter of the screen, and words break inside."""
    return count if count <= _MOST_A_ROW else 3


def _row(columns: Sequence[tuple[str, tuple[str, ...]]], width: int) -> None:
    # Cards of as many lines stand beside each other only where each column has as many cards.
    even = len({len(texts) for _heading, texts in columns}) == 1
    for place, (heading, texts) in zip(st.columns(width, gap="medium"), columns, strict=False):
        with place:
            st.header(heading, anchor=False)
            if not texts:
                st.markdown(components.quiet(_("No proposal here matches.")))
            for text in texts:
                _show_card(text, "stretch" if even else "content")


def _one_column(heading: str, texts: tuple[str, ...]) -> None:
    """A portfolio with one purpose: its cards side by side under it."""
    st.header(heading, anchor=False)
    if not texts:
        st.markdown(components.quiet(_("No proposal here matches.")))
    for first in range(0, len(texts), 3):
        for place, text in zip(st.columns(3, gap="medium"), texts[first : first + 3], strict=False):
            with place:
                _show_card(text, "stretch")


def _show_card(text: str, height: Literal["stretch", "content"]) -> None:
    with st.container(border=True, height=height, gap=None):
        st.markdown(text)


def _columns(columns: tuple[Column, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (
            f"{column.number} {links.plain(column.short_title or column.title)}",
            tuple(overview_cards.card(card) for card in column.cards),
        )
        for column in columns
    )
