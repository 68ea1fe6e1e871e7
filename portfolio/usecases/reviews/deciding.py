"""Deciding while the meeting sits: what was decided of an item, and what follows from it.

One decision an item. It can be put right, or taken back with a reason, until the meeting is
closed (:mod:`portfolio.usecases.reviews.closing`); taken back and made again, it keeps its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.errors import ConflictError, PortfolioError
from portfolio.language import N_
from portfolio.model import Action, DecisionOutcome, FollowUpStatus
from portfolio.store import ids
from portfolio.store.schema import (
    agenda_items,
    decision_proposals,
    decisions,
    follow_ups,
    parties,
    review_items,
)
from portfolio.usecases import typed
from portfolio.usecases.acting import Deed, Done, Person, Who, perform, save_version
from portfolio.usecases.content import reading
from portfolio.usecases.reviews import record
from portfolio.usecases.reviews.record import Line, Row, Rows

_CORRECTED = "Rettet under mødet"  # the record is Danish, whoever wrote it
_NO_DATE = dict.fromkeys(("date_text", "date_start", "date_end", "precision")) | {
    "date_inferred": 0
}


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """Something to be done. Without a party or a date they are openly missing, never guessed."""

    title: str
    responsible_party_id: str | None = None
    date_text: str | None = None  # as one says it: "ultimo maj"
    id: str | None = None  # of one that is there already


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What was decided of an item. ``difference``: how it departs from the recommendation."""

    outcome: DecisionOutcome
    decision: str
    recommendation: str | None = None
    difference: str | None = None
    review_on: date | None = None  # the day it is looked at again
    follow_ups: Sequence[FollowUp] = ()


def start_review(who: Who, review_id: str) -> None:
    """Note when the meeting began; nothing happens when it has begun already.

    Raises PortfolioError when there is no such review, or it is closed.
    """
    at = ids.now()
    deed = Deed(action=Action.DECIDE, name="review.started", table="reviews", subject_id=review_id)

    def work(connection: Connection, _person: Person) -> Done[None]:
        review = record.review_held(connection, review_id)
        begins = record.start(connection, review, at)
        return Done(before={"started_at": None}, after={"started_at": at}, answer=None,
                    changed=begins)  # fmt: skip

    perform(who, deed, work)


def record_decision(who: Who, item_id: str, decided: Decided, *, today: date) -> str:
    """Record what was decided of an item, and all that follows from it, at once; its id.

    Raises PortfolioError when something is missing or not understood, when the proposal was set
    aside, merged or replaced meanwhile (the sentence says which), when a decision is on record
    already, or when the meeting is closed. Then nothing is stored.
    """
    values, wanted = _read(decided, today), _follow_ups(decided, today)
    rows = Rows()

    def work(connection: Connection, _person: Person) -> Done[str]:
        item, review = record.item_held(connection, item_id)
        titled = item["title"]
        if item["proposal_id"] is not None:
            titled = record.require_alive(connection, item["proposal_id"])["title"]
        record.start(connection, review, rows.at)
        lines = _item_of_minutes(connection, rows, item, review, titled)
        values["decided_on"] = record.decided_on(review, today)
        decision, made = decision_of(connection, rows, item, values)
        lines += made
        lines += tie(connection, rows, decision, [item["proposal_id"]])
        lines += _keep_follow_ups(connection, rows, decision["id"], wanted)
        return Done(answer=decision["id"], changed=False, lines=tuple(lines))

    return perform(who, _asked(item_id), work)


def amend_decision(
    who: Who, decision_id: str, decided: Decided, *, version: int, today: date
) -> None:
    """Put a decision right. A follow-up that is not among ``decided.follow_ups`` is taken out.

    Raises ConflictError, with what stands now, if somebody saved since ``version``; otherwise as
    :func:`record_decision`.
    """
    values, wanted = _read(decided, today), _follow_ups(decided, today)
    rows = Rows()
    deed = record.deed("decisions", "changed", decision_id)

    def work(connection: Connection, _person: Person) -> Done[None]:
        row = _held(connection, decision_id)
        _require_in_use(row)
        moved = {name: value for name, value in values.items() if row[name] != value}
        lines = _keep_follow_ups(connection, rows, decision_id, wanted)
        # Its version is raised for its follow-ups too: one form, one version.
        if not moved and not lines and row["version"] == version:
            return Done(answer=None, changed=False)
        before = save_version(connection, decisions, decision_id, version, moved)
        return Done(before=before, after=moved, answer=None, changed=bool(moved),
                    lines=tuple(lines))  # fmt: skip

    perform(who, deed, work)


