"""Who may come in: added, changed, tied to centres, shut out; and never nobody to manage them."""

import json
import threading
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from builders import a_user, as_user, set_on

from portfolio import store
from portfolio.domain.permissions import Role
from portfolio.errors import ConflictError, NotAllowedError, PortfolioError
from portfolio.queries.people import people
from portfolio.store.schema import (
    calendar_tokens,
    change_log,
    invitations,
    parties,
    user_parties,
    users,
)
from portfolio.usecases import secret_tokens, use_case
from portfolio.usecases.people import accounts, inviting, sessions
from portfolio.usecases.people import users as people_users

PASSWORD = "et langt kodeord til test 7"
NOW = "2026-01-01T00:00:00.000000+00:00"


@pytest.fixture
def administrator(seeded_db):
    """Somebody signed in who manages users."""
    return as_user(a_user(seeded_db, "administrator", last_seen_at=NOW, name="Ada Test"))


def row(user_id):
    with store.reading() as connection:
        found = connection.execute(sa.select(users).where(users.c.id == user_id)).mappings().one()
    return dict(found)


def party(code):
    asked = sa.select(parties.c.id).where(parties.c.code == code)
    with store.reading() as connection:
        return connection.execute(asked).scalar_one()


def parties_of(user_id):
    asked = sa.select(user_parties.c.party_id).where(user_parties.c.user_id == user_id)
    with store.reading() as connection:
        return set(connection.execute(asked).scalars())


def last_line():
    asked = sa.select(change_log).order_by(change_log.c.revision.desc()).limit(1)
    with store.reading() as connection:
        return connection.execute(asked).one()


def revision():
    with store.reading() as connection:
        return connection.execute(sa.select(sa.func.max(change_log.c.revision))).scalar_one()


def a_session(user_id):
    return store.in_transaction(lambda connection: sessions.start(connection, user_id))


def is_signed_in(token):
    with store.reading() as connection:
        return sessions.who(connection, token) is not None


def add(who, **given):
    values = {"email": "ny@kommune.test", "name": "Ny Test", "role": Role.READER, **given}
    return people_users.add_user(who, **values)


def test_a_new_user_is_invited_and_comes_in_by_the_link(administrator):
    made = add(administrator, email=" Ny@Kommune.TEST ", name="  Ny   Test ")

    assert row(made.user_id)["email"] == "ny@kommune.test"
    assert row(made.user_id)["name"] == "Ny Test"
    assert inviting.read(made.token)["user_id"] == made.user_id
    assert is_signed_in(inviting.accept(made.token, PASSWORD))


def test_the_link_ends_after_a_week(administrator):
    made = add(administrator)
    within, after = (datetime.now(UTC) + timedelta(days=days) for days in (6.9, 7.1))

    assert inviting.read(made.token, within)
    with pytest.raises(PortfolioError, match="too old"):
        inviting.read(made.token, after)


def test_no_secret_is_in_the_log_nor_in_what_is_printed(administrator):
    made = add(administrator, party_ids=[party("byc")])

    line = last_line()
    assert (line.action, line.actor, line.subject_id) == ("user.added", "Ada Test", made.user_id)
    after = json.loads(line.after)
    assert after["role"] == "reader"
    assert after["parties"] == [party("byc")]
    assert set(after) == {"name", "email", "role", "parties", "invitation_expires_at"}
    assert made.token not in repr(made)
    assert made.token not in line.after


def test_an_email_is_one_users_only(administrator):
    add(administrator)
    before = revision()
    with pytest.raises(PortfolioError, match="already has"):
        add(administrator, email="NY@kommune.test")
    other = add(administrator, email="anden@kommune.test")
    with pytest.raises(PortfolioError, match="already has"):
        people_users.change_user(administrator, other.user_id, 1, email="ny@kommune.test")
    assert row(other.user_id)["email"] == "anden@kommune.test"
    assert revision() == before + 1


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ny",
        "ny@kommune",
        "@kommune.test",
        "to ord@kommune.test",
        "ny@kommune.test\n.dk",
        "x" * 250 + "@kommune.test",
    ],
)
def test_what_is_no_email_is_refused(administrator, email):
    with pytest.raises(PortfolioError):
        add(administrator, email=email)


