"""A server killed in mid-vote: what was acknowledged is there when it is back, and counted once."""

import asyncio
import signal
import threading
import time

import httpx
import pytest
import sqlalchemy as sa
from builders import proposal_id
from workshop_builders import a_workshop

from portfolio import store
from portfolio.commands import rehearsal
from portfolio.commands.rehearsal import Player
from portfolio.domain import disclosure
from portfolio.store import schema
from tests.web.serving import ROOT, Server

PHONES, ENOUGH = 20, 120


@pytest.fixture
def server(seeded_db, tmp_path):
    folder = tmp_path / "app"
    folder.mkdir()
    running = Server(folder)
    yield running
    if running.process.poll() is None:
        running.stop()


def up(server: Server) -> None:
    server.start("streamlit", "run", str(ROOT / "app.py"), f"--server.port={server.port}")
    server.wait_until_up()


def stored() -> dict[tuple[str, str, str], int]:
    s = schema.scores.c
    chosen = sa.select(s.pseudonym_id, s.proposal_id, s.criterion_id, s.value)
    with store.reading() as connection:
        rows = connection.execute(chosen).all()
    found = {(row[0], row[1], row[2]): row[3] for row in rows}
    assert len(found) == len(rows), "something is counted twice"
    return found


async def vote_until_killed(server: Server, workshop, acknowledged: dict) -> None:
    """Phones vote, over and over, each time another value; the server is killed among them."""
    async with httpx.AsyncClient(base_url=server.url, timeout=10) as client:
        players = [Player(client, workshop.code, number) for number in range(1, PHONES + 1)]
        for player in players:
            await player.join()
        seen = await players[0].look()

        async def vote(number, player):
            token = player._cookie.partition("=")[2]
            mine = disclosure.pseudonym(token, seen.step, "scores")
            for turn in range(1000):
                for proposal, criterion in seen.scales:
                    value = 1 + (turn + number) % 5
                    kept = await player.give(
                        kind="score",
                        step=seen.step,
                        proposal=proposal,
                        criterion=criterion,
                        value=value,
                    )
                    assert kept
                    acknowledged[mine, proposal, criterion] = value
                    if len(acknowledged) >= ENOUGH and turn:
                        server.process.send_signal(signal.SIGKILL)

        votes = [vote(number, player) for number, player in enumerate(players, 1)]
        ended = await asyncio.gather(*votes, return_exceptions=True)
        assert all(isinstance(error, httpx.TransportError) for error in ended)


def test_no_acknowledged_vote_is_lost_when_the_server_is_killed(server):
    workshop = a_workshop("score", numbers=(1, 2, 3, 4))
    acknowledged: dict[tuple[str, str, str], int] = {}
    up(server)
    asyncio.run(vote_until_killed(server, workshop, acknowledged))
    assert server.wait_until_gone()[0] == -signal.SIGKILL
    assert len(acknowledged) >= ENOUGH
    up(server)
    kept = stored()
    assert acknowledged.keys() <= kept.keys()
    # A vote that was stored and not yet acknowledged may stand instead: one each at most.
    other = [key for key, value in acknowledged.items() if kept[key] != value]
    assert len({name for name, _proposal, _criterion in other}) == len(other)
    assert proposal_id(1) in {proposal for _name, proposal, _criterion in kept}
    with httpx.Client(base_url=server.url) as client:
        assert client.get(f"/deltag/{workshop.code}").status_code == 200


def test_a_rehearsal_plays_until_the_workshop_is_over(server):
    workshop = a_workshop("score", "dots", numbers=(1, 2))
    up(server)
    played = threading.Thread(target=rehearsal.play, args=(server.url, workshop.code, 5))
    played.start()
    until = time.monotonic() + 30
    while len(stored()) < 5 * 2 * 2 and time.monotonic() < until:
        time.sleep(0.2)
    assert len({name for name, _proposal, _criterion in stored()}) == 5
    over = sa.update(schema.workshops).values(state="ended")
    store.in_transaction(lambda connection: connection.execute(over))
    played.join(timeout=30)
    assert not played.is_alive()
