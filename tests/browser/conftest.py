"""A real server and a real browser: one of each for all tests, a new window for each test."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from portfolio.usecases import demo, setup

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# Without them Chromium asks Google for things at every start, and waits.
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
TODAY = "2022-05-01"
#: Two cores, and others at work on them: a page that is there takes a second at most.
PATIENCE = 20_000


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@contextmanager
def serving(database: str, *, today: str = TODAY) -> Iterator[str]:
    """``streamlit run app.py`` on a free port; its address, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    world = {**os.environ, "PORTFOLIO_URL": database, "PORTFOLIO_TODAY": today}
    with subprocess.Popen(
        command, cwd=ROOT, env=world, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/healthz", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the server stopped at once"
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


def database(folder: Path, *, seed: bool = True, made_up: bool = False) -> str:
    """A database of its own: empty, with the real seed, or with made-up history on top."""
    address = f"sqlite:///{folder / 'browser.db'}"
    setup.create(address, setup.SEED_FOLDER if seed else None)
    if made_up:
        demo.fill(address, until=date.fromisoformat(TODAY))
    return address


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The address of a server with the real seed, on 1 May 2022."""
    with serving(database(tmp_path_factory.mktemp("seeded"))) as address:
        yield address


@pytest.fixture(scope="session")
def empty_server(tmp_path_factory):
    """The address of a server whose portfolio holds nothing."""
    with serving(database(tmp_path_factory.mktemp("empty"), seed=False)) as address:
        yield address


@pytest.fixture(scope="session")
def demo_server(tmp_path_factory):
    """The address of a server with made-up statuses of every light."""
    with serving(database(tmp_path_factory.mktemp("demo"), made_up=True)) as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium):
    """``window(PHONE)``: a browser of somebody else, with nothing kept from before; its page."""
    contexts = []

    def window(size: dict[str, int] = DESKTOP) -> Page:
        context = chromium.new_context(
            viewport=size, locale="da-DK", timezone_id="Europe/Copenhagen"
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield window
    for context in contexts:
        context.close()


@pytest.fixture
def page(window):
    """A page in a desktop window."""
    return window()


expect.set_options(timeout=PATIENCE)


def open_page(page: Page, address: str) -> Page:
    """Go there and wait until the program has drawn all of it."""
    page.goto(address)
    drawn(page)
    return page


def drawn(page: Page) -> None:
    """Wait until the script has run: the heading is there and nothing is being fetched."""
    expect(page.locator("h1")).to_have_count(1)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
