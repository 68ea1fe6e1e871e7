"""What the body asked for, wished or made a condition of, in its decision."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from portfolio import signs
from portfolio.fuzzy import FuzzyDate
from portfolio.importers.minutes.certainty import Certainty
from portfolio.importers.minutes.decision import Decision, Said
from portfolio.importers.minutes.deeds import ACTS, NAME, UNIT, doer, is_done
from portfolio.importers.minutes.passages import BULLET, POINT, Quote
from portfolio.importers.minutes.when import due

_WHO = r"(?P<who>[\wæøåÆØÅ][\wæøåÆØÅ .&-]{1,60}?)"
_FIRST = r"(?:^|, | og |\. )(?P<who>[\wæøåÆØÅ][\wæøåÆØÅ .&-]{1,60}?)"
_ADVERB = (
    r"(?:desuden|endvidere|samtidigt?|derudover|også|i den forbindelse|yderligere|ligeledes"
    r"|herudover|dog|derfor|endelig|enstemmigt|herefter|i øvrigt)"
)
_MORE = rf"(?:{_ADVERB},? )*"
_WHAT = r"(?P<what>.+)"
_THAT = r"(?P<what>at .+)"


def _any(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.I | re.S) for pattern in patterns)


#: Words that ask, whatever comes after them.
_ASKED = _any(
    rf"\b(?:bad|bede[rs]) (?:{_WHO} )??{_MORE}om[,:]? {_WHAT}",
    rf"{_FIRST} (?:bedes|pålægges|(?:bliver |blev |er )?(?:anmodes|anmodet|opfordres|opfordret))"
    rf" {_MORE}(?:(?:om|til)[,:]? )?{_WHAT}",
    rf"\b(?:anmode|opfordre|henstille)(?:r|de|s) (?:(?:til )?{_WHO} )??{_MORE}(?:om|til)[,:]? "
    + _WHAT,
    rf"\b(?:pålagde|pålægger) (?:{_WHO} )?{_MORE}{_THAT}",
    rf"\bgav {_WHO} (?:i opdrag|til opgave|besked på|mandat til)[,:]? {_WHAT}",
    rf"\b(?:efterspurgte|efterspørger|ønske(?:r|de|s|des)),? {_MORE}{_WHAT}",
    r"\bmed (?:(?:den|de|følgende|udvalgets|supplerende) )*(?:bemærkning|tilføjelse"
    r"|tilkendegivelse|præcisering|opfordring)(?:er)?(?: om| til)?[,:]? (?P<what>(?!af ).{8,})",
    rf"\b(?:tilbage|oversend\w+|tilbagesend\w+) til {_WHO},? (?:med henblik på|så),? {_THAT}",
    rf"\b(?:(?:under|på) (?:den )?(?:forudsætning|betingelse)(?: af)?|forudsat"
    rf"|med forbehold for|forudsætte[rs]|forudsatte),? {_WHAT}",
    rf"\b(?:forvente(?:r|de)s?|(?:understreg|pointer)(?:ede|er)(?: vigtigheden af)?"
    rf"|peg(?:ede|er) på|l(?:agde|ægger) vægt på|^\W*det er {_MORE}vigtigt),? {_THAT}",
)
#: Words that may: what comes after them must be something to do.
_DECIDED = _any(
    rf"\b(?:beslutte(?:de|r|t)|vedt(?:og|aget)|aftalt?e?|enig(?:e|hed)? om|tilsluttede sig"
    rf"|godkendte),? {_MORE}{_THAT}",
    r"\b(?:idet|dog(?: således)?|således),? (?:at )?" + _WHAT,
)
_RELEASE = re.compile(
    r"^\W*(?:at )?(?:godkende\w*|tage (?!højde|stilling|kontakt|initiativ)|tiltræde"
    r"|(?:følge )?indstillingen|udsætte|anbefale|afvise|forkaste"
    r"|indstille|imødekomme|afsætte|bevilge)\b"
    r"|^\W*(?:at )?[^,]{0,140}?\b(?:godkend(?:es|t)|tages? til efterretning|tiltrædes"
    r"|anbefales|udsættes|udsat|drøftes på)\W*$",
    re.I,
)
_NO_WISH = re.compile(r"(?:ikke at|ført til protokol|tillykke|velkommen|god )", re.I)
_REASON = re.compile(
    r"^\W*(?:at )?(?:punkt|pkt|sag)\w*\.? (?:nr\.? )?\d"
    r"|\b(?:ikke (?:er|var|findes|har)|allerede|der er|fordi)\b",
    re.I,
)
_ASSIGNED = re.compile(r"^\W*(?:opfølgning|aktion|handling|opgave|to ?do)\s*:\s*(?P<what>.+)", re.I)
_ORDERED = re.compile(
    r"(?:beslutte(?:de|r)|aftalte|bad [^.:]*om|vedtog|ønske(?:r|de)|anmodede [^.:]*om|følgende"
    r"|opfølgning|bemærkninger)[^.]{0,60}(?:at|:)\s*:?$",
    re.I,
)
_OWNER = re.compile(r"\b(?:ansvarlig\w*|tovholder)\s*:\s*(?P<name>[A-ZÆØÅ][^.;,()\n]{1,60})", re.I)
_LIMIT = re.compile(
    r"\b(?:frist|deadline)\s*:\s*(?P<day>[^.;()\n]{3,40}(?:\.[^.;()\n]{2,30})?)", re.I
)
_ENDS_WITH = re.compile(
    r"\((?:ansvarlig:? |v/ ?)?(?P<name>[A-ZÆØÅ][\wæøå.-]+(?: [A-ZÆØÅ][\wæøå.-]+){0,3})\)\W*$"
)
_NAMED = re.compile(rf"(?:{UNIT}|{NAME})(?: og {UNIT})?")
_AND_WHOM = re.compile(rf",? (?:og|samt) (?P<who>{_NAMED.pattern}) {_MORE}om[,:]? (?=at )")
_NEAR = 40  # signs between the word that joins and the one that asks
_TWO = re.compile(r",? og (?=[A-ZÆØÅ]\w+ [a-zæøå]+r\b)")


@dataclass(frozen=True)
class FollowUp:
    """What is to be done, by whom and when, as far as it is said."""

    text: str
    responsible: str | None
    due: FuzzyDate | None
    quote: Quote
    certainty: Certainty


def follow_ups(made: Decision) -> list[FollowUp]:
    """What the decision asks for, in its order."""
    found: list[FollowUp] = []
    ordered = False
    for said in made.said:
        text = said.text
        listed = bool(BULLET.match(text) or (POINT.match(text) and not said.outcomes))
        if ordered and (listed or (said.start == 0 and text[:1].islower())):
            if not _RELEASE.match(_bare(text)):
                found.append(_made(said, 0, said.end - said.start, None, made))
            continue
        ordered = bool(_ORDERED.search(text))
        if not ordered and not said.is_minority:
            found += _in_sentence(said, made)
    return _with_owners(found, made)


def _bare(text: str) -> str:
    lead = BULLET.match(text) or POINT.match(text)
    return text[lead.end() if lead else 0 :].strip()


def _in_sentence(said: Said, made: Decision) -> Iterator[FollowUp]:
    whole = said.passage.text[said.start : said.end]
    if match := _ASSIGNED.match(whole):
        yield _made(said, match.start("what"), len(whole), None, made)
    elif asked := _asked(whole):
        begin, who = asked.start("what"), asked.groupdict().get("who")
        for other in _AND_WHOM.finditer(whole, begin) if who else ():
            yield _made(said, begin, other.start(), who, made)
            begin, who = other.end(), other["who"]
        yield _made(said, begin, len(whole), who, made)
    else:
        yield from _deeds(said, whole, made)


def _asked(whole: str) -> re.Match[str] | None:
    """What asks first in a sentence; of two at one place the one that says who."""
    found = [match for pattern in _ASKED if (match := pattern.search(whole)) and _is_wish(match)]
    begins = [match.start() for match in found]
    found += [
        match
        for pattern in _DECIDED
        if (match := pattern.search(whole))
        and _is_due(match)
        # "idet udvalget beder om, at …" asks by its own word
        and not any(0 <= begin - match.start("what") < _NEAR for begin in begins)
    ]
    return min(
        found,
        key=lambda match: (match.start("what"), not match.groupdict().get("who")),
        default=None,
    )


def _is_wish(match: re.Match[str]) -> bool:
    what = match["what"]
    return len(what) > 5 and not _RELEASE.match(what) and not _NO_WISH.match(what)


def _is_due(match: re.Match[str]) -> bool:
    """Whether what was decided is something to do, and no reason why."""
    what = match["what"]
    if _RELEASE.match(what) or not is_done(what):
        return False
    return not _REASON.search(what[:40]) or bool(re.search(r"\b(?:bedes|skal)\b", what))


def _deeds(said: Said, whole: str, made: Decision) -> Iterator[FollowUp]:
    """Sentences that say themselves who does what, or what is to be done."""
    lead = BULLET.match(whole) or POINT.match(whole)
    offset = lead.end() if lead else 0
    rest = whole[offset:]
    acts = ACTS.match(rest)
    if acts is None and (said.outcomes and len(said.text) < 160):
        return
    if acts is not None and (said.outcomes or doer(rest) is None) and acts["verb"][-1] == "r":
        return
    if not is_done(rest) or _RELEASE.match(rest):
        return
    if acts and _is_own(acts["who"], made.body) and not due(rest, made.day):
        return  # what the body does itself it has decided, not asked for
    begin = 0
    for cut in _TWO.finditer(rest) if acts else ():
        if doer(rest[begin : cut.start()]) and doer(rest[cut.end() :]):
            yield _made(said, offset + begin, offset + cut.start(), None, made)
            begin = cut.end()
    yield _made(said, offset + begin, len(whole), None, made)


def _made(said: Said, start: int, end: int, who: str | None, made: Decision) -> FollowUp:
    begin = said.start + start
    words = said.passage.text[begin : said.start + end]
    text = re.sub(r"^[,:]\s*|[,;] (?:og|samt)$", "", _bare(signs.one_line(words)).rstrip(" .,;"))
    quote = said.passage.quote(begin, said.start + end)
    named = _responsible(who, text, said.text, made.body)
    return FollowUp(text, named, due(text, made.day), quote, Certainty.LIKELY)


def _responsible(asked: str | None, text: str, sentence: str, body: str | None) -> str | None:
    """The name of who is to do it: who was asked, else who does it in the words themselves."""
    if match := _OWNER.search(sentence):
        return _before_limit(match["name"])
    if asked:
        name = re.sub(rf"\b{_ADVERB}\b", "", asked).strip(" ,")
        if _NAMED.fullmatch(name) and not _is_own(name, body):
            return name
    if does := doer(text):
        return does
    match = _ENDS_WITH.search(text)
    return match["name"] if match else None


def _is_own(name: str, body: str | None) -> bool:
    return (
        name.lower() in f"vi {body or 'direktionen udvalget bestyrelsen byrådet gruppen'}".lower()
    )


def _before_limit(name: str) -> str:
    return re.split(r"\s+(?:frist|deadline)\b", name, flags=re.I)[0].strip()


def _with_owners(found: list[FollowUp], made: Decision) -> list[FollowUp]:
    """The lines "Ansvarlig: …" and "Frist: …" that stand below what they belong to."""
    kept = [one for one in found if not re.match(r"(?:ansvarlig\w*|frist|deadline)\s*:", one.text)]
    for one in made.said:
        owner, limit = _OWNER.search(one.text), _LIMIT.search(one.text)
        line = one.passage.quote(one.start, one.end).line_from
        above = [at for at, other in enumerate(kept) if other.quote.line_from <= line]
        if not above or not (owner or limit):
            continue
        at = above[-1]
        if owner and kept[at].responsible is None:
            kept[at] = replace(kept[at], responsible=_before_limit(owner["name"]))
        if limit and kept[at].due is None:
            kept[at] = replace(kept[at], due=due(limit["day"], made.day))
    return kept
