"""Places and purposes on the screen: the filters, the grid, one place, and what is taken along."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from portfolio import labels, language
from portfolio.language import _
from portfolio.queries.places.places import Atlas
from portfolio.screens.addresses import SOURCES
from portfolio.screens.places import places
from portfolio.ui import asof, components, drawing, links, session, tables
from portfolio.ui.filter_bar import Picker
from portfolio.ui.tables import Column

PAGE = places.PAGE


def choose_filters(portfolio: str, pick: Picker) -> dict[str, Any]:
    """Which ties: by role, by kind of place, by purpose."""
    role = pick("rolle", _("Role of the place"), _("All roles"), lambda: labels.words("place_role"))
    kind = pick("stedtype", _("Type of place"), _("All types"), lambda: labels.words("place_kind"))
    return {"role": role, "kind": kind, "purpose": pick.purpose(portfolio)}


def show(atlas: Atlas) -> None:
    """The white spots and the grid, a page of places at a time; every tie to take along."""
    drawing.show(places.summary(atlas))
    board = st.container()
    listed = atlas.places[atlas.places["shown"]]
    shown = components.page_of(listed, places.A_PAGE, f"page:{PAGE}").to_dict("records")
    asked = links.asked()
    fragment = places.draw(atlas, shown, session.read, links.to, asked, asked.get(SOURCES) == "ja")
    drawing.show(fragment, board)
    ties = _ties(atlas)
    tables.downloads(lambda: tables.frame(ties, _columns), "sted-for-sted")


def show_one(atlas: Atlas) -> None:
    """The place that the address asks for."""
    drawing.show(places.draw_one(atlas, session.read, links.to, links.asked()))


def _ties(atlas: Atlas) -> list[dict[Any, Any]]:
    """Every tie, by place; a place that no proposal names stands alone."""
    tied = atlas.links.groupby("place_id")
    rows: list[dict[Any, Any]] = []
    for place in atlas.places.to_dict("records"):
        bare = {"place": place["name"], "kind": place["kind"], "id": ""}
        found = place["id"] in tied.groups
        rows += tied.get_group(place["id"]).to_dict("records") if found else [bare]
    return rows


def _columns(rows: Sequence[Any]) -> list[Column]:
    def proposal(row: Any) -> str | None:  # noqa: ANN401 - a row
        return f"{row['number']} {row['title']}" if row["id"] else None

    return [
        Column(_("Place"), "place"),
        Column(_("Type"), lambda row: labels.label("place_kind", row["kind"])),
        Column(
            _("Role"), lambda row: labels.label("place_role", row["role"]) if row["id"] else None
        ),
        Column(_("Proposal"), proposal),
        Column(_("Note"), lambda row: row.get("note")),
        tables.source("proposal_places", rows),
    ]


def say_unknown(asked: str) -> None:
    """The address asks for a place that is not on record."""
    st.warning(
        _(
            "There is no place “{asked}” on record. All of them are shown instead.",
            asked=links.plain(asked[:40]),
        )
    )


def say_none(filters: dict[str, Any], day: date, atlas: Atlas) -> None:
    """Why there is nothing: the filters, the day, or that the proposals name no place."""
    if any(value is not None for value in filters.values()):
        components.empty(_("No place matches these filters. Clear them to see the rest."))
    elif len(atlas.proposals):
        components.empty(_("No proposal in this portfolio names a place."))
    else:
        words = _("No proposals are on record on or before {day}.", day=language.long_date(day))
        components.empty(words + asof.offer_first_day(day))
