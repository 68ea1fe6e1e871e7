"""Meetings, their items and decisions, what follows, and who is involved when."""

from portfolio.domain import model
from portfolio.language import N_
from portfolio.usecases.content.shape import Kind, Noun, code, long, of, refers, text, title

_NOTE = long("note", N_("Note"))
_DECISION = refers("decision_id", N_("Decision"), "decisions", required=True)

NOUNS = (
    Noun(
        table="meetings",
        word="meeting",
        one=N_("Meeting"),
        many=N_("Meetings"),
        fields=(
            title(N_("Title")),
            refers("body_party_id", N_("Who meets"), "parties", required=True),
            of(Kind.DAY, "held_on", N_("Day"), required=True),
            text("starts_at", N_("Time of day")),
            text("place", N_("Where")),
        ),
    ),
    Noun(
        table="agenda_items",
        word="agenda_item",
        one=N_("Agenda item"),
        many=N_("Agenda items"),
        fields=(
            refers("meeting_id", N_("Meeting"), "meetings", required=True),
            of(Kind.INTEGER, "number", N_("Number"), required=True),
            title(N_("Title")),
            text("case_number", N_("Case number")),
            of(
                Kind.FLAG,
                "closed",
                N_("Closed to the public"),
                help=N_(
                    "Of a closed item only the number, the case number and the word “Lukket”"
                    " are kept, ever."
                ),
            ),
            long("summary", N_("In short")),
            long("finances", N_("Finances")),
        ),
    ),
    Noun(
        table="meeting_participants",
        word="meeting_participant",
        one=N_("Participant"),
        many=N_("Participants"),
        title="name",
        counted_within="meeting_id",
        fields=(
            refers("meeting_id", N_("Meeting"), "meetings", required=True),
            text("name", N_("Name"), required=True),
            of(Kind.FLAG, "absent", N_("Absent")),
        ),
    ),
    Noun(
        table="attachments",
        word="attachment",
        one=N_("Enclosure of an item"),
        many=N_("Enclosures of items"),
        counted_within="agenda_item_id",
        fields=(
            refers("agenda_item_id", N_("Agenda item"), "agenda_items", required=True),
            title(N_("Title")),
        ),
    ),
    Noun(
        table="decisions",
        word="decision",
        one=N_("Decision"),
        many=N_("Decisions"),
        title="decision",
        fields=(
            refers("agenda_item_id", N_("Agenda item"), "agenda_items", required=True),
            text("number", N_("Number"), required=True, help=N_("As in the minutes: 8.1")),
            of(Kind.DAY, "decided_on", N_("Decided on"), required=True),
            long("recommendation", N_("Recommendation")),
            long("decision", N_("Decision"), required=True),
            code("outcome", N_("Outcome"), model.DecisionOutcome),
            of(Kind.FLAG, "differs", N_("Departs from the recommendation")),
            long("difference", N_("Difference")),
            of(Kind.DAY, "review_on", N_("To be looked at again on")),
        ),
    ),
    Noun(
        table="decision_proposals",
        word="decision_proposal",
        one=N_("Proposal a decision is about"),
        many=N_("Decisions and proposals"),
        title="decision_id",
        pair=("decision_id", "proposal_id"),
        fields=(
            _DECISION,
            refers("proposal_id", N_("Proposal"), "proposals", required=True),
        ),
    ),
    Noun(
        table="follow_ups",
        word="follow_up",
        one=N_("Follow-up"),
        many=N_("Follow-ups"),
        fields=(
            _DECISION,
            title(N_("Title")),
            refers(
                "responsible_party_id",
                N_("Responsible"),
                "parties",
                help=N_("Leave it empty when nobody is named: that is shown, never guessed."),
            ),
            of(
                Kind.FUZZY,
                "date",
                N_("Date"),
                help=N_(
                    "In plain Danish: 25. april 2022, juni 2022, ultimo 2023, 2. kvartal 2024."
                ),
            ),
            code("status", N_("Status"), model.FollowUpStatus, start="open"),
            of(Kind.DAY, "closed_on", N_("Closed")),
            long("state_note", N_("What was said when it was done, or why it lapsed")),
            of(
                Kind.FLAG,
                "promised",
                N_("Promised"),
                help=N_(
                    "Responsible and date were agreed here. Otherwise a date that has passed"
                    " in silence is called not recorded, never overdue."
                ),
            ),
            _NOTE,
        ),
    ),
    Noun(
        table="involvement_steps",
        word="involvement_step",
        one=N_("Step of involvement"),
        many=N_("Steps of involvement"),
        title="role",
        of_portfolio=True,
        counted_within="portfolio_id",
        fields=(
            refers("party_id", N_("Centre or party"), "parties", required=True),
            code("role", N_("Role"), model.InvolvementRole),
            code("state", N_("State"), model.InvolvementState, start="ahead"),
            of(
                Kind.FUZZY,
                "planned_date",
                N_("Planned for"),
                help=N_(
                    "In plain Danish: 25. april 2022, juni 2022, ultimo 2023, 2. kvartal 2024."
                ),
            ),
            of(
                Kind.DAY,
                "happened_on",
                N_("Happened on"),
                help=N_("The day it was done. Of a skipped step: the day that was decided."),
            ),
            refers(
                "proposal_id",
                N_("Only about proposal"),
                "proposals",
                help=N_("Leave it empty when the step is about the whole portfolio."),
            ),
            long("state_note", N_("What was said, or why it was skipped")),
            _NOTE,
        ),
    ),
)
