"""``seed``: fill once, and say of every faulty file where and what is expected."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from portfolio.usecases.seeding import setup

MINUTES = ("REFERAT", "Punkt 1: Godkendelse", "Møde den 4. april 2022 om 130 mio. kr.", "Slut")
SOUND = """
[[sources]]
key = "referat-2022-04-04"
title = "Referat"
kind = "minutes"
dated = "2022-04-04"
line_count = 4
cite = [
  {item = 1, lines = "3", certainty = "stated", field = "dated", says = ["4. april 2022"]},
]

[[parties]]
key = "direktionen"
name = "Direktionen"
kind = "directorate"
cite = [{item = 1, lines = "3", certainty = "stated"}]
"""
PARTY = '[[parties]]\nkey = "x"\nname = "X"\n'


@pytest.fixture
def folder(here):
    """A sound seed of two records, beside the minutes it cites."""
    made = here / "frø"
    made.mkdir()
    (made / "10-godt.toml").write_text(SOUND, encoding="utf-8")
    (here / "referat.txt").write_text("\n".join(MINUTES) + "\n", encoding="utf-8")
    return made


def rows(table: str) -> int:
    with closing(sqlite3.connect("portfolio.db")) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_it_fills_a_portfolio_that_is_not_there_yet(here, run):
    ran = run("seed")
    assert (ran.code, ran.complained) == (0, "")
    assert "Porteføljen er fyldt med" in ran.said
    assert rows("proposals") == 26


def test_it_fills_an_empty_portfolio_from_another_folder(here, run, folder):
    setup.create("sqlite:///portfolio.db", seed=None)
    ran = run("seed", "--folder", folder, language="en")
    assert (ran.code, ran.complained) == (0, "")
    assert "filled with 2 records" in ran.said
    assert (rows("parties"), rows("proposals")) == (1, 0)


def test_it_refuses_to_fill_twice(here, run, refused):
    run("seed")
    danish, english = refused("seed")
    assert "allerede en portefølje" in danish
    assert "already" in english
    assert (rows("proposals"), rows("change_log")) == (26, 1)


FAULTS = {
    "syntax": (PARTY + "kind = ", "20-fejl.toml:4", "gyldig TOML"),
    "unknown table": ("\n[[partier]]\nkey = 1", "20-fejl.toml:2", "proposal_parties"),
    "unknown field": (PARTY + 'kind = "unit"\nfarve = "rød"', "20-fejl.toml:1", "full_name"),
    "missing field": (PARTY, "20-fejl.toml:1", "»kind«"),
    "wrong type": (PARTY + 'kind = "unit"\nnote = 7', "20-fejl.toml:1", '"text"'),
    "unknown code": (PARTY + 'kind = "parti"', "20-fejl.toml:1", "steering_group"),
    "no date": (
        '[[meetings]]\nbody_party = "direktionen"\ntitle = "x"\nheld_on = "4/4"',
        "20-fejl.toml:1",
        "2022-04-04",
    ),
    "reference to nothing": (
        '[[meetings]]\nbody_party = "byrådet"\ntitle = "x"\nheld_on = "2022-04-04"',
        "20-fejl.toml:1",
        "byrådet",
    ),
    "key twice": (PARTY + 'kind = "unit"\n' + PARTY + 'kind = "unit"', "20-fejl.toml:5", "»x«"),
    "lines": (
        PARTY + 'kind = "unit"\ncite = [{lines = "9-3", certainty = "stated"}]',
        "20-fejl.toml:1",
        "273-279",
    ),
    "certainty": (
        PARTY + 'kind = "unit"\ncite = [{lines = "3", certainty = "vist"}]',
        "20-fejl.toml:1",
        "derived",
    ),
    "not UTF-8": (b'[[parties]]\nkey = "\xe6"', "20-fejl.toml:1", "UTF-8"),
}


@pytest.mark.parametrize("case", FAULTS)
@pytest.mark.parametrize("check", [[], ["--check", "referat.txt"]], ids=["fill", "check"])
def test_a_faulty_file_is_named_with_its_line_and_what_is_expected(folder, refused, case, check):
    fault, place, expected = FAULTS[case]
    raw = fault if isinstance(fault, bytes) else fault.encode()
    (folder / "20-fejl.toml").write_bytes(raw)
    danish, english = refused("seed", "--folder", folder, *check)
    assert danish.startswith(f"{place}: ")
    assert english.startswith(f"{place}: ")
    assert expected in danish
    assert not Path("portfolio.db").exists()


@pytest.mark.parametrize("name", ["tom", "ikke-der"])
def test_a_folder_without_seed_files_is_refused(here, refused, name):
    (here / "tom").mkdir()
    danish, _english = refused("seed", "--folder", name)
    assert "(*.toml)" in danish
    assert not Path("portfolio.db").exists()


def test_check_is_content_when_the_minutes_bear_the_seed_out(folder, run):
    ran = run("seed", "--check", "referat.txt", "--folder", folder)
    assert (ran.code, ran.complained) == (0, "")
    assert ran.said == "Alt er i orden: Referatet bekræfter 2 kildehenvisninger.\n"
    assert not Path("portfolio.db").exists()


@pytest.mark.parametrize(
    ("was", "now", "place", "danish", "english"),
    [
        (
            'lines = "3", certainty = "stated"}]',
            'lines = "9", certainty = "stated"}]',
            "10-godt.toml:12",
            "9",
            "lines 9-9 are not in item 1",
        ),
        ("4. april 2022", "5. april 2022", "10-godt.toml:2", "5. april 2022", "do not say"),
        (
            'dated = "2022-04-04"',
            'dated = "2022-04-05"',
            "10-godt.toml:2",
            "2022-04-05",
            "no lines cited for it say so",
        ),
    ],
    ids=["lines", "words", "value"],
)
def test_check_lists_every_citation_that_fails(folder, run, was, now, place, danish, english):
    seed = folder / "10-godt.toml"
    assert was in SOUND
    seed.write_text(SOUND.replace(was, now), encoding="utf-8")
    in_danish = run("seed", "--check", "referat.txt", "--folder", folder)
    in_english = run("seed", "--check", "referat.txt", "--folder", folder, language="en")
    assert (in_danish.code, in_danish.complained) == (1, "")
    assert in_danish.said.startswith(place)
    assert danish in in_danish.said
    assert english in in_english.said
    assert in_danish.said.splitlines()[-1].startswith("1 fejl i ")


def test_another_copy_of_the_minutes_is_mentioned_and_no_fault(folder, run, here):
    with (here / "referat.txt").open("a", encoding="utf-8") as minutes:
        minutes.write("En linje til\n")
    ran = run("seed", "--check", "referat.txt", "--folder", folder)
    assert ran.code == 0
    assert "line_count" in ran.said


@pytest.mark.parametrize(
    ("raw", "danish", "english"),
    [(None, "kan ikke læses", "cannot be read"), (b"\xe6", "ikke UTF-8", "not UTF-8")],
    ids=["missing", "not text"],
)
def test_minutes_that_cannot_be_read_are_refused(folder, here, refused, raw, danish, english):
    if raw is not None:
        (here / "andet.txt").write_bytes(raw)
    in_danish, in_english = refused("seed", "--check", "andet.txt", "--folder", folder)
    assert danish in in_danish
    assert english in in_english