@pytest.mark.parametrize("name", ["", "  ", "x" * 200])
def test_a_user_has_a_name(administrator, name):
    with pytest.raises(PortfolioError):
        add(administrator, name=name)


def test_a_centre_that_is_not_there_is_refused(administrator):
    with pytest.raises(PortfolioError, match="not there"):
        add(administrator, party_ids=["nix"])


def test_in_local_mode_the_first_account_comes_first(seeded_db):
    with pytest.raises(PortfolioError, match="first account"):
        add(use_case.LOCAL)
    with store.reading() as connection:
        assert not use_case.any_account(connection)


def test_a_new_link_ends_the_one_before(administrator):
    made = add(administrator)
    again = inviting.new_link(administrator, made.user_id)

    with pytest.raises(PortfolioError, match="withdrawn"):
        inviting.read(made.token)
    assert inviting.read(again.token)
    assert "T" in json.loads(last_line().after)["invitation_expires_at"]


def test_a_revoked_link_opens_nothing(administrator):
    made = add(administrator)
    inviting.revoke_link(administrator, made.user_id)

    with pytest.raises(PortfolioError, match="withdrawn"):
        inviting.accept(made.token, PASSWORD)
    before = revision()
    inviting.revoke_link(administrator, made.user_id)
    assert revision() == before  # nothing to revoke, nothing logged


def test_name_email_role_and_centres_are_changed_together(administrator):
    made = add(administrator, party_ids=[party("byc")])
    people_users.change_user(
        administrator,
        made.user_id,
        1,
        name="Nyt Navn",
        email="nyt@kommune.test",
        role=Role.LEAD,
        party_ids=[party("burc")],
    )

    now = row(made.user_id)
    assert (now["name"], now["email"], now["role"], now["version"]) == (
        "Nyt Navn",
        "nyt@kommune.test",
        "lead",
        2,
    )
    assert parties_of(made.user_id) == {party("burc")}
    before, after = json.loads(last_line().before), json.loads(last_line().after)
    assert before["role"] == "reader"
    assert after["role"] == "lead"
    assert before["parties"] == [party("byc")]


def test_another_email_ends_the_link_that_went_to_the_wrong_one(administrator):
    made = add(administrator)
    people_users.change_user(administrator, made.user_id, 1, email="rigtig@kommune.test")
    with pytest.raises(PortfolioError, match="withdrawn"):
        inviting.read(made.token)


def test_another_name_does_not(administrator):
    made = add(administrator)
    people_users.change_user(administrator, made.user_id, 1, name="Nyt Navn")
    assert inviting.read(made.token)


def test_a_stale_save_is_refused_with_what_stands_now(administrator):
    made = add(administrator)
    people_users.change_user(administrator, made.user_id, 1, name="Den første")
    with pytest.raises(ConflictError) as refused:
        people_users.change_user(administrator, made.user_id, 1, name="Den anden")
    assert refused.value.theirs["name"] == "Den første"
    assert row(made.user_id)["name"] == "Den første"


def test_nothing_different_is_no_change(administrator):
    made = add(administrator)
    before = revision()
    people_users.change_user(
        administrator, made.user_id, 1, name="Ny Test", role=Role.READER, party_ids=[]
    )
    assert revision() == before


def test_a_user_is_tied_to_a_party_and_untied(administrator):
    made = add(administrator)
    people_users.tie(administrator, made.user_id, party("byc"))
    assert parties_of(made.user_id) == {party("byc")}
    assert json.loads(last_line().before) == {"parties": []}
    before = revision()
    people_users.tie(administrator, made.user_id, party("byc"))
    assert revision() == before
    people_users.untie(administrator, made.user_id, party("byc"))
    assert parties_of(made.user_id) == set()
    assert last_line().action == "user.untied"


