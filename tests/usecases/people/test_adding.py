"""Users from a pasted list: all of them in one act, with their centres, or none."""

import pytest
import sqlalchemy as sa
from builders import a_user, as_user

from portfolio import store
from portfolio.domain import clock
from portfolio.domain.permissions import Role
from portfolio.errors import NotAllowedError, PortfolioError
from portfolio.queries.people import people
from portfolio.store import schema
from portfolio.usecases.lists.centres import plain
from portfolio.usecases.people import adding, inviting
from portfolio.usecases.use_case import LOCAL

LIST = """Navn;Mail;Center
Hanne Holm;hanne@nordby.dk;Ungecenteret
Per Poulsen;per@nordby.dk;Center for Teknik & Miljø
Ida Iversen;ida@nordby.dk;
Bo Bang;bo@nordby.dk;Teknik- og Miljøcentret
"""


@pytest.fixture
def administrator(seeded_db):
    return as_user(a_user(seeded_db, "administrator", name="Ada Test", email="ada@nordby.dk"))


def users():
    with store.reading() as connection:
        return {one.email: one for one in people.all_users(connection, at=clock.now())}


def count(table):
    with store.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def test_everybody_is_made_with_the_centres_that_are_missing(administrator):
    before = count(schema.parties)
    made = adding.add_all(administrator, LIST)
    found = users()
    assert [found[email].role for email in ("hanne@nordby.dk", "ida@nordby.dk")] == [
        Role.LEAD,
        Role.READER,
    ]
    assert found["hanne@nordby.dk"].party_names == ("Ungecenteret",)
    # Spelled two ways it is one centre.
    assert found["per@nordby.dk"].party_ids == found["bo@nordby.dk"].party_ids
    assert count(schema.parties) == before + 1
    assert [inviting.read(one.token)["name"] for one in made] == [
        "Hanne Holm",
        "Per Poulsen",
        "Ida Iversen",
        "Bo Bang",
    ]
    with store.reading() as connection:
        log = schema.change_log.c
        added = sa.select(sa.func.count()).where(log.action.in_(["user.added", "party.added"]))
        assert connection.execute(added).scalar_one() == 5


def test_once_more_makes_nobody(administrator):
    adding.add_all(administrator, LIST)
    found = adding.preview(administrator, LIST)
    assert found.new == ()
    assert [line for line, _email in found.known] == [2, 3, 4, 5]
    with pytest.raises(PortfolioError, match="nobody new"):
        adding.add_all(administrator, LIST)


def test_one_wrong_line_makes_nobody_and_is_named(administrator):
    with pytest.raises(PortfolioError, match=r"linje 6: .*not an e-mail"):
        adding.add_all(administrator, f"{LIST}Kaj;kaj@nordby;Teknik")
    assert set(users()) == {"ada@nordby.dk"}
    found = adding.preview(administrator, f"{LIST}{'x' * 121};kaj@nordby.dk;Teknik")
    assert [line for line, _error in found.problems] == [6]


def test_who_stands_there_twice_has_both_centres(administrator):
    text = "Hanne;h@k.dk\nHanne;H@k.dk;Ungecenteret\nHanne;h@k.dk;Fritid og Kultur"
    found = adding.preview(administrator, text)
    assert [line for line, _email in found.twice] == [2, 3]
    adding.add_all(administrator, text)
    made = users()["h@k.dk"]
    assert (made.role, len(made.party_ids)) == (Role.LEAD, 2)


def test_only_who_manages_users(seeded_db):
    who = as_user(a_user(seeded_db, "secretary"))
    for work in (adding.preview, adding.add_all):
        with pytest.raises(NotAllowedError):
            work(who, LIST)


def test_the_first_account_comes_first(seeded_db):
    with pytest.raises(PortfolioError, match="first account"):
        adding.add_all(LOCAL, LIST)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Teknik og Miljø", "Center for Teknik & Miljø", True),
        ("Teknik og Miljø", "TEKNIK- OG MILJØCENTRET", True),
        ("Børn & Unge", "Børn og unge", True),
        ("Center", "Center", True),
        ("Børn", "Unge", False),
        ("Center Syd", "Center Nord", False),
    ],
)
def test_how_names_of_centres_are_compared(one, other, same):
    assert (plain(one) == plain(other)) == same
