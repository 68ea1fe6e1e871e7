"""Another noun in an English sentence, and the article before it."""

import re
from collections.abc import Mapping
from functools import cache

from portfolio.vocabulary.nouns import EnglishNoun

#: Begin with a vowel that is said as "you" or "one", or with an h that is not said.
_CONSONANT = re.compile(r"(u(ni|se|s[aei]|t[ei])|eu|one)", re.IGNORECASE)
_VOWEL = re.compile(r"([aeiou]|hour|hono)", re.IGNORECASE)


def say(text: str, nouns: Mapping[EnglishNoun, EnglishNoun]) -> str:
    """The sentence with each of our nouns as the other one."""
    pattern = _pattern(tuple(nouns))

    def put(match: re.Match[str]) -> str:
        written = match["noun"].lower()
        ours = next(noun for noun in nouns if written in (noun.one, noun.many))
        return _put(match, ours, nouns[ours])

    return pattern.sub(put, text) if nouns else text


def many(text: str, noun: EnglishNoun) -> tuple[bool, ...]:
    """Whether each of the times that the noun is said means many."""
    return tuple(match["noun"].lower() == noun.many for match in _pattern((noun,)).finditer(text))


@cache
def _pattern(nouns: tuple[EnglishNoun, ...]) -> re.Pattern[str]:
    forms = sorted({form for noun in nouns for form in (noun.many, noun.one)}, key=len)
    known = (
        rf"(?<![\w{{@./])(?<!-m )(?P<noun>{'|'.join(map(re.escape, reversed(forms)))})(?![\w}}])"
    )
    return re.compile(rf"(?P<article>\b(?:an?|the) )?(?P<marks>\**){known}", re.IGNORECASE)


def _put(match: re.Match[str], ours: EnglishNoun, other: EnglishNoun) -> str:
    written = match["noun"]
    noun = other.many if written.lower() == ours.many else other.one
    if len(written) > 1 and written.isupper():
        noun = noun.upper()
    elif written[:1].isupper():
        noun = noun[:1].upper() + noun[1:]
    return _article(match["article"] or "", other, noun) + match["marks"] + noun


def _article(written: str, other: EnglishNoun, noun: str) -> str:
    if written.lower() == "the ":
        return written if other.takes_the else ""
    return written and written[0] + ("n " if _with_an(noun) else " ")


def _with_an(noun: str) -> bool:
    return bool(_VOWEL.match(noun)) and not _CONSONANT.match(noun)
