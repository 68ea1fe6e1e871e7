"""Meetings and decisions: what was known on a day, in which order, and what stays silent."""

from datetime import date

import pytest
import sqlalchemy as sa
from builders import PORTFOLIO, a_copy, a_review, another_portfolio, set_on

from portfolio.queries import filter_choices
from portfolio.queries.meetings import decisions, meetings
from portfolio.queries.overview import news
from portfolio.store import schema

MAY, MEETING_DAY = date(2022, 5, 1), date(2022, 4, 4)
D, U = schema.decisions.c, schema.follow_ups.c


def the_meeting(ask) -> str:
    return ask(meetings.meetings_held, as_of=MEETING_DAY)["id"].iloc[0]


def made(ask, **chosen):
    return ask(decisions.decisions_made, **{"meeting": the_meeting(ask), "as_of": MAY, **chosen})


def follow_ups(ask, as_of=MAY):
    ids = tuple(made(ask)["id"])
    return ask(decisions.follow_ups_of, decisions=ids, as_of=as_of).set_index("title")


def a_meeting(address, held_on):
    return a_copy(address, schema.meetings, sa.true(), held_on=held_on, title=f"Møde {held_on}")


def an_item(address, meeting, number):
    a = schema.agenda_items.c
    return a_copy(address, schema.agenda_items, a.number == 7, meeting_id=meeting, number=number)


# --- meetings


def test_the_newest_meeting_comes_first_and_a_later_one_not_at_all(seeded_db, ask):
    for day in ("2022-04-18", "2021-12-13", "2022-06-01"):
        a_meeting(seeded_db, day)

    found = ask(meetings.meetings_held, as_of=MAY)

    assert list(found["held_on"]) == ["2022-04-18", "2022-04-04", "2021-12-13"]
    assert found["code"].iloc[1] == "direktionen-2022-04-04"
    assert found["body"].iloc[1] == "Direktionen"


def test_two_meetings_of_one_day_have_an_address_each_everywhere(seeded_db, ask):
    first = the_meeting(ask)
    other = a_meeting(seeded_db, "2022-04-04")
    item = an_item(seeded_db, other, 9)
    a_copy(seeded_db, schema.decisions, D.number == "7.1", agenda_item_id=item, number="9.1")

    def codes() -> dict[str, str]:
        return dict(ask(meetings.meetings_held, as_of=MAY)[["id", "code"]].itertuples(index=False))

    own = {first: "direktionen-2022-04-04", other: "direktionen-2022-04-04-2"}
    assert codes() == own
    span = {"portfolio": None, "since": date(2022, 4, 1), "until": MAY}
    assert {one["id"]: one["code"] for one in ask(news.meetings_told, **span)} == own
    told = {one.number: one.code for one in ask(news.decided, **span)}
    assert (told["7.1"], told["9.1"]) == (own[first], own[other])
    out = {"withdrawn_at": "2022-05-01", "withdrawn_reason": "en fejl"}
    set_on(seeded_db, schema.meetings, schema.meetings.c.id == first, **out)
    assert codes() == {other: own[other]}  # a link that was mailed still leads there


def test_before_the_meeting_there_is_none(ask):
    assert ask(meetings.meetings_held, as_of=date(2022, 4, 3)).empty
    assert len(ask(meetings.meetings_held, as_of=MEETING_DAY)) == 1


def is_on_record(ask, day: str) -> bool:
    listed = set(ask(meetings.meetings_held, as_of=MAY)["held_on"])
    assert (day in listed) == (day in ask(filter_choices.meeting_dates))
    return day in listed


def test_a_review_is_a_meeting_on_record_once_it_has_begun(seeded_db, ask):
    review = a_review(seeded_db, 4, held_on="2022-04-20")
    assert not is_on_record(ask, "2022-04-20")

    mine = schema.reviews.c.id == review
    set_on(seeded_db, schema.reviews, mine, started_at="2022-04-20T08:00:00Z")
    assert is_on_record(ask, "2022-04-20")


def test_a_meeting_with_minutes_is_on_record_though_nobody_began_its_review(seeded_db, ask):
    a_review(seeded_db, 4, held_on="2022-04-20")
    a_review(seeded_db, 4, held_on="2022-04-21")
    with_minutes = schema.meetings.c.held_on == "2022-04-20"
    an_item(seeded_db, sa.select(schema.meetings.c.id).where(with_minutes).scalar_subquery(), 7)

    assert is_on_record(ask, "2022-04-20")
    assert not is_on_record(ask, "2022-04-21")


