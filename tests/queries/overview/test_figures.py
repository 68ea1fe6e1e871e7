"""Key figures, the age of the news, and every filter: who comes, and who must not."""

from datetime import date

import builders
import pytest
from builders import filters

from portfolio.queries import filter_choices
from portfolio.queries.overview import figures as overview_figures
from portfolio.queries.overview.board import board
from portfolio.queries.overview.figures import key_figures, latest_news
from portfolio.store.schema import decisions


@pytest.fixture
def numbers(ask):
    """The numbers of the proposals that match some filters."""

    def numbers(day: str = "2022-05-01", **chosen):
        found = ask(board, filters=filters(day, **chosen), limit=1000)
        assert ask(key_figures, filters=filters(day, **chosen)).total == len(found)
        return sorted(card.number for card in found)

    return numbers


def lights(figures: overview_figures.KeyFigures) -> dict[str, int]:
    return dict(figures.lights)


def test_day_one_has_nine_proposals_all_grey_and_nobody_who_said_yes(ask):
    figures = ask(key_figures, filters=filters("2022-04-04"))
    assert figures.total == 9
    assert lights(figures) == {"none": 9, "green": 0, "amber": 0, "red": 0}
    assert figures.accepted == 0


def test_before_the_meeting_there_was_nothing(ask, numbers):
    figures = ask(key_figures, filters=filters("2022-04-03"))
    assert figures.total == sum(lights(figures).values()) == 0
    assert numbers("2022-04-03") == []
    assert ask(latest_news, as_of=date(2022, 4, 3)) is None


def test_an_empty_database_has_no_figures(ask_empty):
    figures = ask_empty(key_figures, filters=filters())
    assert (figures.total, figures.accepted) == (0, 0)
    assert ask_empty(latest_news, as_of=date(2022, 5, 1)) is None


def test_lights_are_those_of_the_day_not_of_today(ask, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-10", rag="amber")
    builders.a_status(seeded_db, 4, "2022-04-20", rag="red")
    days = ("2022-04-09", "2022-04-10", "2022-04-19", "2022-04-20", "2022-05-01")
    on = {day: lights(ask(key_figures, filters=filters(day))) for day in days}
    assert on["2022-04-09"] == {"none": 9, "green": 0, "amber": 0, "red": 0}
    assert on["2022-04-10"] == on["2022-04-19"] == {"none": 8, "green": 0, "amber": 1, "red": 0}
    assert on["2022-04-20"] == on["2022-05-01"] == {"none": 8, "green": 0, "amber": 0, "red": 1}


def test_yes_counts_from_the_day_it_was_said_and_until_it_is_taken_back(ask, seeded_db):
    builders.an_answer(seeded_db, 1, "kommunikation", "asked", "2022-04-08")
    builders.an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-12")
    builders.an_answer(seeded_db, 1, "kommunikation", "passed_on", "2022-04-28")
    builders.an_answer(seeded_db, 2, "borger-og-arbejdsmarkedscenteret", "declined", "2022-04-12")
    days = ("2022-04-11", "2022-04-12", "2022-04-27", "2022-04-28", "2022-05-01")
    said = [ask(key_figures, filters=filters(day)).accepted for day in days]
    assert said == [0, 1, 1, 0, 0]


def test_two_parties_of_one_proposal_count_once(ask, seeded_db):
    builders.an_answer(seeded_db, 9, "ungecenteret", "accepted", "2022-04-12")
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "accepted", "2022-04-12")
    assert ask(key_figures, filters=filters()).accepted == 1
    assert ask(key_figures, filters=filters("2022-04-20")).accepted == 1


