"""The friendly views of the published file, as SQLite's SQL. Open this to change one.

They read the published tables (:mod:`portfolio.queries.public.columns`) and the table ``words``,
which has the Danish word for every code.
"""


def _word(kind: str, column: str) -> str:
    return f"(SELECT danish FROM words WHERE kind = '{kind}' AND code = {column})"


_PROPOSAL = """
FROM proposals
JOIN portfolios ON portfolios.id = proposals.portfolio_id
JOIN purposes ON purposes.id = proposals.purpose_id"""

#: What a party is to a proposal now (domain/party_words.py).
_NOW = "coalesce(nullif(proposal_parties.state, 'suggested'), proposal_parties.role)"

VIEWS: dict[str, str] = {
    "proposals_overview": f"""
SELECT portfolios.title AS portfolio, proposals.number, proposals.title,
  purposes.title AS purpose, {_word("stage", "proposals.stage")} AS stage,
  {_word("rag", "proposals.rag")} AS light, proposals.percent, proposals.status_on,
  (SELECT group_concat(name, ', ') FROM (
     SELECT parties.name FROM proposal_parties
     JOIN parties ON parties.id = proposal_parties.party_id
     WHERE proposal_parties.proposal_id = proposals.id AND proposal_parties.state = 'accepted'
     ORDER BY parties.name)) AS responsible,
  latest.happened, latest.next_step, latest.next_step_date_text AS next_step_date,
  latest.reason AS reason_for_light, proposals.id AS proposal_id
{_PROPOSAL}
LEFT JOIN status_updates AS latest ON latest.id = (
  SELECT s.id FROM status_updates AS s WHERE s.proposal_id = proposals.id
  ORDER BY s.seq DESC LIMIT 1)
ORDER BY portfolios.position, portfolios.title, proposals.number""",
    "status_history": f"""
SELECT portfolios.title AS portfolio, proposals.number, proposals.title,
  status_updates.reported_on, {_word("stage", "status_updates.stage")} AS stage,
  {_word("rag", "status_updates.rag")} AS light, status_updates.percent,
  status_updates.happened, status_updates.next_step,
  status_updates.next_step_date_text AS next_step_date, status_updates.reason AS reason_for_light
{_PROPOSAL}
JOIN status_updates ON status_updates.proposal_id = proposals.id
ORDER BY status_updates.reported_on DESC, proposals.number""",
    "responsibility_overview": f"""
SELECT portfolios.title AS portfolio, proposals.number, proposals.title,
  parties.name AS party, {_word("party_kind", "parties.kind")} AS kind,
  {_word("party_role", "proposal_parties.role")} AS role,
  {_word("party_word", _NOW)} AS now
{_PROPOSAL}
JOIN proposal_parties ON proposal_parties.proposal_id = proposals.id
JOIN parties ON parties.id = proposal_parties.party_id
ORDER BY portfolios.position, proposals.number, parties.name""",
    "decisions_overview": f"""
SELECT decisions.decided_on, parties.name AS body, meetings.title AS meeting,
  agenda_items.number AS item, agenda_items.title AS item_title, decisions.number,
  decisions.recommendation, decisions.decision, decisions.difference,
  {_word("decision_outcome", "decisions.outcome")} AS outcome,
  (SELECT group_concat(about, '; ') FROM (
     SELECT proposals.number || ' ' || proposals.title AS about FROM decision_proposals
     JOIN proposals ON proposals.id = decision_proposals.proposal_id
     WHERE decision_proposals.decision_id = decisions.id ORDER BY proposals.number)) AS proposals,
  decisions.review_on, decisions.id AS decision_id
FROM decisions
JOIN agenda_items ON agenda_items.id = decisions.agenda_item_id
JOIN meetings ON meetings.id = agenda_items.meeting_id
JOIN parties ON parties.id = meetings.body_party_id
ORDER BY decisions.decided_on DESC, agenda_items.number, length(decisions.number),
  decisions.number""",
    "follow_ups_overview": f"""
SELECT follow_ups.title, parties.name AS responsible, follow_ups.date_text AS due,
  {_word("follow_up_status", "follow_ups.status")} AS status, follow_ups.closed_on,
  decisions.decided_on, decisions.number AS decision_number, decisions.decision
FROM follow_ups
JOIN decisions ON decisions.id = follow_ups.decision_id
LEFT JOIN parties ON parties.id = follow_ups.responsible_party_id
ORDER BY follow_ups.date_end IS NULL, follow_ups.date_end, follow_ups.title""",
    "milestones_overview": f"""
SELECT milestones.title, milestones.date_text AS date, milestones.date_start,
  milestones.date_end, {_word("milestone_kind", "milestones.kind")} AS kind,
  coalesce(proposals.number || ' ' || proposals.title, funding_pools.title,
    strategy_processes.title, portfolios.title) AS belongs_to,
  {_word("outcome", "milestones.outcome")} AS outcome, milestones.outcome_on
FROM milestones
LEFT JOIN proposals ON proposals.id = milestones.proposal_id
LEFT JOIN funding_pools ON funding_pools.id = milestones.pool_id
LEFT JOIN strategy_processes ON strategy_processes.id = milestones.process_id
LEFT JOIN portfolios ON portfolios.id = milestones.portfolio_id
ORDER BY milestones.date_end IS NULL, milestones.date_end, milestones.title""",
    "open_questions": f"""
SELECT gaps.question, gaps.explanation, {_word("gap_kind", "gaps.kind")} AS kind,
  parties.name AS who_can_answer, gaps.blocks, gaps.raised_on
FROM gaps LEFT JOIN parties ON parties.id = gaps.answerer_party_id
WHERE gaps.status = 'open'
ORDER BY gaps.blocks IS NULL, gaps.raised_on, gaps.code""",
}
