"""What the proposals hang on, what hangs on nothing, and each pool and process by itself."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio.queries.sources import other_names
from portfolio.queries.strategy import strategy
from portfolio.screens.strategy import hanging
from portfolio.store.schema import (
    funding_pools,
    gaps,
    proposal_pools,
    proposal_processes,
    proposals,
    strategy_processes,
)

MEETING = date(2022, 4, 4)
SCOPE = {"as_of": MEETING, "portfolio": builders.PORTFOLIO}


@pytest.fixture
def relations(ask):
    def relations(**chosen):
        return ask(strategy.relations, **(SCOPE | chosen))

    return relations


def of(table, number):
    rows = table[(table["number"] == number) & ~table["common"]]
    return list(rows[["kind", "code", "relation"]].itertuples(index=False, name=None))


def test_each_proposal_with_what_it_alone_hangs_on(relations):
    found = relations()
    assert of(found, 4) == [
        ("pool", "budget-23-den-gule-by", "builds_on"),
        ("pool", "frie-bymidter", "applied"),
        ("pool", "bid-indtaegter", "suggested"),
        ("pool", "private-midler", "suggested"),
    ]
    assert of(found, 6) == [
        ("pool", "bydelsforeningernes-aktivitetspulje", "builds_on"),
        ("process", "kulturstroget", "builds_on"),
        ("process", "campus-og-ungemiljo", "suggested"),
    ]
    assert of(found, 5) == of(found, 9) == []
    assert list(found["number"]) == sorted(found["number"])


def test_what_all_hang_on_is_marked_as_common_and_nothing_else_is(relations, seeded_db):
    common = relations()[lambda table: table["common"]]
    assert set(common["code"]) == {"udviklingsstrategien"}
    assert len(common) == 9
    builders.a_proposal(seeded_db, 10, "Ti, som ikke hænger på noget")
    assert not relations()["common"].any()


def test_a_portfolio_of_one_proposal_has_nothing_in_common(relations, seeded_db):
    builders.set_on(seeded_db, proposals, proposals.c.number != 4, introduced_on="2022-05-01")
    found = relations()
    assert set(found["number"]) == {4}
    assert not found["common"].any()


def test_only_the_proposals_of_the_day_and_of_the_portfolio(relations, ask, seeded_db):
    builders.a_proposal(seeded_db, 10, "Kommer senere", introduced_on="2022-04-05")
    builders.another_portfolio(seeded_db, 11, "En andens")
    other = builders.id_of(11, "another")
    where = proposal_pools.c.relation == "applied"
    builders.a_copy(seeded_db, proposal_pools, where, proposal_id=other)
    assert set(relations()["number"]) == set(range(1, 10))
    assert list(ask(strategy.proposals_on, **SCOPE)["number"]) == list(range(1, 10))
    later = {"as_of": date(2022, 4, 5), "portfolio": builders.PORTFOLIO}
    assert list(ask(strategy.proposals_on, **later)["number"]) == list(range(1, 11))
    assert list(relations(portfolio="another")["number"]) == [11]
    assert relations(as_of=date(2022, 4, 3)).empty


def test_what_hangs_on_nothing(ask):
    assert loose(ask, "pool") == [1, 2, 3, 5, 7, 8, 9]
    # That all nine hang on Udviklingsstrategien says nothing about one of them.
    assert loose(ask, "process") == [4, 5, 9]


def loose(ask, kind):
    return [row["number"] for row in hanging.without(ask(hanging.of, **SCOPE), kind)]


def test_pools_and_processes_that_only_others_hang_on_stay_with_them(ask):
    def processes(portfolio):
        return set(ask(strategy.processes, portfolio=portfolio)["title"])

    assert "Udviklingsstrategien" in processes(builders.PORTFOLIO)
    assert "Udviklingsstrategien" not in processes("boligmangel")
    assert processes("boligmangel") == {
        "Aftalen Fonden for blandede byer",
        "Hjem til alle",
        "Opførelsen af 100 almene boliger",
        "Rammeaftalen med boligorganisationerne",
    }
    # A pool that no proposal anywhere hangs on is shown in each.
    assert set(ask(strategy.pools, portfolio="boligmangel")["code"]) == {
        "direktionens-udviklingspulje"
    }


def test_a_pool_no_longer_hangs_loose_once_a_proposal_hangs_on_it(ask, seeded_db):
    where = funding_pools.c.code == "direktionens-udviklingspulje"
    pool = sa.select(funding_pools.c.id).where(where).scalar_subquery()
    nine = builders.id_of(9)
    applied = proposal_pools.c.relation == "applied"
    builders.a_copy(seeded_db, proposal_pools, applied, proposal_id=nine, pool_id=pool)
    assert loose(ask, "pool") == [1, 2, 3, 5, 7, 8]


def test_the_money_of_frie_bymidter_is_whole_kroner_and_nothing_is_granted(ask):
    (pool,) = ask(strategy.pools, code="frie-bymidter").to_dict("records")
    assert (pool["total_amount"], pool["earmarked_amount"]) == (130_000_000, 30_000_000)
    assert (pool["recipients"], pool["co_financing_share"]) == (10, 0.4)
    assert (pool["granted_amount"], pool["co_financing_base"]) == (None, None)
    assert pool["administrator"] == "Indenrigs- og boligministeriet"


@pytest.mark.parametrize("question", [strategy.pools, strategy.processes])
def test_an_unknown_code_is_nobody_with_the_same_columns(ask, question):
    everything, nobody = ask(question), ask(question, code="xx")
    assert len(everything) > 1
    assert (len(nobody), list(nobody.columns)) == (0, list(everything.columns))


def test_processes_with_their_owner_the_danish_way(ask):
    found = ask(strategy.processes)
    assert found["title"].iloc[0] == "Aftalen Fonden for blandede byer"
    assert found["title"].iloc[-1] == "Velkomstpakken for nye borgere"
    owners = dict(found[["code", "owner"]].to_numpy())
    assert owners["velkomstpakken"] == "Kommunikation"
    assert owners["udviklingsstrategien"] is None


def test_conditions_in_their_own_order_and_only_of_that_pool(ask, seeded_db):
    found = ask(strategy.conditions, pool="frie-bymidter")
    assert found["requirement"].iloc[0].startswith("Ordningen er målrettet")
    assert found["kind"].iloc[-1] == "legal"
    assert set(found["fulfilment"]) == {"open"}  # nobody has said that one is met
    assert len(found) == 11
    assert ask(strategy.conditions, pool="budget-23-den-gule-by").empty


def test_windows_are_only_where_the_minutes_give_them(ask):
    found = ask(strategy.windows, as_of=SCOPE["as_of"])
    assert list(found[["process", "title", "date_end"]].itertuples(index=False, name=None)) == [
        ("digitaliseringsstrategien", "Første workshop", "2022-05-31"),
        ("digitaliseringsstrategien", "Anden workshop", "2022-06-30"),
    ]


def test_other_names(ask):
    key = ask(strategy.processes, code="udviklingsstrategien")["id"].item()
    assert ask(other_names, table="strategy_processes", ids=(key,))[key] == (
        "Opdateringen af udviklingsstrategien",
        "Revision af Udviklingsstrategien",
    )
    assert ask(other_names, table="funding_pools", ids=(key,))[key] == ()


def test_gaps_of_a_pool_those_that_hold_something_up_first(ask, seeded_db):
    key = ask(strategy.pools, code="frie-bymidter")["id"].item()

    def codes(day):
        found = ask(strategy.open_gaps, kind="pool", id=key, as_of=date.fromisoformat(day))
        return list(found["code"])

    assert codes("2022-04-04")[0] == "A18"
    assert codes("2022-04-04")[-2:] == ["A23", "A53"]
    assert "A44" not in codes("2022-04-04")  # about parties, not about the pool
    assert codes("2022-04-03") == []
    builders.set_on(
        seeded_db,
        gaps,
        gaps.c.code == "A18",
        status="answered",
        answer="x",
        answered_on="2022-04-20",
    )
    assert "A18" in codes("2022-04-19")
    assert "A18" not in codes("2022-04-20")


def test_own_money_is_the_budget_a_proposal_of_the_pool_hangs_on_as_well(ask, seeded_db):
    found = ask(strategy.own_money, pool="frie-bymidter")
    assert list(found[["code", "total_amount"]].itertuples(index=False, name=None)) == [
        ("budget-23-den-gule-by", 6_000_000)
    ]
    assert ask(strategy.own_money, pool="bydelsforeningernes-aktivitetspulje").empty
    assert ask(strategy.own_money, pool="budget-23-den-gule-by").empty  # not its own
    where = funding_pools.c.code == "budget-23-den-gule-by"
    builders.set_on(seeded_db, funding_pools, where, kind="state")
    assert ask(strategy.own_money, pool="frie-bymidter").empty


def test_everything_is_empty_with_its_columns_in_an_empty_database(ask, ask_empty):
    for question in (strategy.relations, strategy.proposals_on):
        full, bare = ask(question, **SCOPE), ask_empty(question, **SCOPE)
        assert (len(bare), list(bare.columns)) == (0, list(full.columns))
    assert ask_empty(strategy.windows, as_of=SCOPE["as_of"]).empty
    assert loose(ask_empty, "pool") == loose(ask_empty, "process") == []


def test_a_tie_in_a_process_of_its_own_counts(relations, seeded_db):
    where = strategy_processes.c.code == "hjem-til-alle"
    process = sa.select(strategy_processes.c.id).where(where).scalar_subquery()
    nine = builders.id_of(9)
    suggested = proposal_processes.c.relation == "suggested"
    builders.a_copy(
        seeded_db, proposal_processes, suggested, proposal_id=nine, process_id=process, note=None
    )
    assert of(relations(), 9) == [("process", "hjem-til-alle", "suggested")]
