"""A proposal waits for a window and comes back: stage, history, rules, and what a day shows."""

import json
from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.commands.checkup import facts
from portfolio.domain.attention import Reason
from portfolio.domain.model import Rag, Stage, Succession
from portfolio.errors import NotAllowedError, PortfolioError
from portfolio.queries.overview import attention, board
from portfolio.queries.proposals import parking as proposal_parking
from portfolio.queries.proposals import proposals
from portfolio.store import schema
from portfolio.usecases import content, use_case
from portfolio.usecases.proposals import parking, succession
from portfolio.usecases.proposals.parking import Waiting
from portfolio.usecases.rounds import answers

TODAY = date(2022, 5, 1)
W, K = schema.process_windows.c, schema.parkings.c
JUNE = W.title == "Anden workshop"
#: The first day of June, when the second workshop's window opens.
OPENS = date(2022, 6, 1)


def one(chosen):
    with store.reading() as connection:
        return connection.execute(chosen).one()


def window(where=JUNE):
    return one(sa.select(W.id).where(where)).id


def park(number=4, *, who=use_case.LOCAL, today=TODAY, **given):
    waiting = {"window_id": window(), "reason": "Venter", "must_be_ready": "Et oplæg", **given}
    return parking.park(who, builders.proposal_id(number), Waiting(**waiting), today=today)


def take_up(number=4, *, note="Nu", today=TODAY, version=1, who=use_case.LOCAL):
    parking.take_up(who, builders.proposal_id(number), version, note=note, today=today)


def parked(day=TODAY, **given):
    with store.reading() as connection:
        return proposal_parking.parkings_on(connection, as_of=day, **given)


def shown(number=4, day="2022-05-01"):
    with store.reading() as connection:
        return proposals.proposal(
            connection, filters=builders.filters(day, today=max(day, "2022-05-01")), number=number
        ).facts


def findings(day):
    with store.reading() as connection:
        found = attention.findings(connection, filters=builders.filters(day, today=day))
    return {finding.reason: finding for finding in found}


def is_sound():
    with store.reading() as connection:
        return facts.latest_status_is_shown(connection).level == "ok"


# --- parked and taken up


def test_parked_is_on_hold_and_keeps_light_share_and_words(seeded_db):
    builders.a_status(
        seeded_db,
        4,
        "2022-04-10",
        rag="amber",
        reason="Travlt",
        percent=20,
        next_step="Møde",
        next_step_date_text="juni 2022",
        next_step_date_start="2022-06-01",
    )
    park()
    now = shown()
    assert (now["stage"], now["rag"], now["percent"]) == ("on_hold", "amber", 20)
    s = schema.status_updates
    row = one(sa.select(s).where(s.c.origin == "parking"))
    assert (row.seq, row.reason, row.next_step) == (2, "Venter", "Møde")
    assert row.next_step_date_start == "2022-06-01"
    assert one(sa.select(K.stage_before, K.parked_by, K.parked_on)) == (
        "running",
        "local",
        "2022-05-01",
    )
    assert shown(day="2022-04-30")["stage"] == "running"
    assert is_sound()


def test_taken_up_it_goes_back_to_the_stage_it_had(seeded_db):
    park()
    take_up(note="Det haster")
    assert shown()["stage"] == "proposed"
    assert parked().empty
    row = one(sa.select(K.ended_on, K.ended_by, K.end_note))
    assert row == ("2022-05-01", "local", "Det haster")
    assert is_sound()
    park(reason="Igen")
    assert list(parked()["reason"]) == ["Igen"]


def test_a_share_given_while_it_waited_is_no_obstacle(seeded_db):
    park()
    answers.submit(
        use_case.LOCAL,
        builders.proposal_id(4),
        answers.Answer(stage=Stage.ON_HOLD, rag=Rag.GREEN, percent=30),
        seen_seq=1,
    )
    take_up()
    assert (shown()["stage"], shown()["percent"]) == ("proposed", None)


def test_what_was_on_hold_already_goes_back_to_before_that(seeded_db):
    for day, stage in (("2022-04-10", "qualification"), ("2022-04-11", "on_hold")):
        builders.a_status(seeded_db, 4, day, stage=stage)
    park()
    take_up()
    assert shown()["stage"] == "qualification"


def test_a_stage_that_has_moved_on_meanwhile_stays(seeded_db):
    park()
    answers.submit(
        use_case.LOCAL,
        builders.proposal_id(4),
        answers.Answer(stage=Stage.QUALIFICATION, rag=Rag.GREEN, stage_reason="Aftalt"),
        seen_seq=1,
    )
    take_up()
    assert (shown()["stage"], shown()["rag"]) == ("qualification", "green")
    assert one(
        sa.select(sa.func.count())
        .select_from(schema.status_updates)
        .where(schema.status_updates.c.origin == "parking")
    ) == (1,)


