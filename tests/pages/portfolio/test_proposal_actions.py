"""What can be done on the proposal page, by whom, and what the page says afterwards."""

from datetime import UTC, datetime

import builders
import pytest
import screen
import sqlalchemy as sa

from portfolio import store
from portfolio.queries.proposals import responsibility
from portfolio.store import schema
from portfolio.usecases import use_case
from portfolio.usecases.documents import documents
from portfolio.usecases.proposals import comments

WORDS = {
    "da": {
        "ask": "Spørg en part",
        "answer": "Registrér et svar",
        "back": "Fortryd et svar",
        "link": "Tilføj et link",
        "step": "Læg til side, læg sammen eller erstat",
        "comment": "Skriv en kommentar",
        "own": "Svar om ansvaret",
    },
    "en": {
        "ask": "Ask a party",
        "answer": "Record an answer",
        "back": "Take back an answer",
        "link": "Add a link",
        "step": "Set aside, merge or replace",
        "comment": "Write a comment",
        "own": "Answer about responsibility",
    },
}


@pytest.fixture(autouse=True)
def files(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTFOLIO_FILES", str(tmp_path / "files"))
    return tmp_path / "files"


def offered(page):
    """The words of everything that can be done; nothing of it is drawn before it is asked for."""
    assert not [*page.text_area, *page.text_input, *page.pills]
    return set(screen.acts(page))


#: What stands on the choice that opens a form, besides the words above.
MORE = {"file": "Tilføj en fil", "off": "Fjern et bilag", "step": "Genoptag"}


def do(page, code, name=None):
    """Choose something to do: its form opens."""
    wanted = [WORDS["da"].get(name or code), MORE.get(code)]
    return screen.do(page, next(words for words in wanted if words in screen.acts(page)))


def field(kind, label):
    (found,) = (one for one in kind if one.label == label)
    return found


def press(page, label):
    (button,) = (one for one in page.button if one.label == label)
    return button.click().run()


def fine(page):
    assert not page.exception
    assert not [*page.error, *page.warning]
    return page


def tie(code, number=1):
    with store.reading() as connection:
        party = connection.execute(
            sa.select(schema.parties.c.id).where(schema.parties.c.code == code)
        ).scalar_one()
        found = responsibility.ties(connection, proposal_id=builders.proposal_id(number))
    return next((one for one in found if one.party_id == party), None)


def party(code):
    with store.reading() as connection:
        asked = sa.select(schema.parties.c.id).where(schema.parties.c.code == code)
        return connection.execute(asked).scalar_one()


# --- what is offered to whom --------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize(
    ("role", "party_code", "expected"),
    [
        ("reader", None, set()),
        ("director", None, {"comment"}),
        ("lead", "ungecenteret", {"comment"}),
        ("lead", "kommunikation", {"comment", "own"}),
        ("secretary", None, {"ask", "answer", "back", "link", "step", "comment"}),
        ("administrator", None, {"ask", "answer", "back", "link", "step", "comment"}),
    ],
)
def test_each_sees_only_what_each_may(app, seeded_db, signed_in, lang, role, party_code, expected):
    builders.an_answer(seeded_db, 1, "kommunikation", "asked", "2022-04-10")
    signed_in(builders.a_user(seeded_db, role, *filter(None, [party_code])))
    page = fine(app("proposal", nr=1, lang=lang))
    words = WORDS[lang]
    assert {code for code, word in words.items() if word in offered(page)} == expected
    assert screen.title(page) == '1 "Onboarding" forløb for tilflyttere'


def test_on_an_earlier_day_there_is_only_reading(app, seeded_db):
    page = fine(app("proposal", nr=1, dato="2022-04-10"))
    assert not offered(page) & set(WORDS["da"].values())


def test_a_lead_on_another_proposal_only_comments(app, seeded_db, signed_in):
    signed_in(builders.a_user(seeded_db, "lead", "kommunikation"))
    assert offered(app("proposal", nr=4)) & set(WORDS["da"].values()) == {"Skriv en kommentar"}


# --- the handshake ------------------------------------------------------------------------------


