"""``doctor``: content with a sound portfolio, and each thing that can go wrong is named."""

import sqlite3
from contextlib import closing

import pytest

from portfolio.commands.checkup.finding import unless_any
from portfolio.commands.doctor import has_wal_reset_fault
from portfolio.usecases import use_case
from portfolio.usecases.documents import documents


@pytest.fixture
def portfolio(here, run, years_later):
    """A sound portfolio with a history, in portfolio.db."""
    run("demo", "demo.db")
    (here / "demo.db").rename(here / "portfolio.db")
    return here / "portfolio.db"


def test_a_sound_portfolio_has_no_error(portfolio, run):
    before = portfolio.read_bytes()
    ran = run("doctor")
    assert (ran.code, ran.complained) == (0, "")
    assert {line.split()[0] for line in ran.said.splitlines()} <= {"ok", "advarsel"}
    assert len(ran.said.splitlines()) == 14
    assert portfolio.read_bytes() == before


def test_it_speaks_english_too(portfolio, run):
    ran = run("doctor", language="en")
    assert {line.split()[0] for line in ran.said.splitlines()} <= {"ok", "warning"}


def test_no_portfolio_is_an_error_and_makes_none(here, run):
    ran = run("doctor")
    assert ran.code == 1
    assert "python -m portfolio init" in ran.said
    assert list(here.iterdir()) == []


NO_GUARD = "DROP TRIGGER guard_{}_append_only_{}"
NUMBER = " number = {} AND portfolio_id = (SELECT id FROM portfolios WHERE code = 'civilsamfund')"
#: What is done to the file, and the words of the error that must name it. The lights, days and
#: pointers of five proposals are one error, which names all five.
STATUSES = "(5): 2, 3, 4, 5, 6"
DAMAGE = {
    "a guard is gone": (["DROP TRIGGER guard_change_log_append_only_update"], "Vagter"),
    "a key leads nowhere": (["UPDATE proposals SET purpose_id = 'gone'"], "proposals: 26"),
    "another light": (["UPDATE proposals SET rag = 'red' WHERE" + NUMBER.format(4)], STATUSES),
    "another percent": (["UPDATE proposals SET percent = NULL WHERE" + NUMBER.format(2)], STATUSES),
    "another day": (["UPDATE proposals SET status_on = NULL WHERE" + NUMBER.format(5)], STATUSES),
    "another pointer": (["UPDATE proposals SET status_seq = 1 WHERE" + NUMBER.format(3)], STATUSES),
    "a status is gone": (
        [
            NO_GUARD.format("status_updates", "delete"),
            "DELETE FROM status_updates WHERE seq = 2 AND proposal_id ="
            " (SELECT id FROM proposals WHERE" + NUMBER.format(6) + ")",
        ],
        STATUSES,
    ),
    "another answer": (
        [
            "UPDATE proposal_parties SET state = 'passed_on' WHERE id ="
            " (SELECT min(id) FROM proposal_parties WHERE state_seq > 1)"
        ],
        "Forslag med et ansvar",
    ),
    "a closed item says something": (
        [
            "DROP TRIGGER guard_attachments_closed_item_update",
            "UPDATE attachments SET agenda_item_id ="
            " (SELECT id FROM agenda_items WHERE number = 5)"
            " WHERE id = (SELECT min(id) FROM attachments)",
        ],
        "(1): 5",
    ),
    "a source of nothing": (
        ["UPDATE citations SET subject_id = 'gone' WHERE subject_table = 'purposes'"],
        "citations → purposes",
    ),
    "a source of no table": (
        ["UPDATE gap_subjects SET subject_table = 'wishes'"],
        "gap_subjects → wishes",
    ),
    "a change that is not logged": (["UPDATE revisions SET number = number + 1"], "tælleren ved"),
}


def test_all_that_is_wrong_is_named(portfolio, run):
    with closing(sqlite3.connect(portfolio)) as connection:
        for statements, _words in DAMAGE.values():
            for statement in statements:
                assert connection.execute(statement).rowcount != 0
        connection.commit()
    ran = run("doctor")
    errors = [line for line in ran.said.splitlines() if line.startswith("fejl")]
    assert ran.code == 1
    for case, (_statements, words) in DAMAGE.items():
        assert any(words in line for line in errors), case


def test_a_long_list_is_cut_short():
    finding = unless_any(list("abcdefg"), "fine", "wrong")
    assert (finding.level, finding.sentence) == ("error", "wrong (7): a, b, c, d, e, …")


@pytest.mark.parametrize(
    ("version", "faulty"),
    [
        ("3.6.23", False),  # before the write-ahead log
        ("3.7.0", True),
        ("3.40.1", True),
        ("3.44.5", True),
        ("3.44.6", False),  # mended there as well
        ("3.50.6", True),
        ("3.50.7", False),  # and there
        ("3.51.2", True),
        ("3.51.3", False),
        ("3.53.4", False),
    ],
)
def test_which_sqlite_can_damage_a_file(version, faulty):
    assert has_wal_reset_fault(version) == faulty


def test_attached_files_are_looked_through(portfolio, here, run, monkeypatch):
    monkeypatch.setenv("PORTFOLIO_URL", f"sqlite:///{portfolio}")
    with closing(sqlite3.connect(portfolio)) as connection:
        (proposal,) = connection.execute("SELECT min(id) FROM proposals").fetchone()
    for name, content in (("a.txt", b"a"), ("b.txt", b"b"), ("c.txt", b"c")):
        documents.add_file(use_case.COMMAND, "proposals", proposal, name=name, content=content)
    assert "Alle bilag er der, og indholdet er uændret (3)." in run("doctor").said
    kept = {path.read_bytes(): path for path in (here / "portfolio.db.bilag").iterdir()}
    kept[b"a"].unlink()
    kept[b"b"].write_bytes(b"other")
    ran = run("doctor")
    assert ran.code == 1
    assert "Bilag, hvis indhold er væk eller beskadiget (2): a.txt, b.txt" in ran.said
