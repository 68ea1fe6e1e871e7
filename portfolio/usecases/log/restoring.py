"""An earlier value, set back by a new change: content only, never what is history.

Stage, light, progress and the answers of the handshake are history: what may be set back is what
:mod:`portfolio.usecases.content` lets the secretary type, and being out of use.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from portfolio import store
from portfolio.domain import clock
from portfolio.domain.own_fields import EMPTY
from portfolio.domain.permissions import Action
from portfolio.errors import ConflictError, PortfolioError
from portfolio.language import N_
from portfolio.queries.log import log
from portfolio.store import search
from portfolio.store.schema import documents, field_sources, metadata, own_fields, own_values
from portfolio.usecases import text_input
from portfolio.usecases.content import NOUNS, dependents, rows, rules, searching
from portfolio.usecases.content.field import singular
from portfolio.usecases.meetings.moved_days import Move, keep_earlier
from portfolio.usecases.reviews import lock
from portfolio.usecases.use_case import Deed, Person, Result, Who, allowed, perform, save_version

#: What a restoring line's reason begins with; the id of the line it went back on follows.
REFERS = "change:"
_OUT_OF_USE = ("withdrawn_at", "withdrawn_reason")
#: Content that is no noun: what of it can be set back.
_BESIDE = {
    documents.name: {"title", "url", *_OUT_OF_USE},
    field_sources.name: {"source", "url", "field", *_OUT_OF_USE},
    own_values.name: {"sort_text", *EMPTY},
}


def restorable(table: str | None, before: Mapping[str, Any]) -> dict[str, Any]:
    """Of a line's earlier values, those that can be set back, by column; often none."""
    allowed = _columns(table or "")
    return {column: value for column, value in before.items() if column in allowed}


def restore(who: Who, change_id: str, reason: str = "") -> None:
    """Set back what a change changed. Other changes of the row since then stay.

    Raises ConflictError, with what stands now, when the same fields have been changed since;
    PortfolioError when there is nothing to set back, or a rule of the noun would be broken.
    """
    line = _line(who, change_id)
    table, key = str(line.table), str(line.subject_id)
    earlier = restorable(line.table, line.before)
    if not earlier or line.subject_id is None:
        raise PortfolioError(
            "There is no earlier value to set back here. Change it on the page Edit data instead."
        )

    def work(connection: Connection, person: Person) -> Result[None]:
        row = rows.row_of(connection, metadata.tables[table], key, lock=True)
        if all(row[column] == value for column, value in earlier.items()):
            raise PortfolioError("It is already as it was before this change.")
        _require_untouched(row, earlier, line.after)
        moved = {column: value for column, value in earlier.items() if row[column] != value}
        lock.require_open(connection, table, row, moved)
        _check(connection, table, row, moved)
        move = Move(clock.today(), person.name, reason.strip() or None)
        keep_earlier(connection, table, row, moved, move)
        before = _save(connection, table, row, moved)
        if table in NOUNS:
            searching.refresh(connection, NOUNS[table], key, {**row, **moved})
        elif table == own_values.name:
            search.refresh(connection, row["proposal_id"])
        lines = rows.carry_over(connection, table, row, {**row, **moved})
        return Result(before=before, after=moved, answer=None, lines=lines)

    perform(who, _deed(table, key, change_id, reason), work)


def touched(
    now: Mapping[str, Any], earlier: Mapping[str, Any], after: Mapping[str, Any]
) -> list[str]:
    """The columns that hold neither what the change left there nor what was there before it."""
    return [c for c in earlier if c in after and now.get(c) not in (after[c], earlier[c])]


def refers_to(reason: str | None) -> tuple[str | None, str]:
    """The id of the change that a line went back on, and the words given as reason."""
    if not (reason or "").startswith(REFERS):
        return None, reason or ""
    change_id, _blank, words = str(reason).removeprefix(REFERS).partition(" ")
    return change_id, words


def _columns(table: str) -> set[str]:
    noun = NOUNS.get(table)
    if noun is None:
        return _BESIDE.get(table, set())
    typed = {column for field in noun.fields for column in field.columns}
    return typed | set(_OUT_OF_USE) if noun.withdrawable else typed


def _line(who: Who, change_id: str) -> log.Line:
    with store.reading() as connection:
        allowed(connection, who, Action.RESTORE)  # what it says of a change is not for everybody
        found = log.line(connection, change_id=change_id, people=False)
    if found is None:
        raise PortfolioError("There is no such change. Go back to the list and choose again.")
    return found


def _deed(table: str, key: str, change_id: str, reason: str) -> Deed:
    return Deed(
        Action.RESTORE,
        f"{singular(table)}.restored",
        table,
        key,
        reason=f"{REFERS}{change_id} {text_input.words(reason) or ''}".strip(),
    )


def _require_untouched(
    row: Mapping[str, Any], earlier: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    if touched(row, earlier, after):
        raise ConflictError(
            N_(
                "It has been changed again since. Nothing was set back: compare below, and "
                "change it on the page Edit data if the earlier value is the right one."
            ),
            theirs={column: row[column] for column in earlier},
        )


def _check(
    connection: Connection, table: str, row: Mapping[str, Any], moved: Mapping[str, Any]
) -> None:
    """The rules that hold for the same change made by hand."""
    becomes = {**row, **moved}
    is_out = becomes.get("withdrawn_at") is not None
    if is_out and row["withdrawn_at"] is not None:
        raise PortfolioError("This has been taken out of use. Take it into use again to change it.")
    if table == own_values.name:
        rules.require_in_use(connection, own_fields.name, row["field_id"])
    elif table not in NOUNS:
        if not is_out:
            rules.require_in_use(connection, row["subject_table"], row["subject_id"])
    elif is_out:
        dependents.require_nothing(connection, NOUNS[table], str(row["id"]))
    else:
        rules.check(connection, NOUNS[table], becomes, str(row["id"]))


def _save(
    connection: Connection, table: str, row: Mapping[str, Any], moved: dict[str, Any]
) -> dict[str, Any]:
    try:
        with connection.begin_nested():
            return save_version(
                connection, metadata.tables[table], row["id"], row["version"], moved
            )
    except IntegrityError as error:
        raise PortfolioError(
            "The earlier value does not go together with what stands here now. Change it "
            "on the page Edit data instead."
        ) from error
