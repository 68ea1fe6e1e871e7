"""A proposal: its stage and light, who is responsible, whom it involves, its answers."""

from portfolio.language import N_

WORDS = {
    "proposal_text": {
        "summary": N_("What it is about"),
        "already_running": N_("Already running"),
        "suggested_next": N_("Suggested next"),
    },
    "rag": {
        "green": N_("Green"),
        "amber": N_("Amber"),
        "red": N_("Red"),
        "none": N_("Not assessed"),
    },
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
    "own_kind": {
        "text": N_("Words"),
        "number": N_("Numeric"),
        "date": N_("Date"),
        "choice": N_("Choice"),
    },
    "grouping": {"purpose": N_("As the organisation says"), "theme": N_("Theme")},
    "certainty": {"stated": N_("stated"), "derived": N_("derived"), "assumed": N_("assumed")},
    "party_role": {
        "discuss_with": N_("to be discussed with"),
        "partner": N_("partner"),
        "works_on": N_("at work on it, according to the minutes"),
        "mentioned": N_("mentioned"),
        "told": N_("according to the secretary"),
        "added": N_("not named in the minutes"),
    },
    "demand": {
        "yes": N_("Somebody has said yes, before it is ready for decision or running"),
        "source": N_("A source, before it is ready for decision or running"),
        "percent": N_("How much is done, when it is running"),
        "reason": N_("Why the light is amber or red"),
    },
    "responsibility": {
        "suggested": N_("suggested"),
        "asked": N_("asked"),
        "accepted": N_("accepted"),
        "declined": N_("declined"),
        "passed_on": N_("passed on"),
    },
    "party_word": {
        "accepted": N_("accepted"),
        "appointed": N_("appointed"),
        "asked": N_("asked"),
        "told": N_("according to the secretary"),
        "discuss_with": N_("to be discussed with"),
        "declined": N_("declined"),
        "passed_on": N_("passed on"),
        "works_on": N_("at work on it, according to the minutes"),
        "partner": N_("partner"),
        "mentioned": N_("mentioned"),
        "added": N_("not named in the minutes"),
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
    "answer_state": {
        "asked": N_("not answered"),
        "draft": N_("draft"),
        "submitted": N_("sent"),
        "returned": N_("sent back"),
    },
}
