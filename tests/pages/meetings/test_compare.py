"""Sammenlign: which days, what it says of them, and what the address gets wrong."""

from datetime import date

import builders
import pytest
import screen

from portfolio.ui.overview.compare_trend import thinned

EVIL = "<b>x</b> [x](/y) :red[r]"


@pytest.fixture
def moved_db(seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20", rag="red", stage="proposed", reason=EVIL)
    builders.a_proposal(seeded_db, 77, "Et nyt", introduced_on="2022-04-10")
    return seeded_db


def lights(page):
    """The first table of the page by its rows: then, now and between."""
    table = page.table[0].value
    return {row[0].split("[")[-1].rstrip("]"): list(row[1:]) for row in table.to_numpy()}


@pytest.mark.parametrize(
    ("lang", "title", "sums"),
    [
        ("da", "Sammenlign", "1 flyttede sig, 1 kom til, 0 udgik, 8 som før"),
        ("en", "Compare", "1 moved, 1 came, 0 went, 8 as before"),
    ],
)
def test_from_the_last_meeting_until_today(app, moved_db, lang, title, sums):
    page = app("compare", lang=lang)
    assert screen.title(page) == title
    said = screen.words(page)
    assert f"**{sums}**" in said
    assert "Direktionens møde den 4. april 2022" in said
    assert screen.address(page).keys() <= {"lang"}


def test_what_moved_is_said_in_words_and_the_unchanged_are_folded(app, moved_db):
    page = app("compare")
    said = screen.words(page)
    assert "○ Ikke vurderet → ■ Rød\\: \\<b\\>x\\</b\\> \\[x\\](/y) \\:red\\[r\\]" in said
    assert "[77 Et nyt](/forslag?nr=77)**  \nKom til 10. april 2022" in said
    assert "Som før (8)" in [one.label for one in page.expander]
    assert "Udgik" not in " ".join(one.value for one in page.header)
    assert lights(page) == {
        "● Grøn": ["0", "0", "0"],
        "▲ Gul": ["0", "0", "0"],
        "■ Rød": ["0", "1", "\\+1"],
        "○ Ikke vurderet": ["9", "9", "0"],
    }


def test_the_decisions_between_lead_to_their_meeting(app, moved_db):
    page = app("compare")
    way = "/beslutninger?beslutning=7.2&moede=direktionen-2022-04-04"
    assert screen.links(page)["7\\.2"] == way
    assert f"{way})** Besluttet, forslag 1–9 (udledt)" in screen.words(page).replace("\\", "")


def test_days_the_wrong_way_round_are_put_right_and_that_is_said(app, moved_db):
    page = app("compare", fra="2022-05-01", til="2022-04-15")
    assert ["Dagene stod omvendt" in one.value for one in page.info] == [True]
    assert "**1 flyttede sig, 0 kom til, 0 udgik, 9 som før**" in screen.words(page)
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
    assert not page.table


def test_a_first_day_before_the_data_is_explained(app, seeded_db):
    said = screen.words(app("compare", fra="2022-01-01"))
    assert "Der er ingen oplysninger før 4. april 2022" in said
    assert "**0 flyttede sig, 9 kom til, 0 udgik, 0 som før**" in said


def test_the_same_day_twice_says_so(app, seeded_db):
    page = app("compare", fra="2022-05-01", til="2022-05-01")
    assert "De to dage er den samme dag" in page.info[0].value


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
    assert "**0 flyttede sig, 9 kom til, 0 udgik, 0 som før**" in screen.words(page)


def test_other_pages_day_is_the_last_day(app, moved_db):
    said = screen.words(app("compare", dato="2022-04-15", fra="2022-04-04"))
    assert "**0 flyttede sig, 1 kom til, 0 udgik, 9 som før**" in said


def test_no_more_bars_than_a_telephone_has_room_for():
    days = tuple(date(2020 + year, month, 1) for year in range(5) for month in range(1, 13))
    kept = thinned(days)
    assert len(kept) <= 13
    assert (kept[0], kept[-1]) == (days[0], days[-1])
    assert thinned(days[:4]) == days[:4]
    assert thinned((days[0], days[0])) == days[:1]
