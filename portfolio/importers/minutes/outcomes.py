"""What became of an item, by the words of its decision, sentence by sentence."""

import re
from collections.abc import Iterator

from portfolio import signs
from portfolio.domain.model import DecisionOutcome
from portfolio.importers.minutes.reading.word_lists import words

_WORD = re.compile(r"[a-zæøåé]+")
#: Words that are misspelt often enough, with what they mean.
_MEANT = (
    "godkendt",
    "godkendte",
    "godkendes",
    "efterretning",
    "anbefales",
    "anbefalede",
    "tiltrådt",
    "besluttede",
    "drøftede",
)
_REAL = words(
    "godkende godkender anbefale anbefaler anbefalet anbefaling beslutte beslutter "
    "besluttet besluttes drøfte drøfter drøftet drøftes drøftelse efterretninger tiltræde "
    "tiltræder godkendtes"
)
_NOT = r"(?:ikke|ej)"
_APPROVE = (
    r"(?:godken(?:d(?:t|te|es|er|tes)|t)|tiltråd(?:t|te|tes)|tiltræde[sr]"
    r"|vedtag(?:et|es|er)|vedtog(?:es)?\b(?!,? (?:\w+ )?at\b)|imødekom(?:met|mes|mer)?|bevilge(?:t"
    r"|de|s|r)|bifald(?:t|es|er)|samtykke[drt]*)"
)
_YES = rf"(?:{_APPROVE}|anbefal(?:es|et|ede|er))"
_RULES: tuple[tuple[DecisionOutcome, re.Pattern[str]], ...] = (
    (
        DecisionOutcome.TAKEN_OFF,
        re.compile(
            r"\b(?:tage[ts]|tog|blev taget|udtage[ts]|tages) (?:\w+ ){0,2}(?:af"
            r"|fra) dagsorden(?:en)?|(?:^|^\W*|\b(?:punkt|pkt|sag|emne"
            r"|dagsorden)\w*\b[^,]{0,40} )(?:er )?(?:udgår|udgik|udgået)\b(?! af (?!dagsorden))"
            r"|\b(?:trukket|trækkes|trak|taget) (?:\w+ )?(?:tilbage"
            r"|af)\b(?: fra dagsordenen)?(?! i )"
        ),
    ),
    (
        DecisionOutcome.NOT_REACHED,
        re.compile(
            r"\b(?:nåede ikke|ikke nået|nåedes ikke|blev ikke nået|blev ikke"
            r" behandlet|ikke behandlet)\b"
        ),
    ),
    (
        DecisionOutcome.POSTPONED,
        re.compile(
            r"\b(?:udsat|udsatte|udsætte[srt]*|udsættelse af|udsky(?:des|der|dt|d)|udskudt|udskød"
            r"|tilbagesend(?:t|es|te))\b|^[^,]*\b(?:genoptages|tages op igen)\b|\bsend(?:es|t|te"
            r"|er) (?:\w+ ){0,3}tilbage til\b|\bstilling (?:til [^.]{0,80} )?(?:efterfølgende"
            r"|senere|på et senere|på (?:det )?næste)"
            r"|\btages stilling\b[^.]{0,90}\b(?:efterfølgende|senere|næste møde|kommende møde)"
        ),
    ),
    (
        DecisionOutcome.NOT_APPROVED,
        re.compile(
            rf"\b{_NOT} (?:\w+ )?{_YES}\b|\b{_YES} (?:\w+ )?{_NOT}\b(?! (?:blot|kun|alene))"
            r"|\bkunne?n? ikke (?:\w+ )?(?:godkende|tiltræde|imødekomme|støtte|vedtage|anbefale)"
            r"|\bafvis(?:t|te|es|er)\b|\bafslå(?:et|s|r)\b|\bafslog\b|\bafslag\b|\bforkast(?:et"
            r"|ede|es)\b|\bnedstemt\b|\bfaldt\b(?= med|\.|$)|\bikke følge[sr]? (?:indstillingen"
            r"|administrationen)"
        ),
    ),
    (
        DecisionOutcome.RECOMMENDED,
        re.compile(
            r"\banbefal(?:er|es|et|ede|edes)\b|(?<!som )\bindstille[rs]\b|\b(?:oversend|fremsend"
            r"|videresend)(?:es|t|te|er) (?:\w+ ){0,4}(?:til|med)\b[^.]{0,80}\banbefaling"
            r"|\bmed (?:udvalgets |rådets |direktionens |en )?anbefaling\b|\banbefaling til\b"
        ),
    ),
    (
        DecisionOutcome.NOTED,
        re.compile(
            r"\btil efterretning\b|\btil orientering\b|\btaget til orientering\b|\bnoterede sig\b"
            r"|\btil underretning\b|\borienteringen (?:blev |er )?(?:taget|givet)\b"
            r"|^\W*(?:\d+\W+)?orientering(?:en)? (?:blev )?givet\b|^\W*orientere(?:t"
            r"|de)\W*$|^\W*noteret\W*$"
        ),
    ),
    (
        DecisionOutcome.DISCUSSED,
        re.compile(
            r"\bdrøft(?:et|ede|edes|es|er)\b(?! på)|\bblev vendt\b|\bdrøftelse(?:n)?"
            r" (?:blev )?(?:afholdt|gennemført|fandt)|^\W*(?:\d+\W+)?drøftelse\W*$"
        ),
    ),
    (
        DecisionOutcome.APPROVED,
        re.compile(
            rf"\b{_APPROVE}\b|\b(?:indstillingen|indstilling(?:erne)?)(?: blev| er|"
            rf" bliver)? (?:fulgt|følges|fulgtes|tages til følge)\b|\bsom"
            rf" indstillet\b|\btilslut(?:tede|ter) sig\b|\bbakke(?:r|de) op om\b|\btilsluttes\b"
            rf"|\b(?:besluttede|valgte|enige om|enig om|kan|kunne) (?:\w+"
            rf" )?(?:at )?(?:godkende|tiltræde|imødekomme|vedtage|bevilge)\b"
        ),
    ),
    (
        DecisionOutcome.DECIDED,
        re.compile(
            r"\bbeslut(?:tede|tet|ter|tes|tedes|ning blev)\b|\bvedtog,? (?:\w+ )?at\b"
            r"|\b(?:udpeg|nedsat|nedsæt|fastsat|fastlagd?)(?:ede|ede?s|e?t|te|tes|es|er)?\b|\bfasthold(?:er|t|es)\b|\bvalg(?:t"
            r"|te|tes)\b|\bafsatte\b|\bprioriterede\b|\btildelte\b|\bgenvalgt\b"
        ),
    ),
    (
        DecisionOutcome.REQUESTED,
        re.compile(
            r"\bbad\b|\bbedes\b|\bbeder\b|\banmod(?:e|er|es|ede|et)\b|\bønske(?:r|de|s|des)\b"
            r"|\befterspurgte\b|\befterspørger\b|\bpålagde\b|\bpålægger\b|\bpålægges\b"
            r"|\bopfordre(?:r|de|s)\b|\bhenstill(?:er|ede|es)\b|\bi opdrag\b"
            r"|\bgav (?:\w+ ){1,3}(?:til )?opgave"
        ),
    ),
)
#: What a recommendation passes on is not decided here: "anbefaler, at indstillingen godkendes".
_AFTER_IT = {
    DecisionOutcome.APPROVED,
    DecisionOutcome.NOTED,
    DecisionOutcome.DISCUSSED,
    DecisionOutcome.NOT_APPROVED,
}
_WISH = re.compile(
    r"\b(?:bad|beder|bedes|ønske\w*|anmod\w*|bemærkning\w* om|opfordr\w*"
    r"|henstill\w*|forudsæt\w*|betingelse)\b"
)
_AIM = re.compile(
    r"\b(?:med henblik på|hvorefter|før(?: at)?|inden|når|hvis|såfremt|forud for|til brug for"
    r"|som tidligere|tidligere|der (?:blev|er) (?:tidligere )?|jf\.?)\b"
)
_SENT_ON = re.compile(r"\b(?:oversend|videresend|henvis)(?:es|t|te)\b")
_MINORITY = re.compile(
    r"^\W*(?:imod|for|hverken|blankt)?\W*(?:stemte|undlod)\b|\bmindretal|\bprotokol(?:\w*bemærk"
    r"|\w*tilfør|\w*erklær|lat)|^\W*[^.,:]{0,80}\(\w{1,2}(?:[+, ]+\w{1,2})*\)[^.]*\b(?:stemte"
    r"|undlod|kan ikke|kunne ikke|ønske[rd]|tog|tager|mener|tilslutter|støtter|forbehold"
    r"|bemærke[rd])|^[^.,:]{0,80}\bstemte (?:imod|nej|blankt)\b|^\W*(?:gruppe[n]? |liste "
    r"|partie(?:t|rne)|socialdemokrat|venstre\b|enhedslisten|radikale|(?:det )?konservative|sf\b"
    r"|dansk folkeparti|nye borgerlige|liberal alliance|alternativet|moderaterne"
    r"|danmarksdemokraterne|\w+listen\b)",
)
_PLAIN = re.compile(
    r"\W*(?:(?:ad|pkt|punkt|nr)?\W*\d[\d.\s-]*\W*)?(?:[a-zæøå]+(?:et|en|erne|utvalget)?\s)?"
    r"(?:(?:blev|er|bliver) )?(?:enstemmigt )?(?:godkend(?:t|te|es)|tiltrå(?:dt|dte)|tiltrædes"
    r"|vedtaget|vedtages|taget til efterretning|til efterretning|tog [a-zæøå ]{3,40} til"
    r" efterretning|udsat|udsættes|drøftet|drøftede|drøftes|anbefal(?:es|et|ede)|ikke godkendt"
    r"|besluttede|bad)\b[^.]*\W*"
)


