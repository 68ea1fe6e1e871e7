"""An organisation has its own words, logo and meetings.

Frozen: a table here never changes again; the next migration alters it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "organisations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="municipality", nullable=False),
        sa.Column("product", sa.Text()),
        sa.Column("words", sa.Text()),
        sa.Column("names", sa.Text()),
        sa.Column("logo_sha256", sa.Text()),
        sa.Column("logo_type", sa.Text()),
        sa.Column("body_party_id", sa.Text()),
        sa.Column("meeting_title", sa.Text()),
        sa.Column("meeting_time", sa.Text()),
        sa.Column("meeting_minutes", sa.Integer()),
        sa.Column("paper_language", sa.Text()),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("name", name=op.f("uq_organisations_name")),
        sa.CheckConstraint(
            "meeting_minutes BETWEEN 1 AND 600", name=op.f("ck_organisations_meeting_minutes")
        ),
        sa.ForeignKeyConstraint(
            ["body_party_id"],
            ["parties.id"],
            name=op.f("fk_organisations_body_party_id_parties"),
        ),
    )
    op.create_index(op.f("ix_organisations_body_party_id"), "organisations", ["body_party_id"])
