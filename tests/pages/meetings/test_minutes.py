"""Referater: a file read, its finds judged one by one or all that is sure, taken in and back."""

import json

import pytest
import screen
import sqlalchemy as sa
from builders import a_user, changed, proposal_id

from portfolio import store
from portfolio.domain.finds import FindState
from portfolio.queries.minutes import readings as query
from portfolio.store import schema
from portfolio.usecases.minutes import judging, laying_up
from portfolio.usecases.use_case import COMMAND
from tests import readings


def portfolio_id():
    with store.reading() as connection:
        return connection.execute(sa.select(schema.portfolios.c.id)).scalars().first()


@pytest.fixture
def reading(seeded_db):
    result = readings.result()
    result["finds"][3]["subject"] = f"proposals/{proposal_id(4)}"
    return laying_up.lay_up(COMMAND, portfolio_id(), result, name="referat.txt")


def stands(reading):
    with store.reading() as connection:
        return query.reading(connection, id=reading), query.finds(connection, reading=reading)


def press(opened, words):
    button = next(b for b in opened.button if b.label == words)
    return button.click().run()


def test_with_nothing_read_it_says_what_to_do(app, seeded_db):
    assert "Der er ikke læst noget referat endnu." in screen.words(app("minutes"))


def test_pasted_text_is_read_and_opened(app, seeded_db):
    opened = app("minutes")
    opened.text_area[0].set_value("\n".join(readings.LINES))
    opened = press(opened, "Læs")
    assert "Byrådet 26. april 2022" in screen.words(opened)
    with store.reading() as connection:
        [one] = query.readings(connection, portfolio=portfolio_id())
    assert one.title == "Byrådet 26. april 2022"


def test_nothing_pasted_is_said(app, seeded_db):
    opened = press(app("minutes"), "Læs")
    assert "Der er intet at læse." in opened.error[0].value


def test_a_find_stands_beside_its_sentence_and_is_judged(app, reading):
    opened = app("minutes", referat=reading)
    said = screen.words(opened)
    assert "12 fund: 12 ikke vurderet" in said
    assert "Fund 1 af 12" in said
    assert "Byrådet" in said
    opened = press(opened, "Medtag")
    assert "Fund 2 af 12" in screen.words(opened)
    opened = press(opened, "Forkast")
    _one, finds = stands(reading)
    assert [f.state for f in finds[:3]] == [FindState.TAKEN, FindState.REJECTED, FindState.OPEN]


def test_put_right_it_is_taken_as_it_was_put(app, reading):
    opened = press(app("minutes", referat=reading, fund="7"), "Ret og medtag")
    field = next(f for f in opened.text_input if f.label == "Titel")
    field.set_value("Lav en rigtig plan")
    press(opened, "Medtag, som det står her")
    _one, finds = stands(reading)
    assert finds[6].value["title"] == "Lav en rigtig plan"
    assert finds[6].is_mended


def test_all_that_is_sure_goes_in_and_comes_back(app, reading):
    opened = press(app("minutes", referat=reading), "Medtag alt, der er sikkert (11)")
    opened = press(opened, "Indlæs i porteføljen (11)")
    assert "Indlæst" in screen.words(opened)
    said = screen.words(app("minutes", referat=reading, fund="1"))
    assert "Se, hvad det blev til" in said
    proposal = screen.words(app("proposal", nr="12", dato="2022-05-01"))
    assert "En fest i hver by" in proposal
    opened = app("minutes", referat=reading)
    next(f for f in opened.text_input if f.label == "Begrundelse").set_value("Forkert møde")
    press(opened, "Fortryd")
    one, _finds = stands(reading)
    assert one.state == "open"


def test_its_lines_are_a_page_and_a_source_opens_them(app, reading):
    opened = press(app("minutes", referat=reading), "Medtag alt, der er sikkert (11)")
    press(opened, "Indlæs i porteføljen (11)")
    said = "".join(screen.fragments(app("minutes", referat=reading, linjer="9-9")))
    assert '<li class="marked">' in said
    assert "Godkendt, idet der ønskes en plan" in said
    assert not app("minutes", referat=reading, linjer="9" * 5_000).error
    with store.reading() as connection:
        c = schema.citations.c
        cited = connection.execute(
            sa.select(c.id).where(c.subject_table == "follow_ups", c.line_from == 9, c.line_to == 9)
        ).scalars()
        newest = max(cited)
    dialog = "".join(screen.fragments(app("overview", kilde=newest)))
    assert "Godkendt, idet der ønskes en plan" in dialog


