"""Whose calendar holds what: a lead's own, everybody else's all, and nothing set aside."""

from datetime import date

import pytest
import sqlalchemy as sa
from builders import a_milestone, a_round, a_user, an_answer, changed, proposal_id, set_on

from portfolio import store
from portfolio.domain.permissions import Role
from portfolio.queries.calendar import calendar
from portfolio.store import changes
from portfolio.store.schema import (
    milestones,
    parties,
    proposal_parties,
    proposal_pools,
    proposal_processes,
)

YOUTH = "ungecenteret"
AS_OF = date(2022, 4, 4)


def titles(address: str, role: Role = Role.SECRETARY, *codes: str) -> set[str]:
    return {entry.title for entry in entries(address, role, *codes)}


def entries(address: str, role: Role = Role.SECRETARY, *codes: str) -> tuple[calendar.Entry, ...]:
    with store.reading(address) as connection:
        mine = connection.execute(sa.select(parties.c.id).where(parties.c.code.in_(codes)))
        return calendar.entries(connection, role=role, as_of=AS_OF, party_ids=list(mine.scalars()))


def test_nothing_in_an_empty_portfolio(empty_db):
    assert entries(empty_db) == ()
    assert entries(empty_db, Role.LEAD) == ()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.LEAD])
def test_whoever_is_no_lead_gets_everything(seeded_db, role):
    a_round(seeded_db, "2022-05-10", 1)
    assert len(entries(seeded_db, role)) == 19


@pytest.fixture
def lead_of_9(seeded_db):
    """Ungecenteret has accepted proposal 9, which has a milestone; so has proposal 1."""
    an_answer(seeded_db, 9, YOUTH, "accepted", "2022-04-10")
    for number in (1, 9):
        a_milestone(
            seeded_db,
            f"m{number}",
            "2022-06-01",
            portfolio_id=None,
            proposal_id=proposal_id(number),
        )
    return seeded_db


def test_a_lead_gets_the_own_proposals_and_the_portfolios(lead_of_9):
    mine = titles(lead_of_9, Role.LEAD, YOUTH)
    assert "m9" in mine
    assert "m1" not in mine
    assert "Direktionens temadrøftelse om byudvikling og fællesskaber" in mine  # the portfolio's


def test_a_lead_gets_what_the_own_proposals_hang_on(lead_of_9):
    with store.reading() as connection:
        pools = set(connection.execute(sa.select(proposal_pools.c.proposal_id)).scalars())
        held = (
            connection.execute(
                sa.select(proposal_processes.c.process_id).where(
                    proposal_processes.c.proposal_id == proposal_id(9)
                )
            )
            .scalars()
            .all()
        )
        dated = sa.select(milestones.c.title).where(
            milestones.c.process_id.in_(held), milestones.c.date_start.is_not(None)
        )
        through = set(connection.execute(dated).scalars())
    mine = titles(lead_of_9, Role.LEAD, YOUTH)
    assert through <= mine
    assert ("De ti udvalgte kommuner offentliggøres" in mine) == (proposal_id(9) in pools)
    assert "Nyt ydelsessystem for kontanthjælp i drift" not in mine or through


def test_a_tie_to_a_pool_brings_its_milestones_until_it_is_taken_off(lead_of_9):
    changed(
        lead_of_9,
        lambda c: c.execute(
            sa.update(proposal_pools)
            .values(proposal_id=proposal_id(9))
            .where(proposal_pools.c.id == sa.select(proposal_pools.c.id).limit(1).scalar_subquery())
        ),
    )
    assert "De ti udvalgte kommuner offentliggøres" in titles(lead_of_9, Role.LEAD, YOUTH)
    set_on(lead_of_9, proposal_pools, sa.true(), withdrawn_at="2022-05-01T00:00:00Z")
    assert "De ti udvalgte kommuner offentliggøres" not in titles(lead_of_9, Role.LEAD, YOUTH)


def test_a_lead_whose_party_says_no_loses_it(lead_of_9):
    an_answer(lead_of_9, 9, YOUTH, "declined", "2022-04-20")
    assert "m9" not in titles(lead_of_9, Role.LEAD, YOUTH)


def test_a_lead_whose_party_is_taken_off_loses_it(lead_of_9):
    set_on(
        lead_of_9,
        proposal_parties,
        proposal_parties.c.state == "accepted",
        withdrawn_at="2022-05-01T00:00:00Z",
    )
    assert "m9" not in titles(lead_of_9, Role.LEAD, YOUTH)


def test_a_lead_gets_the_rounds_that_ask(lead_of_9):
    a_round(lead_of_9, "2022-05-10", 9, title="Spørger om 9")
    a_round(lead_of_9, "2022-05-11", 1, title="Spørger om 1")
    assert {"Spørger om 9", "Spørger om 1"} <= titles(lead_of_9)
    mine = titles(lead_of_9, Role.LEAD, YOUTH)
    assert "Spørger om 9" in mine
    assert "Spørger om 1" not in mine


def test_what_is_taken_out_is_gone(seeded_db):
    a_milestone(seeded_db, "Taget ud", "2022-06-01", withdrawn_at="2022-05-01T00:00:00Z")
    assert "Taget ud" not in titles(seeded_db)


def test_when_it_was_changed_comes_from_the_log(seeded_db):
    a_milestone(seeded_db, "Ny", "2022-06-01")
    (before,) = [entry for entry in entries(seeded_db) if entry.title == "Ny"]
    change = changes.Change(
        actor="test",
        action="milestone.changed",
        subject_table="milestones",
        subject_id=before.id,
        at="2030-01-01T00:00:00.000000+00:00",
    )
    store.in_transaction(lambda connection: changes.record(connection, change))
    (after,) = [entry for entry in entries(seeded_db) if entry.title == "Ny"]
    assert after.changed_at == "2030-01-01T00:00:00.000000+00:00" != before.changed_at


def test_they_come_by_day(seeded_db):
    days = [entry.start for entry in entries(seeded_db)]
    assert days == sorted(days)


def test_a_link_that_was_never_made(seeded_db):
    with store.reading() as connection:
        assert calendar.link(connection, user_id=a_user(seeded_db, "reader")) is None
