"""The front page: nine proposals at a glance, how old it is, filters, attention, news."""

import re

import builders
import pytest
import screen
import sqlalchemy as sa

from portfolio import store
from portfolio.queries.filtering import portfolio_id
from portfolio.store.schema import proposals

NINE = [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_all_nine_titles_whole_each_a_link_to_its_proposal(app, seeded_db):
    with store.reading(seeded_db) as connection:
        rows = connection.execute(
            sa.select(proposals.c.number, proposals.c.title).where(
                proposals.c.portfolio_id == portfolio_id(builders.PORTFOLIO)
            )
        ).all()
    ways = screen.links(app())
    for number, title in rows:
        assert ways[f"{number} {title}"] == f"/forslag?nr={number}"
    assert screen.proposals(app()) == NINE


def test_the_line_of_figures(app, seeded_db):
    line = screen.key_line(app(dato="2022-04-04"))
    assert line.startswith("**9** forslag")
    assert "○ **9** ikke vurderet" in line
    assert ":gray[● 0 grønne]" in line
    assert "**0 af 9** har en ansvarlig" in line
    assert "til beslutning" not in line, "what is asked stands below, in sentences"
    assert "næste frist **25. april 2022** (om 21 dage)" in line.replace("\\", "")


def test_every_card_says_light_stage_and_whom_it_concerns(app, seeded_db):
    opened = app()
    for number in NINE:
        assert "○ Ikke vurderet" in screen.card(opened, number)
        assert "Forslag" in screen.card(opened, number)
        assert "Grøn" not in screen.card(opened, number)
    assert "Drøftes med Kommunikation" in screen.card(opened, 1)
    assert "Drøftes med 4 styregrupper" in screen.card(opened, 5)
    for number in (4, 8):
        assert "Ingen part nævnt" in screen.card(opened, number)
    assert "Fritid og Kultur (nævnt)" in screen.card(opened, 6)  # as its page says


def test_a_status_and_a_yes_are_seen(app, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20", rag="amber", next_step="Mød *borgerne*")
    builders.an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-20")
    opened = app()
    assert ":yellow-badge[▲ Gul]" in screen.card(opened, 4)
    assert "Mød \\*borgerne\\*" in screen.card(opened, 4)
    assert "20.04.2022" in screen.card(opened, 4).replace("\\", "")
    assert "Kommunikation (har sagt ja)" in screen.card(opened, 1)
    assert ":yellow-badge[▲ **1** gul]" in screen.key_line(opened)
    assert "**1 af 9**" in screen.key_line(opened)
    assert "○ Ikke vurderet" in screen.card(app(dato="2022-04-19"), 4)


# --- how old it is -----------------------------------------------------------------------------


def offer(page) -> dict[str, str]:
    return {words: way for words, way in screen.links(page).items() if words.startswith("Vis ")}


def test_old_data_says_how_old_and_offers_the_day_it_was_new(app, seeded_db, monkeypatch):
    monkeypatch.setenv("PORTFOLIO_TODAY", "2026-11-23")
    opened = app()
    assert offer(opened) == {"Vis pr. 4. april 2022": "/?dato=2022-04-04"}
    assert "4 år og 7 måneder" in screen.words(opened)
    english = screen.links(app(lang="en"))
    assert english["Show as of 4 April 2022"] == "/?lang=en&dato=2022-04-04"


def test_seen_as_of_that_day_it_is_not_old(app, seeded_db, monkeypatch):
    monkeypatch.setenv("PORTFOLIO_TODAY", "2026-11-23")
    assert offer(app(dato="2022-04-04")) == {}
    assert offer(app(dato="2022-06-03")) == {}  # sixty days
    assert offer(app(dato="2022-06-04")) != {}


def test_new_data_says_nothing_of_its_age(app, seeded_db):
    assert offer(app()) == {}


def test_a_fresh_status_makes_it_young_again(app, seeded_db, monkeypatch):
    monkeypatch.setenv("PORTFOLIO_TODAY", "2026-11-23")
    builders.a_status(seeded_db, 4, "2026-11-20")
    assert offer(app()) == {}


# --- filters -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"formaal": 2}, [4, 5, 6]),
        ({"center": "fritid-og-kultur"}, [1, 6, 9]),
        ({"sted": "naerheden"}, [4, 6, 7]),
        ({"fase": "proposed"}, NINE),
        ({"fase": "running"}, []),
        ({"lys": "none"}, NINE),
        ({"lys": "red"}, []),
        ({"q": "JOBORDNING"}, [2]),
        ({"q": "høje taastrup", "formaal": 2}, [4, 5, 6]),
        ({"q": "%"}, []),
        ({"dato": "2022-04-03"}, []),
    ],
    ids=str,
)
def test_the_address_filters(app, seeded_db, asked, expected):
    opened = app(**asked)
    assert screen.proposals(opened) == expected
    assert screen.address(opened) == {name: str(value) for name, value in asked.items()}
    assert f"**{len(expected)}** forslag" in screen.key_line(opened)
    assert not opened.warning


