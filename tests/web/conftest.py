"""What tests of the server stand on: servers that end with the tests, and a browser."""

import pytest

from tests.web.serving import Server

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def new_server(tmp_path_factory):
    """Makes servers; ends what is left of them."""
    servers = []

    def make():
        servers.append(Server(tmp_path_factory.mktemp("app")))
        return servers[-1]

    yield make
    for server in servers:
        if hasattr(server, "process") and server.process.returncode is None:
            server.stop()


@pytest.fixture(scope="module")
def browser():
    """Chromium, without a page."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visitor(browser):
    """A Danish person's empty tab. What the page complains of is in ``visitor.complaints``."""
    context = browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.set_default_timeout(10_000)
    tab.complaints = []
    tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
    tab.on("console", lambda said: said.type == "error" and tab.complaints.append(said.text))
    yield tab
    context.close()
