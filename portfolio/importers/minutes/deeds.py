"""How Danish says that something is to be done: by the form of the verbs, not by a list of them."""

import re

from portfolio.importers.minutes.reading.word_lists import words

NAME = r"[A-ZÆØÅ][\wæøåéÆØÅ.-]*(?:(?:,? og| for| &|,)? (?:[A-ZÆØÅ]|\d{1,2}\.? )[\wæøåéÆØÅ.-]*){0,6}"
#: Units and offices that no capital tells.
UNIT = (
    r"[a-zæøå-]*(?:administrationen|forvaltning(?:en|erne)|sekretariatet|afdelingen|centeret"
    r"|centret|centre(?:ne)?|direktør(?:en|erne)?|chef(?:en|erne)?|borgmesteren|formand(?:en"
    r"|skabet)|kasserer(?:en)?|sekretær(?:en)?|gruppen|udvalg(?:et|ene)?|lederen|skoler(?:ne)?"
    r"|ledelsen|direktionen|(?:ledelses|medarbejder)siden|bestyrelsen|rådet|kommunen|forum)"
)
_SUBJECT = rf"(?:{NAME}(?: og {UNIT})?|{UNIT}(?: (?:og|for) (?:{UNIT}|{NAME}))*)"
_ADVERBS = r"(?:(?:ikke|fortsat|løbende|også|derfor|snarest|desuden|herefter|samtidig|dog) ){0,2}"
#: Verbs that tell how things are, what was said or what was decided.
_NO_DEED = words(
    "er bliver har kan viser mener finder støtter tilslutter anbefaler godkender tiltræder "
    "vedtager udsætter indstiller konstaterer noterer bemærker oplyser fortæller kvitterer takker "
    "roser koster betyder gælder omfatter består udgør forventer vurderer anser stemmer undlader "
    "hører ligger står beslutter der for efter under over eller når her hvor især hver år"
    " ønsker beder drøfter medfører kræver vedrører begynder starter slutter stiger falder bakker"
)
_NO_PASSIVE = words(
    "fælles således ligeledes anderledes deres andres alles begges disses hvorledes særdeles vores "
    "findes synes skyldes lykkes trives anses vurderes skønnes forventes bemærkes konstateres "
    "noteres oplyses henvises ønskes godkendes anbefales tiltrædes vedtages udsættes imødekommes "
    "afvises forkastes indstilles besluttes kendes seneste nylades omfattes støttes tages ellers "
    "finansieres lukkes stoppes videreføres forlænges afsættes afholdes bevilges fastsættes "
    "fastholdes ophæves nedlægges sælges optages frigives udbetales dækkes"
)
_PASSIVE = re.compile(r"\b(?P<verb>[a-zæøå]{2,}(?<!ern)(?<!en)es)\b")
_TAKEN = re.compile(r"\btages (?!til (?:efterretning|orientering|følge)\b|ad |af )")
_MUST = re.compile(r"\b(?:skal|bør|må|bedes)\b")
ACTS = re.compile(
    rf"^\W*(?:at )?(?P<who>{_SUBJECT}),? (?:(?:inden|senest|til) [^,.]{{3,40}} )??{_ADVERBS}"
    r"(?P<verb>(?!(?:septem|okto|novem|decem)ber|(?:jan|febr)uar)[a-zæøå]{3,}r"
    r"|ser(?= (?:nærmere )?på)|skal|bør|bedes)\b(?P<rest>.*)",
    re.S,
)
#: "Kontingentet stiger": a thing in its definite form is nobody; these are names.
_THING = re.compile(
    r"(?!(?:Jørgen|Søren|Kirsten|Karen|Ste?en|Morten|Torben|Maren|[CK]arsten|Ellen|Helen|Preben"
    r"|K?Ch?risten|Lisbet|Margaret|Harriet)\b)[A-ZÆØÅ][\wæøå-]*(?:en|et|erne)\b(?! [A-ZÆØÅ])"
    r"|(?:Næste|Der|Det)\b"
)
_INFINITIVE = re.compile(
    r"\W*(?:at )?(?:sende|fremlægge|indkalde|undersøge|igangsætte|udarbejde|forelægge|invitere"
    r"|evaluere|følge|arbejde|inddrage|indgå|etablere|nedsætte|søge|kontakte|sætte|afholde)\b"
)


def is_done(clause: str) -> bool:
    """Whether somebody does, must do or is to have done something: "planen sendes i høring"."""
    if _MUST.search(clause) or _TAKEN.search(clause) or _INFINITIVE.match(clause):
        return True
    return doer(clause) is not None or any(
        match["verb"] not in _NO_PASSIVE for match in _PASSIVE.finditer(clause)
    )


def doer(clause: str) -> str | None:
    """Who does it, where somebody does: "at HR fremlægger en analyse"."""
    match = ACTS.match(clause)
    if match is None or match["verb"] in _NO_DEED:
        return None
    if clause[:1].isupper() and _THING.match(clause) and not re.match(rf"{UNIT}\b", clause, re.I):
        return None
    is_must = match["verb"] in ("skal", "bør", "bedes")
    if is_must and re.match(rf" {_ADVERBS}(?:\w+ ){{0,3}}?[a-zæøå]{{2,}}es\b", match["rest"]):
        return None  # "Skolerne skal inddrages" asks nothing of the schools
    if is_must and re.match(r" (?:være|have|stå|ligge|kunne|koste|ske)\b", match["rest"]):
        return None
    return match["who"].strip(" ,")
