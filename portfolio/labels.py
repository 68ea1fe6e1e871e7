"""The words for codes. A stage, a light or a role is named here and nowhere else."""

from functools import cache

from portfolio import log_words
from portfolio.language import LANGUAGES, N_, NP_, _, fold, translate

#: Colour alone never carries a light: shape and word stand with it.
SHAPES = {"green": "●", "amber": "▲", "red": "■", "none": "○"}

_WORDS: dict[str, dict[str, str]] = {
    "action": log_words.ACTIONS,
    "verb": log_words.VERBS,
    "field": log_words.FIELDS,
    "actor": log_words.ACTORS,
    "actor_within": log_words.ACTORS_WITHIN,
    "log_kind": log_words.KINDS,
    "user_state": {
        "invited": N_("invited"),
        "active": N_("has access"),
        "shut_out": N_("shut out"),
    },
    "rag": {
        "green": N_("Green"),
        "amber": N_("Amber"),
        "red": N_("Red"),
        "none": N_("Not assessed"),
    },
    "grouping": {"purpose": N_("Purpose"), "theme": N_("Theme")},
    "groupings_all": {"purpose": N_("All purposes"), "theme": N_("All themes")},
    "stage": {
        "proposed": N_("Proposal"),
        "qualification": N_("Qualification"),
        "ready": N_("Ready for decision"),
        "running": N_("Running"),
        "anchored": N_("Anchored"),
        "closed": N_("Closed"),
        "on_hold": N_("On hold"),
        "not_pursued": N_("Not pursued"),
    },
    "certainty": {"stated": N_("stated"), "derived": N_("derived"), "assumed": N_("assumed")},
    "party_kind": {
        "directorate": N_("Directorate"),
        "council": N_("Council"),
        "committee": N_("Committee"),
        "forum": N_("Forum"),
        "centre": N_("Centre"),
        "unit": N_("Unit"),
        "steering_group": N_("Steering group"),
        "partnership": N_("Partnership"),
        "external": N_("External party"),
        "state": N_("The State"),
    },
    "role": {
        "reader": N_("Reader"),
        "lead": N_("Centre lead"),
        "secretary": N_("Portfolio secretary"),
        "director": N_("Director"),
        "administrator": N_("Administrator"),
    },
    "party_role": {
        "discuss_with": N_("to be discussed with"),
        "partner": N_("partner"),
        "works_on": N_("works on it today"),
        "mentioned": N_("mentioned"),
        "added": N_("not named in the minutes"),
    },
    "answer_state": {
        "asked": N_("not answered"),
        "draft": N_("draft"),
        "submitted": N_("sent"),
        "returned": N_("sent back"),
    },
    "reminder_kind": {
        "overdue": N_("Status after the deadline"),
        "due_soon": N_("Status before the deadline"),
        "milestone_overdue": N_("Promise that was not kept"),
        "milestone_soon": N_("Promise that is near"),
        "silent": N_("Nothing heard for long"),
    },
    "reminder_state": {
        "pending": N_("about to be sent"),
        "sending": N_("being sent"),
        "sent": N_("sent"),
        "failed": N_("not sent"),
        "uncertain": N_("uncertain whether it was sent"),
    },
    "responsibility": {
        "suggested": N_("suggested"),
        "asked": N_("asked"),
        "accepted": N_("accepted"),
        "declined": N_("declined"),
        "passed_on": N_("passed on"),
    },
    "place_role": {
        "focus": N_("takes place here"),
        "example": N_("example to learn from"),
        "mentioned": N_("mentioned"),
    },
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
    "outcome": {
        "not_recorded": N_("not recorded"),
        "happened": N_("happened"),
        "not_happened": N_("did not happen"),
        "postponed": N_("postponed"),
    },
    "application_state": {
        "preparing": N_("being prepared"),
        "submitted": N_("application sent"),
        "granted": N_("granted"),
        "refused": N_("refused"),
        "withdrawn": N_("application withdrawn"),
    },
    "decision_outcome": {
        "approved": N_("Approved"),
        "noted": N_("Taken note of"),
        "discussed": N_("Discussed"),
        "decided": N_("Decided"),
        "requested": N_("The directorate asked for"),
        "postponed": N_("Postponed"),
        "not_approved": N_("Not approved"),
    },
    "difference": {
        "moved": N_("moved"),
        "came": N_("came"),
        "went": N_("went"),
        "same": N_("as before"),
    },
    "workshop_state": {"prepared": N_("prepared"), "running": N_("under way"), "ended": N_("over")},
    "step_kind": {
        "read": N_("Read and ask"),
        "qualify": N_("Qualify"),
        "score": N_("Score"),
        "dots": N_("Dots"),
        "talk": N_("Talk"),
        "agree": N_("Agree"),
    },
    "step_state": {
        "waiting": N_("not begun"),
        "open": N_("open"),
        "paused": N_("paused"),
        "closed": N_("closed"),
    },
    "workshop_event": {
        "opened": N_("Step begun"),
        "closed": N_("Step closed"),
        "paused": N_("Step paused"),
        "resumed": N_("Step goes on"),
        "extended": N_("More time"),
        "reopened": N_("Step reopened"),
        "ended": N_("Workshop ended"),
    },
    "note_kind": {
        "question": N_("Questions"),
        "missing": N_("Missing"),
        "contribute": N_("Contributions"),
        "concern": N_("Concerns"),
    },
    "counting": {
        "mean": N_("Mean"),
        "median": N_("Median"),
        "borda": N_("Borda"),
        "majority": N_("Majority judgement"),
    },
    "given_kind": {"score": N_("Score"), "dots": N_("Dots"), "note": N_("Note")},
    "not_counted": {
        "closed": N_("the step was closed"),
        "paused": N_("there was a pause"),
        "too_many": N_("more than there was room for"),
        "unknown": N_("did not fit the workshop"),
    },
    "follow_up_status": {"open": N_("Open"), "done": N_("Done"), "lapsed": N_("Lapsed")},
    "follow_up_state": {
        "overdue": N_("Overdue"),
        "due": N_("Due within 30 days"),
        "open": N_("Open"),
        "not_recorded": N_("not recorded"),
        "done": N_("Done"),
        "lapsed": N_("Lapsed"),
    },
    "involvement_role": {
        "decides": N_("decides"),
        "qualifies": N_("qualifies"),
        "heard": N_("is heard"),
        "involved": N_("is involved"),
        "informed": N_("is informed"),
    },
    "involvement_state": {
        "done": N_("done"),
        "next": N_("next"),
        "ahead": N_("to come"),
        "passed_over": N_("skipped"),
        "skipped": N_("skipped"),
    },
    "window_state": {
        "ahead": N_("not open yet"),
        "soon": N_("opens soon"),
        "open": N_("open now"),
        "over": NP_("window", "over"),
        "undated": N_("no date"),
    },
    "placement": {
        "agenda": N_("talked about"),
        "noted": N_("taken note of"),
        "dropped": N_("off the agenda"),
    },
    "item_origin": {
        "suggested": N_("suggested by the rules"),
        "added": N_("added"),
        "returned": N_("came back"),
    },
    "reason": {
        "returned": N_("put off at an earlier meeting"),
        "review_due": N_("to be looked at again"),
        "window_opened": N_("its window has opened"),
        "decision_needed": N_("a decision is asked for"),
        "red": N_("red"),
        "overdue": N_("overdue"),
        "follow_up_overdue": N_("follow-up overdue"),
        "no_party": N_("nobody named and no owner"),
        "not_accepted": N_("no owner"),
        "deadline_soon": N_("deadline near"),
        "silent": N_("silent"),
        "amber": N_("amber"),
        "changed": N_("changed since the last meeting"),
    },
    "gap_kind": {
        "missing": N_("Missing"),
        "contradiction": N_("Contradiction"),
        "unclear": N_("Unclear"),
    },
    "gap_status": {"open": N_("Open"), "answered": N_("Answered")},
    "place_kind": {
        "municipality": N_("The whole municipality"),
        "town": N_("Town"),
        "district": N_("District"),
        "development_area": N_("Development area"),
        "housing_area": N_("Housing area"),
        "school_district": N_("School district"),
        "facility": N_("Building or facility"),
    },
}


def label(kind: str, code: object) -> str:
    """The word for a code in the reader's language. An unknown code stands as it is."""
    return _(_WORDS[kind].get(str(code), str(code)))


def light(rag: object) -> str:
    """Shape and word of a traffic light: ``○ Ikke vurderet``."""
    return f"{SHAPES[str(rag)]} {label('rag', rag)}"


def words(kind: str) -> dict[str, str]:
    """All codes of a kind with their words, in the order they are used."""
    return {code: label(kind, code) for code in _WORDS[kind]}


@cache
def codes(kind: str) -> dict[str, str]:
    """What people write for a code, in every language and folded, with the code."""
    return {
        fold(translate(word, language)): code
        for language in LANGUAGES
        for code, word in _WORDS[kind].items()
    }
