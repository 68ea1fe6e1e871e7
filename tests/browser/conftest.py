"""One server of each kind for all tests, a browser for each module, a window for each test."""

from pathlib import Path

import pytest
from browsing import CHROMIUM, DESKTOP, FLAGS, PHONE, a_database, a_window, serving
from playwright.sync_api import sync_playwright


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The address of a server with the real seed, on 1 May 2022."""
    with serving(a_database(tmp_path_factory.mktemp("seeded"))) as address:
        yield address


@pytest.fixture(scope="session")
def empty_server(tmp_path_factory):
    """The address of a server whose portfolio holds nothing."""
    with serving(a_database(tmp_path_factory.mktemp("empty"), seed=False)) as address:
        yield address


@pytest.fixture(scope="session")
def demo_server(tmp_path_factory):
    """The address of a server with made-up statuses of every light."""
    with serving(a_database(tmp_path_factory.mktemp("demo"), made_up=True)) as address:
        yield address


# Not for the session: tests/web has a browser too, and two cannot be driven at once.
@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def desk(chromium):
    """A desktop window that goes from page to page and has the program's files already."""
    page = a_window(chromium)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def phone(chromium):
    """The same on a phone."""
    page = a_window(chromium, PHONE)
    yield page
    page.context.close()


@pytest.fixture(scope="module", params=["desk", "phone"])
def reader(request):
    """The one, and then the other."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def window(chromium):
    """``window(PHONE)``: somebody else's browser, with nothing kept from before; its page."""
    pages = []

    def window(size: dict[str, int] = DESKTOP):
        pages.append(a_window(chromium, size))
        return pages[-1]

    yield window
    for page in pages:
        page.context.close()


@pytest.fixture
def page(window):
    """A page in a desktop window of its own."""
    return window()
