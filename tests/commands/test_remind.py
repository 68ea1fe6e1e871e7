"""``remind`` against a real mail server: who gets what, and what a crash leaves behind."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from builders import a_round, a_user, all_recorded, an_answer, set_on
from mailserver import in_use

from portfolio import store
from portfolio.store.schema import reminders

ROOT = Path(__file__).parents[2]
DAY = "2022-05-11"
LEAD = "leder@kommune.test"


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A mail server on this machine that the command is set to use."""
    with in_use(tmp_path, monkeypatch) as running:
        yield running


@pytest.fixture
def waiting(seeded_db):
    """A round whose deadline was 10 May 2022 waits for proposals 1 and 4; 1 has a lead."""
    all_recorded(seeded_db)
    an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-10")
    a_round(seeded_db, "2022-05-10", 1, 4)
    a_user(seeded_db, "lead", "kommunikation", email=LEAD, name="Test Leder")
    a_user(seeded_db, "secretary", email="sek@kommune.test", name="Test Secretary", language="en")
    return seeded_db


def states() -> dict[str, str]:
    with store.reading() as connection:
        return dict(connection.execute(sa.select(reminders.c.email, reminders.c.state)).all())


def test_each_gets_one_mail_in_their_own_language(run, waiting, server):
    ran = run("remind", "--today", DAY)
    assert (ran.code, ran.complained) == (0, "")
    assert ran.said == "Påmindelser: 2 sendt, 0 ikke sendt, 0 uvisse.\n"
    assert sorted(server.box.to) == [LEAD, "sek@kommune.test"]
    danish, english = server.box.mails
    assert danish["Subject"] == "Status på forslag 1 mangler: Fristen var 10. maj 2022"
    assert english["Subject"] == "Status of proposal 4 is missing: the deadline was 10 May 2022"
    assert "https://tracker.kommune.test/svar" in danish.get_body(("plain",)).get_content()
    assert states() == {LEAD: "sent", "sek@kommune.test": "sent"}


def test_a_second_run_sends_nothing(run, waiting, server):
    run("remind", "--today", DAY)
    ran = run("remind", "--today", DAY)
    assert (ran.code, ran.said) == (0, "Påmindelser: 0 sendt, 0 ikke sendt, 0 uvisse.\n")
    assert len(server.box.mails) == 2


def test_the_pause_and_the_next_occasion(run, waiting, server):
    for day in ("2022-05-11", "2022-05-12", "2022-05-13", "2022-05-14"):
        run("remind", "--today", day)
    assert server.box.to.count(LEAD) == 2


def test_a_dry_run_shows_all_and_does_nothing(run, waiting, server, monkeypatch):
    for name in server.environment():
        monkeypatch.delenv(name)  # it needs no mail server either
    ran = run("remind", "--dry-run", "--today", DAY)
    assert (ran.code, ran.complained) == (0, "")
    assert ran.said == (
        "Til: Test Leder <leder@kommune.test>\n"
        "Emne: Status på forslag 1 mangler: Fristen var 10. maj 2022\n"
        "Hvorfor: Du får mailen, fordi du er leder for Kommunikation, som har sagt ja til"
        " ansvaret.\n\n"
        "Til: Test Secretary <sek@kommune.test>\n"
        "Emne: Status of proposal 4 is missing: the deadline was 10 May 2022\n"
        "Hvorfor: Nobody has the responsibility yet, so you get this as portfolio"
        " secretary.\n\n"
        "2 mails ville blive sendt. Intet er sendt eller skrevet.\n"
    )
    assert states() == {}
    assert server.box.tried == 0


def test_a_server_that_is_down_is_told_of_and_made_up_for(run, waiting, server, monkeypatch):
    monkeypatch.setenv("PORTFOLIO_SMTP_PORT", "1")  # nothing listens there
    ran = run("remind", "--today", DAY)
    assert ran.code == 1
    assert "Mailserveren tager ikke imod" in ran.said
    assert ran.said.endswith("Påmindelser: 0 sendt, 2 ikke sendt, 0 uvisse.\n")
    assert states() == {LEAD: "failed"}  # the next was not even begun
    monkeypatch.setenv("PORTFOLIO_SMTP_PORT", str(server.port))
    assert run("remind", "--today", DAY).code == 0
    assert sorted(server.box.to) == [LEAD, "sek@kommune.test"]


