"""``import-minutes``: told what the file is, and nothing kept of what it is not."""

import json

import sqlalchemy as sa

from portfolio import store
from portfolio.commands import main
from portfolio.store.schema import minutes_readings

LETTER = (
    "Kære Anna\n\nTak for din henvendelse om støj. Vi vender tilbage.\n\nMed venlig hilsen\nBo\n"
)


def kept():
    with store.reading() as connection:
        return connection.execute(sa.select(minutes_readings.c.document)).scalars().all()


def test_of_a_letter_nothing_is_kept_but_where_it_is_said_to_be_minutes(
    seeded_db, tmp_path, capsys
):
    path = tmp_path / "brev.txt"
    path.write_text(LETTER)
    assert main(["import-minutes", str(path)]) == 0
    assert "--kind agenda" in capsys.readouterr().out
    assert kept() == []
    assert main(["import-minutes", str(path), "--kind", "minutes", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["document"] == "minutes"
    assert kept() == ["minutes"]


def test_what_cannot_be_read_is_said_and_nothing_is_kept(seeded_db, tmp_path, capsys):
    for name, data in (("tom.txt", b" "), ("x.pdf", b"%PDF-1.7 x"), ("x.png", b"\x89PNG\r\n")):
        (tmp_path / name).write_bytes(data)
        assert main(["import-minutes", str(tmp_path / name)]) == 2
        assert capsys.readouterr().out.strip().endswith(".")
    assert main(["import-minutes", str(tmp_path / "nix.pdf")]) == 2
    assert kept() == []
