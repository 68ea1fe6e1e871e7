"""The words for codes. A stage, a light or a role is named here and nowhere else."""

from functools import cache

from portfolio.labels import log, meetings, people, places, proposals, strategy, workshops
from portfolio.language import LANGUAGES, _, fold, translate

#: Colour alone never carries a light: shape and word stand with it.
SHAPES = {"green": "●", "amber": "▲", "red": "■", "none": "○"}

_WORDS: dict[str, dict[str, str]] = {
    **proposals.WORDS,
    **strategy.WORDS,
    **meetings.WORDS,
    **workshops.WORDS,
    **people.WORDS,
    **places.WORDS,
    **log.WORDS,
}


def label(kind: str, code: object) -> str:
    """The word for a code in the reader's language. An unknown code stands as it is."""
    return _(_WORDS[kind].get(str(code), str(code)))


def msgid(kind: str, code: str) -> str:
    """The word for a code as it stands in the code, for whoever translates it later."""
    return _WORDS[kind][code]


def within(kind: str, code: object) -> str:
    """The word inside a sentence: "recorded by …"; what is no code, such as a name, as it is."""
    word = label(kind, code)
    return word[:1].lower() + word[1:] if str(code) in _WORDS[kind] else word


def light(rag: object) -> str:
    """Shape and word of a traffic light: ``○ Ikke vurderet``."""
    return f"{SHAPES[str(rag)]} {label('rag', rag)}"


def words(kind: str) -> dict[str, str]:
    """All codes of a kind with their words, in the order they are used."""
    return {code: label(kind, code) for code in _WORDS[kind]}


@cache
def codes(kind: str) -> dict[str, str]:
    """What people write for a code, in every language and folded, with the code."""
    return {
        fold(translate(word, language)): code
        for language in LANGUAGES
        for code, word in _WORDS[kind].items()
    }
