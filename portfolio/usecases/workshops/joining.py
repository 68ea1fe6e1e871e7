"""Coming in by the code on the wall, and being known again by the same phone."""

import secrets
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import store
from portfolio.domain.workshops import WorkshopState
from portfolio.errors import PortfolioError
from portfolio.language import LANGUAGES, N_
from portfolio.store import ids
from portfolio.store.live import parties
from portfolio.store.schema import participants, workshops
from portfolio.usecases import secret_tokens, text_input
from portfolio.usecases.people import attempts

#: Without the letters and digits that are taken for one another when read off a wall.
SIGNS = "ABCDEFGHJKLMNPQRTUVWXY346789"
LENGTH = 6
LONGEST_NAME = 80  # characters
#: More than any room holds; a script that joins again and again ends here.
_MOST = 1000


class UnknownCodeError(PortfolioError):
    """No open workshop has the code."""


@dataclass(frozen=True)
class Participant:
    """Somebody who takes part: key, workshop, name (None: not said) and language."""

    id: str
    workshop_id: str
    name: str | None
    party_id: str | None
    language: str


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
    on the wall, with its ``proof``, is let in all the same.
    """
    found = _with_code(tidy_code(code))
    if found and secrets.compare_digest(proof(found).encode(), proven.encode()):
        return found
    # Each guess is a subject of its own: only what comes from the network is counted.
    tried = attempts.begin(f"workshop {secrets.token_hex(8)}", f"workshop {address}")
    if found is None:
        raise UnknownCodeError(
            N_(
                "No workshop is open with that code. Check the code on the big screen and "
                "type it again."
            )
        )
    store.in_transaction(lambda connection: attempts.succeeded(connection, tried))
    return found


def _with_code(code: str) -> str | None:
    w = workshops.c
    chosen = sa.select(w.id).where(
        w.join_code == code, w.state != WorkshopState.ENDED, w.withdrawn_at.is_(None)
    )
    with store.reading() as connection:
        found = connection.execute(chosen).scalar_one_or_none() if code else None
    return None if found is None else str(found)


def join(
    workshop_id: str, *, name: str = "", party: str | None = None, language: str = "da"
) -> str:
    """Take part; the token for the phone's cookie. ``party`` is a code, or None.

    In an anonymous workshop neither name nor party is kept, whatever is handed in.
    Raises PortfolioError for a name that is too long, an unknown centre, a workshop that is over.
    """
    key, token, at = ids.new_id(), secret_tokens.new(), ids.now()
    said = text_input.line(name) or ""
    if len(said) > LONGEST_NAME:
        raise PortfolioError(
            "The name is longer than {longest} characters. Shorten it.", longest=LONGEST_NAME
        )

    def work(connection: Connection) -> None:
        workshop = _open(connection, workshop_id)
        party_id = None if workshop["anonymous"] else _party(connection, party)
        connection.execute(
            sa.insert(participants).values(
                id=key,
                workshop_id=workshop_id,
                token_hash=secret_tokens.hashed(token),
                joined_at=at,
                seen_at=at,
                name=None if workshop["anonymous"] else said or None,
                party_id=party_id,
                language=language if language in LANGUAGES else "da",
            )
        )

    store.in_transaction(work)
    return token


def participant_of(
    connection: Connection, token: str | None, workshop_id: str
) -> Participant | None:
    """Whose token it is in this workshop; None for nobody's, or one who has left."""
    if not token:
        return None
    p = participants.c
    chosen = sa.select(p.id, p.workshop_id, p.name, p.party_id, p.language).where(
        p.token_hash == secret_tokens.hashed(token),
        p.workshop_id == workshop_id,
        p.removed_at.is_(None),
    )
    row = connection.execute(chosen).one_or_none()
    return None if row is None else Participant(*row)


def _open(connection: Connection, workshop_id: str) -> sa.RowMapping:
    # Locked, so that on PostgreSQL too the count below is the count when the row is added.
    chosen = sa.select(workshops).where(workshops.c.id == workshop_id).with_for_update()
    workshop = connection.execute(chosen).mappings().one()
    if workshop["state"] == WorkshopState.ENDED:
        raise PortfolioError("The workshop is over, so nobody can join it any more.")
    mine = sa.select(sa.func.count()).where(participants.c.workshop_id == workshop_id)
    if connection.execute(mine).scalar_one() >= _MOST:
        raise PortfolioError("The workshop is full. Ask the facilitator.")
    return workshop


def _party(connection: Connection, code: str | None) -> str | None:
    if not code:
        return None
    chosen = sa.select(parties.c.id).where(parties.c.code == code)
    found = connection.execute(chosen).scalar_one_or_none()
    if found is None:
        raise PortfolioError("That centre is not on the list. Choose one from the list.")
    return str(found)
