"""The table of all ways to write a date. Open this to add one: a pattern and its builder.

Where two forms fit equally long a text, the first in the table wins.
"""

from functools import partial

from portfolio.fuzzy import builders, periods, relative, words
from portfolio.fuzzy.fuzzydate import Precision
from portfolio.fuzzy.parts import PARTS
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
    QUARTER,
    SHORT_MONTHS,
    SHORT_YEAR,
    TO,
    TO_OR_AND,
    WEEKDAY,
    WEEKDAY_NAME,
    YEAR,
    YEAR_IS,
    YEAR_PAIR,
    Form,
    Relative,
)

_DAY = r"(?P<day>[0-9]{1,2})"
_FIRST = r"(?P<first>[0-9]{1,2})"
_NUMERIC_END = r"(?P<month>[0-9]{1,2})(?P=sep) ?(?P<year>[0-9]{4}|[0-9]{2})"
_ANY_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_SEASON = r"(?P<season>forår|forsommer|sensommer|sommer|efterår)"
_NAME = rf"(?P<name>{WEEKDAY_NAME})"
_HOLIDAY = rf"(?P<holiday>{words.one_of(periods.HOLIDAYS)})"

_one_day = partial(Form, build=builders.day, precision=Precision.DAY, lead=DAY_LEAD, tail=CLOCK)
_days = partial(Form, build=builders.days, precision=Precision.SPAN, lead=DAY_LEAD)
_month = partial(
    Form, build=builders.months, precision=Precision.MONTH, lead=PART_LEAD, before=NO_DAY_BEFORE
)
_quarter = partial(Form, build=builders.quarters, precision=Precision.QUARTER, lead=PART_LEAD)
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


def _short(pattern: str, build: builders.Build, precision: Precision = Precision.SPAN) -> Form:
    """Shorthand, which is a date in a field only."""
    return Form(pattern, build, precision, PART_LEAD, in_text=False)


