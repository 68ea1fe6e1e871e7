"""Meetings, their items and decisions, what follows, and who is involved when."""

from portfolio.domain import model
from portfolio.domain.carried_out import CarriedOut
from portfolio.fuzzy import Tense
from portfolio.language import N_
from portfolio.usecases.content import field
from portfolio.usecases.content.field import NOTE, PLAIN_DANISH, Noun

_DECISION = field.refers("decision_id", N_("Decision"), "decisions", required=True)

NOUNS = (
    Noun(
        table="meetings",
        one=N_("Meeting"),
        many=N_("Meetings"),
        fields=(
            field.title(N_("Title")),
            field.refers("body_party_id", N_("Who meets"), "parties", required=True),
            field.day("held_on", N_("Day"), required=True, tense=Tense.NEAR),
            field.text("starts_at", N_("Time of day")),
            field.text("place", N_("Where")),
        ),
    ),
    Noun(
        table="agenda_items",
        one=N_("Agenda item"),
        many=N_("Agenda items"),
        fields=(
            field.refers("meeting_id", N_("Meeting"), "meetings", required=True),
            field.number("number", N_("Number"), required=True),
            field.title(N_("Title")),
            field.text("case_number", N_("Case number")),
            field.flag(
                "closed",
                N_("Closed to the public"),
                help=N_(
                    "Of a closed item only the number, the case number and the word “Lukket”"
                    " are kept, ever."
                ),
            ),
            field.long("summary", N_("In short")),
            field.long("finances", N_("Finances")),
        ),
    ),
    Noun(
        table="meeting_participants",
        one=N_("Participant"),
        many=N_("Participants"),
        title="name",
        counted_within="meeting_id",
        fields=(
            field.refers("meeting_id", N_("Meeting"), "meetings", required=True),
            field.text("name", N_("Name"), required=True),
            field.flag("absent", N_("Absent")),
        ),
    ),
    Noun(
        table="attachments",
        one=N_("Enclosure of an item"),
        many=N_("Enclosures of items"),
        counted_within="agenda_item_id",
        fields=(
            field.refers("agenda_item_id", N_("Agenda item"), "agenda_items", required=True),
            field.title(N_("Title")),
        ),
    ),
    Noun(
        table="decisions",
        one=N_("Decision"),
        many=N_("Decisions"),
        title="decision",
        fields=(
            field.refers("agenda_item_id", N_("Agenda item"), "agenda_items", required=True),
            field.text("number", N_("Number"), required=True, help=N_("As in the minutes: 8.1")),
            field.day("decided_on", N_("Decided on"), required=True),
            field.long("recommendation", N_("Recommendation")),
            field.long("decision", N_("Decision"), required=True),
            field.code("outcome", N_("Outcome"), model.DecisionOutcome),
            field.flag("differs", N_("Departs from the recommendation")),
            field.long("difference", N_("Difference")),
            field.day("review_on", N_("To be looked at again on"), tense=Tense.AHEAD),
            field.code(
                "carried_out",
                N_("Carried out"),
                CarriedOut,
                required=False,
                help=N_("Only where the decision has no follow-up: else they tell it."),
            ),
            field.day("carried_out_on", N_("Carried out on")),
            field.long("carried_out_note", N_("What was said when it was carried out")),
        ),
    ),
    Noun(
        table="decision_proposals",
        one=N_("Proposal a decision is about"),
        many=N_("Decisions and proposals"),
        title="decision_id",
        pair=("decision_id", "proposal_id"),
        fields=(
            _DECISION,
            field.refers("proposal_id", N_("Proposal"), "proposals", required=True),
        ),
    ),
    Noun(
        table="follow_ups",
        one=N_("Follow-up"),
        many=N_("Follow-ups"),
        fields=(
            _DECISION,
            field.title(N_("Title")),
            field.refers(
                "responsible_party_id",
                N_("Responsible"),
                "parties",
                help=N_("Leave it empty when nobody is named: that is shown, never guessed."),
            ),
            field.fuzzy("date", N_("Date"), help=PLAIN_DANISH),
            field.code("status", N_("Status"), model.FollowUpStatus, start="open"),
            field.day("closed_on", N_("Closed")),
            field.long("state_note", N_("What was said when it was done, or why it lapsed")),
            field.flag(
                "promised",
                N_("Agreed"),
                help=N_(
                    "Responsible and date were agreed here. Otherwise a date that has passed"
                    " in silence is called not recorded, never overdue."
                ),
            ),
            NOTE,
        ),
    ),
    Noun(
        table="involvement_steps",
        one=N_("Step of involvement"),
        many=N_("Steps of involvement"),
        title="role",
        of_portfolio=True,
        counted_within="portfolio_id",
        fields=(
            field.refers("party_id", N_("Centre or party"), "parties", required=True),
            field.code("role", N_("Role"), model.InvolvementRole),
            field.code("state", N_("Status"), model.InvolvementState, start="ahead"),
            field.fuzzy("planned_date", N_("Planned for"), help=PLAIN_DANISH),
            field.day(
                "happened_on",
                N_("Happened on"),
                help=N_("The day it was done. Of a skipped step: the day that was decided."),
            ),
            field.refers(
                "proposal_id",
                N_("Only about proposal"),
                "proposals",
                help=N_("Leave it empty when the step is about the whole portfolio."),
            ),
            field.long("state_note", N_("What was said, or why it was skipped")),
            NOTE,
        ),
    ),
)
