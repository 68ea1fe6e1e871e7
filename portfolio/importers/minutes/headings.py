"""Which lines are headings of a section: known words, and those of a body's decision on a day."""

import re
from dataclasses import dataclass, replace
from datetime import date

from portfolio import fuzzy
from portfolio.importers.minutes import wording
from portfolio.importers.minutes.reading.source import Line

_LONGEST = 130
_MARKUP = re.compile(r"^[\s#*_>|]*(?:\d{1,2}[.)] )?|[\s*_|]+$")
_DECISION = re.compile(
    r"(?P<by>[A-ZÆØÅ].{0,70}?s )?(?P<word>beslutning(?:er|en|erne)?"
    r"|afgørelse|konklusion|vedtagelse)"
    r"(?P<rest>(?: |, ?|: ?| [-–] ).{3,110})?",
    re.I,
)
_LEAD = re.compile(
    r"^[\s,:–-]*(?:(?:truffet|vedtaget) )?(?:(?:i|fra|for|af|på|ved|hos) )?(?:(?:det |den )?"
    r"(?:ordinære |ekstraordinære )?møde(?:t)? )?(?:(?:i|d\.|den) )?",
    re.I,
)
_TAIL = re.compile(
    r"[\s,:;–(-]*(?:(?:på |i )?møde(?:t)?(?: den)?|d\.|den|(?:pkt|punkt|sag)\.? ?(?:nr\.? ?)?\d+"
    r"|kl\.? ?\d{1,2}[.:]\d\d)?[\s,:;)]*",
    re.I,
)
_BODY_DAY = re.compile(
    r"(?P<body>[A-ZÆØÅ].{2,80}?)(?:,|:| [-–])?(?: (?:på |i )?møde(?:t)?)?(?: (?:den|d\.))? "
    rf"(?P<day>{wording.DAY.pattern})(?P<tail>.{{0,40}})",
    re.I,
)
_TAIL_END = re.compile(rf"(?:{_TAIL.pattern})$", re.I)
_OF_PAGE = re.compile(r"\b(?:referat|dagsorden|protokol|kommune|side)\b|\t| {3}", re.I)
_NO_TITLE = re.compile(
    r"\b(?:at|besluttede|beslutter|godkendte|drøftede|vedtog|tog|bad|udsatte|anbefaler|anbefalede"
    r"|ønsker|ønskede|tiltrådte|om|vedr\.?|vedrørende|angående|ikke)\b",
    re.I,
)
_INLINE = re.compile(r"\s*[#*_]*(?P<name>[A-ZÆØÅ][^:]{2,45}?)[*_]*:[*_]*\s+(?P<rest>\S.*)")


@dataclass(frozen=True)
class Heading:
    """The heading of a section; ``rest``: what stands on its line after the colon."""

    text: str
    kind: str
    body: str | None = None
    day: date | None = None
    rest: str = ""


def heading(line: Line) -> Heading | None:
    """The heading this line is, if it is one."""
    written = _MARKUP.sub("", line.text).strip()
    if not written or "\t" in written or (len(written) > _LONGEST and ":" not in written[:60]):
        return None
    if written[-1] in ".;," and wording.folded(written) not in wording.KINDS:
        return None if written[-1] != "." else _inline(written)
    plain = wording.folded(written)
    if kind := wording.KINDS.get(plain) or _of_two(plain):
        return Heading(written.rstrip(": "), kind)
    if len(written) <= _LONGEST and (found := _decision(written) or _body_and_day(written)):
        return found
    if found := _inline(written):
        return found
    if line.level and len(written) <= 80 and not line.text[:1].isdecimal():
        return Heading(written.rstrip(": "), "other")
    return None


def _of_two(plain: str) -> str | None:
    """The kind of "indledning/baggrund" and "økonomi og personale", by the first of them."""
    kinds = [wording.KINDS.get(part) for part in re.split(r" ?/ ?| & | og ", plain)]
    return kinds[0] if len(kinds) > 1 and all(kinds) else None


def _decision(written: str) -> Heading | None:
    match = _DECISION.fullmatch(written.rstrip(": "))
    if match is None or (match["rest"] is None and match["by"] is None):
        return None
    rest = match["rest"] or ""
    day, rest = _day(rest)
    body = _TAIL_END.sub("", _LEAD.sub("", rest, count=1).strip(" ,.:–-"))
    body = body.strip(" ,.:–-")
    if match["by"]:
        body = body or match["by"].strip().removesuffix("s")
    if body and (not wording.is_body(body) or _NO_TITLE.search(body)):
        return None
    if not body and day is None:
        return None
    return Heading(written.rstrip(": "), "decision", body or None, day)


def _body_and_day(written: str) -> Heading | None:
    """ "Økonomiudvalget, 03-04-2019, pkt. 42": a heading of a decision, or of a retold one."""
    match = _BODY_DAY.fullmatch(written.rstrip(": "))
    if match is None or not _TAIL.fullmatch(match["tail"]):
        return None
    body = re.sub(r"s (?:møde|beslutning)(?: i mødet| på mødet)?$", "", match["body"])
    if not wording.is_body(body) or len(body.split()) > 9 or _OF_PAGE.search(body):
        return None
    day, _ = _day(match["day"])
    return Heading(written.rstrip(": "), "decision", body, day) if day else None


def _inline(written: str) -> Heading | None:
    match = _INLINE.fullmatch(written)
    if match is None:
        return None
    name = wording.folded(match["name"])
    if name in wording.INLINE:
        return Heading(match["name"], wording.KINDS[name], rest=match["rest"])
    if found := _decision(match["name"]):
        return replace(found, rest=match["rest"])
    return None


def _day(text: str) -> tuple[date | None, str]:
    """The day a text names, and the text before and after it."""
    match = wording.DAY.search(text)
    if match is None:
        return None, text
    found = [one for one in fuzzy.find_dates(match[0]) if one.start == one.end]
    return (found[0].start if found else None), text[: match.start()] + text[match.end() :]


def joined(first: Line, second: Line) -> Heading | None:
    """A decision's heading that goes on in the next line, as long names of bodies make it."""
    text = first.text.rstrip()
    if not re.match(r"[\s#*]*beslutning", text, re.I) or len(text) + len(second.text) > _LONGEST:
        return None
    found = _decision(f"{text.strip()} {second.text.strip()}")
    return found if found and found.day and found.body else None
