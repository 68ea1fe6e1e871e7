"""One row of a noun: added, changed, taken out of use, taken into use again.

``typed`` is what a form has, by field: dates in words, amounts as "30 mio. kr.", references as
ids. What was not touched is left out of it, so that it is not read anew.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from portfolio.domain.own_fields import PREFIX
from portfolio.domain.permissions import Action
from portfolio.errors import ConflictError, PortfolioError
from portfolio.store import ids, schema
from portfolio.usecases import use_case
from portfolio.usecases.content import codes, dependents, parsing, rules, searching, step_tasks
from portfolio.usecases.content.field import Kind, Noun
from portfolio.usecases.content.nouns import NOUNS
from portfolio.usecases.meetings.moved_days import Move, keep_earlier
from portfolio.usecases.own_fields import values as own_values
from portfolio.usecases.reviews import lock
from portfolio.usecases.use_case import Deed, Person, Result, Who

Typed = Mapping[str, Any]


def add(who: Who, table: str, typed: Typed, *, today: date, portfolio_id: str | None = None) -> str:
    """A new row; its id. A tie that was taken out of use before is taken into use again.

    ``portfolio_id`` is whose it is, where its noun belongs to one; else it is the first's.

    Raises NotAllowedError, or PortfolioError if something typed is not understood or a rule of
    the noun is broken.
    """
    noun, key = NOUNS[table], ids.new_id()
    values = parsing.read(noun, {**parsing.start_values(noun, today), **typed}, today)
    values |= home_of(noun, portfolio_id)
    deed = Deed(Action.EDIT_CONTENT, f"{noun.word}.added", table)
    return use_case.perform(who, deed, lambda c, _person: insert(c, noun, key, values, today))


def change(
    who: Who, table: str, id: str, version: int, typed: Typed, *, today: date, reason: str = ""
) -> None:
    """Change a row that is still as the user saw it (``version``).

    Raises ConflictError, with what stands now, if somebody saved in between; otherwise as ``add``.
    """
    noun = NOUNS[table]
    values = parsing.read(noun, typed, today)
    deed = Deed(
        Action.EDIT_CONTENT, f"{noun.word}.changed", table, id, reason=parsing.clean(reason) or None
    )

    def work(connection: Connection, person: Person) -> Result[None]:
        move = Move(today, person.name, deed.reason)
        return update(connection, noun, id, version, values, move)

    use_case.perform(who, deed, work)


def withdraw(who: Who, table: str, id: str, version: int, reason: str) -> None:
    """Take a row out of use. It stays in the database and can come back.

    Raises PortfolioError without a reason, or while something still hangs on it.
    """
    noun = NOUNS[table]
    why = parsing.reason(reason)
    if not noun.withdrawable:
        raise PortfolioError(
            "This cannot be taken out of use here. A proposal is set aside, merged or replaced on"
            " its own page."
        )
    gone = use_case.out_of_use(why)

    def work(connection: Connection, _person: Person) -> Result[None]:
        row_of(connection, noun.kept_in, id, lock=True)  # nothing is hung on it from here on
        dependents.require_nothing(connection, noun, id)
        return switch(connection, noun, id, version, gone)

    use_case.perform(who, _deed(noun, "withdrawn", id, why), work)


def bring_back(who: Who, table: str, id: str, version: int, reason: str) -> None:
    """Take a row into use again.

    Raises PortfolioError without a reason, or while what it hangs on is out of use itself.
    """
    noun, why = NOUNS[table], parsing.reason(reason)

    def work(connection: Connection, _person: Person) -> Result[None]:
        rules.check(connection, noun, row_of(connection, noun.kept_in, id), id)
        return switch(connection, noun, id, version, use_case.IN_USE)

    use_case.perform(who, _deed(noun, "brought_back", id, why), work)


def tie(who: Who, table: str, typed: Typed, *, today: date) -> str:
    """Tie two rows together (a noun with a ``pair``); the tie's id."""
    assert NOUNS[table].pair, table
    return add(who, table, typed, today=today)


def untie(who: Who, table: str, id: str, version: int, reason: str) -> None:
    """Take a tie out of use."""
    assert NOUNS[table].pair, table
    withdraw(who, table, id, version, reason)


def home_of(noun: Noun, portfolio_id: str | None) -> dict[str, Any]:
    """The column that says whose a new row is, where that is known and the noun has it."""
    return {"portfolio_id": portfolio_id} if noun.of_portfolio and portfolio_id else {}


def insert(
    connection: Connection,
    noun: Noun,
    key: str,
    values: dict[str, Any],
    today: date | None = None,
) -> Result[str]:
    """Put a row in, in the caller's transaction.

    ``today`` places a date without a year in a field of a portfolio's own.
    """
    values, own = _own_apart(values)
    if noun.pair and (old := _tied_before(connection, noun, values)):
        return _tie_again(connection, noun, old, values)
    row = _completed(connection, noun, values)
    lock.require_open(connection, noun.table, row)
    rules.check(connection, noun, row, None)
    kept = {name: value for name, value in row.items() if value is not None}
    with _met_by_nobody(connection):
        connection.execute(sa.insert(noun.kept_in).values(id=key, **kept))
    searching.refresh(connection, noun, key, kept)
    lines = own_values.put_one(connection, key, own, today) if own and today else ()
    return Result(after=kept, subject_id=key, answer=key, lines=lines)