def test_the_secretary_asks_one_the_minutes_do_not_name(app, seeded_db):
    page = do(app("proposal", nr=4), "ask")
    field(page.multiselect, "Parter").set_value([party("ungecenteret")]).run()
    page = fine(press(page, "Registrér som spurgt"))
    assert tie("ungecenteret", 4).state == "asked"
    assert "Spurgt: Ungecenteret" in screen.words(page)
    assert [toast.value for toast in page.toast] == ["Det er registreret, at parten er spurgt."]
    assert not page.multiselect


def test_a_lead_says_yes_and_the_page_says_who_is_responsible(app, seeded_db, signed_in):
    signed_in(builders.a_user(seeded_db, "lead", "kommunikation", name="Lene Leder"))
    page = do(app("proposal", nr=1), "answer", "own")
    field(page.segmented_control, "Svar").set_value("accepted").run()
    assert field(page.text_input, "Hvem sagde det?").value == "Lene Leder"
    page = fine(press(page, "Gem svar"))
    said = screen.words(page)
    assert "Ansvarlig: ✓ Kommunikation" in said
    assert "Ingen har sagt ja" not in said
    assert "01.05.2022 · Kommunikation · har sagt ja · Lene Leder" in said


def test_a_no_without_a_reason_keeps_what_was_typed(app, seeded_db):
    builders.an_answer(seeded_db, 1, "kommunikation", "asked", "2022-04-10")
    page = do(app("proposal", nr=1), "answer")
    field(page.selectbox, "Hvis svar").set_value(tie("kommunikation").id).run()
    field(page.segmented_control, "Svar").set_value("declined").run()
    field(page.text_input, "Hvem sagde det?").set_value("Lene Leder").run()
    page = press(page, "Gem svar")
    assert [error.value for error in page.error] == [
        "Skriv, hvorfor svaret er nej. Andre læser det."
    ]
    assert field(page.text_input, "Hvem sagde det?").value == "Lene Leder"
    field(page.text_area, "Begrundelse").set_value("Der er *ikke* hænder").run()
    page = fine(press(page, "Gem svar"))
    assert "Der er *ikke* hænder" in screen.words(page)
    assert tie("kommunikation").state == "declined"


def test_passing_on_and_taking_it_back(app, seeded_db):
    builders.an_answer(seeded_db, 1, "kommunikation", "asked", "2022-04-10")
    page = do(app("proposal", nr=1), "answer")
    field(page.selectbox, "Hvis svar").set_value(tie("kommunikation").id).run()
    field(page.segmented_control, "Svar").set_value("passed_on").run()
    field(page.selectbox, "Sendt videre til").set_value(party("ungecenteret")).run()
    field(page.text_input, "Hvem sagde det?").set_value("Lene Leder").run()
    page = fine(press(page, "Gem svar"))
    assert "har sendt videre til Ungecenteret" in screen.words(page)
    page = do(page, "back")
    field(page.selectbox, "Hvis seneste svar").set_value(tie("kommunikation").id).run()
    field(page.text_area, "Begrundelse").set_value("Forkert forslag").run()
    page = fine(press(page, "Fortryd"))
    assert tie("ungecenteret") is None
    assert "fortrudt; nu igen spurgt" in screen.words(page)
    assert ": Ungecenteret" not in screen.words(page)


def test_an_answer_to_what_has_changed_meanwhile_is_refused_once_and_kept(app, seeded_db):
    page = do(app("proposal", nr=1), "answer")
    field(page.selectbox, "Hvis svar").set_value(tie("kommunikation").id).run()
    field(page.segmented_control, "Svar").set_value("accepted").run()
    field(page.text_input, "Hvem sagde det?").set_value("Lene Leder").run()
    field(page.text_area, "Bemærkning (valgfri)").set_value("Fra august").run()
    builders.an_answer(seeded_db, 1, "kommunikation", "declined", "2022-04-10")
    page = press(page, "Gem svar")
    (error,) = page.error
    assert error.value.startswith("En anden har registreret et svar imens")
    assert tie("kommunikation").state == "declined"
    assert field(page.text_area, "Bemærkning (valgfri)").value == "Fra august"
    page = fine(press(page, "Gem svar"))
    assert tie("kommunikation").state == "accepted"
    assert "Fra august" in screen.words(page)


