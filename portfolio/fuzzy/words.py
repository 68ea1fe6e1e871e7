"""The Danish words of dates, and the plain spelling all patterns are matched against."""

import re
from collections.abc import Iterable

from portfolio import signs


def _words(text: str) -> list[str]:
    return text.split()


_MONTHS = _words(
    "januar februar marts april maj juni juli august september oktober november december"
)
_SHORT_MONTHS = _words("jan feb mar apr maj jun jul aug sep okt nov dec")
MONTH_NUMBERS = {name: number for number, name in enumerate(_MONTHS, start=1)}
SHORT_MONTH_NUMBERS = {name: number for number, name in enumerate(_SHORT_MONTHS, start=1)} | {
    "sept": 9
}
WEEKDAYS = _words("mandag tirsdag onsdag torsdag fredag lørdag søndag")
SHORT_WEEKDAYS = _words("man tir tirs ons tor tors fre lør søn")
ORDINALS = {"første": 1, "andet": 2, "anden": 2, "tredje": 3, "fjerde": 4, "femte": 5}
LAST = "sidste"
# The first of three months, and of two.
SEASON_MONTHS = {"forår": 3, "sommer": 6, "efterår": 9, "vinter": 12}
SHORT_SEASON_MONTHS = {"forsommer": 5, "sensommer": 8}

ABOUT = ("ca.", "ca", "cirka", "omkring", "omtrent")
BEFORE = ("inden", "før", "forud for", "frem mod", "frem til", "op til")
DEADLINE = ("senest",)
AFTER = ("efter",)
SINCE = ("siden",)

# A whole number of something is no year: "2000 boliger".
COUNTED = _words(
    "kr kroner mio mia mill tkr dkk procent pct m2 m² km stk ton boliger borgere indbyggere "
    "personer medarbejdere elever børn unge pladser timer årsværk nye"
)

_BLANKS = "\u00a0\u2007\u2009\u202f\r"
_SAME = str.maketrans(dict.fromkeys(_BLANKS, " ") | signs.DASHES)
# A line break inside a sentence is a blank; before a bullet or a new paragraph it is not.
_WRAP = re.compile(r"(?<!\n)\n(?=\w)")


def plain(text: str) -> str:
    """The text in small letters with one kind of blank and dash, each character in its place."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)
    return _WRAP.sub(" ", small.translate(_SAME))


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
