"""What a file says of each proposal, held against what stands: edits, conflicts, broken rules.

The file says which status each row was filled in on top of. So an edit is what differs from that
status, not from the latest: what somebody else has said meanwhile is never undone by a cell that
nobody touched.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection

from portfolio.domain import sheet_columns
from portfolio.domain.model import AnswerState, Rag, Stage
from portfolio.errors import PortfolioError
from portfolio.importers.rounds.answer_cells import Value
from portfolio.importers.rounds.answer_sheet import Row
from portfolio.importers.workbooks import wrong
from portfolio.queries.rounds.answers import OwnProposal
from portfolio.usecases.rounds import answers, status_facts
from portfolio.usecases.rounds.answers import Answer


@dataclass(frozen=True)
class Edit:
    """One field of a proposal: when the sheet was downloaded, now, and as the file has it."""

    field: str
    base: Value
    now: Value
    after: Value


@dataclass(frozen=True, kw_only=True)
class Find:
    """What a file says of one proposal. Without edits and problems it says nothing new.

    ``seen_seq`` is the latest status of the proposal, on top of which the answer would come.
    """

    line: int
    own: OwnProposal | None  # None: a proposal the reader does not answer for
    seen_seq: int = 0
    edits: tuple[Edit, ...] = ()
    answer: Answer | None = None
    unchanged: bool = False  # the latest status is said again, and there is no answer
    is_conflict: bool = False  # somebody has given a status since the download
    problems: tuple[PortfolioError, ...] = ()  # each with its cell as place

    @property
    def changes(self) -> bool:
        """Whether the file differs from what stands now."""
        return self.unchanged or any(edit.after != edit.now for edit in self.edits)

    @property
    def can_be_taken(self) -> bool:
        return self.changes and not self.problems


def compare_row(connection: Connection, row: Row, own: OwnProposal | None) -> Find:
    """One row of a file, of a proposal the reader answers for; of any other ``own`` is None."""
    if own is None:
        problem = wrong(
            "You do not answer for this proposal, or it takes no status any more. Leave the row"
            " out.",
            row.place,
        )
        return Find(line=row.line, own=None, problems=(problem,))
    now, base = now_of(own), _base(connection, row, own)
    if base is None:
        problem = wrong(
            "The row's hidden key has been changed. Download the sheet anew and move your answers"
            " there.",
            row.place,
        )
        return Find(line=row.line, own=own, seen_seq=own.status_seq, problems=(problem,))
    is_old = row.status_seq != own.status_seq
    answer = _answer(now, base, row)
    if row.unchanged:
        return _said_again(connection, own, answer, row, is_old=is_old)
    edits = _edits(base, now, answer, with_theirs=is_old)
    find = Find(
        line=row.line,
        own=own,
        seen_seq=own.status_seq,
        edits=edits,
        answer=answer,
        is_conflict=is_old,
        problems=row.problems,
    )
    if not find.changes:
        return replace(find, edits=(), is_conflict=False)
    return replace(find, problems=(*row.problems, *_broken(connection, own, answer, row)))


def _said_again(
    connection: Connection, own: OwnProposal, answer: Answer, row: Row, *, is_old: bool
) -> Find:
    """A row that says "unchanged": what it vouches for must be what its writer has seen."""
    stands, problems = answers.standing(connection, own.proposal_id), list(row.problems)
    place = row.cells[sheet_columns.UNCHANGED]
    if stands.latest is None:
        problems.append(
            wrong(
                "There is no earlier status to be unchanged from. Empty the cell, and fill the row"
                " in this first time.",
                place,
            )
        )
    elif is_old:
        problems.append(
            wrong(
                "Somebody else has given a status since you downloaded the sheet, and unchanged"
                " would vouch for what you have not seen. Download the sheet anew.",
                place,
            )
        )
    elif _edits(now_of(own), now_of(own), answer, with_theirs=False):
        problems.append(
            wrong(
                "The row says that it is unchanged, and something new stands in it too. Empty this"
                " cell, or put the row back as it was.",
                place,
            )
        )
    else:
        problems += _broken(connection, own, answers.as_before(stands), row)
    return Find(
        line=row.line,
        own=own,
        seen_seq=own.status_seq,
        unchanged=True,
        problems=tuple(problems),
    )


def _base(connection: Connection, row: Row, own: OwnProposal) -> dict[str, Value] | None:
    """The fields as they were when the sheet was downloaded; None if there was no such status."""
    if row.status_seq == own.status_seq:
        return now_of(own)
    if not 0 <= row.status_seq < own.status_seq:
        return None
    if row.status_seq == 0:
        empty: dict[str, Value] = dict.fromkeys(sheet_columns.FIELDS)
        return empty | {"stage": str(Stage.PROPOSED), "rag": str(Rag.NONE)}
    latest = status_facts.latest(connection, own.proposal_id, row.status_seq)
    return None if latest is None else {name: latest[name] for name in sheet_columns.FIELDS}


def _answer(now: Mapping[str, Value], base: Mapping[str, Value], row: Row) -> Answer:
    """What stands now with the user's own edits on top, as it would be stored."""
    edited = {name: value for name, value in row.values.items() if not _same(base[name], value)}
    values: dict[str, Any] = {**now, **edited}
    stage, rag = Stage(values.pop("stage")), Rag(values.pop("rag"))
    return answers.tidied(Answer(stage=stage, rag=rag, **values))


def _edits(
    base: Mapping[str, Value], now: Mapping[str, Value], answer: Answer, *, with_theirs: bool
) -> tuple[Edit, ...]:
    """The fields the file changes, and with ``with_theirs`` those that somebody else changed."""
    after = asdict(answer)
    mine = {name for name in sheet_columns.FIELDS if not _same(now[name], after[name])}
    theirs = {name for name in sheet_columns.FIELDS if not _same(base[name], now[name])}
    shown = mine | (theirs if with_theirs else set())
    return tuple(
        Edit(name, base[name], now[name], after[name] if name in mine else now[name])
        for name in sheet_columns.FIELDS
        if name in shown
    )


def _same(stored: Value, brought: Value) -> bool:
    """Whether two values are no edit of each other: what the way through Excel loses is none."""
    if isinstance(stored, str) and isinstance(brought, str | None):
        return sheet_columns.kept(stored[: sheet_columns.LONGEST]) == sheet_columns.kept(brought)
    return stored == brought


def _broken(
    connection: Connection, own: OwnProposal, answer: Answer, row: Row
) -> list[PortfolioError]:
    """The rules the answer breaks, each with its cell, and whether the round has it already."""
    if own.asked is not None and own.asked.state == AnswerState.SUBMITTED:
        return [
            wrong(
                "The answer has been sent already. Take it back on My proposals if it is to be"
                " changed.",
                row.place,
            )
        ]
    stands = answers.standing(connection, own.proposal_id)
    broken = answers.problems(answer, stands)
    wrong_already = {error.place for error in row.problems}
    problems = []
    for problem in broken:
        problem.error.place = row.cells.get(problem.field, row.place)
        if problem.error.place not in wrong_already:
            problems.append(problem.error)
    return problems


def now_of(own: OwnProposal) -> dict[str, Value]:
    """The fields of the latest status; before the first, where the proposal stands."""
    copied: dict[str, Value] = {"stage": own.stage, "rag": own.rag, "percent": own.percent}
    latest = own.latest or {}
    return {name: latest.get(name) for name in sheet_columns.FIELDS} | copied