def test_a_column_where_nothing_matches_says_so(app, seeded_db):
    assert screen.words(app(formaal=2)).count("Ingen forslag her passer") == 2


@pytest.mark.parametrize(
    "asked",
    [{"fase": "xyz"}, {"lys": "blue"}, {"formaal": "9"}, {"center": "nasa"}, {"sted": "mars"}],
    ids=str,
)
def test_a_broken_filter_is_said_once_and_everything_shown(app, seeded_db, asked):
    ((name, text),) = asked.items()
    opened = app(**asked)
    (said,) = screen.warnings(opened)
    assert f"»{name}={text}«" in said
    assert screen.proposals(opened) == NINE
    assert screen.address(opened) == {}
    assert not opened.run().warning


def test_a_filter_that_is_set_can_be_seen_and_cleared(app, seeded_db):
    opened = app(fase="running", q="jord", dato="2022-04-10")
    assert "Igangsat" in screen.words(opened)
    (clear,) = [button for button in opened.button if button.key == "clear"]
    clear.click().run()
    assert screen.proposals(opened) == NINE
    assert screen.address(opened) == {"dato": "2022-04-10"}  # the day is no filter
    assert not [button for button in opened.button if button.key == "clear"]


def test_searching_by_hand_and_taking_it_back(app, seeded_db):
    opened = app()
    opened.text_input(key="w:q").set_value("velfærd").run()
    assert screen.proposals(opened) == [4, 8]
    assert screen.address(opened) == {"q": "velfærd"}
    opened.text_input(key="w:q").set_value("").run()
    assert screen.proposals(opened) == NINE


def test_no_portfolio_is_too_large_for_the_page(app, seeded_db):
    for number in range(10, 14):
        builders.a_proposal(seeded_db, number, f"Nr. {number}")
    opened = app()
    assert screen.proposals(opened) == [1, 2, 3, 10, 11, 4, 5, 6, 7, 8, 9]
    assert "**13** forslag" in screen.key_line(opened)
    (pagination,) = opened.pagination
    pagination.set_value(2).run()
    assert screen.proposals(opened) == [12, 13]


# --- attention and news ------------------------------------------------------------------------


def test_what_needs_attention_and_why(app, seeded_db):
    said = screen.words(app())
    assert (
        "**3 forslag** har ingen at drøfte dem med: [4](/forslag?nr=4), [6](/forslag?nr=6)" in said
    )
    assert "**2 datoer** er passeret, uden at udfaldet er registreret" in said
    assert "**5 opfølgninger** mangler en ansvarlig" in said
    assert "overskredet" not in said


def test_a_broken_promise_is_overdue(app, seeded_db):
    builders.a_milestone(
        seeded_db, "aftalt", "2022-04-20", promised=1, title="Svar til *Chefforum*"
    )
    said = screen.words(app())
    assert "overskredet" in said
    assert "Svar til \\*Chefforum\\*" in said


def test_what_is_long_leaves_the_cards_line_whole(app, seeded_db):
    """Else the cards of a row would not be of one height."""
    step = "Holde møde med alle bydelens foreninger og skrive sammen, hvad de kan og vil"
    builders.a_status(
        seeded_db, 4, "2022-04-20", rag="green", next_step=step, next_step_date_text="juni 2022"
    )
    for party in ("styregruppe-kvarterhuset", "styregruppe-sundheds-og-bevaegelseshuset"):
        builders.an_answer(seeded_db, 5, party, "accepted", "2022-04-20")
    opened = app()
    for number in NINE:
        for line in screen.card(opened, number).split("  \n")[1:]:
            assert len(re.sub(r":[\w-]+\[|[\\\]]", "", line)) <= 54, line
    assert "Holde møde med" in screen.card(opened, 4)
    assert "… (juni 2022)" in screen.card(opened, 4)
    assert "2 styregrupper (har sagt ja)" in screen.card(opened, 5)
    assert "Drøftes med De boligsociale helhedsplaner og 2 andre" in screen.card(opened, 9)


