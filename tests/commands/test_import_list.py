"""``import-list``: what it would do, and done; on an empty database too."""

import openpyxl
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.commands import main
from portfolio.store.schema import proposals


@pytest.fixture
def a_list(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Nr", "Titel", "Status"], [1, "Cykelsti", "Planlagt"], [2, "Park", "På sporet"]):
        book.active.append(row)
    book.save(tmp_path / "liste.xlsx")
    return str(tmp_path / "liste.xlsx")


def test_a_word_is_asked_for_and_the_list_taken_in(empty_db, a_list, capsys):
    new = ["--new", "Nordby", "--municipality", "Nordby Kommune"]
    assert main(["import-list", a_list]) == 2
    assert main(["import-list", a_list, *new]) == 2
    assert "Sig først, hvad disse ord betyder: »Planlagt«." in capsys.readouterr().err
    told = ["--word", "Planlagt=Klar til beslutning"]
    assert main(["import-list", a_list, *new, *told, "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 nye · 0 ændrede · 0 uændrede · 0 væk fra listen · 0 rækker med fejl",
        "+ 1 Cykelsti",
        "+ 2 Park",
        "Intet er gemt.",
    ]
    assert main(["import-list", a_list, *new, *told]) == 0
    p = proposals.c
    with store.reading() as connection:
        rows = connection.execute(sa.select(p.title, p.stage, p.rag)).all()
    assert rows == [("Cykelsti", "ready", "none"), ("Park", "running", "green")]
    assert main(["import-list", a_list]) == 0  # the words are remembered
    assert "2 uændrede" in capsys.readouterr().out
