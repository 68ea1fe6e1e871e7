"""What proposals say in their portfolio's own fields, written in somebody's transaction.

Open this to change what a value has to keep to, or how it is logged. A form, the table of Edit
data, a list that is taken in and an act on many proposals all write through :func:`put`.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import clock, own_fields
from portfolio.domain.own_fields import OwnField
from portfolio.domain.permissions import Action
from portfolio.errors import PortfolioError
from portfolio.language import N_, sort_key
from portfolio.queries.own_fields.own_fields import field_of, fields
from portfolio.store import ids, live, schema, search
from portfolio.usecases import use_case
from portfolio.usecases.use_case import Deed, Line, Person, Result, Who

#: By proposal and field (ids), what was typed; None or "" empties it.
Typed = Mapping[str, Mapping[str, object]]
_SORTED_BY = 200  # signs of a text


@dataclass(frozen=True)
class Changed:
    """A value that is different now; ``before`` and ``after`` hold the columns of its row."""

    id: str
    field: OwnField
    proposal_id: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


class OwnValuesError(PortfolioError):
    """Nothing was saved. ``faults``: proposal and field (ids), and what is wrong there."""

    def __init__(self, faults: Sequence[tuple[str, str, PortfolioError]]) -> None:
        super().__init__(
            N_("Nothing was saved: {count} of the values must be put right first."),
            count=len(faults),
        )
        self.faults = tuple(faults)


def set_values(who: Who, typed: Typed, *, today: date) -> int:
    """Set what some proposals say in some fields, in one act; how many values are different.

    Raises OwnValuesError with every fault found, and saves nothing then.
    """
    deed = Deed(Action.EDIT_CONTENT, "own_value.set_many", "own_values")

    def work(connection: Connection, _person: Person) -> Result[int]:
        changed = put(connection, typed, today)
        before, after = in_one_line(changed)
        return Result(before=before, after=after, answer=len(changed), changed=bool(changed))

    return use_case.perform(who, deed, work)


def put(connection: Connection, typed: Typed, today: date) -> tuple[Changed, ...]:
    """Write what was typed, in the caller's transaction; what became different, to be logged.

    The version of a proposal is one more where a value of it is. Raises OwnValuesError with every
    value that cannot be read, and PortfolioError for a field or a proposal that is not there.
    """
    _require_together(connection, typed)
    known = {one.id: one for one in fields(connection)}
    rows = _rows(connection, typed)
    changed: list[Changed] = []
    faults: list[tuple[str, str, PortfolioError]] = []
    for proposal_id, values in typed.items():
        for field_id, value in values.items():
            field, row = known[field_id], rows.get((proposal_id, field_id), _NEW)
            try:
                after = _different(field, row, value, today)
            except PortfolioError as error:
                faults.append((proposal_id, field_id, error))
                continue
            if after:
                before = {name: row[name] for name in after}
                key = row["id"] or ids.new_id()
                changed.append(Changed(key, field, proposal_id, before, after))
    if faults:
        raise OwnValuesError(faults)
    _write(connection, changed, rows)
    return tuple(changed)


def put_one(
    connection: Connection, proposal_id: str, typed: Mapping[str, object], today: date
) -> tuple[Line, ...]:
    """As ``put`` for one proposal, by the fields' keys; a line of the log for each value.

    Raises the first fault there is.
    """
    values = {key.removeprefix(own_fields.PREFIX): value for key, value in typed.items()}
    try:
        changed = put(connection, {proposal_id: values}, today)
    except OwnValuesError as error:
        raise error.faults[0][2] from None
    return tuple(
        (
            Deed(Action.EDIT_CONTENT, "own_value.changed", "own_values", one.id),
            Result(before=dict(one.before), after=dict(one.after), answer=None),
        )
        for one in changed
    )


def in_one_line(changed: Sequence[Changed]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was, and what is, said: by proposal, the value of each field; for a line of the log."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for one in changed:
        before.setdefault(one.proposal_id, {})[one.field.id] = one.before.get("value")
        after.setdefault(one.proposal_id, {})[one.field.id] = one.after.get("value")
    return before, after


def typed_of(connection: Connection, proposal_id: str) -> dict[str, Any]:
    """What a proposal says in each of its fields as a form has it, by the fields' keys."""
    v = live.own_values.c
    chosen = sa.select(v.field_id, v.value).where(v.proposal_id == proposal_id)
    return {f"{own_fields.PREFIX}{key}": value for key, value in connection.execute(chosen)}


