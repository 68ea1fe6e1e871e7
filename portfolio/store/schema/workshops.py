"""A workshop: its steps, who took part, what they said and gave, and what came of it.

Votes are no changes of the portfolio: they raise no revision and leave no line in the change log.
"""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, UniqueConstraint

from portfolio.domain.workshops import NoteKind, StepKind, StepState, WorkshopState
from portfolio.store.schema.columns import (
    belongs_to,
    flag,
    may_belong_to,
    maybe,
    one_of,
    packed,
    table,
    text,
    version,
    withdrawn,
)

workshops = table(
    "workshops",
    belongs_to("portfolios", "portfolio_id"),
    # Whose it is: the forum whose step of the involvement chain it sets done.
    may_belong_to("parties", "body_party_id"),
    may_belong_to("meetings", "meeting_id"),
    text("title"),
    text("held_on"),
    text("state"),
    # What participants type; of nobody else's open workshop.
    text("join_code"),
    # Names and centres are not asked for, and can never be asked for again.
    flag("anonymous"),
    # The position of the step that is on the phones; NULL before the first.
    Column("current_step", Integer),
    # One more at every move: what phones and projector follow.
    Column("turn", Integer, nullable=False, server_default="0"),
    Column("dots", Integer, nullable=False, server_default="3"),
    text("made_at"),
    text("made_by"),
    maybe("started_at"),
    maybe("ended_at"),
    maybe("ended_by"),
    maybe("note"),
    *withdrawn(),
    version(),
    # What the facilitators put on the wall; NULL: what belongs to the step.
    maybe("wall"),
    one_of("state", WorkshopState),
    Index("ix_workshops_join_code", "join_code"),
    CheckConstraint("dots BETWEEN 1 AND 20", name="dots"),
)

workshop_steps = table(
    "workshop_steps",
    belongs_to("workshops", "workshop_id"),
    Column("position", Integer, nullable=False),
    text("kind"),
    text("title"),
    maybe("instruction"),
    Column("minutes", Integer, nullable=False),
    text("state"),
    maybe("opened_at"),
    maybe("closed_at"),
    maybe("paused_at"),
    # Seconds that pauses and extensions have added.
    Column("added_seconds", Integer, nullable=False, server_default="0"),
    version(),
    one_of("kind", StepKind),
    one_of("state", StepState),
    CheckConstraint("minutes BETWEEN 1 AND 480", name="minutes"),
)

#: Who may run it beside those whose role lets them.
workshop_facilitators = table(
    "workshop_facilitators",
    belongs_to("workshops", "workshop_id"),
    belongs_to("users", "user_id"),
    UniqueConstraint("workshop_id", "user_id"),
)

workshop_proposals = table(
    "workshop_proposals",
    belongs_to("workshops", "workshop_id"),
    belongs_to("proposals", "proposal_id"),
    Column("position", Integer, nullable=False),
    # What came of it: what changed ("nothing" is an answer), what comes next and who sees to it.
    maybe("changed"),
    maybe("next_step"),
    may_belong_to("parties", "responsible_party_id"),
    maybe("recorded_at"),
    maybe("recorded_by"),
    version(),
    # What the agreed step became.
    may_belong_to("follow_ups", "follow_up_id"),
    UniqueConstraint("workshop_id", "proposal_id"),
)

criteria = table(
    "criteria",
    belongs_to("workshops", "workshop_id"),
    Column("position", Integer, nullable=False),
    text("code"),
    text("title"),
    # Five words, from 1 to 5.
    packed("words"),
    UniqueConstraint("workshop_id", "code"),
)

participants = table(
    "participants",
    belongs_to("workshops", "workshop_id"),
    # SHA-256 of the cookie by which a phone comes back as the same.
    text("token_hash"),
    maybe("name"),
    may_belong_to("parties", "party_id"),
    Column("language", Text, nullable=False, server_default="da"),
    text("joined_at"),
    maybe("seen_at"),
    maybe("removed_at"),
    maybe("removed_reason"),
    # The number of a ballot on paper that was typed in for somebody without a phone.
    Column("ballot", Integer),
    UniqueConstraint("token_hash"),
)

scores = table(
    "scores",
    belongs_to("participants", "participant_id"),
    belongs_to("workshop_steps", "step_id"),
    belongs_to("proposals", "proposal_id"),
    belongs_to("criteria", "criterion_id"),
    Column("value", Integer, nullable=False),
    text("given_at"),
    UniqueConstraint("participant_id", "step_id", "proposal_id", "criterion_id"),
    CheckConstraint("value BETWEEN 1 AND 5", name="value"),
)

dots = table(
    "dots",
    belongs_to("participants", "participant_id"),
    belongs_to("workshop_steps", "step_id"),
    belongs_to("proposals", "proposal_id"),
    Column("count", Integer, nullable=False),
    text("given_at"),
    UniqueConstraint("participant_id", "step_id", "proposal_id"),
    CheckConstraint("count BETWEEN 0 AND 20", name="count"),
)

note_clusters = table(
    "note_clusters",
    belongs_to("workshops", "workshop_id"),
    may_belong_to("proposals", "proposal_id"),
    text("title"),
    Column("position", Integer, nullable=False),
    *withdrawn(),
    version(),
)

notes = table(
    "notes",
    belongs_to("participants", "participant_id"),
    belongs_to("workshop_steps", "step_id"),
    may_belong_to("proposals", "proposal_id"),
    text("kind"),
    text("words"),
    text("written_at"),
    may_belong_to("note_clusters", "cluster_id"),
    # By the participant, or set aside by the facilitator with a reason; the row stays.
    maybe("taken_back_at"),
    maybe("rejected_at"),
    maybe("rejected_reason"),
    version(),
    # Put on the wall; and the note (its id) that says the same and is shown instead.
    maybe("chosen_at"),
    maybe("merged_into"),
    one_of("kind", NoteKind),
)

#: Who says "me too" to a note: once each.
note_supports = table(
    "note_supports",
    belongs_to("notes", "note_id"),
    belongs_to("participants", "participant_id"),
    UniqueConstraint("note_id", "participant_id"),
)

#: Answers that were not counted, and why. Rows are only added.
rejected_answers = table(
    "rejected_answers",
    belongs_to("workshops", "workshop_id"),
    may_belong_to("participants", "participant_id"),
    may_belong_to("workshop_steps", "step_id"),
    text("kind"),
    text("reason"),
    packed("answer"),
    text("rejected_at"),
)

#: What the facilitators did, in order. Rows are only added.
workshop_events = table(
    "workshop_events",
    belongs_to("workshops", "workshop_id"),
    may_belong_to("workshop_steps", "step_id"),
    text("kind"),
    text("happened_at"),
    text("actor"),
    maybe("reason"),
)
