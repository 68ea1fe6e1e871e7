"""What the pages outside Streamlit share: draw or do, let in, and the parts of their forms.

Open this when all of them are to answer in another way. The pages are
:mod:`portfolio.web.people.sign_in` and :mod:`portfolio.web.people.newcomers`.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from portfolio import language
from portfolio.errors import PortfolioError
from portfolio.language import _, explain
from portfolio.usecases.people import sessions
from portfolio.usecases.people.attempts import TooManyError
from portfolio.usecases.people.passwords import SHORTEST
from portfolio.web import addresses, faults, html, received, spoken
from portfolio.web.doorway import came_by_https
from portfolio.web.people import oidc

Typed = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One line to fill in. ``fill`` tells the browser what it may fill in by itself."""

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    fill: str = "off"
    hint: str = ""
    fixed: bool = False


@dataclass(frozen=True)
class Form:
    """A form that posts to ``action``."""

    action: str
    button: str
    fields: list[Field]
    hidden: dict[str, str]

    @property
    def first_empty(self) -> str:
        """Where the cursor stands."""
        return next((field.name for field in self.fields if not field.value), "")


class Link(NamedTuple):
    """Where to go on to; as a button where it is the one thing to do."""

    words: str
    way: str
    is_button: bool = False


_log = logging.getLogger("portfolio.sign_in")


async def answer(
    request: Request,
    draw: Callable[[Request, Typed, str], Response],
    act: Callable[[Request, Typed], str],
    done: Callable[[Request, str, Typed], Response] | None = None,
) -> Response:
    """Draw the page, or do what its form asks; what is wrong is said above the same form."""
    await spoken.begin(request)
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
        wrong = faults.sentence(_log, error)
        return page(request, _("Sign in"), wrong=wrong, status=500)


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


def page(
    request: Request,
    title: str,
    *,
    done: str = "",
    wrong: str = "",
    lead: str = "",
    link: Link | None = None,
    form: Form | None = None,
    note: str = "",
    status: int = 200,
) -> Response:
    """A page of these parts, in this order; what could not be done is read aloud at once."""
    query = {k: v for k, v in request.query_params.items() if k in ("next", "ud")}
    answer = html.page(
        "form.html",
        status=status,
        title=title,
        css="forms.css",
        other=addresses.address(request.url.path, html.other_language(), **query),
        done=done,
        wrong=wrong,
        lead=lead,
        link=link,
        form=form,
        note=note,
    )
    received.keep_token(request, answer, received.token_for(request))
    return answer


def form(request: Request, path: str, button: str, fields: list[Field], **hidden: str) -> Form:
    action = addresses.address(path, language.current())
    return Form(action, button, fields, hidden | {received.FIELD: received.token_for(request)})


def email(value: str, *, fixed: bool = False) -> Field:
    """What people sign in with."""
    return Field(
        name="email", label=_("E-mail"), kind="email", fill="username", value=value, fixed=fixed
    )


def password(label: str, fill: str, name: str = "password", hint: str = "") -> Field:
    return Field(name=name, label=label, kind="password", fill=fill, hint=hint)


def new_password() -> list[Field]:
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


def municipality(**query: str) -> Link:
    """The way to the municipality's own login."""
    way = addresses.address(f"{addresses.SIGN_IN}/kommune", language.current(), **query)
    return Link(_("Sign in with the municipality's login"), way, is_button=True)


def require_passwords() -> None:
    if oidc.is_configured():
        raise PortfolioError("Passwords are not used here. Sign in with the municipality's login.")
