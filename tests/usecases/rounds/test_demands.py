"""What a portfolio demands of a status, and what it only points out."""

import json
from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.domain import demands as domain_demands
from portfolio.domain import status_rules
from portfolio.domain.demands import Demand
from portfolio.domain.model import Rag, Stage
from portfolio.domain.permissions import Action
from portfolio.errors import ConflictError, PortfolioError
from portfolio.queries.rounds import demands as demand_queries
from portfolio.store import ids, schema
from portfolio.usecases import use_case
from portfolio.usecases.content import first_use
from portfolio.usecases.rounds import answers, demands
from portfolio.usecases.rounds.answers import Answer
from portfolio.usecases.use_case import LOCAL, Deed

DAY = date(2022, 5, 1)
#: Runs, nobody has said yes, no source, no percentage, no reason for its light.
BARE = Answer(stage=Stage.RUNNING, rag=Rag.AMBER)


@pytest.fixture
def secretary(seeded_db):
    return builders.as_user(builders.a_user(seeded_db, "secretary"))


def home():
    with store.reading() as connection:
        first = sa.select(schema.portfolios.c.id).order_by(schema.portfolios.c.position)
        return connection.execute(first).scalars().first()


def kept(portfolio_id):
    with store.reading() as connection:
        return demand_queries.demands(connection, portfolio_id=portfolio_id)


def choose(who, *chosen):
    key = home()
    demands.choose(who, key, chosen, version=kept(key).version)


def give(who, number=4, seen=0, **given):
    told = Answer(**{**vars(BARE), "stage_reason": "Det kører", **given})
    return answers.submit(who, builders.proposal_id(number), told, seen_seq=seen)


def broken(number=4, answer=BARE):
    with store.reading() as connection:
        stands = answers.standing(connection, builders.proposal_id(number))
    told = Answer(**{**vars(answer), "stage_reason": "Det kører"})
    return (
        [one.demand for one in status_rules.problems(told, stands)],
        [one.demand for one in status_rules.remarks(told, stands)],
    )


def test_the_seed_demands_all_and_each_can_be_let_go(secretary):
    assert broken() == ([Demand.YES, Demand.REASON, Demand.PERCENT], [])  # the minutes are a source
    choose(secretary, Demand.PERCENT)
    assert broken() == ([Demand.PERCENT], [Demand.YES, Demand.REASON])
    with pytest.raises(PortfolioError, match="running"):
        give(secretary)
    choose(secretary)
    assert give(secretary) == 1


def test_what_is_no_demand_holds_whatever_is_chosen(secretary):
    choose(secretary)
    for wrong in ({"percent": 101}, {"stage": Stage.NOT_PURSUED}):
        with pytest.raises(PortfolioError):
            give(secretary, **wrong)


def test_a_portfolio_of_ones_own_demands_nothing(empty_db):
    beginning = first_use.Beginning("Nordby Kommune", "Indsatser", [], [["Ungehus"]])
    first_use.start(LOCAL, beginning, today=DAY)
    with store.reading() as connection:
        one = connection.execute(sa.select(schema.proposals.c.id)).scalar_one()
    assert answers.submit(LOCAL, one, BARE, seen_seq=0) == 1
    assert answers.submit(LOCAL, one, None, seen_seq=1, unchanged=True) == 2
    assert kept(home()).lacking == dict.fromkeys(Demand, 1)


def test_a_list_says_what_already_runs(secretary):
    proposal, key, at = builders.proposal_id(4), ids.new_id(), ids.now()

    def work(connection, person):
        return answers.write(
            connection,
            person,
            proposal,
            BARE,
            status_id=key,
            recorded_at=at,
            reported_on=DAY,
            seen_seq=0,
            origin=answers.LIST,
        )

    deed = Deed(Action.EDIT_CONTENT, "status.given", "status_updates", key)
    assert use_case.perform(secretary, deed, work) == 1
    with store.reading() as connection:
        row = connection.execute(
            sa.select(schema.proposals).where(schema.proposals.c.id == proposal)
        ).one()
    assert (row.stage, row.rag, row.percent) == ("running", "amber", None)
    lacking = kept(home()).lacking
    assert (lacking[Demand.YES], lacking[Demand.PERCENT], lacking[Demand.REASON]) == (1, 1, 1)
    assert lacking[Demand.SOURCE] == 0


def test_a_choice_is_one_line_and_nobody_overwrites_anybody(secretary):
    key = home()
    version = kept(key).version
    demands.choose(secretary, key, [Demand.SOURCE], version=version)
    with pytest.raises(ConflictError):
        demands.choose(secretary, key, [], version=version)
    assert kept(key).chosen == {Demand.SOURCE}
    with store.reading() as connection:
        log = schema.change_log.c
        chosen = sa.select(log.before, log.after).where(log.action == "portfolio.demands")
        line = connection.execute(chosen).one()
    assert json.loads(line.after) == {"demands": ["source"]}
    assert json.loads(line.before) == {"demands": ["yes", "source", "percent", "reason"]}


def test_the_column_says_what_was_chosen():
    assert domain_demands.demanded(None) == set(Demand)
    assert domain_demands.demanded(domain_demands.NOTHING) == set()
    for some in ([], [Demand.REASON, Demand.YES], list(Demand)):
        assert domain_demands.demanded(domain_demands.column(some)) == set(some)
