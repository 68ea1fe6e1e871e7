"""A portfolio's own fields on its proposals, and what each proposal says in them."""

from sqlalchemy import Column, Float, Integer, Text, UniqueConstraint

from portfolio.domain.own_fields import OwnKind
from portfolio.store.schema.columns import (
    belongs_to,
    code,
    editable,
    flag,
    maybe,
    one_of,
    table,
    text,
    version,
)

own_fields = table(
    "own_fields",
    belongs_to("portfolios", "portfolio_id"),
    code(),
    text("name"),
    text("kind"),
    # One on each line, in their own order.
    maybe("choices"),
    Column("position", Integer, nullable=False),
    flag("in_lists"),
    flag("public"),
    *editable(),
    UniqueConstraint("code"),
    one_of("kind", OwnKind),
)

#: Emptied is NULL: a value goes out of use with its field, and comes back with it.
own_values = table(
    "own_values",
    belongs_to("own_fields", "field_id"),
    belongs_to("proposals", "proposal_id"),
    maybe("value"),
    Column("number_value", Float),
    # Compared sign by sign on both engines, so that ø stands where the program put it.
    Column("sort_text", Text().with_variant(Text(collation="C"), "postgresql")),
    maybe("date_start"),
    maybe("date_end"),
    maybe("precision"),
    flag("date_inferred"),
    version(),
    UniqueConstraint("field_id", "proposal_id"),
)
