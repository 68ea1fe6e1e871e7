"""Meetings, what was decided there, what follows from it, and who is involved when."""

from sqlalchemy import CheckConstraint, Column, Integer, UniqueConstraint

from portfolio.domain.model import CLOSED_TITLE
from portfolio.store.schema.columns import (
    belongs_to,
    editable,
    flag,
    fuzzy_date,
    may_belong_to,
    maybe,
    table,
    text,
)

meetings = table(
    "meetings",
    belongs_to("parties", "body_party_id"),
    text("title"),
    text("held_on"),
    maybe("starts_at"),
    maybe("place"),
    *editable(),
)

meeting_participants = table(
    "meeting_participants",
    belongs_to("meetings", "meeting_id"),
    Column("position", Integer, nullable=False),
    text("name"),
    flag("absent"),
    *editable(),
    UniqueConstraint("meeting_id", "position"),
)

agenda_items = table(
    "agenda_items",
    belongs_to("meetings", "meeting_id"),
    Column("number", Integer, nullable=False),
    text("title"),
    maybe("case_number"),
    flag("closed"),
    maybe("summary"),
    maybe("finances"),
    *editable(),
    UniqueConstraint("meeting_id", "number"),
    # Of a closed item: number, case number and the word, nothing else, ever.
    CheckConstraint(
        f"closed = 0 OR (title = '{CLOSED_TITLE}' AND summary IS NULL AND finances IS NULL)",
        name="closed_says_nothing",
    ),
)

attachments = table(
    "attachments",
    belongs_to("agenda_items", "agenda_item_id"),
    Column("position", Integer, nullable=False),
    text("title"),
    *editable(),
    UniqueConstraint("agenda_item_id", "position"),
)

decisions = table(
    "decisions",
    belongs_to("agenda_items", "agenda_item_id"),
    text("number"),
    text("decided_on"),
    maybe("recommendation"),
    text("decision"),
    maybe("difference"),
    text("outcome"),
    flag("differs"),
    *editable(),
    # The day it is to be looked at again (ISO).
    maybe("review_on"),
    # What was asked, beside what was recommended; and whether the answer changes the
    # recommendation or adds to it (NULL: neither).
    maybe("question"),
    maybe("deviation"),
    # Whether it was carried out, where no follow-up tells it.
    maybe("carried_out"),
    maybe("carried_out_on"),
    maybe("carried_out_note"),
    UniqueConstraint("agenda_item_id", "number"),
)

decision_proposals = table(
    "decision_proposals",
    belongs_to("decisions", "decision_id"),
    belongs_to("proposals", "proposal_id"),
    *editable(),
    UniqueConstraint("decision_id", "proposal_id"),
)

follow_ups = table(
    "follow_ups",
    belongs_to("decisions", "decision_id"),
    text("title"),
    # NULL is "responsible missing": shown, never guessed.
    may_belong_to("parties", "responsible_party_id"),
    *fuzzy_date(),
    text("status"),
    maybe("closed_on"),
    maybe("note"),
    *editable(),
    # What was said when it was done, or why it lapsed. The note is what it is about.
    maybe("state_note"),
    # Responsible and date were agreed here, whatever the minutes say of them.
    flag("promised"),
    # The step of the chain of involvement that it is to bring about: done with it.
    may_belong_to("involvement_steps", "step_id"),
)

involvement_steps = table(
    "involvement_steps",
    belongs_to("portfolios", "portfolio_id"),
    may_belong_to("proposals", "proposal_id"),
    Column("position", Integer, nullable=False),
    belongs_to("parties", "party_id"),
    text("role"),
    text("state"),
    # The day it was done, or that it was decided to skip it.
    maybe("happened_on"),
    maybe("note"),
    *editable(),
    # When it is expected.
    *fuzzy_date("planned_"),
    # Why it was skipped, or what was said when it was done. The note is what the step is for.
    maybe("state_note"),
)
