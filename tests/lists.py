"""Lists as offices keep them: the files that tests bring, made as their programs make them."""

import csv
import io
import zipfile
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.styles import Font, PatternFill

GREEN, YELLOW, RED = "FF92D050", "FFFFFF00", "FFFF0000"


def xlsx(rows, *, merged=(), hidden=(), filled=None, bold=(), title="Ark1", more=()):
    """A workbook with one sheet of these rows; ``more``: other sheets, name and rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for ref in merged:
        sheet.merge_cells(ref)
    for line in hidden:
        sheet.row_dimensions[line].hidden = True
    for place, colour in (filled or {}).items():
        sheet[place].fill = PatternFill("solid", fgColor=colour)
    for place in bold:
        sheet[place].font = Font(bold=True)
    for name, others in more:
        other = book.create_sheet(name)
        for row in others:
            other.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def calculated(content: bytes, formula: str, result: str) -> bytes:
    """The workbook as Excel saves it: the formula's cell holds what it came to."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            words = old.read(name).decode() if name.endswith(".xml") else old.read(name)
            if isinstance(words, str):
                told = f"<f>{escape(formula)}</f>"
                words = words.replace(f"{told}<v />", f"{told}<v>{result}</v>")
                words = words.replace(f"{told}<v></v>", f"{told}<v>{result}</v>")
            new.writestr(name, words)
    return file.getvalue()


def text(rows, *, sign=";", code="utf-8"):
    """The same as csv."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=sign, lineterminator="\r\n").writerows(rows)
    return file.getvalue().encode(code)


def ods(rows, *, spans=None, hidden=()):
    """The same as LibreOffice writes it. ``spans``: by line and column, columns and rows."""
    body = "".join(
        _ods_row(line, row, spans or {}, line in hidden) for line, row in enumerate(rows, 1)
    )
    words = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Ark1">{body}'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as box:
        box.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        box.writestr("content.xml", words)
        box.writestr("META-INF/manifest.xml", "<manifest/>")
    return file.getvalue()


def _ods_row(line, row, spans, is_hidden):
    cells = "".join(
        _ods_cell(value, spans.get((line, column))) for column, value in enumerate(row, 1)
    )
    shown = ' table:visibility="collapse"' if is_hidden else ""
    return f"<table:table-row{shown}>{cells}</table:table-row>"


def _ods_cell(value, span):
    told = ""
    if span:
        wide, high = span
        told = f' table:number-columns-spanned="{wide}" table:number-rows-spanned="{high}"'
    if value is None:
        return f"<table:table-cell{told}/>"
    if hasattr(value, "isoformat"):
        told += f' office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, int | float):
        told += f' office:value-type="float" office:value="{value}"'
    else:
        told += ' office:value-type="string"'
    said = "".join(f"<text:p>{escape(part)}</text:p>" for part in str(value).split("\n"))
    return f"<table:table-cell{told}>{said}</table:table-cell>"
