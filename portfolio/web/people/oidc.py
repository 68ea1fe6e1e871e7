"""The municipality's own login (OIDC), which Streamlit speaks; its settings are ``[auth]`` in
.streamlit/secrets.toml. Open this when somebody lands on the wrong page after it.

Streamlit always goes on to the front page; here the page wanted is remembered on the way out.
"""

import json
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portfolio.language import DEFAULT
from portfolio.web import addresses
from portfolio.web.doorway import came_by_https

USER_COOKIE = "_streamlit_user"
_WANTED = "portfolio_next"
_CALLBACK = "/oauth2callback"
_PROVIDER = "default"  # Streamlit's name for the only one


def is_configured() -> bool:
    """Whether the municipality's own login is what opens the program."""
    from streamlit.auth_util import get_secrets_auth_section

    return bool(get_secrets_auth_section())


def claims(connection: HTTPConnection) -> dict[str, Any]:
    """What the login said of whoever asks, from Streamlit's cookie, as ``st.user`` in the script.

    Empty where nobody is signed in there, and where the cookie is forged.
    """
    if USER_COOKIE not in connection.cookies or not is_configured():
        return {}
    from streamlit.auth_util import get_cookie_with_chunks
    from streamlit.web.server.server_util import get_cookie_secret
    from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

    def one(name: str) -> bytes | None:
        return decode_signed_value(get_cookie_secret(), name, connection.cookies.get(name, ""))

    said = get_cookie_with_chunks(one, USER_COOKIE)
    found = json.loads(said) if said else {}
    return dict(found) if found.get("is_logged_in") else {}


def leave(scope: Scope, wanted: str) -> Response:
    """Go to the login as ``st.login()`` does, and remember the page wanted."""
    from streamlit.auth_util import encode_provider_token

    way = f"{addresses.base()}/auth/login?provider={encode_provider_token(_PROVIDER)}"
    answer = RedirectResponse(way, 303)
    answer.set_cookie(
        _WANTED,
        wanted.encode().hex(),
        max_age=900,
        httponly=True,
        samesite="lax",
        secure=came_by_https(scope),
    )
    return answer


class LoginReturn:
    """ASGI middleware: sends whoever comes back to the page wanted, or to be told why not."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = addresses.without_base(scope["path"]) if scope["type"] == "http" else None
        if path is None or not (path == _CALLBACK or path.startswith("/auth/")):
            return await self.app(scope, receive, send)

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if path == _CALLBACK and message["status"] in (302, 303, 307):
                    headers["location"] = _where_to(scope, headers)
                if came_by_https(scope):
                    _secure(message)
            await send(message)

        await self.app(scope, receive, send_on)


def _where_to(scope: Scope, answer: Headers) -> str:
    query = parse_qs(scope["query_string"].decode("latin-1"))
    wanted = _wanted(scope)
    language = "en" if "lang=en" in wanted else DEFAULT
    cookies = answer.getlist("set-cookie")
    if any(
        cookie.startswith(f"{USER_COOKIE}=") and "Max-Age=0" not in cookie for cookie in cookies
    ):
        return addresses.base() + wanted
    if not {"state", "error"} & set(query):  # back from signing out there
        return addresses.address(addresses.SIGN_IN, language)
    return addresses.address(addresses.SIGN_IN, language, next=wanted, afbrudt="1")


def _wanted(scope: Scope) -> str:
    kept = HTTPConnection(scope).cookies.get(_WANTED, "")
    try:
        return addresses.page_to_go_to(bytes.fromhex(kept).decode())
    except ValueError:
        return "/"


def _secure(message: Message) -> None:
    """Streamlit leaves ``Secure`` out, for a browser that wants it gone on http."""
    message["headers"] = [
        (name, value + b"; Secure")
        if name.lower() == b"set-cookie" and b"; secure" not in value.lower()
        else (name, value)
        for name, value in message["headers"]
    ]
