"""Filters and the URL: what stands there is used, kept between pages, or said to be unusable."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from portfolio.ui.links import plain


def two_pages():
    """A page with filters and one without; the text field "page" stands for the menu."""
    from datetime import date

    import streamlit as st

    from portfolio import language
    from portfolio.ui import choices

    language.use(st.session_state.get("spoken", "da"))
    page = st.session_state.get("page", "first")
    choices.begin(page)
    if page == "first":
        words = {"ready": "Klar", "running": "I gang"}
        st.text(choices.choose("fase", "Fase", words, everything="Alle faser"))
        st.text(choices.search("q", "Søg"))
        st.text(
            choices.day(
                "dato",
                "Dag",
                date(2022, 5, 1),
                words=lambda day: f"Pr. {day}",
                earliest=date(2000, 1, 1),
                latest=date(2022, 5, 1),
            )
        )
        st.button("Ryd", on_click=choices.clear, args=("fase", "q", "dato"))
    st.text(choices.number("nr"))
    choices.say_problems()


@pytest.fixture
def script():
    def script(**query: str) -> AppTest:
        made = AppTest.from_function(two_pages)
        for name, value in query.items():
            made.query_params[name] = value
        return run(made)

    return script


def run(script: AppTest) -> AppTest:
    script.run()
    assert not script.exception
    return script


def answers(script: AppTest) -> list[str]:
    """phase, search, day: what the page was told."""
    return [text.value for text in script.text][:-1]


def url(script: AppTest) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else value[-1]
        for name, value in script.query_params.items()
    }


def goes_to(script: AppTest, page: str, **query: str) -> AppTest:
    """Follow a link: another page, and the address of the link."""
    script.session_state["page"] = page
    return arrives(script, **query)


def arrives(script: AppTest, **query: str) -> AppTest:
    """The browser has another address now: a link, Back or Forward."""
    script.query_params.clear()
    for name, value in query.items():
        script.query_params[name] = value
    return run(script)


NOTHING = ["None", "", "2022-05-01"]


def test_a_bare_address_means_everything_today(script):
    opened = script()
    assert answers(opened) == NOTHING
    assert url(opened) == {}
    assert not opened.warning


def test_what_the_address_asks_for_is_chosen_and_stays_there(script):
    opened = script(fase="ready", q="høje taastrup", dato="2022-04-04")
    assert answers(opened) == ["ready", "høje taastrup", "2022-04-04"]
    assert url(opened) == {"fase": "ready", "q": "høje taastrup", "dato": "2022-04-04"}
    assert opened.selectbox[0].value == "ready"
    assert answers(run(opened)) == ["ready", "høje taastrup", "2022-04-04"]


def test_what_is_chosen_comes_into_the_address_as_a_code(script):
    opened = script()
    opened.selectbox[0].set_value("running").run()
    opened.text_input[0].set_value("jord").run()
    assert answers(opened) == ["running", "jord", "2022-05-01"]
    assert url(opened) == {"fase": "running", "q": "jord"}


def test_a_day_is_picked_in_the_field_that_unfolds_and_stays_when_it_is_folded(script):
    opened = script()
    assert not opened.date_input
    opened.session_state["open:dato"] = True
    run(opened)
    assert opened.date_input[0].value == date(2022, 5, 1)
    opened.date_input[0].set_value(date(2022, 4, 4)).run()
    assert answers(opened)[2] == "2022-04-04"
    assert url(opened) == {"dato": "2022-04-04"}
    opened.session_state["open:dato"] = False
    run(opened)
    assert not opened.date_input
    assert answers(opened)[2] == "2022-04-04"


def test_choosing_nothing_leaves_the_address_bare(script):
    opened = script(fase="ready", q="jord")
    opened.selectbox[0].set_value(None).run()
    opened.text_input[0].set_value("").run()
    assert url(opened) == {}
    assert answers(opened) == NOTHING


def test_the_default_day_is_not_spelt_out(script):
    opened = script(dato="2022-05-01")
    assert answers(opened)[2] == "2022-05-01"
    assert url(opened) == {}


@pytest.mark.parametrize(
    "asked",
    [
        {"fase": "xyz"},
        {"fase": "Klar"},  # the word is not the code: it would break in English
        {"fase": ""},
        {"dato": "banana"},
        {"dato": "2022-13-01"},
        {"dato": "2022-05-02"},  # tomorrow has not been yet
        {"dato": "1999-12-31"},
    ],
)
def test_what_cannot_be_used_is_said_once_and_left_out(script, asked):
    ((name, text),) = asked.items()
    opened = script(**asked)
    assert [warning.value for warning in opened.warning] == [
        f"Adressen beder om »{name}={plain(text)}«, som ikke kan vælges her."
        " Det er udeladt; vælg igen nedenfor."
    ]
    assert answers(opened) == NOTHING
    assert url(opened) == {}
    assert not run(opened).warning


def test_one_bad_filter_does_not_hurt_the_others(script):
    opened = script(fase="xyz", q="jord", dato="2022-04-04")
    assert answers(opened) == ["None", "jord", "2022-04-04"]
    assert len(opened.warning) == 1


def test_a_bad_filter_is_quoted_not_followed(script):
    opened = script(fase="[klik](http://example.dk)" + "x" * 100)
    said = opened.warning[0].value
    assert "[klik](" not in said
    assert "\\[klik\\]" in said
    assert "x" * 60 not in said


def test_choices_are_kept_while_another_page_is_shown(script):
    opened = script(fase="ready", q="jord", dato="2022-04-04")
    goes_to(opened, "second")
    goes_to(opened, "first")  # the menu: a bare address
    assert answers(opened) == ["ready", "jord", "2022-04-04"]
    assert url(opened) == {"fase": "ready", "q": "jord", "dato": "2022-04-04"}


def test_a_link_to_the_page_wins_over_what_was_kept(script):
    opened = script(fase="ready")
    goes_to(opened, "second")
    goes_to(opened, "first", fase="running")
    assert answers(opened)[0] == "running"


def test_back_undoes_a_choice_on_the_same_page(script):
    opened = script()
    opened.selectbox[0].set_value("ready").run()
    opened.selectbox[0].set_value("running").run()
    arrives(opened, fase="ready")
    assert answers(opened)[0] == opened.selectbox[0].value == "ready"
    arrives(opened)
    assert answers(opened)[0] == "None"
    assert opened.selectbox[0].value is None
    arrives(opened, fase="ready")  # Forward
    assert answers(opened)[0] == "ready"


def test_back_undoes_a_day_and_a_search(script):
    opened = script(q="jord", dato="2022-04-04")
    arrives(opened)
    assert answers(opened) == NOTHING


def test_clear_sets_back_both_the_page_and_the_address(script):
    opened = script(fase="ready", q="jord", dato="2022-04-04", nr="4")
    opened.button[0].click().run()
    assert answers(opened) == NOTHING
    assert url(opened) == {"nr": "4"}
    goes_to(opened, "second")
    goes_to(opened, "first")
    assert answers(opened) == NOTHING


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4", "4"),
        ("04", "4"),
        ("0", "0"),
        ("", "None"),
        ("abc", "None"),
        ("-4", "None"),
        ("4.0", "None"),
        ("4 ", "None"),
        ("٤", "None"),
        ("²", "None"),
        ("9999999999", "None"),
    ],
)
def test_a_number_is_a_number_or_nothing(script, text, number):
    assert script(nr=text).text[-1].value == number
