"""What a column of a list can be, and what becomes of its rows."""

from portfolio.language import N_

#: The theme of rows that have none, in a portfolio that is there already.
UNNAMED = N_("Without a theme")
WORDS = {
    "list_field": {
        "number": N_("Number"),
        "title": N_("Title"),
        "purpose": N_("Theme or purpose"),
        "centre": N_("Centre"),
        "status": N_("Status (stage or light)"),
        "stage": N_("Stage"),
        "rag": N_("Light"),
        "percent": N_("Progress"),
        "deadline": N_("Deadline"),
        "start": N_("Begins"),
        "granted_amount": N_("Amount granted"),
        "asked_amount": N_("Amount asked for"),
        "own_amount": N_("Amount of our own"),
        "amount": N_("Budget or another amount"),
        "happened": N_("What happened"),
        "next_step": N_("Next step"),
        "next_step_date_text": N_("Date of the next step"),
        "risks": N_("Risks"),
        "reason": N_("Reason for the light"),
        "summary": N_("What it is about"),
        "kept": N_("A field of its own"),
        "left_out": N_("Left out"),
    },
    "list_unit": {"1": N_("DKK"), "1000": N_("DKK 1,000"), "1000000": N_("DKK m")},
    "list_headings": {
        "theme": N_("the theme of the rows below"),
        "skip": N_("left out"),
        "row": N_("rows like the others"),
    },
}
