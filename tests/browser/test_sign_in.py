"""Signing in as people do it: the first account, the way back to the page, the other login."""

import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from browsing import PHONE, a_database, drawn, open_page, serving
from builders import a_user
from playwright.sync_api import expect

from portfolio import store
from portfolio.store.schema import users, web_sessions
from portfolio.usecases.people import inviting, passwords
from tests.browser.test_axe import violations

NAME, EMAIL, PASSWORD = "Lene Prøve", "lene@kommune.test", "fire små ord her"
PROPOSAL = "4 Velfærdsfunktioner eller andre lokale mødesteder"


def fill_in(page, **typed):
    for name, words in typed.items():
        page.locator(f"#{name}").fill(words)
    page.get_by_role("main").get_by_role("button").click()


def sign_out(page):
    page.get_by_role("button", name=NAME).click()
    page.get_by_role("link", name="Log ud", exact=True).click()
    expect(page.get_by_text("Du er logget ud.")).to_be_visible()


# --- accounts of our own --------------------------------------------------------------------------


@pytest.fixture
def database(tmp_path):
    return a_database(tmp_path)


@pytest.fixture
def own(database):
    """A server whose portfolio nobody has an account in."""
    with serving(database) as address:
        yield address


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """A server whose portfolio Lene has an account in; its address and its database."""
    database = a_database(tmp_path_factory.mktemp("guarded"))
    kept = passwords.hash_password(PASSWORD)
    a_user(database, "lead", email=EMAIL, name=NAME, password_hash=kept)
    with serving(database) as address:
        yield address, database


def test_from_the_first_account_to_the_page_that_was_asked_for(own, page, window):
    open_page(page, f"{own}/forslag?nr=4")
    page.get_by_role("button", name="Ingen konto endnu").click()
    expect(
        page.get_by_text("den, der bruger serverens egen computer, er administrator")
    ).to_be_visible()
    page.get_by_role("link", name="Opret den første konto").click()
    expect(page).to_have_title("Opret den første konto · Porteføljetracker")
    fill_in(page, name=NAME, email=EMAIL, password="kort", again="kort")
    expect(page.get_by_role("alert")).to_contain_text("for kort")
    expect(page.locator("#name")).to_have_value(NAME)
    fill_in(page, password=PASSWORD, again=PASSWORD)
    drawn(page)
    expect(page.locator("h1")).to_have_text(PROPOSAL)
    expect(page.get_by_text("Ingen konto endnu")).to_have_count(0)
    sign_out(page)

    someone = window()
    someone.goto(f"{own}/forslag?nr=4")
    expect(someone.locator("h1")).to_have_text("Log ind")
    fill_in(someone, email=EMAIL, password="forkert kode her")
    expect(someone.get_by_role("alert")).to_contain_text("forkert")
    expect(someone.locator("#email")).to_have_value(EMAIL)
    fill_in(someone, password=PASSWORD)
    drawn(someone)
    assert someone.url == f"{own}/forslag?nr=4"
    expect(someone.locator("h1")).to_have_text(PROPOSAL)
    assert someone.evaluate("document.cookie").count("portfolio") == 0


def test_a_session_that_ends_while_the_page_is_open_asks_and_leads_back(guarded, page):
    address, database = guarded
    page.goto(f"{address}/forslag?nr=4")
    fill_in(page, email=EMAIL, password=PASSWORD)
    drawn(page)
    end = sa.update(web_sessions).values(ended_at="2022-01-01")
    store.in_transaction(lambda c: c.execute(end), database)
    page.get_by_role("link", name="5 →").click()
    expect(page.get_by_role("heading", name="Log ind")).to_be_visible()
    expect(page.locator("h1")).to_have_count(1)  # and nothing of the page before
    expect(page.get_by_text("Fælles")).to_have_count(0)
    page.get_by_role("link", name="Log ind").click()
    fill_in(page, email=EMAIL, password=PASSWORD)
    drawn(page)
    assert page.url == f"{address}/forslag?nr=5"


@pytest.mark.parametrize("size", [None, PHONE])
@pytest.mark.parametrize("path", ["/log-ind", "/log-ind?lang=en", "/invitation/x", "/log-ind?ud=1"])
def test_axe_finds_nothing(guarded, window, size, path):
    page = window(size) if size else window()
    page.goto(guarded[0] + path)
    expect(page.locator("h1")).to_have_count(1)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_axe_finds_nothing_where_something_is_wrong(guarded, page):
    page.goto(f"{guarded[0]}/log-ind")
    fill_in(page, email="ingen@kommune.test", password="forkert kode her")
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []


def test_axe_finds_nothing_when_the_readers_name_is_unfolded(guarded, page):
    page.goto(f"{guarded[0]}/huller")
    fill_in(page, email=EMAIL, password=PASSWORD)
    drawn(page)
    page.get_by_role("button", name=NAME).click()
    expect(page.get_by_text(EMAIL)).to_be_visible()
    assert violations(page) == []


def test_by_keyboard_and_in_english(guarded, page):
    page.goto(f"{guarded[0]}/huller?lang=en")
    expect(page.locator("#email")).to_be_focused()
    page.keyboard.type(EMAIL)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    drawn(page)
    expect(page.locator("h1")).to_have_text("Open questions")
    assert page.url == f"{guarded[0]}/huller?lang=en"


