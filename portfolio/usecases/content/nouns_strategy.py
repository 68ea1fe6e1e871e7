"""What proposals hang on: strategy processes, funding pools, applications, milestones."""

from portfolio.domain import model
from portfolio.language import N_
from portfolio.usecases.content.shape import Kind, Noun, code, long, of, refers, text, title

_NOTE = long("note", N_("Note"))
_PROPOSAL = refers("proposal_id", N_("Proposal"), "proposals", required=True)
_PROCESS = refers("process_id", N_("Strategy process"), "strategy_processes", required=True)
_POOL = refers("pool_id", N_("Funding pool"), "funding_pools", required=True)
_DATE_HELP = N_("In plain Danish: 25. april 2022, juni 2022, ultimo 2023, 2. kvartal 2024.")
_AMOUNT_HELP = N_("Such as 30 mio. kr. or 1.280.000 kr.")

NOUNS = (
    Noun(
        table="milestones",
        word="milestone",
        one=N_("Milestone"),
        many=N_("Milestones"),
        fields=(
            title(N_("Title")),
            code("kind", N_("Kind"), model.MilestoneKind),
            of(Kind.FUZZY, "date", N_("Date"), help=_DATE_HELP),
            refers("proposal_id", N_("Belongs to proposal"), "proposals"),
            refers("process_id", N_("Belongs to strategy process"), "strategy_processes"),
            refers("pool_id", N_("Belongs to pool"), "funding_pools"),
            refers("portfolio_id", N_("Belongs to the portfolio"), "portfolios"),
            of(
                Kind.FLAG,
                "promised",
                N_("Promised"),
                help=N_("Somebody here gave their word. Only then can it be overdue."),
            ),
            of(Kind.FLAG, "law_dependent", N_("Depends on a law")),
            text("binds_to", N_("Binds to")),
            of(
                Kind.DAY,
                "known_from",
                N_("Known from"),
                required=True,
                start="today",
                help=N_("Before this day the milestone is not shown."),
            ),
            code("outcome", N_("Outcome"), model.Outcome, start="not_recorded"),
            of(Kind.DAY, "outcome_on", N_("Day of the outcome")),
            long("outcome_note", N_("What became of it")),
            _NOTE,
        ),
    ),
    Noun(
        table="strategy_processes",
        word="strategy_process",
        one=N_("Strategy process"),
        many=N_("Strategy processes"),
        fields=(
            title(N_("Title")),
            code("kind", N_("Kind"), model.ProcessKind),
            long("summary", N_("In short")),
            refers("owner_party_id", N_("Responsible"), "parties"),
            _NOTE,
        ),
    ),
    Noun(
        table="process_windows",
        word="process_window",
        one=N_("Window of a strategy process"),
        many=N_("Windows of strategy processes"),
        fields=(
            _PROCESS,
            title(N_("Title")),
            of(Kind.FUZZY, "date", N_("Date"), help=_DATE_HELP),
            _NOTE,
        ),
    ),
    Noun(
        table="proposal_processes",
        word="proposal_process",
        one=N_("Tie between proposal and strategy process"),
        many=N_("Proposals and strategy processes"),
        title="relation",
        pair=("proposal_id", "process_id"),
        fields=(_PROPOSAL, _PROCESS, code("relation", N_("How"), model.Relation), _NOTE),
    ),
    Noun(
        table="funding_pools",
        word="funding_pool",
        one=N_("Funding pool"),
        many=N_("Funding pools"),
        fields=(
            title(N_("Title")),
            code("kind", N_("Kind"), model.PoolKind),
            long("summary", N_("In short")),
            refers("administrator_party_id", N_("Administered by"), "parties"),
            of(Kind.AMOUNT, "total_amount", N_("Amount"), help=_AMOUNT_HELP),
            of(
                Kind.AMOUNT,
                "earmarked_amount",
                N_("Of which earmarked"),
                help=N_("Lies inside the amount, so it is never more."),
            ),
            text("earmarked_for", N_("Earmarked for")),
            of(Kind.INTEGER, "recipients", N_("Recipients")),
            of(
                Kind.SHARE,
                "co_financing_share",
                N_("The municipality's share"),
                help=N_("Such as 40 % or 12,5 %."),
            ),
            text("co_financing_base", N_("The share is counted on")),
            of(Kind.AMOUNT, "granted_amount", N_("Granted"), help=_AMOUNT_HELP),
            of(Kind.INTEGER, "min_inhabitants", N_("Inhabitants, at least")),
            of(Kind.INTEGER, "max_inhabitants", N_("Inhabitants, at most")),
            _NOTE,
        ),
    ),
    Noun(
        table="pool_conditions",
        word="pool_condition",
        one=N_("Condition of a pool"),
        many=N_("Conditions of pools"),
        title="requirement",
        counted_within="pool_id",
        fields=(
            _POOL,
            code("kind", N_("About"), model.ConditionKind),
            long("requirement", N_("Condition"), required=True),
            code("fulfilment", N_("Fulfilled?"), model.Fulfilment, start="open"),
            _NOTE,
        ),
    ),
    Noun(
        table="proposal_pools",
        word="proposal_pool",
        one=N_("Tie between proposal and pool"),
        many=N_("Proposals and pools"),
        title="relation",
        pair=("proposal_id", "pool_id"),
        fields=(_PROPOSAL, _POOL, code("relation", N_("How"), model.Relation), _NOTE),
    ),
    Noun(
        table="pool_applications",
        word="pool_application",
        one=N_("Application to a pool"),
        many=N_("Applications to pools"),
        title="state",
        fields=(
            _PROPOSAL,
            _POOL,
            code("state", N_("State"), model.ApplicationState, start="preparing"),
            of(Kind.AMOUNT, "asked_amount", N_("Asked for"), help=_AMOUNT_HELP),
            of(Kind.AMOUNT, "granted_amount", N_("Granted"), help=_AMOUNT_HELP),
            of(Kind.AMOUNT, "own_amount", N_("Own share"), help=_AMOUNT_HELP),
            of(Kind.DAY, "applied_on", N_("Applied on")),
            of(Kind.DAY, "answered_on", N_("Answered on")),
            _NOTE,
        ),
    ),
)
