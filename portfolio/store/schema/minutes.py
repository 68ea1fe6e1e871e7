"""Minutes as they were read: the kept text, and each find with what was said of it."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, UniqueConstraint

from portfolio.domain.finds import FindState, ReadingState
from portfolio.store.schema.columns import (
    belongs_to,
    may_belong_to,
    maybe,
    one_of,
    packed,
    table,
    text,
    version,
)

#: A file of minutes that was read. Of a closed item its lines say nothing, ever.
minutes_readings = table(
    "minutes_readings",
    belongs_to("portfolios", "portfolio_id"),
    text("title"),
    text("file_kind"),
    text("sha256"),
    Column("pages", Integer),
    text("document"),
    # JSON: the head of the meeting, its items, the messages, and the text line by line.
    packed("meeting"),
    packed("items"),
    packed("messages"),
    packed("lines"),
    # JSON: the page each line begins on; NULL where the file has no pages.
    packed("line_pages", needed=False),
    text("read_at"),
    text("read_by"),
    text("state"),
    # The source its lines prove facts of: known already, or made when it is taken in.
    may_belong_to("sources", "source_id"),
    # An earlier version of the same minutes.
    may_belong_to("minutes_readings", "replaces_id"),
    maybe("taken_in_at"),
    maybe("taken_in_by"),
    # JSON: the rows that taking it in has made or changed, in their order; NULL: none.
    packed("made", needed=False),
    version(),
    one_of("state", ReadingState),
    Index("ix_minutes_readings_sha256", "sha256"),
)

minutes_finds = table(
    "minutes_finds",
    belongs_to("minutes_readings", "reading_id"),
    Column("position", Integer, nullable=False),
    text("kind"),
    maybe("item"),
    packed("value"),
    text("quote"),
    Column("line_from", Integer, nullable=False),
    Column("line_to", Integer, nullable=False),
    text("certainty"),
    text("action"),
    maybe("subject"),
    packed("changes"),
    # What it says, so that it is known again in a newer version.
    text("mark"),
    text("state"),
    # JSON: the value as somebody put it right; NULL: as it was found.
    packed("mended", needed=False),
    # JSON: the requests a decision answers, by key.
    packed("answers", needed=False),
    # JSON: what else the decision does, by the fields of its form.
    packed("effects", needed=False),
    # The find of the earlier version that it is, as it was or otherwise; NULL: it is new there.
    may_belong_to("minutes_finds", "earlier_id"),
    maybe("judged_at"),
    maybe("judged_by"),
    # The row it has become.
    maybe("made_table"),
    maybe("made_id"),
    version(),
    one_of("state", FindState),
    CheckConstraint("line_from BETWEEN 1 AND line_to", name="lines"),
    UniqueConstraint("reading_id", "position"),
    Index("ix_minutes_finds_mark", "mark"),
)
