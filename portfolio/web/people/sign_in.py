"""The pages outside Streamlit: sign in and out here, the others in
portfolio/web/people/newcomers.py.

Each is one function that draws it and one that does what its form asks; what is between, the
same for all, is :func:`portfolio.web.entry.answer`. How they look is templates/form.html.
"""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portfolio import language
from portfolio.language import _
from portfolio.usecases.people import accounts, sessions
from portfolio.web import addresses, entry
from portfolio.web.caller import known, tokens
from portfolio.web.doorway import client_address
from portfolio.web.entry import Typed
from portfolio.web.people import newcomers, oidc


async def _log_in(request: Request) -> Response:
    return await entry.answer(request, _draw_log_in, _do_log_in)


def _draw_log_in(request: Request, typed: Typed, wrong: str) -> Response:
    if not accounts.any_account():
        return entry.go(request, addresses.FIRST)
    wanted = entry.page_wanted(request, typed)
    if not wrong and known(request) is not None:
        return _draw_already_in(request, wanted)
    asked = request.query_params
    done = _("You are signed out.") if "ud" in asked and not typed else ""
    if "afbrudt" in asked:
        wrong = _("The sign-in was broken off, so nobody was signed in. Try again.")
    if oidc.is_configured():
        way = entry.municipality(next=wanted)
        return entry.page(request, _("Sign in"), done=done, wrong=wrong, link=way)
    fields = [
        entry.email(typed.get("email", "")),
        entry.password(_("Password"), "current-password"),
    ]
    return entry.page(
        request,
        _("Sign in"),
        done=done,
        wrong=wrong,
        form=entry.form(request, addresses.SIGN_IN, _("Sign in"), fields, next=wanted),
        note=_("Forgotten your password? An administrator can send you a new link."),
    )


def _draw_already_in(request: Request, wanted: str) -> Response:
    return entry.page(
        request,
        _("You are signed in"),
        link=entry.Link(_("Go to the portfolio"), addresses.base() + wanted),
        form=entry.form(request, addresses.SIGN_OUT, _("Sign out"), []),
    )


def _do_log_in(request: Request, typed: Typed) -> str:
    entry.require_passwords()
    address = client_address(request.scope)
    return accounts.sign_in(typed.get("email", ""), typed.get("password", ""), address)


async def _leave_for_municipality(request: Request) -> Response:
    wanted = entry.page_wanted(request, {})
    if not oidc.is_configured():
        return entry.go(request, addresses.SIGN_IN)
    return oidc.leave(request.scope, wanted)


async def _log_out(request: Request) -> Response:
    if request.method != "POST":
        return entry.go(request, addresses.SIGN_IN)
    return await entry.answer(request, _draw_log_in, _do_log_out, _signed_out)


def _do_log_out(request: Request, _typed: Typed) -> str:
    for token in tokens(request):
        sessions.end(token)
    return ""


def _signed_out(request: Request, _token: str, _typed: Typed) -> Response:
    answer: Response
    if oidc.is_configured():
        # Not a redirect: browsers hold the policy's form-action against where a form ends up.
        answer = entry.page(request, _("You are signed out."))
        answer.headers["refresh"] = f"0; url={addresses.base()}/auth/logout"
    else:
        way = addresses.address(addresses.SIGN_IN, language.current(), ud="1")
        answer = RedirectResponse(way, 303)
    answer.delete_cookie(sessions.COOKIE, httponly=True, samesite="lax")
    return answer


_BOTH = ["GET", "POST"]
routes = [
    Route(addresses.SIGN_IN, _log_in, methods=_BOTH),
    Route(f"{addresses.SIGN_IN}/kommune", _leave_for_municipality),
    Route(addresses.SIGN_OUT, _log_out, methods=_BOTH),
    *newcomers.routes,
]
