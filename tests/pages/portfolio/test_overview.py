"""The front page: nine proposals at a glance, how old it is, filters, attention, news."""

import re

import builders
import pytest
import screen
import sqlalchemy as sa

from portfolio import store
from portfolio.queries.filtering import portfolio_id
from portfolio.queries.papers import facts as paper_facts
from portfolio.reports.papers import phrases
from portfolio.store import ids
from portfolio.store.schema import portfolios, proposals

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
        assert ways[title] == f"/forslag?nr={number}"
    assert screen.proposals(app()) == NINE


def test_a_day_that_has_passed_is_told_as_what_it_is(app, seeded_db):
    """What was to come next, and nobody has said how it went, is not next any more."""
    step = {"next_step": "Ringe til Ungecenteret", "next_step_date_text": "20. april 2022"}
    builders.a_status(seeded_db, 9, "2022-04-10", **step, next_step_date_end="2022-04-20")
    said = "20. april 2022: udfald ikke registreret"
    assert said in screen.row(app(), 9)
    assert said in screen.words(app("proposal", nr="9"))
    assert said not in screen.row(app(dato="2022-04-20"), 9), "the day itself is not over"
    with store.reading(seeded_db) as connection:
        told = paper_facts.facts(connection, filters=builders.filters(), numbers=(9,))
    (paper,) = told.proposals
    assert phrases.next_step(paper) == f"Ringe til Ungecenteret ({said})"


def test_the_box_of_figures(app, seeded_db):
    said = screen.text(screen.figures(app(dato="2022-04-04")))
    assert "**9** ikke vurderet" in said
    assert "grøn" not in said, "a light that nobody has is not told"
    assert "**0 af 9** har en ansvarlig" in said
    assert "Næste frist 25. april 2022 (om 21 dage)" in said
    assert re.findall(r"(\w+) \((?:gennemført|næste|kommende)\)", said) == [
        "Direktionen",
        "Chefforum",
        "Fagcentrene",
        "Byrådet",
    ]


def test_a_bar_has_a_segment_a_proposal_while_they_are_few(app, seeded_db):
    assert screen.figures(app()).count('<i class="none">') == 9
    for number in range(10, 41):
        builders.a_proposal(seeded_db, number, f"Nr. {number}")
    assert screen.figures(app()).count('<i class="none">') == 30


def test_every_row_says_light_stage_and_whom_it_concerns(app, seeded_db):
    opened = app()
    for number in NINE:
        assert "○Ikke vurderet | Forslag" in screen.row(opened, number)
        assert "Grøn" not in screen.row(opened, number)
    assert "Drøftes med" in screen.words(opened), "the heading says it of all of them"
    assert "| Kommunikation |" in screen.row(opened, 1)
    assert "4 styregrupper" in screen.row(opened, 5)
    # Whom the minutes only mention is nobody to discuss it with, as the line on attention counts.
    for number in (4, 6, 8):
        assert "| Ingen endnu |" in screen.row(opened, number)
    assert "**3 forslag** mangler nogen, de skal drøftes med" in screen.words(opened)
    assert "knyttet til" not in "".join(screen.row(opened, number) for number in NINE)
    assert "De boligsociale helhedsplaner og 2 andre" in screen.row(opened, 9)


def test_a_status_and_a_yes_are_seen(app, seeded_db):
    builders.a_status(
        seeded_db,
        4,
        "2022-04-20",
        rag="amber",
        next_step="Mød <b>*borgerne*</b>",
        next_step_date_text="juni 2022",
    )
    builders.an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-20")
    opened = app()
    assert "▲Gul" in screen.row(opened, 4)
    assert "| juni 2022 · Mød <b>*borgerne*</b>" in screen.row(opened, 4)
    assert "✓ Kommunikation · har sagt ja" in screen.row(opened, 1)
    assert "drøftes med: Den almene boligsektor" in screen.row(opened, 3)
    assert "**1** gul, **8** ikke vurderet" in screen.text(screen.figures(opened))
    assert "**1 af 9**" in screen.text(screen.figures(opened))
    assert "○Ikke vurderet" in screen.row(app(dato="2022-04-19"), 4)


def test_the_lights_before_stand_beside_the_light(app, seeded_db):
    for day, rag in (("04-08", "red"), ("04-10", "amber"), ("04-15", "green"), ("04-20", "amber")):
        builders.a_status(seeded_db, 4, f"2022-{day}", rag=rag)
    (row,) = (body for body in screen.fragments(app()) if "screen overview" in body)
    assert row.count('aria-label="De seneste lys: Gul, Grøn, Gul"') == 1
    assert row.count('class="trail"') == 1, "without a status there is nothing to show"


