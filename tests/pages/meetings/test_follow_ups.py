"""Opfølgninger: the lists and filters, one of them, and what can be done with it by whom."""

from datetime import date

import builders
import pytest
import screen
import sqlalchemy as sa

from portfolio import store
from portfolio.store import schema
from portfolio.usecases import use_case
from portfolio.usecases.meetings import follow_ups
from portfolio.usecases.meetings.follow_ups import Owner

TODAY = date(2022, 5, 1)
COUNCIL = "Inddrag Byrådet"
U = schema.follow_ups.c


def row(title=COUNCIL):
    with store.reading() as connection:
        chosen = sa.select(schema.follow_ups).where(U.title == title)
        return connection.execute(chosen).mappings().one()


def party(code="suoc"):
    with store.reading() as connection:
        p = schema.parties.c
        return connection.execute(sa.select(p.id).where(p.code == code)).scalar_one()


def assigned(words="20. maj 2022"):
    owner = Owner(party_id=party(), date_words=words)
    follow_ups.assign(use_case.COMMAND, row()["id"], row()["version"], owner, today=TODAY)


def offered(page):
    return {option.content for pills in page.pills for option in pills.proto.options}


def do(page, code):
    (pills,) = page.pills
    return pills.set_value(code).run()


def field(kind, label):
    (found,) = (one for one in kind if one.label == label)
    return found


def press(page, label):
    (button,) = (one for one in page.button if one.label == label)
    return button.click().run()


@pytest.mark.parametrize(
    ("lang", "title", "missing"),
    [("da", "Opfølgninger", "ansvarlig mangler"), ("en", "Follow-ups", "responsible missing")],
)
def test_each_says_who_has_it_or_that_nobody_has(app, seeded_db, lang, title, missing):
    page = app("follow_ups", lang=lang)
    assert screen.title(page) == title
    rows = screen.listed(page)
    assert f"| {missing}" in rows[COUNCIL]
    assert "| Administrationen" in rows["Send interessetilkendegivelsen om Frie Bymidter"]
    assert not [*page.error, *page.warning]


def test_each_leads_to_its_decision_its_proposals_and_its_source(app, seeded_db):
    page = app("follow_ups")
    said, ways = screen.words(page), screen.links(page)
    assert "**6** åbne opfølgninger" in said
    assert "**5** uden ansvarlig" in said
    assert (
        ways["7.4 af 4. april 2022"] == "/beslutninger?beslutning=7.4&moede=direktionen-2022-04-04"
    )
    assert ways[COUNCIL] == f"/opfoelgninger?opfoelgning={row()['id']}"
    assert "kilde=" in said
    assert "overskredet" not in said.lower()


def test_what_is_late_comes_first_and_what_is_over_last(app, seeded_db):
    assigned("20. april 2022")
    done = {"status": "done", "closed_on": "2022-04-20", "state_note": "Sendt"}
    sent = "Send interessetilkendegivelsen om Frie Bymidter"
    builders.set_on(seeded_db, schema.follow_ups, U.title == sent, **done)
    page = app("follow_ups")
    rows = screen.listed(page)
    titles = list(rows)
    assert (titles[0], titles[-1]) == (COUNCIL, sent)
    assert "| Overskredet · 20. april 2022" in rows[COUNCIL]
    assert "Udført 20. april 2022: Sendt" in rows[sent]
    assert "**5** åbne opfølgninger · **1** overskredet" in screen.words(page)
    assert "Udført eller bortfaldet (1)" in screen.words(page)


def test_filters_stand_in_the_address(app, seeded_db):
    assigned("20. april 2022")
    late = app("follow_ups", tilstand="overdue")
    assert COUNCIL in screen.words(late)
    assert "Frie Bymidter" not in screen.words(late)
    assert COUNCIL not in screen.words(app("follow_ups", ansvarlig="mangler"))
    assert "Ingen opfølgning passer" in screen.words(app("follow_ups", tilstand="lapsed"))
    everything = screen.words(app("follow_ups", omfang="alle"))
    assert "Digitaliseringsforum" in everything


def test_before_the_first_meeting_there_is_nothing_and_a_way_on(app, seeded_db):
    page = app("follow_ups", dato="2022-04-03")
    assert "Der er intet at følge op på" in screen.words(page)
    assert "dato=2022-04-04" in screen.words(page)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_without_a_portfolio_the_page_says_what_to_do(app, empty_db, lang):
    assert screen.title(app("follow_ups", lang=lang))


def test_one_that_is_not_there_is_said(app, seeded_db):
    assert "Opfølgningen findes ikke" in screen.words(app("follow_ups", opfoelgning="nix"))


def test_done_needs_a_note_and_keeps_what_was_typed(app, seeded_db):
    page = do(app("follow_ups", opfoelgning=row()["id"]), "done")
    page = press(page, "Markér som udført")
    assert "Skriv, hvad der kom ud af det" in page.error[0].value
    field(page.text_area, "Hvad kom der ud af det? *").set_value("Byrådet er med")
    page = press(page, "Markér som udført")
    assert not page.error
    assert row()["status"] == "done"
    assert "Udført: 1. maj 2022: Byrådet er med" in screen.words(page)
    assert offered(page) == {"Genåbn"}


def test_a_date_is_said_back_as_it_was_understood(app, seeded_db):
    page = do(app("follow_ups", opfoelgning=row()["id"]), "assign")
    field(page.selectbox, "Ansvarlig").set_value(party())
    field(page.text_input, "Dato").set_value("medio juni 2022").run()
    assert "Forstået som 11.–20. juni 2022" in screen.words(page).replace("\\", "")
    page = press(page, "Gem")
    assert not page.error
    assert (row()["date_text"], row()["promised"]) == ("medio juni 2022", 1)


