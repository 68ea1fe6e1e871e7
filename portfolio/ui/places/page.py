"""Places and purposes on the screen: the white spots in words, the map, and every tie."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import streamlit as st

from portfolio import labels, language
from portfolio.domain.model import PlaceRole
from portfolio.language import _, ngettext
from portfolio.queries import filter_choices
from portfolio.queries.places.places import NOTHING, Atlas
from portfolio.ui import components, links, marks, session
from portfolio.ui.filter_bar import Pick
from portfolio.ui.meetings import meeting
from portfolio.ui.places import map as place_map

PAGE = "steder"
#: A sentence names at most this many places, a cell this many proposals.
_NAMED = 12


def choose_filters(portfolio: str, pick: Pick) -> dict[str, Any]:
    """Which ties: by role, by kind of place, by purpose."""

    def numbered() -> dict[str, str]:
        found = session.read(filter_choices.purpose_choices, portfolio=portfolio)
        return {
            str(n): f"{n} {title}" for n, title in zip(found["number"], found["title"], strict=True)
        }

    role = pick("rolle", _("Role of the place"), _("All roles"), lambda: labels.words("place_role"))
    kind = pick("stedtype", _("Kind of place"), _("All kinds"), lambda: labels.words("place_kind"))
    grouping = session.grouping()
    purpose = pick(
        "formaal",
        labels.label("grouping", grouping),
        labels.label("groupings_all", grouping),
        numbered,
    )
    return {"role": role, "kind": kind, "purpose": int(purpose) if purpose else None}


def key_line(atlas: Atlas) -> None:
    """How many places, and how many of them in which role at the strongest."""
    strongest = atlas.places["strongest"].value_counts()
    counted = [
        ngettext("**{n}** place", "**{n}** places", len(atlas.places)),
        _("**{n}** where something is to take place", n=strongest.get(PlaceRole.FOCUS, 0)),
        _("**{n}** only an example", n=strongest.get(PlaceRole.EXAMPLE, 0)),
        _("**{n}** only mentioned", n=strongest.get(PlaceRole.MENTIONED, 0)),
        _("**{n}** named by no proposal", n=strongest.get(NOTHING, 0)),
    ]
    st.markdown(components.joined(counted))


def white_spots(atlas: Atlas) -> None:
    """Where nothing happens, in sentences."""
    st.header(_("White spots"), anchor=False)
    sentences = [*_places_without_focus(atlas), *_purposes(atlas), *_proposals(atlas)]
    if sentences:
        st.markdown("\n".join(f"- {sentence}" for sentence in sentences))
    else:
        st.markdown(_("There are none: every place has a proposal in focus."))


def _places_without_focus(atlas: Atlas) -> list[str]:
    spoken: dict[str, Callable[[str], str]] = {
        NOTHING: lambda names: _("**No proposal names** {places}.", places=names),
        PlaceRole.EXAMPLE: lambda names: _(
            "**No proposal has its focus on** {places}. They are only examples to learn from.",
            places=names,
        ),
        PlaceRole.MENTIONED: lambda names: _(
            "**No proposal has its focus on** {places}. They are only mentioned.", places=names
        ),
    }
    found = []
    for strongest, sentence in spoken.items():
        rows = atlas.places[atlas.places["strongest"] == strongest]
        if len(rows):
            found.append(sentence(_and(links.plain(name) for name in rows["name"])))
    return found


def _purposes(atlas: Atlas) -> list[str]:
    return [_purpose(row, len(atlas.places)) for row in atlas.purposes.to_dict("records")]


def _purpose(row: dict[Any, Any], total: int) -> str:
    title = links.plain(f"{row['number']}, {row['short_title'] or row['title']},")
    rest = ngettext(
        "{n} of {total} places has nothing.",
        "{n} of {total} places have nothing.",
        row["untouched"],
        total=total,
    )
    noun = labels.label("grouping", session.grouping())
    if not row["focus"]:
        said = _("**{noun} {purpose}** has its focus on no place.", noun=noun, purpose=title)
        return f"{said} {rest}"
    focus = _and(links.plain(name) for name in row["focus"])
    return (
        _("**{noun} {purpose}** has its focus on {places}.", noun=noun, purpose=title, places=focus)
        + f" {rest}"
    )


def _proposals(atlas: Atlas) -> list[str]:
    found = []
    for strongest, sentence in (
        (NOTHING, _("**Proposals that name no place:** {proposals}.")),
        (PlaceRole.EXAMPLE, _("**Proposals with places only as examples:** {proposals}.")),
        (PlaceRole.MENTIONED, _("**Proposals with no place in focus:** {proposals}.")),
    ):
        rows = atlas.proposals[atlas.proposals["strongest"] == strongest].to_dict("records")
        named = _and(links.proposal(row["number"], row["title"]) for row in rows)
        if rows:
            found.append(sentence.format(proposals=named))
    return found


def _and(words: Iterable[str]) -> str:
    """Words as people list them, at most _NAMED of them."""
    found = list(words)
    if len(found) > _NAMED:
        rest = len(found) - _NAMED
        return _("{some} and {n} more", some=", ".join(found[:_NAMED]), n=rest)
    return language.listed(found)


def one(atlas: Atlas) -> None:
    """One place: what kind it is, what is said of it, and whether something is to happen there."""
    place = atlas.places.iloc[0].to_dict()
    st.markdown(links.link(_("Show all places"), PAGE))
    st.header(links.plain(place["name"]), anchor=False)
    said = labels.label("place_kind", place["kind"])
    proof = marks.here("places", [place["id"]])
    note = f"  \n{links.plain(place['note'])}" if place["note"] else ""
    st.markdown(f"{said} {proof.of(place['id'])}{note}")
    st.markdown(f"**{_STRONGEST[place['strongest']]()}**")
    if len(atlas.links):
        place_map.ties(atlas)


_STRONGEST: dict[str, Callable[[], str]] = {
    PlaceRole.FOCUS: lambda: _("Something is to take place here."),
    PlaceRole.EXAMPLE: lambda: _("No proposal has its focus here. The place is only an example."),
    PlaceRole.MENTIONED: lambda: _("No proposal has its focus here. The place is only mentioned."),
    NOTHING: lambda: _("No proposal names this place."),
}


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
        return
    if len(atlas.proposals):
        components.empty(_("No proposal in this portfolio names a place."))
        return
    said = _("No proposals are on record on or before {day}.", day=language.long_date(day))
    components.empty(said + meeting.offer_first_day(day))
