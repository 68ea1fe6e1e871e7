"""``remind`` and what is new: one mail a day, what is urgent beside it, and nobody twice."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from builders import (
    a_review,
    a_round,
    a_status,
    a_user,
    all_recorded,
    an_answer,
    as_user,
    changed,
    proposal_id,
    set_on,
)
from mailserver import in_use

from portfolio import store
from portfolio.domain.model import Succession
from portfolio.domain.permissions import Role
from portfolio.queries.mails import agendas
from portfolio.store import ids
from portfolio.store.schema import parties, proposal_parties, reminders, users
from portfolio.usecases.mails import following
from portfolio.usecases.proposals import responsibility, succession
from portfolio.usecases.reviews import agenda_out
from portfolio.usecases.use_case import Person

ROOT = Path(__file__).parents[2]
TODAY = date(2022, 5, 1)
DAY, NEXT = "2022-05-11", "2022-05-12"
LEAD, OTHER, SECRETARY = "lone@kommune.test", "ole@kommune.test", "sif@kommune.test"


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A mail server on this machine that the command is set to use."""
    with in_use(tmp_path, monkeypatch) as running:
        yield running


@pytest.fixture
def house(seeded_db):
    """A secretary, a lead of Kommunikation and another lead; nothing is new. Users by address."""
    all_recorded(seeded_db)
    return {
        SECRETARY: a_user(seeded_db, "secretary", email=SECRETARY, name="Sif Sekretær"),
        LEAD: a_user(seeded_db, "lead", "kommunikation", email=LEAD, name="Lone Leder"),
        OTHER: a_user(seeded_db, "lead", "byc", email=OTHER, name="Ole Test", language="en"),
    }


def party(code):
    asked = sa.select(parties.c.id).where(parties.c.code == code)
    with store.reading() as connection:
        return connection.execute(asked).scalar_one()


def ask(house, number, code="kommunikation"):
    who = as_user(house[SECRETARY])
    responsibility.ask(who, proposal_id(number), party(code), happened_on=TODAY, today=TODAY)


def text_of(mail):
    return " ".join(mail.get_body(("plain",)).get_content().split())


def test_all_of_a_day_is_one_mail(run, house, seeded_db, server):
    an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-10")
    a_round(seeded_db, "2022-05-10", 1)
    following.follow(as_user(house[LEAD]), proposal_id(4))
    a_status(seeded_db, 4, "2022-05-01", rag="red", stage="proposed", reason="Ingen midler")
    ask(house, 6)
    assert run("remind", "--today", DAY).code == 0
    (mail,) = server.box.mails
    assert mail["To"].addresses[0].addr_spec == LEAD
    assert mail["Subject"].startswith("Spurgt om ansvaret: Forslag 6: ")
    assert mail["Subject"].endswith("(+2 til)")
    said = text_of(mail)
    assert "Kommunikation er spurgt om ansvaret. Svar ja eller nej. Spørg Sif Sekretær." in said
    assert "Fristen var 10. maj 2022" in said
    assert "○ Ikke vurderet → ■ Rød. Ingen midler. Spørg test." in said
    assert "Du får mailen, fordi du følger forslaget." in said
    for place in ("forslag?nr=6&portefolje=civilsamfund", "svar", "beskeder"):
        assert f"https://tracker.kommune.test/{place}" in said
    page = mail.get_body(("html",)).get_content()
    assert 'href="https://tracker.kommune.test/forslag?nr=4&amp;portefolje=civilsamfund"' in page


def test_what_comes_later_the_same_day_waits_but_what_is_urgent(run, house, seeded_db, server):
    following.follow(as_user(house[LEAD]), proposal_id(4))
    a_status(seeded_db, 4, "2022-05-01", rag="red", stage="proposed", reason="Ingen midler")
    run("remind", "--today", DAY)
    following.follow(as_user(house[LEAD]), proposal_id(6))
    a_status(seeded_db, 6, "2022-05-01", rag="amber", stage="proposed", reason="Tid")
    run("remind", "--today", DAY)
    assert server.box.to == [LEAD]
    ask(house, 1)
    run("remind", "--today", DAY)
    run("remind", "--today", DAY)
    assert server.box.to == [LEAD, LEAD]
    assert "Spurgt om ansvaret" in server.box.mails[1]["Subject"]
    assert "Gul" not in text_of(server.box.mails[1])
    run("remind", "--today", NEXT)
    assert server.box.to == [LEAD] * 3
    assert "▲ Gul" in text_of(server.box.mails[2])
    assert "Rød" not in text_of(server.box.mails[2])


def test_the_urgent_run_leaves_the_mail_of_the_day_to_the_day(run, house, seeded_db, server):
    following.follow(as_user(house[LEAD]), proposal_id(4))
    a_status(seeded_db, 4, "2022-05-01", rag="red", stage="proposed", reason="Ingen midler")
    run("remind", "--urgent", "--today", DAY)
    assert server.box.to == []
    ask(house, 1)
    run("remind", "--urgent", "--today", DAY)
    run("remind", "--today", DAY)
    assert server.box.to == [LEAD, LEAD]
    assert "Rød" not in text_of(server.box.mails[0])
    assert "spurgt" not in text_of(server.box.mails[1])


def test_each_reads_it_in_their_own_language(run, house, seeded_db, server):
    ask(house, 4, "byc")
    run("remind", "--urgent", "--today", DAY, language="da")
    (mail,) = server.box.mails
    assert mail["Subject"].startswith("Asked to be responsible: Proposal 4: ")
    assert "BYC is asked to be responsible. Answer yes or no. Ask Sif Sekretær." in text_of(mail)


