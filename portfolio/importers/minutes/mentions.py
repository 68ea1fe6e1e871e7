"""Names the portfolio knows, found in a text whatever their spelling, once for an item."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from portfolio.importers.minutes import wording
from portfolio.importers.minutes.certainty import Certainty
from portfolio.importers.minutes.found import Found
from portfolio.importers.minutes.known import Known, Name
from portfolio.importers.minutes.passages import Passage
from portfolio.importers.minutes.places import municipality_in
from portfolio.importers.minutes.reading.word_lists import words
from portfolio.language import fold

_DEFINITE = re.compile(r"(?:en|et|ne|erne|ets|ens)$")
_DIRECTION = (
    "høje|store|lille|ny|nye|gammel|gamle|gl|nørre|sønder|øster|vester|over"
    "|neder|nedre|øvre|nord|syd|øst|vest"
)
_TOKEN = re.compile(r"[\wæøåÆØÅ]+")
_ELSEWHERE = re.compile(
    r"^\s+(?:i|for|hos|fra)\s+([A-ZÆØÅ][\wæøåé-]+(?: [A-ZÆØÅ][\wæøåé-]+)?)(?:s? Kommune)?", re.U
)
_OTHERS_OWN = re.compile(r"([A-ZÆØÅ][\wæøåé-]+(?: [A-ZÆØÅ][\wæøåé-]+)?) Kommunes?\s+$")
_OPENERS = words(
    "i på fra til ved også både for om af hos under over mellem langs endelig desuden når "
    "hvis som med mod samt og eller men at da så efter inden her der det den de et en via "
    "omkring"
)


@dataclass(frozen=True)
class _Spelling:
    """One way a name is written."""

    name: Name
    text: str
    kind: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        if self.is_short:
            return re.compile(rf"(?<![\w-]){re.escape(self.text)}(?='?s\b|(?![\w-]))")
        words = _TOKEN.findall(self.text)
        parts = [r"(?:og|&)" if word.lower() == "og" else _letters(word) for word in words]
        joint = r"(?:\s*[-–—/]\s*|[\s\"'”“’]+|\s*\(\s*|\s*,\s*)"
        # "Borger- og Arbejdsmarkedscenteret" and "Borger og Arbejdsmarkedscenteret"
        return re.compile(rf"(?<![\w-]){joint.join(parts)}(?:'?s)?(?![\w]|-\w)", re.I)

    @property
    def is_short(self) -> bool:
        return self.text.isupper() and len(self.text) <= 6

    @property
    def needs_capital(self) -> bool:
        """A word of its own that is no name, such as "kommunikation", must be written as one."""
        return " " not in self.text and "-" not in self.text and not _DEFINITE.search(self.text)


def _letters(word: str) -> str:
    """A word with æ, ø and å as they may be written."""
    pattern = re.escape(word)
    for letter, other in (
        ("å", "aa"),
        ("ø", "oe"),
        ("æ", "ae"),
        ("Å", "Aa"),
        ("Ø", "Oe"),
        ("Æ", "Ae"),
    ):
        pattern = pattern.replace(letter, f"(?:{letter}|{other})")
    return pattern.replace("centeret", "cent(?:er|r)et")


@dataclass(frozen=True)
class _Hit:
    spelling: _Spelling
    start: int
    end: int


class Register:
    """The names of a portfolio, ready to be looked for. ``foreign``: the minutes are not ours;
    ``sure``: they say that they are, and a body of a common name is no other's."""

    def __init__(self, known: Known, *, foreign: bool, sure: bool) -> None:
        self._sure = sure and not foreign
        #: Titles of the portfolio's proposals, as headings are compared.
        self.titles = frozenset(
            wording.folded(str(fact.values["title"]))
            for fact in known.facts
            if fact.kind == "proposal" and not foreign
        )
        self._ours = {fold(place.name) for place in known.places}
        self._ours |= {fold(known.municipality or "").removesuffix(" kommune")}
        groups = (
            ("party", known.parties),
            ("place", known.places),
            ("process", known.processes),
            ("pool", known.pools),
        )
        self._spellings = [
            _Spelling(name, text, kind)
            for kind, names in groups
            for name in names
            if not foreign or name.kind in ("state", "external", "agreement")
            for text in dict.fromkeys((name.name, *name.aliases))
            if len(text) > 1
        ]

    def mentions(self, item: str | None, passages: Sequence[Passage]) -> list[Found]:
        """Each name once, where it stands first; the longest where one lies in another."""
        made: dict[tuple[str, str], Found] = {}
        for passage in passages:
            for hit in self._hits(passage):
                key = (hit.spelling.kind, hit.spelling.name.subject)
                if key not in made:
                    made[key] = self._found(item, passage, hit)
        return list(made.values())

    def _hits(self, passage: Passage) -> list[_Hit]:
        text = passage.text
        folded = fold(text)
        every = [
            _Hit(spelling, match.start(), match.end())
            for spelling in self._spellings
            if (spelling.is_short and spelling.text in text)
            or fold(spelling.text).split()[0] in folded
            for match in spelling.pattern.finditer(text)
            if self._is_it(spelling, match, text)
        ]
        kept: list[_Hit] = []
        for hit in sorted(every, key=lambda one: (one.start - one.end, one.start)):
            if not any(
                hit.start < other.end
                and other.start < hit.end
                and hit.spelling.kind == other.spelling.kind
                for other in kept
            ):
                kept.append(hit)
        return sorted(kept, key=lambda one: one.start)

    def _is_it(self, spelling: _Spelling, match: re.Match[str], text: str) -> bool:
        before, after = text[: match.start()], text[match.end() :]
        opens = _begins_sentence(before) and not re.match(r" og [A-ZÆØÅ]", after)
        written = match[0][:1].isupper() and not opens and not _is_heading(text)
        if not spelling.is_short and spelling.needs_capital and not written:
            return False
        if _is_longer(spelling, before, after):
            return False
        return not self._is_elsewhere(before, after)

    def _is_elsewhere(self, before: str, after: str) -> bool:
        """The body of that name in another municipality."""
        if (match := _ELSEWHERE.match(after)) and "kommune" in after[: match.end() + 9].lower():
            return fold(match[1]).removesuffix(" kommune") not in self._ours
        if match := _OTHERS_OWN.search(before):
            words = fold(match[1]).split()
            return " ".join(words) not in self._ours and words[-1] not in self._ours
        return False

    def _found(self, item: str | None, passage: Passage, hit: _Hit) -> Found:
        name = hit.spelling.name
        written = " ".join(passage.text[hit.start : hit.end].split())
        sure = fold(written).removesuffix("s").removesuffix(" ") in (
            fold(name.name),
            fold(name.name).removesuffix("s"),
        )
        certainty = (
            Certainty.SURE
            if sure and self._sure and not hit.spelling.is_short
            else Certainty.LIKELY
        )
        return Found(
            hit.spelling.kind,
            item,
            {"name": name.name, "text": written},
            passage.quote(hit.start, hit.end),
            certainty,
            "known",
            name.subject,
        )


