"""What waits for the reader and what is new to them: one quiet line above all else."""

from dataclasses import dataclass
from datetime import date

from portfolio.language import listed, ngettext
from portfolio.queries.mails import notices
from portfolio.queries.mails.notice import Reader
from portfolio.queries.meetings.follow_ups import WAITING
from portfolio.queries.proposals import told
from portfolio.queries.rounds import waiting
from portfolio.queries.rounds.waiting import WaitingCounts
from portfolio.screens.drawing import Link, Read, To


@dataclass(frozen=True)
class Waits:
    """How much waits for the reader's parties, and how many notices are new. It is about today.

    ``unasked``: how many proposals have a centre that is told of, for whoever is to ask it.
    """

    counts: WaitingCounts
    notices: int
    unasked: int = 0


NOTHING = Waits(WaitingCounts(), 0)


def ask(
    read: Read,
    *,
    party_ids: frozenset[str],
    reader: Reader | None,
    seen_at: str | None,
    followed: tuple[str, ...],
    today: date,
    asks_in: str | None = None,
) -> Waits:
    """What waits for these parties; what is new to the reader, who last looked at ``seen_at``.

    ``reader``: None for whoever has no account, and so gets no notices. ``followed``: the
    proposals the reader follows. ``asks_in``: the portfolio, where the reader asks its parties.
    """
    counts, unasked = WaitingCounts(), 0
    if party_ids:
        counts = read(waiting.waiting, party_ids=party_ids, today=today)
    if asks_in:
        found = read(told.unasked, portfolio=asks_in, today=today)
        unasked = len({one.proposal_id for one in found})
    if reader is None or not (reader.party_ids or followed):
        return Waits(counts, 0, unasked)  # as notices.of_reader would find, for most readers
    new, _seen = read(
        notices.of_reader, reader=reader, seen_at=seen_at, today=today, followed=followed
    )
    return Waits(counts, len(new), unasked)


def links(waits: Waits, to: To) -> tuple[Link, ...]:
    """How much of each, with ** round the numbers, and where it is done."""
    found = (
        _answers(waits.counts, to),
        _unasked(waits.unasked, to),
        _follow_ups(waits.counts, to),
        _notices(waits.notices, to),
    )
    return tuple(link for link in found if link)


def _answers(counts: WaitingCounts, to: To) -> Link | None:
    answers, asked = counts.answers, counts.responsibilities
    parts = [
        answers
        and ngettext(
            "**{n}** answer to the status round", "**{n}** answers to the status round", answers
        ),
        asked
        and ngettext(
            "**{n}** question of responsibility", "**{n}** questions of responsibility", asked
        ),
    ]
    what = listed(words for words in parts if words)
    return Link(what, to("mine" if asked else "svar")) if what else None


def _unasked(count: int, to: To) -> Link | None:
    words = ngettext(
        "**{n}** proposal whose centre nobody has asked",
        "**{n}** proposals whose centres nobody has asked",
        count,
    )
    return Link(words, to("runder")) if count else None


def _follow_ups(counts: WaitingCounts, to: To) -> Link | None:
    if not counts.follow_ups:
        return None
    # The list takes one party at a time; of several it shows all, each under its own heading.
    whose = counts.responsible[0] if len(counts.responsible) == 1 else None
    way = to("opfoelgninger", omfang="alle", tilstand=WAITING, ansvarlig=whose)
    return Link(ngettext("**{n}** follow-up", "**{n}** follow-ups", counts.follow_ups), way)


def _notices(new: int, to: To) -> Link | None:
    words = ngettext("{n} new notice", "{n} new notices", new)
    return Link(words, to("beskeder")) if new else None
