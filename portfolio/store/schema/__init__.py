"""All tables by name. Their names are public: people query the file with other tools."""

from portfolio.store.schema.columns import metadata
from portfolio.store.schema.lists import list_imports, list_rows
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
from portfolio.store.schema.minutes import minutes_finds, minutes_readings
from portfolio.store.schema.organisations import organisations
from portfolio.store.schema.own_fields import own_fields, own_values
from portfolio.store.schema.people import (
    calendar_tokens,
    follows,
    invitations,
    reminders,
    sign_in_attempts,
    user_parties,
    users,
    web_sessions,
)
from portfolio.store.schema.portfolio import (
    aliases,
    parties,
    places,
    portfolios,
    proposal_parties,
    proposal_places,
    proposal_successions,
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
    comments,
    documents,
    field_sources,
    gap_subjects,
    gaps,
    revisions,
    settings,
    sources,
)
from portfolio.store.schema.requests import (
    decision_effects,
    follow_up_moves,
    request_answers,
    requests,
)
from portfolio.store.schema.reviews import (
    api_tokens,
    paper_templates,
    parkings,
    review_items,
    review_snapshots,
    reviews,
)
from portfolio.store.schema.rounds import (
    answer_links,
    round_answers,
    round_snapshots,
    status_rounds,
)
from portfolio.store.schema.strategy import (
    funding_pools,
    milestones,
    pool_applications,
    pool_conditions,
    process_windows,
    proposal_pools,
    proposal_processes,
    strategy_processes,
)
from portfolio.store.schema.workshops import (
    criteria,
    dots,
    note_clusters,
    note_supports,
    notes,
    participants,
    pseudonyms,
    scores,
    step_results,
    workshop_events,
    workshop_facilitators,
    workshop_proposals,
    workshop_roster,
    workshop_steps,
    workshops,
)

#: Rows that are only ever added. The database itself refuses anything else.
APPEND_ONLY = (
    status_updates,
    responsibility_events,
    change_log,
    proposal_successions,
    round_snapshots,
    review_snapshots,
    workshop_events,
    follow_up_moves,
)
