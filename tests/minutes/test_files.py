"""Files that cannot be read say so in a sentence; pages of a pdf become paragraphs and rows."""

import io
import subprocess
import sys
import zipfile

import pytest
import typst
from pypdf import PdfReader, PdfWriter

from minutes.reading_aloud import finds, read
from portfolio.importers.minutes import apart
from portfolio.importers.minutes.known import Known

PAPER = """
#set page(paper: "a4", header: [Skovlunde Kommune #h(1fr) Økonomiudvalget 12-01-2023], numbering: "1")
#set text(size: 11pt, font: "Liberation Sans", hyphenate: false)
#set par(justify: true)
= Referat Økonomiudvalget den 12-01-2023
Mødested: Byrådssalen

Til stede: Anna Bo, Per Vang-Holm

== 1. Anlægsbevilling til den nye idrætshal ved Ringvejen og renovering af de gamle omklædningsrum
Sagsnr. 22/4411

=== Indstilling
At der gives en bevilling.

=== Beslutning
Godkendt. Udvalget bad om, at byggeriet følges tæt af administrationen, og at der fremlægges en
status senest den 1. september 2023.

=== Sagsfremstilling
#lorem(90)

#table(columns: (1fr, 1fr, 1fr), align: top, inset: 7pt,
  [Etape], [Beløb], [Hvornår og med hvem som udførende entreprenør på pladsen],
  [Hal], [12.500.000 kr.], [Marts 2024, når den gamle hal er revet ned],
  [Omklædning], [3.250.000 kr.], [Juni 2024])

== 2. Lukket punkt
Sagsnr. 22/4412

Aftalen med Hakon Ravnkilde om Gl. Mølle er på plads.

== 3. Eventuelt
#lorem(400)

Intet.
"""  # noqa: E501 - Typst's own lines


@pytest.fixture(scope="module")
def pdf():
    return typst.compile(PAPER.encode())


def codes(data):
    answer = read(data)
    assert answer["readable"] == "no"
    assert answer["items"] == answer["finds"] == []
    assert all(message["text"].endswith(".") for message in answer["messages"])
    return [message["code"] for message in answer["messages"]]


def test_a_pdf_is_read_by_paragraphs_without_its_running_heads(pdf):
    answer = read(pdf, Known())
    first = answer["items"][0]
    assert first["title"].endswith("renovering af de gamle omklædningsrum")
    assert first["case_number"] == "22/4411"
    assert len(answer["line_pages"]) == len(answer["lines"])
    assert answer["line_pages"] == sorted(answer["line_pages"])
    assert answer["line_pages"][first["line_from"] - 1] == 1
    assert answer["line_pages"][-1] == answer["file"]["pages"] > 1
    assert first["decision"]["outcomes"] == ["approved", "requested"]
    assert answer["meeting"]["municipality"] == "Skovlunde Kommune"
    assert sum("Skovlunde Kommune" in line for line in answer["lines"]) <= 1
    assert {find["value"]["amount"] for find in finds(answer, "amount")} == {12_500_000, 3_250_000}
    assert "2024-03-31" in [f["value"]["when"]["end"] for f in finds(answer, "milestone")]


def test_nothing_of_a_closed_item_comes_out_of_a_pdf(pdf):
    answer = read(pdf)
    assert [item["closed"] for item in answer["items"]] == [False, True, False]
    assert "Ravnkilde" not in str(answer)


def test_files_that_cannot_be_read(pdf):
    locked = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    locked.encrypt("hemmelig")
    out = io.BytesIO()
    locked.write(out)
    blank = PdfWriter()
    blank.add_blank_page(600, 800)
    scan = io.BytesIO()
    blank.write(scan)
    assert codes(out.getvalue()) == ["encrypted"]
    assert codes(scan.getvalue()) == ["no_text"]
    for _ in range(1999):
        blank.add_blank_page(600, 800)
    thick = io.BytesIO()
    blank.write(thick)
    assert codes(thick.getvalue()) == ["too_large"]
    assert codes(b"%PDF-1.7\n" + b"x" * 500) == ["broken"]
    assert codes(b"") == codes(b" \n \n") == ["empty"]
    assert codes(b"\x89PNG\r\n\x1a\n" + bytes(100)) == ["wrong_type"]
    assert codes(b"PK\x03\x04" + b"x" * 100) == ["broken"]


def test_a_bomb_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open("word/document.xml", "w", force_zip64=True) as entry:
            for _ in range(210):
                entry.write(bytes(1024**2))
    assert codes(out.getvalue()) == ["too_large"]


def test_a_file_that_takes_too_long_is_given_up(pdf):
    answer = apart.Reader().read(pdf, Known(), seconds=0.001)
    assert [message["code"] for message in answer["messages"]] == ["too_slow"]


def test_another_process_reads_the_same(pdf):
    assert apart.Reader().read(pdf, Known()) == read(pdf, Known())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Møteprotokoll\nKommunestyret i Vik\n"
            + "Saken ble vedtatt av møtet etter innstilling. " * 9,
            "not_danish",
        ),
        (
            "Protokoll\nKommunstyrelsen\n"
            + "Nämnden beslutar att godkänna ärendet och yttrande. " * 9,
            "not_danish",
        ),
        ("R e f e r a t  a f  m ø d e  i  b y r å d e t " * 12, "garbled"),
    ],
    ids=["norwegian", "swedish", "torn"],
)
def test_text_that_is_not_for_us(text, code):
    assert codes(text.encode()) == [code]


def test_a_letter_is_no_minutes():
    answer = read(
        "Kære Hanne\n\nTak for dit brev af 3. marts.\n\n1. Husk bilag.\n2. Ring.\n\nVenlig hilsen\n"
    )
    assert answer["document"] == "other"
    assert [message["code"] for message in answer["messages"]] == ["not_minutes"]
    assert answer["finds"] == []


def test_the_process_that_reads_begins_without_the_store():
    code = "import sys, portfolio.importers.minutes.reader; print('sqlalchemy' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