def carry_over(
    connection: Connection, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[Line, ...]:
    """Let a field's values follow it from one kind, or list of choices, to another.

    Raises PortfolioError where proposals say what the field could not hold then.
    """
    was, becomes = field_of(before), field_of(after)
    v = schema.own_values
    chosen = sa.select(v).where(v.c.field_id == was.id, v.c.value.is_not(None))
    rows = connection.execute(chosen).mappings().all()
    if (was.kind, was.choices) != (becomes.kind, becomes.choices):
        for key, values in _read_anew(was, becomes, rows).items():
            connection.execute(sa.update(v).where(v.c.id == key).values(values))
    if rows:  # taken out of use, they are no longer found by it
        search.refresh(connection, *(row["proposal_id"] for row in rows))
    return ()


def _read_anew(was: OwnField, becomes: OwnField, rows: Sequence[Any]) -> dict[str, dict[str, Any]]:
    """By id, the columns of the values as the changed field has them."""
    found, unfit = {}, set()
    for row in rows:
        try:
            found[row["id"]] = _columns(becomes, row["value"], clock.today())
        except PortfolioError:
            unfit.add(row["value"])
    if unfit:
        raise PortfolioError(
            "Proposals say {values} there, which the field could not hold then. Change what they"
            " say first.",
            values=", ".join(one[:60] for one in sorted(unfit, key=sort_key)[:5]),
        )
    return found


_NEW: dict[str, Any] = {"id": None, "sort_text": None} | own_fields.EMPTY


def _different(
    field: OwnField, row: Mapping[str, Any], typed: object, today: date
) -> dict[str, Any]:
    """The columns that become different. The same words of a date mean what they meant."""
    read = _columns(field, typed, today)
    if read["value"] == row["value"]:
        return {}
    return {name: value for name, value in read.items() if row[name] != value}


def _columns(field: OwnField, typed: object, today: date) -> dict[str, Any]:
    read = own_fields.read(field, typed, today)
    text = own_fields.sort_text(field, read)
    return read | {"sort_text": None if text is None else sort_key(text)[:_SORTED_BY]}


def _require_together(connection: Connection, typed: Typed) -> None:
    """Raise PortfolioError unless each field is there and of the proposal's own portfolio."""
    f, p = live.own_fields.c, schema.proposals.c
    wanted = {key for values in typed.values() for key in values}
    owners = dict(connection.execute(sa.select(f.id, f.portfolio_id).where(f.id.in_(wanted))).all())
    asked = sa.select(p.id, p.portfolio_id).where(p.id.in_(typed))
    homes = dict(connection.execute(asked).all())
    if wanted - owners.keys():
        raise PortfolioError("The field is not there any more. Reload the page and choose again.")
    if typed.keys() - homes.keys():
        raise PortfolioError("This is not there any more. Go back to the list and choose again.")
    for proposal_id, values in typed.items():
        if any(owners[key] != homes[proposal_id] for key in values):
            raise PortfolioError("The field belongs to another portfolio than the proposal.")


def _rows(connection: Connection, typed: Typed) -> dict[tuple[str, str], Any]:
    v = schema.own_values
    wanted = {key for values in typed.values() for key in values}
    chosen = sa.select(v).where(v.c.proposal_id.in_(typed), v.c.field_id.in_(wanted))
    rows = connection.execute(chosen.with_for_update()).mappings()
    return {(row["proposal_id"], row["field_id"]): row for row in rows}


def _write(connection: Connection, changed: Sequence[Changed], known: Container[Any]) -> None:
    v, p = schema.own_values, schema.proposals
    for one in changed:
        if (one.proposal_id, one.field.id) in known:
            again = sa.update(v).where(v.c.id == one.id)
            connection.execute(again.values(**one.after, version=v.c.version + 1))
    new = [
        {**_NEW, "id": one.id, "field_id": one.field.id, "proposal_id": one.proposal_id}
        | dict(one.after)
        for one in changed
        if (one.proposal_id, one.field.id) not in known
    ]
    if new:
        connection.execute(sa.insert(v), new)
    touched = {one.proposal_id for one in changed}
    if touched:
        raised = sa.update(p).where(p.c.id.in_(touched))
        connection.execute(raised.values(version=p.c.version + 1))
        search.refresh(connection, *touched)
