"""On the page of a workshop: a heading of notes is renamed, and a note set aside comes back."""

import pytest
import screen
from builders import a_user
from workshop_builders import a_held_workshop, rows

from portfolio.store import schema
from portfolio.usecases.use_case import COMMAND
from portfolio.usecases.workshops import note_groups

BACK, RENAME = "Hent den frem", "Gem overskriften"


def button(page, words: str):
    return next(one for one in page.button if one.label == words)


def labels(page) -> set[str]:
    return {one.label for one in page.button}


@pytest.fixture
def workshop(seeded_db):
    return a_held_workshop(state="running").id


def heading() -> dict:
    (one,) = rows(schema.note_clusters)
    return one


def name_field(page):
    return next(one for one in page.text_input if one.key.startswith("title:heading:"))


def test_a_heading_is_renamed(app, workshop):
    page = app("workshops", workshop=workshop)
    name_field(page).set_value("Tid og kræfter")
    button(page, RENAME).click().run()
    assert not page.error
    assert heading()["title"] == "Tid og kræfter"
    assert "under\\: Tid og kræfter" in screen.words(page)
    name_field(page).set_value("")
    button(page, RENAME).click().run()
    assert "overskrift" in page.error[0].value


def test_two_who_rename_it_see_both_names(app, workshop):
    page = app("workshops", workshop=workshop)
    name_field(page).set_value("Min").run()
    note_groups.rename(COMMAND, workshop, heading()["id"], "Deres", version=1)
    button(page, RENAME).click().run()
    assert heading()["title"] == "Deres"
    assert "Deres" in screen.words(page)
    button(page, "Gem min version alligevel").click().run()
    assert heading()["title"] == "Min"


def test_a_note_comes_back_with_a_reason_and_not_without(app, workshop):
    page = app("workshops", workshop=workshop)
    assert "Volapyk" not in screen.words(page)
    button(page, BACK).click().run()
    assert "Vælg mindst én" in page.error[0].value
    note = next(one["id"] for one in rows(schema.notes) if one["words"] == "Volapyk")
    page.selectbox(key=f"note:back:{workshop}").set_value(note).run()
    assert "Ikke til at forstå" in screen.words(page)
    button(page, BACK).click().run()
    assert page.error
    page.text_input(key=f"why:back:{workshop}").set_value("Den kan godt forstås")
    button(page, BACK).click().run()
    assert not page.error
    assert "Volapyk" in screen.words(page)
    assert BACK not in labels(page)  # there is none left


def test_when_every_note_is_set_aside_they_can_still_come_back(app, workshop):
    for note in rows(schema.notes):
        note_groups.reject_note(COMMAND, workshop, note["id"], "Forkert møde")
    assert BACK in labels(app("workshops", workshop=workshop))


def test_not_for_readers_and_not_once_it_is_over(app, seeded_db, signed_in):
    assert not {BACK, RENAME} & labels(app("workshops", workshop=a_held_workshop().id))
    running = a_held_workshop(state="running").id
    signed_in(a_user(seeded_db, "reader"))
    assert not {BACK, RENAME} & labels(app("workshops", workshop=running))
