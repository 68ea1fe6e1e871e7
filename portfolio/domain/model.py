"""The nouns' codes: what a stage, a light, a role or a certainty can be. Standard library only.

The database stores these codes; :mod:`portfolio.labels` has the words for them.
"""

from enum import StrEnum


class Stage(StrEnum):
    """Where a proposal stands on its way from idea to everyday practice."""

    PROPOSED = "proposed"
    QUALIFICATION = "qualification"
    READY = "ready"
    RUNNING = "running"
    ANCHORED = "anchored"
    CLOSED = "closed"
    ON_HOLD = "on_hold"
    NOT_PURSUED = "not_pursued"


#: The ordinary way; the two stages left out stand beside it.
STAGE_PATH = (
    Stage.PROPOSED,
    Stage.QUALIFICATION,
    Stage.READY,
    Stage.RUNNING,
    Stage.ANCHORED,
    Stage.CLOSED,
)

#: Nothing more is asked of anybody.
ENDED = (Stage.CLOSED, Stage.NOT_PURSUED)
#: Nobody is asked how it goes.
RESTING = (Stage.ON_HOLD, *ENDED)


class Grouping(StrEnum):
    """What a portfolio calls the groups its proposals stand in."""

    PURPOSE = "purpose"
    THEME = "theme"


