"""``digest`` against a real mail server: who gets what, and nobody the same one twice."""

import builders
import pytest
import sqlalchemy as sa
from mailserver import in_use

from portfolio import store
from portfolio.store.schema import reminders

DIRECTOR = "direktoer@kommune.test"


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A mail server on this machine that the command is set to use."""
    with in_use(tmp_path, monkeypatch) as running:
        yield running


@pytest.fixture
def absent(seeded_db):
    """A director, who decides on proposal 5, and one who reads English."""
    builders.a_status(
        seeded_db,
        5,
        "2022-04-20",
        rag="amber",
        reason="Ingen <b>midler</b>",
        decision_needed="Skal vi?",
    )
    builders.a_user(seeded_db, "director", email=DIRECTOR, name="Test Direktør")
    builders.a_user(seeded_db, "director", email="two@kommune.test", language="en")
    return seeded_db


def states() -> dict[str, str]:
    with store.reading() as connection:
        return dict(connection.execute(sa.select(reminders.c.send_key, reminders.c.state)).all())


def text_of(mail) -> str:
    return str(mail.get_body(("plain",)).get_content()).replace("\r\n", "\n")


def test_each_director_is_told_in_their_own_language(run, absent, server):
    ran = run("digest", "--role", "director")
    assert (ran.code, ran.complained) == (0, "")
    assert ran.said == "Nyt siden mødet: 2 sendt, 0 ikke sendt, 0 uvisse.\n"
    danish, english = server.box.mails
    assert danish["Subject"] == "Nyt siden mødet: Direktionens møde den 4. april 2022"
    assert english["Subject"] == "New since the meeting: Direktionens møde den 4. april 2022"
    said = text_of(danish)
    assert said.startswith(
        "Hej Test Direktør\n\nBesluttet\nSiden 4. april 2022, til og med 1. maj 2022\n"
    )
    assert "▲ Gul: Ingen <b>midler</b>" in said
    assert "Til Direktionen" in said
    assert "Skal vi?" in said
    assert "https://tracker.kommune.test/opsummering?siden=2022-04-04" in said
    assert "<b>midler" not in str(danish.get_body(("html",)).get_content())
    assert "Waits for you" in text_of(english)
    key = "digest:direktoer@kommune.test:*:2022-04-04:2022-04-04"
    assert states()[key] == "sent"


def test_nobody_gets_the_same_one_twice_and_a_new_meeting_makes_a_new_one(run, absent, server):
    run("digest", "--to", DIRECTOR)
    ran = run("digest", "--to", DIRECTOR, "--role", "director", "--today", "2022-05-02")
    assert ran.said == "Nyt siden mødet: 1 sendt, 0 ikke sendt, 0 uvisse.\n"
    assert server.box.to == [DIRECTOR, "two@kommune.test"]
    assert run("digest", "--to", DIRECTOR, "--since", "2022-04-15").code == 0
    assert server.box.to.count(DIRECTOR) == 2


def test_a_dry_run_shows_and_does_nothing(run, absent, server, monkeypatch):
    for name in server.environment():
        monkeypatch.delenv(name)
    ran = run("digest", "--dry-run", "--to", DIRECTOR, "--portfolio", "civilsamfund")
    assert ran.said == (
        "Til: Test Direktør <direktoer@kommune.test>\n"
        "Emne: Nyt siden mødet: Direktionens møde den 4. april 2022\n\n"
        "1 mail ville blive sendt. Intet er sendt eller skrevet.\n"
    )
    assert (states(), server.box.tried) == ({}, 0)


def test_a_server_that_is_down_is_made_up_for(run, absent, server, monkeypatch):
    monkeypatch.setenv("PORTFOLIO_SMTP_PORT", "1")
    assert run("digest", "--to", DIRECTOR).code == 1
    assert list(states().values()) == ["failed"]
    monkeypatch.setenv("PORTFOLIO_SMTP_PORT", str(server.port))
    assert run("digest", "--to", DIRECTOR).code == 0
    assert server.box.to == [DIRECTOR]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "--role"),
        (("--to", "ukendt@kommune.test"), "ukendt@kommune.test"),
        (("--role", "konge"), "konge"),
        (("--to", DIRECTOR, "--portfolio", "findes-ikke"), "civilsamfund"),
        (("--to", DIRECTOR, "--since", "2022-06-01"), "."),
        (("--to", DIRECTOR, "--since", "i går"), "2022-05-01"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(refused, absent, server, arguments, told):
    danish, _english = refused("digest", *arguments)
    assert told in danish
    assert states() == {}


def test_a_demo_mails_nobody(refused, demo_db, server):
    builders.a_user(demo_db, "director", email=DIRECTOR)
    danish, _english = refused("digest", "--to", DIRECTOR)
    assert "demo" in danish


def test_a_shut_account_gets_nothing(refused, absent, server):
    builders.a_user(absent, "reader", email="lukket@kommune.test", disabled_at="2022-01-01")
    refused("digest", "--to", "lukket@kommune.test")
    assert server.box.tried == 0
