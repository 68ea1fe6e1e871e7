"""Case numbers as the filing systems of municipalities write them; a document's number is none."""

import re

_NUMBER = (
    r"(?:(?:EMN|SAG|GEO|S|SB)-?\d{2,4}-\d{2,7}"
    r"|\d{2}\.\d{2}\.\d{2}-[A-ZÆØÅ]\d{2}-\d{1,5}-\d{2}"
    r"|\d{2,3}-20\d{2}-\d{2,7}"
    r"|(?:19|20)\d{2}[-/](?!(?:19|20)\d{2}(?!\d))\d{4,7}"
    r"|\d{1,2}(?:-\d{1,4}){4,5}"
    r"|\d{2}/\d{3,7}"
    r"|\d{2}-\d{5,6}[A-Z]?)"
)
_LEFT, _RIGHT = r"(?<![\w/.-])", r"(?![\w/]|[-.]\d|,\d)"
FREE = re.compile(_LEFT + _NUMBER + _RIGHT)
_LABEL = (
    r"(?:sags?(?:nr|nummer|id|no)?|sagsnr|sags ?nr|sag ?id|journal(?:nr"
    r"|nummer)?|j\.? ?nr|esdh(?:-sag)?"
    r"|acadre(?:sag)?|sbsys(?:-sag)?|edoc|sag nr)"
)
_LABELLED = re.compile(
    rf"(?<!\w){_LABEL}(?:\.|\b)[ .]{{0,2}}[:#]?\s*(?P<number>{_NUMBER}"
    rf"|\d{{2}}/\d{{1,7}}|\d{{2}}-\d{{3,7}}|\d{{4,8}}){_RIGHT}",
    re.I,
)
_DOCUMENT = re.compile(
    r"(?:dok(?:ument)?(?:nr|nummer|id)?|d-?nr|dok\.? ?(?:nr|id)|bilag|lb)\.?[ .:#-]{0,3}$", re.I
)
_ONLY = re.compile(
    rf"[\s(\[]*(?:{_LABEL}[ .:#]*)?(?P<number>{_NUMBER})[\s)\].,;|·•–-]*"
    r"(?:(?:dok|d-?nr|lbnr|sagsbeh|ansvarlig|åben|åbent|lukket|offentlig"
    r"|type|[A-Z]{2,5}$).{0,80})?",
    re.I,
)
_AROUND = re.compile(
    rf"^\s*[(\[]?(?:{_LABEL}[ .:#]*)?{_NUMBER}{_RIGHT}[)\]]?\s*[:–—-]*\s*"
    rf"|[\s,:–—-]*[(\[]?(?:{_LABEL}[ .:#]*)?{_LEFT}{_NUMBER}{_RIGHT}[)\]]?\s*$",
    re.I,
)


def find(text: str) -> list[tuple[str, int, int]]:
    """All case numbers in a text with their places; documents' numbers are left out."""
    found: dict[int, tuple[str, int, int]] = {}
    for match in _LABELLED.finditer(text):
        if not _DOCUMENT.search(text, max(0, match.start() - 14), match.start()):
            found[match.start("number")] = (match["number"], match.start("number"), match.end())
    for match in FREE.finditer(text):
        if (
            match.start() not in found
            and not _DOCUMENT.search(text, max(0, match.start() - 14), match.start())
            and not _is_year_span(match[0])
        ):
            found[match.start()] = (match[0], match.start(), match.end())
    return [found[place] for place in sorted(found)]


def _is_year_span(number: str) -> bool:
    """ "2022/2025" and "2022-2031" are years."""
    return bool(re.fullmatch(r"(?:19|20)\d\d[-/](?:19|20)\d\d", number))


def line_case(text: str) -> str | None:
    """The case number of a line that says nothing else, beside a document's number perhaps."""
    if len(text) > 140:
        return None
    if match := _ONLY.fullmatch(text):
        return match["number"] if not _is_year_span(match["number"]) else None
    labelled = _LABELLED.match(text.strip())
    return labelled["number"] if labelled else None


def without(title: str) -> str:
    """A title without the case number at its beginning or end."""
    return _AROUND.sub("", title).strip()
