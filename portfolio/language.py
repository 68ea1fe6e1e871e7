"""Danish and English: translation, dates, amounts and sorting as the reader writes them."""

import errno
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import lru_cache
from gettext import NullTranslations
from typing import NamedTuple

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from portfolio import signs
from portfolio.errors import PortfolioError
from portfolio.vocabulary.catalogues import catalogue
from portfolio.vocabulary.nouns import PLAIN, OwnName, Vocabulary

LANGUAGES = ("da", "en")
DEFAULT = "da"
_LOCALES = {"da": Locale("da", "DK"), "en": Locale("en", "GB")}
#: What stands between a context and its msgid, as gettext writes it.
_JOINT = "\x04"
#: Danish words of a date that begin a line large and are small within one.
_SMALL = {
    *_LOCALES["da"].months["format"]["wide"].values(),
    *("primo", "medio", "ultimo", "uge"),
    *("forår", "foråret", "sommer", "sommeren", "efterår", "efteråret", "vinter", "vinteren"),
}
# Danish puts these last and in this order; "aa" is the old spelling of å (Taastrup).
_DANISH_ORDER = str.maketrans(
    {"æ": "\uf000", "ä": "\uf000", "ø": "\uf001", "ö": "\uf001", "å": "\uf002"}
)
_FOLDED = str.maketrans({"å": "aa", "ø": "oe", "æ": "ae"} | dict.fromkeys("-\"'", " "))


class Speech(NamedTuple):
    """A language and the words it is spoken with: what everything that is written depends on."""

    language: str = DEFAULT
    vocabulary: Vocabulary = PLAIN


class _Spoken(NamedTuple):
    speech: Speech
    catalogue: NullTranslations
    names: dict[tuple[str, str], OwnName]


@lru_cache(maxsize=64)
def _spoken(language: str, vocabulary: Vocabulary) -> _Spoken:
    speech = Speech(language, vocabulary)
    return _Spoken(speech, catalogue(*speech), dict(vocabulary.names))


_NO_NAME = OwnName()
_current: ContextVar[_Spoken | None] = ContextVar("language", default=None)


def _now() -> _Spoken:
    return _current.get() or _spoken(DEFAULT, PLAIN)


def use(language: str, vocabulary: Vocabulary = PLAIN) -> None:
    """Speak this language from here on in this thread; an unknown one means Danish."""
    _current.set(_spoken(language if language in LANGUAGES else DEFAULT, vocabulary))


def use_words(vocabulary: Vocabulary) -> None:
    """Say things by these words from here on in this thread, in the language that is spoken."""
    use(current(), vocabulary)


@contextmanager
def speaking(language: str | None = None, vocabulary: Vocabulary | None = None) -> Iterator[None]:
    """Speak this language, or with these words, inside; afterwards as it was spoken before."""
    before, speech = _current.get(), speech_now()
    use(language or speech.language, speech.vocabulary if vocabulary is None else vocabulary)
    try:
        yield
    finally:
        _current.set(before)


def speech_now() -> Speech:
    """The language and words of this thread: a key of what is kept of what was written."""
    return _now().speech


def vocabulary() -> Vocabulary:
    """The words of this thread."""
    return _now().speech.vocabulary


def own_name(kind: str, code: str) -> OwnName:
    """What the organisation calls a stage or a light itself; empty where it does not."""
    return _now().names.get((kind, code), _NO_NAME)


def tag() -> str:
    """``da-DK`` / ``en-GB``, as files say which language they are in."""
    return str(_LOCALES[current()]).replace("_", "-")


def current() -> str:
    """The language code of this thread, ``da`` or ``en``."""
    return _now().speech.language


def _(message: str, **values: object) -> str:
    """The sentence in the reader's language, its ``{names}`` filled in."""
    text = _now().catalogue.gettext(message).rpartition(_JOINT)[2]
    return text.format(**values) if values else text


