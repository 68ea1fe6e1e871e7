"""The theme of the slides: letters and ink once, quicker than in every word and in one place."""

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import Part
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.presentation import Presentation as Deck

from portfolio.reports.papers import colours

_FONT = "Arial"  # every office has it
_THEIRS = "Calibri"


def dress(deck: Deck) -> None:
    """Give the deck a theme in our letters and ink, in place of the library's own.

    The library reads a theme as bytes and has no public way to write them, so another part with
    the same name takes its place wherever it is referred to.
    """
    owners = [deck.part, *(master.part for master in deck.slide_masters)]
    old = owners[-1].part_related_by(RT.THEME)
    theme = parse_xml(old.blob)
    for letters in theme.iter(qn("a:latin")):
        if letters.get("typeface") == _THEIRS:
            letters.set("typeface", _FONT)
    (ink,) = theme.iter(qn("a:dk1"))
    ink.clear()
    colour = OxmlElement("a:srgbClr")
    colour.set("val", colours.INK)
    ink.append(colour)
    new = Part.load(old.partname, old.content_type, old.package, serialize_part_xml(theme))
    for owner in owners:
        owner.drop_rel(owner.relate_to(old, RT.THEME))
        owner.relate_to(new, RT.THEME)
