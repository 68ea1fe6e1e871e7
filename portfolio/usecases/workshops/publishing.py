"""A step that is closed: what may be shown of it is kept, and stands still from then on.

Reopened and closed again it is made anew, once, where each figure in it would then be of enough
other answers; else what was shown stands, and the facilitator is told.
"""

import json
from collections import Counter
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import disclosure
from portfolio.domain.workshops import StepKind
from portfolio.errors import PortfolioError
from portfolio.queries.workshops import tallies
from portfolio.store.schema import dots, scores, step_results
from portfolio.usecases.workshops.forgetting import VOTERS


def publish(connection: Connection, step: dict[str, Any]) -> None:
    """Keep the result of a step that is being closed; of other kinds there is none."""
    if step["kind"] not in (StepKind.SCORE, StepKind.DOTS):
        return
    r, place = step_results.c, {"workshop_id": step["workshop_id"], "step_id": step["id"]}
    found = sa.select(step_results).where(r.step_id == step["id"]).with_for_update()
    kept = connection.execute(found).mappings().one_or_none()
    if kept is None:
        _keep(connection, step, place)
        return
    if kept["renewed"]:
        return
    differing = _differing(connection, step, dict(kept))
    mine = sa.update(step_results).where(r.step_id == step["id"])
    if disclosure.may_renew(differing):
        # By centre it was told once: another count of them would tell of those between.
        anew = {"tally": _tally(connection, step, place, groups=False), "held_back": 0}
        connection.execute(mine.values(renewed=1, gone="{}", **anew))
    else:
        connection.execute(mine.values(held_back=int(any(differing))))


def require_renewable(connection: Connection, step_id: str) -> None:
    """PortfolioError where the step's result has been made anew once, and stands for good."""
    r = step_results.c
    chosen = sa.select(r.renewed).where(r.step_id == step_id)
    if connection.execute(chosen).scalar_one_or_none():
        raise PortfolioError(
            "The step's result has been made anew once. A third one would tell who changed their"
            " answers, so the step stays closed."
        )


def _keep(connection: Connection, step: dict[str, Any], place: dict[str, str]) -> None:
    tally = _tally(connection, step, place)
    if not json.loads(tally)["voters"]:
        return
    row = {"id": step["id"], "step_id": step["id"], "tally": tally, "gone": "{}"}
    connection.execute(sa.insert(step_results).values(row))
    for table, value in ((scores, scores.c.value), (dots, dots.c["count"])):
        shown = sa.update(table).where(table.c.step_id == step["id"])
        connection.execute(shown.values(shown=value))


def _tally(
    connection: Connection, step: dict[str, Any], place: dict[str, str], *, groups: bool = True
) -> str:
    if step["kind"] == StepKind.DOTS:
        return tallies.write_dots(tallies.fresh_dots(connection, **place))
    tally = tallies.fresh_scores(connection, **place)
    return tallies.write_scores(tally if groups else disclosure.without_groups(tally))


def _differing(connection: Connection, step: dict[str, Any], kept: dict[str, Any]) -> list[int]:
    """Of each cell of the kept result: how many answers have been given, changed or deleted.

    Who left and came in again is one: gone and new are not added up.
    """
    gone = Counter(json.loads(kept["gone"]))
    told = json.loads(kept["tally"])["proposals"]
    if step["kind"] == StepKind.DOTS:
        return _differing_dots(connection, step["id"], list(told), gone[VOTERS])
    changed, new, s = Counter[str](), Counter[str](), scores.c
    chosen = sa.select(s.proposal_id, s.criterion_id, s.shown).where(
        s.step_id == step["id"], s.shown.is_distinct_from(s.value)
    )
    for proposal, criterion, shown in connection.execute(chosen):
        (new if shown is None else changed)[f"{proposal} {criterion}"] += 1
    return [
        changed[cell] + max(new[cell], gone[cell])
        for cell in {*changed, *new, *gone}
        if cell.split(" ")[0] in told
    ]


def _differing_dots(connection: Connection, step_id: str, about: list[str], gone: int) -> list[int]:
    """Who gives some dots says something of every proposal, if only that it gets none."""
    d, was, now = dots.c, Counter[str](), Counter[str]()
    changed: dict[str, set[str]] = {}
    chosen = sa.select(d.pseudonym_id, d.proposal_id, d["count"], d.shown)
    for one, proposal, count, shown in connection.execute(chosen.where(d.step_id == step_id)):
        was[one] += shown or 0
        now[one] += count
        if count != (shown or 0):
            changed.setdefault(proposal, set()).add(one)
    voted, votes = {one for one in was if was[one]}, {one for one in now if now[one]}
    moved = len(voted - votes) + max(len(votes - voted), gone)
    return [moved + len(changed.get(one, set()) & voted & votes) for one in about]
