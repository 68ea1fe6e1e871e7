"""Users and parties, and the mails they get."""

from portfolio.language import N_

#: Who did it, when it was nobody with an account.
_ACTORS = {
    "seed": N_("The seed files"),
    "demo": N_("The demo"),
    "local": N_("A user without an account"),
    "command": N_("A user on the command line"),
}

WORDS = {
    "user_state": {
        "invited": N_("invited"),
        "active": N_("has access"),
        "shut_out": N_("access blocked"),
    },
    "role": {
        "reader": N_("Reader"),
        "lead": N_("Centre lead"),
        "secretary": N_("Portfolio secretary"),
        "director": N_("Director"),
        "administrator": N_("Administrator"),
    },
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
    "reminder_kind": {
        "overdue": N_("Status after the deadline"),
        "due_soon": N_("Status before the deadline"),
        "question_overdue": N_("Question without an answer"),
        "question_soon": N_("Question to be answered soon"),
        "unrecorded": N_("Follow-up that nobody has recorded"),
        "milestone_overdue": N_("Agreed deadline overdue"),
        "milestone_soon": N_("Agreed deadline that is near"),
        "silent": N_("Nothing heard for long"),
        "appointed": N_("Appointed"),
        "asked": N_("Asked to be responsible"),
        "returned": N_("Status returned"),
        "agenda": N_("The agenda is out"),
        "round": N_("Status asked for"),
        "question": N_("Question to answer"),
        "decided": N_("Decided"),
        "moved": N_("Has moved"),
        "digest": N_("New since the meeting"),
        "invitation": N_("Access link"),
        "agenda_mail": N_("Agenda"),
        "agenda_off": N_("Review called off"),
    },
    "reminder_state": {
        "pending": N_("about to be sent"),
        "sending": N_("being sent"),
        "sent": N_("sent"),
        "failed": N_("not sent"),
        "uncertain": N_("uncertain whether it was sent"),
    },
    "actor": _ACTORS,
    # How somebody came in, where it was not by an account.
    "entry": {"link": N_("The personal link of a mail, without a sign-in")},
}
