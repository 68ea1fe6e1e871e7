"""Lines that belong to the page and not to the text: page numbers, running heads, buttons."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from portfolio.importers.minutes import wording
from portfolio.importers.minutes.headings import heading
from portfolio.importers.minutes.reading.source import Line
from portfolio.importers.minutes.reading.word_lists import phrases

_PAGE = re.compile(
    r"\W*(?:side|s\.|page) ?\d{1,4}(?: ?(?:af|/|of) ?\d{1,4})?\W*|[-–] ?\d{1,4} ?[-–]"
    r"|\d{1,3} (?:/|af) \d{1,3}|\d{1,2}/\d{1,2}",
    re.I,
)
_PAGE_AT_END = re.compile(
    r"(?:\s{2,}|\t|\s[|·•–-]\s|,? )side ?\d{1,4}(?: ?(?:af|/) ?\d{1,4})?\s*$", re.I
)
_BUTTONS = frozenset(
    phrases(
        "til toppen; udskriv; hent som pdf; kopier link; tilbage; forrige; næste; luk; "
        "vis mere; vis mindre; fold ud; fold alle ud; del; læs op; print; download; åbn bilag; "
        "accepter cookies; spring til indhold; til forsiden; gå til indhold"
    )
)
_RUNNING = re.compile(r"\b(?:side|referat|dagsorden|protokol|møde|kommune|region)\w*\b", re.I)
_TIMES = 3


def noise(lines: Sequence[Line]) -> frozenset[int]:
    """The indices of lines that belong to the page."""
    same = Counter(_shape(line.text) for line in lines if line.text.strip())
    found = {
        index for index, line in enumerate(lines) if line.text.strip() and _is_noise(line, same)
    }
    # A running head that stands twice stands beside the number of a page.
    return frozenset(found | set(_beside(lines, found, same)))


def _beside(lines: Sequence[Line], found: set[int], same: Counter[str]) -> Iterator[int]:
    for index in found:
        for step in (1, -1):
            near = index + step
            while 0 <= near < len(lines) and abs(near - index) < 4 and not lines[near].text.strip():
                near += step
            if not 0 <= near < len(lines) or near in found:
                continue
            text = lines[near].text.strip()
            if 1 < same[_shape(text)] < 100 and len(text) < 110 and _RUNNING.search(text):
                yield near


def _is_noise(line: Line, same: Counter[str]) -> bool:
    text = line.text.strip()
    if _PAGE.fullmatch(text) or text.lower() in _BUTTONS:
        return True
    if len(text) > 110 or same[_shape(text)] < _TIMES:
        return False
    if _PAGE_AT_END.search(text):
        return True
    if re.match(
        r"(?:punkt|pkt|sag|sagsnr|ad|fraværende|afbud|beslutning|indstilling)\b", text, re.I
    ):
        return False
    if heading(line):
        return False
    return bool(_RUNNING.search(text) and (wording.DAY.search(text) or _is_name(text)))


def _is_name(text: str) -> bool:
    """ "Solrød Kommune", "Økonomiudvalget - referat": a running head without a day."""
    return bool(
        re.fullmatch(r"[A-ZÆØÅ][\w-]+(?: [A-ZÆØÅ][\w-]+)? (?:Kommune|KOMMUNE)", text)
    ) or bool(
        re.search(r"\b(?:referat|dagsorden|protokol)\b", text, re.I) and len(text.split()) <= 6
    )


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.lower().split()))
