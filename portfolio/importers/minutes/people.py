"""Names of people as lists of attendance write them."""

import re

_TITLES = re.compile(
    r"^(?:borgmester|viceborgmester|(?:1\. |2\. )?næstformand|formand"
    r"|kommunaldirektør|direktør|centerchef|rådmand"
    r"|regionsrådsformand|sekretær|referent|kasserer|sogne?præst|provst"
    r"|biskop|kirkeværge|kontaktperson|chefkonsulent"
    r"|konsulent|afdelingschef|teamleder|skoleleder|chef|vicedirektør"
    r"|økonomichef|hr|fru|dr)\b\.?:?\s+",
    re.I,
)
_ABSENT = re.compile(
    r"\b(?:afbud|fraværende|ikke til ?stede|forhindret|meldt fra|ikke mødt|udeblev(?:et)?)\b", re.I
)
_PRESENT = re.compile(r"\b(?:til ?stede|mødt|deltog|ja|x|fremmødt)\b", re.I)
_NAME = re.compile(
    r"(?:[A-ZÆØÅÉÖÄ][\wæøåéöüäá'’.-]*)(?: (?:(?:de|da|von|van|af|el|bin|al"
    r"|la|le|du|den|der|di)\b ?)?[A-ZÆØÅÉÖÄ][\wæøåéöüäá'’.-]*){0,5}"
)
_NO_NAME = re.compile(
    r"(?:ingen|alle|alle medlemmer|hele .*|samtlige.*|ej|nej|-|se .*"
    r"|.*\b(?:udvalg|kommune|punkt|møde|forvaltning|administration)\b.*)",
    re.I,
)
_PARTY = re.compile(r"^(?:\(?[A-ZÆØÅ]{1,2}\)?|\(.*\)|lp|ul|dd)$")
_SPLIT = re.compile(r"[;,\n•·|]|\s+(?:og|samt|&)\s+|\s[–—-]\s|\t+|(?<=\))\s+(?=[A-ZÆØÅ])")


def listed(text: str, *, absent: bool) -> list[tuple[str, bool]]:
    """The people a list names, each with whether it was away. ``absent``: the list is of those."""
    found: list[tuple[str, bool]] = []
    if re.match(r"\W*\w+erne (?:for|fra|i) ", text):  # of offices, not of people
        return found
    for piece in _pieces(text):
        said = re.findall(r"\(([^)]*)\)", piece)
        plain = re.sub(r"\([^)]*\)", " ", piece)
        plain, away = _status(plain, said)
        name = _name(plain)
        if name:
            found.append((name, absent or away))
        elif found and away and not plain.strip(" .:"):
            found[-1] = (found[-1][0], True)
    return found


def _pieces(text: str) -> list[str]:
    """The text by names: what is in brackets stays with its name."""
    pieces, start, depth = [], 0, 0
    for match in re.finditer(r"[()]|" + _SPLIT.pattern, text):
        if match[0] == "(":
            depth += 1
        elif match[0] == ")":
            depth = max(0, depth - 1)
        elif not depth:
            pieces.append(text[start : match.start()])
            start = match.end()
    pieces.append(text[start:])
    return [piece.strip() for piece in pieces if piece.strip()]


def _status(plain: str, said: list[str]) -> tuple[str, bool]:
    away = any(
        _ABSENT.search(words) and not re.search(r"\b(?:sag|punkt|pkt|fra kl|til kl|under)\b", words)
        for words in said
    )
    if match := re.search(r"[:–-]?\s*" + _ABSENT.pattern + r".*$", plain, re.I):
        return plain[: match.start()], True
    return re.sub(r"\s*[:–-]\s*" + _PRESENT.pattern + r"$", "", plain, flags=re.I), away


def _name(text: str) -> str | None:
    plain = re.sub(r"^[\s.:*•'\"-]+|[\s.:*•'\"-]+$", "", text)
    plain = re.sub(r"^\d{1,2}[.)]?\s+", "", plain)
    while (shorter := _TITLES.sub("", plain)) != plain:
        plain = shorter
    if (
        not plain
        or _NO_NAME.fullmatch(plain)
        or _PARTY.fullmatch(plain)
        or not _NAME.fullmatch(plain)
    ):
        return None
    if _TITLES.match(f"{plain} "):
        return None
    return plain if len(plain) > 1 else None
