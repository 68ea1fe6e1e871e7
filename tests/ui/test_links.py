"""Text from the data shows as itself, and an address carries the day and the language along.

What a browser makes of it: tests/browser/test_journeys.py.
"""

import re
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from portfolio.ui.links import plain

JOINER = "\u2060"
MARKS = r"\`*_[]{}<>#|$~:&"


def read(markdown: str) -> str:
    """What a reader sees of Markdown in which every mark is escaped."""
    return re.sub(r"\\([" + re.escape(string.punctuation) + "])", r"\1", markdown).replace(
        JOINER, ""
    )


@given(st.text(alphabet=st.characters(exclude_characters=JOINER)))
@example("25. april 2022")
@example("C:\\mappe\\*.txt")
@example("&amp; &lt;b&gt;")
def test_every_text_is_read_as_itself(text):
    assert read(plain(text)) == text


@given(st.text(alphabet=MARKS + "ab1. \n-"))
def test_no_mark_stands_without_its_backslash(text):
    bare = re.sub(r"\\.", "", plain(text), flags=re.DOTALL)
    assert not set(bare) & set(MARKS)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("Velfærdsfunktioner", "Velfærdsfunktioner"),
        ("<script>", "\\<script\\>"),
        ("[x](y)", "\\[x\\](y)"),
        (":red[x]", "\\:red\\[x\\]"),
        ("$x$", "\\$x\\$"),
        ("&lt;", "\\&lt;"),
        ("25. april", "25\\. april"),  # no item 25 of a list
        ("- punkt", "\\- punkt"),
        ("+ punkt", "\\+ punkt"),
        ("først\n1) så", "først\n1\\) så"),
        ("===", "\\==="),
        ("1,3 mio. kr.", "1,3 mio. kr."),  # no mark is needless
        ("Børne- og Kulturhuset", "Børne- og Kulturhuset"),
        (4, "4"),
    ],
)
def test_marks_are_escaped_and_nothing_else(text, markdown):
    assert plain(text) == markdown


@pytest.mark.parametrize(
    "text",
    [
        ":material/home:",
        "A -> B",
        "A <- B",
        "A <-> B",
        "x >= y",
        "x <= y",
        "a -- b",
        "~= 3",
        ":streamlit:",
    ],
)
def test_what_streamlit_draws_as_signs_is_broken_up(text):
    assert JOINER in plain(text)


@pytest.mark.parametrize("text", ["A->B", "kl. 9.30-11.00", "a--b", "materiale", "2022-2031"])
def test_what_it_leaves_alone_is_left_alone(text):
    assert JOINER not in plain(text)


def addresses():
    import streamlit as st

    from portfolio.ui import links

    st.text(links.to("forslag", nr=4))
    st.text(links.to("forslag", nr=None))
    st.text(links.to("forslag", q="a&b c", lang="da"))
    st.text(links.link("[4] af *9*", "forslag", nr=4))
    st.text(links.proposal(4, "Rum & rammer"))
    st.text(links.here())


def drawn(**query: str) -> list[str]:
    script = AppTest.from_function(addresses)
    for name, value in query.items():
        script.query_params[name] = value
    script.run()
    assert not script.exception
    return [text.value for text in script.text]


def test_an_address_is_of_this_server_and_holds_what_it_is_given():
    assert drawn() == [
        "/forslag?nr=4",
        "/forslag",
        "/forslag?q=a%26b+c&lang=da",
        "[\\[4\\] af \\*9\\*](/forslag?nr=4)",
        "[4 Rum \\& rammer](/forslag?nr=4)",
        "",
    ]


def test_day_and_language_come_along_and_nothing_else_does():
    found = drawn(dato="2022-04-04", lang="en", fase="ready", kilde="x")
    assert found[0] == "/forslag?dato=2022-04-04&lang=en&nr=4"
    assert found[1] == "/forslag?dato=2022-04-04&lang=en"


def test_what_is_asked_for_wins_over_what_is_carried():
    assert drawn(lang="en")[2] == "/forslag?lang=da&q=a%26b+c"


@pytest.mark.parametrize("evil", ["x)](http://y", "2022\n\n# h", "é&nr=9"])
def test_a_carried_value_cannot_leave_its_place(evil):
    address = drawn(dato=evil)[0]
    assert not set(address) & set("()[]\n #")
    assert address.endswith("&nr=4")
    assert address.count("nr=") == 1
