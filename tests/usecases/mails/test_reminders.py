"""The send log: nobody is mailed twice, what certainly was not sent is tried again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
import vocabularies
from builders import a_milestone, a_round, a_user, all_recorded, an_answer, changed, set_on

from portfolio import store
from portfolio.errors import PortfolioError
from portfolio.store import changes
from portfolio.store.schema import milestones, reminders, round_answers
from portfolio.usecases.mails import plans
from portfolio.usecases.mails import reminders as mail_reminders
from portfolio.usecases.seeding import seeding

LEAD = "leder@kommune.test"


@pytest.fixture(autouse=True)
def nothing_else(seeded_db):
    """Only what a test puts there is reminded of."""
    all_recorded(seeded_db)


@pytest.fixture
def waiting(seeded_db):
    """A round whose deadline was 10 May 2022 waits for proposal 1, whose lead has an account."""
    an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-10")
    a_round(seeded_db, "2022-05-10", 1)
    a_user(seeded_db, "lead", "kommunikation", email=LEAD)
    return seeded_db


def letters(day: str) -> list[mail_reminders.Letter]:
    return list(plans.plan(date.fromisoformat(day)).letters)


def kinds(day: str) -> list[str]:
    return [matter.kind.value for letter in letters(day) for matter in letter.matters]


def claimed(day: str) -> mail_reminders.Claim:
    (letter,) = letters(day)
    claim = mail_reminders.claim(letter)
    assert claim is not None
    return claim


def gone_out(day: str) -> None:
    claim = claimed(day)
    assert mail_reminders.hand_over(claim, "Emne")
    mail_reminders.sent(claim)


def rows() -> list[sa.Row]:
    with store.reading() as connection:
        return list(connection.execute(sa.select(reminders).order_by(reminders.c.send_key)))


def long_ago(address: str) -> None:
    """As if the run that has something in hand had died an hour ago."""
    past = (datetime.now(UTC) - timedelta(hours=1)).isoformat(timespec="microseconds")
    set_on(address, reminders, sa.true(), tried_at=past)


def test_each_matter_is_in_the_words_of_its_portfolio(waiting):
    with vocabularies.in_other_words(waiting):
        (letter,) = letters("2022-05-11")
    called = {matter.vocabulary.term("proposal").danish.one for matter in letter.matters}
    assert called == {letter.vocabulary.term("proposal").danish.one} == {"indsats"}


def test_a_plan_writes_nothing(waiting):
    with store.reading() as connection:
        before = changes.revision(connection)
    assert kinds("2022-05-11") == ["overdue"]
    assert rows() == []
    with store.reading() as connection:
        assert changes.revision(connection) == before


def test_what_was_sent_is_not_sent_again(waiting):
    gone_out("2022-05-11")
    assert kinds("2022-05-11") == []
    (row,) = rows()
    assert (row.state, row.attempts, row.subject, row.email) == ("sent", 1, "Emne", LEAD)
    assert row.sent_at is not None


@pytest.mark.parametrize(("day", "again"), [("12", []), ("13", []), ("14", ["overdue"])])
def test_one_mail_a_round_in_three_days(waiting, day, again):
    gone_out("2022-05-11")
    assert kinds(f"2022-05-{day}") == again


def test_the_pause_is_each_rounds_own(waiting):
    gone_out("2022-05-11")
    a_round(waiting, "2022-05-11", 1, title="En anden runde")
    (letter,) = letters("2022-05-12")
    assert [line.due.title for line in letter.lines] == ["En anden runde"]


def test_both_warnings_before_a_deadline_go_out_once_each(seeded_db):
    a_user(seeded_db, "secretary")
    a_round(seeded_db, "2022-05-10", 1)
    days = [f"2022-05-{day:02}" for day in range(5, 11)]
    sent = []
    for day in days:
        for letter in letters(day):
            claim = mail_reminders.claim(letter)
            assert mail_reminders.hand_over(claim, "Emne")
            mail_reminders.sent(claim)
            sent.append(day)
    assert sent == ["2022-05-07", "2022-05-10"]


def test_silence_is_said_once_until_as_many_days_again(seeded_db):
    an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-01-01")
    a_user(seeded_db, "lead", "kommunikation", email=LEAD)
    gone_out("2022-07-01")
    assert kinds("2022-08-29") == []  # 59 days later
    assert kinds("2022-08-30") == ["silent"]


def test_a_broken_promise_is_said_every_other_week(seeded_db):
    a_milestone(seeded_db, "Aftalt", "2022-05-20", promised=1)
    a_user(seeded_db, "secretary", email=LEAD)
    gone_out("2022-05-21")
    assert kinds("2022-06-03") == []
    assert kinds("2022-06-04") == ["milestone_overdue"]


def test_a_promise_moved_to_another_day_is_near_once_more(seeded_db):
    a_milestone(seeded_db, "Aftalt", "2022-05-20", promised=1)
    a_user(seeded_db, "secretary", email=LEAD)
    gone_out("2022-05-10")
    assert kinds("2022-05-11") == []
    moved = {"date_start": "2022-05-24", "date_end": "2022-05-24"}
    set_on(
        seeded_db,
        milestones,
        milestones.c.code == "Aftalt",
        **moved,
    )
    assert kinds("2022-05-11") == ["milestone_soon"]


def test_a_failure_is_tried_again_and_the_count_goes_up(waiting):
    mail_reminders.failed(claimed("2022-05-11"), "450 later")
    (row,) = rows()
    assert (row.state, row.error) == ("failed", "450 later")
    gone_out("2022-05-11")
    (row,) = rows()
    assert (row.state, row.attempts, row.error) == ("sent", 2, None)


def test_a_failure_does_not_begin_the_pause(waiting):
    mail_reminders.failed(claimed("2022-05-11"), "450 later")
    assert kinds("2022-05-12") == ["overdue"]


def test_it_is_given_up_in_the_end(waiting):
    for _attempt in range(mail_reminders.MOST_ATTEMPTS):
        mail_reminders.failed(claimed("2022-05-11"), "550 no such user")
    assert kinds("2022-05-11") == []


def test_a_run_that_died_before_it_sent_is_made_up_for(waiting):
    claimed("2022-05-11")
    assert kinds("2022-05-11") == []  # it may still be at work
    assert kinds("2022-05-12") == []
    long_ago(waiting)
    assert mail_reminders.tell_the_lost() == ()
    assert kinds("2022-05-11") == ["overdue"]
    assert claimed("2022-05-11").attempts == {rows()[0].send_key: 2}


def test_a_run_that_died_while_it_sent_is_told_of_and_never_sent_again(waiting):
    assert mail_reminders.hand_over(claimed("2022-05-11"), "Emne")
    assert mail_reminders.tell_the_lost() == ()  # it may still be at work
    long_ago(waiting)
    assert mail_reminders.tell_the_lost() == (LEAD,)
    assert rows()[0].state == "uncertain"
    assert kinds("2022-05-11") == []
    assert kinds("2022-05-13") == []  # and it counts as said
    assert mail_reminders.tell_the_lost() == ()  # told of once


def test_the_slow_run_lets_go_when_another_has_taken_over(waiting):
    slow = claimed("2022-05-11")
    long_ago(waiting)
    quick = claimed("2022-05-11")
    assert mail_reminders.hand_over(slow, "Emne") is False
    assert mail_reminders.hand_over(quick, "Emne") is True
    mail_reminders.failed(slow, "too late to say so")
    assert rows()[0].state == "sending"


def test_of_two_runs_at_once_one_gets_it(waiting):
    first, second = letters("2022-05-11"), letters("2022-05-11")
    assert mail_reminders.claim(first[0]) is not None
    assert mail_reminders.claim(second[0]) is None


def test_only_what_is_still_open_of_a_letter_is_claimed(waiting):
    a_milestone(waiting, "Aftalt", "2022-05-20", promised=1)
    a_user(waiting, "secretary", "kommunikation", email="sek@kommune.test")
    an_answer(waiting, 9, "ungecenteret", "accepted", "2022-04-10")
    a_round(waiting, "2022-05-10", 4)  # nobody answers for it
    mine = next(one for one in letters("2022-05-11") if one.to.email == "sek@kommune.test")
    part = mail_reminders.holding(mine, mine.matters[:1])
    assert mail_reminders.claim(replace(part, day="2022-05-10")) is not None
    rest = mail_reminders.claim(mine)
    assert rest is not None
    assert rest.letter.matters == mine.matters[1:]
    assert len(mine.matters) == 2


def test_an_underscore_in_an_address_is_no_wild_card(seeded_db):
    for email in ("a_b@kommune.test", "axb@kommune.test"):
        a_user(seeded_db, "secretary", email=email)
    a_round(seeded_db, "2022-05-10", 1)
    for letter in letters("2022-05-11"):
        if letter.to.email == "axb@kommune.test":
            claim = mail_reminders.claim(letter)
            assert mail_reminders.hand_over(claim, "Emne")
            mail_reminders.sent(claim)
    assert [letter.to.email for letter in letters("2022-05-12")] == ["a_b@kommune.test"]


def test_an_answer_between_two_runs_ends_it(waiting):
    mail_reminders.failed(claimed("2022-05-11"), "450 later")
    set_on(waiting, round_answers, sa.true(), state="submitted")
    assert kinds("2022-05-11") == []


def test_nobody_to_write_to_is_counted(seeded_db):
    a_round(seeded_db, "2022-05-10", 1, 2)
    plan = plans.plan(date(2022, 5, 11))
    assert (plan.letters, plan.nobody) == ((), 2)


def test_a_demo_reminds_nobody(waiting):
    changed(waiting, lambda connection: seeding.set_setting(connection, "demo", "1"))
    with pytest.raises(PortfolioError, match="demo"):
        letters("2022-05-11")


def test_the_log_is_no_change_of_the_portfolio(waiting):
    with store.reading() as connection:
        before = changes.revision(connection)
    gone_out("2022-05-11")
    with store.reading() as connection:
        assert changes.revision(connection) == before
