"""Sign-in over HTTP: forms that are ours, cookies that are guarded, nobody sent elsewhere."""

import asyncio
import re
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import sqlalchemy as sa
from builders import a_user
from streamlit import config

from portfolio import store
from portfolio.store.schema import users
from portfolio.usecases.people import attempts, inviting, passwords, sessions, setup_code
from portfolio.web import addresses, doorway, received
from portfolio.web.people import oidc
from tests.web import visiting

EMAIL, PASSWORD = "lene@kommune.test", "fire små ord her"
PROXY = {"x-forwarded-for": "192.0.2.9", "x-forwarded-proto": "https"}


class Browser(visiting.Browser):
    def sign_in(self, **given):
        typed = {"email": EMAIL, "password": PASSWORD} | given
        return self.post("/log-ind", **typed)


@pytest.fixture
def user(empty_db):
    kept = passwords.hash_password(PASSWORD)
    return a_user(empty_db, "lead", email=EMAIL, name="Lene Prøve", password_hash=kept)


@pytest.fixture
def here(user):
    return Browser()


@pytest.fixture
def guest(empty_db):
    user_id, token = a_user(empty_db, "lead", email=EMAIL, name="Lene <b>"), "t" * 43
    store.in_transaction(lambda c: inviting.add(c, user_id, "Test", token))
    return f"/invitation/{token}"


def whose(token):
    with store.reading() as connection:
        who = sessions.who(connection, token)
    return who and who.user_id


def alert(answer):
    found = re.search(r'role="alert">([^<]*)<', answer.text)
    return found and found.group(1)


def cookie(answer, name):
    kept = SimpleCookie()
    for line in answer.headers.get_list("set-cookie"):
        kept.load(line)
    return kept[name]


# --- a page without a session ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "wanted", "language"),
    [
        ("/", None, None),
        ("/forslag?nr=4", "/forslag?nr=4", None),
        ("/forslag?nr=4&lang=en", "/forslag?nr=4&lang=en", ["en"]),
        ("/søg", "/søg", None),
    ],
)
def test_a_page_leads_to_sign_in_and_is_remembered(here, path, wanted, language):
    answer = here.get(path)
    assert answer.status_code == 303
    way = urlsplit(answer.headers["location"])
    assert way.path == "/log-ind"
    assert parse_qs(way.query).get("next") == (wanted and [wanted])
    assert parse_qs(way.query).get("lang") == language
    assert answer.headers["cache-control"] == "no-store"


def test_whoever_is_signed_in_gets_the_page(here):
    here.sign_in()
    assert "<title>Porteføljetracker</title>" in here.get("/forslag").text


@pytest.mark.parametrize("forged", ["x" * 43, "", "%00", "a,b;c", "é"])
def test_a_forged_cookie_is_nobodys(here, forged):
    answer = here.get("/", cookie=f"{sessions.COOKIE}={forged}".encode("latin-1"))
    assert answer.headers["location"] == "/log-ind"


def test_a_session_ended_elsewhere_is_seen_at_the_next_page(here):
    here.sign_in()
    sessions.end(here.session)
    assert here.get("/forslag").status_code == 303


def test_a_user_shut_out_is_seen_at_the_next_page(here, user):
    here.sign_in()
    shut = sa.update(users).values(disabled_at="2022-01-01")
    store.in_transaction(lambda c: c.execute(shut))
    assert here.get("/forslag").status_code == 303


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/_stcore/metrics", 404),
        ("/_stcore/agent/x", 404),
        ("/_stcore/script-health-check", 404),
        ("/app/static/secrets.toml", 404),
        ("/app/static/fonts/../x", 404),
        ("/media/abc.xlsx", 404),
        ("/app/static/fonts/x.woff2", 200),
        ("/_stcore/health", 200),
        ("/healthz", 200),
    ],
)
def test_nothing_but_the_frame_is_given_to_strangers(here, path, status):
    assert here.get(path).status_code == status


def test_downloads_are_for_those_signed_in(here):
    here.sign_in()
    assert here.get("/media/abc.xlsx").status_code == 200


