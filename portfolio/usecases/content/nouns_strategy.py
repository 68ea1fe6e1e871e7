"""What proposals hang on: strategy processes, funding pools, applications, milestones."""

from portfolio.domain import model
from portfolio.language import N_
from portfolio.usecases.content import field
from portfolio.usecases.content.field import NOTE, PLAIN_DANISH, Noun

_PROPOSAL = field.refers("proposal_id", N_("Proposal"), "proposals", required=True)
_PROCESS = field.refers("process_id", N_("Strategy process"), "strategy_processes", required=True)
_POOL = field.refers("pool_id", N_("Funding pool"), "funding_pools", required=True)
_AMOUNT_HELP = N_("Such as 30 mio. kr. or 1.280.000 kr.")

NOUNS = (
    Noun(
        table="milestones",
        one=N_("Milestone"),
        many=N_("Milestones"),
        fields=(
            field.title(N_("Title")),
            field.code("kind", N_("Type"), model.MilestoneKind),
            field.fuzzy("date", N_("Date"), help=PLAIN_DANISH),
            field.refers("proposal_id", N_("Belongs to proposal"), "proposals"),
            field.refers("process_id", N_("Belongs to strategy process"), "strategy_processes"),
            field.refers("pool_id", N_("Belongs to pool"), "funding_pools"),
            field.refers("portfolio_id", N_("Belongs to the portfolio"), "portfolios"),
            field.flag(
                "promised",
                N_("Agreed"),
                help=N_("It was agreed here. Only then can it be overdue."),
            ),
            field.flag("law_dependent", N_("Depends on a law")),
            field.text("binds_to", N_("Commits to")),
            field.day(
                "known_from",
                N_("Known from"),
                required=True,
                start="today",
                help=N_("Before this day the milestone is not shown."),
            ),
            field.code("outcome", N_("Outcome"), model.Outcome, start="not_recorded"),
            field.day("outcome_on", N_("Day of the outcome")),
            field.long("outcome_note", N_("What became of it")),
            NOTE,
        ),
    ),
    Noun(
        table="strategy_processes",
        one=N_("Strategy process"),
        many=N_("Strategy processes"),
        fields=(
            field.title(N_("Title")),
            field.code("kind", N_("Type"), model.ProcessKind),
            field.long("summary", N_("In short")),
            field.refers("owner_party_id", N_("Responsible"), "parties"),
            NOTE,
        ),
    ),
    Noun(
        table="process_windows",
        one=N_("Period of a strategy process"),
        many=N_("Periods of strategy processes"),
        fields=(
            _PROCESS,
            field.title(N_("Title")),
            field.fuzzy("date", N_("Date"), help=PLAIN_DANISH),
            NOTE,
        ),
    ),
    Noun(
        table="proposal_processes",
        one=N_("Tie between proposal and strategy process"),
        many=N_("Proposals and strategy processes"),
        title="relation",
        pair=("proposal_id", "process_id"),
        fields=(_PROPOSAL, _PROCESS, field.code("relation", N_("How"), model.Relation), NOTE),
    ),
    Noun(
        table="funding_pools",
        one=N_("Funding pool"),
        many=N_("Funding pools"),
        fields=(
            field.title(N_("Title")),
            field.code("kind", N_("Type"), model.PoolKind),
            field.long("summary", N_("In short")),
            field.refers("administrator_party_id", N_("Administered by"), "parties"),
            field.amount("total_amount", N_("Amount"), help=_AMOUNT_HELP),
            field.amount(
                "earmarked_amount",
                N_("Of which earmarked"),
                help=N_("Is part of the amount, so it is never more."),
            ),
            field.text("earmarked_for", N_("Earmarked for")),
            field.number("recipients", N_("Recipients")),
            field.share(
                "co_financing_share",
                N_("The municipality's share"),
                help=N_("Such as 40 % or 12,5 %."),
            ),
            field.text("co_financing_base", N_("The share is calculated from")),
            field.amount("granted_amount", N_("Granted"), help=_AMOUNT_HELP),
            field.number("min_inhabitants", N_("Inhabitants, at least")),
            field.number("max_inhabitants", N_("Inhabitants, at most")),
            NOTE,
        ),
    ),
    Noun(
        table="pool_conditions",
        one=N_("Condition of a pool"),
        many=N_("Conditions of pools"),
        title="requirement",
        counted_within="pool_id",
        fields=(
            _POOL,
            field.code("kind", N_("About"), model.ConditionKind),
            field.long("requirement", N_("Condition"), required=True),
            field.code("fulfilment", N_("Fulfilled?"), model.Fulfilment, start="open"),
            NOTE,
        ),
    ),
    Noun(
        table="proposal_pools",
        one=N_("Tie between proposal and pool"),
        many=N_("Proposals and pools"),
        title="relation",
        pair=("proposal_id", "pool_id"),
        fields=(_PROPOSAL, _POOL, field.code("relation", N_("How"), model.Relation), NOTE),
    ),
    Noun(
        table="pool_applications",
        one=N_("Application to a pool"),
        many=N_("Applications to pools"),
        title="state",
        fields=(
            _PROPOSAL,
            _POOL,
            field.code("state", N_("Status"), model.ApplicationState, start="preparing"),
            field.amount("asked_amount", N_("Asked for"), help=_AMOUNT_HELP),
            field.amount("granted_amount", N_("Granted"), help=_AMOUNT_HELP),
            field.amount("own_amount", N_("Own share"), help=_AMOUNT_HELP),
            field.day("applied_on", N_("Applied on")),
            field.day("answered_on", N_("Answered on")),
            NOTE,
        ),
    ),
)
