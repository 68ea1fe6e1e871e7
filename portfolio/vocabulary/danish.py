"""Another noun in a Danish sentence: its form, and the words that agree with it.

"Et nyt forslag" becomes "en ny indsats". What stands before the noun is found by rule; a word that
stands elsewhere and means the noun is marked in the catalogue, ``Tag ‹det› op igen``, and agrees
with the noun before it, which is no part of a longer word.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from portfolio.vocabulary.nouns import DanishNoun

#: With "et", with "en": words that stand before a noun or for it and change with it.
_PAIRS = (
    "et en, ét én, intet ingen, noget nogen, andet anden, hvert hver, ethvert enhver,"
    " hvilket hvilken, dette denne, det den, dets dens, dit din, mit min, sit sin, eget egen,"
    " sådant sådan, nyt ny, stort stor, åbent åben, godt god, rødt rød, gult gul, grønt grøn,"
    " helt hel, klart klar, langt lang, tomt tom, sikkert sikker, aktuelt aktuel"
)
_TO_COMMON: dict[str, str] = dict(pair.split() for pair in _PAIRS.split(","))
_TO_NEUTER = {common: neuter for neuter, common in _TO_COMMON.items()}
_MANY = {
    *("alle", "ingen", "flere", "færre", "få", "mange", "disse", "nogle", "hvilke", "andre"),
    *("to", "tre", "fire", "de", "dine", "mine", "begge", "valgte", "nye", "egne", "yderligere"),
    "enkelte",
}
#: One or many: "dets forslag".
_ITS = {"dets", "dens"}
_MARK = re.compile(r"‹([^›]*)›")
_WORD = re.compile(r"(?<![\w{@./])[^\W\d_]+(?![\w}])")
_LAST = re.compile(r"([^\W\d_]+)(\W*)$")
#: Between a word and the noun that it stands before: a blank, and what makes it bold.
_NEAR = re.compile(r"\s\**")
#: "et af forslagene", "hvert af de valgte forslag".
_OF_THEM = re.compile(r"([^\W\d_]+)( af (?:(?:de|dine|mine|disse|alle|\w+e) )*\**)$")
_COUNT_BEFORE = re.compile(r"\{(\w+)\}\**(?: \w+e)? \**$")
_NUMBER_AFTER = re.compile(r"\**,? \{(\w+)\}")


@dataclass(frozen=True)
class _Parsed:
    """A word that is a noun of ours: what stands before it in one word, which form it has."""

    noun: DanishNoun
    before: str
    form: str
    after: str


def say(
    text: str,
    nouns: Mapping[DanishNoun, DanishNoun],
    english: Callable[[DanishNoun], Sequence[bool]],
) -> str:
    """The sentence with each of our nouns as the other one.

    ``english`` says of a noun whether the English sentence says many, time by time: asked where
    one and many are the same word ("forslag") and the Danish words around do not tell.
    """
    ours = tuple(nouns)
    found = _found(text, ours) if _any_of(ours).search(text) else []
    said, done = "", 0
    whole = [word for _match, word in found if word.form != "joined"]
    gender = _needed(whole[0].noun, nouns) if whole else ""
    for match, word in found:
        said += _marks(text[done : match.start()], gender)
        form = number(text, match, word, english(word.noun)) or "many"
        if word.form != "joined":
            gender = _needed(word.noun, nouns)
            said = _agreeing(said, form, gender) if gender and not word.before else said
        said += _written(text, match, word, nouns[word.noun], form)
        done = match.end()
    return said + _marks(text[done:], gender)


def unmarked(text: str) -> str:
    """The sentence as it is with our own words."""
    return _MARK.sub(r"\1", text)


def undecided(text: str, noun: DanishNoun, english: Sequence[bool]) -> bool:
    """Whether nothing tells if the noun is one or many: a sentence to be written otherwise."""
    return any(number(text, match, word, english) is None for match, word in _found(text, (noun,)))


def genitive(word: str) -> str:
    """``forslagets``; after an s it is a sign alone: ``indsats'``."""
    return f"{word}'" if word[-1:].lower() in ("s", "x", "z") else f"{word}s"


def _needed(noun: DanishNoun, nouns: Mapping[DanishNoun, DanishNoun]) -> str:
    """The gender that words have to be changed to; empty where it is the same."""
    other = nouns[noun].gender
    return other if other != noun.gender else ""


def _found(text: str, nouns: tuple[DanishNoun, ...]) -> list[tuple[re.Match[str], _Parsed]]:
    every = ((match, _parsed(match.group().lower(), nouns)) for match in _WORD.finditer(text))
    return [(match, word) for match, word in every if word is not None]


