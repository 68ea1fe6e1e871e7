"""What a body is to answer: every source, what closes it, and nothing asked twice."""

from datetime import date

import pytest
import sqlalchemy as sa
from builders import a_copy, a_proposal, a_status, an_answer, changed, id_of, set_on

from portfolio.domain.requests import Missing, Source, key_of
from portfolio.queries.requests import requests
from portfolio.store import ids, schema

DAY_ONE = date(2022, 4, 4)
LATER = date(2022, 5, 1)


@pytest.fixture
def to_directorate(ask):
    def to_directorate(day=LATER, **values):
        asked = {"portfolio": "civilsamfund"} | values
        return ask(requests.open_requests, as_of=day, today=LATER, **asked)

    return to_directorate


def numbers(request):
    return "all" if request.whole else [one.number for one in request.proposals]


def a_request(address, number=None, **given):
    """Somebody asks the directorate something; its key in the list of requests."""
    row = {
        "id": ids.new_id(),
        "portfolio_id": sa.select(schema.portfolios.c.id)
        .where(schema.portfolios.c.code == "civilsamfund")
        .scalar_subquery(),
        "proposal_id": None if number is None else id_of(number),
        "addressee_party_id": party("direktionen"),
        "question": "Skal vi søge?",
        "asked_on": "2022-04-20",
        "asked_by": "Sekretæren",
    } | given
    changed(address, lambda connection: connection.execute(sa.insert(schema.requests).values(row)))
    return key_of(Source.ASKED, row["id"])


def party(code):
    return sa.select(schema.parties.c.id).where(schema.parties.c.code == code).scalar_subquery()


def a_decision_on(address, key, day, **given):
    """A decision of the directorate that answers a request; its id."""
    d = schema.decisions.c
    decision = a_copy(
        address, schema.decisions, d.number == "7.2", number=f"7.{day}", decided_on=day, **given
    )
    row = {"id": ids.new_id(), "request_key": key, "decision_id": decision, "question": "?"}
    changed(
        address,
        lambda connection: connection.execute(sa.insert(schema.request_answers).values(row)),
    )
    return decision


def test_day_one_asks_what_the_minutes_leave_open(to_directorate):
    asked = to_directorate(DAY_ONE)
    assert [(one.question, numbers(one)) for one in asked] == [
        ("Hvornår skal Chefforum inddrages, og hvem sørger for det?", "all"),
        ("Hvilke fagcentre skal kvalificere hvilke forslag?", "all"),
        ("Hvornår bliver Udviklingsstrategien opdateret?", "all"),
        (
            "Hvad skal der arbejdes videre med omkring den nye bydelsforening, og hvem står for"
            " det?",
            [4, 6],
        ),
        ("Hvem skal tage forslag 4 videre?", [4]),
        ("Hvem skal tage forslag 6 videre?", [6]),
        ("Hvem skal tage forslag 8 videre, og hvor hører det til?", [8]),
        ("Hvem fører an i forslag 5?", [5]),
        ("Hvem fører an i forslag 9?", [9]),
        ("Gælder Frie Bymidter Høje-Taastrup By eller Høje-Taastrup C?", [4]),
        ("Hvornår og hvordan skal Byrådet inddrages?", "all"),
    ]
    assert not any(one.is_asked for one in asked), "nobody has asked anything yet"
    assert {one.since for one in asked} == {"2022-04-04"}


def test_before_the_meeting_nothing_was_open(to_directorate):
    assert to_directorate(date(2022, 4, 3)) == ()


def test_years_later_the_same_is_open_and_says_how_old_it_is(to_directorate):
    first, later = to_directorate(DAY_ONE), to_directorate(date(2026, 11, 30))
    assert [one.key for one in later] == [one.key for one in first]
    assert [one.since for one in later] == [one.since for one in first]


@pytest.mark.parametrize("day", ["2022-04-04", "2022-04-26", "2022-06-27"])
def test_what_the_administration_is_to_send_is_nobody_elses_to_answer(to_directorate, day):
    asked = to_directorate(date.fromisoformat(day))
    assert not [one for one in asked if one.decision == "8.3" and one.source is not Source.GAP]
    assert not [one for one in asked if "Send" in (one.subject or "")]


