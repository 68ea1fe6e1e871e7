"""What is said where nothing comes from minutes, for sentences that say that it does."""

N_ = str  # marks for the catalogue, as language.N_, which imports this

UNSOURCED: dict[str, str] = {}
