"""Fremvisning: one item a screen, deciding as it goes, closing; and who may only look."""

from datetime import date

import builders
import pytest
import screen
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.model import Succession
from portfolio.domain.permissions import Role
from portfolio.queries.requests import requests
from portfolio.queries.reviews import attendance, reviews
from portfolio.store import schema
from portfolio.ui import links
from portfolio.usecases.proposals import succession
from portfolio.usecases.requests import requests as asking
from portfolio.usecases.reviews import decisions as review_decisions
from portfolio.usecases.reviews import sitting
from portfolio.usecases.reviews.decision_input import DecisionInput, FollowUpInput
from portfolio.usecases.use_case import COMMAND, LOCAL

TODAY = date(2022, 5, 1)
ASKED = "At der udpeges et center."
TASK_OF_8_2 = (
    "Hvad skal der arbejdes videre med omkring den nye bydelsforening, og hvem står for det?"
)


@pytest.fixture
def review(seeded_db):
    """A review that talks about 4, which asks for a decision, and 1; 7 is taken note of."""
    builders.a_status(
        seeded_db,
        4,
        "2022-04-25",
        stage="qualification",
        rag="red",
        percent=20,
        reason="Ingen ansvarlig",
        decision_needed=ASKED,
    )
    return builders.a_review(seeded_db, 4, 1, noted=(7,))


def items(review):
    with store.reading() as connection:
        return list(reviews.items(connection, review_id=review)["id"])


def decisions():
    d = schema.decisions
    with store.reading() as connection:
        chosen = sa.select(d).where(d.c.decided_on == "2022-05-01", d.c.withdrawn_at.is_(None))
        return [dict(row) for row in connection.execute(chosen).mappings()]


def record(review, place=0, who=LOCAL, **given):
    decided = DecisionInput(**{"outcome": "approved", "decision": "Godkendt.", **given})
    return review_decisions.record_decision(who, items(review)[place], decided, today=TODAY)


def button(page, words):
    (found,) = [one for one in page.button if one.label == words]
    return found


def field(page, label):
    (found,) = [
        one
        for kind in ("text_area", "text_input", "selectbox", "date_input", "button_group")
        for one in page.get(kind)
        if one.label == label
    ]
    return found


def labels(page):
    return [one.label for one in page.button]


def pick(page, outcome):
    """Choose the outcome of that name."""
    return button(page, outcome).click().run()


def tick(page, question):
    """Say that a question is answered."""
    (box,) = [one for one in page.checkbox if one.label == f"Besvarer: {question}"]
    return box.check().run()


def asked_of_4():
    """What is open to the directorate of proposal 4."""
    with store.reading() as connection:
        found = requests.open_requests(
            connection, as_of=TODAY, today=TODAY, portfolio="civilsamfund"
        )
    about_4 = [one for one in found if [about.number for about in one.proposals][:1] == [4]]
    return {one.question for one in about_4 if one.question}


def test_the_agenda_comes_first_and_starts_the_meeting(app, review):
    page = app("present", gennemgang=review)
    assert screen.title(page) == "Testgennemgang"
    assert "1 punkt tages til efterretning til sidst" in screen.words(page)
    button(page, "Start mødet").click().run()
    assert screen.address(page)["punkt"] == "1"
    with store.reading() as connection:
        assert reviews.review(connection, review_id=review).started_at is not None


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "da",
            [
                "Punkt 1 af 2",
                ASKED,
                "bedt om i status af 25. april 2022",
                "Hvem skal tage forslag 4 videre?",
                "■ Rød: Ingen ansvarlig",
                "Ansvarlig: mangler",
                "Siden 4. april 2022",
                "Sidst, 4. april 2022",
                "opfølgninger udført",
            ],
        ),
        ("en", ["Item 1 of 2", ASKED, "■ Red: Ingen ansvarlig"]),
    ],
)
def test_a_screen_says_what_is_asked_what_moved_and_what_was_decided_last(app, review, lang, words):
    page = app("present", gennemgang=review, punkt=1, lang=lang)
    assert screen.title(page).startswith("4 ")
    for one in words:
        assert one in screen.words(page)


