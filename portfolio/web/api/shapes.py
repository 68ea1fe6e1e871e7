"""What the API answers, noun by noun: these are also its description (openapi.json).

Codes are those of :mod:`portfolio.domain.model`, dates ISO 8601, amounts whole Danish kroner. The
texts are Danish as they were written. ``null`` is "not stated": nothing is ever guessed. What can
be asked is :mod:`portfolio.web.api.parameters`.
"""

from datetime import date
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, Field

from portfolio.domain import model
from portfolio.domain.attention import MilestoneState
from portfolio.domain.own_fields import OwnKind
from portfolio.domain.party_words import PartyWord

T = TypeVar("T")
_CERTAINTY = Field(
    default=None,
    description="How the tie stands in its source; null: no source is cited for it.",
)


class Page(BaseModel, Generic[T]):
    """One page of a list."""

    items: list[T]
    total: int = Field(description="How many rows there are in all.")
    limit: int
    offset: int
    next: str | None = Field(description="The address of the next page; null on the last one.")
    as_of: date | None = Field(description="The day it is shown as of, where that matters.")


class Problem(BaseModel):
    """RFC 9457: what was wrong, in a whole sentence."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


class Ref(BaseModel):
    """A proposal by its portfolio and number."""

    portfolio: str
    number: int
    title: str


class TiedRef(Ref):
    """A proposal that something is tied to."""

    certainty: model.Certainty | None = _CERTAINTY


class Purpose(BaseModel):
    number: int
    title: str


class Portfolio(BaseModel):
    code: str
    title: str
    description: str | None
    municipality: str
    introduced_on: date | None
    grouping: str = Field(description="What its purposes are called.")
    purposes: list[Purpose]


class Party(BaseModel):
    name: str
    kind: model.PartyKind
    role: model.PartyRole
    state: model.Responsibility | None = Field(description="Its last word; null: nobody asked it.")
    word: PartyWord = Field(description="What it is to the proposal: its last word, else its role.")
    certainty: model.Certainty | None = _CERTAINTY


class Place(BaseModel):
    code: str
    name: str
    kind: model.PlaceKind
    role: model.PlaceRole


class TargetGroup(BaseModel):
    code: str
    name: str
    certainty: model.Certainty | None = _CERTAINTY


class Tie(BaseModel):
    """A pool or process a proposal hangs on."""

    code: str
    title: str
    relation: model.Relation


class Status(BaseModel):
    """A status that was handed in."""

    reported_on: date
    stage: model.Stage
    rag: model.Rag
    percent: int | None = Field(ge=0, le=100)
    happened: str | None
    next_step: str | None
    next_step_date_text: str | None
    next_step_date_start: date | None
    next_step_date_end: date | None
    reason: str | None = Field(description="Why the light is as it is.")
    stage_reason: str | None = Field(description="Why the stage was entered before its time.")


class OwnValue(BaseModel):
    """What a proposal says in a field that its portfolio has made public."""

    code: str
    name: str
    kind: OwnKind
    value: str
    number: float | None
    date_start: date | None
    date_end: date | None


class Proposal(BaseModel):
    """A proposal on the day asked for."""

    portfolio: str
    number: int
    title: str
    short_title: str | None
    purpose_number: int
    purpose: str
    introduced_on: date
    stage: model.Stage
    rag: model.Rag
    percent: int | None = Field(ge=0, le=100)
    status_on: date | None = Field(description="The day of the latest status; null: none yet.")
    happened: str | None
    next_step: str | None
    next_step_date_text: str | None
    next_step_date_start: date | None
    next_step_date_end: date | None
    reason: str | None = Field(description="Why the light is as it is.")
    stage_reason: str | None = Field(description="Why the stage was entered before its time.")
    responsible: list[str] = Field(description="Those who said yes; empty: nobody yet.")
    parties: list[Party]
    own_fields: list[OwnValue] = Field(description="The portfolio's own, in their order.")


class DecisionInShort(BaseModel):
    number: str
    decided_on: date
    decision: str
    outcome: model.DecisionOutcome


class DecisionOfProposal(DecisionInShort):
    certainty: model.Certainty | None = _CERTAINTY


class WholeProposal(Proposal):
    """A proposal with all that belongs to it."""

    summary: str | None
    already_running: str | None
    suggested_next: str | None
    set_aside_reason: str | None
    places: list[Place]
    target_groups: list[TargetGroup]
    pools: list[Tie]
    processes: list[Tie]
    decisions: list[DecisionOfProposal]
    statuses: list[Status] = Field(description="The newest first.")


class Decision(DecisionInShort):
    meeting: str
    body: str | None
    item: int
    item_title: str
    recommendation: str | None
    difference: str | None = Field(description="How it departs from the recommendation.")
    differs: bool
    review_on: date | None
    proposals: list[TiedRef]


class FuzzyDate(BaseModel):
    """A date as it was written, and the days it spans."""

    date_text: str | None
    date_start: date | None
    date_end: date | None
    precision: str | None


class FollowUp(FuzzyDate):
    title: str
    decision: str = Field(description="The number of the decision it follows from.")
    decided_on: date
    responsible: str | None = Field(description="null: responsible missing.")
    status: model.FollowUpStatus | Literal["not_recorded"]
    closed_on: date | None


class Milestone(FuzzyDate):
    code: str
    title: str
    kind: str
    belongs: Literal["portfolio", "proposal", "pool", "process"]
    belongs_title: str | None
    proposal_number: int | None
    pool_code: str | None
    process_code: str | None
    law_dependent: bool
    promised: bool
    outcome_on: date | None
    state: MilestoneState
    hinges: bool = Field(description="Whether it depends on an outcome that is not recorded.")


class Condition(BaseModel):
    kind: model.ConditionKind
    requirement: str
    fulfilment: model.Fulfilment


class Pool(BaseModel):
    code: str
    title: str
    kind: str
    summary: str | None
    administrator: str | None
    total_amount: int | None
    earmarked_amount: int | None = Field(description="Lies inside the total: never add the two.")
    earmarked_for: str | None
    recipients: int | None
    co_financing_share: float | None = Field(ge=0, le=1)
    granted_amount: int | None
    conditions: list[Condition]
    proposals: list[TiedRef]


class Window(FuzzyDate):
    title: str


class Process(BaseModel):
    code: str
    title: str
    kind: str
    summary: str | None
    owner: str | None
    windows: list[Window]
    proposals: list[TiedRef]
