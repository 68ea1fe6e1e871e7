"""What a lead says of a proposal: the fields of a status, the rules for them, saving them."""

from __future__ import annotations

from dataclasses import dataclass

from portfolio.model import Rag, Stage


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One status as it is typed. Text fields: None is "nothing said", never an empty string."""

    stage: Stage
    rag: Rag
    percent: int | None = None  # whole percent, 0-100
    reason: str | None = None  # of the light, when amber or red; of an unusual step
    happened: str | None = None
    next_step: str | None = None
    next_step_date_text: str | None = None  # as typed, read by portfolio.fuzzy
    risks: str | None = None
    decision_needed: str | None = None  # the text of the recommendation
    economy: str | None = None
