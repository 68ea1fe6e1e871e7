"""A browser that sends what browsers send, and keeps its cookies: for the pages with forms."""

import asyncio
import re

import httpx
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount

from portfolio import store, web
from portfolio.usecases.people import sessions

HOME = "http://127.0.0.1:8501"


async def streamlit(scope, receive, send):
    """Stands for what is behind: says what it is asked for."""
    await PlainTextResponse(f"streamlit answers {scope['path']}")(scope, receive, send)


APP = Starlette(routes=[*web.routes, Mount("/", streamlit)], middleware=web.middleware)


class Browser:
    """A browser at the machine, or elsewhere; sends what browsers send with a form."""

    def __init__(self, address="127.0.0.1", home=HOME, http_version="1.1", **headers):
        self.home, self.cookies = home, httpx.Cookies()
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

        async def served(scope, receive, send):
            # Whatever name was asked for, the connection ended where the neighbour's began.
            ends = {"server": (address, 8501), "http_version": http_version}
            await APP({**scope, **ends}, receive, send)

        self.transport = httpx.ASGITransport(served, client=(address, 5000))

    def ask(self, method, path, headers, data=None):
        """One request; what it sets as cookies is sent with the next."""

        async def ask():
            client = httpx.AsyncClient(
                transport=self.transport, base_url=self.home, cookies=self.cookies
            )
            async with client:
                answer = await client.request(
                    method, path, headers={**self.headers, **headers}, data=data
                )
                return answer, client.cookies

        answer, self.cookies = asyncio.run(ask())
        return answer

    def get(self, path, **headers):
        return self.ask("GET", path, headers)

    def post(self, path, *, token=None, headers=None, **typed):
        if token is None:
            token = self.token(path)
        sent = {"origin": self.home, "sec-fetch-site": "same-origin", **(headers or {})}
        sent = {name: value for name, value in sent.items() if value is not None}
        return self.ask("POST", path, sent, {"form": token, **typed})

    def token(self, path):
        """What the form holds; log-ud has its form on the page of sign-in."""
        page = self.get(path if "log-ud" not in path else "/log-ind").text
        return re.search(r'name="form" value="([^"]*)"', page).group(1)

    @property
    def session(self):
        return self.cookies.get(sessions.COOKIE)

    def let_in(self, user_id):
        """Have the session of somebody with an account."""
        token = store.in_transaction(lambda connection: sessions.start(connection, user_id))
        self.cookies.set(sessions.COOKIE, token, domain="127.0.0.1")
        return self
