"""Files that are no workbooks, or more than that: refused with a sentence, quickly, unopened."""

import contextlib
import io
import struct
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sheets import a_row, a_sheet, as_excel_saves, filled, parts_of, repacked, zip_of

from portfolio import language
from portfolio.domain import sheet_columns
from portfolio.errors import PortfolioError
from portfolio.importers import archives
from portfolio.importers.rounds import answer_sheet

NOT_A_WORKBOOK = (
    "Filen er ikke en Excel-fil (.xlsx), som kan læses. Hent arket igen, og udfyld det."
)
NOT_OURS = (
    "Det er ikke et ark, der er hentet her, eller også er dets skjulte rækker og ark væk. Hent"
    " arket igen, og udfyld det."
)
TOO_MUCH = (
    "Filen indeholder langt mere end et svarark og er ikke åbnet. Hent arket igen, og udfyld det."
)
MACROS = "Filen kan indeholde makroer og er ikke åbnet. Gem den som .xlsx, og læg den op igen."
SHEET = "xl__worksheets__sheet1_dot_xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
FOOT = b"</sheetData></worksheet>"


def refusal(content: bytes, name: str = "ark.xlsx") -> str:
    with pytest.raises(PortfolioError) as refused:
        answer_sheet.read(name, content)
    return language.explain(refused.value)


def test_the_sheet_itself_is_opened():
    assert len(answer_sheet.read("ark.xlsx", a_sheet(a_row())).rows) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        b"Nr.;Titel\r\n1;x\r\n",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"PK\x05\x06" + b"\0" * 18,
        b"\x00" * 5000,
        a_sheet(a_row())[:2000],
        a_sheet(a_row())[40:],
    ],
)
def test_what_is_no_workbook(content):
    assert refusal(content) == NOT_A_WORKBOOK


def test_other_zip_files():
    assert refusal(zip_of({"brev.txt": b"Hej"})) == NOT_A_WORKBOOK
    assert (
        refusal(
            zip_of(
                {
                    "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                    "content.xml": b"<x/>",
                }
            )
        )
        == NOT_A_WORKBOOK
    )


@pytest.mark.parametrize("part", ["xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"])
@pytest.mark.parametrize("words", [b"", b"<", b"<x>", b"<x/>", b"\xff\xfe"])
def test_parts_that_are_broken(part, words):
    broken = zip_of(parts_of(a_sheet(a_row())) | {part: words})
    assert refusal(broken) in (NOT_A_WORKBOOK, NOT_OURS)


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="1"><c r="A1" t="s"><v>99999</v></c></row>',
        b'<row r="1"><c r="A1" t="s"><v>-x</v></c></row>',
        b'<row r="x"><c r="A1"/></row>',
        b'<row r="1"><c r="1A"><v>1</v></c></row>',
        b'<row r="1"><c r="ZZZZZ1"><v>1</v></c></row>',
        b'<row r="1"><c r="A1"><v>' + b"9" * 5000 + b"</v></c></row>",
        b'<row r="1"><c r="A1" s="9999"><v>1</v></c></row>',
        b'<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A9">B1</f></c>'
        b'<c r="A2"><f t="shared" si="0"/></c></row>',
        b"<a>" * 5000 + b"</a>" * 5000,
    ],
)
def test_cells_that_are_broken(cells):
    broken = repacked(a_sheet(a_row()), **{SHEET: HEAD + cells + FOOT})
    assert refusal(broken) in (NOT_A_WORKBOOK, NOT_OURS)


PARTS = parts_of(as_excel_saves(filled(a_sheet(a_row(happened="Et møde")), percent=40)))


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([name for name in PARTS if name.endswith(("sheet1.xml", "Strings.xml"))]),
    st.floats(0, 1, exclude_max=True),
    st.integers(0, 12),
    st.one_of(
        st.binary(max_size=6),
        st.sampled_from(
            [
                b"<f>1+1</f>",
                b't="e"',
                b't="d"',
                b't="b"',
                b't="n"',
                b"-1",
                b"9" * 400,
                b"1e999",
                b"NaN",
                b"<v/>",
                b"\xf0\x9f\x98\x80",
            ]
        ),
    ),
)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(part, place, cut, instead):
    words = PARTS[part]
    at = int(place * len(words))
    damaged = zip_of(PARTS | {part: words[:at] + instead + words[at + cut :]})
    with contextlib.suppress(PortfolioError):
        for row in answer_sheet.read("ark.xlsx", damaged).rows:
            assert set(row.values) <= set(sheet_columns.FIELDS)
            assert all(language.explain(problem) for problem in row.problems)


@pytest.mark.parametrize("number", [b"9" * 400, b"-" + b"9" * 400, b"1e308", b"1e999", b"NaN"])
def test_numbers_nobody_means(number):
    sheet = PARTS["xl/worksheets/sheet1.xml"]
    assert sheet.count(b">40</") == 1
    absurd = PARTS | {"xl/worksheets/sheet1.xml": sheet.replace(b">40</", b">" + number + b"</")}
    try:
        (row,) = answer_sheet.read("ark.xlsx", zip_of(absurd)).rows
    except PortfolioError:
        assert number == b"NaN"  # no number to Excel either
    else:
        assert [problem.place for problem in row.problems] == ["M3"]


def test_a_file_too_large():
    assert refusal(b"PK" + b"\0" * archives.MAX_FILE) == (
        "Filen er større end 5 MB. Hent arket igen, og udfyld det."
    )


def test_an_old_or_locked_file():
    assert refusal(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512, "gammel.xls") == (
        "Filen er en gammel Excel-fil (.xls) eller låst med adgangskode. Gem den som .xlsx uden"
        " adgangskode, og læg den op igen."
    )


