"""Porteføljegennemgang: plan one, arrange its agenda, read one that is closed."""

from datetime import date

import builders
import pytest
import screen
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.model import DecisionOutcome, Placement
from portfolio.queries.reviews import reviews as review_queries
from portfolio.store.schema import meetings, parties, reviews
from portfolio.usecases.reviews import arranging, closing, decisions, planning, sitting
from portfolio.usecases.use_case import LOCAL

DAY = date(2022, 5, 16)


def ask(question, **values):
    with store.reading() as connection:
        return question(connection, **values)


def one(found: str) -> str:
    with store.reading() as connection:
        return connection.execute(sa.text(found)).scalars().first()


@pytest.fixture
def review(seeded_db):
    """A review of 8 minutes: four proposals on the agenda, five taken note of.

    All are amber, and nothing is asked: what is only without an owner is not talked about.
    """
    builders.all_amber(seeded_db)
    with store.reading() as connection:
        body = connection.execute(
            sa.select(parties.c.id).where(parties.c.code == "direktionen")
        ).scalar_one()
    return planning.make_review(
        LOCAL,
        portfolio=builders.PORTFOLIO,
        title="Gennemgang *16. maj*",
        body_party_id=body,
        held_on=DAY,
        starts_at="9.30",
        place="Lokale T",
        minutes=8,
    )


def numbers(review_id: str, placement: Placement = Placement.AGENDA) -> list:
    table = ask(review_queries.items, review_id=review_id)
    return [row.number or row.title for row in table.itertuples() if row.placement == placement]


def item(review_id: str, number: int) -> str:
    table = ask(review_queries.items, review_id=review_id)
    return table[table["number"] == number]["id"].iloc[0]


def button(page, words: str, nth: int = 0):
    return [one for one in page.button if one.label == words][nth]


def labels(page) -> set[str]:
    return {one.label for one in page.button}


@pytest.mark.parametrize(
    ("lang", "title"), [("da", "Porteføljegennemgang"), ("en", "Portfolio review")]
)
def test_an_empty_portfolio_says_what_to_do(app, empty_db, lang, title):
    opened = app("reviews", lang=lang)
    assert screen.title(opened) == title
    assert opened.button(key="first:make")


@pytest.mark.parametrize(
    ("lang", "words"), [("da", "Dagsordenen laves automatisk"), ("en", "The agenda builds itself")]
)
def test_the_form_is_filled_in_as_last_time_and_makes_the_agenda(app, seeded_db, lang, words):
    opened = app("reviews", lang=lang)
    assert words in screen.words(opened)
    (day,) = opened.date_input
    assert day.value == DAY
    assert opened.number_input[0].value == 20
    assert "9.00" in [field.value for field in opened.text_input]
    button(opened, "Lav dagsordenen" if lang == "da" else "Make the agenda").click().run()
    assert not opened.exception
    ((_id, title),) = ask(review_queries.reviews_made, portfolio=None)[["id", "title"]].to_numpy()
    assert screen.title(opened).replace("\\", "") == title
    assert screen.address(opened)["gennemgang"] == _id
    assert "9 punkter" in screen.words(opened) or "9 items" in screen.words(opened)


def test_what_cannot_be_is_said_and_what_was_typed_stays(app, review):
    opened = app("reviews")
    field = next(field for field in opened.text_input if field.label == "Klokkeslæt")
    field.set_value("halv ti").run()
    button(opened, "Lav dagsordenen").click().run()
    assert "er ikke et klokkeslæt" in opened.error[0].value
    assert "halv ti" in [field.value for field in opened.text_input]
    assert len(ask(review_queries.reviews_made, portfolio=None)) == 1


def test_the_list_tells_what_is_coming_and_what_was_held(app, review, seeded_db):
    opened = app("reviews")
    assert "Direktionen · 16" in screen.words(opened)
    assert "8 af 8 min." in screen.words(opened)
    assert "Ingen gennemgang er afholdt og afsluttet endnu." in screen.words(opened)
    builders.set_on(
        seeded_db, reviews, reviews.c.id == review, closed_at="2022-05-16T10:00", closed_by="Test"
    )
    opened = app("reviews")
    assert screen.listed(opened) == {"Gennemgang *16. maj*": "| 16.05.2022 | Direktionen | 4 | 5"}
    assert screen.links(opened)["Gennemgang *16. maj*"] == f"/gennemgang?gennemgang={review}"
    assert not opened.table  # nothing that scrolls sideways on a phone