def test_nobody_is_tied_to_a_party_that_is_out_of_use(seeded_db, administrator):
    made, gone = add(administrator), party("byc")
    set_on(seeded_db, parties, parties.c.id == gone, withdrawn_at=NOW)
    with pytest.raises(PortfolioError, match="not there any more"):
        people_users.tie(administrator, made.user_id, gone)
    assert parties_of(made.user_id) == set()


def test_whoever_is_shut_out_is_out_at_once_and_their_links_are_dead(administrator):
    made = add(administrator)
    token = inviting.accept(made.token, PASSWORD)
    link = inviting.new_link(administrator, made.user_id)
    store.in_transaction(
        lambda c: c.execute(
            sa.insert(calendar_tokens).values(
                id="k", user_id=made.user_id, token_hash="h", created_at=NOW
            )
        )
    )

    people_users.shut_out(administrator, made.user_id, "stoppet")

    assert not is_signed_in(token)
    with pytest.raises(PortfolioError):
        inviting.read(link.token)
    with pytest.raises(PortfolioError):
        accounts.sign_in("ny@kommune.test", PASSWORD, "127.0.0.1")
    with pytest.raises(NotAllowedError):
        people_users.sign_out_everywhere(as_user(made.user_id), made.user_id)
    with store.reading() as connection:
        assert connection.execute(sa.select(calendar_tokens.c.revoked_at)).scalar_one()
    assert (last_line().action, last_line().reason) == ("user.shut_out", "stoppet")
    with pytest.raises(PortfolioError, match="access is blocked"):
        inviting.new_link(administrator, made.user_id)


def test_let_in_again_signs_in_anew(administrator):
    made = add(administrator)
    token = inviting.accept(made.token, PASSWORD)
    people_users.shut_out(administrator, made.user_id)
    people_users.let_in(administrator, made.user_id)

    assert not is_signed_in(token)
    assert is_signed_in(accounts.sign_in("ny@kommune.test", PASSWORD, "127.0.0.1"))
    before = revision()
    people_users.let_in(administrator, made.user_id)
    assert revision() == before


def test_signed_out_everywhere_by_oneself_or_an_administrator(administrator, seeded_db):
    reader, other = a_user(seeded_db, "reader"), a_user(seeded_db, "reader")
    mine, theirs = [a_session(reader), a_session(reader)], a_session(other)

    people_users.sign_out_everywhere(as_user(reader), reader)
    assert not any(is_signed_in(token) for token in mine)
    assert is_signed_in(theirs)

    with pytest.raises(NotAllowedError):
        people_users.sign_out_everywhere(as_user(reader), other)
    assert is_signed_in(theirs)
    people_users.sign_out_everywhere(administrator, other)
    assert not is_signed_in(theirs)


@pytest.mark.parametrize("role", ["reader", "lead", "secretary", "director"])
def test_only_an_administrator_manages_users(administrator, seeded_db, role):
    who, other = as_user(a_user(seeded_db, role, "byc")), a_user(seeded_db, "reader")
    before = revision()
    refused = [
        lambda: add(who),
        lambda: people_users.change_user(who, other, 1, name="X"),
        lambda: people_users.change_user(who, str(who.user_id), 1, role=Role.ADMINISTRATOR),
        lambda: people_users.tie(who, other, party("byc")),
        lambda: people_users.untie(who, other, party("byc")),
        lambda: people_users.shut_out(who, other),
        lambda: people_users.let_in(who, other),
        lambda: inviting.new_link(who, other),
        lambda: inviting.revoke_link(who, other),
    ]
    for act in refused:
        with pytest.raises(NotAllowedError):
            act()
    assert revision() == before


def test_nobody_changes_their_own_role_or_shuts_themselves_out(administrator, seeded_db):
    a_user(seeded_db, "administrator", last_seen_at=NOW)
    me = str(administrator.user_id)
    with pytest.raises(PortfolioError, match="own role"):
        people_users.change_user(administrator, me, 1, role=Role.READER)
    with pytest.raises(PortfolioError, match="your own access"):
        people_users.shut_out(administrator, me)
    people_users.change_user(administrator, me, 1, name="Nyt Navn", role=Role.ADMINISTRATOR)
    assert row(me)["name"] == "Nyt Navn"


