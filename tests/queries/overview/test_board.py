"""The cards: in which column, in which order, with what on them, and how many a page."""

import builders
import pytest
import sqlalchemy as sa
from builders import filters

from portfolio import store
from portfolio.queries.overview.board import Order, board

NINE = [1, 2, 3, 4, 5, 6, 7, 8, 9]
PAGE = 60


def numbers(rows) -> list[int]:
    return [row.number for row in rows]


@pytest.fixture
def card(ask):
    """The row of a proposal on a day."""

    def card(number: int, day: str = "2022-05-01"):
        rows = ask(board, filters=filters(day), limit=PAGE)
        return next(row for row in rows if row.number == number)

    return card


def test_rows_in_order_of_purpose_and_number(ask):
    rows = ask(board, filters=filters(), limit=PAGE)
    assert numbers(rows) == NINE
    assert [row.purpose for row in rows] == [1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert rows[0].purpose_title == "Hjælpe tilflyttere"


def test_number_ten_comes_after_number_nine(ask, seeded_db):
    builders.a_proposal(seeded_db, 100, "Sidst", purpose=3)
    builders.a_proposal(seeded_db, 10, "Næstsidst", purpose=3)
    builders.a_proposal(seeded_db, 11, "Af de første", purpose=1)
    rows = ask(board, filters=filters(), limit=PAGE)
    assert numbers(rows) == [1, 2, 3, 11, 4, 5, 6, 7, 8, 9, 10, 100]


def test_a_page_holds_so_many_and_the_next_the_rest(ask):
    pages = [ask(board, filters=filters(), limit=4, offset=n) for n in (0, 4, 8, 12)]
    assert [numbers(page) for page in pages] == [[1, 2, 3, 4], [5, 6, 7, 8], [9], []]


def test_before_the_meeting_there_are_no_rows(ask):
    assert ask(board, filters=filters("2022-04-03"), limit=PAGE) == ()


def test_only_what_matches(ask):
    assert numbers(ask(board, filters=filters(purpose=2), limit=PAGE)) == [4, 5, 6]
    assert numbers(ask(board, filters=filters(search="fritidsjob"), limit=PAGE)) == [9]


def test_an_empty_database_has_no_rows(ask_empty):
    assert ask_empty(board, filters=filters(), limit=PAGE) == ()


def test_another_portfolio_has_rows_of_its_own(ask, seeded_db):
    builders.another_portfolio(seeded_db, 1, "Et andet forslag")
    assert numbers(ask(board, filters=filters(), limit=PAGE)) == NINE
    assert numbers(ask(board, filters=filters(portfolio="another"), limit=PAGE)) == [1]


def test_sorted_by_what_a_column_says_and_within_it_by_number(ask, seeded_db):
    for number, rag, stage, end in (
        (2, "green", "running", "2022-09-30"),
        (5, "red", "qualification", None),
        (7, "amber", "running", "2022-06-30"),
    ):
        builders.a_status(
            seeded_db,
            number,
            "2022-04-20",
            rag=rag,
            stage=stage,
            next_step="Noget",
            next_step_date_text=end,
            next_step_date_end=end,
        )
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "accepted", "2022-04-20")

    def by(order: Order) -> list[int]:
        return numbers(ask(board, filters=filters(), order=order, limit=PAGE))

    assert by(Order.PURPOSE) == NINE
    assert by(Order.LIGHT) == [5, 7, 2, 1, 3, 4, 6, 8, 9]
    assert by(Order.STAGE) == [1, 3, 4, 6, 8, 9, 5, 2, 7]
    assert by(Order.RESPONSIBLE) == [9, 1, 2, 3, 4, 5, 6, 7, 8]
    assert by(Order.NEXT) == [7, 2, 1, 3, 4, 5, 6, 8, 9]


def test_the_last_three_lights_of_the_day(card, seeded_db):
    for day, rag in (("04-08", "red"), ("04-10", "amber"), ("04-15", "green"), ("04-20", "amber")):
        builders.a_status(seeded_db, 4, f"2022-{day}", rag=rag)
    builders.a_status(seeded_db, 5, "2022-04-16", rag="red")  # another proposal's
    assert card(4).lights == ("amber", "green", "amber")
    assert card(4, "2022-04-15").lights == ("red", "amber", "green")
    assert card(4, "2022-04-08").lights == ("red",)
    assert card(4, "2022-04-07").lights == card(6).lights == ()


