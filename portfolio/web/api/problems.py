"""What the API says when it cannot answer: RFC 9457, with a whole sentence in ``detail``."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from portfolio import store
from portfolio.errors import PortfolioError, note_fault
from portfolio.language import _, explain

_log = logging.getLogger("portfolio.api")
MEDIA_TYPE = "application/problem+json"


class ProblemError(PortfolioError):
    """The call cannot be answered, and the status and headers that say so to a program."""

    def __init__(
        self, status: int, sentence: str, headers: Mapping[str, str] | None = None, **values: object
    ) -> None:
        super().__init__(sentence, **values)
        self.status, self.headers = status, dict(headers or {})


class NotModified(Exception):  # noqa: N818 - it is no error
    """The caller has this answer already."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__()
        self.headers = dict(headers)


def answer(status: int, sentence: str, headers: Mapping[str, str] | None = None) -> Response:
    """A problem as JSON."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": sentence,
    }
    kept = {"cache-control": "no-store", **(headers or {})}
    return JSONResponse(body, status, headers=kept, media_type=MEDIA_TYPE)


def add_to(app: FastAPI) -> None:
    """Have the app say every problem in this way."""
    app.add_exception_handler(ProblemError, _problem)
    app.add_exception_handler(NotModified, _not_modified)
    app.add_exception_handler(RequestValidationError, _wrong_parameter)
    app.add_exception_handler(HTTPException, _no_such_thing)
    app.add_exception_handler(Exception, _fault)


async def _problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)
    return answer(error.status, explain(error), error.headers)


async def _not_modified(_request: Request, error: Exception) -> Response:
    assert isinstance(error, NotModified)
    return Response(status_code=304, headers=error.headers)


async def _wrong_parameter(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return answer(422, " ".join(dict.fromkeys(_sentence(one) for one in error.errors())))


def _sentence(one: Mapping[str, Any]) -> str:
    name, kind = str(one["loc"][-1]), str(one["type"])
    if kind == "extra_forbidden":
        return _("There is no parameter “{name}” here.", name=name)
    if kind == "missing":
        return _("The parameter “{name}” is missing.", name=name)
    return _(
        "“{value}” cannot be used for “{name}”; expected {expected}.",
        value=str(one.get("input"))[:100],
        name=name,
        expected=_expected(one),
    )


def _expected(one: Mapping[str, Any]) -> str:
    kind, context = str(one["type"]), one.get("ctx") or {}
    if "expected" in context:  # the codes there are, as 'a', 'b' or 'c'
        return str(context["expected"]).replace("'", "").replace(" or ", ", ")
    for name, sign in (("ge", "≥"), ("le", "≤")):
        if name in context:
            return f"{sign} {context[name]}"
    if kind.startswith("date"):
        return _("a day such as 2022-05-01")
    return _("a whole number") if kind.startswith("int") else _("a code such as civilsamfund")


async def _no_such_thing(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return answer(error.status_code, _in_words(error), error.headers)


def _in_words(error: HTTPException) -> str:
    if error.status_code == 404:
        return _("There is nothing at this address. The addresses are listed at /api/v1/.")
    if error.status_code == 405:
        return _("The API can only be read: use GET.")
    return str(error.detail)


async def _fault(_request: Request, error: Exception) -> Response:
    """A fault of ours: logged with a number, and only the number said."""
    if passing := store.trouble(error):
        return answer(503, explain(passing), {"retry-after": "5"})
    sentence = _(
        "Something went wrong. Try again; if it happens again, tell whoever runs the program the"
        " reference {reference}.",
        reference=note_fault(_log, error),
    )
    return answer(500, sentence)
