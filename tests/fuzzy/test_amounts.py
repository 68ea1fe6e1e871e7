"""Every way to write an amount or a percentage that danish.md 1.3 counts and the minutes use."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.errors import PortfolioError
from portfolio.fuzzy import Amount, find_amounts, find_shares, parse_amount, parse_share

UNHURRIED = settings(deadline=None)  # the first call compiles every pattern
# What a hostile text is made of: real pieces in senseless order.
PIECES = st.sampled_from(
    (
        *("1", "2,5", "1.000", "4.800", "40.000", "000", "50", "-", "–", "−", "(", ")"),
        *("kr.", "kr", "kroner", "DKK", "mio.", "mia", "t.", ",-", "%", "procent", "pct.", "øre"),
        *("ca.", "mellem", "og", "til", "fra", "minus", "gns", "udgift", "på", "op", "i"),
        *(" ", "\n", "\u00a0", "\u212a"),
    )
)

# text, least, most (whole DKK), approximate
AMOUNTS = [
    ("130 mio kr", 130_000_000, 130_000_000, False),  # no stops
    ("1,3 mio. kr.", 1_300_000, 1_300_000, False),
    ("9,9 Mio. Kr.", 9_900_000, 9_900_000, False),  # capitals
    ("1,3mio.kr.", 1_300_000, 1_300_000, False),  # no blanks
    ("1.500 mio. kr.", 1_500_000_000, 1_500_000_000, False),  # the stop groups thousands
    ("1,5 mia. kr.", 1_500_000_000, 1_500_000_000, False),
    ("1,5 milliarder kroner", 1_500_000_000, 1_500_000_000, False),
    ("5 millioner kr.", 5_000_000, 5_000_000, False),
    ("160 t.kr.", 160_000, 160_000, False),
    ("160 t. kr.", 160_000, 160_000, False),
    ("160 tkr.", 160_000, 160_000, False),
    ("1.280.000 kr.", 1_280_000, 1_280_000, False),
    ("1.280.000\u00a0kr.", 1_280_000, 1_280_000, False),  # no-break blank
    ("10 000 kr.", 10_000, 10_000, False),  # blanks group thousands
    ("4.962 kr", 4_962, 4_962, False),
    ("9999999 kr.", 9_999_999, 9_999_999, False),  # plain digits
    ("kr. 500", 500, 500, False),  # krone first
    ("kr. 1.000.000,00", 1_000_000, 1_000_000, False),
    ("kr. 1,5 mio.", 1_500_000, 1_500_000, False),
    ("DKK 500", 500, 500, False),
    ("500,-", 500, 500, False),
    ("500,- kr.", 500, 500, False),
    ("kr. 500,-", 500, 500, False),
    ("55 kroner", 55, 55, False),
    ("12,49 kr.", 12, 12, False),  # øre rounded down
    ("12,50 kr.", 13, 13, False),  # half a krone up
    ("-12,50 kr.", -13, -13, False),  # away from zero
    ("12 kr. 50 øre", 13, 13, False),
    ("-500 kr.", -500, -500, False),  # hyphen
    ("−1,3 mio. kr.", -1_300_000, -1_300_000, False),  # real minus
    ("–500 kr.", -500, -500, False),  # en dash
    ("minus 5 mio. kr.", -5_000_000, -5_000_000, False),
    ("kr. -500", -500, -500, False),
    ("2-3 mio. kr.", 2_000_000, 3_000_000, False),
    ("2 – 3 mio. kr.", 2_000_000, 3_000_000, False),
    ("2 til 3 mio. kr.", 2_000_000, 3_000_000, False),
    ("mellem 2 og 3 mio. kr.", 2_000_000, 3_000_000, False),
    ("mellem 4.000 og 20.000 kr.", 4_000, 20_000, False),
    ("500.000 kr. - 1 mio. kr.", 500_000, 1_000_000, False),  # each with its unit
    ("400-600.000 kr.", 400_000, 600_000, False),  # thousands written once
    ("2000-3000 kr.", 2_000, 3_000, False),
    ("ca. 40.000 kr.", 40_000, 40_000, True),
    ("cirka 2-3 mio. kr.", 2_000_000, 3_000_000, True),
    ("op til 5 mio. kr.", 5_000_000, 5_000_000, True),
    ("gns udgift på 40.000 kr.", 40_000, 40_000, True),
]


@pytest.mark.parametrize(("text", "low", "high", "approximate"), AMOUNTS)
def test_reads_an_amount(text, low, high, approximate):
    assert parse_amount(f" {text} ") == Amount(text, low, high, approximate)


@pytest.mark.parametrize(("text", "low", "high", "approximate"), AMOUNTS)
def test_finds_the_same_amount_in_a_sentence(text, low, high, approximate):
    assert find_amounts(f"Der er ({text}) til det.") == [Amount(text, low, high, approximate)]


def test_a_field_needs_no_krone_after_mio():
    assert parse_amount("1,3 mio.") == Amount("1,3 mio.", 1_300_000, 1_300_000)


# phrase of the minutes, amounts found in it; the number is the line of the minutes
@pytest.mark.parametrize(
    ("phrase", "texts"),
    [
        (
            "er ca. 40.000 kr., hvilket svarer til en udgift på 1,3 mio. kr., som",
            ["ca. 40.000 kr.", "1,3 mio. kr."],
        ),  # 172
        ("en yderligere udgift på 400.000 kr. pr. måned", ["400.000 kr."]),  # 174
        ("besparelse på 600.000 kr. pr. måned. Udsigten", ["600.000 kr."]),  # 176
        ("på 1 mio. kr. Se udgifter pr. måned", ["1 mio. kr."]),  # 178
        (
            "Udgift pr. måned*\t1.280.000 kr.\t400.000 kr.\t600.000 kr.",
            ["1.280.000 kr.", "400.000 kr.", "600.000 kr."],
        ),  # 188
        (
            "Udgift pr. år\t15.360.000 kr.\t4.800.000 kr.\t7.200.000 kr.",
            ["15.360.000 kr.", "4.800.000 kr.", "7.200.000 kr."],
        ),  # 189
        ("*gns udgift på 40.000 kr. pr. måned", ["gns udgift på 40.000 kr."]),  # 191
        (
            "afsat 130 mio kr til i alt 10 bymidter, heraf er 30 mio kr øremærket",
            ["130 mio kr", "30 mio kr"],
        ),  # 337
        ("de i budget 23 afsatte 6 mio kr til byrum", ["6 mio kr"]),  # 365
        ("4.800 nye boliger og 61.000", []),  # 252
        ("mellem 4.000 og 20.000 indbyggere", []),  # 353
        ("21/24696", []),  # 24
    ],
)
def test_finds_every_amount_of_the_minutes(phrase, texts):
    assert [found.text for found in find_amounts(phrase)] == texts


@pytest.mark.parametrize(
    "text",
    [
        "4.800 nye boliger",
        "2 mio. indbyggere",  # a count
        "beløb i 1.000 kr.",  # the unit of a table
        "(1.000 kr.)",
        "i mio. kr.",
        "1.5 mio. kr.",  # an English decimal point is never guessed at
        "3-2 mio. kr.",
        "-2-3 mio. kr.",  # a minus or a dash?
        "10 krav",
        "500 t",
        "12-18 måneder",
    ],
)
def test_finds_no_amount_in(text):
    assert find_amounts(text) == []


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("500 kr. 600 borgere", ["500 kr."]),  # the krone is the first number's
        ("30 mio. kr. 10 bymidter", ["30 mio. kr."]),
        ("fra 2 mio. kr. til 3 mio. kr.", ["2 mio. kr.", "3 mio. kr."]),  # a change, no range
        ("i 2022 til 2.500 kr.", ["2.500 kr."]),  # a year, no lower end
        ("- 500 kr. til kaffe", ["500 kr."]),  # a bullet, no minus
    ],
)
def test_finds_only_what_is_meant(text, texts):
    assert [found.text for found in find_amounts(text)] == texts


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not an amount we can read"),
        ("4.800", "not an amount we can read"),  # no krone
        ("1.5 mio. kr.", "not an amount we can read"),
        ("mange kr.", "not an amount we can read"),
        ("{text} kr.", "not an amount we can read"),  # braces are only text
        ("3-2 mio. kr.", "ends below its beginning"),
    ],
)
def test_says_what_is_wrong_with_an_amount(text, reason):
    with pytest.raises(PortfolioError, match=reason) as error:
        parse_amount(text)
    assert text in str(error.value)


def test_an_amount_cannot_end_below_its_beginning():
    with pytest.raises(ValueError, match="cannot end below"):
        Amount("2-1 kr.", 2, 1)


# text, part of the whole
SHARES = [
    ("40 %", 0.4),  # line 365 of the minutes
    ("60 procent", 0.6),  # line 212
    ("40%", 0.4),
    ("40\u00a0%", 0.4),
    ("60 pct.", 0.6),
    ("60 pct", 0.6),
    ("12,5 %", 0.125),
    ("0 %", 0.0),
    ("100 %", 1.0),
]


@pytest.mark.parametrize(("text", "value"), SHARES)
def test_reads_a_share(text, value):
    assert parse_share(text) == value
    assert [found.value for found in find_shares(f"krav om {text} kommunal")] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("40", 0.4), ("40,5", 0.405), ("40.5 %", 0.405), ("100", 1), ("1", 0.01), ("0", 0)),
        *(("0,4", 0.4), ("0.4", 0.4), ("0,4 %", 0.004), (" 40\u00a0% ", 0.4)),
    ],
)
def test_the_sign_of_a_share_may_be_left_out_in_a_field(text, value):
    """Less than one without the sign is a part of the whole: nobody counts half percents bare."""
    assert parse_share(text) == value


def test_keeps_the_words_of_a_share():
    texts = [found.text for found in find_shares("(40 % af 60 procent) og 12,5 pct. i alt")]
    assert texts == ["40 %", "60 procent", "12,5 pct."]


@pytest.mark.parametrize(
    "text",
    ["5 procentpoint", "5 %-point", "5 pct. point", "30-40 %", "-2 %", "150 %", "101", "1,2,3"],
)
def test_is_no_share(text):
    assert find_shares(text) == []
    with pytest.raises(PortfolioError):
        parse_share(text)


@UNHURRIED
@given(st.integers(min_value=-(10**11), max_value=10**11))
def test_grouped_kroner_read_back(kroner):
    text = f"{kroner:,} kr.".replace(",", ".")
    assert parse_amount(text) == Amount(text, kroner, kroner)
    assert find_amounts(text) == [Amount(text, kroner, kroner)]


@UNHURRIED
@given(st.integers(min_value=0, max_value=10_000))
def test_percent_with_two_decimals_reads_back(hundredths):
    text = f"{hundredths // 100},{hundredths % 100:02} %"
    assert parse_share(text) == hundredths / 10_000


@UNHURRIED
@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)))
def test_any_text_is_an_amount_or_a_portfolio_error(text):
    for parse in (parse_amount, parse_share):
        with suppress(PortfolioError):
            parse(text)


@UNHURRIED
@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_finds_are_pieces_of_the_text_in_its_order(text):
    for finds in (find_amounts(text), find_shares(text)):
        position = 0
        for found in finds:
            position = text.index(found.text, position) + len(found.text)


@pytest.mark.parametrize("piece", ["1", "1.000", "1 000 ", "gns a ", "mellem 1 og ", "kr. ", "1-"])
def test_a_long_senseless_text_takes_no_long_time(piece):
    text = piece * (20_000 // len(piece))
    assert (find_amounts(text), find_shares(text)) == ([], [])


def test_a_range_borrows_its_thousands_only_where_it_goes_up():
    assert (parse_amount("499-500.000 kr.").low, parse_amount("500-500.000 kr.").low) == (
        499_000,
        500,
    )
