"""What a decision does: at once, on the proposal, in one transaction; and taken back as one."""

from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import language, store
from portfolio.domain.model import DecisionOutcome, Stage
from portfolio.domain.requests import Source, key_of
from portfolio.errors import PortfolioError
from portfolio.queries.gaps import gaps
from portfolio.queries.requests import requests as open_requests
from portfolio.store import schema
from portfolio.usecases.proposals import responsibility
from portfolio.usecases.requests import requests
from portfolio.usecases.reviews import decisions
from portfolio.usecases.reviews.decision_input import DecisionInput, FollowUpInput
from portfolio.usecases.reviews.effects import Effects, Settled
from portfolio.usecases.use_case import LOCAL

TODAY = date(2022, 5, 1)


def rows(table, *tests):
    with store.reading() as connection:
        chosen = sa.select(table).where(*tests).order_by(table.c.id)
        return [dict(row) for row in connection.execute(chosen).mappings()]


def one(table, *tests):
    (row,) = rows(table, *tests)
    return row


def party(code):
    return one(schema.parties, schema.parties.c.code == code)["id"]


def proposal(number):
    return one(schema.proposals, builders.is_number(number))


def item_of(review):
    return one(schema.review_items, schema.review_items.c.review_id == review)


def to_answer():
    with store.reading() as connection:
        return open_requests.open_requests(
            connection, as_of=TODAY, today=TODAY, portfolio="civilsamfund"
        )


def keys():
    return {request.key for request in to_answer()}


def asked(question):
    return next(request for request in to_answer() if request.question == question)


def decide(item, effects, **given):
    values = {"outcome": DecisionOutcome.DECIDED, "decision": "Aktivitet.", **given}
    return decisions.record_decision(
        LOCAL, item["id"], DecisionInput(effects=effects, **values), today=TODAY
    )


def take_back(decision_id):
    row = one(schema.decisions, schema.decisions.c.id == decision_id)
    decisions.withdraw_decision(LOCAL, decision_id, "Fejl", version=row["version"])


def everything():
    """What the loop shows, to be compared before and after."""
    stands = {
        "proposals": [(p["number"], p["stage"], p["rag"]) for p in rows(schema.proposals)],
        "states": [
            (p["id"], p["state"])
            for p in rows(schema.proposal_parties)
            if p["withdrawn_at"] is None
        ],
        "gaps": [(g["code"], g["status"], g["answer"]) for g in rows(schema.gaps)],
        "tasks": [
            (u["id"], u["responsible_party_id"], u["date_text"], u["promised"])
            for u in rows(schema.follow_ups)
        ],
        "steps": [(s["id"], s["planned_date_text"]) for s in rows(schema.involvement_steps)],
    }
    return stands | {"keys": keys()}


def test_it_answers_the_request_and_the_open_question_in_its_own_words(seeded_db):
    question = asked("Gælder Frie Bymidter Høje-Taastrup By eller Høje-Taastrup C?")
    item = item_of(builders.a_review(seeded_db, 4))
    key = decide(item, Effects(requests={question.key: question.question}), decision="By.")
    assert question.key not in keys()
    gap = one(schema.gaps, schema.gaps.c.code == "A21")
    assert (gap["status"], gap["answer"], gap["answered_on"]) == ("answered", "By.", "2022-05-01")
    kept = one(schema.request_answers)
    assert (kept["decision_id"], kept["question"]) == (key, question.question)


@pytest.mark.parametrize("outcome", ["postponed", "taken_off"])
def test_putting_off_answers_nothing(seeded_db, outcome):
    question = asked("Gælder Frie Bymidter Høje-Taastrup By eller Høje-Taastrup C?")
    item = item_of(builders.a_review(seeded_db, 4))
    decide(item, Effects(requests={question.key: "?"}), outcome=DecisionOutcome(outcome))
    assert question.key in keys()
    assert one(schema.gaps, schema.gaps.c.code == "A21")["status"] == "open"


