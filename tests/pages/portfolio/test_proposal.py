"""One proposal with all that hangs on it, and the list of them all."""

import builders
import pytest
import screen

from portfolio.store import schema


def test_four_at_a_glance(app, seeded_db):
    opened = app("proposal", nr=4)
    said = screen.words(opened)
    assert screen.title(opened) == "4 Velfærdsfunktioner eller andre lokale mødesteder"
    assert "○Ingen status endnu" in said
    assert "Fase\nForslag (nu)\nKvalificering" in said
    assert "Saml arbejdet om Høje-Taastrup By" in said
    assert "Frie Bymidter" in said
    assert "Juni 2022" in said
    assert not [*opened.error, *opened.warning]


@pytest.mark.parametrize("number", range(1, 10))
def test_each_of_the_nine_in_both_languages(app, seeded_db, number):
    for lang in ("da", "en"):
        opened = app("proposal", nr=number, lang=lang)
        assert screen.title(opened).startswith(f"{number} ")
        assert not [*opened.error, *opened.warning]


def test_three_shows_both_its_titles(app, seeded_db):
    opened = app("proposal", nr=3)
    assert screen.title(opened) == (
        "3 Fællesskaber i områder under omdannelse og for borgere der genhuses"
    )
    assert "»Fællesskaber i områder under omdannelse«" in screen.words(opened)
    assert "Også kaldet" not in screen.words(app("proposal", nr=4))


@pytest.mark.parametrize("number", range(1, 10))
def test_four_six_and_eight_say_that_nobody_is_named(app, seeded_db, number):
    nobody = "Referatet nævner ingen, som det videre arbejde kan drøftes med."
    assert (nobody in screen.words(app("proposal", nr=number))) == (number in (4, 6, 8))


def test_named_is_not_responsible(app, seeded_db):
    said = screen.words(app("proposal", nr=1))
    assert "Drøftes med: Kommunikation" in said
    assert "Ingen har sagt ja til ansvaret endnu" in said


def test_a_yes_is_seen_from_its_day_on(app, seeded_db):
    builders.an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-20")
    nobody = "Ingen har sagt ja"
    assert nobody not in screen.words(app("proposal", nr=1))
    assert nobody in screen.words(app("proposal", nr=1, dato="2022-04-19"))


def test_its_milestones_are_not_those_of_another_portfolios_four(app, seeded_db):
    said = screen.words(app("proposal", nr=4))
    assert "Frist for den kvalificerede ansøgning" in said
    assert "aktindsigt" not in said  # the fourth effort of the digital taskforce
    assert "almene boliger" not in said  # the fourth measure on the housing shortage


def test_eight_has_nothing_running_and_says_so(app, seeded_db):
    said = screen.words(app("proposal", nr=8))
    assert said.count("Ikke angivet i referatet: allerede i gang") == 1


