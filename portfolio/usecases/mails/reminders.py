"""The send log of mails. Open this for why nobody is mailed twice, and what is tried again.

Before anything is sent, its send key is claimed in the database: *pending*. Just before the mail
server gets the text it becomes *sending*, and with the server's word *sent* or *failed*.

- A run that dies while *pending* has sent nothing, and so has one that *failed*: the next run
  sends it. That much is at-least-once.
- A run that dies while *sending* may have sent. From there on it is at-most-once: it becomes
  *uncertain*, is told of, and is never sent again, since a reminder lost is asked for again by
  the next occasion and a reminder doubled is a nuisance that cannot be taken back.

Two runs at once cannot both send: each step asks for the state and the number of attempts that
its own claim left behind. The log is no part of the portfolio, so it raises no revision.

One mail a day gathers all that a person owes and all that is new; what is urgent goes beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from portfolio import store
from portfolio.domain import clock
from portfolio.domain.mails import ReminderState
from portfolio.queries.mails.letters import Letter, Matter
from portfolio.store import changes, ids
from portfolio.store.schema import reminders as log

#: After so many attempts at one occasion it is left alone.
MOST_ATTEMPTS = 5
#: A run that took something in hand longer ago than this has died.
_LONGEST_RUN = timedelta(minutes=15)
#: What stands as the error of a reminder whose run died while it was being sent.
INTERRUPTED = "interrupted"
_GONE_OUT = (ReminderState.SENDING, ReminderState.SENT, ReminderState.UNCERTAIN)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A letter that is this run's to send; the attempt that each of its send keys is at."""

    letter: Letter
    attempts: dict[str, int]


def claim(letter: Letter) -> Claim | None:
    """Take what is still open of a letter; None when another run has taken all of it."""
    now, keys = ids.now(), {matter.send_key: ids.new_id() for matter in letter.matters}

    def work(connection: Connection) -> dict[str, int]:
        changes.alone(connection)  # no two mails of one day to one person
        still = [one for one in letter.matters if is_open(connection, one, now)]
        taken = {
            matter.send_key: _take(connection, letter, matter, keys[matter.send_key], now)
            for matter in may_go(connection, letter, still, now)
        }
        return {key: attempt for key, attempt in taken.items() if attempt is not None}

    attempts = store.in_transaction(work)
    left = holding(letter, [m for m in letter.matters if m.send_key in attempts])
    return Claim(letter=left, attempts=attempts) if attempts else None


def hand_over(taken: Claim, subject: str) -> bool:
    """Note that the server is about to get it. False: it is no longer this run's to send."""

    class LostError(Exception):
        pass

    def work(connection: Connection) -> None:
        changed = _set(
            connection,
            taken,
            ReminderState.PENDING,
            state=ReminderState.SENDING,
            subject=subject,
            tried_at=now,
        )
        if changed != len(taken.attempts):
            raise LostError

    now = ids.now()
    try:
        store.in_transaction(work)
    except LostError:
        return False
    return True


def sent(taken: Claim) -> None:
    """The server has taken it."""
    now = ids.now()
    _settle(taken, state=ReminderState.SENT, sent_at=now, error=None)


def failed(taken: Claim, why: str) -> None:
    """It has certainly not been sent."""
    _settle(taken, state=ReminderState.FAILED, error=why)


def uncertain(taken: Claim, why: str) -> None:
    """Nobody can know whether it was sent."""
    _settle(taken, state=ReminderState.UNCERTAIN, error=why)


def tell_the_lost() -> tuple[str, ...]:
    """Mark what a dead run left *sending* as uncertain; the addresses, each told of once."""
    limit = _too_long_before(ids.now())
    lost = sa.and_(log.c.state == ReminderState.SENDING, log.c.tried_at < limit)

    def work(connection: Connection) -> tuple[str, ...]:
        found = connection.execute(sa.select(log.c.email).distinct().where(lost)).scalars().all()
        connection.execute(
            sa.update(log).where(lost).values(state=ReminderState.UNCERTAIN, error=INTERRUPTED)
        )
        return tuple(sorted(found))

    return store.in_transaction(work)


