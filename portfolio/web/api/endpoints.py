"""The addresses of the API, all for reading: a table of lists, and one proposal by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any
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


@dataclass(frozen=True)
class _List:
    """A list: the question that answers, its rows, and what can be asked at its address."""

    question: Callable[..., Page]
    shape: type[BaseModel]
    summary: str
    asked: type[parameters.ListParameters] = parameters.ListParameters
    is_filtered: bool = False  # the question takes ``Filters``, else the parameters themselves


_LISTS = (
    _List(lists.portfolios, shapes.Portfolio, "The portfolios and their purposes"),
    _List(
        public_proposals.proposals,
        shapes.Proposal,
        "Proposals: where each stands, and who is responsible",
        parameters.ProposalParameters,
        is_filtered=True,
    ),
    _List(
        lists.decisions,
        shapes.Decision,
        "What was decided, the newest first",
        parameters.DecisionParameters,
    ),
    _List(
        lists.follow_ups,
        shapes.FollowUp,
        "What is to be done after the decisions",
        parameters.FollowUpParameters,
    ),
    _List(
        lists.milestones,
        shapes.Milestone,
        "Milestones and deadlines, by date",
        parameters.DayListParameters,
    ),
    _List(lists.pools, shapes.Pool, "Funding pools, their conditions and their proposals"),
    _List(lists.processes, shapes.Process, "Strategy processes, their windows and their proposals"),
)


def _serve(one: _List) -> None:
    """Have the router answer at the address of a list, which is called as its question is."""
    name, page = one.question.__name__, shapes.Page[one.shape]  # type: ignore[name-defined]

    def answer(request: Request, visitor: Visitor, asked: Any) -> dict[str, Any]:  # noqa: ANN401
        return _find(one, request, visitor, asked)

    answer.__annotations__["asked"] = Annotated[one.asked, Query()]
    path = f"/{name.replace('_', '-')}"
    router.add_api_route(path, answer, response_model=page, summary=one.summary, name=name)


def _find(
    one: _List, request: Request, visitor: Visit, asked: parameters.ListParameters
) -> dict[str, Any]:
    part = Slice(limit=asked.limit, offset=asked.offset)
    values = asked.model_dump(exclude={"limit", "offset"})
    if "as_of" in values:
        values["as_of"] = values["as_of"] or visitor.today
    given = {"filters": Filters(today=visitor.today, **values)} if one.is_filtered else values
    with store.reading() as connection:
        if portfolio := values.get("portfolio"):
            _require_portfolio(connection, portfolio)
        found = one.question(connection, part=part, **given)
    return {
        "items": found.rows,
        "total": found.total,
        "limit": part.limit,
        "offset": part.offset,
        "next": _next(request, part, found.total),
        "as_of": values.get("as_of"),
    }


def _require_portfolio(connection: Any, code: str) -> None:  # noqa: ANN401 - a connection
    if not lists.is_portfolio(connection, code):
        raise ProblemError(404, N_("There is no portfolio with the code {code}."), code=code)


def _next(request: Request, part: Slice, total: int) -> str | None:
    offset = part.offset + part.limit
    if offset >= total:
        return None
    query = {**request.query_params, "limit": part.limit, "offset": offset}
    return f"{addresses.base()}{request.url.path}?{urlencode(query)}"


def _proposal(
    visitor: Visitor,
    portfolio: Annotated[
        str, Path(pattern=parameters.CODE, max_length=100, description="Its code.")
    ],
    number: Annotated[int, Path(ge=1, le=1_000_000, description="Its number.")],
    asked: Annotated[parameters.DayParameter, Query()],
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


# In the order in which the description names them.
for _list in _LISTS:
    _serve(_list)
    if _list.question is public_proposals.proposals:
        router.add_api_route(
            "/proposals/{portfolio}/{number}",
            _proposal,
            summary="One proposal with all that belongs to it",
            name="proposal",
        )
