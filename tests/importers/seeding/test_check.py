"""The seed's verifier: each check lets true facts pass and catches the same facts made false."""

import hashlib
import os
import unicodedata
from pathlib import Path

import pytest

from portfolio.importers.seeding import check
from portfolio.importers.seeding.files import read_seed

ROOT = Path(__file__).parents[3]
REAL_MINUTES = Path(
    os.environ.get("PORTFOLIO_MINUTES")
    or ROOT / "../shared/reference/referat-direktionen-2022-04-04.txt"
)

# Invented minutes of an invented meeting.
MINUTES = """\
REFERAT Haveudvalget d. 01-02-2030
Punkt 1: Træer
30/111
Staten giver 12 mio kr til 5 byer med 2.000 til 9.000 indbyggere og beder om 25 % egenbetaling.
Ansøgningen skal være modtaget 3. marts 2030, og der plantes i maj og juni.
Gartnerne i Nord\u00a0By
vil gerne have flere store gamle træer langs alle de nye veje.
Punkt 2: Lukket
30/222
Punkt 3: Bænke
Punkt 9: står her som brødtekst."""

SOURCE = """
[[sources]]
key = "referat-2022-04-04"
title = "Referat"
kind = "minutes"
dated = "2030-02-01"
cite = [{lines = "1", certainty = "stated", field = "dated", says = ["haveudvalget"]}]
"""
POOL = """
[[funding_pools]]
key = "traeer"
title = "Træer"
kind = "state"
total_amount = 12_000_000
recipients = 5
co_financing_share = 0.25
max_inhabitants = 9000
cite = [
  {item = 1, lines = "4", certainty = "stated", field = "total_amount", says = ["12 mio kr"]},
  {item = 1, lines = "4", certainty = "stated", field = "recipients", says = ["5 byer"]},
  {item = 1, lines = "4", certainty = "stated", field = "co_financing_share", says = ["25 %"]},
  {item = 1, lines = "4", certainty = "stated", field = "max_inhabitants", says = ["9.000"]},
]
"""
MILESTONE = """
[[milestones]]
key = "planter"
title = "Planter"
kind = "event"
pool = "traeer"
date = "juni"
known_from = "2030-02-01"
outcome_on = "2030-03-03"
note = "Gartnerne planter, når de har fået penge til det."
cite = [
  {item = 1, lines = "5", certainty = "derived", field = "date", says = ["juni"]},
  {item = 1, lines = "5", certainty = "stated", field = "outcome_on", says = ["3. marts 2030"]},
  {item = 1, lines = "6-7", certainty = "stated", says = ["gartnerne", "Nord By vil gerne"]},
]
"""
CLOSED = """
[[agenda_items]]
meeting = "haveudvalget"
number = 2
title = "Lukket"
case_number = "30/222"
closed = true
cite = [{item = 2, lines = "8-9", certainty = "stated", says = ["Lukket", "30/222"]}]
"""
ATTACHMENT = """
[[attachments]]
agenda_item = "1"
position = 1
title = "Tegning"
cite = [{item = 1, lines = "2", certainty = "stated", says = ["Træer"]}]
"""
SEED = SOURCE + POOL + MILESTONE + CLOSED + ATTACHMENT


@pytest.fixture
def problems(tmp_path):
    """Check a seed text against the invented minutes; the problems as sentences."""

    def checked(seed: str) -> list[str]:
        (tmp_path / "seed.toml").write_text(seed, encoding="utf-8")
        found = check.check(read_seed(tmp_path), MINUTES.splitlines())
        return [problem.message.format(**problem.values) for problem in found]

    return checked


def test_what_the_minutes_say_passes(problems):
    assert problems(SEED) == []