def test_only_those_signed_in_send_files(here):
    # Streamlit keeps them in memory, whoever's session they are said to belong to.
    path = "/_stcore/upload_file/a-session/a-file"
    assert here.ask("PUT", path, {}).status_code == 404
    assert here.ask("DELETE", path, {}).status_code == 404
    here.sign_in()
    assert here.ask("PUT", path, {}).text.startswith("streamlit answers")


def test_when_the_database_is_gone_the_page_tells_and_files_stay(here, monkeypatch, tmp_path):
    here.sign_in()
    monkeypatch.setenv("PORTFOLIO_URL", f"sqlite:///{tmp_path}/gone.db")
    assert here.get("/forslag").status_code == 200  # the script says what is wrong
    assert here.get("/media/abc.xlsx").status_code == 404


def test_a_fault_of_ours_is_a_number_not_a_stack(here, monkeypatch, tmp_path, caplog):
    monkeypatch.setenv("PORTFOLIO_URL", f"sqlite:///{tmp_path}/gone.db")
    answer = here.get("/log-ind")
    assert answer.status_code == 500
    number = re.search(r"referencen (\w{8})", answer.text).group(1)
    assert number in caplog.text
    assert "sqlite" not in answer.text


# --- sign in --------------------------------------------------------------------------------------


def test_signing_in_leads_to_the_page_asked_for(here, user):
    way = here.get("/forslag?nr=4").headers["location"]
    page = here.get(way).text
    wanted = re.search(r'name="next" value="([^"]*)"', page).group(1)
    answer = here.sign_in(next=wanted)
    assert (answer.status_code, answer.headers["location"]) == (303, "/forslag?nr=4")
    assert whose(here.session) == user


def test_the_cookie_is_kept_from_scripts_and_other_sites(here):
    kept = cookie(here.sign_in(), sessions.COOKIE)
    assert (kept["httponly"], kept["samesite"], kept["path"], kept["secure"]) == (
        True,
        "lax",
        "/",
        "",
    )


def test_behind_a_proxy_with_https_it_goes_over_https_only(user):
    there = Browser(home="https://tracker.kommune.test", **PROXY)
    assert cookie(there.sign_in(), sessions.COOKIE)["secure"] is True
    assert cookie(there.get("/log-ind"), received.COOKIE)["secure"] is True


def test_only_a_proxy_on_this_machine_is_believed(user):
    there = Browser("192.0.2.7", "http://tracker.kommune.test", **PROXY)
    assert cookie(there.sign_in(), sessions.COOKIE)["secure"] == ""


def test_a_wrong_password_keeps_what_was_typed(here):
    answer = here.sign_in(email='"><script>x@y.test', password="forkert kode her", next="/huller")
    assert answer.status_code == 403
    assert alert(answer) == "E-mailadressen eller adgangskoden er forkert. Prøv igen."
    assert 'value="&#34;&gt;&lt;script&gt;x@y.test"' in answer.text
    assert 'name="next" value="/huller"' in answer.text
    assert "forkert kode" not in answer.text
    assert here.session is None


def test_every_sign_in_gives_a_new_token_and_ends_the_old(here, user):
    here.cookies.set(sessions.COOKIE, "planted-by-somebody-else", "127.0.0.1")
    here.sign_in()
    first = here.session
    assert first != "planted-by-somebody-else"
    here.cookies.delete(sessions.COOKIE)
    here.cookies.set(sessions.COOKIE, first, "127.0.0.1")
    here.post("/log-ind", token=here.token("/log-ud"), email=EMAIL, password=PASSWORD)
    assert whose(here.session) == user
    assert here.session != first
    assert whose(first) is None


def test_too_many_attempts_are_told_when_to_come_back(here):
    for _attempt in range(attempts.PER_EMAIL):
        attempts.begin(EMAIL, "192.0.2.1")
    answer = here.sign_in()
    assert answer.status_code == 429
    assert re.search(r"Prøv igen om \d+ min\.", alert(answer))


