"""How a decision comes to stand in the minutes: its item, its number, what it is about and what
follows from it.

Open this when other rows are to be written of a decision. Whether it may be made is for
:mod:`portfolio.usecases.reviews.decisions` and :mod:`portfolio.usecases.reviews.closing`.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import FollowUpStatus
from portfolio.errors import PortfolioError
from portfolio.store.schema import (
    agenda_items,
    decision_proposals,
    decisions,
    follow_ups,
    parties,
    review_items,
)
from portfolio.usecases.meetings.moved_days import Move, as_written, keep_earlier
from portfolio.usecases.reviews import open_review
from portfolio.usecases.reviews.open_review import Line, Row, Rows
from portfolio.usecases.use_case import IN_USE


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
            lines += rows.change(
                connection,
                "decision_proposals",
                before[proposal_id],
                IN_USE,
                "brought_back",
            )
        else:
            row = {"decision_id": decision["id"], "proposal_id": proposal_id}
            name = f"{decision['id']}:{proposal_id}"
            lines.append(rows.add(connection, "decision_proposals", name, row))
    return lines


def item_of_minutes(
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
    row = {
        "meeting_id": review["meeting_id"],
        "title": title,
        "number": open_review.next_number(connection, review["meeting_id"]),
    }
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
        back = values | IN_USE
        return dict(before[0]), rows.change(
            connection, "decisions", before[0], back, "brought_back"
        )
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


def keep_follow_ups(
    connection: Connection,
    rows: Rows,
    decision_id: str,
    wanted: Sequence[Row],
    move: Move | None = None,
) -> list[Line]:
    """Add, change and take out, until the decision has the follow-ups wanted.

    ``move``: a day that is another one is moved. On the day of the meeting it is put right.
    """
    there = {row["id"]: row for row in in_use(connection, follow_ups, decision_id)}
    kept, lines = {row["id"] for row in wanted}, list[Line]()
    for place, row in enumerate(wanted):
        require_party(connection, row["responsible_party_id"])
        columns = {name: value for name, value in row.items() if name != "id"}
        if row["id"] in there:
            columns = as_written(there[row["id"]], columns)
            if move is not None:
                keep_earlier(connection, "follow_ups", there[row["id"]], columns, move)
            lines += rows.change(connection, "follow_ups", there[row["id"]], columns)
        else:
            new = {"decision_id": decision_id, "status": FollowUpStatus.OPEN.value, **columns}
            lines.append(rows.add(connection, "follow_ups", str(place), new))
    for key, old in there.items():
        if key not in kept:
            out = {"withdrawn_at": rows.at, "withdrawn_reason": open_review.CORRECTED}
            lines += rows.change(connection, "follow_ups", old, out, "withdrawn")
    return lines


def require_party(connection: Connection, party_id: str | None) -> None:
    """Raise PortfolioError for a responsible that has been taken out of use."""
    if party_id is None:
        return
    p = parties.c
    alive = sa.select(p.id).where(p.id == party_id, p.withdrawn_at.is_(None))
    if connection.execute(alive.with_for_update(read=True)).first() is None:
        raise PortfolioError(
            "Whom you chose as responsible has been taken out of use. Choose another, or leave it"
            " empty: then it is shown as missing."
        )


def in_use(connection: Connection, table: sa.Table, decision_id: str) -> Sequence[Any]:
    """The rows in use of a table that hang on a decision."""
    mine = sa.select(table).where(
        table.c.decision_id == decision_id, table.c.withdrawn_at.is_(None)
    )
    return connection.execute(mine.order_by(table.c.id).with_for_update()).mappings().all()
