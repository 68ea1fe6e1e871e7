"""What a status round asks beside the status: which decisions about a proposal were carried out.

A decision with follow-ups is told by them, so those are asked about, each of whom it is laid on;
one without is asked about itself. What concerns all of the portfolio is asked of nobody alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.attention import WAITING
from portfolio.domain.carried_out import CarriedOut
from portfolio.domain.model import ANSWERING
from portfolio.queries import frames
from portfolio.queries.meetings import follow_up_states
from portfolio.queries.meetings.carried_out import carried_out_on
from portfolio.store.live import decision_proposals, decisions, proposal_parties
from portfolio.store.schema import proposals

# Made once: an alias copies every column it has.
_OTHER = decision_proposals.alias("other")

#: Of one proposal, the oldest; more is no question of five minutes.
MOST = 12
DECISION, FOLLOW_UP = "decision", "follow_up"


@dataclass(frozen=True)
class CarryOut:
    """One question: was it carried out? ``words``: the decision's, or the follow-up's."""

    table: str  # DECISION or FOLLOW_UP
    id: str
    number: str  # of the decision
    decided_on: str  # ISO
    words: str
    said: CarriedOut = CarriedOut.NOT_RECORDED  # what was recorded of it last

    @property
    def key(self) -> str:
        return f"{self.table}:{self.id}"

    @property
    def choices(self) -> tuple[CarriedOut, ...]:
        """A follow-up is done or it is not."""
        if self.table == FOLLOW_UP:
            return CarriedOut.YES, CarriedOut.NO
        return CarriedOut.YES, CarriedOut.PARTLY, CarriedOut.NO


def to_carry_out(connection: Connection, *, proposal_id: str, as_of: date) -> tuple[CarryOut, ...]:
    """What is asked of whoever answers for the proposal, the oldest decision first."""
    d = decisions.c
    chosen = sa.select(d.id, d.number, d.decided_on, d.decision).where(
        d.id.in_(_about_it_alone(proposal_id)), d.decided_on <= as_of.isoformat()
    )
    made = frames.rows(connection, chosen.order_by(d.decided_on, d.number, d.id))
    became = carried_out_on(connection, as_of=as_of, ids=tuple(row["id"] for row in made))
    known = {row["id"]: row for row in became.to_dict("records")}
    tasks = frames.grouped(_tasks(connection, proposal_id, [row["id"] for row in made], as_of))
    found: list[CarryOut] = []
    for row in made:
        about, told = (row["number"], row["decided_on"]), known[row["id"]]
        found += [
            CarryOut(FOLLOW_UP, key, *about, title) for key, title in tasks.get(row["id"], ())
        ]
        if told["counts"] and not told["has_follow_ups"]:
            said = CarriedOut(told["carried_out"])
            found.append(CarryOut(DECISION, row["id"], *about, row["decision"], said))
    return tuple(one for one in found if one.said is not CarriedOut.YES)[:MOST]


def _about_it_alone(proposal_id: str) -> sa.Select[tuple[str]]:
    """The decisions about it that are not about all of its portfolio's proposals."""
    link, other, p = decision_proposals.c, _OTHER, proposals.c
    named = (
        sa.select(sa.func.count())
        .where(other.c.decision_id == link.decision_id)
        .correlate(decision_proposals)
        .scalar_subquery()
    )
    home = sa.select(p.portfolio_id).where(p.id == proposal_id).scalar_subquery()
    every = sa.select(sa.func.count()).where(p.portfolio_id == home).scalar_subquery()
    alone = sa.or_(named == 1, named < every)
    return sa.select(link.decision_id).where(link.proposal_id == proposal_id, alone)


def _tasks(
    connection: Connection, proposal_id: str, made: list[str], as_of: date
) -> Iterator[tuple[str, tuple[str, str]]]:
    """By decision: the waiting follow-ups of those who answer for the proposal."""
    pp = proposal_parties.c
    theirs = sa.select(pp.party_id).where(pp.proposal_id == proposal_id, pp.state.in_(ANSWERING))
    known = follow_up_states.known_on(as_of)
    u = known.c
    chosen = sa.select(
        u.id, u.decision_id, u.title, u.status, *follow_up_states.told_by(known)
    ).where(u.decision_id.in_(made), u.responsible_party_id.in_(theirs))
    table = frames.frame(connection, chosen.order_by(u.id))
    states = follow_up_states.on(table, as_of)
    for row, state in zip(table.to_dict("records"), states, strict=True):
        if state in WAITING:
            yield row["decision_id"], (row["id"], row["title"])
