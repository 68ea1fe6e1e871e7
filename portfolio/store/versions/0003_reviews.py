"""The directors' review: agendas, snapshots, parking, templates, tokens, and what they need.

Frozen: a table here never changes again; the next migration alters it.
"""

import sqlalchemy as sa
from alembic import op

from portfolio.store.guards import forbid_changes

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_tables()
    _add_columns()
    forbid_changes("review_snapshots")


def _add_columns() -> None:
    for table in ("meeting_participants", "attachments"):
        op.add_column(table, sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        op.add_column(table, sa.Column("withdrawn_at", sa.Text(), nullable=True))
        op.add_column(table, sa.Column("withdrawn_reason", sa.Text(), nullable=True))
    op.add_column("decisions", sa.Column("review_on", sa.Text(), nullable=True))
    op.add_column("follow_ups", sa.Column("state_note", sa.Text(), nullable=True))
    op.add_column(
        "follow_ups", sa.Column("promised", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column("involvement_steps", sa.Column("planned_date_text", sa.Text(), nullable=True))
    op.add_column("involvement_steps", sa.Column("planned_date_start", sa.Text(), nullable=True))
    op.add_column("involvement_steps", sa.Column("planned_date_end", sa.Text(), nullable=True))
    op.add_column("involvement_steps", sa.Column("planned_precision", sa.Text(), nullable=True))
    op.add_column(
        "involvement_steps",
        sa.Column("planned_date_inferred", sa.Integer(), server_default="0", nullable=False),
    )
    op.add_column("involvement_steps", sa.Column("state_note", sa.Text(), nullable=True))
    op.add_column(
        "portfolios", sa.Column("grouping", sa.Text(), server_default="purpose", nullable=False)
    )


def _add_tables() -> None:
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("used_at", sa.Text(), nullable=True),
        sa.Column("revoked_at", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_tokens_token_hash")),
    )
    op.create_table(
        "paper_templates",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.Text(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_templates")),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("portfolio_id", sa.Text(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("prepared_at", sa.Text(), nullable=False),
        sa.Column("prepared_by", sa.Text(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("minutes BETWEEN 1 AND 600", name=op.f("ck_reviews_minutes")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_reviews_meeting_id_meetings")
        ),
        sa.ForeignKeyConstraint(
            ["portfolio_id"], ["portfolios.id"], name=op.f("fk_reviews_portfolio_id_portfolios")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_reviews_meeting_id")),
    )
    op.create_index(op.f("ix_reviews_meeting_id"), "reviews", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_reviews_portfolio_id"), "reviews", ["portfolio_id"], unique=False)
    op.create_table(
        "parkings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=False),
        sa.Column("window_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("must_be_ready", sa.Text(), nullable=False),
        sa.Column("stage_before", sa.Text(), nullable=False),
        sa.Column("parked_on", sa.Text(), nullable=False),
        sa.Column("parked_by", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Text(), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("end_note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_parkings_proposal_id_proposals")
        ),
        sa.ForeignKeyConstraint(
            ["window_id"],
            ["process_windows.id"],
            name=op.f("fk_parkings_window_id_process_windows"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parkings")),
    )
    op.create_index(op.f("ix_parkings_proposal_id"), "parkings", ["proposal_id"], unique=False)
    op.create_index(op.f("ix_parkings_window_id"), "parkings", ["window_id"], unique=False)
    op.create_table(
        "review_items",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("review_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("placement", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), server_default="[]", nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("by_hand", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "origin IN ('suggested', 'added', 'returned')", name=op.f("ck_review_items_origin")
        ),
        sa.CheckConstraint(
            "placement IN ('agenda', 'noted', 'dropped')", name=op.f("ck_review_items_placement")
        ),
        sa.CheckConstraint("minutes BETWEEN 0 AND 600", name=op.f("ck_review_items_minutes")),
        sa.CheckConstraint(
            "proposal_id IS NOT NULL OR title IS NOT NULL",
            name=op.f("ck_review_items_about_something"),
        ),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_items.id"],
            name=op.f("fk_review_items_agenda_item_id_agenda_items"),
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_review_items_proposal_id_proposals")
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_review_items_review_id_reviews")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_items")),
        sa.UniqueConstraint(
            "review_id", "proposal_id", name=op.f("uq_review_items_review_id_proposal_id")
        ),
    )
    op.create_index(
        op.f("ix_review_items_agenda_item_id"), "review_items", ["agenda_item_id"], unique=False
    )
    op.create_index(
        op.f("ix_review_items_proposal_id"), "review_items", ["proposal_id"], unique=False
    )
    op.create_index(op.f("ix_review_items_review_id"), "review_items", ["review_id"], unique=False)
    op.create_table(
        "review_snapshots",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("review_id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=False),
        sa.Column("status_seq", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("rag", sa.Text(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("responsible", sa.Text(), nullable=True),
        sa.Column("placement", sa.Text(), nullable=True),
        sa.Column("decision_id", sa.Text(), nullable=True),
        sa.Column("taken_at", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "rag IN ('green', 'amber', 'red', 'none')", name=op.f("ck_review_snapshots_rag")
        ),
        sa.CheckConstraint(
            "stage IN ('proposed', 'qualification', 'ready', 'running', 'anchored', 'closed', 'on_hold', 'not_pursued')",
            name=op.f("ck_review_snapshots_stage"),
        ),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_review_snapshots_percent")),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decisions.id"],
            name=op.f("fk_review_snapshots_decision_id_decisions"),
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_review_snapshots_proposal_id_proposals"),
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_review_snapshots_review_id_reviews")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_snapshots")),
        sa.UniqueConstraint(
            "review_id", "proposal_id", name=op.f("uq_review_snapshots_review_id_proposal_id")
        ),
    )
    op.create_index(
        op.f("ix_review_snapshots_decision_id"), "review_snapshots", ["decision_id"], unique=False
    )
    op.create_index(
        op.f("ix_review_snapshots_proposal_id"), "review_snapshots", ["proposal_id"], unique=False
    )
    op.create_index(
        op.f("ix_review_snapshots_review_id"), "review_snapshots", ["review_id"], unique=False
    )