def test_the_participants_stand_as_the_minutes_list_them(ask):
    found = ask(meetings.participants, meeting=the_meeting(ask))

    assert list(found["name"])[:2] == ["Lars Holte", "Jørgen Lerhard"]
    assert list(found[found["absent"] == 1]["name"]) == ["Jørgen Lerhard"]


def test_the_agenda_counts_what_was_decided_and_what_is_ours(ask):
    found = ask(meetings.agenda, meeting=the_meeting(ask), as_of=MAY, portfolio=PORTFOLIO)
    rows = found.set_index("number")

    assert list(rows.index) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert list(rows["decisions"]) == [0, 1, 6, 4, 0, 0, 4, 3]
    assert list(rows["differing"]) == [0, 0, 4, 3, 0, 0, 3, 1]
    assert list(rows["concerns"]) == [0, 0, 0, 0, 0, 0, 4, 3]


def test_a_closed_item_says_its_number_its_case_number_and_the_word(ask):
    found = ask(meetings.agenda, meeting=the_meeting(ask), as_of=MAY, portfolio=PORTFOLIO)
    closed = found[found["closed"] == 1]

    assert closed[["number", "title", "case_number"]].to_numpy().tolist() == [
        [5, "Lukket", "22/6682"],
        [6, "Lukket", "21/18779"],
    ]
    assert closed["summary"].isna().all()
    assert closed["finances"].isna().all()


def test_the_attachments_come_by_item_and_in_their_order(ask):
    found = ask(meetings.attachments_of, meeting=the_meeting(ask))

    assert list(found["item"]) == [2, 8, 8, 8]
    assert found["title"].iloc[-1] == "Indbyggertal i Høje Taastrup By"


@pytest.mark.parametrize(
    ("asked", "item"),
    [({"item": 7}, 7), ({"decision": "8.2"}, 8), ({"item": 99}, None), ({"decision": "x"}, None)],
)
def test_a_number_is_found_in_the_meeting(ask, asked, item):
    found = ask(meetings.meeting_with, as_of=MAY, **asked)
    assert found == (None if item is None else (the_meeting(ask), item))


def test_the_newest_meeting_with_the_number_is_meant_unless_one_is_named(seeded_db, ask):
    first = the_meeting(ask)
    later = a_meeting(seeded_db, "2022-04-18")
    an_item(seeded_db, later, 7)

    assert ask(meetings.meeting_with, as_of=MAY, item=7) == (later, 7)
    assert ask(meetings.meeting_with, as_of=MAY, item=7, meeting=first) == (first, 7)
    assert ask(meetings.meeting_with, as_of=date(2022, 4, 17), item=7) == (first, 7)
    assert ask(meetings.meeting_with, as_of=date(2022, 4, 3), item=7) is None


# --- decisions


def test_inside_an_item_what_departs_from_the_recommendation_comes_first(ask):
    numbers = list(made(ask, item=7)["number"])
    assert numbers == ["7.2", "7.3", "7.4", "7.1"]


def test_decision_ten_comes_after_nine(seeded_db, ask):
    for number in ("7.10", "7.9"):
        a_copy(seeded_db, schema.decisions, D.number == "7.1", number=number)

    assert list(made(ask, item=7)["number"])[3:] == ["7.1", "7.9", "7.10"]


def test_recommendation_decision_and_difference_are_three_things(ask):
    row = made(ask, number="7.2").iloc[0]

    assert row["recommendation"].startswith("Fagcentrene inddrages")
    assert row["decision"].startswith("Chefforum bør med, før fagcentrene")
    assert row["difference"].startswith("Indstillingen gik direkte til fagcentrene.")


def test_what_the_recommendation_does_not_mention_is_missing_not_empty(ask):
    assert made(ask, number="7.3").iloc[0]["recommendation"] is None
    assert made(ask, number="7.1").iloc[0]["difference"] is None


def test_the_filters_keep_what_they_say(ask):
    assert set(made(ask, outcome="decided")["number"]) == {"7.2", "7.3", "7.4"}
    assert made(ask, differs=True)["differs"].tolist() == [1] * 11
    assert len(made(ask, differs=False)) == 7
    assert set(made(ask, proposal=6, portfolio=PORTFOLIO)["number"]) == {
        "7.1",
        "7.2",
        "7.3",
        "7.4",
        "8.2",
    }
    assert made(ask, proposal=6, outcome="approved", portfolio=PORTFOLIO).empty


