"""Who a request comes from. Open this when a route of ours should know who asks."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection

from portfolio import store
from portfolio.usecases import use_case
from portfolio.usecases.people import local_mode, sessions
from portfolio.usecases.use_case import Who
from portfolio.web.people import oidc


async def caller(connection: HTTPConnection) -> Who | None:
    """Who it is, for use cases; None if nobody is signed in."""
    return await run_in_threadpool(known, connection)


def known(connection: HTTPConnection) -> Who | None:
    """As :func:`caller`, off the event loop."""
    came_with, local = tokens(connection), is_at_the_machine(connection)
    if not came_with and not local:
        return None
    with store.reading() as reading:
        found = next(filter(None, (sessions.who(reading, token) for token in came_with)), None)
        if found is None and local and not use_case.any_account(reading):
            return use_case.LOCAL
        return found


def tokens(connection: HTTPConnection) -> list[str]:
    """What the browser came with: a cookie of ours, a sign-in at the municipality's login."""
    came_with = [
        connection.cookies.get(sessions.COOKIE),
        sessions.token_of_claims(oidc.claims(connection)),
    ]
    return [token for token in came_with if token]


def is_at_the_machine(connection: HTTPConnection) -> bool:
    """Whether portfolio/web/doorway.py has marked it as coming from this machine."""
    return local_mode.is_local(connection.headers.get(local_mode.HEADER))
