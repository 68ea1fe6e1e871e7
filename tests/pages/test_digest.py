"""Opsummering: what somebody who was away sees, by day, role and language."""

from __future__ import annotations

import builders
import pytest
import screen


@pytest.mark.parametrize(("lang", "title", "nothing"), [
    ("da", "Opsummering", "Der er ikke noget, der venter på dig."),
    ("en", "Digest", "Nothing waits for you."),
])  # fmt: skip
def test_whoever_missed_the_meeting_reads_what_was_decided(app, seeded_db, lang, title, nothing):
    page = app("digest", lang=lang)
    assert not page.error
    assert screen.title(page) == title
    said = screen.words(page).replace("\\", "")
    assert nothing in said
    assert "7.4" in said
    assert "Direktionens møde den 4. april 2022" in said
    assert "papir=referat&moede=direktionen-2022-04-04" in said


def test_from_a_later_day_only_what_came_since(app, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20", rag="red", reason="*Ingen* midler")
    page = app("digest", siden="2022-04-10")
    said = screen.words(page)
    assert "7\\.4" not in said
    assert "7.4" not in said
    assert "\\*Ingen\\* midler" in said
    assert "Fra og med 10" in said


def test_a_day_before_anything_is_known_says_so(app, seeded_db):
    page = app("digest", dato="2022-04-01")
    assert not page.error
    assert "Der er ikke besluttet noget, og intet har flyttet sig" in screen.words(page)
    assert len(page.info) == 2


def test_a_lead_sees_what_waits_and_the_way_to_it(app, seeded_db, signed_in):
    builders.an_answer(seeded_db, 1, "kommunikation", "asked", "2022-04-10")
    builders.a_round(seeded_db, "2022-05-10", 1)
    signed_in(builders.a_user(seeded_db, "lead", "kommunikation"))
    said = screen.words(app("digest")).replace("\\", "")
    assert "Senest 10. maj 2022: Testmødet" in said
    assert "Kommunikation er bedt om at tage ansvaret." in said
    assert "Svar på Mine forslag" in said


def test_a_director_sees_what_is_to_be_decided_and_a_reader_does_not(app, seeded_db, signed_in):
    builders.a_status(seeded_db, 5, "2022-04-20", decision_needed="Skal vi?")
    signed_in(builders.a_user(seeded_db, "director"))
    assert "Skal vi?" in screen.words(app("digest"))
    signed_in(builders.a_user(seeded_db, "reader"))
    assert "Skal vi?" not in screen.words(app("digest"))


def test_an_empty_database_says_what_to_do(app, empty_db):
    page = app("digest")
    assert not page.error
    assert screen.title(page) == "Opsummering"
