"""The timeline: what is late, what is next, what nobody recorded, filters, bars and sources."""

import re
from datetime import date

import builders
import pytest
import screen

from portfolio.screens.strategy.timeline import Scale

MEETING = "2022-04-04"
FINE = {"dato": MEETING}


def html(opened) -> str:
    (found,) = screen.fragments(opened)
    return found


def groups(opened) -> dict[str, list[str]]:
    """The milestones by heading: late and ahead as they stand, the others folded."""
    told: dict[str, list[str]] = {}
    heading = ""
    parts = r'(?s)scope="rowgroup">(.*?)</th>|<summary>(.*?)</summary>|scope="row">(.*?)</th>'
    for period, folded, title in re.findall(parts, html(opened)):
        if not title:
            heading = period or folded
        else:
            told.setdefault(heading, []).append(
                re.sub("<.*", "", title.removeprefix('<span class="fact">'))
            )
    return told


def row(opened, title: str) -> str:
    """The HTML of a milestone's row."""
    (found,) = (one for one in html(opened).split("<tr>") if f">{title}" in one)
    return found


def test_what_is_next_stands_first_by_quarter_and_later_by_year(app, seeded_db):
    told = groups(app("timeline", **FINE))
    assert list(told) == [
        "2. kvartal 2022",
        "1. kvartal 2023",
        "4. kvartal 2023",
        "2024",
        "2025",
        "2029",
        "1 dato er passeret, uden at udfaldet er registreret",
        "2 milepæle har ingen dato i referatet",
        "4 datoer med registreret udfald",
    ]
    assert told["2. kvartal 2022"][0] == "Frist for interessetilkendegivelsen til Frie Bymidter"
    theirs = screen.words(app("timeline", **FINE, portefolje="boligmangel"))
    assert "5. april (2022)" in theirs  # the year is worked out


def test_dates_nobody_recorded_are_open_to_whoever_can_record_them(app, seeded_db):
    opened = app("timeline")
    assert html(opened).count("<details open") == 1
    assert html(opened).count(">Registrér udfaldet</a>") == 2
    assert ">Registrér udfaldet</a>" in row(opened, "Frist for interessetilkendegivelsen")


def test_dates_nobody_recorded_are_folded_and_no_alarm(app, seeded_db, signed_in):
    signed_in(builders.a_user(seeded_db, "reader"))
    opened = app("timeline")  # 1 May 2022
    assert "slags=milestones" not in html(opened)
    assert "2 datoer er passeret, uden at udfaldet er registreret" in groups(opened)
    assert "<details open" not in html(opened)
    assert "overskredet" not in screen.words(opened)
    assert not [*opened.error, *opened.warning]
    alone = html(app("timeline", tilstand="not_recorded"))
    assert alone.count("<details open") == 1
    assert "Der er ingen milepæle med dato efter den viste dag." in alone


def test_only_a_promise_is_overdue(app, seeded_db):
    builders.a_milestone(seeded_db, "Aftalt her", "2022-04-20", promised=1)
    first, *_later = groups(app("timeline")).items()
    assert first == (
        "1 aftalt frist er overskredet: Den er passeret, og udfaldet er ikke registreret",
        ["Aftalt her"],
    )
    assert "overskredet" not in screen.words(app("timeline", dato="2022-04-20"))


def test_every_milestone_stands_beside_its_source(app, seeded_db):
    opened = app("timeline", **FINE)
    assert sum(map(len, groups(opened).values())) == 14
    law = row(opened, "Loven bag")
    assert 'title="21.12.2023–31.12.2023"' in law
    assert re.search(r"Ultimo 2023<span class=\"sources\"> <a href=\"/tidslinje\?[^>]*kilde=", law)
    assert ">punkt 8, l. 376</a>" in law
    assert "○</span>kommende · kræver lov" in law
    assert html(opened).count("kilde=") >= 14
    shown = html(app("timeline", **FINE, kilder="ja"))
    assert "with-sources" in shown
    assert "Skjul kilder" in shown


def test_a_date_that_hinges_on_what_nobody_knows_says_so(app, seeded_db):
    last = screen.text(row(app("timeline"), "Forsøgene afsluttes"))
    assert "afhænger af et udfald, som ingen har registreret" in last
    before = screen.text(row(app("timeline", **FINE), "Forsøgene afsluttes"))
    assert "afhænger" not in before


