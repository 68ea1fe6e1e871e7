"""After a workshop: its agreed steps made follow-ups, and what it puts to the directorate."""

import builders
import pytest
import screen
import sqlalchemy as sa
from workshop_builders import a_held_workshop, a_workshop, rows

from portfolio import store
from portfolio.store import schema
from portfolio.usecases.requests import requests
from portfolio.usecases.use_case import LOCAL


@pytest.fixture(autouse=True)
def later(monkeypatch):
    """The workshop has been held."""
    monkeypatch.setenv("PORTFOLIO_TODAY", "2022-06-27")


def party(code):
    with store.reading() as connection:
        p = schema.parties.c
        return connection.execute(sa.select(p.id).where(p.code == code)).scalar_one()


def over(address, **given):
    made = a_workshop(state="ended", **{"body_party_id": party("chefforum")} | given)
    for number, step in ((1, "Skriv et oplæg"), (2, "Hold et møde")):
        wp = schema.workshop_proposals.c
        mine = sa.and_(wp.workshop_id == made.id, wp.proposal_id == builders.proposal_id(number))
        said = {"changed": "Klarere mål", "next_step": step}
        builders.set_on(address, schema.workshop_proposals, mine, **said)
    return made.id


def field(page, kind, label, nth=0):
    return [one for one in page.get(kind) if one.label == label][nth]


def press(page, label):
    next(one for one in page.button if one.label == label).click().run()


def tasks():
    return {row["title"]: row for row in rows(schema.follow_ups) if row["withdrawn_at"] is None}


def test_the_facilitator_ticks_amends_and_makes_them_and_takes_them_back(app, seeded_db):
    before, key = set(tasks()), over(seeded_db)
    page = app("workshops", workshop=key)
    assert "Gør det aftalte til opfølgninger" in screen.words(page)
    assert "Ansvarlig" not in screen.words(page), "nobody has said yes"
    press(page, "Gør til opfølgninger")
    assert "Sæt kryds" in page.error[0].value
    page.checkbox[0].set_value(True).run()
    field(page, "selectbox", "Hvem sørger for det").set_value(party("kommunikation")).run()
    field(page, "text_input", "Hvornår").set_value("1. juli 2022").run()
    field(page, "text_input", "Hvad skal gøres?").set_value("").run()
    press(page, "Gør til opfølgninger")
    assert page.error
    assert field(page, "text_input", "Hvornår").value == "1. juli 2022"
    field(page, "text_input", "Hvad skal gøres?").set_value("Skriv et kort oplæg").run()
    press(page, "Gør til opfølgninger")
    assert not page.error
    assert set(tasks()) - before == {"Skriv et kort oplæg"}
    made = tasks()["Skriv et kort oplæg"]
    assert (made["date_end"], made["responsible_party_id"]) == (
        "2022-07-01",
        party("kommunikation"),
    )
    said = screen.words(page)
    assert "Skriv et kort oplæg" in said
    assert "1 aftalt skridt er en opfølgning" in said
    assert len(page.get("checkbox")) == 1, "the other is still to be looked at"
    assert "Skriv et kort oplæg" in screen.words(app("follow_ups"))
    assert "Skriv et kort oplæg" in screen.words(app("proposal", nr="1"))
    page = app("workshops", workshop=key)
    page.pills[0].set_value("back").run()
    field(page, "text_area", "Begrundelse *").set_value("Fejl").run()
    press(page, "Træk opfølgningerne tilbage")
    assert not page.error
    assert set(tasks()) == before


def test_a_workshop_of_no_forum_is_asked_which_it_was(app, seeded_db):
    page = app("workshops", workshop=over(seeded_db, body_party_id=None))
    page.checkbox[0].set_value(True).run()
    press(page, "Gør til opfølgninger")
    assert "forum" in page.error[0].value
    field(page, "selectbox", "Hvilket forum var workshoppen i? *").set_value(
        party("chefforum")
    ).run()
    press(page, "Gør til opfølgninger")
    assert not page.error
    assert "Skriv et oplæg" in tasks()


@pytest.mark.parametrize("lang", ["da", "en"])
def test_it_is_drawn_in_both_languages_and_only_read_by_others(app, seeded_db, signed_in, lang):
    key = over(seeded_db)
    mine = {"da": "Gør til opfølgninger", "en": "Make follow-ups"}[lang]
    page = app("workshops", workshop=key, lang=lang)
    assert mine in [one.label for one in page.button]
    signed_in(builders.a_user(seeded_db, "reader"))
    page = app("workshops", workshop=key, lang=lang)
    assert not page.error
    assert mine not in [one.label for one in page.button]
    put = {"da": "Sendt til Direktionen", "en": "Put to the directorate"}[lang]
    assert put not in screen.words(page)


def test_a_question_from_the_workshop_is_passed_on_and_taken_back(app, seeded_db):
    key = a_held_workshop().id
    page = app("workshops", workshop=key)
    assert "Intet er sendt videre fra workshoppen." in screen.words(page)
    page.pills[-1].set_value("put").run()
    field(page, "text_area", "Spørgsmål *").set_value("Skal målgruppen ændres?").run()
    field(page, "multiselect", "Handler om").set_value([builders.proposal_id(1)]).run()
    press(page, "Send det til Direktionen")
    assert not page.error
    (row,) = rows(schema.requests)
    assert (row["workshop_id"], row["proposal_id"]) == (key, builders.proposal_id(1))
    said = screen.words(app("requests")).replace("\\", "")
    assert "Skal målgruppen ændres?" in said
    assert "Testchefforum" in said
    requests.withdraw(LOCAL, row["id"], "Løst i centret", version=1)
    assert "Løst i centret" in screen.words(app("workshops", workshop=key))
