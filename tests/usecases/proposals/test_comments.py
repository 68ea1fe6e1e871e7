"""Comments: who may write, what is kept of them, taking back, and what is seen on which day."""

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.permissions import Role
from portfolio.errors import NotAllowedError, PortfolioError
from portfolio.queries.proposals import comments as proposal_comments
from portfolio.store import schema
from portfolio.usecases import use_case
from portfolio.usecases.proposals import comments


def written(number=4, day="2022-05-01"):
    with store.reading() as connection:
        found = proposal_comments.comments_on(
            connection, filters=builders.filters(day), proposal_id=builders.proposal_id(number)
        )
    return found.to_dict("records")


def write(who, text="Hej", number=4):
    comments.write(who, builders.proposal_id(number), text)


@pytest.mark.parametrize("role", Role)
def test_all_but_readers_write(seeded_db, role):
    who = builders.as_user(builders.a_user(seeded_db, role))
    if role is Role.READER:
        with pytest.raises(NotAllowedError):
            write(who)
        assert written() == []
    else:
        write(who)
        assert [row["author"] for row in written()] == [f"Test {role}"]


def test_the_newest_last_and_of_this_proposal_only(seeded_db):
    for text in ("første", "anden", "tredje"):
        write(use_case.LOCAL, text)
    write(use_case.LOCAL, "et andet sted", number=5)
    assert [row["words"] for row in written()] == ["første", "anden", "tredje"]


@pytest.mark.parametrize("text", ["", "  \n\t ", "\u200e\u202e", "\x00\x07"])
def test_nothing_is_no_comment(seeded_db, text):
    with pytest.raises(PortfolioError, match="Write something"):
        write(use_case.LOCAL, text)
    assert written() == []


def test_no_longer_than_there_is_room_for(seeded_db):
    with pytest.raises(PortfolioError) as refused:
        write(use_case.LOCAL, "x" * 4001)
    assert refused.value.values == {"length": 4001, "most": 4000}
    write(use_case.LOCAL, "x" * 4000)
    assert len(written()) == 1


def test_lines_and_marks_are_kept_as_they_are_and_unseen_signs_are_not(seeded_db):
    write(use_case.LOCAL, "  Første\r\n\r\n  *anden* <b>x</b>\x00\u202e ☂ 👩‍👧\x1b")
    assert written()[0]["words"] == "Første\n\n  *anden* <b>x</b> ☂ 👩‍👧"


def test_no_such_proposal(seeded_db):
    with pytest.raises(PortfolioError, match="no such proposal"):
        comments.write(use_case.LOCAL, "none", "Hej")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.READER])
def test_the_author_takes_back_and_the_secretary_any(seeded_db, role):
    author = builders.as_user(builders.a_user(seeded_db, "lead", name="Arne"))
    write(author, "Mit")
    write(author, "Også mit")
    comments.withdraw(author, written()[0]["id"])
    other = builders.as_user(builders.a_user(seeded_db, role, name="Bente"))
    if role in (Role.SECRETARY, Role.ADMINISTRATOR):
        comments.withdraw(other, written()[1]["id"])
        assert [row["withdrawn_by"] for row in written()] == ["Arne", "Bente"]
    else:
        with pytest.raises(NotAllowedError):
            comments.withdraw(other, written()[1]["id"])
        assert [row["withdrawn_by"] for row in written()] == ["Arne", None]


def test_what_was_taken_back_is_not_read_again_but_is_kept(seeded_db):
    write(use_case.LOCAL, "Hemmelig")
    key = written()[0]["id"]
    comments.withdraw(use_case.LOCAL, key)
    assert written()[0]["words"] is None
    assert written()[0]["withdrawn_at"]
    with store.reading() as connection:
        asked = sa.select(schema.comments.c.words).where(schema.comments.c.id == key)
        assert connection.execute(asked).scalar_one() == "Hemmelig"
    with pytest.raises(PortfolioError, match="already"):
        comments.withdraw(use_case.LOCAL, key)


def test_an_author_who_has_become_a_reader_takes_nothing_back(seeded_db):
    key = builders.a_user(seeded_db, "lead")
    write(builders.as_user(key))
    builders.set_on(seeded_db, schema.users, schema.users.c.id == key, role="reader")
    with pytest.raises(NotAllowedError):
        comments.withdraw(builders.as_user(key), written()[0]["id"])


@pytest.mark.parametrize(
    ("at", "day", "seen"),
    [
        ("2022-04-20T10:00:00.000000+00:00", "2022-04-20", True),
        ("2022-04-20T10:00:00.000000+00:00", "2022-04-19", False),
        # Half past eleven in the evening of the 20th, by the clock on the wall.
        ("2022-04-20T21:30:00.000000+00:00", "2022-04-20", True),
        ("2022-04-20T22:30:00.000000+00:00", "2022-04-20", False),
    ],
)
def test_on_an_earlier_day_only_what_was_written_then(seeded_db, at, day, seen):
    write(use_case.LOCAL)
    builders.set_on(seeded_db, schema.comments, sa.true(), written_at=at)
    assert bool(written(day=day)) == seen
    assert written()
