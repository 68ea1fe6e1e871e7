"""What the form of a status says: its fields as an answer, and whether anything is new in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from portfolio.domain import status
from portfolio.domain.carried_out import CarriedOut
from portfolio.domain.model import AnswerState, Rag, Stage
from portfolio.domain.status import Answer, Standing
from portfolio.domain.status_rules import Problem
from portfolio.errors import PortfolioError
from portfolio.queries.rounds.answers import OwnProposal
from portfolio.queries.rounds.carry_out import CarryOut
from portfolio.usecases.rounds import drafts

Values = Mapping[str, Any]


def begun(own: OwnProposal) -> dict[str, Any]:
    """What the fields begin with: what was said last, but for what is said of one time alone."""
    last = own.latest or {}
    texts = {name: last.get(name) or "" for name in status.TEXTS}
    texts |= dict.fromkeys(status.OF_THAT_TIME, "")
    return {"stage": own.stage, "rag": own.rag, "percent": own.percent} | texts


def with_draft(own: OwnProposal) -> dict[str, Any]:
    """As ``begun``, with what was typed and kept before on top of it; what was sent back, whole."""
    kept = (own.asked.draft if own.asked else None) or {}
    if own.asked and own.asked.state == AnswerState.RETURNED and not kept:
        kept = {name: (own.latest or {}).get(name) or "" for name in status.TEXTS}
    return begun(own) | {name: said for name, said in kept.items() if drafts.is_field(name)}


def read(sent: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a form that was sent, as a draft holds them; nothing is judged yet."""
    values: dict[str, Any] = {name: sent[name] for name in sent if drafts.is_field(name)}
    percent = str(values.get("percent") or "").strip().removesuffix("%").strip()
    values["percent"] = int(percent) if percent.isdecimal() and len(percent) < 4 else percent
    return {**values, "percent": None if percent == "" else values["percent"]}


def answer(values: Values, standing: Standing) -> Answer:
    """The answer; what is not asked for is not said.

    Raises PortfolioError where a light or a stage is none we know.
    """
    try:
        stage, rag = Stage(values["stage"]), Rag(values["rag"])
    except (KeyError, ValueError):
        raise PortfolioError("Choose a light and a stage, and send again.") from None
    percent = values.get("percent")
    said = Answer(
        stage=stage,
        rag=rag,
        percent=percent if percent is None or isinstance(percent, int) else _NO_SHARE,
        **{name: values.get(name) or None for name in status.TEXTS},
    )
    return status.tidied(status.only_asked(said, standing))


#: Stands for words where a share was asked for, so that the field's own rule says it.
_NO_SHARE = -1


def is_new(values: Values, own: OwnProposal) -> bool:
    """Whether anything else is said than last time."""
    opened = begun(own)
    return any((values.get(name) or None) != (said or None) for name, said in opened.items())


def carried_out(values: Values, asked: Sequence[CarryOut]) -> dict[str, CarriedOut]:
    """What is said of the decisions, by key; nothing of those that nobody has answered for."""
    said = {one.key: str(values.get(drafts.CARRIED_OUT + one.key) or "") for one in asked}
    return {key: CarriedOut(word) for key, word in said.items() if word in list(CarriedOut)}


def says_the_same(given: Answer, theirs: Values) -> bool:
    """Whether an answer is word for word a status on record: sent twice is said once."""
    return all(
        (theirs.get(name) or None) == (getattr(given, name) or None) for name in drafts.FIELDS
    )


def at(problems: Sequence[Problem]) -> dict[str, PortfolioError]:
    """What is wrong by field, the first of each."""
    found: dict[str, PortfolioError] = {}
    for problem in problems:
        found.setdefault(problem.field, problem.error)
    return found
