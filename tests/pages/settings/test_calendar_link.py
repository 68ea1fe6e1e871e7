"""The calendar link on Opsætning: made, shown once, closed, and explained."""

import re

import pytest
from builders import a_user
from streamlit.testing.v1 import AppTest

from portfolio.usecases.calendar import links

SCRIPT = """
from portfolio import language
from portfolio.ui import saving, visitor
from portfolio.ui.calendar import link
language.use({language!r})
visitor.begin()
saving.say_now()
link.section()
"""


def opened(language: str = "da") -> AppTest:
    drawn = AppTest.from_string(SCRIPT.format(language=language), default_timeout=60).run()
    assert not drawn.exception
    return drawn


@pytest.fixture
def user(seeded_db, signed_in, monkeypatch):
    monkeypatch.setenv("PORTFOLIO_URL_PUBLIC", "https://tracker.kommune.test")
    key = a_user(seeded_db, "reader")
    signed_in(key)
    return key


def token_in(page: AppTest) -> str:
    return re.fullmatch(
        r"https://tracker\.kommune\.test/calendar\.ics\?token=([\w-]{43})", page.code[0].value
    )[1]


def buttons(page: AppTest) -> list[str]:
    return [button.label for button in page.button]


def test_the_link_is_shown_once_and_opens_the_calendar(user):
    page = opened()
    assert buttons(page) == ["Lav et kalenderlink"]
    assert not page.code
    page.button(key="calendar_make").click().run()
    assert not page.exception
    assert "vises kun denne ene gang" in page.success[0].value
    assert links.open_feed(token_in(page)) is not None
    page.run()
    assert not page.code
    assert buttons(page) == ["Lav et nyt link", "Luk linket"]
    assert any("sidst hentet" in text.value for text in page.markdown)


def test_a_new_link_closes_the_old_one_and_says_so_beforehand(user):
    page = opened()
    page.button(key="calendar_make").click().run()
    old = token_in(page)
    page.run()
    assert any("Et nyt link erstatter det, du har" in text.value for text in page.caption)
    page.button(key="calendar_make").click().run()
    assert links.open_feed(old) is None
    assert links.open_feed(token_in(page)) is not None


def test_the_link_is_closed(user):
    page = opened()
    page.button(key="calendar_make").click().run()
    token = token_in(page)
    page.run()
    page.button(key="calendar_close").click().run()
    assert not page.exception
    assert [toast.value for toast in page.toast] == ["Kalenderlinket er lukket"]
    assert buttons(page) == ["Lav et kalenderlink"]
    assert links.open_feed(token) is None


def test_whoever_has_no_account_is_told_why_there_is_none(seeded_db):
    page = opened()
    assert not page.button
    assert "første konto" in page.info[0].value


def test_english(user):
    assert buttons(opened("en")) == ["Make a calendar link"]
