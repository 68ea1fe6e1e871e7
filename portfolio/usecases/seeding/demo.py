"""Made-up history for showing people the program: stored as the real thing is, marked as demo.

A status and where the proposal shows it are written together, an answer and the responsibility
it belongs to likewise.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain.model import PartyRole
from portfolio.store import changes
from portfolio.store.schema import (
    portfolios,
    proposal_parties,
    proposals,
    responsibility_events,
    status_updates,
)
from portfolio.usecases.seeding import demo_review, demo_story
from portfolio.usecases.seeding.demo_history import AUTHOR, History, Row, invented
from portfolio.usecases.seeding.seeding import set_setting


def fill(address: str, *, until: date) -> None:
    """Give every proposal a history up to a day, and mark the database as demo."""
    with store.reading(address) as connection:
        found = connection.execute(_in_order()).all()
        links = connection.execute(_suggested()).all()
    review = demo_review.held_on(_first_day(found), until)
    history = invented(found, links, until=until, review=review)
    if review is None:
        store.in_transaction(_insertion(history), address)
        return
    before, after = history.parted(review)
    store.in_transaction(_insertion(before), address)
    demo_review.hold(address, review)
    store.in_transaction(_continuation(after), address)
    demo_review.plan_next(address, until)


def _first_day(found: Sequence[Any]) -> date | None:
    days = [date.fromisoformat(row.introduced_on) for row in found]
    return min(days, default=None)


def _in_order() -> sa.Select[Any]:
    """Every proposal, portfolio by portfolio."""
    order = (portfolios.c.position, portfolios.c.code, proposals.c.number)
    return sa.select(proposals).join(portfolios).order_by(*order)


def _suggested() -> sa.Select[Any]:
    """The responsibilities somebody could be asked about, in the proposals' order."""
    link = proposal_parties.c
    chosen = sa.select(link.id, link.state_seq, proposals.c.introduced_on)
    joined = proposal_parties.join(proposals).join(portfolios)
    asked = chosen.select_from(joined).where(link.role == PartyRole.DISCUSS_WITH)
    return asked.order_by(portfolios.c.position, proposals.c.number, link.id)


def _insertion(history: History) -> Callable[[Connection], None]:
    counts = {"statuses": len(history.statuses), "answers": len(history.answers)}
    change = changes.Change(actor=AUTHOR, action="demo.filled", after=counts)

    def insert(connection: Connection) -> None:
        _insert_statuses(connection, history.statuses)
        if history.answers:
            connection.execute(sa.insert(responsibility_events), history.answers)
        for row in _last_of_each(history.answers, "proposal_party_id"):
            _show_answer(connection, row)
        set_setting(connection, "demo", "1")
        changes.record(connection, change)

    return insert


def _continuation(statuses: list[Row]) -> Callable[[Connection], None]:
    """What was reported after the review: its statuses come after those the review gave."""
    change = changes.Change(
        actor=AUTHOR, action="demo.filled", after={"statuses": len(statuses), "answers": 0}
    )

    def insert(connection: Connection) -> None:
        p = proposals.c
        known = connection.execute(sa.select(p.id, p.status_seq))
        last = {row.id: row.status_seq for row in known}
        follows = []
        for row in statuses:
            last[row["proposal_id"]] += 1
            follows.append(row | {"seq": last[row["proposal_id"]]})
        _insert_statuses(connection, follows)
        changes.record(connection, change)

    return insert


def _insert_statuses(connection: Connection, statuses: list[Row]) -> None:
    if statuses:
        connection.execute(sa.insert(status_updates), statuses)
    for row in _last_of_each(statuses, "proposal_id"):
        _show_status(connection, row)


def _last_of_each(rows: list[Row], owner: str) -> list[Row]:
    return list({row[owner]: row for row in rows}.values())


def _show_status(connection: Connection, row: Row) -> None:
    p = proposals.c
    shown = {
        p.stage: row["stage"],
        p.rag: row["rag"],
        p.percent: row["percent"],
        p.status_seq: row["seq"],
        p.status_on: row["reported_on"],
        p.set_aside_reason: row["reason"] if row["stage"] in demo_story.SET_ASIDE else None,
        p.version: p.version + 1,
    }
    connection.execute(sa.update(proposals).where(p.id == row["proposal_id"]).values(shown))


def _show_answer(connection: Connection, row: Row) -> None:
    link = proposal_parties.c
    shown = {link.state: row["state"], link.state_seq: row["seq"], link.version: link.version + 1}
    found = sa.update(proposal_parties).where(link.id == row["proposal_party_id"])
    connection.execute(found.values(shown))
