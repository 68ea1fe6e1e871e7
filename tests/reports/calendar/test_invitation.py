"""A review's meeting as a calendar event, read back by icalendar."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from portfolio import store
from portfolio.queries.reviews import invitation as queries
from portfolio.reports.calendar import invitation
from portfolio.reports.calendar.invitation import Method, Person
from portfolio.usecases.reviews import planning
from portfolio.usecases.use_case import LOCAL
from tests.usecases.reviews.test_planning import DAY, made, version

PUBLIC = "https://tracker.kommune.test"
ANNA, BO = Person("Anna Ærlig", "anna@kommune.test"), Person("Bo", "bo@kommune.test")


def found(review):
    with store.reading() as connection:
        return queries.invitation(connection, review_id=review)


def read(review, **given):
    made_of = invitation.ics(found(review), public=PUBLIC, **given)
    whole = Calendar.from_ical(made_of)
    (event,) = whole.walk("VEVENT")
    return str(whole["METHOD"]), event


def moved(review, **given):
    slot = {
        "title": "Gennemgang i maj",
        "held_on": DAY,
        "starts_at": "9.30",
        "place": "Mødelokale T",
        "minutes": 20,
    }
    planning.set_slot(LOCAL, review, **{**slot, **given}, version=version(review))


def test_it_begins_and_ends_by_the_danish_clock(seeded_db):
    review = made()
    method, event = read(review)
    assert method == Method.PUBLISH
    assert event["DTSTART"].dt == datetime(2022, 5, 16, 7, 30, tzinfo=UTC)  # summer time
    assert event["DTEND"].dt == datetime(2022, 5, 16, 7, 50, tzinfo=UTC)
    assert (event["SUMMARY"], event["LOCATION"]) == ("Gennemgang i maj", "Mødelokale T")
    assert str(event["URL"]) == f"{PUBLIC}/gennemgang?gennemgang={review}"
    assert "Hvornår skal Chefforum inddrages" in event["DESCRIPTION"]
    assert (str(event["STATUS"]), event["SEQUENCE"]) == ("CONFIRMED", 0)
    assert "ATTENDEE" not in event


def test_in_winter_it_is_an_hour_later_in_the_world(seeded_db):
    _method, event = read(made(held_on=date(2022, 12, 5)))
    assert event["DTSTART"].dt == datetime(2022, 12, 5, 8, 30, tzinfo=UTC)


def test_without_a_time_it_is_the_whole_day(seeded_db):
    _method, event = read(made(starts_at=None))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (DAY, date(2022, 5, 17))


def test_whoever_is_invited_stands_there_and_who_invites(seeded_db):
    method, event = read(made(), organizer=BO, attendee=ANNA)
    assert method == Method.REQUEST
    assert str(event["ATTENDEE"]) == "mailto:anna@kommune.test"
    assert event["ATTENDEE"].params["CN"] == "Anna Ærlig"
    assert str(event["ORGANIZER"]) == "mailto:bo@kommune.test"


def test_moved_it_is_the_same_event_with_a_higher_sequence(seeded_db):
    review = made()
    _method, before = read(review)
    moved(review, held_on=date(2022, 5, 23), place="Andetsteds")
    method, after = read(review, organizer=BO, attendee=ANNA)
    assert method == Method.REQUEST
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTART"].dt.date() == date(2022, 5, 23)
    assert after["DTSTAMP"].dt >= before["DTSTAMP"].dt


def test_called_off_it_is_cancelled(seeded_db):
    review = made()
    _method, before = read(review)
    planning.call_off(LOCAL, review, "Ferie; alle er væk", version=1)
    method, event = read(review, organizer=BO, attendee=ANNA)
    assert (method, str(event["STATUS"])) == (Method.CANCEL, "CANCELLED")
    assert event["UID"] == before["UID"]
    assert event["SEQUENCE"] > before["SEQUENCE"]
    assert "Ferie; alle er væk" in event["DESCRIPTION"]


@pytest.mark.parametrize("title", ["Møde\r\nATTENDEE:x", "Æ, ø; å\\n"])
def test_no_title_becomes_a_line_of_its_own(seeded_db, title):
    _method, event = read(made(title=title))
    assert "ATTENDEE" not in event
    assert "Møde" in event["SUMMARY"] or event["SUMMARY"] == title


def test_the_same_meeting_is_the_same_bytes(seeded_db):
    one = found(made())
    assert invitation.ics(one, public=PUBLIC) == invitation.ics(one, public=PUBLIC)
