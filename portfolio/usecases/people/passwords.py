"""Passwords: what is kept of one, whether it is right, and which ones are refused.

argon2id with the library's parameters, which follow RFC 9106; when they are raised, a password
is hashed anew at its owner's next sign-in.
"""

import threading
import unicodedata
from functools import cache

import argon2
from argon2.exceptions import InvalidHashError, VerificationError

from portfolio.errors import PortfolioError

SHORTEST = 12
LONGEST = 500
_HASHER = argon2.PasswordHasher()
# Each takes 64 MB for a moment: a crowd of guesses must not take the machine down.
_AT_ONCE = threading.BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """What is kept of a password. It cannot be turned back."""
    with _AT_ONCE:
        return _HASHER.hash(_normal(password))


def check_password(kept: str | None, password: str) -> bool:
    """Whether it is the password. As much work where there is none to compare with."""
    typed = _normal(password)
    with _AT_ONCE:
        try:
            right = _HASHER.verify(kept or _nobodys(), typed[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
    return right and bool(kept) and len(typed) <= LONGEST


def is_outdated(kept: str) -> bool:
    """Whether it was hashed with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def require_good(password: str, *, email: str, name: str) -> None:
    """PortfolioError when it is too short, or is what anyone would try first.

    Length is what counts; rules of digits and capitals only make people write them down.
    """
    if len(_normal(password)) < SHORTEST:
        raise PortfolioError(
            "The password is too short. Use at least {count} characters, such as a few words"
            " with spaces between.",
            count=SHORTEST,
        )
    if len(_normal(password)) > LONGEST:
        raise PortfolioError(
            "The password is too long. Use at most {count} characters.", count=LONGEST
        )
    if _is_easy(password, email, name):
        raise PortfolioError(
            "The password is too easy to guess: it is your name, your e-mail address or one"
            " character over and over. Choose another."
        )


def _is_easy(password: str, email: str, name: str) -> bool:
    typed = _letters(password)
    known = {_letters(email), _letters(email.partition("@")[0]), _letters(name)} - {""}
    rest = min((typed.replace(word, "") for word in known), key=len, default=typed)
    # "Jens Hansen 2026!" is the name with a little behind it.
    return len(rest) < SHORTEST / 2 or len(set(typed)) < 4


def _letters(text: str) -> str:
    return "".join(_normal(text).casefold().split())


def _normal(text: str) -> str:
    # A Mac may type å as a and a ring, Windows as one letter: the same password.
    return unicodedata.normalize("NFKC", text)


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody has this password")
