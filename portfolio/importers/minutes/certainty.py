"""How sure a find is, in the words of the review."""

from enum import StrEnum


class Certainty(StrEnum):
    """The values are printed and kept."""

    SURE = "sikkert"  # the text says it, and the rule has no exception known to us
    LIKELY = "sandsynligt"
    GUESS = "gæt"


_ORDER = (Certainty.GUESS, Certainty.LIKELY, Certainty.SURE)


def least(*every: Certainty) -> Certainty:
    """The least sure of them."""
    return min(every, key=_ORDER.index)
