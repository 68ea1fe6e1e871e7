"""The map of places and purposes as a table, and every tie between a place and a proposal."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels
from portfolio.domain.model import PlaceRole
from portfolio.domain.ties import Tied
from portfolio.language import _, ngettext
from portfolio.queries.places.places import Atlas
from portfolio.ui import components, links, tables
from portfolio.ui.sources import Marks
from portfolio.ui.tables import Column

PAGE = "steder"
_NOTHING = "–"
#: A cell names at most this many proposals, the key to the numbers this many a purpose.
_NAMED, _LISTED = 9, 20


Cell = Callable[[pd.DataFrame], str]


def show(atlas: Atlas) -> None:
    """Places down, purposes across; in each cell the proposals by role, or that there is none."""
    st.header(_("The places"), anchor=False)
    components.remark(_legend())
    purposes = {row["number"]: _purpose(row) for row in atlas.purposes.to_dict("records")}
    shown = atlas.places[atlas.places["shown"]]
    bare, screen = [], []
    for kind, places in shown.groupby("kind", sort=False):
        word = labels.label("place_kind", kind)
        screen.append([f"**{word}**", *("" for _purpose in purposes)])
        for row in places.to_dict("records"):
            bare.append([word, row["name"], *_cells(row, atlas, purposes, _words)])
            screen.append([_place(row), *_cells(row, atlas, purposes, _dressed)])
    names = [_("Place"), *purposes.values()]
    tables.draw(
        pd.DataFrame(components.page_of(screen, tables.ROWS_A_PAGE, f"page:{PAGE}"), columns=names),
        alt=_("Which proposals concern which place, purpose by purpose"),
    )
    tables.downloads(lambda: pd.DataFrame(bare, columns=[_("Type"), *names]), PAGE)


def _place(row: dict[Any, Any]) -> str:
    name = links.link(row["name"], PAGE, sted=row["code"])
    if row["strongest"] == PlaceRole.FOCUS:
        return name
    unfocused = _("no proposal applies")
    return f"{name} :small[:gray[{unfocused}]]"


def proposals(atlas: Atlas) -> None:
    """The key to the numbers: every proposal under its purpose."""
    st.header(_("The proposals"), anchor=False)
    for row in atlas.purposes.to_dict("records"):
        listed = atlas.proposals[atlas.proposals["purpose"] == row["number"]]
        titles = [
            links.proposal(proposal["number"], proposal["title"])
            for proposal in listed.head(_LISTED).to_dict("records")
        ]
        if len(listed) > _LISTED:
            titles.append(ngettext("{n} more", "{n} more", len(listed) - _LISTED))
        st.markdown(f"**{links.plain(_purpose(row))}**\n\n{components.bullets(titles)}")


def ties(atlas: Atlas) -> None:
    """Every tie between a place and a proposal, with what the source says of it."""
    st.header(_("Place by place"), anchor=False)
    order = {id: place for place, id in enumerate(atlas.places["id"])}
    rows = sorted(atlas.links.to_dict("records"), key=lambda row: order[row["place_id"]])
    columns = [
        Column(_("Place"), "place"),
        Column(_("Type"), lambda row: labels.label("place_kind", row["kind"]), on_screen=False),
        Column(
            _("Role"),
            lambda row: labels.label("place_role", row["role"]),
            lambda row: _role(row["role"]),
        ),
        tables.proposal(_("Proposal")),
        Column(_("Note"), "note"),
        tables.source(Marks("proposal_places", atlas.links["id"])),
    ]
    tables.show(rows, columns, "sted-for-sted", alt=_("Places and their proposals"))


def _legend() -> str:
    return _(
        "The numbers are proposals; – is a purpose under which no proposal names the place. A"
        " place to learn from is only an example: the proposal does not apply there. What goes for"
        " the whole municipality is not repeated at each place."
    )


def _purpose(row: dict[Any, Any]) -> str:
    return f"{row['number']} {row['short_title'] or row['title']}"


def _cells(row: dict[Any, Any], atlas: Atlas, purposes: dict[int, str], cell: Cell) -> list[str]:
    ties = atlas.links[atlas.links["place_id"] == row["id"]]
    return [cell(ties[ties["purpose"] == number]) for number in purposes]


def _dressed(ties: pd.DataFrame) -> str:
    return components.lines(_by_role(ties, _role, links.number)) or _NOTHING


def _words(ties: pd.DataFrame) -> str:
    return "; ".join(_by_role(ties, partial(labels.label, "place_role"), str)) or _NOTHING


def _by_role(
    ties: pd.DataFrame, name: Callable[[object], str], number: Callable[[object], str]
) -> list[str]:
    def listed(some: Sequence[int]) -> str:
        return components.some([number(n) for n in some], _NAMED)

    told = [
        (role, map(Tied, group["number"], group["certainty"]))
        for role, group in ties.groupby("role", sort=False)
    ]
    return [f"{name(role)}: {labels.by_certainty(numbers, listed)}" for role, numbers in told]


def _role(role: object) -> str:
    word = labels.label("place_role", role)
    return f"**{word}**" if role == PlaceRole.FOCUS else word
