"""The chain as it was on a day: the portfolio's, a proposal's, and the decision it departs from."""

from datetime import date

import sqlalchemy as sa
from builders import PORTFOLIO, a_copy, another_portfolio, proposal_id, set_on

from portfolio.queries.proposals import involvement
from portfolio.store import schema

MAY = date(2022, 5, 1)
S, P = schema.involvement_steps.c, schema.portfolios.c
OURS = S.portfolio_id == sa.select(P.id).where(P.code == PORTFOLIO).scalar_subquery()
CHEFFORUM = sa.and_(OURS, S.position == 2, S.proposal_id.is_(None))
CENTRES = sa.and_(OURS, S.position == 3, S.proposal_id.is_(None))


def chain(ask, as_of=MAY, portfolio=PORTFOLIO, number=None):
    own = {} if number is None else {"proposal_id": proposal_id(number)}
    return ask(involvement.steps, portfolio=portfolio, as_of=as_of, **own)


def step(address, where, **given):
    set_on(address, schema.involvement_steps, where, **given)


def test_chefforum_comes_before_the_centres_and_the_council_last(ask):
    found = chain(ask)

    assert list(found["party"]) == ["Direktionen", "Chefforum", "Fagcentrene", "Byrådet"]
    assert list(found["role"]) == ["decides", "involved", "qualifies", "involved"]
    assert list(found["state"]) == ["done", "next", "ahead", "ahead"]
    assert list(found["happened_on"]) == ["2022-04-04", None, None, None]
    assert not found["own"].any()


def test_a_step_has_happened_from_its_day_on(seeded_db, ask):
    step(seeded_db, CHEFFORUM, state="done", happened_on="2022-04-20", state_note="Godt")

    before, after = (chain(ask, date(2022, 4, day)).iloc[1] for day in (19, 20))
    assert (before["state"], before["happened_on"], before["state_note"]) == ("next", None, None)
    assert (after["state"], after["happened_on"], after["state_note"]) == (
        "done",
        "2022-04-20",
        "Godt",
    )


def test_the_centres_before_chefforum_departs_from_the_decision_of_4_april(seeded_db, ask):
    step(seeded_db, CENTRES, state="done", happened_on="2022-04-20")

    for found in (chain(ask), chain(ask, number=4)):
        row = found.iloc[1]
        assert (row["state"], row["decided_on"]) == ("passed_over", "2022-04-04")
        assert row["decision"] == "Chefforum bør med, før fagcentrene kvalificerer forslagene."
        assert list(found["decision"].drop(1)) == [None, None, None]
    assert chain(ask, date(2022, 4, 19)).iloc[1]["state"] == "next"


def test_a_proposals_own_step_holds_for_it_alone(seeded_db, ask):
    a_copy(
        seeded_db,
        schema.involvement_steps,
        CHEFFORUM,
        proposal_id=proposal_id(1),
        state="done",
        happened_on="2022-04-20",
    )

    assert list(chain(ask)["state"]) == ["done", "next", "ahead", "ahead"]
    assert list(chain(ask, number=2)["state"]) == ["done", "next", "ahead", "ahead"]
    own = chain(ask, number=1)
    assert list(own["state"]) == ["done", "done", "next", "ahead"]
    assert list(own["own"]) == [False, True, False, False]
    assert list(own["position"]) == [1, 2, 3, 4]


def test_a_step_taken_out_of_use_is_no_step(seeded_db, ask):
    step(seeded_db, CHEFFORUM, withdrawn_at="2022-04-20")
    assert list(chain(ask)["party"]) == ["Direktionen", "Fagcentrene", "Byrådet"]


def test_the_chain_is_not_known_before_the_portfolio_nor_in_another(seeded_db, ask, ask_empty):
    another_portfolio(seeded_db, 77, "En fremmed")

    assert chain(ask, date(2022, 4, 3)).empty
    assert chain(ask, portfolio="another").empty
    none = chain(ask_empty, portfolio=PORTFOLIO)
    assert none.empty
    assert list(none.columns) == list(chain(ask).columns)
