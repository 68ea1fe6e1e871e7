"""The overview's filters, and its fragment for what they leave."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from portfolio import labels
from portfolio.language import _, shortened
from portfolio.queries import filter_choices
from portfolio.queries.filtering import Filters
from portfolio.queries.overview.board import Order, by_own
from portfolio.queries.overview.figures import key_figures
from portfolio.queries.own_fields import own_fields
from portfolio.screens.overview import overview as screen
from portfolio.screens.overview.board import LOOK, ROWS_A_PAGE, Look, own_name
from portfolio.ui import choices, edit_links, filter_bar, links, session
from portfolio.ui.filter_bar import Picker
from portfolio.ui.overview import waiting
from portfolio.ui.proposals import selection


def overview(filters: Filters, look: Look) -> Markup:
    """Everything that is read, of the proposals that match."""
    order, page = place(filters)
    facts = screen.ask(
        session.read,
        filters,
        waits=waiting.waits(),
        order=order,
        page=page,
        look=look,
        choose=selection.begun(),
        edits=edit_links.may_edit(),
    )
    return session.write_once(screen.draw, facts, links.to)


def place(filters: Filters) -> tuple[str, int]:
    """How the table is sorted and which page of it is shown, by the address."""
    own = session.read(own_fields.fields, portfolio=filters.portfolio) if filters.portfolio else ()
    orders = [*(code.value for code in Order), *(by_own(one.code) for one in own)]
    order = choices.follow("orden", orders)
    total = session.read(key_figures, filters=filters).total
    pages = [str(n + 1) for n in range(max(1, -(-total // ROWS_A_PAGE)))]
    return order, int(choices.follow("side", pages))


def choose_filters(portfolio: str) -> tuple[Picker, dict[str, Any]]:
    """A button that unfolds the words to search for and the filters; the choices by field."""
    with filter_bar.folded("filters") as pick:
        words = pick.search("q", _("Search title, centre, place"))
        return pick, {"search": words, **_choose(portfolio, pick)}


def offer_looks() -> Look:
    """The way to the board's other look and to what is ready to be printed; how it looks now."""
    look = Look(choices.follow(LOOK, [code.value for code in Look]))
    chooses = selection.may_begin()
    ways = screen.looks(look, links.asked(), links.now(), chooses=chooses)
    st.html(ways, width="content")
    return look


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
        "own": _choose_own(portfolio, pick),
    }


#: Characters of a value in a list to choose from.
_LONGEST = 80


def _choose_own(portfolio: str, pick: Picker) -> tuple[tuple[str, str], ...]:
    """What is asked for in the portfolio's own fields, by their codes."""
    asked = []
    for field, said in session.read(own_fields.filters, portfolio=portfolio):
        every = _("{field}: all", field=field.name)
        value = pick(
            own_name(field.code),
            field.name,
            every,
            partial(dict, [(one, shortened(one, _LONGEST)) for one in said]),
        )
        if value is not None:
            asked.append((field.code, value))
    return tuple(asked)


def _named(listed: Callable[..., pd.DataFrame], portfolio: str) -> dict[str, str]:
    return choices.named(session.read(listed, portfolio=portfolio))
