"""Planning a review: the meeting, the agenda that builds itself, and the secretary's hand on it."""

import json
from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.model import DecisionOutcome, ItemOrigin, Placement
from portfolio.errors import ConflictError, PortfolioError
from portfolio.queries import filter_choices
from portfolio.queries.meetings import meetings as meeting_queries
from portfolio.queries.reviews import reviews as review_queries
from portfolio.store.schema import (
    change_log,
    meetings,
    parties,
    proposal_parties,
    review_items,
    reviews,
)
from portfolio.usecases.reviews import arranging, closing, planning
from portfolio.usecases.use_case import LOCAL

DAY = date(2022, 5, 16)
AGENDA, NOTED, DROPPED = Placement


@pytest.fixture
def amber_db(seeded_db):
    """A database in which each proposal is to be talked about, and nothing is asked."""
    builders.all_amber(seeded_db)
    return seeded_db


def ask(question, **values):
    with store.reading() as connection:
        return question(connection, **values)


def party(code: str = "direktionen") -> str:
    with store.reading() as connection:
        return connection.execute(
            sa.select(parties.c.id).where(parties.c.code == code)
        ).scalar_one()


def made(**given) -> str:
    return planning.make_review(
        LOCAL,
        **{
            "portfolio": builders.PORTFOLIO,
            "title": "Gennemgang i maj",
            "body_party_id": party(),
            "held_on": DAY,
            "starts_at": "9.30",
            "place": "Mødelokale T",
            "minutes": 20,
            **given,
        },
    )


def numbers(review_id: str, placement: Placement = AGENDA) -> list:
    table = ask(review_queries.items, review_id=review_id)
    return [row.number or row.title for row in table.itertuples() if row.placement == placement]


def item(review_id: str, number: int) -> dict:
    table = ask(review_queries.items, review_id=review_id)
    (row,) = table[table["number"] == number].to_dict("records")
    return row


def version(review_id: str) -> int:
    return ask(review_queries.review, review_id=review_id).version


def say_yes(address: str, number: int) -> None:
    """A party takes responsibility, as if it had from the start: nothing changed since."""
    tie = {"proposal_id": builders.proposal_id(number), "role": "added", "state": "accepted"}
    builders.a_copy(
        address,
        proposal_parties,
        proposal_parties.c.id.is_not(None),
        party_id=party("byraadet"),
        **tie,
    )


def log() -> list[str]:
    with store.reading() as connection:
        found = sa.select(change_log.c.action).order_by(change_log.c.id)
        return list(connection.execute(found).scalars())


def refused(words: str):
    return pytest.raises(PortfolioError, match=words)


def test_the_meeting_and_its_agenda_are_made_at_once(amber_db):
    review = ask(review_queries.review, review_id=made())
    assert (review.title, review.body, review.held_on) == (
        "Gennemgang i maj",
        "Direktionen",
        "2022-05-16",
    )
    assert (review.starts_at, review.place, review.minutes) == ("09:30", "Mødelokale T", 20)
    assert (review.portfolio, review.started_at, review.closed_at) == ("civilsamfund", None, None)
    assert numbers(review.id) == [4, 6, 8, 1, 2, 3, 5, 7, 9]
    first = item(review.id, 4)
    assert (first["reasons"], first["minutes"]) == (("amber", "no_party"), 2)
    assert first["origin"] == ItemOrigin.SUGGESTED
    assert log()[-1] == "review.made"
    (row,) = ask(review_queries.reviews_made, portfolio=builders.PORTFOLIO).to_dict("records")
    assert (row["talked"], row["planned"], row["noted"]) == (9, 18, 0)


def test_what_does_not_fit_is_taken_note_of(amber_db):
    review_id = made(minutes=8)
    assert (numbers(review_id), numbers(review_id, NOTED)) == ([4, 6, 8, 1], [2, 3, 5, 7, 9])


def test_a_review_of_all_portfolios_holds_the_others_too(seeded_db):
    builders.another_portfolio(seeded_db, 77, "Et andet forslag")
    review_id = made(portfolio=None, minutes=600)
    assert ask(review_queries.review, review_id=review_id).portfolio is None
    assert {4, 77} <= set(numbers(review_id))
    for code in ("another", builders.PORTFOLIO):
        assert list(ask(review_queries.reviews_made, portfolio=code)["id"]) == [review_id]


