"""Places by purposes, in each cell the proposals; the white spots in words; one place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from portfolio import labels
from portfolio.domain.model import PlaceRole
from portfolio.domain.ties import Tied
from portfolio.language import _, ngettext
from portfolio.queries.places.places import NOTHING, Atlas
from portfolio.screens import chips, drawing, sources
from portfolio.screens.chips import Cell, Chip
from portfolio.screens.drawing import Link, Read, To, rows
from portfolio.screens.proposals.side import Named
from portfolio.screens.sources import Marks

PAGE = "steder"
A_PAGE = 50
#: How a proposal's number looks by what the place is to it.
LOOKS = {PlaceRole.FOCUS: "full", PlaceRole.EXAMPLE: "ring", PlaceRole.MENTIONED: "plain"}
#: A list in words names at most this many, the key to the numbers this many a purpose.
_NAMED, _LISTED = 12, 20
Row = dict[Any, Any]


class Listed(NamedTuple):
    """A heading, what stands under it, and how many more there are, in words."""

    heading: str
    links: tuple[Link, ...]
    more: str


@dataclass(frozen=True)
class Place:
    """A row: the place, whether any proposal applies there, a cell a purpose."""

    name: Link
    is_bare: bool
    cells: tuple[Cell, ...]


def draw(
    atlas: Atlas,
    shown: Sequence[Row],
    read: Read,
    to: To,
    asked: Mapping[str, str],
    shows_sources: bool,
) -> Markup:
    """The grid of the places ``shown`` with what belongs to it. ``asked``: by the address."""
    purposes, proposals, ties = rows(atlas.purposes), rows(atlas.proposals), atlas.links
    its = ties[ties["place_id"].isin([row["id"] for row in shown])]
    drawn = rows(its.groupby(["place_id", "purpose"]).head(chips.NAMED))
    marks = _marks(read, "proposal_places", drawn, to, asked)
    cells = {key: rows(some) for key, some in its.groupby(["place_id", "purpose"])}
    beside = {name: text for name, text in asked.items() if name != "kilder"}
    return drawing.draw(
        "places.html",
        to=to,
        shows_sources=shows_sources,
        sources=sources.switch(to, PAGE, beside, shows_sources),
        spots=_spots(rows(atlas.places), proposals, to),
        looks=[(look, labels.label("place_role", role)) for role, look in LOOKS.items()],
        purposes=[_head(row, len(atlas.places)) for row in purposes],
        groups=[
            (
                labels.label("place_kind", kind),
                [_place(row, purposes, cells, marks, to) for row in some],
            )
            for kind, some in groupby(shown, lambda row: row["kind"])
        ],
        key=[_key(row, proposals, to) for row in purposes],
    )


def summary(atlas: Atlas) -> Markup:
    """How many places, and how many of them in which role at the strongest."""
    strongest = atlas.places["strongest"].value_counts()
    counted = [
        ngettext("**{n}** place", "**{n}** places", len(atlas.places)),
        _("**{n}** where a proposal applies", n=strongest.get(PlaceRole.FOCUS, 0)),
        _("**{n}** only an example", n=strongest.get(PlaceRole.EXAMPLE, 0)),
        _("**{n}** only mentioned", n=strongest.get(PlaceRole.MENTIONED, 0)),
        _("**{n}** named by no proposal", n=strongest.get(NOTHING, 0)),
    ]
    return drawing.draw("counted.html", counted=" · ".join(counted))


def draw_one(atlas: Atlas, read: Read, to: To, asked: Mapping[str, str]) -> Markup:
    """One place: what kind it is, whether a proposal applies there, and what is said of it."""
    (place,) = rows(atlas.places)
    ties = rows(atlas.links)
    marks = _marks(read, "proposal_places", ties, to, asked)
    return drawing.draw(
        "place.html",
        every=Link(_("Show all places"), to(PAGE)),
        place=place,
        marks=_marks(read, "places", [place], to, asked).of(place["id"]),
        told=_STRONGEST[place["strongest"]](),
        ties=[_tie(row, marks, to) for row in ties],
    )


_STRONGEST: dict[str, Callable[[], str]] = {
    PlaceRole.FOCUS: lambda: _("A proposal applies here."),
    PlaceRole.EXAMPLE: lambda: _("No proposal applies here. The place is only an example."),
    PlaceRole.MENTIONED: lambda: _("No proposal applies here. The place is only mentioned."),
    NOTHING: lambda: _("No proposal names this place."),
}


def purpose(row: Row) -> str:
    """A purpose by its number and short title."""
    return f"{row['number']} {row['short_title'] or row['title']}"


def _marks(read: Read, table: str, some: Sequence[Row], to: To, asked: Mapping[str, str]) -> Marks:
    return Marks([sources.cited(read, table, [row["id"] for row in some])], to, PAGE, asked)


def _head(row: Row, total: int) -> tuple[str, str]:
    rest = ngettext(
        "{n} of {total} places is not named.",
        "{n} of {total} places are not named.",
        row["untouched"],
        total=total,
    )
    return purpose(row), rest


def _place(
    row: Row, purposes: Sequence[Row], ties: Mapping[Any, Sequence[Row]], marks: Marks, to: To
) -> Place:

    def chip(tie: Row) -> Chip:
        number = Tied(tie["number"], tie["certainty"])
        role = labels.label("place_role", tie["role"])
        made = chips.chip(number, tie["title"], role, LOOKS[tie["role"]], to)
        return made._replace(marks=marks.of(tie["id"]))

    cells = (ties.get((row["id"], one["number"]), ()) for one in purposes)
    return Place(
        Link(row["name"], to(PAGE, sted=row["code"])),
        row["strongest"] != PlaceRole.FOCUS,
        tuple(chips.cell(some, chip) for some in cells),
    )


def _key(purpose_row: Row, proposals: Sequence[Row], to: To) -> Listed:
    mine = [row for row in proposals if row["purpose"] == purpose_row["number"]]
    return _listed(purpose(purpose_row), [_proposal(row, to) for row in mine], _LISTED)


def _proposal(row: Row, to: To) -> Link:
    return Link(f"{row['number']} {row['title']}", to("forslag", nr=row["number"]))


def _tie(row: Row, marks: Marks, to: To) -> Named:
    proposal = _proposal(row, to)
    role = labels.hedged(labels.label("place_role", row["role"]), row["certainty"])
    return Named(proposal.words, role, row["note"] or "", marks.of(row["id"]), proposal.way)


def _spots(places: Sequence[Row], proposals: Sequence[Row], to: To) -> list[Listed]:
    """Where nothing happens: places without a proposal, and proposals without a place."""
    told = [
        (
            heading(),
            [
                Link(row["name"], to(PAGE, sted=row["code"]))
                for row in places
                if row["strongest"] == role
            ],
        )
        for role, heading in _PLACES.items()
    ]
    told += [
        (heading(), [_proposal(row, to) for row in proposals if row["strongest"] == role])
        for role, heading in _PROPOSALS.items()
    ]
    return [_listed(heading, links, _NAMED) for heading, links in told if links]


_PLACES: dict[str, Callable[[], str]] = {
    NOTHING: lambda: _("No proposal names"),
    PlaceRole.EXAMPLE: lambda: _("No proposal applies, only an example to learn from"),
    PlaceRole.MENTIONED: lambda: _("No proposal applies, only mentioned"),
}
_PROPOSALS: dict[str, Callable[[], str]] = {
    NOTHING: lambda: _("Proposals that name no place"),
    PlaceRole.EXAMPLE: lambda: _("Proposals with places only as examples"),
    PlaceRole.MENTIONED: lambda: _("Proposals that apply to no place of their own"),
}


def _listed(heading: str, links: Sequence[Link], most: int) -> Listed:
    left = len(links) - most
    more = ngettext("{n} more", "{n} more", left) if left > 0 else ""
    return Listed(heading, tuple(links[:most]), more)
