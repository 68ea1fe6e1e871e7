"""What decisions left open: the next step without a date, follow-ups without a responsible or a
date, proposals with nobody to take them on. A question that asks the same goes before.
"""

from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa

from portfolio.domain.involvement import ChainState
from portfolio.domain.model import ENDED
from portfolio.domain.requests import About, Missing, Request, Source, key_of
from portfolio.queries import filtering, frames
from portfolio.queries.frames import Row
from portfolio.queries.meetings import follow_up_states
from portfolio.queries.overview import attention
from portfolio.queries.proposals import involvement, responsibility
from portfolio.queries.requests import partly
from portfolio.queries.requests.questions import Questions
from portfolio.queries.requests.scope import MOST, ProposalIndex, Scope, ties_of
from portfolio.store.live import decision_proposals
from portfolio.store.schema import portfolios, proposals


def of_steps(scope: Scope, questions: Questions) -> Iterator[Request]:
    """The next to be involved, where nobody has said when: of the step, or of what is to bring it
    about.
    """
    waiting = [
        row
        for row in _next_steps(scope)
        if row["party_id"] not in scope.bodies
        and not questions.ask_about(("parties", row["party_id"]))
    ]
    tasks = _tasks_of(scope, [row["id"] for row in waiting])
    said = partly.last_said(scope, _asked_of_steps(scope, waiting))
    for row in waiting:
        mine, last = tasks[row["id"]], said.get(row["id"])
        if any(task["date_text"] for task in mine):
            continue
        known = any(task["responsible_party_id"] for task in mine)
        yield Request(
            key=key_of(Source.STEP, row["id"], last.decision_id if last else ""),
            source=Source.STEP,
            since=last.decided_on if last else row["since"],
            portfolio=row["code"],
            subject=row["party"],
            missing=(Missing.DATE,) if known else (Missing.RESPONSIBLE, Missing.DATE),
            why=row["note"],
            decision=last.number if last else None,
            again=last is not None,
            whole=True,
        )


def _next_steps(scope: Scope) -> list[Row]:
    """The next step of each portfolio's chain that has no date, with its ``code`` and since when
    it waits.
    """
    codes = sa.select(portfolios.c.code).order_by(portfolios.c.position)
    if scope.portfolio is not None:
        codes = codes.where(portfolios.c.code == scope.portfolio)
    chains = {
        code: involvement.chain(scope.connection, portfolio=code, as_of=scope.as_of)
        for code in scope.connection.execute(codes).scalars().all()
    }
    return [
        row | {"code": code, "since": _since(chain, row)}
        for code, chain in chains.items()
        for row in chain
        if row["state"] == ChainState.NEXT and not row["planned_date_text"]
    ]


def _tasks_of(scope: Scope, steps: list[str]) -> dict[str, list[Row]]:
    """By step, the follow-ups that are to bring it about and were open on the day."""
    known = follow_up_states.known_on(scope.as_of)
    u = known.c
    chosen = sa.select(u.step_id, u.responsible_party_id, u.date_text).where(
        u.step_id.in_(steps), attention.follow_up_waits(known, scope.filters)
    )
    found: dict[str, list[Row]] = defaultdict(list)
    for row in frames.rows(scope.connection, chosen):
        found[row["step_id"]].append(row)
    return found


def _asked_of_steps(scope: Scope, steps: list[Row]) -> dict[str, set[str]]:
    """By step, the keys under which it is or was asked."""
    parties = {row["party_id"] for row in steps}
    named = partly.questions_on(scope, party_ids=parties)
    return {
        row["id"]: {key_of(Source.STEP, row["id"])}.union(
            *(keys for (_decision, party), keys in named.items() if party == row["party_id"])
        )
        for row in steps
    }


def _since(chain: list[Row], row: Row) -> str:
    """The step waits since the one before it was taken."""
    before = [one["happened_on"] for one in chain if one["position"] < row["position"]]
    return max((str(day) for day in before if day), default="")


def of_follow_ups(
    scope: Scope, known: ProposalIndex, questions: Questions, steps: set[str]
) -> Iterator[Request]:
    """Those without a responsible or a date, unless a question or a step asks the same."""
    left = [
        row
        for row in questions.loose
        if not questions.ask_of(row["decision_id"], row["step_party_id"])
        and row["step_id"] not in steps
    ]
    decided = (row["decision_id"] for row in left)
    ties = ties_of(scope.connection, decision_proposals, "decision_id", decided)
    said = partly.last_said(scope, _asked_of_tasks(scope, left))
    for row in left:
        mine, last = known.tied(ties.get(row["decision_id"], {})), said.get(row["id"])
        if scope.portfolio is not None and not mine:
            continue  # what it is about has ended
        missing = _missing(row)
        if not missing:
            continue
        yield Request(
            key=key_of(Source.FOLLOW_UP, row["id"], last.decision_id if last else ""),
            source=Source.FOLLOW_UP,
            since=last.decided_on if last else row["decided_on"],
            portfolio=mine[0].portfolio if mine else "",
            subject=row["title"],
            missing=missing,
            why=row["note"],
            decision=last.number if last else row["number"],
            again=last is not None,
            asked_of=row["body"],
            proposals=mine,
            whole=known.is_whole(mine),
        )


def _missing(row: Row) -> tuple[Missing, ...]:
    """What the follow-up lacks. Where its step has a day, that is the day."""
    when = row["date_text"] or row["step_planned"]
    lacks = {Missing.RESPONSIBLE: row["responsible_party_id"], Missing.DATE: when}
    return tuple(name for name, value in lacks.items() if value is None)


def _asked_of_tasks(scope: Scope, tasks: list[Row]) -> dict[str, set[str]]:
    """By follow-up, the keys under which what it lacks is or was asked."""
    named = partly.questions_on(scope, decision_ids={row["decision_id"] for row in tasks})
    return {
        row["id"]: {key_of(Source.FOLLOW_UP, row["id"])}
        | named.get((row["decision_id"], row["step_party_id"]), set())
        for row in tasks
    }


def of_nobody(scope: Scope, questions: Questions) -> Iterator[Request]:
    """The sources name nobody to discuss the proposal with, and nobody was asked or said yes."""
    seen, p = filtering.view(scope.filters), proposals.c
    chosen = (
        sa.select(p.id, p.number, p.title, portfolios.c.code, p.introduced_on)
        .select_from(seen.source.join(portfolios, portfolios.c.id == p.portfolio_id))
        .where(
            filtering.conditions(scope.filters, seen),
            seen.stage.not_in(ENDED),
            ~responsibility.is_named(scope.filters),
        )
        .order_by(portfolios.c.position, p.number)
        .limit(MOST)
    )
    rows = scope.connection.execute(chosen).all()
    said_no = responsibility.last_no(
        scope.connection, as_of=scope.as_of, proposal_ids=[row.id for row in rows]
    )
    for *row, since in rows:
        one = About(*row)
        if not questions.ask_who(one.id):
            yield Request(
                key=key_of(Source.NO_PARTY, one.id, said_no.get(one.id, "")),
                source=Source.NO_PARTY,
                since=since,
                portfolio=one.portfolio,
                missing=(Missing.RESPONSIBLE,),
                proposals=(one,),
            )