def test_moving_on_and_back_stops_at_the_ends(app, review):
    page = app("present", gennemgang=review)
    button(page, "Forrige").click().run()
    assert screen.address(page)["punkt"] == "0"
    for at in ("1", "2", "3"):
        button(page, "Næste").click().run()
        assert screen.address(page)["punkt"] == at
    button(page, "Næste").click().run()
    assert screen.address(page)["punkt"] == "3"
    button(page, "Forrige").click().run()
    assert screen.title(page).startswith("1 ")
    assert (
        screen.title(app("present", gennemgang=review, punkt=99))
        == "Til efterretning og afslutning"
    )


def test_nothing_is_chosen_or_written_beforehand(app, review):
    page = app("present", gennemgang=review, punkt=1)
    button(page, "Registrér beslutningen").click().run()
    assert field(page, "Hvad besluttes?").value == ""
    assert [one.label for one in page.button if one.label.startswith("●")] == []
    assert not any(box.value for box in page.checkbox)


def test_a_decision_answers_what_it_is_said_to_answer_and_the_next_item_comes(app, review):
    page = app("present", gennemgang=review, punkt=1)
    button(page, "Registrér beslutningen").click().run()
    tick(page, ASKED)
    pick(page, "Godkendt")
    field(page, "Hvad besluttes?").set_value(ASKED)
    button(page, "Afviger fra indstillingen, eller skal tages op igen").click().run()
    field(page, "Hvordan den afviger fra indstillingen (valgfrit)").set_value("Et år senere")
    page.run()
    button(page, "Opfølgninger").click().run()
    field(page, "Opfølgning 1").set_value("Find et center")
    page.run()
    field(page, "Dato 1").set_value("ultimo maj")
    page.run()
    field(page, "Opfølgning 2")  # there is always a blank one
    button(page, "Gem beslutningen").click().run()
    assert screen.title(page).startswith("1 ")
    (row,) = decisions()
    assert (row["outcome"], row["decision"], row["question"]) == ("approved", ASKED, ASKED)
    assert (row["differs"], row["deviation"], row["difference"]) == (1, "added", "Et år senere")
    button(page, "Forrige").click().run()
    said = screen.words(page)
    assert "1.1 Godkendt" in said
    assert "Find et center · ansvarlig mangler · ultimo maj" in said
    assert "Ret beslutningen" in labels(page)
    assert asked_of_4() == {
        "Hvem skal tage forslag 4 videre?",
        "Gælder Frie Bymidter Høje-Taastrup By eller Høje-Taastrup C?",
        TASK_OF_8_2,
    }


def test_the_effects_are_chosen_while_it_is_made_and_go_with_it(app, review):
    before = asked_of_4()
    page = app("present", gennemgang=review, punkt=1)
    button(page, "Registrér beslutningen").click().run()
    tick(page, "Hvem skal tage forslag 4 videre?")
    pick(page, "Besluttet")
    field(page, "Hvad besluttes?").set_value("Fritid og Kultur tager den.").run()
    button(page, "Udpeg eller spørg").click().run()
    field(page, "Udpeg (skal selv sige ja)").select("Fritid og Kultur").run()
    button(page, "Skift fase").click().run()
    # One part at a time, so that nothing scrolls; what is filled in has a dot, and counts.
    assert "Udpeg (skal selv sige ja)" not in [one.label for one in page.selectbox]
    assert "● Udpeg eller spørg" in labels(page)
    field(page, "Ny fase").set_value("on_hold").run()
    button(page, "Gem beslutningen").click().run()
    p = schema.proposals.c
    with store.reading() as connection:
        stage = connection.execute(sa.select(p.stage).where(builders.is_number(4))).scalar()
        states = connection.execute(sa.select(schema.proposal_parties.c.state)).scalars().all()
    assert stage == "on_hold"
    assert "asked" in states, "the part that was folded again is done as well"
    page = app("present", gennemgang=review, punkt=1)
    button(page, "Ret beslutningen").click().run()
    field(page, "Begrundelse").set_value("Fejl").run()
    button(page, "Træk den tilbage").click().run()
    assert decisions() == []
    assert asked_of_4() == before


