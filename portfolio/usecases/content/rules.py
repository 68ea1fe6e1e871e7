"""What must hold of a row before it is kept: asked here, so that no database error is shown."""

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from portfolio.domain import model
from portfolio.domain.clock import today
from portfolio.domain.own_fields import OwnKind, lines
from portfolio.errors import PortfolioError
from portfolio.language import LANGUAGES, fold, translate
from portfolio.store import schema
from portfolio.usecases.content.field import Field, Kind, Noun, say
from portfolio.usecases.content.nouns import NOUNS
from portfolio.usecases.content.nouns_portfolio import SUBJECTS

Row = Mapping[str, Any]


def check(connection: Connection, noun: Noun, row: Row, key: str | None) -> None:
    """Raise PortfolioError at the first rule the row would break; ``key`` is its own id."""
    for field in noun.fields:
        _check_field(connection, field, row)
    _check_unique(connection, noun, row, key)
    if noun.table in _SPECIAL:
        _SPECIAL[noun.table](connection, row, key)


def _check_field(connection: Connection, field: Field, row: Row) -> None:
    value = row.get(field.columns[0])
    if field.required and value is None:
        raise _unfit(field, "Fill this in; it cannot be empty.")
    if field.kind is Kind.REFERENCE and value is not None:
        _require_live(connection, field, field.to, str(value))
    if field.kind is Kind.SUBJECT and value is not None:
        table = str(value) if value in SUBJECTS else SUBJECTS[0]
        _require_live(connection, field, table, str(row["subject_id"]))


def _require_live(connection: Connection, field: Field, table: str, key: str) -> None:
    kept = schema.metadata.tables[table]
    # Nobody takes it out of use before this is saved (on SQLite nobody can anyway).
    chosen = sa.select(kept).where(kept.c.id == key).with_for_update(read=True)
    row = connection.execute(chosen).mappings().first()
    if row is None:
        raise _unfit(field, "What you chose is not there any more. Choose again.")
    if row.get("withdrawn_at") is not None:
        raise _unfit(
            field,
            "What you chose has been taken out of use. Choose another, or take it into use again"
            " first.",
        )


def require_in_use(connection: Connection, table: str, key: str) -> None:
    """Raise PortfolioError unless the row is there and has not been taken out of use."""
    kept = schema.metadata.tables[table]
    row = connection.execute(sa.select(kept).where(kept.c.id == key)).mappings().first()
    if row is None:
        raise PortfolioError("What it was to be attached to is not there. Reload the page.")
    if row.get("withdrawn_at") is not None:
        raise PortfolioError(
            "It has been taken out of use, so nothing more can be added to it. Take it "
            "into use again first."
        )


def _check_unique(connection: Connection, noun: Noun, row: Row, key: str | None) -> None:
    table = noun.kept_in
    for constraint in table.constraints:
        if not isinstance(constraint, sa.UniqueConstraint) or "code" in constraint.columns:
            continue
        names = list(constraint.columns.keys())
        alike = [table.c[name] == row.get(name) for name in names]
        other = sa.select(table).where(*alike, table.c.id != (key or ""))
        found = connection.execute(other.limit(1)).mappings().first()
        if found is not None:
            raise _taken(noun, names, row, dict(found))


def _taken(noun: Noun, names: list[str], row: Row, found: Row) -> PortfolioError:
    if noun.pair:
        if found.get("withdrawn_at") is not None:
            return PortfolioError(
                "The two were tied before, and the tie was taken out of use. Take it into use"
                " again below instead."
            )
        return PortfolioError("The two are tied already. Change the tie that is there.")
    field = next(f for f in noun.fields if f.name in names and f.kind is not Kind.REFERENCE)
    taken = {"value": row[field.name], "title": found[noun.title]}
    if found.get("withdrawn_at") is not None:
        return _unfit(
            field,
            "{value} belongs to “{title}”, which was taken out of use. Choose another, or take"
            " that one into use again.",
            **taken,
        )
    return _unfit(field, "{value} is taken already by “{title}”. Choose another.", **taken)


def _unfit(field: Field, message: str, **values: object) -> PortfolioError:
    error = PortfolioError(message, **values)
    error.place = say(field.label)
    return error


def _purpose(_connection: Connection, row: Row, _key: str | None) -> None:
    if not row["number"]:
        raise _unfit(NOUNS["purposes"].field("number"), "Write a number from 1.")


def _proposal(connection: Connection, row: Row, _key: str | None) -> None:
    if not row["number"]:
        raise _unfit(NOUNS["proposals"].field("number"), "Write a number from 1.")
    p = schema.purposes.c
    home = connection.execute(sa.select(p.portfolio_id).where(p.id == row["purpose_id"])).scalar()
    if home != row["portfolio_id"]:
        raise PortfolioError("The purpose belongs to another portfolio. Choose one of this one.")


def _pool(_connection: Connection, row: Row, _key: str | None) -> None:
    total, earmarked = row.get("total_amount"), row.get("earmarked_amount")
    if total is not None and earmarked is not None and earmarked > total:
        raise PortfolioError(
            "The earmarked amount is more than the whole pool. It lies inside it: correct one of"
            " the two."
        )
    least, most = row.get("min_inhabitants"), row.get("max_inhabitants")
    if least is not None and most is not None and least > most:
        raise PortfolioError("The least number of inhabitants is above the most. Swap the two.")


