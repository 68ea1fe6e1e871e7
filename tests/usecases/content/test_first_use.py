"""The first portfolio of an empty database: all of it or nothing, and only one."""

import threading
from datetime import date

import pytest
import sqlalchemy as sa
from builders import a_user, as_user

from portfolio import store
from portfolio.errors import NotAllowedError, PortfolioError
from portfolio.store import schema
from portfolio.usecases.content import first_use
from portfolio.usecases.use_case import COMMAND, LOCAL

TODAY = date(2022, 5, 1)


def beginning(**given):
    return first_use.Beginning(
        **{
            "municipality": "Testkommune",
            "title": "Grønne <b>byrum</b>",
            "purposes": ["Færre biler", "Flere træer"],
            "proposals": [["7 Delebiler", "Stier"], []],
            **given,
        }
    )


def count(table):
    with store.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def test_all_that_was_typed_is_made_with_one_line_in_the_log(empty_db):
    code = first_use.start(LOCAL, beginning(), today=TODAY)
    with store.reading() as connection:
        made = connection.execute(sa.select(schema.portfolios)).one()
        rows = connection.execute(sa.select(schema.proposals)).all()
    assert (made.code, made.title) == ("groenne-b-byrum-b", "Grønne <b>byrum</b>")
    assert code == made.code
    assert {(row.number, row.title) for row in rows} == {(7, "Delebiler"), (1, "Stier")}
    assert all("biler" in row.search_text or "stier" in row.search_text for row in rows)
    assert {row.rag for row in rows} == {"none"}
    assert count(schema.change_log) == 1


@pytest.mark.parametrize(
    "given",
    [
        {"municipality": " "},
        {"title": ""},
        {"proposals": [["7 En"], ["7 To"]]},
    ],
)
def test_what_is_missing_or_double_makes_nothing(empty_db, given):
    with pytest.raises(PortfolioError):
        first_use.start(LOCAL, beginning(**given), today=TODAY)
    assert count(schema.portfolios) == count(schema.change_log) == 0


def test_what_is_not_divided_stands_under_the_portfolios_title(empty_db):
    first_use.start(LOCAL, beginning(purposes=[], proposals=[["Delebiler"]]), today=TODAY)
    with store.reading() as connection:
        assert connection.execute(sa.select(schema.purposes.c.title)).scalar_one() == (
            "Grønne <b>byrum</b>"
        )
    assert count(schema.proposals) == 1


def test_there_is_never_a_second(empty_db):
    first_use.start(COMMAND, beginning(), today=TODAY)
    with pytest.raises(PortfolioError, match="already"):
        first_use.start(COMMAND, beginning(), today=TODAY)
    with pytest.raises(PortfolioError, match="already"):
        first_use.load_seed(COMMAND)
    assert count(schema.portfolios) == 1


def test_the_seed_that_came_along(empty_db):
    first_use.load_seed(LOCAL)
    assert count(schema.portfolios) == 3


@pytest.mark.parametrize("role", ["reader", "lead", "director"])
def test_nobody_else_begins(empty_db, role):
    who = as_user(a_user(empty_db, role))
    for work in (
        lambda: first_use.start(who, beginning(), today=TODAY),
        lambda: first_use.load_seed(who),
    ):
        with pytest.raises(NotAllowedError):
            work()
    assert count(schema.portfolios) == 0


def test_lines_lose_their_bullets_and_keep_their_words():
    assert first_use.lines("- En\n\n • To \n* -3 grader\n🙂") == ["En", "To", "3 grader", "🙂"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("7 Delebiler", (7, "Delebiler")),
        ("7. Delebiler", (7, "Delebiler")),
        ("7) Delebiler", (7, "Delebiler")),
        ("Delebiler 7", (1, "Delebiler 7")),
        ("2030-planen", (1, "2030-planen")),
        ("0 spild", (1, "0 spild")),
        ("7", (1, "7")),
        ("²3 Sted", (1, "²3 Sted")),
    ],
)
def test_a_number_before_the_title_is_the_proposals(line, found):
    assert first_use.numbered([[line]]) == [[found]]


@pytest.mark.parametrize("attempt", range(3))
def test_two_first_portfolios_at_once_are_one(empty_db, attempt):
    barrier, made, refused = threading.Barrier(4), [], []

    def start(title):
        barrier.wait()
        try:
            made.append(first_use.start(LOCAL, beginning(title=title), today=TODAY))
        except PortfolioError as error:
            refused.append(error)

    threads = [threading.Thread(target=start, args=(f"Titel {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), len(refused), count(schema.portfolios)) == (1, 3, 1)