def test_a_decision_parks_the_proposal_and_gives_an_earlier_one_a_new_day(app, review):
    page = app("present", gennemgang=review, punkt=1)
    button(page, "Registrér beslutningen").click().run()
    pick(page, "Besluttet")
    field(page, "Hvad besluttes?").set_value("Det venter på strategien.").run()
    button(page, "Sæt i bero til en bestemt periode").click().run()
    windows = field(page, "Hvilken periode").options
    assert any("Anden workshop" in words for words in windows)
    chosen = next(words for words in windows if "Anden workshop" in words)
    field(page, "Hvilken periode").select(chosen).run()
    field(page, "Hvorfor venter det?").set_value("Strategien først").run()
    button(page, "Gem beslutningen").click().run()
    assert decisions() == []  # what must be ready is not said yet, and nothing typed is lost
    field(page, "Hvad skal være klar, når perioden begynder?").set_value("Et oplæg").run()
    button(page, "Ny dag til en tidligere beslutning").click().run()
    earlier = field(page, "Tidligere beslutning").options
    field(page, "Tidligere beslutning").select(earlier[0]).run()
    field(page, "Tages op igen den (tomt felt: tages ikke op igen)").set_value(
        date(2022, 9, 1)
    ).run()
    button(page, "Gem beslutningen").click().run()
    assert [row["decision"] for row in decisions()] == ["Det venter på strategien."]
    with store.reading() as connection:
        k, d = schema.parkings.c, schema.decisions.c
        assert connection.execute(sa.select(k.must_be_ready)).scalars().all() == ["Et oplæg"]
        days = connection.execute(sa.select(d.review_on).where(d.review_on.is_not(None)))
        assert days.scalars().all() == ["2022-09-01"]


def test_what_an_earlier_decision_left_open_is_filled_in(app, review):
    page = app("present", gennemgang=review, punkt=1)
    button(page, "Registrér beslutningen").click().run()
    tick(page, TASK_OF_8_2)
    pick(page, "Besluttet")
    task = "Arbejd videre omkring den nye bydelsforening i området"
    field(page, "Hvad besluttes?").set_value("Kommunikation beskriver opgaven.").run()
    field(page, f"Hvem sørger for »{task}«?").select("Kommunikation").run()
    field(page, f"Hvornår skal »{task}« være gjort?").set_value("ultimo maj 2022").run()
    button(page, "Gem beslutningen").click().run()
    assert TASK_OF_8_2 not in asked_of_4()
    u = schema.follow_ups.c
    with store.reading() as connection:
        row = connection.execute(sa.select(schema.follow_ups).where(u.title == task)).one()
    assert (row.date_end, row.promised) == ("2022-05-31", 1)


def test_without_an_outcome_nothing_is_saved_and_nothing_typed_is_lost(app, review):
    page = app("present", gennemgang=review, punkt=2)
    button(page, "Registrér beslutningen").click().run()
    field(page, "Hvad besluttes?").set_value("Noget").run()
    button(page, "Gem beslutningen").click().run()
    assert [error.value for error in page.error] == ["Vælg først udfaldet. Intet blev gemt."]
    assert field(page, "Hvad besluttes?").value == "Noget"
    pick(page, "Drøftet")
    field(page, "Dato 1").set_value("juni").run()  # of something that nobody has written
    button(page, "Gem beslutningen").click().run()
    assert "Opfølgning 1" in page.error[0].value
    assert decisions() == []
    assert field(page, "Hvad besluttes?").value == "Noget"


