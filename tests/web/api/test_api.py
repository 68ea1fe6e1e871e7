"""/api/v1/: what is public, for whoever has a key, as its own description says."""

import json
import sqlite3
from urllib.parse import urlencode

import pytest
import schemathesis
import sqlalchemy as sa
from builders import a_status, a_user, an_answer, as_user, changed, set_on
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS
from starlette.applications import Starlette
from streamlit import config

from portfolio import store, web
from portfolio.queries.public import columns
from portfolio.store import ids, schema
from portfolio.usecases.api import tokens
from portfolio.web import api
from portfolio.web.api import visit
from tests.web.serving import ask

APP = Starlette(routes=api.routes, middleware=web.middleware)
LISTS = ("portfolios", "proposals", "decisions", "follow-ups", "milestones", "pools", "processes")


@pytest.fixture(autouse=True)
def a_new_minute(monkeypatch):
    """Each test has its calls to itself."""
    for name in ("keys", "strangers"):
        monkeypatch.setattr(visit, name, visit.Limit(getattr(visit, name).most))


@pytest.fixture
def token(seeded_db):
    return tokens.make(as_user(a_user(seeded_db, "administrator")), "Testprogram")


@pytest.fixture
def call(token):
    """``call("proposals", stage="running")``: the answer to a program with a key."""

    def call(path, *, method="GET", headers=None, **query):
        return ask(
            APP,
            f"/api/v1/{path}",
            method=method,
            query=urlencode(query),
            host="tracker.kommune.test",
            **{"authorization": f"Bearer {token}", **(headers or {})},
        )

    return call


def items(answer):
    assert answer.status == 200, answer.body
    return json.loads(answer.body)["items"]


def problem(answer, status):
    assert answer.status == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    said = json.loads(answer.body)
    assert said["status"] == status
    assert said["detail"].endswith((".", "…"))
    return said["detail"]


# --- keys -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", LISTS)
def test_nothing_without_a_key(seeded_db, path):
    answer = ask(APP, f"/api/v1/{path}")  # not even at the machine, where pages are open
    assert "Authorization" in problem(answer, 401)
    assert answer.headers["www-authenticate"] == 'Bearer realm="portfolio"'


@pytest.mark.parametrize("brought", ["Bearer x", "Bearer " + "x" * 9999, "Basic eDp4", "Bearer "])
def test_nothing_with_a_wrong_key(call, brought):
    answer = call("proposals", headers={"authorization": brought})
    problem(answer, 401)
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_nothing_with_a_revoked_key(call, token, seeded_db):
    assert call("proposals").status == 200
    key = tokens.key_of(token)
    tokens.revoke(as_user(a_user(seeded_db, "administrator")), key)
    assert "trukket tilbage" in problem(call("proposals"), 401)
    english = call("proposals", headers={"accept-language": "en-GB,en;q=0.9"})
    assert "revoked" in problem(english, 401)


def test_too_many_calls(call, monkeypatch):
    monkeypatch.setattr(visit, "keys", visit.Limit(2))
    assert [call("portfolios").status for _time in range(2)] == [200, 200]
    answer = call("portfolios")
    problem(answer, 429)
    assert 1 <= int(answer.headers["retry-after"]) <= 61


def test_guessing_is_slow(call, monkeypatch):
    monkeypatch.setattr(visit, "strangers", visit.Limit(2))
    wrong = {"authorization": "Bearer x"}
    assert [call("portfolios", headers=wrong).status for _time in range(3)] == [401, 401, 429]
    assert call("portfolios").status == 200


# --- what it answers ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", LISTS)
def test_every_list_has_something(call, path):
    assert len(items(call(path))) > 0


@pytest.mark.parametrize("path", LISTS)
def test_no_list_has_what_is_not_public(call, seeded_db, path):
    secret = "HEMMELIGT"
    set_on(
        seeded_db, schema.parties, sa.true(), contact_name=secret, contact_email=secret, note=secret
    )
    set_on(seeded_db, schema.milestones, sa.true(), note=secret, outcome_note=secret)
    set_on(seeded_db, schema.follow_ups, sa.true(), note=secret)
    a_status(seeded_db, 4, "2022-04-20", happened="Synligt", risks=secret, decision_needed=secret)
    assert secret not in call(path).body.decode()
    assert secret not in call("proposals/civilsamfund/4").body.decode()


