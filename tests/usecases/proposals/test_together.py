"""One act on many proposals: all or nothing, each fault named, one line, taken back as one."""

import json
from datetime import date

import pytest
import sqlalchemy as sa
from builders import a_user, as_user, proposal_id

from portfolio import store
from portfolio.domain.model import Stage
from portfolio.errors import NotAllowedError, PortfolioError
from portfolio.language import explain
from portfolio.queries.log import log
from portfolio.store import schema
from portfolio.usecases import content
from portfolio.usecases.proposals import copying, together, together_undone
from portfolio.usecases.proposals.together import TogetherError

TODAY = date(2022, 5, 1)
SOME = (1, 2, 3, 4, 6, 8)


@pytest.fixture
def secretary(seeded_db):
    return as_user(a_user(seeded_db, "secretary"))


def ids(*numbers):
    return [proposal_id(number) for number in numbers]


def an_id(table, **where):
    kept = schema.metadata.tables[table]
    with store.reading() as connection:
        tests = [kept.c[name] == value for name, value in where.items()]
        chosen = sa.select(kept.c.id).where(*tests).order_by(kept.c.id)
        return connection.execute(chosen).scalars().first()


def everything():
    """All rows of the tables that an act can touch, without what only ever grows."""
    with store.reading() as connection:
        return {
            name: connection.execute(sa.select(schema.metadata.tables[name])).all()
            for name in ("proposals", "proposal_parties", "proposal_places", "own_values")
        }


def stages(*numbers):
    with store.reading() as connection:
        p = schema.proposals.c
        chosen = sa.select(p.number, p.stage).where(p.id.in_(ids(*numbers))).order_by(p.number)
        return dict(connection.execute(chosen).all())


def acts(who):
    """One of each, none of which the seed has made impossible for any of SOME."""
    field = content.add(
        who,
        "own_fields",
        {"name": "Prioritet", "kind": "choice", "choices": "Lav\nHøj"},
        today=TODAY,
    )
    place = content.add(who, "places", {"name": "Testby", "kind": "town"}, today=TODAY)
    pool = content.add(who, "funding_pools", {"title": "Testpulje", "kind": "state"}, today=TODAY)
    process = content.add(
        who, "strategy_processes", {"title": "Testplan", "kind": "plan"}, today=TODAY
    )
    party = content.add(who, "parties", {"name": "Testcenter", "kind": "centre"}, today=TODAY)
    return {
        "ask": together.Ask(party),
        "place": together.Place(place, "focus"),
        "pool": together.TieToPool(pool, "suggested"),
        "process": together.TieToProcess(process, "suggested"),
        "move": together.Move(Stage.QUALIFICATION, "Aftalt på mødet"),
        "set_aside": together.SetAside("Lagt til side på mødet"),
        "say": together.Say(field, "høj"),
    }


def newest():
    c = schema.change_log.c
    with store.reading() as connection:
        row = connection.execute(sa.select(schema.change_log).order_by(c.revision.desc()).limit(1))
        return row.mappings().one()


def revision():
    with store.reading() as connection:
        return connection.execute(sa.select(schema.revisions.c.number)).scalar_one()


@pytest.mark.parametrize("name", ["ask", "place", "pool", "process", "move", "set_aside", "say"])
def test_an_act_is_one_line_of_each_of_them_and_is_taken_back_as_one(secretary, name):
    act = acts(secretary)[name]
    before, revised = stages(*SOME), revision()
    done = together.do(secretary, act, ids(*SOME), today=TODAY)
    assert (done.count, revision()) == (6, revised + 1)
    line = newest()
    assert (line["id"], line["subject_id"]) == (done.change_id, None)
    assert set(json.loads(line["after"])) == set(ids(*SOME))
    with store.reading() as connection:
        told = [log.of_proposal(connection, proposal_id=key)[0].id for key in ids(4, 8)]
        assert told == [line["id"], line["id"]]
        assert line["id"] not in {
            one.id for one in log.of_proposal(connection, proposal_id=proposal_id(9))
        }
    if name == "move":
        assert set(stages(*SOME).values()) == {"qualification"}
    undone = together_undone.take_back(secretary, done.change_id, today=TODAY)
    assert (undone.count, stages(*SOME)) == (6, before)
    assert newest()["action"] == "together.taken_back"


