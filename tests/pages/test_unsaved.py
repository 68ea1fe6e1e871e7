"""What is typed in a form stays while another page is looked at, and is gone when it is done."""

from datetime import date

import builders
import pytest
import screen
import sqlalchemy as sa
from workshop_builders import a_held_workshop, rows

from portfolio import store
from portfolio.queries.reviews import reviews
from portfolio.store import schema
from portfolio.store.schema import field_sources, users
from portfolio.usecases.documents import documents
from portfolio.usecases.people import sessions
from portfolio.usecases.reviews import decisions
from portfolio.usecases.reviews.decision_input import DecisionInput
from portfolio.usecases.rounds import answers
from portfolio.usecases.use_case import COMMAND
from portfolio.usecases.workshops import course, preparing


def away_and_back(page, path: str, **query: object):
    """Look at another page, which draws none of the fields, and come back by a link."""
    page.switch_page("pages/portfolio/gaps.py").run()
    assert screen.title(page) == "Åbne spørgsmål"
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
    page = app("proposal", nr=9)
    screen.do(page, "Tilføj et link")
    field(page, "Hvad det er").set_value("Sag 22/1234").run()
    page = away_and_back(page, "portfolio/proposal", nr=9)
    assert field(page, "Hvad det er").value == "Sag 22/1234"
    field(page, "Adresse").set_value("https://sag.example/22-1234").run()
    button(page, "Tilføj link").click().run()
    assert "Sag 22/1234" in screen.words(page)
    assert not [one for one in page.text_input if one.label == "Hvad det er"]
    screen.do(page, "Tilføj et link")
    assert field(page, "Hvad det er").value == ""


def test_what_is_begun_on_one_proposal_is_not_on_another(app, administrator):
    page = screen.do(app("proposal", nr=9), "Skriv en kommentar")
    field(page, "Kommentar").set_value("Til ni").run()
    page = screen.do(away_and_back(page, "portfolio/proposal", nr=4), "Skriv en kommentar")
    assert field(page, "Kommentar").value == ""
    page = away_and_back(page, "portfolio/proposal", nr=9)
    assert field(page, "Kommentar").value == "Til ni"
    button(page, "Send kommentar").click().run()
    page = screen.do(page, "Skriv en kommentar")
    assert field(page, "Kommentar").value == ""


def test_a_form_that_is_no_longer_offered_is_closed(app, administrator):
    nine = builders.proposal_id(9)
    link = documents.add_link(
        administrator, "proposals", nine, title="Sag", url="https://sag.example/1"
    )
    page = app("proposal", nr=9)
    screen.do(page, "Fjern et bilag")
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
    page = screen.do(app("proposal", nr=9), "Spørg en part")
    field(page, "Bemærkning (valgfri)").set_value("Efter mødet i marts").run()
    page = away_and_back(page, "portfolio/proposal", nr=9)
    assert field(page, "Bemærkning (valgfri)").value == "Efter mødet i marts"


# --- reviews -----------------------------------------------------------------------------------


def test_a_review_begun_is_there_again_and_gone_when_it_is_made(app, administrator):
    page = app("reviews")
    field(page, "Titel").set_value("Forårets gennemgang").run()
    page = away_and_back(page, "meetings/reviews")
    assert field(page, "Titel").value == "Forårets gennemgang"
    button(page, "Lav dagsordenen").click().run()
    page.query_params.clear()
    page = away_and_back(page, "meetings/reviews")
    assert field(page, "Titel").value != "Forårets gennemgang"


@pytest.fixture
def review(administrator, seeded_db):
    return builders.a_review(seeded_db, 4, 1, noted=(7,))


def test_a_meeting_and_a_reason_begun_are_there_again(app, review):
    page = app("reviews", gennemgang=review)
    page.session_state["review:open"] = True
    page.run()
    field(page, "Hvor").set_value("Byrådssalen")
    field(page, "Hvorfor aflyses den?").set_value("Vejret").run()
    page = away_and_back(page, "meetings/reviews", gennemgang=review)
    page.session_state["review:open"] = True
    page.run()
    assert field(page, "Hvor").value == "Byrådssalen"
    assert field(page, "Hvorfor aflyses den?").value == "Vejret"


def test_an_item_begun_is_there_again(app, review):
    page = app("reviews", gennemgang=review)
    field(page, "Eller noget andet").set_value("Ny mødeplan").run()
    page = away_and_back(page, "meetings/reviews", gennemgang=review)
    assert field(page, "Eller noget andet").value == "Ny mødeplan"
    button(page, "Sæt på dagsordenen").click().run()
    assert "Ny mødeplan" in screen.words(page)
    assert field(page, "Eller noget andet").value == ""


