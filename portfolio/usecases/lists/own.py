"""The columns of a list that are fields of the portfolio's own: what they are, say and become."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio import signs
from portfolio.domain import own_fields as domain
from portfolio.domain.lists.entry import Entry, Reading
from portfolio.domain.lists.fields import Field
from portfolio.domain.own_fields import OwnField, OwnKind
from portfolio.errors import PortfolioError
from portfolio.importers.lists import headings, rows
from portfolio.importers.lists.status_day import undated
from portfolio.language import LANGUAGES, fold, translate
from portfolio.queries.own_fields import own_fields as queries
from portfolio.store import schema
from portfolio.usecases import use_case
from portfolio.usecases.content.nouns import NOUNS
from portfolio.usecases.lists.batch import Trace
from portfolio.usecases.own_fields import own_fields, values

_LONGEST_NAME = 200  # characters
#: By heading, the field a column is; one that is yet to be made has no id.
Fields = Mapping[str, OwnField]


def fields(connection: Connection, found: Reading, portfolio: str | None) -> dict[str, OwnField]:
    """The field of each column that is kept: the one there is of that name, or a new one."""
    known = queries.fields(connection, portfolio=portfolio) if portfolio else ()
    by_name = {fold(one.name): one for one in known}
    made: dict[str, OwnField] = {}
    for header in rows.kept(found.table, found.fields):
        is_amount = found.fields[header] is Field.AMOUNT
        # Next month the day in the heading is another, and the field is the same.
        called = _name(undated(header), in_kr=is_amount)
        if fold(called) in {fold(one.name) for one in made.values()}:
            called = _name(header, in_kr=is_amount)
        one = by_name.get(fold(called))
        if one is None:
            kind = OwnKind(found.choice.kinds.get(header, OwnKind.TEXT))
            kind = OwnKind.NUMBER if is_amount else kind
            one = OwnField(id="", portfolio_id="", code="", name=called, kind=kind)
        made[header] = _with_choices(one, found, header)
    return made


def _name(header: str, *, in_kr: bool) -> str:
    """The heading, unless a field of the program has that name already; of amounts without what
    they were counted in."""
    if in_kr and (bare := headings.without_unit(header)):
        header = f"{bare} (kr.)"
    ours = {
        fold(translate(field.label, spoken))
        for field in NOUNS["proposals"].fields
        for spoken in LANGUAGES
    }
    name = signs.one_line(header)[:_LONGEST_NAME]
    return f"{name} (2)" if fold(name) in ours else name


def _with_choices(field: OwnField, found: Reading, header: str) -> OwnField:
    """A choice that the list has and the field has not yet is one more."""
    if field.kind is not OwnKind.CHOICE:
        return field
    said = (signs.one_line(cell.words) for cell in found.table.cells(header))
    choices = {fold(one): one for one in field.choices}
    for word in said:
        if word:
            choices.setdefault(fold(word), word)
    return replace(field, choices=tuple(choices.values()))


def said(
    entry: Entry, known: Fields, day: date
) -> tuple[dict[str, str | None], tuple[PortfolioError, ...]]:
    """What a row says in each field, by heading, as it is kept; and what cannot be read."""
    found: dict[str, str | None] = {}
    remarks = []
    for header, field in known.items():
        try:
            found[header] = domain.read(field, entry.kept.get(header), day)["value"]
        except PortfolioError as error:
            error.place = entry.columns.get(header, "")
            remarks.append(error)
    return found, tuple(remarks)


def here(connection: Connection, known: Fields, ids: list[str]) -> dict[str, dict[str, str]]:
    """What the proposals say in the fields, by id and heading."""
    headers = {field.id: header for header, field in known.items() if field.id}
    v = schema.own_values.c
    chosen = sa.select(v.proposal_id, v.field_id, v.value).where(v.field_id.in_(headers))
    wanted = set(ids)
    found: dict[str, dict[str, str]] = {}
    for proposal_id, field_id, value in connection.execute(chosen):
        if proposal_id in wanted and value is not None:
            found.setdefault(proposal_id, {})[headers[field_id]] = value
    return found


def define(connection: Connection, portfolio_id: str, known: Fields, made: Trace) -> dict[str, str]:
    """The id of each field, by heading; those that are not there yet are made."""
    f = schema.own_fields.c
    gone = sa.select(schema.own_fields).where(
        f.portfolio_id == portfolio_id, f.withdrawn_at.is_not(None)
    )
    before = {fold(row["name"]): row for row in connection.execute(gone).mappings()}
    found = {}
    for header, field in known.items():
        back = before.get(fold(field.name))
        if field.id:
            found[header] = field.id
            _keep_choices(connection, field)
        elif back is not None and back["kind"] == field.kind:
            found[header] = back["id"]
            _keep_choices(connection, replace(field, id=back["id"]), dict(use_case.IN_USE))
            made.made["own_fields"].append(back["id"])
        else:
            done = own_fields.define(
                connection, portfolio_id, field.name, field.kind, field.choices
            )
            found[header] = done.answer
            made.made["own_fields"].append(done.answer)
    return found


def _keep_choices(
    connection: Connection, field: OwnField, more: Mapping[str, Any] | None = None
) -> None:
    f = schema.own_fields.c
    row = connection.execute(sa.select(f.choices).where(f.id == field.id)).scalar()
    after = dict(more or {})
    if field.kind is OwnKind.CHOICE and domain.lines(row) != field.choices:
        after["choices"] = "\n".join(field.choices)
    if after:
        changed = sa.update(schema.own_fields).where(f.id == field.id)
        connection.execute(changed.values(**after, version=f.version + 1))


def put(
    connection: Connection,
    typed: Mapping[str, Mapping[str, object]],
    traces: Mapping[str, Trace],
    day: date,
) -> None:
    """Write the values, by proposal and field; each proposal's trace notes what they were."""
    wanted = {key: some for key, some in typed.items() if some}
    if not wanted:
        return
    for one in values.put(connection, wanted, day):
        trace = traces[one.proposal_id]
        trace.own[one.field.id] = one.before.get("value")
    for trace in traces.values():
        if trace.own:
            trace.version += 1
