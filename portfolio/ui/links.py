"""Addresses inside the program. client.js follows them in the same session."""

import re
from urllib.parse import urlsplit

import streamlit as st

from portfolio import language
from portfolio.errors import PortfolioError
from portfolio.screens.addresses import CARRIED, Here
from portfolio.screens.addresses import FRONT as FRONT
from portfolio.screens.addresses import PORTFOLIO as PORTFOLIO
from portfolio.screens.addresses import SHOWN_ON as SHOWN_ON
from portfolio.screens.drawing import To

#: The address's name for the source that is open.
SOURCE = "kilde"
SHOWN = "url:shown"  # where the code of the portfolio this run shows is kept
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]{}<>#|$~:&"})

# "25. april 2022" at the start of a line would be item 25 of a numbered list.
_LIST_STARTS = re.compile(r"(?m)^(\s*\d*)([.)+=-])")

# Streamlit draws these as signs whether escaped or not: an icon, its logo, an arrow for " -> ".
_SIGNS = re.compile(r":(?=material[/_]\w|streamlit:)|(?<!\S)[<>~-](?=(->|[-=>])(?!\S))")
_NO_SIGN = "\\g<0>\u2060"  # a joiner that nobody sees


def to(page: str, /, **query: object) -> str:
    """The address of a page: ``to("forslag", nr=4)`` is ``/forslag?nr=4``."""
    return now()(page, **query)


def now() -> To:
    """``to`` as the address is now: for a fragment, whose many links it looks up once."""
    return Here(_base(), carried(), st.session_state.get(SHOWN)).to


def program() -> str:
    """Where the reader's browser found the program, without a slash at the end."""
    parts = urlsplit(str(st.context.url or ""))
    return f"{parts.scheme}://{parts.netloc}{_base()}"


def _base() -> str:
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def carried() -> tuple[tuple[str, str], ...]:
    """What every link takes along from this run's address."""
    asked = st.query_params.to_dict()  # one look: Streamlit's proxy takes its time for each
    return tuple((name, asked[name]) for name in CARRIED if name in asked)


def here() -> str:
    """The path of the page this run shows; empty for the front page."""
    return str(st.session_state.get("url:page", ""))


def asked() -> dict[str, str]:
    """What this run's address asks for, but for the source that is open over the page."""
    return {name: text for name, text in st.query_params.items() if name != SOURCE}


def plain(text: object) -> str:
    """Text from the data as Markdown that shows exactly that text, whatever marks it holds."""
    unsigned = _SIGNS.sub(_NO_SIGN, str(text))
    return _LIST_STARTS.sub(r"\1\\\2", unsigned.translate(_MARKS))


def link(text: object, page: str, /, **query: object) -> str:
    """A Markdown link to a page, with the whole text on as many lines as it takes."""
    return f"[{plain(text)}]({to(page, **query)})"


def proposal(number: object, title: object, portfolio: str | None = None) -> str:
    """A link to a proposal, its number before its title.

    ``portfolio`` is the code of the one it is in; None where that is the one shown.
    """
    return link(f"{number} {title}", "forslag", nr=number, **{PORTFOLIO: portfolio})


def number(number: object, portfolio: str | None = None, words: object = None) -> str:
    """A link to a proposal by its number alone, or under other ``words``."""
    return link(words or number, "forslag", nr=number, **{PORTFOLIO: portfolio})


def shown(
    words: object,
    place: tuple[str, str] | None,
    ref: object,
    portfolio: str | None = None,
    **beside: object,
) -> str:
    """A link to where a row is shown (one of SHOWN_ON); its words alone where no page shows it.

    ``beside``: what else the page is to be asked for.
    """
    if place is None:
        return plain(words)
    page, name = place
    return link(words, page, **{name: ref, PORTFOLIO: portfolio, **beside})


def explained(error: PortfolioError) -> str:
    """An error's sentence as Markdown: what it quotes is shown as it was typed."""
    return language.explain(error, plain)
