"""GET /statusark: the sheets for those who may read, a sentence for what cannot be shown."""

import gzip
import re
import time
from html import unescape
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa
from builders import a_proposal, a_status, a_user, as_user, renamed, set_on
from starlette.applications import Starlette
from streamlit import config

from portfolio import store, web
from portfolio.store.schema import users
from portfolio.usecases.people import sessions
from portfolio.web.papers import statusark
from portfolio.web.people import oidc
from tests.web.serving import ask

APP = Starlette(routes=[statusark.route], middleware=web.middleware)


@pytest.fixture
def user(seeded_db):
    return as_user(a_user(seeded_db, "reader")).user_id


@pytest.fixture
def sheet(user):
    """``sheet(nr=4)``: what a reader who is signed in gets."""
    token = store.in_transaction(lambda connection: sessions.start(connection, user))

    def sheet(path="/statusark", /, **query):
        return ask(
            APP,
            path,
            query=urlencode(query),
            host="tracker.kommune.test",
            cookie=f"{sessions.COOKIE}={token}",
        )

    return sheet


def text(answer):
    """What a reader of the page reads."""
    body = re.sub(r"<style>.*?</style>", "", answer.body.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def articles(answer):
    return re.findall(
        r'<article class="sheet[ a-z]*" aria-labelledby="([\w-]+)"', answer.body.decode()
    )


def test_the_whole_and_then_each(sheet):
    answer = sheet()
    assert answer.status == 200
    assert articles(answer) == ["whole", *(f"nr-{number}" for number in range(1, 10))]
    said = text(answer)
    assert "9 ikke vurderet" in said
    assert "Pr. 1. maj 2022" in said
    assert "○ Ikke vurderet" in said
    # As on the overview: what is asked comes first, then the lights, the order, the table.
    order = ("Til Direktionen", "0 af 9", "Besluttet rækkefølge", "Lys og seneste tre", "Datoer")
    assert sorted(order, key=said.index) == list(order)
    assert "og 1 til" in said  # what has no room is counted
    sheet_of_4 = text(sheet(nr=4))
    assert sheet_of_4.count("Gælder Frie Bymidter Høje-Taastrup By eller Høje-Taastrup C?") == 1


def test_one_proposal(sheet):
    answer = sheet(nr=4)
    assert articles(answer) == ["nr-4"]
    assert '<h1 id="nr-4">4 Velfærdsfunktioner' in answer.body.decode()
    assert "Frie Bymidter" in text(answer)


def test_as_of_a_day(sheet, seeded_db):
    a_status(seeded_db, 4, "2022-04-20", rag="red", happened="Et møde", reason="Penge")
    assert "■ Rød" in text(sheet(nr=4))
    then = text(sheet(nr=4, dato="2022-04-19"))
    assert "Pr. 19. april 2022" in then
    assert "Rød" not in then
    before = sheet(dato="2022-04-03")
    assert before.status == 200
    assert articles(before) == ["whole"]
    assert "De første forslag er fra 4. april 2022" in text(before)


def test_the_sheets_are_what_the_screens_draw(sheet, seeded_db):
    a_status(seeded_db, 4, "2022-04-20", rag="red", risks="Penge mangler", next_step="Et møde")
    whole, one = sheet().body.decode(), sheet(nr=4).body.decode()
    assert 'class="screen overview"' in whole
    assert whole.count('class="screen proposal"') == 9
    assert '<i class="red"></i>' in whole  # the segment of the bar, and the last lights
    assert re.search(r'<h2 class="light red">.*?Rød siden 20. april 2022', one, re.DOTALL)
    told = text(sheet(nr=4))
    order = ("Rød siden", "Næste", "Risiko", "Fase", "Knyttet til", "Det handler om", "Besluttet")
    assert sorted(order, key=told.index) == list(order)
    assert "Kommentarer" not in told  # the record is no part of it


def test_many_proposals_are_told_by_the_gravest_and_their_sheets_by_the_page(sheet, seeded_db):
    for number in range(10, 42):
        a_proposal(seeded_db, number, f"Nr. {number}")
    a_status(seeded_db, 41, "2022-04-20", rag="red")
    answer, rest = sheet(), sheet(side=2)
    assert len(articles(answer)) == 31
    assert articles(rest) == [f"nr-{number}" for number in range(31, 42)]
    table = answer.body.decode().split('<table class="board">')[1].split("</table>")[0]
    assert re.findall(r'<td class="number">(\d+)', table)[0] == "41"
    assert "og 29 til" in text(answer)
    assert "Næste side" in text(answer)
    assert "Forrige side" in text(rest)
    assert articles(sheet(side=9)) == articles(rest)


def test_another_portfolio(sheet):
    assert "Civilsamfund" in text(sheet())
    others = [
        code
        for code in ("digital-taskforce", "boligmangel")
        if sheet(portefolje=code).status == 200
    ]
    for code in others:
        assert "Civilsamfund og lokale" not in text(sheet(portefolje=code)).split("Udskriv")[0]


def test_in_english(sheet):
    answer = sheet(nr=4, lang="en")
    assert '<html lang="en">' in answer.body.decode()
    assert "No status yet" in text(answer)
    assert "Print with Ctrl+P" in text(answer)
    assert 'lang="da">Dansk' in answer.body.decode()


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ({"nr": "4711"}, 404, "4711"),
        ({"nr": "fire"}, 400, "fire"),
        ({"nr": "-1"}, 400, "-1"),
        ({"nr": "٤"}, 400, "٤"),
        ({"side": "sidste"}, 400, "sidste"),
        ({"dato": "i går"}, 400, "2022-05-01"),
        ({"dato": "2022-02-30"}, 400, "2022-02-30"),
        ({"portefolje": "<script>alert(1)</script>"}, 404, "<script>"),
        ({"nr": "4", "dato": "2022-04-03"}, 404, "den dag"),
    ],
)
def test_a_wrong_address_is_said_in_a_sentence(sheet, query, status, said):
    answer = sheet(**query)
    assert answer.status == status
    assert said in text(answer)
    assert "<script>" not in answer.body.decode()
    assert 'role="alert"' in answer.body.decode()
    assert answer.headers["cache-control"] == "no-store"


