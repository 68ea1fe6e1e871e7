"""Deciding while the meeting sits: what was decided of an item, and what follows from it.

One decision an item. It can be put right until the meeting is closed
(:mod:`portfolio.usecases.reviews.closing`), and taken back with a reason at any time; taken back
and made again in the meeting, it keeps its number.
"""

from datetime import date

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.permissions import Action
from portfolio.errors import ConflictError, PortfolioError
from portfolio.language import N_
from portfolio.store.schema import decision_proposals, decisions, follow_ups, review_items
from portfolio.usecases import text_input
from portfolio.usecases.meetings.moved_days import Move
from portfolio.usecases.reviews import concerned, effects, effects_undone, minutes_rows, open_review
from portfolio.usecases.reviews.decision_input import DecisionInput, columns, follow_ups_of
from portfolio.usecases.reviews.journal import Made
from portfolio.usecases.reviews.open_review import Line, Row, Rows
from portfolio.usecases.use_case import Deed, Person, Result, Who, perform, save_version


def record_decision(who: Who, item_id: str, decided: DecisionInput, *, today: date) -> str:
    """Record what was decided of an item, and all that follows from it, at once; its id.

    Raises PortfolioError when something is missing or not understood, when the proposal was set
    aside, merged or replaced meanwhile (the sentence says which), when a decision is on record
    already, when somebody else presents the meeting, when its day has not come, or when it is
    closed. Then nothing is stored.
    """
    values, wanted = columns(decided, today), follow_ups_of(decided, today)
    rows = Rows()

    def work(connection: Connection, person: Person) -> Result[str]:
        item, review = open_review.lock_item(connection, item_id, person)
        open_review.require_day(review, today)
        titled = item["title"]
        if item["proposal_id"] is not None:
            titled = open_review.require_alive(connection, item["proposal_id"])["title"]
        open_review.note_start(connection, review, person, rows.at)
        lines = minutes_rows.item_of_minutes(connection, rows, item, review, titled)
        values["decided_on"] = review["held_on"]
        decision, made = minutes_rows.decision_of(connection, rows, item, values)
        lines += made
        about = concerned.proposals_of(
            connection, review["id"], item, decided.effects.requests, today=today
        )
        lines += minutes_rows.tie(connection, rows, decision, about)
        lines += minutes_rows.keep_follow_ups(connection, rows, decision["id"], wanted)
        act = _made(decision, item["proposal_id"], values, today)
        lines += effects.carry_out(connection, rows, person, act, decided.effects)
        return Result(answer=decision["id"], changed=False, lines=tuple(lines))

    return perform(who, _asked(item_id), work)


def amend_decision(
    who: Who, decision_id: str, decided: DecisionInput, *, version: int, today: date
) -> None:
    """Put a decision right. A follow-up that is not among ``decided.follow_ups`` is taken out.

    Raises ConflictError, with what stands now, if somebody saved since ``version``; otherwise as
    :func:`record_decision`.
    """
    values, wanted = columns(decided, today), follow_ups_of(decided, today)
    if decided.question is None:  # as it was put; what it answered stands
        del values["question"]
    rows = Rows()
    deed = open_review.deed("decisions", "changed", decision_id)

    def work(connection: Connection, person: Person) -> Result[None]:
        row = _held(connection, decision_id, person)
        _require_in_use(row)
        move = Move(today, person.name) if today.isoformat() > row["decided_on"] else None
        moved = {name: value for name, value in values.items() if row[name] != value}
        lines = minutes_rows.keep_follow_ups(connection, rows, decision_id, wanted, move)
        # Its version is raised for its follow-ups too: one form, one version.
        if not moved and not lines and row["version"] == version:
            return Result(answer=None, changed=False)
        before = save_version(connection, decisions, decision_id, version, moved)
        return Result(
            before=before, after=moved, answer=None, changed=bool(moved), lines=tuple(lines)
        )

    perform(who, deed, work)


def withdraw_decision(who: Who, decision_id: str, reason: str, *, version: int) -> None:
    """Take a decision back, with its follow-ups and all it did: it was recorded by mistake.

    Once the meeting is closed its minutes go on telling that it stood there, when it was taken
    back, and why. Raises PortfolioError without a reason, or where somebody has built on what it
    did; ConflictError if somebody saved since ``version``.
    """
    rows, why = Rows(), text_input.reason(reason)
    out = {"withdrawn_at": rows.at, "withdrawn_reason": why}
    deed = open_review.deed("decisions", "withdrawn", decision_id, reason=why)

    def work(connection: Connection, person: Person) -> Result[None]:
        row = _held(connection, decision_id, person, even_closed=True)
        _require_in_use(row)
        act = _made(row, None, row, date.fromisoformat(row["decided_on"]))
        undone = effects_undone.take_back(connection, rows, person, act, why)
        before = save_version(connection, decisions, decision_id, version, out)
        lines: list[Line] = [*undone]
        for table in (decision_proposals, follow_ups):
            for row in minutes_rows.in_use(connection, table, decision_id):
                lines += rows.change(connection, table.name, row, out, "withdrawn")
        return Result(before=before, after=out, answer=None, lines=tuple(lines))

    perform(who, deed, work)


def _made(decision: Row, proposal_id: str | None, values: Row, today: date) -> Made:
    return Made(decision["id"], decision["number"], proposal_id, values, today)


def _asked(item_id: str) -> Deed:
    """Who may is asked of it; what is logged are the rows."""
    return Deed(Action.DECIDE, "decision.added", "review_items", item_id)


def _held(
    connection: Connection, decision_id: str, person: Person, *, even_closed: bool = False
) -> Row:
    """The decision of a review, which is not closed unless ``even_closed``; else PortfolioError."""
    i, d = review_items.c, decisions.c
    of_item = sa.select(i.id).join(decisions, d.agenda_item_id == i.agenda_item_id)
    item_id = connection.execute(of_item.where(d.id == decision_id).limit(1)).scalar()
    if item_id is None:
        raise PortfolioError(
            "This decision was not made in a review here. Change it on the page Edit data."
        )
    open_review.lock_item(connection, item_id, person, even_closed=even_closed)
    row = connection.execute(sa.select(decisions).where(d.id == decision_id)).mappings().one()
    return dict(row)


def _require_in_use(row: Row) -> None:
    if row["withdrawn_at"] is not None:
        raise ConflictError(
            N_(
                "Somebody has taken this decision back meanwhile. Go to the item to see it, and"
                " record it anew if it is to stand."
            ),
            theirs=row,
        )
