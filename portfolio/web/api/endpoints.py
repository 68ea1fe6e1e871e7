"""The addresses of the API: one function each, all for reading."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BaseModel

from portfolio import store
from portfolio.language import N_
from portfolio.queries.filtering import Filters
from portfolio.queries.public import lists
from portfolio.queries.public import proposals as public_proposals
from portfolio.queries.public.lists import Page, Slice
from portfolio.web import addresses
from portfolio.web.api import parameters, problems, shapes
from portfolio.web.api.problems import ProblemError
from portfolio.web.api.visit import Visit, visit

T = TypeVar("T", bound=BaseModel)
Visitor = Annotated[Visit, Depends(visit)]


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {problems.MEDIA_TYPE: {"schema": schema}}}


_ANSWERS: dict[int | str, dict[str, Any]] = {
    304: {"description": "Nothing has changed since the answer whose ETag was sent."},
    401: _problem("No key, or one that is unknown or revoked."),
    404: _problem("There is no such portfolio or proposal on the day."),
    422: _problem("A parameter that is not known, or whose value cannot be used."),
    429: _problem("Too many calls; the header Retry-After says when to try again."),
}
router = APIRouter(responses=_ANSWERS)


@router.get("/portfolios", summary="The portfolios and their purposes")
def portfolios(
    request: Request, _visitor: Visitor, asked: Annotated[parameters.Asked, Query()]
) -> shapes.Page[shapes.Portfolio]:
    return _listed(shapes.Page[shapes.Portfolio], request, asked, None, lists.portfolios)


@router.get("/proposals", summary="Proposals: where each stands, and who is responsible")
def proposals(
    request: Request, visitor: Visitor, asked: Annotated[parameters.ProposalsAsked, Query()]
) -> shapes.Page[shapes.Proposal]:
    day = asked.as_of or visitor.today
    filters = Filters(
        as_of=day, today=visitor.today, portfolio=asked.portfolio, stage=asked.stage, rag=asked.rag
    )
    return _listed(
        shapes.Page[shapes.Proposal],
        request,
        asked,
        day,
        public_proposals.proposals,
        filters=filters,
    )


@router.get("/proposals/{portfolio}/{number}", summary="One proposal with all that belongs to it")
def proposal(
    visitor: Visitor,
    portfolio: Annotated[
        str, Path(pattern=parameters.CODE, max_length=100, description="Its code.")
    ],
    number: Annotated[int, Path(ge=1, le=1_000_000, description="Its number.")],
    asked: Annotated[parameters.AskedOfADay, Query()],
) -> shapes.WholeProposal:
    day = asked.as_of or visitor.today
    filters = Filters(as_of=day, today=visitor.today, portfolio=portfolio)
    with store.reading() as connection:
        _require_portfolio(connection, portfolio)
        row = public_proposals.proposal(connection, filters=filters, number=number)
    if row is None:
        raise ProblemError(
            404,
            N_("There is no proposal {number} in the portfolio {portfolio} on that day."),
            number=number,
            portfolio=portfolio,
        )
    return shapes.WholeProposal.model_validate(row)


@router.get("/decisions", summary="What was decided, the newest first")
def decisions(
    request: Request, visitor: Visitor, asked: Annotated[parameters.DecisionsAsked, Query()]
) -> shapes.Page[shapes.Decision]:
    day = asked.as_of or visitor.today
    return _listed(
        shapes.Page[shapes.Decision],
        request,
        asked,
        day,
        lists.decisions,
        as_of=day,
        portfolio=asked.portfolio,
        outcome=asked.outcome,
    )


@router.get("/follow-ups", summary="What is to be done after the decisions")
def follow_ups(
    request: Request, visitor: Visitor, asked: Annotated[parameters.FollowUpsAsked, Query()]
) -> shapes.Page[shapes.FollowUp]:
    day = asked.as_of or visitor.today
    return _listed(
        shapes.Page[shapes.FollowUp],
        request,
        asked,
        day,
        lists.follow_ups,
        as_of=day,
        portfolio=asked.portfolio,
        status=asked.status,
    )


@router.get("/milestones", summary="Milestones and deadlines, by date")
def milestones(
    request: Request, visitor: Visitor, asked: Annotated[parameters.OnADay, Query()]
) -> shapes.Page[shapes.Milestone]:
    day = asked.as_of or visitor.today
    return _listed(
        shapes.Page[shapes.Milestone],
        request,
        asked,
        day,
        lists.milestones,
        as_of=day,
        portfolio=asked.portfolio,
    )


@router.get("/pools", summary="Funding pools, their conditions and their proposals")
def pools(
    request: Request, _visitor: Visitor, asked: Annotated[parameters.Asked, Query()]
) -> shapes.Page[shapes.Pool]:
    return _listed(shapes.Page[shapes.Pool], request, asked, None, lists.pools)


@router.get("/processes", summary="Strategy processes, their windows and their proposals")
def processes(
    request: Request, _visitor: Visitor, asked: Annotated[parameters.Asked, Query()]
) -> shapes.Page[shapes.Process]:
    return _listed(shapes.Page[shapes.Process], request, asked, None, lists.processes)


def _listed(
    shape: type[T],
    request: Request,
    asked: parameters.Asked,
    day: date | None,
    question: Callable[..., Page],
    **values: Any,  # noqa: ANN401 - the question's own
) -> T:
    part = Slice(limit=asked.limit, offset=asked.offset)
    with store.reading() as connection:
        if portfolio := getattr(asked, "portfolio", None):
            _require_portfolio(connection, portfolio)
        found = question(connection, part=part, **values)
    return shape.model_validate(
        {
            "items": found.rows,
            "total": found.total,
            "limit": part.limit,
            "offset": part.offset,
            "next": _next(request, part, found.total),
            "as_of": day,
        }
    )


def _require_portfolio(connection: Any, code: str) -> None:  # noqa: ANN401 - a connection
    if not lists.is_portfolio(connection, code):
        raise ProblemError(404, N_("There is no portfolio with the code {code}."), code=code)


def _next(request: Request, part: Slice, total: int) -> str | None:
    offset = part.offset + part.limit
    if offset >= total:
        return None
    query = {**request.query_params, "limit": part.limit, "offset": offset}
    return f"{addresses.base()}{request.url.path}?{urlencode(query)}"
