"""Passwords, the first account, invitations, and how often one may guess."""

import logging
import threading
from datetime import UTC, datetime, timedelta

import argon2
import pytest
import sqlalchemy as sa
from builders import a_user, as_user

from portfolio import store
from portfolio.errors import NotAllowedError, PortfolioError
from portfolio.language import explain
from portfolio.store.schema import change_log, invitations, sign_in_attempts, users, web_sessions
from portfolio.usecases import use_case
from portfolio.usecases.people import accounts, attempts, inviting, passwords, sessions, setup_code

PASSWORD = "fire små ord her"
HERE, THERE = "192.0.2.1", "198.51.100.7"
EMAIL = "lene@kommune.test"


@pytest.fixture
def user(empty_db):
    """Somebody with a password; the id."""
    kept = passwords.hash_password(PASSWORD)
    return a_user(empty_db, "lead", email=EMAIL, name="Lene Prøve", password_hash=kept)


def rows(table):
    with store.reading() as connection:
        return connection.execute(sa.select(table)).mappings().all()


def users_set(user_id, **values):
    chosen = sa.update(users).where(users.c.id == user_id).values(values)
    store.in_transaction(lambda connection: connection.execute(chosen))


def whose(token):
    with store.reading() as connection:
        who = sessions.who(connection, token)
    return who and who.user_id


def refused(call, *given, **named):
    with pytest.raises(PortfolioError) as caught:
        call(*given, **named)
    return explain(caught.value)


# --- passwords ------------------------------------------------------------------------------------


def test_only_a_hash_that_names_its_parameters_is_kept():
    kept = passwords.hash_password(PASSWORD)
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept
    assert passwords.hash_password(PASSWORD) != kept


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        (PASSWORD, True),
        (PASSWORD.upper(), False),
        (PASSWORD + " ", False),
        ("", False),
        ("fire sma\u030a ord her", True),
    ],
)
def test_a_password_is_right_or_wrong_whichever_way_the_keyboard_makes_an_å(typed, right):
    assert passwords.check_password(passwords.hash_password(PASSWORD), typed) is right


@pytest.mark.parametrize("kept", [None, "", "not a hash", "$argon2id$v=19$m=1$broken"])
def test_where_there_is_no_hash_no_password_is_right(kept):
    assert passwords.check_password(kept, "nobody has this password") is False


@pytest.mark.parametrize(
    "password",
    [
        "kort",
        "elleve tegn",
        "lene@kommune.test",
        "Lene@Kommune.TEST 1",
        "leneprøve 2026",
        "Lene Prøve 12",
        "aaaaaaaaaaaaaa",
        "ababababababab",
        "lenelenelenelene",
        "x" * 501,
    ],
)
def test_a_password_that_is_guessed_at_once_is_refused(password):
    assert refused(passwords.require_good, password, email=EMAIL, name="Lene Prøve")


@pytest.mark.parametrize(
    "password", ["fire små ord her", "kun små bogstaver", "123456789 og lidt", "x" * 400 + "yzwø"]
)
def test_no_rule_asks_for_digits_or_capitals(password):
    passwords.require_good(password, email=EMAIL, name="Lene Prøve")


# --- sign in --------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [EMAIL, " Lene@Kommune.TEST "])
def test_the_right_password_starts_a_session(user, typed):
    token = accounts.sign_in(typed, PASSWORD, HERE)
    assert whose(token) == user
    (kept,) = rows(web_sessions)
    assert token not in kept.values()


def meanwhile(monkeypatch, act):
    """Have something happen just after a password was found right, which takes its time."""
    check, done = passwords.check_password, []

    def checked(kept, password):
        right = check(kept, password)
        if not done:
            done.append(True)
            act()
        return right

    monkeypatch.setattr(passwords, "check_password", checked)