def test_a_refused_address_does_not_keep_the_others_waiting(run, waiting, server):
    server.box.answers = {"RCPT": ["550 no such user"]}
    ran = run("remind", "--today", DAY)
    assert ran.code == 1
    assert "leder@kommune.test: ikke sendt (550 no such user)." in ran.said
    assert states() == {LEAD: "failed", "sek@kommune.test": "sent"}
    run("remind", "--today", DAY)
    assert sorted(server.box.to) == [LEAD, "sek@kommune.test"]


@pytest.mark.parametrize(
    ("step", "left", "mailed"),
    # At RCPT the text has not been given: certain. At DATA it has: nobody knows.
    [("RCPT", "pending", 1), ("DATA", "sending", 0)],
)
def test_a_run_killed_on_the_way_mails_nobody_twice(run, waiting, server, step, left, mailed):
    process = subprocess.Popen(
        [sys.executable, "-m", "portfolio", "remind", "--today", DAY],
        cwd=ROOT,
        env=os.environ | {"PORTFOLIO_URL": waiting},
        stdout=subprocess.PIPE,
        text=True,
    )

    def kill() -> str:
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)
        return "450 nobody is there to hear this"

    server.box.answers = {step: [kill]}
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert states() == {LEAD: left}
    past = (datetime.now(UTC) - timedelta(hours=1)).isoformat(timespec="microseconds")
    set_on(waiting, reminders, sa.true(), tried_at=past)
    ran = run("remind", "--today", DAY)
    assert server.box.to.count(LEAD) == mailed
    assert server.box.to.count("sek@kommune.test") == 1
    assert ran.code == (0 if mailed else 1)
    assert ("leder@kommune.test: En tidligere kørsel blev afbrudt" in ran.said) == (not mailed)
    run("remind", "--today", DAY)
    assert server.box.to.count(LEAD) == mailed


def test_two_runs_at_once_mail_each_person_once(waiting, server):
    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "portfolio", "remind", "--today", DAY],
            cwd=ROOT,
            env=os.environ | {"PORTFOLIO_URL": waiting},
            stdout=subprocess.PIPE,
            text=True,
        )

    processes = [start() for _ in range(3)]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0]
    for process in processes:
        process.stdout.close()
    assert sorted(server.box.to) == [LEAD, "sek@kommune.test"]


def test_due_with_nobody_to_write_to_is_a_finding(run, seeded_db, server):
    all_recorded(seeded_db)
    a_round(seeded_db, "2022-05-10", 1)
    ran = run("remind", "--today", DAY)
    assert ran.code == 1
    assert ran.said.startswith("1 påmindelse kan ikke sendes")


def test_the_settings_that_are_missing_are_named(refused, seeded_db):
    danish, _english = refused("remind")
    assert "PORTFOLIO_SMTP_HOST + PORTFOLIO_SMTP_FROM" in danish


def test_the_address_for_links_is_needed(refused, seeded_db, server, monkeypatch):
    for wrong in ("", "tracker.kommune.test", "javascript:alert(1)"):
        monkeypatch.setenv("PORTFOLIO_URL_PUBLIC", wrong)
        assert "PORTFOLIO_URL_PUBLIC" in refused("remind")[0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--today", "i dag"], "»i dag« er ikke en dag"),
        (["--before", "tre"], "»tre« er ikke et antal dage"),
        (["--silent", "-1"], "»-1« er ikke et antal dage"),
    ],
)
def test_a_wrong_word_is_refused(refused, seeded_db, arguments, said):
    name, value = arguments
    assert said in refused("remind", f"{name}={value}")[0]


def test_a_job_at_night_makes_no_new_portfolio(refused, here):
    assert "Der er ingen portefølje" in refused("remind")[0]
    assert list(here.iterdir()) == []


def test_the_password_is_never_said(run, waiting, server, monkeypatch):
    monkeypatch.setenv("PORTFOLIO_SMTP_USER", "tracker")
    monkeypatch.setenv("PORTFOLIO_SMTP_PASSWORD", "hemmeligt-kodeord")
    ran = run("remind", "--today", DAY)  # this server knows no passwords
    assert ran.code == 1
    assert "hemmeligt" not in ran.said + ran.complained
