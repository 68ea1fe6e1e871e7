"""Triggers that refuse what the design forbids. They stop mistakes, not the file's owner.

A table that Alembic rebuilds on SQLite loses its triggers: the migration that does so calls
these again, and a test looks for them.
"""

from alembic import op

_REFUSALS = {
    "append_only": "history is only added to",
    "closed_item": "nothing is kept of a closed item",
}


def forbid_changes(table: str) -> None:
    """Let rows be added to ``table``, never changed or removed."""
    _make_trigger(table, "append_only", "UPDATE")
    _make_trigger(table, "append_only", "DELETE")


def forbid_words_on_closed_items(table: str) -> None:
    """Let ``table`` (which has an ``agenda_item_id``) say nothing of a closed item."""
    closed = "(SELECT closed FROM agenda_items WHERE id = NEW.agenda_item_id) = 1"
    _make_trigger(table, "closed_item", "INSERT", closed)
    _make_trigger(table, "closed_item", "UPDATE", closed)


def forbid_closing_an_item_that_has_words() -> None:
    """Let no agenda item be closed while decisions or attachments still hang on it."""
    kept = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE agenda_item_id = NEW.id)"
        for table in ("decisions", "attachments")
    )
    _make_trigger("agenda_items", "closed_item", "UPDATE", f"NEW.closed = 1 AND ({kept})")


def _make_trigger(table: str, rule: str, operation: str, condition: str = "") -> None:
    name = f"guard_{table}_{rule}_{operation.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        when = f"WHEN {condition}" if condition else ""
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {operation} ON {table} {when}"
            f" BEGIN SELECT RAISE(ABORT, '{_REFUSALS[rule]}'); END"
        )
    else:
        _make_postgres_trigger(name, table, rule, operation, condition or "TRUE")


def _make_postgres_trigger(
    name: str, table: str, rule: str, operation: str, condition: str
) -> None:
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {condition} THEN RAISE EXCEPTION '{_REFUSALS[rule]}'; END IF;"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {operation} ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