def is_open(connection: Connection, matter: Matter, now: str | None = None) -> bool:
    """Whether it has not gone out, is in nobody's hands, and the pause before it is over."""
    now = now or ids.now()
    row = connection.execute(sa.select(log).where(log.c.send_key == matter.send_key)).one_or_none()
    if row is not None:
        dead = row.state == ReminderState.PENDING and row.tried_at < _too_long_before(now)
        may_again = row.state == ReminderState.FAILED or dead
        return bool(may_again and row.attempts < MOST_ATTEMPTS)
    return matter.pause == 0 or not _was_said(connection, matter, now)


def state_of(connection: Connection, send_key: str) -> ReminderState | None:
    """How far it came; None when nobody has tried."""
    found = connection.execute(sa.select(log.c.state).where(log.c.send_key == send_key)).scalar()
    return None if found is None else ReminderState(found)


def may_go(
    connection: Connection, letter: Letter, matters: Iterable[Matter], now: str
) -> list[Matter]:
    """Of the matters those that may go now: once the day's mail has gone, what is urgent."""
    chosen = list(matters)
    if letter.day is None or not _has_had_its_mail(connection, letter, now):
        return chosen
    return [matter for matter in chosen if matter.is_urgent]


def _has_had_its_mail(connection: Connection, letter: Letter, now: str) -> bool:
    mine = sa.and_(log.c.email == letter.to.email, log.c.day == letter.day)
    gone = sa.or_(log.c.state.in_(_GONE_OUT), _in_hand(now))
    return connection.execute(sa.select(log.c.id).where(mine, gone).limit(1)).first() is not None


def _was_said(connection: Connection, matter: Matter, now: str) -> bool:
    """Whether the same was said to the same person less than its pause before."""
    asked = sa.select(log.c.send_key).where(
        log.c.send_key.startswith(matter.about, autoescape=True),
        sa.or_(log.c.state.in_(_GONE_OUT), _in_hand(now)),
    )
    free_from = date.fromisoformat(matter.occasion) - timedelta(days=matter.pause)
    before = connection.execute(asked).scalars()
    return any(key.removeprefix(matter.about) > free_from.isoformat() for key in before)


def _in_hand(now: str) -> sa.ColumnElement[bool]:
    return sa.and_(log.c.state == ReminderState.PENDING, log.c.tried_at >= _too_long_before(now))


def _take(connection: Connection, letter: Letter, matter: Matter, key: str, now: str) -> int | None:
    """The attempt this is, or None when another run was first."""
    chosen = log.c.send_key == matter.send_key
    day = None if matter.is_urgent else letter.day
    row = connection.execute(sa.select(log).where(chosen)).one_or_none()
    if row is not None:
        same = sa.and_(chosen, log.c.state == row.state, log.c.attempts == row.attempts)
        again = (
            sa.update(log)
            .where(same)
            .values(state=ReminderState.PENDING, attempts=row.attempts + 1, tried_at=now, day=day)
        )
        return row.attempts + 1 if connection.execute(again).rowcount == 1 else None
    try:
        with connection.begin_nested():
            connection.execute(
                sa.insert(log).values(
                    id=key,
                    send_key=matter.send_key,
                    kind=matter.kind,
                    user_id=letter.to.user_id,
                    email=letter.to.email,
                    subject="",
                    state=ReminderState.PENDING,
                    attempts=1,
                    created_at=now,
                    tried_at=now,
                    day=day,
                )
            )
    except IntegrityError:
        return None
    return 1


def _settle(taken: Claim, **values: object) -> None:
    store.in_transaction(lambda connection: _set(connection, taken, None, **values))


def _set(connection: Connection, taken: Claim, was: ReminderState | None, **values: object) -> int:
    """Change the rows that are still this claim's; how many there were."""
    changed = 0
    for key, attempt in taken.attempts.items():
        mine = sa.and_(log.c.send_key == key, log.c.attempts == attempt)
        if was is not None:
            mine = sa.and_(mine, log.c.state == was)
        changed += connection.execute(sa.update(log).where(mine).values(values)).rowcount
    return changed


def holding(letter: Letter, matters: Iterable[Matter]) -> Letter:
    return replace(letter, matters=tuple(matters))


def _too_long_before(now: str) -> str:
    return clock.stored(datetime.fromisoformat(now) - _LONGEST_RUN)
