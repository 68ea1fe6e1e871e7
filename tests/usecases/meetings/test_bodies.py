"""A body that is made on the way: once, and never of what holds no meetings."""

from datetime import date

import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.errors import PortfolioError
from portfolio.store.schema import parties
from portfolio.usecases.meetings import bodies
from portfolio.usecases.use_case import COMMAND

TODAY = date(2022, 5, 1)


def called(name, kind="forum"):
    return bodies.called(COMMAND, name, kind, today=TODAY)


def kind_of(key):
    with store.reading() as connection:
        return connection.execute(sa.select(parties.c.kind).where(parties.c.id == key)).scalar_one()


def test_it_is_made_once_however_it_is_spelled(empty_db):
    made = called("  Chefgruppen ")
    assert kind_of(made) == "forum"
    assert called("CHEFGRUPPEN", "committee") == made
    assert kind_of(made) == "forum"


@pytest.mark.parametrize("name", ["", "  ", "\u200b"])
def test_it_has_a_name(empty_db, name):
    with pytest.raises(PortfolioError, match="what the body is called"):
        called(name)


def test_a_centre_does_not_become_a_body(seeded_db):
    with pytest.raises(PortfolioError, match="holds no meetings"):
        called("ungecenteret")
