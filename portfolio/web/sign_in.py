"""The pages outside Streamlit: sign in and out, the first account, an invitation.

Each is one function that draws it and one that does what its form asks; what is between, the
same for all, is :func:`_answer`. How they look is portfolio/web/forms.py.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from portfolio import language
from portfolio.errors import PortfolioError
from portfolio.language import _, explain
from portfolio.usecases import accounts, sessions, setup_code
from portfolio.usecases.attempts import TooManyError
from portfolio.usecases.passwords import SHORTEST
from portfolio.web import addresses, forms, oidc, received
from portfolio.web.caller import is_at_the_machine, known, tokens
from portfolio.web.doorway import came_by_https, client_address

Typed = dict[str, str]
_log = logging.getLogger("portfolio.sign_in")


# --- sign in --------------------------------------------------------------------------------------


async def _log_in(request: Request) -> Response:
    return await _answer(request, _draw_log_in, _do_log_in)


def _draw_log_in(request: Request, typed: Typed, wrong: str) -> Response:
    if not accounts.any_account():
        return _go(request, addresses.FIRST)
    wanted = _wanted(request, typed)
    if not wrong and known(request) is not None:
        return _draw_already_in(request, wanted)
    asked = request.query_params
    said = forms.good_news(_("You are signed out.") if "ud" in asked and not typed else "")
    if "afbrudt" in asked:
        wrong = _("The sign-in was broken off, so nobody was signed in. Try again.")
    if oidc.is_configured():
        way = addresses.address(f"{addresses.SIGN_IN}/kommune", language.current(), next=wanted)
        words = _("Sign in with the municipality's login")
        return _page(request, _("Sign in"), said, forms.trouble(wrong), forms.button(words, way))
    fields = [
        forms.Field(name="email", label=_("E-mail"), kind="email", fill="username",
                    value=typed.get("email", "")),
        _password(_("Password"), "current-password"),
    ]  # fmt: skip
    return _page(
        request, _("Sign in"), said, forms.trouble(wrong),
        _form(request, addresses.SIGN_IN, _("Sign in"), fields, next=wanted),
        forms.quiet(_("Forgotten your password? An administrator can send you a new link.")),
    )  # fmt: skip


def _draw_already_in(request: Request, wanted: str) -> Response:
    return _page(
        request, _("You are signed in"),
        forms.link(_("Go to the portfolio"), addresses.base() + wanted),
        _form(request, addresses.SIGN_OUT, _("Sign out"), []),
    )  # fmt: skip


def _do_log_in(request: Request, typed: Typed) -> str:
    if oidc.is_configured():
        raise PortfolioError("Passwords are not used here. Sign in with the municipality's login.")
    address = client_address(request.scope)
    return accounts.sign_in(typed.get("email", ""), typed.get("password", ""), address)


async def _leave_for_municipality(request: Request) -> Response:
    wanted = _wanted(request, {})
    if not oidc.is_configured():
        return _go(request, addresses.SIGN_IN)
    return oidc.leave(request.scope, wanted)


async def _log_out(request: Request) -> Response:
    if request.method != "POST":
        return _go(request, addresses.SIGN_IN)
    return await _answer(request, _draw_log_in, _do_log_out, _signed_out)


def _do_log_out(request: Request, _typed: Typed) -> str:
    for token in tokens(request):
        sessions.end(token)
    return ""


def _signed_out(request: Request, _token: str, _typed: Typed) -> Response:
    answer: Response
    if oidc.is_configured():
        # Not a redirect: browsers hold the policy's form-action against where a form ends up.
        answer = _page(request, _("You are signed out."))
        answer.headers["refresh"] = f"0; url={addresses.base()}/auth/logout"
    else:
        way = addresses.address(addresses.SIGN_IN, language.current(), ud="1")
        answer = RedirectResponse(way, 303)
    answer.delete_cookie(sessions.COOKIE, httponly=True, samesite="lax")
    return answer


# --- the first account ----------------------------------------------------------------------------


async def _first(request: Request) -> Response:
    return await _answer(request, _draw_first, _do_first)


def _draw_first(request: Request, typed: Typed, wrong: str) -> Response:
    if accounts.any_account():
        return _go(request, addresses.SIGN_IN)
    fields = [
        forms.Field(name="name", label=_("Name"), fill="name", value=typed.get("name", "")),
        forms.Field(name="email", label=_("E-mail"), kind="email", fill="username",
                    value=typed.get("email", "")),
    ]  # fmt: skip
    if not oidc.is_configured():
        fields += _new_password()
    if not is_at_the_machine(request):
        setup_code.announce()
        hint = _("It stands in the terminal where the program was started.")
        fields.append(
            forms.Field(name="code", label=_("Set-up code"), hint=hint, value=typed.get("code", ""))
        )
    return _page(
        request, _("Make the first account"), forms.trouble(wrong),
        forms.sentence(
            _("It is the administrator's: it invites the others. From then on nobody sees"
              " anything here without signing in.")
        ),
        _form(request, addresses.FIRST, _("Make the account"), fields,
              next=_wanted(request, typed)),
    )  # fmt: skip


def _do_first(request: Request, typed: Typed) -> str:
    password = None if oidc.is_configured() else _same_twice(typed)
    token = accounts.first_account(
        typed.get("name", ""), typed.get("email", ""), password, typed.get("code"),
        at_the_machine=is_at_the_machine(request), address=client_address(request.scope),
    )  # fmt: skip
    return "" if password is None else token


# --- an invitation --------------------------------------------------------------------------------


async def _invitation(request: Request) -> Response:
    return await _answer(request, _draw_invitation, _do_invitation)


def _draw_invitation(request: Request, _typed: Typed, wrong: str) -> Response:
    try:
        guest = accounts.invited(request.path_params["token"])
    except PortfolioError as error:
        sign_in = addresses.address(addresses.SIGN_IN, language.current())
        return _page(
            request, _("The link cannot be used"), forms.sentence(explain(error)),
            forms.link(_("Sign in"), sign_in), status=410,
        )  # fmt: skip
    greeting = _("Welcome, {name}", name=guest["name"])
    if oidc.is_configured():
        way = addresses.address(f"{addresses.SIGN_IN}/kommune", language.current())
        words = _("Sign in with the municipality's login")
        return _page(request, greeting, forms.button(words, way))
    email = forms.Field(name="email", label=_("E-mail"), kind="email", fill="username",
                        value=guest["email"], fixed=True)  # fmt: skip
    return _page(
        request, greeting, forms.trouble(wrong),
        forms.sentence(_("Choose the password you will sign in with.")),
        _form(request, request.url.path, _("Save and sign in"), [email, *_new_password()]),
    )  # fmt: skip


def _do_invitation(request: Request, typed: Typed) -> str:
    if oidc.is_configured():
        raise PortfolioError("Passwords are not used here. Sign in with the municipality's login.")
    return accounts.accept_invitation(request.path_params["token"], _same_twice(typed))


# --- what they share ------------------------------------------------------------------------------


async def _answer(
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
    wanted = _wanted(request, typed)
    if wanted == "/":
        wanted = addresses.address("/", language.current()).removeprefix(addresses.base())
    answer = RedirectResponse(addresses.base() + wanted, 303)
    if token:
        answer.set_cookie(
            sessions.COOKIE, token, httponly=True, samesite="lax",
            secure=came_by_https(request.scope),
        )  # fmt: skip
    answer.delete_cookie(received.COOKIE)
    return answer


def _fault(request: Request, error: Exception) -> Response:
    reference = uuid.uuid4().hex[:8]
    _log.error("reference %s", reference, exc_info=error)
    words = _(
        "Something went wrong. Reload the page; if it happens again, tell whoever runs the"
        " program the reference {reference}.",
        reference=reference,
    )
    return _page(request, _("Sign in"), forms.trouble(words), status=500)


def _page(request: Request, heading: str, *parts: str, status: int = 200) -> Response:
    other = "en" if language.current() == "da" else "da"
    query = {k: v for k, v in request.query_params.items() if k in ("next", "ud")}
    way = addresses.address(request.url.path, other, **query)
    html = forms.page(heading, *parts, other_language=way)
    answer = HTMLResponse(html, status, headers={"cache-control": "no-store"})
    received.keep_token(request, answer, received.token_for(request))
    return answer


def _form(
    request: Request, path: str, button: str, fields: list[forms.Field], **hidden: str
) -> str:
    action = addresses.address(path, language.current())
    return forms.form(
        action, button, fields, hidden | {received.FIELD: received.token_for(request)}
    )


def _password(label: str, fill: str, name: str = "password", hint: str = "") -> forms.Field:
    return forms.Field(name=name, label=label, kind="password", fill=fill, hint=hint)


def _new_password() -> list[forms.Field]:
    hint = _("At least {count} characters; a few words are easy to remember.", count=SHORTEST)
    return [
        _password(_("Password"), "new-password", hint=hint),
        _password(_("The password again"), "new-password", "again"),
    ]


def _same_twice(typed: Typed) -> str:
    if typed.get("password", "") != typed.get("again", ""):
        raise PortfolioError("The two passwords are not the same. Type them again.")
    return typed.get("password", "")


def _wanted(request: Request, typed: Typed) -> str:
    return addresses.page_to_go_to(typed.get("next") or request.query_params.get("next", "/"))


def _go(request: Request, path: str) -> Response:
    language_asked = addresses.asked_language(request.scope)
    wanted = _wanted(request, {})
    query = {} if wanted == "/" else {"next": wanted}
    return RedirectResponse(addresses.address(path, language_asked, **query), 303)


_BOTH = ["GET", "POST"]
routes = [
    Route(addresses.SIGN_IN, _log_in, methods=_BOTH),
    Route(f"{addresses.SIGN_IN}/kommune", _leave_for_municipality),
    Route(addresses.SIGN_OUT, _log_out, methods=_BOTH),
    Route(addresses.FIRST, _first, methods=_BOTH),
    Route(f"{addresses.INVITATION}/{{token}}", _invitation, methods=_BOTH),
]
