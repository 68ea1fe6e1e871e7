"""Whose the portfolios are: what they call things, their logo, and what their forms begin with."""

from sqlalchemy import CheckConstraint, Column, Integer, Text, UniqueConstraint

from portfolio.store.schema.columns import may_belong_to, maybe, packed, table, text, version

#: A portfolio is of the one whose name stands in ``portfolios.municipality``.
organisations = table(
    "organisations",
    text("name"),
    # portfolio.vocabulary.nouns.KINDS
    Column("kind", Text, nullable=False, server_default="municipality"),
    maybe("product"),
    # JSON, as typed: what is said for our nouns, and for stages and lights.
    packed("words", needed=False),
    packed("names", needed=False),
    maybe("logo_sha256"),
    maybe("logo_type"),
    # What the form of a review begins with.
    may_belong_to("parties", "body_party_id"),
    maybe("meeting_title"),
    maybe("meeting_time"),
    Column("meeting_minutes", Integer),
    maybe("paper_language"),
    version(),
    UniqueConstraint("name"),
    CheckConstraint("meeting_minutes BETWEEN 1 AND 600", name="meeting_minutes"),
)
