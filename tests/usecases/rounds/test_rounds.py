"""Opening a round, returning an answer, closing it with a picture of where all stood; drafts."""

import json
from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.model import Rag, Stage
from portfolio.domain.permissions import Role
from portfolio.errors import ConflictError, NotAllowedError, PortfolioError
from portfolio.store import changes, ids
from portfolio.store.schema import (
    change_log,
    meetings,
    parties,
    round_answers,
    round_snapshots,
    status_rounds,
    status_updates,
)
from portfolio.usecases.rounds import answers, drafts, mending, rounds
from portfolio.usecases.rounds.answers import Answer

MEETING, DEADLINE = date(2022, 5, 9), date(2022, 5, 6)


@pytest.fixture
def secretary(seeded_db):
    return builders.as_user(builders.a_user(seeded_db, "secretary", name="Test Sekretær"))


@pytest.fixture
def lead(seeded_db):
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "asked", "2022-04-10")
    return builders.as_user(builders.a_user(seeded_db, "lead", "fritid-og-kultur"))


def rows(table: sa.Table, *where: sa.ColumnElement[bool]) -> list[dict]:
    with store.reading() as connection:
        return [dict(r) for r in connection.execute(sa.select(table).where(*where)).mappings()]


def party(code: str) -> str:
    (row,) = rows(parties, parties.c.code == code)
    return row["id"]


def opened(who, *numbers: int, **given) -> str:
    return rounds.open_round(
        who,
        builders.PORTFOLIO,
        **{
            "title": "Status til Direktionen",
            "meeting_on": MEETING,
            "deadline_on": DEADLINE,
            "body_party_id": party("direktionen"),
            "proposal_ids": [builders.proposal_id(number) for number in numbers or (4, 9)],
            **given,
        },
    )


def answer_of(number: int) -> dict:
    (row,) = rows(round_answers, round_answers.c.proposal_id == builders.proposal_id(number))
    return row


def round_of(key: str) -> dict:
    (row,) = rows(status_rounds, status_rounds.c.id == key)
    return row


def the_log(action: str) -> list[dict]:
    return rows(change_log, change_log.c.action == action)


def give(who, number: int, key: str | None, seen: int = 0, **given) -> None:
    answer = Answer(**{"stage": Stage.PROPOSED, "rag": Rag.GREEN, **given})
    answers.submit(who, builders.proposal_id(number), answer, seen_seq=seen, round_id=key)


# --- opening ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "meeting", "deadline"),
    [
        ("2022-05-01", "2022-05-09", "2022-05-06"),
        ("2022-04-14", "2022-04-19", "2022-04-14"),  # the 13th has passed: today, not before
        ("2022-05-09", "2022-05-09", "2022-05-09"),  # the meeting is today
    ],
)
def test_the_suggested_deadline(monkeypatch, today, meeting, deadline):
    monkeypatch.setenv("PORTFOLIO_TODAY", today)
    suggested = rounds.suggested_deadline(date.fromisoformat(meeting))
    assert suggested == date.fromisoformat(deadline)


def test_a_round_asks_about_what_was_chosen_and_nothing_else(secretary):
    key = opened(secretary, 4, 9)
    row = round_of(key)
    assert (row["meeting_on"], row["deadline_on"]) == ("2022-05-09", "2022-05-06")
    assert (row["opened_by"], row["closed_at"]) == ("Test Sekretær", None)
    answered = rows(round_answers)
    assert {r["proposal_id"] for r in answered} == {
        builders.proposal_id(4),
        builders.proposal_id(9),
    }
    assert {r["state"] for r in answered} == {"asked"}
    (line,) = the_log("round.opened")
    assert json.loads(line["after"])["proposals"] == 2