@cache
def _parsed(word: str, nouns: tuple[DanishNoun, ...]) -> _Parsed | None:
    for noun in nouns:
        if found := _pattern(noun).fullmatch(word):
            form, joined = found["form"], found["joined"]
            if joined:
                return _Parsed(noun, found["before"], "joined", found["rest"])
            forms = {
                noun.the_many.lower(): "the_many",
                noun.the_one.lower(): "the_one",
                noun.many: "many",
                noun.one: "one" if noun.one != noun.many else "",
            }
            return _Parsed(noun, found["before"], forms[form], found["s"])
    return None


@cache
def _any_of(nouns: tuple[DanishNoun, ...]) -> re.Pattern[str]:
    """How any form of them begins: most sentences have none, and are looked at no further."""
    ways = {form.lower() for noun in nouns for form in (noun.one, noun.the_one, noun.many)}
    return re.compile("|".join(map(re.escape, ways)) or "(?!)", re.IGNORECASE)


@cache
def _pattern(noun: DanishNoun) -> re.Pattern[str]:
    forms = sorted({noun.the_many, noun.the_one.lower(), noun.many, noun.one}, key=len)
    known = "|".join(map(re.escape, reversed(forms)))
    before = r"(?P<before>fag|beslutnings|enkelt|)"
    return re.compile(
        rf"{before}(?:(?P<form>{known})(?P<s>s?)|(?P<joined>{noun.joined})(?P<rest>\w\w\w+))"
    )


def number(text: str, match: re.Match[str], word: _Parsed, english: Sequence[bool]) -> str | None:
    """The field of DanishNoun that is said; None where nothing tells one from many."""
    if word.form:
        return word.form
    near = _near(text, match, word.noun)
    if near is None and english:
        ours = [one for one, parsed in _found(text, (word.noun,)) if parsed.form != "joined"]
        if len(set(english)) == 1:
            near = english[0]
        elif len(english) == len(ours):
            near = english[[one.start() for one in ours].index(match.start())]
    if near is None and not english and (after := _NUMBER_AFTER.match(text, match.end())):
        near = after[1].endswith("s")
    return None if near is None else "many" if near else "one"


def _near(text: str, match: re.Match[str], noun: DanishNoun) -> bool | None:
    """Whether the words around say many; None where they do not tell."""
    if after := _NUMBER_AFTER.match(text, match.end()):
        return None if after[1].endswith("s") else False
    before = text[: match.start()]
    if counted := _COUNT_BEFORE.search(before):
        return counted[1] != "n" or None
    if before.endswith("pr. "):
        return False
    while last := _LAST.search(before):
        if not _NEAR.fullmatch(last[2]):
            return None
        word = last[1].lower()
        if word in _MANY or word in _ITS:
            return True if word in _MANY else None
        if word in (_TO_COMMON if noun.gender == "et" else _TO_NEUTER):
            return False
        if word in (_TO_NEUTER if noun.gender == "et" else _TO_COMMON):
            return True  # "nogen forslag": one would be "noget"
        if not word.endswith(("e", "t")):
            return None
        before = before[: last.start()]
    return None


def _agreeing(said: str, form: str, gender: str) -> str:
    """What has been said so far, its last words agreeing with a noun of the gender."""
    if form in ("many", "the_many"):
        found = _OF_THEM.search(said)
        return said[: found.start(1)] + _turned(found[1], gender) + found[2] if found else said
    kept = ""
    while (last := _LAST.search(said)) and _NEAR.fullmatch(last[2]):
        word = _turned(last[1], gender)
        if word == last[1] and not word.endswith(("e", "t")):
            break
        said, kept = said[: last.start()], word + last[2] + kept
    return said + kept


def _turned(word: str, gender: str) -> str:
    """The word as it stands with a noun of the gender."""
    small = word.lower()
    table = _TO_COMMON if gender == "en" else _TO_NEUTER
    other = table.get(small)
    if other is None:
        is_ig = small.endswith("igt" if gender == "en" else "ig")
        other = (small[:-1] if gender == "en" else f"{small}t") if is_ig else small
    return other.capitalize() if word[:1].isupper() else other


def _marks(text: str, gender: str) -> str:
    return _MARK.sub(lambda mark: _turned(mark[1], gender) if gender else mark[1], text)


def _written(text: str, match: re.Match[str], word: _Parsed, other: DanishNoun, form: str) -> str:
    """The other noun in its form, joined and written large as ours was."""
    noun = str(getattr(other, form))
    if word.form == "joined":
        noun += word.after
    elif word.after:
        noun = genitive(noun)
    noun = word.before + (noun if not word.before else noun.lower())
    written = match.group()
    if len(written) > 1 and written.isupper():
        return noun.upper()
    is_name = word.noun.the_one[:1].isupper() and not _begins(text[: match.start()])
    return noun[:1].upper() + noun[1:] if written[:1].isupper() and not is_name else noun


def _begins(before: str) -> bool:
    """Whether what follows begins a sentence."""
    return re.search(r"(^|[.!?:»“]\W*)\W*$", before) is not None
