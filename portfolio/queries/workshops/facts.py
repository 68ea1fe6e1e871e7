"""All that is known of a workshop, for its page and its reports: only of steps that are closed.

Nobody is named here. A centre stands with what it offered to contribute, which is said in its
name, and otherwise only in figures that nobody can be seen through (``domain.disclosure``).
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import voting
from portfolio.domain.workshops import StepKind, StepState
from portfolio.queries.organisations import organisations
from portfolio.queries.workshops import outcomes, results
from portfolio.queries.workshops import workshops as workshop_queries
from portfolio.queries.workshops.results import Cluster
from portfolio.queries.workshops.workshops import Criterion, Step, Workshop
from portfolio.store.live import parties
from portfolio.store.schema import (
    notes,
    participants,
    portfolios,
    workshop_roster,
    workshop_steps,
    workshops,
)

#: Exact where it can be; shown with ``voting.rounded``.
Figure = Fraction | float
METHODS = tuple(method.value for method in voting.Method)


@dataclass(frozen=True)
class ScoringResult:
    """A proposal's result in the scoring. ``ranks`` and ``figures`` by method; empty: no votes."""

    votes: int
    figures: dict[str, Figure]
    ranks: dict[str, int]
    #: Standard deviation; None without votes.
    spread: float | None
    divided: bool
    #: criterion's code → mean, and how many gave one.
    by_criterion: dict[str, Figure]
    scorers: dict[str, int]
    total: voting.Result
    #: criterion's code → what came of the scores on it alone.
    each: dict[str, voting.Result]


@dataclass(frozen=True)
class WorkshopNote:
    """A note that stands. Party and centre are there only of an offer to contribute."""

    id: str
    proposal_id: str | None
    kind: str
    words: str
    cluster_id: str | None
    party_id: str | None
    centre: str | None


@dataclass(frozen=True)
class ProposalResult:
    """A proposal and all that the workshop made of it; None where nobody said."""

    id: str
    number: int
    title: str
    ranked: ScoringResult | None
    dots: int | None
    givers: int
    notes: tuple[WorkshopNote, ...]
    changed: str | None
    next_step: str | None
    responsible: str | None
    #: The day of the follow-up that the next step became, in words.
    due: str | None = None


@dataclass(frozen=True)
class Attendance:
    """How many took part, by centre where the group is large enough; ``hidden`` in the others."""

    count: int
    by_centre: dict[str, int]
    hidden: int
    #: How many of them had a ballot on paper.
    paper: int = 0


@dataclass(frozen=True)
class Facts:
    """A workshop's whole result. ``proposals`` are in the workshop's own order."""

    workshop: Workshop
    portfolio: str
    municipality: str | None
    body: str | None
    logo: bytes | None
    steps: tuple[Step, ...]
    criteria: tuple[Criterion, ...]
    proposals: tuple[ProposalResult, ...]
    attendance: Attendance
    #: How many gave scores, and how many dots; 0: too few to show anything. None where no such
    #: step is closed.
    voters: int | None
    dotters: int | None
    #: Numbers of the proposals that the methods rank differently, the most moved first.
    differing: tuple[int, ...]
    by_centre: dict[str, dict[str, Fraction]]
    hidden: int
    #: Whether answers changed since a result was shown are not in it, being too few.
    held_back: bool
    clusters: tuple[Cluster, ...]
    #: Notes about no proposal.
    loose: tuple[WorkshopNote, ...]

    @property
    def ranking(self) -> tuple[ProposalResult, ...]:
        """The best by the mean first; those without votes last."""
        last = len(self.proposals) + 1

        def place(one: ProposalResult) -> tuple[int, int]:
            return (one.ranked.ranks.get(METHODS[0], last) if one.ranked else last, one.number)

        return tuple(sorted(self.proposals, key=place))

    @property
    def dotted(self) -> tuple[ProposalResult, ...]:
        """The most dots first."""
        return tuple(sorted(self.proposals, key=lambda one: (-(one.dots or 0), one.number)))

    @property
    def plane(self) -> tuple[tuple[ProposalResult, Figure, Figure], ...]:
        """Proposals in the order of the ranking, with their means upwards and across; only those
        whose criteria may be shown.
        """
        up, across = (one.code for one in results.axes(self.criteria))
        return tuple(
            (one, one.ranked.by_criterion[up], one.ranked.by_criterion[across])
            for one in self.ranking
            if one.ranked and {up, across} <= set(one.ranked.by_criterion)
        )

    def heading(self, cluster_id: str | None) -> str | None:
        """The facilitators' heading a note stands under; None: under none."""
        return next((one.title for one in self.clusters if one.id == cluster_id), None)


def facts(connection: Connection, *, workshop_id: str) -> Facts | None:
    """What a workshop has come to; None when there is none."""
    workshop = workshop_queries.workshop(connection, workshop_id=workshop_id)
    if workshop is None:
        return None
    score = results.newest_closed(connection, workshop_id=workshop_id, kind=StepKind.SCORE)
    dot = results.newest_closed(connection, workshop_id=workshop_id, kind=StepKind.DOTS)
    scored, dotted = None, None
    if score is not None:
        scored = results.scoring(connection, workshop_id=workshop_id, step_id=score.id)
    if dot is not None:
        dotted = results.dot_vote(connection, workshop_id=workshop_id, step_id=dot.id)
    said = kept_notes(connection, workshop_id=workshop_id)
    about = _about(connection, workshop_id, scored, dotted, said)
    numbers = {one.id: one.number for one in about}
    portfolio, municipality, body = _home(connection, workshop_id)
    return Facts(
        workshop=workshop,
        portfolio=portfolio,
        municipality=municipality,
        body=body,
        logo=organisations.logo(connection, portfolio=workshop.portfolio),
        steps=workshop_queries.steps(connection, workshop_id=workshop_id),
        criteria=workshop_queries.criteria_of(connection, workshop_id=workshop_id),
        proposals=about,
        attendance=attendance(connection, workshop_id=workshop_id),
        voters=scored.voters if scored else None,
        dotters=dotted.voters if dotted else None,
        differing=tuple(numbers[key] for key in scored.differing) if scored else (),
        by_centre=scored.by_centre if scored else {},
        hidden=scored.hidden if scored else 0,
        held_back=any(one.held_back for one in (scored, dotted) if one),
        clusters=results.clusters(connection, workshop_id=workshop_id),
        loose=tuple(one for one in said if one.proposal_id is None),
    )


