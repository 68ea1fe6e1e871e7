"""The portfolio's own nouns: purposes, proposals, parties, places, target groups, and gaps."""

from portfolio.domain import model
from portfolio.language import N_
from portfolio.usecases.content.shape import Kind, Noun, code, long, of, refers, text, title

_NOTE = long("note", N_("Note"))
_PROPOSAL = refers("proposal_id", N_("Proposal"), "proposals", required=True)

NOUNS = (
    Noun(
        table="portfolios",
        word="portfolio",
        one=N_("Portfolio"),
        many=N_("The portfolio itself"),
        addable=False,
        withdrawable=False,
        fields=(
            title(N_("Title")),
            text("municipality", N_("Municipality"), required=True),
            long("description", N_("Description")),
            code("grouping", N_("Its proposals stand under"), model.Grouping),
            of(
                Kind.DAY,
                "introduced_on",
                N_("Introduced on"),
                help=N_("The day the portfolio was first put before the directorate."),
            ),
        ),
    ),
    Noun(
        table="purposes",
        word="purpose",
        one=N_("Purpose"),
        many=N_("Purposes"),
        of_portfolio=True,
        fields=(
            of(Kind.INTEGER, "number", N_("Number"), required=True),
            title(N_("Title")),
            text("short_title", N_("Short title"), help=N_("Used where there is little room.")),
            long("description", N_("Description")),
        ),
    ),
    Noun(
        table="proposals",
        word="proposal",
        one=N_("Proposal"),
        many=N_("Proposals"),
        of_portfolio=True,
        withdrawable=False,
        fields=(
            of(Kind.INTEGER, "number", N_("Number"), required=True),
            title(N_("Title")),
            text("short_title", N_("Short title"), help=N_("Used where there is little room.")),
            refers("purpose_id", N_("Purpose"), "purposes", required=True),
            long("summary", N_("What it is about")),
            long("already_running", N_("What runs already")),
            long("suggested_next", N_("Suggested next")),
            of(
                Kind.DAY,
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
        word="proposal_party",
        one=N_("Party of a proposal"),
        many=N_("Parties of proposals"),
        title="role",
        pair=("proposal_id", "party_id"),
        fields=(
            _PROPOSAL,
            refers("party_id", N_("Centre or party"), "parties", required=True),
            code(
                "role",
                N_("Role"),
                model.PartyRole,
                help=N_(
                    "Who has said yes to responsibility is not decided here, but by asking them."
                ),
            ),
            _NOTE,
        ),
    ),
    Noun(
        table="proposal_places",
        word="proposal_place",
        one=N_("Place of a proposal"),
        many=N_("Places of proposals"),
        title="role",
        pair=("proposal_id", "place_id"),
        fields=(
            _PROPOSAL,
            refers("place_id", N_("Place"), "places", required=True),
            code("role", N_("Role"), model.PlaceRole),
            _NOTE,
        ),
    ),
    Noun(
        table="proposal_target_groups",
        word="proposal_target_group",
        one=N_("Target group of a proposal"),
        many=N_("Target groups of proposals"),
        title="target_group_id",
        pair=("proposal_id", "target_group_id"),
        fields=(
            _PROPOSAL,
            refers("target_group_id", N_("Target group"), "target_groups", required=True),
        ),
    ),
    Noun(
        table="parties",
        word="party",
        one=N_("Centre or party"),
        many=N_("Centres and parties"),
        title="name",
        fields=(
            text("name", N_("Name"), required=True),
            code("kind", N_("Kind"), model.PartyKind),
            text("full_name", N_("Full name")),
            of(Kind.FLAG, "name_confirmed", N_("The full name is confirmed")),
            text(
                "contact_name",
                N_("Contact"),
                help=N_("Who is written to when nobody signs in for the party."),
            ),
            text("contact_email", N_("The contact's e-mail")),
            _NOTE,
        ),
    ),
    Noun(
        table="places",
        word="place",
        one=N_("Place"),
        many=N_("Places"),
        title="name",
        fields=(
            text("name", N_("Name"), required=True),
            code("kind", N_("Kind"), model.PlaceKind),
            _NOTE,
        ),
    ),
    Noun(
        table="target_groups",
        word="target_group",
        one=N_("Target group"),
        many=N_("Target groups"),
        title="name",
        fields=(text("name", N_("Name"), required=True), _NOTE),
    ),
    Noun(
        table="gaps",
        word="gap",
        one=N_("Gap"),
        many=N_("Gaps and their answers"),
        title="question",
        of_portfolio=True,
        fields=(
            code("kind", N_("Kind"), model.GapKind),
            long("question", N_("Question"), required=True),
            long("explanation", N_("Explanation")),
            refers("answerer_party_id", N_("Can be answered by"), "parties"),
            text("blocks", N_("Holds up"), help=N_("Leave it empty when it holds nothing up.")),
            of(Kind.DAY, "raised_on", N_("Raised on"), required=True, start="today"),
            code("status", N_("Status"), model.GapStatus, start="open"),
            long("answer", N_("Answer")),
            of(Kind.DAY, "answered_on", N_("Answered on")),
        ),
    ),
    Noun(
        table="gap_subjects",
        word="gap_subject",
        one=N_("What a gap is about"),
        many=N_("What the gaps are about"),
        title="subject",
        pair=("gap_id", "subject_table", "subject_id"),
        fields=(
            refers("gap_id", N_("Gap"), "gaps", required=True),
            of(Kind.SUBJECT, "subject", N_("About"), required=True),
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
