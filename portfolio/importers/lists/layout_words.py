"""Words by which a row of a list tells that it is none: totals, and the prefix of a theme."""

import re

from portfolio.language import fold

_TOTAL = re.compile(
    r"(i ?alt|total(er|en|s)?|sum|subtotal|samlet|hovedtotal|grand total|delsum|mellemsum|sum i alt"
    r"|antal (indsatser|projekter|initiativer|forslag))\b"
)
_NOTE = re.compile(r"\*|note\b|obs\b|opdateret|senest|sidst|kilde|udarbejdet|updated|source")
_THEME = re.compile(
    r"^(tema|form[aå]l|indsatsomr[aå]de|omr[aå]de|spor|theme|purpose|program)\s*[\w.]{0,3}\s*[:.–-]\s+",
    re.IGNORECASE,
)


def is_total(words: str) -> bool:
    """Whether a row that begins so adds up the others: "I alt", "Total t.kr."."""
    return bool(_TOTAL.match(fold(words).lstrip(" *-:")))


def theme(words: str) -> str:
    """The theme that a heading row names: "Tema 1: Klima" is "Klima"."""
    return _THEME.sub("", words).strip() or words


def is_note(words: str) -> bool:
    """Whether a last line begins as what is written below a list does."""
    return bool(_NOTE.match(fold(words)))