def is_minority(sentence: str) -> bool:
    """Whether it tells what some of the members said or voted, and not what was decided."""
    plain = signs.compared(sentence)
    return bool(_MINORITY.search(plain)) and "flertal" not in plain


def is_plain(sentence: str) -> bool:
    """Whether it says in the common words, and with no reservation, what was decided."""
    plain = _spelled(sentence)
    return bool(_PLAIN.fullmatch(plain)) and not re.search(
        r"\b(?:ikke|dog|idet|men|i stedet|ønske\w*|tilbage|bortset|undtag\w*)\b",
        plain.replace("ikke godkendt", ""),
    )


def outcomes(sentence: str) -> list[DecisionOutcome]:
    """The outcomes a sentence of a decision tells, in its order."""
    return [outcome for _, outcome in sorted(_places(_spelled(sentence)))]


def _places(text: str) -> Iterator[tuple[int, DecisionOutcome]]:
    found: dict[DecisionOutcome, int] = {}
    for outcome, pattern in _RULES:
        for match in pattern.finditer(text):
            if _counts(outcome, match, text, found):
                found[outcome] = match.start()
                break
    if not found and (sent := _SENT_ON.search(text)):
        found[DecisionOutcome.DECIDED] = sent.start()
    yield from ((place, outcome) for outcome, place in found.items())