def test_a_sheet_of_libreoffice_is_told_what_to_do():
    told = (
        "Filen er et regneark fra LibreOffice (.ods). Vælg Gem som dér, filtypen Excel (.xlsx), og"
        " læg den fil op."
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", "<x/>")
    assert refusal(content.getvalue(), "ark.ods") == told
    assert refusal(content.getvalue(), "ark.xlsx") == told


def test_macros_by_name_by_part_and_by_type():
    plain = a_sheet(a_row())
    types = parts_of(plain)["[Content_Types].xml"].replace(
        b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
    )
    assert b"macroEnabled" in types
    assert refusal(plain, "ark.XLSM") == MACROS
    assert refusal(repacked(plain, xl__vbaProject_dot_bin=b"x")) == MACROS
    assert refusal(zip_of(parts_of(plain) | {"[Content_Types].xml": types})) == MACROS
    assert refusal(repacked(plain, xl__macrosheets__sheet1_dot_xml=b"<x/>")) == MACROS


def test_a_zip_bomb_is_seen_before_it_is_unpacked():
    bomb = repacked(a_sheet(a_row()), xl__media__a_dot_png=b"\0" * 60_000_000)
    assert len(bomb) < 100_000
    assert _peak(lambda: refusal(bomb)) < 5_000_000
    assert refusal(bomb) == TOO_MUCH


def test_a_zip_bomb_within_the_sum_is_seen_by_its_ratio():
    assert refusal(repacked(a_sheet(a_row()), xl__media__a_dot_png=b"\0" * 30_000_000)) == TOO_MUCH


def test_a_zip_bomb_whose_header_lies():
    """The header says 100 bytes: unpacked at once, as openpyxl does, it would be 60 million."""
    name = b"docProps/app.xml"
    honest = zip_of(parts_of(a_sheet(a_row())) | {name.decode(): b"<x>" + b" " * 60_000_000})
    lying = bytearray(honest)
    entry = honest.index(b"PK\x01\x02", honest.rindex(name) - 60)
    struct.pack_into("<I", lying, entry + 24, 100)

    with zipfile.ZipFile(io.BytesIO(bytes(lying))) as archive:
        assert archive.getinfo(name.decode()).file_size == 100
    assert _peak(lambda: refusal(bytes(lying))) < 5_000_000


def _peak(work) -> int:
    """The most memory, in bytes, that was in use at once while it ran."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_very_many_parts():
    parts = parts_of(a_sheet(a_row())) | {f"xl/{n}.xml": b"<x/>" for n in range(400)}
    assert refusal(zip_of(parts)) == TOO_MUCH


def test_a_part_that_is_there_twice():
    file = io.BytesIO(a_sheet(a_row()))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
    assert refusal(file.getvalue()) == NOT_A_WORKBOOK


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_no_spreadsheet_uses(packing):
    assert refusal(zip_of(parts_of(a_sheet(a_row())), packing)) == NOT_A_WORKBOOK


def test_a_locked_part():
    locked = bytearray(a_sheet(a_row()))
    entry = locked.index(b"PK\x01\x02")
    locked[entry + 8] |= 1  # the flag of an encrypted part
    assert refusal(bytes(locked)) == NOT_A_WORKBOOK


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>"""


@pytest.mark.parametrize("trick", [LAUGHS, OUTSIDE, OUTSIDE.replace(b"DOCTYPE", b"  doctype")])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"])
def test_entities_are_never_resolved(trick, part):
    words = parts_of(a_sheet(a_row()))[part]
    tricked = parts_of(a_sheet(a_row())) | {part: trick + words}
    assert refusal(zip_of(tricked)) == NOT_A_WORKBOOK


def test_entities_are_not_hidden_by_another_encoding():
    hidden = OUTSIDE.decode().replace("?>", ' encoding="utf-16"?>').encode("utf-16")
    tricked = parts_of(a_sheet(a_row())) | {"xl/sharedStrings.xml": hidden}
    assert refusal(zip_of(tricked)) == NOT_A_WORKBOOK


def test_very_many_cells_are_refused_before_they_are_read():
    cells = "".join(f'<c r="A{n * n % 999_983}"/>' for n in range(700_000))
    row = HEAD + b'<row r="1">' + cells.encode() + b"</row>" + FOOT
    start = time.process_time()
    assert refusal(repacked(a_sheet(a_row()), **{SHEET: row})) == TOO_MUCH
    assert time.process_time() - start < 5


def test_the_size_the_file_gives_itself_is_not_believed():
    words = parts_of(a_sheet(a_row()))["xl/worksheets/sheet1.xml"]
    assert b"<dimension" in words
    start = words.index(b'ref="', words.index(b"<dimension"))
    end = words.index(b'"', start + 5)
    huge = words[:start] + b'ref="A1:XFD1048576' + words[end:]
    assert len(answer_sheet.read("a.xlsx", repacked(a_sheet(a_row()), **{SHEET: huge})).rows) == 1


def test_a_merge_of_the_whole_sheet_makes_no_cells():
    words = parts_of(a_sheet(a_row()))["xl/worksheets/sheet1.xml"]
    merge = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    merged = words.replace(b"</sheetProtection>", b"</sheetProtection>" + merge).replace(
        b"</sheetData>", b"</sheetData>" + merge
    )
    (row,) = answer_sheet.read("a.xlsx", repacked(a_sheet(a_row()), **{SHEET: merged})).rows
    assert [problem.place for problem in row.problems] == ["A3"]
