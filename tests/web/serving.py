"""One ASGI call, and a real server in a process of its own, for the tests of portfolio/web."""

import asyncio
import os
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import NamedTuple

import pytest
import requests
import throwaway

ROOT = Path(__file__).parents[2]
# The server with an empty database: these tests are about what is round the script.
ASGI_HALF = """\
import sys
sys.path.insert(0, {root!r})
import streamlit as st
if __name__ != "__main__":
    from portfolio import store, web
    from portfolio.errors import PortfolioError
    from portfolio.usecases.seeding import setup
    store.ping = lambda: None
    def open_or_create():
        {open_database}
    setup.open_or_create = open_or_create
    app = st.App(__file__, routes=web.routes, middleware=web.middleware, lifespan=web.lifespan)
else:
"""


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def ask(app, path, method="GET", query="", **headers):
    """Call an ASGI app once, as a server would for a browser at the machine."""
    messages = []
    headers = {"host": "127.0.0.1", **headers}
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "scheme": "http",
        "query_string": query.encode(),
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
        "headers": [
            (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
        ],
    }

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        messages.append(message)

    asyncio.run(app(scope, receive, send))
    start = messages[0]
    body = b"".join(message.get("body", b"") for message in messages[1:])
    named = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], named, body)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A folder with an app in it, and the process that serves it."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        for name in ("static", ".streamlit"):
            (folder / name).symlink_to(ROOT / name)
        throwaway.files().new(None, folder)
        (folder / "empty.db").rename(folder / "portfolio.db")
        self.write_app("st.title('Forside')")

    def write_app(self, script, open_database="pass"):
        """app.py with the real server half, and this as the script."""
        head = ASGI_HALF.format(root=str(ROOT), open_database=open_database)
        script = textwrap.indent(textwrap.dedent(script), "    ")
        (self.folder / "app.py").write_text(head + script, encoding="utf-8")

    def start(self, *command):
        self.process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=self.folder,
            text=True,
            env={**os.environ, "PYTHONWARNINGS": "default"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def start_streamlit(self, *flags):
        self.start("streamlit", "run", "app.py", f"--server.port={self.port}", *flags)

    def start_uvicorn(self, *flags):
        self.start("uvicorn", "app:app", f"--port={self.port}", *flags)

    def wait_until_up(self):
        until = time.monotonic() + 30
        while time.monotonic() < until and self.process.poll() is None:
            try:
                requests.get(f"{self.url}/_stcore/health", timeout=1).raise_for_status()
                return
            except requests.RequestException:
                time.sleep(0.05)
        pytest.fail(f"The server did not start: {self.stop()}")

    def wait_until_gone(self):
        """Its exit code and all it said."""
        said, _nothing = self.process.communicate(timeout=30)
        return self.process.returncode, said

    def stop(self):
        self.process.terminate()
        return self.wait_until_gone()[1]
