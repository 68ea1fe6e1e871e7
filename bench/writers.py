"""Fifty leads who save at once: how many saves a second, and whether one is ever lost.

Each writer reads the latest status, counts one up in its words, and saves it with the sequence
number it saw: a real use case, with permission, transaction and change log. Nothing is lost when
the last words say as many as were acknowledged. The negative control saves without looking at
what it saw, and must lose some: else the harness would not see a loss.
"""

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import sqlalchemy as sa

from portfolio import store
from portfolio.domain.model import Rag, Stage
from portfolio.errors import ConflictError
from portfolio.store.schema import change_log, proposals, status_updates
from portfolio.usecases import use_case
from portfolio.usecases.rounds import answers

LEADS = 50
SECONDS = 20.0


@dataclass
class Tally:
    """What fifty writers met, together."""

    saved: int = 0
    conflicts: int = 0
    errors: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, waited: float, error: Exception | None) -> None:
        with self._lock:
            if isinstance(error, ConflictError):
                self.conflicts += 1
            elif error is not None:
                self.errors.append(repr(error))
            else:
                self.saved += 1
                self.waits.append(waited)


def many(address: str, *, seconds: float = SECONDS, careful: bool = True) -> tuple[Tally, int]:
    """Let them save for so long; the tally, and how many acknowledged saves are not to be seen."""
    os.environ["PORTFOLIO_URL"] = address
    chosen, tally, until = _proposals(), Tally(), time.monotonic() + seconds
    save, count = (_save, _latest_words) if careful else (_save_blindly, _summary)
    before, logged = sum(count(key) for key in chosen), _logged()

    def write(number: int) -> None:
        turn = number
        while time.monotonic() < until:
            turn += 1
            _once(save, chosen[turn % len(chosen)], tally)

    with ThreadPoolExecutor(LEADS) as pool:
        list(pool.map(write, range(LEADS)))
    if careful and _logged() - logged != tally.saved:
        tally.errors.append("the change log has not one line for each save")
    return tally, tally.saved - (sum(count(key) for key in chosen) - before)


def _once(save: Callable[[str], None], proposal: str, tally: Tally) -> None:
    begun = time.perf_counter()
    try:
        save(proposal)
    except Exception as error:
        tally.note(time.perf_counter() - begun, error)
    else:
        tally.note(time.perf_counter() - begun, None)


def _save(proposal: str) -> None:
    """What a lead does: sees the latest status, thinks, sends the next."""
    seq, words = _latest(proposal)
    _think()
    answer = answers.Answer(stage=Stage.PROPOSED, rag=Rag.GREEN, happened=str(words + 1))
    answers.submit(use_case.COMMAND, proposal, answer, seen_seq=seq)


def _save_blindly(proposal: str) -> None:
    """What a form without a lock does: sees, thinks, writes over whatever is there now."""
    seen = _summary(proposal)
    _think()
    words = sa.update(proposals).where(proposals.c.id == proposal).values(summary=str(seen + 1))
    store.in_transaction(lambda connection: connection.execute(words))


def _think() -> None:
    time.sleep(0.005)


def _latest(proposal: str) -> tuple[int, int]:
    """The sequence number of the latest status, and the count in its words."""
    p, s = proposals.c, status_updates.c
    latest = sa.and_(s.proposal_id == p.id, s.seq == p.status_seq)
    asked = sa.select(p.status_seq, s.happened).outerjoin_from(proposals, status_updates, latest)
    with store.reading() as connection:
        row = connection.execute(asked.where(p.id == proposal)).one()
    return row.status_seq, _number(row.happened)


def _latest_words(proposal: str) -> int:
    return _latest(proposal)[1]


def _summary(proposal: str) -> int:
    with store.reading() as connection:
        asked = sa.select(proposals.c.summary).where(proposals.c.id == proposal)
        return _number(connection.execute(asked).scalar_one())


def _number(words: str | None) -> int:
    return int(words) if words and words.isdigit() else 0


def _proposals() -> list[str]:
    with store.reading() as connection:
        return list(connection.execute(sa.select(proposals.c.id)).scalars())


def _logged() -> int:
    with store.reading() as connection:
        return int(connection.execute(sa.select(sa.func.count(change_log.c.id))).scalar_one())
