"""My proposals as a workbook to fill in offline. Open this to change how the sheet looks.

What it holds and in which order is :mod:`portfolio.domain.sheet_columns`; the same shape comes back
through :mod:`portfolio.importers.rounds.answer_sheet`. Only the answer cells can be written in; the
protection has no password, for it guards against slips, not against the reader.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from portfolio import labels, language, signs
from portfolio.domain import sheet_columns
from portfolio.language import _
from portfolio.reports import tables
from portfolio.reports.saving import to_bytes

_GREY = PatternFill("solid", fgColor="F5F5F5")
_THIN = Border(bottom=Side("thin", color="BFBFBF"))
_FIRST_COLUMN_THAT_MOVES = "title"
_TEXT = "@"  # what is typed stays text: no date is made of 1-2, no formula of =
_LISTS = {"stage": 4, "rag": 5, sheet_columns.UNCHANGED: 6}  # columns of the hidden sheet


def workbook(rows: Sequence[Mapping[str, Any]], portfolio: Mapping[str, Any], day: date) -> bytes:
    """The xlsx in the reader's language: one row a proposal, in the order given.

    A row has the keys of ``sheet_columns``, ``status_on`` (ISO) and ``locked``: whether it is only
    to be read. ``portfolio`` has ``code`` and ``title``.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = _("My proposals")
    _headings(sheet)
    for line, row in enumerate(rows, sheet_columns.FIRST_ROW):
        for place, column in enumerate(sheet_columns.COLUMNS, 1):
            value = _stands(row) if column.key == "stands" else row.get(column.key)
            _fill(sheet.cell(line, place), column, value, open_=not row["locked"])
    _choices(sheet, len(rows))
    _dress(sheet, len(rows))
    _guide(book.create_sheet(_("How to fill it in")), str(portfolio["title"]), day)
    _data(book.create_sheet(sheet_columns.DATA_SHEET), str(portfolio["code"]))
    book.security = WorkbookProtection(lockStructure=True)
    return to_bytes(book)


def headings() -> dict[str, str]:
    """The word over each column in the reader's language."""
    return {
        "number": _("No."),
        "title": _("Proposal"),
        "stands": _("Latest status"),
        "unchanged": _("Unchanged since last time"),
        "stage": _("Stage"),
        "rag": _("Light"),
        "reason": _("Reason for the light"),
        "stage_reason": _("Reason for the stage"),
        "percent": _("Progress (%)"),
        "happened": _("What happened"),
        "next_step": _("Next step"),
        "next_step_date_text": _("Date of the next step"),
        "risks": _("Risks"),
        "decision_needed": _("For decision"),
        "economy": _("Finances"),
    }


def _headings(sheet: Worksheet) -> None:
    words = headings()
    for place, column in enumerate(sheet_columns.COLUMNS, 1):
        sheet.cell(sheet_columns.KEY_ROW, place, column.key)
        cell = sheet.cell(sheet_columns.HEADING_ROW, place, words.get(column.key))
        cell.font, cell.fill, cell.border = Font(bold=True), _GREY, _THIN
        cell.alignment = Alignment(vertical="top", wrap_text=True)


def _fill(cell: Cell, column: sheet_columns.Column, value: object, *, open_: bool) -> None:
    """One cell. What can be answered is open, the rest locked and grey."""
    can_answer = open_ and column.kind not in ("key", "shown")
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.border = _THIN
    cell.protection = Protection(locked=not can_answer)
    if not can_answer:
        cell.fill = _GREY
    if column.kind in ("text", "date", "code"):
        cell.number_format = _TEXT
    _say(cell, column, value)


def _say(cell: Cell, column: sheet_columns.Column, value: object) -> None:
    if value is None:
        return
    if column.kind == "code":
        tables.put_text(cell, labels.label(column.key, value))
    elif isinstance(value, int):
        cell.value = value
    else:
        _say_text(cell, str(value))


def _stands(row: Mapping[str, Any]) -> str | None:
    """What "unchanged" vouches for; None where nothing has been said yet."""
    if not row.get("status_on"):
        return None
    share = None if row["percent"] is None else language.share(row["percent"] / 100)
    day = language.short_date(str(row["status_on"]))
    said = (labels.light(row["rag"]), labels.label("stage", row["stage"]), share, day)
    return " · ".join(filter(None, said))


