"""A table of a paper in Word: thin lines between rows, a head on each page, words to hear."""

from collections.abc import Mapping, Sequence

from docx.document import Document as Doc
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from portfolio.reports.papers import colours
from portfolio.reports.papers.blocks import Table
from portfolio.reports.saving import sayable


def put(document: Doc, before: Paragraph, block: Table) -> None:
    """The table, above a paragraph."""
    table = document.add_table(0, len(block.header))
    table.autofit = False
    _rule(table)
    _row(table, block.header, block.widths, {}, head=True)
    for place, row in enumerate(block.rows):
        inks = {column: ink for (line, column), ink in block.inks.items() if line == place}
        _row(table, row, block.widths, inks)
    for column, width in zip(table.columns, block.widths, strict=True):
        column.width = Cm(width)
    _describe(table, block.alt)
    before._p.addprevious(table._tbl)
    # Two tables that touch become one; and a table needs air below it.
    air = before.insert_paragraph_before(style=before.style).paragraph_format
    air.space_after, air.line_spacing = Pt(0), Pt(8)


def _rule(table: WordTable) -> None:
    """Thin lines between the rows and none between the columns."""
    borders = element("tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(side, val="single", sz="4", color=colours.HAIRLINE))
    # Word insists on the order of these; what comes after the borders is named.
    table._tbl.tblPr.insert_element_before(
        borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"
    )


def _row(
    table: WordTable,
    words: Sequence[str],
    widths: Sequence[float],
    inks: Mapping[int, str],
    *,
    head: bool = False,
) -> None:
    row = table.add_row()  # type: ignore[no-untyped-call]
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if head:
        properties.append(element("tblHeader"))
    for place, (cell, text, width) in enumerate(zip(row.cells, words, widths, strict=True)):
        cell.width = Cm(width)
        spacing = cell.paragraphs[0].paragraph_format
        spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(2), Pt(2), 1.0
        run = cell.paragraphs[0].add_run(sayable(text))
        run.font.size = Pt(9)
        if ink := colours.QUIET if head else inks.get(place):
            run.font.color.rgb = RGBColor.from_string(ink)


def _describe(table: WordTable, alt: str) -> None:
    """Alt text, and that the first row is a header."""
    properties: BaseOxmlElement = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        for name, value in (("firstRow", "1"), ("firstColumn", "0"), ("noVBand", "1")):
            look.set(qn(f"w:{name}"), value)
    properties.append(element("tblDescription", val=sayable(alt)))


def element(name: str, **values: str) -> BaseOxmlElement:
    """An element of Word's own XML with its attributes."""
    made: BaseOxmlElement = OxmlElement(f"w:{name}")
    for attribute, value in values.items():
        made.set(qn(f"w:{attribute}"), value)
    return made
