"""``new-link``: a one-time link for who has lost the password."""

import pytest
from builders import a_user

from portfolio.usecases.people import inviting


@pytest.fixture
def lene(empty_db):
    return a_user(empty_db, "administrator", email="lene@kommune.test", name="Lene Prøve")


def test_the_link_is_the_users_and_alone_on_its_line(lene, run, monkeypatch):
    monkeypatch.setenv("PORTFOLIO_URL_PUBLIC", "https://tracker.kommune.test/")
    ran = run("new-link", "Lene@Kommune.test")
    assert ran.code == 0
    assert "7 dage" in ran.said
    address, _slash, token = ran.said.splitlines()[1].rpartition("/")
    assert address == "https://tracker.kommune.test/invitation"
    assert inviting.read(token)["user_id"] == lene


def test_a_stranger_gets_none(lene, refused):
    danish, _english = refused("new-link", "ingen@kommune.test")
    assert "ingen@kommune.test" in danish


def test_what_is_no_e_mail_is_refused(lene, refused):
    assert "ikke en e-mailadresse" in refused("new-link", "lene")[0]


def test_without_a_portfolio_nothing_is_made(here, refused):
    assert "portfolio.db" in refused("new-link", "lene@kommune.test")[0]
    assert list(here.iterdir()) == []
