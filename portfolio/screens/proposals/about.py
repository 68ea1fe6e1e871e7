"""What a proposal is about: its own words, places and target groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio import labels, language
from portfolio.language import _
from portfolio.queries.proposals.proposals import Belongings
from portfolio.reports.own_fields import own_fields
from portfolio.screens.drawing import Link, To
from portfolio.screens.proposals.side import Named
from portfolio.screens.sources import Marks

if TYPE_CHECKING:
    from portfolio.screens.proposals.sheet import Facts


@dataclass(frozen=True)
class About:
    """Its words under their headings; what the source does not say is said once."""

    texts: tuple[tuple[str, str, tuple[Link, ...]], ...]
    own: tuple[tuple[str, str], ...]  # the portfolio's own fields, those that say something
    also_called: str
    places: tuple[Named, ...]
    groups: tuple[Named, ...]
    missing: str


def about(facts: Facts, marks: Marks, to: To) -> About:
    """All that the source says it is."""
    own, found = facts.proposal.facts, facts.belongings
    headings = labels.words("proposal_text")
    missing = [heading for field, heading in headings.items() if own[field] is None]
    missing += [_("Places")] if found.places.empty else []
    missing += [_("Target groups")] if found.target_groups.empty else []
    small = [words[:1].lower() + words[1:] for words in missing]
    titles = [_("“{words}”", words=title) for title in facts.proposal.other_titles]
    return About(
        texts=tuple(
            (heading, own[field], marks.of(own["id"], field))
            for field, heading in headings.items()
            if own[field] is not None
        ),
        own=tuple((one.field.name, own_fields.said(one)) for one in found.own),
        also_called=_("Also called: {titles}", titles=", ".join(titles)) if titles else "",
        places=tuple(
            Named(
                row["name"],
                labels.label("place_role", row["role"]),
                row["note"] or "",
                marks.of(row["id"]),
                to("steder", sted=row["code"]),
            )
            for row in found.places.to_dict("records")
        ),
        groups=tuple(
            Named(row["name"], "", "", marks.of(row["id"]))
            for row in found.target_groups.to_dict("records")
        ),
        missing=_("Not stated in the minutes: {what}.", what=language.listed(small))
        if small
        else "",
    )


def places(found: Belongings, to: To) -> tuple[Link, ...]:
    """Where it is meant for."""
    return tuple(
        Link(row["name"], to("steder", sted=row["code"]))
        for row in found.places.to_dict("records")
        if row["role"] != "example"
    )