def test_an_empty_portfolio_gets_an_empty_agenda(seeded_db):
    builders.another_portfolio(seeded_db, 77, "x")
    review_id = made(portfolio="another")
    assert numbers(review_id) == [77]
    # Of the first: nine proposals, and the four questions about them all.
    assert ask(review_queries.items, review_id=made(held_on=date(2022, 5, 17))).shape[0] == 9 + 4


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"held_on": date(2022, 4, 30)}, "has passed"),
        ({"title": "  "}, "no title"),
        ({"title": "x" * 201}, "longer than 200"),
        ({"minutes": 0}, "between 1 and 600"),
        ({"minutes": 601}, "between 1 and 600"),
        ({"starts_at": "25:00"}, "no time of day"),
        ({"starts_at": "ni"}, "no time of day"),
        ({"body_party_id": "nix"}, "which body"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_is_stored(seeded_db, given, words):
    with refused(words):
        made(**given)
    assert ask(review_queries.reviews_made, portfolio=None).empty


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("9", "09:00"), ("9.30", "09:30"), ("kl. 13:05", "13:05"), ("", None), (None, None)],
)
def test_a_time_is_understood_as_it_is_written(seeded_db, typed, kept):
    assert ask(review_queries.review, review_id=made(starts_at=typed)).starts_at == kept


def test_one_review_a_day_for_a_body(seeded_db):
    made()
    with refused("“Gennemgang i maj”"):
        made(title="En til")
    made(body_party_id=party("byraadet"))
    made(held_on=date(2022, 5, 17))


def test_a_meeting_on_record_for_the_day_gets_the_review(seeded_db):
    held = {"body_party_id": party(), "held_on": "2022-05-16", "title": "Direktionsmøde 10"}
    key = builders.a_copy(seeded_db, meetings, meetings.c.id.is_not(None), **held)
    review = ask(review_queries.review, review_id=made())
    assert (review.meeting_id, review.title) == (key, "Direktionsmøde 10")


def test_building_again_takes_in_what_is_new_and_leaves_what_was_placed(amber_db):
    review_id = made(minutes=8)
    arranging.move(LOCAL, item(review_id, 8)["id"], 1, version=version(review_id))
    arranging.put(LOCAL, item(review_id, 6)["id"], DROPPED, version=version(review_id))
    builders.a_status(amber_db, 9, "2022-05-01", rag="red", reason="Test")
    planning.rebuild(LOCAL, review_id, version=version(review_id))
    assert numbers(review_id) == [8, 9]
    assert numbers(review_id, DROPPED) == [6]
    assert numbers(review_id, NOTED)[0] == 4
    assert item(review_id, 9)["reasons"][0] == "red"


def test_what_has_no_reason_any_more_goes_off_and_comes_back_with_one(seeded_db):
    review_id = made()
    say_yes(seeded_db, 1)
    planning.rebuild(LOCAL, review_id, version=version(review_id))
    assert numbers(review_id, DROPPED) == [1]
    builders.a_status(seeded_db, 1, "2022-05-01", rag="amber", reason="Test")
    planning.rebuild(LOCAL, review_id, version=version(review_id))
    assert 1 in numbers(review_id)


def test_moving_to_a_number_and_to_the_ends(amber_db):
    review_id = made()
    for to, order in ((2, [4, 9, 6]), (1, [9, 4, 6]), (-5, [9, 4, 6]), (99, [4, 6, 8])):
        arranging.move(LOCAL, item(review_id, 9)["id"], to, version=version(review_id))
        assert numbers(review_id)[:3] == order
    assert numbers(review_id)[-1] == 9
    positions = list(ask(review_queries.items, review_id=review_id)["position"])
    assert positions == list(range(1, 10))


def test_a_move_to_where_it_is_already_is_no_change(seeded_db):
    review_id = made()
    arranging.move(LOCAL, item(review_id, 9)["id"], 1, version=version(review_id))
    seen, lines = version(review_id), len(log())
    arranging.move(LOCAL, item(review_id, 9)["id"], 1, version=seen)
    assert (version(review_id), len(log())) == (seen, lines)


def test_dropped_noted_and_taken_back(seeded_db):
    review_id = made()
    for placement in (NOTED, DROPPED, AGENDA):
        arranging.put(LOCAL, item(review_id, 4)["id"], placement, version=version(review_id))
        assert numbers(review_id, placement)[-1] == 4
    assert log()[-1] == "review_item.placed"


