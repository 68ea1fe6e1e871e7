"""The chain of involvement and parking, as the secretary uses them on the pages."""

import builders
import pytest
import screen
import sqlalchemy as sa

from portfolio import store
from portfolio.store import schema

S, W = schema.involvement_steps.c, schema.process_windows.c
PARK, TAKE_UP = "Sæt i bero til en bestemt periode …", "Tag forslaget op igen"
REPARK = "Ret, hvad der ventes på"
CHANGE, ADD = "Ret et trin", "Tilføj et trin"


def do(page, words):
    """Choose something to do: its form opens."""
    if words in screen.acts(page):
        return fine(screen.do(page, words))
    (pill,) = (row for row in page.pills if words in offered(row))
    return fine(pill.set_value(CODES[words]).run())


CODES = {PARK: "park", TAKE_UP: "unpark", REPARK: "repark", CHANGE: "change", ADD: "add"}


def offered(pill):
    return [option.content for option in pill.proto.options]


def all_offered(page):
    return {*screen.acts(page), *(words for pill in page.pills for words in offered(pill))}


def field(kind, label):
    (found,) = (one for one in kind if one.label == label)
    return found


def press(page, label):
    (button,) = (one for one in page.button if one.label == label)
    return fine(button.click().run())


def fine(page):
    assert not page.exception
    return page


def window_of_june():
    with store.reading() as connection:
        return connection.execute(sa.select(W.id).where(W.title == "Anden workshop")).scalar_one()


def choose(page, choice, value):
    """A choice among words with a button each."""
    (found,) = (one for one in page.button_group if one.label == choice)
    return found.set_value(value).run()


# --- the chain ----------------------------------------------------------------------------------


def test_done_on_decisions_is_done_on_every_proposal(app, seeded_db):
    page = do(app("decisions"), CHANGE)
    assert field(page.selectbox, "Trin").value is not None
    field(page.text_area, "Hvad blev sagt? (valgfrit)").set_value("*Bakker* op").run()
    page = press(page, "Gem")
    assert "✓ gennemført 1. maj 2022" in screen.steps(page)[1]
    assert "*Bakker* op" in screen.steps(page)[1]
    assert "→ næste · dato mangler" in screen.steps(page)[2]
    assert "✓ gennemført 1. maj 2022" in screen.steps(app("proposal", nr=4))[1]


def test_skipped_for_one_proposal_says_what_it_departs_from(app, seeded_db):
    page = do(app("proposal", nr=4), CHANGE)
    page = choose(page, "Hvad skal registreres?", "skip")
    assert "Gælder kun dette forslag" in screen.words(page)
    page = press(page, "Gem")
    assert [error.value for error in page.error] == [
        "Skriv en begrundelse. Andre læser den. Intet er gemt."
    ]
    field(page.text_area, "Hvorfor springes det over?").set_value("Aftalt med direktøren").run()
    page = press(page, "Gem")
    assert "inddrages · kun dette forslag\nsprunget over 1. maj 2022" in screen.steps(page)[1]
    assert "Aftalt med direktøren" in screen.steps(page)[1]
    assert "Det afviger fra beslutningen 4. april 2022: »Chefforum bør med" in screen.words(page)
    assert "→ næste" in screen.steps(app("proposal", nr=5))[1]


def test_the_centres_before_chefforum_is_said_openly(app, seeded_db):
    builders.set_on(
        seeded_db, schema.involvement_steps, S.position == 3, state="done", happened_on="2022-04-20"
    )
    for page in (app("decisions"), app("proposal", nr=4)):
        assert "▲ sprunget over · dato mangler" in screen.steps(page)[1]
        assert "Chefforum er sprunget over: Et senere trin" in screen.steps(page)[1]
        assert "beslutningen 4. april 2022: »Chefforum bør med, før" in screen.steps(page)[1]
    assert "sprunget over" not in screen.steps(app("decisions", dato="2022-04-19"))[1]


def test_a_plan_is_typed_the_danish_way_and_understood_at_once(app, seeded_db):
    page = choose(do(app("decisions"), CHANGE), "Hvad skal registreres?", "plan")
    field(page.text_input, "Planlagt til").set_value("snart").run()
    assert "▲ »snart« kan ikke læses som en dato" in screen.words(page)
    field(page.text_input, "Planlagt til").set_value("Juni 2022").run()
    assert "Forstået som 1.–30. juni 2022 (en måned)" in screen.words(page).replace("\\", "")
    page = press(page, "Gem")
    assert "→ næste · planlagt til juni 2022" in screen.steps(page)[1]


def test_a_step_of_the_proposals_own_and_back_to_the_portfolios(app, seeded_db):
    page = do(app("proposal", nr=4), ADD)
    field(page.selectbox, "Center eller part").set_value(_party("suoc")).run()
    page = press(page, "Tilføj")
    assert len(screen.steps(page)) == 5
    assert "høres · kun dette forslag" in screen.steps(page)[4]
    page = do(page, CHANGE)
    field(page.selectbox, "Trin").set_value(_own_step()).run()
    page = choose(page, "Hvad skal registreres?", "back")
    field(page.text_area, "Begrundelse").set_value("En fejl").run()
    page = press(page, "Gem")
    assert len(screen.steps(page)) == 4


def _party(code):
    with store.reading() as connection:
        return connection.execute(
            sa.select(schema.parties.c.id).where(schema.parties.c.code == code)
        ).scalar_one()


def _own_step():
    with store.reading() as connection:
        return connection.execute(sa.select(S.id).where(S.proposal_id.is_not(None))).scalar_one()


