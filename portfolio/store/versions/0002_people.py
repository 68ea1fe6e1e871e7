"""People: users and sign-in, status rounds, what the secretary adds, and rows set aside.

Frozen: a table here never changes again; the next migration alters it.
"""

import sqlalchemy as sa
from alembic import op

from portfolio.store.guards import forbid_changes

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SET_ASIDE = (
    "agenda_items",
    "decision_proposals",
    "decisions",
    "follow_ups",
    "funding_pools",
    "gap_subjects",
    "gaps",
    "involvement_steps",
    "meetings",
    "milestones",
    "parties",
    "places",
    "pool_conditions",
    "process_windows",
    "proposal_parties",
    "proposal_places",
    "proposal_pools",
    "proposal_processes",
    "proposal_target_groups",
    "purposes",
    "strategy_processes",
    "target_groups",
)
_VERSIONED = (
    "decision_proposals",
    "gap_subjects",
    "proposal_places",
    "proposal_pools",
    "proposal_processes",
    "proposal_target_groups",
)


def upgrade() -> None:
    _add_tables()
    _add_columns()
    for table in ("proposal_successions", "round_snapshots"):
        forbid_changes(table)


def _add_columns() -> None:
    for table in _SET_ASIDE:
        op.add_column(table, sa.Column("withdrawn_at", sa.Text(), nullable=True))
        op.add_column(table, sa.Column("withdrawn_reason", sa.Text(), nullable=True))
    op.create_index("ix_change_log_actor", "change_log", ["actor", "revision"])
    op.create_index("ix_change_log_at", "change_log", ["at"])
    for table in _VERSIONED:
        op.add_column(table, sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    for column in ("contact_name", "contact_email"):
        op.add_column("parties", sa.Column(column, sa.Text(), nullable=True))
    op.add_column("responsibility_events", sa.Column("recorded_by", sa.Text(), nullable=True))
    op.add_column("responsibility_events", sa.Column("undoes", sa.Integer(), nullable=True))
    op.add_column("status_updates", sa.Column("economy", sa.Text(), nullable=True))
    op.add_column(
        "status_updates", sa.Column("unchanged", sa.Integer(), server_default="0", nullable=False)
    )
    # Alembic would rebuild the table on SQLite for a foreign key, and its guards would be gone.
    op.execute(
        "ALTER TABLE status_updates ADD COLUMN round_id TEXT"
        " CONSTRAINT fk_status_updates_round_id_status_rounds REFERENCES status_rounds (id)"
    )
    op.create_index("ix_status_updates_round_id", "status_updates", ["round_id"], unique=False)


def _add_tables() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("subject_table", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.Text(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_index(
        "ix_documents_subject", "documents", ["subject_table", "subject_id"], unique=False
    )
    op.create_table(
        "field_sources",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("subject_table", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.Text(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_sources")),
    )
    op.create_index(
        "ix_field_sources_subject", "field_sources", ["subject_table", "subject_id"], unique=False
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("succeeded", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempts")),
    )
    op.create_index(
        "ix_sign_in_attempts_address_at", "sign_in_attempts", ["address", "at"], unique=False
    )
    op.create_index(
        "ix_sign_in_attempts_email_at", "sign_in_attempts", ["email", "at"], unique=False
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), server_default="da", nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("disabled_at", sa.Text(), nullable=True),
        sa.Column("last_seen_at", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "role IN ('reader', 'lead', 'secretary', 'director', 'administrator')",
            name=op.f("ck_users_role"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
    )
    op.create_table(
        "calendar_tokens",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("revoked_at", sa.Text(), nullable=True),
        sa.Column("used_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_calendar_tokens_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_tokens_token_hash")),
    )
    op.create_index(
        op.f("ix_calendar_tokens_user_id"), "calendar_tokens", ["user_id"], unique=False
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.Column("used_at", sa.Text(), nullable=True),
        sa.Column("revoked_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_invitations_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )
    op.create_index(op.f("ix_invitations_user_id"), "invitations", ["user_id"], unique=False)
    op.create_table(
        "reminders",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("send_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("tried_at", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_reminders_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("send_key", name=op.f("uq_reminders_send_key")),
    )
    op.create_index(op.f("ix_reminders_user_id"), "reminders", ["user_id"], unique=False)
    op.create_table(
        "user_parties",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("party_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties.id"], name=op.f("fk_user_parties_party_id_parties")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_user_parties_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_parties")),
        sa.UniqueConstraint("user_id", "party_id", name=op.f("uq_user_parties_user_id_party_id")),
    )
    op.create_index(op.f("ix_user_parties_party_id"), "user_parties", ["party_id"], unique=False)
    op.create_index(op.f("ix_user_parties_user_id"), "user_parties", ["user_id"], unique=False)
    op.create_table(
        "web_sessions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_web_sessions_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_web_sessions_token_hash")),
    )
    op.create_index(op.f("ix_web_sessions_user_id"), "web_sessions", ["user_id"], unique=False)
    op.create_table(
        "status_rounds",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("portfolio_id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("body_party_id", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("meeting_on", sa.Text(), nullable=False),
        sa.Column("deadline_on", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["body_party_id"], ["parties.id"], name=op.f("fk_status_rounds_body_party_id_parties")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_status_rounds_meeting_id_meetings")
        ),
        sa.ForeignKeyConstraint(
            ["portfolio_id"],
            ["portfolios.id"],
            name=op.f("fk_status_rounds_portfolio_id_portfolios"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_rounds")),
    )
    op.create_index(
        op.f("ix_status_rounds_body_party_id"), "status_rounds", ["body_party_id"], unique=False
    )
    op.create_index(
        op.f("ix_status_rounds_meeting_id"), "status_rounds", ["meeting_id"], unique=False
    )
    op.create_index(
        op.f("ix_status_rounds_portfolio_id"), "status_rounds", ["portfolio_id"], unique=False
    )
    op.create_table(
        "comments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("written_at", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.Text(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_comments_proposal_id_proposals")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_comments_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
    )
    op.create_index(op.f("ix_comments_proposal_id"), "comments", ["proposal_id"], unique=False)
    op.create_index(op.f("ix_comments_user_id"), "comments", ["user_id"], unique=False)
    op.create_table(
        "pool_applications",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=False),
        sa.Column("pool_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_amount", sa.Integer(), nullable=True),
        sa.Column("granted_amount", sa.Integer(), nullable=True),
        sa.Column("own_amount", sa.Integer(), nullable=True),
        sa.Column("applied_on", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", sa.Text(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state IN ('preparing', 'submitted', 'granted', 'refused', 'withdrawn')",
            name=op.f("ck_pool_applications_state"),
        ),
        sa.CheckConstraint(
            "asked_amount >= 0 AND granted_amount >= 0 AND own_amount >= 0",
            name=op.f("ck_pool_applications_amounts"),
        ),
        sa.ForeignKeyConstraint(
            ["pool_id"],
            ["funding_pools.id"],
            name=op.f("fk_pool_applications_pool_id_funding_pools"),
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_pool_applications_proposal_id_proposals"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pool_applications")),
    )
    op.create_index(
        op.f("ix_pool_applications_pool_id"), "pool_applications", ["pool_id"], unique=False
    )
    op.create_index(
        op.f("ix_pool_applications_proposal_id"), "pool_applications", ["proposal_id"], unique=False
    )
    op.create_table(
        "proposal_successions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("successor_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('set_aside', 'merged', 'replaced', 'resumed')",
            name=op.f("ck_proposal_successions_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_proposal_successions_proposal_id_proposals"),
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"],
            ["proposals.id"],
            name=op.f("fk_proposal_successions_successor_id_proposals"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_successions")),
    )
    op.create_index(
        op.f("ix_proposal_successions_proposal_id"),
        "proposal_successions",
        ["proposal_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_proposal_successions_successor_id"),
        "proposal_successions",
        ["successor_id"],
        unique=False,
    )
    op.create_table(
        "round_answers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=True),
        sa.Column("drafted_at", sa.Text(), nullable=True),
        sa.Column("drafted_by_user_id", sa.Text(), nullable=True),
        sa.Column("submitted_at", sa.Text(), nullable=True),
        sa.Column("submitted_by", sa.Text(), nullable=True),
        sa.Column("status_seq", sa.Integer(), nullable=True),
        sa.Column("unchanged", sa.Integer(), server_default="0", nullable=False),
        sa.Column("returned_at", sa.Text(), nullable=True),
        sa.Column("returned_by", sa.Text(), nullable=True),
        sa.Column("returned_comment", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state IN ('asked', 'draft', 'submitted', 'returned')",
            name=op.f("ck_round_answers_state"),
        ),
        sa.ForeignKeyConstraint(
            ["drafted_by_user_id"],
            ["users.id"],
            name=op.f("fk_round_answers_drafted_by_user_id_users"),
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_round_answers_proposal_id_proposals")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["status_rounds.id"], name=op.f("fk_round_answers_round_id_status_rounds")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_answers")),
        sa.UniqueConstraint(
            "round_id", "proposal_id", name=op.f("uq_round_answers_round_id_proposal_id")
        ),
    )
    op.create_index(
        op.f("ix_round_answers_drafted_by_user_id"),
        "round_answers",
        ["drafted_by_user_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_round_answers_proposal_id"), "round_answers", ["proposal_id"], unique=False
    )
    op.create_index(op.f("ix_round_answers_round_id"), "round_answers", ["round_id"], unique=False)
    op.create_table(
        "round_snapshots",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=False),
        sa.Column("status_seq", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("rag", sa.Text(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("responsible", sa.Text(), nullable=True),
        sa.Column("without_word", sa.Integer(), server_default="0", nullable=False),
        sa.Column("taken_at", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "rag IN ('green', 'amber', 'red', 'none')", name=op.f("ck_round_snapshots_rag")
        ),
        sa.CheckConstraint(
            "stage IN ('proposed', 'qualification', 'ready', 'running', 'anchored', 'closed', 'on_hold', 'not_pursued')",
            name=op.f("ck_round_snapshots_stage"),
        ),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_round_snapshots_percent")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_round_snapshots_proposal_id_proposals")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["status_rounds.id"],
            name=op.f("fk_round_snapshots_round_id_status_rounds"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_snapshots")),
        sa.UniqueConstraint(
            "round_id", "proposal_id", name=op.f("uq_round_snapshots_round_id_proposal_id")
        ),
    )
    op.create_index(
        op.f("ix_round_snapshots_proposal_id"), "round_snapshots", ["proposal_id"], unique=False
    )
    op.create_index(
        op.f("ix_round_snapshots_round_id"), "round_snapshots", ["round_id"], unique=False
    )
