"""Before the first account: a browser at the machine comes in, and nobody through a go-between."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time

import pytest
import requests

from portfolio.web.neighbours import Neighbours, look
from tests.web.serving import ROOT, Server

#: Says nothing of itself, keeps connections open, and gives our own name as the one asked for.
SILENT_PROXY = """
import re, socket, sys, threading
back, door = int(sys.argv[1]), socket.create_server(("127.0.0.1", 0))
print(door.getsockname()[1], flush=True)
def carry(source, target, renamed=None):
    while data := source.recv(65536):
        if renamed:
            data = re.sub(rb"(?im)^(host|origin):.*\\r\\n", b"", data)
            data = data.replace(b"\\r\\n", b"\\r\\nHost: " + renamed + b"\\r\\n", 1)
        target.sendall(data)
while True:
    come = door.accept()[0]
    on = socket.create_connection(("127.0.0.1", back))
    mine = b"127.0.0.1:%d" % back
    threading.Thread(target=carry, args=(come, on, mine), daemon=True).start()
    threading.Thread(target=carry, args=(on, come), daemon=True).start()
"""
#: Each visitor in a child that has closed the door behind it, as socat and sshd do.
FORKING_PROXY = """
import os, socket, sys
back, door = int(sys.argv[1]), socket.create_server(("127.0.0.1", 0))
print(door.getsockname()[1], flush=True)
come = door.accept()[0]
if os.fork() == 0:
    door.close()
    on = socket.create_connection(("127.0.0.1", back))
    on.sendall(come.recv(65536))
    come.recv(1)
os.wait()
"""
CALLER = """
import socket, sys
line = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
print("called", flush=True)
line.recv(1)
"""


TWICE = """
import socket, sys
lines = [socket.create_connection(("127.0.0.1", int(sys.argv[1]))) for _ in range(2)]
print("called", flush=True)
lines[0].recv(1)
"""
#: Somebody's program, and after the first letter it gets a door for others.
TURNCOAT = """
import socket, sys
back = ("127.0.0.1", int(sys.argv[1]))
first = socket.create_connection(back)
print("called", flush=True)
first.recv(1)
door = socket.create_server(("127.0.0.1", 0))
second = socket.create_connection(back)
second.recv(1)
"""


@pytest.fixture
def start():
    """Starts programs, reads the first line they say, and ends them."""
    running = []

    def begin(program, *arguments):
        command = [sys.executable, "-c", program, *map(str, arguments)]
        running.append(
            subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
        )
        return running[-1].stdout.readline().strip()

    yield begin
    for process in running:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


@pytest.fixture
def door():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(10)
        yield listening


def scope_of(accepted: socket.socket) -> dict[str, object]:
    return {"client": accepted.getpeername(), "server": accepted.getsockname()}


def judged(accepted: socket.socket) -> bool:
    return asyncio.run(Neighbours().is_a_visitor(scope_of(accepted)))


def test_a_program_that_lets_nobody_in_is_a_visitor(start, door):
    start(CALLER, door.getsockname()[1])
    with door.accept()[0] as accepted:
        assert judged(accepted)


@pytest.mark.parametrize("proxy", [SILENT_PROXY, FORKING_PROXY], ids=["threads", "forks"])
def test_a_program_that_somebody_came_to_is_not(start, door, proxy):
    port = int(start(proxy, door.getsockname()[1]))
    with socket.create_connection(("127.0.0.1", port)) as visitor:
        visitor.sendall(b"x")
        with door.accept()[0] as accepted:
            assert not judged(accepted)


def test_who_cannot_be_seen_is_not(door):
    scope = {"client": ("127.0.0.1", 1), "server": door.getsockname()}
    assert not asyncio.run(Neighbours().is_a_visitor(scope))


def test_a_visitor_who_calls_again_is_known_at_a_glance(start, door):
    start(TWICE, door.getsockname()[1])
    neighbours = Neighbours()

    async def both() -> list[bool]:
        with door.accept()[0] as first, door.accept()[0] as second:
            said = [await neighbours.is_a_visitor(scope_of(first))]
            looked = neighbours._picture.taken
            said.append(await neighbours.is_a_visitor(scope_of(second)))
            assert neighbours._picture.taken == looked
            return said

    assert asyncio.run(both()) == [True, True]


def test_a_visitor_who_begins_to_let_others_in_is_none_any_more(start, door):
    start(TURNCOAT, door.getsockname()[1])
    neighbours = Neighbours()

    async def both() -> list[bool]:
        with door.accept()[0] as first:
            said = [await neighbours.is_a_visitor(scope_of(first))]
            first.sendall(b"x")
            with door.accept()[0] as second:
                said.append(await neighbours.is_a_visitor(scope_of(second)))
            return said

    assert asyncio.run(both()) == [True, False]


def test_those_who_come_at_once_share_a_look(start, door):
    for _one in range(5):
        start(CALLER, door.getsockname()[1])
    lines = [door.accept()[0] for _one in range(5)]
    neighbours, before = Neighbours(), time.monotonic()

    async def all_of_them():
        return await asyncio.gather(*(neighbours.is_a_visitor(scope_of(one)) for one in lines))

    said = asyncio.run(all_of_them())
    for line in lines:
        line.close()
    assert said == [True] * 5
    assert look().taken > neighbours._picture.taken > before


# --- the whole program ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def program(databases, tmp_path_factory):
    """The real program on the real seed, without an account."""
    from portfolio.usecases.seeding import setup

    with pytest.MonkeyPatch.context() as patch:
        address = databases.new(setup.SEED_FOLDER, tmp_path_factory.mktemp("program"))
        patch.setenv("PORTFOLIO_URL", address)
        server = Server(tmp_path_factory.mktemp("app"))
        server.start("streamlit", "run", str(ROOT / "app.py"), f"--server.port={server.port}")
        server.wait_until_up()
        yield server
        server.stop()
        databases.drop(address)


def first_answer(port: int) -> requests.Response:
    return requests.get(f"http://127.0.0.1:{port}/forslag", allow_redirects=False, timeout=10)


def test_at_the_machine_the_pages_are_there_at_once(program):
    assert first_answer(program.port).status_code == 200


def test_through_a_silent_proxy_the_setup_code_is_asked_for(program, start):
    port = int(start(SILENT_PROXY, program.port))
    there = first_answer(port)
    assert (there.status_code, there.headers["location"][:7]) == (303, "/log-in")
    with requests.Session() as browser:
        asked = browser.get(f"http://127.0.0.1:{port}/foerste-konto", timeout=10)
    assert 'name="code"' in asked.text
    assert first_answer(program.port).status_code == 200
