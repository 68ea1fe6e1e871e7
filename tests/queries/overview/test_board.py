"""The cards: in which column, in which order, with what on them, and how many a page."""

import builders
import pytest
import sqlalchemy as sa
from builders import filters

from portfolio import store
from portfolio.queries.overview.board import board

ALL = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]


def numbers(columns) -> list[list[int]]:
    return [[card.number for card in column.cards] for column in columns]


@pytest.fixture
def card(ask):
    """The card of a proposal on a day."""

    def card(number: int, day: str = "2022-05-01"):
        columns = ask(board, filters=filters(day))
        return next(c for column in columns for c in column.cards if c.number == number)

    return card


def test_columns_in_order_of_purpose_cards_by_number(ask):
    columns = ask(board, filters=filters())
    assert [(column.number, column.total) for column in columns] == [(1, 3), (2, 3), (3, 3)]
    assert columns[0].short_title == "Hjælpe tilflyttere"
    assert numbers(columns) == ALL


def test_number_ten_comes_after_number_nine(ask, seeded_db):
    builders.a_proposal(seeded_db, 100, "Sidst", purpose=3)
    builders.a_proposal(seeded_db, 10, "Næstsidst", purpose=3)
    assert numbers(ask(board, filters=filters())) == [*ALL[:2], [7, 8, 9, 10, 100]]


def test_a_page_holds_so_many_a_column_and_the_next_the_rest(ask, seeded_db):
    builders.a_proposal(seeded_db, 10, "Den fjerde", purpose=3)
    pages = [ask(board, filters=filters(), page=n, per_purpose=2) for n in (1, 2, 3)]
    assert [numbers(page) for page in pages] == [
        [[1, 2], [4, 5], [7, 8]],
        [[3], [6], [9, 10]],
        [[], [], []],
    ]
    assert {tuple(c.total for c in page) for page in pages} == {(3, 3, 4)}


def test_before_the_meeting_the_columns_are_empty(ask):
    columns = ask(board, filters=filters("2022-04-03"))
    assert numbers(columns) == [[], [], []]
    assert [column.total for column in columns] == [0, 0, 0]


def test_a_purpose_without_matches_keeps_its_place(ask):
    assert numbers(ask(board, filters=filters(purpose=2))) == [[], [4, 5, 6], []]
    assert numbers(ask(board, filters=filters(search="fritidsjob"))) == [[], [], [9]]


def test_an_empty_database_has_no_columns(ask_empty):
    assert ask_empty(board, filters=filters()) == ()


def test_another_portfolio_has_columns_of_its_own(ask, seeded_db):
    builders.another_portfolio(seeded_db, 1, "Et andet forslag")
    assert numbers(ask(board, filters=filters())) == ALL
    assert numbers(ask(board, filters=filters(portfolio="another"))) == [[1]]


def test_every_card_starts_as_an_unassessed_proposal(ask):
    for column in ask(board, filters=filters("2022-04-04")):
        for card in column.cards:
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


def test_what_it_hangs_on_pools_first_and_what_all_share_last(card):
    assert card(4).hangs_on == (
        ("Frie Bymidter", "stated"),
        ("Byrumsprojekter i den gule by (budget 23)", "assumed"),
        ("Indtægter fra et BID", "assumed"),
        ("Private midler til anlægsprojekter", "assumed"),
        ("Udviklingsstrategien", "derived"),
    )
    assert card(5).hangs_on == (("Udviklingsstrategien", "derived"),)
    assert [title for title, _sure in card(1).hangs_on] == [
        "Velkomstpakken for nye borgere",
        "Udviklingsstrategien",
    ]


def test_the_nearest_date_ahead_is_its_own_or_that_of_what_it_hangs_on(card, seeded_db):
    assert card(4, "2022-04-04").date_ahead == ("25. april 2022", "Frie Bymidter", "stated")
    assert card(4).date_ahead == ("Juni 2022", "Frie Bymidter", "stated")
    assert card(1).date_ahead is None
    four = {"portfolio_id": None, "proposal_id": _id_of(seeded_db, 4)}
    builders.a_milestone(seeded_db, "eget", "2022-05-02", title="Besøg i bymidten", **four)
    builders.a_milestone(seeded_db, "forbi", "2022-04-30", title="Forbi", **four)
    builders.a_milestone(seeded_db, "senere", "2022-05-01", known_from="2022-05-02", **four)
    assert card(4).date_ahead == ("2022-05-02", "Besøg i bymidten", None)


def test_a_date_whose_outcome_is_recorded_lies_no_longer_ahead(card, seeded_db):
    five = {"portfolio_id": None, "proposal_id": _id_of(seeded_db, 5)}
    builders.a_milestone(
        seeded_db, "aflyst", "2022-06-01", outcome="postponed", outcome_on="2022-04-20", **five
    )
    assert card(5).date_ahead is None
    assert card(5, "2022-04-19").date_ahead == ("2022-06-01", "aflyst", None)


def _id_of(address: str, number: int) -> str:
    with store.reading(address) as connection:
        return str(connection.execute(sa.select(builders.id_of(number))).scalar_one())
