"""What is asked of somebody, which decision answered it, and what a decision has done."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, UniqueConstraint

from portfolio.store.schema.columns import (
    belongs_to,
    editable,
    flag,
    fuzzy_date,
    may_belong_to,
    maybe,
    packed,
    table,
    text,
)

#: What somebody has asked. What only follows from the facts is computed, and never stored.
requests = table(
    "requests",
    belongs_to("portfolios", "portfolio_id"),
    # NULL: about the whole portfolio.
    may_belong_to("proposals", "proposal_id"),
    belongs_to("parties", "addressee_party_id"),
    text("question"),
    # JSON list of the answers that are offered.
    Column("options", Text, nullable=False, server_default="[]"),
    # What is recommended, which is another thing than what is asked.
    maybe("recommendation"),
    maybe("why"),
    maybe("due_on"),
    text("asked_on"),
    text("asked_by"),
    # Passed on from a workshop.
    may_belong_to("workshops", "workshop_id"),
    # The same of all that were asked in one act; NULL: asked by itself.
    maybe("act"),
    *editable(),
)

#: A decision has answered a request, asked or computed: the key names it either way.
request_answers = table(
    "request_answers",
    text("request_key"),
    belongs_to("decisions", "decision_id"),
    # As it was asked then.
    text("question"),
    # The option that was chosen; NULL: own words.
    maybe("chosen"),
    *editable(),
    UniqueConstraint("request_key", "decision_id"),
    Index("ix_request_answers_request_key", "request_key"),
)

#: What a decision did beside being made: taken back with it, row by row, as one act.
decision_effects = table(
    "decision_effects",
    belongs_to("decisions", "decision_id"),
    Column("position", Integer, nullable=False),
    text("kind"),
    text("subject_table"),
    text("subject_id"),
    # JSON of the columns it changed. before NULL: the row is of the effect's own making.
    packed("before", needed=False),
    packed("after", needed=False),
    *editable(),
    UniqueConstraint("decision_id", "position"),
    CheckConstraint("position >= 1", name="position"),
)

#: A follow-up was to be done on another day before, or on none. Only added to.
follow_up_moves = table(
    "follow_up_moves",
    belongs_to("follow_ups", "follow_up_id"),
    *fuzzy_date(),
    flag("promised"),  # whether it could be overdue then: follow_up_states.is_promised
    maybe("reason"),
    text("moved_on"),
    text("moved_by"),
)