def test_the_news_since_the_last_meeting(app, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20", rag="red", reason="Ingen <penge>")
    said = screen.words(app())
    assert "Beslutning 7.1" in said
    assert "○ Ikke vurderet → ■ Rød" in said
    assert "Ingen \\<penge\\>" in said
    assert "Beslutning 7.1" not in screen.words(app(siden="2022-04-10"))
    assert "Rød" in screen.words(app(siden="2022-04-10"))
    assert "■ Rød" not in screen.words(app(dato="2022-04-10")).split("Siden sidst")[-1]


def test_no_news_says_since_when(app, seeded_db):
    assert "siden 10. april 2022" in screen.words(app(siden="2022-04-10"))


def test_who_is_asked_stands_on_the_card_before_who_is_only_suggested(app, seeded_db):
    builders.an_answer(seeded_db, 1, "fritid-og-kultur", "asked", "2022-04-10")
    assert "Fritid og Kultur (spurgt)" in screen.card(app(), 1)
    builders.an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-20")
    assert "Kommunikation (har sagt ja)" in screen.card(app(), 1)
    assert "Drøftes med Kommunikation" in screen.card(app(dato="2022-04-09"), 1)


# --- what waits for the reader -----------------------------------------------------------------


def waits(page) -> list[str]:
    return [text.value for text in page.markdown if text.value.startswith("Venter på dig")]


@pytest.fixture
def asked(seeded_db):
    """A round about 1 and 9 of Fritid og Kultur, which has not said yes to 1 yet."""
    builders.an_answer(seeded_db, 1, "fritid-og-kultur", "asked", "2022-04-10")
    builders.an_answer(seeded_db, 9, "fritid-og-kultur", "accepted", "2022-04-10")
    builders.a_round(seeded_db, "2022-05-06", 1, 9)


def test_a_lead_meets_one_line_with_what_waits_and_the_way(app, asked, seeded_db, signed_in):
    centres = ("fritid-og-kultur", "administrationen")
    signed_in(builders.a_user(seeded_db, "lead", *centres))
    opened = app()
    assert waits(opened) == [
        "Venter på dig: **2** svar til statusrunden og **1** spørgsmål om ansvar under"
        " [Mine forslag](/mine) · **1** opfølgning under [Opfølgninger](/opfoelgninger?omfang=alle"
        "&tilstand=waiting&ansvarlig=administrationen)"
        " · **1** ny besked til dig under [Beskeder](/beskeder)"
    ]
    first = opened.markdown.values.index(waits(opened)[0])
    assert opened.markdown.values.index(screen.key_line(opened)) == first + 1
    assert screen.proposals(opened) == NINE


def test_it_is_about_today_and_says_nothing_on_an_earlier_day(app, asked, seeded_db, signed_in):
    signed_in(builders.a_user(seeded_db, "lead", "fritid-og-kultur"))
    assert waits(app(dato="2022-04-30")) == []


@pytest.mark.parametrize("role", ["reader", "director"])
def test_whoever_only_reads_meets_nothing_whatever_their_tie(
    app, asked, seeded_db, signed_in, role
):
    signed_in(builders.a_user(seeded_db, role, "fritid-og-kultur"))
    assert waits(app()) == []


def test_nor_does_a_lead_of_others_or_whoever_sits_at_the_machine(app, asked, seeded_db, signed_in):
    assert waits(app()) == []
    signed_in(builders.a_user(seeded_db, "lead", "erhvervsservice"))
    assert waits(app()) == []


@pytest.mark.parametrize("lang", ["da", "en"])
def test_no_decision_is_told_twice_on_the_front_page(app, seeded_db, lang):
    said = screen.words(app(lang=lang))
    for number in ("7.1", "7.2", "7.3", "7.4", "8.1", "8.2", "8.3"):
        assert len(re.findall(rf"beslutning={number}\b", said)) == 1, number