def test_the_administration_is_asked_its_own_questions(to_directorate):
    own = to_directorate(DAY_ONE, body="administrationen")
    assert {one.source for one in own} == {Source.GAP}, "what is the directorate's is nobody else's"
    assert "Har Høje-Taastrup By mellem 4.000 og 20.000 indbyggere?" in {
        one.question for one in own
    }
    assert not {one.key for one in own} & {one.key for one in to_directorate(DAY_ONE)}


def test_a_status_asks_in_its_own_words_before_all_that_nobody_asked(seeded_db, to_directorate):
    a_status(seeded_db, 7, "2022-04-20", rag="red", decision_needed="Skal vi fortsætte?")
    first = to_directorate()[0]
    assert (first.source, first.question, numbers(first)) == (
        Source.STATUS,
        "Skal vi fortsætte?",
        [7],
    )
    assert first.is_asked
    assert to_directorate(date(2022, 4, 19))[0].source is not Source.STATUS


def test_what_somebody_asked_stands_with_its_options_until_it_is_taken_back(
    seeded_db, to_directorate
):
    key = a_request(seeded_db, 4, options='["Ja", "Nej"]', due_on="2022-04-25", why="Fristen.")
    one = to_directorate()[0]
    assert (one.key, one.options, one.asked_by) == (key, ("Ja", "Nej"), "Sekretæren")
    assert one.is_overdue("2022-05-01")
    assert not one.is_overdue("2022-04-25")
    table, mine = schema.requests, schema.requests.c.id == key.split(":")[1]
    set_on(seeded_db, table, mine, withdrawn_at="2022-04-30T00:00:00Z", withdrawn_reason="Løst.")
    assert key not in {one.key for one in to_directorate()}


def test_of_another_body_it_is_not_the_directorates(seeded_db, to_directorate):
    key = a_request(seeded_db, 4, addressee_party_id=party("byraadet"))
    assert key not in {one.key for one in to_directorate()}
    assert [one.key for one in to_directorate(body="byraadet") if one.is_asked] == [key]


def test_a_decision_answers_it_from_its_own_day(seeded_db, to_directorate):
    key = a_request(seeded_db, 4)
    decision = a_decision_on(seeded_db, key, "2022-04-28", outcome="decided")
    assert key in {one.key for one in to_directorate(date(2022, 4, 27))}
    assert key not in {one.key for one in to_directorate(date(2022, 4, 28))}
    mine = schema.decisions.c.id == decision
    set_on(seeded_db, schema.decisions, mine, withdrawn_at="2022-04-29", withdrawn_reason="Fejl.")
    assert key in {one.key for one in to_directorate()}


@pytest.mark.parametrize("outcome", ["postponed", "not_reached", "taken_off"])
def test_one_that_was_put_off_is_open_and_waits_last_until_its_day(
    seeded_db, to_directorate, outcome
):
    key = a_request(seeded_db, 4)
    a_decision_on(seeded_db, key, "2022-04-28", outcome=outcome, review_on="2022-05-20")
    one = next(one for one in to_directorate() if one.key == key)
    assert (one.postponed_on, one.postponed_until) == ("2022-04-28", "2022-05-20")
    assert to_directorate()[-1].key == key
    assert to_directorate(date(2022, 5, 20))[0].key == key


def test_a_status_that_repeats_itself_asks_nothing_anew(seeded_db, to_directorate):
    a_status(seeded_db, 7, "2022-04-20", decision_needed="Skal vi  fortsætte?")
    key = to_directorate()[0].key
    a_decision_on(seeded_db, key, "2022-04-25", outcome="approved")
    a_status(seeded_db, 7, "2022-04-26", decision_needed="Skal vi fortsætte? ")
    assert Source.STATUS not in {one.source for one in to_directorate()}
    a_status(seeded_db, 7, "2022-04-27", decision_needed="Skal vi stoppe?")
    assert to_directorate()[0].question == "Skal vi stoppe?"


def test_who_takes_a_proposal_on_is_answered_by_a_yes_and_asked_again_after_a_no(
    seeded_db, to_directorate
):
    def asks_of_5():
        return "Hvem fører an i forslag 5?" in {one.question for one in to_directorate()}

    tied = ask_party_of(seeded_db, 5)
    an_answer(seeded_db, 5, tied, "asked", "2022-04-20")
    assert asks_of_5()
    an_answer(seeded_db, 5, tied, "accepted", "2022-04-21")
    assert not asks_of_5()
    an_answer(seeded_db, 5, tied, "declined", "2022-04-22")
    assert asks_of_5()


