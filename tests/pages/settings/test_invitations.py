"""Links mailed from Opsætning where a mail server is set; copied where none is."""

import pytest
import screen
from builders import a_user
from mailserver import in_use


@pytest.fixture
def ada(seeded_db, signed_in):
    """An administrator, signed in; Bo and Cy have never been in."""
    key = a_user(seeded_db, "administrator", name="Ada Test", last_seen_at="2022-04-30T10:00:00")
    a_user(seeded_db, "reader", name="Bo *Test*", email="bo@kommune.test")
    a_user(seeded_db, "reader", name="Cy Test", email="cy@kommune.test")
    signed_in(key)
    return key


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A mail server on this machine that the program is set to use."""
    with in_use(tmp_path, monkeypatch) as running:
        yield running


def press(page, label):
    (button,) = [one for one in page.button if one.label == label]
    button.click()
    return page.run()


def labels(page):
    return [one.label for one in page.button]


def test_several_are_invited_in_one_go(app, ada, server):
    page = app("settings")
    (chosen,) = [one for one in page.multiselect if one.label == "Til hvem"]
    assert len(chosen.value) == 2
    page = press(page, "Send 2 links")
    assert not page.error
    assert [box.value for box in page.success] == ["2 links er sendt."]
    assert server.box.to == ["bo@kommune.test", "cy@kommune.test"]
    assert not page.code  # there is nothing to copy
    # Whoever has a good link is not chosen again.
    assert "Send 0 links" in labels(app("settings"))


def test_what_went_wrong_is_said_of_whom(app, ada, server):
    server.box.answers = {"RCPT": ["550 no such user"]}
    page = press(app("settings"), "Send 2 links")
    (box,) = page.warning
    said = box.value.replace("\\", "")
    assert "1 link er sendt." in said
    assert "bo@kommune.test: ikke sendt (550 no such user)." in said
    assert "Invitér dem igen" in said


def test_a_new_user_is_mailed_the_link(app, ada, server):
    page = app("settings")
    page.text_input(key="name:new_user").set_value("Ny Test")
    page.text_input(key="email:new_user").set_value("ny@kommune.test")
    page = press(page.run(), "Tilføj og send linket i en mail")
    assert not page.error
    assert server.box.to == ["ny@kommune.test"]
    assert [box.value for box in page.success] == ["1 link er sendt."]
    assert not [code for code in page.code if "/invitation/" in code.value]


def test_a_server_that_is_set_wrongly_is_said_before_anybody_is_added(
    app, ada, server, monkeypatch
):
    monkeypatch.setenv("PORTFOLIO_SMTP_PORT", "mange")
    page = app("settings")
    page.text_input(key="name:new_user").set_value("Ny Test")
    page.text_input(key="email:new_user").set_value("ny@kommune.test")
    page = press(page.run(), "Tilføj og send linket i en mail")
    assert "PORTFOLIO_SMTP_PORT" in page.error[0].value.replace("\\", "")
    assert "Ny Test" not in screen.words(app("settings"))


def test_without_a_mail_server_the_link_is_copied_as_before(app, ada):
    said = labels(app("settings"))
    assert "Tilføj og lav et link" in said
    assert not [label for label in said if label.startswith("Send ")]
