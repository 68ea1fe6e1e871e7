"""Ændringslog: the lines in words, the filters in the address, one change, the way back."""

import re
from datetime import date

import pandas as pd
import pytest
import screen
import sqlalchemy as sa
from builders import a_proposal, a_user, as_user, proposal_id

from portfolio import language, store
from portfolio.domain.permissions import Role
from portfolio.queries.log import log
from portfolio.store import changes, schema
from portfolio.ui.log import page
from portfolio.usecases import content
from portfolio.usecases.log import restoring
from portfolio.usecases.people import users
from portfolio.usecases.proposals import comments
from portfolio.usecases.use_case import LOCAL

TODAY = date(2022, 5, 1)


def last():
    with store.reading() as connection:
        return log.lines(connection, filters=log.Filters(people=True), limit=1)[0]


def retitled(number, title, version=1, who=LOCAL):
    content.change(who, "proposals", proposal_id(number), version, {"title": title}, today=TODAY)
    return last()


def a_line(action="test.done", at="2022-04-30T10:00:00.000000+00:00", **given):
    change = changes.Change(**{"actor": "Ada Test", "action": action, "at": at, **given})
    store.in_transaction(lambda connection: changes.record(connection, change))
    return change.id


def entries(opened):
    """The lines of the list, each in its words."""
    html = "".join(screen.fragments(opened))
    lists = re.findall(r'(?s)<ul class="entries">(.*?)</ul>', html)
    return [screen.text(one) for some in lists for one in some.split("</li>")[:-1]]


def buttons(opened):
    return [one.label for one in opened.button]


def press(opened, label):
    (button,) = [one for one in opened.button if one.label == label]
    button.click()
    return opened.run()


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_line_says_who_what_about_what_and_both_values(app, seeded_db, signed_in, lang):
    who = a_user(seeded_db, "secretary", name="Bo Test")
    retitled(4, "Et *helt* andet navn", who=as_user(who))
    signed_in(who)
    opened = app("log", lang=lang)
    newest, *_rest = entries(opened)

    assert screen.title(opened) == {"da": "Ændringslog", "en": "Change log"}[lang]
    assert {"da": "Forslag: rettet", "en": "Proposal: changed"}[lang] in newest.replace("\\:", ":")
    assert "Bo Test" in newest
    assert re.search(r"/forslag\?\S*nr=4\)", newest)
    assert {"da": "Titel: ", "en": "Title: "}[lang] in newest
    assert "→ Et *helt* andet navn" in newest
    assert not opened.error


def test_the_day_and_the_clock_are_danish(app, empty_db):
    a_line(at="2022-04-03T22:03:00.000000+00:00")
    opened = app("log")
    assert "<h2>4. april 2022</h2>" in screen.fragments(opened)[-1]
    assert entries(opened)[0].startswith("0.03 **")


def test_codes_keys_dates_and_amounts_are_said_in_words(app, seeded_db):
    with store.reading() as connection:
        purposes = dict(connection.exec_driver_sql("SELECT number, id FROM purposes").all())
    a_line(
        "proposal.changed",
        subject_table="proposals",
        subject_id=proposal_id(4),
        before={"purpose_id": purposes[1], "rag": "none", "percent": 40},
        after={"purpose_id": purposes[2], "rag": "amber", "percent": 45},
    )
    a_line(
        "funding_pool.changed",
        subject_table="funding_pools",
        subject_id="x",
        before={"total_amount": None, "kind": "state"},
        after={"total_amount": 130_000_000, "kind": "municipal"},
    )
    a_line(
        "round.moved",
        subject_table="status_rounds",
        subject_id="x",
        before={"deadline_on": "2022-05-02"},
        after={"deadline_on": "2022-05-09"},
    )
    said = screen.words(app("log")).replace("\xa0", " ")

    assert "→ Gul" in said
    assert "40 %" in said
    assert "130.000.000 kr." in said.replace("\\", "")
    assert "Kommunal pulje" in said
    assert "9. maj 2022" in said.replace("\\", "")
    assert purposes[1] not in said
    assert purposes[2] not in said


