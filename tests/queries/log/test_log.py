"""The change log: which lines, in which order, for whom; and what they are about."""

from datetime import date

import pytest
import sqlalchemy as sa
from builders import a_proposal, a_user, an_answer, as_user, changed, is_number, proposal_id, set_on

from portfolio import store
from portfolio.domain.permissions import Role
from portfolio.queries.log import log, subjects
from portfolio.queries.log.log import Filters
from portfolio.store import changes, schema
from portfolio.usecases import content
from portfolio.usecases.people import users
from portfolio.usecases.proposals import comments
from portfolio.usecases.use_case import LOCAL

TODAY = date(2022, 5, 1)


def ask(question, **values):
    with store.reading() as connection:
        return question(connection, **values)


def lines(**given):
    limits = {name: given.pop(name) for name in ("limit", "offset") if name in given}
    return ask(log.lines, filters=Filters(**given), **limits)


def actions(**given):
    return [line.action for line in lines(**given)]


def first(statement):
    return ask(lambda connection: connection.execute(statement).scalars().first())


def key_of(table, column, value):
    return first(sa.select(table.c.id).where(table.c[column] == value))


def a_line(action="test.done", at="2022-04-04T10:00:00.000000+00:00", **given):
    """A line as the program writes it, dated."""
    change = changes.Change(**{"actor": "Ada Test", "action": action, "at": at, **given})
    store.in_transaction(lambda connection: changes.record(connection, change))
    return change.id


def retitled(number, title):
    content.change(LOCAL, "proposals", proposal_id(number), 1, {"title": title}, today=TODAY)


def test_the_newest_first_with_before_and_after(seeded_db):
    was = ask(subjects.names, ids=(proposal_id(4),))[proposal_id(4)].title
    retitled(4, "Nyt navn")

    newest, *_rest = lines()
    assert (newest.action, newest.table, newest.subject_id) == (
        "proposal.changed",
        "proposals",
        proposal_id(4),
    )
    assert newest.after == {"title": "Nyt navn"}
    assert was == newest.before["title"]
    assert [line.revision for line in lines()] == [2, 1]


def test_page_by_page(empty_db):
    for number in range(5):
        a_line(f"test.{number}")
    assert actions(limit=2) == ["test.4", "test.3"]
    assert actions(limit=2, offset=2) == ["test.2", "test.1"]
    assert ask(log.count, filters=Filters()) == 5


def test_more_than_most_is_not_counted_on(empty_db, monkeypatch):
    monkeypatch.setattr(log, "MOST", 3)
    for number in range(6):
        a_line(f"test.{number}")
    assert ask(log.count, filters=Filters(people=True)) == 4


def test_an_empty_log(empty_db):
    assert lines() == []
    assert ask(log.count, filters=Filters()) == 0
    assert ask(log.actors, people=True) == []
    assert ask(log.first_day) is None
    assert ask(log.line, change_id="nix", people=True) is None


def test_lines_about_users_are_for_administrators(seeded_db):
    boss = as_user(a_user(seeded_db, "administrator", name="Ada Test"))
    made = users.add_user(boss, email="ny@kommune.test", name="Ny Test", role=Role.READER)

    assert "user.added" not in actions()
    assert "user.added" in actions(people=True)
    (line,) = lines(people=True, user_id=made.user_id)
    assert ask(log.line, change_id=line.id, people=True) == line
    assert ask(log.line, change_id=line.id, people=False) is None
    assert "Ada Test" not in ask(log.actors, people=False)
    assert "Ada Test" in ask(log.actors, people=True)
    assert lines(kind="user") == []
    assert actions(kind="user", people=True) == ["user.added"]
    assert lines(search="ny@kommune.test") == []
    assert lines(user_id=made.user_id) == []


def test_by_person(empty_db):
    a_line("test.mine", actor="Åse Test")
    a_line("test.theirs", actor="Zoe Test")
    assert actions(actor="Åse Test") == ["test.mine"]
    assert ask(log.actors, people=False) == ["Zoe Test", "Åse Test"]


