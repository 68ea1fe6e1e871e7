"""Opsætning: my account for everybody; users, links and centres for administrators."""

import pytest
import screen
import sqlalchemy as sa
from builders import a_user, as_user, set_on

from portfolio import store
from portfolio.domain.permissions import Role
from portfolio.store.schema import parties, users
from portfolio.usecases.people import accounts, inviting, passwords, sessions
from portfolio.usecases.people import users as people_users

NOW = "2022-04-30T10:00:00.000000+00:00"


@pytest.fixture
def ada(seeded_db, signed_in):
    """An administrator, signed in."""
    key = a_user(seeded_db, "administrator", name="Ada Test", last_seen_at=NOW)
    signed_in(key)
    return key


def row(user_id):
    with store.reading() as connection:
        found = connection.execute(sa.select(users).where(users.c.id == user_id)).mappings()
        return dict(found.one())


def party(code):
    asked = sa.select(parties.c.id).where(parties.c.code == code)
    with store.reading() as connection:
        return connection.execute(asked).scalar_one()


def press(opened, label):
    (button,) = [one for one in opened.button if one.label == label]
    button.click()
    return opened.run()


def buttons(opened):
    return [one.label for one in opened.button]


def headers(opened):
    return [one.value for one in opened.header]


def links_shown(opened):
    return [code.value for code in opened.code if "/invitation/" in code.value]


@pytest.mark.parametrize("role", [role.value for role in Role])
@pytest.mark.parametrize("lang", ["da", "en"])
def test_everybody_sees_their_own_account_and_administrators_the_users(
    app, seeded_db, signed_in, role, lang
):
    signed_in(a_user(seeded_db, role, "byc", name="Ask Test", email="ask@kommune.test"))
    opened = app("settings", lang=lang)
    said = screen.words(opened)

    assert screen.title(opened) == {"da": "Opsætning", "en": "Settings"}[lang]
    assert "**Ask Test**" in said
    assert "ask@kommune.test" in said
    assert f"{ {'da': 'Centre', 'en': 'Centres'}[lang] }: BYC" in said
    assert not opened.error
    managed = {"da": "Brugere", "en": "Users"}[lang] in headers(opened)
    assert managed is (role == "administrator")


@pytest.mark.parametrize("role", ["reader", "lead", "secretary", "director"])
def test_nobody_else_opens_a_user_by_the_address(app, seeded_db, signed_in, role):
    other = a_user(seeded_db, "reader", name="En Anden", email="hemmelig@kommune.test")
    signed_in(a_user(seeded_db, role))
    opened = app("settings", bruger=other, part=party("byc"))
    assert "En Anden" not in screen.words(opened)
    assert "hemmelig@kommune.test" not in screen.words(opened)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_in_local_mode_it_says_how_to_make_the_first_account(app, empty_db, lang):
    opened = app("settings", lang=lang)
    way = {"da": "Opret den første konto", "en": "Make the first account"}[lang]
    assert screen.links(opened)[way].startswith("/foerste-konto")
    assert "Brugere" not in headers(opened)
    assert not [one for one in opened.text_input if one.label in ("E-mail", "Navn")]


def test_the_users_with_role_state_and_centres(app, seeded_db, ada):
    a_user(seeded_db, "lead", "byc", "burc", name="Bo [Test]", last_seen_at=NOW)
    a_user(seeded_db, "reader", name="Cille Test")
    a_user(seeded_db, "director", name="Dan Test", disabled_at=NOW)
    opened = app("settings")

    assert [name.split("](")[0] for name in screen.column(opened, "Navn")] == [
        "[Ada Test",
        "[Bo [Test]",
        "[Cille Test",
        "[Dan Test",
    ]
    roles = ["Administrator", "Centerleder", "Læser", "Direktør"]
    assert screen.column(opened, "Rolle") == roles
    assert screen.column(opened, "Centre") == ["", "BURC, BYC", "", ""]
    assert screen.column(opened, "Status") == [
        "har adgang",
        "har adgang",
        "inviteret, intet link",
        "adgang spærret",
    ]
    assert screen.column(opened, "Sidst set")[1:3] == ["30.04.2022", "aldrig"]


