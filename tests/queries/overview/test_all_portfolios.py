"""All portfolios beside each other: each counts its own, and a centre is found in any of them."""

from datetime import date

import builders

from portfolio.domain.attention import Reason
from portfolio.queries.overview import all_portfolios

DAY = {"as_of": date(2022, 5, 1), "today": date(2022, 5, 1)}


def summaries(ask, **chosen) -> dict[str, all_portfolios.PortfolioSummary]:
    return {one.code: one for one in ask(all_portfolios.summaries, **(DAY | chosen))}


def test_each_portfolio_counts_its_own_in_their_own_order(ask, seeded_db):
    builders.a_status(seeded_db, 2, "2022-04-20", rag="red", portfolio="digital-taskforce")
    found = summaries(ask)
    assert {code: one.figures.total for code, one in found.items()} == {
        "civilsamfund": 9,
        "digital-taskforce": 12,
        "boligmangel": 5,
    }
    assert list(found) == ["civilsamfund", "digital-taskforce", "boligmangel"]
    assert dict(found["digital-taskforce"].figures.lights)["red"] == 1
    assert dict(found["civilsamfund"].figures.lights)["red"] == 0
    assert found["digital-taskforce"].gravest.reason is Reason.RED


def test_the_next_deadline_is_its_own(ask):
    found = summaries(ask, as_of=date(2022, 4, 4))
    assert found["civilsamfund"].deadline.code == "fb-interessetilkendegivelse"
    assert found["digital-taskforce"].deadline.code == "nye-aftaler-esdh-lon"
    assert found["boligmangel"].deadline is None


def test_before_they_were_introduced_there_is_none(ask, ask_empty):
    assert summaries(ask, as_of=date(2022, 4, 3)) == {}
    assert ask_empty(all_portfolios.summaries, **DAY) == ()


def test_a_centre_is_counted_where_it_is_named_and_nowhere_else(ask):
    found = summaries(ask, party="social-og-handicapcenteret")
    assert {code: one.figures.total for code, one in found.items()} == {
        "digital-taskforce": 4,
        "boligmangel": 1,
    }


def test_what_a_centre_has_said_yes_to_comes_first(ask, seeded_db):
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "accepted", "2022-04-20")
    rows = ask(all_portfolios.of_party, **DAY, party="fritid-og-kultur")
    assert rows.iloc[0][["portfolio", "number", "word"]].tolist() == [
        "civilsamfund",
        9,
        "accepted",
    ]
    before = ask(
        all_portfolios.of_party,
        as_of=date(2022, 4, 19),
        today=DAY["today"],
        party="fritid-og-kultur",
    )
    assert "accepted" not in set(before["word"])
    theirs = ask(all_portfolios.of_party, **DAY, party="social-og-handicapcenteret")
    assert list(zip(theirs["portfolio"], theirs["number"], theirs["word"], strict=True)) == [
        ("digital-taskforce", 5, "works_on"),
        ("boligmangel", 2, "works_on"),
        ("digital-taskforce", 2, "mentioned"),
        ("digital-taskforce", 6, "mentioned"),
        ("digital-taskforce", 7, "mentioned"),
    ]


def test_what_has_ended_is_nobodys_work(ask, seeded_db):
    builders.a_status(seeded_db, 9, "2022-04-20", stage="closed")
    assert 9 not in set(ask(all_portfolios.of_party, **DAY, party="fritid-og-kultur")["number"])


def test_nothing_answers_with_the_same_columns(ask, ask_empty):
    full = ask(all_portfolios.of_party, **DAY, party="ungecenteret")
    bare = ask_empty(all_portfolios.of_party, **DAY, party="ungecenteret")
    assert len(full)
    assert list(bare.columns) == list(full.columns)
