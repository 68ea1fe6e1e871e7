"""A centre that has what runs, says the secretary: shown as that, never as responsible."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.model import Responsibility
from portfolio.errors import PortfolioError
from portfolio.queries.overview import figures
from portfolio.queries.proposals import responsibility as queries
from portfolio.queries.proposals import told as told_queries
from portfolio.store import ids, schema
from portfolio.usecases.proposals import responsibility, told
from portfolio.usecases.proposals.responsibility import Word

TODAY = date(2022, 5, 1)


@pytest.fixture
def secretary(seeded_db):
    return builders.as_user(builders.a_user(seeded_db, "secretary", name="Sine Sekretær"))


def party(code):
    with store.reading() as connection:
        asked = sa.select(schema.parties.c.id).where(schema.parties.c.code == code)
        return connection.execute(asked).scalar_one()


def tell(number, code):
    proposal, centre = builders.proposal_id(number), party(code)
    key = ids.new_id()
    return store.in_transaction(lambda connection: told.tell(connection, proposal, centre, key))


def words(number):
    filters = builders.filters()
    with store.reading() as connection:
        table = queries.parties_of(connection, filters, [builders.proposal_id(number)])
    return dict(zip(table["name"], table["word"], strict=True))


def unasked():
    with store.reading() as connection:
        return told_queries.unasked(connection, portfolio=builders.PORTFOLIO, today=TODAY)


def test_a_told_centre_is_told_and_not_responsible(secretary):
    assert tell(4, "ungecenteret")
    assert words(4) == {"Ungecenteret": "told"}
    with store.reading() as connection:
        assert figures.key_figures(connection, filters=builders.filters()).accepted == 0
    assert [(one.number, one.party) for one in unasked()] == [(4, "Ungecenteret")]
    assert not tell(4, "ungecenteret")


def test_what_the_source_or_the_party_says_stays(secretary):
    before = words(1)
    assert not tell(1, "kommunikation")
    assert words(1) == before
    responsibility.ask(
        secretary, builders.proposal_id(4), party("ungecenteret"), happened_on=TODAY, today=TODAY
    )
    assert not tell(4, "ungecenteret")
    assert words(4) == {"Ungecenteret": "asked"}


def test_all_are_asked_in_one_act_and_once(secretary):
    for number in (4, 6, 8):
        tell(number, "ungecenteret")
    tell(8, "kommunikation")
    assert told.ask_told(secretary, builders.PORTFOLIO, today=TODAY) == 4
    assert unasked() == ()
    assert words(8) == {"Ungecenteret": "asked", "Kommunikation": "asked"}
    with store.reading() as connection:
        log = schema.change_log.c
        lines = connection.execute(
            sa.select(sa.func.count()).where(log.action == "responsibility.asked")
        ).scalar_one()
    assert lines == 4
    with pytest.raises(PortfolioError, match="has been asked"):
        told.ask_told(secretary, builders.PORTFOLIO, today=TODAY)


def test_some_are_asked_alone(secretary):
    for number in (4, 6):
        tell(number, "ungecenteret")
    one = [builders.proposal_id(4)]
    assert told.ask_told(secretary, builders.PORTFOLIO, today=TODAY, proposal_ids=one) == 1
    assert [each.number for each in unasked()] == [6]


def test_a_question_taken_back_is_told_again(secretary):
    tell(4, "ungecenteret")
    told.ask_told(secretary, builders.PORTFOLIO, today=TODAY)
    with store.reading() as connection:
        (tie,) = queries.ties(connection, proposal_id=builders.proposal_id(4))
    responsibility.take_back(secretary, tie.id, seen=tie.seq, reason="for tidligt")
    assert words(4) == {"Ungecenteret": "told"}
    assert len(unasked()) == 1


def test_yes_and_no_are_what_they_always_were(secretary):
    tell(4, "ungecenteret")
    told.ask_told(secretary, builders.PORTFOLIO, today=TODAY)
    with store.reading() as connection:
        (tie,) = queries.ties(connection, proposal_id=builders.proposal_id(4))
    no = Word(state=Responsibility.DECLINED, happened_on=TODAY, said_by="Ulla", reason="ikke vores")
    responsibility.answer(secretary, tie.id, no, seen=tie.seq, today=TODAY)
    assert words(4) == {"Ungecenteret": "declined"}
    assert unasked() == ()  # it is asked anew by itself, not with the others
