"""A role that sees decided matters only is a line in one table: everything that shows asks it."""

import pytest
import sqlalchemy as sa
from builders import a_user, as_user, filters, proposal_id, set_on
from starlette.applications import Starlette

from portfolio import store, web
from portfolio.domain import permissions
from portfolio.domain.permissions import Matter, Role
from portfolio.errors import NotAllowedError
from portfolio.queries.papers import facts as paper_facts
from portfolio.reports import papers
from portfolio.reports.papers import Paper
from portfolio.screens.frame import menu
from portfolio.store.schema import meetings, users
from portfolio.ui import menu as streamlits
from portfolio.usecases.api import tokens
from portfolio.usecases.calendar import links
from portfolio.usecases.documents import documents
from portfolio.usecases.papers import files
from portfolio.usecases.people import sessions
from portfolio.usecases.use_case import COMMAND
from portfolio.web import api, first_paint
from portfolio.web.papers import statusark
from tests.web.serving import ask
from tests.web.test_first_paint import a_session, front, painted

APP = Starlette(routes=[statusark.route, *api.routes], middleware=web.middleware)


@pytest.fixture
def readers_see(monkeypatch):
    """Let readers see these matters only; the menu is made anew."""

    def only(*matters):
        seen = permissions._SEEN | {Role.READER: frozenset(matters)}
        monkeypatch.setattr(permissions, "_SEEN", seen)
        streamlits._pages.cache_clear()

    yield only
    streamlits._pages.cache_clear()


@pytest.fixture
def decided_only(readers_see):
    """Readers see what was decided, and their own account."""
    readers_see(Matter.DECIDED, Matter.OWN)


def test_everybody_sees_everything_today():
    assert all(permissions.sees(role, matter) for role in Role for matter in Matter)


def test_every_page_says_what_it_shows():
    assert {entry.shows for entry in menu.ENTRIES} == set(Matter)
    shown = {entry.address for entry in menu.ENTRIES if entry.shows is Matter.DECIDED}
    assert shown == {"anmodninger", "beslutninger", "opfoelgninger", "opsummering", "referater"}


def test_only_what_is_seen_is_painted_first(seeded_db, decided_only):
    token = a_session(seeded_db, "reader")
    told = {one for one in first_paint.PAGES if painted(front(token=token, path=f"/{one}"))}
    assert told == {"anmodninger", "beslutninger", "opfoelgninger"}


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


def test_a_paper_is_offered_to_who_sees_what_it_shows(seeded_db, app, signed_in, decided_only):
    signed_in(a_user(seeded_db, "reader"))
    page = app("papers", papir="sag")
    titles = papers.titles()
    decided = (Paper.MINUTES, Paper.CONTROL, Paper.CONTROL_PDF)
    assert page.radio[0].options == [titles[paper] for paper in decided]
    assert "sag" in page.warning[0].value
    assert not page.error


def test_who_sees_no_paper_has_no_page_of_papers(seeded_db, app, signed_in, readers_see):
    readers_see(Matter.OWN, Matter.PREPARED)
    signed_in(a_user(seeded_db, "reader"))
    with pytest.raises(ValueError, match=r"pages/work/papers\.py"):
        app("papers")


@pytest.mark.parametrize("paper", [Paper.DATA, Paper.CONTROL])
def test_the_file_of_a_paper_asks_again_when_it_is_fetched(seeded_db, readers_see, paper):
    user = a_user(seeded_db, "reader")
    with store.reading() as connection:
        facts = paper_facts.facts(connection, filters=filters())
    assert files.make(as_user(user), paper, facts)
    readers_see(*(matter for matter in Matter if matter is not papers.TABLE[paper].shows))
    with pytest.raises(NotAllowedError, match="this document"):
        files.make(as_user(user), paper, facts)
    set_on(seeded_db, users, users.c.id == user, disabled_at="2022-05-01")
    with pytest.raises(NotAllowedError, match="not signed in"):
        files.make(as_user(user), paper, facts)


def test_a_key_opens_what_is_public_whatever_its_maker_sees(seeded_db, monkeypatch):
    """The allow-list of columns decides, so that a key is no way round what a role sees."""
    key = tokens.make(as_user(a_user(seeded_db, "administrator")), "Testprogram")
    monkeypatch.setattr(permissions, "_SEEN", dict.fromkeys(Role, frozenset()))
    answer = ask(APP, "/api/v1/proposals", authorization=f"Bearer {key}")
    assert answer.status == 200