def test_hostile_words_are_words(app, review, seeded_db):
    evil = "<script>x</script> **b** [x](/y) {{ 1 }}"
    builders.set_on(seeded_db, meetings, meetings.c.held_on == DAY.isoformat(), title=evil)
    for closed in (None, "2022-05-16T10:00"):
        builders.set_on(seeded_db, reviews, reviews.c.id == review, closed_at=closed)
        opened = app("reviews")
        assert evil in screen.words(opened)
        assert "<script" not in "".join(screen.fragments(opened))


@pytest.mark.parametrize("lang", ["da", "en"])
def test_one_review_says_when_why_and_how_long(app, review, seeded_db, lang):
    builders.a_status(
        seeded_db,
        4,
        "2022-04-28",
        rag="red",
        reason="<b>Intet</b> lokale",
        decision_needed="Må vi leje?",
    )
    planning.rebuild(LOCAL, review, version=1)
    opened = app("reviews", gennemgang=review, lang=lang)
    words = screen.words(opened)
    asked, reds = {"da": ("Til beslutning", "Rød"), "en": ("For decision", "Red")}[lang]
    assert f"{asked}\\: Må vi leje?" in words
    # The light is told once, as what has changed since the last meeting; the question as asked.
    assert words.count("\\<b\\>Intet") == 1
    assert f"■ {reds}" in words
    assert "Lokale T" in words
    assert "**7 af 8 min.**" in words or "**7 of 8 min**" in words
    assert screen.title(opened).replace("\\", "") == "Gennemgang *16. maj*"


def test_moving_taking_off_and_putting_back(app, review):
    opened = app("reviews", gennemgang=review)
    assert numbers(review) == [4, 6, 8, 1]
    button(opened, "Flyt 1 ned").click().run()
    assert numbers(review) == [6, 4, 8, 1]
    button(opened, "Flyt 4 op").click().run()
    assert numbers(review) == [6, 4, 1, 8]
    button(opened, "Drøft det").click().run()
    assert numbers(review) == [6, 4, 1, 8, 2]
    assert "**10 af 8 min.** · 5 punkter · **2 min. for meget**" in screen.words(opened)
    assert not opened.error


def test_the_ends_of_the_agenda_go_no_further(app, review):
    opened = app("reviews", gennemgang=review)
    at_end = {
        n: (button(opened, f"Flyt {n} op").disabled, button(opened, f"Flyt {n} ned").disabled)
        for n in (1, 2, 3, 4)
    }
    assert at_end == {1: (True, False), 2: (False, False), 3: (False, False), 4: (False, True)}


def test_each_items_hand_says_which_item_it_is(app, review):
    opened = app("reviews", gennemgang=review)
    moves = [one.label for one in opened.button if one.label.startswith("Flyt ")]
    assert len(moves) == len(set(moves)) == 8
    popovers = [block.proto.popover.label for block in opened.get("popover")]
    assert {"Ret 1", "Ret 2", "Ret 3", "Ret 4"} < set(popovers)
    assert "Ret" not in popovers


def test_adding_something_of_its_own(app, review):
    opened = app("reviews", gennemgang=review)
    field = next(field for field in opened.text_input if field.label == "Eller noget andet")
    field.set_value("Budget 2023").run()
    button(opened, "Sæt på dagsordenen").click().run()
    assert numbers(review)[-1] == "Budget 2023"
    assert "et selvstændigt emne" in screen.words(opened)


def test_a_button_moves_its_own_item_though_somebody_else_has_moved_others(app, review):
    opened = app("reviews", gennemgang=review)
    arranging.move(LOCAL, item(review, 1), 1, version=1)
    button(opened, "Flyt 1 ned").click().run()  # on the screen the first was proposal 4
    assert numbers(review) == [1, 6, 4, 8]


