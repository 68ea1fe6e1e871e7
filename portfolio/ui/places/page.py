"""Places and purposes on the screen: the white spots in words, the map, and every tie."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import streamlit as st

from portfolio import labels, language
from portfolio.domain.model import PlaceRole
from portfolio.language import _, ngettext
from portfolio.queries.places.places import NOTHING, Atlas
from portfolio.ui import asof, components, links, session
from portfolio.ui.filter_bar import Picker
from portfolio.ui.places import matrix
from portfolio.ui.sources import Marks

PAGE = "steder"
#: A sentence names at most this many places, a cell this many proposals.
_NAMED = 12


def choose_filters(portfolio: str, pick: Picker) -> dict[str, Any]:
    """Which ties: by role, by kind of place, by purpose."""
    role = pick("rolle", _("Role of the place"), _("All roles"), lambda: labels.words("place_role"))
    kind = pick("stedtype", _("Type of place"), _("All types"), lambda: labels.words("place_kind"))
    return {"role": role, "kind": kind, "purpose": pick.purpose(portfolio)}


def key_line(atlas: Atlas) -> None:
    """How many places, and how many of them in which role at the strongest."""
    strongest = atlas.places["strongest"].value_counts()
    counted = [
        ngettext("**{n}** place", "**{n}** places", len(atlas.places)),
        _("**{n}** where a proposal applies", n=strongest.get(PlaceRole.FOCUS, 0)),
        _("**{n}** only an example", n=strongest.get(PlaceRole.EXAMPLE, 0)),
        _("**{n}** only mentioned", n=strongest.get(PlaceRole.MENTIONED, 0)),
        _("**{n}** named by no proposal", n=strongest.get(NOTHING, 0)),
    ]
    st.markdown(components.joined(counted))


def white_spots(atlas: Atlas) -> None:
    """Where nothing happens, in sentences."""
    st.header(_("Where no proposal applies"), anchor=False)
    sentences = [*_places_without_focus(atlas), *_purposes(atlas), *_proposals(atlas)]
    if sentences:
        st.markdown(components.bullets(sentences))
    else:
        st.markdown(_("There are none: a proposal applies to every place."))


def _places_without_focus(atlas: Atlas) -> list[str]:
    spoken: dict[str, Callable[[str], str]] = {
        NOTHING: lambda names: _("**No proposal names** {places}.", places=names),
        PlaceRole.EXAMPLE: lambda names: _(
            "**No proposal applies to** {places} (only examples to learn from).",
            places=names,
        ),
        PlaceRole.MENTIONED: lambda names: _(
            "**No proposal applies to** {places} (only mentioned).", places=names
        ),
    }
    sentences = []
    for strongest, sentence in spoken.items():
        rows = atlas.places[atlas.places["strongest"] == strongest]
        if len(rows):
            sentences.append(sentence(_and(links.plain(name) for name in rows["name"])))
    return sentences


def _purposes(atlas: Atlas) -> list[str]:
    return [_purpose(row, len(atlas.places)) for row in atlas.purposes.to_dict("records")]


def _purpose(row: dict[Any, Any], total: int) -> str:
    title = links.plain(f"{row['number']}, {row['short_title'] or row['title']},")
    noun = labels.label("grouping", session.grouping())
    focus = _(
        "**{noun} {purpose}** has proposals that apply to no place.", noun=noun, purpose=title
    )
    if row["focus"]:
        places = _and(map(links.plain, row["focus"]))
        focus = _(
            "**{noun} {purpose}** has proposals that apply to {places}.",
            noun=noun,
            purpose=title,
            places=places,
        )
    rest = ngettext(
        "{n} of {total} places is not named.",
        "{n} of {total} places are not named.",
        row["untouched"],
        total=total,
    )
    return f"{focus} {rest}"


def _proposals(atlas: Atlas) -> list[str]:
    sentences = []
    for strongest, sentence in (
        (NOTHING, _("**Proposals that name no place:** {proposals}.")),
        (PlaceRole.EXAMPLE, _("**Proposals with places only as examples:** {proposals}.")),
        (PlaceRole.MENTIONED, _("**Proposals that apply to no place of their own:** {proposals}.")),
    ):
        rows = atlas.proposals[atlas.proposals["strongest"] == strongest].to_dict("records")
        if rows:
            named = _and(links.proposal(row["number"], row["title"]) for row in rows)
            sentences.append(sentence.format(proposals=named))
    return sentences


def _and(words: Iterable[str]) -> str:
    """Words as people list them, at most _NAMED of them."""
    listed = list(words)
    if len(listed) > _NAMED:
        return components.some(listed, _NAMED)
    return language.listed(listed)


def show_place(atlas: Atlas) -> None:
    """One place: what kind it is, what is said of it, and whether a proposal applies there."""
    place = atlas.places.iloc[0].to_dict()
    st.markdown(links.link(_("Show all places"), PAGE))
    st.header(links.plain(place["name"]), anchor=False)
    kind = labels.label("place_kind", place["kind"])
    proof = Marks("places", [place["id"]]).of(place["id"])
    st.markdown(components.lines([f"{kind} {proof}", links.plain(place["note"] or "")]))
    st.markdown(f"**{_STRONGEST[place['strongest']]()}**")
    if len(atlas.links):
        matrix.ties(atlas)


_STRONGEST: dict[str, Callable[[], str]] = {
    PlaceRole.FOCUS: lambda: _("A proposal applies here."),
    PlaceRole.EXAMPLE: lambda: _("No proposal applies here. The place is only an example."),
    PlaceRole.MENTIONED: lambda: _("No proposal applies here. The place is only mentioned."),
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
    elif len(atlas.proposals):
        components.empty(_("No proposal in this portfolio names a place."))
    else:
        words = _("No proposals are on record on or before {day}.", day=language.long_date(day))
        components.empty(words + asof.offer_first_day(day))
