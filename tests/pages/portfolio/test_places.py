"""Steder: the map, the white spots in sentences, one place, and nothing at all."""

import re
from datetime import date

import pytest
import screen
from builders import PORTFOLIO, a_copy
from screen import words

from portfolio import store
from portfolio.queries.places import places
from portfolio.store import schema
from portfolio.ui import tables
from portfolio.ui.places import page


def row(opened, place):
    """The grid's cells of one place, a purpose each."""
    return screen.grid(opened)[place]


def test_the_key_line_counts_places_by_their_standing(seeded_db, app):
    said = words(app("places"))
    assert (
        "**21** steder · **16** hvor et forslag gælder · **3** kun som eksempel"
        " · **1** kun nævnt · **1** uden forslag"
    ) in said


def test_the_white_spots_are_said_in_words_before_the_grid(seeded_db, app):
    said = words(app("places"))

    assert "Intet forslag nævner: [Den gule by](/steder?sted=den-gule-by)\n" in said
    (examples,) = re.findall(r"(?m)^Intet forslag gælder, kun et eksempel at lære af: (.*)$", said)
    assert re.findall(r"\[(.*?)\]", examples) == ["Hedehusene", "Taastrup", "Nærheden"]
    assert "Intet forslag gælder, kun nævnt: [Campus](" in said
    assert "Forslag uden sted: [2 Etablere en tilflytter-jobordning](/forslag?nr=2)" in said
    assert "Forslag, der ikke gælder et bestemt sted: [8 Medborgerskab" in said
    assert "3 Styrke sammenhængskraft17 af 21 steder er ikke nævnt." in said
    assert said.index("Intet forslag nævner") < said.index("Hele kommunen")


def test_a_place_where_it_happens_is_told_from_one_to_learn_from_in_look_and_words(seeded_db, app):
    opened = app("places")

    assert row(opened, "Høje-Taastrup By")[1].startswith(
        "[4 (forslaget gælder her)](/forslag?nr=4)"
    )
    example = row(opened, "Nærheden")
    assert re.findall(r"\[(\d) \((.*?)\)\]", example[1]) == [
        ("4", "eksempel at lære af"),
        ("6", "eksempel at lære af"),
    ]
    assert example[0] == ""
    html = "".join(screen.fragments(opened))
    assert re.search(
        r'class="chip full"[^>]*>4<span class="unseen"> \(forslaget gælder her\)', html
    )
    assert re.search(r'class="chip ring"[^>]*>4<span class="unseen"> \(eksempel at lære af\)', html)
    assert re.search(r'class="chip plain"[^>]*>5<span class="unseen"> \(nævnt\)', html)
    bare = re.findall(r'(?s)<th scope="row"><a [^>]*>([^<]*)</a><span class="quiet">', html)
    assert bare == ["Hedehusene", "Taastrup", "Den gule by", "Nærheden", "Campus"]


def test_the_kinds_head_their_groups(seeded_db, app):
    html = "".join(screen.fragments(app("places")))
    heads = re.findall(
        r'(?s)<tbody>.*?scope="rowgroup">(.*?)</th>.*?<th scope="row"><a [^>]*>(.*?)<', html
    )
    assert ("By", "Hedehusene") in heads


def test_the_role_asked_for_narrows_the_map_but_not_the_white_spots(seeded_db, app):
    opened = app("places", rolle="example")

    assert list(screen.grid(opened)) == [
        "Hedehusene",
        "Taastrup",
        "Høje-Taastrup C",
        "Nærheden",
    ]
    assert "**21** steder" in words(opened)
    assert "Viser: eksempel at lære af" in words(opened)


def test_a_purpose_narrows_to_its_column(seeded_db, app):
    opened = app("places", formaal=3)
    assert len(row(opened, "Nærheden")) == 1
    assert "2 Rum, rammer og aktiviteter" not in words(opened)


