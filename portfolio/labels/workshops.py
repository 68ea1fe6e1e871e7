"""A workshop: its steps, what is given in them, how it is counted."""

from portfolio.language import N_

WORDS = {
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
        "reset": N_("Begun again after a rehearsal"),
    },
    "wall_view": {
        "code": N_("Way in"),
        "live": N_("What goes on now"),
        "result": N_("Result"),
        "plane": N_("Two criteria against each other"),
        "centres": N_("By centre"),
        "dots": N_("Dots"),
        "notes": N_("Notes"),
        "one": N_("One proposal"),
        "agreed": N_("What was agreed"),
    },
    "note_kind": {
        "question": N_("Questions"),
        "missing": N_("Information missing"),
        "contribute": N_("Contributions"),
        "concern": N_("Concerns"),
    },
    "counting": {
        "mean": N_("Mean"),
        "median": N_("Median"),
        "borda": N_("Borda"),
        "majority": N_("Majority judgement"),
    },
}
