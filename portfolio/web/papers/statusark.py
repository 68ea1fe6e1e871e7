"""GET /statusark: the status sheets as plain HTML, there at once and made to be printed.

Without Streamlit, so without a script, a socket or a second request before it can be read. The
sheets are :mod:`portfolio.screens.papers.statusark`; what stands round them on the screen is
templates/statusark.html.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portfolio import language, store
from portfolio.domain.clock import today
from portfolio.domain.permissions import sees
from portfolio.errors import NotAllowedError, PortfolioError
from portfolio.language import N_, _, explain
from portfolio.queries import filter_choices
from portfolio.queries.filtering import Filters
from portfolio.queries.papers import facts as paper_facts
from portfolio.reports.papers import TABLE, Paper, status_sheet
from portfolio.screens import drawing
from portfolio.screens.addresses import Here
from portfolio.screens.papers import statusark as screen
from portfolio.store import changes
from portfolio.usecases import use_case
from portfolio.usecases.people import sessions
from portfolio.usecases.use_case import Who
from portfolio.web import addresses, faults, html, spoken
from portfolio.web.caller import caller
from portfolio.web.papers import sheet
from portfolio.web.people import oidc

PATH = "/statusark"
_log = logging.getLogger(__name__)


class _WrongError(PortfolioError):
    """The address cannot be answered; ``status`` says so to a program."""

    def __init__(self, status: int, sentence: str, **values: object) -> None:
        super().__init__(sentence, **values)
        self.status = status


@dataclass(frozen=True)
class _Wanted:
    """What the address asks for."""

    portfolio: dict[str, Any]
    day: date
    number: int | None
    page: int  # of a portfolio with many sheets, counted from 1


async def statusark(request: Request) -> Response:
    """The sheets; to sign-in for nobody; a sentence where the address asks for what is not."""
    await spoken.begin(request)
    try:
        who = await _who(request)
        return await run_in_threadpool(_answer, request, who)
    except NotAllowedError:
        query = request.scope["query_string"].decode("latin-1")
        way = addresses.sign_in_address(PATH, query, language.current())
        return RedirectResponse(way, 303, headers={"cache-control": "no-store"})
    except _WrongError as error:
        return _answer_in_a_sentence(request, error.status, explain(error))
    except Exception as error:
        return _answer_in_a_sentence(request, 500, faults.sentence(_log, error))


async def _who(request: Request) -> Who | None:
    """Who asks; somebody just back from the municipality's login gets their session here."""
    who = await caller(request)
    if who is None and (said_there := oidc.claims(request)):
        await run_in_threadpool(sessions.admit, said_there)
        who = await caller(request)
    return who


def _answer(request: Request, who: Who | None) -> Response:
    query = request.query_params
    with store.reading() as connection:
        if not sees(use_case.signed_in(connection, who).role, TABLE[Paper.SHEETS].shows):
            raise _WrongError(
                403, N_("Your role does not open this page. Ask an administrator if you need it.")
            )
        revision = changes.revision(connection)
        every = filter_choices.portfolio_rows(connection)
    asked = _asked(query, every)
    return sheet.answer(
        _html(
            str(asked.portfolio["code"]),
            asked.day,
            asked.number,
            asked.page,
            today(),
            revision,
            store.url(),
            language.speech_now(),
            addresses.base(),
        )
    )


def _asked(query: Mapping[str, str], portfolios: Sequence[dict[str, Any]]) -> _Wanted:
    if not portfolios:
        raise _WrongError(404, N_("There is no portfolio yet, so there is nothing to print."))
    code = query.get("portefolje") or portfolios[0]["code"]
    portfolio = next((one for one in portfolios if one["code"] == code), None)
    if portfolio is None:
        raise _WrongError(404, N_("There is no portfolio “{value}”."), value=code[:100])
    return _Wanted(
        portfolio,
        _day(query.get("dato")),
        _number(query.get("nr")),
        _number(query.get("side")) or 1,
    )


def _day(asked: str | None) -> date:
    if not asked:
        return today()
    try:
        return date.fromisoformat(asked)
    except ValueError:
        raise _WrongError(
            400, N_("“{value}” is no day. Write it as 2022-05-01."), value=asked[:100]
        ) from None


def _number(asked: str | None) -> int | None:
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 7):
        raise _WrongError(400, N_("“{value}” is no number. Write it as 4."), value=asked[:100])
    return int(asked)


# As the pages' answers: the revision changes with every write, so an old sheet is never sent.
@lru_cache(maxsize=16)
def _html(
    code: str,
    day: date,
    number: int | None,
    page: int,
    now: date,
    revision: int,
    url: str,
    speech: language.Speech,
    base: str,
) -> str:
    filters = Filters(as_of=day, today=now, portfolio=code)
    here = {"portefolje": code, "dato": day.isoformat()}
    spoken_now = speech.language
    carried = here | ({"lang": spoken_now} if spoken_now != language.DEFAULT else {})
    to = Here(base, tuple(carried.items()), code).to
    with store.reading(url) as connection:
        numbers = () if number is None else (number,)
        paper = paper_facts.facts(connection, filters=filters, numbers=numbers)
        if number is not None and not paper.proposals:
            raise _WrongError(
                404,
                N_("There is no proposal {number} in the portfolio on that day."),
                number=number,
            )
        read = drawing.reader(connection)
        facts = screen.ask(read, filters, paper, number=number, page=page)
    kind = _("Status sheet") if facts.first else _("Status sheets")
    return sheet.html(
        "statusark.html",
        title=status_sheet.frame(paper, kind)["document"],
        sheets=screen.draw(facts, to),
        pages=drawing.pages(
            facts.page, facts.total, screen.SHEETS, lambda n: to(screen.PAGE, side=n)
        ),
        day=day.isoformat(),
        number=number,
        code=code,
        back=to("overblik") if number is None else to("forslag", nr=number),
        other=addresses.address(PATH, html.other_language(), **here, **_nr(number)),
        to_all=to(screen.PAGE),
        action=base + PATH,
    )


def _nr(number: int | None) -> dict[str, str]:
    return {} if number is None else {"nr": str(number)}


def _answer_in_a_sentence(request: Request, status: int, sentence: str) -> Response:
    kept = {name: value for name, value in request.query_params.items() if name != "lang"}
    return sheet.page(
        "sentence.html",
        status=status,
        title=_("Status sheet"),
        sentence=sentence,
        way=addresses.address("/", language.current()),
        other=addresses.address(PATH, html.other_language(), **kept),
    )


#: A fifth of the size: what a slow line waits for is the sheet itself and nothing else.
_packed = Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
route = Route(PATH, statusark, middleware=[_packed])