def test_the_reason_for_taking_back_a_decision_is_there_again(app, review):
    with store.reading() as connection:
        item = reviews.items(connection, review_id=review)["id"].iloc[0]
    decided = DecisionInput(outcome="approved", decision="Godkendt.")
    decisions.record_decision(COMMAND, item, decided, today=date(2022, 5, 1))
    page = app("present", gennemgang=review, punkt=1)
    button(page, "Ret beslutningen").click().run()
    field(page, "Begrundelse").set_value("Forkert punkt").run()
    page = away_and_back(page, "meetings/present", gennemgang=review, punkt=1)
    assert field(page, "Begrundelse").value == "Forkert punkt"
    button(page, "Træk den tilbage").click().run()
    button(page, "Registrér beslutningen").click().run()
    assert not [one for one in page.text_input if one.label == "Begrundelse"]


# --- workshops ---------------------------------------------------------------------------------


def test_a_workshop_begun_is_there_again_its_tables_too(app, administrator):
    page = app("workshops")
    field(page, "Titel").set_value("Fremtidsværksted")
    page.session_state[f"steps:workshop:new:{builders.PORTFOLIO}"] = {
        "edited_rows": {0: {"title": "Kom i gang"}},
        "added_rows": [],
        "deleted_rows": [],
    }
    page.run()
    page = away_and_back(page, "meetings/workshops")
    assert field(page, "Titel").value == "Fremtidsværksted"
    button(page, "Forbered workshoppen").click().run()
    assert not page.error
    first = min(rows(schema.workshop_steps), key=lambda row: row["position"])
    assert first["title"] == "Kom i gang"
    assert field(page, "Titel").value == "Chefforum"


def test_the_plan_of_a_workshop_begun_is_there_again(app, administrator):
    made = preparing.make(
        COMMAND,
        builders.PORTFOLIO,
        title="Chefforum",
        held_on=date(2022, 5, 1),
        steps=course.usual_steps()[:2],
        proposal_ids=[builders.proposal_id(1)],
        scored=course.usual_criteria(),
    )
    page = app("workshops", workshop=made)
    before = titles(page)
    named(page, "title:workshop:").set_value("Mit forum")
    named(page, "why:workshop:").set_value("Aflyst")
    button(page, "Ned").click().run()
    page = away_and_back(page, "meetings/workshops", workshop=made)
    assert named(page, "title:workshop:").value == "Mit forum"
    assert named(page, "why:workshop:").value == "Aflyst"
    assert titles(page) == before[::-1]
    button(page, "Gem trinene").click().run()
    assert titles(page) == before[::-1]
    assert named(page, "title:workshop:").value == "Mit forum"


def named(page, prefix: str):
    return next(one for one in page.text_input if one.key.startswith(prefix))


def titles(page) -> list[str]:
    return [one.value for one in page.text_input if ":steps:" in one.key and "title:" in one.key]


def test_what_came_of_a_workshop_and_notes_begun_are_there_again(app, administrator):
    workshop = a_held_workshop(state="running").id
    page = app("workshops", workshop=workshop)
    named(page, "changed:record:").set_value("Hele planen")
    named(page, "new:gather:").set_value("Hvem er det til")
    named(page, "why:aside:").set_value("Gentagelse")
    named(page, "title:heading:").set_value("Tid og kræfter").run()
    page = away_and_back(page, "meetings/workshops", workshop=workshop)
    assert named(page, "changed:record:").value == "Hele planen"
    assert named(page, "new:gather:").value == "Hvem er det til"
    assert named(page, "why:aside:").value == "Gentagelse"
    assert named(page, "title:heading:").value == "Tid og kræfter"


# --- rounds ------------------------------------------------------------------------------------


def test_the_comment_of_a_returned_answer_begun_is_there_again(app, administrator, seeded_db):
    builders.a_status(seeded_db, 9, "2022-04-20", stage="qualification", rag="green")
    builders.a_status(seeded_db, 8, "2022-04-20", stage="qualification", rag="green")
    asked = builders.a_round(seeded_db, "2022-05-06", 8, 9)
    for number in (8, 9):
        answers.submit(
            COMMAND, builders.proposal_id(number), None, seen_seq=1, round_id=asked, unchanged=True
        )
    page = app("rounds")
    field(page, "Hvad skal rettes?").set_value("Skriv risici").run()
    page = away_and_back(page, "work/rounds")
    assert field(page, "Hvad skal rettes?").value == "Skriv risici"
    which = next(one for one in page.selectbox if one.key.startswith("which:return:"))
    which.set_value(other_answer(which.value)).run()
    assert field(page, "Hvad skal rettes?").value == ""  # each answer has its own


