"""What papers are made of: the facts of a day, and nothing that asks for them.

:func:`portfolio.queries.papers.facts.facts` gathers them; :mod:`portfolio.reports.papers` words
them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from portfolio.domain.attention import MilestoneState
from portfolio.domain.model import FollowUpStatus, GapStatus, Rag
from portfolio.domain.own_fields import OwnField, OwnValue
from portfolio.domain.requests import Request
from portfolio.queries.overview.board import NamedParty
from portfolio.queries.proposals.succession import Departure

Row = Mapping[str, Any]
_AHEAD = (MilestoneState.SOON, MilestoneState.AHEAD)


@dataclass(frozen=True)
class Status:
    """The latest status on or before the day. None is "not said"."""

    reported_on: str  # ISO
    happened: str | None
    next_step: str | None
    next_step_date_text: str | None
    step_is_past: bool  # its day has passed, and no later status says what came of it
    risks: str | None
    decision_needed: str | None
    reason: str | None
    economy: str | None


@dataclass(frozen=True)
class PaperProposal:
    """A proposal with all that hangs on it, on the day. Rows have the columns of their query."""

    id: str
    number: int
    title: str
    purpose: int
    texts: dict[str, str | None]  # by the names of domain/proposal_texts.py, in their order
    stage: str
    rag: str
    percent: int | None
    lights: tuple[str, ...]  # of the last statuses, the newest last
    status: Status | None
    parties: tuple[NamedParty, ...]
    processes: tuple[Row, ...]  # code, title, relation, note
    pools: tuple[Row, ...]  # the same
    milestones: tuple[Row, ...]  # timeline.milestones_on: its own and those it hangs on
    places: tuple[Row, ...]  # place, role
    target_groups: tuple[tuple[str, str | None], ...]  # the name, and how sure the tie is
    decisions: tuple[Row, ...]  # decisions.decisions_made, newest first
    gaps: tuple[Row, ...]  # gaps.gaps_known, the open ones
    documents: tuple[Row, ...]  # title, url, file_name
    left: Departure | None = None  # how it left the board, where it has
    parked: Row | None = None  # parking.parkings_on: window, date_text, reason, must_be_ready, …
    #: What somebody asks the directorate about it and it alone; None: nothing is open.
    asks: str | None = None
    own: tuple[OwnValue, ...] = ()  # what it says in the portfolio's own fields

    @property
    def ahead(self) -> tuple[Row, ...]:
        """What comes next, the nearest first: see :func:`dates_ahead`."""
        return tuple(dates_ahead(self.milestones))


@dataclass(frozen=True)
class Purpose:
    """A purpose and its proposals in the paper."""

    number: int
    title: str
    short_title: str | None
    proposals: tuple[PaperProposal, ...]

    @property
    def on_board(self) -> tuple[PaperProposal, ...]:
        """Those that count: not those set aside, which are told of and counted in nothing."""
        return on_board(self.proposals)

    @property
    def lights(self) -> dict[str, int]:
        """How many of each light, in the order a paper shows them."""
        return count_lights(self.proposals)


@dataclass(frozen=True)
class Facts:
    """What papers are made of. Frames have the columns of the queries they come from."""

    portfolio: Row  # code, title, description, municipality, introduced_on
    day: date
    first_day: date | None  # when the portfolio's first proposal was known; None: there is none
    latest_news: date | None
    demo: bool  # the status history is made up, and every paper says so
    narrowed: bool  # only some proposals were asked for
    purposes: tuple[Purpose, ...]
    #: Of the proposals on the board and what they hang on; with ``numbers``, theirs alone.
    milestones: pd.DataFrame
    pools: pd.DataFrame  # strategy.pools, those the same hang on; with ``numbers``, likewise
    processes: pd.DataFrame  # strategy.processes, likewise
    decisions: pd.DataFrame  # decisions_made and carried_out_on; with ``numbers``
    follow_ups: pd.DataFrame  # decisions.follow_ups_of
    gaps: pd.DataFrame  # gaps.gaps_known, those about the portfolio; with ``numbers``
    finances: tuple[Row, ...]  # number, title, held_on, finances of the items that decided
    attachments: tuple[Row, ...]  # item, held_on, title of what was enclosed with those items
    involvement: pd.DataFrame  # involvement.steps
    sources: tuple[str, ...]  # titles, in Danish as they were given
    #: What is open to the directorate about the proposals or all of it, the most pressing first.
    requests: tuple[Request, ...] = ()
    #: What others are asked about the proposals, beside the open questions.
    of_others: tuple[Request, ...] = ()
    own_fields: tuple[OwnField, ...] = ()
    logo: bytes | None = None  # PNG

    @property
    def proposals(self) -> tuple[PaperProposal, ...]:
        """All proposals in the paper, by number."""
        every = (one for purpose in self.purposes for one in purpose.proposals)
        return tuple(sorted(every, key=lambda one: one.number))

    @property
    def on_board(self) -> tuple[PaperProposal, ...]:
        """Those that count, by number."""
        return on_board(self.proposals)

    @property
    def lights(self) -> dict[str, int]:
        return count_lights(self.proposals)

    @property
    def ahead(self) -> list[Row]:
        """What comes next, the nearest first: see :func:`dates_ahead`."""
        return dates_ahead(records(self.milestones))

    @property
    def open_follow_ups(self) -> list[Row]:
        """Neither done nor lapsed on the day."""
        closed = self.follow_ups["status"].isin((FollowUpStatus.DONE, FollowUpStatus.LAPSED))
        return records(self.follow_ups[~closed])

    @property
    def open_gaps(self) -> list[Row]:
        """Nobody had answered them on the day."""
        return records(self.gaps[self.gaps["status"] == GapStatus.OPEN])


def dates_ahead(rows: Iterable[Row]) -> list[Row]:
    """The dates that have not passed; and last, of each pool whose dates ahead hinge on what nobody
    has recorded, the first of that instead of them.
    """
    every = list(rows)
    ahead = [row for row in every if row["state"] in _AHEAD]
    hinging = {row["pool_code"] for row in ahead if row["hinges"]}
    first = {row["pool_code"]: row for row in reversed(every) if row["is_unsettled"]}
    unknown = [row for code, row in first.items() if code in hinging]
    return [row for row in ahead if not row["hinges"]] + unknown


def on_board(some: Iterable[PaperProposal]) -> tuple[PaperProposal, ...]:
    """Without those set aside, merged or replaced."""
    return tuple(one for one in some if one.left is None)


def count_lights(some: Iterable[PaperProposal]) -> dict[str, int]:
    """How many proposals of each light: the gravest first, "not assessed" last."""
    counted = dict.fromkeys((Rag.RED.value, Rag.AMBER.value, Rag.GREEN.value, Rag.NONE.value), 0)
    for one in on_board(some):
        counted[one.rag] += 1
    return counted


def gravest_first(some: Iterable[PaperProposal]) -> list[PaperProposal]:
    """Those that ask for a decision, then red, amber, not assessed, green; inside each by number.

    For a paper that has no room for all.
    """
    order = (Rag.RED, Rag.AMBER, Rag.NONE, Rag.GREEN)
    return sorted(some, key=lambda one: (one.asks is None, order.index(Rag(one.rag)), one.number))


def records(table: pd.DataFrame) -> list[Row]:
    """A frame's rows as mappings of its columns, as papers read them."""
    rows: list[Any] = table.to_dict("records")
    return rows
