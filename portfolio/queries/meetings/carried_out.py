"""Which decisions were carried out on a day, and how large a share of them, by age."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.attention import FollowUpState
from portfolio.domain.carried_out import (
    AGES,
    NOTHING_TO_DO,
    CarriedOut,
    age_group,
    carried_out,
    is_open,
)
from portfolio.queries import relevance
from portfolio.queries.frames import Row, frame
from portfolio.queries.meetings import follow_up_states
from portfolio.store.live import agenda_items, decisions

_COLUMNS = ("id", "days", "carried_out", "is_late", "is_open", "counts", "has_follow_ups")


@dataclass(frozen=True)
class Group:
    """The decisions of an age that something is to be carried out of, by what became of them."""

    most_days: int | None  # as AGES
    became: dict[CarriedOut, int]
    late: int

    @property
    def total(self) -> int:
        return sum(self.became.values())

    @property
    def days(self) -> tuple[int, int | None]:
        """The least and the most days of its age; None: no most."""
        younger = (age + 1 for age in AGES if age and self.most_days and age < self.most_days)
        return max(younger, default=0), self.most_days


def whole(groups: Sequence[Group]) -> Group:
    """All of them together."""
    became = {one: sum(group.became[one] for group in groups) for one in CarriedOut}
    return Group(None, became, sum(group.late for group in groups))


def carried_out_on(
    connection: Connection,
    *,
    as_of: date,
    portfolio: str | None = None,
    ids: tuple[str, ...] | None = None,
) -> pd.DataFrame:
    """A row a decision made by the day: id, days (its age), carried_out (a CarriedOut), is_late (a
    promised follow-up is overdue), is_open, counts (something is to be carried out),
    has_follow_ups.

    ``portfolio``: those about its proposals; ``ids``: those of them.
    """
    known = follow_up_states.known_on(as_of)
    d, u = decisions.c, known.c
    joined = decisions.join(agenda_items).outerjoin(known, u.decision_id == d.id)
    chosen = sa.select(
        d.id,
        d.decided_on,
        d.outcome,
        d.carried_out,
        d.carried_out_on,
        u.status,
        *follow_up_states.told_by(known),
    ).select_from(joined)
    tests = [d.decided_on <= as_of.isoformat()]
    if portfolio is not None:
        tests.append(relevance.decision_concerns(portfolio))
    if ids is not None:
        tests.append(d.id.in_(ids))
    table = frame(connection, chosen.where(*tests).order_by(d.decided_on, d.id))
    has_one = table["status"].notna()
    table.loc[has_one, "state"] = follow_up_states.on(table[has_one], as_of)
    by_decision = [rows for _id, rows in table.groupby("id", sort=False)]
    told = [_told(rows, as_of) for rows in by_decision]
    return pd.DataFrame(told, columns=list(_COLUMNS), dtype=object)


def _told(rows: pd.DataFrame, as_of: date) -> Row:
    one = rows.iloc[0]
    states = [FollowUpState(state) for state in rows["state"].dropna()]
    known = one["carried_out"] and (one["carried_out_on"] or "") <= as_of.isoformat()
    became = carried_out(states, CarriedOut(one["carried_out"]) if known else None)
    return {
        "id": one["id"],
        "days": (as_of - date.fromisoformat(one["decided_on"])).days,
        "carried_out": became.value,
        "is_late": FollowUpState.OVERDUE in states,
        "is_open": is_open(states, became),
        "counts": bool(states) or one["outcome"] not in NOTHING_TO_DO,
        "has_follow_ups": bool(states),
    }


def by_age(connection: Connection, *, as_of: date, portfolio: str | None) -> Sequence[Group]:
    """What became of the decisions by the day, the youngest first; no age without any."""
    table = carried_out_on(connection, as_of=as_of, portfolio=portfolio)
    table = table[table["counts"].astype(bool)]
    ages = [age_group(days) for days in table["days"]]
    groups = []
    for most in AGES:
        mine = table.loc[[age == most for age in ages]]
        became = {one: int((mine["carried_out"] == one).sum()) for one in CarriedOut}
        groups.append(Group(most, became, int(mine["is_late"].sum())))
    return [group for group in groups if group.total]