def test_a_draft_is_there_again_after_a_look_at_another_item(app, review):
    page = app("present", gennemgang=review, punkt=1)
    button(page, "Registrér beslutningen").click().run()
    field(page, "Hvad besluttes?").set_value("Halvt skrevet").run()
    field(page, "Opfølgning 1").set_value("Husk det").run()
    button(page, "Næste").click().run()
    assert "Hvad besluttes?" not in [one.label for one in page.text_area]
    button(page, "Forrige").click().run()
    assert field(page, "Hvad besluttes?").value == "Halvt skrevet"
    assert field(page, "Opfølgning 1").value == "Husk det"
    button(page, "Luk formularen").click().run()
    button(page, "Registrér beslutningen").click().run()
    assert field(page, "Hvad besluttes?").value == "Halvt skrevet"


def test_a_decision_is_put_right_and_taken_back(app, review):
    record(review, follow_ups=(FollowUpInput(title="Gør det"),))
    page = app("present", gennemgang=review, punkt=1)
    button(page, "Ret beslutningen").click().run()
    assert field(page, "Opfølgning 1").value == "Gør det"
    field(page, "Hvad besluttes?").set_value("Rettet.").run()
    button(page, "Gem beslutningen").click().run()
    assert [row["decision"] for row in decisions()] == ["Rettet."]
    button(page, "Ret beslutningen").click().run()
    button(page, "Træk den tilbage").click().run()
    assert decisions()  # not without a reason
    field(page, "Begrundelse").set_value("Forkert punkt").run()
    button(page, "Træk den tilbage").click().run()
    assert decisions() == []
    assert "Registrér beslutningen" in labels(page)


def test_what_somebody_else_recorded_meanwhile_is_shown_and_not_overwritten(app, review):
    page = app("present", gennemgang=review, punkt=1)
    button(page, "Registrér beslutningen").click().run()
    pick(page, "Godkendt")
    field(page, "Hvad besluttes?").set_value("Min").run()
    record(review, decision="Den andens", follow_ups=(FollowUpInput(title="Den andens opgave"),))
    button(page, "Gem beslutningen").click().run()
    assert [row["decision"] for row in decisions()] == ["Den andens"]
    assert "Den andens" in screen.words(page)
    assert field(page, "Hvad besluttes?").value == "Min"
    button(page, "Gem min version alligevel").click().run()
    assert [row["decision"] for row in decisions()] == ["Min"]
    assert "Den andens opgave" in screen.words(page)


def test_a_proposal_set_aside_meanwhile_is_said_and_not_decided_on(app, review):
    page = app("present", gennemgang=review, punkt=1)
    button(page, "Registrér beslutningen").click().run()
    pick(page, "Godkendt")
    field(page, "Hvad besluttes?").set_value("Ja.").run()
    step = succession.Step(kind=Succession.SET_ASIDE, happened_on=TODAY, reason="Pengene er brugt")
    succession.take(LOCAL, builders.proposal_id(4), step, today=TODAY)
    button(page, "Gem beslutningen").click().run()
    assert "Pengene er brugt" in page.error[0].value
    button(page, "Luk formularen").click().run()
    assert "Registrér beslutningen" not in labels(page)
    assert "Forslaget er lagt til side: Pengene er brugt" in screen.words(page)
    assert decisions() == []


def test_closing_asks_what_becomes_of_the_rest_and_then_locks(app, review):
    record(review)
    page = app("present", gennemgang=review, punkt=3)
    assert "**Godkendt**" in screen.words(page)
    (rest,) = page.get("button_group")
    assert rest.label.startswith("Ingen beslutning om 1 ")
    rest.set_value("noted").run()
    button(page, "Afslut mødet").click().run()
    assert len(decisions()) == 1  # asked twice
    button(page, "Ja, afslut mødet").click().run()
    assert screen.title(page) == "Mødet er afsluttet"
    assert {row["outcome"] for row in decisions()} == {"approved", "noted"}
    ways = screen.links(page)
    assert "/papirer" in ways["Referat og andre dokumenter"]
    assert "Ret beslutningen" not in labels(app("present", gennemgang=review, punkt=1))


