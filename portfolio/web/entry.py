"""What the pages outside Streamlit share: draw or do, let in, and the parts of their forms.

Open this when all of them are to answer in another way. The pages are
:mod:`portfolio.web.people.sign_in` and :mod:`portfolio.web.people.newcomers`.
"""

import logging
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from portfolio import language
from portfolio.errors import PortfolioError
from portfolio.language import _, explain
from portfolio.usecases.people import sessions
from portfolio.usecases.people.attempts import TooManyError
from portfolio.usecases.people.passwords import SHORTEST
from portfolio.web import addresses, faults, forms, received
from portfolio.web.doorway import came_by_https
from portfolio.web.people import oidc

Typed = dict[str, str]
_log = logging.getLogger("portfolio.sign_in")


async def answer(
    request: Request,
    draw: Callable[[Request, Typed, str], Response],
    act: Callable[[Request, Typed], str],
    done: Callable[[Request, str, Typed], Response] | None = None,
) -> Response:
    """Draw the page, or do what its form asks; what is wrong is said above the same form."""
    language.use(addresses.asked_language(request.scope))
    typed: Typed = {}
    try:
        if request.method != "POST":
            return await run_in_threadpool(draw, request, typed, "")
        typed = await received.fields(request)
        received.require_ours(request, typed)
        token = await run_in_threadpool(act, request, typed)
        return await run_in_threadpool(done or _let_in, request, token, typed)
    except PortfolioError as error:
        answer = await run_in_threadpool(draw, request, typed, explain(error))
        if answer.status_code == 200:
            answer.status_code = 429 if isinstance(error, TooManyError) else 403
        return answer
    except Exception as error:
        return _fault(request, error)


def _let_in(request: Request, token: str, typed: Typed) -> Response:
    """A new token in the cookie; whatever was there before, somebody else may have put there."""
    before = request.cookies.get(sessions.COOKIE)
    if before:
        sessions.end(before)
    wanted = page_wanted(request, typed)
    if wanted == "/":
        wanted = addresses.address("/", language.current()).removeprefix(addresses.base())
    answer = RedirectResponse(addresses.base() + wanted, 303)
    if token:
        answer.set_cookie(
            sessions.COOKIE,
            token,
            httponly=True,
            samesite="lax",
            secure=came_by_https(request.scope),
        )
    answer.delete_cookie(received.COOKIE)
    return answer


def _fault(request: Request, error: Exception) -> Response:
    words = faults.sentence(_log, error)
    return page(request, _("Sign in"), forms.trouble(words), status=500)


def page(request: Request, heading: str, *parts: str, status: int = 200) -> Response:
    other = "en" if language.current() == "da" else "da"
    query = {k: v for k, v in request.query_params.items() if k in ("next", "ud")}
    way = addresses.address(request.url.path, other, **query)
    html = forms.page(heading, *parts, other_language=way)
    answer = HTMLResponse(html, status, headers={"cache-control": "no-store"})
    received.keep_token(request, answer, received.token_for(request))
    return answer


def form(request: Request, path: str, button: str, fields: list[forms.Field], **hidden: str) -> str:
    action = addresses.address(path, language.current())
    return forms.form(
        action, button, fields, hidden | {received.FIELD: received.token_for(request)}
    )


def password(label: str, fill: str, name: str = "password", hint: str = "") -> forms.Field:
    return forms.Field(name=name, label=label, kind="password", fill=fill, hint=hint)


def new_password() -> list[forms.Field]:
    hint = _("At least {count} characters; a few words are easy to remember.", count=SHORTEST)
    return [
        password(_("Password"), "new-password", hint=hint),
        password(_("The password again"), "new-password", "again"),
    ]


def same_twice(typed: Typed) -> str:
    if typed.get("password", "") != typed.get("again", ""):
        raise PortfolioError("The two passwords are not the same. Type them again.")
    return typed.get("password", "")


def page_wanted(request: Request, typed: Typed) -> str:
    return addresses.page_to_go_to(typed.get("next") or request.query_params.get("next", "/"))


def go(request: Request, path: str) -> Response:
    language_asked = addresses.asked_language(request.scope)
    wanted = page_wanted(request, {})
    query = {} if wanted == "/" else {"next": wanted}
    return RedirectResponse(addresses.address(path, language_asked, **query), 303)


def municipality(**query: str) -> str:
    """The way to the municipality's own login."""
    way = addresses.address(f"{addresses.SIGN_IN}/kommune", language.current(), **query)
    return forms.button(_("Sign in with the municipality's login"), way)


def require_passwords() -> None:
    if oidc.is_configured():
        raise PortfolioError("Passwords are not used here. Sign in with the municipality's login.")
