"""The handshake: asked, answered, passed on, taken back; by whom, when, and never twice."""

import concurrent.futures
import functools
import itertools
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.model import HANDSHAKE, Responsibility
from portfolio.domain.permissions import Role
from portfolio.errors import NotAllowedError, PortfolioError
from portfolio.queries.overview import figures
from portfolio.queries.proposals import responsibility as proposal_responsibility
from portfolio.store import schema
from portfolio.usecases import use_case
from portfolio.usecases.proposals import handshakes, responsibility
from portfolio.usecases.proposals.responsibility import Word

TODAY = date(2022, 5, 1)
ASKED, YES, NO, ON = (
    Responsibility.ASKED,
    Responsibility.ACCEPTED,
    Responsibility.DECLINED,
    Responsibility.PASSED_ON,
)


@pytest.fixture
def secretary(seeded_db):
    return builders.as_user(builders.a_user(seeded_db, "secretary", name="Sine Sekretær"))


def party(code):
    with store.reading() as connection:
        asked = sa.select(schema.parties.c.id).where(schema.parties.c.code == code)
        return connection.execute(asked).scalar_one()


def ties(number=1):
    with store.reading() as connection:
        found = proposal_responsibility.ties(connection, proposal_id=builders.proposal_id(number))
    return {tie.party_id: tie for tie in found}


def tie(code, number=1):
    return ties(number)[party(code)]


def chain(number=1, day=TODAY):
    with store.reading() as connection:
        id = builders.proposal_id(number)
        return proposal_responsibility.chains(connection, as_of=day, ids=(id,))[id]


def accepted(day="2022-05-01"):
    with store.reading() as connection:
        return figures.key_figures(connection, filters=builders.filters(day)).accepted


def ask(who, code, number=1, day=TODAY, **given):
    responsibility.ask(
        who, builders.proposal_id(number), party(code), happened_on=day, today=TODAY, **given
    )


def answer(who, code, state, number=1, day=TODAY, seen=None, **given):
    mine = tie(code, number)
    word = Word(state=state, happened_on=day, **{"said_by": "Lene Leder", **given})
    seen = mine.seq if seen is None else seen
    responsibility.answer(who, mine.id, word, seen=seen, today=TODAY)


def take_back(who, code, number=1, reason="Forkert part", seen=None):
    mine = tie(code, number)
    responsibility.take_back(who, mine.id, seen=mine.seq if seen is None else seen, reason=reason)


def put_in_state(address, code, state):
    """The party's last word, as if it had been recorded long ago; None: only mentioned."""
    key = tie(code).id
    link = schema.proposal_parties
    if state is None:
        builders.set_on(address, link, link.c.id == key, state=None)
    elif state is not Responsibility.SUGGESTED:
        builders.an_answer(address, 1, code, state, "2022-04-10")


@pytest.mark.parametrize("last", [None, *Responsibility])
@pytest.mark.parametrize("following", [ASKED, YES, NO, ON])
def test_only_what_the_table_allows_can_follow(seeded_db, secretary, last, following):
    put_in_state(seeded_db, "kommunikation", last)
    given = {"reason": "Derfor"} if following is NO else {}
    given |= {"passed_to": party("ungecenteret")} if following is ON else {}

    def say():
        if following is ASKED:
            ask(secretary, "kommunikation")
        else:
            answer(secretary, "kommunikation", following, **given)

    before = len(chain())
    if following in HANDSHAKE[last]:
        say()
        assert tie("kommunikation").state == following
    else:
        with pytest.raises(PortfolioError):
            say()
        assert tie("kommunikation").state == last
        assert len(chain()) == before


def test_a_question_and_its_answer_with_who_when_and_by_whom(seeded_db, secretary):
    ask(secretary, "kommunikation", day=date(2022, 4, 10))
    answer(secretary, "kommunikation", YES, day=date(2022, 4, 20))
    rows = chain().to_dict("records")[-2:]
    assert [(row["state"], row["happened_on"]) for row in rows] == [
        ("asked", "2022-04-10"),
        ("accepted", "2022-04-20"),
    ]
    assert [row["said_by"] for row in rows] == ["Sine Sekretær", "Lene Leder"]
    assert {row["recorded_by"] for row in rows} == {"Sine Sekretær"}


