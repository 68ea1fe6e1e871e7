"""Din egen liste: a list from Excel, step by step; and undone as one."""

import lists
import pytest
import screen
import sqlalchemy as sa
from builders import a_user

from portfolio import store
from portfolio.store.schema import list_imports, proposals

ROWS = [
    ["Nr.", "Indsats", "Center", "Status", "Budget (t.kr.)", "Udvalg"],
    [1, "Bilflåde <b>", "Teknik og Miljø", "På sporet", 1200, "Teknisk"],
    [2, "Bibliotek", "TM", "Planlagt", "efter aftale", "Kultur"],
]


def press(page, words):
    (button,) = (one for one in page.button if one.label == words)
    page = button.click().run()
    assert not page.exception
    return page


def upload(page, content, name="Indsatser.xlsx"):
    page.file_uploader[0].set_value((name, content, "application/octet-stream")).run()
    return press(page, "Læs listen")


def box(page, label):
    (found,) = (one for one in page.selectbox if one.label == label)
    return found


def rows(*columns):
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(sa.select(*columns))]


def test_a_list_begins_a_portfolio_and_is_undone(app, empty_db):
    assert "/liste" in screen.words(app("overview"))
    page = app("lists")
    page.text_input[0].set_value("Nordbys indsatser").run()
    page.text_input[1].set_value("Nordby Kommune").run()
    page = upload(page, lists.xlsx(ROWS))
    assert box(page, "F · Udvalg").value == "kept"
    page = press(page, "Videre til ordene")
    assert "2 svar mangler." in screen.words(page)
    page = box(page, "»Planlagt« (1 række)").set_value("ready").run()
    page = box(page, "»TM« er").set_value("=Teknik og Miljø").run()
    page = press(page, "Se, hvad der ville blive ændret")
    said = screen.words(page)
    assert "2 rækker i listen: 2 nye · 0 ændrede · 0 uændrede" in said
    assert "E3: »efter aftale« er ikke et beløb" in said
    page = press(page, "Indlæs listen")
    p = proposals.c
    assert rows(p.title, p.stage, p.rag) == [
        ("Bilflåde <b>", "running", "green"),
        ("Bibliotek", "ready", "none"),
    ]
    page = app("lists")
    assert "Indsatser.xlsx" in screen.words(page)
    page.text_input[0].set_value("Forkert fil").run()
    press(page, "Fortryd indlæsningen")
    assert rows(list_imports.c.undone_reason) == [("Forkert fil",)]
    assert {stage for (stage,) in rows(p.stage)} == {"not_pursued"}


def test_rows_with_errors_are_left_out_only_when_somebody_says_so(app, seeded_db):
    page = upload(app("lists"), lists.xlsx([["Nr", "Titel"], [71, "Ny"], [72, None], [71, "To"]]))
    page = press(page, "Videre til ordene")
    page = press(page, "Se, hvad der ville blive ændret")
    assert next(one for one in page.button if one.label == "Indlæs listen").disabled
    page = press(page, "Udelad de 2 rækker med fejl")
    assert "2 rækker er udeladt" in screen.words(page)
    assert next(one for one in page.button if one.label == "Indlæs listen").disabled


def test_what_cannot_be_read_says_so_and_one_chooses_another(app, seeded_db):
    page = app("lists")
    page.file_uploader[0].set_value(("liste.xlsx", b"%PDF-1.7", "x")).run()
    page = press(page, "Læs listen")
    (error,) = page.error
    assert error.value.startswith("Filen er ikke et regneark")


def test_it_is_the_secretarys(app, seeded_db, signed_in):
    signed_in(a_user(seeded_db, role="lead"))
    with pytest.raises(ValueError, match=r"work/lists\.py"):
        app("lists")


def test_in_english(app, seeded_db):
    page = app("lists", lang="en")
    assert screen.title(page) == "Your own list"
    assert "No list has been taken in yet." in screen.words(page)