def test_the_stage_moves_with_a_status_of_its_own(seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20", stage="proposed", rag="amber", reason="Uvist.")
    item = item_of(builders.a_review(seeded_db, 4))
    decide(item, Effects(stage=Stage.QUALIFICATION, stage_reason="Direktionen vil ikke vente."))
    assert (proposal(4)["stage"], proposal(4)["rag"]) == ("qualification", "amber")
    last = rows(schema.status_updates, schema.status_updates.c.proposal_id == proposal(4)["id"])
    assert (last[-1]["origin"], last[-1]["reported_on"]) == ("decision", "2022-05-01")


def test_passing_over_chefforum_is_warned_of_with_the_decision_that_wanted_it(seeded_db):
    item, before = item_of(builders.a_review(seeded_db, 4)), everything()
    with pytest.raises(PortfolioError) as caught:
        decide(item, Effects(stage=Stage.QUALIFICATION))
    said = language.explain(caught.value)
    assert "Chefforum bør med, før fagcentrene kvalificerer forslagene." in said
    assert everything() == before
    assert rows(schema.decisions, schema.decisions.c.decision == "Aktivitet.") == []


def test_whoever_is_appointed_has_been_asked_by_the_decision_and_still_says_yes(seeded_db):
    item = item_of(builders.a_review(seeded_db, 4))
    key = decide(item, Effects(appoint=party("fritid-og-kultur"), ask=[party("kommunikation")]))
    e = schema.responsibility_events
    appointed = one(e, e.c.decision_id == key)
    assert appointed["state"] == "asked"
    link = one(
        schema.proposal_parties, schema.proposal_parties.c.id == appointed["proposal_party_id"]
    )
    assert (link["party_id"], link["state"]) == (party("fritid-og-kultur"), "asked")
    mine = schema.proposal_parties.c.proposal_id == proposal(4)["id"]
    states = {row["party_id"]: row["state"] for row in rows(schema.proposal_parties, mine)}
    assert states[party("kommunikation")] == "asked"


def test_whoever_has_been_asked_can_be_appointed_and_is_asked_again_when_it_is_taken_back(
    seeded_db,
):
    responsibility.ask(
        LOCAL, proposal(4)["id"], party("fritid-og-kultur"), happened_on=TODAY, today=TODAY
    )
    before = everything()
    item = item_of(builders.a_review(seeded_db, 4))
    key = decide(item, Effects(appoint=party("fritid-og-kultur")))
    e = schema.responsibility_events.c
    assert one(schema.responsibility_events, e.decision_id == key)["state"] == "asked"
    again = item_of(builders.a_review(seeded_db, 4, held_on="2022-05-02"))
    with pytest.raises(PortfolioError):  # but not twice
        decide(again, Effects(appoint=party("fritid-og-kultur")))
    take_back(key)
    assert everything()["states"] == before["states"]


def test_what_an_earlier_decision_left_open_is_said(seeded_db):
    question = asked("Hvornår skal Chefforum inddrages, og hvem sørger for det?")
    step = one(schema.involvement_steps, schema.involvement_steps.c.party_id == party("chefforum"))
    task = one(schema.follow_ups, schema.follow_ups.c.step_id == step["id"])
    item = item_of(builders.a_review(seeded_db, title="Chefforum"))
    settled = [
        Settled(
            follow_up_id=task["id"],
            responsible_party_id=party("administrationen"),
            date_text="juni 2022",
        ),
        Settled(step_id=step["id"], date_text="juni 2022"),
    ]
    key = decide(item, Effects(requests={question.key: question.question}, settled=settled))
    now = one(schema.follow_ups, schema.follow_ups.c.id == task["id"])
    assert (now["responsible_party_id"], now["date_end"], now["promised"]) == (
        party("administrationen"),
        "2022-06-30",
        1,
    )
    planned = one(schema.involvement_steps, schema.involvement_steps.c.id == step["id"])
    assert planned["planned_date_text"] == "juni 2022"
    # What concerns all nine stands on the page of each, as in the minutes.
    tied = schema.decision_proposals.c.decision_id == key
    assert len(rows(schema.decision_proposals, tied)) == 9
    assert question.key not in keys()
    assert Source.STEP not in {request.source for request in to_answer()}


def full(seeded_db):
    question = asked("Gælder Frie Bymidter Høje-Taastrup By eller Høje-Taastrup C?")
    task = one(
        schema.follow_ups,
        schema.follow_ups.c.title == "Arbejd videre omkring den nye bydelsforening i området",
    )
    return Effects(
        requests={question.key: question.question},
        stage=Stage.QUALIFICATION,
        stage_reason="Haster.",
        appoint=party("fritid-og-kultur"),
        settled=[Settled(follow_up_id=task["id"], date_text="ultimo maj 2022")],
    )


def test_all_of_it_is_taken_back_as_one(seeded_db):
    item, before = item_of(builders.a_review(seeded_db, 4)), everything()
    key = decide(item, full(seeded_db))
    assert everything() != before
    take_back(key)
    assert everything() == before
    assert {row["withdrawn_reason"] for row in rows(schema.decision_effects)} == {"Fejl"}
    # Made again it does the same again.
    again = decide(item, full(seeded_db))
    assert again == key
    take_back(key)
    assert everything() == before


def test_a_stage_that_could_not_be_entered_today_is_put_back_all_the_same(seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20", stage="running", percent=10)
    before = everything()
    item = item_of(builders.a_review(seeded_db, 4))
    key = decide(item, Effects(stage=Stage.QUALIFICATION, stage_reason="Ingen har sagt ja."))
    take_back(key)
    assert everything() == before


def test_an_answer_to_an_appointment_is_not_swept_away(seeded_db):
    item = item_of(builders.a_review(seeded_db, 4))
    key = decide(item, Effects(appoint=party("fritid-og-kultur")))
    link = one(
        schema.proposal_parties,
        schema.proposal_parties.c.proposal_id == proposal(4)["id"],
        schema.proposal_parties.c.party_id == party("fritid-og-kultur"),
    )
    yes = responsibility.Word(
        state=responsibility.Responsibility.ACCEPTED, happened_on=TODAY, said_by="Lederen"
    )
    responsibility.answer(LOCAL, link["id"], yes, seen=link["state_seq"], today=TODAY)
    before = everything()
    with pytest.raises(PortfolioError) as caught:
        take_back(key)
    assert "Fritid og Kultur" in language.explain(caught.value)
    assert everything() == before


def listed():
    """The questions of the page of open questions and of the papers."""
    filters = gaps.Filters(as_of=TODAY, portfolio="civilsamfund")
    with store.reading() as connection:
        return gaps.gaps_known(connection, filters=filters)


def is_listed_as_open(question):
    known = listed()
    (status,) = known[known["question"] == question]["status"]
    return status == "open"


def how_many_open():
    return int((listed()["status"] == "open").sum())


@pytest.mark.parametrize("number", [4, 8])
def test_a_no_to_an_appointment_asks_anew_who_takes_it_on(seeded_db, number):
    def asked_who():
        return [
            one
            for one in to_answer()
            if (one.question or "").startswith(f"Hvem skal tage forslag {number}")
        ]

    (question,) = asked_who()
    item = item_of(builders.a_review(seeded_db, number))
    effects = Effects(requests={question.key: "?"}, appoint=party("fritid-og-kultur"))
    assert is_listed_as_open(question.question)
    others = how_many_open() - 1
    decide(item, effects)
    assert asked_who() == []
    assert not is_listed_as_open(question.question)
    assert how_many_open() == others  # and no other question with it
    pp = schema.proposal_parties.c
    mine = (pp.proposal_id == proposal(number)["id"], pp.party_id == party("fritid-og-kultur"))
    link = one(schema.proposal_parties, *mine)
    no = responsibility.Word(
        state=responsibility.Responsibility.DECLINED, happened_on=TODAY, said_by="L", reason="Nej"
    )
    responsibility.answer(LOCAL, link["id"], no, seen=link["state_seq"], today=TODAY)
    (again,) = asked_who()
    assert again.key != question.key
    assert is_listed_as_open(question.question)
    decide(item_of(builders.a_review(seeded_db, 1)), Effects(requests={again.key: "?"}))
    assert asked_who() == []


def test_a_newer_status_is_not_swept_away(seeded_db):
    item = item_of(builders.a_review(seeded_db, 4))
    key = decide(item, Effects(stage=Stage.QUALIFICATION, stage_reason="Haster."))
    builders.a_status(seeded_db, 4, "2022-05-01", stage="qualification", rag="green")
    with pytest.raises(PortfolioError) as caught:
        take_back(key)
    assert "4" in language.explain(caught.value)
    assert one(schema.decisions, schema.decisions.c.id == key)["withdrawn_at"] is None


def test_a_question_that_another_decision_has_just_answered_is_not_answered_twice(seeded_db):
    key = ask(seeded_db, 4)
    first = item_of(builders.a_review(seeded_db, 4))
    second = item_of(builders.a_review(seeded_db, 5))
    decide(first, Effects(requests={key: "Skal vi søge?"}))
    with pytest.raises(PortfolioError) as caught:
        decide(second, Effects(requests={key: "Skal vi søge?"}))
    assert "1.1" in language.explain(caught.value)
    assert len(rows(schema.request_answers)) == 1


def ask(seeded_db, number, **given):
    question = requests.Question(
        **{"question": "Skal vi søge?", "addressee_party_id": party("direktionen"), **given}
    )
    return requests.ask(
        LOCAL, question, portfolio="civilsamfund", proposal_id=proposal(number)["id"], today=TODAY
    )


def test_a_request_taken_back_in_mid_meeting_is_not_answered(seeded_db):
    key = ask(seeded_db, 4)
    item = item_of(builders.a_review(seeded_db, 4))
    requests.withdraw(LOCAL, key.split(":")[1], "Løst på anden vis", version=1)
    assert key not in keys()
    with pytest.raises(PortfolioError):
        decide(item, Effects(requests={key: "Skal vi søge?"}))
    assert rows(schema.request_answers) == []


def test_an_open_question_that_somebody_has_just_answered_is_not_answered_over(seeded_db):
    gap = one(schema.gaps, schema.gaps.c.code == "A21")
    key = key_of(Source.GAP, gap["id"])
    said = {"status": "answered", "answer": "Det er C.", "answered_on": "2022-05-01"}
    builders.set_on(seeded_db, schema.gaps, schema.gaps.c.id == gap["id"], **said)
    before = everything()
    with pytest.raises(PortfolioError) as caught:
        decide(item_of(builders.a_review(seeded_db, 4)), Effects(requests={key: "By eller C?"}))
    assert "Det er C." in language.explain(caught.value)
    assert everything() == before
    assert rows(schema.request_answers) == []


def set_aside(address, code):
    at = {"withdrawn_at": "2022-05-01T10:00:00+00:00", "withdrawn_reason": "Lagt sammen"}
    builders.set_on(address, schema.parties, schema.parties.c.code == code, **at)


@pytest.mark.parametrize("act", ["appoint", "ask", "settle", "follow up"])
def test_a_party_that_has_been_set_aside_gets_nothing_and_nothing_is_half_done(seeded_db, act):
    key = party("kommunikation")
    item = item_of(builders.a_review(seeded_db, 4))
    task = rows(schema.follow_ups, schema.follow_ups.c.responsible_party_id.is_(None))[0]
    set_aside(seeded_db, "kommunikation")
    before, decided = everything(), rows(schema.decisions)
    given = {}
    effects = {
        "appoint": Effects(stage=Stage.ON_HOLD, stage_reason="Vent", appoint=key),
        "ask": Effects(stage=Stage.ON_HOLD, stage_reason="Vent", ask=[key]),
        "settle": Effects(settled=[Settled(follow_up_id=task["id"], responsible_party_id=key)]),
        "follow up": Effects(),
    }[act]
    if act == "follow up":
        given["follow_ups"] = [FollowUpInput(title="Gør det", responsible_party_id=key)]
    with pytest.raises(PortfolioError) as caught:
        decide(item, effects, **given)
    assert "ud af brug" in language.explain(caught.value)
    assert (everything(), rows(schema.decisions)) == (before, decided)


def test_an_answered_request_is_not_taken_back(seeded_db):
    key = ask(seeded_db, 4)
    decide(item_of(builders.a_review(seeded_db, 4)), Effects(requests={key: "Skal vi søge?"}))
    with pytest.raises(PortfolioError) as caught:
        requests.withdraw(LOCAL, key.split(":")[1], "Fortrudt", version=1)
    assert "1.1" in language.explain(caught.value)


def test_a_question_is_no_decision(seeded_db):
    item = item_of(builders.a_review(seeded_db, 4))
    with pytest.raises(PortfolioError):
        decide(item, Effects(), question="Skal vi søge?", decision=" skal vi  søge? ")


@pytest.mark.parametrize(
    ("given", "deviation"),
    [
        ({"recommendation": "Ja", "options": ("Ja", "Nej"), "chosen": "Ja"}, None),
        ({"recommendation": "Ja", "options": ("Ja", "Nej"), "chosen": "Nej"}, "changed"),
        ({"recommendation": "Godkend.", "difference": "Uden penge."}, "changed"),
        ({"difference": "Byrådet skal med."}, "added"),
        ({}, None),
    ],
)
def test_how_it_departs_is_derived_where_it_can_be(seeded_db, given, deviation):
    chosen = given.pop("chosen", None) if "chosen" in given else None
    item = item_of(builders.a_review(seeded_db, 4))
    key = decide(item, Effects(chosen=chosen), **given)
    row = one(schema.decisions, schema.decisions.c.id == key)
    assert (row["deviation"], row["differs"]) == (deviation, int(deviation is not None))


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({"question": " "}, "Skriv"),
        ({"options": ("Ja", "ja ")}, "to"),
        ({"options": tuple("abcdefg")}, "6"),
        ({"due_on": date(2022, 4, 30)}, "30. april 2022"),
    ],
)
def test_what_cannot_be_asked_is_said(seeded_db, given, part):
    with pytest.raises(PortfolioError) as caught:
        ask(seeded_db, 4, **given)
    assert caught.value.message
    assert rows(schema.requests) == []


def test_a_key_names_its_source(seeded_db):
    assert ask(seeded_db, 4).startswith(key_of(Source.ASKED, ""))