def _begins_sentence(before: str) -> bool:
    plain = before.rstrip(" \t\"”“»«'(-–•·*\n")
    return not plain or plain[-1] in ".:!?;"


def _is_heading(text: str) -> bool:
    return len(text.split()) <= 3


def _is_longer(spelling: _Spelling, before: str, after: str) -> bool:
    """Whether the word is a piece of a longer name: "Taastrup" in "Høje Taastrup Bymidte"."""
    if spelling.kind != "place" or (
        " " in spelling.text.strip() and "-" not in spelling.text and len(spelling.text.split()) > 2
    ):
        return False
    if re.search(rf"(?:^|[^\w])(?:{_DIRECTION})\.?[\s-]+$", before, re.I) and not fold(
        spelling.text
    ).startswith(tuple(_DIRECTION.split("|"))):
        return True
    ahead = re.match(r"[\s-]+([A-ZÆØÅ][\wæøå]*)", after)
    if (
        ahead
        and not re.match(r"\s*(?:og|eller)\b", after)
        and _DEFINITE.search(spelling.text) is None
    ):
        return True
    back = re.search(r"([A-ZÆØÅ][\wæøå]+)\s+$", before)
    if back and not _begins_sentence(before[: back.start()]) and back[1].lower() not in _OPENERS:
        return _DEFINITE.search(spelling.text) is None
    return False


def is_foreign(head_municipality: str | None, text: str, known: Known) -> bool:
    """Whether the minutes are of another municipality, or of somebody else."""
    if known.municipality is None:
        return True
    ours = _town(known.municipality)
    if head_municipality:
        return _town(head_municipality) != ours
    return not _says(text, ours) and _other_said(text)


def is_ours(head_municipality: str | None, text: str, known: Known) -> bool:
    """Whether the minutes say themselves that they are of the portfolio's municipality."""
    ours = fold(known.municipality or "")
    return bool(ours) and (fold(head_municipality or "") == ours or ours in fold(text))


def _town(municipality: str) -> str:
    return fold(municipality).removesuffix(" kommune").strip()


def _says(text: str, ours: str) -> bool:
    return bool(ours) and ours in fold(text)


def _other_said(text: str) -> bool:
    return municipality_in(text) is not None or bool(
        re.search(
            r"\b(?:Region [A-ZÆØÅ]|Menighedsråd|Provsti|A/S|a\.m\.b\.a|Fagforening|Landsforening)",
            text,
        )
    )
