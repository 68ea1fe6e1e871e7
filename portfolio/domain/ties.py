"""A proposal's number where something is tied to it, with how the tie stands in its source."""


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