def test_the_last_administrator_stays(administrator, seeded_db):
    """On the command line there is no self; an administrator who never came in does not count."""
    me = str(administrator.user_id)
    a_user(seeded_db, "administrator")
    a_user(seeded_db, "administrator", last_seen_at=NOW, disabled_at=NOW)
    for act in (
        lambda: people_users.change_user(use_case.COMMAND, me, 1, role=Role.SECRETARY),
        lambda: people_users.shut_out(use_case.COMMAND, me),
    ):
        with pytest.raises(PortfolioError, match="last administrator"):
            act()
    assert row(me)["role"] == "administrator"
    assert row(me)["disabled_at"] is None


def test_one_of_two_administrators_can_go(administrator, seeded_db):
    other = a_user(seeded_db, "administrator", last_seen_at=NOW)
    people_users.change_user(administrator, other, 1, role=Role.READER)
    assert row(other)["role"] == "reader"


def at_once(*acts):
    """Run each in a thread, let go together; what each raised."""
    barrier, raised = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        barrier.wait()
        try:
            act()
        except PortfolioError as error:
            raised[number] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.parametrize("round", range(5))
def test_two_administrators_cannot_demote_each_other_at_once(seeded_db, round):
    one, two = (a_user(seeded_db, "administrator", last_seen_at=NOW) for _ in range(2))
    raised = at_once(
        lambda: people_users.change_user(as_user(one), two, 1, role=Role.READER),
        lambda: people_users.shut_out(as_user(two), one),
    )
    left = [
        r for r in (row(one), row(two)) if r["role"] == "administrator" and r["disabled_at"] is None
    ]
    assert len(left) == 1
    assert sum(error is not None for error in raised) == 1


def test_two_cannot_take_the_same_email_at_once(administrator):
    raised = at_once(lambda: add(administrator), lambda: add(administrator))
    assert sum(error is not None for error in raised) == 1
    with store.reading() as connection:
        count = sa.select(sa.func.count()).where(users.c.email == "ny@kommune.test")
        assert connection.execute(count).scalar_one() == 1


def test_no_such_user(administrator):
    for act in (
        lambda: people_users.change_user(administrator, "nix", 1, name="X"),
        lambda: people_users.shut_out(administrator, "nix"),
        lambda: inviting.new_link(administrator, "nix"),
    ):
        with pytest.raises(PortfolioError, match="no such user"):
            act()


def test_the_list_says_who_is_invited_active_and_shut_out(administrator, seeded_db):
    made = add(administrator, name="Aase Test")
    out = a_user(seeded_db, "reader", disabled_at=NOW, name="Bo Test")
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    with store.reading() as connection:
        found = {one.id: one for one in people.all_users(connection, at=at)}
    assert found[made.user_id].state == "invited"
    assert found[made.user_id].invited_until > at
    assert found[out].state == "shut_out"
    assert found[str(administrator.user_id)].state == "active"
    assert [one.name for one in found.values()] == ["Ada Test", "Bo Test", "Aase Test"]

    set_on(seeded_db, invitations, invitations.c.user_id == made.user_id, expires_at=NOW)
    with store.reading() as connection:
        assert people.user(connection, user_id=made.user_id, at=at).invited_until is None
        assert people.user(connection, user_id="nix", at=at) is None


def test_the_open_sessions_of_a_user(administrator, seeded_db):
    reader = a_user(seeded_db, "reader")
    here, there = a_session(reader), a_session(reader)
    a_session(str(administrator.user_id))
    sessions.end(a_session(reader))

    def found():
        with store.reading() as connection:
            return people.open_sessions(
                connection,
                user_id=reader,
                at=datetime.now(UTC).isoformat(),
                idle_since=NOW,
                token_hashes=frozenset({secret_tokens.hashed(here)}),
            )

    assert sorted(found()["here"]) == [False, True]
    sessions.end(there)
    assert list(found()["here"]) == [True]
    people_users.sign_out_everywhere(administrator, reader)
    assert list(found().columns) == ["created_at", "seen_at", "here"]
    assert found().empty
