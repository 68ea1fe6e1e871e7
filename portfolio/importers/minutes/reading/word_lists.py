"""Many words written as one text."""


def words(text: str) -> frozenset[str]:
    """The words between the blanks."""
    return frozenset(text.split())