def test_minutes_of_an_item_and_of_the_slot(amber_db):
    review_id = made()
    arranging.set_minutes(LOCAL, item(review_id, 6)["id"], 12, version=version(review_id))
    assert item(review_id, 6)["minutes"] == 12
    assert numbers(review_id)[1] == 6
    slot = {"title": "Ny titel", "held_on": date(2022, 5, 18), "starts_at": None, "place": " "}
    planning.set_slot(LOCAL, review_id, **slot, minutes=17, version=version(review_id))
    # The twelve minutes that were given by hand stand; the rest is fitted round them.
    assert numbers(review_id) == [4, 6, 8]
    review = ask(review_queries.review, review_id=review_id)
    assert (review.title, review.held_on, review.starts_at, review.place) == (
        "Ny titel",
        "2022-05-18",
        None,
        None,
    )
    with refused("between 0 and 600"):
        arranging.set_minutes(LOCAL, item(review_id, 6)["id"], 601, version=review.version)


def test_a_slot_that_is_saved_unchanged_is_no_change(seeded_db):
    review_id = made()
    seen, lines = version(review_id), len(log())
    planning.set_slot(
        LOCAL,
        review_id,
        title="Gennemgang i maj",
        held_on=DAY,
        starts_at="09:30",
        place="Mødelokale T",
        minutes=20,
        version=seen,
    )
    assert (version(review_id), len(log())) == (seen, lines)


def test_a_slot_cannot_move_to_another_meeting_or_to_the_past(seeded_db):
    review_id = made()
    made(held_on=date(2022, 5, 17), title="Den anden")
    slot = {"title": "T", "starts_at": None, "place": None, "minutes": 20}
    for day, words in ((date(2022, 5, 17), "that day already"), (date(2022, 4, 1), "has passed")):
        with refused(words):
            planning.set_slot(LOCAL, review_id, **slot, held_on=day, version=version(review_id))


def test_adding_a_proposal_and_a_matter_of_its_own(amber_db):
    review_id = made(minutes=8)
    # One of those taken note of is moved up; a title makes a new item.
    arranging.add_item(
        LOCAL, review_id, proposal_id=builders.proposal_id(7), minutes=4, version=version(review_id)
    )
    arranging.add_item(LOCAL, review_id, title=" Budget <b>2023</b> ", version=version(review_id))
    assert numbers(review_id) == [4, 6, 8, 1, 7, "Budget <b>2023</b>"]
    table = ask(review_queries.items, review_id=review_id)
    (own,) = table[table["proposal_id"].isna()].to_dict("records")
    assert (own["origin"], own["minutes"], own["reasons"]) == (ItemOrigin.ADDED, 5, ())
    assert item(review_id, 7)["minutes"] == 4
    planning.rebuild(LOCAL, review_id, version=version(review_id))
    assert numbers(review_id)[-1] == "Budget <b>2023</b>"


def test_a_proposal_that_needs_nothing_can_be_added(seeded_db):
    say_yes(seeded_db, 1)
    review_id = made()
    offered = ask(review_queries.to_add, review_id=review_id)
    assert list(offered["number"]) == [1]
    arranging.add_item(LOCAL, review_id, proposal_id=offered["id"][0], version=version(review_id))
    assert numbers(review_id)[-1] == 1
    assert item(review_id, 1)["origin"] == ItemOrigin.ADDED
    assert ask(review_queries.to_add, review_id=review_id).empty


def test_what_cannot_be_added_is_said(seeded_db):
    builders.another_portfolio(seeded_db, 77, "x")
    builders.a_status(seeded_db, 5, "2022-05-01", stage="closed", percent=100)
    review_id = made()
    from_another = ask(
        review_queries.to_add, review_id=made(portfolio="another", held_on=date(2022, 6, 1))
    )
    assert from_another.empty
    with store.reading() as connection:
        other = connection.execute(sa.text("SELECT id FROM proposals WHERE number = 77")).scalar()
    for given, words in (
        ({"proposal_id": other}, "not in the portfolio"),
        ({"proposal_id": builders.proposal_id(5)}, "closed or set aside"),
        ({"proposal_id": "nix"}, "not in the portfolio"),
        ({"title": "  "}, "Choose a proposal, or write"),
        ({"title": "x" * 201}, "longer than 200"),
        ({"title": "x", "minutes": -1}, "between 0 and 600"),
    ):
        with refused(words):
            arranging.add_item(LOCAL, review_id, **given, version=version(review_id))


