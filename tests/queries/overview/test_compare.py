"""What moved, came and went between two days, and how it is said."""

from datetime import date, timedelta

import builders
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio import store
from portfolio.domain.model import Succession
from portfolio.queries.overview import compare, trend
from portfolio.queries.overview.compare import Kind
from portfolio.reports.overview import changes
from portfolio.store import schema
from portfolio.usecases import use_case
from portfolio.usecases.proposals import succession

MEETING, TODAY = date(2022, 4, 4), date(2022, 5, 1)


def between(first=MEETING, second=TODAY, portfolio=builders.PORTFOLIO):
    with store.reading() as connection:
        return compare.differences(connection, portfolio=portfolio, first=first, second=second)


def of(number, *days):
    (found,) = (one for one in between(*days) if one.number == number)
    return found


def leave(kind, number, day, *, into=None, reason="Dækket af et andet"):
    other = builders.proposal_id(into) if into else None
    step = succession.Step(kind=kind, happened_on=day, reason=reason, successor_id=other)
    succession.take(use_case.LOCAL, builders.proposal_id(number), step, today=TODAY)


def test_nothing_moved_and_nothing_is_said(seeded_db):
    found = between()
    assert [one.number for one in found] == list(range(1, 10))
    assert {one.kind for one in found} == {Kind.SAME}
    assert {changes.sentences(one) for one in found} == {()}
    assert changes.summary(found) == "9 som før"