@pytest.mark.parametrize(("kind", "table"), [(k, t) for k, ts in log.KINDS.items() for t in ts])
def test_by_kind(empty_db, kind, table):
    a_line("test.this", subject_table=table, subject_id="x")
    a_line("test.none")
    a_line("test.other", subject_table="settings", subject_id="x")
    assert actions(kind=kind, people=True) == ["test.this"]


def test_every_table_that_is_logged_is_of_a_kind():
    kept = {name for names in log.KINDS.values() for name in names}
    assert kept <= set(schema.metadata.tables)
    assert len(kept) == sum(len(names) for names in log.KINDS.values())
    assert set(content.NOUNS) <= kept


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2022-04-03T21:59:59.000000+00:00", None),  # 23.59 on 3 April in Denmark
        ("2022-04-03T22:00:00.000000+00:00", "this"),
        ("2022-04-04T21:59:59.999999+00:00", "this"),
        ("2022-04-04T22:00:00.000000+00:00", None),
        ("2022-01-04T10:00:00.000000+00:00", None),
    ],
)
def test_a_day_is_the_danish_day(empty_db, at, day):
    a_line("test.long_ago", at="2021-01-01T00:00:00.000000+00:00")
    a_line("test.this", at=at)
    a_line("test.later", at="2023-01-01T00:00:00.000000+00:00")
    expected = ["test.this"] if day else []
    assert actions(since=date(2022, 4, 4), until=date(2022, 4, 4)) == expected


def test_a_period_open_at_one_end(empty_db):
    for year in (2021, 2022, 2023):
        a_line(f"test.{year}", at=f"{year}-06-01T10:00:00.000000+00:00")
    assert actions(since=date(2022, 1, 1)) == ["test.2023", "test.2022"]
    assert actions(until=date(2022, 12, 31)) == ["test.2022", "test.2021"]
    assert actions(until=date(2020, 1, 1)) == []
    assert actions(since=date(2024, 1, 1)) == []
    assert ask(log.first_day) == date(2021, 6, 1)


@pytest.mark.parametrize("words", ["østerled", "ØSTERLED", "Ada", "rykket", "gammel ny", "50%"])
def test_words_are_found_in_any_part_of_a_line(empty_db, words):
    a_line(
        "test.this",
        before={"title": "gammel 50%"},
        after={"title": "ny Østerled"},
        reason="rykket af formanden",
    )
    a_line("test.other", actor="Bo", after={"title": "noget 501"})
    assert actions(search=words) == ["test.this"]


def test_no_word_is_a_pattern(empty_db):
    a_line("test.this", after={"title": "abc"})
    assert actions(search="a%c") == []
    assert actions(search="a_c") == []


def test_filters_narrow_together(empty_db):
    a_line("test.this", actor="Ada", subject_table="milestones", subject_id="x")
    a_line("test.other", actor="Ada", subject_table="gaps", subject_id="x")
    a_line("test.third", actor="Bo", subject_table="milestones", subject_id="x")
    assert actions(actor="Ada", kind="milestone") == ["test.this"]


def test_a_proposals_lines_are_its_own_and_those_of_what_hangs_on_it(seeded_db):
    four, five = proposal_id(4), proposal_id(5)
    retitled(4, "Nyt navn")
    retitled(5, "Et andet")
    comments.write(LOCAL, four, "Et ord")
    comments.write(LOCAL, five, "Et andet ord")
    found = []
    for table in ("proposal_parties", "proposal_places", "proposal_pools", "milestones"):
        kept = schema.metadata.tables[table]
        tie = first(sa.select(kept.c.id).where(kept.c.proposal_id == four))
        if tie is not None:
            a_line(f"test.{table}", subject_table=table, subject_id=tie)
            found.append(f"test.{table}")
    assert len(found) > 1

    mine = [line.action for line in ask(log.of_proposal, proposal_id=four)]
    assert mine == [*reversed(found), "comment.written", "proposal.changed"]
    assert actions(proposal=4, portfolio="civilsamfund") == mine
    assert actions(proposal=5, portfolio="civilsamfund") == ["comment.written", "proposal.changed"]
    assert actions(proposal=99, portfolio="civilsamfund") == []
    assert [x.action for x in ask(log.of_proposal, proposal_id=four, limit=1)] == mine[:1]


