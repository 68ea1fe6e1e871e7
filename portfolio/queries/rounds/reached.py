"""Whom a round of some proposals would ask, before it is opened: who answers for each, and how."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import ANSWERING
from portfolio.queries import frames
from portfolio.queries.mails import recipients
from portfolio.queries.proposals import told
from portfolio.queries.proposals.told import ToldTie
from portfolio.queries.rounds.answers import takes_status
from portfolio.store.live import parties, proposal_parties
from portfolio.store.schema import portfolios, proposals


@dataclass(frozen=True)
class Reached:
    """Of every proposal a round can ask about.

    ``answering``: by proposal, the parties that have been asked or said yes. ``told``: those the
    secretary says have one, and nobody has asked. ``nobody``: ids of parties no mail reaches.
    """

    answering: dict[str, tuple[tuple[str, str], ...]]  # id and name
    told: tuple[ToldTie, ...]
    nobody: frozenset[str]


def reached(connection: Connection, *, portfolio: str, today: date) -> Reached:
    """Of a portfolio, by its code."""
    pp = proposal_parties.c
    chosen = (
        sa.select(pp.proposal_id, parties.c.id, parties.c.name)
        .select_from(proposal_parties.join(proposals).join(portfolios).join(parties))
        .where(portfolios.c.code == portfolio, pp.state.in_(ANSWERING), *takes_status(today))
        .order_by(parties.c.name)
    )
    rows = connection.execute(chosen).all()
    unasked = told.unasked(connection, portfolio=portfolio, today=today)
    everybody = {row.id for row in rows} | {one.party_id for one in unasked}
    known = recipients.directory(connection)
    return Reached(
        answering=frames.grouped((row.proposal_id, (row.id, row.name)) for row in rows),
        told=unasked,
        nobody=frozenset(
            party
            for party in everybody
            if not known.leads.get(party) and party not in known.contacts
        ),
    )
