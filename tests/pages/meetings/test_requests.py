"""Til Direktionen: what is open, who asked, what is answered; asking and taking back."""

import re

import builders
import screen
import sqlalchemy as sa

from portfolio import store
from portfolio.store import ids, schema

FIRST = "Hvornår skal Chefforum inddrages, og hvem sørger for det?"
PAGE = "requests"


def test_what_nobody_asked_says_so_and_how_old_it_is(app, seeded_db, monkeypatch):
    monkeypatch.setenv("PORTFOLIO_TODAY", "2026-11-30")
    page = app(PAGE)
    assert not page.error
    assert screen.title(page) == "Til Direktionen"
    said = screen.words(page).replace("\\", "")
    assert said.index("Åbent, ingen har spurgt") < said.index(FIRST)
    assert "åbent i 4 år og 7 måneder" in said
    assert "Ingen har spurgt om noget, der stadig er åbent." in said
    assert "Endnu er intet spørgsmål besvaret ved en beslutning." in said
    assert "**11** åbne spørgsmål" in said


def test_in_english_one_proposal_is_one(app, seeded_db):
    said = screen.words(app(PAGE, lang="en"))
    assert "Proposal [4 " in said
    assert re.findall(r"Proposals \[(\d+).*", said) == ["4"], "of those, one is about two"
    assert "(derived); [6 " in said


def test_another_body_has_its_own(app, seeded_db):
    said = screen.words(app(PAGE, hvem="administrationen"))
    assert "Hvor meget vil kommunen søge, og til hvad?" in said
    assert FIRST not in said


def test_the_front_page_names_the_three_most_pressing_and_the_way_to_the_rest(app, seeded_db):
    page = app(dato="2022-04-04")
    said = screen.words(page).replace("\\", "")
    assert FIRST in said
    assert "Hvornår bliver Udviklingsstrategien opdateret?" in said
    assert "Hvem skal tage forslag 4 videre?" not in said
    assert screen.links(page)["se alle 11"].startswith("/anmodninger")


def test_the_front_page_is_quiet_where_nothing_is_open(app, seeded_db):
    said = screen.words(app(dato="2022-04-03"))
    assert "Intet venter på Direktionen\\." in said or "Intet venter på Direktionen." in said


def test_somebody_asks_and_takes_it_back_with_a_reason(app, seeded_db):
    page = app(PAGE)
    row_of(page, "Spørg om noget").set_value("ask").run()
    fields = {field.label: field for field in page.text_area}
    fields["Spørgsmål *"].set_value("Skal vi søge om midler?")
    fields["Mulige svar, ét pr. linje"].set_value("Ja, søg uden\nNej, find penge først")
    fields["Indstilling (skilt fra spørgsmålet)"].set_value("Ja")
    press(page, "Spørg")
    assert not page.error
    said = screen.words(page)
    assert "Skal vi søge om midler?" in said
    assert "Mulige svar: Ja, søg uden; Nej, find penge først" in said
    assert "spurgt 1. maj 2022 af bruger uden konto" in said
    assert "Indstilling: Ja" in said
    row_of(page, "Træk spørgsmålet tilbage").set_value("withdraw").run()
    next(field for field in page.text_area if field.label.startswith("Begrundelse")).set_value("x")
    press(page, "Træk spørgsmålet tilbage")
    assert not page.error
    assert "Skal vi søge om midler?" not in screen.words(page)
    with store.reading(seeded_db) as connection:
        (row,) = connection.execute(schema.requests.select()).mappings()
    assert row["withdrawn_reason"] == "x"


def test_several_are_asked_about_several_at_once_and_taken_back_together(app, seeded_db):
    page = app(PAGE)
    row_of(page, "Spørg om noget").set_value("ask").run()
    bodies, about = page.multiselect[0], page.multiselect[1]
    bodies.set_value([party("direktionen"), party("byraadet")]).run()
    about.set_value([builders.proposal_id(4), builders.proposal_id(6)]).run()
    assert "4 anmodninger" in screen.words(page)
    next(one for one in page.text_area if one.label == "Spørgsmål *").set_value("Skal vi?").run()
    press(page, "Spørg")
    assert not page.error
    assert screen.words(page).count("Skal vi?") == 2
    page = app(PAGE)
    row_of(page, "Træk spørgsmålet tilbage").set_value("withdraw").run()
    page.checkbox[0].set_value(True).run()
    next(one for one in page.text_area if one.label.startswith("Begrundelse")).set_value("x")
    press(page, "Træk spørgsmålet tilbage")
    assert not page.error
    assert "Skal vi?" not in screen.words(page)


