"""The calendar file read back by icalendar: the dates of the seed by hand, and odd texts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar, Event

from portfolio import language, store
from portfolio.domain.permissions import Role
from portfolio.queries.calendar import calendar
from portfolio.queries.calendar.calendar import Entry
from portfolio.reports.calendar import ics

PUBLIC = "https://tracker.kommune.test"


def an_entry(**given: object) -> Entry:
    return Entry(
        **{
            "id": "1",
            "kind": "deadline",
            "title": "Frist",
            "start": date(2022, 5, 10),
            "end": date(2022, 5, 10),
            "words": "10. maj 2022",
            "version": 1,
            "changed_at": "2022-04-04T10:00:00.123456+00:00",
            **given,
        }
    )


def read(*entries: Entry) -> Calendar:
    return Calendar.from_ical(ics.calendar(entries, public=PUBLIC))


def only(entry: Entry) -> Event:
    (event,) = read(entry).walk("VEVENT")
    return event


@pytest.fixture
def seeded(seeded_db) -> dict[str, Event]:
    with store.reading(seeded_db) as connection:
        entries = calendar.entries(connection, role=Role.SECRETARY, as_of=date(2022, 4, 4))
    return {str(event["SUMMARY"]): event for event in read(*entries).walk("VEVENT")}


# Title and words from the minutes; the days worked out by hand. The end is the first day after.
BY_HAND = [
    ("Frist for interessetilkendegivelsen til Frie Bymidter", (2022, 4, 25), (2022, 4, 26)),
    ("De ti udvalgte kommuner offentliggøres (Juni 2022)", (2022, 6, 1), (2022, 7, 1)),
    (
        "Frist for den kvalificerede ansøgning til Frie Bymidter (Januar 2023)",
        (2023, 1, 1),
        (2023, 2, 1),
    ),
    ("Loven bag forsøgene vedtages (Ultimo 2023)", (2023, 12, 21), (2024, 1, 1)),
    ("Forsøgene afsluttes og evalueres (Januar 2029)", (2029, 1, 1), (2029, 2, 1)),
    ("Webinar om processen for Frie Bymidter", (2022, 3, 3), (2022, 3, 4)),
    ("4.800 nye boliger og 61.000 indbyggere (Frem mod 2026)", (2022, 4, 4), (2026, 1, 1)),
]


@pytest.mark.parametrize(("summary", "start", "end"), BY_HAND)
def test_the_days_of_the_seed(seeded, summary, start, end):
    event = seeded[summary]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(*start), date(*end))
    # Whole days: a date without a time has no zone to be wrong in.
    assert event["DTSTART"].params["VALUE"] == event["DTEND"].params["VALUE"] == "DATE"


def test_what_has_no_date_is_left_out(seeded):
    assert len(seeded) == 18  # 21 milestones, three without a date
    assert not any("Byrådets tiltrædelse" in summary for summary in seeded)


def test_the_words_of_a_span_are_explained(seeded):
    event = seeded["De ti udvalgte kommuner offentliggøres (Juni 2022)"]
    assert "»Juni 2022« kan være enhver dag fra 1. juni 2022 til 30. juni 2022." in str(
        event["DESCRIPTION"]
    )
    assert str(event["DESCRIPTION"]).startswith("Frie Bymidter\n")


def test_what_outlook_and_google_need():
    made = read(an_entry())
    assert (made["VERSION"], made["METHOD"], made["CALSCALE"]) == ("2.0", "PUBLISH", "GREGORIAN")
    assert made["PRODID"]
    assert made["X-WR-CALNAME"] == "Portefølje: milepæle og frister"
    assert made["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    assert made["X-PUBLISHED-TTL"] == "PT6H"
    event = only(an_entry())
    assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(event)
    assert (event["TRANSP"], event["X-MICROSOFT-CDO-BUSYSTATUS"]) == ("TRANSPARENT", "FREE")


def test_a_change_is_seen_as_one_and_nothing_else_is():
    before, after = only(an_entry()), only(an_entry(version=3, end=date(2022, 5, 12)))
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 2)
    assert before["LAST-MODIFIED"].dt == datetime(2022, 4, 4, 10, tzinfo=UTC)
    assert ics.calendar([an_entry()], public=PUBLIC) == ics.calendar([an_entry()], public=PUBLIC)


def test_lines_end_and_fold_as_they_must():
    made = ics.calendar([an_entry(title="Æ" * 300, note="ø " * 300)], public=PUBLIC)
    assert made.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in made.replace(b"\r\n", b"")
    assert max(len(line) for line in made.split(b"\r\n")) <= 75
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert event["SUMMARY"] == "Æ" * 300


@pytest.mark.parametrize("odd", ["a, b; c\\d", "en\nto\r\nEND:VEVENT", 'citat "her": nu', "\\n"])
def test_odd_texts_come_through_and_break_nothing(odd):
    made = read(an_entry(title=odd, note=odd), an_entry(id="2"))
    assert len(made.walk("VEVENT")) == 2
    first = made.walk("VEVENT")[0]
    assert str(first["SUMMARY"]) == odd.replace("\r\n", "\n")


def test_a_round_is_a_deadline_and_leads_to_the_answer():
    event = only(an_entry(kind="round", title="Direktionen", words="2022-05-10"))
    assert event["SUMMARY"] == "Frist for status: Direktionen"
    assert event["URL"] == f"{PUBLIC}/mine"
    assert event["CATEGORIES"].cats == ["Statusrunde"]


def test_a_proposal_and_an_outcome_are_told_of():
    event = only(an_entry(number=7, belongs="Skolen", outcome="happened", note="Se bilag"))
    assert str(event["DESCRIPTION"]).split("\n") == [
        "Forslag 7: Skolen",
        "Udfald: sket",
        "Se bilag",
    ]
    assert event["URL"] == f"{PUBLIC}/forslag?nr=7"


def test_english():
    language.use("en")
    assert read()["X-WR-CALNAME"] == "Portfolio: milestones and deadlines"
    assert only(an_entry(kind="round", title="X"))["SUMMARY"] == "Deadline for status: X"
