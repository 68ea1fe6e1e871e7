"""Who looks at a page is asked anew at every run: nobody stays in longer than they may."""

from datetime import UTC, datetime

import pytest
import screen
import sqlalchemy as sa
from builders import a_user

from portfolio import store
from portfolio.store.schema import users
from portfolio.usecases.people import local_mode, sessions

TITLE = "Civilsamfund og lokale fællesskaber"


def change(user, **values):
    chosen = sa.update(users).where(users.c.id == user).values(values)
    store.in_transaction(lambda connection: connection.execute(chosen))


def titles(opened):
    return [title.value for title in opened.title]


def said(opened):
    return " ".join(block.value for block in opened.markdown)


@pytest.fixture
def claims(monkeypatch):
    """Sets what the municipality's own login says of the reader."""
    spoken = {}
    monkeypatch.setattr("streamlit.user_info.UserInfoProxy.to_dict", lambda _self: spoken)

    def say(**given):
        spoken.clear()
        now = int(datetime.now(UTC).timestamp())
        spoken.update({"is_logged_in": True, "sub": "1", "iat": now, **given})

    return say


def test_at_the_machine_a_quiet_line_offers_the_first_account(seeded_db, app):
    opened = app(lang="en")
    assert "whoever uses the server's own computer is administrator" in screen.bar(opened)
    ways = screen.menu(opened)
    assert ways["Make the first account"].startswith("/foerste-konto?lang=en")
    assert "Sign out" not in ways


def test_somewhere_else_nothing_is_drawn_but_the_way_in(seeded_db, app, visitor):
    visitor["headers"] = {}
    opened = app("proposal", nr=4)
    assert titles(opened) == ["Log ind"]
    assert said(opened) == (
        "Du er ikke logget ind, eller programmet har ikke været i brug et stykke tid."
    )
    (way,) = opened.get("link_button")
    assert way.proto.url == "/log-ind?next=%2Fforslag%3Fnr%3D4"


@pytest.mark.parametrize(
    "mark", ["", "x", None, local_mode.KEY + "x"], ids=["empty", "short", "none", "longer"]
)
def test_a_forged_mark_of_the_machine_is_none(seeded_db, app, visitor, mark):
    visitor["headers"] = {local_mode.HEADER: mark}
    assert titles(app()) == ["Log ind"]


def test_the_mark_is_worth_nothing_once_there_is_an_account(seeded_db, app):
    a_user(seeded_db, "administrator")
    assert titles(app()) == ["Log ind"]


def test_who_is_signed_in_is_named_and_can_sign_out(seeded_db, app, visitor, signed_in):
    visitor["headers"] = {}
    token = signed_in(a_user(seeded_db, "lead", name="Lene *Prøve*", email="lene@kommune.test"))
    opened = app()
    assert titles(opened) == [TITLE]
    assert "Lene *Prøve*\nlene@kommune.testCenterleder" in screen.bar(opened)
    opened.query_params["log-ud"] = "somebody else's"
    assert titles(opened.run()) == [TITLE]
    way = screen.menu(opened)["Log ud"]
    opened.query_params["log-ud"] = way.partition("log-ud=")[2]
    opened.run()
    assert titles(opened) == ["Log ind"]
    assert said(opened) == "Du er logget ud."
    assert "log-ud" not in opened.query_params
    with store.reading() as connection:
        assert sessions.who(connection, token) is None
    opened.run()
    assert "Du er logget ud." not in said(opened)


def test_who_is_shut_out_is_out_at_the_next_run(seeded_db, app, signed_in):
    user = a_user(seeded_db, "lead")
    signed_in(user)
    opened = app()
    change(user, disabled_at="2022-05-01")
    opened.run()
    assert titles(opened) == ["Log ind"]


def test_a_role_taken_away_counts_at_the_next_run(seeded_db, app, signed_in):
    user = a_user(seeded_db, "secretary")
    signed_in(user)
    opened = app("content")
    assert "Din rolle åbner ikke" not in said(opened)
    change(user, role="reader")
    opened.run()
    # The page is not the reader's any more, so Streamlit shows the front page instead.
    assert titles(opened) == [TITLE]


def test_a_session_that_is_old_asks_for_sign_in(seeded_db, app, signed_in, monkeypatch):
    signed_in(a_user(seeded_db, "lead"))
    opened = app()
    monkeypatch.setattr(sessions, "IDLE", -sessions.IDLE)
    opened.run()
    assert titles(opened) == ["Log ind"]


# --- the municipality's own login -----------------------------------------------------------------


def test_the_e_mail_from_the_other_login_finds_the_user(seeded_db, app, visitor, claims):
    visitor["headers"] = {}
    a_user(seeded_db, "lead", email="lene@kommune.test")
    claims(email="Lene@kommune.test")
    assert titles(app()) == [TITLE]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"email": "fremmed@kommune.test"}, "fremmed@kommune.test har ikke adgang her"),
        ({"email": "lene@kommune.test", "email_verified": False}, "har ikke adgang her"),
        ({}, "oplyser ikke din e-mail"),
        ({"email": "lene@kommune.test", "iat": 1}, "Log ind igen"),
    ],
)
def test_who_is_not_let_in_is_told_why_and_can_try_as_another(
    seeded_db, app, visitor, claims, given, why
):
    visitor["headers"] = {}
    a_user(seeded_db, "lead", email="lene@kommune.test")
    claims(**given)
    opened = app()
    assert titles(opened) == ["Log ind"]
    assert why in said(opened).replace("\\", "")
    assert opened.button(key="sign_out")


def test_the_cookie_of_who_was_shut_out_opens_nothing(seeded_db, app, visitor, claims):
    visitor["headers"] = {}
    user = a_user(seeded_db, "lead", email="lene@kommune.test")
    claims(email="lene@kommune.test")
    opened = app()
    assert titles(opened) == [TITLE]
    change(user, disabled_at="2022-05-01")
    assert titles(opened.run()) == ["Log ind"]
    change(user, disabled_at=None, valid_from=datetime.now(UTC).isoformat())
    assert titles(opened.run()) == ["Log ind"]
