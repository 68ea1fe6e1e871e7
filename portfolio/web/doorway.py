"""Where a request comes from. Open this to change what counts as sitting at the machine."""

import ipaddress
import logging
from contextlib import suppress
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from portfolio import store
from portfolio.usecases.people import accounts, local_mode
from portfolio.web import addresses
from portfolio.web.neighbours import Neighbours

_log = logging.getLogger(__name__)
#: A proxy in front says so in one of these; then the neighbour is the proxy, not the user.
_FORWARDED = (
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-forwarded-server",
    "x-forwarded-port",
    "x-real-ip",
    "x-original-host",
)
#: Files that everybody gets: nobody asks there who it is, so nobody is looked at.
_FOR_ALL = ("/static/", "/app-static/")


class Doorway:
    """ASGI middleware: marks what comes from this machine, and no one else can bring the mark."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._neighbours = Neighbours()
        #: Databases that have an account; it is never again without one.
        self._closed: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            name = local_mode.HEADER.encode()
            headers = [pair for pair in scope["headers"] if pair[0].lower() != name]
            if await self._is_open_to(scope):
                headers.append((name, local_mode.KEY.encode()))
            query = addresses.tidied(scope.get("query_string", b""))
            scope = {**scope, "headers": headers, "query_string": query}
        await self.app(scope, receive, send)

    async def _is_open_to(self, scope: Scope) -> bool:
        if any(folder in scope.get("path", "") for folder in _FOR_ALL) or not is_at_the_machine(
            scope
        ):
            return False
        if store.url() in self._closed or await run_in_threadpool(self._has_account):
            return False
        return await self._neighbours.is_a_visitor(scope)

    def _has_account(self) -> bool:
        """Whether local mode is over. A database that does not answer opens to nobody new."""
        address = store.url()
        try:
            if not accounts.any_account():
                return False
        except Exception as error:  # the script tells what is wrong with it, in words
            _log.warning("No answer from the database: %r", error)
            return True
        self._closed.add(address)
        return True


def is_at_the_machine(scope: Scope) -> bool:
    """Both ends on loopback, no proxy between, and asked for by a name of this machine.

    The name matters: a page elsewhere can have its own name point at 127.0.0.1. So does the
    origin: it is another page's, or a proxy has changed the name and says nothing of itself.
    A proxy can hide all of this; what program it is it cannot (:mod:`portfolio.web.neighbours`).
    """
    headers = Headers(scope=scope)
    ends = [(scope.get(end) or ("",))[0] for end in ("client", "server")]
    return (
        all(is_loopback(str(address)) for address in ends)
        and not any(name in headers for name in _FORWARDED)
        and not _comes_from_a_silent_proxy(scope, headers)
        and is_loopback(_host(headers.get("host", "")))
        and all(_of_url(origin) == headers["host"] for origin in headers.getlist("origin"))
    )


def _comes_from_a_silent_proxy(scope: Scope, headers: Headers) -> bool:
    """nginx as it comes says nothing of itself and gives our own name as the one asked for; but
    it speaks HTTP/1.0 and closes each connection, and no browser does."""
    closes = headers.get("connection", "").strip().lower() == "close"
    return closes or scope.get("http_version") == "1.0"


def came_by_https(scope: Scope) -> bool:
    """Whether the browser speaks https, to us or to a proxy on this machine."""
    if scope["scheme"] in ("https", "wss"):
        return True
    said = Headers(scope=scope).get("x-forwarded-proto", "")
    return _is_neighbour_here(scope) and said.rpartition(",")[2].strip().lower() == "https"


def client_address(scope: Scope) -> str:
    """Who asks, as far as can be known: behind a proxy on this machine, who asked the proxy."""
    said = Headers(scope=scope).getlist("x-forwarded-for")
    if said and _is_neighbour_here(scope):
        return said[-1].rpartition(",")[2].strip()
    return str((scope.get("client") or ("",))[0])


def is_loopback(address: str) -> bool:
    """Whether only this computer can reach the address."""
    with suppress(ValueError):
        return ipaddress.ip_address(address).is_loopback
    return address == "localhost"


def _is_neighbour_here(scope: Scope) -> bool:
    return is_loopback(str((scope.get("client") or ("",))[0]))


def _host(host: str) -> str:
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
    return name.strip("[]")


def _of_url(origin: str) -> str:
    with suppress(ValueError):
        return urlsplit(origin).netloc
    return ""
