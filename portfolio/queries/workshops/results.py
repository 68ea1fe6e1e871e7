"""What came of a step: shown only when it is closed, and never of a group one could see through."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import disclosure, voting
from portfolio.domain.workshops import StepKind, StepState
from portfolio.queries.workshops import tallies, workshops
from portfolio.store.schema import note_clusters, notes, parties, workshop_steps


@dataclass(frozen=True)
class RankingLine:
    """A proposal in a ranking: its figures, and its rank by each method (none without votes)."""

    about: workshops.WorkshopProposal
    result: voting.Result
    ranks: dict[voting.Method, int]
    #: criterion's code → what came of the scores on it alone.
    by_criterion: dict[str, voting.Result]


@dataclass(frozen=True)
class Scoring:
    """A closed scoring step: the lines, best first; how many gave scores (0: too few to show
    anything); where the methods differ."""

    lines: tuple[RankingLine, ...]
    voters: int
    differing: tuple[str, ...]
    #: Name of a group of centres → proposal → mean; only what may be shown.
    by_centre: dict[str, dict[str, Fraction]]
    #: How many are in groups too small to be shown.
    hidden: int
    #: Whether answers changed since are not in it, being too few.
    held_back: bool = False


@dataclass(frozen=True)
class DotVote:
    """A closed dot vote: proposal, its dots and how many gave it some; the most dots first; no
    lines where too few gave any."""

    lines: tuple[tuple[workshops.WorkshopProposal, int, int], ...]
    voters: int
    held_back: bool = False


@dataclass(frozen=True)
class ShownNote:
    """A note as it is shown: without its writer; with a centre where it is offered in its name."""

    id: str
    proposal_id: str | None
    kind: str
    words: str
    centre: str | None
    cluster_id: str | None


@dataclass(frozen=True)
class Cluster:
    """A heading that a facilitator put notes under."""

    id: str
    title: str
    version: int


def newest_closed(
    connection: Connection, *, workshop_id: str, kind: StepKind
) -> workshops.Step | None:
    """The last closed step of a kind."""
    found = [
        step
        for step in workshops.steps(connection, workshop_id=workshop_id)
        if step.kind == kind and step.state == StepState.CLOSED
    ]
    return found[-1] if found else None


def scoring(connection: Connection, *, workshop_id: str, step_id: str) -> Scoring:
    """The ranking of a scoring step, four ways; asked only of a step that is closed."""
    tally = tallies.scored(connection, workshop_id=workshop_id, step_id=step_id)
    results, theirs = tallies.counted(tally)
    ranks = {method: voting.ranks(results, theirs, method) for method in voting.Method}
    codes = {one.id: one.code for one in workshops.criteria_of(connection, workshop_id=workshop_id)}
    lines = [
        RankingLine(
            one,
            results.get(one.id) or voting.Result(one.id, 0),
            {method: ranked[one.id] for method, ranked in ranks.items() if one.id in ranked},
            _by_criterion(tally.proposals.get(one.id), codes),
        )
        for one in workshops.proposals_of(connection, workshop_id=workshop_id)
    ]
    last = len(lines) + 1
    lines.sort(key=lambda line: (line.ranks.get(voting.Method.MEAN, last), line.about.number))
    differing = voting.differing(ranks)
    held_back = tallies.is_held_back(connection, step_id=step_id)
    return Scoring(tuple(lines), tally.voters, differing, tally.by_group, tally.hidden, held_back)


def dot_vote(connection: Connection, *, workshop_id: str, step_id: str) -> DotVote:
    """The dots of a step; asked only of a step that is closed."""
    tally = tallies.dotted(connection, workshop_id=workshop_id, step_id=step_id)
    about = workshops.proposals_of(connection, workshop_id=workshop_id)
    lines = [(one, *tally.proposals[one.id]) for one in about if one.id in tally.proposals]
    lines.sort(key=lambda line: (-line[1], line[0].number))
    held_back = tallies.is_held_back(connection, step_id=step_id)
    return DotVote(tuple(lines), tally.voters, held_back)


def shown_notes(connection: Connection, *, workshop_id: str) -> tuple[ShownNote, ...]:
    """The notes that stand, in no order that tells anything: those that are not rejected."""
    n = notes.c
    chosen = (
        sa.select(n.id, n.proposal_id, n.kind, n.words, parties.c.name, n.cluster_id)
        .select_from(notes.join(workshop_steps).outerjoin(parties))
        .where(workshop_steps.c.workshop_id == workshop_id, n.rejected_at.is_(None))
        .order_by(n.id)
    )
    return tuple(ShownNote(*row) for row in connection.execute(chosen))


def clusters(connection: Connection, *, workshop_id: str) -> tuple[Cluster, ...]:
    """The headings in use, in their order."""
    c = note_clusters.c
    mine = (c.workshop_id == workshop_id, c.withdrawn_at.is_(None))
    chosen = sa.select(c.id, c.title, c.version).where(*mine)
    return tuple(Cluster(*row) for row in connection.execute(chosen.order_by(c.position)))


def axes(found: Sequence[workshops.Criterion]) -> tuple[workshops.Criterion, workshops.Criterion]:
    """What a picture of the proposals has upwards and across: what is scored first and second."""
    return found[0], found[min(1, len(found) - 1)]


def _by_criterion(
    tally: disclosure.ProposalTally | None, codes: dict[str, str]
) -> dict[str, voting.Result]:
    given = {codes[key]: counts for key, counts in (tally.criteria if tally else {}).items()}
    return {
        code: voting.result(
            code, [value for value, n in enumerate(given[code], voting.LOWEST) for _one in range(n)]
        )
        for code in codes.values()
        if code in given
    }
