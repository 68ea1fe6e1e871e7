"""The signs of a text: which are kept, and which are one and the same when two are compared.

Every door goes through here: what is typed, pasted, uploaded or asked for in an address, and last
of all every column of text in the database (:mod:`portfolio.store.schema.columns`).
"""

import json
import re
import unicodedata
from collections.abc import Mapping

_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# What nearly all text consists of.
_NOTHING_TO_MEND = re.compile(
    "[\t\n -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*"
)
#: Blank to the eye or without a place of their own, though Unicode calls them letters and marks.
_UNSEEN = frozenset("\u034f\u115f\u1160\u3164\uffa0\ufffc\ufffe\uffff") | frozenset(
    map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])
)
# Word's bullets, arrows and ticks come along as signs of Wingdings, which no other font has.
_WINGDINGS = {
    **dict.fromkeys("\uf0b7\uf0a7\uf076\uf075\uf06e\uf071\uf0a8\uf0d8", "•"),
    **{"\uf0e0": "→", "\uf0f0": "→", "\uf0fc": "✓", "\uf0fb": "✗"},
}
#: What a word that is broken at the end of a line ends with.
BROKEN = ("-", "\u00ad")
DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
_QUOTES = dict.fromkeys("“”„‟«»″＂〝〞", '"') | dict.fromkeys("‘’‚‛‹›′´`＇", "'")
_SAME = str.maketrans(DASHES | _QUOTES | {"\u200d": ""})
# Between two pictures it makes them one, such as a family; anywhere else nobody sees it.
_STRAY_JOINER = re.compile(
    "(?<![\u2600-\u27bf\U0001f000-\U0001faff])\u200d|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"
)


class _Kept(dict[int, str]):
    """What is kept of each sign; looked up once a sign."""

    def __missing__(self, code: int) -> str:
        self[code] = kept = _kept(chr(code))
        return kept


def _kept(sign: str) -> str:
    kind = unicodedata.category(sign)
    if sign in "\t\n\u200d" or sign in _WINGDINGS:
        return _WINGDINGS.get(sign, sign)
    if kind == "Zs":
        return " "
    return "" if kind in ("Cc", "Cf", "Cs", "Co") or sign in _UNSEEN else sign


_KEPT = _Kept()


def is_writing(sign: str) -> bool:
    """A letter, its mark, a number or a punctuation mark, of any script; no picture."""
    return unicodedata.category(sign)[0] in "LMNP"


def normalised(text: str) -> str:
    """Text as it is kept: composed letters, one kind of blank and of line break, nothing unseen.

    The writer's quotes and dashes stay. Vertical tabs, form feeds and the rest are line breaks, so
    that no two words grow together.
    """
    if _NOTHING_TO_MEND.fullmatch(text):
        return text
    kept = _STRAY_JOINER.sub("", _BREAKS.sub("\n", text).translate(_KEPT))
    return unicodedata.normalize("NFC", kept)


def packed(value: object) -> str:
    """A value as the JSON that a column keeps: every text in it as it is kept, keys in order."""
    return json.dumps(_ready(value), ensure_ascii=False, sort_keys=True)


def _ready(value: object) -> object:
    if isinstance(value, str):
        return normalised(value)
    if isinstance(value, Mapping):
        return {_ready(name): _ready(part) for name, part in value.items()}
    return [_ready(part) for part in value] if isinstance(value, list | tuple) else value


def one_line(text: str) -> str:
    """As ``normalised``, on one line, with one blank between words."""
    return " ".join(normalised(text).split())


def compared(text: str) -> str:
    """What two texts are compared by: besides, one kind of quote, dash, ligature and case."""
    same = unicodedata.normalize("NFKC", normalised(text).translate(_SAME))
    return " ".join(same.casefold().split())
