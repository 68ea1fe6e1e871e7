"""What tests of papers stand on: the facts of a day from a real database."""

import builders
import pytest

from portfolio import store
from portfolio.queries.papers import facts


@pytest.fixture
def facts_of(seeded_db):
    """``facts_of("2022-05-01", 4, 6)``: the facts of a day, of all proposals or of some."""

    def facts_of(day: str = "2022-05-01", *numbers: int):
        with store.reading(seeded_db) as connection:
            return facts.facts(connection, filters=builders.filters(day), numbers=numbers)

    return facts_of
