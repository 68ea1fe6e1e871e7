"""An e-mail address: what is one, and how it is kept. Mail goes to no other."""

import re

from portfolio import signs
from portfolio.errors import PortfolioError

# Plain ASCII: what every mail server takes, and nothing that could become a second header.
_WORD, _LABEL = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+", r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(rf"(?=[^@]{{1,64}}@){_WORD}(?:\.{_WORD})*@{_LABEL}(?:\.{_LABEL})+", re.I)
#: As Outlook copies it: »Hanne Holm <hanne@kommune.dk>«, or a link to it.
_WRAPPED = re.compile(r"(?:[^<>]*<|mailto:)\s*([^<>]*?)\s*>?[;,]?", re.I)


def address(typed: str) -> str:
    """An e-mail as it is kept, however it was pasted. PortfolioError if none can be sent there."""
    found = spelled(typed)
    if not is_address(found):
        raise PortfolioError(
            "“{email}” is not an e-mail address. Write it as hanne.holm@kommune.dk, without æ, ø"
            " and å.",
            email=signs.one_line(typed)[:80],
        )
    return found


def spelled(typed: str) -> str:
    """In small letters, without blanks, unseen signs and a name round it; not yet tried."""
    plain = signs.one_line(typed)
    wrapped = _WRAPPED.fullmatch(plain)
    return (wrapped[1] if wrapped else plain).casefold()


def is_address(text: str | None) -> bool:
    """Whether mail can be sent there."""
    return text is not None and len(text) <= 254 and _ADDRESS.fullmatch(text) is not None
