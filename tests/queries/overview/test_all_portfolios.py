"""All portfolios beside each other: each counts its own, and a centre is found in any of them."""

from datetime import date

import builders

from portfolio.domain.attention import Reason
from portfolio.queries.filtering import Filters
from portfolio.queries.overview import all_portfolios, board
from portfolio.queries.overview.board import Order

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


def test_the_proposals_of_all_stand_in_the_portfolios_own_order(ask, seeded_db):
    builders.a_status(seeded_db, 5, "2022-04-20", rag="red", portfolio="boligmangel")
    filters = Filters(**DAY, party="social-og-handicapcenteret")
    for order in Order:
        found = ask(board.board, filters=filters, order=order, limit=10)
        assert [card.portfolio for card in found] == ["digital-taskforce"] * 4 + ["boligmangel"]
    every = ask(board.board, filters=Filters(**DAY), order=Order.LIGHT, limit=100)
    assert [(card.portfolio, card.number) for card in every][21:23] == [
        ("boligmangel", 5),
        ("boligmangel", 1),
    ]
