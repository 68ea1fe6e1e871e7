"""The labels of a meeting's head with their values, on their line or below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portfolio.importers.minutes import items, people, wording
from portfolio.importers.minutes.outline import CONTENTS
from portfolio.importers.minutes.passages import Numbered
from portfolio.importers.minutes.reading.word_lists import phrases

_LABELS: dict[str, tuple[str, ...]] = {
    "body": phrases(
        "udvalg; forum; mødeforum; organ; møde i; råd; mødegruppe; gruppe; nævn; udvalg/råd"
    ),
    "date": phrases(
        "mødedato; dato; dato for mødet; mødedato og tid; dato og tid; dato og tidspunkt; "
        "mødetidspunkt; tidspunkt; tid; dag; mødedag; mødets dato; tid og sted; dato/tid; "
        "mødet afholdt; afholdt; tid/sted; sted og tid; tidspunkt og sted; møde den; "
        "dato, tid og sted"
    ),
    "time": phrases(
        "starttidspunkt; mødetid; klokken; start; mødestart; kl; klokkeslæt; mødet startede; "
        "mødet begyndte; begyndt; start kl; mødets start"
    ),
    "place": phrases(
        "mødested; sted; lokale; mødelokale; mødets sted; lokation; afholdt i; sted for mødet"
    ),
    "municipality": phrases("kommune"),
    "present": phrases(
        "mødedeltagere; deltagere; til stede; tilstede; tilstedeværende; fremmødte; medlemmer; "
        "mødte; deltog; deltagerliste; mødt; til stede var; deltagende; deltagere i mødet; "
        "fremmøde; tilstedeværende medlemmer; medlemmer til stede; deltagere til stede; "
        "deltagere fra administrationen; fra administrationen; øvrige deltagere; "
        "tilforordnede; også til stede; mødedeltager; udvalgets medlemmer; i mødet deltog; "
        "mødet deltog"
    ),
    "absent": phrases(
        "afbud; afbud fra; fraværende; fravær; ikke til stede; ikke tilstede; forhindret; "
        "meldt afbud; ikke mødte; fraværende med afbud; fraværende uden afbud; ikke fremmødte; "
        "mødte ikke; fraværende medlemmer; afbud/fravær; fraværende/afbud"
    ),
    "other": phrases(
        "bemærkninger; referent; mødeleder; ordstyrer; dirigent; sekretær; næste møde; "
        "udsendt; udskrevet; sluttidspunkt; slut; sagsnr; journalnr; mødetype; gæster; "
        "formand; kopi til; indkaldt; indkaldte; initialer; sagsbehandler; dokumentnr; "
        "mødet slut; mødet sluttede; mødet hævet; udarbejdet af; godkendt; status; version; "
        "telefon; e-mail; adresse; mødeleder/ordstyrer; inviterede"
    ),
}
_KIND = {name: kind for kind, names in _LABELS.items() for name in names}
_SECOND_LABEL = re.compile(
    r"(?<=[\w).])[.;,]?\s+(?=(?:Fraværende|Afbud(?: fra)?|Ikke til ?stede|Fravær|Forhindret)\s*:)"
)
_ANY_LABEL = wording.any_of(_KIND)
_LABEL = re.compile(
    rf"\W*(?P<label>{_ANY_LABEL})(?:\s*:\s*|\t+\s*|\s{{2,}}|\.\s*:?\s*$|\s*$)(?P<value>.*)", re.I
)
_SPACED = re.compile(
    r"(?P<label>Mødedato|Mødested|Mødedeltagere|Mødetidspunkt|Deltagere"
    r"|Afbud fra|Afbud|Fraværende|Mødetid|Til stede|Tilstede|Ikke"
    r" til stede)\s+(?P<value>\S.*)"
)


@dataclass(frozen=True)
class Field:
    """A label, what it is of, and its value."""

    kind: str
    label: str
    value: str
    line: int
    lines: tuple[Numbered, ...]


def is_late(text: str) -> bool:
    """A label of the head may stand below the list of contents."""
    match = _LABEL.match(text)
    return bool(
        match
        and match["value"]
        and _KIND[match["label"].lower()] in ("present", "absent", "date", "place")
    )


def fields(rows: Sequence[Numbered]) -> Iterator[Field]:
    """Labels with their values, on the line or below it."""
    rows = [piece for row in rows for piece in _one_label_each(row)]
    index = 0
    while index < len(rows):
        match = label_of(rows[index].text)
        if match is None:
            index += 1
            continue
        kind, label, value = match
        lines = [rows[index]]
        values = [value] if value else []
        index += 1
        people_list = kind in ("present", "absent")
        while index < len(rows) and (not values or people_list):
            text = rows[index].text.strip()
            if (
                label_of(text)
                or CONTENTS.fullmatch(text)
                or (heading_like(text) and not _row_of_person(text))
            ):
                break
            if values and not _goes_on(values, text, rows, index):
                break
            values.append(text)
            lines.append(rows[index])
            index += 1
            if not people_list:
                break
        yield Field(kind, label, "\n".join(values), lines[0].number, tuple(lines))


def _one_label_each(row: Numbered) -> Iterator[Numbered]:
    """ "Til stede: Asta, Bo. Afbud: Ea" is two rows."""
    start = 0
    for match in _SECOND_LABEL.finditer(row.text):
        yield Numbered(row.number, row.text[start : match.start()])
        start = match.end()
    yield Numbered(row.number, row.text[start:])


def _goes_on(values: list[str], text: str, rows: Sequence[Numbered], index: int) -> bool:
    """Whether a line goes on a list of people."""
    if rows[index].number - rows[index - 1].number > 2:
        return False
    if len(text) > 250 or re.match(r"(?:referat|dagsorden|punkt|pkt)\b", text, re.I):
        return False
    return values[-1].rstrip().endswith((",", "og", "-")) or bool(people.listed(text, absent=False))


def _row_of_person(text: str) -> bool:
    return bool(people.listed(text, absent=False)) and len(text) < 120


def heading_like(text: str) -> bool:
    """Whether a line of the head opens what comes after it."""
    return bool(re.match(r"\W*(?:punkt|pkt\.?) ?\d", text, re.I))


def label_of(text: str) -> tuple[str, str, str] | None:
    """What the label a line begins with is of, the label, and what stands after it."""
    plain = items.bare(text)
    match = _LABEL.fullmatch(plain) or _SPACED.fullmatch(plain)
    if match is None:
        return None
    label = match["label"].lower()
    return _KIND.get(label, "other"), label, match["value"].strip()
