"""Preparing a workshop: what it is about, its steps, what is scored, anonymous or not."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain.model import ENDED
from portfolio.domain.permissions import Action
from portfolio.domain.workshops import StepKind, StepState, WorkshopState
from portfolio.errors import PortfolioError
from portfolio.language import N_, _
from portfolio.store import ids
from portfolio.store.schema import (
    criteria,
    participants,
    portfolios,
    proposals,
    workshop_facilitators,
    workshop_proposals,
    workshop_steps,
    workshops,
)
from portfolio.usecases import text_input
from portfolio.usecases.use_case import Deed, Person, Result, Who, perform, save_version
from portfolio.usecases.workshops import joining

FEWEST_CRITERIA, MOST_CRITERIA = 2, 4
MOST_STEPS, MOST_PROPOSALS = 20, 60
#: Kinds of a workshop's ordinary course, each with its minutes; the titles are in ``template``.
COURSE = (
    (StepKind.READ, 15),
    (StepKind.QUALIFY, 30),
    (StepKind.SCORE, 15),
    (StepKind.DOTS, 5),
    (StepKind.TALK, 30),
    (StepKind.AGREE, 25),
)
TITLES = {
    StepKind.READ: N_("Read the proposals and ask"),
    StepKind.QUALIFY: N_("Qualify the proposals"),
    StepKind.SCORE: N_("Score the proposals"),
    StepKind.DOTS: N_("Vote with dots"),
    StepKind.TALK: N_("Talk about the result"),
    StepKind.AGREE: N_("Agree what comes next"),
}
#: The criteria a workshop starts from: code, title, and the words from 1 to 5.
CRITERIA = (
    ("effekt", N_("Effect"), (N_("none"), N_("little"), N_("some"), N_("great"), N_("very great"))),
    (
        "gennemfoerlighed",
        N_("Feasibility"),
        (N_("very hard"), N_("hard"), N_("possible"), N_("easy"), N_("very easy")),
    ),
    (
        "hast",
        N_("Urgency"),
        (N_("can wait"), N_("not urgent"), N_("within a year"), N_("soon"), N_("now")),
    ),
)


@dataclass(frozen=True, kw_only=True)
class PlannedStep:
    """A step as it is planned."""

    kind: StepKind
    title: str
    minutes: int
    instruction: str = ""


@dataclass(frozen=True, kw_only=True)
class PlannedCriterion:
    """What is scored: its title, and five words from 1 to 5."""

    title: str
    words: tuple[str, ...]


def template() -> tuple[PlannedStep, ...]:
    """The ordinary course, in the language of whoever prepares."""
    return tuple(
        PlannedStep(kind=kind, title=_said(TITLES[kind]), minutes=minutes)
        for kind, minutes in COURSE
    )


def usual_criteria() -> tuple[PlannedCriterion, ...]:
    """Effect, feasibility and urgency, in the language of whoever prepares."""
    return tuple(
        PlannedCriterion(title=_said(title), words=tuple(map(_said, words)))
        for _code, title, words in CRITERIA
    )


def _said(message: str) -> str:
    return _(message)


def make(
    who: Who,
    portfolio: str,
    *,
    title: str,
    held_on: date,
    proposal_ids: Sequence[str],
    steps: Sequence[PlannedStep],
    scored: Sequence[PlannedCriterion],
    dots: int = 3,
    anonymous: bool = False,
    body_party_id: str | None = None,
) -> str:
    """Prepare a workshop; its id. ``portfolio`` is a code.

    Raises PortfolioError where something is missing, too long or too much.
    """
    key, at = ids.new_id(), ids.now()
    made = {
        "title": _title(title),
        "held_on": held_on.isoformat(),
        "dots": _dots(dots),
        "anonymous": int(anonymous),
        "body_party_id": body_party_id,
    }
    course, criterion_rows = step_rows(steps, key), _criteria(scored, key)
    about = [
        {"id": ids.new_id(), "workshop_id": key, "proposal_id": one, "position": place}
        for place, one in enumerate(some(proposal_ids), 1)
    ]
    codes = [joining.new_code() for _try in range(20)]

    def work(connection: Connection, person: Person) -> Result[str]:
        home = connection.execute(
            sa.select(portfolios.c.id).where(portfolios.c.code == portfolio)
        ).scalar_one()
        require_open(connection, home, list(proposal_ids))
        row = made | {
            "portfolio_id": home,
            "state": WorkshopState.PREPARED.value,
            "made_at": at,
            "made_by": person.name,
            "join_code": _free(connection, codes),
        }
        connection.execute(sa.insert(workshops).values(id=key, **row))
        for table, rows in (
            (workshop_steps, course),
            (criteria, criterion_rows),
            (workshop_proposals, about),
        ):
            connection.execute(sa.insert(table), rows)
        return Result(after=made | {"proposals": len(about)}, answer=key)

    return perform(who, deed("workshop.prepared", key), work)


def change(who: Who, workshop_id: str, values: dict[str, Any], *, version: int) -> None:
    """Change title, held_on (a date), dots or anonymous, while nobody has given anything.

    What was promised to be anonymous can never be asked for again, and once somebody has joined a
    workshop that is not anonymous it can become so. Raises PortfolioError, ConflictError.
    """
    new = _changed(values)

    def work(connection: Connection, _person: Person) -> Result[None]:
        row = standing(connection, workshop_id)
        require_prepared(row)
        if row["anonymous"] and not new.get("anonymous", 1):
            raise PortfolioError(
                "This workshop is anonymous, and that cannot be undone. Prepare another instead."
            )
        before = save_version(connection, workshops, workshop_id, version, new)
        if new.get("anonymous"):
            gone = sa.update(participants).where(participants.c.workshop_id == workshop_id)
            connection.execute(gone.values(name=None, party_id=None))
        return Result(before=before, after=new, answer=None, changed=before != new)

    perform(who, deed("workshop.changed", workshop_id), work)


def set_facilitators(who: Who, workshop_id: str, user_ids: Sequence[str]) -> None:
    """Who else may run it, beside those whose role lets them."""
    rows = [{"id": ids.new_id(), "workshop_id": workshop_id, "user_id": one} for one in user_ids]

    def work(connection: Connection, _person: Person) -> Result[None]:
        mine = workshop_facilitators.c.workshop_id == workshop_id
        connection.execute(sa.delete(workshop_facilitators).where(mine))
        if rows:
            connection.execute(sa.insert(workshop_facilitators), rows)
        return Result(after={"facilitators": len(rows)}, answer=None)

    perform(who, deed("workshop.facilitators_set", workshop_id), work)


def withdraw(who: Who, workshop_id: str, reason: str, *, version: int) -> None:
    """Take a workshop that has not started out of use, with a reason."""
    why, at = text_input.reason(reason), ids.now()

    def work(connection: Connection, _person: Person) -> Result[None]:
        require_prepared(standing(connection, workshop_id))
        gone = {"withdrawn_at": at, "withdrawn_reason": why}
        before = save_version(connection, workshops, workshop_id, version, gone)
        return Result(before=before, after=gone, answer=None)

    perform(who, deed("workshop.withdrawn", workshop_id, why), work)


def standing(connection: Connection, workshop_id: str) -> dict[str, Any]:
    """The workshop's row, locked until the transaction ends. PortfolioError if there is none."""
    chosen = sa.select(workshops).where(
        workshops.c.id == workshop_id, workshops.c.withdrawn_at.is_(None)
    )
    row = connection.execute(chosen.with_for_update()).mappings().one_or_none()
    if row is None:
        raise PortfolioError("There is no such workshop any more. Go back to the list.")
    return dict(row)


