"""A key to the API: shown once, kept as a hash, worth nothing once it is revoked."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from builders import a_user, as_user, set_on

from portfolio import store
from portfolio.errors import NotAllowedError, PortfolioError
from portfolio.queries.api import tokens
from portfolio.store import changes
from portfolio.store.schema import api_tokens as table
from portfolio.store.schema import change_log, users
from portfolio.usecases.api import tokens as api_tokens
from portfolio.usecases.log import restoring

NOON = datetime(2022, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def admin(seeded_db):
    return as_user(a_user(seeded_db, "administrator"))


def known():
    with store.reading() as connection:
        return tokens.in_force(connection)


def revision():
    with store.reading() as connection:
        return changes.revision(connection)


def test_a_key_opens_the_api(admin):
    token = api_tokens.make(admin, "  Ledelsens  overblik ")
    (key,) = known()
    assert key.name == "Ledelsens overblik"
    assert key.created_by == "Test administrator"
    assert token.startswith("portefolje_")
    assert api_tokens.key_of(token) == key.id


def test_the_token_is_kept_nowhere(admin):
    token = api_tokens.make(admin, "Testprogram")
    assert len(token) > 50
    with store.reading() as connection:
        for one in (table, change_log):
            assert token not in str(connection.execute(sa.select(one)).all())


def test_a_revoked_key_opens_nothing_and_others_still_do(admin):
    first, other = api_tokens.make(admin, "Et"), api_tokens.make(admin, "Et andet")
    key = api_tokens.key_of(first)
    api_tokens.revoke(admin, key)
    before = revision()
    api_tokens.revoke(admin, key)  # twice is no fault, and is logged once
    assert revision() == before
    assert api_tokens.key_of(first) is None
    assert api_tokens.key_of(other) is not None
    assert [one.name for one in known()] == ["Et andet"]


def test_a_key_outlives_whoever_made_it(seeded_db, admin):
    token = api_tokens.make(admin, "Testprogram")
    set_on(seeded_db, users, users.c.id == admin.user_id, disabled_at="2022-05-01T00:00:00Z")
    assert api_tokens.key_of(token) is not None
    with pytest.raises(NotAllowedError):
        api_tokens.make(admin, "Et til")


@pytest.mark.parametrize("wrong", ["", "x", "' OR 1=1 --", "æøå", "a" * 10_000, "\0"])
def test_a_wrong_token_opens_nothing(admin, wrong):
    api_tokens.make(admin, "Testprogram")
    assert api_tokens.key_of(wrong) is None


@pytest.mark.parametrize("name", ["", "  ", "\u200e"])
def test_a_key_is_for_something(admin, name):
    with pytest.raises(PortfolioError, match="for"):
        api_tokens.make(admin, name)
    assert known() == ()


def test_its_use_is_noted_once_an_hour_and_is_no_change_of_the_portfolio(admin):
    token = api_tokens.make(admin, "Testprogram")
    before = revision()
    assert known()[0].used_at is None
    for minutes in (0, 59):
        api_tokens.key_of(token, NOON + timedelta(minutes=minutes))
    assert known()[0].used_at.startswith("2022-05-01T12:00")
    api_tokens.key_of(token, NOON + timedelta(minutes=61))
    assert known()[0].used_at.startswith("2022-05-01T13:01")
    assert revision() == before


def test_there_is_no_such_key(admin):
    with pytest.raises(PortfolioError, match="no such key"):
        api_tokens.revoke(admin, "nix")


def test_a_revoked_key_cannot_be_restored_by_the_log(admin):
    token = api_tokens.make(admin, "Testprogram")
    api_tokens.revoke(admin, api_tokens.key_of(token))
    with store.reading() as connection:
        asked = sa.select(change_log.c.id).where(change_log.c.action == "api_token.revoked")
        line = connection.execute(asked).scalar_one()
    with pytest.raises(PortfolioError):
        restoring.restore(admin, line)
    assert api_tokens.key_of(token) is None
