"""Beskeder: what is new, seen once looked at; the quiet line elsewhere; following and mails."""

from datetime import date

import pytest
import screen
import sqlalchemy as sa
from builders import a_status, a_user, as_user, proposal_id, renamed

from portfolio import store
from portfolio.queries.mails import following as queries
from portfolio.store.schema import parties
from portfolio.usecases.mails import following
from portfolio.usecases.proposals import responsibility

TODAY = date(2022, 5, 1)


@pytest.fixture
def lead(seeded_db, signed_in):
    """A lead of Kommunikation, signed in, whom nobody has asked anything."""
    key = a_user(seeded_db, "lead", "kommunikation", name="Lone Leder")
    signed_in(key)
    return key


def ask(seeded_db, number):
    secretary = a_user(seeded_db, "secretary", name="Sif *Sekretær*")
    chosen = sa.select(parties.c.id).where(parties.c.code == "kommunikation")
    with store.reading() as connection:
        party = connection.execute(chosen).scalar_one()
    who = as_user(secretary)
    responsibility.ask(who, proposal_id(number), party, happened_on=TODAY, today=TODAY)


def press(page, label):
    (button,) = [one for one in page.button if one.label == label]
    button.click()
    return page.run()


def plain(page):
    return screen.words(page).replace("\\", "")


@pytest.mark.parametrize(
    ("lang", "title", "nothing", "follow"),
    [
        ("da", "Beskeder", "Der er intet nyt til dig.", "Tryk Følg på et forslags side"),
        ("en", "Notices", "Nothing is new to you.", "Press Follow on a proposal's page"),
    ],
)
def test_where_nothing_is_new_it_says_so(app, lead, lang, title, nothing, follow):
    page = app("notices", lang=lang)
    assert not page.error
    assert screen.title(page) == title
    assert nothing in screen.words(page)
    assert follow in screen.words(page)


def test_what_is_new_is_there_with_its_place_and_whom_to_ask(app, lead, seeded_db):
    ask(seeded_db, 1)
    page = app("notices")
    assert "Kommunikation er spurgt om ansvaret. Svar ja eller nej." in plain(page)
    assert "Spørg Sif *Sekretær*." in plain(page)
    assert '[Forslag 1: "Onboarding" forløb for tilflyttere](/forslag?nr=1)' in plain(page)
    page.run()  # it stays while the page is open
    assert "Der er intet nyt til dig." not in screen.words(page)
    assert "Der er intet nyt til dig." in screen.words(app("notices"))


def test_hostile_words_are_words(app, lead, seeded_db):
    evil = "<script>x</script> **b** [x](/y) {{ 1 }}"
    renamed(seeded_db, 1, evil)
    ask(seeded_db, 1)
    opened = app("notices")
    assert f"Forslag 1: {evil}" in screen.words(opened)
    assert "<script" not in "".join(screen.fragments(opened))


@pytest.mark.parametrize("name", ["overview", "mine"])
def test_a_quiet_line_says_so_elsewhere_until_it_is_seen(app, lead, seeded_db, name):
    assert "ny besked" not in plain(app(name))
    ask(seeded_db, 1)
    assert "[1 ny besked](/beskeder)" in plain(app(name))
    app("notices")
    assert "ny besked" not in plain(app(name))


def test_on_an_earlier_day_the_front_page_says_nothing_of_today(app, lead, seeded_db):
    ask(seeded_db, 1)
    assert "ny besked" not in plain(app("overview", dato="2022-04-10"))


def test_at_the_machine_there_are_no_notices_and_nothing_to_follow(app, seeded_db):
    assert "Du arbejder uden konto" in screen.words(app("notices"))
    assert "Følg" not in screen.acts(app("proposal", nr="4"))


def test_a_proposal_is_followed_listed_and_let_go(app, lead, seeded_db):
    page = screen.do(app("proposal", nr="4"), "Følg")
    assert not page.error
    assert "Følg ikke længere" in screen.acts(page)
    a_status(seeded_db, 4, "2022-05-01", rag="red", stage="proposed", reason="Ingen midler")
    page = app("notices")
    assert "○ Ikke vurderet → ■ Rød. Ingen midler." in plain(page)
    page = press(page, "Følg ikke længere")
    assert "Ingen endnu" in screen.words(page)
    assert "Følg" in screen.acts(app("proposal", nr="4"))


def test_nobody_follows_a_picture_of_an_earlier_day(app, lead):
    page = app("proposal", nr="4", dato="2022-04-10")
    assert "Følg" not in screen.acts(page)


def test_a_followed_proposal_that_is_set_aside_says_where_it_stands(app, lead, seeded_db):
    following.follow(as_user(lead), proposal_id(4))
    a_status(seeded_db, 4, "2022-05-01", stage="not_pursued", rag="none", reason="Nej")
    assert "Ikke videreført" in plain(app("notices"))


def test_mails_are_chosen_on_ones_own_settings(app, lead):
    page = app("settings")
    page.toggle(key="mails:news").set_value(False).run()
    page.selectbox(key="mails:language").set_value("en").run()
    assert not page.error
    with store.reading() as connection:
        chosen = queries.choice(connection, user_id=lead)
    assert chosen == queries.Choice(news=False, language="en")