FORMS: tuple[Form, ...] = (
    # 25. april 2022, mandag d. 04. april 2022 kl. 09:00, d.5. april, 30. aug 2022
    _one_day(rf"{_DAY}\.? ?(?P<month>{MONTHS}){YEAR}"),
    # 30. aug 22, 5. april '22
    _one_day(rf"{_DAY}\.? ?(?P<month>{MONTHS}){SHORT_YEAR}", after=NO_MORE_AFTER),
    # 04-04-2022, 13.12.2021, 25.4.22, 25/4/2022
    _one_day(rf"{_DAY}(?P<sep>[-./]) ?{_NUMERIC_END}"),
    # 2022-04-25
    _one_day(r"(?P<year>[0-9]{4})(?P<sep>[-/.])(?P<month>[0-9]{2})(?P=sep)(?P<day>[0-9]{2})"),
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
    # 3.6., 3.6; 03-06; 3.-5/6
    _one_day(rf"{_DAY}\. ?(?P<month>[0-9]{{1,2}})\.?", in_text=False),
    _one_day(r"(?P<day>[0-9]{2})-(?P<month>[0-9]{2})", in_text=False),
    _days(rf"{_FIRST}\.?{TO_OR_AND}{_DAY}\.?/(?P<month>[0-9]{{1,2}}){YEAR}", in_text=False),
    # uge 17-18 2022, ugerne 17 og 18, uge 52-1
    Form(
        rf"uge(?:r|rne)? ?{_FIRST}{TO_OR_AND}(?P<last>[0-9]{{1,2}}){YEAR}",
        builders.weeks,
        Precision.SPAN,
    ),
    # uge 17 2022, uge 17
    Form(rf"uge ?{_FIRST}(?:[/-](?=[0-9]{{4}}))?{YEAR}", builders.weeks, Precision.WEEK, PART_LEAD),
    # u. 17, u17-18, W23 2026
    _short(rf"(?:u\.? ?|w){_FIRST}{YEAR}", builders.weeks, Precision.WEEK),
    _short(
        rf"(?:u\.? ?|w){_FIRST}{TO_OR_AND}(?P<last>[0-9]{{1,2}}){YEAR}",
        builders.weeks,
        Precision.SPAN,
    ),
    # mandag i uge 23
    Form(rf"{_NAME} (?:i )?uge ?{_FIRST}{YEAR}", builders.weekday_in_week, Precision.DAY),
    # første uge af maj, sidste uge i juni 2026
    Form(
        rf"(?:den )?(?P<number>{NTH}) (?:hele )?uge (?:i|af) (?P<month>{MONTHS}){YEAR}",
        builders.week_of_month,
        Precision.WEEK,
        in_text=False,
    ),
    # første mandag i juni
    Form(
        rf"(?:den )?(?P<number>{NTH}) {_NAME} (?:i|af) (?P<month>{MONTHS}){YEAR}",
        builders.weekday_of_month,
        Precision.DAY,
        in_text=False,
    ),
    # månedsskiftet maj/juni, by its second month
    Form(
        rf"månedsskiftet (?:{MONTHS}){TO_OR_AND}(?P<month>{MONTHS}){YEAR}",
        builders.month_turn,
        Precision.SPAN,
    ),
    # juni 2022, november, primo maj, udgangen af juni 2022
    _month(rf"(?P<month>{LONG_MONTHS})(?: måned)?{YEAR}"),
    # januar 23
    _month(rf"(?P<month>{LONG_MONTHS}){SHORT_YEAR}", after=NO_MORE_AFTER),
    # "jul 2022" is Christmas and "jul. 2022" July; "jan" alone is a name
    _month(rf"(?P<month>(?!jul(?![\w.]))(?:{SHORT_MONTHS}))\.?{YEAR_IS}"),
    _month(rf"(?P<month>(?!jul)(?:{SHORT_MONTHS}))\.?", in_text=False),
    # maj og juni, april 2022 - januar 2023
    _month(
        rf"(?P<first_month>{MONTHS})(?:{TO_OR_AND}| (?P<first_year>[0-9]{{4}}){TO})"
        rf"(?P<month>{MONTHS}){YEAR}",
        precision=Precision.SPAN,
        lead="",
    ),
    # 2. kvartal 2022, andet kvartal, 4. kvt. 26, sidste kvartal
    _quarter(rf"(?P<number>{NTH}) ?{QUARTER}{YEAR}"),
    # kvartal 4 2026
    _short(rf"{QUARTER} ?(?P<number>[1-4])(?![0-9]){YEAR}", builders.quarters, Precision.QUARTER),
    # Q1 2023, Q4-26
    _quarter(rf"q(?P<number>[0-9])(?:[/-](?=[0-9]))?{YEAR}"),
    # 4Q26
    _short(rf"(?P<number>[1-4])q{YEAR}", builders.quarters, Precision.QUARTER),
    # 2. - 3. kvartal 2022, 1. og 2. kvartal, 4.-1. kvartal
    Form(
        rf"(?P<first>{NTH}){TO_OR_AND}(?P<number>{NTH}) ?{QUARTER}{YEAR}",
        builders.quarters,
        Precision.SPAN,
    ),
    # Q1-Q2 2026, Q4-Q1, Q3-4
    _short(rf"q(?P<first>[1-4]){TO_OR_AND}q?(?P<number>[1-4]){YEAR}", builders.quarters),
    # 1. halvår 2023, sidste halvår
    Form(rf"(?P<number>{NTH}) ?halvår{YEAR}", builders.half_years, Precision.HALF_YEAR, PART_LEAD),
    # halvår 2, H1-27, 1H27
    _short(rf"(?:halvår |h)(?P<number>[12]){YEAR}", builders.half_years, Precision.HALF_YEAR),
    _short(rf"(?P<number>[12])h{YEAR}", builders.half_years, Precision.HALF_YEAR),
    # 2. tertial 2026, T2 2026
    _short(rf"(?P<number>{NTH}) ?tertial{YEAR}", builders.tertials),
    _short(rf"(?:tertial |t)(?P<number>[1-3]){YEAR}", builders.tertials),
    # 06-2026, 6/2026
    _short(r"(?P<month>[0-9]{1,2})[-./](?P<year>[0-9]{4})", builders.months, Precision.MONTH),
    # 2026-06
    _short(r"(?P<year>[0-9]{4})[-/](?P<month>[0-9]{2})", builders.months, Precision.MONTH),
    # foråret 2022, sommeren; without its article only with a year: forår 2022
    _season(rf"{_SEASON}(?:et|en){YEAR}"),
    _season(rf"{_SEASON}{YEAR_IS}"),
    _season(rf"{_SEASON}", in_text=False),
    # vinteren 2022/23, vinteren 2022, vinteren
    _winter(rf"vinter(?:en)?{YEAR_PAIR}"),
    _winter(rf"vinter(?:en)?{YEAR_IS}", guessed=True),
    _winter(rf"vinteren{YEAR}"),
    _winter(r"vinter", in_text=False),
    # årsskiftet 2022/23, årsskiftet 2022, årsskiftet
    _year_turn(rf"(?:årsskiftet|nytår){YEAR_PAIR}"),
    _year_turn(rf"(?:årsskiftet|nytår){YEAR_IS}", guessed=True),
    _year_turn(rf"(?:årsskiftet|nytår){YEAR}"),
    # påske 2022, inden jul, frem mod sommerferien
    Form(
        rf"(?:skolernes |1\. )?{_HOLIDAY}(?:en|n)?{YEAR}",
        builders.holiday,
        Precision.SEASON,
        PART_LEAD,
    ),
    # skoleåret 2022/23
    Form(rf"skoleår(?:et)?{YEAR_PAIR}", builders.school_year, Precision.SCHOOL_YEAR, PART_LEAD),
    _short(r"skoleåret", builders.school_year, Precision.SCHOOL_YEAR),
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
    # budget 2027-2030
    Form(
        r"budget(?:ter|terne)? (?P<year>(?:20)?[0-9]{2}) ?(?:-|/) ?(?P<until>(?:20)?[0-9]{2})",
        builders.years,
        Precision.SPAN,
        in_text=False,
    ),
    # budget 23, budget 2023
    _year(r"budget(?:året|år)? (?P<year>(?:20)?[0-9]{2})"),
)

