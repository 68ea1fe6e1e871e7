"""What is typed in a form stays while another page is looked at, and is gone when it is done."""

import builders
import pytest
import screen
import sqlalchemy as sa

from portfolio import store
from portfolio.store.schema import field_sources, users
from portfolio.usecases.documents import documents


def away_and_back(page, path: str, **query: object):
    """Look at another page, which draws none of the fields, and come back by a link."""
    page.switch_page("pages/portfolio/gaps.py").run()
    assert screen.title(page) == "Huller"
    page.switch_page(f"pages/{path}.py")
    for name, value in query.items():
        page.query_params[name] = str(value)
    page.run()
    assert not page.exception
    return page


def field(page, label: str):
    (found,) = [one for one in [*page.text_input, *page.text_area] if one.label == label]
    return found


def button(page, label: str):
    return next(one for one in page.button if one.label == label)


@pytest.fixture
def administrator(seeded_db, signed_in):
    key = builders.a_user(seeded_db, "administrator")
    signed_in(key)
    return builders.as_user(key)


def pills(page, key: str):
    return next(one for one in page.pills if one.key.startswith(key))


# --- bilag and comments ------------------------------------------------------------------------


def test_a_link_begun_is_there_again_and_its_form_open(app, administrator):
    nine = builders.proposal_id(9)
    page = app("proposal", nr=9)
    pills(page, f"act:documents:{nine}").set_value("link").run()
    field(page, "Hvad det er").set_value("Sag 22/1234").run()
    page = away_and_back(page, "portfolio/proposal", nr=9)
    assert field(page, "Hvad det er").value == "Sag 22/1234"
    field(page, "Adresse").set_value("https://sag.example/22-1234").run()
    button(page, "Tilføj link").click().run()
    assert "Sag 22/1234" in screen.words(page)
    assert not [one for one in page.text_input if one.label == "Hvad det er"]
    pills(page, f"act:documents:{nine}").set_value("link").run()
    assert field(page, "Hvad det er").value == ""


def test_what_is_begun_on_one_proposal_is_not_on_another(app, administrator):
    page = app("proposal", nr=9)
    field(page, "Skriv en kommentar").set_value("Til ni").run()
    page = away_and_back(page, "portfolio/proposal", nr=4)
    assert field(page, "Skriv en kommentar").value == ""
    page = away_and_back(page, "portfolio/proposal", nr=9)
    assert field(page, "Skriv en kommentar").value == "Til ni"
    button(page, "Send kommentar").click().run()
    assert field(page, "Skriv en kommentar").value == ""


def test_a_form_that_is_no_longer_offered_is_closed(app, administrator):
    nine = builders.proposal_id(9)
    link = documents.add_link(
        administrator, "proposals", nine, title="Sag", url="https://sag.example/1"
    )
    page = app("proposal", nr=9)
    pills(page, f"act:documents:{nine}").set_value("off").run()
    field(page, "Begrundelse").set_value("Forkert sag").run()
    page = away_and_back(page, "portfolio/proposal", nr=9)
    assert field(page, "Begrundelse").value == "Forkert sag"
    documents.withdraw(administrator, link, version=1, reason="Det gjorde en anden")
    page = away_and_back(page, "portfolio/proposal", nr=9)
    assert not [one for one in page.text_area if one.label == "Begrundelse"]


# --- sources and reasons on Indhold ------------------------------------------------------------


def test_a_source_and_a_reason_begun_on_content_are_there_again(app, administrator):
    nine = builders.proposal_id(9)
    asked = {"slags": "proposals", "id": nine}
    page = app("content", **asked)
    assert not any(one.proto.expanded for one in page.expander)
    field(page, "Kilde *").set_value("Mail fra centret").run()
    page = away_and_back(page, "work/content", **asked)
    assert field(page, "Kilde *").value == "Mail fra centret"
    assert [one.label for one in page.expander if one.proto.expanded] == ["Hvor det kommer fra (0)"]
    button(page, "Tilføj kilde").click().run()
    with store.reading() as connection:
        assert connection.execute(sa.select(field_sources.c.source)).scalars().all() == [
            "Mail fra centret"
        ]
    assert field(page, "Kilde *").value == ""


# --- Opsætning ---------------------------------------------------------------------------------


def test_a_new_user_begun_is_there_again(app, administrator):
    page = app("settings")
    page.text_input(key="name:new_user").set_value("Ny Leder").run()
    page = away_and_back(page, "settings/settings")
    assert page.text_input(key="name:new_user").value == "Ny Leder"
    (opened,) = [one for one in page.expander if one.proto.expanded]
    assert opened.label == "Tilføj en bruger"
    page.text_input(key="email:new_user").set_value("ny@kommune.test").run()
    button(page, "Tilføj og lav et link").click().run()
    assert page.text_input(key="name:new_user:1").value == ""


@pytest.fixture
def other(administrator, seeded_db):
    return builders.a_user(seeded_db, "lead", "fritid-og-kultur", name="En Leder")


def test_a_user_begun_is_there_again_and_says_what_is_not_saved(app, other):
    page = app("settings", bruger=other)
    assert "Ikke gemt endnu" not in screen.words(page)
    field(page, "Navn").set_value("En Anden").run()
    page = away_and_back(page, "settings/settings", bruger=other)
    assert field(page, "Navn").value == "En Anden"
    assert "Ikke gemt endnu: Navn." in screen.words(page)
    button(page, "Begynd forfra").click().run()
    assert field(page, "Navn").value == "En Leder"
    assert "Ikke gemt endnu" not in screen.words(page)


def test_an_untouched_user_who_was_changed_meanwhile_is_shown_anew(app, other, seeded_db):
    page = app("settings", bruger=other)
    chosen = users.c.id == other
    builders.set_on(seeded_db, users, chosen, name="Nyt Navn", version=users.c.version + 1)
    page = away_and_back(page, "settings/settings", bruger=other)
    assert field(page, "Navn").value == "Nyt Navn"


def test_a_touched_one_is_kept_and_its_save_meets_both_versions(app, other, seeded_db):
    page = app("settings", bruger=other)
    field(page, "Navn").set_value("Mit Navn").run()
    chosen = users.c.id == other
    builders.set_on(seeded_db, users, chosen, name="Nyt Navn", version=users.c.version + 1)
    page = away_and_back(page, "settings/settings", bruger=other)
    assert field(page, "Navn").value == "Mit Navn"
    button(page, "Gem").click().run()
    assert "Nyt Navn" in screen.words(page)
    with store.reading() as connection:
        assert connection.execute(sa.select(users.c.name).where(chosen)).scalar_one() == "Nyt Navn"


def test_a_password_is_never_kept(app, seeded_db, signed_in):
    signed_in(builders.a_user(seeded_db, "reader", password_hash="et hash"))
    page = app("settings")
    field(page, "Den nye adgangskode").set_value("et langt hemmeligt ord").run()
    page = away_and_back(page, "settings/settings")
    assert field(page, "Den nye adgangskode").value == ""


# --- reasons -----------------------------------------------------------------------------------


def test_the_answer_of_a_party_begun_is_there_again(app, administrator):
    nine = builders.proposal_id(9)
    page = app("proposal", nr=9)
    pills(page, f"act:handshake:{nine}").set_value("ask").run()
    field(page, "Bemærkning (frivilligt)").set_value("Efter mødet i marts").run()
    page = away_and_back(page, "portfolio/proposal", nr=9)
    assert field(page, "Bemærkning (frivilligt)").value == "Efter mødet i marts"
