"""What people are to hear of: of each deed those it concerns, and nobody when it is taken back."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa
from builders import a_proposal, a_review, a_status, a_user, an_answer, as_user, id_of, proposal_id

from portfolio import store
from portfolio.domain.model import DecisionOutcome, Rag, Responsibility, Stage, Succession
from portfolio.domain.permissions import Role
from portfolio.queries.mails import notices
from portfolio.queries.mails.notice import Reader
from portfolio.store import ids, schema
from portfolio.store.schema import parties, proposal_parties, review_items, round_answers
from portfolio.usecases import content
from portfolio.usecases.mails import following
from portfolio.usecases.proposals import responsibility, succession
from portfolio.usecases.proposals.responsibility import Word
from portfolio.usecases.requests import requests
from portfolio.usecases.reviews import agenda_out, closing, decisions, sitting
from portfolio.usecases.reviews.decision_input import DecisionInput, FollowUpInput
from portfolio.usecases.reviews.effects import Effects
from portfolio.usecases.rounds import answers, mending, rounds
from portfolio.usecases.use_case import Person

TODAY = date(2022, 5, 1)


class House:
    """A secretary who does things, and a lead of Kommunikation who hears of them."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.secretary = a_user(address, "secretary", name="Sif Sekretær")
        self.lead = a_user(address, "lead", "kommunikation", name="Lone Leder")
        self.who = as_user(self.secretary)

    def told(self, seen_at: str | None = None) -> list[tuple[str, tuple[int | None, ...]]]:
        """What is new to the lead: the kind, and the proposals."""
        new, _seen = self.looked(seen_at)
        return [(deed[0].kind.value, tuple(one.number for one in deed)) for deed in new]

    def looked(self, seen_at: str | None = None):
        reader = Reader(self.lead, "Lone Leder", Role.LEAD, frozenset({party("kommunikation")}))
        with store.reading() as connection:
            return notices.of_reader(connection, reader=reader, seen_at=seen_at, today=TODAY)

    def ask(self, number: int, code: str = "kommunikation") -> None:
        responsibility.ask(
            self.who, proposal_id(number), party(code), happened_on=TODAY, today=TODAY
        )

    def decide(self, *numbers: int, effects: Effects | None = None, **given) -> str:
        """A decision on each in a meeting; the review."""
        review = a_review(self.address, *numbers)
        for item in items(review):
            made = DecisionInput(outcome=DecisionOutcome.APPROVED, decision="Godkendt.", **given)
            if effects is not None:
                made = DecisionInput(
                    outcome=DecisionOutcome.DECIDED, decision="Det bliver dem.", effects=effects
                )
            decisions.record_decision(self.who, item, made, today=TODAY)
        return review

    def close(self, review: str) -> None:
        closing.close_review(self.who, review, {}, today=TODAY)


@pytest.fixture
def house(seeded_db):
    """Nothing has happened yet that anybody is to hear of."""
    made = House(seeded_db)
    assert made.told() == []
    return made


def one(statement: sa.Select) -> str:
    with store.reading() as connection:
        return connection.execute(statement).scalar_one()


def party(code: str) -> str:
    return one(sa.select(parties.c.id).where(parties.c.code == code))


def items(review: str) -> list[str]:
    i = review_items.c
    chosen = sa.select(i.id).where(i.review_id == review).order_by(i.position)
    with store.reading() as connection:
        return list(connection.execute(chosen).scalars())


def tie(number: int, code: str = "kommunikation") -> str:
    pp = proposal_parties.c
    return one(sa.select(pp.id).where(pp.proposal_id == id_of(number), pp.party_id == party(code)))


def seen(key: str) -> int:
    """The number of the last word of a tie."""
    return one(sa.select(proposal_parties.c.state_seq).where(proposal_parties.c.id == key))


def test_whoever_is_asked_hears_of_it_until_they_answer(house):
    house.ask(1)
    assert house.told() == [("asked", (1,))]
    yes = Word(state=Responsibility.ACCEPTED, happened_on=TODAY)
    responsibility.answer(as_user(house.lead), tie(1), yes, seen=seen(tie(1)), today=TODAY)
    assert house.told() == []


def test_a_question_taken_back_was_never_put(house):
    house.ask(1)
    responsibility.take_back(house.who, tie(1), seen=seen(tie(1)), reason="en fejl")
    assert house.told() == []