def test_a_planned_meeting_brings_its_own_day_and_body(secretary, seeded_db):
    key = ids.new_id()
    builders.changed(
        seeded_db,
        lambda c: c.execute(
            sa.insert(meetings).values(
                id=key, body_party_id=party("chefforum"), title="Chefforum", held_on="2022-05-20"
            )
        ),
    )
    made = opened(secretary, 9, meeting_id=key, body_party_id=None, deadline_on=date(2022, 5, 19))
    row = round_of(made)
    assert (row["meeting_on"], row["body_party_id"]) == ("2022-05-20", party("chefforum"))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"deadline_on": date(2022, 5, 10)}, "after the meeting"),
        ({"deadline_on": date(2022, 4, 30)}, "passed already"),
        ({"meeting_on": date(2022, 4, 30), "deadline_on": date(2022, 4, 29)}, "has been held"),
        ({"proposal_ids": []}, "No proposals are chosen"),
        ({"proposal_ids": ["none"]}, "set aside meanwhile"),
        ({"title": "  "}, "no title"),
        ({"title": "x" * 201}, "longer than 200"),
        ({"body_party_id": None}, "Choose which body"),
        ({"body_party_id": "none"}, "Choose which body"),
        ({"meeting_id": "none"}, "has been taken out"),
    ],
)
def test_what_a_round_cannot_be(secretary, wrong, says):
    with pytest.raises(PortfolioError, match=says):
        opened(secretary, **wrong)
    assert rows(status_rounds) == []
    assert the_log("round.opened") == []


@pytest.mark.parametrize("deadline", [date(2022, 5, 1), MEETING])
def test_today_and_the_meetings_own_day_will_do(secretary, deadline):
    assert round_of(opened(secretary, deadline_on=deadline))


def test_one_round_at_a_time(secretary):
    key = opened(secretary)
    with pytest.raises(PortfolioError, match="still open"):
        opened(secretary)
    rounds.close_round(secretary, key, version=1)
    opened(secretary)
    assert len(rows(status_rounds)) == 2


@pytest.mark.parametrize("role", [Role.READER, Role.LEAD, Role.DIRECTOR])
def test_only_a_secretary_runs_rounds(seeded_db, secretary, role):
    key = opened(secretary)
    who = builders.as_user(builders.a_user(seeded_db, role))
    for deed in (
        lambda: opened(who),
        lambda: rounds.close_round(who, key, version=1),
        lambda: rounds.move_deadline(who, key, MEETING, version=1),
        lambda: mending.return_answer(who, answer_of(9)["id"], "Ret", version=1),
    ):
        with pytest.raises(NotAllowedError):
            deed()


# --- while it is open -------------------------------------------------------------------------


def test_the_deadline_can_be_moved_but_not_past_the_meeting(secretary):
    key = opened(secretary)
    rounds.move_deadline(secretary, key, MEETING, version=1)
    assert round_of(key)["deadline_on"] == "2022-05-09"
    with pytest.raises(PortfolioError, match="after the meeting"):
        rounds.move_deadline(secretary, key, date(2022, 5, 10), version=2)
    with pytest.raises(PortfolioError, match="passed already"):
        rounds.move_deadline(secretary, key, date(2022, 4, 30), version=2)
    with pytest.raises(ConflictError):
        rounds.move_deadline(secretary, key, DEADLINE, version=1)
    assert len(the_log("round.moved")) == 1


def test_a_returned_answer_keeps_its_status_and_says_why(secretary, lead):
    key = opened(secretary)
    give(lead, 9, key)
    sent = answer_of(9)
    mending.return_answer(secretary, sent["id"], " Skriv risici ", version=sent["version"])
    row = answer_of(9)
    assert (row["state"], row["returned_comment"]) == ("returned", "Skriv risici")
    assert (row["returned_by"], row["status_seq"]) == ("Test Sekretær", 1)
    assert the_log("answer.returned")[0]["reason"] == "Skriv risici"
    give(lead, 9, key, seen=1, risks="Vejret")
    assert answer_of(9)["status_seq"] == 2


def test_what_cannot_be_returned(secretary, lead):
    key = opened(secretary)
    row = answer_of(9)
    with pytest.raises(PortfolioError, match="nothing to return"):
        mending.return_answer(secretary, row["id"], "Ret", version=row["version"])
    give(lead, 9, key)
    sent = answer_of(9)
    with pytest.raises(PortfolioError, match="Write what is to be changed"):
        mending.return_answer(secretary, sent["id"], "  ", version=sent["version"])
    with pytest.raises(PortfolioError, match="longer than 2000"):
        mending.return_answer(secretary, sent["id"], "x" * 2001, version=sent["version"])
    with pytest.raises(ConflictError):
        mending.return_answer(secretary, sent["id"], "Ret", version=sent["version"] - 1)
    assert answer_of(9)["state"] == "submitted"


# --- taking back --------------------------------------------------------------------------------


def take_back(who, number: int) -> None:
    row = answer_of(number)
    mending.take_back(who, builders.proposal_id(number), row["id"], version=row["version"])