def test_behind_a_proxy_each_neighbour_counts_for_himself(user):
    for number in range(attempts.PER_ADDRESS):
        attempts.begin(f"{number}@kommune.test", "192.0.2.9")
    home = "https://tracker.kommune.test"
    assert Browser(home=home, **PROXY).sign_in().status_code == 429
    # What the browser itself writes before the proxy's own word is not believed.
    forged = PROXY | {"x-forwarded-for": "198.51.100.1, 192.0.2.9"}
    assert Browser(home=home, **forged).sign_in().status_code == 429
    other = PROXY | {"x-forwarded-for": "192.0.2.9, 198.51.100.1"}
    assert Browser(home=home, **other).sign_in().status_code == 303


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/forslag/../..//evil",
        "javascript:alert(1)",
        "/log-ud",
        "/log-ind?next=/",
        "/auth/logout",
        "/%0d%0aSet-Cookie:x",
        "/\r\nx",
        "evil",
        "/media/x",
        "/.evil",
        "/forslag#/x//",
        "\t//evil",
    ],
)
def test_nobody_is_sent_elsewhere(here, elsewhere):
    answer = here.sign_in(next=elsewhere)
    assert answer.status_code == 303
    way = answer.headers["location"]
    assert way == "/" or (way.startswith("/%") and "//" not in way and "\n" not in way)


@pytest.mark.parametrize("wanted", ["/", "/forslag?nr=4", "/?q=//evil", "/søg", "/a?b=c&lang=en"])
def test_a_page_of_ours_is_kept(wanted):
    assert addresses.page_to_go_to(wanted) == wanted


def test_in_english(here):
    page = here.get("/log-ind?lang=en&next=%2Fforslag")
    assert '<html lang="en">' in page.text
    assert "<h1>Sign in</h1>" in page.text
    assert 'action="/log-ind?lang=en"' in page.text
    assert 'href="/log-ind?next=%2Fforslag"' in page.text
    answer = here.post("/log-ind?lang=en", email=EMAIL, password=PASSWORD)
    assert answer.headers["location"] == "/?lang=en"


def test_who_is_signed_in_may_go_on_or_sign_out(here):
    here.sign_in()
    page = here.get("/log-ind?next=/huller").text
    assert 'href="/huller"' in page
    assert 'action="/log-ud"' in page


def test_signing_out_ends_the_session_and_says_so(here):
    here.sign_in()
    token = here.session
    answer = here.post("/log-ud")
    assert answer.headers["location"] == "/log-ind?ud=1"
    assert (here.session, whose(token)) == (None, None)
    assert "Du er logget ud." in here.get("/log-ind?ud=1").text


def test_looking_at_sign_out_signs_nobody_out(here):
    here.sign_in()
    here.get("/log-ud")
    assert whose(here.session)


# --- forms that are not ours ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": None, "sec-fetch-site": None},
        {"origin": "", "sec-fetch-site": None},
    ],
)
def test_a_form_from_elsewhere_does_nothing(here, headers):
    answer = here.post("/log-ind", headers=headers, email=EMAIL, password=PASSWORD)
    assert answer.status_code == 403
    assert "ikke fra denne side" in alert(answer)
    assert EMAIL in answer.text
    assert here.session is None


@pytest.mark.parametrize("headers", [{"origin": None}, {"sec-fetch-site": None}])
def test_one_word_of_the_browser_is_enough(here, headers):
    assert here.post("/log-ind", headers=headers, email=EMAIL, password=PASSWORD).status_code == 303


@pytest.mark.parametrize("token", ["", "x" * 43, "é"])
def test_a_form_without_the_token_does_nothing(here, token):
    here.get("/log-ind")
    assert here.post("/log-ind", token=token, email=EMAIL, password=PASSWORD).status_code == 403
    assert here.session is None


def test_a_form_of_another_browser_does_nothing(here):
    theirs = Browser().token("/log-ind")
    here.get("/log-ind")
    assert here.post("/log-ind", token=theirs, email=EMAIL, password=PASSWORD).status_code == 403


def test_a_form_sent_again_after_signing_in_does_nothing(here):
    used = here.token("/log-ind")
    assert here.post("/log-ind", token=used, email=EMAIL, password=PASSWORD).status_code == 303
    assert here.post("/log-ind", token=used, email=EMAIL, password=PASSWORD).status_code == 403


