"""Beslutningsreferat: opened again, it says what was decided, and of what is closed nothing."""

import io
import itertools
from datetime import date

import builders
import pytest
import sqlalchemy as sa
from docx import Document
from docx.oxml.ns import qn

from portfolio import language, store
from portfolio.domain.model import DecisionOutcome
from portfolio.errors import PortfolioError
from portfolio.queries.meetings import minutes
from portfolio.reports import papers
from portfolio.reports.papers import Paper
from portfolio.store import schema
from portfolio.usecases.reviews import closing, decisions, sitting
from portfolio.usecases.reviews.decision_input import DecisionInput, FollowUpInput
from portfolio.usecases.use_case import LOCAL

DAY = date(2022, 5, 1)
MARKUP = "#x *fed* <b>b</b> $x$ \\n &amp; {{titel}} {baggrund}"


def facts_of(address: str, held_on: str = "2022-04-04") -> minutes.Minutes:
    with store.reading(address) as connection:
        held = minutes.to_choose(connection, as_of=DAY)
        (meeting,) = held[held["held_on"] == held_on]["id"]
        found = minutes.minutes(connection, meeting=meeting, as_of=DAY)
    assert found is not None
    return found


def opened(facts: minutes.Minutes, template: bytes | None = None):
    return Document(io.BytesIO(papers.make(Paper.MINUTES, facts, template)))


def told(document) -> list[tuple[str, str]]:
    """Style and words of every paragraph, those of tables too."""
    names = {style.style_id: style.name for style in document.styles}
    found = []
    for part in document.element.body.iter(qn("w:p")):
        style = part.pPr.pStyle.val if part.pPr is not None and part.pPr.pStyle is not None else ""
        words = "".join(text.text or "" for text in part.iter(qn("w:t")))
        found.append((names.get(style, ""), words))
    return found


def under(document, heading: str) -> list[str]:
    """The words below a heading, up to the next of its level or a higher one."""
    found, depth = [], ""
    for style, words in told(document):
        if depth and style.startswith("Heading") and style <= depth:
            break
        if depth and words:
            found.append(words)
        elif words == heading and style.startswith("Heading"):
            depth = style
    return found


