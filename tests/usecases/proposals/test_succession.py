"""Setting aside, merging, replacing, taking up again: with a reason, a day and a trail."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.commands.checkup import facts
from portfolio.domain.model import Succession
from portfolio.domain.permissions import Role
from portfolio.errors import NotAllowedError, PortfolioError
from portfolio.language import fold
from portfolio.queries.proposals import proposals
from portfolio.queries.proposals import succession as proposal_succession
from portfolio.store import schema
from portfolio.usecases import use_case
from portfolio.usecases.proposals import succession
from portfolio.usecases.proposals.succession import Step

TODAY = date(2022, 5, 1)
ASIDE, MERGED, REPLACED, RESUMED = Succession


def take(kind, number=4, who=use_case.LOCAL, *, into=None, reason="Derfor", day=TODAY):
    other = builders.proposal_id(into) if into else None
    step = Step(kind=kind, happened_on=day, reason=reason, successor_id=other)
    succession.take(who, builders.proposal_id(number), step, today=TODAY)


def shown(number=4, day="2022-05-01"):
    with store.reading() as connection:
        found = proposals.proposal(connection, filters=builders.filters(day), number=number)
    return found.facts


def trail(number=4, day=TODAY):
    with store.reading() as connection:
        id = builders.proposal_id(number)
        return proposal_succession.trails(connection, as_of=day, ids=(id,))[id]


def is_sound():
    with store.reading() as connection:
        return facts.latest_status_is_shown(connection).level == "ok"


def test_set_aside_moves_the_stage_with_a_status_and_keeps_light_and_share(seeded_db):
    builders.a_status(
        seeded_db,
        4,
        "2022-04-10",
        rag="amber",
        percent=20,
        decision_needed="Skal det?",
        next_step="Møde",
    )
    take(ASIDE, day=date(2022, 4, 20))
    now = shown()
    assert (now["stage"], now["rag"], now["percent"]) == ("not_pursued", "amber", 20)
    assert (now["status_on"], now["set_aside_reason"]) == ("2022-04-20", "Derfor")
    assert shown(day="2022-04-19")["stage"] == "running"
    with store.reading() as connection:
        s = schema.status_updates
        row = connection.execute(sa.select(s).where(s.c.origin == "succession")).one()
    assert (row.seq, row.reason, row.author, row.decision_needed) == (2, "Derfor", "local", None)
    assert is_sound()


def test_resumed_it_stands_where_it_stood(seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-10", stage="running", rag="red", percent=30)
    take(ASIDE)
    take(RESUMED, reason="Der er kommet penge")
    now = shown()
    assert (now["stage"], now["rag"], now["percent"]) == ("running", "red", 30)
    assert now["set_aside_reason"] is None
    assert list(trail().own["kind"]) == ["set_aside", "resumed"]
    assert is_sound()


def test_a_proposal_without_a_status_comes_back_as_a_proposal(seeded_db):
    take(ASIDE)
    take(RESUMED)
    assert (shown()["stage"], shown()["rag"], shown()["percent"]) == ("proposed", "none", None)


@pytest.mark.parametrize("kind", [MERGED, REPLACED])
def test_with_another_it_is_found_from_both_ends_until_it_is_resumed(seeded_db, kind):
    take(kind, 4, into=6, day=date(2022, 4, 20))
    (own,) = trail(4).own.to_dict("records")
    (taken,) = trail(6).taken_in.to_dict("records")
    assert (own["kind"], own["number"], own["reason"]) == (kind, 6, "Derfor")
    assert (taken["kind"], taken["number"]) == (kind, 4)
    assert trail(6, date(2022, 4, 19)).taken_in.empty
    take(RESUMED, 4)
    assert trail(6).taken_in.empty
    assert len(trail(6, date(2022, 4, 25)).taken_in) == 1
    assert shown(6)["stage"] == "proposed"


@pytest.mark.parametrize("kind", [ASIDE, MERGED, REPLACED])
@pytest.mark.parametrize("reason", ["", "  \n", "\x00"])
def test_never_without_a_reason(seeded_db, kind, reason):
    with pytest.raises(PortfolioError, match="Write a reason"):
        take(kind, into=None if kind is ASIDE else 5, reason=reason)
    assert shown()["stage"] == "proposed"
    assert trail().own.empty


def test_resuming_needs_a_reason_too(seeded_db):
    take(ASIDE)
    with pytest.raises(PortfolioError, match="Write a reason"):
        take(RESUMED, reason=" ")


def test_what_cannot_be(seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20")
    builders.another_portfolio(seeded_db, 88, "Andetsteds")
    with store.reading() as connection:
        p = schema.proposals.c
        elsewhere = connection.execute(sa.select(p.id).where(p.number == 88)).scalar_one()

    def refused(match, kind, **given):
        with pytest.raises(PortfolioError, match=match):
            take(kind, **given)

    refused("nothing to resume", RESUMED)
    refused("goes into", MERGED)
    refused("goes into", ASIDE, into=5)
    refused("another proposal than this", MERGED, into=4)
    refused("not come yet", ASIDE, day=date(2022, 5, 2))
    refused("before the latest on record", ASIDE, day=date(2022, 4, 19))
    for other, match in ((elsewhere, "same portfolio"), ("gone", "no such proposal")):
        step = Step(kind=MERGED, happened_on=TODAY, reason="x", successor_id=other)
        with pytest.raises(PortfolioError, match=match):
            succession.take(use_case.LOCAL, builders.proposal_id(4), step, today=TODAY)
    take(ASIDE, 5)
    refused("set aside itself", MERGED, into=5)
    refused("set aside already", ASIDE, number=5)
    refused("set aside already", MERGED, number=5, into=6)
    assert shown()["stage"] == "running"
    assert is_sound()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", [ASIDE, RESUMED])
def test_only_the_secretary_not_even_the_lead_who_answers_for_it(seeded_db, role, kind):
    if kind is RESUMED:
        take(ASIDE)
    who = builders.as_user(builders.a_user(seeded_db, role, "kommunikation"))
    builders.an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-10")
    number = 4 if kind is RESUMED else 1
    if role in (Role.SECRETARY, Role.ADMINISTRATOR):
        take(kind, number, who)
    else:
        with pytest.raises(NotAllowedError):
            take(kind, number, who)


def test_the_trail_is_only_added_to(seeded_db):
    take(ASIDE)
    with pytest.raises(sa.exc.DBAPIError):
        builders.changed(
            seeded_db,
            lambda c: c.execute(sa.update(schema.proposal_successions).values(reason="x")),
        )
    assert fold(trail().own["reason"].iloc[0]) == "derfor"
