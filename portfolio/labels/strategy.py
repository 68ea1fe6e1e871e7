"""Strategy processes and pools, their windows, conditions, milestones and dates."""

from portfolio.language import N_, NP_

WORDS = {
    "process_kind": {
        "strategy": N_("Strategy"),
        "programme": N_("Programme"),
        "forum": N_("Forum"),
        "plan": N_("Plan"),
        "budget": N_("Budget"),
        "cooperation": N_("Cooperation"),
    },
    "relation": {
        "decided": N_("decided by the directorate"),
        "suggested": N_("suggested in the case"),
        "builds_on": N_("builds on"),
        "applied": N_("application prepared"),
    },
    "pool_kind": {
        "state": N_("State pool"),
        "municipal": N_("Municipal pool"),
        "budget": N_("Budget allocation"),
    },
    "condition_kind": {
        "eligibility": N_("Who can apply"),
        "finance": N_("Finances"),
        "obligation": N_("Obligation"),
        "legal": N_("Law"),
        "political": N_("Political decision"),
    },
    "fulfilment": {"open": N_("not settled"), "met": N_("met"), "not_met": N_("not met")},
    "application_state": {
        "preparing": N_("being prepared"),
        "submitted": N_("application sent"),
        "granted": N_("granted"),
        "refused": N_("refused"),
        "withdrawn": N_("application withdrawn"),
    },
    "window_state": {
        "ahead": N_("not open yet"),
        "soon": N_("opens soon"),
        "open": N_("open now"),
        "over": NP_("window", "over"),
        "undated": N_("no date"),
    },
    "milestone_kind": {
        "deadline": N_("Deadline"),
        "event": N_("Event"),
        "decision": N_("Decision"),
        "goal": N_("Goal"),
    },
    "milestone_state": {
        "happened": N_("happened"),
        "not_happened": N_("did not happen"),
        "postponed": N_("postponed"),
        "overdue": N_("overdue"),
        "not_recorded": N_("not recorded"),
        "soon": N_("soon"),
        "ahead": N_("to come"),
        "undated": N_("no date"),
    },
    "outcome": {
        "not_recorded": N_("not recorded"),
        "happened": N_("happened"),
        "not_happened": N_("did not happen"),
        "postponed": N_("postponed"),
    },
    "precision": {
        "day": N_("a day"),
        "span": N_("from day to day"),
        "week": N_("a week"),
        "month": N_("a month"),
        "quarter": N_("a quarter"),
        "half_year": N_("a half-year"),
        "season": N_("a season"),
        "year": N_("a year"),
        "school_year": N_("a school year"),
        "early": N_("early in the period"),
        "mid": N_("in the middle of the period"),
        "late": N_("late in the period"),
        "circa": N_("about then"),
    },
}