def test_minutes_are_set_and_an_item_taken_off_and_put_back(app, review):
    opened = app("reviews", gennemgang=review)
    opened.session_state[f"open:{item(review, 6)}"] = True
    opened.run()
    field = next(field for field in opened.number_input if field.value == 2)
    field.set_value(7).run()
    button(opened, "Gem minutter").click().run()
    assert "**13 af 8 min.**" in screen.words(opened)
    opened.session_state[f"open:{item(review, 6)}"] = True
    opened.run()
    button(opened, "Tag af dagsordenen").click().run()
    assert numbers(review, Placement.DROPPED) == [6]
    opened.button(key=f"agenda:{item(review, 6)}").click().run()
    assert numbers(review) == [4, 8, 1, 6]


def changing(app, review):
    opened = app("reviews", gennemgang=review)
    opened.session_state["review:open"] = True
    return opened.run()


def test_the_meeting_is_changed_and_the_agenda_fitted(app, review):
    opened = changing(app, review)
    (slot,) = [one for one in opened.number_input if one.label == "Minutter til gennemgangen"]
    slot.set_value(4).run()
    button(opened, "Gem mødet").click().run()
    assert numbers(review) == [4, 6]
    assert "**4 af 4 min.**" in screen.words(opened)


def test_a_meeting_that_somebody_else_has_changed_is_not_overwritten_unseen(app, review):
    opened = changing(app, review)
    planning.set_slot(
        LOCAL, review, title="T", held_on=DAY, starts_at="13", place=None, minutes=12, version=1
    )
    (slot,) = [one for one in opened.number_input if one.label == "Minutter til gennemgangen"]
    slot.set_value(4).run()
    button(opened, "Gem mødet").click().run()
    assert "13.00" in screen.warnings(opened)[0]
    assert "12 min." in screen.warnings(opened)[0]
    assert ask(review_queries.review, review_id=review).minutes == 12
    button(opened, "Gem mødet").click().run()
    assert ask(review_queries.review, review_id=review).minutes == 4


def test_when_the_reasons_have_changed_the_page_offers_to_build_again(app, review, seeded_db):
    assert "Lav den igen" not in labels(app("reviews", gennemgang=review))
    builders.a_status(seeded_db, 9, "2022-04-28", rag="red", reason="Test")
    opened = app("reviews", gennemgang=review)
    assert "har 1 punkt fået andre grunde" in screen.words(opened)
    button(opened, "Lav den igen").click().run()
    assert numbers(review)[0] == 9
    assert "Lav den igen" not in labels(opened)


def test_calling_it_off_leads_back_to_the_list(app, review):
    opened = changing(app, review)
    button(opened, "Aflys").click().run()
    assert "Skriv, hvorfor" in opened.error[0].value
    field = next(field for field in opened.text_input if field.label == "Hvorfor aflyses den?")
    field.set_value("Mødet er flyttet").run()
    button(opened, "Aflys").click().run()
    assert screen.title(opened) == "Porteføljegennemgang"
    assert ask(review_queries.reviews_made, portfolio=None).empty


@pytest.mark.parametrize("role", ["reader", "lead", "director"])
def test_who_may_not_plan_reads_only(app, review, seeded_db, signed_in, role):
    signed_in(builders.a_user(seeded_db, role))
    assert labels(app("reviews", gennemgang=review)) == {"Start fremvisningen"}
    assert "Lav dagsordenen" not in labels(app("reviews"))


def test_who_may_not_plan_is_told_when_there_is_none(app, seeded_db, signed_in):
    signed_in(builders.a_user(seeded_db, "reader"))
    assert "Porteføljesekretæren planlægger den" in screen.words(app("reviews"))