def _milestone(_connection: Connection, row: Row, _key: str | None) -> None:
    if not any(row.get(f"{noun}_id") for noun in ("portfolio", "proposal", "process", "pool")):
        raise PortfolioError(
            "A milestone belongs to something. Choose a proposal, a strategy process, a pool or"
            " the portfolio."
        )
    # The other way round is allowed: a source may say that it happened, and not when.
    recorded = row.get("outcome", model.Outcome.NOT_RECORDED) != model.Outcome.NOT_RECORDED
    if not recorded and row.get("outcome_on") is not None:
        raise PortfolioError("Say what the outcome was, or empty the day of the outcome.")


def _own_field(connection: Connection, row: Row, key: str | None) -> None:
    field, name = NOUNS["own_fields"].field, fold(row["name"])
    f = schema.own_fields.c
    others = sa.select(f.name).where(
        f.portfolio_id == row["portfolio_id"], f.id != (key or ""), f.withdrawn_at.is_(None)
    )
    ours = (
        translate(one.label, spoken) for one in NOUNS["proposals"].fields for spoken in LANGUAGES
    )
    if name in map(fold, [*connection.execute(others).scalars(), *ours]):
        raise _unfit(
            field("name"),
            "There is a field called “{name}” already. Choose another name.",
            name=row["name"],
        )
    choices = lines(row.get("choices"))
    if (row["kind"] == OwnKind.CHOICE) != bool(choices):
        raise _unfit(
            field("choices"),
            "A field of the type Choice has choices, one on each line, and no other field has.",
        )
    if len(set(map(fold, choices))) < len(choices):
        raise _unfit(field("choices"), "Two of the choices are the same. Delete one of them.")


def _gap(_connection: Connection, row: Row, _key: str | None) -> None:
    answered = row.get("status") == model.GapStatus.ANSWERED
    if answered and not (row.get("answer") and row.get("answered_on")):
        raise PortfolioError(
            "An answered question has an answer and the day it was given. Write both."
        )
    if not answered and (row.get("answer") or row.get("answered_on")):
        raise PortfolioError(
            "There is an answer, but the question is still open. Set its status to "
            "answered, or empty the answer and its day."
        )
    if answered and row["answered_on"] < row["raised_on"]:
        raise PortfolioError(
            "The question was answered before it was raised. Correct one of the days."
        )


def _application(_connection: Connection, row: Row, _key: str | None) -> None:
    if row.get("granted_amount") is not None and row.get("state") != model.ApplicationState.GRANTED:
        raise PortfolioError(
            "Nothing is granted until the application is. Set its status to granted, or "
            "empty the granted amount."
        )
    applied, answered = row.get("applied_on"), row.get("answered_on")
    if applied and answered and answered < applied:
        raise PortfolioError("The answer came before the application. Correct one of the days.")


def _follow_up(_connection: Connection, row: Row, _key: str | None) -> None:
    closed = row.get("status", model.FollowUpStatus.OPEN) != model.FollowUpStatus.OPEN
    if closed != (row.get("closed_on") is not None):
        raise PortfolioError(
            "A follow-up that is done or lapsed has the day it was closed, and an open one has"
            " none. Correct one of the two."
        )


def _involvement_step(connection: Connection, row: Row, _key: str | None) -> None:
    state, day = row.get("state", model.InvolvementState.AHEAD), row.get("happened_on")
    field = NOUNS["involvement_steps"].field
    if day is not None and state == model.InvolvementState.AHEAD:
        raise _unfit(
            field("happened_on"),
            "A step that is still to come has no such day. Set its status to done, or "
            "write the day as planned instead.",
        )
    if day is not None and day > today().isoformat():
        raise _unfit(
            field("happened_on"),
            "The day has not come yet. Choose today or an earlier day, or write it as planned.",
        )
    if state == model.InvolvementState.SKIPPED and not row.get("state_note"):
        raise _unfit(field("state_note"), "Write why the step is skipped; others will read it.")
    p = schema.proposals.c
    if row.get("proposal_id") is not None and not _first(
        connection,
        schema.proposals,
        sa.and_(p.id == row["proposal_id"], p.portfolio_id == row["portfolio_id"]),
    ):
        raise PortfolioError("The proposal belongs to another portfolio. Choose one of this one.")


def _agenda_item(connection: Connection, row: Row, key: str | None) -> None:
    if not row.get("closed"):
        return
    if row.get("summary") or row.get("finances") or row.get("title") != model.CLOSED_TITLE:
        raise PortfolioError(
            "Of a closed item only the number and the case number are kept. Write “Lukket” as its"
            " title and empty the rest."
        )
    words = (schema.decisions, schema.attachments)
    if any(_first(connection, table, table.c.agenda_item_id == key) for table in words):
        raise PortfolioError(
            "There are decisions or enclosures on this item, so it cannot be closed."
        )


def _of_open_item(connection: Connection, row: Row, _key: str | None) -> None:
    a = schema.agenda_items.c
    closed = sa.and_(a.id == row["agenda_item_id"], a.closed == 1)
    if _first(connection, schema.agenda_items, closed):
        raise PortfolioError(
            "The item is closed to the public, and nothing is kept of a closed item. Choose"
            " another."
        )


def _first(connection: Connection, table: sa.Table, test: sa.ColumnElement[bool]) -> bool:
    return connection.execute(sa.select(table.c.id).where(test).limit(1)).first() is not None


_SPECIAL: dict[str, Callable[[Connection, Row, str | None], None]] = {
    "purposes": _purpose,
    "proposals": _proposal,
    "own_fields": _own_field,
    "funding_pools": _pool,
    "milestones": _milestone,
    "gaps": _gap,
    "pool_applications": _application,
    "follow_ups": _follow_up,
    "involvement_steps": _involvement_step,
    "agenda_items": _agenda_item,
    "decisions": _of_open_item,
    "attachments": _of_open_item,
}
