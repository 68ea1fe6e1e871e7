"""What may be shown of a step's answers: as it was kept when the step was closed, else as it is."""

import json
from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import disclosure, voting
from portfolio.domain.disclosure import DotTally, ProposalTally, ScoreTally
from portfolio.queries.workshops.workshops import proposals_of
from portfolio.store.live import parties
from portfolio.store.schema import (
    dots,
    participants,
    pseudonyms,
    scores,
    step_results,
    workshop_roster,
)

T = TypeVar("T")


def scored(connection: Connection, *, workshop_id: str, step_id: str) -> ScoreTally:
    """Of a scoring step."""
    kept = _kept(connection, step_id, read_scores)
    return kept or fresh_scores(connection, workshop_id=workshop_id, step_id=step_id)


def dotted(connection: Connection, *, workshop_id: str, step_id: str) -> DotTally:
    """Of a dot vote."""
    kept = _kept(connection, step_id, read_dots)
    return kept or fresh_dots(connection, workshop_id=workshop_id, step_id=step_id)


def is_held_back(connection: Connection, *, step_id: str) -> bool:
    """Whether answers were changed after the result was shown, by too few to show it anew."""
    chosen = sa.select(step_results.c.held_back).where(step_results.c.step_id == step_id)
    return bool(connection.execute(chosen).scalar_one_or_none())


def fresh_scores(connection: Connection, *, workshop_id: str, step_id: str) -> ScoreTally:
    """As the answers are now."""
    about = {one.id for one in proposals_of(connection, workshop_id=workshop_id)}
    given = {
        one: {proposal: scores for proposal, scores in theirs.items() if proposal in about}
        for one, theirs in votes(connection, step_id=step_id).items()
    }
    return disclosure.of_scores(given, _groups(connection, workshop_id, step_id))


def fresh_dots(connection: Connection, *, workshop_id: str, step_id: str) -> DotTally:
    """As the answers are now."""
    about = [one.id for one in proposals_of(connection, workshop_id=workshop_id)]
    return disclosure.of_dots(dots_given(connection, step_id=step_id), about)


def votes(connection: Connection, *, step_id: str) -> dict[str, dict[str, dict[str, int]]]:
    """giver → proposal → criterion → 1 to 5: every score that counts."""
    s = scores.c
    chosen = sa.select(s.pseudonym_id, s.proposal_id, s.criterion_id, s.value)
    given: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for one, proposal, criterion, value in connection.execute(chosen.where(s.step_id == step_id)):
        given[one][proposal][criterion] = value
    return {one: dict(theirs) for one, theirs in given.items()}


def dots_given(connection: Connection, *, step_id: str) -> dict[str, dict[str, int]]:
    """giver → proposal → dots."""
    d = dots.c
    given: dict[str, dict[str, int]] = defaultdict(dict)
    chosen = sa.select(d.pseudonym_id, d.proposal_id, d["count"]).where(d.step_id == step_id)
    for one, proposal, count in connection.execute(chosen):
        given[one][proposal] = count
    return dict(given)


def _groups(connection: Connection, workshop_id: str, step_id: str) -> dict[str, str]:
    """giver → the group of centres they came from; nobody any more when the workshop is over."""
    r, n = workshop_roster.c, pseudonyms.c
    theirs = sa.and_(r.party_id == parties.c.id, r.workshop_id == workshop_id)
    chosen = (
        sa.select(n.id, sa.func.coalesce(r.group_title, parties.c.name))
        .select_from(pseudonyms.join(participants).join(parties).outerjoin(workshop_roster, theirs))
        .where(n.step_id == step_id)
    )
    return {row[0]: row[1] for row in connection.execute(chosen)}


# --- as it is kept --------------------------------------------------------------------------------


def _kept(connection: Connection, step_id: str, read: Callable[[str], T]) -> T | None:
    chosen = sa.select(step_results.c.tally).where(step_results.c.step_id == step_id)
    found = connection.execute(chosen).scalar_one_or_none()
    return None if found is None else read(found)


def write_scores(tally: ScoreTally) -> str:
    """As it is kept; figures as fractions, so that nothing is rounded on the way."""
    proposals = {
        key: {
            "grades": {str(grade): count for grade, count in one.grades.items()},
            "borda": None if one.borda is None else str(one.borda),
            "criteria": one.criteria,
        }
        for key, one in tally.proposals.items()
    }
    groups = {
        name: {key: str(mean) for key, mean in means.items()}
        for name, means in tally.by_group.items()
    }
    kept = {"voters": tally.voters, "hidden": tally.hidden, "proposals": proposals}
    return json.dumps({**kept, "by_group": groups}, ensure_ascii=False)


def read_scores(text: str) -> ScoreTally:
    """What ``write_scores`` wrote."""
    kept = json.loads(text)
    proposals = {
        key: ProposalTally(
            {Fraction(grade): count for grade, count in one["grades"].items()},
            None if one["borda"] is None else Fraction(one["borda"]),
            {criterion: tuple(counts) for criterion, counts in one["criteria"].items()},
        )
        for key, one in kept["proposals"].items()
    }
    groups = {
        name: {key: Fraction(mean) for key, mean in means.items()}
        for name, means in kept["by_group"].items()
    }
    return ScoreTally(kept["voters"], proposals, groups, kept["hidden"])


def write_dots(tally: DotTally) -> str:
    """As it is kept."""
    return json.dumps({"voters": tally.voters, "proposals": tally.proposals})


def read_dots(text: str) -> DotTally:
    """What ``write_dots`` wrote."""
    kept = json.loads(text)
    return DotTally(kept["voters"], {key: tuple(one) for key, one in kept["proposals"].items()})


# --- counted --------------------------------------------------------------------------------------


def counted(tally: ScoreTally) -> tuple[dict[str, voting.Result], voting.Opinions]:
    """The result of each proposal that is shown, and opinions that give it: of nobody in
    particular, each of one proposal alone.
    """
    opinions = {
        f"{key} {grade} {n}": {key: grade}
        for key, one in tally.proposals.items()
        for grade, count in one.grades.items()
        for n in range(count)
    }
    results = voting.count(list(tally.proposals), opinions)
    return {
        key: voting.with_borda(result, tally.proposals[key].borda)
        for key, result in results.items()
    }, opinions