def close_with_the_rest(page, *said):
    """Close the meeting; ``said`` of the one item that has no decision."""
    (rest,) = page.get("button_group")
    for code in said:
        rest.set_value(code).run()
    button(page, "Afslut mødet").click().run()
    button(page, "Ja, afslut mødet").click().run()
    return page


def test_what_nobody_says_anything_of_was_not_reached(app, review):
    record(review)
    page = app("present", gennemgang=review, punkt=3)
    assert [one.value for one in page.get("button_group")] == ["not_reached"]
    close_with_the_rest(page)
    assert {row["outcome"] for row in decisions()} == {"approved", "noted", "not_reached"}
    assert "**Ikke nået**" in screen.words(page)


def test_what_is_postponed_says_till_when(app, review):
    record(review)
    page = close_with_the_rest(app("present", gennemgang=review, punkt=3), "postponed")
    assert "Der mangler en dag" in page.error[0].value
    field(page, "Udsat til").set_value(date(2022, 6, 1)).run()
    button(page, "Ja, afslut mødet").click().run()
    assert "Udsat til 1. juni 2022." in {row["decision"] for row in decisions()}


def test_what_has_not_begun_is_not_closed_from_the_screen(app, review):
    page = app("present", gennemgang=review, punkt=3)
    assert "ikke begyndt" in screen.words(page)
    assert "Afslut mødet" not in labels(page)


@pytest.mark.parametrize("role", Role)
def test_who_decides_and_who_looks(app, seeded_db, review, signed_in, role):
    signed_in(builders.a_user(seeded_db, role, "suoc"))
    decides = role in (Role.SECRETARY, Role.DIRECTOR, Role.ADMINISTRATOR)
    assert ("Start mødet" in labels(app("present", gennemgang=review))) is decides
    page = app("present", gennemgang=review, punkt=1)
    assert ("Registrér beslutningen" in labels(page)) is decides
    assert ASKED in screen.words(page)
    record(review, who=COMMAND)
    last = app("present", gennemgang=review, punkt=3)
    assert ("Afslut mødet" in labels(last)) is decides


@pytest.mark.parametrize(
    "asked", [{}, {"gennemgang": "nix"}, {"gennemgang": "x' --", "punkt": "a"}]
)
def test_without_a_review_the_way_to_one_is_shown(app, seeded_db, asked):
    page = app("present", **asked)
    assert screen.title(page) == "Fremvisning"
    assert "/gennemgang" in screen.links(page)["Vælg en på listen over gennemgange"]


def test_an_agenda_of_nothing_and_a_matter_of_its_own(app, seeded_db):
    empty = app("present", gennemgang=builders.a_review(seeded_db, noted=(7,)))
    assert "Der er intet på dagsordenen" in screen.words(empty)
    own = builders.a_review(seeded_db, title="*Ny* mødeplan", held_on="2022-05-02")
    assert screen.title(app("present", gennemgang=own, punkt=1)) == r"\*Ny\* mødeplan"


def names(page, label):
    """The field for the names of those who are there, or away."""
    (found,) = [one for one in page.multiselect if one.label == label]
    return found


def minuted(review):
    with store.reading() as connection:
        meeting = reviews.review(connection, review_id=review).meeting_id
        known = attendance.attendance(connection, meeting_id=meeting)
    return known.present, known.absent


def test_who_is_there_is_asked_as_the_meeting_begins_and_put_right_afterwards(app, review):
    page = app("present", gennemgang=review)
    there, away = "Hvem er til stede?", "Hvem har sendt afbud?"
    assert names(page, there).value == []  # nobody was there because they use to be
    same = next(one for one in page.button if one.label.startswith("Vælg de samme som sidst"))
    same.click().run()
    usual = names(page, there).value
    assert usual
    names(page, there).set_value(usual[1:]).run()
    names(page, away).set_value(usual[:1]).run()
    button(page, "Start mødet").click().run()
    assert minuted(review) == (tuple(usual[1:]), tuple(usual[:1]))
    page = app("present", gennemgang=review)
    assert f"**Afbud:** {usual[0]}" in screen.words(page)
    names(page, away).set_value([]).run()
    button(page, "Gem deltagerne").click().run()
    assert minuted(review) == (tuple(usual[1:]), ())


