"""How phones and wall hear of a move: one look at the database for all who wait.

Each holds a connection open (server-sent events); every TICK one question asks how far each of
the workshops followed has come, in this process or another. A phone that lost its connection
asks again by itself and is told where things stand at once.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from portfolio import store
from portfolio.queries.workshops import progress

#: Workshops' keys → how far each is; a new word for it is news to those who follow.
Look = Callable[[Sequence[str]], dict[str, str]]
TICK = 0.4  # s between looks, while anybody follows
_HEARTBEAT = 15.0  # s; proxies shut a connection on which nothing is said
_log = logging.getLogger(__name__)


class Hub:
    """Who follows which workshop, and the one task that looks for all of them."""

    def __init__(self, look: Look) -> None:
        self._ask = look
        self._followers: dict[str, set[asyncio.Queue[str]]] = {}
        self._task: asyncio.Task[None] | None = None

    async def follow(self, workshop_id: str) -> AsyncIterator[bytes]:
        """Server-sent events: how far it is, now and at each change, and a sign of life between."""
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._followers.setdefault(workshop_id, set()).add(queue)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._look())
        try:
            yield b"retry: 1000\n\n"
            told = None
            while True:
                try:
                    news = await asyncio.wait_for(queue.get(), _HEARTBEAT)
                except TimeoutError:
                    yield b": alive\n\n"
                    continue
                if news != told:
                    told = news
                    yield f"data: {news}\n\n".encode()
        finally:
            self._followers[workshop_id].discard(queue)
            if not self._followers[workshop_id]:
                del self._followers[workshop_id]

    async def _look(self) -> None:
        while self._followers:
            try:
                said = await run_in_threadpool(self._ask, tuple(self._followers))
            except Exception:  # the database is away for a moment: look again
                _log.exception("Nobody can be told how far the workshop is")
                said = {}
            for workshop_id, news in said.items():
                for queue in self._followers.get(workshop_id, ()):
                    queue.put_nowait(news)
            await asyncio.sleep(TICK)


def stream(hub: Hub, workshop_id: str) -> StreamingResponse:
    """The answer to who follows a workshop."""
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(
        hub.follow(workshop_id), media_type="text/event-stream", headers=headers
    )


def _turns(workshop_ids: Sequence[str]) -> dict[str, str]:
    with store.reading() as connection:
        found = progress.turns(connection, workshop_ids=workshop_ids)
    return {key: str(turn) for key, turn in found.items()}


def _progress(workshop_ids: Sequence[str]) -> dict[str, str]:
    with store.reading() as connection:
        return {key: progress.progress(connection, workshop_id=key) for key in workshop_ids}


#: Phones wait for the next move; the wall for every answer too.
phones, walls = Hub(_turns), Hub(_progress)
