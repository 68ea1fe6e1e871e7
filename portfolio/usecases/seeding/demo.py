"""Made-up history for showing people the program: stored as the real thing is, marked as demo.

A status and where the proposal shows it are written together, an answer and the responsibility
it belongs to likewise.
"""

from collections.abc import Callable
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
from portfolio.usecases.seeding import demo_story
from portfolio.usecases.seeding.demo_history import AUTHOR, History, Row, invented
from portfolio.usecases.seeding.seeding import set_setting


def fill(address: str, *, until: date) -> None:
    """Give every proposal a history up to a day, and mark the database as demo."""
    with store.reading(address) as connection:
        found = connection.execute(_in_order()).all()
        links = connection.execute(_suggested()).all()
    store.in_transaction(_insertion(invented(found, links, until=until)), address)


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
        for table, rows in (
            (status_updates, history.statuses),
            (responsibility_events, history.answers),
        ):
            if rows:
                connection.execute(sa.insert(table), rows)
        for row in _last_of_each(history.statuses, "proposal_id"):
            _show_status(connection, row)
        for row in _last_of_each(history.answers, "proposal_party_id"):
            _show_answer(connection, row)
        set_setting(connection, "demo", "1")
        changes.record(connection, change)

    return insert


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
