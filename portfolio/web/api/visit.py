"""Who calls the API: a key is asked for at every call, and none may call too often.

Open this to change how many calls there may be, or what a program need not fetch again.
"""

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from portfolio import language, store
from portfolio.domain.clock import today
from portfolio.language import N_
from portfolio.store import changes
from portfolio.usecases.api import tokens
from portfolio.web.api.problems import NotModified, ProblemError
from portfolio.web.doorway import client_address
from portfolio.web.health import VERSION

#: Calls a minute of one key, and calls without a good key from one address.
OF_A_KEY, OF_A_STRANGER = 300, 30
_LONGEST = 200  # nobody makes us hash a megabyte
_MINUTE = 60.0  # s
_CHALLENGE = {"www-authenticate": 'Bearer realm="portfolio"'}


@dataclass
class Limit:
    """Counts calls in the minute that runs. Of this process only: it is a brake, not a lock."""

    most: int
    _minute: int = -1
    _calls: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def count(self, caller: str) -> None:
        """ProblemError 429 for a call too many."""
        now = time.monotonic()
        with self._lock:
            if self._minute != int(now // _MINUTE):
                self._minute, self._calls = int(now // _MINUTE), Counter()
            self._calls[caller] += 1
            too_many = self._calls[caller] > self.most
        if too_many:
            left = {"retry-after": str(int(_MINUTE - now % _MINUTE) + 1)}
            raise ProblemError(429, N_("Too many calls. Wait a minute and try again."), left)


@dataclass(frozen=True)
class Visit:
    """A call with a good key: its day is today unless it asks for another."""

    today: date


keys, strangers = Limit(OF_A_KEY), Limit(OF_A_STRANGER)
_bearer = HTTPBearer(
    auto_error=False, scheme_name="key", description="A key made under Opsætning (Settings)."
)


def visit(
    request: Request,
    response: Response,
    brought: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Visit:
    """Let a call in whose key is good; NotModified when it has the answer already."""
    _require_key(request, brought.credentials if brought else "")
    with store.reading() as connection:
        revision = changes.revision(connection)
    day = today()
    tag = f'W/"{revision}-{day.isoformat()}-{VERSION}-{language.current()}"'
    headers = {
        "etag": tag,
        "cache-control": "private, no-cache",
        "vary": "Authorization, Accept-Language",
    }
    known = request.headers.get("if-none-match", "")
    if known.strip() == "*" or tag.removeprefix("W/") in known:
        raise NotModified(headers)
    response.headers.update(headers)
    return Visit(day)


def _require_key(request: Request, token: str) -> None:
    key = tokens.key_of(token) if 0 < len(token) <= _LONGEST else None
    if key is not None:
        return keys.count(key)
    strangers.count(client_address(request.scope))
    if not request.headers.get("authorization"):
        raise ProblemError(
            401,
            N_("The API is opened by a key: send it in the header Authorization: Bearer …"),
            _CHALLENGE,
        )
    wrong = {"www-authenticate": f'{_CHALLENGE["www-authenticate"]}, error="invalid_token"'}
    raise ProblemError(401, N_("The key is unknown or has been revoked."), wrong)
