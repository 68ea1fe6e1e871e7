"""Which portfolio is shown: the address says it, every link keeps it, nothing of another leaks."""

from datetime import date

import builders
import pytest
import screen

from portfolio.usecases.content import first_use
from portfolio.usecases.use_case import EntryWay, Who

LOCAL = Who(EntryWay.LOCAL)

CODES = ("civilsamfund", "digital-taskforce", "boligmangel")
TITLES = ("Civilsamfund og lokale fællesskaber", "Den digitale taskforce", "Mangel på boliger")
PAGES = (
    "overview",
    "proposal",
    "timeline",
    "strategy",
    "places",
    "decisions",
    "gaps",
    "all",
    "search",
    "mine",
    "rounds",
    "content",
    "papers",
    "log",
    "compare",
)
#: Words that stand on a page of one portfolio and of no other.
THEIRS = {
    "civilsamfund": "Velkomstpakke",
    "digital-taskforce": "VR-briller",
    "boligmangel": "rådighedsbeløb",
}


# test_every_page.py draws those of the first.
@pytest.mark.parametrize("code", CODES[1:])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_every_portfolio_is_drawn(app, seeded_db, page, code):
    opened = app(page, portefolje=code)
    assert not opened.error
    assert not opened.exception
    assert screen.title(opened)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("page", ["overview", "proposal", "strategy", "timeline", "gaps", "places"])
def test_nothing_of_another_portfolio_is_on_a_page(app, seeded_db, page, code):
    said = screen.words(app(page, portefolje=code))
    for other, word in THEIRS.items():
        if other != code:
            assert word not in said, word


def test_a_bare_address_is_the_first_and_each_has_its_own(app, seeded_db):
    assert screen.title(app("overview")) == TITLES[0]
    for code, title in zip(CODES, TITLES, strict=True):
        assert screen.title(app("overview", portefolje=code)) == title


def test_links_keep_the_portfolio_the_day_and_the_language(app, seeded_db):
    opened = app("proposal", portefolje="boligmangel", dato="2022-04-20", lang="en")
    address = screen.links(opened)["Bruge ældreboliger til andre målgrupper"]
    for part in ("portefolje=boligmangel", "dato=2022-04-20", "lang=en", "nr=2"):
        assert part in address


def test_a_number_is_that_of_the_portfolio_shown(app, seeded_db):
    opened = app("proposal", portefolje="digital-taskforce", nr="5")
    assert screen.title(opened) == "5 VR-briller til træning mod angst og uro"
    assert screen.title(app("proposal", nr="5")).startswith("5 Kommunale funktioner")


def test_the_switch_offers_the_others_on_the_same_page_and_all_of_them(app, seeded_db):
    ways = screen.menu(app("gaps", portefolje="boligmangel", dato="2022-04-20"))
    assert "huller?" in ways["Den digitale taskforce"]
    assert "portefolje=digital-taskforce" in ways["Den digitale taskforce"]
    assert "dato=2022-04-20" in ways["Den digitale taskforce"]
    assert "portefoeljer" in ways["Alle porteføljer"]
    assert "portefolje=boligmangel" in ways["Mangel på boliger"]  # the one shown


def test_an_unknown_portfolio_is_said_and_the_first_is_shown(app, seeded_db):
    opened = app("overview", portefolje="findes-ikke")
    (said,) = screen.warnings(opened)
    assert "portefolje=findes-ikke" in said.replace("\\", "")
    assert screen.title(opened) == TITLES[0]
    assert "portefolje" not in screen.address(opened)


def test_where_there_is_one_there_is_no_switch(app, empty_db):
    only = first_use.Beginning("Kommunen", "Den eneste", ["Et formål"], [["Et forslag"]])
    first_use.start(LOCAL, only, today=date(2022, 5, 1))
    assert "Alle porteføljer" not in screen.menu(app("timeline"))


def test_choices_of_one_portfolio_are_let_go_in_another(app, seeded_db):
    opened = app("overview", formaal="3", sted="naerheden")
    assert "Forslag 1" not in screen.words(opened)
    opened.query_params["portefolje"] = "boligmangel"
    for name in ("formaal", "sted"):
        opened.query_params.pop(name, None)
    opened.run()
    assert not opened.exception
    assert "Bruge ældreboliger" in screen.words(opened)
    assert "Viser:" not in screen.words(opened)


def test_themes_are_called_themes(app, seeded_db):
    said = screen.words(app("overview", portefolje="digital-taskforce"))
    for heading in ("Digital kommunikation Tema 1", "Gevinster og budget Tema 7"):
        assert heading in said


def test_the_joint_page_leads_into_each_and_narrows_to_a_centre(app, seeded_db):
    ways = screen.links(app("all"))
    assert ways[TITLES[0]] == "/"  # the one shown
    for code, title in zip(CODES[1:], TITLES[1:], strict=True):
        assert f"portefolje={code}" in ways[title]
    ways = screen.links(app("all", portefolje="boligmangel"))
    assert "portefolje=civilsamfund" in ways[TITLES[0]]
    opened = app("all", part="social-og-handicapcenteret")
    assert "**2** porteføljer · **5** forslag" in screen.words(opened)
    assert "Forslag hos Social- og Handicapcenteret" in screen.words(opened)
    said = screen.words(opened)
    assert said.count("Social- og Handicapcenteret |") == 5, (
        "its own word on each, and nobody else's"
    )


def test_the_joint_page_has_every_proposal_of_each_portfolio_and_what_it_asks(app, seeded_db):
    builders.a_status(seeded_db, 2, "2022-04-20", rag="red", portfolio="boligmangel")
    opened = app("all")
    said, ways = screen.words(opened), screen.links(opened)
    assert ways["Bruge ældreboliger til andre målgrupper"] == "/forslag?nr=2&portefolje=boligmangel"
    assert "**1 forslag** er rødt: [2](/forslag?portefolje=boligmangel&nr=2)" in said
    assert "**1** rød, **4** ikke vurderet" in said
    assert said.index("Forslagene") < said.index("[Digitale inspirationsmøder")
    assert ways["Drøftes med"] == "/portefoeljer?orden=ansvarlig"


def test_the_joint_page_before_there_was_any(app, seeded_db):
    assert "ingen porteføljer" in screen.words(app("all", dato="2022-04-03"))


def test_my_proposals_lead_to_the_portfolio_they_are_in(app, signed_in, seeded_db):
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "accepted", "2022-04-20")
    signed_in(builders.a_user(seeded_db, "lead", "fritid-og-kultur"))
    ways = screen.links(app("mine", portefolje="boligmangel"))
    (address,) = [way for title, way in ways.items() if title.startswith("9 ")]
    assert "portefolje=civilsamfund" in address


def test_whoever_makes_a_portfolio_lands_in_it(app, seeded_db):
    page = app("content", portefolje="boligmangel", lang="en")
    page.session_state["another"] = True
    page.run()
    page.text_input[0].set_value("Skoler")
    page.text_area[0].set_value("Flere læser").run()
    page.button(key="another:make").click().run()
    assert not page.exception
    assert screen.title(page) == "Skoler"
    assert screen.address(page) == {"portefolje": "skoler", "lang": "en"}
    again = app("content", portefolje="boligmangel")
    again.session_state["another"] = True
    assert again.run().text_input[0].value == ""
