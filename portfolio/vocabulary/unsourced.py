"""What is said where nothing comes from minutes, for sentences that say that it does.

A portfolio that was typed in or taken from a list says only what is not known, not where it would
have stood. Sentences about the minutes of a meeting itself are not here: those there are.
"""


def N_(message: str) -> str:  # noqa: N802 - as language.N_, which imports this
    return message


def _n(singular: str, _plural: str) -> str:
    """The key of what has a plural."""
    return singular


ngettext = _n

UNSOURCED: dict[str, str] = {
    "Not stated in the minutes": N_("Not stated"),
    "Not stated in the minutes.": N_("Not stated."),
    "Not stated in the minutes: {what}.": N_("Not stated: {what}."),
    "Named in the minutes, not asked": N_("Named, not asked"),
    "No periods are stated in the minutes.": N_("No periods are stated."),
    "Only the minutes suggest somebody.": N_("Somebody is only suggested."),
    "The minutes name nobody to discuss further work with.": N_(
        "Nobody is named to discuss further work with."
    ),
    "The minutes name you in these proposals. Nothing is expected until you are asked.": N_(
        "You are named in these proposals. Nothing is expected until you are asked."
    ),
    "Told by {name}, {day}. The minutes do not say it.": N_("Told by {name}, {day}."),
    "What the minutes say of the pool": N_("What is known of the pool"),
    "assumed: the minutes do not say; you can change it above": N_(
        "assumed: nobody has said; you can change it above"
    ),
    "at work on it, according to the minutes": N_("at work on it"),
    "not named in the minutes": N_("added"),
    "{n} milestone has no date in the minutes": ngettext(
        "{n} milestone has no date", "{n} milestones have no date"
    ),
}
