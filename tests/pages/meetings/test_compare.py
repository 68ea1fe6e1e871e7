"""Sammenlign: which days, what it says of them, and what the address gets wrong."""

import re
from datetime import date

import builders
import pytest
import screen

from portfolio.screens.overview.trend import thinned

EVIL = "<b>x</b> [x](/y) :red[r]"


@pytest.fixture
def moved_db(seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20", rag="red", stage="proposed", reason=EVIL)
    builders.a_proposal(seeded_db, 77, "Et nyt", introduced_on="2022-04-10")
    return seeded_db


def lights(page):
    """The lights of the two days, in words."""
    found = re.findall(
        r'(?s)<p class="quiet">([\d./]+)</p><p>(.*?)</p>', "".join(screen.fragments(page))
    )
    return {day: screen.text(said) for day, said in found}


@pytest.mark.parametrize(
    ("lang", "title", "sums"),
    [
        ("da", "Sammenlign", "1 flyttede sig, 1 kom til, 8 som før"),
        ("en", "Compare", "1 moved, 1 came, 8 as before"),
    ],
)
def test_from_the_last_meeting_until_today(app, moved_db, lang, title, sums):
    page = app("compare", lang=lang)
    assert screen.title(page) == title
    said = screen.words(page)
    assert f"**{sums}**" in said
    assert "Direktionens møde den 4. april 2022" in said
    assert screen.address(page).keys() <= {"lang"}


def test_what_moved_stands_then_and_now_and_the_unchanged_are_folded(app, moved_db):
    page = app("compare")
    row = screen.row(page, 4)
    assert row.startswith("| [Velfærdsfunktioner eller andre lokale mødesteder](/forslag?nr=4)")
    assert EVIL in row
    assert "○Ikke vurderet → ■Rød" in row
    assert "→" not in screen.row(page, 77)
    assert "[Et nyt](/forslag?nr=77)Kom til 10. april 2022." in screen.row(page, 77)
    said = screen.words(page)
    assert said.index("Flyttede sig") < said.index("Kom til 1") < said.index("Som før 8")
    assert "Udgik" not in said
    assert screen.proposals(page) == [4, 77]
    assert lights(page) == {
        "04.04.2022": "**9** ikke vurderet",
        "01.05.2022": "**1** rød, **9** ikke vurderet",
    }


def test_hostile_words_are_words(app, moved_db):
    html = "".join(screen.fragments(app("compare")))
    assert "<b>x" not in html
    assert "&lt;b&gt;x&lt;/b&gt; [x](/y) :red[r]" in html


def test_what_got_worse_stands_first(app, moved_db):
    builders.a_status(moved_db, 2, "2022-04-20", rag="none", stage="qualification")
    builders.a_status(moved_db, 1, "2022-04-20", rag="none", stage="proposed", percent=5)
    builders.a_status(moved_db, 3, "2022-04-20", rag="amber", reason="Derfor")
    page = app("compare")
    assert screen.proposals(page) == [4, 3, 2, 1, 77]
    assert "ikke angivet → 5" in screen.row(page, 1)
    assert "Forslag → Kvalificering" in screen.row(page, 2)


def test_many_are_read_a_page_at_a_time(app, moved_db, monkeypatch):
    monkeypatch.setattr("portfolio.screens.overview.compare.ROWS_A_PAGE", 2)
    page = app("compare")
    assert screen.proposals(page) == [4, 77]
    assert "Som før" not in screen.words(page)
    onward = screen.links(page)["Næste side"]
    assert onward == "/sammenlign?fra=2022-04-04&til=2022-05-01&side=2"
    last = screen.words(app("compare", side="99"))
    assert "9 [Positive fællesskaber" in last
    assert "Næste side" not in last


@pytest.mark.parametrize(("asked", "days"), [({}, 3), ({"trin": "moede"}, 2)])
def test_the_lights_over_time_in_words(app, moved_db, asked, days):
    page = app("compare", **asked)
    bars = re.findall(r'<span class="unseen">: (.*?)</span>', "".join(screen.fragments(page)))
    assert len(bars) == days  # the end of April is one of them
    assert (bars[0], bars[-1]) == ("9 ikke vurderet", "1 rød, 9 ikke vurderet")
    ways = screen.links(page)
    assert ways["Møde for møde"] == "/sammenlign?fra=2022-04-04&til=2022-05-01&trin=moede"


def test_the_decisions_between_lead_to_their_meeting(app, moved_db):
    page = app("compare")
    way = "/beslutninger?beslutning=7.2&moede=direktionen-2022-04-04"
    assert f"[7.2 af 4. april 2022]({way}), besluttet, forslag 1–9 (udledt)" in screen.words(page)


def test_days_the_wrong_way_round_are_put_right_and_that_is_said(app, moved_db):
    page = app("compare", fra="2022-05-01", til="2022-04-15")
    assert ["Dagene stod omvendt" in one.value for one in page.info] == [True]
    assert "**1 flyttede sig, 9 som før**" in screen.words(page)
    assert screen.address(page)["fra"] == "2022-04-15"


@pytest.mark.parametrize(
    "asked",
    [{"fra": "2000-01-01", "til": "2022-04-03"}, {"fra": "2022-03-01", "til": "2022-03-02"}],
)
def test_before_the_first_data_the_page_says_so(app, seeded_db, asked):
    page = app("compare", **asked)
    (said,) = page.info
    assert "Der er ingen oplysninger før 4. april 2022" in said.value
    assert "fra=2022-04-04" in said.value
    assert not screen.fragments(page)


def test_a_first_day_before_the_data_is_explained(app, seeded_db):
    said = screen.words(app("compare", fra="2022-01-01"))
    assert "Der er ingen oplysninger før 4. april 2022" in said
    assert "**9 kom til**" in said


def test_the_same_day_twice_says_so(app, seeded_db):
    said = screen.words(app("compare", fra="2022-05-01", til="2022-05-01"))
    assert "De to dage er den samme dag" in said


@pytest.mark.parametrize("asked", [{"fra": "banana"}, {"til": "2099-01-01"}, {"trin": "uge"}])
def test_what_an_address_gets_wrong_is_said(app, seeded_db, asked):
    page = app("compare", **asked)
    assert len(page.warning) == 1
    assert not page.error
    assert set(asked).isdisjoint(screen.address(page))


@pytest.mark.parametrize("lang", ["da", "en"])
def test_without_a_portfolio_the_page_says_what_to_do(app, empty_db, lang):
    assert screen.title(app("compare", lang=lang))


def test_until_the_first_meeting_the_first_day_is_looked_for_anew(app, seeded_db):
    page = app("compare", til="2022-04-04")
    said = screen.words(page).replace("\\", "")
    assert "Fra 5. marts 2022 til Direktionens møde den 4. april 2022:" in said
    assert "**9 kom til**" in screen.words(page)


def test_other_pages_day_is_the_last_day(app, moved_db):
    said = screen.words(app("compare", dato="2022-04-15", fra="2022-04-04"))
    assert "**1 kom til, 9 som før**" in said


def test_no_more_bars_than_a_telephone_has_room_for():
    days = tuple(date(2020 + year, month, 1) for year in range(5) for month in range(1, 13))
    kept = thinned(days)
    assert len(kept) <= 13
    assert (kept[0], kept[-1]) == (days[0], days[-1])
    assert thinned(days[:4]) == days[:4]
    assert thinned((days[0], days[0])) == days[:1]
