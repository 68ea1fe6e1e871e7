"""What is new since the last meeting, a line each."""

from collections.abc import Sequence
from dataclasses import dataclass

from portfolio import labels
from portfolio.language import _
from portfolio.queries.overview.compare import Difference
from portfolio.queries.overview.news import Became, Decided, Event
from portfolio.reports.mails import digest_text
from portfolio.screens.drawing import Link, To

_SHOWN = 8


@dataclass(frozen=True)
class Piece:
    """A piece of news: its day, what it is about, and what is new of it."""

    day: str  # ISO
    about: Link
    words: str


@dataclass(frozen=True)
class News:
    """The newest first."""

    pieces: tuple[Piece, ...]
    is_cut: bool  # there is more than is shown
    told_above: bool  # there is nothing but what was decided about all of it


def news(found: Sequence[Event], told: Sequence[tuple[str, str, str, str, str]], to: To) -> News:
    """What is new, but for the decisions that are told above."""
    above = {(day, number) for number, _outcome, _words, day, _meeting in told}
    rest = [event for event in found if _key(event) not in above]
    pieces = tuple(_piece(event, to) for event in rest[:_SHOWN])
    return News(pieces, len(rest) > _SHOWN, bool(found) and not rest)


def _key(event: Event) -> tuple[str, str] | None:
    about = event.about
    return (about.decided_on, about.number) if isinstance(about, Decided) else None


def _piece(event: Event, to: To) -> Piece:
    about = event.about
    if isinstance(about, Difference):
        proposal = Link(_("Proposal {number}", number=about.number), to("forslag", nr=about.number))
        return Piece(event.happened_on, proposal, digest_text.change(about))
    if isinstance(about, Became):
        state = labels.label("milestone_state", about.outcome)
        return Piece(event.happened_on, Link(about.title, to("tidslinje")), state)
    way = to("beslutninger", beslutning=about.number, moede=about.code)
    decision = Link(_("Decision {number}", number=about.number), way)
    return Piece(event.happened_on, decision, about.decision)