def test_another_portfolios_proposal_six_is_another_proposal(seeded_db, ask):
    another_portfolio(seeded_db, 6, "En fremmed")
    assert made(ask, proposal=6, portfolio="another").empty


def test_a_decision_made_later_is_not_known_yet(seeded_db, ask):
    set_on(seeded_db, schema.decisions, D.number == "8.3", decided_on="2022-04-20")

    assert "8.3" not in set(made(ask, as_of=date(2022, 4, 19))["number"])
    assert "8.3" in set(made(ask, as_of=date(2022, 4, 20))["number"])
    early = ask(meetings.agenda, meeting=the_meeting(ask), as_of=MEETING_DAY, portfolio=PORTFOLIO)
    assert early.set_index("number").loc[8, "decisions"] == 2


def test_a_decision_names_its_proposals_and_counts_the_rest(seeded_db, ask, monkeypatch):
    monkeypatch.setattr(decisions, "NAMED", 3)
    ids = tuple(made(ask, item=7)["id"])

    found = ask(decisions.proposals_of, decisions=ids)

    for _id, mine in found.groupby("decision_id"):
        assert list(mine["number"]) == [1, 2, 3]
        assert set(mine["total"]) == {9}
    assert len(found) == 3 * 4


def test_a_decision_without_proposals_names_none(ask):
    (id,) = made(ask, number="2.1")["id"]
    assert ask(decisions.proposals_of, decisions=(id,)).empty


def test_a_follow_up_shows_what_is_missing_instead_of_a_guess(ask):
    found = follow_ups(ask)

    chefforum = found.loc["Inddrag Chefforum i de ni forslag"]
    assert (chefforum["decision"], chefforum["responsible"], chefforum["date_text"]) == (
        "7.2",
        None,
        None,
    )
    sent = found.loc["Send interessetilkendegivelsen om Frie Bymidter"]
    assert (sent["responsible"], sent["date_text"]) == ("Administrationen", "25. april 2022")


def test_a_follow_up_whose_day_has_passed_in_silence_is_not_recorded(ask):
    title = "Send interessetilkendegivelsen om Frie Bymidter"

    assert follow_ups(ask, date(2022, 4, 25)).loc[title, "status"] == "due"
    assert follow_ups(ask, date(2022, 4, 26)).loc[title, "status"] == "not_recorded"
    assert set(follow_ups(ask).drop(title)["status"]) == {"open"}  # no date, so never late


def test_a_follow_up_is_open_until_the_day_it_was_closed(seeded_db, ask):
    title = "Inddrag Byrådet"
    set_on(seeded_db, schema.follow_ups, U.title == title, status="done", closed_on="2022-04-20")

    assert follow_ups(ask, date(2022, 4, 19)).loc[title, "status"] == "open"
    assert follow_ups(ask, date(2022, 4, 20)).loc[title, "status"] == "done"


def test_the_proposals_to_choose_among_are_the_portfolios_own(seeded_db, ask):
    another_portfolio(seeded_db, 77, "En fremmed")

    assert list(ask(decisions.proposal_choices, portfolio=PORTFOLIO)["number"]) == [*range(1, 10)]
    assert list(ask(decisions.proposal_choices, portfolio="another")["number"]) == [77]


def test_empty_answers_have_the_same_columns(ask, ask_empty):
    here = {"meeting": the_meeting(ask), "as_of": MAY}
    ids = tuple(made(ask)["id"])
    for question, values in (
        (meetings.meetings_held, {"as_of": MAY}),
        (meetings.participants, {"meeting": here["meeting"]}),
        (meetings.agenda, {**here, "portfolio": PORTFOLIO}),
        (meetings.attachments_of, {"meeting": here["meeting"]}),
        (decisions.decisions_made, here),
        (decisions.proposals_of, {"decisions": ids}),
        (decisions.follow_ups_of, {"decisions": ids, "as_of": MAY}),
        (decisions.proposal_choices, {"portfolio": PORTFOLIO}),
    ):
        full, empty = ask(question, **values), ask_empty(question, **values)
        assert len(full), question.__name__
        assert empty.empty
        assert list(empty.columns) == list(full.columns), question.__name__
