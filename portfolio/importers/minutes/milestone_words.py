"""The words that say whether a day in a text lies ahead, and what is to happen on it."""

import re

DEADLINE = re.compile(
    r"\b(?:frist\w*|senest|deadline\w*|inden|ansøgningsfrist\w*|høringsfrist\w*|indsendes"
    r"|afleveres|indsend\w*|tilmelding\w*|svarfrist\w*|skal indgå|udløb\w*)\b|\bfrist\b|frist\b",
    re.I,
)
DECISION = re.compile(
    r"\b(?:vedtag\w*|godkend\w*|behandl\w*|beslut\w*|forelæg\w*|offentliggør\w*|byråd\w*|udvalg\w*"
    r"|\w+udvalget|kommunalbestyrelse\w*|politisk\w*|fremlæg\w*|udvælg\w*)\b",
    re.I,
)
GOAL = re.compile(
    r"\b(?:mål\w*|målsætning\w*|frem mod|skal være|ambition\w*|halver\w*"
    r"|reducer\w*|nå\b|opnå\w*)\b",
    re.I,
)
EVENT = re.compile(
    r"\b(?:møde\w*|workshop\w*|seminar\w*|start\w*|igangsæt\w*|begynd\w*|åbn\w*|indvi\w*|afslut\w*"
    r"|evaluer\w*|konference\w*|temadag\w*|kickoff|høring\w*|webinar\w*|planlagt)\b",
    re.I,
)
AHEAD = re.compile(
    r"\b(?:skal|vil|forvente\w*|planlagt|planlægges|kommende|næste|frist\w*|senest|inden|indsendes"
    r"|forelægges|fremlægges|behandles|behandler|afholdes|holdes|igangsættes|afsluttes|begynder"
    r"|starter|åbner|træder|evalueres|sendes|vedtages|godkendes|etableres|opføres|gennemføres"
    r"|offentliggøres|tages|udarbejdes|implementeres|indvies|udløber|løber|bør|kan|følges"
    r"|påbegyndes|færdig\w*|klar|drøftes|mødes|ventes|genoptages|udbydes|realiseres|ibrugtages"
    r"|flytter|deltager|består af|frem mod|frem til|indkaldes|inviteres|tiltræder|fratræder|gælder"
    r"|ophører|bliver|overgår|lanceres|udrulles|idriftsættes|søges|ansøges|er planlagt|udvides"
    r"|opdateres|revideres|afleveres|fremsendes|præsenteres|bygges|nedlægges|renoveres|nedrives"
    r"|udskiftes|afvikles|fortsætter|mødet)\b",
    re.I,
)
BEHIND = re.compile(
    r"\b(?:blev|var|besluttede|vedtog|godkendte|behandlede|drøftede|har (?:\w+ ){0,4}\w+(?:et|t)"
    r"|havde|siden|nedsat|startede|satte|gik|kom|udkom|fik|indgik|overtog|trådte|anmodede|bad"
    r"|orienterede|modtog|senest i|senest blev|tidligere|sidste|seneste|afholdt|aftalt den"
    r"|underskrevet|lukkede|åbnede)\b",
    re.I,
)
NAMED = re.compile(
    r"(?:budget\w*|strategi\w*|\w*plan|\w*planen|vision\w*|prognose\w*|konference\w*"
    r"|overenskomst\w*|ok|agenda|aftale\w*|finanslov\w*|regnskab\w*|\w*politik\w*|program\w*|dk"
    r"|verdensmål\w*|folkemøde\w*|årsrapport\w*|\w*handleplan\w*|\w*redegørelse\w*|rapport\w*"
    r"|årsplan\w*|\w*forlig\w*|kampagne\w*|reform\w*|undersøgelse\w*|\w*analyse\w*|måling\w*"
    r"|status|pl|prisniveau\w*|\w*priser|kp|lokalplan\w*|kommuneplan\w*|danmark|projekt"
    r"|festival\w*|\w*messe\w*|EM|VM|OL|ABC|klima\w*|mål|\w*aftalen|årsberetning\w*|takst\w*"
    r"|kontingent\w*|tal|ordning\w*|periode\w*|valgperioden)[\s:,–-]*(?:for|til|frem mod|i|mod"
    r"|perioden|årene|år)?\s*$",
    re.I,
)
AFTER_YEAR = re.compile(
    r"^(?:-?priser|-?planen|-?budget\w*|-?niveau|[-–/]\d{2,4}\b|-p/l"
    r"|-?strategi\w*|-pl|\s?(?:p/l|pl)\b|-?\w*prognose)",
    re.I,
)
YEAR_HAPPENS = re.compile(
    r"\b(?:forvente\w*|skal|vil|etableres|igangsættes|åbner|færdig\w*|afsluttes|gennemføres"
    r"|realiseres|ibrugtages|implementeres|træder i kraft|bygges|opføres|evalueres|indvies"
    r"|begynder|starter|flytter|idriftsættes|udløber|ophører|nedlægges|overgår|planlagt|lanceres"
    r"|udrulles|klar|påbegyndes|udfases|vokser|mål\w*|ambition\w*|reduceres|halveres|nås|opnås"
    r"|være|stå)\b",
    re.I,
)
LAW = re.compile(
    r"\b(?:lov|bekendtgørelse|lovbekendtgørelse|cirkulære|vejledning|LBK|BEK"
    r"|forordning|betænkning) (?:nr\.? ?)?\d*[^.]{0,30}$",
    re.I,
)
REFERS = re.compile(
    r"\b(?:referat\w*|mødet|møde|dagsorden|mail|brev|notat|henvendelse|ansøgning|rapport|aftale"
    r"|beslutning|direktionssag\w*|sag(?:en)?|dateret|pr\.|opgjort|opgørelse|status|bilag) (?:af"
    r"|fra|dateret|per|pr\.?)? ?(?:den |d\. ?)?$",
    re.I,
)