def test_every_card_starts_as_an_unassessed_proposal(ask):
    for card in ask(board, filters=filters("2022-04-04"), limit=PAGE):
        assert (card.stage, card.rag) == ("proposed", "none")
        assert (card.percent, card.status_on, card.next_step) == (None, None, None)


def test_between_two_statuses_the_older_one_shows(card, seeded_db):
    builders.a_status(
        seeded_db,
        4,
        "2022-04-10",
        rag="amber",
        stage="qualification",
        percent=10,
        next_step="Mød Chefforum",
        next_step_date_text="maj 2022",
    )
    builders.a_status(seeded_db, 4, "2022-04-20", rag="green", percent=50, next_step="Byg")
    builders.a_status(seeded_db, 5, "2022-04-15", rag="red")  # another proposal's, never shown on 4
    first, between, last = card(4, "2022-04-09"), card(4, "2022-04-19"), card(4)
    assert (first.rag, first.status_on) == ("none", None)
    assert (between.rag, between.stage, between.percent) == ("amber", "qualification", 10)
    assert (between.status_on, between.next_step) == ("2022-04-10", "Mød Chefforum")
    assert between.next_step_date_text == "maj 2022"
    assert (last.rag, last.percent, last.next_step, last.status_on) == (
        "green",
        50,
        "Byg",
        "2022-04-20",
    )


def test_the_same_day_twice_the_last_word_counts(card, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-10", rag="amber")
    builders.a_status(seeded_db, 4, "2022-04-10", rag="red")
    assert card(4, "2022-04-10").rag == card(4).rag == "red"


def test_who_is_named_first_those_it_is_to_be_discussed_with(card):
    assert [(p.name, p.role, p.word) for p in card(1).parties] == [
        ("Kommunikation", "discuss_with", "discuss_with"),
        ("Fritid og Kultur", "partner", "partner"),
    ]
    assert [p.kind for p in card(5).parties] == ["steering_group"] * 4
    assert [p.role for p in card(6).parties] == ["mentioned"]
    assert card(4).parties == card(8).parties == ()


def test_an_answer_shows_from_the_day_it_was_given(card, seeded_db):
    builders.an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-20")
    assert card(1, "2022-04-19").parties[0].word == "discuss_with"
    assert card(1, "2022-04-20").parties[0].word == "accepted"
    assert card(1).parties[0].word == "accepted"
    assert card(1).parties[1].word == "partner"


def test_the_nearest_date_ahead_is_its_own_or_that_of_what_it_hangs_on(card, seeded_db):
    assert card(4, "2022-04-04").date_ahead[:3] == ("25. april 2022", "Frie Bymidter", "stated")
    # Whether it was reached is not known, so nobody knows that the rest is for us.
    unsettled = ("25. april 2022", "Frie Bymidter", "stated", True)
    assert card(4).date_ahead == unsettled == card(4, "2026-11-30").date_ahead
    assert card(1).date_ahead is None
    four = {"portfolio_id": None, "proposal_id": _id_of(seeded_db, 4)}
    builders.a_milestone(seeded_db, "eget", "2022-05-02", title="Besøg i bymidten", **four)
    builders.a_milestone(seeded_db, "forbi", "2022-04-30", title="Forbi", **four)
    builders.a_milestone(seeded_db, "senere", "2022-05-01", known_from="2022-05-02", **four)
    assert card(4).date_ahead == ("2022-05-02", "Besøg i bymidten", None, False)


def test_a_date_whose_outcome_is_recorded_lies_no_longer_ahead(card, seeded_db):
    five = {"portfolio_id": None, "proposal_id": _id_of(seeded_db, 5)}
    builders.a_milestone(
        seeded_db, "aflyst", "2022-06-01", outcome="postponed", outcome_on="2022-04-20", **five
    )
    assert card(5).date_ahead is None
    assert card(5, "2022-04-19").date_ahead == ("2022-06-01", "aflyst", None, False)


def _id_of(address: str, number: int) -> str:
    with store.reading(address) as connection:
        return str(connection.execute(sa.select(builders.id_of(number))).scalar_one())
