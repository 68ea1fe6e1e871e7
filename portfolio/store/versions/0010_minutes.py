"""Minutes that were read: the kept text, and what was found in it.

Frozen: a table here never changes again; the next migration alters it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_readings()
    _add_finds()


def _add_readings() -> None:
    op.create_table(
        "minutes_readings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("portfolio_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("file_kind", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("meeting", sa.Text(), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("messages", sa.Text(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("read_at", sa.Text(), nullable=False),
        sa.Column("read_by", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=True),
        sa.Column("replaces_id", sa.Text(), nullable=True),
        sa.Column("taken_in_at", sa.Text(), nullable=True),
        sa.Column("taken_in_by", sa.Text(), nullable=True),
        sa.Column("made", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'taken_in', 'set_aside')", name=op.f("ck_minutes_readings_state")
        ),
        sa.ForeignKeyConstraint(
            ["portfolio_id"],
            ["portfolios.id"],
            name=op.f("fk_minutes_readings_portfolio_id_portfolios"),
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["minutes_readings.id"],
            name=op.f("fk_minutes_readings_replaces_id_minutes_readings"),
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_minutes_readings_source_id_sources")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_readings")),
    )
    op.create_index(
        op.f("ix_minutes_readings_portfolio_id"), "minutes_readings", ["portfolio_id"], unique=False
    )
    op.create_index(
        op.f("ix_minutes_readings_replaces_id"), "minutes_readings", ["replaces_id"], unique=False
    )
    op.create_index("ix_minutes_readings_sha256", "minutes_readings", ["sha256"], unique=False)
    op.create_index(
        op.f("ix_minutes_readings_source_id"), "minutes_readings", ["source_id"], unique=False
    )


def _add_finds() -> None:
    op.create_table(
        "minutes_finds",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("reading_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("line_from", sa.Integer(), nullable=False),
        sa.Column("line_to", sa.Integer(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("mended", sa.Text(), nullable=True),
        sa.Column("answers", sa.Text(), nullable=True),
        sa.Column("judged_at", sa.Text(), nullable=True),
        sa.Column("judged_by", sa.Text(), nullable=True),
        sa.Column("made_table", sa.Text(), nullable=True),
        sa.Column("made_id", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'taken', 'rejected')", name=op.f("ck_minutes_finds_state")
        ),
        sa.CheckConstraint("line_from BETWEEN 1 AND line_to", name=op.f("ck_minutes_finds_lines")),
        sa.ForeignKeyConstraint(
            ["reading_id"],
            ["minutes_readings.id"],
            name=op.f("fk_minutes_finds_reading_id_minutes_readings"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_finds")),
        sa.UniqueConstraint(
            "reading_id", "position", name=op.f("uq_minutes_finds_reading_id_position")
        ),
    )
    op.create_index("ix_minutes_finds_mark", "minutes_finds", ["mark"], unique=False)
    op.create_index(
        op.f("ix_minutes_finds_reading_id"), "minutes_finds", ["reading_id"], unique=False
    )