def test_the_overview_follows_and_so_does_the_day_before(seeded_db, secretary):
    answer(secretary, "kommunikation", YES, day=date(2022, 4, 20))
    assert (accepted("2022-04-19"), accepted("2022-04-20"), accepted()) == (0, 1, 1)
    answer(secretary, "kommunikation", NO, reason="Der er ikke hænder")
    assert (accepted("2022-04-20"), accepted()) == (1, 0)


def test_a_party_the_minutes_do_not_name_is_added(seeded_db, secretary):
    assert ties(4) == {}
    ask(secretary, "kommunikation", number=4)
    assert (tie("kommunikation", 4).state, tie("kommunikation", 4).seq) == ("asked", 1)
    with pytest.raises(PortfolioError, match="asked already"):
        ask(secretary, "kommunikation", number=4)


def test_a_no_needs_a_reason(seeded_db, secretary):
    ask(secretary, "kommunikation")
    for blank in (None, "", " \n\t ", "\x00"):
        with pytest.raises(PortfolioError, match="why the answer is no"):
            answer(secretary, "kommunikation", NO, reason=blank)
    assert tie("kommunikation").state == ASKED


def test_who_said_it_is_known_of_every_answer_for_others(seeded_db, secretary):
    ask(secretary, "kommunikation")
    with pytest.raises(PortfolioError, match="who said it"):
        answer(secretary, "kommunikation", YES, said_by="  ")


def test_passing_on_asks_the_next_one_and_needs_it(seeded_db, secretary):
    ask(secretary, "kommunikation", number=4)
    with pytest.raises(PortfolioError, match="passed on to"):
        answer(secretary, "kommunikation", ON, number=4)
    with pytest.raises(PortfolioError, match="another party"):
        answer(secretary, "kommunikation", ON, number=4, passed_to=party("kommunikation"))
    with pytest.raises(PortfolioError, match="taken out of use"):
        answer(secretary, "kommunikation", ON, number=4, passed_to="nobody")
    assert len(chain(4)) == 1
    answer(secretary, "kommunikation", ON, number=4, passed_to=party("ungecenteret"))
    assert tie("kommunikation", 4).state == ON
    assert tie("ungecenteret", 4).state == ASKED
    assert list(chain(4)["state"]) == ["asked", "passed_on", "asked"]


def test_passing_on_to_one_who_has_said_yes_asks_nobody(seeded_db, secretary):
    answer(secretary, "kommunikation", YES)
    ask(secretary, "ungecenteret")
    answer(secretary, "ungecenteret", ON, passed_to=party("kommunikation"))
    assert tie("kommunikation").state == YES


def test_more_than_one_may_say_yes(seeded_db, secretary):
    answer(secretary, "kommunikation", YES)
    ask(secretary, "ungecenteret")
    answer(secretary, "ungecenteret", YES)
    assert {t.name for t in ties().values() if t.state == YES} >= {"Kommunikation"}
    assert accepted() == 1


@pytest.mark.parametrize("day", [date(2022, 5, 2), date(2023, 1, 1)])
def test_not_in_the_future(seeded_db, secretary, day):
    with pytest.raises(PortfolioError, match="not come yet"):
        ask(secretary, "kommunikation", day=day)


def test_not_before_the_word_before(seeded_db, secretary):
    ask(secretary, "kommunikation", day=date(2022, 4, 20))
    with pytest.raises(PortfolioError) as refused:
        answer(secretary, "kommunikation", YES, day=date(2022, 4, 19))
    assert refused.value.values["day"] == date(2022, 4, 20)
    answer(secretary, "kommunikation", YES, day=date(2022, 4, 20))


def test_an_answer_to_what_somebody_has_changed_meanwhile_is_refused(seeded_db, secretary):
    ask(secretary, "kommunikation")
    seen = tie("kommunikation").seq
    answer(secretary, "kommunikation", YES, seen=seen)
    with pytest.raises(PortfolioError, match="in the meantime"):
        answer(secretary, "kommunikation", NO, reason="Nej", seen=seen)
    assert tie("kommunikation").state == YES


@pytest.mark.parametrize("state", [ASKED, Responsibility.SUGGESTED])
def test_answering_is_not_a_way_to_ask(seeded_db, secretary, state):
    with pytest.raises(PortfolioError, match="Choose an answer"):
        answer(secretary, "kommunikation", state)


