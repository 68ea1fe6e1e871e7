"""The calendar link: made once, shown once, worth nothing when it should not be."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from builders import a_user, as_user, set_on

from portfolio import store
from portfolio.errors import NotAllowedError, PortfolioError
from portfolio.queries.calendar import calendar
from portfolio.store.schema import calendar_tokens, change_log, users
from portfolio.usecases import use_case
from portfolio.usecases.calendar import links


@pytest.fixture
def user(seeded_db):
    return a_user(seeded_db, "reader", language="en")


def link(user_id: str) -> calendar.Link | None:
    with store.reading() as connection:
        return calendar.link(connection, user_id=user_id)


def test_a_token_opens_the_users_calendar(user):
    feed = links.open_feed(links.make(as_user(user)))
    assert feed is not None
    assert feed.language == "en"
    assert len(feed.entries) == 18


def test_the_token_is_kept_nowhere(user):
    token = links.make(as_user(user))
    assert len(token) >= 43
    with store.reading() as connection:
        for table in (calendar_tokens, change_log):
            assert token not in str(connection.execute(sa.select(table)).all())


def test_a_new_link_closes_the_one_before(user):
    old, new = links.make(as_user(user)), links.make(as_user(user))
    assert links.open_feed(old) is None
    assert links.open_feed(new) is not None


def test_a_new_link_leaves_other_peoples_alone(seeded_db, user):
    theirs = links.make(as_user(a_user(seeded_db, "reader")))
    links.make(as_user(user))
    assert links.open_feed(theirs) is not None


def test_a_closed_link_opens_nothing(user):
    token = links.make(as_user(user))
    links.revoke(as_user(user))
    assert links.open_feed(token) is None
    assert link(user) is None
    links.revoke(as_user(user))  # closing what is closed is no fault


@pytest.mark.parametrize("wrong", ["", "x", "' OR 1=1 --", "æøå", "a" * 10_000, "\0"])
def test_a_wrong_token_opens_nothing(user, wrong):
    links.make(as_user(user))
    assert links.open_feed(wrong) is None


def test_a_shut_account_has_no_calendar(seeded_db, user):
    token = links.make(as_user(user))
    set_on(seeded_db, users, users.c.id == user, disabled_at="2022-05-01T00:00:00Z")
    assert links.open_feed(token) is None
    with pytest.raises(NotAllowedError):
        links.make(as_user(user))


def test_a_role_taken_away_counts_at_the_next_fetch(seeded_db):
    lead = a_user(seeded_db, "lead", "ungecenteret")
    token = links.make(as_user(lead))
    assert len(links.open_feed(token).entries) < 18
    set_on(seeded_db, users, users.c.id == lead, role="director")
    assert len(links.open_feed(token).entries) == 18


def test_whoever_has_no_account_has_no_link(seeded_db):
    with pytest.raises(PortfolioError, match="account"):
        links.make(use_case.LOCAL)


def test_the_user_sees_whether_it_is_in_use(user):
    token = links.make(as_user(user))
    assert link(user).used_at is None
    first = datetime(2022, 5, 1, 12, tzinfo=UTC)
    for at in (first, first + timedelta(minutes=59)):
        links.open_feed(token, at)
    assert link(user).used_at.startswith("2022-05-01T12:00")  # noted once an hour
    links.open_feed(token, first + timedelta(minutes=61))
    assert link(user).used_at.startswith("2022-05-01T13:01")


@pytest.mark.parametrize(
    ("given", "otherwise", "address"),
    [
        ("https://tracker.kommune.test/", "http://x", "https://tracker.kommune.test"),
        (None, "http://127.0.0.1:8501/", "http://127.0.0.1:8501"),
        ("https://kommune.test/portefolje", "", "https://kommune.test/portefolje"),
        (None, "", None),
        ("ftp://kommune.test", "", None),
        ("kommune.test", "", None),
    ],
)
def test_where_the_program_is_reached(monkeypatch, given, otherwise, address):
    monkeypatch.delenv("PORTFOLIO_URL_PUBLIC", raising=False)
    if given:
        monkeypatch.setenv("PORTFOLIO_URL_PUBLIC", given)
    assert links.public_address(otherwise) == address
    if address:
        assert links.address("t", otherwise) == f"{address}/calendar.ics?token=t"
