"""What the API can be asked: the parameters of its addresses, and what they refuse.

Open this when a list is to take another filter. What is answered is
:mod:`portfolio.web.api.shapes`.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from portfolio.domain.model import DecisionOutcome, Rag, Stage

_DAY = r"^(19|20|21)\d\d-\d\d-\d\d$"
CODE = r"^[a-z0-9][a-z0-9-]*$"
LARGEST_PAGE, FURTHEST = 500, 1_000_000


def _one_of(codes: type[StrEnum]) -> str:
    return f"One of {', '.join(codes)}."


def _iso_day(given: object) -> object:
    # Pydantic would also take a number, as so many seconds since 1970.
    if isinstance(given, str) and not re.match(_DAY, given):
        raise PydanticCustomError("date_iso", "not a day")
    return given


Day = Annotated[
    date,
    BeforeValidator(_iso_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": _DAY}),
]


class ListParameters(BaseModel):
    """What every list can be asked; a parameter that is not known is refused, never ignored."""

    model_config = ConfigDict(extra="forbid")
    limit: int = Field(100, ge=1, le=LARGEST_PAGE, description="How many rows at most.")
    offset: int = Field(0, ge=0, le=FURTHEST, description="How many rows to pass over first.")


class DayParameter(BaseModel):
    """The day everything is shown as of."""

    model_config = ConfigDict(extra="forbid")
    as_of: Day | None = Field(None, description="Show it as it was on this day; today.")


class DayListParameters(ListParameters, DayParameter):
    """A list as it was on a day, of one portfolio or of all."""

    portfolio: str | None = Field(
        None, pattern=CODE, max_length=100, description="The code of a portfolio."
    )


class ProposalParameters(DayListParameters):
    stage: Stage | None = Field(None, description=_one_of(Stage))
    rag: Rag | None = Field(
        None, description=f"Traffic light; none is “not assessed”. {_one_of(Rag)}"
    )


class DecisionParameters(DayListParameters):
    outcome: DecisionOutcome | None = Field(None, description=_one_of(DecisionOutcome))


class FollowUpParameters(DayListParameters):
    status: Literal["open", "done", "lapsed", "not_recorded"] | None = Field(
        None, description="not_recorded: the date has passed, and nobody says what became of it."
    )
