"""``demo``: a file of its own, and never a file that is there."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest


def test_it_makes_a_marked_database_and_says_how_to_open_it(here, run, years_later, monkeypatch):
    ran = run("demo")
    assert (ran.code, ran.complained) == (0, "")
    assert ran.said.endswith("\n  PORTFOLIO_URL=sqlite:///demo.db make run\n")
    assert [path.name for path in here.iterdir()] == ["demo.db"]
    with closing(sqlite3.connect("demo.db")) as connection:
        assert connection.execute("SELECT value FROM settings WHERE name = 'demo'").fetchone() == (
            "1",
        )
        assert connection.execute("SELECT count(*) FROM proposals").fetchone() == (26,)
        assert connection.execute("SELECT count(*) FROM status_updates").fetchone()[0] > 0
    monkeypatch.setenv("PORTFOLIO_URL", "sqlite:///demo.db")
    assert run("doctor").code == 0


def test_a_name_with_a_blank_can_be_pasted_back(here, run):
    ran = run("demo", "min demo.db")
    assert ran.said.endswith("\n  PORTFOLIO_URL='sqlite:///min demo.db' make run\n")


@pytest.mark.parametrize("name", ["demo.db", "./demo.db", "link.db"])
def test_a_file_that_is_there_is_left_alone(here, refused, name):
    Path("demo.db").write_bytes(b"something dear")
    Path("link.db").symlink_to("gone.db")
    danish, english = refused("demo", name)
    assert "er ikke rørt" in danish
    assert "not been touched" in english
    assert Path("demo.db").read_bytes() == b"something dear"
    assert not Path("gone.db").exists()


def test_it_never_goes_into_the_real_portfolio(here, refused, run):
    danish, english = refused("demo", "portfolio.db")
    assert "rigtige portefølje" in danish
    assert "real portfolio" in english
    assert list(here.iterdir()) == []
    run("init")
    before = Path("portfolio.db").read_bytes()
    refused("demo", here / "portfolio.db")
    assert Path("portfolio.db").read_bytes() == before


def test_a_folder_that_is_not_there_is_refused(here, refused):
    danish, _english = refused("demo", "ikke-der/demo.db")
    assert "kan ikke gemmes" in danish
