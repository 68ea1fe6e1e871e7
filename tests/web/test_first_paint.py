"""What is in the index page before Streamlit, and for whom."""

import re

import builders
import pytest
import screen
from starlette.applications import Starlette

from portfolio import store, web
from portfolio.usecases.people import sessions
from portfolio.web import first_paint
from portfolio.web import painted as painted_pages
from tests.web.serving import ask

APP = Starlette(routes=[*web.routes], middleware=web.middleware)


def front(query="", token="", path="/"):
    headers = {"cookie": f"{sessions.COOKIE}={token}"} if token else {}
    answer = ask(APP, path, query=query, **headers)
    assert answer.status == 200
    return answer.body.decode()


def painted(page: str) -> str:
    """What is painted first; empty where nothing is."""
    found = re.search(r'(?s)<div id="first">.*?(?=<div id="root">)', page)
    return found[0] if found else ""


def a_session(database, role, *parties):
    user = builders.a_user(database, role, *parties)
    return store.in_transaction(lambda connection: sessions.start(connection, user))


@pytest.mark.parametrize("lang", ["", "lang=en"])
def test_the_nine_and_what_is_asked_are_there_before_any_script(seeded_db, lang):
    said = screen.text(painted(front(lang)))
    for number in range(1, 10):
        carried = f"{lang}&" if lang else ""
        assert f"(/forslag?{carried}nr={number})" in said
    assert ("To the directorate" if lang else "Til Direktionen") in said
    assert ("Not assessed" if lang else "Ikke vurderet") in said


def test_what_waits_for_the_reader_is_in_it_and_in_nobody_elses(seeded_db):
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "accepted", "2022-04-10")
    builders.a_round(seeded_db, "2022-05-06", 9)
    lead = a_session(seeded_db, "lead", "fritid-og-kultur")
    reader = a_session(seeded_db, "reader", "fritid-og-kultur")
    assert "[**1** svar til statusrunden](/svar)" in screen.text(painted(front(token=lead)))
    assert "Venter på dig" not in painted(front(token=reader))
    assert 'href="/log"' not in painted(front(token=reader)), "the menu is the reader's own"


def test_two_readers_share_the_page_and_not_each_others_name(seeded_db):
    """It is drawn once for a role, and each name is put in afterwards."""
    names = ("ane@kommune.test", "bo@kommune.test")
    users = {builders.a_user(seeded_db, "reader", email=name): name for name in names}
    for user in (*users, *users):
        token = store.in_transaction(lambda connection, who=user: sessions.start(connection, who))
        said = painted(front(token=token))
        assert [name for name in names if name in said] == [users[user]]
        assert "<!--" not in said, "no place is left unfilled"


def test_whoever_is_not_signed_in_gets_nothing_of_it(seeded_db):
    token = a_session(seeded_db, "reader")
    assert painted(front(token=token))
    for stranger in ("", f"{sessions.COOKIE}=wrong"):
        answer = ask(APP, "/", cookie=stranger)
        assert "velfærd" not in answer.body.decode().lower()


@pytest.mark.parametrize(
    "query",
    [
        "q=velf",
        "fase=running",
        "kilde=x",
        "dato=2022-13-01",
        "dato=2999-01-01",
        "orden=farve",
        "visning=kreds",
        "portefolje=%3Cscript%3E",
        "__class__=1",
        "filters=1",
    ],
)
def test_what_is_out_of_the_ordinary_is_left_to_the_script(seeded_db, query):
    assert painted(front(query)) == ""


def test_other_pages_and_an_empty_database_paint_nothing(empty_db):
    assert painted(front()) == ""
    assert painted(front(path="/forslag")) == ""
    assert painted(front(path="/tidslinje")) == ""


@pytest.mark.parametrize(
    "query", ["nr=10", "nr=-1", "nr=x", "nr=4&kilde=x", "nr=4&dato=2022-04-03"]
)
def test_what_proposal_there_is_not_is_left_to_the_script(seeded_db, query):
    assert painted(front(query, path="/forslag")) == ""


def test_a_stranger_gets_no_proposal(seeded_db):
    token = a_session(seeded_db, "reader")
    assert painted(front("nr=4", token=token, path="/forslag"))
    assert ask(APP, "/forslag", query="nr=4").status == 303, "to the sign-in"


def test_only_who_answers_for_a_proposal_is_offered_to(seeded_db):
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "accepted", "2022-04-10")
    lead = a_session(seeded_db, "lead", "fritid-og-kultur")
    assert "Giv status" in painted(front("nr=9", token=lead, path="/forslag"))
    assert "Giv status" not in painted(front("nr=1", token=lead, path="/forslag"))


def test_the_second_look_is_there_as_well(seeded_db):
    first = painted(front("visning=tavle"))
    assert 'class="stages-board"' in first
    assert "[Tabel](/)" in screen.text(first)
    assert "[Tavle](/?visning=tavle)" in screen.text(painted(front()))


def test_a_change_is_seen_at_once(seeded_db):
    assert "Rød" not in painted(front())
    builders.a_status(seeded_db, 4, "2022-04-20", rag="red")
    assert "Rød" in painted(front())


def test_hostile_words_are_words(seeded_db):
    builders.a_status(
        seeded_db,
        4,
        "2022-04-20",
        rag="red",
        next_step="</div><script>x</script>",
        decision_needed='<img src=x onerror="x">?',
        reason="'\"><b>",
    )
    first = painted(front())
    assert "<script" not in first
    assert "<img" not in first
    assert "&lt;script&gt;x&lt;/script&gt;" in first


def test_a_fault_costs_the_head_start_and_nothing_more(seeded_db, monkeypatch, caplog):
    monkeypatch.setattr(painted_pages.overview, "ask", lambda *_given, **_values: 1 / 0)
    first_paint._html.cache_clear()
    page = front()
    assert painted(page) == ""
    assert '<div id="root"></div>' in page
    assert "nothing is painted first" in caplog.text


def test_nobody_keeps_it(seeded_db):
    assert ask(APP, "/").headers["cache-control"] == "no-store"
