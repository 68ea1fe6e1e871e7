"""Made-up participants against a running server, for a facilitator to try a workshop with.

They do what phones do and nothing else: join by the code, look at the step, answer it once. Their
names and notes say that it is a rehearsal.
"""

import asyncio
import random
import re
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import httpx

from portfolio.errors import PortfolioError
from portfolio.language import _

_LOOK_EVERY = (1.0, 2.5)  # s between two looks at the step
_THINK = (0.2, 1.5)  # s before an answer
_AGAIN = 0.3  # s before asking again where the line broke
_GIVE_UP = 600.0  # s without a step that is open


@dataclass
class OfferedStep:
    """A step as its HTML says it: what can be answered in it."""

    step: str = ""
    is_open: bool = False
    scales: list[tuple[str, str]] = field(default_factory=list)  # proposal, criterion
    dots: list[str] = field(default_factory=list)  # proposals
    notes: list[tuple[str, str]] = field(default_factory=list)  # proposal, kind


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen, self._proposal = OfferedStep(), ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        kind = said.get("class", "")
        if tag == "fieldset" and "data-step" in said:
            self.seen.step, self.seen.is_open = said["data-step"], "disabled" not in said
        elif tag == "section":
            self._proposal = said.get("data-proposal", "")
        elif kind == "scale":
            self.seen.scales.append((self._proposal, said["data-criterion"]))
        elif kind == "dots":
            self.seen.dots.append(self._proposal)
        elif kind == "note":
            self.seen.notes.append((said["data-proposal"], said["data-kind"]))


def read(html: str) -> OfferedStep:
    """What a step's HTML offers."""
    reader = _Reader()
    reader.feed(html)
    return reader.seen


class Player:
    """One phone. ``told`` gets (what, seconds, status) of every request."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        code: str,
        number: int,
        told: Callable[[str, float, int], None] = lambda *_said: None,
    ) -> None:
        self._client, self._home, self._told = client, f"/deltag/{code}", told
        self.chance, self._number = random.Random(number), number
        # Not the client's own jar: a few clients carry many phones.
        self._cookie = ""

    async def join(self, centre: str = "") -> None:
        """Come in by the code. Raises PortfolioError when the door is shut."""
        typed = {"centre": centre}
        answer = await self._ask("join", "POST", self._home, data=typed)
        if answer.status_code != 303:
            raise PortfolioError(
                "The server let nobody in with that code. Check the address and the code, and that"
                " the workshop is not over."
            )
        self._cookie = answer.headers["set-cookie"].partition(";")[0]

    async def centres(self) -> list[str]:
        """The centres that the door lets one choose between; none where it asks for none."""
        page = await self._ask("look", "GET", self._home)
        return re.findall(r'<option value="([^"]+)"', page.text)

    async def look(self) -> OfferedStep | None:
        """The step that is on the phones; None when the workshop is over."""
        answer = await self._ask("look", "GET", f"{self._home}/trin")
        return None if answer.status_code == 410 else read(answer.text)

    async def give(self, **answer: Any) -> bool:  # noqa: ANN401 - as the phone sends it
        """Send one answer; whether it was acknowledged."""
        said = await self._ask("give", "POST", f"{self._home}/svar", json=answer)
        return said.status_code == 200

    async def answer(self, seen: OfferedStep, *, think: tuple[float, float] = _THINK) -> int:
        """Answer all that the step asks for, as somebody would; how many were acknowledged."""
        kept = 0
        for one in self.answers(seen):
            await asyncio.sleep(self.chance.uniform(*think))
            kept += int(await self.give(step=seen.step, **one))
        return kept

    def answers(self, seen: OfferedStep) -> list[dict[str, Any]]:
        """What it will give in the step: the same each time for the same number."""
        liked = {proposal: self.chance.randint(1, 5) for proposal, _kind in seen.scales}
        scores = [
            {
                "kind": "score",
                "proposal": proposal,
                "criterion": criterion,
                "value": min(5, max(1, liked[proposal] + self.chance.choice((-1, 0, 0, 1)))),
            }
            for proposal, criterion in seen.scales
        ]
        chosen = self.chance.sample(seen.dots, min(3, len(seen.dots)))
        dots = [{"kind": "dots", "proposal": proposal, "count": 1} for proposal in chosen]
        some = self.chance.sample(seen.notes, min(1, len(seen.notes)))
        notes = [
            {
                "kind": "note",
                "proposal": proposal or None,
                "note": kind,
                "words": _("Rehearsal: a note"),
                "key": str(uuid.uuid4()),
            }
            for proposal, kind in some
        ]
        return [*scores, *dots, *notes]

    async def _ask(self, what: str, method: str, path: str, **sent: Any) -> httpx.Response:  # noqa: ANN401
        """Ask, and once more where the line broke, as phone.js does."""
        began = time.perf_counter()
        headers = {"origin": str(self._client.base_url).rstrip("/"), "cookie": self._cookie}
        try:
            answer = await self._client.request(method, path, headers=headers, **sent)
        except httpx.TransportError:
            await asyncio.sleep(_AGAIN)
            answer = await self._client.request(method, path, headers=headers, **sent)
        self._told(what, time.perf_counter() - began, answer.status_code)
        return answer


def play(server: str, code: str, count: int) -> None:
    """Play that many participants until the workshop is over. Raises PortfolioError."""
    try:
        asyncio.run(_play(server, code, count))
    except httpx.HTTPError as error:
        raise PortfolioError(
            "The server at {server} does not answer. Start it, and give its address with --server.",
            server=server,
        ) from error


async def _play(server: str, code: str, count: int) -> None:
    limits = httpx.Limits(max_connections=count)
    async with httpx.AsyncClient(base_url=server, limits=limits, timeout=30) as client:
        players = [Player(client, code, number) for number in range(1, count + 1)]
        centres = await players[0].centres()
        for number, player in enumerate(players):
            await player.join(centres[number % len(centres)] if centres else "")
        print(
            _("{n} made-up participants are in. Run the workshop; stop them with Ctrl+C.", n=count)
        )
        await asyncio.gather(*(_follow(player) for player in players))


async def _follow(player: Player) -> None:
    answered, idle_since = "", time.monotonic()
    while time.monotonic() - idle_since < _GIVE_UP:
        seen = await player.look()
        if seen is None:
            return
        if seen.is_open and seen.step != answered:
            answered, idle_since = seen.step, time.monotonic()
            await player.answer(seen)
        await asyncio.sleep(random.uniform(*_LOOK_EVERY))
