"""The patterns of amounts and percentages, all for plain text and without unbounded repeats."""

import re

from portfolio.fuzzy import words

_MILLION = 1_000_000
_MILLIARD = 1_000_000_000
SCALES = {
    **dict.fromkeys(("t", "tusind", "tusinde"), 1_000),
    **dict.fromkeys(("mio", "mill", "million", "millioner"), _MILLION),
    **dict.fromkeys(("mia", "mrd", "milliard", "milliarder"), _MILLIARD),
}
_ABOUT = (*words.ABOUT, "godt", "knap", "knapt", "næsten", "højst", "mindst", "op til")
_AVERAGE = r"(?:gns\.?|gennemsnitligt?|i gennemsnit)(?:(?: \w{1,30}){1,3} på)?"

# Not inside a word, a case number (21/24696) or the second half of a range.
_LEFT = r"(?<!\w)(?<!\w[-/])(?<![0-9][.,:])"
_NUMBER = (
    r"(?:[0-9]{1,3}(?:\.[0-9]{3}){1,4}|[0-9]{1,3}(?: [0-9]{3}){1,4}|[0-9]{1,12})(?:,[0-9]{1,4})?"
)
_SCALE = words.one_of(SCALES)
_KR = r"(?:kroner|kr|dkk)(?!\w)\.?"
_LEAD = rf"(?:(?P<about>{words.one_of(_ABOUT)}|{_AVERAGE}) ?)?"
_SIGN = r"(?P<sign>-|minus )?"
_ORE = r"(?: (?:og )?(?P<ore>[0-9]{1,2}) øre(?!\w))?"
_AMOUNT = rf"(?P<number>{_NUMBER})(?: ?(?P<scale>{_SCALE})\.?)?"
_LOW = rf"(?P<low>{_NUMBER})(?: ?(?P<low_scale>{_SCALE})(?!\w)\.?)?(?: ?(?P<low_kr>{_KR}))?"
# In "i 2022 til 2.500 kr." the year is no amount.
_NO_YEAR = r"(?!(?:19|20)[0-9]{2} (?:-|til) )"
_NO_TABLE_UNIT = r"(?!(?:(?<=\bi )|(?<=\bi hele )|(?<=\())1\.?000 ?kr)"
# In "500 kr. 600 borgere" and "2 mio. kr. 600 borgere" the krone belongs to the first number.
_NO_NUMBER_BEFORE = "".join(
    rf"(?<!{last}{blank})"
    for last in ("[0-9]", ",-", *(rf"\b{scale}" for scale in SCALES))
    for blank in ("", " ", r"\.", r"\. ")
)

_BETWEEN = rf"{_LEAD}mellem {_LOW} og {_AMOUNT} ?{_KR}"
_RANGE = rf"{_LEAD}(?:fra )?{_LOW} ?(?:-|til) ?{_AMOUNT} ?{_KR}"
# "hæves fra 2 mio. kr. til 3 mio. kr." tells two amounts, "2 mio. kr. - 3 mio. kr." a range.
_RANGE_IN_TEXT = (
    rf"{_LEAD}(?:fra )?(?<!-){_NO_YEAR}{_LOW}(?(low_kr) ?- ?| ?(?:-|til) ?){_AMOUNT} ?{_KR}"
)
_UNIT_LAST = rf"{_LEAD}{_SIGN}{_NO_TABLE_UNIT}{_AMOUNT} ?{_KR}{_ORE}"
_DASH_LAST = rf"{_LEAD}{_SIGN}(?P<number>{_NUMBER}),-(?: ?{_KR})?(?!\w)"
_UNIT_FIRST = rf"{_LEAD}{_NO_NUMBER_BEFORE}{_KR} ?{_SIGN}{_AMOUNT}(?:,-)?(?!\w)(?![.,][0-9])"
_SCALE_ALONE = rf"{_LEAD}{_SIGN}(?P<number>{_NUMBER}) ?(?P<scale>mio|mia)\.?"
_ANYWHERE = (_BETWEEN, _UNIT_LAST, _DASH_LAST, _UNIT_FIRST)

IN_TEXT = tuple(re.compile(_LEFT + pattern) for pattern in (*_ANYWHERE, _RANGE_IN_TEXT))
IN_FIELDS = tuple(re.compile(pattern) for pattern in (*_ANYWHERE, _RANGE, _SCALE_ALONE))

_PERCENT = rf"(?P<number>{_NUMBER}) ?(?:%|procent|pct\.?)(?!\w)(?![-. ]{{0,2}}point)"
SHARE = re.compile(_LEAD + _PERCENT)
# In a field the sign may be left out, and the comma be a stop.
BARE_SHARE = re.compile(r"(?P<number>[0-9]{1,9}(?:[.,][0-9]{1,2})?) ?(?P<sign>%|procent|pct\.?)?")
# Neither "30-40 %" nor "-2 %" is a share.
SHARE_IN_TEXT = re.compile(rf"{_LEFT}(?<!-)(?:{_PERCENT})")
