"""The files people take along: what Excel makes of them, and that nothing in them runs."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import numpy as np
import openpyxl
import pandas as pd
import pytest

from portfolio.reports import tables

FORMULAS = ["=1+1", "+45", "-1", "@x", "\tx", "\rx", "\nx", "\x07=1+1", "＝1+1"]


def rows_of(table: pd.DataFrame) -> list[list[str]]:
    """The csv as a spreadsheet set to Danish reads it."""
    text = tables.csv(table).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def sheet_of(table: pd.DataFrame, title: str = "tabel"):
    return openpyxl.load_workbook(io.BytesIO(tables.xlsx(table, title))).active


def test_csv_is_what_a_danish_excel_opens():
    table = pd.DataFrame({"Sted": ["Rådhuset"], "Andel": [2.5], "Dag": [date(2022, 4, 25)]})

    file = tables.csv(table)

    assert file.startswith(b"\xef\xbb\xbf")
    assert file.decode("utf-8-sig") == "Sted;Andel;Dag\r\nRådhuset;2,5;2022-04-25\r\n"


def test_days_of_a_csv_sort_even_where_they_are_taken_for_text():
    days = [date(2022, 10, 1), date(2022, 9, 2), date(2021, 12, 31)]
    lines = tables.csv(pd.DataFrame({"Dag": days})).decode("utf-8-sig").split()[1:]
    assert sorted(lines) == [day.isoformat() for day in sorted(days)]


def test_csv_quotes_what_would_break_a_row():
    text = ["a;b", 'c "d"', "e\nf", "g\r\nh"]
    assert rows_of(pd.DataFrame({"t": text}))[1:] == [[value] for value in text]


@pytest.mark.parametrize("formula", FORMULAS)
def test_csv_defuses_what_could_be_a_formula(formula):
    [[heading], [value]] = rows_of(pd.DataFrame({formula: [formula]}))
    visible = formula.replace("\x07", "")
    assert [heading, value] == [f"'{visible}", f"'{visible}"]


@pytest.mark.parametrize("harmless", ["4 = 2 + 2", "a-b", "Skriv til a@b.dk", "–", " x"])
def test_csv_leaves_other_text_alone(harmless):
    assert rows_of(pd.DataFrame({"t": [harmless]})) == [["t"], [harmless]]


@pytest.mark.parametrize("number", [-3, -2.5, np.int64(-3), np.float64(-2.5), Decimal("-1.50")])
def test_a_negative_number_is_a_number_and_not_defused(number):
    table = pd.DataFrame({"n": pd.Series([number, "tekst"], dtype=object)})

    assert rows_of(table)[1] == [str(number).replace(".", ",")]
    cell = sheet_of(table)["A2"]
    assert (cell.data_type, cell.value) == ("n", pytest.approx(float(number)))


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA, pd.NaT])
def test_what_is_missing_is_empty(missing):
    table = pd.DataFrame({"a": pd.Series([missing], dtype=object), "b": ["x"]})

    assert rows_of(table)[1] == ["", "x"]
    assert sheet_of(table)["A2"].value is None


def test_no_cell_of_a_workbook_is_a_formula():
    sheet = sheet_of(pd.DataFrame(dict.fromkeys(FORMULAS, FORMULAS)))

    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert len(cells) == len(FORMULAS) * (len(FORMULAS) + 1)
    assert {cell.data_type for cell in cells} == {"s"}
    assert sheet["A2"].value == "=1+1"  # the text itself, with no apostrophe in it
    assert all(cell.quotePrefix for cell in cells)


def test_a_workbook_keeps_dates_and_numbers():
    days = [date(2022, 4, 25), datetime(2022, 4, 25, 9, 30), pd.Timestamp("2022-04-25")]
    table = pd.DataFrame({"Dag": pd.Series(days, dtype=object), "Kr.": [6_000_000, 40, 0]})

    sheet = sheet_of(table)

    for row in (2, 3, 4):
        assert sheet.cell(row, 1).is_date
        assert sheet.cell(row, 1).value.date() == date(2022, 4, 25)
        assert sheet.cell(row, 1).number_format == r"dd\.mm\.yyyy"
    assert [sheet.cell(row, 2).value for row in (2, 3, 4)] == [6_000_000, 40, 0]


def test_a_text_that_looks_like_a_date_stays_text():
    cell = sheet_of(pd.DataFrame({"Dag": ["25. april 2022"]}))["A2"]
    assert (cell.data_type, cell.value) == ("s", "25. april 2022")


def test_a_workbook_has_a_frozen_bold_header_and_readable_columns():
    sheet = sheet_of(pd.DataFrame({"Sted": ["x" * 200], "Nr.": [1]}), "Sted/formål: [2022]")

    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold
    assert sheet.column_dimensions["A"].width == 60
    assert sheet.title == "Sted formål   2022 "


def test_an_empty_table_is_its_header():
    table = pd.DataFrame(columns=["Sted", "Formål"])

    assert tables.csv(table).decode("utf-8-sig") == "Sted;Formål\r\n"
    assert [[cell.value for cell in row] for row in sheet_of(table).iter_rows()] == [
        ["Sted", "Formål"]
    ]
