"""All tables by name. Their names are public: people query the file with other tools."""

from portfolio.store.schema.columns import metadata
from portfolio.store.schema.meetings import (
    agenda_items,
    attachments,
    decision_proposals,
    decisions,
    follow_ups,
    involvement_steps,
    meeting_participants,
    meetings,
)
from portfolio.store.schema.portfolio import (
    aliases,
    parties,
    places,
    portfolios,
    proposal_parties,
    proposal_places,
    proposal_target_groups,
    proposals,
    purposes,
    responsibility_events,
    status_updates,
    target_groups,
)
from portfolio.store.schema.record import (
    change_log,
    citations,
    gap_subjects,
    gaps,
    revisions,
    settings,
    sources,
)
from portfolio.store.schema.strategy import (
    funding_pools,
    milestones,
    pool_conditions,
    process_windows,
    proposal_pools,
    proposal_processes,
    strategy_processes,
)

#: Rows that are only ever added. The database itself refuses anything else.
APPEND_ONLY = (status_updates, responsibility_events, change_log)

__all__ = [
    "APPEND_ONLY",
    "agenda_items",
    "aliases",
    "attachments",
    "change_log",
    "citations",
    "decision_proposals",
    "decisions",
    "follow_ups",
    "funding_pools",
    "gap_subjects",
    "gaps",
    "involvement_steps",
    "meeting_participants",
    "meetings",
    "metadata",
    "milestones",
    "parties",
    "places",
    "pool_conditions",
    "portfolios",
    "process_windows",
    "proposal_parties",
    "proposal_places",
    "proposal_pools",
    "proposal_processes",
    "proposal_target_groups",
    "proposals",
    "purposes",
    "responsibility_events",
    "revisions",
    "settings",
    "sources",
    "status_updates",
    "strategy_processes",
    "target_groups",
]
