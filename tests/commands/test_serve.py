"""``serve``: what it refuses, and that it becomes the server otherwise."""

import json
import os
import pty
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.commands import beginning
from portfolio.store.schema import portfolios

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "", "85 01"])
def test_a_port_that_is_none_is_refused(here, refused, port):
    danish, english = refused("serve", f"--port={port}")
    assert "ikke en port" in danish
    assert "not a port" in english
    assert list(here.iterdir()) == []


def test_a_port_in_use_is_named_with_how_to_choose_another(here, refused, monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        danish, english = refused("serve")
    assert f" port {port}," in danish
    assert f"PORT={port + 1} make run" in danish
    assert f" port {port} " in english
    assert list(here.iterdir()) == []


def test_an_address_that_is_not_here_is_refused(here, refused):
    danish, _english = refused("serve", "--host", "::1%nowhere")
    assert danish


@pytest.mark.parametrize(
    ("raw", "words"), [(b"", "aldrig færdig"), (b"Dear diary", "ikke en database")]
)
def test_an_unusable_database_is_refused_before_the_server_starts(here, raw, words):
    (here / "portfolio.db").write_bytes(raw)
    ran = subprocess.run(
        serve("--port", str(free_port())),
        cwd=here,
        env=world(),
        text=True,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert words in ran.stderr
    assert "Traceback" not in ran.stderr
    assert (here / "portfolio.db").read_bytes() == raw


def test_it_makes_the_portfolio_says_the_address_and_serves(here):
    port = free_port()
    with subprocess.Popen(
        serve("--port", str(port)), cwd=here, env=world(), text=True, stdout=subprocess.PIPE
    ) as server:
        try:
            assert server.stdout is not None
            assert f"http://127.0.0.1:{port} " in server.stdout.readline()
            assert health(port)["status"] == "ok"
            assert (here / "portfolio.db").exists()
        finally:
            server.terminate()


@pytest.mark.parametrize(
    ("typed", "count", "told"),
    [
        ("7\n\x04", 3, "»7« er ingen af dem"),
        ("REGNEARK\n", 0, "Din egen liste"),
    ],
)
def test_a_new_one_asks_what_to_begin_with_where_somebody_can_answer(here, typed, count, told):
    port, (ours, theirs) = free_port(), pty.openpty()
    command = serve("--port", str(port))
    with subprocess.Popen(
        command, cwd=here, env=world(), stdin=theirs, stdout=theirs, close_fds=True
    ) as server:
        try:
            os.close(theirs)
            os.write(ours, typed.encode())
            said = until(ours, f"http://127.0.0.1:{port} ", told)
            assert "Hvad skal den begynde med?" in said
            assert health(port)["status"] == "ok"
        finally:
            server.terminate()
    os.close(ours)
    assert begun() == count


@pytest.mark.parametrize(
    ("option", "count"), [("empty", 0), ("list", 0), ("example", 3), (None, 3)]
)
def test_the_option_answers_and_a_pipe_gets_the_example(here, option, count):
    assert beginning.make(option) == beginning.Beginning(option or "example")
    assert begun() == count
    assert beginning.make("empty") is None  # what is there stays
    assert begun() == count


def test_an_option_that_is_none_of_them_is_refused(here, refused):
    danish, _english = refused("serve", "--start", "halv")
    assert "empty, list, example" in danish
    assert list(here.iterdir()) == []


def begun() -> int:
    with store.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(portfolios)).scalar_one()


def until(terminal: int, *words: str) -> str:
    """What the terminal says until all of the words stand there; the server ends it otherwise."""
    said = b""
    while not all(one in said.decode(errors="replace") for one in words):
        said += os.read(terminal, 1000)
    return said.decode()


def test_where_others_reach_it_it_says_the_code_for_the_first_account(here):
    port = free_port()
    options = ("--port", str(port), "--host", "0.0.0.0")
    with subprocess.Popen(
        serve(*options),
        cwd=here,
        env=world(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as server:
        try:
            assert server.stdout is not None
            assert f"http://0.0.0.0:{port} " in server.stdout.readline()
            assert "https" in server.stdout.readline()
            assert health(port)["status"] == "ok"
        finally:
            server.terminate()
        assert "Opstartskode til den første:" in server.stdout.read()


def serve(*options: str) -> list[str]:
    return [sys.executable, "-m", "portfolio", "serve", *options]


def world() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "PORTFOLIO_LANG": "da"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def health(port: int) -> dict[str, str]:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
                return dict(json.load(answer))
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
