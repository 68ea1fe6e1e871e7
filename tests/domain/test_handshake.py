"""The table of the handshake: every pair of a last word and the next, written out once more."""

import itertools

import pytest

from portfolio.domain.model import HANDSHAKE, Responsibility

S, A, Y, N, P = Responsibility
#: Who may follow whom, as people would say it.
ALLOWED = {
    (None, A),
    (None, Y),  # only mentioned: it can be asked, or say yes by itself
    (S, A),
    (S, Y),
    (A, Y),
    (A, N),
    (A, P),  # asked: it answers
    (Y, N),
    (Y, P),  # it said yes and steps back
    (N, A),
    (N, Y),  # it said no: it can be asked again, or think better of it
    (P, A),
    (P, Y),
}


PAIRS = list(itertools.product([None, *Responsibility], Responsibility))


@pytest.mark.parametrize(("last", "following"), PAIRS)
def test_every_pair(last, following):
    assert (following in HANDSHAKE[last]) == ((last, following) in ALLOWED)


def test_the_table_knows_every_word():
    assert set(HANDSHAKE) == {None, *Responsibility}
