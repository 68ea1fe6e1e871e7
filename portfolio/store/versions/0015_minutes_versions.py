"""What a newer version of minutes says otherwise, and what a decision in them does.

Frozen: a table here never changes again; the next migration alters it.
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Plain SQL: Alembic would rebuild the tables on SQLite.
    op.execute(
        "ALTER TABLE minutes_finds ADD COLUMN earlier_id TEXT"
        " CONSTRAINT fk_minutes_finds_earlier_id_minutes_finds REFERENCES minutes_finds (id)"
    )
    op.execute("ALTER TABLE minutes_finds ADD COLUMN effects TEXT")
    op.create_index("ix_minutes_finds_earlier_id", "minutes_finds", ["earlier_id"])
