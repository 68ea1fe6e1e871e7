"""Who is named to do something; only who is really named."""

import re

_UNIT = (
    r"(?:administrationen|forvaltningen|sekretariatet|kommunaldirektøren"
    r"|borgmesteren|formanden|formandskabet|næstformanden|direktøren"
    r"|centerchefen"
    r"|centercheferne|kassereren|sekretæren|forretningsudvalget"
    r"|[a-zæøå]+(?:forvaltningen|afdelingen|sekretariatet|centeret|centret"
    r"|chefen|direktøren|gruppen|udvalget|lederen))"
)
_NAME = r"(?:[A-ZÆØÅ][\wæøåéÆØÅ.-]*(?:(?: og| for| &|,)? [A-ZÆØÅ][\wæøåéÆØÅ.-]*){0,4})"
_ACTIVE = (
    r"(?:skal|bør|bedes|vil|udarbejder|undersøger|følger|vender|fremlægger"
    r"|forelægger|sender|indkalder|afklarer|sikrer|tager|laver|arbejder"
    r"|kommer"
    r"|inddrager|beskriver|kontakter|indhenter|orienterer|evaluerer|sørger"
    r"|skriver|koordinerer|igangsætter|afholder|giver|bringer|går|ser|holder"
    r"|opdaterer|kigger|inviterer|samler)"
)
_SUBJECT = re.compile(
    rf"^(?:at )?(?P<name>{_UNIT}|{_NAME}) (?P<verb>{_ACTIVE})\b(?P<rest>.*)", re.S
)
_PASSIVE = re.compile(r"^(?: \w+){0,3}? (?:\w{3,}(?:es|tes|s)|involveres|inddrages)\b|^ \w+s\b")
_NO_ONE = re.compile(
    r"^(?:der|det|sagen|punktet|forslaget|dette|denne|arbejdet|man|den|de"
    r"|alle|udkastet|planen|at|en|et)\b",
    re.I,
)
_ENDS_WITH = re.compile(
    r"\((?:ansvarlig:? |v/ ?)?(?P<name>[A-ZÆØÅ][\wæøå.-]+(?: [A-ZÆØÅ][\wæøå.-]+){0,3})\)\W*$"
)
_OWNER = re.compile(r"\b(?:ansvarlig\w*|tovholder)\s*:\s*(?P<name>[A-ZÆØÅ][^.;,()\n]{1,60})", re.I)


def responsible(asked: str | None, text: str, sentence: str) -> str | None:
    """The name of who is to do it: who was asked, else who does it in the words themselves."""
    if match := _OWNER.search(sentence):
        return re.split(r"\s+(?:frist|deadline)\b", match["name"], flags=re.I)[0].strip()
    if asked and (name := _named(asked)):
        return name
    if match := _SUBJECT.match(text):
        name, rest = match["name"], match["rest"]
        modal = match["verb"] in ("skal", "bør", "vil", "bedes")
        if not _NO_ONE.match(name) and not (modal and _PASSIVE.match(rest)):
            return name
    match = _ENDS_WITH.search(text)
    return match["name"] if match else None


def _named(asked: str) -> str | None:
    name = re.sub(
        r"\b(?:desuden|endvidere|samtidig\w*|også|derfor|herefter|dog|i øvrigt"
        r"|ligeledes|derudover)\b",
        "",
        asked,
    ).strip(" ,")
    name = re.sub(r"^(?:direktionen|udvalget|bestyrelsen|rådet|byrådet|gruppen)\s*$", "", name)
    if re.fullmatch(rf"{_UNIT}(?: og {_UNIT})?|{_NAME}", name):
        return name
    return None
