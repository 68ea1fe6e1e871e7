"""What a workshop's wall shows, notes that are chosen, merged and supported, ballots on paper.

Frozen: a table here never changes again; the next migration alters it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("workshops", sa.Column("wall", sa.Text(), nullable=True))
    op.add_column("participants", sa.Column("ballot", sa.Integer(), nullable=True))
    op.add_column("notes", sa.Column("chosen_at", sa.Text(), nullable=True))
    op.add_column("notes", sa.Column("merged_into", sa.Text(), nullable=True))
    op.create_table(
        "note_supports",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("note_id", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_supports")),
        sa.ForeignKeyConstraint(
            ["note_id"], ["notes.id"], name=op.f("fk_note_supports_note_id_notes")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_note_supports_participant_id_participants"),
        ),
        sa.UniqueConstraint(
            "note_id", "participant_id", name=op.f("uq_note_supports_note_id_participant_id")
        ),
    )
    for column in ("note_id", "participant_id"):
        op.create_index(op.f(f"ix_note_supports_{column}"), "note_supports", [column])
