"""Milestones as they looked on a day: their order, their state, what they belong to."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio.queries.strategy import timeline
from portfolio.store.schema import funding_pools, milestones, portfolios, proposals

MEETING = "2022-04-04"


@pytest.fixture
def seen(ask):
    """The milestones of a day by code, in the order of the answer."""

    def seen(day: str = MEETING, **chosen):
        chosen = {"portfolio": builders.PORTFOLIO} | chosen
        asked = timeline.Filters(as_of=date.fromisoformat(day), **chosen)
        return ask(timeline.milestones_on, filters=asked).set_index("code")

    return seen


TASKFORCE, HOUSING = "digital-taskforce", "boligmangel"


def test_by_last_day_and_those_without_a_date_last(seen, seeded_db):
    builders.a_milestone(seeded_db, "earliest", "2021-01-01")
    builders.a_milestone(seeded_db, "latest", "2031-01-01")
    builders.a_milestone(seeded_db, "unknown-yet", "2022-06-01", known_from="2022-04-05")
    codes = list(seen().index)
    assert codes[0] == "earliest"
    assert codes[-3] == "latest"
    # Without a date: the Danish order of their titles, B before K.
    assert codes[-2:] == ["fb-byraadets-tiltraedelse", "fb-bid"]
    assert "unknown-yet" not in codes


def test_a_span_is_placed_by_its_end_and_is_late_only_after_it(seen):
    codes = list(seen("2022-06-15", portfolio=None).index)
    # "frem mod sommerferien" ends 25 June, "Juni 2022" on 30 June.
    assert codes.index("aktindsigt-i-drift") < codes.index("fb-udvalgte")
    assert seen("2022-06-30").loc["fb-udvalgte", "state"] == "soon"
    assert seen("2022-07-01").loc["fb-udvalgte", "state"] == "not_recorded"


@pytest.mark.parametrize(
    ("day", "code", "state"),
    [
        (MEETING, "fb-invitation", "happened"),
        (MEETING, "fb-webinar", "not_recorded"),  # past, and nobody wrote what came of it
        (MEETING, "fb-interessetilkendegivelse", "soon"),
        ("2022-04-25", "fb-interessetilkendegivelse", "soon"),  # the last day is not too late
        (MEETING, "fb-lov", "ahead"),
        ("2026-11-23", "fb-lov", "not_recorded"),  # never overdue: nobody here promised a law
        (MEETING, "fb-bid", "undated"),
    ],
)
def test_the_state_is_that_of_the_day(seen, day, code, state):
    assert seen(day).loc[code, "state"] == state


def test_only_what_somebody_here_promised_is_overdue_and_only_after_its_last_day(seen, seeded_db):
    builders.a_milestone(seeded_db, "promised", "2022-04-20", promised=1)
    builders.a_milestone(seeded_db, "hoped", "2022-04-20")
    assert seen("2022-04-20").loc[["promised", "hoped"], "state"].tolist() == ["soon", "soon"]
    rows = seen("2022-04-21")
    assert rows.loc[["promised", "hoped"], "state"].tolist() == ["overdue", "not_recorded"]
    assert rows[rows["promised"] == 1].index.tolist() == ["promised"]


def test_an_outcome_recorded_later_was_not_known_then(seen, seeded_db):
    builders.a_milestone(
        seeded_db,
        "mine",
        "2022-04-10",
        outcome="happened",
        outcome_on="2022-04-20",
        outcome_note="Det skete",
    )
    then, now = seen("2022-04-19").loc["mine"], seen("2022-04-20").loc["mine"]
    assert (then["state"], then["outcome_on"], then["outcome_note"]) == ("not_recorded", None, None)
    assert (now["state"], now["outcome_on"], now["outcome_note"]) == (
        "happened",
        "2022-04-20",
        "Det skete",
    )


def test_the_words_of_the_minutes_are_kept(seen):
    rows = seen()
    assert rows.loc["fb-lov", "date_text"] == "Ultimo 2023"
    theirs = seen(portfolio=HOUSING)
    assert theirs.loc["rammeaftale-mode", ["date_text", "date_end", "date_inferred"]].tolist() == [
        "5. april",
        "2022-04-05",
        1,
    ]
    assert rows[rows["law_dependent"] == 1].index.tolist() == [
        "fb-lov",
        "fb-igangsaetning",
        "fb-bid",
    ]


@pytest.mark.parametrize(
    ("chosen", "codes"),
    [
        ({"belongs": "portfolio"}, ["civ-temadroftelse", "civ-portefoljeliste", "civ-vaekst-2026"]),
        ({"belongs": "proposal"}, ["ole-romer-direktionssag"]),
        ({"process": "plan-ole-romer-skolen"}, ["ole-romer-direktionssag"]),
        ({"process": "rammeaftalen"}, []),
        ({"process": "rammeaftalen", "portfolio": HOUSING}, ["rammeaftale-mode"]),
        ({"portfolio": HOUSING}, ["rammeaftale-mode", "almene-boliger-politisk"]),
        (
            {"portfolio": TASKFORCE},
            [
                "ydelsessystem-i-drift",
                "digistrat-tidsplan",
                "aktindsigt-i-drift",
                "nye-aftaler-esdh-lon",
                "digistrat-godkendelse",
                "robotter-kodning",
            ],
        ),
        ({"pool": "frie-bymidter", "state": "soon"}, ["fb-interessetilkendegivelse"]),
        ({"pool": "frie-bymidter", "state": "overdue"}, []),
        ({"pool": "no-such-pool"}, []),
        # Its own milestone, which is its process's as well, and stands once.
        ({"proposal": 7}, ["ole-romer-direktionssag"]),
        ({"proposal": 99}, []),
    ],
)
def test_filters(seen, chosen, codes):
    assert list(seen(**chosen).index) == codes


def test_a_proposal_has_the_milestones_of_what_it_hangs_on(seen, seeded_db):
    four = builders.id_of(4)
    builders.a_milestone(seeded_db, "own", "2022-04-06", portfolio_id=None, proposal_id=four)
    rows = seen(proposal=4)
    assert rows.loc["own", ["belongs", "proposal_number"]].tolist() == ["proposal", 4]
    assert set(rows.loc[rows["belongs"] == "pool", "pool_code"]) == {"frie-bymidter"}
    assert len(rows) == 11
    assert "own" not in seen(proposal=5).index
    assert seen(proposal=5).empty  # all it hangs on is Udviklingsstrategien, which has no dates


def test_another_portfolio_keeps_its_milestones_to_itself(seen, seeded_db):
    builders.another_portfolio(seeded_db, 4, "Fire, men af en anden portefølje")
    other = sa.select(portfolios.c.id).where(portfolios.c.code == "another").scalar_subquery()
    theirs = sa.select(proposals.c.id).where(proposals.c.portfolio_id == other).scalar_subquery()
    builders.a_milestone(seeded_db, "its-own", "2022-05-01", portfolio_id=other)
    builders.a_milestone(
        seeded_db, "its-proposals", "2022-05-01", portfolio_id=None, proposal_id=theirs
    )
    assert not {"its-own", "its-proposals"} & set(seen().index)
    assert "its-proposals" not in seen(proposal=4).index
    assert {"its-own", "its-proposals"} <= set(seen(portfolio="another").index)
    # Its proposals do not hang on that pool; others' do.
    assert "fb-lov" not in seen(portfolio="another").index


def test_only_nouns_with_milestones_can_be_chosen(ask, seeded_db):
    pool = sa.select(funding_pools.c.id)
    pool = pool.where(funding_pools.c.code == "direktionens-udviklingspulje").scalar_subquery()
    assert list(ask(timeline.noun_choices, kind="pool")["code"]) == ["frie-bymidter"]
    builders.set_on(seeded_db, milestones, milestones.c.code == "fb-bid", pool_id=pool)
    assert list(ask(timeline.noun_choices, kind="pool")["title"]) == [
        "Direktionens udviklingspulje",
        "Frie Bymidter",
    ]
    assert "Udviklingsstrategien" not in set(ask(timeline.noun_choices, kind="process")["title"])


def test_the_same_columns_when_there_is_nothing(ask, ask_empty):
    asked = timeline.Filters(as_of=date(2022, 4, 4))
    full, bare = (
        ask(timeline.milestones_on, filters=asked),
        ask_empty(timeline.milestones_on, filters=asked),
    )
    assert len(full) == 22
    assert (len(bare), list(bare.columns)) == (0, list(full.columns))
    before = ask(timeline.milestones_on, filters=timeline.Filters(as_of=date(2022, 4, 3)))
    assert (len(before), list(before.columns)) == (0, list(full.columns))


@pytest.mark.parametrize(
    ("chosen", "narrows"), [({}, False), ({"portfolio": "x"}, False), ({"state": "soon"}, True)]
)
def test_what_counts_as_a_filter(chosen, narrows):
    assert timeline.Filters(as_of=date(2022, 4, 4), **chosen).narrows is narrows


def test_a_number_says_nothing_without_its_portfolio():
    with pytest.raises(ValueError, match="portfolio"):
        timeline.Filters(as_of=date(2022, 4, 4), proposal=4)
