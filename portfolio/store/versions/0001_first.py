"""The first schema: portfolios, what they hang on, meetings, sources and the change log.

Frozen: a table here never changes again; the next migration alters it.
"""

import sqlalchemy as sa
from alembic import op

from portfolio.store.guards import (
    forbid_changes,
    forbid_closing_an_item_that_has_words,
    forbid_words_on_closed_items,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "aliases",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("subject_table", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aliases")),
        sa.UniqueConstraint(
            "subject_table",
            "subject_id",
            "alias",
            name=op.f("uq_aliases_subject_table_subject_id_alias"),
        ),
    )
    op.create_table(
        "change_log",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject_table", sa.Text(), nullable=True),
        sa.Column("subject_id", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_log")),
    )
    op.create_index(op.f("ix_change_log_revision"), "change_log", ["revision"], unique=False)
    op.create_index(
        "ix_change_log_subject", "change_log", ["subject_table", "subject_id"], unique=False
    )
    op.create_table(
        "parties",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=True),
        sa.Column("name_confirmed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parties")),
        sa.UniqueConstraint("code", name=op.f("uq_parties_code")),
    )
    op.create_table(
        "places",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
        sa.UniqueConstraint("code", name=op.f("uq_places_code")),
    )
    op.create_table(
        "portfolios",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("municipality", sa.Text(), nullable=False),
        sa.Column("introduced_on", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolios")),
        sa.UniqueConstraint("code", name=op.f("uq_portfolios_code")),
    )
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_revisions_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )
    op.create_table(
        "target_groups",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_groups")),
        sa.UniqueConstraint("code", name=op.f("uq_target_groups_code")),
    )
    op.create_table(
        "funding_pools",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("administrator_party_id", sa.Text(), nullable=True),
        sa.Column("total_amount", sa.Integer(), nullable=True),
        sa.Column("earmarked_amount", sa.Integer(), nullable=True),
        sa.Column("earmarked_for", sa.Text(), nullable=True),
        sa.Column("recipients", sa.Integer(), nullable=True),
        sa.Column("co_financing_share", sa.Float(), nullable=True),
        sa.Column("co_financing_base", sa.Text(), nullable=True),
        sa.Column("granted_amount", sa.Integer(), nullable=True),
        sa.Column("min_inhabitants", sa.Integer(), nullable=True),
        sa.Column("max_inhabitants", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "co_financing_share BETWEEN 0 AND 1", name=op.f("ck_funding_pools_co_financing_share")
        ),
        sa.CheckConstraint(
            "earmarked_amount <= total_amount", name=op.f("ck_funding_pools_earmark_inside_total")
        ),
        sa.ForeignKeyConstraint(
            ["administrator_party_id"],
            ["parties.id"],
            name=op.f("fk_funding_pools_administrator_party_id_parties"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_pools")),
        sa.UniqueConstraint("code", name=op.f("uq_funding_pools_code")),
    )
    op.create_index(
        op.f("ix_funding_pools_administrator_party_id"),
        "funding_pools",
        ["administrator_party_id"],
        unique=False,
    )
    op.create_table(
        "gaps",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("portfolio_id", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=True),
        sa.Column("answerer_party_id", sa.Text(), nullable=True),
        sa.Column("blocks", sa.Text(), nullable=True),
        sa.Column("raised_on", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["answerer_party_id"], ["parties.id"], name=op.f("fk_gaps_answerer_party_id_parties")
        ),
        sa.ForeignKeyConstraint(
            ["portfolio_id"], ["portfolios.id"], name=op.f("fk_gaps_portfolio_id_portfolios")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gaps")),
        sa.UniqueConstraint("code", name=op.f("uq_gaps_code")),
    )
    op.create_index(op.f("ix_gaps_answerer_party_id"), "gaps", ["answerer_party_id"], unique=False)
    op.create_index(op.f("ix_gaps_portfolio_id"), "gaps", ["portfolio_id"], unique=False)
    op.create_table(
        "meetings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("body_party_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["body_party_id"], ["parties.id"], name=op.f("fk_meetings_body_party_id_parties")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    op.create_index(op.f("ix_meetings_body_party_id"), "meetings", ["body_party_id"], unique=False)
    op.create_table(
        "purposes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("portfolio_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("short_title", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["portfolio_id"], ["portfolios.id"], name=op.f("fk_purposes_portfolio_id_portfolios")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purposes")),
        sa.UniqueConstraint("portfolio_id", "number", name=op.f("uq_purposes_portfolio_id_number")),
    )
    op.create_index(op.f("ix_purposes_portfolio_id"), "purposes", ["portfolio_id"], unique=False)
    op.create_table(
        "strategy_processes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("owner_party_id", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_party_id"],
            ["parties.id"],
            name=op.f("fk_strategy_processes_owner_party_id_parties"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_processes")),
        sa.UniqueConstraint("code", name=op.f("uq_strategy_processes_code")),
    )
    op.create_index(
        op.f("ix_strategy_processes_owner_party_id"),
        "strategy_processes",
        ["owner_party_id"],
        unique=False,
    )
    op.create_table(
        "agenda_items",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("case_number", sa.Text(), nullable=True),
        sa.Column("closed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("finances", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "closed = 0 OR (title = 'Lukket' AND summary IS NULL AND finances IS NULL)",
            name=op.f("ck_agenda_items_closed_says_nothing"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_agenda_items_meeting_id_meetings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_agenda_items_meeting_id_number")),
    )
    op.create_index(
        op.f("ix_agenda_items_meeting_id"), "agenda_items", ["meeting_id"], unique=False
    )
    op.create_table(
        "gap_subjects",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("gap_id", sa.Text(), nullable=False),
        sa.Column("subject_table", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["gap_id"], ["gaps.id"], name=op.f("fk_gap_subjects_gap_id_gaps")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gap_subjects")),
        sa.UniqueConstraint(
            "gap_id",
            "subject_table",
            "subject_id",
            name=op.f("uq_gap_subjects_gap_id_subject_table_subject_id"),
        ),
    )
    op.create_index(op.f("ix_gap_subjects_gap_id"), "gap_subjects", ["gap_id"], unique=False)
    op.create_table(
        "meeting_participants",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("absent", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meetings.id"],
            name=op.f("fk_meeting_participants_meeting_id_meetings"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_participants")),
        sa.UniqueConstraint(
            "meeting_id", "position", name=op.f("uq_meeting_participants_meeting_id_position")
        ),
    )
    op.create_index(
        op.f("ix_meeting_participants_meeting_id"),
        "meeting_participants",
        ["meeting_id"],
        unique=False,
    )
    op.create_table(
        "pool_conditions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("pool_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("requirement", sa.Text(), nullable=False),
        sa.Column("fulfilment", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["pool_id"], ["funding_pools.id"], name=op.f("fk_pool_conditions_pool_id_funding_pools")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pool_conditions")),
        sa.UniqueConstraint(
            "pool_id", "position", name=op.f("uq_pool_conditions_pool_id_position")
        ),
    )
    op.create_index(
        op.f("ix_pool_conditions_pool_id"), "pool_conditions", ["pool_id"], unique=False
    )
    op.create_table(
        "process_windows",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("process_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("date_text", sa.Text(), nullable=True),
        sa.Column("date_start", sa.Text(), nullable=True),
        sa.Column("date_end", sa.Text(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.Column("date_inferred", sa.Integer(), server_default="0", nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["strategy_processes.id"],
            name=op.f("fk_process_windows_process_id_strategy_processes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_windows")),
    )
    op.create_index(
        op.f("ix_process_windows_process_id"), "process_windows", ["process_id"], unique=False
    )
    op.create_table(
        "proposals",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("portfolio_id", sa.Text(), nullable=False),
        sa.Column("purpose_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("short_title", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("already_running", sa.Text(), nullable=True),
        sa.Column("suggested_next", sa.Text(), nullable=True),
        sa.Column("introduced_on", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), server_default="proposed", nullable=False),
        sa.Column("rag", sa.Text(), server_default="none", nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("status_seq", sa.Integer(), server_default="0", nullable=False),
        sa.Column("status_on", sa.Text(), nullable=True),
        sa.Column("set_aside_reason", sa.Text(), nullable=True),
        sa.Column("search_text", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "rag IN ('green', 'amber', 'red', 'none')", name=op.f("ck_proposals_rag")
        ),
        sa.CheckConstraint(
            "stage IN ('proposed', 'qualification', 'ready', 'running', 'anchored', 'closed', 'on_hold', 'not_pursued')",
            name=op.f("ck_proposals_stage"),
        ),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_proposals_percent")),
        sa.ForeignKeyConstraint(
            ["portfolio_id"], ["portfolios.id"], name=op.f("fk_proposals_portfolio_id_portfolios")
        ),
        sa.ForeignKeyConstraint(
            ["purpose_id"], ["purposes.id"], name=op.f("fk_proposals_purpose_id_purposes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sa.UniqueConstraint(
            "portfolio_id", "number", name=op.f("uq_proposals_portfolio_id_number")
        ),
    )
    op.create_index(
        "ix_proposals_board", "proposals", ["portfolio_id", "purpose_id", "number"], unique=False
    )
    op.create_index(
        "ix_proposals_lights",
        "proposals",
        ["portfolio_id", "purpose_id", "rag", "introduced_on"],
        unique=False,
    )
    op.create_index(op.f("ix_proposals_portfolio_id"), "proposals", ["portfolio_id"], unique=False)
    op.create_index(op.f("ix_proposals_purpose_id"), "proposals", ["purpose_id"], unique=False)
    op.create_table(
        "sources",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("dated", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("line_count", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_sources_meeting_id_meetings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("code", name=op.f("uq_sources_code")),
    )
    op.create_index(op.f("ix_sources_meeting_id"), "sources", ["meeting_id"], unique=False)
    op.create_table(
        "attachments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("agenda_item_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_items.id"],
            name=op.f("fk_attachments_agenda_item_id_agenda_items"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sa.UniqueConstraint(
            "agenda_item_id", "position", name=op.f("uq_attachments_agenda_item_id_position")
        ),
    )
    op.create_index(
        op.f("ix_attachments_agenda_item_id"), "attachments", ["agenda_item_id"], unique=False
    )
    op.create_table(
        "citations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("subject_table", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("item", sa.Integer(), nullable=True),
        sa.Column("line_from", sa.Integer(), nullable=False),
        sa.Column("line_to", sa.Integer(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("claims", sa.Text(), server_default="[]", nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "certainty IN ('stated', 'derived', 'assumed')", name=op.f("ck_citations_certainty")
        ),
        sa.CheckConstraint("line_from BETWEEN 1 AND line_to", name=op.f("ck_citations_lines")),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_citations_source_id_sources")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citations")),
    )
    op.create_index(op.f("ix_citations_source_id"), "citations", ["source_id"], unique=False)
    op.create_index(
        "ix_citations_subject", "citations", ["subject_table", "subject_id"], unique=False
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("agenda_item_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Text(), nullable=False),
        sa.Column("recommendation", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("difference", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("differs", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_items.id"],
            name=op.f("fk_decisions_agenda_item_id_agenda_items"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint(
            "agenda_item_id", "number", name=op.f("uq_decisions_agenda_item_id_number")
        ),
    )
    op.create_index(
        op.f("ix_decisions_agenda_item_id"), "decisions", ["agenda_item_id"], unique=False
    )
    op.create_table(
        "involvement_steps",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("portfolio_id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties.id"], name=op.f("fk_involvement_steps_party_id_parties")
        ),
        sa.ForeignKeyConstraint(
            ["portfolio_id"],
            ["portfolios.id"],
            name=op.f("fk_involvement_steps_portfolio_id_portfolios"),
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_involvement_steps_proposal_id_proposals"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_involvement_steps")),
    )
    op.create_index(
        op.f("ix_involvement_steps_party_id"), "involvement_steps", ["party_id"], unique=False
    )
    op.create_index(
        op.f("ix_involvement_steps_portfolio_id"),
        "involvement_steps",
        ["portfolio_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_involvement_steps_proposal_id"), "involvement_steps", ["proposal_id"], unique=False
    )
    op.create_table(
        "milestones",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("portfolio_id", sa.Text(), nullable=True),
        sa.Column("proposal_id", sa.Text(), nullable=True),
        sa.Column("process_id", sa.Text(), nullable=True),
        sa.Column("pool_id", sa.Text(), nullable=True),
        sa.Column("date_text", sa.Text(), nullable=True),
        sa.Column("date_start", sa.Text(), nullable=True),
        sa.Column("date_end", sa.Text(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.Column("date_inferred", sa.Integer(), server_default="0", nullable=False),
        sa.Column("known_from", sa.Text(), nullable=False),
        sa.Column("law_dependent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("promised", sa.Integer(), server_default="0", nullable=False),
        sa.Column("binds_to", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), server_default="not_recorded", nullable=False),
        sa.Column("outcome_on", sa.Text(), nullable=True),
        sa.Column("outcome_note", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "portfolio_id IS NOT NULL OR proposal_id IS NOT NULL OR process_id IS NOT NULL OR pool_id IS NOT NULL",
            name=op.f("ck_milestones_belongs_somewhere"),
        ),
        sa.ForeignKeyConstraint(
            ["pool_id"], ["funding_pools.id"], name=op.f("fk_milestones_pool_id_funding_pools")
        ),
        sa.ForeignKeyConstraint(
            ["portfolio_id"], ["portfolios.id"], name=op.f("fk_milestones_portfolio_id_portfolios")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["strategy_processes.id"],
            name=op.f("fk_milestones_process_id_strategy_processes"),
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_milestones_proposal_id_proposals")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
        sa.UniqueConstraint("code", name=op.f("uq_milestones_code")),
    )
    op.create_index(op.f("ix_milestones_pool_id"), "milestones", ["pool_id"], unique=False)
    op.create_index(
        op.f("ix_milestones_portfolio_id"), "milestones", ["portfolio_id"], unique=False
    )
    op.create_index(op.f("ix_milestones_process_id"), "milestones", ["process_id"], unique=False)
    op.create_index(op.f("ix_milestones_proposal_id"), "milestones", ["proposal_id"], unique=False)
    op.create_table(
        "proposal_parties",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=False),
        sa.Column("party_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("state_seq", sa.Integer(), server_default="0", nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state IN ('suggested', 'asked', 'accepted', 'declined', 'passed_on')",
            name=op.f("ck_proposal_parties_state"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties.id"], name=op.f("fk_proposal_parties_party_id_parties")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_proposal_parties_proposal_id_proposals"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_parties")),
        sa.UniqueConstraint(
            "proposal_id", "party_id", name=op.f("uq_proposal_parties_proposal_id_party_id")
        ),
    )
    op.create_index(
        op.f("ix_proposal_parties_party_id"), "proposal_parties", ["party_id"], unique=False
    )
    op.create_index(
        op.f("ix_proposal_parties_proposal_id"), "proposal_parties", ["proposal_id"], unique=False
    )
    op.create_table(
        "proposal_places",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=False),
        sa.Column("place_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["place_id"], ["places.id"], name=op.f("fk_proposal_places_place_id_places")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_proposal_places_proposal_id_proposals")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_places")),
        sa.UniqueConstraint(
            "proposal_id", "place_id", name=op.f("uq_proposal_places_proposal_id_place_id")
        ),
    )
    op.create_index(
        op.f("ix_proposal_places_place_id"), "proposal_places", ["place_id"], unique=False
    )
    op.create_index(
        op.f("ix_proposal_places_proposal_id"), "proposal_places", ["proposal_id"], unique=False
    )
    op.create_table(
        "proposal_pools",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=False),
        sa.Column("pool_id", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pool_id"], ["funding_pools.id"], name=op.f("fk_proposal_pools_pool_id_funding_pools")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_proposal_pools_proposal_id_proposals")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_pools")),
        sa.UniqueConstraint(
            "proposal_id", "pool_id", name=op.f("uq_proposal_pools_proposal_id_pool_id")
        ),
    )
    op.create_index(op.f("ix_proposal_pools_pool_id"), "proposal_pools", ["pool_id"], unique=False)
    op.create_index(
        op.f("ix_proposal_pools_proposal_id"), "proposal_pools", ["proposal_id"], unique=False
    )
    op.create_table(
        "proposal_processes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=False),
        sa.Column("process_id", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["strategy_processes.id"],
            name=op.f("fk_proposal_processes_process_id_strategy_processes"),
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_proposal_processes_proposal_id_proposals"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_processes")),
        sa.UniqueConstraint(
            "proposal_id", "process_id", name=op.f("uq_proposal_processes_proposal_id_process_id")
        ),
    )
    op.create_index(
        op.f("ix_proposal_processes_process_id"), "proposal_processes", ["process_id"], unique=False
    )
    op.create_index(
        op.f("ix_proposal_processes_proposal_id"),
        "proposal_processes",
        ["proposal_id"],
        unique=False,
    )
    op.create_table(
        "proposal_target_groups",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=False),
        sa.Column("target_group_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_proposal_target_groups_proposal_id_proposals"),
        ),
        sa.ForeignKeyConstraint(
            ["target_group_id"],
            ["target_groups.id"],
            name=op.f("fk_proposal_target_groups_target_group_id_target_groups"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_target_groups")),
        sa.UniqueConstraint(
            "proposal_id",
            "target_group_id",
            name=op.f("uq_proposal_target_groups_proposal_id_target_group_id"),
        ),
    )
    op.create_index(
        op.f("ix_proposal_target_groups_proposal_id"),
        "proposal_target_groups",
        ["proposal_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_proposal_target_groups_target_group_id"),
        "proposal_target_groups",
        ["target_group_id"],
        unique=False,
    )
    op.create_table(
        "status_updates",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("reported_on", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("rag", sa.Text(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("happened", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("next_step_date_text", sa.Text(), nullable=True),
        sa.Column("next_step_date_start", sa.Text(), nullable=True),
        sa.Column("next_step_date_end", sa.Text(), nullable=True),
        sa.Column("next_step_precision", sa.Text(), nullable=True),
        sa.Column("risks", sa.Text(), nullable=True),
        sa.Column("decision_needed", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "rag IN ('green', 'amber', 'red', 'none')", name=op.f("ck_status_updates_rag")
        ),
        sa.CheckConstraint(
            "stage IN ('proposed', 'qualification', 'ready', 'running', 'anchored', 'closed', 'on_hold', 'not_pursued')",
            name=op.f("ck_status_updates_stage"),
        ),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_status_updates_percent")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_status_updates_proposal_id_proposals")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_updates")),
        sa.UniqueConstraint("proposal_id", "seq", name=op.f("uq_status_updates_proposal_id_seq")),
    )
    op.create_index(
        "ix_status_updates_as_of",
        "status_updates",
        ["proposal_id", "reported_on", "seq"],
        unique=False,
    )
    op.create_index(
        "ix_status_updates_decision_needed",
        "status_updates",
        ["proposal_id", "seq"],
        unique=False,
        sqlite_where=sa.text("decision_needed IS NOT NULL"),
        postgresql_where=sa.text("decision_needed IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_status_updates_proposal_id"), "status_updates", ["proposal_id"], unique=False
    )
    op.create_index(
        "ix_status_updates_reported_on", "status_updates", ["reported_on", "id"], unique=False
    )
    op.create_table(
        "decision_proposals",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decisions.id"],
            name=op.f("fk_decision_proposals_decision_id_decisions"),
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_decision_proposals_proposal_id_proposals"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_proposals")),
        sa.UniqueConstraint(
            "decision_id", "proposal_id", name=op.f("uq_decision_proposals_decision_id_proposal_id")
        ),
    )
    op.create_index(
        op.f("ix_decision_proposals_decision_id"),
        "decision_proposals",
        ["decision_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_decision_proposals_proposal_id"),
        "decision_proposals",
        ["proposal_id"],
        unique=False,
    )
    op.create_table(
        "follow_ups",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("responsible_party_id", sa.Text(), nullable=True),
        sa.Column("date_text", sa.Text(), nullable=True),
        sa.Column("date_start", sa.Text(), nullable=True),
        sa.Column("date_end", sa.Text(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.Column("date_inferred", sa.Integer(), server_default="0", nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_follow_ups_decision_id_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["responsible_party_id"],
            ["parties.id"],
            name=op.f("fk_follow_ups_responsible_party_id_parties"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
    )
    op.create_index(op.f("ix_follow_ups_decision_id"), "follow_ups", ["decision_id"], unique=False)
    op.create_index(
        op.f("ix_follow_ups_responsible_party_id"),
        "follow_ups",
        ["responsible_party_id"],
        unique=False,
    )
    op.create_table(
        "responsibility_events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("proposal_party_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("passed_to_party_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('suggested', 'asked', 'accepted', 'declined', 'passed_on')",
            name=op.f("ck_responsibility_events_state"),
        ),
        sa.ForeignKeyConstraint(
            ["passed_to_party_id"],
            ["parties.id"],
            name=op.f("fk_responsibility_events_passed_to_party_id_parties"),
        ),
        sa.ForeignKeyConstraint(
            ["proposal_party_id"],
            ["proposal_parties.id"],
            name=op.f("fk_responsibility_events_proposal_party_id_proposal_parties"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responsibility_events")),
        sa.UniqueConstraint(
            "proposal_party_id", "seq", name=op.f("uq_responsibility_events_proposal_party_id_seq")
        ),
    )
    op.create_index(
        "ix_responsibility_events_happened_on",
        "responsibility_events",
        ["happened_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_responsibility_events_passed_to_party_id"),
        "responsibility_events",
        ["passed_to_party_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_responsibility_events_proposal_party_id"),
        "responsibility_events",
        ["proposal_party_id"],
        unique=False,
    )

    for table in ("status_updates", "responsibility_events", "change_log"):
        forbid_changes(table)
    for table in ("decisions", "attachments"):
        forbid_words_on_closed_items(table)
    forbid_closing_an_item_that_has_words()
    op.execute("INSERT INTO revisions (id, number) VALUES (1, 0)")