# --- parking ------------------------------------------------------------------------------------


def parked_in_june(page):
    page = do(page, PARK)
    field(page.selectbox, "Hvilken periode").set_value(window_of_june()).run()
    field(page.text_area, "Hvorfor venter det?").set_value("Strategien *skrives*").run()
    field(page.text_area, "Hvad skal være klar, når perioden begynder?").set_value("Et oplæg").run()
    return press(page, "Sæt i bero")


def test_parked_it_says_for_what_and_is_found_where_one_looks(app, seeded_db):
    page = parked_in_june(app("proposal", nr=4))
    said = screen.words(page)
    assert (
        "**Sat i bero siden 1. maj 2022 til Digitaliseringsstrategien: Anden workshop, juni" in said
    )
    assert "Hvorfor: Strategien *skrives*" in said
    assert said.split("Statushistorik")[0].count("Strategien *skrives*") == 1
    assert "Skal være klar: Et oplæg" in said
    assert "Perioden begynder om 31 dage." in said
    assert "Fase: **Sat i bero**" in said
    assert PARK not in all_offered(page)
    assert "Sat i bero: Digitaliseringsstrategien, juni" in screen.row(app(), 4)
    for shown in (app("strategy"), app("strategy", proces="digitaliseringsstrategien")):
        assert "(/forslag?nr=4): Skal være klar: Et oplæg" in screen.words(shown)
    assert "Sat i bero" not in screen.words(app("proposal", nr=4, dato="2022-04-30"))


def test_the_day_the_window_opens_it_comes_back(app, seeded_db, monkeypatch):
    parked_in_june(app("proposal", nr=4))
    monkeypatch.setenv("PORTFOLIO_TODAY", "2022-06-01")
    said = screen.words(app())
    assert "**1 forslag i bero** kan tages op igen: Perioden er begyndt" in said
    assert "(/forslag?nr=4): Skal være klar: Et oplæg" in said
    page = app("proposal", nr=4)
    assert "→ **Perioden er begyndt.**" in screen.words(page)
    page = do(page, TAKE_UP)
    field(page.text_area, "Hvorfor tages det op igen?").set_value("Workshoppen er nu").run()
    page = press(page, "Tag op igen")
    assert "Forslag (nu)" in screen.words(page)
    assert "forslag i bero" not in screen.words(app())


def test_a_parking_is_changed_where_it_stands(app, seeded_db):
    page = do(parked_in_june(app("proposal", nr=4)), REPARK)
    assert field(page.selectbox, "Hvilken periode").value == window_of_june()
    assert field(page.text_area, "Hvorfor venter det?").value == "Strategien *skrives*"
    page = press(page, "Gem")
    assert [error.value for error in page.error] == ["Intet er ændret, så der er intet gemt."]
    field(page.text_area, "Hvorfor venter det?").set_value("Strategien er forsinket").run()
    page = press(page, "Gem")
    assert "Hvorfor: Strategien er forsinket" in screen.words(page)
    assert "Skal være klar: Et oplæg" in screen.words(page)
    assert "Ændret, hvad et forslag i bero venter på" in screen.words(app("log"))


def test_the_window_waited_for_stays_a_choice_when_it_is_over(app, seeded_db, monkeypatch):
    parked_in_june(app("proposal", nr=4))
    monkeypatch.setenv("PORTFOLIO_TODAY", "2022-07-01")
    page = do(app("proposal", nr=4), REPARK)
    assert field(page.selectbox, "Hvilken periode").value == window_of_june()
    field(page.text_area, "Hvad skal være klar, når perioden begynder?").set_value("Mere").run()
    assert "Skal være klar: Mere" in screen.words(press(page, "Gem"))


def test_what_is_missing_is_said_and_stays_typed(app, seeded_db):
    page = do(app("proposal", nr=4), PARK)
    assert "Der er ikke registreret nogen kommende periode for" in screen.words(page)
    assert "process_id=" in screen.links(page)["Tilføj en periode"]
    field(page.selectbox, "Hvilken periode").set_value(window_of_june()).run()
    field(page.text_area, "Hvorfor venter det?").set_value("Derfor").run()
    page = press(page, "Sæt i bero")
    assert [error.value for error in page.error] == [
        "Skriv, hvad der skal være klar, når perioden begynder. Det vises den dag."
    ]
    assert field(page.text_area, "Hvorfor venter det?").value == "Derfor"


def test_without_any_window_it_says_so(app, seeded_db):
    builders.set_on(seeded_db, schema.process_windows, sa.true(), withdrawn_at="2022-04-30")
    page = do(app("proposal", nr=4), PARK)
    assert "Ingen strategiproces har en kommende periode." in screen.words(page)
    assert "Sæt i bero" not in [button.label for button in page.button]


@pytest.mark.parametrize("role", ["reader", "lead", "director"])
def test_who_may_not_is_not_offered_it(app, seeded_db, signed_in, role):
    signed_in(builders.a_user(seeded_db, role))
    for page in (app("proposal", nr=4), app("decisions")):
        assert not all_offered(page) & {PARK, REPARK, CHANGE, ADD}
        assert len(screen.steps(page)) == 4


def test_what_is_done_stands_above_what_is_read(app, seeded_db):
    """Setting aside and parking are found at the top, not below the history."""
    page = app("proposal", nr=4)
    assert {"Læg til side, læg sammen eller erstat", PARK} < set(screen.acts(page))
    assert not page.pills