def withdraw_decision(who: Who, decision_id: str, reason: str, *, version: int) -> None:
    """Take a decision back, with its follow-ups: it was recorded by mistake.

    Raises PortfolioError without a reason or once the meeting is closed, ConflictError if
    somebody saved since ``version``.
    """
    rows, why = Rows(), typed.reason(reason)
    out = {"withdrawn_at": rows.at, "withdrawn_reason": why}
    deed = record.deed("decisions", "withdrawn", decision_id, reason=why)

    def work(connection: Connection, _person: Person) -> Done[None]:
        _require_in_use(_held(connection, decision_id))
        before = save_version(connection, decisions, decision_id, version, out)
        lines: list[Line] = []
        for table in (decision_proposals, follow_ups):
            for row in _of(connection, table, decision_id):
                lines += rows.change(connection, table.name, row, out, "withdrawn")
        return Done(before=before, after=out, answer=None, lines=tuple(lines))

    perform(who, deed, work)


def tie(
    connection: Connection, rows: Rows, decision: Row, proposal_ids: Sequence[str | None]
) -> list[Line]:
    """Have the decision be about the proposals, and show on their pages."""
    link, lines = decision_proposals.c, []
    before = {
        row["proposal_id"]: row
        for row in connection.execute(
            sa.select(decision_proposals).where(link.decision_id == decision["id"])
        ).mappings()
    }
    for proposal_id in filter(None, proposal_ids):
        if proposal_id in before:
            lines += rows.change(connection, "decision_proposals", before[proposal_id],
                                 {"withdrawn_at": None, "withdrawn_reason": None},
                                 "brought_back")  # fmt: skip
        else:
            row = {"decision_id": decision["id"], "proposal_id": proposal_id}
            lines.append(rows.add(connection, "decision_proposals", proposal_id, row))
    return lines


def _asked(item_id: str) -> Deed:
    """Who may is asked of it; what is logged are the rows."""
    return Deed(action=Action.DECIDE, name="decision.added", table="review_items",
                subject_id=item_id)  # fmt: skip


def _read(decided: Decided, today: date) -> Row:
    """The columns of the decision, tidied."""
    decision = typed.words(decided.decision)
    if decision is None:
        raise PortfolioError(
            "Write what was decided, in a sentence that stands by itself in the minutes."
        )
    if decided.review_on is not None and decided.review_on <= today:
        raise PortfolioError(
            "{day} has come already. Choose a later day for looking at it again, or none.",
            day=decided.review_on,
        )
    difference = typed.words(decided.difference)
    return {
        "outcome": DecisionOutcome(decided.outcome).value, "decision": decision,
        "recommendation": typed.words(decided.recommendation, reading.LONGEST),
        "difference": difference, "differs": int(difference is not None),
        "review_on": decided.review_on and decided.review_on.isoformat(),
    }  # fmt: skip


def _follow_ups(decided: Decided, today: date) -> list[Row]:
    """The follow-ups' columns, with their ids; blank lines are none."""
    wanted = []
    for place, one in enumerate(decided.follow_ups, start=1):
        title, when = typed.line(one.title, reading.LONGEST), typed.line(one.date_text)
        if title is None and not when and one.responsible_party_id is None:
            continue
        if title is None:
            raise PortfolioError(
                "Follow-up {n} has a responsible or a date, but not what is to be done. Write it,"
                " or empty the line.", n=place,
            )  # fmt: skip
        dated = reading.fuzzy_date(when, today) if when else _NO_DATE
        party = one.responsible_party_id or None
        wanted.append({"id": one.id, "title": title, "responsible_party_id": party, **dated})
    return wanted


def _item_of_minutes(
    connection: Connection, rows: Rows, item: Row, review: Row, title: str
) -> list[Line]:
    """The item's place in the minutes, made when it is first decided on."""
    if item["agenda_item_id"] is not None:
        return []
    line = add_item(connection, rows, item["id"], review, title)
    point_at(connection, item, line)
    return [line]


def add_item(connection: Connection, rows: Rows, name: str, review: Row, title: str) -> Line:
    """An item in the minutes of the review's meeting, next in the order they are treated."""
    row = {"meeting_id": review["meeting_id"], "title": title,
           "number": record.next_number(connection, review["meeting_id"])}  # fmt: skip
    return rows.add(connection, "agenda_items", name, row)


