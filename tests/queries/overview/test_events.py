"""What happened between two days: the newest first, both days counted, nothing unchanged."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio.queries.overview.events import LIMIT, events
from portfolio.store.schema import decision_proposals, decisions, milestones

MEETING, TODAY = date(2022, 4, 4), date(2022, 5, 1)


@pytest.fixture
def happened(ask):
    def happened(since: date = MEETING, until: date = TODAY, **chosen):
        return ask(events, since=since, until=until, **{"portfolio": builders.PORTFOLIO, **chosen})

    return happened


def test_at_first_only_the_decisions_of_the_meeting(happened):
    found = happened()
    assert {e.kind for e in found} == {"decision"}
    assert {e.happened_on for e in found} == {"2022-04-04"}
    # The directorate's other items are not this portfolio's business.
    assert {e.before for e in found} == {"7", "8"}


def test_both_days_count_and_nothing_outside_them(happened, seeded_db):
    for day in ("2022-04-09", "2022-04-10", "2022-04-20", "2022-04-21"):
        rag = "red" if day.endswith(("09", "20")) else "green"
        builders.a_status(seeded_db, 4, day, rag=rag)
    found = happened(date(2022, 4, 10), date(2022, 4, 20))
    assert [e.happened_on for e in found] == ["2022-04-20", "2022-04-10"]
    assert happened(date(2022, 4, 22)) == ()


def test_a_status_says_which_light_came_after_which(happened, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-10", rag="green", happened="Holdt møde")
    builders.a_status(seeded_db, 5, "2022-04-11", rag="red")
    builders.a_status(seeded_db, 4, "2022-04-12", rag="amber")
    found = [e for e in happened() if e.kind == "status"]
    assert [(e.proposal, e.before, e.after) for e in found] == [
        (4, "green", "amber"),
        (5, "none", "red"),
        (4, "none", "green"),
    ]
    assert [e.words for e in found] == [None, None, "Holdt møde"]


def test_a_status_that_moved_nothing_is_no_news(happened, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-10", rag="green", stage="running")
    builders.a_status(seeded_db, 4, "2022-04-11", rag="green", stage="running", happened="Det går")
    builders.a_status(seeded_db, 4, "2022-04-12", rag="green", stage="anchored")
    found = [(e.kind, e.happened_on, e.before, e.after) for e in happened() if e.proposal == 4]
    assert [one for one in found if one[0] in ("status", "stage")] == [
        ("stage", "2022-04-12", "running", "anchored"),  # the light stood
        ("status", "2022-04-10", "none", "green"),
    ]


def test_answers_are_news_but_that_the_minutes_suggest_somebody_is_not(happened, seeded_db):
    builders.an_answer(seeded_db, 1, "kommunikation", "asked", "2022-04-08")
    builders.an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-12")
    found = [e for e in happened() if e.kind == "responsibility"]
    assert [(e.proposal, e.words, e.after) for e in found] == [
        (1, "Kommunikation", "accepted"),
        (1, "Kommunikation", "asked"),
    ]


def test_an_outcome_is_news_on_the_day_it_was_recorded(happened, seeded_db):
    mine = milestones.c.code == "fb-interessetilkendegivelse"
    builders.set_on(seeded_db, milestones, mine, outcome="happened", outcome_on="2022-04-26")
    builders.set_on(seeded_db, milestones, milestones.c.code == "fb-udvalgte", outcome="postponed")
    found = [e for e in happened() if e.kind == "outcome"]
    assert [(e.happened_on, e.key, e.after) for e in found] == [
        ("2022-04-26", "fb-interessetilkendegivelse", "happened")
    ]


def test_the_news_of_one_proposal(happened, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-10", rag="green")
    builders.a_status(seeded_db, 5, "2022-04-10", rag="green")
    found = happened(number=4)
    assert {e.proposal for e in found if e.kind == "status"} == {4}
    assert {e.before for e in found if e.kind == "decision"} == {"7", "8"}
    assert {e.before for e in happened(number=1) if e.kind == "decision"} == {"7"}


def test_another_portfolios_news_never_comes(happened, seeded_db):
    builders.another_portfolio(seeded_db, 40, "Et andet forslag")
    builders.a_status(seeded_db, 40, "2022-04-10", rag="red", portfolio="another")
    assert "status" not in {e.kind for e in happened()}
    assert [e.proposal for e in happened(portfolio=None) if e.kind == "status"] == [40]


def test_the_newest_come_first_and_only_so_many(happened, seeded_db):
    def many(connection):
        row = dict(connection.execute(sa.select(decisions).limit(1)).mappings().one())
        copies = [
            {**row, "id": f"copy-{n}", "number": f"X{n}", "decided_on": f"2022-04-{n:02}"}
            for n in range(5, 30)
        ]
        connection.execute(sa.insert(decisions), copies)
        link = decision_proposals
        found = connection.execute(sa.select(link.c.proposal_id).limit(1)).scalar_one()
        links = [
            {"id": f"link-{c['id']}", "decision_id": c["id"], "proposal_id": found} for c in copies
        ]
        connection.execute(sa.insert(link), links)

    builders.changed(seeded_db, many)
    days = [e.happened_on for e in happened()]
    assert len(days) == LIMIT == 20
    assert days == sorted(days, reverse=True)
    assert (days[0], days[-1]) == ("2022-04-29", "2022-04-10")


def test_nothing_happens_in_an_empty_database(ask_empty):
    assert ask_empty(events, since=MEETING, until=TODAY, portfolio=None) == ()
