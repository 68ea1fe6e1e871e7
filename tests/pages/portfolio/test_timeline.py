"""The timeline: what comes next, what nobody recorded, filters, the figure and its twin."""

import json
from datetime import date
from itertools import pairwise

import builders
import pytest
import screen

from portfolio import language, store
from portfolio.queries.strategy import timeline
from portfolio.ui.charts import timeline as charts_timeline

MEETING = "2022-04-04"
FINE = {"dato": MEETING}


def lists(opened) -> str:
    """What stands in lines, not in the table; dates without their escapes."""
    return "\n".join(text.value for text in opened.markdown).replace("\\", "")


def codes(opened) -> list[str]:
    """The milestones of the table, by title."""
    (table,) = opened.table
    return [cell.split(" :small")[0] for cell in table.value["Milepæl"]]


def figure(opened) -> dict:
    (drawn,) = opened.get("plotly_chart")
    return json.loads(drawn.proto.spec)


def texts(drawn) -> list[str]:
    return [note["text"] for note in drawn["layout"]["annotations"]]


def test_what_comes_next_stands_before_the_figure(app, seeded_db):
    opened = app("timeline", **FINE)
    assert [head.value for head in opened.header] == [
        "Kommende datoer",
        "Over tid",
        "Alle milepæle",
    ]
    said = lists(opened)
    assert "**25. april 2022** Frist for interessetilkendegivelsen" in said
    theirs = lists(app("timeline", **FINE, portefolje="boligmangel"))
    assert "**5. april (2022)** Næste møde om rammeaftalen" in theirs  # the year is worked out


def test_dates_nobody_recorded_are_one_line_and_no_alarm(app, seeded_db):
    opened = app("timeline")  # 1 May 2022
    labels = [box.label for box in opened.expander]
    assert labels == [
        "2 datoer er passeret, uden at udfaldet er registreret",
        "2 milepæle har ingen dato i referatet",
    ]
    assert "overskredet" not in screen.words(opened)
    assert not [*opened.error, *opened.warning]


def test_only_a_promise_is_overdue(app, seeded_db):
    builders.a_milestone(seeded_db, "Aftalt her", "2022-04-20", promised=1)
    opened = app("timeline")
    assert "1 aftalt frist er overskredet" in lists(opened)
    assert "overskredet" not in screen.words(app("timeline", dato="2022-04-20"))


def test_every_milestone_in_the_table_beside_its_source(app, seeded_db):
    opened = app("timeline", **FINE)
    table = opened.table[0].value
    assert list(table) == ["Dato", "Dage", "Milepæl", "Hører til", "Status"]
    assert len(table) == 14
    row = table.loc[[cell.startswith("Loven bag") for cell in table["Milepæl"]]].iloc[0]
    assert row["Dato"].startswith("Ultimo 2023 :small[[punkt\u00a08,\u00a0l.\u00a0376](/tidslinje?")
    assert row["Dage"].replace("\\", "") == "21.12.2022–31.12.2022".replace("2022", "2023")
    assert row["Status"].startswith("○ kommende · kræver lov")
    assert all(
        "kilde=" in date or "kilde=" in title
        for date, title in table[["Dato", "Milepæl"]].to_numpy()
    )


def test_what_it_belongs_to_is_a_link(app, seeded_db):
    ways = screen.links(app("timeline"))
    assert ways["Pulje\\: Frie Bymidter"] == "/strategi?pulje=frie-bymidter"
    theirs = screen.links(app("timeline", portefolje="boligmangel"))
    process = theirs["Strategiproces\\: Rammeaftalen med boligorganisationerne"]
    assert process == "/strategi?portefolje=boligmangel&proces=rammeaftalen"
    assert ways["Forslag 7\\: Sikre at de lokale skoler og daginstitutioner vælges til"] == (
        "/forslag?nr=7"
    )
    assert ways["Porteføljen\\: Civilsamfund og lokale fællesskaber"] == "/"


@pytest.mark.parametrize(
    ("asked", "number", "words"),
    [
        ({"pulje": "frie-bymidter"}, 10, "Frie Bymidter"),
        (
            {"proces": "rammeaftalen", "portefolje": "boligmangel"},
            1,
            "Rammeaftalen med boligorganisationerne",
        ),
        ({"slags": "portfolio"}, 3, "Porteføljen"),
        ({"tilstand": "undated"}, 2, "ingen dato"),
        ({"forslag": 7}, 1, "forslag 7"),
        ({"pulje": "frie-bymidter", "tilstand": "soon"}, 1, "Frie Bymidter · snart"),
    ],
    ids=str,
)
def test_filters_stand_in_the_address_and_are_said(app, seeded_db, asked, number, words):
    opened = app("timeline", **FINE, **asked)
    assert len(codes(opened)) == number
    assert f":gray[{words}]" in lists(opened)
    assert "Nulstil filtre" in [button.label for button in opened.button]
    assert screen.address(opened) == FINE | {name: str(value) for name, value in asked.items()}


def test_a_source_keeps_the_filters(app, seeded_db):
    ways = screen.links(app("timeline", **FINE, pulje="frie-bymidter"))
    assert "pulje=frie-bymidter" in ways["punkt\u00a08,\u00a0l.\u00a0376"]
    assert f"dato={MEETING}" in ways["punkt\u00a08,\u00a0l.\u00a0376"]


