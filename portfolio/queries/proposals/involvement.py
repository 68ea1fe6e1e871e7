"""The chain of who is involved, a portfolio's or one proposal's, as it was on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import involvement
from portfolio.domain.involvement import ChainState, Step
from portfolio.language import fold
from portfolio.queries import frames, relevance
from portfolio.store.live import decision_proposals, decisions, involvement_steps, parties
from portfolio.store.schema import portfolios

_PLANNED = tuple(f"planned_date_{name}" for name in ("text", "start", "end", "inferred"))
COLUMNS = (
    "id",
    "position",
    "place",
    "party_id",
    "party",
    "role",
    "state",
    "recorded",
    "happened_on",
    *_PLANNED,
    "note",
    "state_note",
    "own",
    "version",
    "decision",
    "decided_on",
)
_MISSED = (ChainState.PASSED_OVER, ChainState.SKIPPED)
Row = dict[str, Any]


def steps(
    connection: Connection, *, portfolio: str, as_of: date, proposal_id: str | None = None
) -> pd.DataFrame:
    """The chain in order, as a frame: see ``chain``."""
    rows = chain(connection, portfolio=portfolio, as_of=as_of, proposal_id=proposal_id)
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def chain(
    connection: Connection, *, portfolio: str, as_of: date, proposal_id: str | None = None
) -> list[Row]:
    """The chain in order; with ``proposal_id`` the one that proposal follows.

    ``position`` counts from 1, ``place`` is the position recorded, which may not be the only one;
    ``state`` is a :class:`portfolio.domain.involvement.ChainState`, ``recorded`` what stands in the
    row, ``happened_on`` empty where it was later than the day. Of a step that was left out,
    ``decision`` and ``decided_on`` are the decision that wanted the party involved, if one did.
    """
    p = portfolios.c
    found = sa.select(p.id).where(p.code == portfolio, p.introduced_on <= as_of.isoformat())
    known = connection.execute(found).scalar()
    rows = {} if known is None else _rows(connection, known, proposal_id)
    merged = involvement.merged(map(_step, rows.values()))
    shown = [
        _shown(rows[step.id], position, state, as_of)
        for position, (step, state) in enumerate(
            zip(merged, involvement.states(merged, as_of), strict=True), start=1
        )
    ]
    _name_decisions(connection, shown, portfolio, proposal_id, as_of)
    return shown


def awaited(connection: Connection, *, portfolio_id: str, proposal_id: str, on: date) -> Row | None:
    """The step before the centres' qualification of a proposal that nobody has taken or skipped.

    As ``involvement.awaited``: its ``party`` and, where a decision wanted it, that.
    """
    rows = _rows(connection, portfolio_id, proposal_id)
    step = involvement.awaited(involvement.merged(map(_step, rows.values())), on)
    if step is None:
        return None
    return rows[step.id] | _decision(_decisions(connection, proposal_id, None, on), rows[step.id])


def _rows(connection: Connection, portfolio_id: str, proposal_id: str | None) -> dict[str, Row]:
    s = involvement_steps.c
    chosen = sa.select(
        s.id,
        s.position,
        s.party_id,
        parties.c.name.label("party"),
        s.role,
        s.state,
        s.happened_on,
        *(s[name] for name in _PLANNED),
        s.note,
        s.state_note,
        s.proposal_id,
        s.version,
    ).select_from(involvement_steps.join(parties))
    mine: sa.ColumnElement[bool] = s.proposal_id.is_(None)
    if proposal_id is not None:
        mine = sa.or_(mine, s.proposal_id == proposal_id)
    wanted = chosen.where(s.portfolio_id == portfolio_id, mine)
    return {row["id"]: row for row in frames.rows(connection, wanted)}


def _step(row: Row) -> Step:
    return Step(
        id=row["id"],
        position=row["position"],
        party_id=row["party_id"],
        role=row["role"],
        state=row["state"],
        own=row["proposal_id"] is not None,
        happened_on=frames.day(row["happened_on"]),
    )


def _shown(row: Row, position: int, state: ChainState, as_of: date) -> Row:
    """The row as it was on the day. What is said of a step is known from the day it is of."""
    later = bool(row["happened_on"]) and row["happened_on"] > as_of.isoformat()
    return row | {
        "position": position,
        "place": row["position"],
        "state": state.value,
        "recorded": row["state"],
        "happened_on": None if later else row["happened_on"],
        "state_note": None if later else row["state_note"],
        "own": row["proposal_id"] is not None,
        "decision": None,
        "decided_on": None,
    }


def _name_decisions(
    connection: Connection, shown: list[Row], portfolio: str, proposal_id: str | None, as_of: date
) -> None:
    missed = [row for row in shown if row["state"] in _MISSED]
    if not missed:
        return
    made = _decisions(connection, proposal_id, portfolio, as_of)
    for row in missed:
        row |= _decision(made, row)


def _decisions(
    connection: Connection, proposal_id: str | None, portfolio: str | None, as_of: date
) -> list[Row]:
    """What was decided on the proposal, else on the portfolio, the newest first."""
    d, link = decisions.c, decision_proposals.c
    if proposal_id is None:
        about = relevance.decision_concerns(portfolio)
    else:
        mine = sa.select(link.decision_id).where(link.proposal_id == proposal_id)
        about = d.id.in_(mine)
    chosen = sa.select(d.decision, d.decided_on).where(about, d.decided_on <= as_of.isoformat())
    return frames.rows(connection, chosen.order_by(d.decided_on.desc(), d.number))


def _decision(made: Iterable[Row], row: Row) -> Row:
    """The newest decision that names the party; it stands without one too."""
    naming = (one for one in made if fold(row["party"]) in fold(one["decision"]))
    return next(naming, {"decision": None, "decided_on": None})