def test_that_nobody_recorded_who_was_there_is_said_before_it_is_closed(app, review):
    record(review)
    page = app("present", gennemgang=review, punkt=3)
    assert "Det er ikke registreret, hvem der deltog" in screen.words(page)
    assert "punkt=0" in screen.links(page)["Registrér"]
    said = sitting.Attendance(["Anna"])
    sitting.record_attendance(LOCAL, review, said, seen=sitting.Attendance())
    page = app("present", gennemgang=review, punkt=3)
    assert "ikke registreret, hvem" not in screen.words(page)


@pytest.fixture
def ahead(seeded_db):
    """A review that talks about 4 on a day that has not come."""
    return builders.a_review(seeded_db, 4, held_on="2022-05-16")


def test_a_meeting_whose_day_has_not_come_is_begun_on_purpose_only(app, ahead):
    item = app("present", gennemgang=ahead, punkt=1)
    assert "Registrér beslutningen" not in labels(item)
    assert "når mødet er startet" in screen.words(item)
    page = app("present", gennemgang=ahead)
    button(page, "Start mødet").click().run()
    assert "16\\. maj 2022, som ikke er nået" in page.error[0].value
    (box,) = page.checkbox
    assert box.label == "Mødet holdes i dag: flyt det fra 16. maj 2022"
    box.check().run()
    button(page, "Start mødet").click().run()
    with store.reading() as connection:
        found = reviews.review(connection, review_id=ahead)
    assert (found.held_on, bool(found.started_at)) == ("2022-05-01", True)


def test_a_meeting_that_was_moved_ahead_is_closed_on_purpose_only(app, seeded_db):
    review = builders.a_review(seeded_db)
    sitting.start_review(LOCAL, review, today=TODAY)
    m = schema.meetings.c
    builders.set_on(seeded_db, schema.meetings, m.title == "Testgennemgang", held_on="2022-05-16")
    page = app("present", gennemgang=review, punkt=1)
    button(page, "Afslut mødet").click().run()
    button(page, "Ja, afslut mødet").click().run()
    assert "16\\. maj 2022" in page.error[0].value
    page.checkbox[0].check().run()
    button(page, "Ja, afslut mødet").click().run()
    assert screen.title(page) == "Mødet er afsluttet"


def test_the_second_is_told_who_presents_and_may_take_over(app, review, seeded_db, signed_in):
    anna, bo = (
        builders.a_user(seeded_db, role, name=name)
        for role, name in (("secretary", "Anna"), ("director", "Bo"))
    )
    signed_in(anna)
    first = app("present", gennemgang=review)
    button(first, "Start mødet").click().run()
    button(first, "Registrér beslutningen").click().run()
    pick(first, "Godkendt")
    field(first, "Hvad besluttes?").set_value("Annas ord.").run()

    signed_in(bo)
    second = app("present", gennemgang=review, punkt=1)
    assert "Anna har fremvist mødet siden kl." in screen.words(second)
    assert "Registrér beslutningen" not in labels(second)
    button(second, "Overtag fremvisningen").click().run()
    assert "fremviser siden" not in screen.words(second)
    assert "Registrér beslutningen" in labels(second)

    signed_in(anna)
    button(first, "Gem beslutningen").click().run()
    assert "Bo fremviser mødet" in first.error[0].value
    assert "Bo har fremvist mødet siden kl." in screen.words(first)
    assert field(first, "Hvad besluttes?").value == "Annas ord."
    assert decisions() == []

    signed_in(bo)
    button(second, "Registrér beslutningen").click().run()
    pick(second, "Besluttet")
    field(second, "Hvad besluttes?").set_value("Bos ord.").run()
    button(second, "Gem beslutningen").click().run()
    assert [row["decision"] for row in decisions()] == ["Bos ord."]

    signed_in(anna)
    button(first, "Overtag fremvisningen").click().run()
    # What Bo recorded stands beside what Anna has typed; neither is lost.
    button(first, "Gem beslutningen").click().run()
    assert "Bos ord." in screen.words(first)
    assert field(first, "Hvad besluttes?").value == "Annas ord."
    assert [row["decision"] for row in decisions()] == ["Bos ord."]