def test_clearing_shows_everything_again(app, seeded_db):
    opened = app("timeline", **FINE, forslag=7, tilstand="happened")
    assert len(codes(opened)) == 1
    opened.button(key="timeline:clear").click().run()
    assert len(codes(opened)) == 14
    assert screen.address(opened) == FINE


def test_a_filter_that_finds_nothing_says_so(app, seeded_db):
    opened = app("timeline", **FINE, tilstand="overdue")
    (said,) = opened.info
    assert said.value == "Ingen milepæle passer til filtrene. Nulstil dem for at se resten."
    assert not opened.get("plotly_chart")


def test_an_unknown_filter_is_left_out_with_a_sentence(app, seeded_db):
    opened = app("timeline", **FINE, pulje="xx")
    (said,) = screen.warnings(opened)
    assert "pulje=xx" in said
    assert len(codes(opened)) == 14


def test_before_anything_was_known(app, seeded_db):
    (said,) = app("timeline", dato="2022-04-03").info
    assert said.value.startswith("Den dag var der endnu ikke registreret nogen milepæle.")


def test_the_figure_has_its_words_and_a_twin(app, seeded_db):
    opened = app("timeline", **FINE)
    (drawn,) = opened.get("plotly_chart")
    assert "12 milepæle" in drawn.proto.alt
    said = texts(figure(opened))
    assert "Ultimo 2023 · kommende · kræver lov" in said
    assert "Pr. 4. april 2022" in said
    assert "<b>Pulje: Frie Bymidter</b>" in said
    assert not any(month in "".join(said) for month in ("January", "April", "June"))


def test_data_with_marks_in_it_is_shown_as_it_is(app, seeded_db):
    title = "1. <b>Fed</b> & *skrå* [x](y)"
    builders.a_milestone(seeded_db, "marked", "2022-04-06", title=title)
    opened = app("timeline", **FINE)
    assert "1. &lt;b&gt;Fed&lt;/b&gt; &amp; *skrå* [x](y)" in texts(figure(opened))
    assert "1\\. \\<b\\>Fed\\</b\\> \\& \\*skrå\\* \\[x\\](y)" in codes(opened)


def test_in_english(app, seeded_db):
    opened = app("timeline", lang="en", **FINE)
    assert "Today" not in texts(figure(opened))
    assert "As of 4 April 2022" in texts(figure(opened))
    assert [head.value for head in opened.header] == [
        "Dates ahead",
        "Over time",
        "All milestones",
    ]
    assert "2 milestones have no date in the minutes" in [box.label for box in opened.expander]


# --- the figure by itself -----------------------------------------------------------------------


@pytest.fixture
def drawn(seeded_db):
    """The figure of some milestones on a day."""

    def drawn(day: str = MEETING, **chosen):
        asked = timeline.Filters(as_of=date.fromisoformat(day), **chosen)
        with store.reading(seeded_db) as connection:
            rows = timeline.milestones_on(connection, filters=asked)
        return charts_timeline.timeline(rows, as_of=asked.as_of, today=date(2022, 5, 1))

    return drawn


def test_a_day_is_a_mark_and_a_span_is_a_bar(drawn):
    figure = drawn(pool="frie-bymidter")
    bars, days = figure.data[1], figure.data[2]
    assert (bars.type, len(bars.base), days.mode, len(days.x)) == ("bar", 5, "markers", 3)
    january = list(bars.base).index("2023-01-01")
    assert bars.x[january] == 31 * 86_400_000  # to the end of the last day


def test_what_depends_on_a_law_is_hatched(drawn):
    bars = drawn(pool="frie-bymidter").data[1]
    hatched = [
        base for base, shape in zip(bars.base, bars.marker.pattern.shape, strict=True) if shape
    ]
    assert hatched == ["2023-12-21", "2024-01-01"]


def test_a_state_has_a_shape_of_its_own(drawn):
    marks = drawn(pool="frie-bymidter").data[2].marker
    assert list(marks.symbol) == ["circle", "triangle-down", "diamond"]
    looks = charts_timeline.LOOKS.values()
    assert len({look.glyph for look in looks}) == len(looks)


def test_rows_do_not_overlap_and_stay_inside(drawn):
    figure = drawn("2026-11-23")
    marks = sorted(y for trace in figure.data[1:] for y in trace.y)
    assert min(after - before for before, after in pairwise(marks)) >= 25
    assert max(marks) < figure.layout.yaxis.range[0]


@pytest.mark.parametrize(
    ("chosen", "ticks"),
    [
        ({}, ["2022", "2023", "2024", "2025", "2026", "2027", "2028", "2029"]),
        ({"process": "rammeaftalen", "portfolio": "boligmangel"}, ["apr. 2022"]),
        ({"belongs": "proposal", "portfolio": "civilsamfund"}, ["mar. 2022", "apr. 2022"]),
    ],
)
def test_the_axis_speaks_danish(drawn, chosen, ticks):
    axis = drawn(**chosen).layout.xaxis
    assert list(axis.ticktext) == ticks


def test_the_axis_speaks_english_too(drawn):
    language.use("en")
    assert list(drawn(process="rammeaftalen").layout.xaxis.ticktext) == ["Apr 2022"]


def test_today_is_called_today(drawn):
    said = [note.text for note in drawn("2022-05-01").layout.annotations]
    assert said[-1] == "I dag, 1. maj 2022"


def test_nothing_dated_is_still_a_figure(drawn):
    assert len(drawn(state="undated").data[1].base) == 0
