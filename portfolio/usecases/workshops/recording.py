"""What comes of a workshop: recorded for each proposal, and then the workshop is over.

The record is the proposals' own: who offered to contribute is asked by the responsibility
handshake, and the forum's step of the chain of involvement is done from that day.
"""

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain.clock import today
from portfolio.domain.permissions import Action
from portfolio.domain.workshops import StepState, WorkshopState
from portfolio.errors import PortfolioError
from portfolio.store import ids
from portfolio.store.live import parties
from portfolio.store.schema import workshop_events, workshop_proposals, workshop_steps, workshops
from portfolio.usecases import text_input
from portfolio.usecases.use_case import Deed, Person, Result, Who, change_row, perform
from portfolio.usecases.workshops import chain, facilitating, forgetting, publishing


def record(
    who: Who,
    workshop_id: str,
    proposal_id: str,
    *,
    changed: str,
    next_step: str = "",
    responsible_party_id: str | None = None,
    version: int,
) -> None:
    """What the workshop changed for a proposal, in a line ("nothing" is an answer too), what comes
    next and who sees to it; None is "nobody yet", and is shown as missing.

    Raises PortfolioError without the line, ConflictError when somebody wrote it meanwhile.
    """
    at, line = ids.now(), text_input.line(changed, 500)
    if line is None:
        raise PortfolioError("Write what the workshop changed; “nothing” is an answer too.")
    values = {
        "changed": line,
        "next_step": text_input.line(next_step, 500),
        "responsible_party_id": responsible_party_id,
    }

    def work(connection: Connection, person: Person) -> Result[None]:
        facilitating.not_ended(connection, workshop_id)
        _require_party(connection, responsible_party_id)
        wp = workshop_proposals.c
        key = connection.execute(
            sa.select(wp.id).where(wp.workshop_id == workshop_id, wp.proposal_id == proposal_id)
        ).scalar_one()
        new = values | {"recorded_at": at, "recorded_by": person.name}
        return change_row(connection, workshop_proposals, key, version, new)

    perform(who, facilitating.deed("workshop.recorded", workshop_id, "workshop_proposals"), work)


def end(who: Who, workshop_id: str, *, turn: int) -> None:
    """End the workshop: nothing more is counted, and it is on record.

    The forum's step of the chain is set done on the workshop's day
    (:mod:`portfolio.usecases.workshops.chain`). Raises PortfolioError while a proposal has no
    line on what changed, and before the day.
    """
    at, event, day = ids.now(), ids.new_id(), today().isoformat()
    # Made before the transaction, as every key and every line of the log is.
    keys = {proposal_id: ids.new_id() for proposal_id in _about(workshop_id)}
    lines = [
        Deed(Action.FACILITATE, "involvement_step.done", "involvement_steps")
        for _step in range(len(keys) + 1)
    ]

    def work(connection: Connection, person: Person) -> Result[None]:
        row = facilitating.not_ended(connection, workshop_id)
        if row["turn"] != turn:
            raise PortfolioError("Somebody else moved the workshop just before you. Look again.")
        if row["held_on"] > day:
            raise PortfolioError(
                "The workshop's day has not come yet, so it cannot be over. Change its day first."
            )
        _require_recorded(connection, workshop_id)
        _close(connection, workshop_id, at)
        forgetting.forget(connection, workshop_id)
        after = {"state": WorkshopState.ENDED.value, "ended_at": at, "ended_by": person.name}
        chosen = sa.update(workshops).where(workshops.c.id == workshop_id)
        connection.execute(chosen.values(turn=turn + 1, **after))
        connection.execute(
            sa.insert(workshop_events).values(
                id=event, workshop_id=workshop_id, kind="ended", happened_at=at, actor=person.name
            )
        )
        done = tuple(zip(lines, chain.forum_done(connection, row, keys), strict=False))
        return Result(
            before={"state": row["state"]},
            after=after,
            answer=None,
            lines=tuple(every for line in done for every in (line, *line[1].lines)),
        )

    perform(who, facilitating.deed("workshop.ended", workshop_id), work)


def _close(connection: Connection, workshop_id: str, at: str) -> None:
    """Close the steps that are open, with what may be shown of them."""
    s = workshop_steps.c
    mine = (s.workshop_id == workshop_id, s.state.in_((StepState.OPEN, StepState.PAUSED)))
    for step in connection.execute(sa.select(workshop_steps).where(*mine)).mappings().all():
        publishing.publish(connection, dict(step))
    closed = sa.update(workshop_steps).where(*mine)
    connection.execute(closed.values(state=StepState.CLOSED.value, closed_at=at))


def _about(workshop_id: str) -> list[str]:
    wp = workshop_proposals.c
    chosen = sa.select(wp.proposal_id).where(wp.workshop_id == workshop_id).order_by(wp.position)
    with store.reading() as connection:
        return list(connection.execute(chosen).scalars())


def _require_party(connection: Connection, party_id: str | None) -> None:
    chosen = sa.select(parties.c.id).where(parties.c.id == party_id)
    if party_id is not None and connection.execute(chosen).first() is None:
        raise PortfolioError("That party is not on the list. Choose one from the list.")


def _require_recorded(connection: Connection, workshop_id: str) -> None:
    wp = workshop_proposals.c
    chosen = sa.select(sa.func.count()).where(wp.workshop_id == workshop_id, wp.changed.is_(None))
    missing = int(connection.execute(chosen).scalar_one())
    if missing:
        raise PortfolioError(
            "Proposals without a line on what the workshop changed: {n}. Write it first;"
            " “nothing” is an answer too.",
            n=missing,
        )
