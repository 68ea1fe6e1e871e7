"""Which field a column's heading names, in Danish and English habits. Open this to add a habit.

A heading is compared folded and without its unit: "Budget (t.kr.)" is "budget". The first field
whose words are found wins, whole headings before parts of them.
"""

import re
from collections.abc import Mapping

from portfolio.domain.lists.fields import Field
from portfolio.language import fold

#: Whole headings.
_WHOLE: Mapping[Field, str] = {
    Field.NUMBER: "nr|nummer|nr.|no|no.|number|id|#|lb nr|lb. nr.|løbenr|løbenr.|løbenummer|sagsnr|"
    "indsatsnr|indsats nr|projektnr|projekt nr|projektnummer|ref|ref.|item|forslag nr",
    Field.TITLE: "titel|title|navn|name|indsats|indsatser|initiativ|initiativer|projekt|projekter|"
    "projektnavn|projekttitel|forslag|opgave|aktivitet|handling|tiltag|emne|overskrift|project|"
    "initiative|proposal|activity|action|task|indsatsens navn|hvad",
    Field.PURPOSE: "tema|temaer|formål|theme|purpose|indsatsområde|område|spor|pejlemærke|"
    "målsætning|mål|strategisk mål|program|kategori|category|track|workstream|goal|emneområde|"
    "politikområde|fokusområde|overordnet mål",
    Field.CENTRE: "center|centre|forvaltning|afdeling|enhed|department|unit|ansvarlig|ansvar|"
    "ansvarlig center|ansvarligt center|ansvarlig enhed|ansvarlig afdeling|ansvarlig forvaltning|"
    "owner|responsible|responsible unit|lead|ejer|tovholder|fagcenter|fagområde|direktørområde|"
    "forankring|forankret i|hvem|udfører|udførende",
    Field.STATUS: "status|state|tilstand|fremdriftsstatus|stade|overall status",
    Field.STAGE: "fase|stage|phase|trin|skridt",
    Field.LIGHT: "lys|trafiklys|farve|light|rag|rag status|rag-status|signal|ampel|smiley|r/y/g|"
    "rød/gul/grøn|grøn/gul/rød|farvemarkering|statusfarve|traffic light|color|colour|vurdering",
    Field.PERCENT: "fremdrift|progress|% færdig|pct færdig|procent|percent|færdiggørelse|"
    "færdiggørelsesgrad|andel færdig|complete|% complete|percent complete|fremdrift i %|%",
    Field.DEADLINE: "frist|deadline|slut|slutdato|sluttidspunkt|due|due date|end|end date|"
    "forventet afsluttet|forventet afslutning|afslutning|færdig|afsluttes|slut dato|tidsfrist|"
    "target date|finish|til|forventet færdig|hvornår",
    Field.START: "start|startdato|begynder|opstart|start date|starttidspunkt|igangsat|påbegyndt|"
    "fra|begyndt|start dato|from",
    Field.GRANTED: "bevilling|bevilget|bevilget beløb|granted|afsat|afsat beløb|bevilget budget|"
    "godkendt budget|approved budget|allocated",
    # Nobody has granted what only stands in a budget.
    Field.AMOUNT: "budget|ramme|økonomi|økonomisk ramme|beløb|amount|funding|cost|costs|udgift|"
    "udgifter|pris|kr|kroner|dkk|t.kr|tkr|mio. kr|overslag|estimat|anslået beløb|anslået udgift",
    Field.ASKED: "ansøgt|søgt|ansøgt beløb|søgt beløb|ansøgning|ønsket beløb|asked|requested|"
    "applied|requested amount|finansieringsbehov|budgetønske|behov",
    Field.OWN: "egenfinansiering|medfinansiering|egne midler|kommunal medfinansiering|eget bidrag|"
    "own funds|co-financing|own contribution",
    Field.HAPPENED: "bemærkning|bemærkninger|kommentar|kommentarer|note|noter|remarks|remark|"
    "comment|comments|notes|hvad er sket|siden sidst|status tekst|statustekst|statusbeskrivelse|"
    "seneste nyt|nyt siden sidst|uddybning|what happened|update|latest|status bemærkning|"
    "bemærkninger til status|kommentar til status",
    Field.NEXT_STEP: "næste skridt|næste trin|next step|next steps|videre proces|videre forløb|"
    "næste|det videre forløb|kommende|hvad nu",
    Field.NEXT_DATE: "dato for næste skridt|næste dato|date of next step|næste milepæl dato",
    Field.RISKS: "risiko|risici|risks|risk|udfordring|udfordringer|issues|barrierer",
    Field.REASON: "begrundelse|årsag|reason|begrundelse for lys|begrundelse for farve|forklaring",
    Field.SUMMARY: "beskrivelse|description|kort beskrivelse|om|indhold|summary|resume|resumé|"
    "baggrund|hvad handler det om|projektbeskrivelse|formålsbeskrivelse|leverance",
}
#: Words that say it even as a part of a longer heading; in the order they are looked for.
_PARTS: tuple[tuple[Field, str], ...] = (
    (Field.NEXT_DATE, r"dato.*n[aæ]e?ste|n[aæ]e?ste.*dato"),
    (Field.NEXT_STEP, r"^n[aæ]e?ste (skridt|trin)|next step"),
    (Field.OWN, r"medfinansiering|egenfinansiering|egne midler"),
    (Field.ASKED, r"ans[oø]e?gt|s[oø]e?gt bel"),
    (Field.GRANTED, r"bevil(get|ling)|godkendt budget|approved budget"),
    (Field.AMOUNT, r"^budget|budget$|^[oø]e?konomi"),
    (Field.DEADLINE, r"frist|deadline|slut(dato|tid)|forventet (f[aæ]e?rdig|afslut)|due date"),
    (Field.START, r"start(dato|tid)|opstart"),
    (Field.PERCENT, r"fremdrift|f[aæ]e?rdigg[oø]e?relse|% f[aæ]e?rdig|complete"),
    (Field.LIGHT, r"trafiklys|traffic ?light|\brag\b|(status|grøn).?farve|farvekode|lysmark"),
    (Field.HAPPENED, r"bem[aæ]e?rkning|kommentar|remark|comment|siden sidst"),
    (Field.KEPT, r"person\b|kontakt|medarbejder|projektleder|initial|\bmail"),
    (Field.CENTRE, r"ansvarlig|center|forvaltning|afdeling|tovholder|owner|responsible"),
    (Field.RISKS, r"risi(k|c)"),
    (Field.PURPOSE, r"^tema|tema$|form[aå]a?l$|indsatsomr"),
    (Field.TITLE, r"^(titel|navn|title|name)\b|(titel|navn|title|name)$"),
    (Field.SUMMARY, r"beskrivelse|description"),
    (Field.STAGE, r"^fase|fase$"),
    (Field.STATUS, r"^status|status$"),
    (Field.NUMBER, r"(^|\W)(nr|nummer|number|id)\.?$"),
)
# Money that is gone is no budget.
_SPENT = re.compile(r"forbrug|regnskab|\brest|spent|actual|disponer")
#: What a heading says of how its amounts are counted.
_UNITS: tuple[tuple[int, str], ...] = (
    (1_000_000, r"\bm(io|ill?(ion(er)?)?)\b\.?|\bm\.? ?kr\b|\bmdkk\b|\bmkr\b|\bdkk ?m\b"),
    (1_000, r"\bt\.? ?kr\b|\b1[.,]?000 ?(kr|dkk)\b|\btkr\b|\btusind|\btdkk\b|\bkdkk\b|\bk ?dkk\b"),
    (1, r"\bkr\b|\bkroner\b|\bdkk\b"),
)
_AGREED = re.compile(r"frist|deadline|\bdue\b|target|aftalt|agreed")
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_UNIT_WORDS = re.compile(
    r"\b(i )?(hele )?(t\.?kr|mio\.? ?kr|mio|mill|mkr|kr|kroner|[tm]?dkk|1[.,]?000 kr)\b\.?",
    re.IGNORECASE,
)
_WORDS = {fold(word): field for field, words in _WHOLE.items() for word in words.split("|")}


