"""Steder: the map, the white spots in sentences, one place, and nothing at all."""

import pytest
from builders import a_copy
from screen import words

from portfolio.store import schema


def table_of(opened, column):
    """The table on the page that has the column."""
    (found,) = [table.value for table in opened.table if column in table.value.columns]
    return found


def row(opened, place):
    """The map's cells of one place, by column."""
    found = table_of(opened, "1 Hjælpe tilflyttere")
    (found_row,) = [r for r in found.to_dict("records") if f"[{place}]" in str(r["Sted"])]
    return found_row


def test_the_key_line_counts_places_by_their_standing(seeded_db, app):
    said = words(app("places"))
    assert (
        "**21** steder · **16** hvor et forslag gælder · **3** kun som eksempel"
        " · **1** kun nævnt · **1** uden forslag"
    ) in said


def test_the_white_spots_are_said_in_sentences(seeded_db, app):
    said = words(app("places"))

    assert "**Intet forslag nævner** Den gule by." in said
    assert "Hedehusene, Taastrup og Nærheden (kun eksempler at lære af)." in said
    assert "**Intet forslag gælder** Campus (kun nævnt)." in said
    assert (
        "**Formål 3, Styrke sammenhængskraft,** har forslag, der gælder Ole Rømer-Skolen og" in said
    )
    assert "17 af 21 steder er ikke nævnt." in said
    assert "**Forslag uden sted:** [2 Etablere en tilflytter-jobordning](/forslag?nr=2)." in said
    assert "**Forslag, der ikke gælder et bestemt sted:** [8 Medborgerskab" in said


def test_a_place_where_it_happens_is_told_from_one_to_learn_from_in_words(seeded_db, app):
    opened = app("places")
    column = "2 Rum, rammer og aktiviteter"

    assert row(opened, "Høje-Taastrup By")[column] == "**forslaget gælder her**: [4](/forslag?nr=4)"
    example = row(opened, "Nærheden")
    assert example[column] == ("eksempel at lære af: [4](/forslag?nr=4), [6](/forslag?nr=6)")
    assert example["1 Hjælpe tilflyttere"] == "–"
    assert "intet forslag gælder her" in example["Sted"]
    assert "intet forslag gælder her" not in row(opened, "Høje-Taastrup By")["Sted"]


def test_the_kinds_head_their_groups(seeded_db, app):
    names = list(table_of(app("places"), "1 Hjælpe tilflyttere")["Sted"])
    assert names.index("**By**") + 1 == next(
        i for i, name in enumerate(names) if "[Hedehusene]" in name
    )


def test_the_role_asked_for_narrows_the_map_but_not_the_white_spots(seeded_db, app):
    opened = app("places", rolle="example")

    names = [n for n in table_of(opened, "1 Hjælpe tilflyttere")["Sted"] if n.startswith("[")]
    assert [name.split("]")[0][1:] for name in names] == [
        "Hedehusene",
        "Taastrup",
        "Høje-Taastrup C",
        "Nærheden",
    ]
    assert "**21** steder" in words(opened)
    assert "Viser: eksempel at lære af" in words(opened)


def test_a_purpose_narrows_to_its_column(seeded_db, app):
    columns = list(table_of(app("places", formaal=3), "3 Styrke sammenhængskraft").columns)
    assert columns == ["Sted", "3 Styrke sammenhængskraft"]


def test_every_tie_opens_its_source_and_keeps_the_filter(seeded_db, app):
    found = table_of(app("places", stedtype="town"), "Rolle")

    assert len(found) == 3
    assert all(
        "/steder?stedtype=town" in mark
        and "kilde=" in mark
        and "punkt\u00a07,\u00a0l.\u00a0" in mark
        for mark in found["Kilde"]
    )


def test_one_place(seeded_db, app):
    opened = app("places", sted="naerheden")
    said = words(opened)

    assert opened.header[0].value == "Nærheden"
    assert "Intet forslag gælder her. Stedet er kun et eksempel at lære af." in said
    assert "[Vis alle steder](/steder)" in said
    assert len(table_of(opened, "Rolle")) == 3


def test_a_place_that_no_proposal_names(seeded_db, app):
    opened = app("places", sted="den-gule-by")

    assert "**Intet forslag nævner stedet.**" in words(opened)
    assert not opened.table


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
    assert not opened.table


def test_marks_in_the_data_are_shown_and_not_obeyed(seeded_db, app):
    a_copy(
        seeded_db,
        schema.places,
        schema.places.c.code == "den-gule-by",
        code="sær",
        name="# [x](y) *sær* $1$",
    )
    assert r"\# \[x\](y) \*sær\* \$1\$" in words(app("places"))


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
    assert "**No proposal names** Den gule by." in said
    assert "the proposal applies here" in table_of(opened, "Role")["Role"].iloc[0]
    assert "/forslag?lang=en&nr=2" in said
