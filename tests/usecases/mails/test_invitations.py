"""Links mailed to several users: each their own, made as it is handed over, revoked if refused."""

import re

import pytest
import sqlalchemy as sa
from builders import a_user, as_user, set_on
from mailserver import in_use

from portfolio import store
from portfolio.errors import PortfolioError
from portfolio.reports.mails import invitation_mail
from portfolio.store import ids
from portfolio.store.schema import invitations, reminders, users
from portfolio.usecases.mails import invitations as mailed
from portfolio.usecases.mails import sending
from portfolio.usecases.people import inviting

PASSWORD = "gul-cykel-bag-skuret-7"


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A mail server on this machine that the program is set to use."""
    with in_use(tmp_path, monkeypatch) as running:
        yield running


@pytest.fixture
def house(seeded_db):
    """An administrator, and two who have never been in."""
    return {
        "ada": a_user(seeded_db, "administrator", name="Ada Test"),
        "bo": a_user(seeded_db, "reader", name="Bo Test", email="bo@kommune.test"),
        "cy": a_user(seeded_db, "reader", name="Cy Test", email="cy@kommune.test", language="en"),
    }


def send(house, *names):
    server = sending.server()
    write = invitation_mail.writer(sender=server.sender, public=sending.public())
    return mailed.send(as_user(house["ada"]), [house[name] for name in names], write, server)


def good_links():
    i = invitations.c
    chosen = sa.select(users.c.name).join(invitations, i.user_id == users.c.id)
    with store.reading() as connection:
        found = connection.execute(chosen.where(i.revoked_at.is_(None), i.used_at.is_(None)))
        return sorted(found.scalars())


def token_in(mail):
    text = mail.get_body(("plain",)).get_content().replace("\n", "")
    return re.search(r"https://tracker\.kommune\.test/invitation/([\w-]+)", text)[1]


def test_each_gets_a_link_of_their_own_that_works(house, server):
    outcome = send(house, "bo", "cy")
    assert (outcome.sent, outcome.faults) == (2, ())
    assert server.box.to == ["bo@kommune.test", "cy@kommune.test"]
    danish, english = server.box.mails
    assert danish["Subject"] == "Din adgang til porteføljetrackeren"
    assert english["Subject"] == "Your way into the portfolio tracker"
    assert "Ada Test har givet dig adgang" in danish.get_body(("plain",)).get_content()
    assert token_in(danish) != token_in(english)
    assert inviting.read(token_in(danish))["name"] == "Bo Test"
    inviting.accept(token_in(english), PASSWORD)
    assert good_links() == ["Bo Test"]


def test_a_second_mail_makes_the_first_link_worth_nothing(house, server):
    send(house, "bo")
    send(house, "bo")
    first, second = map(token_in, server.box.mails)
    assert inviting.read(second)["name"] == "Bo Test"
    with pytest.raises(PortfolioError, match="withdrawn"):
        inviting.read(first)


def test_a_server_that_is_down_makes_no_link_and_leaves_the_earlier_one(house, server, monkeypatch):
    earlier = inviting.new_link(as_user(house["ada"]), house["bo"])
    monkeypatch.setenv("PORTFOLIO_SMTP_PORT", "1")  # nothing listens there
    outcome = send(house, "bo", "cy")
    assert outcome.sent == 0
    (fault,) = outcome.faults
    assert fault.startswith("Mailserveren tager ikke imod mails: ")
    assert fault.endswith("Invitér dem igen, når mailserveren tager imod.")
    assert inviting.read(earlier.token)["name"] == "Bo Test"
    assert good_links() == ["Bo Test"]


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
def test_a_refused_letter_leaves_no_link_that_nobody_has(house, server, step):
    server.box.answers = {step: ["550 no"]}
    outcome = send(house, "bo", "cy")
    assert outcome.sent == 1
    (fault,) = outcome.faults
    assert "bo@kommune.test: ikke sendt (550 no)." in fault
    assert good_links() == ["Cy Test"]


def test_whoever_is_shut_out_gets_none_and_the_others_theirs(house, server, seeded_db):
    set_on(seeded_db, users, users.c.id == house["bo"], disabled_at=ids.now())
    outcome = send(house, "bo", "cy")
    assert outcome.sent == 1
    assert outcome.faults == (
        "Adgangen for Bo Test er spærret, eller der mangler en adresse, der kan sendes mail til.",
    )
    assert good_links() == ["Cy Test"]


def test_the_token_is_in_the_mail_and_nowhere_else(house, server):
    send(house, "bo")
    token = token_in(server.box.mails[0])
    with store.reading() as connection:
        for table in (reminders, invitations):
            for row in connection.execute(sa.select(table)):
                assert token not in map(str, row)
        row = connection.execute(sa.select(reminders)).one()
    assert (row.kind, row.state, row.email) == ("invitation", "sent", "bo@kommune.test")
