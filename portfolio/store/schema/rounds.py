"""Status rounds: what is asked of whom before a meeting, what they answered, and how it ended."""

from sqlalchemy import Column, Integer, Text, UniqueConstraint

from portfolio.domain.model import AnswerState
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
)

status_rounds = table(
    "status_rounds",
    belongs_to("portfolios", "portfolio_id"),
    may_belong_to("meetings", "meeting_id"),
    may_belong_to("parties", "body_party_id"),
    text("title"),
    text("meeting_on"),
    text("deadline_on"),
    text("opened_at"),
    text("opened_by"),
    maybe("closed_at"),
    maybe("closed_by"),
    maybe("note"),
    version(),
)

round_answers = table(
    "round_answers",
    belongs_to("status_rounds", "round_id"),
    belongs_to("proposals", "proposal_id"),
    text("state"),
    # What has been typed so far, as JSON: a draft may hold what is not understood yet.
    Column("draft", Text),
    maybe("drafted_at"),
    may_belong_to("users", "drafted_by_user_id"),
    maybe("submitted_at"),
    maybe("submitted_by"),
    # The status the answer became: status_updates.seq of the proposal.
    Column("status_seq", Integer),
    flag("unchanged"),
    maybe("returned_at"),
    maybe("returned_by"),
    maybe("returned_comment"),
    version(),
    UniqueConstraint("round_id", "proposal_id"),
    one_of("state", AnswerState),
)

#: What a mail's link opens: the answers of one user in one round. Only its hash is kept.
answer_links = table(
    "answer_links",
    belongs_to("users", "user_id"),
    belongs_to("status_rounds", "round_id"),
    text("token_hash"),
    text("created_at"),
    maybe("used_at"),
    maybe("revoked_at"),
    maybe("revoked_by"),  # whoever closed it: then no mail of the round has another
    UniqueConstraint("token_hash"),
)

#: Where every proposal stood when a round was closed. Rows are only added.
round_snapshots = table(
    "round_snapshots",
    belongs_to("status_rounds", "round_id"),
    belongs_to("proposals", "proposal_id"),
    Column("status_seq", Integer, nullable=False),
    text("stage"),
    text("rag"),
    Column("percent", Integer),
    maybe("responsible"),
    # The owner did not answer: what stands is what was known before.
    flag("without_word"),
    text("taken_at"),
    UniqueConstraint("round_id", "proposal_id"),
    *status_rules(),
)