def rows_of(table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def a_decided_review(address: str, *, close: bool) -> None:
    review = builders.a_review(address, 4, 1, noted=(7,), title="Ny mødeplan")
    i = schema.review_items
    with store.reading(address) as connection:
        items = (
            connection.execute(
                sa.select(i.c.id)
                .where(i.c.review_id == review, i.c.placement == "agenda")
                .order_by(i.c.position)
            )
            .scalars()
            .all()
        )
        party = connection.execute(
            sa.select(schema.parties.c.id).where(schema.parties.c.code == "kommunikation")
        ).scalar_one()
    sitting.start_review(LOCAL, review, today=DAY)
    decisions.record_decision(
        LOCAL,
        items[0],
        DecisionInput(
            outcome=DecisionOutcome.APPROVED,
            decision="Vi går videre.",
            recommendation="At gå videre.",
            difference="Kun i to områder.",
            review_on=date(2022, 9, 1),
            follow_ups=[
                FollowUpInput(
                    title="Skriv til centeret", responsible_party_id=party, date_text="ultimo maj"
                ),
                FollowUpInput(title="Find penge"),
            ],
        ),
        today=DAY,
    )
    if close:
        rest = dict.fromkeys(items[1:], DecisionOutcome.NOT_REACHED)
        closing.close_review(LOCAL, review, rest, today=DAY)


def test_the_real_meeting_item_by_item(seeded_db):
    facts = facts_of(seeded_db)
    document = opened(facts)
    words = [words for _style, words in told(document)]
    assert "Beslutningsreferat" in words
    for lead in (
        "Mødeforum:Direktionen",
        "Dato:4. april 2022",
        "Tid:9.00",
        "Sted:Mødelokale B105",
        "Status:Lavet ud fra mødets referat",
    ):
        assert lead in words
    assert any(line.startswith("Til stede: Lars Holte") for line in words)
    assert "Afbud: Jørgen Lerhard" in words
    (four,) = [one for one in facts.decisions if one.row["number"] == "4.4"]
    said = under(document, "4.4 Udsat")
    assert said[0] == f"Indstilling: {four.row['recommendation']}"
    assert said[1] == f"Beslutning: {four.row['decision']}"
    assert said[2] == f"Forskel: {four.row['difference']}"
    assert said[3] == "Vedrører: Forslag 1, 2, 3, 4 og 5 (Mangel på boliger)"
    assert len(facts.decisions) == sum(
        style == "Heading 3" and words[0].isdigit() for style, words in told(document)
    )


def test_of_a_closed_item_there_are_two_numbers_and_a_word(seeded_db):
    document = opened(facts_of(seeded_db))
    assert under(document, "5. Lukket") == ["Sagsnummer 22/6682"]
    assert under(document, "6. Lukket") == ["Sagsnummer 21/18779"]


def test_every_follow_up_says_who_and_when_or_that_it_is_missing(seeded_db):
    facts, document = facts_of(seeded_db), opened(facts_of(seeded_db))
    listed = [row for table in document.tables[1:] for row in rows_of(table)[1:]]
    known = [
        [
            one.row["number"],
            row["title"],
            row["responsible"] or "mangler",
            row["date_text"] or "mangler",
        ]
        for one in facts.decisions
        for row in one.follow_ups
    ]
    assert listed == known
    assert any(row[2] == "mangler" for row in listed)
    assert any(row[3] == "25. april 2022" for row in listed)


def test_in_short_it_counts(seeded_db):
    facts, document = facts_of(seeded_db), opened(facts_of(seeded_db))
    made = facts.decisions
    differing = sum(bool(one.row["differs"]) for one in made)
    first = under(document, "Kort sagt")[0]
    assert first.startswith(
        f"Der blev truffet {len(made)} beslutninger. 3 af dem ændrer indstillingen."
        f" {differing - 3} af dem tilføjer noget til indstillingen."
    )
    table = rows_of(document.tables[0])
    assert table[0] == ["Nr.", "Udfald", "Beslutning", "Afviger"]
    assert [row[0] for row in table[1:]] == [one.row["number"] for one in made]
    assert sum(row[3] == "ja" for row in table) == differing


def test_a_meeting_held_in_the_tool(seeded_db):
    a_decided_review(seeded_db, close=True)
    document = opened(facts_of(seeded_db, "2022-05-01"))
    words = [words for _style, words in told(document)]
    assert any(
        line.startswith("Status:Afsluttet ") and line.endswith("bruger uden konto")
        for line in words
    )
    assert "Sted:ikke registreret" in words
    assert "Til stede: Det er ikke registreret, hvem der deltog." in words
    said = under(document, "1.1 Godkendt")
    assert said[:3] == [
        "Indstilling: At gå videre.",
        "Beslutning: Vi går videre.",
        "Forskel: Kun i to områder.",
    ]
    assert "Tages op igen: 1. september 2022" in said
    follow = [row for table in document.tables for row in rows_of(table)]
    assert ["1.1", "Skriv til centeret", "Kommunikation", "ultimo maj (2022)"] in follow
    assert ["1.1", "Find penge", "mangler", "mangler"] in follow
    assert under(document, "2. Taget til efterretning")[0] == "Sagsnummer ikke registreret"
    # What was not reached is one line, and counts as no decision.
    (line,) = under(document, "3. Ikke nået")
    assert line.startswith("Mødet nåede ikke: forslag 1 ")
    assert line.endswith("; Ny mødeplan")
    assert under(document, "Kort sagt")[0].startswith("Der blev truffet 2 beslutninger.")


def test_an_open_meeting_gives_a_draft_with_what_is_left(seeded_db):
    a_decided_review(seeded_db, close=False)
    facts = facts_of(seeded_db, "2022-05-01")
    assert facts.is_draft
    document = opened(facts)
    words = [words for _style, words in told(document)]
    assert "Status:Udkast: Mødet er ikke afsluttet" in words
    assert under(document, "Ny mødeplan") == ["Der er ikke registreret en beslutning på punktet."]
    noted = under(document, "Taget til efterretning uden drøftelse")
    assert noted[0].startswith("Forslag 7: ")


def test_a_meeting_where_nothing_was_decided_says_so(seeded_db):
    sitting.start_review(LOCAL, builders.a_review(seeded_db), today=DAY)
    document = opened(facts_of(seeded_db, "2022-05-01"))
    assert under(document, "Kort sagt") == ["Der er ikke registreret beslutninger."]
    assert under(document, "Punkter og beslutninger") == ["Der er ikke registreret punkter."]


def test_markup_stands_there_as_it_is(seeded_db):
    a_decided_review(seeded_db, close=False)
    builders.set_on(
        seeded_db,
        schema.decisions,
        schema.decisions.c.decision == "Vi går videre.",
        decision=MARKUP,
    )
    said = under(opened(facts_of(seeded_db, "2022-05-01")), "1.1 Godkendt")
    assert f"Beslutning: {MARKUP}" in [line.replace("\u2060", "") for line in said]


def test_it_can_be_read_aloud(seeded_db):
    document = opened(facts_of(seeded_db))
    depths = [int(style[-1]) for style, _words in told(document) if style.startswith("Heading")]
    assert depths[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(depths))
    assert document.core_properties.language == "da-DK"
    assert (
        document.core_properties.title == "Beslutningsreferat: Direktionens møde den 4. april 2022"
    )
    for table in document.tables:
        assert table._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))