def test_every_tie_opens_its_source_and_keeps_the_filter(seeded_db, app):
    rows = screen.grid(app("places", stedtype="town"))

    assert list(rows) == ["Hedehusene", "Høje-Taastrup By", "Taastrup"]
    for cells in rows.values():
        assert re.search(r"\[punkt 7, l\. \S+\]\(/steder\?stedtype=town&kilde=", _plain(cells[1]))
    ways = screen.links(app("places", stedtype="town"))
    assert ways["Vis kilder"] == "/steder?stedtype=town&kilder=ja"
    shown = app("places", stedtype="town", kilder="ja")
    assert "with-sources" in "".join(screen.fragments(shown))
    assert screen.links(shown)["Skjul kilder"] == "/steder?stedtype=town"


def _plain(cell):
    return cell.replace("\u00a0", " ").replace(", udledt", "")


def test_all_ties_are_taken_along_and_the_white_spots_with_them(seeded_db, app):
    assert app("places").get("download_button")
    with store.reading() as connection:
        atlas = places.atlas(connection, portfolio=PORTFOLIO, as_of=date(2022, 5, 1))
    rows = page._ties(atlas)
    taken = tables.frame(rows, page._columns)
    assert len(taken) == len(atlas.links) + 1
    (bare,) = taken[taken["Sted"] == "Den gule by"].to_dict("records")
    assert bare["Forslag"] is None
    assert taken.iloc[0]["Forslag"].startswith("1 ")
    assert taken.iloc[0]["Kilde"]


def test_one_place(seeded_db, app):
    opened = app("places", sted="naerheden")
    said = words(opened)

    assert screen.title(opened) == "Nærheden"
    assert "Intet forslag gælder her. Stedet er kun et eksempel at lære af." in said
    assert "[Vis alle steder](/steder)" in said
    assert len(re.findall(r"\(/forslag\?nr=\d\) · eksempel at lære af", said)) == 3
    assert "Har fælles steder at mødes." in said


def test_a_place_that_no_proposal_names(seeded_db, app):
    opened = app("places", sted="den-gule-by")

    assert "Intet forslag nævner stedet." in words(opened)
    assert "/forslag?" not in words(opened)


def test_an_unknown_place_is_said_and_all_are_shown(seeded_db, app):
    opened = app("places", sted="<b>nix")

    assert [w.value for w in opened.warning] == [
        "Stedet »\\<b\\>nix« er ikke registreret. Alle steder er vist i stedet."
    ]
    assert "**21** steder" in words(opened)


def test_a_broken_filter_is_said(seeded_db, app):
    opened = app("places", rolle="nix")
    assert "rolle=nix" in opened.warning[0].value
    assert "**21** steder" in words(opened)


def test_before_the_meeting_the_page_says_so(seeded_db, app):
    opened = app("places", dato="2022-01-01")

    assert opened.info[0].value.startswith(
        "Der er ikke registreret forslag til og med 1. januar 2022."
    )
    assert "/steder?dato=2022-04-04" in opened.info[0].value
    assert not screen.grid(opened)


def test_marks_in_the_data_are_shown_and_not_obeyed(seeded_db, app):
    a_copy(
        seeded_db,
        schema.places,
        schema.places.c.code == "den-gule-by",
        code="sær",
        name="</th><script>x</script><img src=x onerror='x'>",
        note="<script>y</script>",
    )
    for asked in ({}, {"sted": "sær"}):
        html = "".join(screen.fragments(app("places", **asked)))
        assert "<script" not in html
        assert "<img" not in html
    assert "&lt;script&gt;y" in html


@pytest.mark.parametrize(
    ("lang", "title", "sentence"),
    [
        ("da", "Steder", "Der er intet her endnu."),
        ("en", "Places", "Nothing is kept here yet."),
    ],
)
def test_an_empty_database(empty_db, app, lang, title, sentence):
    opened = app("places", lang=lang)

    assert opened.title[0].value == title
    assert sentence in words(opened)


def test_in_english(seeded_db, app):
    opened = app("places", lang="en")
    said = words(opened)

    assert opened.title[0].value == "Places"
    assert "No proposal names: [Den gule by](" in said
    assert "(the proposal applies here)" in row(opened, "Høje-Taastrup By")[1]
    assert "/forslag?lang=en&nr=2" in said