def deed(name: str, key: str, reason: str | None = None) -> Deed:
    """What every change of a workshop that is being prepared is logged as, and who may."""
    return Deed(Action.RUN_WORKSHOPS, name, "workshops", key, reason=reason)


def require_prepared(row: dict[str, Any]) -> None:
    """PortfolioError once the workshop has started."""
    if row["state"] != WorkshopState.PREPARED:
        raise PortfolioError("The workshop has started, so this can no longer be changed.")


def require_open(connection: Connection, home: str, chosen: list[str]) -> None:
    """PortfolioError unless all are proposals of that portfolio that have not ended."""
    p = proposals.c
    mine = sa.select(p.id).where(p.id.in_(chosen), p.portfolio_id == home, p.stage.not_in(ENDED))
    if set(connection.execute(mine).scalars()) != set(chosen):
        raise PortfolioError(
            "One of the proposals has ended or is not in this portfolio. Choose again."
        )


def _free(connection: Connection, codes: list[str]) -> str:
    taken = set(
        connection.execute(
            sa.select(workshops.c.join_code).where(workshops.c.join_code.in_(codes))
        ).scalars()
    )
    return next(code for code in codes if code not in taken)


def _changed(values: dict[str, Any]) -> dict[str, Any]:
    read: dict[str, Callable[[Any], Any]] = {
        "title": _title,
        "held_on": date.isoformat,
        "dots": _dots,
        "anonymous": int,
    }
    return {name: read[name](value) for name, value in values.items()}


