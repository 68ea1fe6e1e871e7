"""Before the answers: who is to sign in, whose link it is, and why one opens nothing."""

from collections.abc import Mapping

from starlette.responses import RedirectResponse, Response

from portfolio import language
from portfolio.language import _
from portfolio.screens.drawing import Link
from portfolio.screens.rounds.words import PAGE
from portfolio.web import addresses
from portfolio.web.rounds import typed
from portfolio.web.rounds.asked import Facts
from portfolio.web.rounds.visit import AS, NOT_ME, SEEN, Visit

Asked = Mapping[str, str]


def halted(visit: Visit, asked: Asked) -> Facts | None:
    """What is to be said, or asked, before the page is shown; None where it can be."""
    if visit.refused:
        return refused(visit, asked)
    if visit.link is None or is_at_home(visit):
        return None
    if asked.get(AS) == NOT_ME:
        return _not_me(visit)
    return _another(visit, asked) if visit.is_another else None


def is_at_home(visit: Visit) -> bool:
    """Whether the link's owner is signed in here: then it is the page they know."""
    link, signed_in = visit.link, visit.signed_in
    return bool(link and signed_in and signed_in.who.user_id == link.user_id)


def refused(visit: Visit, asked: Asked) -> Facts:
    """Why the link opens nothing, and the way to sign in; what was typed is there to be copied."""
    ways = [_to_my_own(visit)] if visit.signed_in else [Link(_("Sign in"), _sign_in(asked))]
    title = _("The link cannot be used")
    values = typed.read(asked) if "proposal" in asked else {}
    return Facts(visit=visit, title=title, wrong=visit.refused, ways=ways, values=values)


def way_in(visit: Visit, asked: Asked) -> Response:
    """To the sign-in and back; who comes by their own link and is signed in, to the page itself."""
    if visit.link:
        asked = {**asked, "portefolje": visit.link.portfolio}
        return RedirectResponse(addresses.base() + _page(asked), 303)
    return RedirectResponse(_sign_in(asked), 303)


def signed_out() -> str:
    """What is said of a draft that nobody is there to keep."""
    return _("You are signed out. What you have written stands here until you close the page.")


def _another(visit: Visit, asked: Asked) -> Facts:
    assert visit.link is not None
    assert visit.signed_in is not None
    names = {"mine": visit.signed_in.name, "name": visit.link.name}
    told = _("You are signed in as {mine}, and the link in the mail is {name}'s own.", **names)
    return Facts(
        visit=visit,
        title=_("Whose answers do you want to give?"),
        told=[told, _log_says(visit)],
        ways=[_to_my_own(visit), _as_owner(visit, asked)],
    )


def _not_me(visit: Visit) -> Facts:
    assert visit.link is not None
    told = _(
        "The link was mailed to {name} and answers “{round}” in {name}'s name. Do not answer by it"
        " unless you have agreed so with {name}: ask the portfolio secretary if you are to be asked"
        " yourself.",
        name=visit.link.name,
        round=visit.link.round_title,
    )
    return Facts(
        visit=visit,
        title=_("Are you not {name}?", name=visit.link.name),
        told=[told, _log_says(visit)],
        ways=[
            _to_my_own(visit) if visit.signed_in else Link(_("Sign in as yourself"), _sign_in({})),
            _as_owner(visit, {}),
        ],
    )


def _log_says(visit: Visit) -> str:
    return _("The change log says that an answer was given by the personal link.")


def _as_owner(visit: Visit, asked: Asked) -> Link:
    assert visit.link is not None
    way = visit.to()(visit.page, nr=asked.get("nr"), **{AS: SEEN})
    return Link(_("Answer as {name}", name=visit.link.name), way)


def _to_my_own(visit: Visit) -> Link:
    assert visit.signed_in is not None
    words = _("Go on as {name}", name=visit.signed_in.name)
    return Link(words, addresses.address(f"/{PAGE}", language.current()))


def _sign_in(asked: Asked) -> str:
    return addresses.address(addresses.SIGN_IN, language.current(), next=_page(asked))


def _page(asked: Asked) -> str:
    """The page for whoever is signed in, without what the app lies behind."""
    kept = {name: asked[name] for name in ("portefolje", "nr") if name in asked}
    wanted = addresses.address(f"/{PAGE}", language.current(), **kept)
    return wanted.removeprefix(addresses.base())
