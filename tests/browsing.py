"""A real server, a real browser, and how to wait for them."""

import os
import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

import throwaway
from playwright.sync_api import Browser, Page, expect

from portfolio.usecases.seeding import setup

ROOT = Path(__file__).parents[1]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# Without the last five Chromium asks Google for things at every start, and waits.
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LAPTOP = {"width": 1366, "height": 768}
TODAY = "2022-05-01"
#: Every kind of page: with and without a proposal or pool asked for.
PATHS = (
    "/",
    "/?visning=tavle",
    "/forslag",
    "/forslag?nr=4",
    "/tidslinje",
    "/strategi",
    "/strategi?pulje=frie-bymidter",
    "/beregner",
    "/steder",
    "/beslutninger",
    "/huller",
    "/mine",
    "/runder",
    "/indhold",
    "/log",
    "/papirer",
    "/opsaetning",
    "/gennemgang",
    "/fremvisning",
    "/opfoelgninger",
    "/sammenlign",
    "/opsummering",
    "/workshop",
    "/portefoeljer",
    "/referater",
    "/liste",
    "/soeg",
    "/soeg?q=frie+bymidter",
)
#: A busy machine of two cores takes many seconds for what takes one on a quiet one.
_PATIENCE = 30_000


@contextmanager
def serving(database: str, *, today: str = TODAY) -> Iterator[str]:
    """``streamlit run app.py`` on a free port; its address, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    world = {**os.environ, "PORTFOLIO_URL": database, "PORTFOLIO_TODAY": today}
    process = _loaded().Process(target=_serve, args=(port, world), daemon=True)
    process.start()
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.join()


@cache
def _loaded() -> ForkServerContext:
    """Where servers come from: a process that has loaded the program, which takes seconds."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["streamlit.web.cli", "portfolio.ui.frame", "portfolio.web"])
    return context


def _serve(port: int, world: dict[str, str]) -> None:
    os.chdir(ROOT)
    os.environ.update(world)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for said in (1, 2):
        os.dup2(nowhere, said)
    from streamlit.web import cli

    cli.main(["run", "app.py", f"--server.port={port}"])


def _wait_for(address: str, process: ForkServerProcess) -> None:
    for _ in range(600):
        assert process.is_alive(), "the server stopped at once"
        try:
            # Not a page: a test may want to be the first to ask for one.
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:  # refused, or reset by a server that has not begun to answer
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


def a_database(folder: Path, *, seed: bool = True, made_up: bool = False) -> str:
    """A database of its own: empty, with the real seed, or with made-up history on top."""
    until = date.fromisoformat(TODAY) if made_up else None
    return throwaway.files().new(setup.SEED_FOLDER if seed else None, folder, demo_until=until)


def a_window(browser: Browser, size: dict[str, int] = DESKTOP) -> Page:
    """A page in a window of its own, with nothing kept from before. Close its ``context``."""
    context = browser.new_context(viewport=size, locale="da-DK", timezone_id="Europe/Copenhagen")
    context.set_default_timeout(_PATIENCE)
    expect.set_options(timeout=_PATIENCE)
    return context.new_page()


def open_page(page: Page, address: str) -> Page:
    """Go there and wait until all of it is drawn."""
    page.goto(address)
    drawn(page)
    return page


def from_the_menu(page: Page, group: str, name: str) -> None:
    """Go to a page that is folded below a group of the bar."""
    page.locator(".frame").get_by_role("button", name=group, exact=True).click()
    page.locator(".frame").get_by_role("link", name=name, exact=True).click()


def drawn(page: Page) -> None:
    """Wait until the script has run and what it sent is there, charts too."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)


def open_source(page: Page, words: str = "punkt 8, l. 349") -> None:
    """Point at a fact, so that its mark is seen, and follow it."""
    mark = page.locator(".sources a", has_text=words).first
    mark.locator("xpath=ancestor::*[contains(@class, 'fact')][1]").hover()
    mark.click()