@pytest.mark.parametrize("name", ["ask", "place", "pool", "process", "set_aside", "say"])
def test_what_one_of_them_cannot_is_said_of_it_and_nothing_is_half_done(secretary, name):
    every = acts(secretary)
    if name == "say":
        every[name] = together.Say(every[name].field_id, "Mellem")
    else:
        together.do(secretary, every[name], ids(3), today=TODAY)
    before, revised = everything(), revision()
    with pytest.raises(TogetherError) as caught:
        together.do(secretary, every[name], ids(*SOME), today=TODAY)
    assert (everything(), revision()) == (before, revised)
    wrong = ids(*SOME) if name == "say" else ids(3)
    assert list(caught.value.faults) == wrong
    assert explain(next(iter(caught.value.faults.values()))).endswith((".", "igen"))
    if name != "say":
        others = [key for key in ids(*SOME) if key not in caught.value.faults]
        assert together.do(secretary, every[name], others, today=TODAY).count == 5


def test_an_unmet_rule_of_the_stage_is_said_of_the_proposal(secretary):
    with pytest.raises(TogetherError) as caught:
        together.do(secretary, together.Move(Stage.ANCHORED), ids(1, 2), today=TODAY)
    assert len(caught.value.faults) == 2
    assert stages(1, 2) == {1: "proposed", 2: "proposed"}


@pytest.mark.parametrize("name", ["ask", "say", "move"])
def test_what_somebody_has_built_on_is_not_taken_back_behind_their_back(secretary, name):
    every = acts(secretary)
    done = together.do(secretary, every[name], ids(1, 2), today=TODAY)
    if name == "say":
        again = together.Say(every[name].field_id, "Lav")
    elif name == "move":
        again = together.Move(Stage.PROPOSED, "Tilbage")
    else:
        together_undone.take_back(secretary, done.change_id, today=TODAY)
        again = every[name]
    together.do(secretary, again, ids(2), today=TODAY)
    with pytest.raises(TogetherError) as caught:
        together_undone.take_back(secretary, done.change_id, today=TODAY)
    assert proposal_id(2) in caught.value.faults


def test_nothing_chosen_and_a_line_that_is_no_such_act_are_said(secretary):
    act = together.Move(Stage.QUALIFICATION)
    with pytest.raises(PortfolioError):
        together.do(secretary, act, [], today=TODAY)
    acts(secretary)
    with pytest.raises(PortfolioError):
        together_undone.take_back(secretary, newest()["id"], today=TODAY)


def test_who_may_not_do_it_to_one_may_not_do_it_to_many(seeded_db):
    every = acts(as_user(a_user(seeded_db, "secretary")))
    done = together.do(
        as_user(a_user(seeded_db, "secretary", email="to@x.test")),
        every["place"],
        ids(1),
        today=TODAY,
    )
    for role in ("reader", "lead", "director"):
        who = as_user(a_user(seeded_db, role, email=f"{role}@x.test"))
        for act in every.values():
            with pytest.raises(NotAllowedError):
                together.do(who, act, ids(2), today=TODAY)
        with pytest.raises(NotAllowedError):
            together_undone.take_back(who, done.change_id, today=TODAY)
        with pytest.raises(NotAllowedError):
            copying.copy(who, proposal_id(4), "Kopi", today=TODAY)


def test_a_copy_has_the_words_and_ties_and_none_of_the_history(secretary):
    every = acts(secretary)
    for name in ("ask", "place", "move", "say"):
        together.do(secretary, every[name], ids(1), today=TODAY)
    number = copying.copy(secretary, proposal_id(1), "  Et  nyt ", today=TODAY)
    p = schema.proposals.c
    with store.reading() as connection:
        old, new = (
            connection.execute(
                sa.select(schema.proposals).where(
                    p.number == n,
                    p.portfolio_id
                    == sa.select(p.portfolio_id).where(p.id == proposal_id(1)).scalar_subquery(),
                )
            )
            .mappings()
            .one()
            for n in (1, number)
        )
    assert (number, new["title"], new["introduced_on"]) == (10, "Et nyt", "2022-05-01")
    assert (new["summary"], new["purpose_id"]) == (old["summary"], old["purpose_id"])
    assert (new["stage"], new["rag"], new["status_seq"]) == ("proposed", "none", 0)

    def tied(table, column, key):
        kept = schema.metadata.tables[table]
        with store.reading() as connection:
            chosen = sa.select(kept.c[column]).where(kept.c.proposal_id == key)
            return set(connection.execute(chosen).scalars())

    for table, column in (
        ("proposal_places", "place_id"),
        ("proposal_processes", "process_id"),
        ("own_values", "value"),
    ):
        assert tied(table, column, new["id"]) == tied(table, column, old["id"]) != set()
    assert every["ask"].party_id not in tied("proposal_parties", "party_id", new["id"])
    assert tied("proposal_parties", "state", new["id"]) == {None}
    assert "Et nyt".lower() in new["search_text"]
    with pytest.raises(PortfolioError):
        copying.copy(secretary, proposal_id(1), "  ", today=TODAY)