def test_pressing_without_an_answer_says_so(app, seeded_db):
    page = do(app("proposal", nr=1), "answer")
    field(page.selectbox, "Hvis svar").set_value(tie("kommunikation").id).run()
    field(page.text_input, "Hvem sagde det?").set_value("Lene Leder").run()
    (error,) = press(page, "Gem svar").error
    assert error.value == "Vælg et svar: ja, nej eller sendt videre."


# --- comments -----------------------------------------------------------------------------------


def test_a_comment_is_shown_as_it_was_written(app, seeded_db, signed_in):
    signed_in(builders.a_user(seeded_db, "director", name="Dorte *Direktør*"))
    page = do(app("proposal", nr=4), "comment")
    field(page.text_area, "Kommentar").set_value(
        "<b>Fed</b> *skrå*\n\n    # overskrift\n1. punkt\n[x](javascript:y) :red[z]"
    )
    page = fine(press(page, "Send kommentar"))
    (sheet,) = (html for html in screen.fragments(page) if "Fed" in html)
    assert (
        "&lt;b&gt;Fed&lt;/b&gt; *skrå*\n\n    # overskrift\n1. punkt\n[x](javascript:y) :red[z]</p>"
        in sheet
    )
    assert "**Dorte *Direktør***" in screen.words(page)
    assert not page.text_area


def test_too_long_a_comment_stays_in_the_field(app, seeded_db):
    page = do(app("proposal", nr=4), "comment")
    field(page.text_area, "Kommentar").set_value("x" * 4001)
    page = press(page, "Send kommentar")
    (error,) = page.error
    assert "4001 tegn" in error.value
    assert field(page.text_area, "Kommentar").value == "x" * 4001


def test_a_comment_taken_back_leaves_a_trace(app, seeded_db, signed_in):
    author = builders.a_user(seeded_db, "lead", name="Arne")
    comments.write(builders.as_user(author), builders.proposal_id(4), "Fortrydes")
    signed_in(author)
    page = app("proposal", nr=4)
    assert "Fortrydes" in screen.words(page)
    page = fine(press(screen.do(page, "Træk kommentaren tilbage"), "Træk kommentaren tilbage"))
    said = screen.words(page)
    assert "Fortrydes" not in said
    assert "Kommentar af Arne fra" in said
    assert "trukket tilbage af Arne den" in said


def test_all_comments_are_read_the_newest_last(app, seeded_db):
    for n in range(23):
        comments.write(use_case.LOCAL, builders.proposal_id(4), f"Nr {n:02}")
    said = screen.words(fine(app("proposal", nr=4)))
    assert "Kommentarer 23" in said
    assert said.index("Nr 00") < said.index("Nr 22")


def test_what_is_being_typed_is_not_lost_when_another_comments(app, seeded_db):
    page = do(app("proposal", nr=4), "comment")
    field(page.text_area, "Kommentar").set_value("Halvt fær")
    comments.write(use_case.LOCAL, builders.proposal_id(4), "Imens")
    page = fine(press(page, "Send kommentar"))
    said = screen.words(page)
    assert said.index("Imens") < said.index("Halvt fær")


# --- documents ----------------------------------------------------------------------------------


def test_a_link_is_added_and_taken_off(app, seeded_db):
    page = do(app("proposal", nr=4), "link")
    field(page.text_input, "Hvad det er").set_value("Sag [22]")
    field(page.text_input, "Adresse").set_value("https://esdh.test/a)(b?c=<d>[e]")
    page = fine(press(page, "Tilføj link"))
    said = screen.words(page)
    assert "[Sag [22]](https://esdh.test/a%29%28b?c=%3Cd%3E%5Be%5D) · esdh.test" in said
    page = do(page, "off")
    field(page.text_area, "Begrundelse").set_value("Forkert sag")
    page = fine(press(page, "Fjern"))
    assert "Sag [22]" not in screen.words(page)


def test_a_file_is_added_and_can_be_fetched(app, seeded_db):
    page = do(app("proposal", nr=4), "file")
    page.file_uploader[0].set_value(("../Notat æ.pdf", b"%PDF-1.7", "application/x-evil"))
    page = fine(press(page, "Tilføj fil"))
    with store.reading() as connection:
        row = connection.execute(sa.select(schema.documents)).one()
    assert (row.file_name, row.media_type) == ("Notat æ.pdf", "application/pdf")
    assert screen.links(page)["Notat æ.pdf"] == f"/bilag/{row.id}"


