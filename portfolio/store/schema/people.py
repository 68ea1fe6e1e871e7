"""Who may come in, and how they came: users, their parties, invitations, sessions, tokens.

Secrets are kept only as what they can be checked against: argon2 of a password, SHA-256 of a
random token. Times are UTC ISO text.
"""

from sqlalchemy import Column, Index, Integer, Text, UniqueConstraint

from portfolio.domain.permissions import Role
from portfolio.store.schema.columns import (
    belongs_to,
    flag,
    may_belong_to,
    maybe,
    one_of,
    table,
    text,
    version,
)

users = table(
    # The e-mail is casefolded; OIDC finds its user by it.
    "users",
    text("email"),
    text("name"),
    text("role"),
    maybe("password_hash"),
    Column("language", Text, nullable=False, server_default="da"),
    # Whoever signed in before this moment is signed in no more.
    text("created_at"),
    text("valid_from"),
    maybe("disabled_at"),
    maybe("last_seen_at"),
    version(),
    # When the page of notices was last looked at: what came before is seen.
    maybe("notices_seen_at"),
    # Whether news is mailed; what is asked of the user is, whatever this says.
    Column("news_by_mail", Integer, nullable=False, server_default="1"),
    UniqueConstraint("email"),
    one_of("role", Role),
)

#: The centres (or other parties) a user answers for.
user_parties = table(
    "user_parties",
    belongs_to("users", "user_id"),
    belongs_to("parties", "party_id"),
    UniqueConstraint("user_id", "party_id"),
)

#: The proposals a user wants to hear of. Stopped, and begun again, it is the same row.
follows = table(
    "follows",
    belongs_to("users", "user_id"),
    belongs_to("proposals", "proposal_id"),
    text("since"),
    maybe("stopped_at"),
    UniqueConstraint("user_id", "proposal_id"),
)

invitations = table(
    "invitations",
    belongs_to("users", "user_id"),
    text("token_hash"),
    text("created_at"),
    text("created_by"),
    text("expires_at"),
    maybe("used_at"),
    maybe("revoked_at"),
    UniqueConstraint("token_hash"),
)

web_sessions = table(
    "web_sessions",
    belongs_to("users", "user_id"),
    text("token_hash"),
    text("created_at"),
    text("seen_at"),
    text("expires_at"),
    maybe("ended_at"),
    UniqueConstraint("token_hash"),
)

sign_in_attempts = table(
    "sign_in_attempts",
    text("email"),
    text("address"),
    text("at"),
    flag("succeeded"),
    Index("ix_sign_in_attempts_email_at", "email", "at"),
    Index("ix_sign_in_attempts_address_at", "address", "at"),
)

calendar_tokens = table(
    "calendar_tokens",
    belongs_to("users", "user_id"),
    text("token_hash"),
    text("created_at"),
    maybe("revoked_at"),
    maybe("used_at"),
    UniqueConstraint("token_hash"),
)

#: The send log. One ``send_key`` is one mail that must never go out twice.
reminders = table(
    "reminders",
    text("send_key"),
    text("kind"),
    may_belong_to("users", "user_id"),
    text("email"),
    text("subject"),
    text("state"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    text("created_at"),
    # When somebody last took it in hand: what tells a run at work from one that died.
    maybe("tried_at"),
    maybe("sent_at"),
    maybe("error"),
    # The day whose one gathered mail it went in; NULL for what goes when it must.
    maybe("day"),
    UniqueConstraint("send_key"),
    Index("ix_reminders_email_day", "email", "day"),
)
