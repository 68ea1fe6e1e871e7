"""How minutes say that an item is closed, and how they mark the open ones."""

import re

_KIND = r"(?:punkter|punkt|pkt\.?|sager|sag|møde|dagsorden|behandling|dagsordenspunkt|del|referat)"
_CLOSED_TITLE = re.compile(
    rf"[\W_]*(?:lukket|lukkede|fortrolig(?:t|e)?)(?:[\s\xa0]+{_KIND})?[\W_]*(?:\d+[\W_]*)?$"
    rf"|[\W_]*(?:lukket|fortrolig(?:t)?)(?:\s+{_KIND})?\s*[:–—|/(\[)\]-].*"
    rf"|[\W_]*(?:lukket|fortrolig(?:t)?)\s+{_KIND}\b.*"
    rf"|.*[(\[]\s*(?:{_KIND}\s+)?(?:lukket|fortrolig\w*|lp|l"
    rf"|ikke[ -]offentlig\w*|lukke(?:t|de) \w+)\s*[)\]].*"
    rf"|.*[-–—,:/|]\s*(?:lukket|fortrolig\w*|lukket {_KIND})\s*[.!]?"
    rf"|.*\b(?:lukkede døre|lukket (?:punkt|møde|sag|behandling)"
    rf"|ikke[ -]offentligt? (?:punkt|sag))\b.*",
    re.I | re.S,
)
_LOUD = re.compile(r".*\b(?:LUKKET|FORTROLIGT?)\b.*", re.S)
_STATUS = re.compile(
    r"\W*(?:(?:punkt|sags?)?(?:type|status|åbenhed|adgang\w*)|status|åben ?/"
    r" ?lukket|åbent ?/ ?lukket"
    r"|lukket ?/ ?åben|offentlighed|offentlig|adgang\w*|synlighed|fortrolighed|type|mødetype)"
    r"\s*[:\t ]\s*\W*(?:lukket|fortrolig\w*|lp\b|ikke[ -]offentlig|intern|nej$)",
    re.I,
)
_SAYS_SO = re.compile(
    rf"\W*(?:lukket|lukket {_KIND}|fortroligt?)\W*$"
    r"|\W*(?:lukket (?:i henhold|jf|efter|iht|punkt|sag)\b"
    r"|(?:punktet|sagen)(?: er| blev| bliver)? (?:behandles |behandlet "
    r"|behandlede )?(?:lukket|for lukkede døre|fortrolig)"
    r"|(?:behandles|behandlet) (?:for lukkede døre|på lukket møde|i lukket|lukket))",
    re.I,
)
_CLOSED_PART = re.compile(
    r"\W*(?:(?:de )?lukke(?:t|de) (?:punkter|punkt|møde|dagsorden|sager|del"
    r"|referat|dagsordenspunkter)"
    r"|(?:sager|punkter)(?: til behandling| behandlet)? (?:for|bag) lukkede døre|for lukkede døre"
    r"|ikke[ -]offentlige? (?:punkter|møde|del|sager)|fortrolige (?:punkter|sager)"
    r"|lukket del af (?:mødet|dagsordenen))\W*",
    re.I,
)
_OPEN_PART = re.compile(
    r"\W*(?:(?:de )?åb(?:en|ent|ne) (?:punkter|punkt|møde|dagsorden|sager"
    r"|del|referat|dagsordenspunkter)"
    r"|(?:sager|punkter)(?: til behandling)? for åbne døre|for åbne døre"
    r"|offentlige? (?:punkter|møde|del|sager))\W*",
    re.I,
)
_MARK = (
    r"(?:åben|åbent|åbent punkt|åben sag|åbent møde|offentlig|offentligt|å|b|o|d|til (?:beslutning"
    r"|drøftelse|orientering|efterretning|godkendelse)|beslutning|drøftelse|orientering|b/d|o/d)"
)
_MARKS = re.compile(
    rf"^\s*(?:[(\[]\s*{_MARK}\s*[)\]]\s*[:–—-]*|(?:åben|åbent|åbent punkt|åben sag)\s*[:–—|-])\s*"
    rf"|\s*(?:[(\[]\s*{_MARK}\s*[)\]]|[-–—|]\s*(?:åben|åbent|åbent punkt|åben sag))\s*$",
    re.I,
)


def is_closed_title(title: str) -> bool:
    """Whether the title says that its item is closed. "Lukket svømmehal" does not."""
    return bool(_CLOSED_TITLE.fullmatch(title.strip()) or _LOUD.fullmatch(title))


def closes(text: str) -> bool:
    """Whether a line under a heading says that the item is closed."""
    return len(text) <= 160 and bool(_STATUS.match(text) or _SAYS_SO.match(text))


def closes_what_follows(text: str) -> bool:
    """Whether a line is the heading of the closed part."""
    return bool(_CLOSED_PART.fullmatch(text)) and "punkt " not in text.lower()


def opens_what_follows(text: str) -> bool:
    """Whether a line is the heading of the open part."""
    return bool(_OPEN_PART.fullmatch(text))


def unmarked(title: str) -> str:
    """A title without the marks that tell that it is open, or what is asked."""
    return _MARKS.sub("", title).strip()
