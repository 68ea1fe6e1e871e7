"""Words as they are kept: JSON of what somebody typed, nothing of what is guessed from it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from portfolio.vocabulary import guessing
from portfolio.vocabulary.nouns import OURS, DanishNoun, EnglishNoun, OwnName, Term


@dataclass(frozen=True)
class TypedNoun:
    """A noun as it was typed. Empty fields are guessed; without ``one`` the noun is ours.

    Of a body ``the_one`` is its name, and enough.
    """

    gender: str = ""
    one: str = ""
    many: str = ""
    the_one: str = ""
    the_many: str = ""
    joined: str = ""
    english: str = ""
    english_many: str = ""


def term(code: str, typed: TypedNoun) -> Term:
    """The noun with all its forms; ours where nothing was typed."""
    return Term(_danish(OURS[code].danish, typed), _english(OURS[code].english, typed))


def _danish(ours: DanishNoun, typed: TypedNoun) -> DanishNoun:
    is_name = ours.the_one[:1].isupper()
    one = typed.one or (guessing.name(typed.the_one) if is_name else "")
    if not one:
        return ours
    gender = typed.gender or guessing.gender(one)
    found = guessing.danish(
        *(gender, one, typed.many),
        the_one=typed.the_one,
        the_many=typed.the_many,
        joined=typed.joined,
    )
    return replace(found, the_one=typed.the_one) if is_name and typed.the_one else found


def _english(ours: EnglishNoun, typed: TypedNoun) -> EnglishNoun:
    """A name is typed as it stands in a sentence, with "the" or without."""
    said = typed.english.removeprefix("the ").removeprefix("The ")
    if not said:
        return ours
    takes_the = said != typed.english or not said[:1].isupper()
    return guessing.english(said, typed.english_many, takes_the=takes_the)


def words(text: str | None) -> dict[str, TypedNoun]:
    """What was typed for each of our nouns."""
    return {code: TypedNoun(**typed) for code, typed in json.loads(text or "{}").items()}


def names(text: str | None) -> dict[tuple[str, str], OwnName]:
    """The own names of stages and lights, by kind and code."""
    found = json.loads(text or "{}")
    return {
        (kind, code): OwnName(**name) for kind, some in found.items() for code, name in some.items()
    }


def pack_words(typed: Mapping[str, TypedNoun]) -> str | None:
    kept = {code: _said(noun) for code, noun in typed.items() if noun != TypedNoun()}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else None


def pack_names(typed: Mapping[tuple[str, str], OwnName]) -> str | None:
    kept: dict[str, dict[str, dict[str, str]]] = {}
    for (kind, code), name in typed.items():
        if name != OwnName():
            kept.setdefault(kind, {})[code] = _said(name)
    return json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else None


def _said(typed: TypedNoun | OwnName) -> dict[str, str]:
    return {field: text for field, text in asdict(typed).items() if text}
