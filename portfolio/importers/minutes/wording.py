"""The words minutes are made of: headings, bodies, marks. Open this to teach the reader one."""

import re
from collections.abc import Iterable

from portfolio import signs
from portfolio.importers.minutes.reading.word_lists import phrases

_DAY = (
    r"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag,? )?(?:d(?:en|\.)? ?)?"
    r"(?:\d{1,2}\. ?[a-zæøå]{3,9}\.? \d{4}"
    r"|\d{1,2}(?P<part>[-./]) ?\d{1,2}(?P=part) ?\d{2,4}|\d{4}-\d\d-\d\d)"
)
DAY = re.compile(_DAY, re.I)

HEADINGS: dict[str, tuple[str, ...]] = {
    "background": phrases("baggrund; sagens baggrund; baggrund for sagen; indledning"),
    "summary": phrases("resume; resumé; resume af sagen; kort fortalt; sammenfatning; resumè"),
    "recommendation": phrases(
        "indstilling; indstillinger; administrationens indstilling; "
        "forvaltningens indstilling; direktionens indstilling; sekretariatets indstilling; "
        "formandens indstilling; borgmesterens indstilling; rådmandens indstilling; "
        "indstilling til beslutning; anbefaling; anbefalinger; forslag til beslutning; "
        "indstilles; administrationen indstiller; forvaltningen indstiller; det indstilles; "
        "administrationen indstiller, at; forvaltningen indstiller, at; det indstilles, at; "
        "administrationens anbefaling; forvaltningens anbefaling; sekretariatet indstiller; "
        "sekretariatet indstiller, at"
    ),
    "decision": phrases(
        "beslutning; beslutninger; afgørelse; vedtagelse; konklusion; udvalgets beslutning; "
        "rådets beslutning; bestyrelsens beslutning; mødets beslutning; "
        "drøftelse og beslutning; beslutning og opfølgning; referat; mødereferat; "
        "det blev besluttet; beslutningsreferat"
    ),
    "presentation": phrases(
        "sagsfremstilling; supplerende sagsfremstilling; fremstilling; sagsbeskrivelse; "
        "sagsresume; redegørelse; beskrivelse af sagen; sagen"
    ),
    "finances": phrases(
        "økonomi; økonomiske konsekvenser; økonomi og finansiering; økonomiske forhold; "
        "økonomiske bemærkninger; bevillingsmæssige konsekvenser; "
        "økonomiske og personalemæssige konsekvenser; "
        "økonomiske og bevillingsmæssige konsekvenser; økonomi og personaleforhold; "
        "finansiering"
    ),
    "attachments": phrases(
        "bilag; bilagsliste; bilagsoversigt; vedhæftede bilag; vedlagte bilag; "
        "bilag til sagen; bilag til punktet; vedhæftninger; vedhæftede filer"
    ),
    "history": phrases(
        "sagens forløb; politisk behandling; sagens politiske behandling; sagsforløb; "
        "historik; tidligere behandling; tidligere behandlinger; tidligere beslutninger; "
        "tidligere beslutning; tidligere politisk behandling; sagens tidligere behandling; "
        "sagens gang; beslutningshistorik; sagens behandling; forløb; beslutningsforløb; "
        "sagens tidligere forløb"
    ),
    "other": phrases(
        "lovgrundlag; retsgrundlag; retligt grundlag; juridisk grundlag; kommunikation; "
        "høring; høringer; høring og inddragelse; inddragelse; borgerinddragelse; "
        "inddragelse og høring; sagsprocedure; tidsplan; tids- og procesplan; "
        "tid- og procesplan; proces og tidsplan; procesplan; det videre forløb; videre forløb; "
        "videre proces; den videre proces; øvrige forhold; øvrige konsekvenser; konsekvenser; "
        "andre konsekvenser; personalemæssige konsekvenser; miljømæssige konsekvenser; "
        "sundhedsmæssige konsekvenser; klimamæssige konsekvenser; klimakonsekvenser; "
        "bæredygtighed; risikovurdering; evaluering; vurdering; administrationens vurdering; "
        "forvaltningens vurdering; administrationens bemærkninger; "
        "forvaltningens bemærkninger; bemærkninger; formål; deltagere; gæster; "
        "deltagere under punktet; politik og strategi; relation til strategi; "
        "beslutningspunkter; beslutningstema; beslutningskompetence; kompetence; "
        "beslutningssag; beslutningsgrundlag; beslutningsoplæg; beslutningsproces; "
        "beslutningsforslag; beslutningstype; sagstype; punkttype; sagsbehandler; "
        "alternativer; perspektivering; opfølgning; aktion; aktioner; næste skridt; opgaver; "
        "dagsorden; drøftelse; mål; succeskriterier; underskrift; underskrifter; "
        "underskriftsside; underskriftsark"
    ),
}
KINDS = {name: kind for kind, names in HEADINGS.items() for name in names}
#: Only these may have their text on the line, after a colon.
INLINE = frozenset(
    name
    for kind in ("background", "summary", "recommendation", "decision", "finances", "attachments")
    for name in HEADINGS[kind]
) | {"sagsfremstilling", "opfølgning", "fremstilling", "sagsbeskrivelse", "historik"}

NOT_RELEASED = re.compile(
    r"(?:beslutning(?:en)?|afgørelse(?:n)?)(?: er)? (?:endnu )?ikke (?:frigivet|offentlig\w*)"
    r"|ikke frigivet|afventer (?:godkendelse|frigivelse)(?: af referat(?:et)?)?",
    re.I,
)
_BODY_END = (
    r"(?:udvalg(?:et|ene)?|råd(?:et)?|direktion(?:en)?|bestyrelse(?:n)?|styrelse(?:n)?"
    r"|forum(?:met)?|nævn(?:et)?|gruppe(?:n)?|kreds(?:en)?|ledelse(?:n)?|komité(?:en)?"
    r"|repræsentantskab(?:et)?|forsamling(?:en)?|kollegi(?:um|et)|team(?:et)?|panel(?:et)?"
    r"|samråd(?:et)?|præsidi(?:um|et)|magistrat(?:en)?|delegation(?:en)?|MED)"
)
_ONE_BODY = re.compile(rf"[\wæøåÆØÅ-]*{_BODY_END}$", re.I)


_LINKS = frozenset(("og", "i", "af", "til", "på", "med", "samt", "under"))


def folded(text: str) -> str:
    """As headings are compared: small letters, one blank, without stops, marks and colon."""
    return signs.compared(text).strip(" :.-*#_|\u2022")


def is_body(text: str) -> bool:
    """Whether a few words are the name of a body."""
    words = text.replace(",", " ").split()
    if not 1 <= len(words) <= 10 or not words[0][:1].isupper():
        return False
    named = words[: words.index("for")] if "for" in words else words
    if any(word[0].islower() and word not in _LINKS for word in named):
        return False
    return any(_ONE_BODY.fullmatch(word) for word in words)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
