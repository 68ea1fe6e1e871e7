"""The change log's words for whose a portfolio is."""

from portfolio.language import N_

ACTIONS = {
    "organisation.named": N_("Organisation changed"),
    "organisation.words": N_("Words changed"),
    "organisation.names": N_("Names of stages and lights changed"),
    "organisation.habits": N_("What forms begin with changed"),
    "organisation.logo": N_("Logo chosen"),
    "organisation.logo_gone": N_("Logo taken away"),
    "portfolio.first": N_("Shown first"),
}
FIELDS = {
    "product": N_("Name of the program"),
    "names": N_("Names of stages and lights"),
    "meeting_title": N_("Title of the meeting"),
    "meeting_time": N_("Time of day"),
    "meeting_minutes": N_("Length in min"),
    "paper_language": N_("Language of documents"),
}
