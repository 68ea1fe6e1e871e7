"""What the body asked for, wished or made a condition of, in its decision."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from portfolio import signs
from portfolio.domain.model import DecisionOutcome
from portfolio.fuzzy import FuzzyDate
from portfolio.importers.minutes import outcomes
from portfolio.importers.minutes.certainty import Certainty
from portfolio.importers.minutes.decision import Decision, Said
from portfolio.importers.minutes.deeds import ACTS
from portfolio.importers.minutes.passages import BULLET, POINT, Quote
from portfolio.importers.minutes.responsible import responsible
from portfolio.importers.minutes.when import due

_WHO = r"(?P<who>[\wæøåÆØÅ][\wæøåÆØÅ .&-]{1,60}?)"
_ADVERB = (
    r"(?:(?:desuden|endvidere|samtidig(?:t)?|derudover|også|i den"
    r" forbindelse|yderligere|ligeledes|herudover|dog|derfor|endelig"
    r"|enstemmigt) )*"
)
_ASKED = (
    re.compile(rf"\bbad (?:{_WHO} )??{_ADVERB}om[,:]? (?P<what>.+)", re.I),
    re.compile(rf"\bbe(?:der|des) (?:{_WHO} )??{_ADVERB}om[,:]? (?P<what>.+)", re.I),
    re.compile(r"(?:^|, | og )(?P<who>[\wæøåÆØÅ][\wæøåÆØÅ .-]{2,40}?) bedes (?P<what>.+)", re.I),
    re.compile(
        rf"\b(?:anmode(?:r|de|s)|opfordre(?:r|de|s)|henstille(?:r|de|s))"
        rf" (?:(?:til )?{_WHO} )??{_ADVERB}(?:om|til)[,:]? (?P<what>.+)",
        re.I,
    ),
    re.compile(rf"\b(?:pålagde|pålægger|pålægges) (?:{_WHO} )?{_ADVERB}(?P<what>at .+)", re.I),
    re.compile(
        rf"\bgav {_WHO} (?:i opdrag|til opgave|besked på|mandat til)[,:]? (?P<what>.+)", re.I
    ),
    re.compile(
        rf"\b(?:efterspurgte|efterspørger|ønske(?:r|de|s|des))"
        rf" {_ADVERB}(?:(?P<who>administrationen|forvaltningen"
        rf"|sekretariatet)(?=s? ?(?:at|til)) )?(?P<what>.+)",
        re.I,
    ),
    re.compile(
        r"\bmed (?:den |de |følgende |udvalgets |den supplerende"
        r" )?(?:bemærkning(?:er)?|tilføjelse(?:r)?|tilkendegivelse"
        r"|præcisering(?:er)?|opfordring)(?: om| til)?[,:]? (?P<what>.+)",
        re.I,
    ),
    re.compile(
        r"\b(?:under forudsætning af|på betingelse af|forudsat|under den"
        r" forudsætning|på den betingelse|med forbehold for)[,:]? (?P<what>.+)",
        re.I,
    ),
    re.compile(r"\bforudsæ(?:tter|tte|ttes) (?P<what>.+)|\bforudsatte,? (?P<whatever>at .+)", re.I),
    re.compile(r"\bforvente(?:r|de)s?,? (?P<what>at .+)", re.I),
    re.compile(r"\bunderstreg(?:ede|er) vigtigheden af,? (?P<what>at .+)", re.I),
    re.compile(r"\b(?:lagde|lægger) vægt på,? (?P<what>at .+)", re.I),
    re.compile(
        r"\b(?:besluttede|beslutter|vedtog|aftalte|aftalt|besluttet|enig(?:e)?"
        r" om|var enig(?:e)? om|det blev aftalt)[,:]? (?:desuden |endvidere "
        r"|også )?(?P<what>at .+)",
        re.I,
    ),
    re.compile(r"\b(?:idet|dog således|dog),? (?:at )?(?P<what>.+)", re.I),
    re.compile(
        r"^\W*(?:det er (?:i den forbindelse |desuden |derfor )?vigtigt,? )(?P<what>at .+)", re.I
    ),
)
_DEMANDS = re.compile(
    r"\b(?:skal|bør|bedes|ønske[rs]?|ønskede|anmode[rs]|forudsættes|arbejdes"
    r"|undersøges|fremlægges|forelægges|vender tilbage|følges op|følger op"
    r"|udarbejdes|indhentes|afklares|indarbejdes|evalueres|inddrages"
    r"|involveres|opfordres|kvalificeres|tilføjes|beskrives|orienteres"
    r"|præciseres|afrapporteres|sikres|sendes|indkaldes|afholdes|iværksættes"
    r"|igangsættes|nedsættes|tages op|tilpasses)\b",
    re.I,
)
_PASSIVE = re.compile(
    r"^\W*(?:(?:sagen|punktet|der|det|forslaget|arbejdet|evalueringen|planen"
    r"|notatet|rapporten|emnet)\b[^.]{0,120}?\b)"
    r"(?:bør|skal|arbejdes videre|udarbejdes|følges op|fremlægges|forelægges"
    r"|indkaldes|undersøges|inddrages|evalueres|tages stilling|indhentes"
    r"|nedsættes|planlægges|sendes (?:ud|til høring|i høring)|igangsættes"
    r"|tages op)\b.*",
    re.I,
)
_GENERAL = re.compile(
    r"^\W*[A-ZÆØÅ][^.]{3,160}\b(?:bør|skal) (?:desuden |derfor |også "
    r"|samtidig |i den forbindelse )?(?:\w+ ){0,3}(?:\w+(?:s|e))\b.*"
)
_RELEASE = re.compile(
    r"^\W*(?:at )?(?:godkende|godkendte|tage|tiltræde|indstillingen|følge"
    r" indstillingen|udsætte|anbefale|afvise|forkaste|indstille|imødekomme"
    r"|afsætte|bevilge)\b",
    re.I,
)
_OUTCOME_ONLY = re.compile(
    r"^\W*(?:at )?[^,]{0,140}?\b(?:godkend(?:es|t)|tages? til efterretning"
    r"|tiltrædes|anbefales|udsættes|udsat|drøftes på)\W*$",
    re.I,
)
_ASSIGNED = re.compile(r"^\W*(?:opfølgning|aktion|handling|opgave|to ?do)\s*:\s*(?P<what>.+)", re.I)
_ORDERED = re.compile(
    r"(?:besluttede|beslutter|aftalte|bad om|vedtog|ønsker|ønskede|anmodede"
    r" [^.:]*om|bad [^.:]*om|følgende|opfølgning"
    r"|bemærkninger)[^.]{0,60}(?:at|:)\s*:?$",
    re.I,
)
_VOTES = re.compile(r"\b(?:stemte|undlod at stemme|mindretals\w+)\b", re.I)
_REASON = re.compile(r"\b(?:ikke (?:er|var|findes|har)|allerede|der er|fordi)\b", re.I)


@dataclass(frozen=True)
class FollowUp:
    """What is to be done, by whom and when, as far as it is said."""

    text: str
    responsible: str | None
    due: FuzzyDate | None
    quote: Quote
    certainty: Certainty


def follow_ups(made: Decision, day: date | None) -> list[FollowUp]:
    """What the decision asks for, in its order."""
    found: list[FollowUp] = []
    ordered = False
    for said in made.said:
        text = said.text
        listed = bool(BULLET.match(text) or (POINT.match(text) and not said.outcomes))
        if ordered and (listed or (said.start == 0 and text[:1].islower())):
            if not _OUTCOME_ONLY.match(_bare(text)) and not _RELEASE.match(_bare(text)):
                found.append(
                    _made(
                        said,
                        0,
                        len(said.passage.text[said.start : said.end]),
                        None,
                        day,
                        Certainty.LIKELY,
                    )
                )
            continue
        ordered = bool(_ORDERED.search(text))
        if ordered:
            continue
        found += _in_sentence(said, day)
    return _with_owners(found, made.said, day)


def _bare(text: str) -> str:
    lead = BULLET.match(text) or POINT.match(text)
    return text[lead.end() if lead else 0 :].strip()


def _in_sentence(said: Said, day: date | None) -> Iterator[FollowUp]:
    whole = said.passage.text[said.start : said.end]
    if _VOTES.search(whole):
        return
    if match := _ASSIGNED.match(whole):
        yield _made(said, match.start("what"), len(whole), None, day, Certainty.SURE)
        return
    best = None
    for place, pattern in enumerate(_ASKED):
        match = pattern.search(whole)
        if match is None:
            continue
        group = "what" if match.groupdict().get("what") else "whatever"
        what = match[group]
        if not _is_asked(place, what, said):
            continue
        if best is None or match.start(group) < best[0]:
            best = (match.start(group), match, place)
    if best is not None:
        start, match, place = best
        who = match.groupdict().get("who")
        certainty = Certainty.LIKELY
        yield _made(said, start, len(whole), who, day, certainty)
        return
    lead = BULLET.match(whole) or POINT.match(whole)
    offset = lead.end() if lead else 0
    rest = whole[offset:]
    if (match := ACTS.match(rest)) and not _is_body_word(match["who"], said):
        yield _made(said, offset, len(whole), match["who"].strip(), day, Certainty.LIKELY)
    elif not _only_outcome(said) and (_PASSIVE.match(rest) or _GENERAL.match(rest)):
        yield _made(said, offset, len(whole), None, day, Certainty.LIKELY)


def _only_outcome(said: Said) -> bool:
    blocking = {
        DecisionOutcome.APPROVED,
        DecisionOutcome.NOTED,
        DecisionOutcome.RECOMMENDED,
        DecisionOutcome.NOT_APPROVED,
    }
    return bool(blocking & set(said.outcomes)) and len(said.text) < 160


def _is_body_word(who: str, said: Said) -> bool:
    """A body that decides is not asked: "Direktionen skal" is, "Direktionen tager" not."""
    return bool(outcomes.outcomes(said.text)) and not re.search(
        r"\b(?:skal|bør|bedes)\b", said.text
    )


def _is_asked(place: int, what: str, said: Said) -> bool:
    """Whether the words after the verb ask for something."""
    if _RELEASE.match(what) or _OUTCOME_ONLY.match(what):
        return False
    pattern = _ASKED[place].pattern
    if "besluttede" in pattern:
        clause = what.removeprefix("at ").strip()
        return (
            bool(_DEMANDS.search(clause))
            or bool(
                re.match(
                    r"(?:sende|fremlægge|indkalde|undersøge|igangsætte|udarbejde|forelægge"
                    r"|invitere|evaluere|følge|arbejde|inddrage|indgå|etablere|nedsætte|søge"
                    r"|kontakte|sætte|afholde)\b",
                    clause,
                )
            )
            or bool(
                re.match(
                    r"(?:der |[A-ZÆØÅa-zæøå]\w+(?:en|et|erne) )(?:\w+ ){0,6}?\w{3,}(?:es|s)\b",
                    clause,
                )
            )
        )
    if "idet" in pattern:
        return bool(_DEMANDS.search(what)) and not (
            _REASON.search(what[:40]) and not re.search(r"\b(?:bedes|ønskes?r?|skal)\b", what)
        )
    if "bemærkning" in pattern:
        return len(what) > 8
    if "ønske" in pattern:
        return bool(
            re.match(
                r"(?:,? ?at |en |et |sagen |der |mere |flere |yderligere |punktet "
                r"|fortsat |supplerende |notat|oplæg|[a-zæøå]+)",
                what,
                re.I,
            )
        ) and not re.match(r"(?:ikke at|ført til protokol|tillykke|velkommen|god )", what, re.I)
    return len(what) > 5


def _made(
    said: Said, start: int, end: int, who: str | None, day: date | None, certainty: Certainty
) -> FollowUp:
    begin = said.start + start
    quote = said.passage.quote(begin, said.start + end)
    text = _bare(signs.one_line(said.passage.text[begin : said.start + end])).rstrip(" .")
    text = re.sub(r"^[,:]\s*", "", text)
    named = responsible(who, text, said.text)
    return FollowUp(text, named, due(text, day), quote, certainty)


def _with_owners(found: list[FollowUp], said: Sequence[Said], day: date | None) -> list[FollowUp]:
    """The lines "Ansvarlig: …" and "Frist: …" that stand below what they belong to."""
    kept = [
        one for one in found if not re.match(r"(?:ansvarlig\w*|frist|deadline)\s*:", one.text, re.I)
    ]
    for one in said:
        owner = re.search(
            r"\b(?:ansvarlig\w*|tovholder)\s*:\s*([A-ZÆØÅ][^.;,()\n]{1,60})", one.text
        )
        limit = re.search(
            r"\b(?:frist|deadline)\s*:\s*([^.;()\n]{3,40}(?:\.[^.;()\n]{2,30})?)", one.text, re.I
        )
        if not owner and not limit:
            continue
        line = one.passage.quote(one.start, one.end).line_from
        above = [at for at, other in enumerate(kept) if other.quote.line_from <= line]
        if not above:
            continue
        at = above[-1]
        changed = kept[at]
        if owner and changed.responsible is None:
            changed = replace(
                changed,
                responsible=re.split(r"\s+(?:frist|deadline)\b", owner[1], flags=re.I)[0].strip(),
            )
        if limit and changed.due is None:
            changed = replace(changed, due=due(limit[1], day))
        kept[at] = changed
    return kept
