"""Answers that come in a spreadsheet: what a file would change, and taking it in, all or nothing.

How a file is held against what stands is in :mod:`portfolio.usecases.rounds.sheet_finds`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from portfolio import language, store
from portfolio.domain.clock import today
from portfolio.domain.model import AnswerState
from portfolio.domain.permissions import Action, may
from portfolio.errors import ConflictError, PortfolioError
from portfolio.importers.rounds import answer_sheet
from portfolio.importers.rounds.answer_sheet import Sheet
from portfolio.language import N_
from portfolio.queries.rounds import answers as round_answers
from portfolio.queries.rounds.answers import OwnProposal
from portfolio.store import ids
from portfolio.usecases import use_case
from portfolio.usecases.rounds import answers
from portfolio.usecases.rounds.sheet_finds import Edit, Find, compare_row, now_of
from portfolio.usecases.use_case import Deed, Person, Result, Who

__all__ = ["Edit", "Find", "Preview", "accept", "preview", "read", "rows"]


@dataclass(frozen=True)
class Preview:
    """All finds of a file in its order, and what is wrong outside any proposal's row; ``told``:
    what was not read."""

    finds: tuple[Find, ...]
    problems: tuple[PortfolioError, ...] = ()
    told: tuple[PortfolioError, ...] = ()


def rows(who: Who, portfolio: str) -> list[dict[str, Any]]:
    """What the sheet is filled with: a row by ``answer_shape.KEYS`` for each proposal.

    ``locked`` is true where the round has the answer already. Raises NotAllowedError.
    """
    with store.reading() as connection:
        person = use_case.signed_in(connection, who)
        return [_row(own) for own in _own(connection, person, portfolio, today())]


def read(name: str, content: bytes) -> Sheet:
    """What a file says; raises PortfolioError if it is not an answer sheet."""
    return _read(name, content, language.current())


def preview(who: Who, portfolio: str, sheet: Sheet) -> Preview:
    """What the file would change, and what stands in the way. Stores nothing.

    Raises PortfolioError if the file is of another portfolio, NotAllowedError.
    """
    with store.reading() as connection:
        finds = _finds(connection, use_case.signed_in(connection, who), portfolio, sheet, today())
    return Preview(tuple(finds), sheet.problems, sheet.told)


def accept(who: Who, portfolio: str, sheet: Sheet, chosen: Mapping[str, int]) -> int:
    """Store the chosen rows as new statuses, all or none; how many there were.

    The one line in the change log holds before and after by proposal id. ``chosen`` is proposal
    id: the status the user was shown as the latest (``Find.seen_seq``).
    Raises ConflictError (``theirs``: the numbers by proposal id) if one of them is not the
    latest any more, PortfolioError if a row cannot be taken, NotAllowedError.
    """
    if not chosen:
        raise PortfolioError("No changes are chosen. Choose at least one to accept.")
    # In one order, so that two uploads at once wait for each other and never in a circle.
    keys = sorted(chosen)
    made, at, day = {key: ids.new_id() for key in keys}, ids.now(), today()
    deed = Deed(
        Action.ANSWER_STATUS,
        "answer_sheet.accepted",
        "status_updates",
        own=use_case.of_proposal(keys[0]),
    )

    def work(connection: Connection, person: Person) -> Result[int]:
        for key in keys:
            use_case.allowed(connection, who, Action.ANSWER_STATUS, use_case.of_proposal(key))
        finds = _finds(connection, person, portfolio, sheet, day)
        by_key = {find.own.proposal_id: find for find in finds if find.own}
        wanted = [_takeable(by_key, key) for key in keys]
        _refuse_stale(wanted, chosen)
        done = {
            key: _write(connection, person, find, status_id=made[key], recorded_at=at, day=day)
            for key, find in zip(keys, wanted, strict=True)
        }
        return Result(
            before={key: one.before or {} for key, one in done.items()},
            after={key: _without(one.after or {}, "proposal_id") for key, one in done.items()},
            answer=len(done),
        )

    return use_case.perform(who, deed, work)


@lru_cache(maxsize=4)  # a page asks again at every click
def _read(name: str, content: bytes, _language: str) -> Sheet:
    return answer_sheet.read(name, content)


def _without(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != name}


def _own(
    connection: Connection, person: Person, portfolio: str, day: date
) -> Iterable[OwnProposal]:
    """The proposals the person may answer for."""
    if may(person.role, Action.ANSWER_STATUS):
        return round_answers.of_portfolio(connection, portfolio, day)
    if not may(person.role, Action.ANSWER_STATUS, own=True):
        return ()
    mine = round_answers.of_user(connection, person.who.user_id, day)
    return [own for own in mine if own.portfolio == portfolio]


def _row(own: OwnProposal) -> dict[str, Any]:
    locked = own.asked is not None and own.asked.state == AnswerState.SUBMITTED
    facts = {name: getattr(own, name) for name in ("proposal_id", "number", "title", "status_on")}
    return facts | {"status_seq": own.status_seq, "locked": locked, **now_of(own)}


def _finds(
    connection: Connection, person: Person, portfolio: str, sheet: Sheet, day: date
) -> list[Find]:
    if sheet.portfolio != portfolio:
        raise PortfolioError(
            "The sheet is of another portfolio than the one shown here, so nothing is read."
        )
    owned = {own.proposal_id: own for own in _own(connection, person, portfolio, day)}
    return [compare_row(connection, row, owned.get(row.proposal_id)) for row in sheet.rows]


def _takeable(finds: Mapping[str, Find], key: str) -> Find:
    find = finds.get(key)
    if find is None:
        raise PortfolioError(
            "The file has no row of one of the proposals you chose. Upload it again."
        )
    return find


def _refuse_stale(finds: list[Find], chosen: Mapping[str, int]) -> None:
    """Refuse all if one of them has moved since the user saw it, or cannot be taken."""
    moved = {
        find.own.proposal_id: find.seen_seq
        for find in finds
        if find.own and find.seen_seq != chosen[find.own.proposal_id]
    }
    if moved:
        numbers = [f.own.number for f in finds if f.own and f.own.proposal_id in moved]
        raise ConflictError(
            N_(
                "Somebody else has given a status of proposal {numbers} since you looked at the"
                " sheet. Nothing was saved: see below what stands now, and choose again."
            ),
            theirs=dict(moved),
            numbers=", ".join(map(str, sorted(numbers))),
        )
    for find in finds:
        for problem in find.problems:
            raise problem
        if not find.changes:
            raise PortfolioError(
                "The file says nothing new of one of the proposals you chose. Leave it out."
            )


def _write(
    connection: Connection,
    person: Person,
    find: Find,
    *,
    status_id: str,
    recorded_at: str,
    day: date,
) -> Result[int]:
    assert find.own is not None
    asked = find.own.asked
    return answers.write(
        connection,
        person,
        find.own.proposal_id,
        find.answer,
        unchanged=find.unchanged,
        status_id=status_id,
        recorded_at=recorded_at,
        reported_on=day,
        seen_seq=find.seen_seq,
        origin=answers.SPREADSHEET,
        round_id=asked.round_id if asked else None,
    )