def test_a_date_that_is_not_understood_is_said_and_kept_as_words(app, seeded_db):
    def undated():
        words = screen.words(app("follow_ups"))
        return next(part for part in words.split(" · ") if "uden dato" in part).split("[")[0]

    before = undated()
    page = do(app("follow_ups", opfoelgning=row()["id"]), "assign")
    field(page.text_input, "Dato").set_value("engang").run()
    assert "gemmes ordene uden dato" in screen.words(page)
    page = press(page, "Gem")
    assert not page.error
    assert (row()["date_text"], row()["date_end"], row()["promised"]) == ("engang", None, 0)
    assert undated() == before


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("da", "aftalt juni 2022, nu oktober 2022, flyttet 1 gang"),
        ("en", "agreed June 2022, now October 2022, moved 1 time"),
    ],
)
def test_a_moved_day_says_what_was_agreed_and_why(app, seeded_db, lang, said):
    assigned("juni 2022")
    words = {"da": ("Hvorfor flyttes datoen?", "Gem"), "en": ("Why the date is moved", "Save")}
    asks, save = words[lang]
    page = do(app("follow_ups", opfoelgning=row()["id"], lang=lang), "assign")
    field(page.text_input, "Dato" if lang == "da" else "Date").set_value("oktober 2022").run()
    page = press(page, save)
    assert "juni 2022" in page.error[0].value  # it is asked why
    assert row()["date_text"] == "juni 2022"
    field(page.text_input, asks).set_value("Byrådet [holder] ferie")
    page = press(page, save)
    assert not page.error
    assert said in screen.words(page)
    assert "Byrådet [holder] ferie" in screen.words(page)
    assert said in screen.words(app("follow_ups", lang=lang))
    assert said in screen.words(app("decisions", beslutning="7.4", lang=lang))


@pytest.mark.parametrize(
    ("lang", "share", "on_decision"),
    [
        ("da", "**1** af **", "Gennemført: ✓ Ja"),
        ("en", "**1** of **", "Carried out: ✓ Yes"),
    ],
)
def test_decisions_carried_out_are_a_share_and_a_word(app, seeded_db, lang, share, on_decision):
    d = schema.decisions.c
    mine = sa.select(d.id).where(d.number == "7.4").scalar_subquery()
    done = {"status": "done", "closed_on": "2022-04-20"}
    builders.set_on(seeded_db, schema.follow_ups, U.decision_id == mine, **done)
    assert share in screen.words(app("decisions", lang=lang))
    assert on_decision in screen.words(app("decisions", beslutning="7.4", lang=lang))


def test_two_at_once_stand_side_by_side(app, seeded_db):
    page = do(app("follow_ups", opfoelgning=row()["id"]), "assign")
    field(page.text_input, "Dato").set_value("1. juli 2022").run()
    assigned("20. maj 2022")
    page = press(page, "Gem")
    assert "20. maj 2022" in screen.words(page).replace("\\", "")
    assert row()["date_text"] == "20. maj 2022"
    field(page.text_input, "Hvorfor flyttes datoen?").set_value("Ferie")
    page = press(page, "Gem min version alligevel")
    assert row()["date_text"] == "1. juli 2022"


def test_a_new_one_is_added_to_a_decision(app, seeded_db):
    page = do(app("follow_ups"), "add")
    with store.reading() as connection:
        d = schema.decisions.c
        key = connection.execute(sa.select(d.id).where(d.number == "7.4")).scalars().first()
    field(page.selectbox, "Beslutning *").set_value(key)
    field(page.text_input, "Hvad skal gøres? *").set_value("Skriv til testcentret")
    page = press(page, "Tilføj")
    assert not page.error
    assert "Skriv til testcentret" in screen.words(page)


@pytest.mark.parametrize(
    ("role", "own", "may"),
    [
        ("reader", True, False),
        ("director", True, False),
        ("lead", False, False),
        ("lead", True, True),
        ("secretary", False, True),
    ],
)
def test_who_is_offered_what(app, seeded_db, signed_in, role, own, may):
    assigned()
    signed_in(builders.a_user(seeded_db, role, *(["suoc"] if own else [])))
    page = app("follow_ups", opfoelgning=row()["id"])
    assert bool(offered(page)) is may
    assert bool(offered(app("follow_ups"))) is (role == "secretary")


def test_an_earlier_day_is_for_reading(app, seeded_db):
    page = app("follow_ups", opfoelgning=row()["id"], dato="2022-04-20")
    assert not offered(page)
    assert "pr. i dag" in screen.words(page)


def test_a_review_day_stands_on_the_page_and_on_the_decision(app, seeded_db):
    number = schema.decisions.c.number == "7.2"
    builders.set_on(seeded_db, schema.decisions, number, review_on="2022-06-01")
    page = app("follow_ups")
    assert "Tages op igen" in screen.words(page)
    assert "**1. juni 2022**" in screen.words(page)
    assert "Tages op igen: 1. juni 2022" in screen.words(app("decisions", beslutning="7.2"))


def test_what_the_data_holds_shows_as_itself(app, seeded_db):
    id = row()["id"]
    evil = "<script>x</script> **b** [x](/y) {{ 1 }}"
    builders.set_on(seeded_db, schema.follow_ups, U.title == COUNCIL, title=evil, note=evil)
    for page in (app("follow_ups"), app("follow_ups", opfoelgning=id)):
        assert evil in screen.words(page)
        assert "<script" not in "".join(screen.fragments(page))