def add(opened, name, email, role="lead", centres=()):
    (form_name,) = [one for one in opened.text_input if one.label == "Navn"]
    (form_email,) = [one for one in opened.text_input if one.label == "E-mail"]
    form_name.set_value(name)
    form_email.set_value(email)
    opened.selectbox[0].set_value(role)
    opened.multiselect[0].set_value(list(centres))
    return press(opened, "Tilføj og lav et link")


def test_a_user_is_added_and_the_link_shown_until_it_is_copied(app, seeded_db, ada):
    opened = add(app("settings"), "Ny Test", "ny@kommune.test", centres=[party("byc")])

    (link,) = links_shown(opened)
    assert inviting.read(link.rpartition("/")[2])["email"] == "ny@kommune.test"
    assert "Link til Ny Test" in screen.words(opened)
    assert "inviteret" in screen.column(opened, "Status")
    assert "BYC" in screen.column(opened, "Centre")
    assert [one.value for one in opened.text_input if one.label == "Navn"] == [""]

    opened = press(opened, "Jeg har kopieret linket")
    assert links_shown(opened) == []


def test_the_link_goes_when_it_is_used(app, seeded_db, ada):
    opened = add(app("settings"), "Ny Test", "ny@kommune.test")
    (link,) = links_shown(opened)
    inviting.accept(link.rpartition("/")[2], "et langt kodeord til test 7")
    assert links_shown(opened.run()) == []


def test_what_was_typed_stays_when_it_is_refused(app, seeded_db, ada):
    opened = add(app("settings"), "Ny Test", "ny@kommune")

    assert "er ikke en e-mailadresse" in opened.error[0].value
    assert [one.value for one in opened.text_input if one.label in ("Navn", "E-mail")] == [
        "Ny Test",
        "ny@kommune",
    ]
    assert links_shown(opened) == []


def test_a_user_is_changed(app, seeded_db, ada):
    key = a_user(seeded_db, "reader", name="Bo Test")
    opened = app("settings", bruger=key)
    assert "Bo Test" in headers(opened)
    opened.text_input[0].set_value("Bo Nyt Navn")
    opened.selectbox[0].set_value("lead")
    opened.multiselect[0].set_value([party("byc")])
    opened = press(opened, "Gem")

    assert not opened.error
    assert (row(key)["name"], row(key)["role"]) == ("Bo Nyt Navn", "lead")
    assert opened.text_input[0].value == "Bo Nyt Navn"
    assert opened.toast[0].value == "Brugeren er gemt"


def test_a_stale_save_shows_both_and_keeps_what_was_typed(app, seeded_db, ada):
    key = a_user(seeded_db, "reader", name="Bo Test")
    opened = app("settings", bruger=key)
    people_users.change_user(as_user(ada), key, 1, name="Den Første", role=Role.DIRECTOR)
    opened.text_input[0].set_value("Den Anden")
    opened = press(opened, "Gem")

    assert row(key)["name"] == "Den Første"
    assert ["Navn", "Den Første", "Den Anden"] in screen.tables(opened)[-1]
    assert opened.text_input[0].value == "Den Anden"

    opened = press(opened, "Gem min version alligevel")
    assert row(key)["name"] == "Den Anden"
    assert row(key)["role"] == "director"  # not touched here, so it stays theirs


def test_nobody_changes_their_own_role_here(app, seeded_db, ada):
    opened = app("settings", bruger=ada)
    assert opened.selectbox[0].disabled
    assert "Spær adgangen for Ada Test" not in buttons(opened)
    assert "Du kan ikke ændre din egen rolle" in screen.words(opened)


def test_a_role_taken_away_counts_at_the_next_click(app, seeded_db, ada):
    other = a_user(seeded_db, "administrator", last_seen_at=NOW)
    opened = app("settings", bruger=other)
    set_on(seeded_db, users, users.c.id == ada, role="reader")
    opened.selectbox[0].set_value("reader")
    opened = press(opened, "Gem")
    assert row(other)["role"] == "administrator"
    assert "Brugere" not in headers(opened)


def test_a_new_link_and_its_end(app, seeded_db, ada):
    key = a_user(seeded_db, "reader")
    opened = press(app("settings", bruger=key), "Lav et nyt link")
    (link,) = links_shown(opened)
    assert inviting.read(link.rpartition("/")[2])["user_id"] == key

    opened = press(opened, "Træk linket tilbage")
    assert links_shown(opened) == []
    assert "Træk linket tilbage" not in buttons(opened)


