"""The directors' review: its agenda, where all stood when it was closed, and what is parked."""

from sqlalchemy import CheckConstraint, Column, Integer, Text, UniqueConstraint

from portfolio.domain.model import ItemOrigin, Placement
from portfolio.store.schema.columns import (
    belongs_to,
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

reviews = table(
    # One a meeting. portfolio_id NULL: of all portfolios.
    "reviews",
    belongs_to("meetings", "meeting_id"),
    may_belong_to("portfolios", "portfolio_id"),
    # What the meeting has set aside for it.
    Column("minutes", Integer, nullable=False),
    text("prepared_at"),
    text("prepared_by"),
    maybe("started_at"),
    maybe("closed_at"),
    maybe("closed_by"),
    maybe("note"),
    version(),
    # When its agenda was last sent out, and by whom: those whose proposals are on it are told.
    maybe("agenda_out_at"),
    maybe("agenda_out_by"),
    # Who holds the projector: one at a time. Without an account nobody is told from others.
    may_belong_to("users", "presenter_id"),
    maybe("presenter"),
    maybe("presented_from"),
    # The same for those that were planned in one act.
    maybe("series"),
    UniqueConstraint("meeting_id"),
    CheckConstraint("minutes BETWEEN 1 AND 600", name="minutes"),
)

review_items = table(
    "review_items",
    belongs_to("reviews", "review_id"),
    Column("position", Integer, nullable=False),
    # NULL: a matter of its own, with a title.
    may_belong_to("proposals", "proposal_id"),
    maybe("title"),
    text("placement"),
    text("origin"),
    # JSON list of the codes of why it is here, the gravest first.
    Column("reasons", Text, nullable=False, server_default="[]"),
    Column("minutes", Integer, nullable=False),
    # Where in the minutes its decisions stand, once there are any.
    may_belong_to("agenda_items", "agenda_item_id"),
    maybe("note"),
    version(),
    # Somebody placed it: building the agenda again leaves it where it is.
    flag("by_hand"),
    # The request it is about, where that is of the whole portfolio.
    maybe("request_key"),
    UniqueConstraint("review_id", "proposal_id"),
    one_of("placement", Placement),
    one_of("origin", ItemOrigin),
    CheckConstraint("proposal_id IS NOT NULL OR title IS NOT NULL", name="about_something"),
    CheckConstraint("minutes BETWEEN 0 AND 600", name="minutes"),
)

#: Where every proposal stood, and what was decided of it, when a review was closed. Only added to.
review_snapshots = table(
    "review_snapshots",
    belongs_to("reviews", "review_id"),
    belongs_to("proposals", "proposal_id"),
    Column("status_seq", Integer, nullable=False),
    text("stage"),
    text("rag"),
    Column("percent", Integer),
    maybe("responsible"),
    # NULL: it was not among the proposals of the agenda.
    maybe("placement"),
    may_belong_to("decisions", "decision_id"),
    text("taken_at"),
    UniqueConstraint("review_id", "proposal_id"),
    *status_rules(),
)

#: A proposal that waits for a strategy process to take things in.
parkings = table(
    "parkings",
    belongs_to("proposals", "proposal_id"),
    belongs_to("process_windows", "window_id"),
    text("reason"),
    # What must be ready when the window opens.
    text("must_be_ready"),
    text("stage_before"),
    text("parked_on"),
    text("parked_by"),
    maybe("ended_on"),
    maybe("ended_by"),
    maybe("end_note"),
    version(),
)

#: The municipality's own templates; the bytes lie beside the database by their hash.
paper_templates = table(
    "paper_templates",
    text("kind"),
    text("file_name"),
    Column("size", Integer, nullable=False),
    text("sha256"),
    text("added_at"),
    text("added_by"),
    *withdrawn(),
    version(),
)

#: Keys to the read-only API: SHA-256 of a random token.
api_tokens = table(
    "api_tokens",
    text("name"),
    text("token_hash"),
    text("created_at"),
    text("created_by"),
    maybe("used_at"),
    maybe("revoked_at"),
    version(),
    UniqueConstraint("token_hash"),
)
