"""Reads Danish amounts and percentages as people write them, one in a field or all in a text.

* Amounts are whole kroner; øre are rounded, half a krone away from zero.
* An amount is money only with kr., kroner, DKK or ",-" (in a field mio. or mia. will do), so
  "4.800 nye boliger" is none, nor is "i 1.000 kr.", the unit of a table.
* "400-600.000 kr." is 400.000 to 600.000 kr.
* ``approximate``: a word says so ("ca.", "op til", "gns udgift på"); "1,3 mio. kr." alone is not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from portfolio import signs
from portfolio.errors import PortfolioError
from portfolio.fuzzy import words
from portfolio.fuzzy.money import BARE_SHARE, IN_FIELDS, IN_TEXT, SCALES, SHARE, SHARE_IN_TEXT
from portfolio.fuzzy.running import Find, RunningText, longest_first

_EDGES = " .;:"


@dataclass(frozen=True)
class Amount:
    """The words as written and the least and most they can mean, in whole DKK."""

    text: str
    low: int
    high: int
    approximate: bool = False

    def __post_init__(self) -> None:
        if self.high < self.low:
            raise ValueError(f"An amount cannot end below its beginning: {self!r}")


@dataclass(frozen=True)
class Share:
    """The words as written and the part of a whole they mean, 0-1."""

    text: str
    value: float


_DIGIT = re.compile(r"[0-9]")


def parse_amount(text: str) -> Amount:
    """The amount these words mean, in whole DKK."""
    written = text.strip()
    spelled = _spelled(written)
    for pattern in IN_FIELDS:
        if match := pattern.fullmatch(spelled):
            return _amount(match, written)
    raise PortfolioError(
        "“{text}” is not an amount we can read. "
        "Write it like 1,3 mio. kr., 1.280.000 kr. or 2-3 mio. kr.",
        text=written,
    )


def find_amounts(text: str) -> list[Amount]:
    """All amounts of money in a text, in its order and words; the longest reading wins."""
    if not _DIGIT.search(text):
        return []
    running = RunningText(text)
    finds = (find for pattern in IN_TEXT for find in _finds(pattern, running))
    return longest_first(finds, len(text))


def parse_share(text: str) -> float:
    """The percentage these words mean, as a part of a whole 0-1.

    The sign may be left out: "40" is 40 %. What is then less than one is a part of the whole, since
    nobody counts half percents without saying so: "0,4" is 40 %, and "0,4 %" is 0,4 %.
    """
    written = text.strip()
    spelled = _spelled(written)
    if match := BARE_SHARE.fullmatch(spelled):
        number = _decimal(match["number"].replace(".", ","))
        value = float(number if number < 1 and not match["sign"] else number / 100)
    elif match := SHARE.fullmatch(spelled):
        value = _share(match)
    else:
        raise PortfolioError(
            "“{text}” is not a percentage we can read. Write it like 40 % or 12,5 %.", text=written
        )
    if value > 1:
        raise PortfolioError(
            "“{text}” is more than 100 %. Write a percentage from 0 % to 100 %.", text=written
        )
    return value


def find_shares(text: str) -> list[Share]:
    """All percentages from 0 to 100 in a text, in its order and words."""
    running = RunningText(text)
    return [
        Share(text[slice(*running.span(match))], value)
        for match in SHARE_IN_TEXT.finditer(running.spelled)
        if (value := _share(match)) <= 1
    ]


def _spelled(written: str) -> str:
    spelled = words.plain(signs.one_line(written)).strip(_EDGES)
    return re.sub(" {2,}", " ", spelled)


def _finds(pattern: re.Pattern[str], running: RunningText) -> Iterator[Find[Amount]]:
    for match in pattern.finditer(running.spelled):
        start, end = running.span(match)
        try:
            yield Find(start, end, _amount(match, running.text[start:end]))
        except PortfolioError:
            continue  # "i 2022 til 3 mio. kr." is no range; its "3 mio. kr." is found alone


def _amount(match: re.Match[str], written: str) -> Amount:
    part = {name: value for name, value in match.groupdict().items() if value is not None}
    high = _kroner(part["number"], part.get("scale")) + Decimal(part.get("ore", 0)) / 100
    low = _low(part, high)
    if "sign" in part:
        low, high = -high, -low
    if low > high:
        raise PortfolioError(
            "“{text}” ends below its beginning. Write the lowest amount first, as in 2-3 mio. kr.",
            text=written,
        )
    return Amount(written, _whole(low), _whole(high), "about" in part)


def _low(part: dict[str, str], high: Decimal) -> Decimal:
    """The lower amount of a range: it borrows the unit it does not have."""
    if "low" not in part:
        return high
    if "low_scale" in part or "low_kr" in part:
        return _kroner(part["low"], part.get("low_scale"))
    low = _kroner(part["low"], part.get("scale"))
    in_thousands = low * 1000
    shortened = low < 1000 and part["number"].endswith(".000") and in_thousands < high
    return in_thousands if shortened else low


def _kroner(number: str, scale: str | None) -> Decimal:
    return _decimal(number) * (SCALES[scale] if scale else 1)


def _share(match: re.Match[str]) -> float:
    return float(_decimal(match["number"]) / 100)


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(".", "").replace(" ", "").replace(",", "."))


def _whole(kroner: Decimal) -> int:
    return int(kroner.quantize(Decimal(1), rounding=ROUND_HALF_UP))
