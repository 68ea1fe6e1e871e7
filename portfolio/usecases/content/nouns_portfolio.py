"""The portfolio's own nouns: purposes, proposals, parties, places, target groups, and gaps."""

from portfolio import labels
from portfolio.domain import model
from portfolio.domain.own_fields import OwnKind
from portfolio.domain.proposal_texts import NAMES
from portfolio.language import N_
from portfolio.usecases.content import field
from portfolio.usecases.content.field import NOTE, Noun

_PROPOSAL = field.refers("proposal_id", N_("Proposal"), "proposals", required=True)

NOUNS = (
    Noun(
        table="portfolios",
        one=N_("Portfolio"),
        many=N_("The portfolio itself"),
        addable=False,
        withdrawable=False,
        fields=(
            field.title(N_("Title")),
            field.text("municipality", N_("Municipality"), required=True),
            field.long("description", N_("Description")),
            field.code("grouping", N_("Its proposals stand under"), model.Grouping),
            field.day(
                "introduced_on",
                N_("Introduced on"),
                help=N_("The day the portfolio was first put before the directorate."),
            ),
        ),
    ),
    Noun(
        table="purposes",
        one=N_("Purpose"),
        many=N_("Purposes"),
        of_portfolio=True,
        fields=(
            field.number("number", N_("Number"), required=True),
            field.title(N_("Title")),
            field.text(
                "short_title", N_("Short title"), help=N_("Used where there is little room.")
            ),
            field.long("description", N_("Description")),
        ),
    ),
    Noun(
        table="proposals",
        one=N_("Proposal"),
        many=N_("Proposals"),
        of_portfolio=True,
        withdrawable=False,
        fields=(
            field.number("number", N_("Number"), required=True),
            field.title(N_("Title")),
            field.text(
                "short_title", N_("Short title"), help=N_("Used where there is little room.")
            ),
            field.refers("purpose_id", N_("Purpose"), "purposes", required=True),
            *(field.long(name, labels.msgid("proposal_text", name)) for name in NAMES),
            field.day(
                "introduced_on",
                N_("Introduced on"),
                required=True,
                start="today",
                help=N_("Before this day the proposal is not shown."),
            ),
        ),
    ),
    Noun(
        table="proposal_parties",
        one=N_("Party of a proposal"),
        many=N_("Parties of proposals"),
        title="role",
        pair=("proposal_id", "party_id"),
        fields=(
            _PROPOSAL,
            field.refers("party_id", N_("Centre or party"), "parties", required=True),
            field.code(
                "role",
                N_("Role"),
                model.PartyRole,
                help=N_(
                    "Who has said yes to responsibility is not decided here, but by asking them."
                ),
            ),
            NOTE,
        ),
    ),
    Noun(
        table="proposal_places",
        one=N_("Place of a proposal"),
        many=N_("Places of proposals"),
        title="role",
        pair=("proposal_id", "place_id"),
        fields=(
            _PROPOSAL,
            field.refers("place_id", N_("Place"), "places", required=True),
            field.code("role", N_("Role"), model.PlaceRole),
            NOTE,
        ),
    ),
    Noun(
        table="proposal_target_groups",
        one=N_("Target group of a proposal"),
        many=N_("Target groups of proposals"),
        title="target_group_id",
        pair=("proposal_id", "target_group_id"),
        fields=(
            _PROPOSAL,
            field.refers("target_group_id", N_("Target group"), "target_groups", required=True),
        ),
    ),
    Noun(
        table="parties",
        one=N_("Centre or party"),
        many=N_("Centres and parties"),
        title="name",
        fields=(
            field.text("name", N_("Name"), required=True),
            field.code("kind", N_("Type"), model.PartyKind),
            field.text("full_name", N_("Full name")),
            field.flag("name_confirmed", N_("The full name is confirmed")),
            field.text(
                "contact_name",
                N_("Contact"),
                help=N_("Who is written to when nobody signs in for the party."),
            ),
            field.email("contact_email", N_("The contact's e-mail")),
            NOTE,
        ),
    ),
    Noun(
        table="places",
        one=N_("Place"),
        many=N_("Places"),
        title="name",
        fields=(
            field.text("name", N_("Name"), required=True),
            field.code("kind", N_("Type"), model.PlaceKind),
            NOTE,
        ),
    ),
    Noun(
        table="target_groups",
        one=N_("Target group"),
        many=N_("Target groups"),
        title="name",
        fields=(field.text("name", N_("Name"), required=True), NOTE),
    ),
    Noun(
        table="own_fields",
        one=N_("Own field"),
        many=N_("Own fields of proposals"),
        title="name",
        of_portfolio=True,
        counted_within="portfolio_id",
        fields=(
            field.text("name", N_("Name"), required=True),
            field.code("kind", N_("Type"), OwnKind, start="text"),
            field.long("choices", N_("Choices"), help=N_("Of a choice: one on each line.")),
            field.number("position", N_("Place in the order")),
            field.flag("in_lists", N_("A column of the list of proposals")),
            field.flag(
                "public",
                N_("Public"),
                help=N_("It is then in the published file and in the API as well."),
            ),
        ),
    ),
    Noun(
        table="gaps",
        one=N_("Open question"),
        many=N_("Open questions and their answers"),
        title="question",
        of_portfolio=True,
        fields=(
            field.code("kind", N_("Type"), model.GapKind),
            field.long("question", N_("Question"), required=True),
            field.long("explanation", N_("Explanation")),
            field.refers("answerer_party_id", N_("Can be answered by"), "parties"),
            field.text(
                "blocks", N_("Holds up"), help=N_("Leave it empty when it holds nothing up.")
            ),
            field.day("raised_on", N_("Raised on"), required=True, start="today"),
            field.code("status", N_("Status"), model.GapStatus, start="open"),
            field.long("answer", N_("Answer")),
            field.day("answered_on", N_("Answered on")),
        ),
    ),
    Noun(
        table="gap_subjects",
        one=N_("What an open question is about"),
        many=N_("What the open questions are about"),
        title="subject",
        pair=("gap_id", "subject_table", "subject_id"),
        fields=(
            field.refers("gap_id", N_("Open question"), "gaps", required=True),
            field.subject("subject", N_("About"), required=True),
        ),
    ),
)
#: What a gap can be about, where it is tied by hand.
SUBJECTS = (
    "proposals",
    "purposes",
    "funding_pools",
    "strategy_processes",
    "milestones",
    "places",
    "parties",
    "agenda_items",
    "decisions",
)