def test_it_is_danish_for_an_english_reader_too_and_named_by_its_meeting(seeded_db):
    language.use("en")
    facts = facts_of(seeded_db)
    assert "Kort sagt" in [words for _style, words in told(opened(facts))]
    assert (
        papers.file_name(Paper.MINUTES, facts) == "beslutningsreferat-direktionen-2022-04-04.docx"
    )


def test_a_template_of_ones_own_and_one_with_a_field_there_is_not(seeded_db):
    document = Document()
    document.add_paragraph("Møde: {{møde}}")
    document.add_paragraph("{{punkter}}")
    file = io.BytesIO()
    document.save(file)
    words = [words for _s, words in told(opened(facts_of(seeded_db), file.getvalue()))]
    assert words[0] == "Møde: Direktionens møde den 4. april 2022"
    document.add_paragraph("{{baggrund}}")
    file = io.BytesIO()
    document.save(file)
    with pytest.raises(PortfolioError) as caught:
        papers.template_of(Paper.MINUTES).check(file.getvalue())
    assert "{{baggrund}}" in language.explain(caught.value)


def test_a_meeting_after_the_day_has_no_minutes_yet(seeded_db):
    with store.reading(seeded_db) as connection:
        (meeting,) = minutes.to_choose(connection, as_of=DAY)["id"]
        found = minutes.minutes(connection, meeting=meeting, as_of=date(2022, 4, 3))
    assert found is None


def test_a_review_that_has_not_begun_is_no_meeting_to_make_minutes_of(seeded_db):
    builders.a_review(seeded_db, 4)
    with store.reading() as connection:
        held = minutes.to_choose(connection, as_of=DAY)
    assert list(held["held_on"]) == ["2022-04-04"]


def test_a_decision_that_holds_no_longer_is_still_told_of(seeded_db):
    review = builders.a_review(seeded_db, 4)
    with store.reading() as connection:
        item = connection.execute(sa.select(schema.review_items.c.id)).scalar_one()
    decided = DecisionInput(outcome=DecisionOutcome.DECIDED, decision="Vi søger.")
    key = decisions.record_decision(LOCAL, item, decided, today=DAY)
    closing.close_review(LOCAL, review, {}, today=DAY)
    decisions.withdraw_decision(LOCAL, key, "Forkert punkt", version=1)
    with store.reading() as connection:
        held = minutes.to_choose(connection, as_of=DAY)
        (meeting,) = held[held["held_on"] == DAY.isoformat()]["id"]
        facts = minutes.minutes(connection, meeting=meeting, as_of=date(2030, 1, 1))
    words = " ".join(text for _style, text in told(opened(facts)))
    assert all(part in words for part in ("blev trukket tilbage", "Forkert punkt", "Vi søger."))
