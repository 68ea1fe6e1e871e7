"""The default Word templates, made from code so that they can be made again.

``python -m portfolio.reports.papers.case`` and ``….minutes`` write them; a municipality replaces
them by its own.
"""

import io
from collections.abc import Sequence
from datetime import datetime

from docx import Document
from docx.document import Document as Doc
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from portfolio.language import _
from portfolio.reports.papers import colours

# Every office has it; IBM Plex, which the screen and the pdf use, it has not.
_FONT = "Arial"
_ACCENT, _INK, _QUIET = map(RGBColor.from_string, (colours.ACCENT, colours.INK, colours.QUIET))
_MADE = datetime(2022, 4, 4)  # fixed, so that the file is the same again


def build(parts: Sequence[str]) -> bytes:
    """The case's template with the fields of each part below its heading."""
    document = _dressed()
    document.add_paragraph("{{kommune}}", style="Subtitle")
    document.add_paragraph("{{titel}}", style="Title")
    document.add_paragraph(_("Case for the directorate · {day}", day="{{dato}}"), style="Subtitle")
    for part in parts:
        document.add_heading(headings()[part], level=1)
        document.add_paragraph("{{" + part + "}}")
    _margins(document, "{{portefølje}} · {{dato}}", "{{kilde}}")
    return _saved(document)


def build_minutes() -> bytes:
    """The template of the decision minutes."""
    document = _dressed()
    document.add_paragraph("{{kommune}}", style="Subtitle")
    document.add_paragraph(_("Decision minutes"), style="Title")
    document.add_paragraph("{{møde}}", style="Subtitle").paragraph_format.space_after = Pt(12)
    facts = (
        (_("Body:"), "mødeforum"),
        (_("Date:"), "dato"),
        (_("Time:"), "tid"),
        (_("Place:"), "sted"),
        (_("State:"), "stand"),
    )
    for lead, field in facts:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(1)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(2.6))
        paragraph.add_run(lead).bold = True
        paragraph.add_run("\t{{" + field + "}}")
    for heading, part in (
        (_("Participants"), "deltagere"),
        (_("In short"), "sammenfatning"),
        (_("Items and decisions"), "punkter"),
    ):
        document.add_heading(heading, level=1)
        document.add_paragraph("{{" + part + "}}")
    _margins(document, "{{møde}} · {{dato}}", "{{stand}}")
    return _saved(document)


def build_workshop(parts: Sequence[tuple[str, str]]) -> bytes:
    """The template of a workshop's report: each part's field below its heading."""
    document = _dressed()
    document.add_paragraph("{{kommune}}", style="Subtitle")
    document.add_paragraph("{{titel}}", style="Title")
    document.add_paragraph("{{stand}}", style="Subtitle")
    for heading, part in parts:
        document.add_heading(heading, level=1)
        document.add_paragraph("{{" + part + "}}")
    _margins(document, "{{portefølje}} · {{dato}}", "{{titel}}")
    return _saved(document)


def _dressed() -> Doc:
    document = Document()
    _page(document)
    _styles(document)
    document.core_properties.created = document.core_properties.modified = _MADE
    document.core_properties.author = ""
    document.core_properties.language = "da-DK"
    return document


def _saved(document: Doc) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def headings() -> dict[str, str]:
    """The municipality's own headings of a case, by field."""
    return {
        "baggrund": _("Background"),
        "indstilling": _("Recommendation"),
        "sagsfremstilling": _("Account of the case"),
        "økonomi": _("Finances"),
        "kommunikation": _("Communication"),
        "bilag": _("Enclosures"),
    }


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
    for level, (size, colour, space) in enumerate(
        ((15, _ACCENT, 20), (12, _ACCENT, 14), (10.5, _INK, 11)), 1
    ):
        _style(document, f"Heading {level}", size, colour, bold=True, before=space, after=4)
    for margin in ("Header", "Footer"):
        _style(document, margin, 8, _QUIET)
        document.styles[margin].paragraph_format.tab_stops.clear_all()
    _danish(document)


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


def _danish(document: Doc) -> None:
    """The language of everything that names none: what a screen reader and the speller go by."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "da-DK")
    for theme in document.settings.element.iter(qn("w:themeFontLang")):
        theme.set(qn("w:val"), "da-DK")


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
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