def update(
    connection: Connection,
    noun: Noun,
    key: str,
    version: int,
    values: dict[str, Any],
    move: Move,
) -> Result[None]:
    """Change a row in the caller's transaction; nothing is logged when nothing is different.

    ``move``: what is kept with an earlier day of a follow-up.
    """
    row = row_of(connection, noun.kept_in, key)
    values, own = _own_apart(values)
    values = _moved(noun, row, values)
    if row["version"] != version:
        _refuse(connection, noun, key, version, values)
    if row.get("withdrawn_at") is not None:
        raise PortfolioError("This has been taken out of use. Take it into use again to change it.")
    changed: Result[None] = Result(answer=None, changed=False)
    if values:
        lock.require_open(connection, noun.table, row, values)
        rules.check(connection, noun, {**row, **values}, key)
        keep_earlier(connection, noun.table, row, values, move)
        with _met_by_nobody(connection):
            changed = use_case.change_row(connection, noun.kept_in, key, version, values)
        searching.refresh(connection, noun, key, {**row, **values})
    lines = carry_over(connection, noun.table, row, {**row, **values})
    if own:
        lines = (*lines, *own_values.put_one(connection, key, own, move.on))
    return replace(changed, lines=lines)


def carry_over(
    connection: Connection, table: str, before: Typed, after: Typed
) -> tuple[use_case.Line, ...]:
    """Let what follows a row follow it from ``before`` to ``after``; the lines of the log."""
    follows = _FOLLOWED.get(table)
    return follows(connection, before, after) if follows and before != after else ()


_FOLLOWED = {step_tasks.TABLE: step_tasks.carry_over, "own_fields": own_values.carry_over}


def _own_apart(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns of a row's own, and what was typed in the fields of a portfolio's own."""
    own = {name: value for name, value in values.items() if name.startswith(PREFIX)}
    return {name: value for name, value in values.items() if name not in own}, own


def _refuse(
    connection: Connection, noun: Noun, key: str, version: int, values: dict[str, Any]
) -> None:
    """Raise ConflictError, with what stands in a portfolio's own fields as well."""
    try:
        use_case.save_version(connection, noun.kept_in, key, version, values)
    except ConflictError as error:
        if noun.table == "proposals":
            error.theirs |= own_values.typed_of(connection, key)
        raise


def row_of(
    connection: Connection, table: sa.Table, key: str, *, lock: bool = False
) -> dict[str, Any]:
    """The row as it stands; PortfolioError when there is none."""
    chosen = sa.select(table).where(table.c.id == key)
    if lock:
        chosen = chosen.with_for_update()
    row = connection.execute(chosen).mappings().first()
    if row is None:
        raise PortfolioError("This is not there any more. Go back to the list and choose again.")
    return dict(row)


def _moved(noun: Noun, row: Mapping[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """Only what is different. The same words of a date mean what they meant when written."""
    for field in noun.of_kind(Kind.FUZZY):
        words = field.columns[0]
        if words in values and values[words] == row[words]:
            values = {name: v for name, v in values.items() if name not in field.columns}
    return {name: value for name, value in values.items() if row[name] != value}


def _completed(connection: Connection, noun: Noun, values: dict[str, Any]) -> dict[str, Any]:
    """The row with what nobody types: its portfolio, its code, its place in the order."""
    row = dict(values)
    if noun.of_portfolio and row.get("portfolio_id") is None:
        p = schema.portfolios.c
        row["portfolio_id"] = connection.execute(
            sa.select(p.id).order_by(p.position, p.title).limit(1)
        ).scalar()
        if row["portfolio_id"] is None:
            raise PortfolioError("There is no portfolio yet. Make one on the front page first.")
    if noun.has_code:
        row["code"] = codes.code_for(connection, noun, row)
    if noun.counted_within and row.get("position") is None:
        row["position"] = codes.next_position(connection, noun, row)
    return row


def _tied_before(
    connection: Connection, noun: Noun, values: Mapping[str, Any]
) -> dict[str, Any] | None:
    table = noun.kept_in
    alike = [table.c[name] == values.get(name) for name in noun.pair]
    chosen = sa.select(table).where(*alike, table.c.withdrawn_at.is_not(None))
    row = connection.execute(chosen).mappings().first()
    return None if row is None else dict(row)


def _tie_again(
    connection: Connection, noun: Noun, old: dict[str, Any], values: dict[str, Any]
) -> Result[str]:
    back = {**values, **use_case.IN_USE}
    lock.require_open(connection, noun.table, old)
    rules.check(connection, noun, {**old, **back}, old["id"])
    moved = _moved(noun, old, back)
    before = use_case.save_version(connection, noun.kept_in, old["id"], old["version"], moved)
    searching.refresh(connection, noun, old["id"], {**old, **moved})
    return Result(before=before, after=moved, subject_id=old["id"], answer=old["id"])


def switch(
    connection: Connection, noun: Noun, key: str, version: int, values: dict[str, Any]
) -> Result[None]:
    """Take a row out of use or into it again, in the caller's transaction."""
    row = row_of(connection, noun.kept_in, key)
    if row["version"] == version and (row["withdrawn_at"] is None) == (
        values["withdrawn_at"] is None
    ):
        return Result(answer=None, changed=False)  # it is so already
    lock.require_open(connection, noun.table, row)
    changed = use_case.change_row(connection, noun.kept_in, key, version, values)
    searching.refresh(connection, noun, key, row)
    carry_over(connection, noun.table, row, {**row, **values})
    return changed


def _deed(noun: Noun, verb: str, key: str, reason: str) -> Deed:
    return Deed(Action.EDIT_CONTENT, f"{noun.word}.{verb}", noun.table, key, reason=reason)


@contextmanager
def _met_by_nobody(connection: Connection) -> Iterator[None]:
    """What the database refuses here another writer met: the rules have been asked."""
    try:
        with connection.begin_nested():
            yield
    except IntegrityError as error:
        raise PortfolioError(
            "Somebody saved something at the same moment that does not go together with this. Look"
            " at the list and save again."
        ) from error
