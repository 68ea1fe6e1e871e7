"""The tables without the rows that were taken out of use: what questions read from.

Each is a subquery that selects all columns where ``withdrawn_at`` is empty. Both databases fold
it into the question it stands in, so it costs no more than the test itself would.
"""

import sqlalchemy as sa

from portfolio.store import schema


def _in_use(table: sa.Table) -> sa.Subquery:
    return sa.select(table).where(table.c.withdrawn_at.is_(None)).subquery(table.name)


agenda_items = _in_use(schema.agenda_items)
attachments = _in_use(schema.attachments)
comments = _in_use(schema.comments)
decision_effects = _in_use(schema.decision_effects)
decision_proposals = _in_use(schema.decision_proposals)
decisions = _in_use(schema.decisions)
documents = _in_use(schema.documents)
field_sources = _in_use(schema.field_sources)
follow_ups = _in_use(schema.follow_ups)
funding_pools = _in_use(schema.funding_pools)
gap_subjects = _in_use(schema.gap_subjects)
gaps = _in_use(schema.gaps)
involvement_steps = _in_use(schema.involvement_steps)
meeting_participants = _in_use(schema.meeting_participants)
meetings = _in_use(schema.meetings)
milestones = _in_use(schema.milestones)
note_clusters = _in_use(schema.note_clusters)
paper_templates = _in_use(schema.paper_templates)
own_fields = _in_use(schema.own_fields)
#: A value is in use with its field.
own_values = (
    sa.select(schema.own_values)
    .where(schema.own_values.c.field_id.in_(sa.select(own_fields.c.id)))
    .subquery("own_values")
)
parties = _in_use(schema.parties)
places = _in_use(schema.places)
pool_applications = _in_use(schema.pool_applications)
pool_conditions = _in_use(schema.pool_conditions)
process_windows = _in_use(schema.process_windows)
proposal_parties = _in_use(schema.proposal_parties)
proposal_places = _in_use(schema.proposal_places)
proposal_pools = _in_use(schema.proposal_pools)
proposal_processes = _in_use(schema.proposal_processes)
proposal_target_groups = _in_use(schema.proposal_target_groups)
purposes = _in_use(schema.purposes)
request_answers = _in_use(schema.request_answers)
requests = _in_use(schema.requests)
strategy_processes = _in_use(schema.strategy_processes)
target_groups = _in_use(schema.target_groups)
workshops = _in_use(schema.workshops)
