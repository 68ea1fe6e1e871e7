"""What a form sent us: read, and refused unless one of our own pages sent it.

Two guards against a form on somebody else's page: the browser must say that the request comes
from here, and the form must hold the same token as a cookie that only our pages can have set.
"""

import json
import logging
import re
import secrets
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from portfolio import signs
from portfolio.errors import PortfolioError
from portfolio.language import N_
from portfolio.web.doorway import came_by_https, client_address

COOKIE, FIELD = "portfolio_form", "form"
_BIGGEST = 16_000  # bytes; the longest honest form of a sign-in has a tenth of it
_MOST = 20  # fields
#: A password is what was typed, sign by sign.
_SECRET = ("password", "again")
_log = logging.getLogger("portfolio.sign_in")


class ForeignFormError(PortfolioError):
    """The form is not one this browser got from here, or is too old."""


def token_for(request: Request) -> str:
    """The token of the browser's forms: the one it has, or a new one."""
    known = request.cookies.get(COOKIE, "")
    if not re.fullmatch(r"[\w-]{43}", known):
        # Kept on the request: the form and the cookie ask for it one after the other.
        known = getattr(request.state, COOKIE, None) or secrets.token_urlsafe(32)
        setattr(request.state, COOKIE, known)
    return known


def keep_token(request: Request, answer: Response, token: str) -> None:
    """Have the browser keep the token, for forms on our own pages only."""
    answer.set_cookie(
        COOKIE, token, httponly=True, samesite="strict", secure=came_by_https(request.scope)
    )


async def fields(request: Request, *, biggest: int = _BIGGEST, most: int = _MOST) -> dict[str, str]:
    """What was typed, by name. Raises PortfolioError when it cannot be a form of ours.

    ``biggest``: in bytes, as sent. ``most``: how many fields there can be.
    """
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > biggest:
            raise PortfolioError("The form was too big and was not read.")
    text = body.decode("utf-8", "replace")
    try:
        typed = parse_qsl(text, keep_blank_values=True, max_num_fields=most)
    except ValueError:
        raise PortfolioError("The form was too big and was not read.") from None
    return {name: said if name in _SECRET else signs.normalised(said) for name, said in typed}


async def json_object(request: Request, *, biggest: int) -> dict[str, Any] | None:
    """What one of our scripts sent; None where it is no object, or bigger than that in bytes."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        return None
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > biggest:
            return None
    try:
        said = json.loads(body)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def require_ours(request: Request, typed: dict[str, str]) -> None:
    """ForeignFormError unless the form is this browser's and comes from here."""
    cookie, sent = request.cookies.get(COOKIE, ""), typed.get(FIELD, "")
    same = bool(cookie) and secrets.compare_digest(cookie.encode(), sent.encode())
    if same and comes_from_here(request):
        return
    _log.warning("refused: a form that is not ours, from %s", client_address(request.scope))
    raise ForeignFormError(
        N_("The form was too old, or did not come from this page, so nothing was done. Try again.")
    )


def comes_from_here(request: Request) -> bool:
    """Whether the browser says that a page of ours sent it."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None and site not in ("same-origin", "none"):
        return False
    if origin is None:
        return site is not None
    return bool(urlsplit(origin).netloc) and urlsplit(origin).netloc == request.headers.get("host")
