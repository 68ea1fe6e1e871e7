"""What a workshop's page and reports know: closed steps alone, and nobody to be seen through."""

from datetime import date

import pytest
import sqlalchemy as sa
from builders import PORTFOLIO
from workshop_builders import a_held_workshop, rows

from portfolio import store
from portfolio.queries.workshops import answers as workshop_answers
from portfolio.queries.workshops import facts as workshop_facts
from portfolio.queries.workshops import outcomes, phone
from portfolio.store import schema


def ask(question, **values):
    with store.reading() as connection:
        return question(connection, **values)


def facts(workshop) -> workshop_facts.Facts:
    found = ask(workshop_facts.facts, workshop_id=workshop.id)
    assert found is not None
    return found


def given(workshop) -> workshop_answers.Answers:
    return ask(workshop_answers.answers, workshop_id=workshop.id)


def reopen(workshop, kind: str) -> None:
    s = schema.workshop_steps
    chosen = sa.update(s).where(s.c.id == workshop.steps[kind]).values(state="open")
    store.in_transaction(lambda connection: connection.execute(chosen))


@pytest.fixture
def workshop(seeded_db):
    return a_held_workshop()


def test_the_ranking_and_the_dots_are_what_they_are_by_hand(workshop):
    found = facts(workshop)
    # 5+5+4+5+5+4+1+1+3+3+3, 2+1+3+3+1+3+4+3+3+3+3, 4+4+4+3+3+2+5+5+3+3+3: over eleven.
    assert [(one.number, one.ranked.figures["mean"]) for one in found.ranking] == [
        (1, pytest.approx(39 / 11)),
        (3, pytest.approx(39 / 11)),
        (2, pytest.approx(29 / 11)),
    ]
    assert [one.ranked.ranks["mean"] for one in found.ranking] == [1, 1, 3]
    assert [(one.number, one.dots, one.givers) for one in found.dotted] == [
        (1, 5, 5),
        (3, 3, 1),
        (2, 0, 0),
    ]
    assert (found.voters, found.dotters) == (11, 6)


def test_groups_too_small_are_in_no_count(workshop):
    found = facts(workshop)
    (name,) = found.attendance.by_centre
    # Six of one centre; the two of another and the three of none are not worked out.
    assert (found.attendance.count, found.attendance.by_centre[name], found.attendance.hidden) == (
        11,
        6,
        5,
    )


def test_of_the_notes_stand_those_that_are_neither_taken_back_nor_set_aside(workshop):
    found = facts(workshop)
    words = {note.words for one in found.proposals for note in one.notes}
    assert words == {
        '=HYPERLINK("http://x") to timer om ugen',
        "Målgruppen <b>mangler</b>",
        "Det haster",
    }
    offer, missing = sorted(found.proposals[0].notes, key=lambda note: note.kind)
    assert offer.centre
    assert (missing.centre, missing.party_id) == (None, None)
    (note,) = found.proposals[2].notes
    assert found.heading(note.cluster_id) == "Tiden er knap"


def test_what_is_open_is_in_no_report(workshop):
    for kind in ("score", "dots", "qualify"):
        reopen(workshop, kind)
    found, answers = facts(workshop), given(workshop)
    assert (found.voters, found.dotters) == (None, None)
    assert [one.notes for one in found.proposals] == [()] * 3
    assert (answers.scores, answers.dots, answers.notes) == ((), (), ())


def test_all_answers_are_there_with_those_that_do_not_count(workshop):
    answers = given(workshop)
    assert [sum(row["counts"]) for row in answers.scores] == [11] * 6
    assert [(row["count"], row["givers"]) for row in answers.dots] == [(5, 5), (0, 0), (3, 1)]
    notes = {row["words"]: row for row in answers.notes}
    assert notes["Volapyk"]["rejected_reason"] == "Ikke til at forstå"
    assert len(notes) == 4  # what was taken back is gone


def test_an_anonymous_workshop_knows_nobody(seeded_db):
    workshop = a_held_workshop(anonymous=True)
    found, answers = facts(workshop), given(workshop)
    assert found.attendance.by_centre == found.by_centre == {}
    assert {note.centre for one in found.proposals for note in one.notes} == {None}
    assert {row["centre"] for row in answers.notes} == {None}


def came(number: int, day: date, portfolio: str = PORTFOLIO) -> list[tuple]:
    found = ask(outcomes.outcomes_of_proposal, as_of=day, portfolio=portfolio, proposal=number)
    return [(row.changed, row.next_step) for row in found.itertuples()]


def test_a_proposal_says_what_changed_from_the_workshops_day_on(workshop):
    (row,) = rows(schema.workshops)
    day = date.fromisoformat(row["held_on"])
    said = ("Målgruppen er *klarere*", "Skriv til direktionen")
    assert came(1, day) == [said]
    assert came(1, date(2022, 5, 19)) == []
    assert came(4, day) == []
    assert came(1, day, "another") == []


def test_before_it_has_ended_a_workshop_has_changed_nothing(seeded_db):
    a_held_workshop(state="running")
    assert came(1, date(2022, 6, 1)) == []


def test_participants_find_their_own_notes_and_no_others(workshop):
    first, third = workshop.phones[0], workshop.phones[2]
    own = ask(phone.written_by, token=first, workshop_id=workshop.id)
    assert [(note.kind, note.words, note.number) for note in own] == [
        ("missing", "Målgruppen <b>mangler</b>", 1)
    ]
    assert ask(phone.written_by, token=third, workshop_id=workshop.id) == ()