class Rag(StrEnum):
    """The traffic light. NONE is "not assessed": where every proposal starts, never green."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NONE = "none"


class Certainty(StrEnum):
    """How a fact stands in its source: said, worked out from it, or taken for granted by us."""

    STATED = "stated"
    DERIVED = "derived"
    ASSUMED = "assumed"


class PartyKind(StrEnum):
    DIRECTORATE = "directorate"
    COUNCIL = "council"
    COMMITTEE = "committee"
    FORUM = "forum"
    CENTRE = "centre"
    UNIT = "unit"
    STEERING_GROUP = "steering_group"
    PARTNERSHIP = "partnership"
    EXTERNAL = "external"
    STATE = "state"


class PartyRole(StrEnum):
    """What the source says a party has to do with a proposal."""

    DISCUSS_WITH = "discuss_with"  # further work is suggested discussed with them
    PARTNER = "partner"  # may work along with the one above
    WORKS_ON = "works_on"  # does the work, the source says; nobody asked it to answer for it
    MENTIONED = "mentioned"  # works in the field today
    TOLD = "told"  # has it, says the secretary; it has neither been asked nor said yes
    ADDED = "added"  # the source says nothing of it; it was asked since


#: The source suggests no responsibility for these.
NOT_SUGGESTED = (PartyRole.WORKS_ON, PartyRole.MENTIONED)


class Responsibility(StrEnum):
    """The handshake: nobody is responsible until somebody has said yes."""

    SUGGESTED = "suggested"
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    PASSED_ON = "passed_on"


_MAY_SAY_YES = frozenset({Responsibility.ASKED, Responsibility.ACCEPTED})

#: What may follow a party's last word. None: the source mentions it, and no more.
HANDSHAKE: dict[Responsibility | None, frozenset[Responsibility]] = {
    None: _MAY_SAY_YES,
    Responsibility.SUGGESTED: _MAY_SAY_YES,
    Responsibility.ASKED: frozenset(
        {Responsibility.ACCEPTED, Responsibility.DECLINED, Responsibility.PASSED_ON}
    ),
    Responsibility.ACCEPTED: frozenset({Responsibility.DECLINED, Responsibility.PASSED_ON}),
    Responsibility.DECLINED: _MAY_SAY_YES,
    Responsibility.PASSED_ON: _MAY_SAY_YES,
}


#: A party answers for a proposal from the moment it is asked until it says no or passes it on.
ANSWERING = (Responsibility.ASKED, Responsibility.ACCEPTED)


class PlaceKind(StrEnum):
    """From the large to the small."""

    MUNICIPALITY = "municipality"
    TOWN = "town"
    DISTRICT = "district"
    DEVELOPMENT_AREA = "development_area"
    HOUSING_AREA = "housing_area"
    SCHOOL_DISTRICT = "school_district"
    FACILITY = "facility"


class PlaceRole(StrEnum):
    FOCUS = "focus"  # the proposal is about this place
    EXAMPLE = "example"  # named as a place to learn from
    MENTIONED = "mentioned"


class ProcessKind(StrEnum):
    STRATEGY = "strategy"
    PROGRAMME = "programme"
    FORUM = "forum"
    PLAN = "plan"
    BUDGET = "budget"
    COOPERATION = "cooperation"
    AGREEMENT = "agreement"


class Relation(StrEnum):
    """How a proposal hangs on a strategy process or a pool."""

    DECIDED = "decided"  # the directorate decided it
    SUGGESTED = "suggested"  # the case text suggests it
    BUILDS_ON = "builds_on"  # work that already runs
    APPLIED = "applied"  # an application or expression of interest is prepared


class PoolKind(StrEnum):
    STATE = "state"
    MUNICIPAL = "municipal"
    BUDGET = "budget"
    POSSIBLE = "possible"  # the source names it as money there may be


class ConditionKind(StrEnum):
    ELIGIBILITY = "eligibility"
    FINANCE = "finance"
    OBLIGATION = "obligation"
    LEGAL = "legal"
    POLITICAL = "political"


class Fulfilment(StrEnum):
    OPEN = "open"
    MET = "met"
    NOT_MET = "not_met"


class MilestoneKind(StrEnum):
    DEADLINE = "deadline"
    EVENT = "event"
    DECISION = "decision"
    GOAL = "goal"


class Outcome(StrEnum):
    """What became of a milestone, once somebody has recorded it."""

    NOT_RECORDED = "not_recorded"
    HAPPENED = "happened"
    NOT_HAPPENED = "not_happened"
    POSTPONED = "postponed"


class DecisionOutcome(StrEnum):
    APPROVED = "approved"
    NOTED = "noted"
    DISCUSSED = "discussed"
    DECIDED = "decided"
    REQUESTED = "requested"
    POSTPONED = "postponed"
    NOT_APPROVED = "not_approved"
    RECOMMENDED = "recommended"  # passed on to another body with a recommendation
    TAKEN_OFF = "taken_off"  # of the agenda
    NOT_REACHED = "not_reached"  # the meeting ended before it


#: What was really decided; the rest was talked about, put off or not come to.
DECIDING = (
    DecisionOutcome.APPROVED,
    DecisionOutcome.DECIDED,
    DecisionOutcome.REQUESTED,
    DecisionOutcome.RECOMMENDED,
    DecisionOutcome.NOT_APPROVED,
)


class FollowUpStatus(StrEnum):
    OPEN = "open"
    DONE = "done"
    LAPSED = "lapsed"


class Placement(StrEnum):
    """Where in a review something belongs."""

    AGENDA = "agenda"  # talked about
    NOTED = "noted"  # gathered, and taken note of together
    DROPPED = "dropped"


class ItemOrigin(StrEnum):
    """How something came on the agenda of a review."""

    SUGGESTED = "suggested"  # by the rules
    ADDED = "added"  # by hand
    RETURNED = "returned"  # postponed at an earlier meeting, or its review day has come


class InvolvementRole(StrEnum):
    DECIDES = "decides"
    QUALIFIES = "qualifies"
    HEARD = "heard"
    INVOLVED = "involved"  # the source says no more than that
    INFORMED = "informed"


class InvolvementState(StrEnum):
    DONE = "done"
    AHEAD = "ahead"
    SKIPPED = "skipped"


class UserState(StrEnum):
    """Whether a user can come in; worked out, not stored."""

    INVITED = "invited"  # has never been in
    ACTIVE = "active"
    SHUT_OUT = "shut_out"


class AnswerState(StrEnum):
    """Where a proposal's answer to a status round stands."""

    ASKED = "asked"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"


class ApplicationState(StrEnum):
    """Where an application to a pool stands; nothing is granted until somebody granted it."""

    PREPARING = "preparing"
    SUBMITTED = "submitted"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Succession(StrEnum):
    """What happened to a proposal that left the board, or came back to it."""

    SET_ASIDE = "set_aside"
    MERGED = "merged"
    REPLACED = "replaced"
    RESUMED = "resumed"


class GapKind(StrEnum):
    MISSING = "missing"
    CONTRADICTION = "contradiction"
    UNCLEAR = "unclear"


class GapStatus(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"


#: The title the minutes give a closed item; nothing else of it is ever kept.
CLOSED_TITLE = "Lukket"
