"""Files that are no lists, or far more than that: a plain sentence, quickly."""

import io
import zipfile
from datetime import date

import lists
import pytest

from portfolio import language
from portfolio.domain.lists.choice import Choice
from portfolio.domain.lists.fields import Field
from portfolio.errors import PortfolioError
from portfolio.importers.lists import files, reading

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
