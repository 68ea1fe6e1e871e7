"""What a workshop agreed becomes follow-ups, once its facilitator has looked at it; taken back as
one.

A follow-up follows from a decision. So the workshop is put on record as a meeting of its forum on
its day, with an item of its own, and each agreed step as a decision about its proposal. None of it
is published: what was said in a workshop stays there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import DecisionOutcome, FollowUpStatus
from portfolio.domain.workshops import WorkshopState
from portfolio.errors import PortfolioError
from portfolio.store import live
from portfolio.store.schema import decisions, follow_ups, workshop_proposals
from portfolio.usecases import text_input, use_case
from portfolio.usecases.content import parsing
from portfolio.usecases.meetings import follow_ups as follow_up_rules
from portfolio.usecases.meetings.follow_ups import Owner
from portfolio.usecases.reviews import open_review
from portfolio.usecases.reviews.open_review import Line, Row, Rows
from portfolio.usecases.use_case import Person, Result, Who
from portfolio.usecases.workshops import facilitating


@dataclass(frozen=True, kw_only=True)
class AgreedStep:
    """A step as the facilitator lets it stand: of which proposal, what, and who and when."""

    proposal_id: str
    title: str
    owner: Owner


def make_follow_ups(
    who: Who,
    workshop_id: str,
    steps: Sequence[AgreedStep],
    *,
    body_party_id: str | None = None,
    today: date,
) -> int:
    """Make follow-ups of the steps; how many. What has been made before is not made again.

    ``body_party_id``: whose workshop it was, where it does not say so itself. Raises PortfolioError
    while the workshop is not over, without words or a forum, or where a date is not understood.
    """
    if not steps:
        raise PortfolioError("Tick the agreed steps that are to become follow-ups.")
    wanted, rows = {step.proposal_id: _columns(step, today) for step in steps}, Rows()

    def work(connection: Connection, _person: Person) -> Result[int]:
        workshop = _over(connection, workshop_id)
        ties = [tie for tie in _unmade(connection, workshop_id) if tie["proposal_id"] in wanted]
        if not ties:
            return Result(answer=0, changed=False)
        if workshop["body_party_id"] is None:
            workshop |= {"body_party_id": body_party_id}
        item, lines = _item(connection, rows, workshop)
        for tie in ties:
            follow_up_rules.require_party(connection, wanted[tie["proposal_id"]][_WHO])
            lines += _make(connection, rows, workshop, item, tie, wanted[tie["proposal_id"]])
        after = {"follow_ups": len(ties)}
        return Result(after=after, answer=len(ties), lines=tuple(lines))

    return use_case.perform(who, facilitating.deed("workshop.follow_ups_made", workshop_id), work)


def take_back(who: Who, workshop_id: str, *, reason: str) -> None:
    """Take all follow-ups of the workshop back, with what was put on record for them.

    Raises PortfolioError without a reason, where there is none, and where somebody has built on
    one: the sentence says which.
    """
    rows, why = Rows(), text_input.reason(reason)
    deed = facilitating.deed("workshop.follow_ups_taken_back", workshop_id, reason=why)

    def work(connection: Connection, _person: Person) -> Result[None]:
        workshop = facilitating.locked(connection, workshop_id)
        made = _made(connection, workshop_id)
        if not made:
            raise PortfolioError("No follow-up has been made of this workshop. Reload the page.")
        for row in made:
            _require_untouched(row)
        out = {"withdrawn_at": rows.at, "withdrawn_reason": why}
        record = _record_of(connection, made)
        lines: list[Line] = []
        for table, row in record:
            lines += rows.change(connection, table, row, out, "withdrawn")
        wp = workshop_proposals.c
        loose = sa.update(workshop_proposals).where(wp.workshop_id == workshop_id)
        connection.execute(loose.values(follow_up_id=None, version=wp.version + 1))
        if any(table == "meetings" for table, _row in record):
            rows.change(connection, "workshops", workshop, {"meeting_id": None})
        return Result(before={"follow_ups": len(made)}, answer=None, lines=tuple(lines))

    use_case.perform(who, deed, work)


_WHO = "responsible_party_id"


def _columns(step: AgreedStep, today: date) -> Row:
    title = text_input.line(step.title, parsing.LONGEST)
    if title is None:
        raise PortfolioError(
            "Write what is to be done in each step that is ticked, or take the tick away."
        )
    return {"title": title} | follow_up_rules.owner_columns(step.owner, today)


def _over(connection: Connection, workshop_id: str) -> Row:
    workshop = facilitating.locked(connection, workshop_id)
    if workshop["state"] != WorkshopState.ENDED:
        raise PortfolioError(
            "The workshop is not over yet. End it first; what was agreed is made follow-ups then."
        )
    return workshop


def _unmade(connection: Connection, workshop_id: str) -> list[Row]:
    """The workshop's proposals whose step is no follow-up, in their order, held."""
    wp, u = workshop_proposals.c, live.follow_ups.c
    made = sa.select(u.id)
    chosen = (
        sa.select(workshop_proposals)
        .where(
            wp.workshop_id == workshop_id,
            sa.or_(wp.follow_up_id.is_(None), wp.follow_up_id.not_in(made)),
        )
        .order_by(wp.position)
        .with_for_update()
    )
    return [dict(row) for row in connection.execute(chosen).mappings()]


