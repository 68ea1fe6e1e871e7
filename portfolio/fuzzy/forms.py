"""The table of all ways to write a date. Open this to add one: a pattern and its builder.

Where two forms fit equally long a text, the first in the table wins.
"""

from functools import partial

from portfolio.fuzzy import builders, periods, words
from portfolio.fuzzy.fuzzydate import Precision
from portfolio.fuzzy.patterns import (
    CLOCK,
    DAY_LEAD,
    DAY_WORD,
    LONG_MONTHS,
    MONTHS,
    NO_DAY_BEFORE,
    NO_FRACTION,
    NO_KRONE_BEFORE,
    NO_MORE_AFTER,
    NO_NOUN_AFTER,
    NTH,
    PART_LEAD,
    SHORT_MONTHS,
    SHORT_YEAR,
    TO,
    TO_OR_AND,
    WEEKDAY,
    YEAR,
    YEAR_IS,
    YEAR_PAIR,
    Form,
)

_DAY = r"(?P<day>[0-9]{1,2})"
_FIRST = r"(?P<first>[0-9]{1,2})"
_NUMERIC_END = r"(?P<month>[0-9]{1,2})(?P=sep) ?(?P<year>[0-9]{4}|[0-9]{2})"
_ANY_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_SEASON = r"(?P<season>forår|sommer|efterår)"
_HOLIDAY = rf"(?P<holiday>{words.one_of(periods.HOLIDAYS)})"

_one_day = partial(Form, build=builders.day, precision=Precision.DAY, lead=DAY_LEAD, tail=CLOCK)
_days = partial(Form, build=builders.days, precision=Precision.SPAN, lead=DAY_LEAD)
_month = partial(
    Form, build=builders.months, precision=Precision.MONTH, lead=PART_LEAD, before=NO_DAY_BEFORE
)
_season = partial(Form, build=builders.season, precision=Precision.SEASON, lead=PART_LEAD)
_winter = partial(Form, build=builders.winter, precision=Precision.SEASON, lead=PART_LEAD)
_year_turn = partial(Form, build=builders.year_turn, precision=Precision.SEASON)
_year = partial(
    Form,
    build=builders.year,
    precision=Precision.YEAR,
    lead=PART_LEAD,
    before=NO_KRONE_BEFORE,
    after=NO_NOUN_AFTER,
)