def test_names_with_markup_are_only_text(sheet, seeded_db):
    name = "</td><script>alert('x')</script> & <b>fed</b> {{ 7*7 }}"
    renamed(seeded_db, 4, name)
    answer = sheet()
    assert "<script>" not in answer.body.decode()
    assert name in text(answer).replace("< ", "<") or "alert('x')" in text(answer)
    assert "49" not in text(sheet(nr=4)).split("fed")[1][:20]


def test_what_the_browser_may_do_with_it(sheet):
    headers = sheet().headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script" not in policy
    assert "unsafe" not in policy
    assert headers["cache-control"] == "no-store"
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"


def test_nothing_has_to_be_fetched_before_it_is_painted(sheet):
    body = sheet().body.decode()
    assert not re.findall(r'<script|<link rel="(?:stylesheet|preload)|<img|style="', body)
    assert "font-display:optional" in body


def test_it_is_packed_for_those_who_can_unpack_it(user):
    token = store.in_transaction(lambda connection: sessions.start(connection, user))
    packed = ask(
        APP,
        "/statusark",
        host="tracker.kommune.test",
        accept_encoding="gzip, br",
        cookie=f"{sessions.COOKIE}={token}",
    )
    assert packed.headers["content-encoding"] == "gzip"
    whole = gzip.decompress(packed.body)
    assert whole.startswith(b"<!doctype html>")
    assert len(packed.body) < len(whole) / 3