@pytest.mark.parametrize("outdated", [False, True])
def test_a_sign_in_does_not_outlive_a_password_changed_under_way(user, monkeypatch, outdated):
    monkeypatch.setattr(passwords, "is_outdated", lambda kept: outdated)
    other = "helt andre ord nu"
    meanwhile(monkeypatch, lambda: accounts.change_password(as_user(user), PASSWORD, other))
    assert "forkert" in refused(accounts.sign_in, EMAIL, PASSWORD, HERE)
    assert all(row["ended_at"] for row in rows(web_sessions))
    assert accounts.sign_in(EMAIL, other, HERE)


def test_an_account_shut_under_way_lets_nobody_in(user, monkeypatch):
    meanwhile(monkeypatch, lambda: users_set(user, disabled_at="2022-05-01T00:00:00Z"))
    refused(accounts.sign_in, EMAIL, PASSWORD, HERE)
    assert rows(web_sessions) == []


def test_of_two_changes_of_a_password_at_once_the_later_is_refused(user, monkeypatch):
    meanwhile(
        monkeypatch, lambda: accounts.change_password(as_user(user), PASSWORD, "den foerste af to")
    )
    refused(accounts.change_password, as_user(user), PASSWORD, "den anden af to nye")
    assert accounts.sign_in(EMAIL, "den foerste af to", HERE)


def test_each_sign_in_has_a_token_of_its_own(user):
    assert accounts.sign_in(EMAIL, PASSWORD, HERE) != accounts.sign_in(EMAIL, PASSWORD, HERE)


def test_a_wrong_password_and_an_unknown_e_mail_are_told_the_same(user):
    wrong = refused(accounts.sign_in, EMAIL, "forkert kode her", HERE)
    assert wrong == refused(accounts.sign_in, "ingen@kommune.test", PASSWORD, HERE)
    assert rows(web_sessions) == []


@pytest.mark.parametrize("email", [EMAIL, "ingen@kommune.test"])
def test_a_password_is_worked_on_whether_the_e_mail_is_known_or_not(user, email, monkeypatch):
    checked = []

    class Counting(argon2.PasswordHasher):
        def verify(self, kept, password):
            checked.append(self.check_needs_rehash(kept))
            return super().verify(kept, password)

    monkeypatch.setattr(passwords, "_HASHER", Counting())
    refused(accounts.sign_in, email, "forkert kode her", HERE)
    assert checked == [False]  # once, against a hash of today's parameters


def test_an_invited_user_without_a_password_cannot_sign_in(empty_db):
    a_user(empty_db, "lead", email=EMAIL)
    assert refused(accounts.sign_in, EMAIL, "nobody has this password", HERE)
    assert refused(accounts.sign_in, EMAIL, "", HERE)


def test_a_closed_account_is_told_so_only_with_its_password(empty_db):
    kept = passwords.hash_password(PASSWORD)
    a_user(empty_db, "lead", email=EMAIL, password_hash=kept, disabled_at="2022-01-01")
    assert "spærret" in refused(accounts.sign_in, EMAIL, PASSWORD, HERE)
    assert "spærret" not in refused(accounts.sign_in, EMAIL, "forkert kode her", HERE)
    assert rows(web_sessions) == []


def test_a_hash_of_weaker_parameters_is_made_anew_at_the_next_sign_in(empty_db):
    weak = argon2.PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    a_user(empty_db, "lead", email=EMAIL, password_hash=weak)
    accounts.sign_in(EMAIL, PASSWORD, HERE)
    (user,) = rows(users)
    assert user["password_hash"] != weak
    assert not passwords.is_outdated(user["password_hash"])
    assert accounts.sign_in(EMAIL, PASSWORD, HERE)


@pytest.mark.parametrize("email", ["x\x00y@z.test", "'; drop table users; --", "å" * 9999, ""])
def test_whatever_is_typed_as_e_mail_is_only_wrong(user, email):
    assert refused(accounts.sign_in, email, "\x00" * 5000, HERE)


def test_refusals_are_logged_without_what_was_typed(user, caplog):
    caplog.set_level(logging.WARNING)
    refused(accounts.sign_in, EMAIL, "hemmelig nøgle", HERE)
    refused(accounts.sign_in, "hemmelig nøgle\nforged line", "x", HERE)
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]
    assert user in caplog.text
    assert HERE in caplog.text
    assert "hemmelig" not in caplog.text
    assert "forged" not in caplog.text
    assert "hemmelig" not in str(rows(sign_in_attempts))


