"""Decisions, follow-ups, and the agenda of a directorate review."""

from portfolio.language import N_

WORDS = {
    "decision_outcome": {
        "approved": N_("Approved"),
        "noted": N_("Taken note of"),
        "discussed": N_("Discussed"),
        "decided": N_("Decided"),
        "requested": N_("Ordered"),
        "postponed": N_("Postponed"),
        "not_approved": N_("Not approved"),
        "recommended": N_("Recommended"),
        "taken_off": N_("Taken off the agenda"),
        "not_reached": N_("Not reached"),
    },
    "deviation": {
        "changed": N_("changes the recommendation"),
        "added": N_("adds to the recommendation"),
    },
    "carried_out": {
        "yes": N_("yes"),
        "partly": N_("partly"),
        "no": N_("no"),
        "not_recorded": N_("not recorded"),
    },
    "difference": {
        "moved": N_("Moved"),
        "came": N_("Came"),
        "went": N_("Went"),
        "same": N_("As before"),
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
        "open_question": N_("an open question"),
        "window_opened": N_("its period has begun"),
        "decision_needed": N_("for decision"),
        "red": N_("red"),
        "overdue": N_("overdue"),
        "follow_up_overdue": N_("follow-up overdue"),
        "no_party": N_("nobody to discuss it with and nobody responsible"),
        "not_accepted": N_("nobody responsible"),
        "deadline_soon": N_("deadline near"),
        "silent": N_("silent"),
        "new": N_("not talked of at a meeting yet"),
        "amber": N_("amber"),
        "changed": N_("changed since the last meeting"),
    },
}
