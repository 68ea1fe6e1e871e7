"""GET /bilag/<id>: for whom, with which headers, and what is said when there is nothing to send."""

import logging

import builders
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette

from portfolio import store
from portfolio.store import schema
from portfolio.usecases import use_case
from portfolio.usecases.documents import documents
from portfolio.usecases.people import local_mode, sessions
from portfolio.web.documents import routes
from tests.web.serving import ask

APP = Starlette(routes=[routes.route])
PDF = b"%PDF-1.7\n\xe2\xe3"
AT_THE_MACHINE = {local_mode.HEADER.replace("-", "_"): local_mode.KEY}


@pytest.fixture
def key(seeded_db, tmp_path, monkeypatch):
    """The id of a file on proposal 4, put there before there was any account."""
    monkeypatch.setenv("PORTFOLIO_FILES", str(tmp_path / "files"))
    return documents.add_file(
        use_case.LOCAL,
        "proposals",
        builders.proposal_id(4),
        name="Referat, Høje-Taastrup.pdf",
        content=PDF,
    )


def signed_in(user_id):
    token = store.in_transaction(lambda connection: sessions.start(connection, user_id))
    return {"cookie": f"{sessions.COOKIE}={token}"}, token


def fetch(key, query="", **headers):
    return ask(APP, f"/bilag/{key}", query=query, **headers)


@pytest.mark.parametrize("role", ["reader", "lead", "director", "administrator"])
def test_whoever_is_signed_in_gets_it_as_a_file_to_keep(seeded_db, key, role):
    cookie, _token = signed_in(builders.a_user(seeded_db, role))
    answer = fetch(key, **cookie)
    assert (answer.status, answer.body) == (200, PDF)
    headers = answer.headers
    assert headers["content-type"] == "application/pdf"
    assert headers["content-disposition"] == (
        'attachment; filename="Referat, H_je-Taastrup.pdf";'
        " filename*=UTF-8''Referat%2C%20H%C3%B8je-Taastrup.pdf"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "private, no-store"
    assert "sandbox" in headers["content-security-policy"]


def test_at_the_machine_while_there_is_no_account_and_no_longer(seeded_db, key):
    assert fetch(key, **AT_THE_MACHINE).status == 200
    builders.a_user(seeded_db, "administrator")
    assert fetch(key, **AT_THE_MACHINE).status == 303


@pytest.mark.parametrize("cookie", ["", "portfolio_session=", "portfolio_session=made-up"])
@pytest.mark.parametrize("known", [True, False])
def test_nobody_is_sent_to_sign_in_and_learns_nothing(seeded_db, key, cookie, known):
    answer = fetch(key if known else "unknown", cookie=cookie)
    assert answer.status == 303
    assert answer.headers["location"].startswith("/log-ind")
    assert PDF not in answer.body


def test_a_made_up_mark_of_the_machine_is_worth_nothing(seeded_db, key):
    assert fetch(key, x_portfolio_local="guessed").status == 303


def test_signed_out_shut_out_and_idle_is_nobody(seeded_db, key):
    user = builders.a_user(seeded_db, "reader")
    cookie, token = signed_in(user)
    sessions.end(token)
    assert fetch(key, **cookie).status == 303
    cookie, _token = signed_in(user)
    assert fetch(key, **cookie).status == 200
    builders.set_on(seeded_db, schema.users, schema.users.c.id == user, disabled_at="2022-05-01")
    assert fetch(key, **cookie).status == 303


def test_unknown_taken_off_and_linked_is_404_in_the_readers_language(seeded_db, key):
    linked = documents.add_link(
        use_case.LOCAL,
        "proposals",
        builders.proposal_id(4),
        title="Sag",
        url="https://esdh.kommune.test/1",
    )
    documents.withdraw(use_case.LOCAL, key, version=1, reason="Forkert")
    for one in (key, linked, "unknown", "..%2F..%2Fportfolio.db"):
        answer = fetch(one, **AT_THE_MACHINE)
        assert answer.status == 404
        assert answer.body.decode() == "Filen findes ikke, eller den er fjernet."
    english = fetch(key, query="lang=en", **AT_THE_MACHINE).body.decode()
    assert english.startswith("There is no such file")


@pytest.mark.parametrize("harm", ["gone", "others"])
def test_lost_bytes_are_said_and_logged_and_nothing_is_sent(seeded_db, key, tmp_path, caplog, harm):
    (path,) = (tmp_path / "files").iterdir()
    path.unlink() if harm == "gone" else path.write_bytes(b"%PDF-1.7 other")
    with caplog.at_level(logging.ERROR):
        answer = fetch(key, **AT_THE_MACHINE)
    assert answer.status == 500
    assert "sikkerhedskopien" in answer.body.decode()
    assert b"other" not in answer.body
    assert key in caplog.text


def test_only_reading(seeded_db, key):
    assert ask(APP, f"/bilag/{key}", method="POST", **AT_THE_MACHINE).status == 405
    head = ask(APP, f"/bilag/{key}", method="HEAD", **AT_THE_MACHINE)
    assert (head.status, head.headers["content-length"]) == (200, str(len(PDF)))


@pytest.mark.parametrize("name", ['a"b\\c.pdf', "æøå.pdf", "日本.pdf", "100%.pdf"])
def test_no_name_breaks_the_header(name):
    header = routes.attachment(name)
    header.encode("ascii")
    assert header.count('"') == 2
    assert "\\" not in header


def test_reading_is_no_change(seeded_db, key):
    def revision():
        with store.reading() as connection:
            return connection.execute(sa.select(schema.revisions.c.number)).scalar_one()

    before = revision()
    fetch(key, **AT_THE_MACHINE)
    assert revision() == before
