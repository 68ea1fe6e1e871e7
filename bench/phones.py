"""Two hundred phones in a workshop: joining at once, and each scoring nine proposals three ways.

The phones are the rehearsal's (portfolio/commands/rehearsal.py) over real HTTP; the wall is a
follower that reads its events and fetches what it shows, and is timed from the acknowledgement of
a vote to the count that includes it.
"""

import asyncio
import gzip
import os
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

import httpx
import sqlalchemy as sa

from bench.measurements import Row
from bench.server import TODAY, Server
from portfolio import store
from portfolio.commands.rehearsal import Player
from portfolio.domain.workshops import StepKind
from portfolio.store.schema import portfolios, proposals, scores, workshops
from portfolio.usecases import use_case
from portfolio.usecases.workshops import course, preparing, running

PHONES = 200
#: As a proxy says it: phones are not at the machine.
_ELSEWHERE = {"x-forwarded-for": "192.0.2.1"}
_COUNT = re.compile(r'class="count"[^>]*>(\d+) ')


@dataclass
class Measured:
    """Seconds of each kind of request, what went wrong, and what was stored."""

    waits: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: int = 0
    acknowledged: int = 0
    stored: int = 0
    wall: list[float] = field(default_factory=list)
    #: When each phone's last vote was acknowledged; the wall counts whole answers, not votes.
    whole: list[float] = field(default_factory=list)
    memory: float = 0.0
    bytes_to_a_phone: int = 0

    def told(self, what: str, seconds: float, status: int) -> None:
        self.waits[what].append(seconds)
        self.errors += status >= 400

    def percentile(self, what: str, share: float) -> float:
        found = sorted(self.wall if what == "wall" else self.waits[what])
        return found[min(len(found) - 1, int(share * len(found)))]


def workshop(address: str) -> str:
    """A running workshop on the nine proposals with its scoring step open; its code."""
    os.environ["PORTFOLIO_URL"] = address
    mine = sa.select(proposals.c.id).join(portfolios).where(portfolios.c.code == "civilsamfund")
    with store.reading() as connection:
        about = list(connection.execute(mine.order_by(proposals.c.number)).scalars())
    key = preparing.make(
        use_case.COMMAND,
        "civilsamfund",
        title="Bench",
        held_on=date.fromisoformat(TODAY),
        proposal_ids=about,
        scored=course.usual_criteria(),
        steps=(course.PlannedStep(kind=StepKind.SCORE, title="Score", minutes=60),),
    )
    running.open_step(use_case.COMMAND, key, 1, turn=0)
    code = sa.select(workshops.c.join_code).where(workshops.c.id == key)
    with store.reading() as connection:
        return str(connection.execute(code).scalar_one())


def measure(server: Server, code: str) -> Measured:
    """Let them all in, and let them all vote."""
    found = Measured()
    before = _stored()
    asyncio.run(_all(server, code, found))
    found.stored, found.memory = _stored() - before, server.memory()
    return found


async def _all(server: Server, code: str, found: Measured) -> None:
    limits = httpx.Limits(max_connections=PHONES, max_keepalive_connections=PHONES)
    async with httpx.AsyncClient(
        base_url=server.address, limits=limits, timeout=60, headers=_ELSEWHERE
    ) as client:
        found.bytes_to_a_phone = await _cold(client, code)
        players = [Player(client, code, number, found.told) for number in range(1, PHONES + 1)]
        await asyncio.gather(*(player.join() for player in players))
        wall = asyncio.create_task(_wall(server, code, found))
        await asyncio.gather(*(_vote(player, found) for player in players))
        await asyncio.sleep(1.0)
        wall.cancel()


async def _vote(player: Player, found: Measured) -> None:
    """Every answer after up to two seconds' thought, as in a room; the last one is timed."""
    seen = await player.look()
    assert seen is not None
    given = player.answers(seen)
    for number, one in enumerate(given):
        await asyncio.sleep(player.chance.uniform(0.0, 2.0))
        kept = await player.give(step=seen.step, **one)
        found.acknowledged += kept  # not across the await: others count meanwhile
        if number == len(given) - 1:
            found.whole.append(time.perf_counter())


async def _wall(server: Server, code: str, found: Measured) -> None:
    """How long after a vote was acknowledged the wall shows a count that includes it."""
    async with httpx.AsyncClient(base_url=server.address, timeout=60) as client:
        path = f"/deltag/{code}/skaerm"
        async with client.stream("GET", f"{path}/foelg") as line:
            async for event in line.aiter_lines():
                if event.startswith("data:"):
                    html = (await client.get(f"{path}/trin")).text
                    _note(int(_COUNT.search(html)[1]), found)


def _note(count: int, found: Measured) -> None:
    now, shown = time.perf_counter(), len(found.wall)
    # A vote may be on the wall before its phone has read the acknowledgement.
    found.wall += [max(0.0, now - at) for at in sorted(found.whole)[shown:count]]


async def _cold(client: httpx.AsyncClient, code: str) -> int:
    """Bytes of the page that asks who, its style and script, compressed as a proxy would."""
    page = await client.get(f"/deltag/{code}")
    paths = re.findall(r'(?:href|src)="(/app-static/[^"]+)"', page.text)
    bodies = [page.content] + [(await client.get(path)).content for path in paths]
    return sum(len(gzip.compress(body)) for body in bodies)


def _stored() -> int:
    with store.reading() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(scores)).scalar_one())


def rows(server: Server, code: str) -> list[Row]:
    """The rows of the table; what has no aim in the issue has none here."""
    before = server.memory()
    found = measure(server, code)
    said = {"join": "join", "give": "click"}
    times = [
        Row(
            f"{PHONES} phones, {said[what]}, {word}",
            found.percentile(what, share),
            None,
            "s",
            "",
            True,
        )
        for what in said
        for word, share in (("p50", 0.5), ("p95", 0.95))
    ]
    lost = found.acknowledged - found.stored
    return [
        *times,
        Row(
            "vote to wall, p95",
            found.percentile("wall", 0.95),
            None,
            "s",
            "≤ 1.5 s",
            found.percentile("wall", 0.95) <= 1.5,
        ),
        Row(
            "votes stored, against acknowledged",
            found.stored,
            found.acknowledged,
            "",
            "1",
            lost == 0 and found.acknowledged > 0,
        ),
        Row("errors", found.errors, None, "", "0", found.errors == 0),
        Row("memory after the votes", found.memory, before, "MB", "", True),
        Row("bytes to a cold phone", found.bytes_to_a_phone, None, "", "", True),
    ]