def test_an_unknown_action_and_field_stand_as_they_are(app, empty_db):
    a_line("nix.gjort", after={"ukendt_felt": "x"})
    newest = entries(app("log"))[0].replace("\\", "")
    assert "nix.gjort" in newest
    assert "ukendt_felt:" in newest


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("reader", False),
        ("lead", True),
        ("secretary", True),
        ("director", True),
        ("administrator", True),
    ],
)
def test_who_sees_the_log(app, seeded_db, signed_in, role, sees):
    retitled(4, "Nyt navn")
    signed_in(a_user(seeded_db, role))
    if sees:
        assert entries(app("log"))
    else:
        with pytest.raises(ValueError, match="log"):
            app("log")


@pytest.mark.parametrize("role", ["lead", "secretary", "director", "administrator"])
def test_only_administrators_see_lines_about_users(app, seeded_db, signed_in, role):
    boss = as_user(a_user(seeded_db, "administrator", name="Ada Test"))
    users.add_user(boss, email="ny@kommune.test", name="Ny Test", role=Role.READER)
    line = last()
    signed_in(a_user(seeded_db, role))

    assert ("ny@kommune.test" in screen.words(app("log"))) is (role == "administrator")
    one = app("log", linje=line.id)
    assert ("ny@kommune.test" in screen.words(one)) is (role == "administrator")
    assert bool(screen.warnings(one)) is (role != "administrator")


def test_the_filters_are_in_the_address(app, seeded_db):
    retitled(4, "Nyt navn")
    comments.write(LOCAL, proposal_id(5), "Et ord om vejret")
    a_line("milestone.changed", subject_table="milestones", subject_id="x")

    assert len(entries(app("log"))) == 4
    assert len(entries(app("log", slags="comment"))) == 1
    assert len(entries(app("log", hvem="Ada Test"))) == 1
    assert len(entries(app("log", forslag=5))) == 1
    assert len(entries(app("log", soeg="vejret"))) == 1
    assert len(entries(app("log", periode="2022-04"))) == 1
    narrowed = app("log", slags="comment", forslag=5)
    assert "Viser: Kommentarer" in screen.words(narrowed)
    assert screen.address(narrowed)["slags"] == "comment"


def test_filters_that_nothing_matches_are_said(app, seeded_db):
    assert "Ingen ændring passer" in app("log", soeg="findesikke").info[0].value


@pytest.mark.parametrize(
    ("name", "value"),
    [("slags", "user"), ("slags", "nix"), ("periode", "1850-01"), ("hvem", "Nix")],
)
def test_a_filter_that_cannot_be_is_said(app, seeded_db, signed_in, name, value):
    signed_in(a_user(seeded_db, "secretary"))
    opened = app("log", **{name: value})
    assert f"{name}={value}" in screen.warnings(opened)[0].replace("\\", "")
    assert entries(opened)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_an_empty_log(app, empty_db, lang):
    opened = app("log", lang=lang)
    said = {"da": "Intet er ændret endnu.", "en": "Nothing has been changed yet."}[lang]
    assert opened.info[0].value == said


def test_page_by_page(app, empty_db):
    for number in range(120):
        a_line(f"test.{number}")
    opened = app("log")
    assert len(entries(opened)) == 50
    assert "test.119" in entries(opened)[0].replace("\\", "")
    assert "**120** ændringer" in screen.words(opened)

    third = app("log", side=3)
    assert len(entries(third)) == 20
    assert "test.0" in entries(third)[-1].replace("\\", "")


def test_more_than_most_are_said_to_be_more(app, empty_db, monkeypatch):
    monkeypatch.setattr(log, "MOST", 50)
    for number in range(60):
        a_line(f"test.{number}")
    opened = app("log", side=2)  # there is no second page
    assert "Mere end **50** ændringer" in screen.words(opened)
    assert "test.59" in entries(opened)[0].replace("\\", "")
    assert len(entries(opened)) == 50


