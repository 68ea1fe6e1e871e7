"""A role that sees decided matters only is a line in one table: everything that shows asks it."""

import pytest
import sqlalchemy as sa
from builders import a_user, as_user, proposal_id
from starlette.applications import Starlette

from portfolio import store, web
from portfolio.domain import permissions
from portfolio.domain.permissions import Matter, Role
from portfolio.store.schema import meetings
from portfolio.ui import menu
from portfolio.usecases.calendar import links
from portfolio.usecases.documents import documents
from portfolio.usecases.people import sessions
from portfolio.usecases.use_case import COMMAND
from portfolio.web.papers import statusark
from tests.web.serving import ask

APP = Starlette(routes=[statusark.route], middleware=web.middleware)


@pytest.fixture
def decided_only(monkeypatch):
    """Readers see what was decided, and their own account; the menu is made anew."""
    seen = permissions._SEEN | {Role.READER: frozenset({Matter.DECIDED, Matter.OWN})}
    monkeypatch.setattr(permissions, "_SEEN", seen)
    menu._pages.cache_clear()
    yield
    menu._pages.cache_clear()


def test_everybody_sees_everything_today():
    assert all(permissions.sees(role, matter) for role in Role for matter in Matter)


def test_every_page_says_what_it_shows():
    assert {entry.shows for entry in menu.ENTRIES} == set(Matter)
    shown = {entry.address for entry in menu.ENTRIES if entry.shows is Matter.DECIDED}
    assert shown == {"anmodninger", "beslutninger", "opfoelgninger", "opsummering"}


def test_the_menu_and_the_pages_are_those_of_what_is_seen(seeded_db, app, signed_in, decided_only):
    signed_in(a_user(seeded_db, "reader"))
    opened = app("decisions")
    assert [title.value for title in opened.title] == ["Beslutninger"]
    with pytest.raises(ValueError, match=r"pages/portfolio/strategy\.py"):
        app("strategy")


def test_a_file_is_fetched_by_who_sees_what_it_hangs_on(seeded_db, decided_only):
    reader = as_user(a_user(seeded_db, "reader"))
    with store.reading() as connection:
        meeting = connection.execute(sa.select(meetings.c.id).limit(1)).scalar_one()
    kept = {"name": "a.txt", "content": b"abc"}
    of_meeting = documents.add_file(COMMAND, "meetings", meeting, **kept)
    of_proposal = documents.add_file(COMMAND, "proposals", proposal_id(4), **kept)
    assert documents.fetch(reader, of_meeting).content == b"abc"
    assert documents.fetch(reader, of_proposal) is None


def test_sheet_and_calendar_are_of_proposals(seeded_db, decided_only):
    user = a_user(seeded_db, "reader")
    assert links.open_feed(links.make(as_user(user))) is None
    token = store.in_transaction(lambda connection: sessions.start(connection, user))
    answer = ask(APP, "/statusark", cookie=f"{sessions.COOKIE}={token}")
    assert answer.status == 403
    assert "Din rolle giver ikke adgang" in answer.body.decode()