# --- guessing -------------------------------------------------------------------------------------


def failed(count, email=EMAIL, address=HERE, at=None):
    for _attempt in range(count):
        attempts.begin(email, address, at)


def test_after_many_failures_even_the_right_password_has_to_wait(user):
    failed(attempts.PER_EMAIL - 1)
    assert accounts.sign_in(EMAIL, PASSWORD, HERE)
    failed(attempts.PER_EMAIL)
    assert refused(accounts.sign_in, EMAIL, PASSWORD, THERE) == (
        "For mange forsøg er slået fejl. Prøv igen om 15 min."
    )


def test_the_wait_is_told_ends_and_is_not_made_longer_by_trying(empty_db):
    start = datetime(2022, 5, 1, 12, tzinfo=UTC)
    failed(attempts.PER_EMAIL, at=start)
    for minute in (1, 5, 14):
        with pytest.raises(attempts.TooManyError) as caught:
            attempts.begin(EMAIL, HERE, start + timedelta(minutes=minute))
        assert caught.value.values == {"minutes": 15 - minute}
    attempts.begin(EMAIL, HERE, start + timedelta(minutes=15, seconds=1))


def test_one_address_may_not_try_everybody(user):
    for number in range(attempts.PER_ADDRESS):
        attempts.begin(f"{number}@kommune.test", HERE)
    assert "Prøv igen om" in refused(accounts.sign_in, EMAIL, PASSWORD, HERE)
    assert accounts.sign_in(EMAIL, PASSWORD, THERE)


def test_a_success_clears_nothing_for_others(user):
    failed(attempts.PER_EMAIL, "anden@kommune.test")
    accounts.sign_in(EMAIL, PASSWORD, HERE)
    assert "Prøv igen om" in refused(accounts.sign_in, "anden@kommune.test", PASSWORD, THERE)
    for number in range(attempts.PER_ADDRESS):  # nor for the address
        attempts.begin(f"{number}@kommune.test", THERE)
        if number == attempts.PER_ADDRESS // 2:
            accounts.sign_in(EMAIL, PASSWORD, THERE)
    assert "Prøv igen om" in refused(accounts.sign_in, EMAIL, PASSWORD, THERE)


def test_a_household_of_ipv6_counts_as_one_address(empty_db):
    for number in range(attempts.PER_ADDRESS):
        attempts.begin(f"{number}@kommune.test", f"2001:db8:1:2::{number:x}")
    assert refused(attempts.begin, EMAIL, "2001:db8:1:2:ffff::1")
    attempts.begin(EMAIL, "2001:db8:1:3::1")


def test_many_guesses_at_once_are_no_way_round(user):
    told = []

    def guess():
        try:
            attempts.begin(EMAIL, HERE)
            told.append("may")
        except attempts.TooManyError:
            told.append("wait")

    guesses = [threading.Thread(target=guess) for _guess in range(attempts.PER_EMAIL + 6)]
    for one in guesses:
        one.start()
    for one in guesses:
        one.join()
    assert sorted(told) == ["may"] * attempts.PER_EMAIL + ["wait"] * 6


def test_attempts_are_not_kept_for_good(empty_db):
    long_ago = datetime.now(UTC) - timedelta(days=2)
    failed(3, at=long_ago)
    failed(1)
    assert len(rows(sign_in_attempts)) == 1


# --- the first account ----------------------------------------------------------------------------


def first(**given):
    return accounts.first_account(
        **{
            "name": " Åse  Prøve ",
            "email": " Aase@Kommune.test",
            "password": PASSWORD,
            "code": None,
            "address": HERE,
            **given,
        }
    )


def test_at_the_machine_the_first_account_needs_no_code(empty_db):
    token = first(at_the_machine=True)
    (user,) = rows(users)
    assert (user["name"], user["email"], user["role"]) == (
        "Åse Prøve",
        "aase@kommune.test",
        "administrator",
    )
    assert whose(token) == user["id"]
    assert accounts.sign_in("aase@kommune.test", PASSWORD, HERE)


