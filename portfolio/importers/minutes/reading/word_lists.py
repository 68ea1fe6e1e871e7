"""Many words written as one text."""


def words(text: str) -> frozenset[str]:
    """The words between the blanks."""
    return frozenset(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """What stands between the semicolons: words that belong together."""
    return tuple(text.split("; "))
