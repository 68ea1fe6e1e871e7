"""What tests of pages stand on: a page opened inside the frame, as a browser would."""

from pathlib import Path

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from portfolio import store
from portfolio.usecases.people import local_mode, sessions

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def navigation_owns_pages(monkeypatch):
    """What web/startup.py does in the server. AppTest undoes it at every run (platform.md, 4)."""
    monkeypatch.setattr(PagesManager, "uses_pages_directory", False)
    init = PagesManager.__init__

    def and_not_the_folder(self, *args, **values):
        init(self, *args, **values)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", and_not_the_folder)


@pytest.fixture(autouse=True)
def visitor(monkeypatch):
    """Who opens the page: at the machine, unless ``visitor["cookies"]`` holds a session's token.

    AppTest has no request of its own to read headers and cookies from.
    """
    came_with = {"headers": {local_mode.HEADER: local_mode.KEY}, "cookies": {}}
    for part in came_with:
        monkeypatch.setattr(ContextProxy, part, property(lambda _self, part=part: came_with[part]))
    return came_with


@pytest.fixture
def signed_in(visitor):
    """``signed_in(a_user(address, role="lead"))``: pages are opened with that user's session."""

    def signed_in(user_id: str) -> str:
        token = store.in_transaction(lambda connection: sessions.start(connection, user_id))
        visitor["cookies"][sessions.COOKIE] = token
        return token

    return signed_in


@pytest.fixture(scope="session")
def hashes():
    """What Streamlit calls each page, by the page's file; known once a page has been drawn."""
    return {}


@pytest.fixture
def app(hashes):
    """``app("proposal", nr=4)``: the page of portfolio.db at PORTFOLIO_URL, drawn, not crashed.

    ValueError where the page is not in the menu of whoever opens it.
    """

    def app(page: str = "overview", /, **query: object) -> AppTest:
        opened = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        if page == "overview":
            return _run(opened, query)
        path = next((ROOT / "pages").glob(f"*/{page}.py"))
        if path in hashes:
            # As from the address bar: switch_page() wants another page drawn before.
            opened._page_hash = hashes[path]
        else:
            _run(opened, {name: value for name, value in query.items() if name == "lang"})
            hashes.update(_told(opened))
            opened.switch_page(str(path.relative_to(ROOT)))
        _run(opened, query)
        if path not in _told(opened):
            raise ValueError(f"{path} is not in the menu")
        return opened

    return app


def _told(opened: AppTest) -> dict[Path, str]:
    return {
        Path(info["script_path"]): page_hash
        for page_hash, info in opened._registered_pages.items()
        if info.get("script_path")
    }


def _run(opened: AppTest, query: dict[str, object]) -> AppTest:
    for name, value in query.items():
        opened.query_params[name] = str(value)
    opened.run()
    assert not opened.exception
    return opened
