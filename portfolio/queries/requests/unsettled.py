"""What decisions left open: the next step without a date, follow-ups without a responsible or a
date, proposals with nobody to take them on. A question that asks the same goes before.
"""

from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa

from portfolio.domain.involvement import ChainState
from portfolio.domain.model import ENDED
from portfolio.domain.requests import About, Missing, Request, Source, key_of
from portfolio.queries import filtering
from portfolio.queries.frames import Row
from portfolio.queries.proposals import involvement, responsibility
from portfolio.queries.requests.questions import Questions
from portfolio.queries.requests.scope import MOST, ProposalIndex, Scope
from portfolio.store.live import (
    decision_proposals,
)
from portfolio.store.schema import portfolios, proposals


def of_steps(scope: Scope, questions: Questions) -> Iterator[Request]:
    """The next to be involved, where nobody has said when."""
    codes = sa.select(portfolios.c.code, portfolios.c.id).order_by(portfolios.c.position)
    if scope.portfolio is not None:
        codes = codes.where(portfolios.c.code == scope.portfolio)
    for code, _key in scope.connection.execute(codes).all():
        chain = involvement.chain(scope.connection, portfolio=code, as_of=scope.as_of)
        for row in chain:
            if row["state"] != ChainState.NEXT or row["planned_text"]:
                continue
            if row["party_id"] in scope.bodies or questions.ask_about(("parties", row["party_id"])):
                continue
            yield Request(
                key=key_of(Source.STEP, row["id"]),
                source=Source.STEP,
                since=_since(chain, row),
                portfolio=code,
                subject=row["party"],
                missing=(Missing.DATE,),
                why=row["note"],
                whole=True,
            )


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
        if not questions.ask_about(("decisions", row["decision_id"]))
        and key_of(Source.STEP, row["step_id"] or "") not in steps
    ]
    link = decision_proposals.c
    ties = scope.connection.execute(
        sa.select(link.decision_id, link.proposal_id).where(
            link.decision_id.in_([row["decision_id"] for row in left])
        )
    ).all()
    about = known.about(proposal_id for _decision, proposal_id in ties)
    by_decision: dict[str, list[About]] = defaultdict(list)
    for key, one in about.items():
        for decision in {decision for decision, proposal_id in ties if proposal_id == key}:
            by_decision[decision].append(one)
    for row in left:
        mine = tuple(by_decision[row["decision_id"]])
        if scope.portfolio is not None and not mine:
            continue  # what it is about has ended
        lacks = {Missing.RESPONSIBLE: row["responsible_party_id"], Missing.DATE: row["date_end"]}
        yield Request(
            key=key_of(Source.FOLLOW_UP, row["id"]),
            source=Source.FOLLOW_UP,
            since=row["decided_on"],
            portfolio=mine[0].portfolio if mine else "",
            subject=row["title"],
            missing=tuple(name for name, value in lacks.items() if value is None),
            why=row["note"],
            decision=row["number"],
            proposals=mine,
            whole=known.is_whole(mine),
        )


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