def test_whoever_it_is_passed_on_to_is_asked(house):
    house.ask(4, "byc")
    on = Word(
        state=Responsibility.PASSED_ON,
        happened_on=TODAY,
        said_by="Bo",
        passed_to=party("kommunikation"),
    )
    responsibility.answer(house.who, tie(4, "byc"), on, seen=seen(tie(4, "byc")), today=TODAY)
    assert house.told() == [("asked", (4,))]


def test_whoever_a_decision_appoints_hears_of_it_at_once(house):
    effects = Effects(appoint=party("kommunikation"))
    review = house.decide(1, effects=effects)
    assert house.told() == [("appointed", (1,))]
    house.close(review)
    assert house.told() == [("decided", (1,)), ("appointed", (1,))]


def test_a_decision_is_a_draft_until_the_meeting_is_closed(house):
    an_answer(house.address, 1, "kommunikation", "accepted", "2022-04-10")
    review = house.decide(1, 4)
    assert house.told() == []
    house.close(review)
    assert house.told() == [("decided", (1,))]
    (deed,), _seen = house.looked()
    assert (deed[0].by, deed[0].words, deed[0].text) == ("Sif Sekretær", "1.1", "Godkendt.")


def test_a_decision_taken_back_is_told_to_nobody(house):
    an_answer(house.address, 1, "kommunikation", "accepted", "2022-04-10")
    review = house.decide(1)
    key = one(sa.select(schema.decisions.c.id).where(schema.decisions.c.decided_on == "2022-05-01"))
    decisions.withdraw_decision(house.who, key, "en fejl", version=1)
    rest = {items(review)[0]: DecisionOutcome.NOT_REACHED}
    closing.close_review(house.who, review, rest, today=TODAY)
    assert house.told() == []


def test_whoever_is_to_follow_up_hears_of_the_decision(house):
    follow_up = FollowUpInput(title="Skriv", responsible_party_id=party("kommunikation"))
    review = house.decide(4, follow_ups=(follow_up,))
    house.close(review)
    assert house.told() == [("decided", (None,))]


def test_a_decision_put_on_record_from_elsewhere_is_told_at_once(house):
    an_answer(house.address, 1, "kommunikation", "accepted", "2022-04-10")
    item = one(sa.select(schema.agenda_items.c.id).where(schema.agenda_items.c.number == 7))
    given = {"agenda_item_id": item, "number": "7.9", "decided_on": date(2022, 4, 4)}
    given |= {"outcome": "decided", "decision": "Det blev dem."}
    content.add(house.who, "decisions", given, today=TODAY)
    assert house.told() == []  # it is about no proposal yet
    made = one(sa.select(schema.decisions.c.id).where(schema.decisions.c.number == "7.9"))
    tied = {"decision_id": made, "proposal_id": proposal_id(1)}
    content.tie(house.who, "decision_proposals", tied, today=TODAY)
    assert house.told() == [("decided", (1,))]


def test_a_round_is_told_of_until_it_is_answered_and_an_answer_sent_back(house):
    an_answer(house.address, 1, "kommunikation", "accepted", "2022-04-10")
    rounds.open_round(
        house.who,
        builders.PORTFOLIO,
        title="Juni",
        meeting_on=date(2022, 6, 1),
        deadline_on=date(2022, 5, 30),
        proposal_ids=[proposal_id(1), proposal_id(4)],
        body_party_id=party("direktionen"),
    )
    assert house.told() == [("round", (1,))]
    r = schema.status_rounds.c
    of_it = one(sa.select(r.id).where(r.title == "Juni"))
    given = answers.Answer(stage=Stage.PROPOSED, rag=Rag.GREEN, happened="Godt")
    answers.submit(as_user(house.lead), proposal_id(1), given, seen_seq=0, round_id=of_it)
    assert house.told() == []
    a = round_answers.c
    answer = one(sa.select(a.id).where(a.round_id == of_it, a.proposal_id == id_of(1)))
    mending.return_answer(house.who, answer, "Skriv hvornår", version=2)
    assert house.told() == [("returned", (1,))]
    (deed,), _seen = house.looked()
    assert (deed[0].by, deed[0].text) == ("Sif Sekretær", "Skriv hvornår")


