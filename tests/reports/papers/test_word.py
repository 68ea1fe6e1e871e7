"""Direktionssag: opened again, it has the municipality's headings and only what the data says."""

import io
import itertools
import zipfile

import builders
import pytest
from docx import Document
from docx.oxml.ns import qn

from portfolio.errors import PortfolioError
from portfolio.language import explain
from portfolio.reports import papers
from portfolio.reports.papers import Paper, word_templates

HEADINGS = ["Baggrund", "Indstilling", "Sagsfremstilling", "Økonomi", "Kommunikation", "Bilag"]
MARKUP = "#x *fed* <b>b</b> $x$ \\n &amp; {{titel}} {baggrund}"


def opened(facts, template: bytes | None = None):
    return Document(io.BytesIO(papers.make(Paper.CASE, facts, template)))


def under(document, heading: str) -> str:
    """The words below a heading of level 1, up to the next."""
    found, inside = [], False
    for part in document.element.body.iter(qn("w:p")):
        style = part.pPr.pStyle.val if part.pPr is not None and part.pPr.pStyle is not None else ""
        words = "".join(text.text or "" for text in part.iter(qn("w:t")))
        if style == "Heading1":
            inside = words == heading
        elif inside:
            found.append(words)
    return "\n".join(found)


def a_template(*paragraphs: str, header: str = "") -> bytes:
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    document.sections[0].header.paragraphs[0].text = header
    return saved(document)


def saved(document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def refused(template: bytes) -> str:
    with pytest.raises(PortfolioError) as error:
        papers.template_of(Paper.CASE).check(template)
    return explain(error.value)


def test_the_headings_are_words_own_and_in_order(facts_of):
    document = opened(facts_of())
    levels = [(p.style.name, p.text) for p in document.paragraphs if "Heading" in p.style.name]
    assert [text for style, text in levels if style == "Heading 1"] == HEADINGS
    depths = [int(style[-1]) for style, _text in levels]
    assert depths[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(depths))
    assert "{{" not in document.element.xml


def test_nothing_is_recommended_where_nobody_asks(facts_of):
    said = under(opened(facts_of()), "Indstilling")
    assert said == "Der er ikke registreret en indstilling, for ingen forslag er til beslutning."


def test_the_recommendation_is_what_the_proposals_ask(facts_of, seeded_db):
    builders.a_status(seeded_db, 5, "2022-04-20", decision_needed="Skal vi gå videre?")
    builders.a_status(seeded_db, 7, "2022-04-20", decision_needed="Gammelt spørgsmål")
    builders.a_status(seeded_db, 7, "2022-04-21")  # asks no more
    said = under(opened(facts_of()), "Indstilling")
    assert said.startswith("Det indstilles, at Direktionen tager stilling til følgende:")
    assert "Forslag 5, Kommunale funktioner som 'driver' for fællesskaber: Skal vi gå videre?" in (
        said
    )
    assert "Gammelt" not in said


def test_the_account_tells_of_every_proposal(facts_of):
    facts, document = facts_of(), opened(facts_of())
    said = under(document, "Sagsfremstilling")
    for one in facts.proposals:
        assert f"{one.number} {one.title}" in said
        assert one.texts["summary"] in said
    assert "Nobody" not in said
    assert "ansvarlig mangler" in said  # follow-ups that nobody has
    first = document.tables[0]
    assert [cell.text for cell in first.rows[0].cells][:3] == ["Nr.", "Forslag", "Trafiklys"]
    assert [row.cells[1].text for row in first.rows[1:]] == [p.title for p in facts.proposals]
    assert {row.cells[2].text for row in first.rows[1:]} == {"○ Ikke vurderet"}


def test_the_economy_says_the_amounts_and_never_adds_the_earmark(facts_of):
    said = under(opened(facts_of()), "Økonomi").replace("\xa0", " ")
    assert (
        "Hele statens pulje er på 130.000.000 kr.; det er ikke et beløb til kommunen alene." in said
    )
    assert "Heraf er 30.000.000 kr. øremærket til medfinansiering" in said
    assert "Kommunens medfinansiering er 40 %." in said
    assert "aktivitetspulje: Forslag 6 (udledt). Der er ikke registreret noget beløb." in said
    assert "(budget 23): Forslag 4 (antaget). I alt 6.000.000 kr." in said
    assert "BID: Forslag 4 (antaget). Det er mulige midler. Ingen har givet tilsagn" in said
    assert "160" not in said
    assert "100.000.000" not in said


def test_what_is_not_known_is_said(facts_of, seeded_db):
    builders.a_proposal(seeded_db, 50, "Et tomt forslag")
    document = opened(facts_of("2022-05-01", 50))
    assert under(document, "Økonomi") == "Der er ikke registreret noget om økonomi."
    assert under(document, "Kommunikation") == "Der er ikke registreret noget om kommunikation."
    assert under(document, "Bilag") == "Der er ikke registreret bilag."
    said = under(document, "Sagsfremstilling")
    for sentence in (
        "Ingen er nævnt ved forslaget",
        "ingen strategiproces og ingen pulje",
        "Ingen er kendt",
        "Ikke registreret",
        "Ingen opfølgninger er åbne.",
    ):
        assert sentence in said
    assert "Der er ikke registreret beslutninger" in under(document, "Baggrund")


def test_a_day_before_the_first_data_is_said(facts_of):
    said = under(opened(facts_of("2022-04-03")), "Sagsfremstilling")
    assert said.startswith("Der var ingen oplysninger om porteføljen 3. april 2022.")


def test_it_can_be_read_aloud(facts_of):
    document = opened(facts_of())
    assert document.core_properties.language == "da-DK"
    assert document.core_properties.title == "Civilsamfund og lokale fællesskaber"
    languages = {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"da-DK"}
    assert len(document.tables) >= 3
    for table in document.tables:
        assert table._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        assert all(row.trPr.find(qn("w:tblHeader")) is None for row in table._tbl.tr_lst[1:])


def test_word_finds_everything_in_the_order_it_insists_on(facts_of):
    order = ["tblStyle", "tblW", "tblInd", "tblBorders", "tblLayout", "tblLook", "tblDescription"]
    for table in opened(facts_of()).tables:
        names = [child.tag.split("}")[1] for child in table._tbl.tblPr]
        assert names == sorted(names, key=order.index)
        for cell in table._tbl.iter(qn("w:tc")):
            assert cell[-1].tag == qn("w:p")


def test_markup_in_a_name_stands_there_as_it_is(facts_of, seeded_db):
    builders.renamed(seeded_db, 4, MARKUP)
    document = opened(facts_of("2022-05-01", 4))
    assert MARKUP in under(document, "Sagsfremstilling")
    title = next(p.text for p in document.paragraphs if p.style.name == "Title")
    assert title.replace("\u2060", "") == f"Civilsamfund og lokale fællesskaber: {MARKUP}"


def test_signs_that_word_cannot_hold_are_left_out(facts_of, seeded_db):
    builders.renamed(seeded_db, 4, "En\x07 lyd\x00")
    assert "4 En lyd" in under(opened(facts_of("2022-05-01", 4)), "Sagsfremstilling")


def test_many_proposals_are_a_table_and_no_book(facts_of, seeded_db):
    for number in range(100, 160):
        builders.a_proposal(seeded_db, number, f"Testforslag {number}")
    document = opened(facts_of())
    assert len(document.tables[0].rows) == 70
    assert "statusarkene" in under(document, "Sagsfremstilling")


# --- the user's own template ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paper", "build"),
    [
        (Paper.CASE, word_templates.case_template),
        (Paper.MINUTES, word_templates.minutes_template),
    ],
)
def test_the_default_template_can_be_made_again(paper, build):
    again = build()

    def parts(data: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(data)) as inside:
            return {name: inside.read(name) for name in inside.namelist()}

    assert parts(again) == parts(papers.template_of(paper).content())