def _counts(
    outcome: DecisionOutcome,
    match: re.Match[str],
    text: str,
    found: dict[DecisionOutcome, int],
) -> bool:
    before = text[: match.start()]
    refused = found.get(DecisionOutcome.NOT_APPROVED)
    if outcome in (DecisionOutcome.APPROVED, DecisionOutcome.RECOMMENDED) and refused is not None:
        return abs(refused - match.start()) >= 25
    recommended = found.get(DecisionOutcome.RECOMMENDED)
    if outcome in _AFTER_IT and recommended is not None and recommended < match.start():
        between = text[recommended : match.start()]
        return bool(re.search(r",| og |;", between)) and not re.search(r"\bat\b", between)
    if outcome not in (
        DecisionOutcome.REQUESTED,
        DecisionOutcome.DECIDED,
        DecisionOutcome.RECOMMENDED,
    ):
        wish = max((one.end() for one in _WISH.finditer(before)), default=None)
        if wish is not None and re.search(r"\bat\b|\bom\b", before[wish - 3 :]):
            return False
        return not _is_aside(before)
    return True


def _is_aside(before: str) -> bool:
    """Whether the words stand in a clause about something else: an aim, a time, another day."""
    clause = re.split(r"[.;,:]| og | men ", before)[-1]
    return bool(_AIM.search(clause))


def _spelled(sentence: str) -> str:
    """The sentence in small letters, its misspelt outcome words as they are meant."""
    return _WORD.sub(lambda match: _meant(match[0]), signs.compared(sentence))


def _meant(word: str) -> str:
    if not 6 <= len(word) <= 14 or word in _REAL:
        return word
    if word in _MEANT:
        return word
    return next((meant for meant in _MEANT if word[0] == meant[0] and _is_near(word, meant)), word)


def _is_near(one: str, other: str) -> bool:
    """One letter wrong, missing, too many, or two in the wrong order; the ends in common."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    first, second = one[start : len(one) - end], other[start : len(other) - end]
    if len(first) <= 1 and len(second) <= 1:
        # "godkende" is a word of its own, and so is "godkender".
        return start >= 2 and end >= 1
    return len(first) == len(second) == 2 and first == second[::-1]
