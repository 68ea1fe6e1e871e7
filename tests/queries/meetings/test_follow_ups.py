"""Where follow-ups stand on a day, by whom, and what is to be looked at again."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.attention import Reason
from portfolio.queries.meetings import follow_ups
from portfolio.queries.meetings.follow_ups import NOBODY, WAITING, Filters
from portfolio.queries.overview import attention
from portfolio.store import schema

TODAY = date(2022, 5, 1)
U = schema.follow_ups.c
COUNCIL, FORUM, FRIE = (
    "Inddrag Byrådet",
    "Inddrag Chefforum i de ni forslag",
    ("Send interessetilkendegivelsen om Frie Bymidter"),
)
OWN = 5  # follow-ups of decisions about the first portfolio that nobody is named for


def found(day=TODAY, **asked):
    asked = {"portfolio": builders.PORTFOLIO, "within": builders.PORTFOLIO, **asked}
    with store.reading() as connection:
        return follow_ups.follow_ups_on(connection, filters=Filters(as_of=day, **asked))


def states(day=TODAY, **asked):
    table = found(day, **asked)
    return dict(zip(table["title"], table["state"], strict=True))


def owned(address, title, end, **given):
    """Give a follow-up a responsible and a date, as if it was recorded live."""
    with store.reading() as connection:
        party = connection.execute(
            sa.select(schema.parties.c.id).where(schema.parties.c.code == "suoc")
        ).scalar_one()
    agreed = {
        "responsible_party_id": party,
        "precision": "day",
        "date_text": end,
        "date_start": end,
        "date_end": end,
    }
    builders.set_on(address, schema.follow_ups, U.title == title, **{**agreed, **given})


def test_the_seeds_follow_ups_lack_somebody_and_are_never_late(seeded_db):
    table = found(date(2026, 11, 23))
    assert set(table["state"]) == {"open", "not_recorded"}
    assert states(date(2026, 11, 23))[FRIE] == "not_recorded"
    assert int(table["responsible"].isna().sum()) == OWN
    council = table.set_index("title").loc[COUNCIL]
    assert (council["decision"], council["meeting_code"]) == ("7.4", "direktionen-2022-04-04")
    assert council["numbers"] == tuple(range(1, 10))
    assert not council["locked"]


def test_what_was_promised_here_is_due_and_then_overdue(seeded_db):
    owned(seeded_db, COUNCIL, "2022-05-20")
    assert states(date(2022, 4, 19))[COUNCIL] == "open"
    assert states(date(2022, 4, 20))[COUNCIL] == "due"
    assert states(date(2022, 5, 20))[COUNCIL] == "due"
    assert states(date(2022, 5, 21))[COUNCIL] == "overdue"
    assert next(iter(states(date(2022, 5, 21)))) == COUNCIL  # the most pressing first


def test_a_date_of_the_minutes_is_a_promise_once_it_is_agreed_here(seeded_db):
    assert states()[FRIE] == "not_recorded"
    builders.set_on(seeded_db, schema.follow_ups, U.title == FRIE, promised=1)
    assert states()[FRIE] == "overdue"


@pytest.mark.parametrize("missing", ["responsible_party_id", "date_end"])
def test_without_somebody_or_a_date_nothing_is_promised(seeded_db, missing):
    owned(seeded_db, COUNCIL, "2022-04-20", **{missing: None})
    assert states()[COUNCIL] in ("open", "not_recorded")


def test_closed_later_than_the_day_was_open_then_and_says_nothing_yet(seeded_db):
    builders.set_on(
        seeded_db,
        schema.follow_ups,
        U.title == COUNCIL,
        status="done",
        closed_on="2022-04-20",
        state_note="Byrådet er med",
    )
    before = found(date(2022, 4, 19)).set_index("title").loc[COUNCIL]
    assert (before["state"], before["closed_on"], before["state_note"]) == ("open", None, None)
    after = found(date(2022, 4, 20)).set_index("title").loc[COUNCIL]
    assert (after["state"], after["state_note"]) == ("done", "Byrådet er med")


def test_nothing_is_to_be_followed_up_before_the_decision(seeded_db):
    assert found(date(2022, 4, 3)).empty
    assert list(found(date(2022, 4, 3)).columns) == list(found().columns)


def test_filters(seeded_db):
    builders.set_on(
        seeded_db, schema.follow_ups, U.title == COUNCIL, status="lapsed", closed_on="2022-04-20"
    )
    assert set(states(state="lapsed")) == {COUNCIL}
    assert COUNCIL not in states(state=WAITING)
    assert set(states(party="administrationen")) == {FRIE}
    assert FRIE not in states(party=NOBODY)
    assert FORUM in states(proposal=1)
    assert set(states(proposal=4)) > set(states(proposal=1))
    assert len(states(portfolio=None)) > len(states())


def test_one_by_its_id(seeded_db):
    key = found().set_index("title").loc[COUNCIL, "id"]
    with store.reading() as connection:
        asked = {"id": key, "within": builders.PORTFOLIO}
        assert follow_ups.follow_up(connection, as_of=TODAY, **asked)["title"] == COUNCIL
        assert follow_ups.follow_up(connection, as_of=date(2022, 4, 3), **asked) is None
        assert follow_ups.follow_up(connection, id="nix", as_of=TODAY, within=None) is None


def test_the_overview_counts_what_was_promised_and_is_late(seeded_db):
    def late(day):
        with store.reading() as connection:
            told = attention.findings(connection, filters=builders.filters(day, today=day))
        return {one.reason: one for one in told}.get(Reason.FOLLOW_UP_OVERDUE)

    assert late("2026-11-23") is None
    owned(seeded_db, COUNCIL, "2022-05-20")
    assert late("2022-05-20") is None
    assert (late("2022-05-21").count, late("2022-05-21").first[0][1]) == (1, COUNCIL)


def test_decisions_to_be_looked_at_again(seeded_db):
    d = schema.decisions.c
    builders.set_on(seeded_db, schema.decisions, d.number == "7.2", review_on="2022-04-20")
    builders.set_on(seeded_db, schema.decisions, d.number == "8.3", review_on="2022-06-01")

    def again(day=TODAY):
        with store.reading() as connection:
            return (
                follow_ups.looked_at_again(connection, as_of=day, portfolio=builders.PORTFOLIO)[
                    ["number", "has_come"]
                ]
                .to_numpy()
                .tolist()
            )

    assert again() == [["7.2", True], ["8.3", False]]
    assert again(date(2022, 4, 3)) == []
    # A later decision settles it once it is about all of its proposals.
    later = builders.a_copy(
        seeded_db,
        schema.decisions,
        d.number == "7.2",
        number="7.9",
        decided_on="2022-04-25",
        review_on=None,
    )
    link = schema.decision_proposals
    with store.reading() as connection:
        about = (
            connection.execute(
                sa.select(link.c.proposal_id).join(schema.decisions).where(d.number == "7.2")
            )
            .scalars()
            .all()
        )
    for key in about[1:]:
        builders.a_copy(seeded_db, link, sa.true(), decision_id=later, proposal_id=key)
    assert again()[0] == ["7.2", True]
    builders.a_copy(seeded_db, link, sa.true(), decision_id=later, proposal_id=about[0])
    assert again() == [["8.3", False]]
    assert again(date(2022, 4, 24))[0] == ["7.2", True]