def test_a_template_of_ones_own_is_filled(facts_of):
    template = a_template(
        "Sag: {{ Titel }}, {{dato}}", "{{indstilling}}", "Slut", header="{{kommune}}"
    )
    document = opened(facts_of(), template)
    assert [p.text for p in document.paragraphs] == [
        "Sag: Civilsamfund og lokale fællesskaber, Pr. 1. maj 2022",
        "Der er ikke registreret en indstilling, for ingen forslag er til beslutning.",
        "Slut",
    ]
    assert document.sections[0].header.paragraphs[0].text == "Høje-Taastrup Kommune"


def test_a_field_that_word_has_cut_in_runs_is_found(facts_of):
    document = Document()
    paragraph = document.add_paragraph("Til ")
    for piece in ("{", "{ti", "tel}", "} og {{da", "to}}!"):
        paragraph.add_run(piece)
    paragraph.runs[2].bold = True
    filled = opened(facts_of(), saved(document)).paragraphs[0]
    assert filled.text == "Til Civilsamfund og lokale fællesskaber og Pr. 1. maj 2022!"


def test_a_field_in_a_table_of_the_template_is_filled(facts_of):
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = "{{kommunikation}}"
    table = opened(facts_of(), saved(document)).tables[0]
    assert "Der er ikke registreret noget om kommunikation." in table.cell(0, 0).text


def test_unknown_fields_are_named():
    said = refused(a_template("{{baggrund}} ", "{{resume}} og {{lovgrundlag}}", header="{{logo}}"))
    assert "{{resume}}, {{lovgrundlag}}, {{logo}}" in said
    assert "{{sagsfremstilling}}" in said.split(". ")[1]


def test_a_part_amid_other_words_is_said():
    assert refused(a_template("Her: {{økonomi}}")) == (
        "Feltet {{økonomi}} skal stå alene i sit afsnit i skabelonen."
    )


def test_a_part_in_a_header_is_said():
    assert refused(a_template("x", header="{{bilag}}")) == (
        "Feltet {{bilag}} kan ikke stå i skabelonens sidehoved eller sidefod."
    )


@pytest.mark.parametrize("template", [b"", b"not a zip", b"PK\x03\x04broken"])
def test_what_is_no_word_file_is_said(template):
    assert refused(template).startswith("Skabelonen er ikke en Word-fil")


def test_a_workbook_is_no_word_file(facts_of):
    assert refused(papers.make(Paper.DATA, facts_of())).startswith("Skabelonen er ikke en Word-fil")


def test_a_file_that_unpacks_to_too_much_is_refused():
    file = io.BytesIO(a_template("x"))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as inside:
        inside.writestr("word/media/big.bin", b"0" * 60_000_000)
    assert refused(file.getvalue()).startswith("Skabelonen er ikke en Word-fil")


def test_a_template_without_words_own_styles_still_has_headings(facts_of):
    document = Document()
    for style in list(document.styles):
        if style.name.startswith(("Heading", "List")):
            style.delete()
    document.add_paragraph("{{sagsfremstilling}}")
    filled = opened(facts_of(), saved(document))
    (heading,) = [p for p in filled.paragraphs if p.text == "Hvor langt forslagene er"]
    assert heading._p.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "1"