def test_of_two_who_arrange_at_once_the_second_is_told(seeded_db):
    review_id = made()
    seen, key = version(review_id), item(review_id, 9)["id"]
    arranging.move(LOCAL, key, 1, version=seen)
    acts = (
        lambda: arranging.move(LOCAL, key, 2, version=seen),
        lambda: arranging.put(LOCAL, key, NOTED, version=seen),
        lambda: arranging.add_item(LOCAL, review_id, title="x", version=seen),
        lambda: planning.rebuild(LOCAL, review_id, version=seen),
        lambda: planning.call_off(LOCAL, review_id, "x", version=seen),
    )
    for act in acts:
        with pytest.raises(ConflictError):
            act()
    assert numbers(review_id)[0] == 9


def test_a_review_called_off_is_gone_and_its_day_is_free(seeded_db):
    review_id = made()
    with refused("Write why"):
        planning.call_off(LOCAL, review_id, " ", version=1)
    planning.call_off(LOCAL, review_id, "Mødet er aflyst", version=1)
    assert ask(review_queries.review, review_id=review_id) is None
    assert ask(review_queries.reviews_made, portfolio=None).empty
    with refused("called off"):
        planning.rebuild(LOCAL, review_id, version=2)
    made()


def test_once_begun_items_move_but_nothing_is_built_anew(seeded_db):
    review_id = made()
    builders.set_on(seeded_db, reviews, reviews.c.id == review_id, started_at="2022-05-16T09:30")
    slot = {"title": "T", "held_on": DAY, "starts_at": None, "place": None, "minutes": 30}
    for act in (
        lambda: planning.rebuild(LOCAL, review_id, version=1),
        lambda: planning.set_slot(LOCAL, review_id, **slot, version=1),
        lambda: planning.call_off(LOCAL, review_id, "x", version=1),
    ):
        with refused("has begun"):
            act()
    arranging.move(LOCAL, item(review_id, 9)["id"], 1, version=1)
    assert numbers(review_id)[0] == 9


def test_a_closed_review_is_not_touched(seeded_db):
    review_id = made()
    key = item(review_id, 9)["id"]
    builders.set_on(seeded_db, reviews, reviews.c.id == review_id, closed_at="2022-05-16T10:00")
    for act in (
        lambda: arranging.move(LOCAL, key, 1, version=1),
        lambda: arranging.put(LOCAL, key, NOTED, version=1),
        lambda: arranging.set_minutes(LOCAL, key, 1, version=1),
        lambda: arranging.add_item(LOCAL, review_id, title="x", version=1),
        lambda: planning.rebuild(LOCAL, review_id, version=1),
    ):
        with refused("is closed"):
            act()


def test_what_was_decided_on_stays_on_the_agenda(seeded_db):
    review_id = made()
    key = item(review_id, 9)["id"]
    with store.reading() as connection:
        agenda_item = connection.execute(sa.text("SELECT id FROM agenda_items LIMIT 1")).scalar()
    builders.set_on(seeded_db, review_items, review_items.c.id == key, agenda_item_id=agenda_item)
    with refused("has been decided"):
        arranging.put(LOCAL, key, DROPPED, version=1)


def test_an_item_that_is_not_there_is_said(seeded_db):
    with refused("not on the agenda any more"):
        arranging.move(LOCAL, "nix", 1, version=1)


def test_the_log_keeps_what_was_before(seeded_db):
    review_id = made()
    arranging.set_minutes(LOCAL, item(review_id, 6)["id"], 12, version=1)
    with store.reading() as connection:
        row = connection.execute(
            sa.select(change_log).where(change_log.c.action == "review_item.timed")
        ).one()
    assert (json.loads(row.before)["minutes"], json.loads(row.after)["minutes"]) == (2, 12)


def test_the_last_meeting_that_looked_at_the_portfolio(seeded_db):
    assert ask(review_queries.last_held, before="2022-04-04", portfolio=builders.PORTFOLIO) is None
    day, _title = ask(review_queries.last_held, before="2022-05-16", portfolio=builders.PORTFOLIO)
    assert day == "2022-04-04"
    review_id = made(held_on=date(2022, 5, 2))
    assert ask(review_queries.last_held, before="2022-05-16", portfolio=None)[0] == "2022-04-04"
    builders.set_on(seeded_db, reviews, reviews.c.id == review_id, closed_at="2022-05-02T10:00")
    found = ask(review_queries.last_held, before="2022-05-16", portfolio=builders.PORTFOLIO)
    assert found == ("2022-05-02", "Gennemgang i maj")