def test_it_is_logged_without_a_secret(empty_db):
    first(at_the_machine=True)
    (line,) = rows(change_log)
    assert (line["action"], line["subject_table"]) == ("user.first_account", "users")
    assert "argon2" not in str(dict(line))


@pytest.mark.parametrize("code", [None, "", "AAAA-AAAA-AAAA", "x" * 9999, "\x00"])
def test_from_elsewhere_it_needs_the_code(empty_db, code):
    assert "Opstartskoden er forkert" in refused(first, code=code)
    assert rows(users) == []


@pytest.mark.parametrize("spell", [str, str.lower, lambda code: f" {code.replace('-', ' ')} "])
def test_the_code_may_be_typed_as_it_is_read(empty_db, spell):
    assert first(code=spell(setup_code.CODE))


def test_codes_cannot_be_guessed_at_length(empty_db):
    for _guess in range(attempts.PER_EMAIL):
        refused(first, code="AAAA-AAAA-AAAA")
    assert "Prøv igen om" in refused(first, code=setup_code.CODE)
    assert first(code=setup_code.CODE, address=THERE)


def test_there_is_only_one_first_account(empty_db):
    first(at_the_machine=True)
    for given in ({"at_the_machine": True}, {"code": setup_code.CODE}):
        with pytest.raises(NotAllowedError):
            first(email="anden@kommune.test", **given)
    assert len(rows(users)) == 1


