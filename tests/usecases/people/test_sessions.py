"""How long somebody stays signed in, and what ends it; the same for the municipality's login."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from builders import a_user

from portfolio import store
from portfolio.store.schema import users, web_sessions
from portfolio.usecases.people import sessions

MOMENT = timedelta(seconds=1)


@pytest.fixture
def user(empty_db):
    return a_user(empty_db, "lead", email="lene@kommune.test")


@pytest.fixture
def token(user):
    return store.in_transaction(lambda connection: sessions.start(connection, user))


def found(token, after=timedelta(0)):
    with store.reading() as connection:
        return sessions.find(connection, token, datetime.now(UTC) + after)


def change(user, **values):
    chosen = sa.update(users).where(users.c.id == user)
    store.in_transaction(lambda connection: connection.execute(chosen.values(values)))


def test_a_session_is_its_users(user, token):
    assert found(token).who.user_id == user


@pytest.mark.parametrize("forged", ["", "x" * 43, "\x00", "å"])
def test_a_forged_token_is_nobodys(token, forged):
    assert found(forged) is None
    assert found(token + "x") is None


def test_what_is_kept_does_not_open_the_door(token):
    with store.reading() as connection:
        kept = connection.execute(sa.select(web_sessions.c.token_hash)).scalar_one()
    assert kept != token
    assert found(kept) is None


def test_it_ends_when_nobody_has_used_it_for_long(token):
    assert found(token, sessions.IDLE - MOMENT)
    assert found(token, sessions.IDLE + MOMENT) is None


def test_use_keeps_it_but_not_for_ever(token):
    start = datetime.now(UTC)
    step = sessions.IDLE - timedelta(minutes=1)
    used = timedelta(0)
    while used + step < sessions.LONGEST:
        used += step
        assert found(token, used)
        sessions.touch(token, start + used)
    assert found(token, sessions.LONGEST - timedelta(minutes=1))
    sessions.touch(token, start + sessions.LONGEST - timedelta(minutes=1))
    assert found(token, sessions.LONGEST + MOMENT) is None


def test_use_is_noted_once_a_minute_and_shown_for_the_user(user, token):
    assert not found(token, timedelta(seconds=59)).stale
    assert found(token, timedelta(seconds=61)).stale
    later = datetime.now(UTC) + timedelta(minutes=2)
    sessions.touch(token, later)
    assert not found(token, timedelta(minutes=2)).stale
    with store.reading() as connection:
        seen = connection.execute(sa.select(users.c.last_seen_at)).scalar_one()
    assert seen == later.isoformat(timespec="microseconds")


def test_signing_out_ends_it_at_once(token):
    sessions.end(token)
    assert found(token) is None


def test_a_session_ended_stays_ended(token):
    sessions.end(token)
    sessions.touch(token)
    assert found(token) is None


def test_all_can_be_ended_but_one(user, token):
    other = store.in_transaction(lambda connection: sessions.start(connection, user))
    store.in_transaction(lambda connection: sessions.end_all(connection, user, but=other))
    assert found(token) is None
    assert found(other)


def test_a_user_shut_out_is_out(user, token):
    change(user, disabled_at=datetime.now(UTC).isoformat(timespec="microseconds"))
    assert found(token) is None


def test_who_signed_in_before_valid_from_is_out(user, token):
    change(user, valid_from=datetime.now(UTC).isoformat(timespec="microseconds"))
    assert found(token) is None


def test_old_sessions_are_not_kept_for_good(user, token):
    long_ago = (datetime.now(UTC) - 2 * sessions.LONGEST).isoformat(timespec="microseconds")
    old = sa.update(web_sessions).values(expires_at=long_ago)
    store.in_transaction(lambda connection: connection.execute(old))
    store.in_transaction(lambda connection: sessions.start(connection, user))
    with store.reading() as connection:
        assert len(connection.execute(sa.select(web_sessions)).all()) == 1


# --- the municipality's own login -----------------------------------------------------------------


def claims(ago=timedelta(0), **given):
    return {
        "iss": "https://login.kommune.test",
        "sub": "1",
        "email": "Lene@Kommune.test",
        "nonce": "n",
        "iat": int((datetime.now(UTC) - ago).timestamp()),
        **given,
    }


def admitted(said):
    sessions.admit(said)
    token = sessions.token_of_claims(said)
    return token and found(token)


def test_a_sign_in_there_starts_a_session_here(user):
    assert admitted(claims()).who.user_id == user


def test_it_starts_one_session_however_often_it_is_seen(user):
    said = claims()
    for _run in range(3):
        assert admitted(said)
    with store.reading() as connection:
        assert len(connection.execute(sa.select(web_sessions)).all()) == 1


def test_it_is_ended_as_any_other_and_the_cookie_replayed_is_worth_nothing(user):
    said = claims()
    assert admitted(said)
    sessions.end(sessions.token_of_claims(said))
    assert admitted(said) is None


def test_the_next_sign_in_there_counts_again(user):
    said = claims()
    admitted(said)
    sessions.end(sessions.token_of_claims(said))
    assert admitted(said | {"nonce": "another"})


def test_it_is_as_old_as_the_login_says(user):
    assert admitted(claims(sessions.LONGEST - timedelta(minutes=1)))
    assert admitted(claims(sessions.LONGEST + timedelta(minutes=1), nonce="old")) is None


def test_a_sign_in_before_valid_from_does_not_count(user):
    said = claims(timedelta(minutes=5))
    change(user, valid_from=datetime.now(UTC).isoformat(timespec="microseconds"))
    assert admitted(said) is None


@pytest.mark.parametrize(
    "said",
    [
        {"email": "ukendt@kommune.test"},
        {"email": ""},
        {"email": None},
        {"iat": None},
        {"iat": "yesterday"},
        {"email_verified": False},
    ],
)
def test_who_is_not_known_for_sure_is_not_let_in(user, said):
    assert admitted(claims(**said)) is None


def test_a_clock_ahead_of_ours_wins_no_time(user):
    ahead = claims(timedelta(hours=-2))
    assert admitted(ahead)
    assert found(sessions.token_of_claims(ahead), sessions.LONGEST + MOMENT) is None


def test_what_one_login_says_of_two_people_is_never_the_same(user):
    one, other = claims(sub='1", "x'), claims(sub="1", email='x", "lene@kommune.test')
    assert sessions.token_of_claims(one) != sessions.token_of_claims(other)
