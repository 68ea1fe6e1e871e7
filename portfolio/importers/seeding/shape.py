"""What a seed record may hold: the fields, types and codes of each table."""

from enum import StrEnum

from sqlalchemy import Column, Float, Integer, Table

from portfolio.domain import model
from portfolio.store import schema

#: Written by the program, never by a seed file.
NOT_SEEDED = {"status_updates", "responsibility_events", "change_log", "revisions", "settings"}
NOT_SEEDED |= {"citations", "gap_subjects"}
_BY_PROGRAM = {
    ("proposals", "rag"),
    ("proposals", "percent"),
    ("proposals", "status_seq"),
    ("proposals", "status_on"),
    ("proposals", "search_text"),
    ("proposal_parties", "state"),
    ("proposal_parties", "state_seq"),
}
_HIDDEN = {"id", "version", "code", "subject_table", "subject_id"}
_DATE_PARTS = {"date_text", "date_start", "date_end", "precision", "date_inferred"}
_FLAGS = {"name_confirmed", "closed", "absent", "differs", "law_dependent", "promised"}

CODES: dict[tuple[str, str], type[StrEnum]] = {
    ("portfolios", "grouping"): model.Grouping,
    # Only where the source says how far it is: it becomes the first status, without a light.
    ("proposals", "stage"): model.Stage,
    ("parties", "kind"): model.PartyKind,
    ("proposal_parties", "role"): model.PartyRole,
    ("proposal_places", "role"): model.PlaceRole,
    ("strategy_processes", "kind"): model.ProcessKind,
    ("proposal_processes", "relation"): model.Relation,
    ("funding_pools", "kind"): model.PoolKind,
    ("proposal_pools", "relation"): model.Relation,
    ("pool_conditions", "kind"): model.ConditionKind,
    ("pool_conditions", "fulfilment"): model.Fulfilment,
    ("milestones", "kind"): model.MilestoneKind,
    ("milestones", "outcome"): model.Outcome,
    ("decisions", "outcome"): model.DecisionOutcome,
    ("follow_ups", "status"): model.FollowUpStatus,
    ("involvement_steps", "role"): model.InvolvementRole,
    ("involvement_steps", "state"): model.InvolvementState,
    ("gaps", "kind"): model.GapKind,
    ("gaps", "status"): model.GapStatus,
}


def tables() -> dict[str, Table]:
    """The tables a seed file may fill, by name."""
    return {name: table for name, table in schema.metadata.tables.items() if name not in NOT_SEEDED}


def fields(table: Table) -> dict[str, Column[object]]:
    """The fields a record of this table may hold, by the name they have in the file."""
    named = {_name(column): column for column in table.columns if _is_seeded(table, column)}
    if "date_text" in table.columns:
        named["date"] = table.columns["date_text"]
    if "subject_id" in table.columns:
        named["subject"] = table.columns["subject_id"]
    return named


def required(table: Table) -> set[str]:
    """The fields a record of this table must hold."""
    return {
        name
        for name, column in fields(table).items()
        if not column.nullable and column.server_default is None
    }


def python_type(column: Column[object]) -> type | tuple[type, ...]:
    """The TOML type a column is written as."""
    if column.name in _FLAGS:
        return bool
    if isinstance(column.type, Float):
        return (float, int)
    return int if isinstance(column.type, Integer) else str


def target(column: Column[object]) -> str | None:
    """The table a foreign key points at."""
    return next((key.column.table.name for key in column.foreign_keys), None)


def _name(column: Column[object]) -> str:
    return column.name.removesuffix("_id") if column.foreign_keys else column.name


def _is_seeded(table: Table, column: Column[object]) -> bool:
    dates = _DATE_PARTS if "date_text" in table.columns else set()
    return column.name not in _HIDDEN | dates and (table.name, column.name) not in _BY_PROGRAM
