"""References to other cases: by their numbers, or by the meeting where they were."""

import re
from collections.abc import Sequence

from portfolio import fuzzy, signs
from portfolio.importers.minutes import cases, wording
from portfolio.importers.minutes.certainty import Certainty
from portfolio.importers.minutes.found import Found
from portfolio.importers.minutes.passages import Passage

_CASE_DAY = re.compile(
    rf"\b(?:direktionssag(?:en)?|sag(?:en)? (?:på (?:\w+ )?mødet|nr\.? ?\d+)"
    rf"|byrådssag(?:en)?|udvalgssag(?:en)?|sagen|(?:dagsordens)?punkt(?:et)?"
    rf" (?:nr\.? ?)?\d+[^.]{{0,50}}?)"
    rf",? (?:på mødet |i mødet )?(?:den |d\. ?|af |fra )?(?P<day>{wording.DAY.pattern})",
    re.I,
)


def references(item: str | None, own: str | None, passages: Sequence[Passage]) -> list[Found]:
    """The other cases an item points to, each once."""
    made: dict[tuple[str | None, str | None], Found] = {}
    for passage in passages:
        for number, start, end in cases.find(passage.text):
            if number == own or (number, None) in made:
                continue
            labelled = re.search(
                r"\b(?:sag|jf|sagsnr|se|journal)\w*\.?[^.]{0,30}$", passage.text[:start], re.I
            )
            value = {"case_number": number, "date": None, "text": number}
            certainty = Certainty.LIKELY if labelled else Certainty.GUESS
            made[(number, None)] = Found(
                "case_reference", item, value, passage.quote(start, end), certainty
            )
        for match in _CASE_DAY.finditer(passage.text):
            days = [one for one in fuzzy.find_dates(match["day"]) if one.start == one.end]
            if not days:
                continue
            day = days[0].start.isoformat()
            value = {"case_number": None, "date": day, "text": signs.one_line(match[0])}
            quote = passage.quote(match.start(), match.end())
            made.setdefault(
                (None, day), Found("case_reference", item, value, quote, Certainty.LIKELY)
            )
    return list(made.values())