def test_going_back_obeys_the_rules_of_a_status(seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-10", percent=20)  # running, and nobody has accepted
    park()
    with pytest.raises(PortfolioError, match="Nobody has accepted"):
        take_up()
    assert shown()["stage"] == "on_hold"
    assert len(parked()) == 1


# --- what is refused


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reason": " "}, "Write a reason"),
        ({"must_be_ready": " "}, "must be ready"),
        ({"window_id": "none"}, "not there any more"),
        ({"today": date(2022, 7, 1)}, "is over"),
    ],
)
def test_what_is_not_said_or_is_over_is_refused(seeded_db, given, sentence):
    with pytest.raises(PortfolioError, match=sentence):
        park(**given)
    assert shown()["stage"] == "proposed"


def test_on_its_last_day_a_window_is_not_over(seeded_db):
    park(today=date(2022, 6, 30))
    assert parked(date(2022, 6, 30))["state"].tolist() == ["open"]
    assert parked(date(2022, 7, 1))["state"].tolist() == ["over"]


def test_parked_twice_or_taken_up_twice_is_refused(seeded_db):
    park()
    with pytest.raises(PortfolioError, match="on hold until a period already"):
        park()
    with pytest.raises(PortfolioError, match="Somebody else"):
        take_up(version=2)
    with pytest.raises(PortfolioError, match="Write a reason"):
        take_up(note=" ")
    take_up()
    with pytest.raises(PortfolioError, match="not on hold until a period any more"):
        take_up()


@pytest.mark.parametrize("stage", ["closed", "not_pursued"])
def test_what_has_ended_is_not_parked(seeded_db, stage):
    builders.a_status(seeded_db, 4, "2022-04-10", stage=stage, percent=100)
    with pytest.raises(PortfolioError, match="closed or set aside"):
        park()


def test_a_window_somebody_waits_for_is_not_taken_out_of_use(seeded_db):
    park()
    with pytest.raises(PortfolioError, match=r"Forslag sat i bero \(1\)"):
        content.withdraw(use_case.LOCAL, "process_windows", window(), 1, "Aflyst")
    take_up()
    content.withdraw(use_case.LOCAL, "process_windows", window(), 1, "Aflyst")
    with pytest.raises(PortfolioError, match="not there any more"):
        park()


def test_a_lead_parks_nothing(seeded_db):
    lead = builders.as_user(builders.a_user(seeded_db, "lead"))
    with pytest.raises(NotAllowedError):
        park(who=lead)
    park(who=builders.as_user(builders.a_user(seeded_db, "secretary")))
    with pytest.raises(NotAllowedError):
        take_up(who=lead)
    assert len(parked()) == 1


# --- changed in place


def change(number=4, *, version=1, who=use_case.LOCAL, today=TODAY, **given):
    waiting = {"window_id": window(), "reason": "Venter", "must_be_ready": "Et oplæg", **given}
    parking.change(who, builders.proposal_id(number), version, Waiting(**waiting), today=today)


def another_window(when="september 2022"):
    process = one(sa.select(W.process_id).where(JUNE)).process_id
    return content.add(
        use_case.LOCAL,
        "process_windows",
        {"process_id": process, "title": "Høring", "date": when},
        today=TODAY,
    )


def log_of_parkings():
    with store.reading() as connection:
        c = schema.change_log.c
        chosen = sa.select(c.action, c.before, c.after).where(c.subject_table == "parkings")
        return connection.execute(chosen.order_by(c.revision)).all()


def test_another_window_moves_the_return_and_nothing_else(seeded_db):
    park()
    statuses = sa.select(sa.func.count()).select_from(schema.status_updates)
    before, autumn = one(statuses)[0], another_window()
    change(window_id=autumn)
    (row,) = parked().to_dict("records")
    assert (row["window_id"], row["reason"], row["version"]) == (autumn, "Venter", 2)
    assert Reason.WINDOW_OPENED not in findings("2022-06-01")
    assert Reason.WINDOW_OPENED in findings("2022-09-01")
    assert one(statuses)[0] == before
    take_up(version=2)
    assert shown()["stage"] == "proposed"


