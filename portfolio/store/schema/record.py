"""Where facts come from, what nobody knows yet, and what was changed by whom."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, Text, UniqueConstraint

from portfolio.domain.model import Certainty
from portfolio.store.schema.columns import (
    belongs_to,
    code,
    editable,
    may_belong_to,
    maybe,
    metadata,
    one_of,
    packed,
    table,
    text,
    version,
    withdrawn,
)

sources = table(
    "sources",
    code(),
    text("title"),
    text("kind"),
    text("dated"),
    may_belong_to("meetings", "meeting_id"),
    Column("line_count", Integer),
    maybe("sha256"),
    UniqueConstraint("code"),
)

citations = table(
    "citations",
    belongs_to("sources", "source_id"),
    text("subject_table"),
    text("subject_id"),
    maybe("field"),
    Column("item", Integer),
    Column("line_from", Integer, nullable=False),
    Column("line_to", Integer, nullable=False),
    text("certainty"),
    # JSON list of the names, figures and dates the lines must contain.
    Column("claims", Text, nullable=False, server_default="[]"),
    maybe("note"),
    Index("ix_citations_subject", "subject_table", "subject_id"),
    one_of("certainty", Certainty),
    CheckConstraint("line_from BETWEEN 1 AND line_to", name="lines"),
)

gaps = table(
    "gaps",
    may_belong_to("portfolios", "portfolio_id"),
    code(),
    text("kind"),
    text("question"),
    maybe("explanation"),
    may_belong_to("parties", "answerer_party_id"),
    # What cannot go on until it is answered; NULL when it holds nothing up.
    maybe("blocks"),
    text("raised_on"),
    text("status"),
    maybe("answer"),
    maybe("answered_on"),
    # "responsible": it asks who takes a proposal on, and is answered when somebody does.
    maybe("topic"),
    *editable(),
    UniqueConstraint("code"),
)

gap_subjects = table(
    "gap_subjects",
    belongs_to("gaps", "gap_id"),
    text("subject_table"),
    text("subject_id"),
    *editable(),
    UniqueConstraint("gap_id", "subject_table", "subject_id"),
)

change_log = table(
    "change_log",
    Column("revision", Integer, nullable=False, index=True),
    text("at"),
    text("actor"),
    text("action"),
    maybe("subject_table"),
    maybe("subject_id"),
    packed("before", needed=False),
    packed("after", needed=False),
    maybe("reason"),
    Index("ix_change_log_subject", "subject_table", "subject_id"),
    # A million lines, filtered by person or period and read newest first.
    Index("ix_change_log_actor", "actor", "revision"),
    Index("ix_change_log_at", "at"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    text("value"),
)

#: Where a user had a fact from that the minutes did not say; ``citations`` has lines, this words.
field_sources = table(
    "field_sources",
    text("subject_table"),
    text("subject_id"),
    maybe("field"),
    text("source"),
    maybe("url"),
    text("added_at"),
    text("added_by"),
    *withdrawn(),
    version(),
    Index("ix_field_sources_subject", "subject_table", "subject_id"),
)

#: Links to the case system, and files (bilag); the bytes lie beside the database by their hash.
documents = table(
    "documents",
    text("subject_table"),
    text("subject_id"),
    text("kind"),
    text("title"),
    maybe("url"),
    maybe("file_name"),
    maybe("media_type"),
    Column("size", Integer),
    maybe("sha256"),
    text("added_at"),
    text("added_by"),
    *withdrawn(),
    version(),
    Index("ix_documents_subject", "subject_table", "subject_id"),
)

comments = table(
    "comments",
    belongs_to("proposals", "proposal_id"),
    may_belong_to("users", "user_id"),
    text("author"),
    text("written_at"),
    text("words"),
    *withdrawn(),
    version(),
)
