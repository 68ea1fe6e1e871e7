"""Before the first visitor. Open this to change how the server starts, or why it refuses to."""

import asyncio
import gc
import logging
import os
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import NoReturn

from portfolio.errors import PortfolioError
from portfolio.language import explain
from portfolio.usecases.people import accounts, setup_code
from portfolio.usecases.seeding import setup
from portfolio.web import listeners
from portfolio.web.doorway import is_loopback


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Prepare, then serve. Runs once, under ``streamlit run`` and under ``uvicorn`` alike."""
    _keep_pages_behind_app_py()
    # Three lines for every page that is opened, and their share of the work of it.
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    _open_database()
    listening = look_at_listeners()
    # What is loaded now stays loaded, so the collector need not look through it again and again.
    gc.collect()
    gc.freeze()
    watch = None if listening else asyncio.create_task(_look_when_listening())
    yield
    if watch:
        watch.cancel()


def look_at_listeners() -> bool:
    """Say the set-up code where others can reach a server without an account; False if no
    socket is open yet."""
    addresses = list(_listening_addresses()) if listeners.can_be_seen() else [_configured_address()]
    if not all(is_loopback(address) for address in addresses) and not accounts.any_account():
        setup_code.announce()
    return bool(addresses)


async def _look_when_listening() -> None:
    # uvicorn opens its port just after the lifespan has started; nothing tells us when.
    for _attempt in range(1000):
        await asyncio.sleep(0.01)
        if look_at_listeners():
            return


def _listening_addresses() -> Iterator[str]:
    for listener in listeners.found():
        # Streamlit makes its socket in a way that leaves Nagle's algorithm on: 40 ms a click.
        # Connections inherit the option from their listener.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield listener.getsockname()[0]


def _configured_address() -> str:
    from streamlit import config

    return config.get_option("server.address") or os.environ.get("HOST") or "0.0.0.0"


def _keep_pages_behind_app_py() -> None:
    # Until st.navigation has run once, Streamlit would serve a file in pages/ without app.py
    # around it, and so without its checks.
    from streamlit.runtime.pages_manager import PagesManager

    PagesManager.uses_pages_directory = False


def _open_database() -> None:
    try:
        setup.open_or_create()
    except PortfolioError as error:
        _refuse(explain(error))


def _refuse(sentence: str) -> NoReturn:
    """Say why on one line and stop.

    An exception from here would reach the console as a stack trace: uvicorn prints whatever
    ends a lifespan, SystemExit too. Nobody has written anything yet that could be lost.
    """
    print(sentence, file=sys.stderr, flush=True)
    os._exit(1)
