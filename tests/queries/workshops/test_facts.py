"""What a workshop's page and reports know: closed steps alone, and nobody to be seen through."""

from datetime import date

import pytest
import sqlalchemy as sa
from builders import PORTFOLIO, proposal_id
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
        (3, 3, 1),
        (1, 1, 1),
        (2, 0, 0),
    ]
    assert (found.voters, found.dotters) == (11, 2)


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
    words = [note.words for one in found.proposals for note in one.notes]
    assert words == [
        '=HYPERLINK("http://x") to timer om ugen',
        "Målgruppen <b>mangler</b>",
        "Det haster",
    ]
    offer, missing = found.proposals[0].notes
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
    assert (answers.scores, answers.dots, answers.notes, answers.rejected) == ((), (), (), ())


def test_all_answers_are_there_with_those_that_do_not_count(workshop):
    answers = given(workshop)
    assert len(answers.scores) == 11 * 3 * 2
    assert sorted(row["count"] for row in answers.dots) == [1, 3]
    notes = {row["words"]: row for row in answers.notes}
    assert notes["Volapyk"]["rejected_reason"] == "Ikke til at forstå"
    assert notes[""]["taken_back"]
    assert len(notes) == 5
    (rejected,) = answers.rejected
    assert (rejected["kind"], rejected["reason"], rejected["number"], rejected["answer"]) == (
        "dots",
        "too_many",
        1,
        1,
    )


def test_a_giver_has_another_number_on_each_sheet(workshop):
    answers = given(workshop)
    assert {row["who"] for row in answers.scores} == set(range(1, 12))
    assert all(
        not {"token_hash", "name", "centre"} & set(row)
        for row in (*answers.scores, *answers.dots, *answers.rejected)
    )
    # Whoever gave 5, 2 and 4 to the three wrote a note too: by number nobody can tell which.
    mixed = [
        workshop_answers._numbered(sheet, [{"token_hash": str(n)} for n in range(9)])
        for sheet in ("scores", "notes")
    ]
    assert mixed[0] == mixed[1]  # the numbers are the same nine …
    orders = []
    for sheet in ("scores", "notes"):
        told = workshop_answers._numbered(sheet, [{"token_hash": str(n), "n": n} for n in range(9)])
        orders.append([row["n"] for row in told])
    assert orders[0] != orders[1]  # … of others


def test_participants_stand_by_centre_and_name_and_not_as_they_came(workshop):
    names = [row["name"] for row in given(workshop).participants]
    assert set(names[-3:]) == {"Testnavn 9", "Testnavn 10", "Testnavn 11"}  # of no centre
    assert len(names) == 11
    assert set(names[:2]) == {"Testnavn 7", "Testnavn 8"}


def test_an_anonymous_workshop_knows_nobody(seeded_db):
    workshop = a_held_workshop(anonymous=True)
    found, answers = facts(workshop), given(workshop)
    assert found.attendance.by_centre == found.by_centre == {}
    assert {note.centre for one in found.proposals for note in one.notes} == {None}
    assert {(row["name"], row["centre"]) for row in answers.participants} == {(None, None)}


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
    people = {row["name"]: row["id"] for row in rows(schema.participants)}
    own = ask(phone.written_by, participant_id=people["Testnavn 1"])
    assert [(note.kind, note.words, note.number) for note in own] == [
        ("missing", "Målgruppen <b>mangler</b>", 1)
    ]
    assert ask(phone.written_by, participant_id=people["Testnavn 3"]) == ()
    assert proposal_id(1)