def test_a_change_of_a_parking_is_one_line_with_what_was_different(seeded_db):
    park()
    change(reason="Venter *stadig*", must_be_ready="To oplæg")
    _parked, line = log_of_parkings()
    assert line.action == "proposal.parking_changed"
    assert json.loads(line.before) == {"reason": "Venter", "must_be_ready": "Et oplæg"}
    assert json.loads(line.after) == {"reason": "Venter *stadig*", "must_be_ready": "To oplæg"}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reason": " "}, "Write a reason"),
        ({"must_be_ready": " "}, "must be ready"),
        ({"window_id": "none"}, "not there any more"),
        ({"version": 2, "reason": "Ny"}, "Somebody else"),
        ({}, "Nothing is different"),
    ],
)
def test_a_change_that_says_too_little_is_refused(seeded_db, given, sentence):
    park()
    with pytest.raises(PortfolioError, match=sentence):
        change(**given)
    assert parked()["reason"].tolist() == ["Venter"]
    assert len(log_of_parkings()) == 1


def test_the_window_it_waits_for_may_be_over_another_may_not(seeded_db):
    park()
    late, spring = date(2022, 7, 1), another_window("april 2022")
    with pytest.raises(PortfolioError, match="is over"):
        change(window_id=spring, today=late)
    change(reason="Blev ikke til noget", today=late)
    assert parked(late)["reason"].tolist() == ["Blev ikke til noget"]


def test_what_is_not_parked_has_no_parking_to_change(seeded_db):
    with pytest.raises(PortfolioError, match="not on hold until a period any more"):
        change(reason="Ny")


# --- coming back


def test_it_comes_back_on_the_day_the_window_opens_with_what_must_be_ready(seeded_db):
    park(must_be_ready="Et *oplæg*")
    assert Reason.WINDOW_OPENED not in findings("2022-05-31")
    found = findings("2022-06-01")[Reason.WINDOW_OPENED]
    assert (found.count, found.first) == (1, ((4, "Et *oplæg*"),))
    assert parked(OPENS, returned=True)["number"].tolist() == [4]
    assert parked(date(2022, 5, 31), returned=True).empty
    take_up(today=OPENS)
    assert Reason.WINDOW_OPENED not in findings("2022-06-01")
    assert len(parked(date(2022, 5, 31))) == 1  # as it was the day before


def test_a_window_moved_to_later_moves_the_return(seeded_db):
    park()
    content.change(
        use_case.LOCAL, "process_windows", window(), 1, {"date": "september 2022"}, today=TODAY
    )
    assert Reason.WINDOW_OPENED not in findings("2022-06-01")
    assert Reason.WINDOW_OPENED in findings("2022-09-01")
    assert parked(OPENS)["state"].tolist() == ["ahead"]
    assert parked(date(2022, 8, 15))["state"].tolist() == ["soon"]


def test_a_window_without_a_date_opens_by_itself_never(seeded_db):
    builders.set_on(
        seeded_db,
        schema.process_windows,
        W.id == window(),
        date_text=None,
        date_start=None,
        date_end=None,
    )
    park()
    assert parked()["state"].tolist() == ["undated"]
    assert Reason.WINDOW_OPENED not in findings("2029-01-01")


def test_what_was_set_aside_meanwhile_does_not_come_back(seeded_db):
    park()
    step = succession.Step(kind=Succession.SET_ASIDE, happened_on=TODAY, reason="Nej")
    succession.take(use_case.LOCAL, builders.proposal_id(4), step, today=TODAY)
    assert parked().empty
    assert Reason.WINDOW_OPENED not in findings("2022-06-01")


def test_the_card_says_what_it_waits_for_on_the_days_it_did(seeded_db):
    park()

    def card(day):
        with store.reading() as connection:
            rows = board.board(connection, filters=builders.filters(day, today=day), limit=60)
        return next(row for row in rows if row.number == 4)

    assert card("2022-05-01").parked == ("juni (2022)", "Digitaliseringsstrategien")
    assert card("2022-04-30").parked is None


def test_windows_to_come_with_the_proposals_own_processes_first(seeded_db):
    process = one(
        sa.select(schema.strategy_processes.c.id).where(
            schema.strategy_processes.c.code == "udviklingsstrategien"
        )
    ).id
    content.add(
        use_case.LOCAL,
        "process_windows",
        {"process_id": process, "title": "Høring", "date": "2023"},
        today=TODAY,
    )
    with store.reading() as connection:
        ask = {"proposal_id": builders.proposal_id(4)}
        found = proposal_parking.windows_ahead(connection, as_of=TODAY, **ask)
        later = proposal_parking.windows_ahead(connection, as_of=date(2022, 6, 15), **ask)
    assert list(found["title"]) == ["Høring", "Første workshop", "Anden workshop"]
    assert list(found["own"]) == [1, 0, 0]
    assert list(found["state"]) == ["ahead", "open", "ahead"]
    assert list(later["title"]) == ["Høring", "Anden workshop"]
