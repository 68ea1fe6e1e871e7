"""``remind`` against a real mail server: who gets what, and what a crash leaves behind."""

import os
import re
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
from portfolio.store import ids
from portfolio.store.schema import answer_links, reminders, status_rounds, users
from portfolio.usecases import secret_tokens
from portfolio.usecases.people import users as people
from portfolio.usecases.rounds import answer_links as personal
from portfolio.usecases.use_case import COMMAND

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


def links_in(mails) -> dict[str, list[str]]:
    """The tokens in the text of each mail, which its HTML has too, by address."""
    found: dict[str, list[str]] = {}
    for one in mails:
        text, html = (one.get_body((kind,)).get_content() for kind in ("plain", "html"))
        tokens = re.findall(r"/svar/([\w-]{43})", text)
        assert tokens == re.findall(r"/svar/([\w-]{43})", html)
        found.setdefault(one["To"].addresses[0].addr_spec, []).extend(tokens)
    return found


def kept_links() -> list[tuple[str, bool]]:
    with store.reading() as connection:
        rows = connection.execute(sa.select(answer_links)).all()
        return [(row.token_hash, row.revoked_at is None) for row in rows]


def opens(token: str) -> bool:
    with store.reading() as connection:
        try:
            return bool(personal.opened(connection, token))
        except personal.ShutLinkError:
            return False


def test_a_leads_mail_has_a_link_of_its_own_and_only_its_hash_is_kept(run, waiting, server):
    for day in ("2022-05-11", "2022-05-14"):
        assert run("remind", "--today", day).code == 0
    found = links_in(server.box.mails)
    first, second = found[LEAD]
    assert first != second, "each mail has its own"
    assert found["sek@kommune.test"] == [], "who is no lead signs in"
    assert sorted(kept_links()) == sorted(
        (secret_tokens.hashed(token), True) for token in (first, second)
    )
    assert opens(first)
    assert opens(second)
    said = server.box.mails[0].get_body(("plain",)).get_content()
    assert "Svar nu uden at logge ind: https://tracker.kommune.test/svar/" in said
    assert "Send det ikke videre. Det virker, til runden lukkes." in said


def test_the_link_of_a_mail_in_english_leads_to_an_english_page(run, waiting, server):
    set_on(waiting, users, users.c.email == LEAD, language="en")
    run("remind", "--today", DAY)
    (mail,) = [one for one in server.box.mails if LEAD in one["To"]]
    said = mail.get_body(("plain",)).get_content()
    assert re.search(r"Answer now, without signing in: \S+/svar/[\w-]{43}\?lang=en\s", said)


def test_the_mail_that_asks_has_the_link_too(run, waiting, server):
    set_on(waiting, status_rounds, sa.true(), opened_at=ids.now())
    set_on(waiting, status_rounds, sa.true(), deadline_on="2022-06-10", meeting_on="2022-06-10")
    run("remind", "--today", DAY)
    (token,) = links_in(server.box.mails)[LEAD]
    assert opens(token)
    said = server.box.mails[0].get_body(("html",)).get_content()
    assert ">Svar nu uden at logge ind</a>" in said


def test_no_link_is_left_of_a_mail_that_was_refused(run, waiting, server):
    server.box.answers = {"RCPT": ["550 no such user"]}
    run("remind", "--today", DAY)
    assert kept_links() == []


@pytest.mark.parametrize("how", ["switched off", "closed for the lead"])
def test_where_links_are_shut_the_mail_leads_to_the_page_that_asks_who_one_is(
    run, waiting, server, how
):
    run("remind", "--today", DAY)
    (token,) = links_in(server.box.mails)[LEAD]
    with store.reading() as connection:
        row = connection.execute(sa.select(answer_links)).one()
    if how == "switched off":
        personal.allow(COMMAND, False)
    else:
        personal.close(COMMAND, row.round_id, row.user_id)
    assert not opens(token)
    run("remind", "--today", "2022-05-14")
    last = [one for one in server.box.mails if LEAD in one["To"]][-1]
    assert links_in([last]) == {LEAD: []}
    said = last.get_body(("plain",)).get_content()
    assert "Svar på Mine forslag: https://tracker.kommune.test/svar\r\n" in said
    assert "Send det ikke videre" not in said


def test_a_link_to_another_address_may_be_mailed_again(run, waiting, server):
    run("remind", "--today", DAY)
    with store.reading() as connection:
        row = connection.execute(sa.select(users).where(users.c.email == LEAD)).one()
    people.change_user(COMMAND, row.id, row.version, email="ny@kommune.test")
    run("remind", "--today", "2022-05-14")
    (token,) = links_in(server.box.mails)["ny@kommune.test"]
    assert opens(token)
    (old,) = links_in(server.box.mails)[LEAD]
    assert not opens(old)