def bare(header: str) -> str:
    """A heading as it is compared: folded, without brackets, units and stops."""
    plain = _UNIT_WORDS.sub(" ", _BRACKETS.sub(" ", fold(header)))
    return " ".join(plain.strip(" :.*-,").split())


def without_unit(header: str) -> str:
    """A heading without what its amounts are counted in, for the same amounts in kr.; empty where
    it says nothing else."""
    plain = _UNIT_WORDS.sub(" ", _BRACKETS.sub(_no_unit, header))
    return " ".join(plain.split()).strip(" :.*-,")


def _no_unit(inside: re.Match[str]) -> str:
    return " " if unit(inside[0]) else inside[0]


def is_agreed(header: str) -> bool:
    """Whether a heading of dates says that somebody has said yes to them: a deadline, and not when
    something is expected to be done."""
    return bool(_AGREED.search(fold(header)))


def named(header: str) -> Field | None:
    """The field that a whole heading names; None where only its parts may, or none."""
    folded = fold(header).strip(" :.*")
    return _WORDS.get(folded) or _WORDS.get(bare(header)) or _in_brackets(header)


def hinted(header: str) -> Field | None:
    """The field that a part of a heading names."""
    plain = bare(header)
    counted = Field.AMOUNT if unit(header) else None
    if _SPENT.search(plain):
        return counted
    return next((field for field, part in _PARTS if re.search(part, plain)), counted)


def unit(header: str) -> int | None:
    """What amounts under a heading are counted in, in DKK; None where it does not say."""
    plain = fold(header)
    return next((size for size, words in _UNITS if re.search(words, plain)), None)


def _in_brackets(header: str) -> Field | None:
    """ "Status (R/Y/G)" is a light."""
    inside = [fold(part.strip("()[] ")) for part in _BRACKETS.findall(header)]
    found = [_WORDS[words] for words in inside if words in _WORDS]
    return found[0] if found and found[0] is Field.LIGHT else None
