"""The server starts on this computer only, with a database, and says in Danish why it does not."""

from __future__ import annotations

import asyncio
import gc
import socket

import pytest
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.web import startup


class RefusedError(Exception):
    """Stands for the end of the process."""


@pytest.fixture
def refusals(monkeypatch):
    """What the server would have said before it stopped."""
    said = []

    def refuse(sentence):
        said.append(sentence)
        raise RefusedError

    monkeypatch.setattr(startup, "_refuse", refuse)
    return said


@pytest.fixture
def listen():
    """Opens listening sockets, and closes them."""
    opened = []

    def listen_on(address, family=socket.AF_INET):
        opened.append(socket.socket(family))
        opened[-1].bind((address, 0))
        opened[-1].listen()
        return opened[-1]

    yield listen_on
    for listener in opened:
        listener.close()


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.1", "::1", "localhost"])
def test_loopback(address):
    assert startup.is_loopback(address)


@pytest.mark.parametrize(
    "address", ["0.0.0.0", "::", "192.168.1.4", "10.0.0.1", "fe80::1", "", "tracker.kommune.dk"]
)
def test_not_loopback(address):
    assert not startup.is_loopback(address)


def test_without_a_listener_there_is_nothing_to_check(refusals):
    assert startup.check_listeners() is False


@pytest.mark.parametrize(
    ("address", "family"), [("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6)]
)
def test_a_loopback_listener_may_stay(refusals, listen, address, family):
    listener = listen(address, family)
    assert startup.check_listeners() is True
    assert listener.getsockname()[0] == address  # still open


def test_one_open_listener_among_others_is_refused(refusals, listen):
    listen("127.0.0.1")
    listen("0.0.0.0")
    with pytest.raises(RefusedError):
        startup.check_listeners()
    assert "0.0.0.0" in refusals[0]


def test_listeners_do_not_hold_small_answers_back(refusals, listen):
    listener = listen("127.0.0.1")
    assert listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0
    startup.check_listeners()
    assert listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


@pytest.mark.parametrize(
    ("option", "environment", "allowed"),
    [("127.0.0.1", None, True), (None, "127.0.0.1", True), ("0.0.0.0", "127.0.0.1", False),
     (None, None, False), ("localhost", None, True)],
)  # fmt: skip
def test_where_sockets_cannot_be_listed_the_configuration_counts(
    refusals, monkeypatch, tmp_path, option, environment, allowed
):
    monkeypatch.setattr(startup, "_OPEN_FILES", tmp_path / "none")
    monkeypatch.setattr(config, "get_option", {"server.address": option}.get)
    monkeypatch.delenv("HOST", raising=False)
    if environment:
        monkeypatch.setenv("HOST", environment)
    if allowed:
        assert startup.check_listeners() is True
    else:
        with pytest.raises(RefusedError):
            startup.check_listeners()


@pytest.fixture
def database(monkeypatch):
    """Sets what opening the database does."""
    return lambda opening: monkeypatch.setattr(startup.setup, "open_or_create", opening)


def live(during=lambda: None):
    """Run the lifespan of the server, and something while it lasts."""

    async def lifespan():
        async with startup.lifespan(None):
            during()
            await asyncio.sleep(0.05)

    try:
        asyncio.run(lifespan())
    finally:
        gc.unfreeze()


def test_the_start_opens_the_database_and_closes_the_back_door(refusals, database, monkeypatch):
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    opened = []
    database(lambda: opened.append(True))
    frozen = []
    live(lambda: frozen.append(gc.get_freeze_count()))
    assert opened == [True]
    assert PagesManager.uses_pages_directory is False
    assert frozen[0] > 10_000


def test_an_unusable_database_stops_the_start(refusals, database):
    def unusable():
        raise PortfolioError("Not {thing}.", thing="usable")

    database(unusable)
    with pytest.raises(RefusedError):
        live()
    assert refusals == ["Not usable."]


def test_a_refused_address_leaves_the_database_alone(refusals, database, listen):
    opened = []
    database(lambda: opened.append(True))
    listen("0.0.0.0")
    with pytest.raises(RefusedError):
        live()
    assert opened == []


def test_a_listener_that_comes_after_the_start_is_checked_too(refusals, database, listen):
    """uvicorn opens its port when the lifespan has started."""
    database(lambda: None)
    live(lambda: listen("0.0.0.0"))
    assert len(refusals) == 1


SENTENCE = (
    "The server stops: it was to listen on {address}, where others on the network can reach it, "
    "and there is no sign-in yet. Start it on the address 127.0.0.1."
)


def test_streamlit_run_on_an_open_address_stops(new_server):
    server = new_server()
    server.start_streamlit("--server.address=0.0.0.0")
    code, said = server.wait_until_gone()
    assert code == 1
    assert _(SENTENCE, address="0.0.0.0") in said
    assert "Serveren" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("address", ["0.0.0.0", "::"])
def test_uvicorn_on_an_open_address_stops(new_server, address):
    server = new_server()
    server.start_uvicorn(f"--host={address}")
    code, said = server.wait_until_gone()
    assert code == 1
    assert _(SENTENCE, address=address) in said
    assert "Traceback" not in said


@pytest.mark.parametrize("command", ["start_streamlit", "start_uvicorn"])
def test_a_database_error_is_one_sentence(new_server, command):
    server = new_server()
    server.write_app("pass", open_database="raise PortfolioError('Not {thing}.', thing='usable')")
    getattr(server, command)()
    code, said = server.wait_until_gone()
    assert code == 1
    assert "\nNot usable.\n" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("command", ["start_streamlit", "start_uvicorn"])
def test_the_server_starts_without_a_complaint(new_server, command):
    server = new_server()
    getattr(server, command)()
    server.wait_until_up()
    said = server.stop()
    assert "Traceback" not in said
    assert "Warning" not in said