def test_what_it_belongs_to_is_a_link(app, seeded_db):
    ways = screen.links(app("timeline"))
    assert ways["Pulje: Frie Bymidter"] == "/strategi?pulje=frie-bymidter"
    theirs = screen.links(app("timeline", portefolje="boligmangel"))
    process = theirs["Strategiproces: Rammeaftalen med boligorganisationerne"]
    assert process == "/strategi?portefolje=boligmangel&proces=rammeaftalen"
    assert ways["Forslag 7: Sikre at de lokale skoler og daginstitutioner vælges til"] == (
        "/forslag?nr=7"
    )
    assert ways["Porteføljen: Civilsamfund og lokale fællesskaber"] == "/"


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
        ({"forslag": 7}, 1, "7 Sikre at de lokale skoler og daginstitutioner vælges til"),
        ({"pulje": "frie-bymidter", "tilstand": "soon"}, 1, "Frie Bymidter · snart"),
    ],
    ids=str,
)
def test_filters_stand_in_the_address_and_are_said(app, seeded_db, asked, number, words):
    opened = app("timeline", **FINE, **asked)
    assert sum(map(len, groups(opened).values())) == number
    assert f"Viser: {words}" in screen.words(opened)
    assert "Nulstil filtre" in [button.label for button in opened.button]
    assert screen.address(opened) == FINE | {name: str(value) for name, value in asked.items()}


def test_a_source_keeps_the_filters(app, seeded_db):
    ways = screen.links(app("timeline", **FINE, pulje="frie-bymidter"))
    assert "pulje=frie-bymidter" in ways["punkt 8, l. 376"]
    assert f"dato={MEETING}" in ways["punkt 8, l. 376"]


def test_clearing_shows_everything_again(app, seeded_db):
    opened = app("timeline", **FINE, forslag=7, tilstand="happened")
    assert sum(map(len, groups(opened).values())) == 1
    opened.button(key="clear").click().run()
    assert sum(map(len, groups(opened).values())) == 14
    assert screen.address(opened) == FINE


def test_a_filter_that_finds_nothing_says_so(app, seeded_db):
    opened = app("timeline", **FINE, tilstand="overdue")
    (said,) = opened.info
    assert said.value == "Ingen milepæle passer til filtrene. Nulstil dem for at se resten."
    assert not screen.fragments(opened)


def test_an_unknown_filter_is_left_out_with_a_sentence(app, seeded_db):
    opened = app("timeline", **FINE, pulje="xx")
    (said,) = screen.warnings(opened)
    assert "pulje=xx" in said
    assert sum(map(len, groups(opened).values())) == 14


def test_before_anything_was_known(app, seeded_db):
    (said,) = app("timeline", dato="2022-04-03").info
    assert said.value.startswith("Den dag var der endnu ikke registreret nogen milepæle.")


def test_data_with_marks_in_it_is_shown_as_it_is(app, seeded_db):
    title = "1. <b>Fed</b> & *skrå* [x](y)"
    builders.a_milestone(seeded_db, "marked", "2022-04-06", title=title)
    opened = app("timeline", **FINE)
    assert "<b>Fed" not in html(opened)
    assert title in screen.words(opened)


def test_in_english(app, seeded_db):
    told = groups(app("timeline", lang="en", **FINE))
    assert next(iter(told)) == "2nd quarter 2022"
    assert "2 milestones have no date in the minutes" in told


def test_many_are_read_a_page_at_a_time(app, seeded_db, monkeypatch):
    monkeypatch.setattr("portfolio.screens.strategy.timeline.ROWS_A_PAGE", 10)
    opened = app("timeline", **FINE, pulje="frie-bymidter", side="1")
    assert "Næste side" not in screen.words(opened)
    opened = app("timeline", **FINE)
    assert sum(map(len, groups(opened).values())) == 10
    onward = screen.links(opened)["Næste side"]
    assert onward == f"/tidslinje?dato={MEETING}&side=2"
    last = app("timeline", **FINE, side="2")
    assert "4 datoer med registreret udfald" in groups(last)
    assert screen.links(last)["Forrige side"] == f"/tidslinje?dato={MEETING}"


# --- the bars -----------------------------------------------------------------------------------


def test_a_day_is_a_mark_and_a_span_is_a_bar_to_the_end_of_its_last_day(app, seeded_db):
    drawn = html(app("timeline", **FINE, pulje="frie-bymidter"))
    bars = re.findall(r'<i class="([\w ]+)" style="left:([\d.]+)%;width:([\d.]+)%">', drawn)
    assert len(bars) == 8  # two have no date
    assert sum("law" in state for state, _left, _width in bars) == 2
    by_length = sorted(float(width) for _state, _left, width in bars)
    assert by_length[0] < by_length[-1] / 5
    assert all(0 <= float(left) <= float(left) + float(width) <= 100 for _s, left, width in bars)


def test_the_years_can_be_told_apart():
    long = Scale(date(2022, 1, 1), date(2062, 1, 1))
    assert [year for year, _left in long.years()] == [2023, 2028, 2033, 2038, 2043, 2048, 2053]
    assert Scale(date(2022, 4, 4), date(2022, 4, 4)).years() == ()
    assert Scale(date(2022, 1, 1), date(2023, 1, 1)).at(date(2022, 7, 2)) == pytest.approx(
        50, abs=1
    )
