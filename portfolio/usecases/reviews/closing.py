"""Closing a review: what is left is recorded, all proposals are photographed, and it is locked.

After that every proposal that was talked about or taken note of shows a decision on its page.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import DecisionOutcome, Placement, Responsibility
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.store import ids, live
from portfolio.store.schema import proposals, review_items, review_snapshots, reviews
from portfolio.usecases import text_input
from portfolio.usecases.reviews import minutes_rows, open_review
from portfolio.usecases.reviews.open_review import Line, Row, Rows
from portfolio.usecases.use_case import Deed, Person, Result, Who, perform

#: What the record says of items nobody wrote a decision for. It is Danish, whoever closes.
NOTED_TITLE = "Taget til efterretning"
NOTED = "Taget til efterretning uden drøftelse."
POSTPONED = "Punktet blev ikke nået og er udsat til næste gennemgang."
#: What can be said of an item that nobody decided on.
REST = (DecisionOutcome.POSTPONED, DecisionOutcome.NOTED)


def close_review(
    who: Who,
    review_id: str,
    rest: Mapping[str, DecisionOutcome],
    *,
    today: date,
    note: str | None = None,
) -> None:
    """Close a meeting that has begun. ``rest``: by item without a decision, one of ``REST``.

    Raises PortfolioError when it is closed already, has not begun, or an item on the agenda has
    neither a decision nor a word in ``rest`` (the sentence names them); then nothing is stored.
    A proposal that was set aside meanwhile gets no decision.
    """
    rows, snapshots = Rows(), defaultdict[str, str](ids.new_id)
    said = {"closed_at": rows.at, "note": text_input.words(note)}
    deed = Deed(Action.DECIDE, "review.closed", "reviews", review_id)

    def work(connection: Connection, person: Person) -> Result[None]:
        review = open_review.lock_review(connection, review_id)
        _require_begun(review)
        items = _items(connection, review_id)
        lines = _decide_rest(connection, rows, review, items, rest, today)
        _photograph(connection, review, snapshots, rows.at)
        after: Row = said | {"closed_by": person.name}
        before = {name: review[name] for name in after}
        connection.execute(
            sa.update(reviews)
            .where(reviews.c.id == review_id)
            .values(after | {"version": review["version"] + 1})
        )
        return Result(before=before, after=after, answer=None, lines=tuple(lines))

    perform(who, deed, work)


def _require_begun(review: Row) -> None:
    if review["started_at"] is None:
        raise PortfolioError(
            "The meeting has not begun, so it cannot be closed. Start it, or call it off on the"
            " page of reviews."
        )


def _items(connection: Connection, review_id: str) -> list[Row]:
    """What is to get a decision: of those still worked on, in order; ``decided`` says if it has."""
    i, p, d = review_items.c, proposals.c, live.decisions.c
    decided = sa.exists().where(d.agenda_item_id == i.agenda_item_id)
    chosen = (
        sa.select(
            review_items,
            sa.func.coalesce(p.title, i.title).label("called"),
            decided.correlate(review_items).label("decided"),
        )
        .select_from(review_items.outerjoin(proposals, p.id == i.proposal_id))
        .where(i.review_id == review_id, i.placement != Placement.DROPPED)
        .order_by(i.placement, i.position, i.id)
    )
    rows = [dict(row) for row in connection.execute(chosen).mappings()]
    gone = open_review.set_aside_of(
        connection, {row["proposal_id"] for row in rows if row["proposal_id"]}
    )
    return [row for row in rows if row["decided"] or row["proposal_id"] not in gone]


def _decide_rest(
    connection: Connection,
    rows: Rows,
    review: Row,
    items: Sequence[Row],
    rest: Mapping[str, DecisionOutcome],
    today: date,
) -> list[Line]:
    waiting = [row for row in items if not row["decided"]]
    talked = [row for row in waiting if row["placement"] == Placement.AGENDA]
    _require_said(talked, rest)
    postponed = [row for row in talked if rest[row["id"]] == DecisionOutcome.POSTPONED]
    noted = [row for row in waiting if row not in postponed]
    day, lines = open_review.decided_on(review, today), list[Line]()
    for item in postponed:
        lines += _alone(connection, rows, review, item, DecisionOutcome.POSTPONED, POSTPONED, day)
    # A matter of its own has a title to stand under; so has what was decided on and taken back.
    own = [row for row in noted if row["proposal_id"] is None or row["agenda_item_id"]]
    for item in own:
        lines += _alone(connection, rows, review, item, DecisionOutcome.NOTED, NOTED, day)
    together = [row for row in noted if row not in own]
    return lines + _together(connection, rows, review, together, day)


def _require_said(talked: Sequence[Row], rest: Mapping[str, DecisionOutcome]) -> None:
    unsaid = [row["called"] for row in talked if rest.get(row["id"]) not in REST]
    if unsaid:
        raise PortfolioError(
            "Nothing is recorded of: {titles}. Say for each whether it is postponed or taken note"
            " of, and close again.",
            titles="; ".join(unsaid),
        )


def _alone(
    connection: Connection,
    rows: Rows,
    review: Row,
    item: Row,
    outcome: DecisionOutcome,
    decision: str,
    day: str,
) -> list[Line]:
    """An item's own place in the minutes, and the decision nobody had time to write."""
    lines = []
    if item["agenda_item_id"] is None:
        line = minutes_rows.add_item(connection, rows, item["id"], review, item["called"])
        minutes_rows.point_at(connection, item, line)
        lines.append(line)
    values = {"decided_on": day, "decision": decision, "outcome": outcome.value, "differs": 0}
    made, more = minutes_rows.decision_of(connection, rows, item, values)
    return lines + more + minutes_rows.tie(connection, rows, made, [item["proposal_id"]])


