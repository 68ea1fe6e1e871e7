"""The words that say whether a day in a text lies ahead, and what is to happen on it."""

import re

DEADLINE = re.compile(
    r"\b(?:frist\w*|senest|deadline\w*|inden|ansøgningsfrist\w*"
    r"|høringsfrist\w*|indsendes|afleveres|indsend\w*|tilmelding\w*"
    r"|svarfrist\w*|skal indgå|udløb\w*)\b|\bfrist\b|frist\b",
    re.I,
)
DECISION = re.compile(
    r"\b(?:vedtag\w*|godkend\w*|behandl\w*|beslut\w*|forelæg\w*"
    r"|offentliggør\w*|byråd\w*|udvalg\w*|\w+udvalget|kommunalbestyrelse\w*"
    r"|politisk\w*|fremlæg\w*|udvælg\w*)\b",
    re.I,
)
GOAL = re.compile(
    r"\b(?:mål\w*|målsætning\w*|frem mod|skal være|ambition\w*|halver\w*"
    r"|reducer\w*|nå\b|opnå\w*)\b",
    re.I,
)
EVENT = re.compile(
    r"\b(?:møde\w*|workshop\w*|seminar\w*|start\w*|igangsæt\w*|begynd\w*"
    r"|åbn\w*|indvi\w*|afslut\w*|evaluer\w*|konference\w*|temadag\w*|kickoff"
    r"|høring\w*|webinar\w*|planlagt)\b",
    re.I,
)
AHEAD = re.compile(
    r"\b(?:skal|vil|forvente\w*|planlagt|planlægges|kommende|næste|frist\w*"
    r"|senest|inden|indsendes|forelægges|fremlægges|behandles|behandler"
    r"|afholdes|holdes|igangsættes|afsluttes|begynder|starter|åbner"
    r"|træder|evalueres|sendes|vedtages|godkendes|etableres|opføres"
    r"|gennemføres|offentliggøres|tages|udarbejdes|implementeres|indvies"
    r"|udløber|løber|bør|kan|følges|påbegyndes|færdig\w*|klar|drøftes|mødes"
    r"|ventes"
    r"|genoptages|udbydes|realiseres|ibrugtages|flytter|deltager|består af"
    r"|frem mod|frem til|indkaldes|inviteres|tiltræder|fratræder|gælder"
    r"|ophører|bliver|overgår|lanceres|udrulles|idriftsættes|søges|ansøges"
    r"|er planlagt|udvides|opdateres|revideres|afleveres|fremsendes"
    r"|præsenteres|bygges|nedlægges|renoveres|nedrives|udskiftes|afvikles"
    r"|fortsætter|mødet)\b",
    re.I,
)
BEHIND = re.compile(
    r"\b(?:blev|var|besluttede|vedtog|godkendte|behandlede|drøftede|har"
    r" (?:\w+ ){0,4}\w+(?:et|t)|havde|siden|nedsat|startede|satte|gik|kom"
    r"|udkom|fik|indgik|overtog|trådte|anmodede|bad|orienterede|modtog"
    r"|senest i|senest blev|tidligere|sidste|seneste|afholdt|aftalt den"
    r"|underskrevet|lukkede|åbnede)\b",
    re.I,
)
NAMED = re.compile(
    r"(?:budget\w*|strategi\w*|\w*plan|\w*planen|vision\w*|prognose\w*"
    r"|konference\w*|overenskomst\w*|ok|agenda|aftale\w*|finanslov\w*"
    r"|regnskab\w*|\w*politik\w*|program\w*|dk|verdensmål\w*|folkemøde\w*"
    r"|årsrapport\w*"
    r"|\w*handleplan\w*|\w*redegørelse\w*|rapport\w*|årsplan\w*|\w*forlig\w*"
    r"|kampagne\w*|reform\w*|undersøgelse\w*|\w*analyse\w*|måling\w*|status"
    r"|pl|prisniveau\w*|\w*priser|kp|lokalplan\w*|kommuneplan\w*|danmark"
    r"|projekt|festival\w*|\w*messe\w*|EM|VM|OL|ABC|klima\w*|mål|\w*aftalen"
    r"|årsberetning\w*|takst\w*|kontingent\w*|tal|ordning\w*|periode\w*"
    r"|valgperioden)"
    r"[\s:,–-]*(?:for|til|frem mod|i|mod|perioden|årene|år)?\s*$",
    re.I,
)
AFTER_YEAR = re.compile(
    r"^(?:-?priser|-?planen|-?budget\w*|-?niveau|[-–/]\d{2,4}\b|-p/l"
    r"|-?strategi\w*|-pl|\s?(?:p/l|pl)\b|-?\w*prognose)",
    re.I,
)
YEAR_HAPPENS = re.compile(
    r"\b(?:forvente\w*|skal|vil|etableres|igangsættes|åbner|færdig\w*"
    r"|afsluttes|gennemføres|realiseres|ibrugtages|implementeres|træder i"
    r" kraft|bygges|opføres|evalueres|indvies|begynder|starter"
    r"|flytter|idriftsættes|udløber|ophører|nedlægges|overgår|planlagt"
    r"|lanceres|udrulles|klar|påbegyndes|udfases|vokser|mål\w*|ambition\w*"
    r"|reduceres|halveres|nås|opnås|være|stå)\b",
    re.I,
)
LAW = re.compile(
    r"\b(?:lov|bekendtgørelse|lovbekendtgørelse|cirkulære|vejledning|LBK|BEK"
    r"|forordning|betænkning) (?:nr\.? ?)?\d*[^.]{0,30}$",
    re.I,
)
REFERS = re.compile(
    r"\b(?:referat\w*|mødet|møde|dagsorden|mail|brev|notat|henvendelse"
    r"|ansøgning|rapport|aftale|beslutning|direktionssag\w*|sag(?:en)?"
    r"|dateret|pr\.|opgjort|opgørelse|status|bilag) (?:af|fra|dateret|per"
    r"|pr\.?)? ?(?:den |d\. ?)?$",
    re.I,
)
