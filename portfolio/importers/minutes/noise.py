"""Lines that belong to the page and not to the text: page numbers, running heads, buttons."""

import re
from collections import Counter
from collections.abc import Sequence

from portfolio.importers.minutes import wording
from portfolio.importers.minutes.headings import heading
from portfolio.importers.minutes.reading.source import Line

_PAGE = re.compile(
    r"\W*(?:side|s\.|page) ?\d{1,4}(?: ?(?:af|/|of) ?\d{1,4})?\W*|[-–] ?\d{1,4} ?[-–]"
    r"|\d{1,3} (?:/|af) \d{1,3}|\d{1,2}/\d{1,2}",
    re.I,
)
_PAGE_AT_END = re.compile(
    r"(?:\s{2,}|\t|\s[|·•–-]\s|,? )side ?\d{1,4}(?: ?(?:af|/) ?\d{1,4})?\s*$", re.I
)
_BUTTONS = frozenset(
    (
        "til toppen",
        "udskriv",
        "hent som pdf",
        "kopier link",
        "tilbage",
        "forrige",
        "næste",
        "luk",
        "vis mere",
        "vis mindre",
        "fold ud",
        "fold alle ud",
        "del",
        "læs op",
        "print",
        "download",
        "åbn bilag",
        "accepter cookies",
        "spring til indhold",
        "til forsiden",
        "gå til indhold",
    )
)
_RUNNING = re.compile(r"\b(?:side|referat|dagsorden|protokol|møde|kommune|region)\w*\b", re.I)
_TIMES = 3


def noise(lines: Sequence[Line]) -> frozenset[int]:
    """The indices of lines that belong to the page."""
    same = Counter(_shape(line.text) for line in lines if line.text.strip())
    return frozenset(
        index for index, line in enumerate(lines) if line.text.strip() and _is_noise(line, same)
    )


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
