"""Lists as offices keep them: the files that tests bring, made as their programs make them."""

import csv
import io
import zipfile
from datetime import date
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


def _habit_title_and_total():
    rows = [["Indsatser 2022"], [], ["Nr.", "Indsats", "Bevilling (t.kr.)", "Fremdrift"]]
    rows += [[1, "Vej", 1200, "40 %"], [2, "Park", 300.5, 0.75], [3, "Bro", None, None]]
    return xlsx([*rows, [None, "I alt", 1500, None]])


def _habit_two_headings():
    rows = [
        ["Tema", "Projekt", "Økonomi", None, "Kontakt"],
        [None, None, "Bevilget i mio. kr.", "Forbrug", None],
        ["Klima", "Vej", 1.2, 0.3, "Mette Hansen"],
        [None, "Park", "0,5", 0.1, "Jens P. Olsen"],
        ["Børn", "Skole", "efter aftale", None, None],
    ]
    return xlsx(rows, merged=["A1:A2", "B1:B2", "C1:D1", "E1:E2", "A3:A4"])


def _habit_themes_among_rows():
    rows = [["Nr", "Titel", "Lys", "Note"], ["Tema 1: Klima"], [1, "Vej", "grøn", "Kører\nfint"]]
    rows += [[2, "Park", "gul", "-"], ["Tema 2: Børn"], [3, "Skole", "rød", "Ny entreprenør"]]
    return xlsx(rows, bold=("A2", "A5"))


def _habit_formulas():
    content = xlsx([["Titel", "Ansøgt beløb", "Rest"], ["Vej", "=2*50", 5], ["Park", 7, "=1-3"]])
    return calculated(calculated(content, "2*50", "100"), "1-3", "-2")


def _habit_hidden():
    rows = [["Titel", "Status", "Prioritet"], ["Vej", "Grøn", "Høj"], ["Park", "Gul", "Lav"]]
    return xlsx([*rows, ["Bro", "Grå", "Høj"], ["Kaj", "Rød", "Høj"]], hidden=[3])


def _habit_old_csv():
    rows = [["Løbenr", "Titel", "Frist", "Udvalg"], ["1", "Ældre; og, unge", "31-12-2022", "ØU"]]
    rows += [["2", "Ø", "uge 12", "'=SUM(A1)"], ["3", "Å", "løbende", ""]]
    return text(rows, code="cp1252")


def _habit_dates():
    rows = [["Titel", "Startdato", "Slutdato", "Politisk behandling"]]
    rows += [["A", date(2021, 5, 3), date(2022, 12, 31), date(2022, 6, 14)]]
    rows += [["B", "marts 2021", "ultimo 2023", date(2022, 8, 9)], ["C", None, "løbende", None]]
    return xlsx([*rows, ["D", None, 44_650, None], ["E", "1/2-21", "31.02.2023", None]])


def _habit_colours():
    rows = [["Titel", "Trafiklys"], ["A", "Grøn"], ["B", "🟡"], ["C", None], ["D", "✓"]]
    return xlsx(rows, filled={"B4": RED})


def _habit_one_status():
    rows = [["Titel", "Status", "Center"], ["A", "På sporet", "Børn & Unge"]]
    rows += [["B", "Forsinket", "center for børn og unge"], ["C", "I gang", "TM / BØRN OG UNGE"]]
    return xlsx([*rows, ["D", "Afsluttet", "TM"], ["E", "Venter på Ministeriet", None]])


def _habit_own_numbers():
    rows = [
        ["Nr.", "Indsats", "Andel", "Antal borgere", "Vurderet"],
        ["1.1", "Vej", 0.25, 12, True],
    ]
    return xlsx([*rows, ["1.2", "Park", 1, 1_200, False], ["1.10", "Skole", 0.5, -3.75, True]])


def _habit_english():
    rows = [["INITIATIVE", "Owner", "RAG", "Due date", "Approved budget (DKK m)", "Comments"]]
    rows += [["Fleet", "Technical Department", "Amber", "March 2023", "1.2", "Late"]]
    rows += [["Library", "Culture", "On track", date(2023, 5, 1), "0.5", None]]
    return xlsx(rows)


def _habit_libreoffice():
    rows = [["Titel", "Økonomi", None, "Dato"], [None, "Bevilget", "Forbrug", None]]
    rows += [["Vej\nog sti", 1200.5, 3, date(2022, 5, 1)], ["Park", 12, None, None]]
    return ods(rows, spans={(1, 2): (2, 1)}, hidden=[4])


#: Twelve lists of different habits: what the file is called, and how it is made.
HABITS = {
    "a title above, a total below": ("Indsatser.xlsx", _habit_title_and_total),
    "two rows of headings, merged cells": ("Projekter.xlsx", _habit_two_headings),
    "themes among the rows": ("Temaer.xlsx", _habit_themes_among_rows),
    "formulas": ("Beregnet.xlsx", _habit_formulas),
    "hidden rows": ("Skjult.xlsx", _habit_hidden),
    "csv of an old program": ("liste.csv", _habit_old_csv),
    "dates as text and as dates": ("Datoer.xlsx", _habit_dates),
    "colours and pictures": ("Lys.xlsx", _habit_colours),
    "one column for stage and light": ("Status.xlsx", _habit_one_status),
    "numbers of one's own": ("Numre.xlsx", _habit_own_numbers),
    "English": ("List.xlsx", _habit_english),
    "LibreOffice": ("liste.ods", _habit_libreoffice),
}
