"""Every way to write a date that danish.md 1.3 counts and the minutes of 4 April 2022 use."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.errors import PortfolioError
from portfolio.fuzzy import FuzzyDate, Precision, find_dates, parse_date

MEETING = date(2022, 4, 4)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
# What a hostile text is made of: real pieces in senseless order.
PIECES = st.sampled_from(
    (
        *MONTHS,
        *WEEKDAYS,
        *("1", "4.", "31.", "29.", "0", "99", "2022", "1822", "22", "/23", "2024", "53"),
        *("-", "–", "/", ".", ",", "(", ")", "\n", "\u00a0", " ", "og", "til", "i", "af"),
        *("den", "d.", "kl. 09:00", "uge", "kvartal", "2.", "halvår", "q1", "budget"),
        *("primo", "ultimo", "ca.", "inden", "efter", "siden", "frem mod", "senest"),
        *("sommerferien", "jul", "påske", "foråret", "vinteren", "skoleåret", "årsskiftet"),
        *("aug", "sep", "au\u0261", "\u017fept", "\u0130", "\u212a"),  # letters that fold oddly
    )
)


def day(text):
    return date.fromisoformat(text)


# text, first day, last day, precision
WITH_YEAR = [
    ("25. april 2022", "2022-04-25", "2022-04-25", "day"),  # the usual form
    ("25. APRIL 2022", "2022-04-25", "2022-04-25", "day"),  # capitals
    ("5 april 2022", "2022-04-05", "2022-04-05", "day"),  # no stop
    ("05. april 2022", "2022-04-05", "2022-04-05", "day"),  # zero-padded
    ("25.\u00a0april\u00a02022", "2022-04-25", "2022-04-25", "day"),  # no-break blanks
    ("  25.  april  2022. ", "2022-04-25", "2022-04-25", "day"),  # blanks and a full stop
    ("25. april\n2022", "2022-04-25", "2022-04-25", "day"),  # wrapped line
    ("Mandag d. 04. april 2022 kl. 09:00", "2022-04-04", "2022-04-04", "day"),  # header
    ("mandag den 4. april 2022, kl. 9.30 – 10", "2022-04-04", "2022-04-04", "day"),  # clock span
    ("den 4. april 2022", "2022-04-04", "2022-04-04", "day"),
    ("pr. 8. marts 2022", "2022-03-08", "2022-03-08", "day"),  # preposition
    ("inden den 25. april 2022", "2022-04-25", "2022-04-25", "day"),  # A20: the 25th counts
    ("04-04-2022", "2022-04-04", "2022-04-04", "day"),
    ("d. 04-04-2022", "2022-04-04", "2022-04-04", "day"),
    ("04-06-2020 09:00:00", "2020-06-04", "2020-06-04", "day"),  # system export
    ("13.12.2021", "2021-12-13", "2021-12-13", "day"),
    ("4. 4. 2022", "2022-04-04", "2022-04-04", "day"),  # blanks after the stops
    ("25.4.22", "2022-04-25", "2022-04-25", "day"),  # two-digit year
    ("25.4.69", "2069-04-25", "2069-04-25", "day"),  # last of this century
    ("25.4.70", "1970-04-25", "1970-04-25", "day"),  # first of the last century
    ("25/4/2022", "2022-04-25", "2022-04-25", "day"),
    ("25/4-2022", "2022-04-25", "2022-04-25", "day"),
    ("25/4-22", "2022-04-25", "2022-04-25", "day"),
    ("25/4 2022", "2022-04-25", "2022-04-25", "day"),
    ("2022-04-25", "2022-04-25", "2022-04-25", "day"),  # ISO
    ("29. februar 2024", "2024-02-29", "2024-02-29", "day"),  # leap day
    ("30. aug 2022", "2022-08-30", "2022-08-30", "day"),
    ("30. aug. 2022", "2022-08-30", "2022-08-30", "day"),
    ("30. aug 22", "2022-08-30", "2022-08-30", "day"),
    ("5. april '22", "2022-04-05", "2022-04-05", "day"),
    ("1. jul 2022", "2022-07-01", "2022-07-01", "day"),  # July, not Christmas
    ("8. - 29. september 2022", "2022-09-08", "2022-09-29", "span"),
    ("8.–29. september 2022", "2022-09-08", "2022-09-29", "span"),  # en dash, no blanks
    ("8. og 9. september 2022", "2022-09-08", "2022-09-09", "span"),
    ("mandag den 8. - tirsdag den 9. august 2022", "2022-08-08", "2022-08-09", "span"),
    ("1. april til 3. maj 2022", "2022-04-01", "2022-05-03", "span"),
    ("fra 1. april til 3. maj 2022", "2022-04-01", "2022-05-03", "span"),
    ("15. december - 10. januar 2023", "2022-12-15", "2023-01-10", "span"),  # over New Year
    ("1. august 2022 til 3. maj 2023", "2022-08-01", "2023-05-03", "span"),
    ("01-04-2022 - 30-06-2022", "2022-04-01", "2022-06-30", "span"),
    ("8/9 - 29/9-2022", "2022-09-08", "2022-09-29", "span"),
    ("juni 2022", "2022-06-01", "2022-06-30", "month"),
    ("Juni 2022:", "2022-06-01", "2022-06-30", "month"),  # list label
    ("i juni 2022", "2022-06-01", "2022-06-30", "month"),
    ("april måned 2022", "2022-04-01", "2022-04-30", "month"),
    ("februar 2024", "2024-02-01", "2024-02-29", "month"),  # leap year
    ("december 2022", "2022-12-01", "2022-12-31", "month"),  # end of the year
    ("sept. 2022", "2022-09-01", "2022-09-30", "month"),
    ("januar 23", "2023-01-01", "2023-01-31", "month"),
    ("februar og marts 2022", "2022-02-01", "2022-03-31", "span"),
    ("maj/juni 2022", "2022-05-01", "2022-06-30", "span"),
    ("april 2022 – januar 2023", "2022-04-01", "2023-01-31", "span"),
    ("december - januar 2023", "2022-12-01", "2023-01-31", "span"),  # over New Year
    ("primo juni 2022", "2022-06-01", "2022-06-10", "early"),
    ("start juni 2022", "2022-06-01", "2022-06-10", "early"),
    ("i starten af juni 2022", "2022-06-01", "2022-06-10", "early"),
    ("begyndelsen af juni 2022", "2022-06-01", "2022-06-10", "early"),
    ("medio juni 2022", "2022-06-11", "2022-06-20", "mid"),
    ("midt i juni 2022", "2022-06-11", "2022-06-20", "mid"),
    ("midten af juni 2022", "2022-06-11", "2022-06-20", "mid"),
    ("Ultimo juni 2022", "2022-06-21", "2022-06-30", "late"),
    ("slut juni 2022", "2022-06-21", "2022-06-30", "late"),
    ("slutningen af juni 2022", "2022-06-21", "2022-06-30", "late"),
    ("inden udgangen af juni 2022", "2022-06-03", "2022-06-30", "span"),  # June counts
    ("primo 2023", "2023-01-01", "2023-04-30", "early"),
    ("medio 2023", "2023-05-01", "2023-08-31", "mid"),
    ("ultimo 2023", "2023-12-21", "2023-12-31", "late"),  # A40: sorts by 31-12-2023
    ("ved udgangen af 2023", "2023-12-21", "2023-12-31", "late"),
    ("slutningen af 2023", "2023-09-01", "2023-12-31", "late"),
    ("medio 2. kvartal 2022", "2022-05-01", "2022-05-31", "mid"),
    ("ultimo skoleåret 2022/23", "2023-07-21", "2023-07-31", "late"),
    ("2. kvartal 2022", "2022-04-01", "2022-06-30", "quarter"),
    ("2.kvartal 2022", "2022-04-01", "2022-06-30", "quarter"),
    ("andet kvartal 2022", "2022-04-01", "2022-06-30", "quarter"),
    ("fjerde kvartal af 2022", "2022-10-01", "2022-12-31", "quarter"),
    ("Q1 2023", "2023-01-01", "2023-03-31", "quarter"),
    ("Q1/2023", "2023-01-01", "2023-03-31", "quarter"),
    ("2.-3. kvartal 2022", "2022-04-01", "2022-09-30", "span"),
    ("1. og 2. kvartal 2022", "2022-01-01", "2022-06-30", "span"),
    ("1. halvår 2023", "2023-01-01", "2023-06-30", "half_year"),
    ("andet halvår 2023", "2023-07-01", "2023-12-31", "half_year"),
    ("foråret 2022", "2022-03-01", "2022-05-31", "season"),
    ("forår 2022", "2022-03-01", "2022-05-31", "season"),
    ("sommeren 2022", "2022-06-01", "2022-08-31", "season"),
    ("i løbet af efteråret 2022", "2022-09-01", "2022-11-30", "season"),
    ("vinteren 2022/23", "2022-12-01", "2023-02-28", "season"),
    ("vinteren 2023/2024", "2023-12-01", "2024-02-29", "season"),
    ("skoleåret 2022/23", "2022-08-01", "2023-07-31", "school_year"),
    ("skoleåret 2022/2023", "2022-08-01", "2023-07-31", "school_year"),
    ("skoleåret 22/23", "2022-08-01", "2023-07-31", "school_year"),
    ("uge 17 2022", "2022-04-25", "2022-05-01", "week"),
    ("uge 17, 2022", "2022-04-25", "2022-05-01", "week"),
    ("uge 17/2022", "2022-04-25", "2022-05-01", "week"),
    ("uge 1 2021", "2021-01-04", "2021-01-10", "week"),  # ISO: 1 January is in week 53
    ("uge 53 2020", "2020-12-28", "2021-01-03", "week"),  # ends in the next year
    ("uge 17-18 2022", "2022-04-25", "2022-05-08", "span"),
    ("ugerne 17 og 18 2022", "2022-04-25", "2022-05-08", "span"),
    ("årsskiftet 2022/23", "2022-12-31", "2023-01-01", "season"),
    ("påske 2022", "2022-04-14", "2022-04-18", "season"),
    ("påsken 2024", "2024-03-28", "2024-04-01", "season"),  # an early Easter
    ("påskeferien 2022", "2022-04-09", "2022-04-18", "season"),  # from the Saturday before
    ("vinterferien 2022", "2022-02-14", "2022-02-27", "season"),  # weeks 7 and 8
    ("juleferien 2022", "2022-12-22", "2023-01-02", "season"),
    ("pinse 2023", "2023-05-28", "2023-05-29", "season"),
    ("jul 2022", "2022-12-24", "2022-12-26", "season"),  # Christmas, not July
    ("sommerferien 2022", "2022-06-25", "2022-08-07", "season"),
    ("sommerferien (2022)", "2022-06-25", "2022-08-07", "season"),
    ("inden sommerferien 2022", "2022-05-28", "2022-06-24", "span"),  # to the day before
    ("efter sommerferien 2022", "2022-08-08", "2022-09-04", "span"),  # from the day after
    ("efterårsferien 2022", "2022-10-17", "2022-10-23", "season"),  # week 42
    ("2026", "2026-01-01", "2026-12-31", "year"),
    ("frem mod 2026", "2025-12-04", "2025-12-31", "span"),  # ends when 2026 begins
    ("året 2026", "2026-01-01", "2026-12-31", "year"),
    ("budget 23", "2023-01-01", "2023-12-31", "year"),
    ("2022 – 2031", "2022-01-01", "2031-12-31", "span"),
    ("2022-2031", "2022-01-01", "2031-12-31", "span"),
    ("2022-25", "2022-01-01", "2025-12-31", "span"),
    ("2022/23", "2022-01-01", "2023-12-31", "span"),
    ("ca. 2025", "2025-01-01", "2025-12-31", "circa"),
    ("omkring 1. juni 2022", "2022-06-01", "2022-06-01", "circa"),
]

# text, first day, last day, precision; all read on 4 April 2022
WITHOUT_YEAR = [
    ("November", "2021-11-01", "2021-11-30", "month"),  # A39: past
    ("januar", "2022-01-01", "2022-01-31", "month"),
    ("april", "2022-04-01", "2022-04-30", "month"),  # the meeting's own month
    ("maj og juni", "2022-05-01", "2022-06-30", "span"),
    ("d.5. april", "2022-04-05", "2022-04-05", "day"),
    ("onsdag den 4. maj", "2022-05-04", "2022-05-04", "day"),
    ("25/4", "2022-04-25", "2022-04-25", "day"),
    ("8. - 29. september", "2022-09-08", "2022-09-29", "span"),
    ("29. februar", "2024-02-29", "2024-02-29", "day"),  # the nearest leap year
    ("i foråret", "2022-03-01", "2022-05-31", "season"),
    ("vinteren", "2021-12-01", "2022-02-28", "season"),
    ("ultimo juni", "2022-06-21", "2022-06-30", "late"),
    ("2. kvartal", "2022-04-01", "2022-06-30", "quarter"),
    ("uge 17", "2022-04-25", "2022-05-01", "week"),
    ("sommerferien", "2022-06-25", "2022-08-07", "season"),
    ("frem mod sommerferien", "2022-04-04", "2022-06-24", "span"),  # from the day it was said
    ("inden jul", "2022-04-04", "2022-12-23", "span"),
    ("efter påske", "2022-04-19", "2022-05-16", "span"),
    ("årsskiftet", "2021-12-31", "2022-01-01", "season"),
    ("inden årsskiftet", "2022-04-04", "2022-12-31", "span"),  # to the last day of the year
    ("inden november", "2022-04-04", "2022-10-31", "span"),  # a deadline looks ahead
    ("senest den 1. november", "2022-11-01", "2022-11-01", "day"),
    ("senest i november", "2021-11-01", "2021-11-30", "month"),  # "latest", no deadline
    ("siden november", "2021-11-01", "2021-11-30", "month"),  # looks back
]


@pytest.mark.parametrize(("text", "start", "end", "precision"), WITH_YEAR)
def test_reads_a_date_with_its_year(text, start, end, precision):
    assert parse_date(text) == FuzzyDate(text.strip(), day(start), day(end), Precision(precision))


@pytest.mark.parametrize(("text", "start", "end", "precision"), WITHOUT_YEAR)
def test_infers_the_year_from_the_meeting(text, start, end, precision):
    expected = FuzzyDate(text, day(start), day(end), Precision(precision), inferred=True)
    assert parse_date(text, reference=MEETING) == expected


def test_of_two_years_equally_near_the_later_is_meant():
    last, next_ = (parse_date(f"november {year}") for year in (2021, 2022))
    middle = last.end + (next_.start - last.end) / 2
    assert middle - last.end == next_.start - middle
    assert parse_date("november", reference=middle).start == next_.start
    assert parse_date("november", reference=middle - timedelta(days=1)).start == last.start


@pytest.mark.parametrize("text", [row[0] for row in WITHOUT_YEAR])
def test_asks_for_the_year_without_a_meeting(text):
    with pytest.raises(PortfolioError, match="has no year"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "start"), [("vinteren 2022", "2022-12-01"), ("årsskiftet 2022", "2022-12-31")]
)
def test_marks_a_season_over_new_year_with_one_year_as_inferred(text, start):
    found = parse_date(text)
    assert (found.start, found.inferred) == (day(start), True)


@pytest.mark.parametrize(("text", "start", "end", "precision"), WITH_YEAR)
def test_finds_the_same_date_in_a_sentence(text, start, end, precision):
    found = find_dates(f"Se her ({text.strip(' .:')}), tak.")
    assert [(one.start, one.end, one.precision) for one in found] == [
        (day(start), day(end), precision)
    ]


# phrase of the minutes, dates found in it; the number is the line of the minutes
MINUTES = [
    ("REFERAT Direktionen d. 04-04-2022", ["d. 04-04-2022"]),  # 3
    ("Mødedato Mandag d. 04. april 2022 kl. 09:00", ["Mandag d. 04. april 2022 kl. 09:00"]),  # 5
    ("Program 04-04-2022.....\t3", ["04-04-2022"]),  # 13
    ("Status på den digitale taskforce - marts 2022.....\t5", ["marts 2022"]),  # 15
    ("Kl. 09.00 – 09.30 Øvrige sager:", []),  # 28
    ("Kl. 12.00 – 12.30 Prognose 2022 – 2031 (eftersendes)", ["2022 – 2031"]),  # 41
    ("Beslutning Direktionen den 04-04-2022", ["den 04-04-2022"]),  # 60
    ("i maj 2020 og startede i august 2020", ["maj 2020", "august 2020"]),  # 76
    ("i drift i ca. halvandet år – senest i august 2021.", ["august 2021"]),  # 76
    ("Siden coronakrisens start i marts 2020 har", ["marts 2020"]),  # 100: not "start of March"
    ("over de sidste snart 2 år", []),  # 100
    ("webinarer i februar og marts 2022, hvor", ["februar og marts 2022"]),  # 100
    ("BAC frem mod sommerferien skal sætte", ["frem mod sommerferien"]),  # 108
    ("den nuværende 1:1, telefoniske", []),  # 114
    ("I november blev den største", ["november"]),  # 118
    ("behandlede i januar tidsplan", ["januar"]),  # 124
    ("deltage i arbejdet i foråret.", ["foråret"]),  # 124
    ("to workshops i maj og juni, hvorefter", ["maj og juni"]),  # 124
    ("blev etableret i 2018 og har over de sidste snart 4 år", ["2018"]),  # 132
    ("reduceres fra cirka 10 til 5-6.", []),  # 140
    ("at HTK ultimo 2023 skal indgå", ["ultimo 2023"]),  # 146
    ("inden for de næste ca. 12 måneder", []),  # 174
    ("i løbet af de næste 12-18 måneder", []),  # 176
    ("anvisning pr. 08-03-2022\tYderligere", ["08-03-2022"]),  # 182
    ("boliger inden for 12-18 mdr.", []),  # 182
    ("49 boliger i 2021 og 39 boliger i 2020.", ["2021", "2020"]),  # 195
    ("i 2019 på ca. det dobbelte", ["2019"]),  # 195
    ("Udbud\t2022\t2021\t2020\nAnviste boliger\t8*\t41\t39", ["2022", "2021", "2020"]),  # 203
    ("boliger siden 2015. Se bilag 2", ["siden 2015"]),  # 216
    ("Byrådet på april mødet godkender", ["april"]),  # 221
    ("møde er planlagt til d.5. april.", ["d.5. april"]),  # 222
    ("havde den 13.12.2021 en temadrøftelse", ["den 13.12.2021"]),  # 240
    ("satte i februar 2022 et projekt", ["februar 2022"]),  # 240
    ("Frem mod 2026 etableres 4.800 nye boliger og 61.000", ["Frem mod 2026"]),  # 252
    ("jf. direktionssagen den 14.03.2022.", ["den 14.03.2022"]),  # 315
    ("inviteret til inden den 25. april 2022 at", ["inden den 25. april 2022"]),  # 335
    ("med mellem 4.000 og 20.000 indbyggere", []),  # 353
    ("de i budget 23 afsatte 6 mio kr", ["budget 23"]),  # 365
    ("frist for indsendelse 25.4.22.", ["25.4.22"]),  # 367
    ("- 1. februar 2022: Kommunerne inviteres", ["1. februar 2022"]),  # 371
    ("- 3. marts 2022: webinar", ["3. marts 2022"]),  # 372
    ("- Juni 2022: Offentliggørelse af de 10 kommuner", ["Juni 2022"]),  # 374
    ("- Januar 2023: Frist\n- Ultimo 2023: Vedtagelse", ["Januar 2023", "Ultimo 2023"]),  # 375
    ("- Januar 2024: Igangsætning", ["Januar 2024"]),  # 377
    ("- Januar 2029: Afslutning", ["Januar 2029"]),  # 378
]


@pytest.mark.parametrize(("phrase", "texts"), MINUTES)
def test_finds_every_date_of_the_minutes(phrase, texts):
    assert [found.text for found in find_dates(phrase, MEETING)] == texts


@pytest.mark.parametrize("text", sorted({text for _, texts in MINUTES for text in texts}))
def test_a_found_date_of_the_minutes_parses_to_the_same(text):
    assert [parse_date(text, reference=MEETING)] == find_dates(text, MEETING)


@pytest.mark.parametrize(
    "text",
    [
        "21/24696",  # case numbers
        "22/3389",
        "21/22022",  # not 21 February 2022
        "23-001122K",
        "EMN-2025-003383",
        "2026-009857",
        "330-2018-3619",
        "00.22.04-G01-1-18",  # KLE
        "27.03.01-P16-1-17",
        "12-18 måneder",
        "4.800",
        "61.000",
        "1:1",
        "09.00 – 09.30",
        "Forslag 3",
        "bilag 1-3",
        "1.-2. godkendt",
        "1/3 af borgerne",  # fractions
        "2/3",
        "24/7",
        "2000 boliger",  # counted things
        "2022 kr.",
        "kr. 2022",
        "2022-priser",  # price level
        "Maj Hansen",  # people
        "August Petersen",
        "Jan Olsen",
        "novembermødet",  # inside a word
        "brugen 17",
        "31. februar 2022",  # not in the calendar, nor is "februar 2022" meant
        "32. april 2022",
        "25. april 1822",
    ],
)
def test_finds_no_date_in(text):
    assert find_dates(text, MEETING) == []


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_number_in_words_is_the_same_quarter_and_half(number):
    word = ("første", "andet", "tredje", "fjerde")[number - 1]
    assert parse_date(f"{word} kvartal 2022").columns() | {"date_text": ""} == (
        parse_date(f"{number}. kvartal 2022").columns() | {"date_text": ""}
    )
    if number <= 2:
        half, same = parse_date(f"{word} halvår 2022"), parse_date(f"{number}. halvår 2022")
        assert (half.start, half.end) == (same.start, same.end)


def test_finds_nothing_without_year_when_no_meeting_places_it():
    assert [found.text for found in find_dates("d.5. april og juni 2022")] == ["juni 2022"]
    days = [found.text for found in find_dates("mødes 8. maj, 19. juni og 2. juli", MEETING)]
    assert days == ["8. maj", "19. juni", "2. juli"]  # not in 2019


def test_does_not_join_a_date_over_a_bullet_or_a_paragraph():
    found = find_dates("i maj\n- Juni 2022: frist i maj\n\n2023 bliver", MEETING)
    assert [one.text for one in found] == ["maj", "Juni 2022", "maj", "2023"]


def test_keeps_the_words_exactly_as_written():
    text = "Frist Mandag\u00a0d. 25.\napril 2022 – ja"
    assert [found.text for found in find_dates(text)] == ["Mandag\u00a0d. 25.\napril 2022"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31. februar 2022", "not in the calendar"),
        ("31-02-2022", "not in the calendar"),
        ("29. februar 2023", "not in the calendar"),
        ("30. februar", "not in the calendar"),  # in no year at all
        ("32. april 2022", "not in the calendar"),
        ("1.13.2022", "not in the calendar"),
        ("25. april 1822", "not in the calendar"),  # outside 1900-2099
        ("uge 53 2022", "not in the calendar"),
        ("5. kvartal 2022", "not in the calendar"),
        ("3. halvår 2022", "not in the calendar"),
        ("skoleåret 2022/25", "not in the calendar"),  # not the next year
        ("2031-2022", "ends before"),
        ("29. - 8. september 2022", "ends before"),
        ("tirsdag den 4. april 2022", "do not fit"),  # a Monday
        ("", "not a date we can read"),
        ("snart", "not a date we can read"),
        ("25. apfel 2022", "not a date we can read"),
        ("{text}", "not a date we can read"),  # braces are only text
    ],
)
def test_says_what_is_wrong_and_what_to_write(text, reason):
    with pytest.raises(PortfolioError, match=reason) as error:
        parse_date(text, reference=MEETING)
    assert text in str(error.value)


@pytest.mark.parametrize("year", range(2020, 2031))
def test_the_summer_holiday_lies_between_the_same_weekdays_every_year(year):
    summer = parse_date(f"sommerferien {year}")
    assert (summer.start.month, WEEKDAYS[summer.start.weekday()]) == (6, "lørdag")
    assert (summer.start + timedelta(weeks=1)).month == 7  # the last Saturday of June
    after = summer.end + timedelta(days=1)
    assert (after.month, WEEKDAYS[after.weekday()]) == (8, "mandag")
    assert 8 <= after.day <= 14  # the second Monday of August


def test_the_calendar_goes_from_1900_to_2099():
    assert parse_date("1. januar 1900").start == date(1900, 1, 1)
    assert parse_date("31. december 2099").end == date(2099, 12, 31)
    for text in ("31. december 1899", "1. januar 2100"):
        with pytest.raises(PortfolioError, match="not in the calendar"):
            parse_date(text)


def test_a_wrong_weekday_in_running_text_does_not_lose_the_date():
    (found,) = find_dates("tirsdag den 4. april 2022")
    assert found.start == MEETING


def test_is_kept_in_five_columns_of_plain_values():
    assert parse_date("Juni 2022").columns() == {
        "date_text": "Juni 2022",
        "date_start": "2022-06-01",
        "date_end": "2022-06-30",
        "precision": "month",
        "date_inferred": 0,
    }
    guessed = parse_date("12. maj", reference=date(2022, 4, 4)).columns()
    assert (guessed["date_start"], guessed["date_inferred"]) == ("2022-05-12", 1)


def test_sorts_by_end_then_start():
    texts = ["2023", "ultimo 2023", "31. december 2023", "januar 2024", "november 2023"]
    assert [found.text for found in sorted(map(parse_date, texts))] == [
        "november 2023",
        "2023",
        "ultimo 2023",
        "31. december 2023",
        "januar 2024",
    ]


def test_a_fuzzy_date_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="cannot end before"):
        FuzzyDate("2022", date(2022, 12, 31), date(2022, 1, 1), Precision.YEAR)


@given(DAYS)
def test_exact_forms_read_back_every_day(one):
    month, weekday = MONTHS[one.month - 1], WEEKDAYS[one.weekday()]
    for text in (
        f"{one.day}. {month} {one.year}",
        f"{weekday} d. {one.day:02}. {month} {one.year} kl. 09:00",
        f"{one.day}. {month[:3]} {one.year}",
        f"{one:%d-%m-%Y}",
        f"{one:%d.%m.%Y}",
        f"{one.day}.{one.month}.{one.year}",
        f"{one.day}/{one.month}-{one.year}",
        one.isoformat(),
    ):
        assert parse_date(text) == FuzzyDate(text, one, one, Precision.DAY)
        assert [found.start for found in find_dates(text)] == [one]


@given(DAYS)
def test_week_month_quarter_and_year_hold_their_day(one):
    iso_year, week, _ = one.isocalendar()
    for text in (
        f"uge {week} {iso_year}",
        f"{MONTHS[one.month - 1]} {one.year}",
        f"{(one.month + 2) // 3}. kvartal {one.year}",
        f"{(one.month + 5) // 6}. halvår {one.year}",
        f"{one.year}",
    ):
        if 1900 <= iso_year <= 2099:
            found = parse_date(text)
            assert found.start <= one <= found.end


@given(st.dates(date(1910, 1, 1), date(2089, 12, 31)), DAYS)
def test_an_inferred_day_is_the_nearest_of_its_name(reference, one):
    found = parse_date(f"{one.day}. {MONTHS[one.month - 1]}", reference=reference)
    assert found.inferred
    if (one.month, one.day) != (2, 29):
        assert abs(found.start - reference) <= timedelta(days=183)


@given(DAYS)
def test_thirds_of_a_month_meet_and_fill_it(one):
    month = f"{MONTHS[one.month - 1]} {one.year}"
    early, mid, late = (parse_date(f"{part} {month}") for part in ("primo", "medio", "ultimo"))
    whole = parse_date(month)
    assert (early.start, late.end) == (whole.start, whole.end)
    assert mid.start - early.end == late.start - mid.end == timedelta(days=1)


@given(
    st.one_of(st.text(), st.lists(PIECES, max_size=8).map(" ".join), st.lists(PIECES).map("".join)),
    st.none() | st.dates(),
)
def test_any_text_is_a_date_or_a_portfolio_error(text, reference):
    try:
        found = parse_date(text, reference=reference)
    except PortfolioError:
        return
    assert found.start <= found.end


@given(st.lists(PIECES, max_size=30).map(" ".join), st.none() | st.dates())
def test_finds_are_pieces_of_the_text_in_its_order(text, reference):
    position = 0
    for found in find_dates(text, reference):
        assert found.start <= found.end
        position = text.index(found.text, position) + len(found.text)


@pytest.mark.parametrize("piece", ["1", "1. ", "ca. ", "2022-", "maj og ", "1. maj - ", " ", "d. "])
def test_a_long_senseless_text_takes_no_long_time(piece):
    # A pattern that backtracks would take minutes, not a blink.
    find_dates(piece * (20_000 // len(piece)), MEETING)