def _title(title: str) -> str:
    said = text_input.line(title)
    if said is None:
        raise PortfolioError("The workshop has no title. Write one.")
    return said


def _dots(dots: int) -> int:
    if not 1 <= dots <= 20:
        raise PortfolioError("Each may have between 1 and 20 dots. Write a number between them.")
    return dots


def some(proposal_ids: Sequence[str]) -> Sequence[str]:
    """The proposals, if there are neither too few, too many nor two of one."""
    if not 0 < len(proposal_ids) <= MOST_PROPOSALS or len(set(proposal_ids)) < len(proposal_ids):
        raise PortfolioError(
            "Choose between 1 and {most} proposals for the workshop.", most=MOST_PROPOSALS
        )
    return proposal_ids


def step_rows(steps: Sequence[PlannedStep], key: str) -> list[dict[str, Any]]:
    """The steps as rows of the workshop with that key, in their order; PortfolioError if wrong."""
    if not 0 < len(steps) <= MOST_STEPS:
        raise PortfolioError("A workshop has between 1 and {most} steps.", most=MOST_STEPS)
    if not all(text_input.line(step.title) and 1 <= step.minutes <= 480 for step in steps):
        raise PortfolioError("Each step needs a title and between 1 and 480 min.")
    return [
        {
            "id": ids.new_id(),
            "workshop_id": key,
            "position": place,
            "kind": step.kind.value,
            "title": text_input.line(step.title),
            "minutes": step.minutes,
            "state": StepState.WAITING.value,
            "instruction": text_input.words(step.instruction),
        }
        for place, step in enumerate(steps, 1)
    ]


def _criteria(scored: Sequence[PlannedCriterion], key: str) -> list[dict[str, Any]]:
    if not FEWEST_CRITERIA <= len(scored) <= MOST_CRITERIA:
        raise PortfolioError(
            "Proposals are scored on between {fewest} and {most} criteria.",
            fewest=FEWEST_CRITERIA,
            most=MOST_CRITERIA,
        )
    titles = [text_input.line(one.title) for one in scored]
    words = [[text_input.line(word, 40) for word in one.words] for one in scored]
    whole = all(titles) and len(set(titles)) == len(titles)
    if not whole or not all(len(five) == 5 and all(five) for five in words):
        raise PortfolioError("Each criterion needs a title of its own and five words, from 1 to 5.")
    return [
        {
            "id": ids.new_id(),
            "workshop_id": key,
            "position": place,
            "code": f"k{place}",
            "title": title,
            "words": json.dumps(five, ensure_ascii=False),
        }
        for place, (title, five) in enumerate(zip(titles, words, strict=True), 1)
    ]