def test_sorted_by_a_column_it_is_one_list_and_the_address_says_so(app, seeded_db):
    builders.a_status(seeded_db, 5, "2022-04-20", rag="red")
    ways = screen.links(app(sted="naerheden"))
    assert ways["Fase"] == "/?sted=naerheden&orden=fase"
    opened = app(orden="lys")
    assert screen.proposals(opened) == [5, 1, 2, 3, 4, 6, 7, 8, 9]
    assert "Formål 1" not in screen.words(opened)
    assert screen.links(opened)["Forslag"] == "/"


@pytest.mark.parametrize("asked", [{"orden": "farve"}, {"side": "7"}, {"side": "-1"}], ids=str)
def test_an_order_or_page_that_is_none_is_said(app, seeded_db, asked):
    opened = app(**asked)
    assert len(screen.warnings(opened)) == 1
    assert screen.proposals(opened) == NINE


# --- how old it is -----------------------------------------------------------------------------


def offer(page) -> dict[str, str]:
    return {words: way for words, way in screen.links(page).items() if words.startswith("Vis ")}


def columns(opened) -> dict[str, list[int]]:
    """The proposals of each column of the second look, from the top."""
    found = "".join(screen.fragments(opened)).partition('<div class="stages-board">')[2]
    told = re.findall(r"(?s)<section.*?<h2>(.*?) <small>(.*?)</small></h2>(.*?)</section>", found)
    numbers = {
        stage: [int(n) for n in re.findall(r'<span class="quiet">(\d+)</span>', cards)]
        for stage, count, cards in told
        if count.isdigit()
    }
    assert all(int(count) == len(numbers[stage]) for stage, count, _c in told if stage in numbers)
    return numbers


