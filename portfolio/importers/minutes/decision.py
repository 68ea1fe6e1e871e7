"""What this body decided at this meeting, in its own words and without who was absent."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from portfolio import signs
from portfolio.domain.model import DecisionOutcome
from portfolio.importers.minutes import absence, outcomes, wording
from portfolio.importers.minutes.certainty import Certainty
from portfolio.importers.minutes.deeds import doer, is_done
from portfolio.importers.minutes.items import Item
from portfolio.importers.minutes.outline import Outline
from portfolio.importers.minutes.passages import BULLET, POINT, Numbered, Passage, paragraphs
from portfolio.importers.minutes.sections import Section, numbered, own_decision

_BLANK = re.compile(
    r"\W*(?:(?:ingen|intet)(?: beslutning| spørgsmål| (?:at|til) refera\w+)?|-|\.)?\W*", re.I
)
_VOTES = re.compile(
    r"\b(?:stemte|stemmer?|stemmerne|undlod|mindretal\w*|flertal\w*|protokol\w*|bemærk\w*|forbehold"
    r"|enstemmigt|imod)\b",
    re.I,
)
_SETS_OUT = re.compile(
    r"\W*(?:sagen|punktet|emnet|forslaget|indstillingen|der|det|administrationen|forvaltningen"
    r"|sekretariatet)\b",
    re.I,
)
_ABOUT = re.compile(r"\W*(?:vedr\.?|vedrørende|ad\b|pkt\.?|punkt|angående|til) ", re.I)
_PAST = re.compile(
    r"\b(?:godkend\w*|beslutte\w*|vedt(?:og|aget)|tog|drøftede|drøftet|bad|ønskede|ønsker|bede[rs]"
    r"|anmode\w*|opfordre\w*|anbefal\w*|udsatte|tiltrådt\w*|valgte|noterede|kvitterede"
    r"|understregede|orienterede|roste|takkede|gav|afviste|indstiller|pålagde|konstaterede|fandt"
    r"|lagde|besluttes|udpegede|nedsatte|aftalte|enig(?:e)? om)\b",
    re.I,
)
_CASE_TEXT = 100  # signs from which a section tells something
_SHORT_ITEM = 300  # signs up to which an item without any heading may be its decision
_TASK = 160  # signs a paragraph has at most that only says who does what
_CASE_KINDS = ("finances", "other")
_REMARK = re.compile(r"protokol|bemærk|udtal|:\s*$", re.I)
_WE = (
    r"(?:bestyrelsen|udvalget|rådet|direktionen|gruppen|forummet|nævnet"
    r"|byrådet|menighedsrådet|vi|ledelsen|mødet|det)"
)
_SUBJECT = re.compile(
    r"\W*(?P<who>[A-ZÆØÅ][\wæøåÆØÅ-]+(?:,? (?:og|for|[A-ZÆØÅ][\wæøåÆØÅ-]+)){0,6})"
)
_HAS = re.compile(r"\s*\b(?:har|havde)\b")
_WE_WORDS = frozenset(
    ("det", "det blev", "vi", "indstillingen", "orienteringen", "sagen", "punktet", "forslaget")
)
_UNHEADED = re.compile(
    rf"\b{_WE}\b (?:\w+ ){{0,3}}?(?:godkendte|besluttede|vedtog"
    rf"|tog\b[^.]*\btil efterretning|drøftede|udsatte|anbefaler|anbefalede"
    rf"|tiltrådte|afviste|valgte|bad\b|ønsker|blev besluttet|blev vedtaget"
    rf"|blev aftalt|blev godkendt|blev drøftet)"
    r"|\b(?:blev|er) (?:enstemmigt )?(?:godkendt|vedtaget|genvalgt|valgt"
    r"|udsat|taget til efterretning)\b",
    re.I,
)


@dataclass(frozen=True)
class Said:
    """A sentence of the decision, where it stands and what became of the item by it."""

    passage: Passage
    start: int
    end: int
    outcomes: tuple[DecisionOutcome, ...]
    is_minority: bool = False

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end].strip()


@dataclass(frozen=True)
class Decision:
    """``text``: the words, all points of it. ``section``: None where no heading says so."""

    text: str
    body: str | None
    day: date | None
    said: list[Said]
    line_from: int
    line_to: int
    certainty: Certainty
    section: Section | None = None
    outcomes: list[DecisionOutcome] = field(default_factory=list)


def decision(
    one: Item,
    found: Outline,
    made: Sequence[Section],
    *,
    body: str | None,
    day: date | None,
    width: int,
    headed: bool,
) -> Decision | None:
    """The decision of an item. ``headed``: decisions have headings in these minutes."""
    section = own_decision(made, body, day)
    if section is not None:
        last = all(other.start <= section.start for other in made if other.kind != "attachments")
        told = Counter[str]()
        for other in made:
            told[other.kind] += _length(other.lines(found))
        lines = section.lines(found)
        notes = [line.number for line in lines if absence.opens(line.text)]
        breaks = frozenset((*notes, *(number + 1 for number in notes)))
        beside = last and any(told[kind] > _CASE_TEXT for kind in _CASE_KINDS)
        longest = None if told["presentation"] else _SHORT_ITEM if beside else 0
        kept = _kept(paragraphs(lines, width, breaks), longest)
        sure = (
            Certainty.SURE
            if section.heading.lower().startswith(("beslut", "afgør")) or section.day
            else Certainty.LIKELY
        )
        return _made(kept, section.body or body, section.day or day, sure, section)
    if any(other.kind == "decision" for other in made):
        return None
    if headed and (made or _length(numbered(found, one.body, one.end)) > _SHORT_ITEM):
        return None
    return _unheaded(one, found, made, body, day, width)


def _length(lines: Sequence[Numbered]) -> int:
    return sum(len(line.text.strip()) for line in lines)


def _kept(every: Sequence[Passage], longest: int | None) -> list[Said]:
    """The sentences that decide. ``longest``: how many signs a paragraph may have that does not
    read as a decision, since the case text may follow; None: it stands elsewhere, so all of them
    decide."""
    kept: list[Said] = []
    after_absence = False
    for place, passage in enumerate(every):
        if wording.NOT_RELEASED.match(passage.text.strip()):
            return []
        if absence.opens(passage.text):
            after_absence = True
            kept += _after_note(passage)
            continue
        if after_absence and _is_name_list(passage.text):
            continue
        first = not place and not after_absence
        opened = bool(kept) and kept[-1].text.endswith((":", ",", ", og", ", samt"))
        like = first or opened or longest is None or _is_like(passage)
        like = like or (bool(kept) and len(passage.text) <= (longest or 0))
        if not like and (kept or after_absence):
            break
        kept += _sentences(passage)
    return kept


def _after_note(passage: Passage) -> list[Said]:
    """What follows a note of absence in its own paragraph, where it decides something."""
    return [said for said in _sentences(passage) if said.outcomes]


def _sentences(passage: Passage) -> list[Said]:
    made: list[Said] = []
    aside = False  # what follows the words of some members is theirs to the paragraph's end
    for start, end in passage.sentences():
        text = passage.text[start:end]
        if absence.is_said(text) or _BLANK.fullmatch(text):
            continue
        minority = aside or outcomes.is_minority(text)
        aside = aside or (minority and bool(_REMARK.search(text)))
        told = () if minority else tuple(outcomes.outcomes(text))
        made.append(Said(passage, start, end, told, minority))
    return made


def _is_name_list(text: str) -> bool:
    return (
        len(text) < 200
        and bool(absence.NAME_LIST.fullmatch(text))
        and not outcomes.outcomes(text)
        and not POINT.match(text)
    )


def _decides(text: str) -> bool:
    """Whether a paragraph begins with a body that decides, or with nothing but the outcome."""
    begins = _SUBJECT.match(text)
    subject = begins["who"] if begins else ""
    is_ours = subject.lower() in _WE_WORDS or any(map(wording.is_body, subject.split()))
    if begins and is_ours:
        return bool(_PAST.search(text[:90])) and not _HAS.match(text[begins.end() :])
    opening = text[:45]
    return len(text) < 160 and bool(outcomes.outcomes(opening)) and not _HAS.search(opening)


def _is_like(passage: Passage) -> bool:
    """Whether a paragraph reads as part of a decision, and not as the case told."""
    text = passage.text.strip()
    if (
        BULLET.match(text)
        or POINT.match(text)
        or (len(text) < 70 and (outcomes.outcomes(text) or _ABOUT.match(text)))
    ):
        return True
    if (_SETS_OUT.match(text) and len(text) < 400 and is_done(text)) or _VOTES.search(text[:200]):
        return True
    if outcomes.is_minority(text) or (len(text) < _TASK and doer(text)):
        return True
    return _decides(text)


def _made(
    kept: Sequence[Said],
    body: str | None,
    day: date | None,
    certainty: Certainty,
    section: Section | None,
) -> Decision | None:
    if not kept:
        return None
    order: list[DecisionOutcome] = []
    for said in kept:
        order += [outcome for outcome in said.outcomes if outcome not in order]
    first = kept[0].passage.quote(kept[0].start, kept[0].end)
    last = kept[-1].passage.quote(kept[-1].start, kept[-1].end)
    if not order and certainty is Certainty.SURE:
        certainty = Certainty.LIKELY
    return Decision(
        text=_text(kept),
        body=body,
        day=day,
        said=list(kept),
        line_from=first.line_from,
        line_to=max(last.line_to, first.line_to),
        certainty=certainty,
        section=section,
        outcomes=order,
    )


def _text(kept: Iterable[Said]) -> str:
    """The words: sentences of a paragraph on a line."""
    lines: list[str] = []
    passage: Passage | None = None
    for said in kept:
        text = signs.one_line(said.text)
        if said.passage is passage:
            lines[-1] += f" {text}"
        else:
            lines.append(text)
        passage = said.passage
    return "\n".join(lines)


def _unheaded(
    one: Item,
    found: Outline,
    made: Sequence[Section],
    body: str | None,
    day: date | None,
    width: int,
) -> Decision | None:
    """In minutes without headings of decisions: the sentences that say that it was decided."""
    shut = {
        index
        for other in made
        if other.kind not in ("presentation", "background", "summary", "other")
        for index in range(other.start, other.end)
    }
    lines = [line for line in numbered(found, one.body, one.end) if line.number - 1 not in shut]
    kept = []
    for passage in paragraphs(lines, width, frozenset()):
        for said in _sentences(passage):
            short = len(passage.text.strip()) < 90 and said.outcomes
            decides = said.outcomes and (short or _UNHEADED.search(said.text))
            if decides or (doer(said.text) and len(said.text) < 200):
                kept.append(said)
    return _made(kept, body, day, Certainty.LIKELY, None)
