"""The frame round every page: one bar on a desk, one fold on a phone. templates/frame.html."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from portfolio import language
from portfolio.domain.permissions import Role
from portfolio.language import _
from portfolio.screens.addresses import PORTFOLIO
from portfolio.screens.drawing import To, draw
from portfolio.screens.frame import menu

#: The address's name for what signs the reader out.
WAY_OUT = "log-ud"
_MOST_LISTED = 12
_VISITOR = Markup("<!--visitor-->")  # no data can write it: it would be escaped


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Which page is shown, to what role, of which portfolio.

    ``here`` is the page's address, empty for the front page; ``asked`` what its query asks for,
    so that the same is shown in the other language. ``portfolios`` are codes and titles.
    """

    here: str
    asked: tuple[tuple[str, str], ...] = ()
    role: Role
    portfolios: tuple[tuple[str, str], ...] = ()
    shown: str | None = None
    is_demo: bool = False
    #: Codes and whose it is, where the portfolios are of more than one organisation.
    whose: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Visitor:
    """Whose name the bar ends with; ``email`` is None while there is no account yet."""

    name: str
    email: str | None
    way_out: str | None = None


def frame(values: Frame, to: To) -> Markup:
    """The bar, the same for everybody of a role; ``with_visitor`` fills in the rest.

    After it is the place where the page begins.
    """
    return draw(
        "frame.html",
        frame=values,
        to=to,
        sections=menu.sections(values.role),
        marked=menu.shown_under(values.here),
        offered=_offered(values, to),
        chosen=_chosen(values),
        every=to(menu.EVERY) if len(values.portfolios) > 1 else None,
        search=None if values.here == menu.SEARCH else to(menu.SEARCH),
        other=_other_language(values, to),
        visitor=_VISITOR,
        program=language.vocabulary().product or _("Portfolio"),
        logo=logo(to),
    )


def logo(to: To) -> str:
    """Where the organisation's logo lies; empty where it has none."""
    kept = language.vocabulary().logo
    return to(f"logo/{kept}").partition("?")[0] if kept else ""


def with_visitor(drawn: Markup, values: Frame, visitor: Visitor | None, to: To) -> Markup:
    """What ``frame`` drew, alone or in a page, with the reader's name and what is behind it; with
    nothing there where nobody knows who reads.
    """
    if visitor is None:
        return drawn.replace(_VISITOR, Markup(), 1)
    own = draw(
        "frame_visitor.html",
        frame=values,
        visitor=visitor,
        to=to,
        own=menu.own(values.role),
        marked=menu.shown_under(values.here),
        leave=to(values.here, **(dict(values.asked) | {WAY_OUT: visitor.way_out})),
        back=way_back(values.here, values.asked),
    )
    return drawn.replace(_VISITOR, own, 1)


def way_back(here: str, asked: Iterable[tuple[str, str]]) -> str | None:
    """A page and all that was asked of it, to come back to; None for the front page as it comes."""
    query = urlencode(list(asked))
    return f"/{here}?{query}" if query else f"/{here}" if here else None


def _offered(values: Frame, to: To) -> list[tuple[str, str, bool]]:
    """Title, address and whether it is shown, of each portfolio there is to choose."""
    if len(values.portfolios) < 2:
        return []
    page = "" if values.here == menu.EVERY else values.here
    whose = dict(values.whose)
    return [
        (
            _titled(title, whose.get(code)),
            to(page, **{PORTFOLIO: code}),
            code == values.shown and values.here != menu.EVERY,
        )
        for code, title in values.portfolios[:_MOST_LISTED]
    ]


def _titled(title: str, whose: str | None) -> str:
    return f"{title} · {whose}" if whose else title


def _chosen(values: Frame) -> str | None:
    """The title of the portfolio shown, where nothing else on the page says it."""
    said = values.here in ("", menu.EVERY)
    return None if said else dict(values.portfolios).get(values.shown or "")


def _other_language(values: Frame, to: To) -> tuple[str, str, str]:
    """Code, own name and address of the language that is not spoken."""
    code, name = ("en", "English") if language.current() == "da" else ("da", "Dansk")
    return code, name, to(values.here, **(dict(values.asked) | {"lang": code}))