def test_what_was_taken_back_or_merged_or_seen_meanwhile_is_not_mailed(
    run, house, seeded_db, server
):
    ask(house, 1)
    ask(house, 4)
    ask(house, 6)
    pp = proposal_parties.c
    with store.reading() as connection:
        chosen = sa.select(pp.id, pp.state_seq).where(
            pp.proposal_id == proposal_id(1), pp.party_id == party("kommunikation")
        )
        tie, seen = connection.execute(chosen).one()
    who = as_user(house[SECRETARY])
    responsibility.take_back(who, tie, seen=seen, reason="en fejl")
    step = succession.Step(
        kind=Succession.MERGED, happened_on=TODAY, reason="Ens", successor_id=proposal_id(6)
    )
    succession.take(who, proposal_id(4), step, today=TODAY)
    following.see(as_user(house[LEAD]), ids.now())
    assert run("remind", "--today", DAY).said.startswith("Påmindelser: 0 sendt")
    assert server.box.to == []


def test_whoever_was_mailed_the_agenda_is_not_told_that_it_is_out(run, house, seeded_db, server):
    an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-10")
    a_user(seeded_db, "lead", "kommunikation", email="lis@kommune.test", name="Lis Leder")
    review = a_review(seeded_db, 1, held_on="2022-05-20")
    who = Person(as_user(house[SECRETARY]), "Sif Sekretær", Role.SECRETARY)
    changed(seeded_db, lambda connection: agenda_out.note(connection, review, who, ids.now()))
    mailed = {
        "id": ids.new_id(),
        "send_key": agendas.key_of(agendas.AGENDA, LEAD, review, "x"),
        "kind": agendas.AGENDA,
        "email": LEAD,
        "subject": "Dagsorden",
        "state": "sent",
        "created_at": ids.now(),
    }
    changed(seeded_db, lambda connection: connection.execute(sa.insert(reminders).values(**mailed)))
    run("remind", "--today", DAY)
    assert server.box.to == ["lis@kommune.test"]


def test_news_can_be_turned_off_but_not_what_one_is_asked(run, house, seeded_db, server):
    following.follow(as_user(house[LEAD]), proposal_id(4))
    following.choose_mails(as_user(house[LEAD]), news=False, language="en")
    a_status(seeded_db, 4, "2022-05-01", rag="red", stage="proposed", reason="Ingen midler")
    run("remind", "--today", DAY)
    assert server.box.to == []
    ask(house, 1)
    run("remind", "--today", DAY)
    (mail,) = server.box.mails
    assert mail["Subject"].startswith("Asked to be responsible")
    assert "You choose yourself" not in text_of(mail)


def test_a_server_that_stops_in_the_middle_is_said_and_made_up_for(run, house, seeded_db, server):
    ask(house, 1)
    ask(house, 4, "byc")
    server.box.answers = {"RCPT": ["250 OK", *["451 later"] * 3]}
    ran = run("remind", "--today", DAY)
    assert ran.code == 1
    assert "ole@kommune.test: ikke sendt (451 later). Næste kørsel prøver igen." in ran.said
    assert server.box.to == [LEAD]
    assert run("remind", "--today", DAY).code == 0
    assert server.box.to == [LEAD, OTHER]


def test_where_nobody_signs_in_the_contact_gets_it_and_else_another_secretary(
    run, house, seeded_db, server
):
    set_on(seeded_db, users, users.c.email == LEAD, disabled_at=ids.now())
    ask(house, 1)
    run("remind", "--today", DAY)
    assert server.box.to == []  # the only secretary asked it
    a_user(seeded_db, "secretary", email="anden@kommune.test", name="Anden Sekretær")
    run("remind", "--today", DAY)
    assert server.box.to == ["anden@kommune.test"]
    assert "Mailen var til Kommunikation" in text_of(server.box.mails[0])
    set_on(
        seeded_db,
        parties,
        parties.c.code == "kommunikation",
        contact_email="post@kommune.test",
        contact_name="Posten",
    )
    ask(house, 6)
    run("remind", "--today", DAY)
    assert server.box.to == ["anden@kommune.test", "post@kommune.test"]
    assert "Svar på mailen" in text_of(server.box.mails[-1])
    assert "https://" not in text_of(server.box.mails[-1])


def test_two_runs_at_once_tell_each_once(house, seeded_db, server):
    ask(house, 1)
    following.follow(as_user(house[OTHER]), proposal_id(4))
    a_status(seeded_db, 4, "2022-05-01", rag="red", stage="proposed", reason="Ingen midler")

    def start(*more):
        return subprocess.Popen(
            [sys.executable, "-m", "portfolio", "remind", "--today", DAY, *more],
            cwd=ROOT,
            env=os.environ | {"PORTFOLIO_URL": seeded_db},
            stdout=subprocess.DEVNULL,
        )

    processes = [start(), start("--urgent"), start()]
    assert [process.wait(timeout=240) for process in processes] == [0, 0, 0]
    assert sorted(server.box.to) == [LEAD, OTHER]


def test_the_log_knows_the_day_of_the_gathered_mail_alone(run, house, seeded_db, server):
    following.follow(as_user(house[LEAD]), proposal_id(4))
    a_status(seeded_db, 4, "2022-05-01", rag="red", stage="proposed", reason="Ingen midler")
    ask(house, 1)
    run("remind", "--today", DAY)
    with store.reading() as connection:
        found = dict(connection.execute(sa.select(reminders.c.kind, reminders.c.day)).all())
    assert found == {"asked": None, "moved": DAY}