def test_a_closed_review_keeps_the_lights_of_its_day(seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-28", rag="red", reason="Test")
    review_id = made()
    builders.set_on(seeded_db, reviews, reviews.c.id == review_id, started_at="2022-05-16T09:30")
    rest = dict.fromkeys(
        ask(review_queries.items, review_id=review_id)["id"], DecisionOutcome.NOTED
    )
    closing.close_review(LOCAL, review_id, rest, today=DAY)
    builders.a_status(seeded_db, 4, "2022-05-20", rag="green")
    assert item(review_id, 4)["rag"] == "red"
    told = ask(review_queries.decisions_by_item, review_id=review_id)
    assert set(told["item_id"]) == set(ask(review_queries.items, review_id=review_id)["id"])
    assert set(told["outcome"]) == {DecisionOutcome.NOTED}


def test_a_meeting_that_is_only_planned_is_not_among_those_held(seeded_db):
    held = {"as_of": date(2022, 5, 20)}
    before = list(ask(meeting_queries.meetings_held, **held)["id"])
    review_id = made()
    meeting = ask(review_queries.review, review_id=review_id).meeting_id
    assert list(ask(meeting_queries.meetings_held, **held)["id"]) == before
    assert "2022-05-16" not in ask(filter_choices.meeting_dates)
    builders.set_on(seeded_db, reviews, reviews.c.id == review_id, started_at="2022-05-16T09:30")
    assert next(iter(ask(meeting_queries.meetings_held, **held)["id"])) == meeting
    assert ask(filter_choices.meeting_dates)[0] == "2022-05-16"


#: What the minutes of 4 April leave open about the whole, in the order of the agenda.
WHOLE = [
    "Hvornår skal Chefforum inddrages, og hvem sørger for det?",
    "Hvilke fagcentre skal kvalificere hvilke forslag?",
    "Hvornår bliver Udviklingsstrategien opdateret?",
    "Hvornår og hvordan skal Byrådet inddrages?",
]


@pytest.mark.parametrize("today", ["2022-04-04", "2022-05-02"])
def test_the_first_agenda_is_what_the_minutes_leave_open(seeded_db, monkeypatch, today):
    monkeypatch.setenv("PORTFOLIO_TODAY", today)
    review_id = made(held_on=date(2022, 5, 2))
    assert numbers(review_id) == [*WHOLE, 4, 6, 8, 5, 9]
    # Nobody asks anything of these: the secretary asks the centres who takes them on.
    assert numbers(review_id, NOTED) == [1, 2, 3, 7]
    table = ask(review_queries.items, review_id=review_id)
    first = table.to_dict("records")[0]
    assert (first["proposal_id"], first["reasons"]) == (None, ("open_question",))
    assert first["request_key"].startswith("gap:")
    assert table["request_key"].notna().sum() == len(WHOLE)


def test_building_again_leaves_the_questions_as_they_are_until_they_are_answered(seeded_db):
    review_id = made()
    before = ask(review_queries.items, review_id=review_id)
    planning.rebuild(LOCAL, review_id, version=version(review_id))
    again = ask(review_queries.items, review_id=review_id)
    assert list(again["id"]) == list(before["id"])
    builders.all_answered(seeded_db)
    planning.rebuild(LOCAL, review_id, version=version(review_id))
    assert numbers(review_id) == []
    assert set(WHOLE) <= set(numbers(review_id, DROPPED))


def test_a_question_somebody_placed_stays_where_it_is(seeded_db):
    review_id = made()
    key = ask(review_queries.items, review_id=review_id)["id"][3]
    arranging.move(LOCAL, key, 1, version=version(review_id))
    planning.rebuild(LOCAL, review_id, version=version(review_id))
    assert numbers(review_id)[:2] == [WHOLE[3], WHOLE[0]]


def test_a_red_proposal_goes_before_all_that_nobody_asked(seeded_db):
    builders.a_status(seeded_db, 7, "2022-05-01", rag="red", reason="Test")
    assert numbers(made())[:2] == [7, WHOLE[0]]
    assert numbers(made(held_on=date(2022, 5, 17), minutes=5)) == [7]
