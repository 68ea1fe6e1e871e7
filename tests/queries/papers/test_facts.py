"""The facts of a paper are those the pages show, gathered in a fixed number of questions."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.model import DECIDING, GapStatus
from portfolio.queries.gaps import gaps
from portfolio.queries.meetings import decisions
from portfolio.queries.papers import facts
from portfolio.queries.papers.shapes import gravest_first
from portfolio.queries.proposals import proposals
from portfolio.queries.strategy import timeline

FILTERS = builders.filters()


def by_number(found):
    return {one.number: one for one in found.proposals}


def test_every_proposal_lies_under_its_purpose_and_starts_without_a_status(ask):
    found = ask(facts.facts, filters=FILTERS)
    assert [one.number for one in found.proposals] == list(range(1, 10))
    assert [[one.number for one in p.proposals] for p in found.purposes] == [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
    ]
    assert {(one.rag, one.status, one.percent) for one in found.proposals} == {("none", None, None)}
    assert found.first_day == date(2022, 4, 4)
    assert found.sources == ("Referat af Direktionens møde den 4. april 2022",)
    assert not found.demo


@pytest.mark.parametrize("number", [1, 4, 6, 9])
def test_a_paper_says_of_a_proposal_what_its_page_says(ask, number):
    one = by_number(ask(facts.facts, filters=FILTERS))[number]
    page = ask(proposals.proposal, filters=FILTERS, number=number)
    key = page.facts["id"]
    hanging = ask(proposals.belongings, filters=FILTERS, ids=(key,))[key]
    assert (one.title, one.texts["summary"]) == (page.facts["title"], page.facts["summary"])
    assert [p.name for p in one.parties] == list(hanging.parties["name"])
    assert {p["code"] for p in one.pools} == set(hanging.pools["code"])
    assert {p["code"] for p in one.processes} == set(hanging.processes["code"])
    assert {p["place"] for p in one.places} == set(hanging.places["name"])
    assert {name for name, _sure in one.target_groups} == set(hanging.target_groups["name"])
    asked = timeline.Filters(as_of=FILTERS.as_of, proposal=number, portfolio=FILTERS.portfolio)
    dates = ask(timeline.milestones_on, filters=asked)
    assert [row["id"] for row in one.milestones] == list(dates["id"])
    made = ask(
        decisions.decisions_made, as_of=FILTERS.as_of, portfolio=FILTERS.portfolio, proposal=number
    )
    assert {row["id"] for row in one.decisions} == set(made["id"])
    asked = gaps.Filters(as_of=FILTERS.as_of, portfolio=FILTERS.portfolio, proposal=number)
    known = ask(gaps.gaps_known, filters=asked)
    assert {row["id"] for row in one.gaps} == set(known[known["status"] == GapStatus.OPEN]["id"])


def test_the_status_is_the_latest_on_or_before_the_day(ask, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-10", rag="amber", percent=10)
    builders.a_status(seeded_db, 4, "2022-04-20", rag="red", decision_needed="Skal vi?")
    asked = {"filters": builders.filters("2022-04-15"), "numbers": (4,)}
    (then,) = ask(facts.facts, **asked).proposals
    assert (then.rag, then.percent, then.asks) == ("amber", 10, None)
    (now,) = ask(facts.facts, filters=FILTERS, numbers=(4,)).proposals
    assert (now.rag, now.percent, now.asks) == ("red", None, "Skal vi?")


def test_before_the_meeting_nothing_is_known_but_when_it_will_be(ask):
    found = ask(facts.facts, filters=builders.filters("2022-04-03"))
    assert found.proposals == ()
    assert found.first_day == date(2022, 4, 4)
    assert found.decisions.empty
    assert found.follow_ups.empty
    assert found.gaps.empty


def test_only_what_hangs_on_the_proposals_asked_for_is_there(ask):
    found = ask(facts.facts, filters=FILTERS, numbers=(6,))
    assert found.narrowed
    assert list(found.pools["code"]) == ["bydelsforeningernes-aktivitetspulje"]
    assert set(found.decisions["number"]) == {"7.1", "7.2", "7.3", "7.4", "8.2"}
    assert set(found.gaps["numbers"]) == {(6,)}
    assert not {"frie-bymidter"} & set(found.milestones["pool_code"])


def test_another_portfolio_is_never_in_it(ask, seeded_db):
    builders.another_portfolio(seeded_db, 77, "Fremmed")
    found = ask(facts.facts, filters=FILTERS)
    assert 77 not in by_number(found)
    assert len(found.purposes) == 3


def test_thirty_proposals_cost_as_many_questions_as_nine(seeded_db):
    def questions() -> int:
        asked = []
        with store.reading(seeded_db) as connection:
            sa.event.listen(
                connection, "before_cursor_execute", lambda *_arguments: asked.append(1)
            )
            facts.facts(connection, filters=FILTERS)
        return len(asked)

    few = questions()
    for number in range(100, 121):
        builders.a_proposal(seeded_db, number, f"Testforslag {number}")
    assert questions() == few
    assert few < 90, "some thirty of them are what is asked of the directorate and of others"


def test_what_asks_and_what_is_red_comes_first(ask, seeded_db):
    builders.a_status(seeded_db, 2, "2022-04-10", rag="red")
    builders.a_status(seeded_db, 8, "2022-04-10", rag="green", decision_needed="Skal vi?")
    builders.a_status(seeded_db, 1, "2022-04-10", rag="green")
    found = gravest_first(ask(facts.facts, filters=FILTERS).proposals)
    assert [one.number for one in found] == [8, 2, 3, 4, 5, 6, 7, 9, 1]


def test_a_portfolio_without_proposals_has_its_purposes(empty_db):
    builders.another_portfolio(empty_db, 1, "X")
    asked = builders.filters("2021-01-01", portfolio="another")
    with store.reading(empty_db) as connection:
        found = facts.facts(connection, filters=asked)
    assert (found.proposals, found.latest_news, len(found.purposes)) == ((), None, 1)


def test_of_a_day_what_was_decided_goes_before_what_was_talked_about(seeded_db):
    with store.reading(seeded_db) as connection:
        found = facts.facts(connection, filters=builders.filters())
    for one in found.proposals:
        told = [row["outcome"] in DECIDING for row in one.decisions]
        assert told == sorted(told, reverse=True), one.number
    (four,) = [one for one in found.proposals if one.number == 4]
    assert four.decisions[0]["outcome"] == "approved"  # its only approval