# --- taking back --------------------------------------------------------------------------------


def test_a_mistake_is_taken_back_by_a_new_event(seeded_db, secretary):
    ask(secretary, "kommunikation", day=date(2022, 4, 10))
    answer(secretary, "kommunikation", YES, day=date(2022, 4, 20))
    take_back(secretary, "kommunikation")
    assert tie("kommunikation").state == ASKED
    assert (accepted("2022-04-25"), accepted()) == (0, 0)
    last = chain().iloc[-1]
    assert (last["undoes"], last["reason"], last["state"]) == (3, "Forkert part", "asked")
    assert list(chain()["stands"].astype(bool))[-3:] == [True, False, False]
    # The true answer may be from before the one that was a mistake.
    answer(secretary, "kommunikation", NO, day=date(2022, 4, 15), reason="Der er ikke hænder")
    assert tie("kommunikation").state == NO


def test_step_by_step_back_to_what_the_minutes_say_and_no_further(seeded_db, secretary):
    ask(secretary, "kommunikation")
    answer(secretary, "kommunikation", YES)
    take_back(secretary, "kommunikation")
    take_back(secretary, "kommunikation")
    assert (tie("kommunikation").state, tie("kommunikation").may_undo) == ("suggested", None)
    with pytest.raises(PortfolioError, match="Nothing has been recorded"):
        take_back(secretary, "kommunikation")


def test_a_party_asked_by_mistake_leaves_the_proposal_and_can_be_asked_again(seeded_db, secretary):
    ask(secretary, "kommunikation", number=4)
    take_back(secretary, "kommunikation", number=4)
    assert ties(4) == {}
    assert len(chain(4)) == 2
    ask(secretary, "kommunikation", number=4)
    assert tie("kommunikation", 4).state == ASKED


def test_with_a_passing_on_goes_its_question(seeded_db, secretary):
    ask(secretary, "kommunikation", number=4)
    answer(secretary, "kommunikation", ON, number=4, passed_to=party("ungecenteret"))
    take_back(secretary, "kommunikation", number=4)
    assert {t.name: t.state for t in ties(4).values()} == {"Kommunikation": "asked"}


def test_an_answered_question_stays_when_the_passing_on_is_taken_back(seeded_db, secretary):
    ask(secretary, "kommunikation", number=4)
    answer(secretary, "kommunikation", ON, number=4, passed_to=party("ungecenteret"))
    answer(secretary, "ungecenteret", YES, number=4)
    take_back(secretary, "kommunikation", number=4)
    assert tie("ungecenteret", 4).state == YES


def test_taking_back_needs_a_reason(seeded_db, secretary):
    ask(secretary, "kommunikation")
    with pytest.raises(PortfolioError, match="Write a reason"):
        take_back(secretary, "kommunikation", reason=" ")


# --- who may ------------------------------------------------------------------------------------

MAY_ASK = {Role.SECRETARY, Role.ADMINISTRATOR}


@pytest.mark.parametrize(
    ("role", "deed"), list(itertools.product(Role, ["ask", "answer", "take_back"]))
)
def test_which_roles_may(seeded_db, role, deed):
    builders.an_answer(seeded_db, 1, "kommunikation", "asked", "2022-04-10")
    who = builders.as_user(builders.a_user(seeded_db, role))
    do = {
        "ask": lambda: ask(who, "ungecenteret", number=4),
        "answer": lambda: answer(who, "kommunikation", YES),
        "take_back": lambda: take_back(who, "kommunikation"),
    }[deed]
    if role in MAY_ASK:
        do()
    else:
        with pytest.raises(NotAllowedError):
            do()
        assert tie("kommunikation").state == ASKED


@pytest.mark.parametrize("state", [YES, NO, ON])
def test_a_lead_answers_for_the_own_party_only(seeded_db, state):
    builders.an_answer(seeded_db, 1, "kommunikation", "asked", "2022-04-10")
    own = builders.as_user(builders.a_user(seeded_db, "lead", "kommunikation", name="Lene Leder"))
    other = builders.as_user(builders.a_user(seeded_db, "lead", "ungecenteret"))
    given = {"reason": "Derfor", "said_by": None}
    given |= {"passed_to": party("ungecenteret")} if state is ON else {}
    with pytest.raises(NotAllowedError):
        answer(other, "kommunikation", state, **given)
    answer(own, "kommunikation", state, **given)
    assert tie("kommunikation").state == state
    said = chain()[chain()["state"] == state].iloc[-1]
    assert (said["said_by"], said["recorded_by"]) == ("Lene Leder", "Lene Leder")