def test_where_a_review_is_of_all_portfolios_the_number_says_of_which(app, seeded_db):
    builders.another_portfolio(seeded_db, 4, "Et andet forslag")
    review = builders.a_review(seeded_db, 4)
    r, i = schema.reviews.c, schema.review_items.c
    builders.set_on(seeded_db, schema.reviews, r.id == review, portfolio_id=None)
    builders.a_copy(
        seeded_db,
        schema.review_items,
        i.review_id == review,
        position=2,
        proposal_id=builders.id_of(4, "another"),
    )
    first = screen.words(app("present", gennemgang=review))
    assert "**Et andet forslag** forslag 4 · En anden" in first
    named = "4 Et andet forslag (En anden)"
    pages = [app("present", gennemgang=review, punkt=at) for at in (2, 3)]
    sitting.start_review(LOCAL, review, today=TODAY)
    pages.append(app("present", gennemgang=review, punkt=3))
    for page in pages:
        shown = screen.words(page) + str([one.label for one in page.get("button_group")])
        assert links.plain(named) in shown
    button(page, "Afslut mødet").click().run()
    button(page, "Ja, afslut mødet").click().run()
    (line,) = decisions()
    assert line["decision"].count(" (") == 2
    assert f"forslag {named}" in line["decision"]


def test_a_question_withdrawn_in_mid_meeting_is_said_before_it_is_left_out(app, seeded_db, review):
    question = asking.Question(question="Skal vi søge?", addressee_party_id=direktionen())
    key = asking.ask(
        LOCAL,
        question,
        portfolio="civilsamfund",
        proposal_id=builders.proposal_id(4),
        today=TODAY,
    )
    page = app("present", gennemgang=review, punkt=1)
    button(page, "Registrér beslutningen").click().run()
    tick(page, "Skal vi søge?")
    pick(page, "Besluttet")
    field(page, "Hvad besluttes?").set_value("Ja.").run()
    asking.withdraw(LOCAL, key.split(":")[1], "Løst på anden vis", version=1)
    button(page, "Gem beslutningen").click().run()
    assert "»Skal vi søge?«" in page.error[0].value
    assert decisions() == []
    assert field(page, "Hvad besluttes?").value == "Ja."
    button(page, "Gem beslutningen").click().run()  # it stands without it
    assert [row["decision"] for row in decisions()] == ["Ja."]


def test_a_party_set_aside_in_mid_meeting_is_said_before_it_is_left_out(app, seeded_db, review):
    page = app("present", gennemgang=review, punkt=1)
    button(page, "Registrér beslutningen").click().run()
    pick(page, "Besluttet")
    field(page, "Hvad besluttes?").set_value("Ja.").run()
    button(page, "Udpeg eller spørg").click().run()
    field(page, "Udpeg (skal selv sige ja)").select("Fritid og Kultur").run()
    at = {"withdrawn_at": "2022-05-01T10:00:00+00:00", "withdrawn_reason": "Lagt sammen"}
    name = schema.parties.c.name == "Fritid og Kultur"
    builders.set_on(seeded_db, schema.parties, name, **at)
    page.run()  # it follows, and the party is gone from the field
    button(page, "Gem beslutningen").click().run()
    assert "en part, der var valgt" in page.error[0].value
    assert decisions() == []
    button(page, "Gem beslutningen").click().run()
    assert [row["decision"] for row in decisions()] == ["Ja."]


def direktionen():
    with store.reading() as connection:
        p = schema.parties.c
        return connection.execute(sa.select(p.id).where(p.code == "direktionen")).scalar_one()
