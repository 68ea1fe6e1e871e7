"""Why something needs attention on a day, and what does not."""

import builders
import pytest
from builders import filters

from portfolio.domain.attention import Reason
from portfolio.queries.overview.attention import SHOWN, findings, next_deadline
from portfolio.store.schema import follow_ups, gaps, milestones


@pytest.fixture
def reasons(ask):
    """Reason → (how many, the keys shown) on a day."""

    def reasons(day: str = "2022-05-01", *, today: str = "2022-05-01", **chosen):
        found = ask(findings, filters=filters(day, today=today, **chosen))
        return {f.reason: (f.count, [key for key, _title in f.first]) for f in found}

    return reasons


def test_on_the_day_of_the_meeting(reasons):
    found = reasons("2022-04-04")
    assert found[Reason.DEADLINE_SOON] == (1, ["fb-interessetilkendegivelse"])
    assert found[Reason.NO_PARTY] == (3, [4, 6, 8])
    assert found[Reason.NOT_ACCEPTED] == (9, [1, 2, 3, 4, 5, 6, 7, 8, 9])
    assert found[Reason.NOT_RECORDED] == (1, ["fb-webinar"])
    assert found[Reason.FOLLOW_UP_UNOWNED][0] == 5
    assert found[Reason.BLOCKING_GAP][0] == 15
    # No light is set, nobody here promised anything, nobody asked for a decision.
    quiet = {Reason.RED, Reason.AMBER, Reason.OVERDUE, Reason.DECISION_NEEDED, Reason.SILENT}
    assert not quiet & found.keys()


def test_years_later_nothing_has_become_red_or_overdue(reasons):
    found = reasons("2026-11-23", today="2026-11-23")
    assert not {Reason.RED, Reason.AMBER, Reason.OVERDUE, Reason.DEADLINE_SOON} & found.keys()
    # Six of the scheme for free towns, and what was to be there when 2026 began.
    assert found[Reason.NOT_RECORDED][0] == 7
    # January 2029 lies ahead still; what happened before the meeting is recorded.
    assert not {"fb-evaluering", "fb-invitation"} & set(found[Reason.NOT_RECORDED][1])
    assert found[Reason.SILENT] == (9, [1, 2, 3, 4, 5, 6, 7, 8, 9])


def test_before_the_meeting_nothing_was_known(ask):
    assert ask(findings, filters=filters("2022-04-03")) == ()


def test_nothing_needs_attention_in_an_empty_database(ask_empty):
    assert ask_empty(findings, filters=filters()) == ()
    assert ask_empty(next_deadline, filters=filters()) is None


