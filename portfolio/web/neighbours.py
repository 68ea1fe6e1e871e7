"""Who is at the other end of a connection on this machine: somebody's browser, or a go-between.

A proxy that says nothing of itself and gives our own name as the one asked for cannot be told from
a browser by what it sends. It can be by what it is: the program at the other end of the socket
has itself let somebody in. Asked only until there is an account (:mod:`portfolio.web.doorway`).

What it cannot see it does not trust: another user's program, another machine's, a container's.
"""

import asyncio
import logging
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import psutil
from starlette.concurrency import run_in_threadpool
from starlette.types import Scope

from portfolio.web import listeners

_log = logging.getLogger(__name__)
#: Programs that dial out, and bring others here through what they dialled.
_TUNNELS = frozenset(
    {
        "autossh",
        "bore",
        "chisel",
        "cloudflared",
        "frpc",
        "ngrok",
        "plink",
        "ssh",
        "tailscaled",
        "wstunnel",
    }
)
_KEPT = 10.0  # s; after that the ports may be another connection's
_REMEMBERED = 60.0  # s; a browser opens several connections for each page


class End(NamedTuple):
    """One end of a connection."""

    address: str
    port: int


@dataclass(frozen=True)
class Picture:
    """The machine's connections at a moment; ``taken`` is ``time.monotonic`` just before."""

    taken: float = -1.0
    #: Whose each connection is, from its own end to the other; None: not to be seen.
    programs: dict[tuple[End, End], int | None] = field(default_factory=dict)
    #: Those that listen, or are talking to somebody who came to them.
    go_betweens: frozenset[int] = frozenset()
    #: Ports that somebody listens on.
    doors: frozenset[int] = frozenset()


class Neighbours:
    """Looks once at a time: those who come while it looks share the next look.

    To look at every program on the machine takes some 10 to 100 ms. So it first glances at those
    it has just found to be visitors: the one who calls is mostly one of them.
    """

    def __init__(self) -> None:
        self._picture = self._glimpse = Picture()
        self._answers: dict[tuple[End, End], tuple[float, bool]] = {}
        self._visitors: dict[int, float] = {}
        self._looking = asyncio.Lock()

    async def is_a_visitor(self, scope: Scope) -> bool:
        """Whether the program at the other end lets nobody else in."""
        ends, now = (End(*scope["client"]), End(*scope["server"])), time.monotonic()
        fresh = {key: said for key, said in self._answers.items() if said[0] > now - _KEPT}
        if ends not in fresh:
            fresh[ends] = (now, await self._find_out(ends, now))
        self._answers = fresh
        return fresh[ends][1]

    async def _find_out(self, ends: tuple[End, End], asked: float) -> bool:
        picture = await self._glimpse_since(asked)
        if ends not in picture.programs:
            picture = await self._picture_since(asked)
        if ends not in picture.programs:
            # Called from inside, as tests do: no door is open that anybody could come by.
            return listeners.can_be_seen() and next(listeners.found(), None) is None
        return self._judge(picture.programs[ends], picture)

    async def _glimpse_since(self, asked: float) -> Picture:
        async with self._looking:
            known = [one for one, seen in self._visitors.items() if seen > asked - _REMEMBERED]
            if known and self._glimpse.taken < asked:
                self._glimpse = await run_in_threadpool(look, known, self._picture.doors)
            return self._glimpse

    async def _picture_since(self, asked: float) -> Picture:
        async with self._looking:
            if self._picture.taken < asked:
                self._picture = await run_in_threadpool(look)
            return self._picture

    def _judge(self, program: int | None, picture: Picture) -> bool:
        if program is None or program in picture.go_betweens or _is_tunnel(program):
            return False
        self._visitors[program] = picture.taken
        return True


def look(programs: Collection[int] | None = None, doors: frozenset[int] = frozenset()) -> Picture:
    """The machine's TCP connections as they are now; an empty picture where it will not tell.

    With ``programs`` only theirs; ``doors`` are then the ports known to be listened on besides.
    """
    taken = time.monotonic()
    try:
        seen = list(_connections() if programs is None else _connections_of(programs))
    except (psutil.Error, OSError) as error:
        _log.warning("The machine does not tell who its connections are from: %r", error)
        return Picture(taken)
    doors |= {one.port for one in seen if one.listens}
    inside = {one.program for one in seen if one.port in doors and one.program is not None}
    return Picture(
        taken, {ends: one.program for one in seen if (ends := one.ends)}, frozenset(inside), doors
    )


class _Connection(NamedTuple):
    program: int | None
    near: End
    far: End | None
    listens: bool

    @property
    def port(self) -> int:
        return self.near.port

    @property
    def ends(self) -> tuple[End, End] | None:
        return (self.near, self.far) if self.far else None


def _connections() -> Iterator[_Connection]:
    try:
        for one in psutil.net_connections("tcp"):
            yield _connection(one, one.pid)
    except psutil.AccessDenied:  # macOS tells only root of all at once
        yield from _connections_of(psutil.pids())


def _connections_of(programs: Collection[int]) -> Iterator[_Connection]:
    for program in programs:
        with suppress(psutil.Error):
            for one in psutil.Process(program).net_connections("tcp"):
                yield _connection(one, program)


def _connection(one: Any, program: int | None) -> _Connection:  # noqa: ANN401 - psutil's tuples
    far = End(*one.raddr) if one.raddr else None
    return _Connection(program, End(*one.laddr), far, one.status == psutil.CONN_LISTEN)


def _is_tunnel(program: int) -> bool:
    try:
        name = psutil.Process(program).name()
    except psutil.Error:
        return True
    return name.lower().removesuffix(".exe") in _TUNNELS
