"""The set-up code: who cannot be at the machine shows by it that the machine is theirs.

Made anew in each process and printed in its terminal, never stored.
"""

import secrets
import sys

from portfolio import signs
from portfolio.language import _

# Without the letters and digits that are taken for one another.
_SIGNS = "ABCDEFGHJKLMNPQRTUVWXY346789"
_GROUPS, _LENGTH = 3, 4
CODE = "-".join(
    "".join(secrets.choice(_SIGNS) for _sign in range(_LENGTH)) for _group in range(_GROUPS)
)
_said: list[bool] = []


def is_right(typed: str) -> bool:
    """Whether it is the code; capitals, blanks and dashes do not matter."""
    return secrets.compare_digest(_bare(typed).encode(), _bare(CODE).encode())


def announce() -> None:
    """Print the code in the terminal, once, in one line."""
    if not _said:
        _said.append(True)
        sentence = _("There is no account yet. Set-up code for the first one: {code}", code=CODE)
        print(sentence, file=sys.stderr, flush=True)


def _bare(code: str) -> str:
    return "".join(signs.compared(code).replace("-", " ").split())
