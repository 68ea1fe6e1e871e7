"""Strategy processes, funding pools, milestones: what the proposals hang on, and when."""

from sqlalchemy import CheckConstraint, Column, Float, Integer, Text, UniqueConstraint

from portfolio.domain.model import ApplicationState, Outcome
from portfolio.store.schema.columns import (
    belongs_to,
    code,
    editable,
    flag,
    fuzzy_date,
    may_belong_to,
    maybe,
    one_of,
    table,
    text,
    version,
    withdrawn,
)

strategy_processes = table(
    "strategy_processes",
    code(),
    text("title"),
    text("kind"),
    maybe("summary"),
    may_belong_to("parties", "owner_party_id"),
    maybe("note"),
    *editable(),
    UniqueConstraint("code"),
)

process_windows = table(
    "process_windows",
    belongs_to("strategy_processes", "process_id"),
    text("title"),
    *fuzzy_date(),
    maybe("note"),
    *editable(),
)

proposal_processes = table(
    "proposal_processes",
    belongs_to("proposals", "proposal_id"),
    belongs_to("strategy_processes", "process_id"),
    text("relation"),
    maybe("note"),
    *withdrawn(),
    version(),
    UniqueConstraint("proposal_id", "process_id"),
)

funding_pools = table(
    "funding_pools",
    code(),
    text("title"),
    text("kind"),
    maybe("summary"),
    may_belong_to("parties", "administrator_party_id"),
    # Whole DKK. The earmark lies inside the total: never add the two.
    Column("total_amount", Integer),
    Column("earmarked_amount", Integer),
    maybe("earmarked_for"),
    Column("recipients", Integer),
    Column("co_financing_share", Float),
    maybe("co_financing_base"),
    Column("granted_amount", Integer),
    Column("min_inhabitants", Integer),
    Column("max_inhabitants", Integer),
    maybe("note"),
    *editable(),
    UniqueConstraint("code"),
    CheckConstraint("co_financing_share BETWEEN 0 AND 1", name="co_financing_share"),
    CheckConstraint("earmarked_amount <= total_amount", name="earmark_inside_total"),
)

pool_conditions = table(
    "pool_conditions",
    belongs_to("funding_pools", "pool_id"),
    Column("position", Integer, nullable=False),
    text("kind"),
    text("requirement"),
    text("fulfilment"),
    maybe("note"),
    *editable(),
    UniqueConstraint("pool_id", "position"),
)

proposal_pools = table(
    "proposal_pools",
    belongs_to("proposals", "proposal_id"),
    belongs_to("funding_pools", "pool_id"),
    text("relation"),
    maybe("note"),
    *withdrawn(),
    version(),
    UniqueConstraint("proposal_id", "pool_id"),
)

milestones = table(
    "milestones",
    code(),
    text("title"),
    text("kind"),
    may_belong_to("portfolios", "portfolio_id"),
    may_belong_to("proposals", "proposal_id"),
    may_belong_to("strategy_processes", "process_id"),
    may_belong_to("funding_pools", "pool_id"),
    *fuzzy_date(),
    text("known_from"),
    flag("law_dependent"),
    # Someone here gave their word: only then can it be overdue.
    flag("promised"),
    maybe("binds_to"),
    Column("outcome", Text, nullable=False, server_default=Outcome.NOT_RECORDED),
    maybe("outcome_on"),
    maybe("outcome_note"),
    maybe("note"),
    *editable(),
    UniqueConstraint("code"),
    CheckConstraint(
        "portfolio_id IS NOT NULL OR proposal_id IS NOT NULL"
        " OR process_id IS NOT NULL OR pool_id IS NOT NULL",
        name="belongs_somewhere",
    ),
)

pool_applications = table(
    "pool_applications",
    belongs_to("proposals", "proposal_id"),
    belongs_to("funding_pools", "pool_id"),
    text("state"),
    # Whole DKK.
    Column("asked_amount", Integer),
    Column("granted_amount", Integer),
    Column("own_amount", Integer),
    maybe("applied_on"),
    maybe("answered_on"),
    maybe("note"),
    *withdrawn(),
    version(),
    one_of("state", ApplicationState),
    CheckConstraint(
        "asked_amount >= 0 AND granted_amount >= 0 AND own_amount >= 0", name="amounts"
    ),
)