def test_a_light_that_moved_is_said_with_its_reason(seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-04", rag="amber", percent=10, reason="Før mødet")
    builders.a_status(seeded_db, 4, "2022-04-20", rag="red", percent=40, reason="Ingen lokaler")
    builders.a_status(seeded_db, 4, "2022-04-25", rag="red", percent=40)  # as before, no reason
    one = of(4)
    assert (one.kind, one.rag, one.percent) == (Kind.MOVED, ("amber", "red"), (10, 40))
    assert changes.sentences(one) == (
        "▲ Gul → ■ Rød: Ingen lokaler",
        "Fremdrift: 10\xa0% → 40\xa0%",
    )
    assert of(4, MEETING, date(2022, 4, 19)).kind is Kind.SAME
    # Known only since: the reason before the light turned is not the reason of the light.
    assert of(4, date(2022, 4, 3), MEETING).reason == "Før mødet"


def test_a_reason_nobody_recorded_is_said_to_be_missing(seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20", rag="amber", stage="proposed")
    assert changes.sentences(of(4)) == ("○ Ikke vurderet → ▲ Gul, ingen begrundelse registreret",)
    builders.a_status(seeded_db, 4, "2022-04-21", rag="green", stage="proposed")
    assert changes.sentences(of(4)) == ("○ Ikke vurderet → ● Grøn",)


def test_the_stage_and_who_said_yes_move_too(seeded_db):
    with store.reading() as connection:
        pp, p = schema.proposal_parties.c, schema.parties.c
        code, name = connection.execute(
            sa.select(p.code, p.name)
            .join(schema.proposal_parties, pp.party_id == p.id)
            .where(pp.proposal_id == builders.proposal_id(2))
            .order_by(p.code)
            .limit(1)
        ).one()
    builders.an_answer(seeded_db, 2, code, "asked", "2022-04-10")
    assert of(2).kind is Kind.SAME  # a question is no answer
    builders.an_answer(seeded_db, 2, code, "accepted", "2022-04-11")
    builders.a_status(seeded_db, 2, "2022-04-12", stage="qualification", rag="none")
    assert of(2).responsible == (None, name)
    assert changes.sentences(of(2)) == (
        "Fase: Forslag → Kvalificering",
        f"Ansvarlig: ingen har sagt ja → {name}",
    )
    assert of(2, MEETING, date(2022, 4, 10)).responsible == (None, None)


def test_what_was_introduced_between_came(seeded_db):
    builders.a_proposal(seeded_db, 77, "Et nyt", introduced_on="2022-04-10")
    one = of(77)
    assert (one.kind, one.stage, one.rag) == (Kind.CAME, (None, "proposed"), (None, "none"))
    assert changes.sentences(one) == ("Kom til 10. april 2022.",)
    assert 77 not in {one.number for one in between(MEETING, date(2022, 4, 9))}


@pytest.mark.parametrize(
    ("kind", "into", "said"),
    [
        (Succession.SET_ASIDE, None, "Lagt til side 20. april 2022: Dækket af et andet"),
        (
            Succession.MERGED,
            5,
            "Lagt sammen med forslag 5 {title} 20. april 2022: Dækket af et andet",
        ),
        (
            Succession.REPLACED,
            5,
            "Erstattet af forslag 5 {title} 20. april 2022: Dækket af et andet",
        ),
    ],
)
def test_what_left_the_board_went_and_says_how(seeded_db, kind, into, said):
    leave(kind, 4, date(2022, 4, 20), into=into)
    title = of(5).title
    assert of(4).kind is Kind.WENT
    assert changes.sentences(of(4)) == (said.format(title=title),)
    assert of(4, MEETING, date(2022, 4, 19)).kind is Kind.SAME


def test_what_was_taken_up_again_came_and_there_and_back_is_as_before(seeded_db):
    leave(Succession.SET_ASIDE, 4, date(2022, 4, 10))
    leave(Succession.RESUMED, 4, date(2022, 4, 20), reason="Der er penge igen")
    one = of(4, date(2022, 4, 15), TODAY)
    assert one.kind is Kind.CAME
    assert changes.sentences(one) == ("Genoptaget 20. april 2022: Der er penge igen",)
    assert of(4).kind is Kind.SAME
    assert of(4, date(2022, 4, 11), date(2022, 4, 19)).kind is Kind.SAME  # aside on both


def test_what_came_and_went_between_says_both(seeded_db):
    builders.a_proposal(seeded_db, 77, "Et kort liv", introduced_on="2022-04-10")
    leave(Succession.SET_ASIDE, 77, date(2022, 4, 20))
    assert of(77).kind is Kind.WENT
    (said,) = changes.sentences(of(77))
    assert said == (
        "Kom til 10. april 2022 og udgik igen. Lagt til side 20. april 2022: Dækket af et andet"
    )


def test_set_aside_by_a_status_has_its_reason(seeded_db):
    builders.a_status(
        seeded_db, 4, "2022-04-20", stage="not_pursued", rag="none", reason="Fra en import"
    )
    assert changes.sentences(of(4)) == ("Lagt til side 20. april 2022: Fra en import",)


def test_decisions_between_are_named_those_of_the_first_day_are_before_it(seeded_db):
    assert of(4).decided == ()
    one = of(4, date(2022, 4, 3), TODAY)
    assert "7.2" in {made.number for made in one.decided}
    assert "Besluttet (7.2 af 4. april 2022)" in " ".join(changes.sentences(one))
    assert one.decided[0].code == "direktionen-2022-04-04"


def test_another_portfolio_is_left_out_and_all_of_them_are_told_apart(seeded_db):
    builders.another_portfolio(seeded_db, 4, "Et fremmed")
    assert "Et fremmed" not in {one.title for one in between()}
    named = {(one.portfolio, one.number) for one in between(portfolio=None)}
    assert {(builders.PORTFOLIO, 4), ("another", 4)} <= named


def test_an_empty_portfolio_has_no_differences(empty_db):
    assert between(portfolio=None) == ()
    assert changes.summary(()) == "Ingen forslag"


def test_in_english(seeded_db):
    from portfolio import language

    builders.a_status(seeded_db, 4, "2022-04-20", rag="red", stage="proposed", reason="No rooms")
    language.use("en")
    assert changes.sentences(of(4)) == ("○ Not assessed → ■ Red: No rooms",)
    assert changes.summary(between()) == "1 moved, 8 as before"


def test_the_lights_of_a_day_and_those_set_aside_beside_them(seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20", rag="red")
    builders.a_status(seeded_db, 5, "2022-04-20", rag="green")
    leave(Succession.SET_ASIDE, 5, date(2022, 4, 25))
    days = (date(2022, 4, 3), MEETING, date(2022, 4, 20), TODAY)
    with store.reading() as connection:
        found = trend.trend(connection, portfolio=builders.PORTFOLIO, days=days)
    assert found.drop(columns="day").to_numpy().tolist() == [
        [0, 0, 0, 0, 0],
        [0, 0, 0, 9, 0],
        [1, 0, 1, 7, 0],
        [0, 0, 1, 7, 1],
    ]


# --- whatever the days -------------------------------------------------------------------------

DAYS = st.dates(date(2022, 3, 25), date(2022, 5, 10))
MIRRORED = {
    Kind.CAME: Kind.WENT,
    Kind.WENT: Kind.CAME,
    Kind.MOVED: Kind.MOVED,
    Kind.SAME: Kind.SAME,
}


@pytest.fixture
def lived(seeded_db):
    """A portfolio in which something of everything happened in April."""
    for number in (1, 2, 3):
        for week, rag in enumerate(("green", "amber", "red")):
            day = MEETING + timedelta(days=7 * week + number)
            builders.a_status(seeded_db, number, day.isoformat(), rag=rag, percent=week * 10)
    builders.a_proposal(seeded_db, 77, "Et nyt", introduced_on="2022-04-10")
    leave(Succession.SET_ASIDE, 4, date(2022, 4, 12))
    leave(Succession.RESUMED, 4, date(2022, 4, 18))
    leave(Succession.MERGED, 77, date(2022, 4, 22), into=5)
    return seeded_db


@settings(max_examples=25, deadline=None, suppress_health_check=[*HealthCheck])
@given(first=DAYS, second=DAYS, third=DAYS)
def test_the_days_told_backwards_mirror_and_spans_meet(lived, first, second, third):
    there, back = between(first, second), between(second, first)
    for one, other in zip(there, back, strict=True):
        assert other.kind is MIRRORED[one.kind] or first == second
        for pair in ("stage", "rag", "percent", "responsible"):
            assert getattr(one, pair) == getattr(other, pair)[::-1]
        assert (one.kind is Kind.SAME) is (
            one.stage[0] is not None
            and all(
                getattr(one, pair)[0] == getattr(one, pair)[1]
                for pair in ("stage", "rag", "percent", "responsible")
            )
        )
    days = sorted((first, second, third))
    ends = {one.number: one for one in between(days[0], days[1])}
    for one in between(days[1], days[2]):
        if one.number in ends:
            assert one.rag[0] == ends[one.number].rag[1]
            assert one.stage[0] == ends[one.number].stage[1]
