"""The calculator, checked against tables made by hand."""

import random

import pytest

from portfolio.domain import financing
from portfolio.domain.financing import Base, KnownAmount, Reach, Terms
from portfolio.errors import PortfolioError

MIO = 1_000_000


@pytest.mark.parametrize(
    ("base", "known", "amount", "cost", "grant", "own"),
    [
        (Base.COST, KnownAmount.COST, 10 * MIO, 10 * MIO, 6 * MIO, 4 * MIO),
        (Base.COST, KnownAmount.GRANT, 6 * MIO, 10 * MIO, 6 * MIO, 4 * MIO),
        (Base.COST, KnownAmount.OWN, 6 * MIO, 15 * MIO, 9 * MIO, 6 * MIO),  # the money of budget 23
        (Base.GRANT, KnownAmount.COST, 14 * MIO, 14 * MIO, 10 * MIO, 4 * MIO),
        (Base.GRANT, KnownAmount.GRANT, 10 * MIO, 14 * MIO, 10 * MIO, 4 * MIO),
        (Base.GRANT, KnownAmount.OWN, 6 * MIO, 21 * MIO, 15 * MIO, 6 * MIO),
        (Base.COST, KnownAmount.GRANT, 13 * MIO, 21_666_667, 13 * MIO, 8_666_667),  # 130 by 10
        (Base.COST, KnownAmount.COST, 1, 1, 1, 0),  # whole kroner, and still cost = grant + own
    ],
)
def test_a_share_of_forty_percent(base, known, amount, cost, grant, own):
    found = financing.financing(known, amount, Terms(share=0.40, base=base))
    assert (found.cost, found.grant, found.own) == (cost, grant, own)


@pytest.mark.parametrize("whole", [0, 1, 2, 3])
def test_half_a_krone_is_a_whole_one_whatever_stands_before_it(whole):
    half = financing.financing(KnownAmount.COST, 2 * whole + 1, Terms(share=0.5))
    assert half.own == whole + 1
    assert financing.average_frame(2 * whole + 1, 2) == whole + 1


@pytest.mark.parametrize(
    ("set_aside", "covered", "new_money"),
    [
        (0, 0, 4 * MIO),  # does not count: all of it is new money
        (3 * MIO, 3 * MIO, MIO),
        (4 * MIO, 4 * MIO, 0),
        (6 * MIO, 4 * MIO, 0),  # more than enough covers no more than the share
    ],
)
def test_money_set_aside_covers_the_share_only_as_far_as_it_counts(set_aside, covered, new_money):
    terms = Terms(share=0.40, set_aside=set_aside)
    found = financing.financing(KnownAmount.COST, 10 * MIO, terms)
    assert (found.own, found.covered, found.new_money) == (4 * MIO, covered, new_money)


@pytest.mark.parametrize("base", list(Base))
def test_there_and_back_again_is_the_same_project(base):
    draw = random.Random(4042022)
    for _ in range(2_000):
        terms = Terms(share=draw.randint(1, 99) / 100, base=base)
        grant = draw.randint(1, 500 * MIO)
        project = financing.financing(KnownAmount.GRANT, grant, terms)
        assert project.cost == project.grant + project.own
        again = financing.financing(KnownAmount.COST, project.cost, terms)
        assert (again.cost, again.grant, again.own) == (project.cost, grant, project.own)


@pytest.mark.parametrize("base", list(Base))
def test_from_cost_to_grant_and_back_loses_no_more_than_the_rounding(base):
    draw = random.Random(130)
    for _ in range(2_000):
        terms = Terms(share=draw.randint(1, 60) / 100, base=base)
        cost = draw.randint(1, 500 * MIO)
        grant = financing.financing(KnownAmount.COST, cost, terms).grant
        if grant:
            back = financing.financing(KnownAmount.GRANT, grant, terms).cost
            assert abs(back - cost) <= 2  # half a krone, divided by at least 40 % of grant


@pytest.mark.parametrize("base", list(Base))
def test_a_larger_share_never_gives_a_larger_grant(base):
    grants = [
        financing.financing(KnownAmount.COST, 10 * MIO, Terms(share=percent / 100, base=base)).grant
        for percent in range(101)
    ]
    assert grants == sorted(grants, reverse=True)
    assert grants[0] == 10 * MIO


def test_the_average_frame_is_a_tenth_of_the_pool_and_the_earmark_is_not_added():
    assert financing.average_frame(130 * MIO, 10) == 13 * MIO


@pytest.mark.parametrize(("total", "recipients"), [(None, 10), (130 * MIO, None), (130 * MIO, 0)])
def test_without_a_total_or_recipients_there_is_no_average(total, recipients):
    assert financing.average_frame(total, recipients) is None


@pytest.mark.parametrize(
    ("grant", "expected"),
    [
        (13 * MIO, Reach.WITHIN),
        (13 * MIO + 1, Reach.ABOVE_AVERAGE),
        (130 * MIO, Reach.ABOVE_AVERAGE),
        (130 * MIO + 1, Reach.ABOVE_POOL),
    ],
)
def test_how_far_a_grant_reaches(grant, expected):
    assert financing.reach(grant, 130 * MIO, 10) is expected


def test_a_grant_beside_a_pool_of_unknown_size_is_within():
    assert financing.reach(500 * MIO, None, None) is Reach.WITHIN


@pytest.mark.parametrize(
    ("known", "amount", "share"),
    [
        (KnownAmount.COST, 0, 0.4),
        (KnownAmount.COST, -5, 0.4),
        (KnownAmount.OWN, 5, 0.0),
        (KnownAmount.GRANT, 5, 1.0),
        (KnownAmount.COST, 5, 1.2),
    ],
)
def test_what_cannot_be_calculated_is_said(known, amount, share):
    with pytest.raises(PortfolioError):
        financing.financing(known, amount, Terms(share=share))
