"""GET /calendar.ics: a calendar for whoever has the address, and nothing for anybody else."""

import pytest
import requests
from builders import a_user, as_user, set_on
from icalendar import Calendar
from starlette.applications import Starlette
from streamlit import config

from portfolio import web
from portfolio.store.schema import users
from portfolio.usecases.calendar import links
from portfolio.web.calendar import routes
from tests.web.serving import Server, ask

#: The route with everything the real server puts round it.
APP = Starlette(routes=[routes.route], middleware=web.middleware)


@pytest.fixture
def user(seeded_db):
    return a_user(seeded_db, "secretary", language="en")


def fetch(token: str, **more: str):
    return ask(APP, "/calendar.ics", query=f"token={token}", host="tracker.kommune.test", **more)


def test_the_calendar_without_any_cookie(user):
    answer = fetch(links.make(as_user(user)))
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers
    made = Calendar.from_ical(answer.body)
    assert made["X-WR-CALNAME"] == "Portfolio: milestones and deadlines"
    assert len(made.walk("VEVENT")) == 18
    assert made.walk("VEVENT")[0]["URL"].startswith("http://tracker.kommune.test/")


def test_the_public_address_goes_before_the_one_asked_at(user, monkeypatch):
    monkeypatch.setenv("PORTFOLIO_URL_PUBLIC", "https://portefolje.kommune.test")
    events = Calendar.from_ical(fetch(links.make(as_user(user))).body).walk("VEVENT")
    assert all(event["URL"].startswith("https://portefolje.kommune.test/") for event in events)


def test_whatever_is_wrong_there_is_nothing_here(seeded_db, user):
    unknown = fetch("x" * 43)
    old = links.make(as_user(user))
    token = links.make(as_user(user))
    replaced = fetch(old)
    set_on(seeded_db, users, users.c.id == user, disabled_at="2022-05-01T00:00:00Z")
    answers = [
        unknown,
        replaced,
        fetch(token),
        fetch(""),
        fetch("x" * 5000),
        fetch("%00%ff"),
        ask(APP, "/calendar.ics", host="tracker.kommune.test"),
    ]
    assert {answer.status for answer in answers} == {404}
    assert {answer.body for answer in answers} == {b"Not Found"}
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1


def test_behind_a_prefix_the_address_and_what_it_leads_to_have_it(user, monkeypatch):
    others = config.get_option
    monkeypatch.setattr(
        config, "get_option", lambda key: "sti" if key == "server.baseUrlPath" else others(key)
    )
    token = links.make(as_user(user))
    answer = ask(APP, "/sti/calendar.ics", query=f"token={token}", host="tracker.kommune.test")
    assert answer.status == 200
    events = Calendar.from_ical(answer.body).walk("VEVENT")
    assert all(e["URL"].startswith("http://tracker.kommune.test/sti/") for e in events)


def test_only_reading_is_offered(user):
    token = links.make(as_user(user))
    assert ask(APP, "/calendar.ics", method="POST", query=f"token={token}").status == 405
    assert ask(APP, "/calendar.ics", method="HEAD", query=f"token={token}").status == 200


@pytest.fixture
def server(seeded_db, tmp_path):
    """The real server, as ``python -m portfolio serve`` starts it."""
    made = Server(tmp_path)
    made.write_app("st.title('Forside')")
    made.start_streamlit()
    made.wait_until_up()
    yield made
    if made.process.poll() is None:
        made.stop()


def test_on_the_real_server_the_token_is_written_nowhere(server, user):
    token = links.make(as_user(user))
    answer = requests.get(f"{server.url}/calendar.ics?token={token}", timeout=10)
    assert answer.status_code == 200
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 18
    assert requests.get(f"{server.url}/calendar.ics?token=wrong-one", timeout=10).status_code == 404
    said = server.stop()
    assert token not in said
    assert "wrong-one" not in said
