"""The plan of a workshop on its page: steps and proposals are changed until it begins."""

import re
from datetime import date

import pytest
import screen
import sqlalchemy as sa
from builders import PORTFOLIO, a_user, proposal_id
from workshop_builders import a_held_workshop, rows

from portfolio import store
from portfolio.store import schema
from portfolio.usecases.use_case import COMMAND
from portfolio.usecases.workshops import course, preparing, replanning, running
from portfolio.usecases.workshops.course import PlannedStep

STEPS = course.usual_steps()[:3]


@pytest.fixture
def prepared(seeded_db):
    return preparing.make(
        COMMAND,
        PORTFOLIO,
        title="Chefforum",
        held_on=date(2022, 5, 1),
        steps=STEPS,
        proposal_ids=[proposal_id(1), proposal_id(2)],
        scored=course.usual_criteria(),
    )


def button(page, words: str, nth: int = 0):
    return [one for one in page.button if one.label == words][nth]


def titles(page):
    """The fields of the steps' titles, as they stand on the page."""
    return [one for one in page.text_input if re.match(r"title:\d+:steps:", one.key)]


def planned_steps() -> list[tuple[str, int]]:
    found = sorted(rows(schema.workshop_steps), key=lambda row: row["position"])
    return [(row["title"], row["minutes"]) for row in found]


def about() -> list[str]:
    found = sorted(rows(schema.workshop_proposals), key=lambda row: row["position"])
    return [row["proposal_id"] for row in found]


def test_steps_are_moved_renamed_added_and_removed_and_then_saved(app, prepared):
    page = app("workshops", workshop=prepared)
    first, second, third = [step.title for step in STEPS]
    assert [one.value for one in titles(page)] == [first, second, third]
    titles(page)[1].set_value("Gør dem bedre")
    button(page, "Ned", 1).click().run()
    assert [one.value for one in titles(page)] == [first, third, "Gør dem bedre"]
    button(page, "Fjern").click().run()
    button(page, "Tilføj et trin").click().run()
    titles(page)[2].set_value("Tal sammen")
    minutes = [one for one in page.number_input if re.match(r"minutes:\d+:steps:", one.key)]
    minutes[2].set_value(20)
    # Not before it is saved.
    assert planned_steps() == [(step.title, step.minutes) for step in STEPS]
    button(page, "Gem trinene").click().run()
    assert not page.error
    assert planned_steps() == [(third, 15), ("Gør dem bedre", 30), ("Tal sammen", 20)]
    assert [one.value for one in titles(page)] == [third, "Gør dem bedre", "Tal sammen"]
    assert f"1. {third}" in screen.words(page)


def test_a_step_without_a_title_is_refused_in_a_sentence(app, prepared):
    page = app("workshops", workshop=prepared)
    button(page, "Tilføj et trin").click().run()
    button(page, "Gem trinene").click().run()
    assert "titel" in page.error[0].value
    assert len(planned_steps()) == 3
    assert len(titles(page)) == 4  # what was typed stays


def test_other_proposals_are_chosen(app, prepared):
    page = app("workshops", workshop=prepared)
    field = next(one for one in page.multiselect if one.label == "Forslag")
    assert field.value == [proposal_id(1), proposal_id(2)]
    field.set_value([proposal_id(2), proposal_id(5)])
    button(page, "Gem forslagene").click().run()
    assert not page.error
    assert about() == [proposal_id(2), proposal_id(5)]
    next(one for one in page.multiselect if one.label == "Forslag").set_value([])
    button(page, "Gem forslagene").click().run()
    assert "Vælg" in page.error[0].value
    assert about() == [proposal_id(2), proposal_id(5)]


def test_two_who_plan_it_anew_see_both_plans(app, prepared):
    page = app("workshops", workshop=prepared)
    titles(page)[0].set_value("Mit trin").run()
    theirs = [PlannedStep(kind=STEPS[0].kind, title="Deres trin", minutes=7)]
    replanning.replan(COMMAND, prepared, theirs, version=1)
    button(page, "Gem trinene").click().run()
    assert planned_steps() == [("Deres trin", 7)]
    said = screen.words(page)
    assert "Deres trin" in said
    assert "Mit trin" in said
    button(page, "Gem min version alligevel").click().run()
    assert planned_steps()[0] == ("Mit trin", 15)


def test_what_somebody_else_planned_is_shown_where_nothing_was_typed(app, prepared):
    page = app("workshops", workshop=prepared)
    theirs = [PlannedStep(kind=STEPS[0].kind, title="Deres trin", minutes=7)]
    replanning.replan(COMMAND, prepared, theirs, version=1)
    replanning.take_up(COMMAND, prepared, [proposal_id(7)], version=1)
    page.run()
    assert [one.value for one in titles(page)] == ["Deres trin"]
    field = next(one for one in page.multiselect if one.label == "Forslag")
    assert field.value == [proposal_id(7)]


def test_a_proposal_that_ended_and_was_taken_out_meanwhile_is_in_nobodys_way(app, prepared):
    page = app("workshops", workshop=prepared)
    field = next(one for one in page.multiselect if one.label == "Forslag")
    field.set_value([proposal_id(1), proposal_id(2), proposal_id(5)]).run()
    ended = sa.update(schema.proposals).where(schema.proposals.c.id == proposal_id(2))
    store.in_transaction(lambda connection: connection.execute(ended.values(stage="closed")))
    replanning.take_up(COMMAND, prepared, [proposal_id(1)], version=1)
    button(page, "Gem forslagene").click().run()
    assert not page.exception
    assert "et forslag, der er afsluttet" in screen.words(page)
    button(page, "Gem min version alligevel").click().run()
    assert "et af forslagene" in page.error[0].value.lower()
    assert about() == [proposal_id(1)]


@pytest.mark.parametrize(
    ("lang", "why"),
    [
        ("da", "Workshoppen er begyndt, og deltagernes svar er knyttet til planen"),
        ("en", "The workshop has begun, and what participants give is tied to its plan"),
    ],
)
def test_once_it_has_begun_it_is_said_why_the_plan_stands(app, prepared, lang, why):
    running.open_step(COMMAND, prepared, 1, turn=0)
    page = app("workshops", workshop=prepared, lang=lang)
    assert why in screen.words(page)
    assert not titles(page)
    assert not page.multiselect


def test_once_it_is_over_it_is_said_why_nothing_can_be_changed(app, seeded_db):
    page = app("workshops", workshop=a_held_workshop().id)
    assert "Workshoppen er slut og registreret, så" in screen.words(page)


def test_whoever_cannot_plan_it_is_not_told_about_it(app, seeded_db, signed_in):
    workshop = a_held_workshop(state="running")
    signed_in(a_user(seeded_db, "reader"))
    assert "hænger på planen" not in screen.words(app("workshops", workshop=workshop.id))
