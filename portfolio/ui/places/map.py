"""The map of places and purposes as a table, and every tie between a place and a proposal."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels
from portfolio.domain.model import PlaceRole
from portfolio.language import _, ngettext
from portfolio.queries.places.places import Atlas
from portfolio.ui import components, links, marks, tables

PAGE = "steder"
_TABLE = "proposal_places"
_NOTHING = "–"
#: A cell names at most this many proposals, the key to the numbers this many a purpose.
_NAMED, _LISTED = 9, 20


Cell = Callable[[pd.DataFrame], str]


def matrix(atlas: Atlas) -> None:
    """Places down, purposes across; in each cell the proposals by role, or that there is none."""
    st.header(_("The places"), anchor=False)
    st.markdown(components.quiet(_legend()))
    purposes = {row["number"]: _purpose(row) for row in atlas.purposes.to_dict("records")}
    shown = atlas.places[atlas.places["shown"]]
    bare, screen = [], []
    for kind, places in shown.groupby("kind", sort=False):
        word = labels.label("place_kind", kind)
        screen.append({_("Place"): f"**{word}**"})
        for row in places.to_dict("records"):
            bare.append([word, row["name"], *_cells(row, atlas, purposes, _words)])
            name = links.link(row["name"], PAGE, sted=row["code"])
            if row["strongest"] != PlaceRole.FOCUS:
                unfocused = _("no focus")
                name += f" :small[:gray[{unfocused}]]"
            cells = _cells(row, atlas, purposes, _dressed)
            screen.append({_("Place"): name} | dict(zip(purposes.values(), cells, strict=True)))
    names = [_("Place"), *purposes.values()]
    tables.show(
        pd.DataFrame(bare, columns=[_("Kind"), *names]),
        PAGE,
        alt=_("Which proposals concern which place, purpose by purpose"),
        screen=pd.DataFrame(screen, columns=names).fillna(""),
    )


def proposals(atlas: Atlas) -> None:
    """The key to the numbers: every proposal under its purpose."""
    st.header(_("The proposals"), anchor=False)
    for row in atlas.purposes.to_dict("records"):
        mine = atlas.proposals[atlas.proposals["purpose"] == row["number"]]
        lines = [
            f"- {links.proposal(found['number'], found['title'])}"
            for found in mine.head(_LISTED).to_dict("records")
        ]
        if len(mine) > _LISTED:
            lines.append("- " + ngettext("{n} more", "{n} more", len(mine) - _LISTED))
        st.markdown(f"**{links.plain(_purpose(row))}**\n\n" + "\n".join(lines))


def ties(atlas: Atlas) -> None:
    """Every tie between a place and a proposal, with what the source says of it."""
    st.header(_("Place by place"), anchor=False)
    order = {id: place for place, id in enumerate(atlas.places["id"])}
    rows = sorted(atlas.links.to_dict("records"), key=lambda row: order[row["place_id"]])
    bare = pd.DataFrame(
        {
            _("Place"): [row["place"] for row in rows],
            _("Kind"): [labels.label("place_kind", row["kind"]) for row in rows],
            _("Role"): [labels.label("place_role", row["role"]) for row in rows],
            _("Proposal"): [f"{row['number']} {row['title']}" for row in rows],
            _("Note"): [row["note"] for row in rows],
        }
    )
    screen = tables.plain(bare).drop(columns=[_("Kind")])
    screen[_("Role")] = [_role(row["role"]) for row in rows]
    screen[_("Proposal")] = [links.proposal(row["number"], row["title"]) for row in rows]
    cited, proof = marks.words(_TABLE, atlas.links["id"]), marks.here(_TABLE, atlas.links["id"])
    bare[_("Source")] = [cited.get(row["id"]) for row in rows]
    screen[_("Source")] = [proof.of(row["id"]) for row in rows]
    tables.show(bare, "sted-for-sted", alt=_("Places and their proposals"), screen=screen)


def _legend() -> str:
    return _(
        "The numbers are proposals; – is a purpose under which no proposal names the place. A"
        " place to learn from is only an example: nothing is to take place there. What goes for"
        " the whole municipality is not repeated at each place."
    )


def _purpose(row: dict[Any, Any]) -> str:
    return f"{row['number']} {row['short_title'] or row['title']}"


def _cells(row: dict[Any, Any], atlas: Atlas, purposes: dict[int, str], cell: Cell) -> list[str]:
    mine = atlas.links[atlas.links["place_id"] == row["id"]]
    return [cell(mine[mine["purpose"] == number]) for number in purposes]


def _dressed(mine: pd.DataFrame) -> str:
    parts = [
        f"{_role(role)}: {_numbers([links.link(n, 'forslag', nr=n) for n in found['number']])}"
        for role, found in mine.groupby("role", sort=False)
    ]
    return "  \n".join(parts) or _NOTHING


def _words(mine: pd.DataFrame) -> str:
    parts = [
        f"{labels.label('place_role', role)}: {_numbers([str(n) for n in found['number']])}"
        for role, found in mine.groupby("role", sort=False)
    ]
    return "; ".join(parts) or _NOTHING


def _role(role: object) -> str:
    word = labels.label("place_role", role)
    return f"**{word}**" if role == PlaceRole.FOCUS else word


def _numbers(named: list[str]) -> str:
    rest = len(named) - _NAMED
    some = ", ".join(named[:_NAMED])
    return _("{some} and {n} more", some=some, n=rest) if rest > 0 else some