FORMS: tuple[Form, ...] = (
    # 25. april 2022, mandag d. 04. april 2022 kl. 09:00, d.5. april, 30. aug 2022
    _one_day(rf"{_DAY}\.? ?(?P<month>{MONTHS}){YEAR}"),
    # 30. aug 22, 5. april '22
    _one_day(rf"{_DAY}\.? ?(?P<month>{MONTHS}){SHORT_YEAR}", after=NO_MORE_AFTER),
    # 04-04-2022, 13.12.2021, 25.4.22, 25/4/2022
    _one_day(rf"{_DAY}(?P<sep>[-./]) ?{_NUMERIC_END}"),
    # 2022-04-25
    _one_day(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
    # 25/4-2022, 25/4-22
    _one_day(rf"{_DAY}/(?P<month>[0-9]{{1,2}}) ?- ?{_ANY_YEAR}"),
    # 25/4 2022, 25/4
    _one_day(rf"{_DAY}/(?P<month>[0-9]{{1,2}}){YEAR}", before=NO_FRACTION),
    # 8. - 29. september 2022, mandag den 8. og tirsdag den 9. september
    _days(
        rf"{_FIRST}(?:\.?{TO}|\. ?og ?)(?:{WEEKDAY})?{DAY_WORD}{_DAY}\. ?(?P<month>{MONTHS}){YEAR}"
    ),
    # 8. april - 29. september 2022, 15. december 2022 til 10. januar 2023
    _days(
        rf"{_FIRST}\.? ?(?P<first_month>{MONTHS})(?: (?P<first_year>[0-9]{{4}}))?{TO}"
        rf"(?:{WEEKDAY})?{DAY_WORD}{_DAY}\.? ?(?P<month>{MONTHS}){YEAR}"
    ),
    # 04-04-2022 - 08-04-2022
    _days(
        rf"{_FIRST}(?P<sep>[-./])(?P<first_month>[0-9]{{1,2}})(?P=sep)"
        rf"(?P<first_year>[0-9]{{4}}){TO}{DAY_WORD}{_DAY}(?P=sep){_NUMERIC_END}"
    ),
    # 8/4 - 10/4-2022, 8/4-10/4
    _days(
        rf"{_FIRST}/(?P<first_month>[0-9]{{1,2}}){TO}{_DAY}/(?P<month>[0-9]{{1,2}})"
        rf"(?: ?- ?{_ANY_YEAR})?"
    ),
    # uge 17 2022, uge 17
    Form(rf"uge ?{_FIRST}(?:[/-](?=[0-9]{{4}}))?{YEAR}", builders.weeks, Precision.WEEK),
    # uge 17-18 2022, ugerne 17 og 18
    Form(
        rf"uge(?:r|rne)? ?{_FIRST}{TO_OR_AND}(?P<last>[0-9]{{1,2}}){YEAR}",
        builders.weeks,
        Precision.SPAN,
    ),
    # juni 2022, november, primo maj, udgangen af juni 2022
    _month(rf"(?P<month>{LONG_MONTHS})(?: måned)?{YEAR}"),
    # januar 23
    _month(rf"(?P<month>{LONG_MONTHS}){SHORT_YEAR}", after=NO_MORE_AFTER),
    # "jul 2022" is Christmas, "jan" alone a name
    _month(rf"(?P<month>(?!jul(?!\w))(?:{SHORT_MONTHS}))\.?{YEAR_IS}"),
    # maj og juni, april 2022 - januar 2023
    _month(
        rf"(?P<first_month>{MONTHS})(?:{TO_OR_AND}| (?P<first_year>[0-9]{{4}}){TO})"
        rf"(?P<month>{MONTHS}){YEAR}",
        precision=Precision.SPAN,
        lead="",
    ),
    # 2. kvartal 2022, andet kvartal
    Form(rf"(?P<number>{NTH}) ?kvartal{YEAR}", builders.quarters, Precision.QUARTER, PART_LEAD),
    # Q1 2023
    Form(
        rf"q(?P<number>[0-9])(?:[/-](?=[0-9]))?{YEAR}",
        builders.quarters,
        Precision.QUARTER,
        PART_LEAD,
    ),
    # 2. - 3. kvartal 2022, 1. og 2. kvartal
    Form(
        rf"(?P<first>{NTH}){TO_OR_AND}(?P<number>{NTH}) ?kvartal{YEAR}",
        builders.quarters,
        Precision.SPAN,
    ),
    # 1. halvår 2023
    Form(rf"(?P<number>{NTH}) ?halvår{YEAR}", builders.half_year, Precision.HALF_YEAR, PART_LEAD),
    # foråret 2022, sommeren; without its article only with a year: forår 2022
    _season(rf"{_SEASON}(?:et|en){YEAR}"),
    _season(rf"{_SEASON}{YEAR_IS}"),
    # vinteren 2022/23, vinteren 2022, vinteren
    _winter(rf"vinter(?:en)?{YEAR_PAIR}"),
    _winter(rf"vinter(?:en)?{YEAR_IS}", guessed=True),
    _winter(rf"vinteren{YEAR}"),
    # årsskiftet 2022/23, årsskiftet 2022, årsskiftet
    _year_turn(rf"(?:årsskiftet|nytår){YEAR_PAIR}"),
    _year_turn(rf"(?:årsskiftet|nytår){YEAR_IS}", guessed=True),
    _year_turn(rf"(?:årsskiftet|nytår){YEAR}"),
    # påske 2022, inden jul, frem mod sommerferien
    Form(rf"{_HOLIDAY}(?:en|n)?{YEAR}", builders.holiday, Precision.SEASON),
    # skoleåret 2022/23
    Form(rf"skoleår(?:et)?{YEAR_PAIR}", builders.school_year, Precision.SCHOOL_YEAR, PART_LEAD),
    # 2022 - 2031, 2022-25, 2022/23
    Form(
        r"(?P<year>(?:19|20)[0-9]{2}) ?(?:-|/|til) ?(?P<until>(?:19|20)[0-9]{2})",
        builders.years,
        Precision.SPAN,
        after=NO_NOUN_AFTER,
    ),
    Form(
        r"(?P<year>(?:19|20)[0-9]{2})[/-](?P<until>[0-9]{2})",
        builders.years,
        Precision.SPAN,
        after=NO_NOUN_AFTER,
    ),
    # 2026, året 2026
    _year(r"(?:året |år )?(?P<year>(?:19|20)[0-9]{2})"),
    # budget 23, budget 2023
    _year(r"budget(?:året|år)? (?P<year>(?:20)?[0-9]{2})"),
)
