"""Files that are no lists, or far more than that: a plain sentence, quickly."""

import io
import zipfile
from contextlib import suppress
from datetime import date

import lists
import pytest

from portfolio import language
from portfolio.domain.lists.choice import Choice
from portfolio.domain.lists.fields import Field
from portfolio.domain.lists.table import Cell
from portfolio.errors import PortfolioError
from portfolio.importers.lists import amounts, files, reading

A_LIST = [["Titel", "Status"], ["Vej", "Grøn"]]
NOT_ONE = (
    "Filen er ikke et regneark, der kan læses, uanset hvad den hedder. Gem den som .xlsx, .ods"
    " eller .csv uden adgangskode, og vælg den."
)


def refusal(name, content):
    with pytest.raises(PortfolioError) as refused:
        reading.read(files.read(name, content), Choice(), today=date(2022, 5, 1))
    return language.explain(refused.value)


def with_part(content, name, words):
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as box:
        box.writestr(name, words)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("liste.xlsx", b"%PDF-1.7 ..."),
        ("liste.csv", b"%PDF-1.7 ..."),
        ("liste.csv", b"Titel;\x00\x01\x02"),
        ("liste.xlsx", b"PK\x03\x04 and no more"),
        ("liste.docx", b"words"),
        ("liste.xlsx", with_part(b"", "word/document.xml", "<w/>")),
    ],
)
def test_what_is_no_spreadsheet(name, content):
    assert refusal(name, content) == NOT_ONE


def test_a_bomb():
    bomb = with_part(lists.xlsx(A_LIST), "xl/worksheets/sheet9.xml", "<a/>" * 8_000_000)
    assert refusal("liste.xlsx", bomb).startswith("Filen indeholder langt mere, end en liste gør")


def test_entities_are_not_followed():
    evil = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert refusal("liste.xlsx", with_part(lists.xlsx(A_LIST), "xl/b.xml", evil)) == NOT_ONE


def test_macros_and_passwords():
    macro = with_part(lists.xlsx(A_LIST), "xl/vbaProject.bin", b"x")
    assert refusal("liste.xlsm", lists.xlsx(A_LIST)).startswith("Filen kan indeholde makroer")
    assert refusal("liste.xlsx", macro).startswith("Filen kan indeholde makroer")
    locked = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
    assert "adgangskode" in refusal("liste.xlsx", locked)


def test_nothing_at_all():
    assert refusal("liste.xlsx", b"") == "Filen er tom. Vælg en anden."
    assert refusal("liste.csv", b"\n\n").startswith("Der står intet i filen")
    assert refusal("liste.csv", b"1;2\n3;4\n").startswith("Ingen kolonne ligner titler")


def test_one_enormous_cell_is_told_at_its_place():
    content = lists.text([["Titel", "Bemærkning"], ["Vej", "x" * 1_000_000]])
    (entry,) = reading.read(
        files.read("liste.csv", content), Choice(), today=date(2022, 5, 1)
    ).entries
    assert language.explain(entry.problems[0]).startswith(
        "B2: Teksten er på 1000000 tegn; der er plads til 2000."
    )


def test_what_looks_like_a_formula_in_text_is_text():
    content = lists.text([["Titel", "Bemærkning"], ["'=1+1", "-x"]])
    (entry,) = reading.read(
        files.read("liste.csv", content), Choice(), today=date(2022, 5, 1)
    ).entries
    assert (entry.title, entry.said(Field.HAPPENED)) == ("=1+1", "-x")


@pytest.mark.parametrize(
    "value", ["²²²²²", "१२३४५", 10**400, float("nan"), float("inf"), "1" * 400]
)
def test_what_is_no_figure_is_said_or_kept_as_words(value):
    cell = Cell(1, 1, value)
    for read in (
        lambda: amounts.amount(cell, 1000),
        lambda: amounts.percent(cell, is_share=False),
        lambda: amounts.day(cell, date(2022, 5, 1)),
    ):
        with suppress(PortfolioError):
            read()


def test_half_a_percent_is_rounded_up_as_half_a_krone():
    said = [amounts.percent(Cell(1, 1, n), is_share=False) for n in (2.5, "28,5 %", 0.285)]
    assert (*said, amounts.amount(Cell(1, 1, 2.5), 1)) == (3, 29, 0, 3)


def within(content, end, more):
    """The file with more before what ends a part of it."""
    box = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(box, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(end.encode(), f"{more}{end}".encode()))
    return box.getvalue()


def an_ods(rows):
    return within(lists.ods(A_LIST), "</table:table>", rows)


def merged(rows, ref):
    cells = f'<mergeCells><mergeCell ref="{ref}"/></mergeCells>'
    return within(lists.xlsx(rows), "<pageMargins", cells)


ONE = '<table:table-cell table:number-columns-repeated="{n}"><text:p>x</text:p></table:table-cell>'
ROW = '<table:table-row table:number-rows-repeated="{n}">{cells}</table:table-row>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ods", lambda: an_ods(ROW.format(n=9_000, cells=ONE.format(n=16_384)) * 30)),
        ("a.ods", lambda: an_ods(ROW.format(n=1, cells=ONE.format(n=200)) * 1_100)),
        ("a.xlsx", lambda: merged([*A_LIST, ["x"] * 110, *[["x"]] * 2_000], "A3:XFD3000")),
    ],
)
def test_a_cell_that_fills_a_million_others(name, content):
    with pytest.raises(PortfolioError, match="far more than a list"):
        reading.read(files.read(name, content()), Choice(), today=date(2022, 5, 1))


def test_a_column_merged_to_the_last_line_there_can_be_is_read_as_far_as_the_list_goes():
    rows = [["Tema", "Titel"], ["Klima", "Vej"], [None, "Park"], *[[]] * 5_000, [None, "Bro"]]
    book = files.read("a.xlsx", merged(rows, "A2:A1048576"))
    found = reading.read(book, Choice(), today=date(2022, 5, 1))
    said = [(one.title, one.said(Field.PURPOSE)) for one in found.entries]
    assert said == [("Vej", "Klima"), ("Park", "Klima"), ("Bro", "Klima")]
