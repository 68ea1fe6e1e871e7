"""Bilag and links on meetings, decisions, processes and pools: who sees them, who may add."""

import builders
import pytest
import screen
import sqlalchemy as sa

from portfolio import store
from portfolio.store import schema
from portfolio.usecases.documents import documents

#: By subject: its table, the page that shows one, what the address asks for, and the heading.
PLACES = {
    "pool": ("funding_pools", "strategy", {"pulje": "frie-bymidter"}, "Bilag og links"),
    "process": (
        "strategy_processes",
        "strategy",
        {"proces": "digitaliseringsstrategien"},
        "Bilag og links",
    ),
    "decision": (
        "decisions",
        "decisions",
        {"beslutning": "7.2"},
        "Bilag og links til beslutning 7.2",
    ),
    "meeting": (
        "meetings",
        "decisions",
        {"moede": "direktionen-2022-04-04"},
        "Bilag og links til mødet",
    ),
}


@pytest.fixture
def secretary(seeded_db, signed_in):
    key = builders.a_user(seeded_db, "secretary")
    signed_in(key)
    return builders.as_user(key)


@pytest.fixture(params=PLACES)
def place(request):
    table, page, asked, heading = PLACES[request.param]
    named = {"pulje": "code", "proces": "code", "beslutning": "number"}
    kept = schema.metadata.tables[table]
    chosen = sa.select(kept.c.id)
    for name, value in asked.items():
        if name in named:  # there is but one meeting
            chosen = chosen.where(kept.c[named[name]] == value)
    return table, chosen, page, asked, heading


@pytest.fixture
def subject(place, seeded_db):
    with store.reading() as connection:
        return connection.execute(place[1]).scalars().first()


def headings(page) -> list[str]:
    return [one.value for one in [*page.header, *page.subheader]]


def offered(page, subject: str) -> list[str]:
    """What the row of pills of a subject offers."""
    return [words for one in page.pills if subject in one.key for words in one.options]


def test_whoever_keeps_content_adds_and_a_reader_then_sees_it(
    app, place, subject, secretary, seeded_db, signed_in
):
    _table, _chosen, path, asked, heading = place
    page = app(path, **asked)
    assert heading in headings(page)
    assert offered(page, subject) == ["Tilføj et link", "Tilføj en fil"]
    (pills,) = [one for one in page.pills if subject in one.key]
    pills.set_value("link").run()
    (title,) = [one for one in page.text_input if one.label == "Hvad det er"]
    (url,) = [one for one in page.text_input if one.label == "Adresse"]
    title.set_value("Sag 22/77")
    url.set_value("https://sag.example/22-77").run()
    next(one for one in page.button if one.label == "Tilføj link").click().run()
    assert not page.exception
    signed_in(builders.a_user(seeded_db, "reader"))
    page = app(path, **asked)
    assert heading in headings(page)
    assert "[Sag 22/77](https://sag.example/22-77)" in screen.words(page)
    assert offered(page, subject) == []


@pytest.mark.parametrize("role", ["reader", "lead", "director"])
def test_where_there_is_nothing_those_who_may_not_add_see_nothing(
    app, place, subject, seeded_db, signed_in, role
):
    signed_in(builders.a_user(seeded_db, role))
    _table, _chosen, path, asked, heading = place
    page = app(path, **asked)
    assert heading not in headings(page)
    assert "Tilføj bilag" not in screen.words(page)
    assert offered(page, subject) == []


def test_an_earlier_day_has_what_there_was_then_and_no_way_to_add(app, place, subject, secretary):
    table, _chosen, path, asked, heading = place
    documents.add_link(secretary, table, subject, title="Sag 22/77", url="https://sag.example/1")
    page = app(path, dato="2022-04-30", **asked)
    assert heading not in headings(page)
    assert "Sag 22/77" not in screen.words(page)
    assert offered(page, subject) == []


def test_of_a_whole_meeting_each_decision_says_how_many_and_leads_to_them(
    app, secretary, seeded_db, signed_in
):
    with store.reading() as connection:
        found = sa.select(schema.decisions.c.id).where(schema.decisions.c.number == "7.2")
        decision = connection.execute(found).scalar_one()
    way = "/beslutninger?beslutning=7.2&moede=direktionen-2022-04-04"
    for case in ("Sag 1", "Sag 2"):
        documents.add_link(secretary, "decisions", decision, title=case, url="https://sag.example")
    page = app("decisions")
    assert screen.links(page)["2 bilag og links"] == way
    assert "Sag 1" not in screen.words(page)
    signed_in(builders.a_user(seeded_db, "reader"))
    page = app("decisions")
    assert screen.links(page)["2 bilag og links"] == way
