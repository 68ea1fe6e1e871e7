"""The catalogues: the Danish one, and both languages with other words put in."""

import io
from collections.abc import Callable
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from portfolio.vocabulary import danish, english
from portfolio.vocabulary.nouns import PLAIN, Vocabulary
from portfolio.vocabulary.unsourced import UNSOURCED

#: The Danish catalogue.
PO = Path(__file__).parents[1] / "locale/da/LC_MESSAGES/portfolio.po"
_Say = Callable[[str, tuple[str, ...], int], str]


@lru_cache(maxsize=64)
def catalogue(language: str, vocabulary: Vocabulary = PLAIN) -> NullTranslations:
    """The compiled catalogue. Built from the .po in memory: no build step to forget."""
    if language == "en" and vocabulary == PLAIN:
        return NullTranslations()
    made = Catalog(locale=language, charset="utf-8")
    say = _danish(vocabulary) if language == "da" else _english(vocabulary)
    known = {_key(message): message for message in _read() if message.id}
    for message in known.values():
        source = message if vocabulary.in_minutes else known[_unsourced(message)]
        strings = _forms(source.string if language == "da" else source.id)
        ids = _forms(source.id)
        said = tuple(say(text, ids, index) for index, text in enumerate(strings))
        made.add(message.id, said if len(said) > 1 else said[0], context=message.context)
    compiled = io.BytesIO()
    write_mo(compiled, made)
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def _read() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="da")


def _key(message: Message) -> tuple[str, str | None]:
    return _forms(message.id)[0], message.context


def _unsourced(message: Message) -> tuple[str, str | None]:
    words, context = _key(message)
    return UNSOURCED.get(words, words), context


def _forms(words: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words or ())


def _danish(vocabulary: Vocabulary) -> _Say:
    changes = vocabulary.changes()
    nouns = {ours.danish: other.danish for ours, other in changes}
    in_english = {ours.danish: ours.english for ours, _other in changes}

    def say(text: str, ids: tuple[str, ...], index: int) -> str:
        msgid = ids[min(index, len(ids) - 1)]
        return danish.say(text, nouns, lambda noun: english.many(msgid, in_english[noun]))

    return say


def _english(vocabulary: Vocabulary) -> _Say:
    nouns = {ours.english: other.english for ours, other in vocabulary.changes()}
    return lambda text, _ids, _index: english.say(text, nouns)