def test_one_change_shows_every_field_in_full(app, seeded_db):
    text = "Et langt resumé. " * 40
    content.change(
        LOCAL,
        "proposals",
        proposal_id(4),
        1,
        {"summary": text, "title": "Nyt navn", "short_title": "Nyt"},
        today=TODAY,
        reason="bestilt",
    )
    opened = app("log", linje=last().id)
    told = screen.listed(opened)

    assert "| Felt | Før | Efter" in screen.words(opened)
    assert list(told) == ["Titel", "Kort titel", "Det handler om"]
    assert told["Det handler om"].endswith(text.strip())
    assert told["Kort titel"].startswith("| (tom)")
    assert "Begrundelse: bestilt" in screen.words(opened)


def test_hostile_words_in_a_change_are_words(app, seeded_db):
    evil = "</table><script>x</script> **b** [x](/y)"
    opened = app("log", linje=retitled(4, evil).id)
    assert screen.listed(opened)["Titel"].endswith("<script>x</script> **b** [x](/y)")
    assert "<script" not in "".join(screen.fragments(opened))


def test_an_unknown_change_is_said(app, seeded_db):
    opened = app("log", linje="nix")
    assert "findes ikke" in screen.warnings(opened)[0]
    assert entries(opened)


def test_the_earlier_value_is_restored(app, seeded_db):
    line = retitled(4, "Noget andet")
    opened = app("log", linje=line.id)
    assert "Gendanner: Titel." in screen.words(opened)
    opened.text_input[0].set_value("det var rigtigt før")
    opened = press(opened, "Gendan den tidligere værdi")

    assert opened.toast[0].value == "Den tidligere værdi er gendannet"
    assert "Det er igen, som det var før ændringen." in screen.words(opened)
    assert "Gendan den tidligere værdi" not in buttons(opened)
    assert last().after == line.before
    newest = entries(app("log"))[0]
    assert f"linje={line.id}" in newest
    assert "det var rigtigt før" in newest


def test_what_was_changed_again_is_shown_and_not_offered(app, seeded_db):
    line = retitled(4, "Den første")
    retitled(4, "Den anden", 2)
    opened = app("log", linje=line.id)

    assert "Gendan den tidligere værdi" not in buttons(opened)
    assert "Det er ændret igen siden" in screen.words(opened)
    assert "| Felt | Den tidligere værdi | Værdien nu" in screen.words(opened)
    assert screen.listed(opened)["Titel"].endswith("| Den anden")


def test_somebody_who_is_quicker_is_shown_beside_the_earlier_value(app, seeded_db):
    line = retitled(4, "Den første")
    opened = app("log", linje=line.id)
    retitled(4, "Den anden", 2)
    opened = press(opened, "Gendan den tidligere værdi")
    assert screen.listed(opened)["Titel"].endswith("| Den anden")
    assert last().after == {"title": "Den anden"}


@pytest.mark.parametrize(
    ("role", "offered"),
    [("lead", False), ("secretary", True), ("director", False), ("administrator", True)],
)
def test_who_is_offered_to_restore(app, seeded_db, signed_in, role, offered):
    line = retitled(4, "Noget andet")
    signed_in(a_user(seeded_db, role))
    assert ("Gendan den tidligere værdi" in buttons(app("log", linje=line.id))) is offered


def test_what_is_history_is_not_offered(app, seeded_db):
    key = a_line(
        "proposal.set_aside",
        subject_table="proposals",
        subject_id=proposal_id(4),
        before={"stage": "proposed"},
        after={"stage": "not_pursued"},
    )
    opened = app("log", linje=key)
    assert "Gendan den tidligere værdi" not in buttons(opened)
    assert screen.listed(opened)["Fase"].endswith("| Ikke videreført")


def test_the_change_that_was_gone_back_on_is_linked_to(app, seeded_db):
    line = retitled(4, "Noget andet")
    restoring.restore(LOCAL, line.id, "en grund")
    opened = app("log", linje=last().id)
    assert f"/log?linje={line.id}" in screen.words(opened)
    assert "Begrundelse: en grund" in screen.words(opened)


