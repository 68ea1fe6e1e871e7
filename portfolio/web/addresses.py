"""Addresses: the prefix the app may lie behind, and which ones somebody may be sent on to."""

import re
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from starlette.types import Scope

from portfolio import signs
from portfolio.language import DEFAULT, LANGUAGES

SIGN_IN, SIGN_OUT, FIRST, INVITATION = "/log-ind", "/log-ud", "/foerste-konto", "/invitation"

#: What people call the front page, as every page is called; Streamlit knows it as ``/`` alone.
OVERVIEW = "/overblik"


def base() -> str:
    """``server.baseUrlPath`` as ``/portfolio``; empty where there is none."""
    from streamlit import config

    words = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{words}" if words else ""


def without_base(path: str) -> str | None:
    """The path as the app knows it; None if it is not the app's."""
    prefix = base()
    return path.removeprefix(prefix) if path.startswith(f"{prefix}/") else None


def asked_language(scope: Scope) -> str:
    """``lang`` in the address, else Danish: the same rule as client.js and the script."""
    query = parse_qs(scope["query_string"].decode("latin-1"))
    asked = query.get("lang", [DEFAULT])[0]
    return asked if asked in LANGUAGES else DEFAULT


def tidied(query: bytes) -> bytes:
    """The query without the signs nobody sees that come along when a link is pasted."""
    asked = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    kept = [(name, signs.normalised(text)) for name, text in asked]
    return query if kept == asked else urlencode(kept).encode()


def page_to_go_to(asked: str) -> str:
    """``next`` if it is a page of this app, query and all; else the front page.

    A page is one word (portfolio/web/index.py), so no other host and no other route can hide in
    it: not ``//evil.example``, nor ``/\\evil.example``, nor ``/auth/logout``.
    """
    if not asked.isprintable() or "\\" in asked or not re.match(r"/[^/.?#]*([?]|$)", asked):
        return "/"
    path = urlsplit(asked).path
    return "/" if path in (SIGN_IN, SIGN_OUT, FIRST, INVITATION) else asked


def sign_in_address(path: str, query: str, language: str) -> str:
    """Where somebody signs in who wanted that page; the page is kept in ``next``."""
    wanted = f"{path}?{query}" if query else path
    asked = {"next": wanted} if wanted != "/" else {}
    return address(SIGN_IN, language, **asked)


def address(path: str, language: str, /, **query: str) -> str:
    """A path of the app with the prefix and the language."""
    asked = query | ({"lang": language} if language != DEFAULT else {})
    return base() + path + (f"?{urlencode(asked)}" if asked else "")