def test_what_nobody_has_recorded_is_asked_of_whoever_knows_and_leads_to_where_it_is_said(
    app, seeded_db, signed_in, monkeypatch
):
    monkeypatch.setenv("PORTFOLIO_TODAY", "2022-06-27")
    asked = "Hvad blev der af »Send interessetilkendegivelsen om Frie Bymidter«?"
    theirs = app(PAGE, hvem="administrationen")
    assert asked in screen.words(theirs).replace("\\", "")
    assert screen.links(theirs)[asked].startswith("/opfoelgninger?opfoelgning=")
    assert asked not in screen.words(app(PAGE)).replace("\\", "")
    said = screen.words(app("proposal", nr="4")).replace("\\", "")
    assert asked in said
    assert "kan besvares af: Administrationen" in said
    signed_in(builders.a_user(seeded_db, "lead", "administrationen"))
    mine = screen.words(app("mine")).replace("\\", "")
    assert asked in mine
    assert FIRST not in mine


def party(code):
    with store.reading() as connection:
        p = schema.parties.c
        return connection.execute(sa.select(p.id).where(p.code == code)).scalar_one()


def test_a_proposal_shows_what_is_open_about_it_and_what_a_decision_did(app, seeded_db):
    open_now = screen.words(app("proposal", nr="4")).replace("\\", "")
    assert "Hvem skal tage forslag 4 videre?" in open_now
    assert FIRST not in open_now, "what concerns all stands on the list alone"
    with store.reading(seeded_db) as connection:
        d = schema.decisions.c
        decision = connection.execute(sa.select(d.id).where(d.number == "7.2")).scalar_one()
        key = connection.execute(sa.select(builders.id_of(4))).scalar_one()
    moved = {"before": '{"stage": "proposed"}', "after": '{"stage": "qualification"}'}
    an_effect(seeded_db, decision, 1, "stage", "proposals", key, **moved)
    answer = {"id": ids.new_id(), "request_key": "asked:1", "decision_id": decision}
    rows = schema.request_answers.insert().values(question="Skal vi?", chosen="Ja", **answer)
    builders.changed(seeded_db, lambda connection: connection.execute(rows))
    after = '{"chosen": "Ja"}'
    an_effect(seeded_db, decision, 2, "answer", "request_answers", answer["id"], after=after)
    said = screen.words(app("proposal", nr="4")).replace("\\", "")
    assert "Fasen gik fra forslag til kvalificering" in said
    assert "Besvaret: »Skal vi?« med »Ja«" in said
    listed = screen.words(app(PAGE)).replace("\\", "")
    assert "[besvaret ved beslutning 7.2 af 4. april 2022](/beslutninger?" in listed


def an_effect(address, decision, position, kind, table, key, **given):
    row = {
        "id": ids.new_id(),
        "decision_id": decision,
        "position": position,
        "kind": kind,
        "subject_table": table,
        "subject_id": key,
    }
    added = schema.decision_effects.insert().values(**row, **given)
    builders.changed(address, lambda connection: connection.execute(added))


def test_who_only_reads_asks_nothing(app, seeded_db, signed_in):
    signed_in(builders.a_user(seeded_db, "reader"))
    page = app(PAGE)
    assert FIRST in screen.words(page)
    assert not page.pills


def test_what_the_data_holds_shows_as_itself(app, seeded_db):
    evil = "<script>x</script> **b** [x](/y) {{ 1 }}"
    given = {"reason": evil, "decision_needed": evil}
    builders.a_status(seeded_db, 4, "2022-04-20", rag="red", **given)
    builders.renamed(seeded_db, 4, evil)
    builders.set_on(seeded_db, schema.gaps, sa.true(), question=evil, blocks=evil, explanation=evil)
    page = app(PAGE)
    assert screen.words(page).count(evil) >= 4
    assert "<script" not in "".join(screen.fragments(page))


def row_of(page, words):
    """The row of pills that offers it, the first of them."""
    return next(one for one in page.pills if words in one.options)


def press(page, label):
    next(button for button in page.button if button.label == label).click().run()
