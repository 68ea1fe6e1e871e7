"""Amounts and shares: what is money, what it is for, and what it lies inside."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from portfolio import fuzzy, signs
from portfolio.errors import PortfolioError
from portfolio.importers.minutes.certainty import Certainty
from portfolio.importers.minutes.found import Found
from portfolio.importers.minutes.money_tables import in_tables
from portfolio.importers.minutes.passages import Numbered, Passage
from portfolio.importers.minutes.sums import ROLES, Sum

_PER = re.compile(
    r"\b(?:pr\.?|per|om|hver|i)\s*(?P<unit>måned(?:en)?|mdr\.?|år(?:et)?"
    r"|uge(?:n)?|kvartal(?:et)?|time(?:n)?|dag(?:en)?|døgn(?:et)?|borger"
    r"|elev|barn|bolig|m2|m²|indbygger|plads)\b"
    r"|\b(?P<adverb>månedlig\w*|årlig\w*|ugentlig\w*|kvartalsvis\w*)\b",
    re.I,
)
_UNITS = {
    "måned": "month",
    "mdr": "month",
    "månedlig": "month",
    "år": "year",
    "årlig": "year",
    "uge": "week",
    "ugentlig": "week",
    "kvartal": "quarter",
    "time": "hour",
    "dag": "day",
    "døgn": "day",
    "borger": "person",
    "elev": "person",
    "barn": "person",
    "indbygger": "person",
    "bolig": "dwelling",
    "plads": "place",
    "m2": "square_metre",
    "m²": "square_metre",
}
_UNIT = 1000
_INSIDE = re.compile(r"\b(?:heraf|hvoraf|deraf)\b[^.]{0,60}$", re.I)
_SAME_UNIT = re.compile(
    r"(?<![\w.,/-])(?P<n>\d{1,4}(?:,\d{1,3})?) ?(?P<scale>mio|mia"
    r"|mill)\.?(?! ?(?:kr|dkk|kroner|\d))(?=\s+(?:i|til|fra|og|pr|om|årligt"
    r"|eller|samt)\b|\s*[.,;)])",
    re.I,
)


def amounts(
    item: str | None, passages: Sequence[Passage], lines: Sequence[Numbered]
) -> list[Found]:
    """The money of an item, once for each value."""
    found: dict[int, Sum] = {}
    every = [one for passage in passages for one in _in_passage(passage)]
    for one in [*every, *in_tables(lines)]:
        known = found.get(one.high)
        if known is None:
            found[one.high] = one
        else:
            better = one if known.role == "other" and one.role != "other" else known
            inside = known.inside if known.inside is not None else one.inside
            found[one.high] = replace(
                better, approx=known.approx and one.approx, inside=inside, per=known.per or one.per
            )
    made = []
    for one in found.values():
        value = {
            "amount": one.high,
            "text": one.text,
            "role": one.role,
            "approx": one.approx,
            "per": one.per,
            "of": one.inside,
        }
        made.append(Found("amount", item, value, one.quote, one.certainty))
    return made


def _in_passage(passage: Passage) -> Iterator[Sum]:
    for start, end in passage.sentences():
        sentence = passage.text[start:end]
        at, before = 0, None
        for amount in fuzzy.find_amounts(sentence):
            place = sentence.find(amount.text, at)
            if place < 0:
                continue
            at = place + len(amount.text)
            if amount.high == _UNIT and _is_unit(sentence, place, at):
                continue
            one = _sum(
                amount.text,
                amount.low,
                amount.high,
                amount.approximate,
                passage,
                start + place,
                sentence,
                place,
                before,
            )
            before = before if one.inside is not None else one.high
            yield one
        if at:
            yield from _shortened(passage, start, sentence)


def _is_unit(sentence: str, place: int, at: int) -> bool:
    """Whether "1.000 kr." is what the figures of a table are counted in."""
    heads_a_row = not sentence[:place].strip(" (") and sentence[at:].lstrip(" ).").startswith("\t")
    return heads_a_row or bool(re.search(r"\b(?:i|hele|tal|beløb)\W+$", sentence[:place], re.I))


def _sum(
    text: str,
    low: int,
    high: int,
    approx: bool,
    passage: Passage,
    at: int,
    sentence: str,
    place: int,
    before: int | None,
) -> Sum:
    inside = (
        before
        if before is not None and _INSIDE.search(sentence[:place]) and before > high
        else None
    )
    role = "earmarked" if inside is not None else _role(sentence, place, place + len(text), passage)
    quote = passage.quote(at, at + len(text))
    return Sum(
        low,
        high,
        signs.one_line(text),
        approx or _is_about(sentence, place),
        quote,
        role,
        _per(sentence, place, place + len(text)),
        inside,
        Certainty.LIKELY if re.search(r"\s[-–−] $", sentence[:place]) else Certainty.SURE,
    )


def _is_about(sentence: str, place: int) -> bool:
    return bool(
        re.search(
            r"\b(?:ca\.?|cirka|omkring|op til|knap|godt|omtrent|anslået|skønnet"
            r"|estimeret|forventet)\s*$",
            sentence[:place],
            re.I,
        )
    )


def _shortened(passage: Passage, start: int, sentence: str) -> Iterator[Sum]:
    """ "2 mio. kr. i 2023 og 3 mio. i 2024": the second is money because the first is."""
    for match in _SAME_UNIT.finditer(sentence):
        try:
            amount = fuzzy.parse_amount(f"{match['n']} {match['scale']}. kr.")
        except PortfolioError:
            continue
        quote = passage.quote(start + match.start(), start + match.end())
        yield Sum(
            amount.low,
            amount.high,
            match[0],
            False,
            quote,
            _role(sentence, match.start(), match.end(), passage),
            None,
            None,
            Certainty.LIKELY,
        )


def _role(sentence: str, start: int, end: int, passage: Passage) -> str:
    """The word nearest the amount that says what it is; what stands before weighs more."""
    best: tuple[int, str] | None = None
    for role, pattern in ROLES:
        for match in pattern.finditer(sentence):
            if match.end() <= start:
                distance = start - match.end()
            elif match.start() >= end:
                distance = 2 * (match.start() - end) + 5
            else:
                distance = 0
            if distance < 90 and (best is None or distance < best[0]):
                best = (distance, role)
    if best is None and passage.is_row:
        first = passage.text.split("\t")[0]
        return next((role for role, pattern in ROLES if pattern.search(first)), "other")
    return best[1] if best else "other"


def _per(sentence: str, start: int, end: int) -> str | None:
    after = sentence[end : end + 30]
    match = _PER.match(after.lstrip(" ,"))
    if match is None:
        before = sentence[max(0, start - 60) : start]
        found = list(
            re.finditer(
                r"\b(?P<adverb>månedlig\w*|årlig\w*|ugentlig\w*)\b|\bpr\.?"
                r" (?P<unit>måned|år|borger|elev|uge)\b",
                before,
                re.I,
            )
        )
        if not found:
            return None
        match = found[-1]
    word = (match["unit"] or match["adverb"]).lower().rstrip(".")
    return next((unit for name, unit in _UNITS.items() if word.startswith(name)), None)


def shares(item: str | None, passages: Sequence[Passage]) -> list[Found]:
    """The percentages of an item, once for each value."""
    made: dict[float, Found] = {}
    for passage in passages:
        at = 0
        for share in fuzzy.find_shares(passage.text):
            place = passage.text.find(share.text, at)
            if place < 0:
                continue
            at = place + len(share.text)
            if share.value in made:
                continue
            quote = passage.quote(place, at)
            value = {
                "share": share.value,
                "text": signs.one_line(share.text),
                "of": _of(passage.text[at:]),
            }
            made[share.value] = Found("share", item, value, quote, Certainty.SURE)
    return list(made.values())


def _of(after: str) -> str | None:
    match = re.match(r"\s+af\s+((?:[\wæøåÆØÅ-]+ ?){1,6})", after)
    if match is None:
        return None
    words = re.split(r"\b(?:er|bliver|i|på|som|der|til|og|for|med|skal|har|vil|kan)\b", match[1])[
        0
    ].strip()
    return words or None
