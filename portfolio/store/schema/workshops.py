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
    # Whether it lets anybody in; and the code that does when it is open to late-comers alone.
    Column("door", Text, nullable=False, server_default="open"),
    maybe("second_code"),
    # Centres are not asked for, and can never be asked for again.
    flag("anonymous"),
    # Who took part, as it may be shown: kept at the end, when who came from where is forgotten.
    packed("attendance", needed=False),
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

#: How many are expected from each centre; those of one group are shown together.
workshop_roster = table(
    "workshop_roster",
    belongs_to("workshops", "workshop_id"),
    belongs_to("parties", "party_id"),
    Column("expected", Integer, nullable=False),
    maybe("group_title"),
    UniqueConstraint("workshop_id", "party_id"),
    CheckConstraint("expected BETWEEN 0 AND 1000", name="expected"),
)

# No times, and keys that tell none: when somebody came or answered says who it was.

#: The phones. When the workshop is over all but the proof is gone, and the order they came in.
participants = table(
    "participants",
    belongs_to("workshops", "workshop_id"),
    # SHA-256 of the cookie by which a phone comes back as the same.
    text("token_hash"),
    may_belong_to("parties", "party_id"),
    Column("language", Text, nullable=False, server_default="da"),
    # By which the facilitator knows them: on the phone, and on no answer.
    Column("number", Integer, nullable=False, server_default="0"),
    # Of this workshop alone: how often one device has come in.
    maybe("device_hash"),
    # One of many that one network sent within seconds.
    flag("at_once"),
    maybe("removed_at"),
    maybe("removed_reason"),
    # The number of a ballot on paper that was typed in for somebody without a phone.
    Column("ballot", Integer),
    UniqueConstraint("token_hash"),
)

#: Who gives the answers of one kind in one step. The key is made of the phone's cookie, which is
#: not kept; the participant is forgotten when the workshop is over.
pseudonyms = table(
    "pseudonyms",
    may_belong_to("participants", "participant_id"),
    belongs_to("workshop_steps", "step_id"),
    text("kind"),
)

scores = table(
    "scores",
    belongs_to("pseudonyms", "pseudonym_id"),
    belongs_to("workshop_steps", "step_id"),
    belongs_to("proposals", "proposal_id"),
    belongs_to("criteria", "criterion_id"),
    Column("value", Integer, nullable=False),
    # What of it was in the result that was shown; NULL in none, and when the workshop is over.
    Column("shown", Integer),
    UniqueConstraint("pseudonym_id", "proposal_id", "criterion_id"),
    CheckConstraint("value BETWEEN 1 AND 5", name="value"),
)

dots = table(
    "dots",
    belongs_to("pseudonyms", "pseudonym_id"),
    belongs_to("workshop_steps", "step_id"),
    belongs_to("proposals", "proposal_id"),
    Column("count", Integer, nullable=False),
    Column("shown", Integer),
    UniqueConstraint("pseudonym_id", "proposal_id"),
    CheckConstraint("count BETWEEN 0 AND 20", name="count"),
)

#: What is shown of a closed step's answers (:mod:`portfolio.domain.disclosure`); its key is the
#: step's.
step_results = table(
    "step_results",
    belongs_to("workshop_steps", "step_id"),
    packed("tally"),
    # How many of each cell's answers in it have been deleted since.
    packed("gone"),
    # Made anew once, and no more; or not, since too few had answered differently.
    flag("renewed"),
    flag("held_back"),
    UniqueConstraint("step_id"),
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
    belongs_to("pseudonyms", "pseudonym_id"),
    belongs_to("workshop_steps", "step_id"),
    may_belong_to("proposals", "proposal_id"),
    text("kind"),
    text("words"),
    # In whose name it is said: of an offer to contribute alone.
    may_belong_to("parties", "party_id"),
    may_belong_to("note_clusters", "cluster_id"),
    # Set aside by the facilitator with a reason; the row stays. Taken back, it is deleted.
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
    belongs_to("pseudonyms", "pseudonym_id"),
    UniqueConstraint("note_id", "pseudonym_id"),
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
