"""What came of a step: shown only when it is closed, and never of a group one could see through."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import voting
from portfolio.domain.workshops import StepKind, StepState
from portfolio.queries.workshops import workshops
from portfolio.store.schema import (
    dots,
    note_clusters,
    notes,
    participants,
    parties,
    scores,
)


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
    """A closed scoring step: the lines, best first; who gave scores; where the methods differ."""

    lines: tuple[RankingLine, ...]
    voters: int
    differing: tuple[str, ...]
    #: Name of a centre → proposal → mean; only groups that may be shown. Empty when anonymous.
    by_centre: dict[str, dict[str, Fraction]]
    #: How many are in groups too small to be shown.
    hidden: int


@dataclass(frozen=True)
class DotVote:
    """A closed dot vote: proposal, its dots and how many gave it some; the most dots first."""

    lines: tuple[tuple[workshops.WorkshopProposal, int, int], ...]
    voters: int


@dataclass(frozen=True)
class ShownNote:
    """A note as it is shown: without its writer, and in an anonymous workshop without a centre."""

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


def votes(connection: Connection, *, step_id: str) -> dict[str, dict[str, dict[str, int]]]:
    """participant → proposal → criterion → 1 to 5: every score that counts."""
    s, p = scores.c, participants.c
    chosen = sa.select(s.participant_id, s.proposal_id, s.criterion_id, s.value).join(participants)
    given: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for one, proposal, criterion, value in connection.execute(
        chosen.where(s.step_id == step_id, p.removed_at.is_(None))
    ):
        given[one][proposal][criterion] = value
    return {one: dict(theirs) for one, theirs in given.items()}


def scoring(connection: Connection, *, workshop_id: str, step_id: str) -> Scoring:
    """The ranking of a scoring step, four ways; asked only of a step that is closed."""
    about = workshops.proposals_of(connection, workshop_id=workshop_id)
    given = votes(connection, step_id=step_id)
    theirs, keys = voting.opinions(given), [one.id for one in about]
    results = voting.count(keys, theirs)
    ranks = {method: voting.ranks(results, theirs, method) for method in voting.Method}
    codes = {one.id: one.code for one in workshops.criteria_of(connection, workshop_id=workshop_id)}
    lines = [
        RankingLine(
            one,
            results[one.id],
            {method: ranked[one.id] for method, ranked in ranks.items() if one.id in ranked},
            _by_criterion(given, one.id, codes),
        )
        for one in about
    ]
    last = len(lines) + 1
    lines.sort(key=lambda line: (line.ranks.get(voting.Method.MEAN, last), line.about.number))
    by_centre, hidden = _by_centre(connection, workshop_id, keys, theirs)
    return Scoring(tuple(lines), len(theirs), voting.differing(ranks), by_centre, hidden)


def dot_vote(connection: Connection, *, workshop_id: str, step_id: str) -> DotVote:
    """The dots of a step; asked only of a step that is closed."""
    d, p = dots.c, participants.c
    given = (d.step_id == step_id, d["count"] > 0, p.removed_at.is_(None))
    counted = sa.select(d.proposal_id, sa.func.sum(d["count"]), sa.func.count()).join(participants)
    found = {
        row[0]: (int(row[1]), int(row[2]))
        for row in connection.execute(counted.where(*given).group_by(d.proposal_id))
    }
    voters = sa.select(sa.func.count(sa.distinct(d.participant_id))).join(participants)
    about = workshops.proposals_of(connection, workshop_id=workshop_id)
    lines = [(one, *found.get(one.id, (0, 0))) for one in about]
    lines.sort(key=lambda line: (-line[1], line[0].number))
    return DotVote(tuple(lines), int(connection.execute(voters.where(*given)).scalar_one()))


def shown_notes(connection: Connection, *, workshop_id: str) -> tuple[ShownNote, ...]:
    """The notes that stand, oldest first: not taken back, not rejected."""
    n, p = notes.c, participants.c
    chosen = (
        sa.select(n.id, n.proposal_id, n.kind, n.words, parties.c.name, n.cluster_id)
        .select_from(notes.join(participants).outerjoin(parties))
        .where(p.workshop_id == workshop_id, n.taken_back_at.is_(None), n.rejected_at.is_(None))
        .order_by(n.written_at, n.id)
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
    given: voting.Votes, proposal: str, codes: dict[str, str]
) -> dict[str, voting.Result]:
    found: dict[str, list[int]] = defaultdict(list)
    for theirs in given.values():
        for criterion, value in theirs.get(proposal, {}).items():
            found[codes[criterion]].append(value)
    return {code: voting.result(proposal, found[code]) for code in codes.values() if found[code]}


def _by_centre(
    connection: Connection, workshop_id: str, keys: list[str], theirs: voting.Opinions
) -> tuple[dict[str, dict[str, Fraction]], int]:
    p = participants.c
    chosen = sa.select(p.id, parties.c.name).join(parties)
    centre_of = {
        one: name
        for one, name in connection.execute(chosen.where(p.workshop_id == workshop_id))
        if one in theirs
    }
    sizes: dict[str, int] = defaultdict(int)
    for name in centre_of.values():
        sizes[name] += 1
    nowhere = len(theirs) - len(centre_of)
    # Those of no centre are a group too: alone they could be worked out from the rest.
    shown = voting.shown_groups({**sizes, "": nowhere}) - {""}
    means = {}
    for name in sorted(shown):
        group = {one: theirs[one] for one, centre in centre_of.items() if centre == name}
        means[name] = _means(voting.count(keys, group))
    return means, len(theirs) - sum(sizes[name] for name in shown)


def _means(results: dict[str, voting.Result]) -> dict[str, Fraction]:
    """Only of proposals that enough of the group scored."""
    return {
        one: result.mean
        for one, result in results.items()
        if result.mean is not None and result.votes >= voting.SMALLEST_GROUP
    }
