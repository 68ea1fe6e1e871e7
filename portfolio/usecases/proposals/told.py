"""What already runs has a centre, because the secretary says so: told first, then asked in one go.

A centre that is told has the proposal in everybody's eyes and is not responsible: it becomes that
as any other does, by being asked and saying yes.
"""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain.model import PartyRole, Responsibility
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.queries.proposals import told
from portfolio.store.schema import proposal_parties
from portfolio.usecases import use_case
from portfolio.usecases.proposals import handshakes
from portfolio.usecases.use_case import Deed, Person, Result, Who

_ASKED = Deed(Action.ASK_RESPONSIBILITY, "responsibility.asked", proposal_parties.name)


def tell(connection: Connection, proposal_id: str, party_id: str, new_key: str) -> bool:
    """Note in the caller's transaction that the party has the proposal; whether that is new.

    What a source says of the party stays, and so does what it has said itself. ``new_key`` is the
    tie's id if there is none. Raises PortfolioError when the party has been taken out of use.
    """
    link = handshakes.linked(connection, proposal_id, party_id, new_key)
    if link.role != PartyRole.ADDED or link.state in (
        Responsibility.ASKED,
        Responsibility.ACCEPTED,
    ):
        return False
    values = {"role": PartyRole.TOLD, "version": link.version + 1}
    chosen = sa.update(proposal_parties).where(proposal_parties.c.id == link.id)
    connection.execute(chosen.values(values))
    return True


def ask_told(
    who: Who, portfolio: str, *, today: date, proposal_ids: Collection[str] | None = None
) -> int:
    """Ask every centre that is told to have a proposal and has not been asked; how many questions.

    ``proposal_ids``: of these alone. A line of the log for each, as when they are asked one by one.
    Raises PortfolioError when nobody is left to ask.
    """
    with store.reading() as connection:
        found = told.unasked(connection, portfolio=portfolio, today=today)
    asking = Asking(
        [one.link_id for one in found if proposal_ids is None or one.proposal_id in proposal_ids]
    )

    def work(connection: Connection, person: Person) -> Result[int]:
        lines = asking.ask(connection, person, today)
        if not lines:
            raise PortfolioError("Everybody who was to be asked has been asked. Reload the page.")
        return Result(answer=len(lines), changed=False, lines=lines)

    return use_case.perform(who, _ASKED, work)


class Asking:
    """Questions to be put in a transaction, with what has to be made before it."""

    def __init__(self, link_ids: Collection[str]) -> None:
        self._keys = {link_id: handshakes.new_keys() for link_id in link_ids}
        self._deeds = {
            link_id: Deed(_ASKED.action, _ASKED.name, _ASKED.table, link_id) for link_id in link_ids
        }

    def ask(
        self, connection: Connection, person: Person, today: date
    ) -> tuple[tuple[Deed, Result[None]], ...]:
        """Put them, but for those somebody else has put meanwhile; the lines of the log."""
        event = {
            "state": Responsibility.ASKED,
            "happened_on": today.isoformat(),
            "said_by": person.name,
        }
        lines = []
        for link_id, keys in self._keys.items():
            link = handshakes.held(connection, link_id, None)
            if link.state in (None, Responsibility.SUGGESTED):
                after = handshakes.add(connection, link, event, keys.event, keys.at, person)
                done: Result[None] = Result(before={"state": link.state}, after=after, answer=None)
                lines.append((self._deeds[link_id], done))
        return tuple(lines)
