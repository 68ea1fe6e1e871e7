"""The server starts with a database, and where others reach it says the code for an account."""

import asyncio
import gc
import re
import socket

import pytest
import requests
from builders import a_user
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from portfolio.errors import PortfolioError
from portfolio.usecases.people import setup_code
from portfolio.web import doorway, listeners, startup


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
    assert doorway.is_loopback(address)


@pytest.mark.parametrize(
    "address", ["0.0.0.0", "::", "192.168.1.4", "10.0.0.1", "fe80::1", "", "tracker.kommune.dk"]
)
def test_not_loopback(address):
    assert not doorway.is_loopback(address)


@pytest.fixture
def told(monkeypatch, capsys):
    """What was printed in the terminal; the code has not been said before."""
    monkeypatch.setattr(setup_code, "_said", [])
    return lambda: capsys.readouterr().err


CODE = f"Der er ingen konto endnu. Opstartskode til den første: {setup_code.CODE}\n"


def test_without_a_listener_there_is_nothing_to_say(empty_db, told):
    assert startup.look_at_listeners() is False
    assert told() == ""


@pytest.mark.parametrize(
    ("address", "family"), [("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6)]
)
def test_a_loopback_listener_says_nothing(empty_db, told, listen, address, family):
    listener = listen(address, family)
    assert startup.look_at_listeners() is True
    assert listener.getsockname()[0] == address  # still open
    assert told() == ""


def test_one_open_listener_among_others_says_the_code_once(empty_db, told, listen):
    listen("127.0.0.1")
    listen("0.0.0.0")
    startup.look_at_listeners()
    startup.look_at_listeners()
    assert told() == CODE


def test_once_there_is_an_account_there_is_no_code_to_say(empty_db, told, listen):
    a_user(empty_db, "reader")
    listen("0.0.0.0")
    assert startup.look_at_listeners() is True
    assert told() == ""


def test_listeners_do_not_hold_small_answers_back(empty_db, listen):
    listener = listen("127.0.0.1")
    assert listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0
    startup.look_at_listeners()
    assert listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


@pytest.mark.parametrize(
    ("option", "environment", "open_to_others"),
    [
        ("127.0.0.1", None, False),
        (None, "127.0.0.1", False),
        ("0.0.0.0", "127.0.0.1", True),
        (None, None, True),
        ("localhost", None, False),
    ],
)
def test_where_sockets_cannot_be_listed_the_configuration_counts(
    empty_db, told, monkeypatch, tmp_path, option, environment, open_to_others
):
    monkeypatch.setattr(listeners, "_OPEN_FILES", tmp_path / "none")
    monkeypatch.setattr(config, "get_option", {"server.address": option}.get)
    monkeypatch.delenv("HOST", raising=False)
    if environment:
        monkeypatch.setenv("HOST", environment)
    assert startup.look_at_listeners() is True
    assert told() == (CODE if open_to_others else "")


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


def test_a_listener_that_comes_after_the_start_is_seen_too(empty_db, told, database, listen):
    """uvicorn opens its port when the lifespan has started."""
    database(lambda: None)
    live(lambda: listen("0.0.0.0"))
    assert told() == CODE


@pytest.mark.parametrize("command", ["start_streamlit", "start_uvicorn"])
def test_on_an_open_address_it_serves_and_says_the_code(
    new_server, seeded_db, monkeypatch, command
):
    server = new_server()
    open_to_all = {"start_streamlit": "--server.address=0.0.0.0", "start_uvicorn": "--host=0.0.0.0"}
    getattr(server, command)(open_to_all[command])
    server.wait_until_up()
    assert requests.get(f"{server.url}/log-ind", timeout=5).url.endswith("/foerste-konto")
    said = server.stop()
    assert len(re.findall(r"Opstartskode til den første: [\w-]{14}\n", said)) == 1
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