def _say_text(cell: Cell, text: str) -> None:
    said = signs.normalised(text)
    if len(said) > sheet_columns.LONGEST:  # only to be read: its end is not in the cell
        cell.protection = Protection(locked=True)
        said = said[: sheet_columns.LONGEST]
    tables.put_text(cell, sheet_columns.escaped(said))


def _choices(sheet: Worksheet, count: int) -> None:
    """The drop-downs, whose words lie in the hidden sheet, and the limits of the percent."""
    for key, place in _LISTS.items():
        letter, number = get_column_letter(place), len(sheet_columns.CHOICES[key])
        words = f"{sheet_columns.DATA_SHEET}!${letter}$1:${letter}${number}"
        rule = DataValidation("list", formula1=words, allow_blank=key == sheet_columns.UNCHANGED)
        rule.error = _("Choose one of the words in the list.")
        _add(sheet, rule, key, count)
    rule = DataValidation("decimal", operator="between", formula1="0", formula2="100")
    rule.error = _("Write a whole number from 0 to 100.")
    _add(sheet, rule, "percent", count)


def _add(sheet: Worksheet, rule: DataValidation, key: str, count: int) -> None:
    letter = get_column_letter(sheet_columns.KEYS.index(key) + 1)
    rule.errorTitle, rule.showErrorMessage = headings()[key], True
    rule.add(
        f"{letter}{sheet_columns.FIRST_ROW}:{letter}{sheet_columns.FIRST_ROW + max(count, 1) - 1}"
    )
    sheet.add_data_validation(rule)


def _dress(sheet: Worksheet, count: int) -> None:
    """Widths, what stays in sight, what is locked, and how it is printed."""
    for place, column in enumerate(sheet_columns.COLUMNS, 1):
        size = sheet.column_dimensions[get_column_letter(place)]
        size.width, size.hidden = column.width, column.kind == "key"
    sheet.row_dimensions[sheet_columns.KEY_ROW].hidden = True
    moves = sheet_columns.KEYS.index(_FIRST_COLUMN_THAT_MOVES) + 2
    sheet.freeze_panes = f"{get_column_letter(moves)}{sheet_columns.FIRST_ROW}"
    sheet.protection.sheet = True
    # In openpyxl True is "forbidden": people may make a column wider and a row higher.
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{sheet_columns.HEADING_ROW}:{sheet_columns.HEADING_ROW}"
    last = get_column_letter(len(sheet_columns.COLUMNS))
    sheet.print_area = f"C{sheet_columns.HEADING_ROW}:{last}{sheet_columns.HEADING_ROW + count}"
    sheet.oddFooter.center.text = "&P / &N"


def _guide(sheet: Worksheet, title: str, day: date) -> None:
    lines = [
        _("How to fill in the sheet"),
        _("{title}, as it stood on {day}.", title=title, day=language.long_date(day)),
        _("Write in the white cells on the first sheet. The grey ones are locked."),
        _(
            "Where nothing is new, choose yes under Unchanged since last time. It vouches for the"
            " status that stands beside it."
        ),
        _("Choose stage and traffic light from the lists."),
        _("Amber and red want a reason. So does a stage before those who were to be heard."),
        _("Write dates as you say them: 25. april 2022, juni 2022 or ultimo 2023."),
        _("A row you leave as it is changes nothing. An emptied cell empties the answer."),
        _("Formulas are not read. Write the result."),
        _("Do not merge cells."),
        _("Save as .xlsx and upload the file on the page My proposals."),
        _("There you see what changes before anything is saved."),
    ]
    sheet.column_dimensions["A"].width = 90
    for number, words in enumerate(lines, 1):
        cell = sheet.cell(number, 1)
        tables.put_text(cell, words)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.protection.sheet = True
    sheet.page_setup.paperSize = 9


def _data(sheet: Worksheet, code: str) -> None:
    facts = {"format": sheet_columns.FORMAT, "portfolio": code, "language": language.current()}
    for line, (name, value) in enumerate(facts.items(), 1):
        sheet.cell(line, 1, name)
        tables.put_text(sheet.cell(line, 2), value)
    for key, place in _LISTS.items():
        for line, code in enumerate(sheet_columns.CHOICES[key], 1):
            tables.put_text(sheet.cell(line, place), labels.label(key, code))
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
