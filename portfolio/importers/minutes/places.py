"""Where a meeting was held, and of which municipality it is."""

import re
from collections.abc import Sequence

from portfolio import signs
from portfolio.importers.minutes import wording
from portfolio.importers.minutes.labels import Field, label_of
from portfolio.importers.minutes.outline import Outline
from portfolio.importers.minutes.passages import Numbered
from portfolio.importers.minutes.reading.word_lists import words

_IN_PLACE = re.compile(
    r"\b[Kk]l\.? ?\d{1,2}(?:[.:]\d\d)?(?: ?[-–] ?(?:kl\.? ?)?\d{1,2}(?:[.:]\d\d)?)?"
    r"(?:,? (?:i|på)|,| (?=\w*(?:sal|lokale))) ?(?P<place>[A-ZÆØÅ](?:[^.;]|\.(?=\d)){3,60})"
)
# A line that is the name of a room and nothing else.
_ROOM = re.compile(
    r"(?:mødelokale|lokale|byrådssal|rådssal|mødesal|kantine|rådhus)\w*\b.{0,60}"
    r"|[A-ZÆØÅ][^:.]{2,40}, (?:mødelokale|lokale|byrådssal|mødesal)\w*\b.{0,40}",
    re.I,
)
MUNICIPALITY = re.compile(
    r"\b((?:[A-ZÆØÅ][\wæøåé]+(?:-[A-ZÆØÅ][\wæøåé]+)*)(?:"
    r" [A-ZÆØÅ][\wæøåé]+(?:-[A-ZÆØÅ]\w+)?)?)(s)? (Kommune|KOMMUNE|kommune)\b"
)
_NO_PLACE = words(
    "Referat Dagsorden Protokol Møde Denne Hele Din Vores Åbent Udkast Til Fra For I En Den"
)


def place(told: Sequence[Field], rows: Sequence[Numbered]) -> tuple[str, int | None] | None:
    """The place, and its line where a label says it."""
    for one in told:
        if one.kind == "place" and one.value and len(one.value) < 140:
            return signs.one_line(one.value), one.line
    for row in rows[:10]:
        if _ROOM.fullmatch(row.text.strip()) and not label_of(row.text):
            return row.text.strip(" .,"), None
    for row in rows:
        if match := _IN_PLACE.search(row.text):
            return match["place"].strip(" .,"), None
    for one in told:
        if one.kind == "date" and "sted" in one.label:
            rest = re.split(r"kl\.? ?[\d.:]+(?: ?[-–] ?[\d.:]+)?,? ?", one.value)[-1]
            rest = wording.DAY.sub("", rest).strip(" ,.-–")
            if rest and rest != one.value:
                return re.sub(r"^(?:i|på) ", "", rest), None
    return None


def municipality(told: Sequence[Field], rows: Sequence[Numbered], found: Outline) -> str | None:
    """The municipality the head says, or a running head of the pages."""
    running = [Numbered(i + 1, found.lines[i].text) for i in sorted(found.noise)[:5]]
    for one in told:
        if one.kind == "municipality" and one.value:
            return one.value if "kommune" in one.value.lower() else f"{one.value} Kommune"
    of_people = {
        row.number
        for one in told
        if one.kind in ("present", "absent", "place")
        for row in one.lines
    }
    names = (municipality_in(row.text) for row in [*rows, *running] if row.number not in of_people)
    return next(filter(None, names), None)


def municipality_in(text: str) -> str | None:
    """The first municipality a line names; "HØJE-TAASTRUP" is written small."""
    for match in MUNICIPALITY.finditer(text):
        said = match[1].split()
        while said and said[0] in _NO_PLACE:
            said = said[1:]
        if len(said) == 2 and wording.is_body(said[0]):
            said = said[1:]
        if said:
            name = " ".join(said)
            return f"{name.title() if name.isupper() else name} Kommune"
    return None
