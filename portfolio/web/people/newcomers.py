"""The pages where somebody comes in for the first time: the first account, an invitation.

Each is one function that draws it and one that does what its form asks; see
:func:`portfolio.web.entry.answer`.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portfolio import language
from portfolio.errors import PortfolioError
from portfolio.language import _, explain
from portfolio.usecases.people import accounts, inviting, setup_code
from portfolio.web import addresses, entry
from portfolio.web.caller import is_at_the_machine
from portfolio.web.doorway import client_address
from portfolio.web.entry import Typed
from portfolio.web.people import oidc


async def _first(request: Request) -> Response:
    return await entry.answer(request, _draw_first, _do_first)


def _draw_first(request: Request, typed: Typed, wrong: str) -> Response:
    if accounts.any_account():
        return entry.go(request, addresses.SIGN_IN)
    fields = [
        entry.Field(name="name", label=_("Name"), fill="name", value=typed.get("name", "")),
        entry.email(typed.get("email", "")),
    ]
    if not oidc.is_configured():
        fields += entry.new_password()
    if not is_at_the_machine(request):
        setup_code.announce()
        hint = _("It stands in the terminal where the program was started.")
        fields.append(
            entry.Field(name="code", label=_("Set-up code"), hint=hint, value=typed.get("code", ""))
        )
    return entry.page(
        request,
        _("Make the first account"),
        wrong=wrong,
        lead=_(
            "It is the administrator's: it invites the others. From then on nobody sees"
            " anything here without signing in."
        ),
        form=entry.form(
            request,
            addresses.FIRST,
            _("Make the account"),
            fields,
            next=entry.page_wanted(request, typed),
        ),
    )


def _do_first(request: Request, typed: Typed) -> str:
    password = None if oidc.is_configured() else entry.same_twice(typed)
    token = accounts.first_account(
        typed.get("name", ""),
        typed.get("email", ""),
        password,
        typed.get("code"),
        at_the_machine=is_at_the_machine(request),
        address=client_address(request.scope),
    )
    return "" if password is None else token


async def _invitation(request: Request) -> Response:
    return await entry.answer(request, _draw_invitation, _do_invitation)


def _draw_invitation(request: Request, _typed: Typed, wrong: str) -> Response:
    try:
        guest = inviting.read(request.path_params["token"])
    except PortfolioError as error:
        sign_in = addresses.address(addresses.SIGN_IN, language.current())
        return entry.page(
            request,
            _("The link cannot be used"),
            lead=explain(error),
            link=entry.Link(_("Sign in"), sign_in),
            status=410,
        )
    greeting = _("Welcome, {name}", name=guest["name"])
    if oidc.is_configured():
        return entry.page(request, greeting, link=entry.municipality())
    email = entry.email(guest["email"], fixed=True)
    return entry.page(
        request,
        greeting,
        wrong=wrong,
        lead=_("Choose the password you will sign in with."),
        form=entry.form(
            request, request.url.path, _("Save and sign in"), [email, *entry.new_password()]
        ),
    )


def _do_invitation(request: Request, typed: Typed) -> str:
    entry.require_passwords()
    return inviting.accept(request.path_params["token"], entry.same_twice(typed))


_BOTH = ["GET", "POST"]
routes = [
    Route(addresses.FIRST, _first, methods=_BOTH),
    Route(f"{addresses.INVITATION}/{{token}}", _invitation, methods=_BOTH),
]