def test_a_change_is_seen_at_once_and_thirty_sheets_cost_as_many_questions_as_nine(
    sheet, seeded_db
):
    asked = []

    def questions():
        asked.clear()
        answer = sheet()
        return text(answer), len(articles(answer)), len(asked)

    def note(_connection, _cursor, statement, *_more):
        asked.append(statement)

    sheet()
    renamed(seeded_db, 4, "Et helt nyt navn")
    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        said, nine, few = questions()
        for number in range(10, 40):
            a_proposal(seeded_db, number, f"Nr. {number}")
        _said, thirty, many = questions()
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
    assert "Et helt nyt navn" in said
    assert (nine, thirty) == (10, 31)
    assert many <= few < 125


# --- who gets in ----------------------------------------------------------------------------------


def test_nobody_is_sent_to_sign_in_and_back(user):
    answer = ask(APP, "/statusark", query="nr=4&dato=2022-05-01", host="tracker.kommune.test")
    assert answer.status == 303
    way = answer.headers["location"]
    assert way == "/log-ind?next=%2Fstatusark%3Fnr%3D4%26dato%3D2022-05-01"
    assert web.statusark.addresses.page_to_go_to("/statusark?nr=4") == "/statusark?nr=4"


def test_a_shut_account_sees_nothing(sheet, seeded_db, user):
    assert sheet().status == 200
    set_on(seeded_db, users, users.c.id == user, disabled_at="2022-05-01T00:00:00Z")
    assert sheet().status == 303


def test_at_the_machine_while_there_is_no_account(seeded_db):
    assert ask(APP, "/statusark").status == 200
    assert ask(APP, "/statusark", host="tracker.kommune.test").status == 303


def test_an_empty_portfolio(empty_db):
    answer = ask(APP, "/statusark")
    assert answer.status == 404
    assert "ingen portefølje endnu" in text(answer)


def test_behind_a_prefix_every_address_has_it(sheet, monkeypatch):
    others = config.get_option
    monkeypatch.setattr(
        config, "get_option", lambda key: "sti" if key == "server.baseUrlPath" else others(key)
    )
    answer = sheet("/sti/statusark")
    assert answer.status == 200
    found = re.findall(r'(?:href|action)="([^"]*)"|url\("([^"]*)"', answer.body.decode())
    assert len(found) > 4
    assert [one for pair in found for one in pair if one and not one.startswith("/sti/")] == []


def test_only_reading_is_offered(sheet):
    assert ask(APP, "/statusark", method="POST").status == 405
    assert ask(APP, "/statusark", method="HEAD").status in (200, 303)


def test_a_fault_is_a_number(sheet, monkeypatch, caplog):
    def broken(*_given, **_more):
        raise RuntimeError("secret")

    monkeypatch.setattr(statusark.paper_facts, "facts", broken)
    answer = sheet(nr=4, dato="2022-04-29")
    assert answer.status == 500
    assert "secret" not in text(answer)
    assert "reference" in caplog.text


def test_back_from_the_municipalitys_login_one_need_not_go_by_a_page(seeded_db, monkeypatch):
    a_user(seeded_db, "reader", email="laeser@kommune.test")
    claims = {
        "iss": "https://login.kommune.test",
        "sub": "1",
        "email": "laeser@kommune.test",
        "iat": int(time.time()),
    }
    monkeypatch.setattr(oidc, "claims", lambda _connection: claims)
    assert ask(APP, "/statusark", host="tracker.kommune.test").status == 200
    claims["email"] = "fremmed@kommune.test"
    assert ask(APP, "/statusark", host="tracker.kommune.test").status == 303


def test_a_name_in_the_address_is_never_one_of_ours(sheet):
    hostile = dict.fromkeys(("path", "language", "page", "self", "request", "æ", "__class__"), "x")
    for more in ({}, {"dato": "i dag"}):  # the sheets, and the page that says what is wrong
        answer = sheet(**hostile, **more)
        assert answer.status == (400 if more else 200)
        assert "reference" not in text(answer).lower()


def test_what_nobody_sees_in_a_pasted_address_is_left_out(sheet):
    assert sheet(dato="2022-05-01\u200b", nr="\ufeff4").status == 200
