"""Workshops: steps, participants, scores, dots, notes, and what came of them.

Frozen: a table here never changes again; the next migration alters it.
"""

import sqlalchemy as sa
from alembic import op

from portfolio.store.guards import forbid_changes

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_tables()
    for table in ("rejected_answers", "workshop_events"):
        forbid_changes(table)


def _add_tables() -> None:
    op.create_table(
        "workshops",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("portfolio_id", sa.Text(), nullable=False),
        sa.Column("body_party_id", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("join_code", sa.Text(), nullable=False),
        sa.Column("anonymous", sa.Integer(), server_default="0", nullable=False),
        sa.Column("current_step", sa.Integer(), nullable=True),
        sa.Column("turn", sa.Integer(), server_default="0", nullable=False),
        sa.Column("dots", sa.Integer(), server_default="3", nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", sa.Text(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state IN ('prepared', 'running', 'ended')", name=op.f("ck_workshops_state")
        ),
        sa.CheckConstraint("dots BETWEEN 1 AND 20", name=op.f("ck_workshops_dots")),
        sa.ForeignKeyConstraint(
            ["body_party_id"], ["parties.id"], name=op.f("fk_workshops_body_party_id_parties")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_workshops_meeting_id_meetings")
        ),
        sa.ForeignKeyConstraint(
            ["portfolio_id"], ["portfolios.id"], name=op.f("fk_workshops_portfolio_id_portfolios")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshops")),
    )
    op.create_index(
        op.f("ix_workshops_body_party_id"), "workshops", ["body_party_id"], unique=False
    )
    op.create_index("ix_workshops_join_code", "workshops", ["join_code"], unique=False)
    op.create_index(op.f("ix_workshops_meeting_id"), "workshops", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_workshops_portfolio_id"), "workshops", ["portfolio_id"], unique=False)
    op.create_table(
        "criteria",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshops.id"], name=op.f("fk_criteria_workshop_id_workshops")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criteria")),
        sa.UniqueConstraint("workshop_id", "code", name=op.f("uq_criteria_workshop_id_code")),
    )
    op.create_index(op.f("ix_criteria_workshop_id"), "criteria", ["workshop_id"], unique=False)
    op.create_table(
        "note_clusters",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.Text(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_note_clusters_proposal_id_proposals")
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshops.id"], name=op.f("fk_note_clusters_workshop_id_workshops")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_clusters")),
    )
    op.create_index(
        op.f("ix_note_clusters_proposal_id"), "note_clusters", ["proposal_id"], unique=False
    )
    op.create_index(
        op.f("ix_note_clusters_workshop_id"), "note_clusters", ["workshop_id"], unique=False
    )
    op.create_table(
        "participants",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("party_id", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), server_default="da", nullable=False),
        sa.Column("joined_at", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.Text(), nullable=True),
        sa.Column("removed_at", sa.Text(), nullable=True),
        sa.Column("removed_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties.id"], name=op.f("fk_participants_party_id_parties")
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshops.id"], name=op.f("fk_participants_workshop_id_workshops")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_participants_token_hash")),
    )
    op.create_index(op.f("ix_participants_party_id"), "participants", ["party_id"], unique=False)
    op.create_index(
        op.f("ix_participants_workshop_id"), "participants", ["workshop_id"], unique=False
    )
    op.create_table(
        "workshop_facilitators",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_workshop_facilitators_user_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
            name=op.f("fk_workshop_facilitators_workshop_id_workshops"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_facilitators")),
        sa.UniqueConstraint(
            "workshop_id", "user_id", name=op.f("uq_workshop_facilitators_workshop_id_user_id")
        ),
    )
    op.create_index(
        op.f("ix_workshop_facilitators_user_id"), "workshop_facilitators", ["user_id"], unique=False
    )
    op.create_index(
        op.f("ix_workshop_facilitators_workshop_id"),
        "workshop_facilitators",
        ["workshop_id"],
        unique=False,
    )
    op.create_table(
        "workshop_proposals",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("responsible_party_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_workshop_proposals_proposal_id_proposals"),
        ),
        sa.ForeignKeyConstraint(
            ["responsible_party_id"],
            ["parties.id"],
            name=op.f("fk_workshop_proposals_responsible_party_id_parties"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
            name=op.f("fk_workshop_proposals_workshop_id_workshops"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_proposals")),
        sa.UniqueConstraint(
            "workshop_id", "proposal_id", name=op.f("uq_workshop_proposals_workshop_id_proposal_id")
        ),
    )
    op.create_index(
        op.f("ix_workshop_proposals_proposal_id"),
        "workshop_proposals",
        ["proposal_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_workshop_proposals_responsible_party_id"),
        "workshop_proposals",
        ["responsible_party_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_workshop_proposals_workshop_id"),
        "workshop_proposals",
        ["workshop_id"],
        unique=False,
    )
    op.create_table(
        "workshop_steps",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("instruction", sa.Text(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("paused_at", sa.Text(), nullable=True),
        sa.Column("added_seconds", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "kind IN ('read', 'qualify', 'score', 'dots', 'talk', 'agree')",
            name=op.f("ck_workshop_steps_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'open', 'paused', 'closed')", name=op.f("ck_workshop_steps_state")
        ),
        sa.CheckConstraint("minutes BETWEEN 1 AND 480", name=op.f("ck_workshop_steps_minutes")),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshops.id"], name=op.f("fk_workshop_steps_workshop_id_workshops")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_steps")),
    )
    op.create_index(
        op.f("ix_workshop_steps_workshop_id"), "workshop_steps", ["workshop_id"], unique=False
    )
    op.create_table(
        "dots",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.Column("step_id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.Text(), nullable=False),
        sa.CheckConstraint("count BETWEEN 0 AND 20", name=op.f("ck_dots_count")),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_dots_participant_id_participants"),
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_dots_proposal_id_proposals")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["workshop_steps.id"], name=op.f("fk_dots_step_id_workshop_steps")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dots")),
        sa.UniqueConstraint(
            "participant_id",
            "step_id",
            "proposal_id",
            name=op.f("uq_dots_participant_id_step_id_proposal_id"),
        ),
    )
    op.create_index(op.f("ix_dots_participant_id"), "dots", ["participant_id"], unique=False)
    op.create_index(op.f("ix_dots_proposal_id"), "dots", ["proposal_id"], unique=False)
    op.create_index(op.f("ix_dots_step_id"), "dots", ["step_id"], unique=False)
    op.create_table(
        "notes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.Column("step_id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("written_at", sa.Text(), nullable=False),
        sa.Column("cluster_id", sa.Text(), nullable=True),
        sa.Column("taken_back_at", sa.Text(), nullable=True),
        sa.Column("rejected_at", sa.Text(), nullable=True),
        sa.Column("rejected_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "kind IN ('question', 'missing', 'contribute', 'concern')", name=op.f("ck_notes_kind")
        ),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["note_clusters.id"], name=op.f("fk_notes_cluster_id_note_clusters")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_notes_participant_id_participants"),
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_notes_proposal_id_proposals")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["workshop_steps.id"], name=op.f("fk_notes_step_id_workshop_steps")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index(op.f("ix_notes_cluster_id"), "notes", ["cluster_id"], unique=False)
    op.create_index(op.f("ix_notes_participant_id"), "notes", ["participant_id"], unique=False)
    op.create_index(op.f("ix_notes_proposal_id"), "notes", ["proposal_id"], unique=False)
    op.create_index(op.f("ix_notes_step_id"), "notes", ["step_id"], unique=False)
    op.create_table(
        "rejected_answers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=True),
        sa.Column("step_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("rejected_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_rejected_answers_participant_id_participants"),
        ),
        sa.ForeignKeyConstraint(
            ["step_id"],
            ["workshop_steps.id"],
            name=op.f("fk_rejected_answers_step_id_workshop_steps"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
            name=op.f("fk_rejected_answers_workshop_id_workshops"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rejected_answers")),
    )
    op.create_index(
        op.f("ix_rejected_answers_participant_id"),
        "rejected_answers",
        ["participant_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_rejected_answers_step_id"), "rejected_answers", ["step_id"], unique=False
    )
    op.create_index(
        op.f("ix_rejected_answers_workshop_id"), "rejected_answers", ["workshop_id"], unique=False
    )
    op.create_table(
        "scores",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.Column("step_id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=False),
        sa.Column("criterion_id", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.Text(), nullable=False),
        sa.CheckConstraint("value BETWEEN 1 AND 5", name=op.f("ck_scores_value")),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criteria.id"], name=op.f("fk_scores_criterion_id_criteria")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_scores_participant_id_participants"),
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_scores_proposal_id_proposals")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["workshop_steps.id"], name=op.f("fk_scores_step_id_workshop_steps")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scores")),
        sa.UniqueConstraint(
            "participant_id",
            "step_id",
            "proposal_id",
            "criterion_id",
            name=op.f("uq_scores_participant_id_step_id_proposal_id_criterion_id"),
        ),
    )
    op.create_index(op.f("ix_scores_criterion_id"), "scores", ["criterion_id"], unique=False)
    op.create_index(op.f("ix_scores_participant_id"), "scores", ["participant_id"], unique=False)
    op.create_index(op.f("ix_scores_proposal_id"), "scores", ["proposal_id"], unique=False)
    op.create_index(op.f("ix_scores_step_id"), "scores", ["step_id"], unique=False)
    op.create_table(
        "workshop_events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=False),
        sa.Column("step_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["step_id"],
            ["workshop_steps.id"],
            name=op.f("fk_workshop_events_step_id_workshop_steps"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshops.id"], name=op.f("fk_workshop_events_workshop_id_workshops")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_events")),
    )
    op.create_index(
        op.f("ix_workshop_events_step_id"), "workshop_events", ["step_id"], unique=False
    )
    op.create_index(
        op.f("ix_workshop_events_workshop_id"), "workshop_events", ["workshop_id"], unique=False
    )
