"""What tests of questions stand on: asking the seeded database, or the empty one."""

import pytest

from portfolio import store


@pytest.fixture
def ask(seeded_db):
    """``ask(board.board, filters=…)``: the answer of a question to the real seed."""
    return _asking(seeded_db)


@pytest.fixture
def ask_empty(empty_db):
    """The same question to a database that holds nothing."""
    return _asking(empty_db)


def _asking(address):
    def ask(question, **values):
        with store.reading(address) as connection:
            return question(connection, **values)

    return ask