def test_an_invitation_is_opened_from_a_mail_and_used_once(guarded, window):
    address, database = guarded
    guest, token = a_user(database, "reader", name="Ny Bruger"), "i" * 43
    store.in_transaction(lambda c: inviting.add(c, guest, "Test", token), database)
    page = window()
    page.goto(f"{address}/invitation/{token}")
    expect(page.locator("h1")).to_have_text("Velkommen, Ny Bruger")
    assert violations(page) == []
    fill_in(page, password=PASSWORD, again=PASSWORD)
    drawn(page)
    expect(page.get_by_role("button", name="Ny Bruger")).to_be_visible()
    again = window()
    again.goto(f"{address}/invitation/{token}")
    expect(again.locator("h1")).to_have_text("Linket kan ikke bruges")


# --- the municipality's own login -----------------------------------------------------------------

SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "only for this test, and long enough for it"
client_id = "portfolio"
client_secret = "only for this test"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@contextmanager
def a_provider():
    """A login of its own on a free port, which believes whoever names an e-mail."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "oidc_provider_mock", f"--port={port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            for _attempt in range(200):
                try:
                    urllib.request.urlopen(f"{address}/.well-known/openid-configuration").close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield address
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def municipal(tmp_path_factory):
    """A server that the municipality's own login opens; its address and its database."""
    folder = tmp_path_factory.mktemp("municipal")
    database = a_database(folder)
    with pytest.MonkeyPatch.context() as patch, a_provider() as provider:
        (folder / "secrets.toml").write_text(SECRETS.format(provider=provider), encoding="utf-8")
        patch.setenv("STREAMLIT_SECRETS_FILES", str(folder / "secrets.toml"))
        with serving(database) as address:
            yield address, database


@pytest.fixture
def lene(municipal):
    """Somebody with an account and no password."""
    email = f"lene{time.monotonic_ns()}@kommune.test"
    a_user(municipal[1], "lead", email=email, name=NAME)
    return email


def by_municipality(page, email):
    page.get_by_role("link", name="Log ind med kommunens login").click()
    page.locator("input[name=sub]").fill(email)
    page.get_by_role("button", name="Authorize").click()


def test_the_deep_link_is_kept_through_the_other_login(municipal, lene, page):
    address, _database = municipal
    page.goto(f"{address}/forslag?nr=4")
    expect(page.locator("h1")).to_have_text("Log ind")
    assert violations(page) == []
    by_municipality(page, lene)
    drawn(page)
    assert page.url == f"{address}/forslag?nr=4"
    expect(page.locator("h1")).to_have_text(PROPOSAL)
    expect(page.get_by_role("button", name=NAME)).to_be_visible()


def test_who_is_no_user_is_told_so_and_sees_nothing(municipal, page):
    page.goto(f"{municipal[0]}/forslag?nr=4")
    by_municipality(page, "fremmed@kommune.test")
    expect(page.get_by_text("fremmed@kommune.test har ikke adgang her")).to_be_visible()
    expect(page.get_by_text(PROPOSAL)).to_have_count(0)
    assert violations(page) == []


def test_who_is_shut_out_is_out_at_the_next_click(municipal, lene, page):
    address, database = municipal
    page.goto(f"{address}/forslag?nr=4")
    by_municipality(page, lene)
    drawn(page)
    shut = sa.update(users).where(users.c.email == lene).values(disabled_at="2022-01-01")
    store.in_transaction(lambda c: c.execute(shut), database)
    page.get_by_role("link", name="5 →").click()
    expect(page.get_by_text("har ikke adgang her")).to_be_visible()


def test_signing_out_ends_it_and_the_cookie_replayed_opens_nothing(municipal, lene, page, window):
    address, _database = municipal
    page.goto(f"{address}/forslag?nr=4")
    by_municipality(page, lene)
    drawn(page)
    stolen = page.context.cookies()
    thief = window()
    thief.context.add_cookies(stolen)
    open_page(thief, f"{address}/forslag?nr=4")
    expect(thief.locator("h1")).to_have_text(PROPOSAL)
    page.get_by_role("button", name=NAME).click()
    page.get_by_role("link", name="Log ud", exact=True).click()
    page.get_by_role("button", name="End session").click()  # there, too
    expect(page.locator("h1")).to_have_text("Log ind")
    thief.goto(f"{address}/forslag?nr=5")
    drawn(thief)
    expect(thief.get_by_text("Log ind igen")).to_be_visible()
    expect(thief.get_by_text(PROPOSAL)).to_have_count(0)


def test_a_login_that_is_broken_off_is_said_and_the_page_still_remembered(municipal, lene, page):
    page.goto(f"{municipal[0]}/huller")
    page.get_by_role("link", name="Log ind med kommunens login").click()
    page.get_by_role("button", name="Deny").click()
    expect(page.get_by_role("alert")).to_contain_text("afbrudt")
    by_municipality(page, lene)
    drawn(page)
    assert page.url == f"{municipal[0]}/huller"
