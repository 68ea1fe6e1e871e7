"""One question to several, about several, in one act; and what a workshop passes on."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa
from workshop_builders import a_workshop

from portfolio import language, store
from portfolio.domain.model import DecisionOutcome
from portfolio.domain.requests import Source
from portfolio.errors import NotAllowedError, PortfolioError
from portfolio.queries.requests import answered, choices
from portfolio.queries.requests import requests as request_queries
from portfolio.store import schema
from portfolio.usecases.proposals import responsibility
from portfolio.usecases.requests import requests
from portfolio.usecases.reviews import decisions
from portfolio.usecases.reviews.decision_input import DecisionInput
from portfolio.usecases.reviews.effects import Effects
from portfolio.usecases.use_case import COMMAND, LOCAL
from portfolio.usecases.workshops import preparing

TODAY = date(2022, 5, 1)
CODE = builders.PORTFOLIO


def rows(table, *tests):
    with store.reading() as connection:
        chosen = sa.select(table).where(*tests).order_by(table.c.id)
        return [dict(row) for row in connection.execute(chosen).mappings()]


def party(code):
    (row,) = rows(schema.parties, schema.parties.c.code == code)
    return row["id"]


def ask(*numbers, also_of=(), who=LOCAL, **given):
    question = requests.Question(
        question="Skal vi søge?", addressee_party_id=party("direktionen"), options=("Ja", "Nej")
    )
    about = [builders.proposal_id(number) for number in numbers]
    return requests.ask_several(
        who, question, portfolio=CODE, also_of=also_of, proposal_ids=about, today=TODAY, **given
    )


def open_to(body=None):
    with store.reading() as connection:
        found = request_queries.open_requests(connection, as_of=TODAY, today=TODAY, body=body)
    return {one.key: one for one in found if one.is_asked}


def log():
    return [row["action"] for row in rows(schema.change_log)]


def answer(key, number):
    (item,) = rows(
        schema.review_items,
        schema.review_items.c.review_id == builders.a_review(store.url(), number),
    )
    made = DecisionInput(
        outcome=DecisionOutcome.APPROVED,
        decision="Ja, det gør vi.",
        effects=Effects(requests={key: "Skal vi søge?"}),
    )
    return decisions.record_decision(LOCAL, item["id"], made, today=TODAY)


def test_each_body_is_asked_about_each_proposal_in_one_act(seeded_db):
    before = rows(schema.revisions)
    keys = ask(4, 6, also_of=[party("byraadet")])
    assert len(set(keys)) == 4
    assert len(open_to()) == len(open_to("byraadet")) == 2
    assert {one.proposals[0].number for one in open_to().values()} == {4, 6}
    assert len({row["act"] for row in rows(schema.requests)}) == 1
    assert log()[-4:] == ["request.asked"] * 4
    assert rows(schema.revisions) != before


def test_one_alone_is_of_no_act(seeded_db):
    ask()
    (row,) = rows(schema.requests)
    assert (row["act"], row["proposal_id"]) == (None, None)


def test_nothing_is_asked_when_one_of_them_cannot_be(seeded_db):
    builders.a_status(seeded_db, 6, "2022-04-25", stage="closed")
    with pytest.raises(PortfolioError):
        ask(4, 6)
    with pytest.raises(PortfolioError):
        ask(4, also_of=["nix"])
    assert rows(schema.requests) == []


def test_too_many_at_once_says_how_many(seeded_db):
    with pytest.raises(PortfolioError) as caught:
        ask(*range(1, 10), also_of=[f"x{n}" for n in range(9)])
    assert "90" in language.explain(caught.value)


def test_each_is_answered_and_taken_back_by_itself_or_the_rest_at_once(seeded_db):
    first, second, third = ask(4, 6, 8)
    answer(first, 4)
    assert set(open_to()) == {second, third}
    requests.withdraw(LOCAL, second.split(":")[1], "Løst", version=1, whole_act=True)
    assert open_to() == {}
    gone = {row["id"] for row in rows(schema.requests) if row["withdrawn_at"]}
    assert gone == {second.split(":")[1], third.split(":")[1]}, "what was answered stands"
    assert log()[-2:] == ["request.withdrawn"] * 2


def test_what_can_be_taken_back_says_how_many_were_asked_with_it(seeded_db):
    first, second = ask(4, 6)
    with store.reading() as connection:
        found = choices.asked_rows(connection, ids=(first.split(":")[1],))
    (row,) = found.values()
    assert (row.others, row.is_open) == (1, True)
    requests.withdraw(LOCAL, second.split(":")[1], "Løst", version=1)
    with store.reading() as connection:
        (row,) = choices.asked_rows(connection, ids=(first.split(":")[1],)).values()
    assert row.others == 0


def test_a_workshop_passes_a_question_on_and_it_says_so(seeded_db):
    workshop = a_workshop(numbers=(4,))
    (key,) = ask(4, workshop_id=workshop.id)
    one = open_to()[key]
    assert (one.source, one.workshop, one.is_asked) == (Source.WORKSHOP, "Testchefforum", True)
    answer(key, 4)
    assert open_to() == {}
    with store.reading() as connection:
        (row,) = choices.passed_on(connection, workshop_id=workshop.id)
        told = answered.answered(connection, as_of=TODAY, portfolio=CODE)
    assert not row.is_open
    assert [one["key"] for one in told] == [key]
    with pytest.raises(PortfolioError):
        requests.withdraw(LOCAL, row.id, "Fortrudt", version=1)


def test_only_its_facilitators_pass_on_and_take_back(seeded_db):
    workshop = a_workshop(numbers=(4,))
    mine, other = builders.a_user(seeded_db, "reader"), builders.a_user(seeded_db, "reader")
    preparing.set_facilitators(COMMAND, workshop.id, [mine])
    with pytest.raises(NotAllowedError):
        ask(4, workshop_id=workshop.id, who=builders.as_user(other))
    (key,) = ask(4, workshop_id=workshop.id, who=builders.as_user(mine))
    taken = (key.split(":")[1], "Fortrudt")
    with pytest.raises(NotAllowedError):
        requests.withdraw(builders.as_user(other), *taken, version=1)
    requests.withdraw(builders.as_user(mine), *taken, version=1)
    assert open_to() == {}


def test_a_workshop_that_has_not_begun_has_nothing_to_pass_on(seeded_db):
    with pytest.raises(PortfolioError):
        ask(4, workshop_id=a_workshop(state="prepared").id)


def test_several_parties_are_asked_to_take_a_proposal_on_at_once(seeded_db):
    codes = ("kommunikation", "fritid-og-kultur", "ungecenteret")
    asked = [party(code) for code in codes]
    about = builders.proposal_id(4)
    responsibility.ask(LOCAL, about, asked[0], also=asked[1:], happened_on=TODAY, today=TODAY)
    pp = schema.proposal_parties.c
    tied = rows(schema.proposal_parties, pp.proposal_id == about, pp.party_id.in_(asked))
    assert {row["state"] for row in tied} == {"asked"}
    assert len(tied) == 3
    assert log()[-3:] == ["responsibility.asked"] * 3
    responsibility.take_back(LOCAL, tied[0]["id"], seen=tied[0]["state_seq"], reason="Fejl")
    states = {row["state"] for row in rows(schema.proposal_parties, pp.id == tied[1]["id"])}
    assert states == {"asked"}, "each by itself"


def test_when_one_of_them_was_asked_before_none_is(seeded_db):
    about, kept = builders.proposal_id(4), len(log())
    responsibility.ask(LOCAL, about, party("kommunikation"), happened_on=TODAY, today=TODAY)
    with pytest.raises(PortfolioError):
        responsibility.ask(
            LOCAL,
            about,
            party("ungecenteret"),
            also=[party("kommunikation")],
            happened_on=TODAY,
            today=TODAY,
        )
    assert len(log()) == kept + 1