def test_a_proposal_with_all_that_belongs_to_it(call, seeded_db):
    a_status(seeded_db, 4, "2022-04-20", rag="amber", percent=30, reason="Lokalet mangler")
    an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-21")
    one = json.loads(call("proposals/civilsamfund/4").body)
    assert (one["rag"], one["percent"], one["reason"]) == ("amber", 30, "Lokalet mangler")
    assert "frie-bymidter" in {pool["code"] for pool in one["pools"]}
    assert [status["reported_on"] for status in one["statuses"]] == ["2022-04-20"]
    assert one["responsible"] == []
    assert json.loads(call("proposals/civilsamfund/1").body)["responsible"] == ["Kommunikation"]


def test_as_of_a_day(call, seeded_db):
    a_status(seeded_db, 4, "2022-04-20", rag="amber")
    then = json.loads(call("proposals/civilsamfund/4", as_of="2022-04-19").body)
    assert (then["rag"], then["statuses"]) == ("none", [])
    assert items(call("proposals", as_of="2022-04-03", portfolio="civilsamfund")) == []
    assert items(call("decisions", as_of="2022-04-03")) == []
    problem(call("proposals/civilsamfund/4", as_of="2022-04-03"), 404)


def test_filters(call, seeded_db):
    a_status(seeded_db, 4, "2022-04-20", rag="amber", stage="qualification")
    chosen = {"portfolio": "civilsamfund", "rag": "amber"}
    assert [one["number"] for one in items(call("proposals", **chosen))] == [4]
    assert items(call("proposals", **chosen, stage="running")) == []
    approved = items(call("decisions", outcome="approved"))
    assert {one["outcome"] for one in approved} == {"approved"}
    ours = items(call("decisions", portfolio="civilsamfund"))
    assert all(any(ref["portfolio"] == "civilsamfund" for ref in one["proposals"]) for one in ours)
    states = {one["status"] for one in items(call("follow-ups", status="not_recorded"))}
    assert states == {"not_recorded"}


def test_pages_of_a_list(call):
    first = json.loads(call("proposals", limit=4, portfolio="civilsamfund").body)
    assert first["total"] == 9
    assert first["next"] == "/api/v1/proposals?limit=4&portfolio=civilsamfund&offset=4"
    last = json.loads(call("proposals", limit=4, offset=8, portfolio="civilsamfund").body)
    assert [one["number"] for one in last["items"]] == [9]
    assert last["next"] is None
    for path in LISTS:
        whole = json.loads(call(path, limit=500).body)
        part = json.loads(call(path, limit=1, offset=1).body)
        assert part["items"] == whole["items"][1:2], path
        assert part["total"] == whole["total"] == len(whole["items"])


def test_an_open_review_is_not_there(call, seeded_db):
    with store.reading() as connection:
        meeting = connection.execute(sa.select(schema.meetings.c.id)).scalars().first()
    row = {
        "id": ids.new_id(),
        "meeting_id": meeting,
        "minutes": 20,
        "prepared_at": ids.now(),
        "prepared_by": "test",
    }
    changed(seeded_db, lambda c: c.execute(sa.insert(schema.reviews).values(row)))
    assert items(call("decisions")) == []
    assert items(call("follow-ups")) == []
    assert json.loads(call("proposals/civilsamfund/4").body)["decisions"] == []


def test_an_empty_portfolio(empty_db):
    token = tokens.make(as_user(a_user(empty_db, "administrator")), "Testprogram")
    for path in LISTS:
        answer = ask(APP, f"/api/v1/{path}", authorization=f"Bearer {token}")
        assert items(answer) == []


