"""A proposal's number where something is tied to it, with how the tie stands in its source."""

from collections.abc import Mapping


class Tied(int):
    """A proposal's number, equal to any other of its value, that knows how sure the tie is.

    ``certainty`` is a :class:`portfolio.domain.model.Certainty`; None: no source is cited,
    somebody here tied it.
    """

    certainty: str | None

    def __new__(cls, number: int, certainty: str | None = None) -> "Tied":
        tied = super().__new__(cls, number)
        tied.certainty = certainty
        return tied


def surest(*ties: Mapping[str, str | None]) -> dict[str, str | None]:
    """By what is tied, how sure the surest of its ties is."""
    found: dict[str, str | None] = {}
    for some in ties:
        for key, certainty in some.items():
            before = found.get(key, "")
            # The codes sort from the least sure to the surest: assumed, derived, stated.
            found[key] = None if None in (before, certainty) else max(str(before), str(certainty))
    return found
