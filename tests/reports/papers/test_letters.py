"""What stands on a slide has room there, and every sign of a pdf has a letter."""

import io
import json
import re
import unicodedata
import zipfile
from types import SimpleNamespace

import arial
import builders
import pytest
from pptx import Presentation
from pptx.util import Pt
from pypdf import PdfReader
from pypdf.generic import ContentStream

from portfolio import language
from portfolio.reports import papers
from portfolio.reports.papers import Paper, letters, typst_process

SIGNS = "🙂 👩‍🔬 漢字 عربي Жуков Αθήνα 🟢 ✅ ➡ \uf0b7 ½ m² ● ▲ ■ ○ → ✓ • « » “x” ’ – — … € é"
LONG = "Omfattende tilflytterjordordningsbeskrivelse med mange bilag. " * 40


# --- letters --------------------------------------------------------------------------------------


def boxes(pdf: bytes) -> int:
    """How many signs are drawn as the empty box, which is letter 0 of every font."""
    reader, found = PdfReader(io.BytesIO(pdf)), 0
    for page in reader.pages:
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator not in (b"Tj", b"TJ"):
                continue
            for part in operands[0] if operator == b"TJ" else operands:
                drawn = getattr(part, "original_bytes", None)
                found += (
                    0
                    if drawn is None
                    else sum(drawn[at : at + 2] == b"\0\0" for at in range(0, len(drawn), 2))
                )
    return found


def test_a_pdf_has_a_letter_for_every_sign(facts_of, seeded_db):
    builders.renamed(seeded_db, 4, f"Titel {SIGNS}")
    builders.a_status(seeded_db, 4, "2022-04-20", happened=SIGNS, next_step="🙂", risks="漢字")
    for paper in (Paper.OVERVIEW, Paper.SHEETS):
        pdf = papers.make(paper, facts_of("2022-05-01"))
        assert boxes(pdf) == 0
        said = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
        assert "Жуков" in said.replace("\u00ad", "")
        assert "🙂" not in said


def test_the_look_for_boxes_sees_one(facts_of, monkeypatch):
    monkeypatch.setattr(letters, "_has_letter", lambda _sign: True)
    facts = facts_of("2022-05-01", 4)
    facts.proposals[0].texts["summary"] = "🙂 🙂"
    assert boxes(papers.make(Paper.SHEETS, facts)) >= 2
    assert typst_process.__doc__


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Fint 🙂 nok", "Fint nok"),
        ("🟢 og 🔴", "(grøn) og (rød)"),
        ("✅ Klar ➡ næste", "✓ Klar → næste"),
        ("漢字", "(tegn, der ikke kan trykkes)"),
        ("Åse Ørsted, “ja” – 6 m²", "Åse Ørsted, “ja” – 6 m²"),
        ("▲ Gul", "▲ Gul"),
        ("to\nlinjer\u00a0æ", "to\nlinjer\u00a0æ"),
    ],
)
def test_what_has_no_letter_is_said_otherwise_or_left_out(text, said):
    assert letters.printable(text) == said
    with language.speaking("en"):
        assert letters.printable("🟡") == "(amber)"


def test_facts_are_gone_through_to_the_last_one():
    facts = {"a": ["🙂 x", {"b": ("y 🙂",), "c": 4, "d": None}]}
    assert letters.all_printable(facts) == {"a": ["x", {"b": ["y"], "c": 4, "d": None}]}
    assert json.dumps(letters.all_printable(facts))


SAID_IN = re.compile(r"(word/document|ppt/slides/slide\d+)\.xml")
#: What Office shows of SIGNS: every script, and of the pictures what there is a letter for.
IN_OFFICE = "漢字 عربي Жуков Αθήνα (grøn) ✓ →"


@pytest.mark.parametrize("paper", [Paper.CASE, Paper.SLIDES])
def test_an_office_file_has_no_empty_box_and_every_script(facts_of, seeded_db, paper):
    builders.renamed(seeded_db, 4, f"Titel {SIGNS} \U0001fae8 \U000e0fff")
    builders.a_status(
        seeded_db,
        4,
        "2022-04-20",
        happened=SIGNS,
        next_step="🙂",
        decision_needed="Giv 漢字 🙂 lov",
    )
    made = papers.make(paper, facts_of("2022-05-01", 4))
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        written = [parts.read(name).decode() for name in parts.namelist() if SAID_IN.match(name)]
    said = " ".join(written)
    assert IN_OFFICE in said
    assert "Giv 漢字 lov" in said
    boxes = {sign for sign in said if unicodedata.category(sign) in ("Cn", "Co", "So", "Sk")}
    assert boxes <= {"●", "▲", "■", "○", "→", "✓"}, boxes


def test_a_part_of_a_line_keeps_its_blanks():
    assert letters.in_office(" 🙂 Navn ") == " Navn "
    assert letters.in_office("🙂 Navn") == "Navn"


def test_a_foreign_letter_is_not_measured_as_nothing():
    assert letters.width("漢字" * 10, 20) > 0.9 * 20 * 20 * 2.54 / 72
    assert letters.lines("漢字" * 40, 20, 20) >= 3


# --- room -----------------------------------------------------------------------------------------


@arial.needed
def test_everything_on_a_slide_has_room(facts_of, seeded_db):
    for number in range(10, 20):
        builders.a_proposal(seeded_db, number, f"Forslag {number} {LONG}"[:190], summary=LONG)
        builders.a_status(
            *(seeded_db, number, "2022-04-20"),
            **dict.fromkeys(("happened", "next_step", "risks", "decision_needed"), LONG),
        )
    builders.renamed(seeded_db, 4, "WWWWWWWWWW " * 14)
    deck = Presentation(io.BytesIO(papers.make(Paper.SLIDES, facts_of("2022-05-01"))))
    assert arial.overflowing(deck) == []


@arial.needed
def test_the_real_portfolio_is_cut_nowhere_it_need_not_be(facts_of):
    deck = Presentation(io.BytesIO(papers.make(Paper.SLIDES, facts_of("2022-05-01"))))
    assert arial.overflowing(deck) == []


@arial.needed
@pytest.mark.parametrize("words", [LONG, "BORGERE og ildsjæle " * 50, "Å" * 300, "kort"])
def test_lines_are_counted_as_an_office_breaks_them(words):
    shown = letters.cut(words, 10, 14, 3)
    assert letters.lines(shown, 10, 14) <= 3
    assert shown == words.strip() or shown.endswith("…")
    font = SimpleNamespace(bold=False, size=Pt(14))
    assert arial.lines([SimpleNamespace(text=shown, font=font)], 10) <= 3