def point_at(connection: Connection, item: Row, line: Line) -> None:
    """Have an item of the review say where in the minutes it stands."""
    item["agenda_item_id"] = line[1].answer
    i = review_items.c
    connection.execute(
        sa.update(review_items)
        .where(i.id == item["id"])
        .values(agenda_item_id=line[1].answer, version=i.version + 1)
    )


def decision_of(
    connection: Connection, rows: Rows, item: Row, values: Row
) -> tuple[Row, list[Line]]:
    """The item's decision: a new one, or the one that was taken back, made anew."""
    d = decisions.c
    chosen = sa.select(decisions).where(d.agenda_item_id == item["agenda_item_id"])
    before = connection.execute(chosen.order_by(d.number)).mappings().all()
    if any(row["withdrawn_at"] is None for row in before):
        raise PortfolioError(
            "Somebody has recorded a decision on this item already. It is shown when you go back"
            " to the item; change that one instead. Nothing was saved."
        )
    if before:
        back = values | {"withdrawn_at": None, "withdrawn_reason": None}
        return dict(before[0]), rows.change(connection, "decisions", before[0], back,
                                            "brought_back")  # fmt: skip
    return new_decision(connection, rows, item["agenda_item_id"], values)


def new_decision(
    connection: Connection, rows: Rows, agenda_item_id: str, values: Row
) -> tuple[Row, list[Line]]:
    """The first decision under an item of the minutes."""
    a = agenda_items.c
    number = connection.execute(sa.select(a.number).where(a.id == agenda_item_id)).scalar_one()
    row = {"agenda_item_id": agenda_item_id, "number": f"{number}.1", **values}
    line = rows.add(connection, "decisions", agenda_item_id, row)
    return {"id": line[1].answer, **row}, [line]


def _keep_follow_ups(
    connection: Connection, rows: Rows, decision_id: str, wanted: Sequence[Row]
) -> list[Line]:
    """Add, change and take out, until the decision has the follow-ups wanted."""
    there = {row["id"]: row for row in _of(connection, follow_ups, decision_id)}
    kept, lines = {row["id"] for row in wanted}, list[Line]()
    for place, row in enumerate(wanted):
        _require_party(connection, row["responsible_party_id"])
        columns = {name: value for name, value in row.items() if name != "id"}
        if row["id"] in there:
            lines += rows.change(connection, "follow_ups", there[row["id"]], columns)
        else:
            new = {"decision_id": decision_id, "status": FollowUpStatus.OPEN.value, **columns}
            lines.append(rows.add(connection, "follow_ups", str(place), new))
    for key, old in there.items():
        if key not in kept:
            out = {"withdrawn_at": rows.at, "withdrawn_reason": _CORRECTED}
            lines += rows.change(connection, "follow_ups", old, out, "withdrawn")
    return lines


def _require_party(connection: Connection, party_id: str | None) -> None:
    if party_id is None:
        return
    p = parties.c
    alive = sa.select(p.id).where(p.id == party_id, p.withdrawn_at.is_(None))
    if connection.execute(alive.with_for_update(read=True)).first() is None:
        raise PortfolioError(
            "Whom you chose as responsible has been taken out of use. Choose another, or leave it"
            " empty: then it is shown as missing."
        )


def _of(connection: Connection, table: sa.Table, decision_id: str) -> Sequence[Any]:
    """The rows in use of a table that hang on a decision."""
    mine = sa.select(table).where(table.c.decision_id == decision_id,
                                  table.c.withdrawn_at.is_(None))  # fmt: skip
    return connection.execute(mine.order_by(table.c.id).with_for_update()).mappings().all()


def _held(connection: Connection, decision_id: str) -> Row:
    """The decision of a review that is not closed; PortfolioError otherwise."""
    i, d = review_items.c, decisions.c
    of_item = sa.select(i.id).join(decisions, d.agenda_item_id == i.agenda_item_id)
    item_id = connection.execute(of_item.where(d.id == decision_id).limit(1)).scalar()
    if item_id is None:
        raise PortfolioError(
            "This decision was not made in a review here. Change it on the page Content."
        )
    record.item_held(connection, item_id)
    row = connection.execute(sa.select(decisions).where(d.id == decision_id)).mappings().one()
    return dict(row)


def _require_in_use(row: Row) -> None:
    if row["withdrawn_at"] is not None:
        raise ConflictError(
            N_("Somebody has taken this decision back meanwhile. Go to the item to see it, and"
               " record it anew if it is to stand."), theirs=row,
        )  # fmt: skip