@pytest.mark.parametrize(
    ("true", "false", "sentence"),
    [
        ('"6-7"', '"6-77"', "lines 6-77 are not in item 1."),
        (
            'lines = "5", certainty = "derived"',
            'lines = "1", certainty = "derived"',
            "lines 1-1 are not in item 1.",
        ),
        ('{item = 1, lines = "2"', '{item = 3, lines = "2"', "lines 2-2 are not in item 3."),
        ('{item = 1, lines = "2"', '{item = 9, lines = "11"', "lines 11-11 are not in item 9."),
        ('"Nord By vil gerne"', '"Syd By"', "lines 6-7 do not say “Syd By”."),
        (
            "12_000_000",
            "13_000_000",
            "“total_amount” is 13000000, but no lines cited for it say so.",
        ),
        (
            "recipients = 5",
            "recipients = 2",
            "“recipients” is 2, but no lines cited for it say so.",
        ),
        ("= 0.25", "= 0.4", "“co_financing_share” is 0.4, but no lines cited for it say so."),
        ("= 9000", "= 2030", "“max_inhabitants” is 2030, but no lines cited for it say so."),
        ('date = "juni"', 'date = "juli"', "“date” is juli, but no lines cited for it say so."),
        (
            '"2030-03-03"',
            '"2030-03-04"',
            "“outcome_on” is 2030-03-04, but no lines cited for it say so.",
        ),
        # A day that lies within the months the minutes name is not a day they name.
        (
            '"2030-03-03"',
            '"2030-05-03"',
            "“outcome_on” is 2030-05-03, but no lines cited for it say so.",
        ),
        ('field = "date", ', "", "“date” is juni, but no lines cited for it say so."),
        (
            "Gartnerne planter, når",
            "Flere store gamle træer langs alle de nye veje, når",
            "“flere store gamle træer langs alle de nye” stands so in the source. "
            "Use your own words.",
        ),
        (
            'title = "Lukket"',
            'title = "Hemmeligt"',
            "a closed item holds number, case number and title only.",
        ),
        ("closed = true", "", "a closed item holds number, case number and title only."),
        (
            "closed = true",
            'closed = true\nsummary = "Om penge."',
            "a closed item holds number, case number and title only.",
        ),
        (
            '"30/222"]}',
            '"30/222"], note = "Om penge."}',
            "a closed item holds number, case number and title only.",
        ),
        ('agenda_item = "1"', 'agenda_item = "2"', "nothing may be tied to a closed item."),
        (
            '{item = 1, lines = "2", certainty = "stated", says = ["Træer"]}',
            '{item = 2, lines = "8", certainty = "stated"}',
            "nothing may be tied to a closed item.",
        ),
        (
            '{item = 1, lines = "2", certainty = "stated", says = ["Træer"]}',
            "",
            "the record cites no source. Add a line to “cite”.",
        ),
    ],
)
def test_what_they_do_not_say_is_a_problem(problems, true, false, sentence):
    assert SEED.count(true) == 1
    assert sentence in problems(SEED.replace(true, false))


def test_a_gap_about_a_closed_item_is_a_problem(problems):
    gap = """
[[gaps]]
key = "hul"
kind = "missing"
question = "Hvad?"
raised_on = "2030-02-01"
status = "open"
about = ["agenda_items/2"]
cite = [{item = 1, lines = "2", certainty = "stated"}]
"""
    assert problems(SEED + gap) == ["nothing may be tied to a closed item."]


def test_titles_may_be_as_in_the_minutes(problems):
    title = "Flere store gamle træer langs alle de nye veje"
    assert problems(SEED.replace('"Tegning"', f'"{title}"')) == []


def test_citations_of_another_source_are_left_to_that_source(problems):
    elsewhere = SEED.replace(
        '{item = 1, lines = "2", certainty = "stated", says = ["Træer"]}',
        '{item = 2, lines = "900", certainty = "stated", source = "plan", says = ["Buske"]}',
    )
    assert problems(elsewhere) == []


def test_the_problem_names_its_place(tmp_path):
    (tmp_path / "seed.toml").write_text(SEED.replace("= 0.25", "= 0.4"), encoding="utf-8")
    [problem] = check.check(read_seed(tmp_path), MINUTES.splitlines())
    line = SEED.splitlines().index("[[funding_pools]]") + 1
    assert str(problem).startswith(f"seed.toml:{line} funding_pools/traeer: ")


def test_another_copy_of_the_source_is_noticed(tmp_path):
    copy = MINUTES.encode()
    known = f'line_count = 11\nsha256 = "{hashlib.sha256(copy).hexdigest()}"\ncite ='
    (tmp_path / "seed.toml").write_text(SOURCE.replace("cite =", known), encoding="utf-8")
    records = read_seed(tmp_path)
    assert check.check_copy(records, copy) == []
    found = check.check_copy(records, copy + b"\nEnd")
    assert [problem.values["field"] for problem in found] == ["line_count", "sha256"]


#: What other machines make of the same text when they save it.
SAVED_ON = {
    "the machine it came from": lambda text: text.encode(),
    "a Mac": lambda text: unicodedata.normalize("NFD", text).encode(),
    "Windows": lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
    "an editor that ends the last line": lambda text: f"{text}\n".encode(),
}


@pytest.mark.parametrize("saved", SAVED_ON)
def test_the_same_text_saved_on_another_machine_is_no_other_copy(tmp_path, saved):
    minutes = MINUTES.replace("\u00a0", " ")
    known = f'line_count = 11\nsha256 = "{hashlib.sha256(minutes.encode()).hexdigest()}"\ncite ='
    seed = SEED.replace("cite =", known, 1)
    (tmp_path / "seed.toml").write_text(unicodedata.normalize("NFD", seed), encoding="utf-8")
    records, copy = read_seed(tmp_path), SAVED_ON[saved](minutes)
    assert list(map(str, check.check(records, check.lines_of(copy)))) == []
    assert list(map(str, check.check_copy(records, copy))) == []


@pytest.mark.skipif(not REAL_MINUTES.exists(), reason=f"the minutes are not at {REAL_MINUTES}")
@pytest.mark.parametrize("saved", SAVED_ON)
def test_the_real_seed_says_what_the_real_minutes_say(saved):
    records, copy = read_seed(ROOT / "seed"), SAVED_ON[saved](REAL_MINUTES.read_text("utf-8"))
    assert list(map(str, check.check(records, check.lines_of(copy)))) == []
    assert list(map(str, check.check_copy(records, copy))) == []
