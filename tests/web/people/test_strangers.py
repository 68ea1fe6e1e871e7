"""What a real server sends to somebody who is not signed in: over the websocket, to the byte."""

import re

import pytest
import requests
from builders import a_user
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from portfolio import store
from portfolio.usecases.people import local_mode, sessions
from tests.web.serving import ROOT, Server

WORDS = re.compile("Velfærdsfunktioner|Onboarding|Frie Bymidter|Høje-Taastrup")


class Program(Server):
    """The real app.py, not a stand-in."""

    def start_streamlit(self, *flags):
        command = ["streamlit", "run", str(ROOT / "app.py"), f"--server.port={self.port}"]
        self.start(*command, *flags)


@pytest.fixture(scope="module")
def program(databases, tmp_path_factory):
    """The program with the real seed and one user; (server, that user's token)."""
    from portfolio.usecases.seeding import setup

    with pytest.MonkeyPatch.context() as patch:
        address = databases.new(setup.SEED_FOLDER, tmp_path_factory.mktemp("program"))
        patch.setenv("PORTFOLIO_URL", address)
        user = a_user(address, "reader")
        token = store.in_transaction(lambda c: sessions.start(c, user), address)
        server = Program(tmp_path_factory.mktemp("app"))
        server.start_streamlit()
        server.wait_until_up()
        yield server, token
        server.stop()
        databases.drop(address)


def drawn(server, page="overblik", **headers):
    """All that one run of the script sends, as text."""
    sent = []
    with connect(
        f"ws://127.0.0.1:{server.port}/_stcore/stream",
        subprotocols=["streamlit"],
        max_size=None,
        additional_headers={name.replace("_", "-"): value for name, value in headers.items()},
    ) as line:
        ask = BackMsg()
        ask.rerun_script.page_name = page
        line.send(ask.SerializeToString())
        while True:
            raw = line.recv(timeout=30)
            sent.append(raw)
            said = ForwardMsg()
            said.ParseFromString(raw)
            if said.WhichOneof("type") == "script_finished":
                return b"".join(sent).decode("utf-8", "replace")


def test_the_harness_sees_the_portfolio_of_who_is_signed_in(program):
    server, token = program
    assert WORDS.search(drawn(server, cookie=f"{sessions.COOKIE}={token}"))


@pytest.mark.parametrize("page", ["", "overblik", "forslag", "log", "opsaetning", "findes-ikke"])
def test_a_stranger_gets_the_way_in_and_nothing_else(program, page):
    sent = drawn(program[0], page)
    assert "Log ind" in sent
    assert not WORDS.search(sent)


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": f"{sessions.COOKIE}=forged"},
        {"cookie": "_streamlit_user=forged"},
        {local_mode.HEADER: "x"},
        {local_mode.HEADER: local_mode.KEY},
        {"origin": "http://127.0.0.1", "x-forwarded-for": "127.0.0.1"},
    ],
)
def test_no_header_opens_the_door(program, headers):
    sent = drawn(program[0], **headers)
    assert "Log ind" in sent
    assert not WORDS.search(sent)


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/app/static/",
        "/app/static/../app.py",
        "/app/static/fonts/../../app.py",
        "/media/x",
        "/component/x",
        "/portfolio.db",
        "/.streamlit/secrets.toml",
        "/seed/30-forslag.toml",
    ],
)
def test_no_other_address_gives_anything_away(program, path):
    request = requests.Request("GET", program[0].url).prepare()
    request.url = program[0].url + path  # as it is, with its dots
    with requests.Session() as session:
        answer = session.send(request, timeout=5)
    # Where it has no such file Streamlit sends the empty page that loads its script.
    assert answer.status_code in (400, 403, 404) or answer.text.startswith("<!--")
    assert not WORDS.search(answer.text)


def test_the_real_server_checks_forms_and_cookies(program):
    server, _token = program
    with requests.Session() as browser:
        page = browser.get(f"{server.url}/forslag?nr=4", timeout=5)
        assert page.url == f"{server.url}/log-ind?next=%2Fforslag%3Fnr%3D4"
        token = re.search(r'name="form" value="([^"]+)"', page.text).group(1)
        typed = {"form": token, "email": "x@kommune.test", "password": "x"}
        for origin, words in (
            ("https://evil.example", "ikke fra denne side"),
            (server.url, "forkert"),
        ):
            answer = browser.post(
                f"{server.url}/log-ind", typed, headers={"origin": origin}, timeout=5
            )
            assert (answer.status_code, words in answer.text) == (403, True)


def test_a_stranger_sends_no_file(program):
    server, token = program
    where = f"{server.url}/_stcore/upload_file/a-session/a-file"
    stranger = requests.put(where, files={"f": b"x"}, timeout=5)
    known = requests.put(where, files={"f": b"x"}, cookies={sessions.COOKIE: token}, timeout=5)
    assert stranger.status_code == 404
    assert known.status_code in (400, 403)  # Streamlit's own word: no token of its forms