def _together(
    connection: Connection, rows: Rows, review: Row, noted: Sequence[Row], day: str
) -> list[Line]:
    """One item in the minutes for all that is taken note of, and one decision about them all."""
    if not noted:
        return []
    line = minutes_rows.add_item(connection, rows, "noted", review, NOTED_TITLE)
    for item in noted:
        minutes_rows.point_at(connection, item, line)
    values = {
        "decided_on": day,
        "decision": NOTED,
        "outcome": DecisionOutcome.NOTED.value,
        "differs": 0,
    }
    made, lines = minutes_rows.new_decision(connection, rows, str(line[1].answer), values)
    return [
        line,
        *lines,
        *minutes_rows.tie(connection, rows, made, [row["proposal_id"] for row in noted]),
    ]


def _photograph(connection: Connection, review: Row, snapshots: Mapping[str, str], at: str) -> None:
    """Where every proposal of the review's portfolio stands, placed and decided or not."""
    p, responsible = proposals.c, _responsible(connection)
    decided, placed = _decided(connection, review), _placed(connection, review["id"])
    mine = p.portfolio_id == review["portfolio_id"] if review["portfolio_id"] else sa.true()
    chosen = sa.select(p.id, p.status_seq, p.stage, p.rag, p.percent).where(
        sa.or_(mine, p.id.in_(sorted(placed)))
    )
    taken: list[dict[str, Any]] = [
        {
            "id": snapshots[row.id],
            "review_id": review["id"],
            "proposal_id": row.id,
            "status_seq": row.status_seq,
            "stage": row.stage,
            "rag": row.rag,
            "percent": row.percent,
            "responsible": responsible.get(row.id),
            "placement": placed.get(row.id),
            "decision_id": decided.get(row.id),
            "taken_at": at,
        }
        for row in connection.execute(chosen)
    ]
    if taken:
        connection.execute(sa.insert(review_snapshots), taken)


def _responsible(connection: Connection) -> dict[str, str]:
    """By proposal: those who have said yes."""
    pp, names = live.proposal_parties.c, defaultdict[str, list[str]](list)
    chosen = (
        sa.select(pp.proposal_id, live.parties.c.name)
        .select_from(live.proposal_parties.join(live.parties, live.parties.c.id == pp.party_id))
        .where(pp.state == Responsibility.ACCEPTED)
        .order_by(pp.proposal_id, pp.id)
    )
    for proposal_id, name in connection.execute(chosen):
        names[proposal_id].append(name)
    return {key: ", ".join(several) for key, several in names.items()}


def _placed(connection: Connection, review_id: str) -> dict[str, str]:
    i = review_items.c
    chosen = sa.select(i.proposal_id, i.placement).where(
        i.review_id == review_id, i.proposal_id.is_not(None)
    )
    return {row.proposal_id: row.placement for row in connection.execute(chosen)}


def _decided(connection: Connection, review: Row) -> dict[str, str]:
    """By proposal: the decision this meeting made about it."""
    d, link, a = live.decisions.c, live.decision_proposals.c, live.agenda_items.c
    chosen = (
        sa.select(link.proposal_id, d.id)
        .select_from(
            live.decision_proposals.join(live.decisions, d.id == link.decision_id).join(
                live.agenda_items, a.id == d.agenda_item_id
            )
        )
        .where(a.meeting_id == review["meeting_id"])
        .order_by(a.number.desc(), d.id)
    )
    return {row.proposal_id: row.id for row in connection.execute(chosen)}