def test_a_lead_of_another_party_on_the_same_proposal_does_not_answer(seeded_db):
    builders.an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-10")
    secretary = builders.as_user(builders.a_user(seeded_db, "secretary"))
    ask(secretary, "ungecenteret")
    lead = builders.as_user(builders.a_user(seeded_db, "lead", "kommunikation"))
    with pytest.raises(NotAllowedError):
        answer(lead, "ungecenteret", YES)


def test_a_suggested_lead_may_volunteer_and_take_it_back_but_not_the_question(seeded_db):
    lead = builders.as_user(builders.a_user(seeded_db, "lead", "kommunikation"))
    answer(lead, "kommunikation", YES)
    take_back(lead, "kommunikation")
    assert tie("kommunikation").state == "suggested"
    builders.an_answer(seeded_db, 1, "kommunikation", "asked", "2022-04-10")
    with pytest.raises(NotAllowedError):
        take_back(lead, "kommunikation")


def test_what_is_logged(seeded_db, secretary):
    ask(secretary, "kommunikation", reason="Efter mødet")
    log = schema.change_log
    with store.reading() as connection:
        row = connection.execute(sa.select(log).where(log.c.action == "responsibility.asked")).one()
    assert (row.actor, row.reason, row.subject_table) == (
        "Sine Sekretær",
        "Efter mødet",
        "proposal_parties",
    )
    assert json.loads(row.before) == {"state": "suggested"}
    assert json.loads(row.after)["state"] == "asked"


def test_a_tie_that_was_set_aside_counts_for_nothing(seeded_db, secretary):
    answer(secretary, "kommunikation", YES)
    link = schema.proposal_parties
    key = tie("kommunikation")
    builders.set_on(seeded_db, link, link.c.id == key.id, withdrawn_at="2022-05-01")
    assert accepted() == 0
    with pytest.raises(PortfolioError, match="not on this proposal any more"):
        responsibility.take_back(secretary, key.id, seen=key.seq, reason="x")


def test_the_one_at_the_machine_names_who_said_it(seeded_db):
    ask(use_case.LOCAL, "kommunikation")
    answer(use_case.LOCAL, "kommunikation", YES, said_by="Lene Leder")
    assert list(chain()["said_by"])[-2:] == [None, "Lene Leder"]


def test_of_two_who_answer_at_once_one_is_told(seeded_db, secretary):
    ask(secretary, "kommunikation")
    mine = tie("kommunikation")

    def say(state):
        word = Word(state=state, happened_on=TODAY, said_by="X", reason="Derfor")
        try:
            responsibility.answer(secretary, mine.id, word, seen=mine.seq, today=TODAY)
        except PortfolioError as error:
            return str(error)
        return state

    with ThreadPoolExecutor(2) as both:
        said = list(both.map(say, [YES, NO]))
    (kept,) = (one for one in said if isinstance(one, Responsibility))
    assert tie("kommunikation").state == kept
    assert sum("in the meantime" in one for one in said) == 1
    assert len(chain()) == 4


def test_an_answer_on_its_way_is_not_taken_back_with_the_passing_on(seeded_db, secretary):
    ask(secretary, "kommunikation")
    answer(secretary, "kommunikation", ON, passed_to=party("ungecenteret"))
    given = {
        "state": YES,
        "happened_on": TODAY.isoformat(),
        "said_by": "X",
        "reason": None,
        "passed_to_party_id": None,
    }
    person, key = use_case.Person(secretary, "X", Role.SECRETARY), tie("ungecenteret").id
    back = functools.partial(take_back, secretary, "kommunikation")
    with ThreadPoolExecutor(1) as other:
        with store.engine(seeded_db).begin() as connection:
            link = handshakes.held(connection, key, None)
            handshakes.add(connection, link, given, "event", "2022-05-01T10:00:00", person)
            taking = other.submit(back)
            # On PostgreSQL it has read the question by then, and waits.
            concurrent.futures.wait([taking], timeout=1)
        taking.result()
    assert tie("ungecenteret").state == YES