def test_the_history_of_its_statuses(app, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-10", rag="amber", percent=10, happened="Holdt *møde*")
    builders.a_status(seeded_db, 5, "2022-04-10", rag="red", happened="Noget andet")
    opened = app("proposal", nr=4)
    assert "Statushistorik 1" in screen.words(opened)
    assert "▲Gul siden 10. april 2022 · 10 % udført" in screen.words(opened)
    assert "Sket: Holdt *møde*" in screen.words(opened)
    assert "Noget andet" not in screen.words(opened)
    assert "Igangsat · 10 % · test" in screen.words(opened)
    assert "Holdt" not in screen.words(app("proposal", nr=4, dato="2022-04-09"))


def test_the_way_to_the_neighbours_and_back(app, seeded_db):
    ways = screen.links(app("proposal", nr=4, dato="2022-04-04"))
    assert ways["← 3"] == "/forslag?dato=2022-04-04&nr=3"
    assert ways["5 →"] == "/forslag?dato=2022-04-04&nr=5"
    assert ways["Alle forslag"] == "/forslag?dato=2022-04-04"
    assert "← 0" not in screen.links(app("proposal", nr=1))
    assert "10 →" not in screen.links(app("proposal", nr=9))


@pytest.mark.parametrize("asked", ["99", "0", "abc", "-4", "4.5", "", "[x](y)"])
def test_an_unknown_number_is_a_sentence_and_the_list(app, seeded_db, asked):
    opened = app("proposal", nr=asked)
    (said,) = screen.warnings(opened)
    assert said.startswith("Der er intet forslag »")
    assert "[x](y)" not in said
    assert screen.title(opened) == "Forslag"
    assert "Velfærdsfunktioner eller andre lokale mødesteder" in screen.words(opened)


def test_a_proposal_of_a_day_before_it_was_there(app, seeded_db):
    (said,) = screen.warnings(app("proposal", nr=4, dato="2022-04-03"))
    assert "»4« pr. 3. april 2022" in said


def test_a_source_opens_beside_the_proposal(app, seeded_db):
    way = screen.links(app("proposal", nr=4))["punkt 8, l. 349"]
    key = way.split("kilde=")[1]
    assert way.startswith("/forslag?nr=4&kilde=")
    opened = app("proposal", nr=4, kilde=key)
    said = screen.dialog(opened)
    assert any("Punkt 8" in line for line in said)
    assert any("22/3389" in line for line in said)
    assert any("l. 349" in line for line in said)
    assert screen.title(opened).startswith("4 ")


def test_sources_are_shown_for_all_when_the_address_says_so_and_stay_on(app, seeded_db):
    quiet, shown = app("proposal", nr=4), app("proposal", nr=4, kilder="ja")
    assert screen.links(quiet)["Vis kilder"] == "/forslag?nr=4&kilder=ja"
    assert not [html for html in screen.fragments(quiet) if "with-sources" in html]
    assert [html for html in screen.fragments(shown) if "with-sources" in html]
    assert screen.links(shown)["5 →"] == "/forslag?kilder=ja&nr=5"
    assert screen.links(shown)["Skjul kilder"] == "/forslag?nr=4"


def test_whatever_the_words_hold_they_are_words(app, seeded_db):
    evil = "<script>x</script> **b** [x](/y) {{ 1 }}"
    table = schema.proposals
    builders.set_on(seeded_db, table, builders.is_number(4), title=evil, summary=evil)
    builders.a_status(seeded_db, 4, "2022-04-10", rag="red", happened=evil, reason=evil)
    opened = app("proposal", nr=4)
    assert "<script>" not in "".join(screen.fragments(opened))
    assert screen.words(opened).count(evil) >= 4
    assert "<script>" not in "".join(screen.fragments(app("proposal")))


def test_the_money_is_what_is_on_record_and_says_how_sure(app, seeded_db):
    said = screen.words(app("proposal", nr=4))
    assert "Byrumsprojekter i den gule by (budget 23)](/strategi?pulje=budget-23-den" in said
    assert "· 6 mio. kr. i budgettet, antaget" in said.replace("\u00a0", " ")
    assert "130 mio" not in said.split("Penge")[1].split("Knyttet til")[0]
    assert "Penge: Der er ikke registreret noget beløb." in screen.words(app("proposal", nr=9))


def test_the_lights_by_month_and_since_when_and_why(app, seeded_db):
    for day, rag, why in (
        ("2022-02-28", "green", None),
        ("2022-04-10", "red", "Ingen *penge*"),
        ("2022-04-20", "red", None),
    ):
        builders.a_status(seeded_db, 4, day, rag=rag, reason=why)
    said = screen.words(app("proposal", nr=4))
    assert "■Rød siden 10. april 2022" in said
    assert "\nIngen *penge*\n" in said
    assert "Grøn feb\nGrøn mar\nRød apr" in said


def test_without_asking_no_source_is_open(app, seeded_db):
    assert screen.dialog(app("proposal", nr=4)) == []


def test_the_list_of_all(app, seeded_db):
    opened = app("proposal", q="ikke her")  # it is searched as the overview is, and says so
    assert (screen.proposals(opened), "Viser: »ikke her«" in screen.words(opened)) == ([], True)
    opened = app("proposal")
    assert screen.proposals(opened) == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert [button.label for button in opened.get("download_button")] == [
        "Hent som Excel",
        "Hent som CSV",
    ]
    ways = screen.links(opened)
    assert ways["Etablere en tilflytter-jobordning"] == "/forslag?nr=2"
    assert ways["Fase"] == "/forslag?orden=fase"


def test_the_list_of_a_day_without_any(app, seeded_db):
    opened = app("proposal", dato="2022-04-03")
    assert "Der var ingen forslag den dag. Vælg en senere dag." in screen.words(opened)
    assert not opened.get("download_button")


def test_the_list_comes_in_pages(app, seeded_db):
    for number in range(10, 71):
        builders.a_proposal(seeded_db, number, f"Nr. {number}")
    opened = app("proposal")
    assert len(screen.proposals(opened)) == 60
    assert screen.links(opened)["Næste side"] == "/forslag?side=2"
    assert len(screen.proposals(app("proposal", side=2))) == 10


def test_the_reason_for_the_light_and_the_one_for_the_stage_are_two(app, seeded_db):
    reasons = {"reason": "Travlt", "stage_reason": "Aftalt med Chefforum"}
    builders.a_status(seeded_db, 4, "2022-04-20", rag="amber", **reasons)
    told = screen.words(app("proposal", nr=4)).replace("*", "")
    assert "Begrundelse: Travlt\nHvorfor før tid: Aftalt med Chefforum" in told
