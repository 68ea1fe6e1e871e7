"""What people type, made ready to be kept: open this for limits; its signs are ``signs``'."""

from portfolio import signs
from portfolio.errors import PortfolioError

#: The longest reason, remark or name, in characters.
LINE, WORDS = 200, 2000


def words(text: str | None, most: int = WORDS) -> str | None:
    """Text of several lines without what nobody sees; None when nothing is left of it.

    Raises PortfolioError when it is longer than ``most`` characters.
    """
    lines = signs.normalised(text or "").split("\n")
    kept = "\n".join(map(str.rstrip, lines)).strip()
    if len(kept) > most:
        raise PortfolioError(
            "The text is {length} characters long, and there is room for {most}. Shorten it,"
            " or put it in a file; nothing was saved.",
            length=len(kept),
            most=most,
        )
    return kept or None


def line(text: str | None, most: int = LINE) -> str | None:
    """As ``words``, on one line."""
    kept = words(text, most)
    return kept and " ".join(kept.split())


def title(text: str, most: int = LINE) -> str:
    """A heading without the blanks round it; empty where nothing is left of it.

    Raises PortfolioError when it is longer than ``most`` characters.
    """
    said = signs.one_line(text)
    if len(said) > most:
        raise PortfolioError(
            "The title is longer than {longest} characters. Shorten it.", longest=most
        )
    return said


def reason(text: str | None) -> str:
    """As ``words``, where there must be one: PortfolioError without."""
    kept = words(text)
    if kept is None:
        raise PortfolioError("Write a reason; others will read it. Nothing was saved.")
    return kept