def test_a_proposals_history(app, seeded_db, monkeypatch):
    a_proposal(seeded_db, 12, "Et nyt")
    comments.write(LOCAL, proposal_id(12), "Et ord om vejret")
    comments.write(LOCAL, proposal_id(4), "Et andet ord")
    opened = app("proposal", nr=12)
    assert not entries(opened)  # folded

    opened.session_state["history"] = True
    opened = opened.run()
    (entry,) = entries(opened)
    assert "Et ord om vejret" in entry
    assert screen.links(opened)["Forslagets ændringer i ændringsloggen"] == "/log?forslag=12"


def test_a_reader_is_not_offered_the_history(app, seeded_db, signed_in):
    signed_in(a_user(seeded_db, "reader"))
    assert "Historik" not in [box.label for box in app("proposal", nr=4).expander]
    signed_in(a_user(seeded_db, "lead"))
    assert "Historik" in [box.label for box in app("proposal", nr=4).expander]


def test_the_file_holds_the_lines_in_words(seeded_db):
    retitled(4, "Nyt navn")
    made = page._table(log.Filters())

    assert list(made.columns) == [
        "Dato",
        "Kl.",
        "Hvem",
        "Hvad",
        "Handler om",
        "Før",
        "Efter",
        "Begrundelse",
    ]
    first = made.iloc[0]
    assert first["Hvad"] == "Forslag: rettet"
    assert first["Handler om"] == "4 Nyt navn"
    assert first["Efter"] == "Titel: Nyt navn"
    assert isinstance(first["Dato"], date)
    assert made["Hvem"].iloc[1] == "Startfilerne"

    language.use("en")
    assert list(page._table(log.Filters()).columns)[3] == "What"
    assert isinstance(made, pd.DataFrame)


def test_other_filters_begin_again_from_the_first_page(app, empty_db):
    for number in range(120):
        a_line(f"test.{number}", actor="Ada" if number % 2 else "Bo")
    opened = app("log", side=3)
    opened.query_params["hvem"] = "Ada"
    opened = opened.run()

    assert "test.119" in entries(opened)[0].replace("\\", "")
    assert "side" not in screen.address(opened)


def test_the_file_of_a_page_without_a_change_is_empty_with_its_headings(empty_db):
    assert len(page._table(log.Filters())) == 0
    assert len(page._table(log.Filters()).columns) == 8


def test_a_demo_says_what_was_made_up_in_words(app, demo_db):
    said = screen.words(app("log"))
    assert "Statusser" in said
    assert "statuses" not in said


def test_what_the_data_holds_shows_as_itself(app, seeded_db):
    evil = "<script>x</script> **b** [x](/y) {{ 1 }}"
    retitled(4, evil)
    opened = app("log")
    assert evil in entries(opened)[0]
    assert "<script" not in "".join(screen.fragments(opened))


@pytest.mark.parametrize(
    ("table", "number", "name"),
    [(schema.decisions, "7.2", "beslutning=7.2"), (schema.agenda_items, 7, "punkt=7")],
)
def test_what_is_of_a_meeting_is_named_with_its_day_and_leads_to_it(
    app, seeded_db, table, number, name
):
    with store.reading() as connection:
        key = connection.execute(sa.select(table.c.id).where(table.c.number == number)).scalar()
    line = a_line(
        subject_table=table.name, subject_id=key, before={"note": None}, after={"note": "x"}
    )
    for query in ({}, {"linje": line}):
        ways = screen.links(app("log", **query))
        told = {words.replace("\\", ""): way for words, way in ways.items()}
        (way,) = [told[words] for words in told if f"{number} af 4. april 2022: " in words]
        assert name in way
        assert "moede=direktionen-2022-04-04" in way


@pytest.mark.parametrize("before", [None, "", []])
def test_nothing_is_never_said_to_have_become_nothing(app, seeded_db, before):
    key = proposal_id(4)
    was, became = {"summary": before, "title": "Før"}, {"summary": "", "title": "Nu"}
    a_line(subject_table="proposals", subject_id=key, before=was, after=became)
    said = screen.words(app("log"))
    assert "Nu" in said
    assert "(tom)" not in said
