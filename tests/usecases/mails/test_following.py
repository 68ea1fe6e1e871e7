"""Following a proposal, and what else a user chooses to hear: one's own, logged nowhere."""

import pytest
import sqlalchemy as sa
from builders import a_user, as_user, proposal_id

from portfolio import store
from portfolio.errors import PortfolioError
from portfolio.queries.mails import following as queries
from portfolio.store import changes
from portfolio.store.schema import follows
from portfolio.usecases import use_case
from portfolio.usecases.mails import following
from portfolio.usecases.use_case import COMMAND


@pytest.fixture
def reader(seeded_db):
    """A user who follows nothing."""
    return a_user(seeded_db, "reader")


def asked(question, **values):
    with store.reading() as connection:
        return question(connection, **values)


def test_followed_twice_stopped_and_begun_again_it_is_one_row(reader):
    who, four = as_user(reader), proposal_id(4)
    for do in (following.follow, following.follow, following.stop, following.stop):
        do(who, four)
    assert asked(queries.followed, user_id=reader) == ()
    following.follow(who, four)
    (one,) = asked(queries.followed, user_id=reader)
    assert (one.number, one.portfolio, one.rag) == (4, "civilsamfund", "none")
    assert asked(queries.follows_it, user_id=reader, proposal_id=four)
    assert not asked(queries.follows_it, user_id=reader, proposal_id=proposal_id(5))
    with store.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(follows)).scalar() == 1


def test_what_one_follows_is_ones_own_and_no_change_of_the_portfolio(reader, seeded_db):
    before = asked(changes.revision)
    following.follow(as_user(reader), proposal_id(4))
    following.see(as_user(reader), "2022-05-01T10:00:00.000000+00:00")
    following.choose_mails(as_user(reader), news=False, language="en")
    assert asked(changes.revision) == before
    assert asked(queries.choice, user_id=reader) == queries.Choice(False, "en")
    other = a_user(seeded_db, "reader")
    assert asked(queries.followed, user_id=other) == ()
    assert asked(queries.choice, user_id=other) == queries.Choice(True, "da")


def test_a_later_look_is_not_undone_by_an_earlier_one(reader):
    who = as_user(reader)
    for at in ("2022-05-02", "2022-05-01"):
        following.see(who, f"{at}T10:00:00.000000+00:00")
    assert asked(use_case.person_of, who=who).seen_at == "2022-05-02T10:00:00.000000+00:00"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda who: following.follow(who, "nix"), "no such proposal"),
        (lambda who: following.choose_mails(who, news=True, language="sv"), "no such language"),
        (lambda _who: following.follow(COMMAND, proposal_id(4)), "without an account"),
    ],
)
def test_what_cannot_be_is_refused(reader, wrong, said):
    with pytest.raises(PortfolioError, match=said):
        wrong(as_user(reader))