def test_figures_follow_the_filters(ask, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-10", rag="red", decision_needed="Ja?")
    builders.an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-12")
    second = ask(key_figures, filters=filters(purpose=2))
    assert (second.total, lights(second)["red"], second.accepted) == (3, 1, 0)
    first = ask(key_figures, filters=filters(purpose=1))
    assert (first.total, lights(first)["red"], first.accepted) == (3, 0, 1)


def test_another_portfolios_proposals_never_come(ask, numbers, seeded_db):
    everywhere = ask(key_figures, filters=filters(portfolio=None)).total
    builders.another_portfolio(seeded_db, 1, "Velfærdsfunktioner et andet sted")
    assert ask(key_figures, filters=filters()).total == 9
    assert numbers(search="velfærdsfunktioner") == [4]
    assert numbers(purpose=1) == [1, 2, 3]
    assert ask(key_figures, filters=filters(portfolio=None)).total == everywhere + 1


def test_the_newest_news_is_the_meeting_until_somebody_says_more(ask, seeded_db):
    assert ask(latest_news, as_of=date(2026, 11, 23)) == date(2022, 4, 4)
    builders.a_status(seeded_db, 4, "2022-04-20")
    assert ask(latest_news, as_of=date(2022, 5, 1)) == date(2022, 4, 20)
    assert ask(latest_news, as_of=date(2022, 4, 19)) == date(2022, 4, 4)
    builders.an_answer(seeded_db, 1, "kommunikation", "asked", "2022-04-25")
    assert ask(latest_news, as_of=date(2022, 5, 1)) == date(2022, 4, 25)
    builders.a_milestone(
        seeded_db, "moedet", "2022-04-26", outcome="happened", outcome_on="2022-04-26"
    )
    assert ask(latest_news, as_of=date(2022, 5, 1)) == date(2022, 4, 26)


def test_the_newest_news_of_a_portfolio_is_not_anothers(ask, seeded_db):
    def newest(portfolio: str | None) -> date | None:
        return ask(latest_news, as_of=date(2022, 5, 1), portfolio=portfolio)

    builders.another_portfolio(seeded_db, 1, "Et andet sted")
    assert newest("another") == date(2022, 4, 4)
    builders.a_status(seeded_db, 1, "2022-04-20", portfolio="another")
    assert (newest("another"), newest(builders.PORTFOLIO)) == (date(2022, 4, 20), date(2022, 4, 4))
    builders.an_answer(seeded_db, 1, "kommunikation", "asked", "2022-04-22")
    assert (newest("another"), newest(builders.PORTFOLIO)) == (date(2022, 4, 20), date(2022, 4, 22))
    builders.set_on(seeded_db, decisions, decisions.c.number == "7.1", decided_on="2022-04-28")
    assert (newest("another"), newest(builders.PORTFOLIO)) == (date(2022, 4, 20), date(2022, 4, 28))
    assert newest(None) == date(2022, 4, 28)


def test_a_portfolio_that_nobody_knows_has_no_news(ask):
    assert ask(latest_news, as_of=date(2022, 5, 1), portfolio="findes-ikke") is None


# --- filters ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ({"purpose": 1}, [1, 2, 3]),
        ({"purpose": 3}, [7, 8, 9]),
        ({"purpose": 4}, []),
        ({"party": "fritid-og-kultur"}, [1, 6, 9]),  # also where it is only a partner or mentioned
        ({"party": "institutions-og-skolecenteret"}, [7]),
        ({"party": "direktionen"}, []),  # a party that no proposal names
        ({"place": "kulturkvarteret"}, [6]),
        ({"place": "naerheden"}, [4, 6, 7]),
        ({"stage": "proposed"}, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ({"stage": "running"}, []),
        ({"rag": "none"}, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ({"rag": "green"}, []),
        ({"purpose": 2, "place": "naerheden"}, [4, 6]),  # both, not either
        ({"purpose": 1, "place": "naerheden"}, []),
    ],
)
def test_filters(numbers, chosen, expected):
    assert numbers(**chosen) == expected


def test_stage_and_light_are_those_of_the_day(numbers, seeded_db):
    builders.a_status(seeded_db, 8, "2022-04-10", rag="amber", stage="qualification")
    builders.a_status(seeded_db, 8, "2022-04-20", rag="green", stage="ready")
    assert numbers("2022-04-15", stage="qualification") == numbers("2022-04-15", rag="amber") == [8]
    assert numbers(stage="qualification") == numbers(rag="amber") == []
    assert numbers(stage="ready") == numbers(rag="green") == [8]
    assert 8 not in numbers("2022-04-15", stage="proposed")
    assert 8 in numbers("2022-04-09", stage="proposed")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("velfærdsfunktioner", [4]),
        ("VELFÆRDSFUNKTIONER", [4]),
        ("velfaerdsfunktion", [4]),
        ("jobordning", [2]),  # inside tilflytter-jobordning
        ("tilflytterjobordning", [2]),  # written as one word
        ("tilflytter-jobordning", [2]),
        ("bylivsforening", [6]),
        ("  skoler   daginstitutioner ", [7]),
        ("daginstitutioner skoler", [7]),  # in any order
        ("daginstitutioner jobordning", []),  # every word
        ("ungecenter", [9]),  # a party
        ("Vidensbyen", [6]),  # a place
        ("rømer", [7]),
        ("roemer", [7]),
        ("romer", []),
        ("%", []),
        ("_", []),
        ("!", []),
        ("100%", []),
        ('onboarding" forløb', [1]),
        ("'driver'", [5]),
        ("'; DROP TABLE proposals; --", []),
        ("", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("   ", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
    ],
)
def test_search(numbers, words, expected):
    assert numbers(search=words) == expected


@pytest.mark.parametrize("mark", ["%", "_", "!", "\\", "*", "?"])
def test_a_wildcard_means_itself(numbers, seeded_db, mark):
    builders.a_proposal(seeded_db, 12, f"Halvt{mark}s")
    builders.a_proposal(seeded_db, 13, "Halvtxs")
    assert numbers(search=f"halvt{mark}s") == [12]
    assert numbers(search=mark) == [12]


def test_search_finds_a_party_by_its_other_name(numbers):
    assert numbers(search="BAC") == [2]


def test_a_proposal_introduced_later_was_not_there_before(numbers, seeded_db):
    builders.a_proposal(seeded_db, 10, "Et nyt forslag", introduced_on="2022-04-20")
    assert 10 in numbers("2022-04-20")
    assert 10 not in numbers("2022-04-19")


# --- what a filter offers --------------------------------------------------------------------


def test_filters_offer_only_what_some_proposal_has_sorted_the_danish_way(ask):
    mine = {"portfolio": "civilsamfund"}
    parties, places = (
        ask(filter_choices.party_choices, **mine),
        ask(filter_choices.place_choices, **mine),
    )
    assert "byraadet" in list(
        ask(filter_choices.party_choices)["code"]
    )  # another portfolio names it
    assert "byraadet" not in list(parties["code"])
    assert list(parties["name"])[:2] == [
        "Borger- og Arbejdsmarkedscenteret",
        "De boligsociale helhedsplaner",
    ]
    names = list(places["name"])
    # aa is å: Taastrupgaard after the T that is followed by any other letter.
    assert (
        names.index("Vidensbyen")
        > names.index("Taastrupgaard")
        > names.index("Sundheds- og Bevægelseshuset")
    )
    assert list(ask(filter_choices.purpose_choices, portfolio="civilsamfund")["number"]) == [
        1,
        2,
        3,
    ]
    assert ask(filter_choices.purpose_choices, portfolio="another").empty


def test_only_a_marked_database_is_a_demo(ask):
    assert ask(filter_choices.is_demo) is False