def ngettext(singular: str, plural: str, count: int, **values: object) -> str:
    """The sentence in the right number; ``{n}`` is the count."""
    return _now().catalogue.ngettext(singular, plural, count).format(n=count, **values)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a msgid that is stored now and translated when shown."""
    return message


def NP_(context: str, message: str) -> str:  # noqa: N802 - as N_
    """Mark a word that is one in English and several in Danish: the context tells which it is."""
    return context + _JOINT + message


def translate(message: str, language: str, vocabulary: Vocabulary = PLAIN) -> str:
    """What was marked with ``N_`` or ``NP_``, in this language. English is the msgid itself."""
    return catalogue(language, vocabulary).gettext(message).rpartition(_JOINT)[2]


def explain(error: PortfolioError, shown: Callable[[str], str] | None = None) -> str:
    """The user's sentence for an error, in the user's language.

    ``shown`` is done to what the sentence quotes: what others have typed may hold marks.
    """
    values = {name: _said(value) for name, value in error.values.items()}
    if shown is not None:
        values = {
            name: shown(value) if isinstance(value, str) else value
            for name, value in values.items()
        }
    sentence = _(error.message).format(**values)
    return f"{error.place}: {sentence}" if error.place else sentence


def _said(value: object) -> object:
    """A value as a sentence says it: a day in words, what the system refused in our language."""
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, OSError):
        words = _REFUSALS.get(value.errno or 0)
        return _(words) if words else value.strerror
    return value


#: What a system says most often when it does not let us at a file; it says it in English.
_REFUSALS = {
    errno.ENOENT: N_("it is not there"),
    errno.ENOTDIR: N_("it is not a folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.EACCES: N_("access is denied"),
    errno.EPERM: N_("access is denied"),
    errno.EROFS: N_("it can only be read"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EADDRNOTAVAIL: N_("this server has no such address"),
}


def weekday(day: date) -> str:
    """``mandag`` / ``Monday``."""
    return str(format_date(day, "EEEE", locale=_LOCALES[current()]))


def long_date(day: date | str) -> str:
    """``4. april 2022`` / ``4 April 2022``, of a day or of its ISO text."""
    return _written(day, "d. MMMM y" if current() == "da" else "d MMMM y")


def month(day: date) -> str:
    """``april 2022`` / ``April 2022``."""
    return format_date(day, "LLLL y", _LOCALES[current()])


def short_month(day: date) -> str:
    """``maj`` / ``May``: of at most four letters, for what stands close."""
    return _written(day, "MMM").rstrip(".")


def quarter(day: date | str) -> str:
    """``2. kvartal 2022`` / ``2nd quarter 2022``."""
    return _written(day, "QQQQ y")


def short_date(day: date | str) -> str:
    """``04.04.2022`` / ``04 Apr 2022``, of a day or of its ISO text: for tables.

    Not 04/04/2022: who reads English here may be American.
    """
    return _written(day, "dd.MM.y" if current() == "da" else "dd MMM y")


def _written(day: date | str, pattern: str) -> str:
    known = date.fromisoformat(day) if isinstance(day, str) else day
    return format_date(known, pattern, _LOCALES[current()])


def within(words: str) -> str:
    """The words of a date inside a sentence: "Januar 2023" begins small there, in Danish."""
    first = words.split(" ", 1)[0]
    small = current() == "da" and first.lower() in _SMALL
    return words[:1].lower() + words[1:] if small else words


def age(since: date, day: date) -> str:
    """How long it has been, in whole months, from two years on in years and months."""
    months = (day.year - since.year) * 12 + day.month - since.month
    months -= day.day < since.day
    if months < 24:
        return ngettext("{n} month", "{n} months", months)
    years, rest = divmod(months, 12)
    spoken = ngettext("{n} year", "{n} years", years)
    if not rest:
        return spoken
    return _("{years} and {months}", years=spoken, months=ngettext("{n} month", "{n} months", rest))


def number(value: float | Decimal, decimals: int = 0) -> str:
    """A number grouped as the reader groups it, rounded to ``decimals``."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, pattern, _LOCALES[current()])


def amount(kroner: float) -> str:
    """``6.000.000 kr.`` / ``DKK 6,000,000``, with a no-break blank."""
    return f"{number(kroner)}\u00a0kr." if current() == "da" else f"DKK\u00a0{number(kroner)}"


def short_amount(kroner: float) -> str:
    """``130 mio. kr.`` / ``DKK 130 m`` from a million up, else the whole amount."""
    if abs(kroner) < 1_000_000:
        return amount(kroner)
    millions = format_decimal(kroner / 1_000_000, "#,##0.##", _LOCALES[current()])
    return f"{millions}\u00a0mio.\u00a0kr." if current() == "da" else f"DKK\u00a0{millions}\u00a0m"


def share(part: float) -> str:
    """A share 0-1 as ``40 %`` / ``40%``."""
    percent = format_decimal(part * 100, "#,##0.#", _LOCALES[current()])
    return f"{percent}\u00a0%" if current() == "da" else f"{percent}%"


def listed(words: Iterable[str]) -> str:
    """Words as people list them: ``a, b og c`` / ``a, b and c``; one alone, none as nothing."""
    return format_list(list(words), locale=_LOCALES[current()])


def end_sentence(text: str) -> str:
    """The text with the stop that it lacks."""
    return text if text[-1:] in (".", "!", "?", "…") else f"{text}."


def shortened(text: str, most: int) -> str:
    """The text on one line of at most so many characters, cut between words where it can be."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    kept = flat[: most - 1]
    if " " in kept[most // 2 :]:
        return kept.rsplit(" ", 1)[0].rstrip() + " …"
    return kept.rstrip() + "…"


def stem(words: str) -> str:
    """What a file's name begins with, in letters that every system takes: ``mine-forslag``."""
    return "-".join(fold(words).split())


def sort_key(text: str) -> str:
    """Sort the Danish way: case folded, æ ø å last, aa as å."""
    return signs.normalised(text).casefold().replace("aa", "å").translate(_DANISH_ORDER)


def fold(text: str) -> str:
    """What search compares: case, aa/å, oe/ø, ae/æ, hyphens, quotes and blanks folded."""
    return " ".join(signs.compared(text).translate(_FOLDED).split())