def kept_notes(connection: Connection, *, workshop_id: str) -> tuple[WorkshopNote, ...]:
    """The notes of closed steps that stand, in no order that tells anything: not set aside."""
    chosen = _notes(workshop_id).where(notes.c.rejected_at.is_(None))
    return tuple(WorkshopNote(*row) for row in connection.execute(chosen))


def set_aside(connection: Connection, *, workshop_id: str) -> tuple[tuple[WorkshopNote, str], ...]:
    """The notes of closed steps that were set aside, each with the reason."""
    reason = notes.c.rejected_reason
    chosen = _notes(workshop_id).where(notes.c.rejected_at.is_not(None)).add_columns(reason)
    return tuple((WorkshopNote(*row[:-1]), row[-1] or "") for row in connection.execute(chosen))


def _notes(workshop_id: str) -> sa.Select[Any]:
    n, s = notes.c, workshop_steps.c
    return (
        sa.select(n.id, n.proposal_id, n.kind, n.words, n.cluster_id, parties.c.id, parties.c.name)
        .select_from(notes.join(workshop_steps).outerjoin(parties))
        .where(s.workshop_id == workshop_id, s.state == StepState.CLOSED)
        .order_by(n.id)
    )


def attendance(connection: Connection, *, workshop_id: str) -> Attendance:
    """How many take part; a group of centres by itself only where nobody can be seen through it.

    As it was when the workshop ended: nobody's centre is known any more after that.
    """
    kept = sa.select(workshops.c.attendance).where(workshops.c.id == workshop_id)
    told = connection.execute(kept).scalar_one_or_none()
    if told is not None:
        return Attendance(**json.loads(told))
    p, r = participants.c, workshop_roster.c
    group = sa.func.coalesce(r.group_title, parties.c.name, "")
    theirs = sa.and_(r.party_id == p.party_id, r.workshop_id == workshop_id)
    counted = (
        sa.select(group, sa.func.count())
        .select_from(participants.outerjoin(parties).outerjoin(workshop_roster, theirs))
        .where(p.workshop_id == workshop_id, p.removed_at.is_(None))
        .group_by(group)
    )
    sizes = {row[0]: int(row[1]) for row in connection.execute(counted)}
    shown, count = voting.shown_groups(sizes), sum(sizes.values())
    by_centre = {name: sizes[name] for name in sorted(shown)}
    on_paper = sa.select(sa.func.count(p.ballot)).where(
        p.workshop_id == workshop_id, p.removed_at.is_(None)
    )
    paper = int(connection.execute(on_paper).scalar_one())
    return Attendance(count, by_centre, count - sum(by_centre.values()), paper)


def _home(connection: Connection, workshop_id: str) -> tuple[str, str | None, str | None]:
    w = workshops.c
    chosen = sa.select(portfolios.c.title, portfolios.c.municipality, parties.c.name).select_from(
        workshops.join(portfolios).outerjoin(parties)
    )
    row = connection.execute(chosen.where(w.id == workshop_id)).one()
    return str(row[0]), row[1], row[2]


def _about(
    connection: Connection,
    workshop_id: str,
    scored: results.Scoring | None,
    dotted: results.DotVote | None,
    said: tuple[WorkshopNote, ...],
) -> tuple[ProposalResult, ...]:
    lines = {line.about.id: _ranked(line) for line in scored.lines} if scored else {}
    dots = {one.id: (count, givers) for one, count, givers in dotted.lines} if dotted else {}
    under: dict[str | None, list[WorkshopNote]] = defaultdict(list)
    for note in said:
        under[note.proposal_id].append(note)
    found = outcomes.outcomes(connection, workshop_id=workshop_id).to_dict("records")
    return tuple(
        ProposalResult(
            id=key,
            number=row["number"],
            title=row["title"],
            ranked=lines.get(key),
            dots=dots[key][0] if key in dots else None,
            givers=dots.get(key, (0, 0))[1],
            notes=tuple(under[key]),
            changed=row["changed"],
            next_step=row["next_step"],
            responsible=row["responsible"],
            due=row["due"],
        )
        for row in found
        for key in [row["proposal_id"]]
    )


def _ranked(line: results.RankingLine) -> ScoringResult:
    one = line.result
    figures = {method: getattr(one, method) for method in METHODS}
    return ScoringResult(
        votes=one.votes,
        figures={method: value for method, value in figures.items() if value is not None},
        ranks={method.value: rank for method, rank in line.ranks.items()},
        spread=None if one.variance is None else sqrt(one.variance),
        divided=one.divided,
        by_criterion={code: of.mean for code, of in line.by_criterion.items() if of.mean},
        scorers={code: of.votes for code, of in line.by_criterion.items()},
        total=one,
        each=line.by_criterion,
    )