def test_a_closed_review_shows_what_was_decided_and_nothing_to_change(
    app, review, seeded_db, monkeypatch
):
    builders.a_status(seeded_db, 4, "2022-04-28", rag="red", reason="Test")
    sitting.start_review(LOCAL, review, today=DAY)
    said = decisions.DecisionInput(
        outcome=DecisionOutcome.APPROVED, decision="Godkendt *med* et ord."
    )
    decisions.record_decision(LOCAL, item(review, 4), said, today=DAY)
    table = ask(review_queries.items, review_id=review)
    rest = dict.fromkeys(table[table["number"] != 4]["id"], DecisionOutcome.NOT_REACHED)
    closing.close_review(LOCAL, review, rest, today=DAY)
    builders.a_status(seeded_db, 4, "2022-05-20", rag="green")
    monkeypatch.setenv("PORTFOLIO_TODAY", "2022-05-20")
    opened = app("reviews", gennemgang=review)
    assert labels(opened) == set()
    words = screen.words(opened)
    assert "afsluttet" in words
    assert "**Godkendt** · Godkendt \\*med\\* et ord." in words
    # What was not reached is said at each, in a word: the line that names them is one.
    assert words.count("**Ikke nået**") == 3
    assert "Mødet nåede ikke" not in words
    # The light is that of the meeting, whatever came after.
    assert "■ Rød" in words
    way = screen.links(opened)["Beslutning 1.1"]
    assert "moede=direktionen-2022-05-16" in way
    there = app("decisions", beslutning="1.1", moede="direktionen-2022-05-16")
    assert not there.warning
    assert "Godkendt *med* et ord" in screen.words(there)


@pytest.mark.parametrize(
    ("lang", "section", "which", "reason", "press"),
    [
        ("da", "Træk en beslutning tilbage", "Beslutning", "Begrundelse", "Træk den tilbage"),
        ("en", "Take a decision back", "Decision", "Reason", "Take it back"),
    ],
)
def test_a_decision_of_a_closed_meeting_is_taken_back(
    app, review, seeded_db, lang, section, which, reason, press
):
    decided = decisions.DecisionInput(outcome=DecisionOutcome.APPROVED, decision="Godkendt.")
    key = decisions.record_decision(LOCAL, item(review, 4), decided, today=DAY)
    table = ask(review_queries.items, review_id=review)
    rest = dict.fromkeys(table[table["number"] != 4]["id"], DecisionOutcome.NOT_REACHED)
    closing.close_review(LOCAL, review, rest, today=DAY)
    page = app("reviews", lang=lang, gennemgang=review)
    assert section in [expander.label for expander in page.expander]
    (box,) = [one for one in page.selectbox if one.label == which]
    assert [name.split()[0] for name in box.options] == ["1.1"]  # not what was not reached
    page = box.select(key).run()
    (button,) = [one for one in page.button if one.label == press]
    page = button.click().run()
    assert page.error  # without a reason
    (field,) = [one for one in page.text_input if one.label == reason]
    page = field.input("Forkert punkt").run()
    (button,) = [one for one in page.button if one.label == press]
    page = button.click().run()
    assert not page.exception
    assert not page.error
    assert "Godkendt." not in screen.words(page)
    assert "Godkendt." not in screen.words(app("reviews", lang=lang, gennemgang=review))


def test_a_review_of_all_portfolios_names_the_portfolio_of_each(app, review, seeded_db):
    builders.another_portfolio(seeded_db, 77, "Et andet forslag")
    body = one("SELECT id FROM parties WHERE code = 'byraadet'")
    every = planning.make_review(
        LOCAL, portfolio=None, title="Alle", body_party_id=body, held_on=DAY, minutes=600
    )
    opened = app("reviews", gennemgang=every)
    assert "forslag 77 · En anden" in screen.words(opened)
    assert "portefolje=another" in screen.links(opened)["Et andet forslag"]


def test_an_address_of_nothing_is_said(app, review):
    opened = app("reviews", gennemgang="nix")
    assert "Der er ingen gennemgang på denne adresse" in screen.warnings(opened)[0]


def test_room_that_has_become_free_is_offered_to_what_was_cut(app, review):
    opened = app("reviews", gennemgang=review)
    assert "plads til mere" not in screen.words(opened)
    arranging.put(LOCAL, item(review, 8), Placement.DROPPED, version=1)
    opened = app("reviews", gennemgang=review)
    assert "plads til mere: 2 min." in screen.words(opened)
    button(opened, "Lav den igen").click().run()
    assert numbers(review) == [4, 6, 1, 2]
    assert "plads til mere" not in screen.words(opened)


