"""Requests, which decision answered them, what a decision did, and what the gaps ask for.

Frozen: a table here never changes again; the next migration alters it.
"""

import sqlalchemy as sa
from alembic import op

from portfolio.store.guards import forbid_changes

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_tables()
    _add_columns()
    _say_of_the_seed_what_it_now_says()
    forbid_changes("follow_up_moves")


def _say_of_the_seed_what_it_now_says() -> None:
    """A portfolio that was made from the seed before: its deviations, and who takes what on."""
    op.execute(
        "UPDATE decisions SET deviation = CASE WHEN difference LIKE 'Lagt til af direktionen%'"
        " THEN 'added' ELSE 'changed' END WHERE differs = 1"
    )
    op.execute(
        "UPDATE gaps SET topic = 'responsible'"
        " WHERE code IN ('A05-4', 'A05-6', 'A05-8', 'A06-5', 'A06-9')"
    )
    op.execute("UPDATE gaps SET topic = 'involvement' WHERE code IN ('A09', 'byraadet')")
    for party, title in (
        ("chefforum", "Inddrag Chefforum i de ni forslag"),
        ("fagcentrene", "Inddrag derefter fagcentrene i kvalificeringen"),
        ("byraadet", "Inddrag Byrådet"),
    ):
        op.execute(
            "UPDATE follow_ups SET step_id = (SELECT min(s.id) FROM involvement_steps s"
            " JOIN parties p ON p.id = s.party_id JOIN portfolios o ON o.id = s.portfolio_id"
            f" WHERE p.code = '{party}' AND o.code = 'civilsamfund' AND s.proposal_id IS NULL)"
            f" WHERE title = '{title}'"
        )


def _add_columns() -> None:
    for table, column, target in (
        ("responsibility_events", "decision_id", "decisions"),
        ("follow_ups", "step_id", "involvement_steps"),
        ("workshop_proposals", "follow_up_id", "follow_ups"),
        ("reviews", "presenter_id", "users"),
    ):
        # Plain SQL: Alembic would rebuild the table on SQLite, and its guards would be lost.
        key = op.f(f"fk_{table}_{column}_{target}")
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} TEXT CONSTRAINT {key} REFERENCES {target}(id)"
        )
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.add_column("decisions", sa.Column("question", sa.Text(), nullable=True))
    op.add_column("decisions", sa.Column("deviation", sa.Text(), nullable=True))
    op.add_column("decisions", sa.Column("carried_out", sa.Text(), nullable=True))
    op.add_column("decisions", sa.Column("carried_out_on", sa.Text(), nullable=True))
    op.add_column("decisions", sa.Column("carried_out_note", sa.Text(), nullable=True))
    op.add_column("gaps", sa.Column("topic", sa.Text(), nullable=True))
    op.add_column("review_items", sa.Column("request_key", sa.Text(), nullable=True))
    op.add_column("reviews", sa.Column("agenda_out_at", sa.Text(), nullable=True))
    op.add_column("reviews", sa.Column("agenda_out_by", sa.Text(), nullable=True))
    op.add_column("users", sa.Column("notices_seen_at", sa.Text(), nullable=True))
    op.add_column(
        "users", sa.Column("news_by_mail", sa.Integer(), server_default="1", nullable=False)
    )
    op.add_column("reminders", sa.Column("day", sa.Text(), nullable=True))
    op.create_index("ix_reminders_email_day", "reminders", ["email", "day"])
    op.add_column("reviews", sa.Column("presenter", sa.Text(), nullable=True))
    op.add_column("reviews", sa.Column("presented_from", sa.Text(), nullable=True))
    op.add_column("reviews", sa.Column("series", sa.Text(), nullable=True))


def _add_tables() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("portfolio_id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=True),
        sa.Column("addressee_party_id", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), server_default="[]", nullable=False),
        sa.Column("recommendation", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("asked_on", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Text(), nullable=True),
        sa.Column("act", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("withdrawn_at", sa.Text(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["addressee_party_id"],
            ["parties.id"],
            name=op.f("fk_requests_addressee_party_id_parties"),
        ),
        sa.ForeignKeyConstraint(
            ["portfolio_id"], ["portfolios.id"], name=op.f("fk_requests_portfolio_id_portfolios")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_requests_proposal_id_proposals")
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshops.id"], name=op.f("fk_requests_workshop_id_workshops")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
    )
    op.create_index(
        op.f("ix_requests_addressee_party_id"), "requests", ["addressee_party_id"], unique=False
    )
    op.create_index(op.f("ix_requests_portfolio_id"), "requests", ["portfolio_id"], unique=False)
    op.create_index(op.f("ix_requests_proposal_id"), "requests", ["proposal_id"], unique=False)
    op.create_index(op.f("ix_requests_workshop_id"), "requests", ["workshop_id"], unique=False)
    op.create_table(
        "decision_effects",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_table", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("withdrawn_at", sa.Text(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("position >= 1", name=op.f("ck_decision_effects_position")),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decisions.id"],
            name=op.f("fk_decision_effects_decision_id_decisions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_effects")),
        sa.UniqueConstraint(
            "decision_id", "position", name=op.f("uq_decision_effects_decision_id_position")
        ),
    )
    op.create_index(
        op.f("ix_decision_effects_decision_id"), "decision_effects", ["decision_id"], unique=False
    )
    op.create_table(
        "request_answers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("chosen", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("withdrawn_at", sa.Text(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_request_answers_decision_id_decisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_answers")),
        sa.UniqueConstraint(
            "request_key", "decision_id", name=op.f("uq_request_answers_request_key_decision_id")
        ),
    )
    op.create_index(
        op.f("ix_request_answers_decision_id"), "request_answers", ["decision_id"], unique=False
    )
    op.create_index(
        "ix_request_answers_request_key", "request_answers", ["request_key"], unique=False
    )
    op.create_table(
        "follow_up_moves",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("follow_up_id", sa.Text(), nullable=False),
        sa.Column("date_text", sa.Text(), nullable=True),
        sa.Column("date_start", sa.Text(), nullable=True),
        sa.Column("date_end", sa.Text(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.Column("date_inferred", sa.Integer(), server_default="0", nullable=False),
        sa.Column("promised", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("moved_on", sa.Text(), nullable=False),
        sa.Column("moved_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["follow_up_id"],
            ["follow_ups.id"],
            name=op.f("fk_follow_up_moves_follow_up_id_follow_ups"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_moves")),
    )
    op.create_index(
        op.f("ix_follow_up_moves_follow_up_id"), "follow_up_moves", ["follow_up_id"], unique=False
    )
    op.create_table(
        "follows",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("stopped_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_follows_proposal_id_proposals")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_follows_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follows")),
        sa.UniqueConstraint("user_id", "proposal_id", name=op.f("uq_follows_user_id_proposal_id")),
    )
    op.create_index(op.f("ix_follows_proposal_id"), "follows", ["proposal_id"], unique=False)
    op.create_index(op.f("ix_follows_user_id"), "follows", ["user_id"], unique=False)