# --- how it answers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"stage": "kørende"}, "stage"),
        ({"rag": "blue"}, "green, amber"),
        ({"as_of": "i går"}, "2022-05-01"),
        ({"as_of": "0001-01-01"}, "2022-05-01"),
        ({"as_of": "2022-02-30"}, "2022-05-01"),
        ({"as_of": "0"}, "2022-05-01"),
        ({"limit": "mange"}, "helt tal"),
        ({"limit": "501"}, "500"),
        ({"offset": "-1"}, "0"),
        ({"portofolio": "civilsamfund"}, "portofolio"),
        ({"portfolio": "<script>"}, "civilsamfund"),
        ({"portfolio": "\0"}, "civilsamfund"),
    ],
)
def test_a_wrong_parameter_is_named(call, query, said):
    assert said in problem(call("proposals", **query), 422)


def test_what_is_not_there(call):
    assert "taskforcen" in problem(call("proposals", portfolio="taskforcen"), 404)
    assert "4711" in problem(call("proposals/civilsamfund/4711"), 404)
    problem(call("proposals/ukendt/1"), 404)
    assert "/api/v1/" in problem(call("nix"), 404)
    answer = call("proposals", method="POST")
    problem(answer, 405)
    assert answer.headers["allow"] == "GET"


def test_a_program_need_not_fetch_what_it_has(call, seeded_db):
    first = call("proposals")
    tag = first.headers["etag"]
    again = call("proposals", headers={"if-none-match": tag})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == tag
    a_status(seeded_db, 4, "2022-04-20")
    assert call("proposals", headers={"if-none-match": tag}).status == 200
    nobody = {"if-none-match": tag, "authorization": "Bearer x"}
    assert call("proposals", headers=nobody).status == 401


def test_head_is_get_without_the_body(call):
    got, head = call("proposals"), call("proposals", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("content-length", "content-type", "etag"):
        assert head.headers[name] == got.headers[name]
    assert got.headers["cache-control"] == "private, no-cache"


def test_behind_a_prefix(call, token, monkeypatch):
    others = config.get_option
    monkeypatch.setattr(
        config, "get_option", lambda key: "sti" if key == "server.baseUrlPath" else others(key)
    )
    answer = ask(APP, "/sti/api/v1/proposals", query="limit=4", authorization=f"Bearer {token}")
    assert json.loads(answer.body)["next"].startswith("/sti/api/v1/proposals?")
    described = json.loads(ask(APP, "/sti/api/v1/openapi.json").body)
    assert described["servers"] == [{"url": "/sti/api/v1"}]


def test_a_fault_is_a_number(call, monkeypatch, caplog):
    monkeypatch.setattr("portfolio.queries.public.lists.page", _broken)
    detail = problem(call("pools"), 500)
    assert "secret" not in detail
    assert "reference" in caplog.text


def _broken(*_given, **_more):
    raise sqlite3.OperationalError("secret")


def test_the_address_itself_leads_to_the_page_for_people(seeded_db):
    answer = ask(APP, "/api/v1", host="tracker.kommune.test")
    assert (answer.status, answer.headers["location"]) == (308, "/api/v1/")


def test_the_page_for_people_needs_no_key_and_shows_nothing_of_the_portfolio(seeded_db):
    answer = ask(APP, "/api/v1/", host="tracker.kommune.test")
    assert answer.status == 200
    said = answer.body.decode()
    assert "/proposals/{portfolio}/{number}" in said
    assert "Civilsamfund" not in said
    assert "script" not in said
    assert "default-src 'none'" in answer.headers["content-security-policy"]


# --- against its own description ------------------------------------------------------------------

_schema = schemathesis.openapi.from_dict(api.description())
_schema.app = APP


def test_the_description_names_only_what_is_public():
    made = api.description()["components"]["schemas"]
    withheld = {name for table in columns.PUBLISHED for name in columns.withheld(table)}
    shown = {name for one in made.values() for name in one.get("properties", {})}
    assert not shown & (withheld - {"note"}) - {"unchanged"}
    assert "note" not in shown


@pytest.fixture
def a_key(token, monkeypatch):
    for name in ("keys", "strangers"):
        monkeypatch.setattr(visit, name, visit.Limit(1_000_000))
    return {"Authorization": f"Bearer {token}"}


@_schema.parametrize()
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_it_does_as_it_says(case, a_key):
    case.call_and_validate(headers=a_key)


def test_schemathesis_looks_for_something():
    assert {"response_schema_conformance", "status_code_conformance"} <= set(CHECKS.get_all_names())