def test_the_gravest_comes_first_and_once(ask, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-10", rag="red", decision_needed="Ja?")
    builders.a_status(seeded_db, 5, "2022-04-10", rag="amber")
    builders.a_milestone(seeded_db, "aftalt", "2022-04-20", promised=1)
    order = [f.reason for f in ask(findings, filters=filters())]
    assert order == sorted(order, key=list(Reason).index)
    assert order[:2] == [Reason.RED, Reason.OVERDUE]
    assert Reason.DECISION_NEEDED not in order, "what is asked stands in its own list"
    assert len(order) == len(set(order))


def test_lights_of_the_day(reasons, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-10", rag="red", decision_needed="Ja?")
    builders.a_status(seeded_db, 4, "2022-04-20", rag="amber")
    builders.a_status(seeded_db, 5, "2022-04-10", rag="green")
    then, now = reasons("2022-04-15"), reasons()
    assert then[Reason.RED] == (1, [4])
    assert Reason.AMBER not in then
    assert now[Reason.AMBER] == (1, [4])
    assert Reason.RED not in now


def test_yes_from_one_party_is_enough(reasons, seeded_db):
    builders.an_answer(seeded_db, 9, "ungecenteret", "accepted", "2022-04-20")
    builders.an_answer(seeded_db, 7, "institutions-og-skolecenteret", "declined", "2022-04-20")
    assert reasons()[Reason.NOT_ACCEPTED] == (8, [1, 2, 3, 4, 5, 6, 7, 8])
    assert reasons("2022-04-19")[Reason.NOT_ACCEPTED][0] == 9


def test_only_a_promise_can_be_overdue(reasons, seeded_db):
    builders.a_milestone(seeded_db, "aftalt", "2022-04-20", promised=1)
    builders.a_milestone(
        seeded_db,
        "lovet-og-holdt",
        "2022-04-20",
        promised=1,
        outcome="happened",
        outcome_on="2022-04-19",
    )
    builders.a_milestone(
        seeded_db, "lovet-siden", "2022-04-20", promised=1, known_from="2022-06-01"
    )
    assert reasons()[Reason.OVERDUE] == (1, ["aftalt"])
    assert Reason.OVERDUE not in reasons("2022-04-20")  # the last day is not over yet
    assert "aftalt" not in reasons()[Reason.NOT_RECORDED][1]


def test_an_outcome_recorded_later_was_not_known_yet(reasons, seeded_db):
    builders.a_milestone(
        seeded_db, "senere", "2022-04-20", promised=1, outcome="happened", outcome_on="2022-04-28"
    )
    assert reasons("2022-04-27")[Reason.OVERDUE] == (1, ["senere"])
    assert Reason.OVERDUE not in reasons("2022-04-28")


@pytest.mark.parametrize(
    ("end", "soon"),
    [("2022-04-30", False), ("2022-05-01", True), ("2022-05-31", True), ("2022-06-01", False)],
)
def test_a_deadline_is_near_for_thirty_days(reasons, seeded_db, end, soon):
    builders.a_milestone(seeded_db, "frist", end)
    builders.a_milestone(seeded_db, "begivenhed", end, kind="event")  # never a deadline
    assert reasons().get(Reason.DEADLINE_SOON, (0, []))[1] == (["frist"] if soon else [])


@pytest.mark.parametrize(("day", "silent"), [("2022-06-03", False), ("2022-06-04", True)])
def test_silence_is_counted_from_the_meeting_or_the_last_status(reasons, seeded_db, day, silent):
    builders.a_status(seeded_db, 4, "2022-04-05")
    found = reasons(day, today=day).get(Reason.SILENT, (0, []))[1]
    assert found == ([1, 2, 3, 5, 6, 7, 8, 9] if silent else [])


def test_a_follow_up_closed_later_was_still_open_then(reasons, seeded_db):
    mine = follow_ups.c.title == "Inddrag Byrådet"
    builders.set_on(seeded_db, follow_ups, mine, status="done", closed_on="2022-04-20")
    assert reasons("2022-04-19")[Reason.FOLLOW_UP_UNOWNED][0] == 5
    assert reasons("2022-04-20")[Reason.FOLLOW_UP_UNOWNED][0] == 4


def test_a_gap_answered_later_was_still_open_then(reasons, seeded_db):
    mine = gaps.c.code == "A09"
    builders.set_on(
        seeded_db, gaps, mine, status="answered", answer="Maj", answered_on="2022-04-20"
    )
    assert reasons("2022-04-19")[Reason.BLOCKING_GAP][0] == 15
    assert reasons("2022-04-20")[Reason.BLOCKING_GAP][0] == 14


def test_a_gap_that_holds_nothing_up_is_no_reason(reasons, seeded_db):
    builders.set_on(seeded_db, gaps, gaps.c.code == "A09", blocks=None)
    assert reasons()[Reason.BLOCKING_GAP][0] == 14


def test_filters_narrow_to_the_proposals_and_leave_the_rest_out(reasons, seeded_db):
    builders.a_milestone(seeded_db, "aftalt", "2022-04-20", promised=1)
    found = reasons(purpose=2)
    assert found == {Reason.NO_PARTY: (2, [4, 6]), Reason.NOT_ACCEPTED: (3, [4, 5, 6])}


def test_another_portfolios_proposals_and_dates_are_no_reason(reasons, seeded_db):
    before, everywhere = reasons(), reasons(portfolio=None)[Reason.NOT_ACCEPTED][0]
    builders.another_portfolio(seeded_db, 40, "Et andet forslag")
    assert reasons() == before
    assert reasons(portfolio=None)[Reason.NOT_ACCEPTED][0] == everywhere + 1


def test_a_line_names_a_few_and_counts_the_rest(reasons, seeded_db):
    for number in range(10, 15):
        builders.a_proposal(seeded_db, number, f"Forslag {number}")
    count, named = reasons()[Reason.NOT_ACCEPTED]
    assert (count, len(named), named[-1]) == (14, SHOWN, 9)


# --- the next deadline -----------------------------------------------------------------------


def test_the_next_deadline_is_the_nearest_that_has_not_passed(ask, seeded_db):
    def on(day):
        found = ask(next_deadline, filters=filters(day, today="2026-11-23"))
        return found and (found.code, found.date_text, found.date_end)

    assert on("2022-04-25") == ("fb-interessetilkendegivelse", "25. april 2022", "2022-04-25")
    # Nobody knows whether it was met, so what comes after it is nobody's next deadline.
    assert on("2022-04-26") is None
    mine = milestones.c.code.in_(("fb-interessetilkendegivelse", "fb-udvalgte"))
    builders.set_on(seeded_db, milestones, mine, outcome="happened", outcome_on="2022-04-25")
    # Juni 2022 is no deadline of ours: it is when the ministry says who was chosen.
    assert on("2022-04-26") == ("fb-kvalificeret-ansogning", "Januar 2023", "2023-01-31")
    assert on("2023-01-31") == ("fb-kvalificeret-ansogning", "Januar 2023", "2023-01-31")
    assert on("2023-02-01") is None
    assert on("2022-04-03") is None


def test_a_met_deadline_is_not_the_next(ask, seeded_db):
    mine = milestones.c.code == "fb-interessetilkendegivelse"
    builders.set_on(seeded_db, milestones, mine, outcome="happened", outcome_on="2022-04-20")
    assert ask(next_deadline, filters=filters("2022-04-19")).code == "fb-interessetilkendegivelse"
    assert ask(next_deadline, filters=filters("2022-04-20")).code == "fb-kvalificeret-ansogning"


def test_an_event_is_no_deadline(ask, seeded_db):
    builders.a_milestone(seeded_db, "møde", "2022-05-02", kind="event")
    assert ask(next_deadline, filters=filters()) is None


@pytest.mark.parametrize("stage", ["closed", "not_pursued"])
def test_nothing_is_asked_of_what_has_ended(reasons, seeded_db, stage):
    builders.a_status(seeded_db, 4, "2022-04-20", stage=stage, rag="red", percent=100)
    found = reasons("2022-12-01", today="2022-12-01")
    assert Reason.RED not in found
    others = [1, 2, 3, 5, 6, 7, 8, 9]
    assert found[Reason.NOT_ACCEPTED] == found[Reason.SILENT] == (8, others)


def test_on_hold_its_silence_is_no_matter(reasons, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20", stage="on_hold", rag="red")
    found = reasons("2022-12-01", today="2022-12-01")
    assert found[Reason.RED] == (1, [4])
    assert found[Reason.SILENT] == (8, [1, 2, 3, 5, 6, 7, 8, 9])