def test_a_proposals_lines_hold_answers_gaps_and_successions(seeded_db):
    """What has no proposal_id of its own, or names the proposal as the other end."""
    four = proposal_id(4)
    named = schema.proposal_parties.c.proposal_id == proposal_id(1)
    party = first(sa.select(schema.parties.c.code).join(schema.proposal_parties).where(named))
    an_answer(seeded_db, 1, party, "asked", "2022-04-10")
    events, gs = schema.responsibility_events, schema.gap_subjects
    newest = first(sa.select(events.c.id).order_by(events.c.recorded_at.desc()))
    gap = first(sa.select(gs.c.gap_id).where(gs.c.subject_id == four))
    changed(
        seeded_db,
        lambda c: c.execute(
            sa.insert(schema.proposal_successions).values(
                id="s",
                proposal_id=proposal_id(2),
                kind="merged",
                successor_id=four,
                reason="x",
                happened_on="2022-05-01",
                recorded_at="2022-05-01",
                recorded_by="x",
            )
        ),
    )
    a_line("test.answer", subject_table="responsibility_events", subject_id=newest)
    a_line("test.gap", subject_table="gaps", subject_id=gap)
    a_line("test.succession", subject_table="proposal_successions", subject_id="s")

    of_four = [line.action for line in ask(log.of_proposal, proposal_id=four)]
    assert of_four == ["test.succession", "test.gap"]
    assert "test.answer" in [x.action for x in ask(log.of_proposal, proposal_id=proposal_id(1))]
    assert "test.succession" in [x.action for x in ask(log.of_proposal, proposal_id=proposal_id(2))]


def test_what_stands_now(seeded_db):
    four = proposal_id(4)
    retitled(4, "Nyt navn")
    now = ask(log.values_now, table="proposals", subject_id=four, columns=("title", "number"))
    assert now == {"title": "Nyt navn", "number": 4}
    assert ask(log.values_now, table="proposals", subject_id="nix", columns=("title",)) == {}


def test_every_row_of_the_seed_is_about_something_with_a_name(seeded_db):
    kept = [t for t in schema.metadata.sorted_tables if "id" in t.c]
    beside = ("revisions", "change_log")
    some = {t.name: first(sa.select(t.c.id)) for t in kept if t.name not in beside}
    keys = tuple((table, key) for table, key in some.items() if key is not None)
    about = ask(subjects.subjects, keys=keys)
    assert len(keys) >= 25
    assert set(about) == set(keys)
    assert all(subject.title for subject in about.values())


def test_a_tie_is_about_its_proposal_and_its_other_end(seeded_db):
    tie = key_of(schema.proposal_pools, "proposal_id", proposal_id(4))
    (subject,) = ask(subjects.subjects, keys=(("proposal_pools", tie),)).values()
    assert (subject.table, subject.ref) == ("proposals", "4")
    assert subject.also == "Frie Bymidter"


def test_a_comment_is_about_its_proposal_not_its_author(seeded_db):
    comments.write(as_user(a_user(seeded_db, "secretary")), proposal_id(4), "Et ord")
    (line,) = lines(kind="comment")
    (subject,) = ask(subjects.subjects, keys=((line.table, line.subject_id),)).values()
    assert (subject.ref, subject.also) == ("4", "")


def test_keys_that_are_gone_or_nonsense_are_left_out(seeded_db):
    keys = (("proposals", "nix"), ("no_such_table", "x"), ("proposals", proposal_id(1)))
    assert set(ask(subjects.subjects, keys=keys)) == {("proposals", proposal_id(1))}
    assert ask(subjects.names, ids=("nix",)) == {}


def test_names_of_many_keys(seeded_db):
    ids = (proposal_id(1), key_of(schema.parties, "code", "byc"))
    named = ask(subjects.names, ids=ids)
    assert named[ids[1]].title == "BYC"
    assert named[ids[0]].ref == "1"


def test_a_proposal_of_another_portfolio_has_lines_of_its_own(seeded_db):
    a_proposal(seeded_db, 12, "Et nyt")
    set_on(seeded_db, schema.proposals, is_number(12), summary="x")
    retitled(12, "Nyere")
    assert actions(proposal=12, portfolio="civilsamfund") == ["proposal.changed"]
    assert actions(proposal=12, portfolio="another") == []
