"""Organisation og ord: what is said here is said everywhere, and seen before it is saved."""

import io
import re

import builders
import pytest
import screen
import sqlalchemy as sa
from PIL import Image

from portfolio import store
from portfolio.domain.permissions import Role
from portfolio.queries.organisations import organisations
from portfolio.store.schema import change_log, parties, portfolios
from portfolio.usecases.organisations import logo
from portfolio.usecases.organisations import organisations as deeds

EDITS = {Role.SECRETARY, Role.ADMINISTRATOR}


@pytest.fixture
def secretary(seeded_db, signed_in):
    key = builders.a_user(seeded_db, "secretary", name="Sara Test")
    signed_in(key)
    return key


def field(opened, key):
    return next(one for one in opened.text_input if one.key.startswith(key))


def type_in(opened, **typed):
    for key, text in typed.items():
        field(opened, key.replace("__", ".") + ":organisation").set_value(text)
    return opened.run()


def press(opened, label):
    next(one for one in opened.button if one.label == label).click()
    return opened.run()


def kept():
    with store.reading() as connection:
        return organisations.organisation(connection, portfolio="civilsamfund")


@pytest.mark.parametrize("role", list(Role))
def test_it_is_for_those_who_keep_the_content(seeded_db, app, signed_in, role):
    signed_in(builders.a_user(seeded_db, role.value))
    if role in EDITS:
        assert screen.title(app("organisation")) == "Organisation og ord"
    else:
        with pytest.raises(ValueError, match=r"not in the menu|Could not find"):
            app("organisation")


def test_an_empty_database_says_what_to_do(empty_db, app):
    assert screen.title(app("organisation")) == "Organisation og ord"


def test_a_word_is_read_in_sentences_before_it_is_saved(secretary, app):
    opened = type_in(app("organisation"), proposal__one="indsats")
    assert "Vælg en anden indsats end denne." in screen.words(opened)
    assert field(opened, "proposal.the_one").placeholder == "indsatsen"
    assert kept().words is None
    opened = type_in(opened, proposal__one="<indsats>")
    assert "ikke et ord, der kan stå i en sætning" in screen.words(opened)


def test_a_word_is_said_everywhere_once_it_is_saved(secretary, app):
    opened = type_in(
        app("organisation"), proposal__one="indsats", directorate__the_one="Chefgruppen"
    )
    opened = press(opened, "Gem ordene")
    assert not opened.error
    assert "Indsatser" in screen.menu(opened)
    assert "Til Chefgruppen" in screen.menu(opened)
    assert screen.title(app("proposal")) == "Indsatser"
    asked = sa.select(change_log.c.actor).where(change_log.c.action == "organisation.words")
    with store.reading() as connection:
        assert connection.execute(asked).scalars().all() == ["Sara Test"]
    assert "Ord ændret" in screen.words(app("log"))


def test_two_sections_are_saved_one_after_the_other(secretary, app):
    opened = app("organisation")
    opened = type_in(opened, proposal__one="indsats", product="Indsatsblik")
    first = next(one for one in opened.button if one.key.startswith("save:organisation:who"))
    first.click()
    opened = opened.run()
    opened = press(opened, "Gem ordene")
    assert not opened.warning
    assert kept().product == "Indsatsblik"
    assert kept().vocabulary.term("proposal").danish.one == "indsats"


def test_names_of_stages_and_lights_are_said_everywhere(secretary, app):
    opened = app("organisation")
    builders.a_status(store.url(), 4, "2022-04-20", rag="amber", reason="Ingen midler")
    typed = {
        "stage.running.danish": "Idé",
        "rag.none.danish": "Uden farve",
        "rag.amber.danish": "Udfordret",
    }
    for key, text in typed.items():
        field(opened, f"{key}:organisation").set_value(text)
    opened = press(opened.run(), "Gem navnene")
    assert not opened.error
    assert "Idé" in screen.words(app("proposal", nr=4))
    said = screen.words(app("overview"))
    assert "Uden farve" in said
    assert "**1 forslag**: Udfordret" in said
    assert not re.search(r"\bgul", said.lower())


def test_a_review_begins_as_the_organisation_says(secretary, app):
    with store.reading() as connection:
        key = connection.execute(sa.select(parties.c.id).where(parties.c.code == "chefforum"))
        body = key.scalar_one()
    said = deeds.Habits(
        body_party_id=body, meeting_title="Fast punkt", meeting_time="8.15", meeting_minutes=35
    )
    deeds.choose_habits(builders.as_user(secretary), "civilsamfund", said, version=1)
    opened = app("reviews")
    assert field(opened, "title:").value.startswith("Fast punkt ")
    assert field(opened, "clock:").value == "8.15"
    assert [one.value for one in opened.number_input if one.key.startswith("minutes:")] == [35]
    (box,) = [one for one in opened.selectbox if one.key.startswith("body:")]
    assert box.value == body


def test_portfolios_of_several_say_whose_they_are(secretary, app):
    assert "Sydby" not in screen.words(app("all"))
    builders.set_on(
        store.url(), portfolios, portfolios.c.code == "digital-taskforce", municipality="Sydby"
    )
    opened = app("all")
    assert "Sydby · " in screen.words(opened)
    assert "Sydby" in screen.bar(opened)


def test_the_logo_stands_in_the_bar(secretary, app):
    made = io.BytesIO()
    Image.new("RGB", (90, 30)).save(made, "PNG")
    logo.keep(builders.as_user(secretary), "civilsamfund", made.getvalue(), version=1)
    assert f'src="/logo/{kept().logo}"' in "".join(
        one.proto.body for one in app("overview").get("html")
    )


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(secretary, app):
    opened = type_in(app("organisation"), clock="halv ti")
    opened = (
        next(one for one in opened.button if one.key.startswith("save:organisation:habits"))
        .click()
        .run()
    )
    assert "ikke et klokkeslæt" in screen.words(opened)
    assert field(opened, "clock:organisation").value == "halv ti"