def test_a_file_that_is_refused_is_a_sentence(app, seeded_db, files):
    page = do(app("proposal", nr=4), "file")
    page = press(page, "Tilføj fil")
    assert [error.value for error in page.error] == ["Vælg først en fil."]
    page.file_uploader[0].set_value(("virus.pdf", b"MZ\x90\x00", "application/pdf"))
    page = press(page, "Tilføj fil")
    (error,) = page.error
    assert error.value.startswith("Filen er ikke en rigtig pdf-fil")
    assert not files.exists()


def test_those_of_the_municipalitys_own_login_have_a_button(app, seeded_db, monkeypatch):
    documents.add_file(
        use_case.LOCAL, "proposals", builders.proposal_id(4), name="Notat.pdf", content=b"%PDF-1.7"
    )
    builders.a_user(seeded_db, "reader", email="laes@kommune.test")
    now = int(datetime.now(UTC).timestamp())
    said = {"is_logged_in": True, "sub": "1", "iat": now, "email": "laes@kommune.test"}
    monkeypatch.setattr("streamlit.user_info.UserInfoProxy.to_dict", lambda _self: said)
    page = fine(app("proposal", nr=4))
    assert "Notat.pdf" not in screen.links(page)
    assert "Notat.pdf" in [button.label for button in page.get("download_button")]


# --- succession ---------------------------------------------------------------------------------


def in_the_box(page) -> str:
    """What is said of the proposal now, above its record."""
    (sheet,) = (body for body in screen.fragments(page) if 'class="now"' in body)
    return screen.text(sheet[sheet.index('class="now"') : sheet.index('class="side"')])


def test_set_aside_is_said_with_its_reason_and_taken_up_again(app, seeded_db):
    page = do(app("proposal", nr=4), "step")
    page = press(page, "Gem")
    assert [error.value for error in page.error] == [
        "Skriv en begrundelse. Andre læser den. Intet er gemt."
    ]
    field(page.text_area, "Begrundelse").set_value("Ingen *midler*").run()
    page = fine(press(page, "Gem"))
    assert "**Lagt til side den 1. maj 2022:** Ingen *midler*" in screen.words(page)
    assert in_the_box(page).count("Ingen *midler*") == 1
    assert "Fase: **Ikke videreført**" in screen.words(page)
    listed = screen.words(app("proposal"))
    assert "[1 er lagt til side](/?fase=not_pursued)" in listed
    assert "Ikke videreført" in screen.words(app(fase="not_pursued"))
    page = do(page, "step")
    field(page.text_area, "Begrundelse").set_value("Der kom penge").run()
    page = fine(press(page, "Gem"))
    assert "Genoptaget den 1. maj 2022: Der kom penge" in screen.words(page)
    assert "Forslag (nu)" in screen.words(page)


def test_merged_is_linked_from_both_ends(app, seeded_db):
    page = do(app("proposal", nr=4), "step")
    field(page.radio, "Hvad der sker med det").set_value("merged").run()
    field(page.text_area, "Begrundelse").set_value("Samme mødested").run()
    assert [error.value for error in press(page, "Gem").error] == [
        "Vælg det forslag, det lægges sammen med eller erstattes af."
    ]
    field(page.selectbox, "Hvilket forslag").set_value(builders.proposal_id(6)).run()
    page = fine(press(page, "Gem"))
    assert "**Lagt sammen den 1. maj 2022 med [6 " in screen.words(page)
    assert "(/forslag?nr=6):** Samme mødested" in screen.words(page)
    other = screen.words(app("proposal", nr=6))
    assert "Optog den 1. maj 2022: [4 " in other
    assert "(/forslag?nr=4): Samme mødested" in other


def test_a_status_that_set_it_aside_before_there_was_a_trail_says_why(app, seeded_db):
    builders.a_status(
        seeded_db, 4, "2022-04-10", stage="not_pursued", rag="none", reason="Behovet er dækket"
    )
    builders.set_on(
        seeded_db, schema.proposals, builders.is_number(4), set_aside_reason="Behovet er dækket"
    )
    page = app("proposal", nr=4)
    assert "**Lagt til side:** Behovet er dækket" in screen.words(page)
    assert in_the_box(page).count("Behovet er dækket") == 1