_UNIT = rf"{relative.UNIT}(?:en|et|n)?"
_THE_UNIT = rf"{relative.UNIT}(?:en|et|n)"

RELATIVES: tuple[Relative, ...] = (
    # i dag, i morgen
    Relative(rf"(?P<day>{words.one_of(relative.DAYS)})", relative.day, Precision.DAY),
    # næste uge, dette kvartal, i år
    Relative(
        rf"(?P<which>{words.one_of(relative.STEPS)}) {_UNIT}",
        relative.unit,
        Precision.SPAN,
        PART_LEAD,
    ),
    # udgangen af året, sidst på måneden
    Relative(_THE_UNIT, relative.unit, Precision.SPAN, PART_LEAD),
    # årets udgang
    Relative(
        rf"{_THE_UNIT}s (?P<part>{words.one_of(PARTS)})",
        relative.unit,
        Precision.SPAN,
    ),
    # senere på året, resten af måneden
    Relative(rf"(?:senere (?:på|i)|resten af) {_UNIT}", relative.rest_of_unit, Precision.SPAN),
    # om 14 dage, om en måned
    Relative(rf"om {relative.COUNT} {relative.COUNTED_UNIT}", relative.in_units, Precision.CIRCA),
    # inden for 3 uger, de næste 12 måneder
    Relative(
        r"(?:(?:inden for|indenfor|i løbet af) (?:de )?(?:næste |kommende )?|(?:de )?næste )"
        rf"{relative.COUNT} {relative.COUNTED_UNIT}",
        relative.within_units,
        Precision.SPAN,
    ),
    # den 15.
    Relative(r"(?:den|d\.?) ?(?P<day>[0-9]{1,2})", relative.day_of_month, Precision.DAY),
    # fredag, næste mandag
    Relative(rf"(?:førstkommende |(?P<which>næste) )?{_NAME}", relative.weekday, Precision.DAY),
)