def test_the_first_real_agenda_is_what_the_minutes_leave_open(app, seeded_db):
    opened = app("reviews")
    button(opened, "Lav dagsordenen").click().run()
    words = screen.words(opened)
    assert "**1\\. Hvornår skal Chefforum inddrages, og hvem sørger for det?**" in words
    assert words.count("Hvornår skal Chefforum inddrages") == 1
    assert "vedrører alle forslagene" in words
    assert "Åbent\\: Hvem skal tage forslag 8 videre, og hvor hører det til?" in words
    # Two proposals share a question, and each says so.
    shared = "omkring den nye bydelsforening, og hvem står for det? (forslag 4"
    assert words.replace("\\", "").count(shared) == 2


@pytest.mark.parametrize(
    ("lang", "head", "said"),
    [
        ("da", "1 er rødt", "rød"),
        ("en", "1 is red", "red"),
    ],
)
def test_what_is_folded_and_red_says_so_in_its_line(app, seeded_db, review, lang, head, said):
    builders.a_status(seeded_db, 9, "2022-04-28", rag="red", reason="Test")
    planning.rebuild(LOCAL, review, version=1)
    arranging.put(LOCAL, item(review, 9), Placement.NOTED, version=2)
    opened = app("reviews", gennemgang=review, lang=lang)
    folded = [
        one.label for one in opened.expander if one.label.startswith(("Taget", "Tages", "Taken"))
    ]
    assert head in folded[0]
    assert f"**{said}**" in screen.words(opened)
    presented = app("present", gennemgang=review, lang=lang)
    assert f"**{said}**" in screen.words(presented)
    closing_screen = app("present", gennemgang=review, punkt=99, lang=lang)
    assert f"**{said}**" in screen.words(closing_screen)


def select(page, label):
    (found,) = (one for one in page.selectbox if one.label == label)
    return found


def test_a_series_is_planned_from_its_rhythm_and_called_off_as_one(app, seeded_db):
    opened = app("reviews")
    rhythm = select(opened, "Gentages")
    # 16 May 2022 is the third Monday, and whoever plans need not count.
    assert list(rhythm.options) == [
        "Gentages ikke",
        "Den tredje mandag i hver måned",
        "Hver anden uge",
        "Hver uge",
    ]
    rhythm.set_value("monthly").run()
    next(one for one in opened.number_input if one.label == "Antal møder").set_value(3).run()
    assert "16. maj 2022, 20. juni 2022, 18. juli 2022" in screen.words(opened)
    button(opened, "Lav dagsordenen").click().run()
    found = ask(review_queries.reviews_made, portfolio=None)
    assert list(found["title"]) == [
        f"Porteføljegennemgang {day}" for day in ("18. juli 2022", "20. juni 2022", "16. maj 2022")
    ]
    first = screen.address(opened)["gennemgang"]
    assert first == found["id"].iloc[-1]
    arranging.add_item(LOCAL, found["id"].iloc[1], title="Budget", version=1)
    opened = app("reviews", gennemgang=first)
    opened.session_state["review:open"] = True
    opened.run()
    (box,) = opened.checkbox
    assert box.label.startswith("Også den anden gennemgang i rækken")
    assert "Porteføljegennemgang 20. juni 2022" in screen.words(opened)
    box.check().run()
    why = next(one for one in opened.text_input if one.label == "Hvorfor aflyses den?")
    why.set_value("Ny mødeplan").run()
    button(opened, "Aflys").click().run()
    assert list(ask(review_queries.reviews_made, portfolio=None)["held_on"]) == ["2022-06-20"]


def test_a_day_that_is_taken_is_said_before_the_series_is_made(app, review):
    opened = app("reviews")
    opened.date_input[0].set_value(date(2022, 5, 2)).run()
    select(opened, "Gentages").set_value("weekly").run()
    assert "Der er allerede en gennemgang, så der laves ingen: 16. maj 2022" in screen.words(opened)