def test_a_question_to_ones_own_body_is_told_of_until_it_is_withdrawn(house):
    put = requests.Question(question="Hvad koster det?", addressee_party_id=party("kommunikation"))
    requests.ask(house.who, put, portfolio=builders.PORTFOLIO, today=TODAY)
    assert house.told() == [("question", (None,))]
    key = one(sa.select(schema.requests.c.id))
    requests.withdraw(house.who, key, "en fejl", version=1)
    assert house.told() == []


def test_an_agenda_is_told_of_when_it_is_out_and_until_the_meeting_begins(house):
    an_answer(house.address, 1, "kommunikation", "accepted", "2022-04-10")
    review = a_review(house.address, 1, 4)
    assert house.told() == []
    person = Person(house.who, "Sif Sekretær", Role.SECRETARY)
    builders.changed(
        house.address, lambda connection: agenda_out.note(connection, review, person, ids.now())
    )
    assert house.told() == [("agenda", (1,))]
    (first,), _seen = house.looked()
    builders.changed(
        house.address, lambda connection: agenda_out.note(connection, review, person, ids.now())
    )
    (again,), _seen = house.looked()
    assert again[0].deed == first[0].deed  # so that it is not mailed once more
    sitting.start_review(house.who, review, today=TODAY)
    assert house.told() == []


def test_whoever_follows_hears_of_light_stage_and_decision(house):
    following.follow(as_user(house.lead), proposal_id(4))
    a_status(house.address, 4, "2022-05-01", rag="amber", stage="proposed", reason="Penge")
    assert house.told() == [("moved", (4,))]
    house.close(house.decide(4))
    assert house.told() == [("decided", (4,)), ("moved", (4,))]
    following.stop(as_user(house.lead), proposal_id(4))
    assert house.told() == []


def test_what_was_before_one_followed_is_no_news(house):
    a_status(house.address, 4, "2022-05-01", rag="amber", stage="proposed", reason="Penge")
    following.follow(as_user(house.lead), proposal_id(4))
    assert house.told() == []


def test_several_moves_are_one_and_a_move_back_is_none(house):
    following.follow(as_user(house.lead), proposal_id(4))
    for rag in ("amber", "red"):
        a_status(house.address, 4, "2022-05-01", rag=rag, stage="proposed", reason="Penge")
    (deed,), _seen = house.looked()
    assert (deed[0].before, deed[0].after) == (("none", "proposed"), ("red", "proposed"))
    a_status(house.address, 4, "2022-05-01", rag="none", stage="proposed")
    assert house.told() == []


def test_a_followed_proposal_that_is_merged_says_where_it_goes_on(house):
    following.follow(as_user(house.lead), proposal_id(4))
    house.ask(4)
    step = succession.Step(
        kind=Succession.MERGED,
        happened_on=TODAY,
        reason="De er ens",
        successor_id=proposal_id(6),
    )
    succession.take(house.who, proposal_id(4), step, today=TODAY)
    (deed,), _seen = house.looked()  # nobody is asked to take it on any more
    assert (deed[0].kind, deed[0].words, deed[0].text) == ("moved", "6", "De er ens")


def test_nobody_is_told_of_their_own_deed(house):
    following.follow(house.who, proposal_id(4))
    reader = Reader(house.secretary, "Sif Sekretær", Role.SECRETARY)
    given = answers.Answer(stage=Stage.PROPOSED, rag=Rag.GREEN, happened="Godt")
    answers.submit(house.who, proposal_id(4), given, seen_seq=0)
    with store.reading() as connection:
        new, _seen = notices.of_reader(connection, reader=reader, seen_at=None, today=TODAY)
    assert new == ()


def test_what_a_role_does_not_see_it_is_not_told(house, monkeypatch):
    house.ask(1)
    monkeypatch.setattr(notices, "sees", lambda _role, _matter: False)
    assert house.told() == []


def test_what_has_been_looked_at_is_new_no_more_and_stands_below(house):
    house.ask(1)
    between = ids.now()
    a_proposal(house.address, 90, "Nyt")
    house.ask(90)
    new, before = house.looked(between)
    assert [deed[0].number for deed in new] == [90]
    assert [deed[0].number for deed in before] == [1]