def test_who_answers_takes_the_answer_back_and_finds_what_was_sent(secretary, lead):
    key = opened(secretary)
    give(lead, 9, key, happened="Møde", risks="Vejret")
    take_back(lead, 9)
    row = answer_of(9)
    assert (row["state"], row["submitted_at"], row["submitted_by"]) == ("draft", None, None)
    held = json.loads(row["draft"])
    assert (held["happened"], held["risks"], held["rag"]) == ("Møde", "Vejret", "green")
    (line,) = the_log("answer.taken_back")
    assert line["actor"] == "Test lead"
    # What was said was said: it stands until the next.
    own = status_updates.c.proposal_id == builders.proposal_id(9)
    assert [said["risks"] for said in rows(status_updates, own)] == ["Vejret"]
    give(lead, 9, key, seen=1, risks="Sol")
    assert (answer_of(9)["state"], answer_of(9)["status_seq"]) == ("submitted", 2)


def test_what_is_taken_back_and_not_sent_again_is_without_a_word(secretary, lead):
    key = opened(secretary, 9)
    give(lead, 9, key)
    take_back(lead, 9)
    assert rounds.close_round(secretary, key, version=1) == 1


def test_somebody_elses_draft_is_not_written_over(secretary, lead):
    key = opened(secretary, 9)
    drafts.keep(lead, builders.proposal_id(9), answer_of(9)["id"], {"risks": "L"}, version=1)
    give(secretary, 9, key, risks="S")
    take_back(secretary, 9)
    assert json.loads(answer_of(9)["draft"]) == {"risks": "L"}


def test_what_cannot_be_taken_back(secretary, lead):
    key = opened(secretary, 4, 9)
    with pytest.raises(PortfolioError, match="has not been sent"):
        take_back(lead, 9)
    give(lead, 9, key)
    give(secretary, 4, key)
    with pytest.raises(NotAllowedError):
        take_back(lead, 4)
    row = answer_of(4)
    # The right is asked for one proposal and the answer is of another: by no means.
    with pytest.raises(PortfolioError, match="another proposal"):
        mending.take_back(lead, builders.proposal_id(9), row["id"], version=row["version"])
    stale = answer_of(9)
    take_back(lead, 9)
    give(lead, 9, key, seen=1)
    with pytest.raises(ConflictError):
        mending.take_back(lead, builders.proposal_id(9), stale["id"], version=stale["version"])
    rounds.close_round(secretary, key, version=1)
    with pytest.raises(PortfolioError, match="closed already"):
        take_back(lead, 9)


# --- closing ----------------------------------------------------------------------------------


def test_closing_keeps_where_all_stood_and_who_said_nothing(secretary, lead, seeded_db):
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "accepted", "2022-04-10")
    builders.a_status(seeded_db, 4, "2022-04-20", stage="qualification", rag="red", percent=20)
    key = opened(secretary, 4, 9)
    give(lead, 9, key)
    give(secretary, 7, None)  # in no round: no part of the picture
    assert rounds.close_round(secretary, key, version=1) == 1
    kept = {row["proposal_id"]: row for row in rows(round_snapshots)}
    assert set(kept) == {builders.proposal_id(4), builders.proposal_id(9)}
    four, nine = kept[builders.proposal_id(4)], kept[builders.proposal_id(9)]
    assert (four["stage"], four["rag"], four["percent"]) == ("qualification", "red", 20)
    assert (four["without_word"], four["status_seq"], four["responsible"]) == (1, 1, None)
    assert (nine["without_word"], nine["rag"]) == (0, "green")
    assert nine["responsible"] == "Fritid og Kultur"
    row = round_of(key)
    assert (row["closed_by"], row["closed_at"] is not None) == ("Test Sekretær", True)
    after = json.loads(the_log("round.closed")[0]["after"])
    assert (after["proposals"], after["without_word"]) == (2, 1)


def test_the_picture_stays_when_the_proposal_moves_on(secretary, lead):
    key = opened(secretary, 9)
    give(lead, 9, key)
    rounds.close_round(secretary, key, version=1)
    give(lead, 9, None, seen=1, rag=Rag.RED, reason="Brand")
    (kept,) = rows(round_snapshots)
    assert (kept["rag"], kept["status_seq"]) == ("green", 1)


