"""Portfolios, purposes, proposals and who and where they concern."""

from sqlalchemy import Column, Index, Integer, Text, UniqueConstraint
from sqlalchemy import text as text_clause

from portfolio.domain import proposal_texts
from portfolio.domain.model import Rag, Responsibility, Stage, Succession
from portfolio.store.schema.columns import (
    belongs_to,
    code,
    editable,
    flag,
    may_belong_to,
    maybe,
    one_of,
    status_rules,
    table,
    text,
    version,
    withdrawn,
)

portfolios = table(
    "portfolios",
    code(),
    text("title"),
    maybe("description"),
    text("municipality"),
    maybe("introduced_on"),
    flag("position"),
    version(),
    # What its purposes are called: portfolio.labels, kind "grouping".
    Column("grouping", Text, nullable=False, server_default="purpose"),
    # What it demands of a status (portfolio.domain.demands); NULL: nobody has chosen.
    maybe("demands"),
    UniqueConstraint("code"),
)

purposes = table(
    "purposes",
    belongs_to("portfolios", "portfolio_id"),
    Column("number", Integer, nullable=False),
    text("title"),
    maybe("short_title"),
    maybe("description"),
    *editable(),
    UniqueConstraint("portfolio_id", "number"),
)

parties = table(
    "parties",
    code(),
    text("name"),
    text("kind"),
    maybe("full_name"),
    flag("name_confirmed"),
    maybe("note"),
    *editable(),
    # Who is written to for a party that nobody signs in for.
    maybe("contact_name"),
    maybe("contact_email"),
    UniqueConstraint("code"),
)

places = table(
    "places",
    code(),
    text("name"),
    text("kind"),
    maybe("note"),
    *editable(),
    UniqueConstraint("code"),
)

target_groups = table(
    "target_groups",
    code(),
    text("name"),
    maybe("note"),
    *editable(),
    UniqueConstraint("code"),
)

aliases = table(
    "aliases",
    text("subject_table"),
    text("subject_id"),
    text("alias"),
    text("kind"),
    UniqueConstraint("subject_table", "subject_id", "alias"),
)

proposals = table(
    "proposals",
    belongs_to("portfolios", "portfolio_id"),
    belongs_to("purposes", "purpose_id"),
    Column("number", Integer, nullable=False),
    text("title"),
    maybe("short_title"),
    *(maybe(name) for name in proposal_texts.NAMES),
    text("introduced_on"),
    Column("stage", Text, nullable=False, server_default=Stage.PROPOSED),
    Column("rag", Text, nullable=False, server_default=Rag.NONE),
    Column("percent", Integer),
    # The pointer to the latest status: proposals.status_seq = status_updates.seq.
    Column("status_seq", Integer, nullable=False, server_default="0"),
    # Copied from that status, so that counting 10,000 lights reads no history.
    maybe("status_on"),
    maybe("set_aside_reason"),
    Column("search_text", Text, nullable=False, server_default=""),
    version(),
    UniqueConstraint("portfolio_id", "number"),
    Index("ix_proposals_board", "portfolio_id", "purpose_id", "number"),
    Index("ix_proposals_lights", "portfolio_id", "purpose_id", "rag", "introduced_on"),
    *status_rules(),
)

proposal_parties = table(
    "proposal_parties",
    belongs_to("proposals", "proposal_id"),
    belongs_to("parties", "party_id"),
    text("role"),
    # The last word on it; NULL when the source only mentions the party.
    maybe("state"),
    Column("state_seq", Integer, nullable=False, server_default="0"),
    maybe("note"),
    *editable(),
    UniqueConstraint("proposal_id", "party_id"),
    one_of("state", Responsibility),
)

responsibility_events = table(
    "responsibility_events",
    belongs_to("proposal_parties", "proposal_party_id"),
    Column("seq", Integer, nullable=False),
    text("state"),
    text("happened_on"),
    maybe("said_by"),
    maybe("reason"),
    may_belong_to("parties", "passed_to_party_id"),
    text("recorded_at"),
    maybe("recorded_by"),
    # A mistake is taken back by a new event that names the one it undoes.
    Column("undoes", Integer),
    # Asked by a decision: it is appointed, and has still to say yes.
    may_belong_to("decisions", "decision_id"),
    UniqueConstraint("proposal_party_id", "seq"),
    one_of("state", Responsibility),
    Index("ix_responsibility_events_happened_on", "happened_on"),
)

proposal_places = table(
    "proposal_places",
    belongs_to("proposals", "proposal_id"),
    belongs_to("places", "place_id"),
    text("role"),
    maybe("note"),
    *withdrawn(),
    version(),
    UniqueConstraint("proposal_id", "place_id"),
)

proposal_target_groups = table(
    "proposal_target_groups",
    belongs_to("proposals", "proposal_id"),
    belongs_to("target_groups", "target_group_id"),
    *withdrawn(),
    version(),
    UniqueConstraint("proposal_id", "target_group_id"),
)

_ASKS = text_clause("decision_needed IS NOT NULL")

status_updates = table(
    "status_updates",
    belongs_to("proposals", "proposal_id"),
    Column("seq", Integer, nullable=False),
    text("reported_on"),
    text("recorded_at"),
    text("stage"),
    text("rag"),
    Column("percent", Integer),
    maybe("happened"),
    maybe("next_step"),
    maybe("next_step_date_text"),
    maybe("next_step_date_start"),
    maybe("next_step_date_end"),
    maybe("next_step_precision"),
    maybe("risks"),
    maybe("decision_needed"),
    maybe("reason"),
    text("author"),
    text("origin"),
    may_belong_to("status_rounds", "round_id"),
    # "Unchanged since last time" was one click, and is shown as one.
    flag("unchanged"),
    maybe("economy"),
    # Why it was entered before somebody who was to be involved first; ``reason`` is the light's.
    maybe("stage_reason"),
    UniqueConstraint("proposal_id", "seq"),
    # "As it was that day" looks up the last report on or before a date.
    Index("ix_status_updates_as_of", "proposal_id", "reported_on", "seq"),
    Index("ix_status_updates_reported_on", "reported_on", "id"),
    # The few that ask for a decision, found without reading the many that do not.
    Index(
        "ix_status_updates_decision_needed",
        "proposal_id",
        "seq",
        sqlite_where=_ASKS,
        postgresql_where=_ASKS,
    ),
    *status_rules(),
)

#: How a proposal left the board, or came back. Rows are only added.
proposal_successions = table(
    "proposal_successions",
    belongs_to("proposals", "proposal_id"),
    text("kind"),
    may_belong_to("proposals", "successor_id"),
    text("reason"),
    text("happened_on"),
    text("recorded_at"),
    text("recorded_by"),
    one_of("kind", Succession),
)
