"""What a decision in minutes answers and does, as it is kept with its find until it is taken in."""

import json
from dataclasses import asdict
from typing import Any

from portfolio import signs
from portfolio.domain.model import Stage
from portfolio.usecases.minutes.making import Row
from portfolio.usecases.proposals.parking import Waiting
from portfolio.usecases.reviews.effects import Effects

#: What is kept beside the questions: all that is done to the proposal that is decided on.
_KEPT = ("chosen", "stage", "stage_reason", "appoint", "ask", "park")


def columns(effects: Effects) -> dict[str, str | None]:
    """The columns of a find that keep what was chosen."""
    every = asdict(effects)
    done = {name: every[name] for name in _KEPT if every[name]}
    answers = dict(effects.requests)
    return {
        "answers": signs.packed(answers) if answers else None,
        "effects": signs.packed(done) if done else None,
    }


def effects(find: Row) -> Effects:
    """What a find keeps."""
    done: dict[str, Any] = json.loads(find["effects"] or "{}")
    if "stage" in done:
        done["stage"] = Stage(done["stage"])
    if "park" in done:
        done["park"] = Waiting(**done["park"])
    return Effects(requests=json.loads(find["answers"] or "{}"), **done)