def test_who_was_returned_has_said_something_and_who_drafted_has_not(secretary, lead):
    key = opened(secretary, 4, 9)
    give(lead, 9, key)
    sent = answer_of(9)
    mending.return_answer(secretary, sent["id"], "Ret", version=sent["version"])
    drafts.keep(secretary, builders.proposal_id(4), answer_of(4)["id"], {"risks": "x"}, version=1)
    assert rounds.close_round(secretary, key, version=1) == 1
    kept = {row["proposal_id"]: row["without_word"] for row in rows(round_snapshots)}
    assert kept == {builders.proposal_id(4): 1, builders.proposal_id(9): 0}


def test_a_closed_round_stays_closed(secretary, lead):
    key = opened(secretary, 9)
    give(lead, 9, key)
    sent = answer_of(9)
    rounds.close_round(secretary, key, version=1)
    with pytest.raises(PortfolioError, match="closed already"):
        rounds.close_round(secretary, key, version=2)
    with pytest.raises(PortfolioError, match="closed already"):
        rounds.move_deadline(secretary, key, MEETING, version=2)
    with pytest.raises(PortfolioError, match="closed already"):
        mending.return_answer(secretary, sent["id"], "Ret", version=sent["version"])
    assert len(rows(round_snapshots)) == 1


# --- drafts -----------------------------------------------------------------------------------


def revision() -> int:
    with store.reading() as connection:
        return changes.revision(connection)


def test_a_draft_is_kept_without_a_trace_in_log_and_cache(secretary, lead):
    opened(secretary, 9)
    before, lines = revision(), len(rows(change_log))
    key, number = answer_of(9)["id"], builders.proposal_id(9)
    assert drafts.keep(lead, number, key, {"risks": "Vejret", "x": 1}, version=1) == 2
    assert drafts.keep(lead, number, key, {"risks": "Vejret og"}, version=2) == 3
    row = answer_of(9)
    assert json.loads(row["draft"]) == {"risks": "Vejret og"}
    assert (row["state"], row["drafted_by_user_id"]) == ("draft", lead.user_id)
    assert (revision(), len(rows(change_log))) == (before, lines)


def test_two_who_draft_do_not_overwrite_each_other(secretary, lead):
    opened(secretary, 9)
    key, number = answer_of(9)["id"], builders.proposal_id(9)
    drafts.keep(lead, number, key, {"risks": "Leder"}, version=1)
    with pytest.raises(ConflictError) as refused:
        drafts.keep(secretary, number, key, {"risks": "Sekretær"}, version=1)
    assert refused.value.theirs["name"] == "Test lead"
    assert refused.value.theirs["draft"] == {"risks": "Leder"}
    assert json.loads(answer_of(9)["draft"]) == {"risks": "Leder"}


def test_sending_leaves_the_draft_for_it_may_be_somebody_elses(secretary, lead):
    key = opened(secretary, 9)
    drafts.keep(lead, builders.proposal_id(9), answer_of(9)["id"], {"risks": "L"}, version=1)
    give(secretary, 9, key)
    assert json.loads(answer_of(9)["draft"]) == {"risks": "L"}


def test_a_returned_answer_stays_returned_while_it_is_mended(secretary, lead):
    key = opened(secretary, 9)
    give(lead, 9, key)
    sent = answer_of(9)
    mending.return_answer(secretary, sent["id"], "Ret", version=sent["version"])
    row = answer_of(9)
    drafts.keep(lead, builders.proposal_id(9), row["id"], {"risks": "L"}, version=row["version"])
    assert answer_of(9)["state"] == "returned"


def test_where_no_draft_is_kept(secretary, lead):
    key = opened(secretary, 4, 9)
    nine, four = answer_of(9)["id"], answer_of(4)["id"]
    number = builders.proposal_id(9)
    with pytest.raises(NotAllowedError):
        drafts.keep(lead, builders.proposal_id(4), four, {"risks": "x"}, version=1)
    # The right is asked for one proposal and the answer is of another: by no means.
    with pytest.raises(PortfolioError, match="no draft is kept"):
        drafts.keep(lead, number, four, {"risks": "x"}, version=1)
    with pytest.raises(PortfolioError, match="too much text"):
        drafts.keep(lead, number, nine, {"risks": "x" * 40_000}, version=1)
    give(lead, 9, key)
    with pytest.raises(PortfolioError, match="has been sent"):
        drafts.keep(lead, number, nine, {"risks": "x"}, version=2)
    rounds.close_round(secretary, key, version=1)
    with pytest.raises(PortfolioError, match="has been closed"):
        drafts.keep(secretary, builders.proposal_id(4), four, {"risks": "x"}, version=1)
    assert answer_of(4)["draft"] is None
