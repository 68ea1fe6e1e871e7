"""Places and purposes: which proposals concern which place, and where nothing happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.queries import filter_choices, filtering, relevance, sources
from portfolio.queries.frames import frame, sort_danish
from portfolio.store.live import places, proposal_places, purposes
from portfolio.store.schema import proposals

#: From the large to the small: the order the groups are shown in.
KINDS = (
    "municipality",
    "town",
    "district",
    "development_area",
    "housing_area",
    "school_district",
    "facility",
)


#: The strongest role of a place that no proposal names, and of a proposal that names no place.
NOTHING = "none"


@dataclass(frozen=True)
class Atlas:
    """Places, purposes and proposals of a portfolio on a day, and what ties them together.

    ``strongest`` is the strongest role found (``focus`` before ``example`` before
    ``mentioned``), or ``NOTHING``: a white spot. It is the same whatever is asked for.
    """

    places: pd.DataFrame  # id, code, name, kind, note, strongest, shown (has the role asked for)
    purposes: pd.DataFrame  # number, title, short_title, untouched (count)
    proposals: pd.DataFrame  # number, title, purpose, strongest
    links: pd.DataFrame  # id, place_id, place, kind, number, title, purpose, role, note, certainty


def atlas(
    connection: Connection,
    *,
    portfolio: str,
    as_of: date,
    role: str | None = None,
    kind: str | None = None,
    purpose: int | None = None,
    place: str | None = None,
    aside: bool = False,
) -> Atlas:
    """The map of a day, or a part of it.

    ``kind`` and ``place`` choose the places, ``purpose`` the proposals, ``role`` the links;
    with ``aside`` those set aside are among the proposals.
    """
    known = filtering.known(as_of, portfolio, aside=aside)
    wanted = known if purpose is None else sa.and_(known, purposes.c.number == purpose)
    everything = _links(connection, known)
    found = _places(connection, portfolio, kind, place)
    found["strongest"] = _strongest_roles(found["id"], everything, "place_id")
    tied = _links(connection, wanted)
    tied = tied[tied["place_id"].isin(found["id"])].reset_index(drop=True)
    shown = tied if role is None else tied[tied["role"] == role].reset_index(drop=True)
    found["shown"] = True if role is None else found["id"].isin(shown["place_id"])
    return Atlas(
        places=found,
        purposes=_purposes(connection, portfolio, purpose, tied, len(found)),
        proposals=_proposals(connection, wanted, everything),
        links=shown,
    )


def _places(
    connection: Connection, portfolio: str, kind: str | None, place: str | None
) -> pd.DataFrame:
    p, link = places.c, proposal_places
    ours = relevance.in_reach(link, link.c.place_id == p.id, portfolio)
    chosen = sa.select(p.id, p.code, p.name, p.kind, p.note).where(ours)
    if kind is not None:
        chosen = chosen.where(p.kind == kind)
    if place is not None:
        chosen = chosen.where(p.code == place)
    found = sort_danish(frame(connection, chosen), ["name"])
    order = [KINDS.index(k) if k in KINDS else len(KINDS) for k in found["kind"]]
    rows = sorted(range(len(order)), key=order.__getitem__)  # stable: by name inside a kind
    return found.iloc[rows].reset_index(drop=True)


def _links(connection: Connection, known: sa.ColumnElement[bool]) -> pd.DataFrame:
    link = proposal_places.c
    joined = proposal_places.join(places).join(proposals).join(purposes)
    chosen = sa.select(
        link.id,
        link.place_id,
        places.c.name.label("place"),
        places.c.kind,
        proposals.c.number,
        proposals.c.title,
        purposes.c.number.label("purpose"),
        link.role,
        link.note,
        sources.certainty_of(proposal_places).label("certainty"),
    )
    order = sa.case((link.role == "focus", 0), (link.role == "example", 1), else_=2)
    ordered = chosen.select_from(joined).where(known).order_by(order, proposals.c.number, link.id)
    return frame(connection, ordered)


def _strongest_roles(keys: pd.Series[Any], tied: pd.DataFrame, column: str) -> list[str]:
    # The links come strongest first, so the first one of a key is the strongest.
    strongest = tied.drop_duplicates(column).set_index(column)["role"].to_dict()
    return [strongest.get(key, NOTHING) for key in keys]


def _purposes(
    connection: Connection, portfolio: str, purpose: int | None, tied: pd.DataFrame, total: int
) -> pd.DataFrame:
    every = filter_choices.purpose_choices(connection, portfolio=portfolio)
    table = every if purpose is None else every[every["number"] == purpose].reset_index(drop=True)
    mine = [tied[tied["purpose"] == number] for number in table["number"]]
    table["untouched"] = [total - rows["place_id"].nunique() for rows in mine]
    return table


def _proposals(
    connection: Connection, known: sa.ColumnElement[bool], everywhere: pd.DataFrame
) -> pd.DataFrame:
    p = proposals.c
    chosen = sa.select(p.number, p.title, purposes.c.number.label("purpose"))
    joined = proposals.join(purposes)
    table = frame(connection, chosen.select_from(joined).where(known).order_by(p.number))
    table["strongest"] = _strongest_roles(table["number"], everywhere, "number")
    return table