def test_whoever_only_reads_sees_what_was_taken_in_alone(app, seeded_db, signed_in, reading):
    signed_in(a_user(seeded_db, "reader"))
    said = screen.words(app("minutes", referat=reading))
    assert "Referatet er her ikke" in said or "Det referat er her ikke" in said
    assert "Byrådet 26. april" not in said
    judging.set_aside(COMMAND, reading, 1)  # a wrong file that somebody chose, perhaps
    for said in (screen.words(app("minutes", referat=reading)), screen.words(app("minutes"))):
        assert "Byrådet 26. april" not in said


def test_in_english(app, reading):
    told = [{"code": "no_items", "text": "Der blev ikke fundet punkter i filen."}]
    kept = sa.update(schema.minutes_readings).values(messages=json.dumps(told))
    changed(store.url(), lambda connection: connection.execute(kept))
    said = screen.words(app("minutes", referat=reading, lang="en"))
    assert "12 finds: 12 not judged" in said
    assert "Find 1 of 12" in said
    assert "No agenda items were found in the file." in said


LETTER = (
    "Kære Anna\n\nTak for din henvendelse om støj. Vi vender tilbage.\n\nMed venlig hilsen\nBo\n"
)


def nothing_is_kept():
    with store.reading() as connection:
        return query.readings(connection, portfolio=portfolio_id()) == ()


def test_of_a_letter_nothing_is_kept_until_somebody_says_what_it_is(app, seeded_db):
    opened = app("minutes")
    opened.text_area[0].set_value(LETTER)
    opened = press(opened, "Læs")
    assert "ligner hverken et referat eller en dagsorden" in opened.warning[0].value
    assert opened.text_area[0].value == LETTER
    assert nothing_is_kept()
    next(box for box in opened.selectbox if box.label == "Hvad er det?").set_value("minutes")
    press(opened, "Læs")
    assert not nothing_is_kept()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\nxxxx", "beskadiget"),
        (b"\x89PNG\r\n\x1a\n....", "type"),
        ("Protokoll fra møte i kommunestyret. Vedtak: saken er ikke vedtatt. " * 9, "dansk"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_kept(app, seeded_db, data, said):
    opened = app("minutes")
    if isinstance(data, str):
        opened.text_area[0].set_value(data)
    else:
        opened.get("file_uploader")[0].upload("x.pdf", data, "application/pdf")
    opened = press(opened, "Læs")
    assert said in opened.error[0].value
    assert nothing_is_kept()


def test_where_the_reader_is_unsure_it_asks_and_goes_on_by_the_answer(app, seeded_db):
    reading = laying_up.lay_up(
        COMMAND, portfolio_id(), readings.result(document="unsure"), name="x.txt"
    )
    opened = app("minutes", referat=reading)
    assert "Fund 1 af" not in screen.words(opened)
    opened = press(opened, "Dagsorden")
    assert "Fund 1 af 12" in screen.words(opened)
    assert stands(reading)[0].document == "agenda"


def test_of_a_newer_version_it_shows_what_differs(app, reading):
    press(app("minutes", referat=reading), "Medtag alt, der er sikkert (11)")
    said = readings.finds()
    task = next(one for one in said if one["kind"] == "follow_up")
    task["value"] |= {"title": "Lav en god plan"}
    lines = [*readings.LINES, "Rettet den 9. maj."]
    kept = [one for one in said if one["kind"] != "amount"]
    newer = laying_up.lay_up(
        COMMAND, portfolio_id(), readings.result(lines=lines, finds=kept), name="x.txt"
    )
    page = app("minutes", referat=newer, fund="7")
    words = screen.words(page)
    assert "Sagt på en anden måde i den tidligere udgave." in words
    changed = "".join(screen.fragments(page))
    assert "<s>Lav en plan</s> → <strong>Lav en god plan</strong>" in changed
    assert "Står ikke længere i teksten" in words
    assert "6 mio. kr." in words
    older = app("minutes", referat=reading)
    assert "En nyere udgave" in older.info[0].value
    assert "afløst af en nyere udgave" in screen.words(app("minutes"))
