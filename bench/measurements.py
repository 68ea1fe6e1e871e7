"""What ``make bench`` measures of the overview. Each answers rows for the table."""

import asyncio
import math
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from websockets.exceptions import WebSocketException

from bench import browser, shown, visitor, writers
from bench.server import Server
from portfolio import store
from portfolio.store import changes
from portfolio.usecases.people import sessions

ROUNDS = 7
EXPECTED = "forslag?nr=1"
FIRST_CARD = f'a[href*="{EXPECTED}"]'
EMPTY_TITLE = "h1"
VISITORS = 200


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, against what, and what it should be."""

    what: str
    value: float
    against: float | None
    unit: str
    aim: str
    met: bool

    @property
    def ratio(self) -> float | None:
        return None if self.against is None else self.value / self.against


def in_the_browser(overview: Server, empty: Server) -> list[Row]:
    """The overview against an empty page, turn by turn so that both meet the same machine."""
    times: dict[tuple[str, str, str], list[float]] = {}
    # Asked for what it does not know, a front page paints nothing first: that is Streamlit alone.
    pages = {
        "overview": (overview.address, FIRST_CARD),
        "empty": (f"{empty.address}/?bar=1", EMPTY_TITLE),
    }
    with browser.chromium() as chromium:
        for turn in range(ROUNDS + 1):
            for name, (address, selector) in pages.items():
                openings = browser.open_cold_and_warm(chromium, address, selector)
                for state, opening in zip(("cold", "warm"), openings, strict=True):
                    if turn:  # the first turn wakes the servers and is not counted
                        times.setdefault((name, state, "first"), []).append(opening.first)
                        times.setdefault((name, state, "drawn"), []).append(opening.drawn)
                        times.setdefault((name, state, "shift"), []).append(opening.shift)
                        times.setdefault((name, state, "weight"), []).append(opening.weight)
    middle = {key: statistics.median(found) for key, found in times.items()}
    words = {"first": "first proposal visible", "drawn": "everything drawn"}
    return [
        _against(
            f"{words[moment]}, {state}",
            middle["overview", state, moment],
            middle["empty", state, moment],
            0.4 if moment == "first" else 1.15,
        )
        for moment in words
        for state in ("cold", "warm")
    ] + _of_first_paint(middle)


def _of_first_paint(middle: dict[tuple[str, str, str], float]) -> list[Row]:
    shift, weight = middle["overview", "cold", "shift"], middle["overview", "cold", "weight"]
    return [
        Row("layout shift, cold", shift, None, "", "≤ 0.02", shift <= 0.02),
        Row(
            "page and fonts before Streamlit, cold", weight, None, "B", "≤ 60,000", weight <= 60_000
        ),
    ]


def script_time(small: Server, large: Server, databases: dict[int, str]) -> list[Row]:
    """The script of the overview with nine proposals and with thousands, asked turn by turn.

    Measured from the request on the websocket to "script finished": what a browser waits for
    the server, its queries, its script and its packing, and nothing of the browser's own.
    """
    times: dict[tuple[int, str], list[float]] = {}
    for turn in range(2 * ROUNDS + 1):
        for server in (small, large):
            for state in ("cold", "warm"):
                if state == "cold":
                    _raise_revision(databases[server.port])
                found = _one(server)
                if turn:
                    times.setdefault((server.port, state), []).append(found)
    middle = {key: statistics.median(found) for key, found in times.items()}
    return [
        _against(
            f"script, 10,000 proposals against 9, {words}",
            middle[large.port, state],
            middle[small.port, state],
            3,
        )
        for state, words in (("cold", "after a change"), ("warm", "nothing changed"))
    ]


def many_at_once(server: Server, tokens: Sequence[str] = ()) -> list[Row]:
    """Two hundred people open the overview in the same second.

    With ``tokens`` each is signed in; without, all sit at the machine, as before any account.
    """
    cookies = [f"{sessions.COOKIE}={token}" for token in tokens] or [""] * VISITORS
    who = f"{VISITORS} signed in at once" if tokens else f"{VISITORS} at once"
    _one(server, cookies[0])
    before, busy = server.memory(), server.processor_time()
    visits, during = asyncio.run(_crowd(server, cookies))
    busy = server.processor_time() - busy
    time.sleep(2)
    whole = sorted(one.whole for one in visits if one.fault is None)
    faults = [one.fault for one in visits if one.fault is not None]
    p95 = _nearest_rank(whole, 0.95)
    if faults:
        print("Faults:", *sorted(set(faults)), sep="\n  ")
    return [
        Row(f"{who}: median", _nearest_rank(whole, 0.5), None, "s", "", True),
        Row(f"{who}: p95", p95, None, "s", "≤ 1.5 s", p95 <= 1.5),
        Row(f"{who}: errors", len(faults), None, "", "0", not faults),
        Row(f"{who}: the server's work for each", busy / VISITORS, None, "s", "", True),
        Row("memory with them, against before", during, before, "MB", "", True),
        Row("memory after them, against before", server.memory(), before, "MB", "", True),
    ]


def seen_by_others(server: Server, database: str) -> list[Row]:
    """From a lead's receipt to somebody else's screen, which nobody touches meanwhile."""
    waits = shown.in_another_session(server, database)
    p95 = _nearest_rank(waits, 0.95)
    return [
        Row(
            "sent, shown in another session: median", _nearest_rank(waits, 0.5), None, "s", "", True
        ),
        Row("sent, shown in another session: p95", p95, None, "s", "≤ 4 s", p95 <= 4),
    ]


def saving_at_once(database: str) -> list[Row]:
    """Fifty leads for twenty seconds, and the same without the lock: that must lose some."""
    tally, lost = writers.many(database)
    _blind, blind_lost = writers.many(database, seconds=3, careful=False)
    for fault in sorted(set(tally.errors)):
        print(" ", fault)
    waits = sorted(tally.waits)
    return [
        Row("50 leads saving: saves a second", tally.saved / writers.SECONDS, None, "", "", True),
        Row("50 leads saving: p95", _nearest_rank(waits, 0.95), None, "s", "", True),
        Row("50 leads saving: told somebody was quicker", tally.conflicts, None, "", "", True),
        Row("50 leads saving: errors", len(tally.errors), None, "", "0", not tally.errors),
        Row("50 leads saving: lost", lost, None, "", "0", lost == 0),
        Row("lost without the lock", blind_lost, None, "", "> 0", blind_lost > 0),
    ]


async def _crowd(server: Server, cookies: Sequence[str]) -> tuple[list[visitor.Visit], float]:
    """All visits, and the server's memory while every visitor is still there."""
    served, leave = asyncio.Semaphore(0), asyncio.Event()

    async def stay() -> None:
        served.release()
        await leave.wait()

    async def come(cookie: str) -> visitor.Visit:
        try:
            return await visitor.visit(server.address, expect=EXPECTED, cookie=cookie, stay=stay)
        except (OSError, WebSocketException) as error:  # TimeoutError is an OSError
            served.release()
            return visitor.Visit(0, 0, 0, repr(error))

    visitors = [asyncio.create_task(come(cookie)) for cookie in cookies]
    for _ in visitors:
        await served.acquire()
    memory = server.memory()
    leave.set()
    return await asyncio.gather(*visitors), memory


def _one(server: Server, cookie: str = "") -> float:
    found = asyncio.run(visitor.visit(server.address, expect=EXPECTED, cookie=cookie))
    if found.fault:
        raise RuntimeError(found.fault)
    return found.script


def _raise_revision(address: str) -> None:
    change = changes.Change(actor="bench", action="bench.changed")
    store.in_transaction(lambda connection: changes.record(connection, change), address)


def _against(what: str, value: float, against: float, limit: float | None) -> Row:
    met = limit is None or value <= limit * against
    return Row(what, value, against, "s", f"≤ {limit:g} ×" if limit else "", met)


def _nearest_rank(ordered: list[float], share: float) -> float:
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)] if ordered else math.nan