def test_two_first_accounts_at_once_are_one(empty_db):
    told = []

    def make(number):
        try:
            told.append(first(email=f"{number}@kommune.test", at_the_machine=True))
        except NotAllowedError:
            told.append(None)

    makers = [threading.Thread(target=make, args=(number,)) for number in range(4)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert len(told) == 4
    assert len([token for token in told if token]) == 1
    assert len(rows(users)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "x" * 121},
        {"email": "ingen"},
        {"email": "a b@c.test"},
        {"email": "a@b"},
        {"email": "a@b.test\nBcc: x@y.test"},
        {"password": "kort"},
        {"password": "Åse Prøve 123"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_kept(empty_db, wrong):
    assert refused(first, at_the_machine=True, **wrong)
    assert rows(users) == []


def test_from_then_on_nobody_is_administrator_for_sitting_at_the_machine(empty_db):
    first(at_the_machine=True)
    with store.reading() as connection:
        assert use_case.person_of(connection, use_case.LOCAL) is None


def test_with_the_municipalitys_login_it_has_no_password(empty_db):
    first(password=None, at_the_machine=True)
    assert rows(users)[0]["password_hash"] is None


# --- invitations ----------------------------------------------------------------------------------


@pytest.fixture
def guest(empty_db):
    """An invited user; (id, token)."""
    user_id, token = a_user(empty_db, "lead", email=EMAIL, name="Lene Prøve"), "t" * 43
    store.in_transaction(lambda c: inviting.add(c, user_id, "Test", token))
    return user_id, token


def test_the_link_is_looked_at_without_being_spent(guest):
    for _look in range(3):
        assert inviting.read(guest[1])["email"] == EMAIL
    assert rows(invitations)[0]["used_at"] is None


def test_the_password_chosen_signs_in_now_and_later(guest):
    user_id, token = guest
    assert whose(inviting.accept(token, PASSWORD)) == user_id
    assert whose(accounts.sign_in(EMAIL, PASSWORD, HERE)) == user_id
    assert rows(change_log)[-1]["action"] == "user.password_chosen"
    assert "argon2" not in str(rows(change_log))


def test_a_link_works_once(guest):
    inviting.accept(guest[1], PASSWORD)
    assert "brugt" in refused(inviting.accept, guest[1], "en helt anden kode")
    assert accounts.sign_in(EMAIL, PASSWORD, HERE)


def test_a_bad_password_does_not_spend_the_link(guest):
    refused(inviting.accept, guest[1], "kort")
    assert inviting.accept(guest[1], PASSWORD)


def test_a_link_gets_old(guest):
    late = datetime.now(UTC) + inviting.LASTS + timedelta(seconds=1)
    assert "for gammelt" in refused(inviting.accept, guest[1], PASSWORD, at=late)
    assert "for gammelt" in refused(inviting.read, guest[1], late)


def test_a_withdrawn_link_is_worth_nothing(guest):
    store.in_transaction(lambda c: inviting.revoke_all(c, guest[0]))
    assert "trukket tilbage" in refused(inviting.accept, guest[1], PASSWORD)


def test_a_link_being_withdrawn_is_not_spent(guest):
    user_id, token = guest
    said = []

    def accept():
        said.append(refused(inviting.accept, token, PASSWORD))

    with store.engine(store.url()).begin() as connection:
        inviting.revoke_all(connection, user_id)
        accepting = threading.Thread(target=accept)
        accepting.start()
        accepting.join(1.0)  # on PostgreSQL it has read the link by now, and waits to spend it
    accepting.join()
    assert "trukket" in said[0]
    assert rows(users)[0]["password_hash"] is None


def test_a_new_link_withdraws_the_one_before(guest):
    store.in_transaction(lambda c: inviting.add(c, guest[0], "Test", "n" * 43))
    assert "trukket tilbage" in refused(inviting.read, guest[1])
    assert inviting.accept("n" * 43, PASSWORD)


def test_the_link_of_somebody_shut_out_is_worth_nothing(guest):
    shut = sa.update(users).values(disabled_at="2022-01-01")
    store.in_transaction(lambda c: c.execute(shut))
    assert refused(inviting.accept, guest[1], PASSWORD)


@pytest.mark.parametrize("token", ["", "x", "\x00", "t" * 42, "å" * 9000])
def test_a_link_nobody_made_is_refused(guest, token):
    assert "ingen invitation" in refused(inviting.read, token)


def test_the_way_back_in_for_who_lost_the_password(user):
    before = accounts.sign_in(EMAIL, PASSWORD, HERE)
    token = accounts.make_recovery_token(EMAIL)
    assert whose(before) == user  # nothing happens until it is used
    after = inviting.accept(token, "en helt anden kode")
    assert whose(before) is None
    assert whose(after) == user
    assert refused(accounts.sign_in, EMAIL, PASSWORD, HERE)


def test_there_is_no_way_back_for_a_stranger(user):
    assert "ingen@kommune.test" in refused(accounts.make_recovery_token, "ingen@kommune.test")


# --- another password -----------------------------------------------------------------------------


def test_another_password_ends_the_other_sessions(user):
    here, there = (accounts.sign_in(EMAIL, PASSWORD, HERE) for _browser in range(2))
    accounts.change_password(as_user(user), PASSWORD, "en helt anden kode", keep=here)
    assert (whose(here), whose(there)) == (user, None)
    assert refused(accounts.sign_in, EMAIL, PASSWORD, HERE)
    assert accounts.sign_in(EMAIL, "en helt anden kode", HERE)
    assert "argon2" not in str(rows(change_log))


def test_the_old_password_is_asked_for_and_cannot_be_guessed(user):
    for _guess in range(attempts.PER_EMAIL):
        said = refused(accounts.change_password, as_user(user), "gæt", "en helt anden kode")
        assert "gamle adgangskode" in said
    said = refused(accounts.change_password, as_user(user), PASSWORD, "en helt anden kode")
    assert "Prøv igen om" in said


def test_a_bad_new_password_changes_nothing(user):
    assert "for kort" in refused(accounts.change_password, as_user(user), PASSWORD, "kort")
    assert accounts.sign_in(EMAIL, PASSWORD, HERE)


@pytest.mark.parametrize("who", [use_case.LOCAL, use_case.Who(use_case.EntryWay.ACCOUNT, "nobody")])
def test_who_has_no_account_has_no_password(user, who):
    assert refused(accounts.change_password, who, PASSWORD, "en helt anden kode")
