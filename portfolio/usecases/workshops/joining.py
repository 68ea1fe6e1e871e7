"""Coming in by the code on the wall, and being known again by the same phone."""

import secrets
from dataclasses import dataclass
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain.workshops import Door, WorkshopState
from portfolio.errors import PortfolioError
from portfolio.language import LANGUAGES, N_
from portfolio.store.live import parties
from portfolio.store.schema import participants, workshops
from portfolio.usecases import secret_tokens
from portfolio.usecases.people import attempts
from portfolio.usecases.workshops import rush

#: Without the letters and digits that are taken for one another when read off a wall.
SIGNS = "ABCDEFGHJKLMNPQRTUVWXY346789"
LENGTH = 6
#: How often one device may come in: who left by mistake, and once more.
MOST_OF_A_DEVICE = 3
#: More than any room holds; a script that joins again and again ends here.
_MOST = 1000


class UnknownCodeError(PortfolioError):
    """No open workshop has the code."""


class ShutDoorError(PortfolioError):
    """The workshop is there, and lets nobody in who comes with that code."""


@dataclass(frozen=True)
class Participant:
    """Somebody who takes part; ``number`` is how the facilitator knows them."""

    id: str
    workshop_id: str
    party_id: str | None
    language: str
    number: int


def new_code() -> str:
    """A code of LENGTH signs: 480 million, of which a handful are ever open at once."""
    return "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))


def tidy_code(code: str) -> str:
    """The code as it is kept, however it was typed: blanks, dashes and case do not matter."""
    return "".join(sign for sign in code.upper() if sign.isalnum())[:LENGTH]


def proof(workshop_id: str) -> str:
    """What the picture on the wall holds beside the code, so that nobody who scans it guesses."""
    return workshop_id.replace("-", "")[-16:]


def find_workshop(code: str, address: str, proven: str = "") -> str:
    """The key of the workshop with the code, not yet ended.

    Raises UnknownCodeError, and attempts.TooManyError when somebody seems to be guessing: then
    codes typed on that network are refused for a while, right ones too. Who comes by the picture
    on the wall, with its ``proof``, is let in all the same. Nothing is kept of a right code.
    """
    found = _with_code(tidy_code(code))
    if found and secrets.compare_digest(proof(found).encode(), proven.encode()):
        return found
    network = f"workshop {attempts.network(address)}"
    attempts.require_few(network)
    if found is None:
        # Each guess is a subject of its own: only what comes from the network is counted.
        attempts.begin(f"workshop {secrets.token_hex(8)}", network)
        raise UnknownCodeError(
            N_(
                "No workshop is open with that code. Check the code on the big screen and "
                "type it again."
            )
        )
    return found


def _with_code(code: str) -> str | None:
    w = workshops.c
    chosen = sa.select(w.id).where(
        sa.or_(w.join_code == code, w.second_code == code),
        w.state != WorkshopState.ENDED,
        w.withdrawn_at.is_(None),
    )
    with store.reading() as connection:
        found = connection.execute(chosen).scalar_one_or_none() if code else None
    return None if found is None else str(found)


def require_let_in(workshop_id: str, code: str) -> None:
    """Raises ShutDoorError unless who comes with the code is let in now."""
    chosen = sa.select(workshops).where(workshops.c.id == workshop_id)
    with store.reading() as connection:
        _let_in(connection.execute(chosen).mappings().one(), code)


def _let_in(workshop: sa.RowMapping, code: str) -> None:
    if workshop["door"] == Door.SHUT:
        raise ShutDoorError(
            N_("The door is shut: nobody more can join now. Ask the facilitator if you should.")
        )
    if workshop["door"] == Door.SECOND and tidy_code(code) != workshop["second_code"]:
        raise ShutDoorError(
            N_("The door is shut to this code. Ask the facilitator for the other code and type it.")
        )


def join(
    workshop_id: str,
    *,
    code: str = "",
    party: str | None = None,
    language: str = "da",
    device: str = "",
    address: str = "",
) -> str:
    """Take part; the token for the phone's cookie. ``party`` is a code, or None.

    ``code`` is the one they came by, ``device`` what the browser keeps beside the cookie,
    ``address`` where it came from: of that nothing is kept but whether many came at once.
    In an anonymous workshop no party is kept, whatever is handed in. Raises ShutDoorError, and
    PortfolioError for an unknown centre, a device that comes too often, a workshop that is over.
    """
    key, token = str(uuid4()), secret_tokens.new()
    known = secret_tokens.hashed(f"{device} {workshop_id}") if device else None
    before = rush.came(workshop_id, address, key) if address else None

    def work(connection: Connection) -> None:
        workshop, number = _open(connection, workshop_id)
        _let_in(workshop, code)
        _require_few(connection, known)
        connection.execute(
            sa.insert(participants).values(
                id=key,
                workshop_id=workshop_id,
                token_hash=secret_tokens.hashed(token),
                party_id=None if workshop["anonymous"] else _party(connection, party),
                language=language if language in LANGUAGES else "da",
                number=number,
                device_hash=known,
                at_once=int(before is not None),
            )
        )
        if before:
            some = sa.update(participants).where(participants.c.id.in_(before))
            connection.execute(some.values(at_once=1))

    store.in_transaction(work)
    return token


def participant_of(
    connection: Connection, token: str | None, workshop_id: str
) -> Participant | None:
    """Whose token it is in this workshop; None for nobody's, or one who has left."""
    if not token:
        return None
    p = participants.c
    chosen = sa.select(p.id, p.workshop_id, p.party_id, p.language, p.number).where(
        p.token_hash == secret_tokens.hashed(token),
        p.workshop_id == workshop_id,
        p.removed_at.is_(None),
    )
    row = connection.execute(chosen).one_or_none()
    return None if row is None else Participant(*row)


def _open(connection: Connection, workshop_id: str) -> tuple[sa.RowMapping, int]:
    """The workshop, and the number of who comes next."""
    # Locked, so that on PostgreSQL too no two have one number.
    chosen = sa.select(workshops).where(workshops.c.id == workshop_id).with_for_update()
    workshop = connection.execute(chosen).mappings().one()
    if workshop["state"] == WorkshopState.ENDED:
        raise PortfolioError("The workshop is over, so nobody can join it any more.")
    p = participants.c
    last = sa.select(sa.func.coalesce(sa.func.max(p.number), 0)).where(p.workshop_id == workshop_id)
    number = int(connection.execute(last).scalar_one()) + 1
    if number > _MOST:
        raise PortfolioError("The workshop is full. Ask the facilitator.")
    return workshop, number


def _require_few(connection: Connection, device: str | None) -> None:
    if device is None:
        return
    mine = sa.select(sa.func.count()).where(participants.c.device_hash == device)
    if connection.execute(mine).scalar_one() >= MOST_OF_A_DEVICE:
        raise PortfolioError(
            "This device has joined the workshop {n} times, and that is the most. Ask the"
            " facilitator.",
            n=MOST_OF_A_DEVICE,
        )


def _party(connection: Connection, code: str | None) -> str | None:
    if not code:
        return None
    chosen = sa.select(parties.c.id).where(parties.c.code == code)
    found = connection.execute(chosen).scalar_one_or_none()
    if found is None:
        raise PortfolioError("That centre is not on the list. Choose one from the list.")
    return str(found)