def _item(connection: Connection, rows: Rows, workshop: Row) -> tuple[Row, list[Line]]:
    """The item of the workshop's meeting, which is made the first time."""
    if workshop["body_party_id"] is None:
        raise PortfolioError(
            "The workshop does not say which forum it was of. Choose the forum, so that it can be"
            " said who agreed it."
        )
    made, a = _made(connection, workshop["id"]), live.agenda_items.c
    if made:
        chosen = sa.select(live.agenda_items).where(a.id == made[0]["agenda_item_id"])
        return dict(connection.execute(chosen).mappings().one()), []
    lines, meeting_id = [], workshop["meeting_id"]
    if meeting_id is None:
        meeting = {name: workshop[name] for name in ("body_party_id", "title", "held_on")}
        lines.append(rows.add(connection, "meetings", "meeting", meeting))
        meeting_id = lines[0][1].answer
        rows.change(connection, "workshops", workshop, {"meeting_id": meeting_id})
    number = open_review.next_number(connection, meeting_id)
    item = {"meeting_id": meeting_id, "number": number, "title": workshop["title"]}
    lines.append(rows.add(connection, "agenda_items", "item", item))
    return item | {"id": lines[-1][1].answer}, lines


def _make(
    connection: Connection, rows: Rows, workshop: Row, item: Row, tie: Row, columns: Row
) -> list[Line]:
    """The step as a decision about its proposal, and the follow-up of it."""
    made = rows.add(
        connection,
        "decisions",
        tie["id"],
        {
            "agenda_item_id": item["id"],
            "number": f"{item['number']}.{_next_number(connection, item['id'])}",
            "decided_on": workshop["held_on"],
            "decision": tie["next_step"] or columns["title"],
            "outcome": DecisionOutcome.DECIDED.value,
        },
    )
    link = {"decision_id": made[1].answer, "proposal_id": tie["proposal_id"]}
    task = {"decision_id": made[1].answer, "status": FollowUpStatus.OPEN.value} | columns
    lines = [
        made,
        rows.add(connection, "decision_proposals", tie["id"], link),
        rows.add(connection, "follow_ups", tie["id"], task),
    ]
    rows.change(connection, "workshop_proposals", tie, {"follow_up_id": lines[-1][1].answer})
    return lines


def _next_number(connection: Connection, item_id: str) -> int:
    """Of the item's next decision; those taken back keep theirs."""
    d = decisions.c
    counted = sa.select(sa.func.count()).where(d.agenda_item_id == item_id)
    return int(connection.execute(counted).scalar_one()) + 1


def _made(connection: Connection, workshop_id: str) -> list[Row]:
    """The follow-ups of the workshop that stand, with their decision's item, held."""
    wp, u, d = workshop_proposals.c, follow_ups.c, decisions.c
    chosen = (
        sa.select(follow_ups, d.agenda_item_id)
        .join(workshop_proposals, wp.follow_up_id == u.id)
        .join(decisions, d.id == u.decision_id)
        .where(wp.workshop_id == workshop_id, u.withdrawn_at.is_(None))
        .order_by(wp.position)
        .with_for_update(of=follow_ups)
    )
    return [dict(row) for row in connection.execute(chosen).mappings()]


def _require_untouched(row: Row) -> None:
    if row["version"] != 1:
        raise PortfolioError(
            "“{title}” has been worked on since it became a follow-up, so none was taken back."
            " Where it is wrong, mark it as lapsed on the page Follow-ups instead.",
            title=row["title"],
        )


def _record_of(connection: Connection, made: list[Row]) -> list[tuple[str, Row]]:
    """All that was put on record for the follow-ups, the last first. An item or a meeting that
    something else has come on since stays.
    """
    tables: list[tuple[str, Any]] = [("follow_ups", live.follow_ups.c.id)]
    ids = {"follow_ups": {row["id"] for row in made}}
    ids["decisions"] = {row["decision_id"] for row in made}
    tables.append(("decision_proposals", live.decision_proposals.c.decision_id))
    ids["decision_proposals"] = ids["decisions"]
    tables.append(("decisions", live.decisions.c.id))
    found = [
        (name, dict(row))
        for name, column in tables
        for row in connection.execute(
            sa.select(column.table).where(column.in_(sorted(ids[name])))
        ).mappings()
    ]
    return found + _emptied(connection, made[0]["agenda_item_id"], ids["decisions"])


def _emptied(connection: Connection, item_id: str, gone: set[str]) -> list[tuple[str, Row]]:
    a, m, d = live.agenda_items, live.meetings, live.decisions.c
    item = dict(connection.execute(sa.select(a).where(a.c.id == item_id)).mappings().one())
    left = sa.select(d.id).where(d.agenda_item_id == item_id, d.id.not_in(sorted(gone)))
    if connection.execute(left.limit(1)).first():
        return []
    others = sa.select(a.c.id).where(a.c.meeting_id == item["meeting_id"], a.c.id != item_id)
    if connection.execute(others.limit(1)).first():
        return [("agenda_items", item)]
    held = connection.execute(sa.select(m).where(m.c.id == item["meeting_id"])).mappings().one()
    return [("agenda_items", item), ("meetings", dict(held))]
