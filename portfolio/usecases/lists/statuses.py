"""The status that a row of a list tells of: a source says it, nobody here has reported it."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from itertools import zip_longest
from typing import Any

from portfolio.domain import dated, status
from portfolio.domain.lists.fields import TEXTS, TOLD, Field
from portfolio.domain.model import Rag, Stage, Succession
from portfolio.domain.status import Answer
from portfolio.usecases.lists.batch import Batch, Trace

#: As a status that the seed's sources tell of has it: no news of a colleague's.
ORIGIN = "source"
STEP_DAYS = ("next_step_date_start", "next_step_date_end", "next_step_precision")
_ASIDE = Stage.NOT_PURSUED


def first(said: Mapping[Field, Any], stage: str) -> Answer | None:
    """What a new row says of its status; None where it says nothing."""
    answer = _answer({**said, Field.STAGE: said.get(Field.STAGE) or stage})
    return None if answer == Answer(stage=Stage.PROPOSED, rag=Rag.NONE) else answer


def following(latest: Mapping[str, Any], stage: str, changed: Mapping[Field, Any]) -> Answer | None:
    """The latest status with what the list says otherwise; None where it says nothing of it."""
    if not changed.keys() & set(TOLD):
        return None
    kept: dict[Field, Any] = {
        name: latest.get(str(name)) for name in TOLD if str(name) not in status.OF_THAT_TIME
    }
    answer = _answer({**kept, Field.STAGE: stage, **changed})
    economy, decision = latest.get("economy"), latest.get("decision_needed")
    return replace(answer, economy=economy, decision_needed=decision)


def _answer(said: Mapping[Field, Any]) -> Answer:
    stage = Stage(said[Field.STAGE])
    texts = {str(name): said.get(name) for name in TOLD if name in TEXTS}
    # Of what has not begun there is no share, whatever the list has in that column.
    percent = None if stage is Stage.PROPOSED else said.get(Field.PERCENT)
    rag = Rag(said.get(Field.LIGHT) or Rag.NONE)
    return status.tidied(Answer(stage=stage, rag=rag, percent=percent, **texts))


def columns(answer: Answer, day: date) -> dict[str, Any]:
    """The answer by column of ``status_updates``."""
    when = dated.read_date(answer.next_step_date_text, reference=day)
    days = (when.start.isoformat(), when.end.isoformat(), when.precision.value) if when else ()
    return {
        **asdict(answer),
        **dict(zip_longest(STEP_DAYS, days)),
        "reported_on": day.isoformat(),
    }


def shown(answer: Answer, seq: int, day: date, source: str) -> dict[str, Any]:
    """What the proposal itself shows of its latest status."""
    return {
        "stage": answer.stage,
        "rag": answer.rag,
        "percent": answer.percent,
        "status_seq": seq,
        "status_on": day.isoformat(),
        "set_aside_reason": answer.reason or source if answer.stage is _ASIDE else None,
    }


def add(
    batch: Batch,
    trace: Trace,
    proposal_id: str,
    seq: int,
    answer: Answer,
    told: Mapping[str, Any],
) -> None:
    """One more status. ``told``: author, recorded_at, and the day it is of."""
    row = {
        **columns(answer, told["day"]),
        "proposal_id": proposal_id,
        "seq": seq,
        "recorded_at": told["at"],
        "author": told["author"],
        "origin": ORIGIN,
    }
    batch.add(trace, "status_updates", (proposal_id, seq), row)
    trace.seq = seq


def leave_or_return(
    batch: Batch,
    trace: Trace,
    proposal_id: str,
    stages: tuple[str, Stage],
    reason: str,
    told: Mapping[str, Any],
) -> None:
    """Where a proposal leaves the board with its status, or comes back to it: the trail of it."""
    was, now = stages
    if (was == _ASIDE) == (now is _ASIDE):
        return
    kind = Succession.SET_ASIDE if now is _ASIDE else Succession.RESUMED
    row = {
        "proposal_id": proposal_id,
        "kind": kind,
        "reason": reason,
        "happened_on": told["day"].isoformat(),
        "recorded_at": told["at"],
        "recorded_by": told["person"],
    }
    batch.add(trace, "proposal_successions", (proposal_id, str(kind)), row)
