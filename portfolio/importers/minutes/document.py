"""What kind of paper it is, and whether it is in Danish at all."""

import re
from collections.abc import Sequence

from portfolio.importers.minutes import wording
from portfolio.importers.minutes.outline import Outline
from portfolio.importers.minutes.reading.source import Line
from portfolio.importers.minutes.reading.word_lists import words

_MINUTES = re.compile(
    r"\b(?:\w*referat(?:et)?|\w*protokol(?:len)?|udskrift af|beslutningsoversigt|beslutninger)\b",
    re.I,
)
_AGENDA = re.compile(r"\b(?:dagsorden(?:en)?|indkaldelse)\b", re.I)
_LETTER = re.compile(
    r"^\W*(?:kære|til rette vedkommende|med venlig hilsen|venlig hilsen|mvh|hej|faktura|tilbud)\b",
    re.I | re.M,
)
_WORD = re.compile(r"[a-zæøåäöéü]+")
_DANISH = words(
    "af blev blive bliver møde mødet efter også hvad hvordan ikke være og er det den der "
    "til med på fra sig uge sag sagen godkendt drøftede beslutning udvalget bilag nej "
    "mere skal kun mange deres mellem nogle vores jeg siden igen indstilling punkt"
)
_NORWEGIAN = words(
    "av ble bli blir møte møtet etter også hva hvordan ikke være og er det den til med på "
    "fra seg uke sak saken vedtak vedtatt saksframlegg innstilling rådmannen "
    "kommunestyret formannskapet saksnr møteprotokoll enstemmig ikkje kva eit ein vart nå "
    "fylkeskommune hovedutvalg utvalg drøftet virksomheten saksbehandler tilrådning"
)
_SWEDISH = words(
    "och att är av för inte som på med till från ärende ärendet beslutar beslut nämnden "
    "kommunstyrelsen sammanträde protokoll yrkande bifaller enligt också har ska efter "
    "den det om vid ordförande ledamöter föredragande utskottet godkänner yttrande"
)
_GERMAN_ENGLISH = words(
    "the and of to is in for that with was this are be by on as und der die das nicht mit "
    "ist von den zu ein eine für auf"
)
_ONE_LETTER = re.compile(r"(?:\b\w ){4,}\w\b")


def is_danish(lines: Sequence[Line]) -> bool:
    """Whether the words are Danish; a few words are taken to be."""
    words = _WORD.findall("\n".join(line.text for line in lines)[:200_000].lower())
    counts = {
        name: sum(word in own for word in words)
        for name, own in (
            ("da", _DANISH - _NORWEGIAN - _SWEDISH),
            ("no", _NORWEGIAN - _DANISH),
            ("sv", _SWEDISH - _DANISH - _NORWEGIAN),
            ("other", _GERMAN_ENGLISH - _DANISH - _SWEDISH - _NORWEGIAN),
            ("all", _DANISH),
        )
    }
    if len(words) < 25:
        return max(counts["no"], counts["sv"]) < 4 or counts["da"] > 0
    foreign = max(counts["no"], counts["sv"])
    if foreign >= 5 and foreign > 1.2 * counts["da"]:
        return False
    return not (counts["other"] > 2 * counts["all"] and counts["other"] > 15)


def is_garbled(lines: Sequence[Line]) -> bool:
    """Whether the letters stand apart ("R e f e r a t"), or are not letters at all."""
    text = "\n".join(line.text for line in lines)
    words = text.split()
    if len(words) < 20:
        return False
    single = sum(len(word) == 1 and word.isalpha() for word in words)
    torn = sum(len(match[0]) for match in _ONE_LETTER.finditer(text))
    odd = sum(sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff" for sign in text)
    return single > 0.4 * len(words) or torn > 0.3 * len(text) or odd * 12 > len(text)


def kind_of(found: Outline, decided: int, asked: int) -> str:
    """``minutes``, ``agenda``, ``other`` or ``unsure``: ``decided`` and ``asked`` are the items
    with a decision, and with a recommendation."""
    first = found.items[0].start if found.items else min(len(found.lines), 40)
    head = "\n".join(
        line.text for line in found.lines[: min(first, found.contents + 1, 40)] if line.text.strip()
    )
    running = "\n".join(found.lines[index].text for index in found.noise)
    said_minutes = bool(_MINUTES.search(head) or _MINUTES.search(running))
    said_agenda = bool(_AGENDA.search(head) or _AGENDA.search(running))
    if not found.items:
        return (
            "unsure"
            if said_minutes and not _LETTER.search("\n".join(one.text for one in found.lines))
            else "other"
        )
    if decided:
        return "minutes"
    open_items = [one for one in found.items if not one.closed]
    if not open_items:
        return "minutes" if said_minutes else "agenda" if said_agenda else "unsure"
    if said_agenda and not said_minutes:
        return "agenda"
    if said_minutes:
        return "agenda" if said_agenda or asked else "unsure"
    if asked:
        return "agenda"
    return "unsure" if _looks_like_meeting(head) else "other"


def _looks_like_meeting(head: str) -> bool:
    return bool(
        wording.DAY.search(head)
        and (
            re.search(r"\bmøde", head, re.I)
            or any(wording.is_body(word) for word in re.findall(r"\w+", head))
        )
    )