def test_shut_out_and_let_in_again(app, seeded_db, ada):
    key = a_user(seeded_db, "reader", name="Bo Test", last_seen_at=NOW)
    opened = press(app("settings", bruger=key), "Spær adgangen for Bo Test")
    assert row(key)["disabled_at"]
    assert "adgang spærret" in screen.words(opened)
    assert "Lav et nyt link" not in buttons(opened)

    opened = press(opened, "Åbn adgangen igen")
    assert row(key)["disabled_at"] is None


def test_a_user_is_signed_out_everywhere(app, seeded_db, ada):
    key = a_user(seeded_db, "reader")
    token = store.in_transaction(lambda connection: sessions.start(connection, key))
    press(app("settings", bruger=key), "Log ud overalt")
    with store.reading() as connection:
        assert sessions.who(connection, token) is None


def test_a_users_history_is_there(app, seeded_db, ada):
    key = a_user(seeded_db, "reader")
    people_users.shut_out(as_user(ada), key, "stoppet")
    assert "Brugers adgang spærret" in screen.words(app("settings", bruger=key))


def test_an_unknown_user_or_party_is_said(app, seeded_db, ada):
    assert "findes ikke" in screen.warnings(app("settings", bruger="nix"))[0]
    assert "findes ikke" in screen.warnings(app("settings", part="nix"))[0]


def test_a_party_shows_its_users_and_they_are_tied_and_untied(app, seeded_db, ada):
    key = a_user(seeded_db, "lead", name="Bo Test")
    opened = app("settings", part=party("byc"))
    assert "BYC" in headers(opened)
    assert "Ingen bruger svarer for det." in screen.words(opened)

    opened.selectbox[0].set_value(key)
    opened = press(opened, "Tilføj til BYC")
    assert "Bo Test" in screen.links(opened)

    opened = press(opened, "Fjern Bo Test")
    assert "Ingen bruger svarer for det." in screen.words(opened)
    opened = press(opened, "Tilføj til BYC")
    assert "Vælg den bruger" in opened.error[0].value


def test_my_sessions_and_the_way_out_of_them_all(app, seeded_db, ada):
    other = store.in_transaction(lambda connection: sessions.start(connection, ada))
    opened = app("settings")
    assert sorted(screen.column(opened, "Hvor")) == ["denne browser", "en anden browser"]

    opened = press(opened, "Log ud overalt")
    with store.reading() as connection:
        assert sessions.who(connection, other) is None
    assert screen.title(opened) == "Log ind"


def test_my_password_is_changed(app, seeded_db, ada):
    old, new = "et langt kodeord til test 7", "et helt andet kodeord 8"
    set_on(seeded_db, users, users.c.id == ada, password_hash=passwords.hash_password(old))
    email = row(ada)["email"]

    def change(now, one, two):
        opened = app("settings")
        secret = [field for field in opened.text_input if field.proto.type == field.proto.PASSWORD]
        for field, text in zip(secret, (now, one, two), strict=True):
            field.set_value(text)
        return press(opened, "Skift adgangskode")

    assert "ikke skrevet ens" in change(old, new, "noget andet").error[0].value
    assert change("forkert kodeord", new, new).error
    assert passwords.check_password(row(ada)["password_hash"], old)
    assert not change(old, new, new).error
    assert accounts.sign_in(email, new, "127.0.0.1")


def test_without_a_password_there_is_none_to_change(app, seeded_db, ada):
    assert "Skift adgangskode" not in buttons(app("settings"))


def test_personal_links_are_switched_off_and_on(app, ada, signed_in, seeded_db):
    opened = app("settings")
    assert "Personlige links i mails" in headers(opened)
    opened = press(opened, "Slå personlige links fra")
    assert "Slået fra: Man skal logge ind for at svare i en statusrunde." in screen.words(opened)
    opened = press(opened, "Slå personlige links til")
    assert "Slået til: Mails om en statusrunde har et link" in screen.words(opened)
    signed_in(a_user(seeded_db, "secretary"))
    assert "Personlige links i mails" not in headers(app("settings"))