def test_the_second_look_has_a_column_a_stage_and_keeps_filters_and_order(app, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20", rag="red", stage="running")
    builders.a_status(seeded_db, 6, "2022-04-20", stage="running")
    builders.a_status(seeded_db, 5, "2022-04-20", stage="on_hold")
    opened = app(orden="lys")
    way = screen.links(opened)["Tavle"]
    assert way == "/?orden=lys&visning=tavle"
    opened = app(orden="lys", visning="tavle")
    assert columns(opened) == {
        "Forslag": [1, 2, 3, 7, 8, 9],
        "Kvalificering": [],
        "Klar til beslutning": [],
        "Igangsat": [4, 6],
        "Forankret": [],
        "Sat i bero": [5],
    }
    ways = screen.links(opened)
    assert ways["Tabel"] == "/?orden=lys"
    assert ways["Formål"] == "/?visning=tavle"
    assert "drøftes med: Kommunikation" in screen.words(opened)  # no heading says it here
    narrowed = app(visning="tavle", fase="running", lys="red")
    assert columns(narrowed)["Igangsat"] == [4]
    onward = screen.links(narrowed)["Næste"]
    assert onward == "/?visning=tavle&fase=running&lys=red&orden=naeste"


def test_the_second_look_is_read_a_page_at_a_time(app, seeded_db, monkeypatch):
    for module in ("portfolio.screens.overview.board", "portfolio.ui.overview.page"):
        monkeypatch.setattr(f"{module}.ROWS_A_PAGE", 4)
    assert columns(app(visning="tavle", side="2"))["Forslag"] == [5, 6, 7, 8]
    onward = screen.links(app(visning="tavle"))["Næste side"]
    assert onward == "/?visning=tavle&side=2"


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
    said = f"af {len(expected)}** har en ansvarlig" if expected else "Ingen forslag"
    assert said in screen.text(screen.figures(opened))
    assert not opened.warning


def test_where_nothing_matches_it_says_so(app, seeded_db):
    assert screen.words(app(q="%")).count("Ingen forslag her passer") == 1
    assert "Ingen forslag her passer" not in screen.words(app(formaal=2))
    assert "Der var ingen forslag den dag" in screen.words(app(dato="2022-04-03"))


def test_an_empty_portfolio_says_so_and_whence_its_proposals_come(app, seeded_db, signed_in):
    empty = {"code": "tom", "title": "Den tomme", "municipality": "X", "position": 9}
    new = sa.insert(portfolios).values(id=ids.new_id(), **empty)
    store.in_transaction(lambda connection: connection.execute(new))
    nothing = "Der er ingen forslag i porteføljen endnu."
    for page in ("overview", "proposal"):
        opened = app(page, portefolje="tom")
        assert nothing in screen.words(opened)
        assert screen.links(opened)["Din egen liste"] == "/liste?portefolje=tom"
        assert "passer til filtrene" not in screen.words(opened)
    assert "0 af 0" not in screen.words(app(portefolje="tom"))
    signed_in(builders.a_user(seeded_db, "reader"))
    opened = app(portefolje="tom")
    assert nothing in screen.words(opened)
    assert "Din egen liste" not in screen.links(opened), "they may not"


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
    opened.session_state["filters"] = True
    opened.run()
    opened.text_input(key="w:q").set_value("velfærd").run()
    assert screen.proposals(opened) == [4, 8]
    assert screen.address(opened) == {"q": "velfærd"}
    opened.text_input(key="w:q").set_value("").run()
    assert screen.proposals(opened) == NINE


def test_no_portfolio_is_too_large_for_the_page(app, seeded_db):
    for number in range(10, 65):
        builders.a_proposal(seeded_db, number, f"Nr. {number}")
    opened = app(lang="da", orden="lys")
    assert len(screen.proposals(opened)) == 60
    assert screen.links(opened)["Næste side"] == "/?orden=lys&side=2"
    assert screen.proposals(app(orden="lys", side=2)) == [6, 7, 8, 9]
    assert screen.links(app(side=2))["Forrige side"] == "/"


# --- attention and news ------------------------------------------------------------------------


def test_what_needs_attention_and_why(app, seeded_db):
    said = screen.words(app())
    assert (
        "**3 forslag** mangler nogen, de skal drøftes med: [4](/forslag?nr=4), [6](/forslag?nr=6)"
        in said
    )
    assert "**2 datoer** er passeret, uden at udfaldet er registreret" in said
    assert "**5 opfølgninger** mangler en ansvarlig" in said
    assert "overskredet" not in said


@pytest.mark.parametrize("lang", ["da", "en"])
def test_no_two_links_have_the_same_words_and_lead_elsewhere(app, demo_db, lang):
    """Read one by one, as a screen reader lists them, each says by itself what it leads to."""
    (opened,) = screen.fragments(app(lang=lang))[-1:]
    ways: dict[str, set[str]] = {}
    for words, way in re.findall(r"\[([^\]]+)\]\((/[^)]*)\)", screen.text(opened)):
        ways.setdefault(words, set()).add(way)
    assert len(ways) > 9
    assert {words: way for words, way in ways.items() if len(way) > 1} == {}


def test_a_broken_promise_is_overdue(app, seeded_db):
    builders.a_milestone(
        seeded_db, "aftalt", "2022-04-20", promised=1, title="Svar til *Chefforum*"
    )
    said = screen.words(app())
    assert "overskredet" in said
    assert "Svar til *Chefforum*" in said


def test_the_news_since_the_last_meeting(app, seeded_db):
    builders.a_status(seeded_db, 4, "2022-04-20", rag="red", reason="Ingen <penge>")
    said = screen.words(app())
    assert "Beslutning 7.1" in said
    assert "○ Ikke vurderet → ■ Rød" in said
    news = screen.words(app(dato="2022-04-10")).split("Siden 4. april 2022")[-1]
    assert "■ Rød" not in news
    assert screen.links(app())["Sammenlign de to dage"].startswith("/sammenlign?fra=2022-04-04")


def test_who_is_asked_stands_on_the_card_before_who_is_only_suggested(app, seeded_db):
    builders.an_answer(seeded_db, 1, "fritid-og-kultur", "asked", "2022-04-10")
    assert "spurgt: Fritid og Kultur" in screen.row(app(), 1)
    builders.an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-20")
    assert "Kommunikation · har sagt ja" in screen.row(app(), 1)
    assert "| Kommunikation |" in screen.row(app(dato="2022-04-09"), 1)


# --- what waits for the reader -----------------------------------------------------------------


def waits(page) -> list[str]:
    return [line for line in screen.words(page).split("\n") if line.startswith("Venter på dig")]


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
        "Venter på dig: [**2** svar til statusrunden og **1** spørgsmål om ansvar](/mine)"
        " · [**1** opfølgning](/opfoelgninger?omfang=alle"
        "&tilstand=waiting&ansvarlig=administrationen)"
        " · [1 ny besked](/beskeder)"
    ]
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
