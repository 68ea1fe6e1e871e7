"""The default Word templates, made from code so that they can be made again.

``python -m portfolio.reports.papers.word_templates`` writes them; a municipality replaces them by
its own.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from portfolio import language
from portfolio.language import _
from portfolio.reports.papers import case, colours, minutes, word_tables
from portfolio.reports.saving import to_bytes

# Every office has it; IBM Plex, which the screen and the pdf use, it has not.
_FONT = "Arial"
_INK, _QUIET = map(RGBColor.from_string, (colours.INK, colours.QUIET))
_MADE = datetime(2022, 4, 4)  # fixed, so that the file is the same again


def case_template() -> bytes:
    """The case's: the municipality's own headings, each with the field of its part below."""
    document = _dressed()
    _titles(document, ("Subtitle", "{{kommune}}"), ("Title", "{{titel}}"))
    document.add_paragraph(_("Case for the directorate · {day}", day="{{dato}}"), style="Subtitle")
    headings = (
        _("Background"),
        _("Recommendation"),
        _("Account of the case"),
        _("Finances"),
        _("Communication"),
        _("Enclosures"),
    )
    _parts(document, zip(headings, case.TEMPLATE.parts, strict=True))
    return _finished(document, "{{portefølje}} · {{dato}}", "{{kilde}}")


def minutes_template() -> bytes:
    """The decision minutes': the facts of the meeting before the parts."""
    document = _dressed()
    _titles(document, ("Subtitle", "{{kommune}}"), ("Title", _("Decision minutes")))
    document.add_paragraph("{{møde}}", style="Subtitle").paragraph_format.space_after = Pt(12)
    facts = (
        (_("Body:"), "mødeforum"),
        (_("Date:"), "dato"),
        (_("Time:"), "tid"),
        (_("Place:"), "sted"),
        (_("Status:"), "stand"),
    )
    for lead, field in facts:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(1)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(2.6))
        paragraph.add_run(lead).bold = True
        paragraph.add_run("\t{{" + field + "}}")
    headings = (_("Participants"), _("In short"), _("Items and decisions"))
    _parts(document, zip(headings, minutes.TEMPLATE.parts, strict=True))
    return _finished(document, "{{møde}} · {{dato}}", "{{stand}}")


def workshop_template(parts: Sequence[tuple[str, str]]) -> bytes:
    """The workshop report's and the decision control's: each part's field below its heading."""
    document = _dressed()
    _titles(
        document, ("Subtitle", "{{kommune}}"), ("Title", "{{titel}}"), ("Subtitle", "{{stand}}")
    )
    _parts(document, parts)
    return _finished(document, "{{portefølje}} · {{dato}}", "{{titel}}")


def _titles(document: Doc, *lines: tuple[str, str]) -> None:
    for style, words in lines:
        document.add_paragraph(words, style=style)


def _parts(document: Doc, parts: Iterable[tuple[str, str]]) -> None:
    for heading, part in parts:
        document.add_heading(heading, level=1)
        document.add_paragraph("{{" + part + "}}")


def _dressed() -> Doc:
    document = Document()
    _page(document)
    _styles(document)
    document.core_properties.created = document.core_properties.modified = _MADE
    document.core_properties.author = ""
    document.core_properties.language = language.tag()
    return document


def _finished(document: Doc, above: str, below: str) -> bytes:
    """The bytes, with what stands at the top and the foot of every page."""
    _margins(document, above, below)
    return to_bytes(document)


def _page(document: Doc) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)


def _styles(document: Doc) -> None:
    _style(document, "Normal", 10.5, _INK, after=6)
    document.styles["Normal"].paragraph_format.line_spacing = 1.15
    _style(document, "List Bullet", 10.5, _INK, after=3)
    _style(document, "Title", 22, _INK, bold=True, after=2)
    _style(document, "Subtitle", 10.5, _QUIET, after=2)
    for level, (size, space) in enumerate(((15, 20), (12, 14), (10.5, 11)), 1):
        _style(document, f"Heading {level}", size, _INK, bold=True, before=space, after=4)
    for margin in ("Header", "Footer"):
        _style(document, margin, 8, _QUIET)
        document.styles[margin].paragraph_format.tab_stops.clear_all()
    _speak(document)


def _style(
    document: Doc,
    name: str,
    size: float,
    colour: RGBColor,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
) -> None:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), bold
    style.font.italic, style.font.color.rgb = False, colour
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    for spacing in list(style.element.get_or_add_rPr().iter(qn("w:spacing"))):
        spacing.getparent().remove(spacing)  # Word's own titles are spaced out
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # The theme's fonts would win over the ones named.
    for attribute in [name for name in fonts.attrib if "heme" in name]:
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)
    # The line under Word's own title style.
    borders = style.element.pPr.find(qn("w:pBdr")) if style.element.pPr is not None else None
    if borders is not None:
        style.element.pPr.remove(borders)


def _speak(document: Doc) -> None:
    """The language of everything that names none: what a screen reader and the speller go by."""
    spoken = language.tag()
    for named in document.styles.element.iter(qn("w:lang")):
        named.set(qn("w:val"), spoken)
    for theme in document.settings.element.iter(qn("w:themeFontLang")):
        theme.set(qn("w:val"), spoken)


def _margins(document: Doc, above: str, below: str) -> None:
    section = document.sections[0]
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph, words in ((header, above), (footer, f"{below}\t")):
        paragraph.paragraph_format.tab_stops.clear_all()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16.6), 2)
        paragraph.add_run(words)
    _page_number(footer)


def _page_number(paragraph: Paragraph) -> None:
    """Word's own field: the number of the page it stands on."""
    paragraph.add_run(_("Page") + " ")
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("text", "1"), ("end", "")):
        if kind == "text":
            run.add_text(text)
            continue
        name = {"fldCharType": kind} if kind else {}
        part = word_tables.element("fldChar" if kind else "instrText", **name)
        part.text = text or None
        run._r.append(part)


if __name__ == "__main__":
    with language.speaking("da"):
        case.TEMPLATE.path.write_bytes(case_template())
        minutes.TEMPLATE.path.write_bytes(minutes_template())
