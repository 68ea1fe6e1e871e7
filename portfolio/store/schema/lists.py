"""Lists that were taken in: the file, how it was read, and what each of its rows said."""

from sqlalchemy import Column, Integer, UniqueConstraint

from portfolio.store.schema.columns import (
    belongs_to,
    may_belong_to,
    maybe,
    packed,
    table,
    text,
    version,
)

list_imports = table(
    "list_imports",
    belongs_to("portfolios", "portfolio_id"),
    belongs_to("sources", "source_id"),
    # The file as it came.
    belongs_to("documents", "document_id"),
    text("kind"),
    text("sheet"),
    # How it was read (portfolio.domain.lists.choice), and its headings in order.
    packed("choice"),
    packed("columns"),
    # What was made beside the rows' own: by table, ids.
    packed("made"),
    text("taken_at"),
    text("taken_by"),
    Column("added", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("same", Integer, nullable=False),
    maybe("undone_at"),
    maybe("undone_by"),
    maybe("undone_reason"),
    version(),
)

list_rows = table(
    "list_rows",
    belongs_to("list_imports", "import_id"),
    # NULL: it was left out.
    may_belong_to("proposals", "proposal_id"),
    Column("line", Integer, nullable=False),
    text("state"),
    maybe("number"),
    maybe("title"),
    maybe("heading"),
    # What its cells hold, by heading; what it was understood as, by field; what it did here.
    packed("cells"),
    packed("said"),
    packed("trace"),
    UniqueConstraint("import_id", "line"),
)