def test_nobody_is_signed_out_from_elsewhere(here):
    here.sign_in()
    answer = here.post("/log-ud", headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert whose(here.session)


def test_the_token_of_forms_stays_on_our_pages(here):
    kept = cookie(here.get("/log-ind"), received.COOKIE)
    assert (kept["httponly"], kept["samesite"]) == (True, "strict")


def test_a_form_that_is_too_big_is_not_read(here):
    assert here.post("/log-ind", email="x" * 20_000).status_code == 403
    assert here.post("/log-ind", **{f"f{n}": "x" for n in range(50)}).status_code == 403


def test_pages_hold_no_script_and_are_not_kept(here):
    page = here.get("/log-ind")
    assert "<script" not in page.text
    assert "style=" not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "default-src 'self'" in page.headers["content-security-policy"]
    for path in re.findall(r'href="(/app-static[^"]*)"', page.text):
        assert here.get(path).status_code == 200


# --- the first account ----------------------------------------------------------------------------

FIRST = {"name": "Åse Prøve", "email": "aase@kommune.test", "password": PASSWORD, "again": PASSWORD}


def test_at_the_machine_pages_are_open_until_there_is_an_account(empty_db):
    here = Browser()
    assert here.get("/forslag").status_code == 200
    assert here.get("/log-ind").headers["location"] == "/foerste-konto"
    assert here.post("/foerste-konto", **FIRST).headers["location"] == "/"
    assert here.get("/forslag").status_code == 200
    assert Browser().get("/forslag").status_code == 303
    assert here.get("/foerste-konto").headers["location"] == "/log-ind"
    assert Browser().post("/foerste-konto", token="x").status_code == 303


ELSEWHERE = [
    {"address": "192.0.2.7", "home": "http://tracker.kommune.test"},
    {"home": "https://tracker.kommune.test"},  # a name that points at 127.0.0.1
    {"x_forwarded_for": "127.0.0.1"},
    {"forwarded": "for=127.0.0.1"},
    {"via": "1.1 proxy"},
    {"x_forwarded_proto": "https"},
    {"x_real_ip": "127.0.0.1"},
    {"address": "192.0.2.7", "x_portfolio_local": "1"},
    {"address": "192.0.2.7", "host": "127.0.0.1:8501"},
    {"origin": "https://tracker.kommune.test"},  # a proxy that says nothing of itself
    {"origin": "http://127.0.0.1:3000"},
    {"origin": "null"},  # another program's page
    {"http_version": "1.0"},
    {"connection": "close"},  # nginx as it comes, with our own name
]


@pytest.mark.parametrize("where", ELSEWHERE)
def test_from_elsewhere_nothing_is_seen_and_the_code_is_asked_for(empty_db, where):
    there = Browser(**where)
    assert there.get("/forslag").headers["location"].startswith("/log-ind")
    assert there.get("/media/x").status_code == 404
    assert 'name="code"' in there.get("/foerste-konto").text


def test_the_mark_of_the_machine_cannot_be_brought_along(empty_db):
    seen = {}

    async def behind(scope, receive, send):
        seen.update(scope)

    door = doorway.Doorway(behind)
    forged = [(b"X-Portfolio-Local", b"x"), (b"x-portfolio-local", b"x"), (b"host", b"127.0.0.1")]
    for client, marks in (("192.0.2.7", 0), ("127.0.0.1", 1)):
        scope = {
            "type": "websocket",
            "headers": forged,
            "client": (client, 1),
            "server": ("127.0.0.1", 2),
        }
        asyncio.run(door(scope, None, None))
        found = [value for name, value in seen["headers"] if name.lower() == b"x-portfolio-local"]
        assert len(found) == marks
        assert b"x" not in found


def test_the_code_opens_from_elsewhere_and_is_told_in_the_terminal(empty_db, capsys, monkeypatch):
    monkeypatch.setattr(setup_code, "_said", [])
    there = Browser(home="https://tracker.kommune.test", **PROXY)
    wrong = there.post("/foerste-konto", **FIRST, code="AAAA-AAAA-AAAA")
    assert wrong.status_code == 403
    assert "Opstartskoden er forkert" in alert(wrong)
    assert 'value="Åse Prøve"' in wrong.text
    assert PASSWORD not in wrong.text
    told = capsys.readouterr().err
    assert told == f"Der er ingen konto endnu. Opstartskode til den første: {setup_code.CODE}\n"
    assert there.post("/foerste-konto", **FIRST, code=setup_code.CODE).status_code == 303
    assert there.session


def test_wrong_codes_are_counted(empty_db):
    there = Browser(home="https://tracker.kommune.test", **PROXY)
    for _guess in range(attempts.PER_EMAIL):
        there.post("/foerste-konto", **FIRST, code="AAAA-AAAA-AAAA")
    assert there.post("/foerste-konto", **FIRST, code=setup_code.CODE).status_code == 429


def test_the_passwords_must_be_the_same(empty_db):
    answer = Browser().post("/foerste-konto", **FIRST | {"again": "noget andet her"})
    assert "ikke ens" in alert(answer)


# --- an invitation --------------------------------------------------------------------------------


def test_the_invited_chooses_a_password_and_is_in(guest):
    there = Browser()
    page = there.get(guest).text
    assert "Velkommen, Lene &lt;b&gt;" in page
    assert f'value="{EMAIL}"' in page
    answer = there.post(guest, password=PASSWORD, again=PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert there.get("/forslag").status_code == 200
    assert Browser().sign_in().status_code == 303


def test_looking_spends_nothing_and_using_does(guest):
    there = Browser()
    for _look in range(3):
        assert there.get(guest).status_code == 200
    there.post(guest, password=PASSWORD, again=PASSWORD)
    again = Browser().get(guest)
    assert again.status_code == 410
    assert "allerede brugt" in again.text


def test_a_spent_link_takes_no_password(guest):
    late = Browser()
    token = late.token(guest)
    Browser().post(guest, password=PASSWORD, again=PASSWORD)
    answer = late.post(
        guest, token=token, password="en helt anden kode", again="en helt anden kode"
    )
    assert answer.status_code == 410
    assert late.session is None


def test_a_bad_password_can_be_bettered(guest):
    there = Browser()
    assert "for kort" in alert(there.post(guest, password="kort", again="kort"))
    assert there.post(guest, password=PASSWORD, again=PASSWORD).status_code == 303


@pytest.mark.parametrize("token", ["x", quote("å\x00"), "t" * 5000])
def test_no_invitation_at_this_address(guest, token):
    answer = Browser().get(f"/invitation/{token}")
    assert answer.status_code == 410
    assert "ingen invitation" in answer.text


# --- with the municipality's own login ------------------------------------------------------------


@pytest.fixture
def municipal(monkeypatch, user):
    monkeypatch.setattr(oidc, "is_configured", lambda: True)


def test_then_passwords_open_nothing(municipal):
    here = Browser()
    page = here.get("/log-ind?next=/huller").text
    assert 'type="password"' not in page
    assert 'href="/log-ind/kommune?next=%2Fhuller"' in page
    here.cookies.set(received.COOKIE, "x" * 43)
    answer = here.post("/log-ind", token="x" * 43, email=EMAIL, password=PASSWORD)
    assert answer.status_code == 403
    assert here.session is None


@pytest.mark.parametrize("forged", ["x", "eyJ9.x.y", ""])
def test_then_a_forged_cookie_of_streamlits_opens_nothing(municipal, forged):
    here = Browser()
    here.cookies.set(oidc.USER_COOKIE, forged)
    assert here.get("/forslag").status_code == 303
    assert here.get("/media/x").status_code == 404


def test_broken_off_is_said(municipal):
    assert "afbrudt" in alert(Browser().get("/log-ind?afbrudt=1"))


# --- behind a prefix ------------------------------------------------------------------------------


def test_behind_a_prefix_every_address_has_it(user, monkeypatch):
    others = config.get_option
    monkeypatch.setattr(
        config, "get_option", lambda key: "sti" if key == "server.baseUrlPath" else others(key)
    )
    here = Browser()
    assert here.get("/sti/forslag?nr=4").headers["location"] == (
        "/sti/log-ind?next=%2Fforslag%3Fnr%3D4"
    )
    page = here.get("/sti/log-ind").text
    assert 'action="/sti/log-ind"' in page
    assert 'href="/sti/app-static/' in page
    answer = here.post("/sti/log-ind", email=EMAIL, password=PASSWORD, next="/forslag?nr=4")
    assert answer.headers["location"] == "/sti/forslag?nr=4"