def other_answer(chosen: str) -> str:
    return next(row["id"] for row in rows(schema.round_answers) if row["id"] != chosen)


def test_a_round_begun_is_there_again(app, administrator):
    page = app("rounds")
    named(page, "title:").set_value("Forårets status").run()
    page = away_and_back(page, "work/rounds")
    assert named(page, "title:").value == "Forårets status"


# --- whoever may not save it any more -----------------------------------------------------------


@pytest.fixture
def lead(seeded_db, signed_in):
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "accepted", "2022-04-10")
    key = builders.a_user(seeded_db, "lead", "fritid-og-kultur")
    signed_in(key)
    return key


def change_user(key: str, **values: object) -> None:
    chosen = sa.update(users).where(users.c.id == key).values(values)
    store.in_transaction(lambda connection: connection.execute(chosen))


def copied(page) -> list[str]:
    return [one.value for one in page.code]


WORDS = "Kommunen mangler\net lokale"


def a_comment(app):
    page = screen.do(app("proposal", nr=9), "Skriv en kommentar")
    field(page, "Kommentar").set_value(WORDS).run()
    return page


@pytest.mark.parametrize("away", ["another tab", "shut out", "by oneself"])
def test_what_is_typed_waits_for_whoever_is_signed_out(app, lead, seeded_db, signed_in, away):
    page = a_comment(app)
    if away == "another tab":
        store.in_transaction(lambda connection: sessions.end_all(connection, lead))
        button(page, "Send kommentar").click().run()
    elif away == "shut out":
        change_user(lead, disabled_at="2022-05-01")
        page.run()
    else:
        page.query_params["log-ud"] = screen.menu(page)["Log ud"].partition("log-ud=")[2]
        page.run()
    assert screen.title(page) == "Log ind"
    assert "Det, du havde skrevet og ikke gemt, står i formularen" in screen.words(page)
    (way,) = page.get("link_button")
    assert way.proto.url == "/log-ind?next=%2Fforslag%3Fnr%3D9"
    assert copied(page) == ([] if away == "by oneself" else [WORDS])
    page.run()
    assert copied(page) == ([] if away == "by oneself" else [WORDS])

    signed_in(builders.a_user(seeded_db, "administrator"))
    theirs = screen.do(app("proposal", nr=9), "Skriv en kommentar")
    assert field(theirs, "Kommentar").value == ""  # nobody else's
    change_user(lead, disabled_at=None)
    signed_in(lead)
    again = app("proposal", nr=9)
    assert field(again, "Kommentar").value == WORDS
    assert [toast.value for toast in again.toast] == [
        "Det, du havde skrevet og ikke gemt, står i formularen igen."
    ]
    button(again, "Send kommentar").click().run()
    assert rows(schema.comments)[-1]["words"] == WORDS
    assert not copied(again)


@pytest.mark.parametrize("lost", ["role", "party"])
def test_whoever_loses_a_role_while_typing_is_told_and_keeps_the_words(app, lead, lost):
    page = a_comment(app)
    if lost == "role":
        change_user(lead, role="reader")
    else:
        gone = sa.delete(schema.user_parties).where(schema.user_parties.c.user_id == lead)
        store.in_transaction(lambda connection: connection.execute(gone))
    page.run()
    (said,) = page.warning
    assert said.value.startswith("Mens du skrev, er dine rettigheder ændret")
    assert copied(page) == [WORDS]
    away_and_back(page, "portfolio/proposal", nr=9)
    assert copied(page) == [WORDS]
    page.button(key="unsaved:close").click().run()
    assert not copied(page)
    assert not page.warning


def test_a_page_that_is_no_longer_ones_own_does_not_take_the_words_along(app, seeded_db, signed_in):
    secretary = builders.a_user(seeded_db, "secretary")
    signed_in(secretary)
    page = app("rounds")
    named(page, "title:").set_value("Forårets status").run()
    change_user(secretary, role="reader")
    page.run()
    assert screen.title(page) != "Statusrunder"
    assert copied(page) == ["Forårets status"]


def test_a_role_changed_where_nothing_is_typed_is_nothing_to_tell(app, lead):
    page = app("proposal", nr=9)
    change_user(lead, role="reader")
    page.run()
    assert "Mens du skrev" not in screen.words(page)
    assert not copied(page)