def ask_party_of(address, number):
    from portfolio import store

    link = schema.proposal_parties
    chosen = (
        sa.select(schema.parties.c.code)
        .join(link, link.c.party_id == schema.parties.c.id)
        .where(link.c.proposal_id == id_of(number))
        .limit(1)
    )
    with store.reading(address) as connection:
        return connection.execute(chosen).scalar_one()


def test_an_answered_question_is_asked_no_more(seeded_db, to_directorate):
    gap = schema.gaps.c.code == "A21"
    set_on(seeded_db, schema.gaps, gap, status="answered", answer="By.", answered_on="2022-04-20")
    asked = {one.question for one in to_directorate()}
    assert "Gælder Frie Bymidter Høje-Taastrup By eller Høje-Taastrup C?" not in asked
    assert len(to_directorate(date(2022, 4, 19))) == len(asked) + 1


def test_without_a_question_the_step_and_the_follow_up_ask_themselves(seeded_db, to_directorate):
    for code in ("A09", "fagcentrene", "byraadet"):
        set_on(
            seeded_db,
            schema.gaps,
            schema.gaps.c.code == code,
            withdrawn_at="2022-04-05",
            withdrawn_reason="Spørges af sagen selv.",
        )
    derived = [one for one in to_directorate() if one.question is None]
    assert [(one.source, one.subject) for one in derived] == [
        (Source.STEP, "Chefforum"),
        (Source.FOLLOW_UP, "Inddrag derefter fagcentrene i kvalificeringen"),
        (Source.FOLLOW_UP, "Inddrag Byrådet"),
    ]
    task = schema.follow_ups.c.title == "Inddrag Byrådet"
    set_on(seeded_db, schema.follow_ups, task, responsible_party_id=party("byraadet"))
    (one,) = [one for one in to_directorate() if one.subject == "Inddrag Byrådet"]
    assert one.missing == (Missing.DATE,)
    for when in ("løbende", "juni 2022"):  # both say when
        set_on(seeded_db, schema.follow_ups, task, date_text=when)
        assert not [one for one in to_directorate() if one.subject == "Inddrag Byrådet"]
    set_on(seeded_db, schema.follow_ups, task, responsible_party_id=None)
    (one,) = [one for one in to_directorate() if one.subject == "Inddrag Byrådet"]
    assert one.missing == (Missing.RESPONSIBLE,)
    set_on(seeded_db, schema.follow_ups, task, responsible_party_id=party("byraadet"))
    assert not [one for one in to_directorate() if one.subject == "Inddrag Byrådet"]


def test_a_step_with_a_date_is_asked_of_nobody(seeded_db, to_directorate):
    gap = schema.gaps.c.code == "A09"
    set_on(seeded_db, schema.gaps, gap, withdrawn_at="2022-04-05", withdrawn_reason="Spørges ikke.")
    step = schema.involvement_steps.c.party_id == party("chefforum")
    set_on(seeded_db, schema.involvement_steps, step, planned_date_text="juni 2022")
    assert Source.STEP not in {one.source for one in to_directorate()}


def test_a_proposal_with_nobody_and_no_question_is_asked_about(seeded_db, to_directorate):
    a_proposal(seeded_db, 10, "Et til", introduced_on="2022-04-10")
    (one,) = [one for one in to_directorate() if one.source is Source.NO_PARTY]
    assert numbers(one) == [10]
    assert not [one for one in to_directorate(date(2022, 4, 9)) if one.source is Source.NO_PARTY]


def test_what_a_proposal_asked_lapses_when_it_has_ended(seeded_db, to_directorate):
    a_request(seeded_db, 8)
    a_status(seeded_db, 8, "2022-04-25", stage="closed", decision_needed="Og nu?")
    assert not [one for one in to_directorate() if numbers(one) == [8]]


def test_nothing_is_asked_twice(seeded_db, to_directorate):
    a_status(seeded_db, 4, "2022-04-20", decision_needed="Skal vi søge?")
    a_request(seeded_db, 4)
    every = to_directorate(portfolio=None)
    assert len({one.key for one in every}) == len(every)
