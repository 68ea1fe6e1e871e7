"""Headings are renamed and notes come back: by the facilitators, until the workshop is over."""

import json

import pytest
from builders import a_user, as_user
from workshop_builders import a_held_workshop, rows

from portfolio import store
from portfolio.errors import ConflictError, NotAllowedError, PortfolioError
from portfolio.queries.workshops import facts as workshop_facts
from portfolio.store import schema
from portfolio.usecases.use_case import COMMAND
from portfolio.usecases.workshops import contributions, note_groups, preparing


@pytest.fixture
def held(seeded_db):
    return a_held_workshop(state="running")


@pytest.fixture
def workshop(held):
    return held.id


def heading() -> dict:
    (one,) = rows(schema.note_clusters)
    return one


def note(words: str) -> dict:
    return next(one for one in rows(schema.notes) if one["words"] == words)


def shown(workshop: str) -> dict[str, str | None]:
    """The words of each note that stands, and its heading."""
    with store.reading() as connection:
        facts = workshop_facts.facts(connection, workshop_id=workshop)
    assert facts is not None
    return {one.words: facts.heading(one.cluster_id) for of in facts.proposals for one in of.notes}


def logged(action: str) -> list[dict]:
    return [row for row in rows(schema.change_log) if row["action"] == action]


def test_a_heading_is_renamed_and_keeps_its_notes(workshop):
    note_groups.rename(COMMAND, workshop, heading()["id"], "  Tid og\nkræfter ", version=1)
    assert shown(workshop)["Det haster"] == "Tid og kræfter"
    (line,) = logged("workshop.heading_renamed")
    assert (line["subject_table"], line["subject_id"]) == ("note_clusters", heading()["id"])
    assert json.loads(line["before"]) == {"title": "Tiden er knap"}
    note_groups.rename(COMMAND, workshop, heading()["id"], "Tid og kræfter", version=2)
    assert len(logged("workshop.heading_renamed")) == 1


def test_a_heading_has_words_and_is_one_of_the_workshops(workshop):
    with pytest.raises(PortfolioError, match="Write a heading"):
        note_groups.rename(COMMAND, workshop, heading()["id"], " ", version=1)
    mine, other = heading()["id"], a_held_workshop(state="running").id
    with pytest.raises(PortfolioError, match="no such heading"):
        note_groups.rename(COMMAND, other, mine, "Tid", version=1)
    assert {row["title"] for row in rows(schema.note_clusters)} == {"Tiden er knap"}


def test_two_who_rename_it_do_not_overwrite_each_other(workshop):
    note_groups.rename(COMMAND, workshop, heading()["id"], "Deres", version=1)
    with pytest.raises(ConflictError) as refused:
        note_groups.rename(COMMAND, workshop, heading()["id"], "Min", version=1)
    assert refused.value.theirs["title"] == heading()["title"] == "Deres"


def test_a_note_comes_back_with_a_reason_and_under_its_heading(workshop):
    key = note("Det haster")["id"]
    note_groups.reject_note(COMMAND, workshop, key, "Gentagelse")
    assert "Det haster" not in shown(workshop)
    with store.reading() as connection:
        aside = workshop_facts.set_aside(connection, workshop_id=workshop)
    assert {(one.words, why) for one, why in aside} == {
        ("Det haster", "Gentagelse"),
        ("Volapyk", "Ikke til at forstå"),
    }
    with pytest.raises(PortfolioError, match="reason"):
        note_groups.bring_back(COMMAND, workshop, key, " ")
    note_groups.bring_back(COMMAND, workshop, key, "Det var en anden note")
    assert shown(workshop)["Det haster"] == "Tiden er knap"
    (line,) = logged("workshop.note_brought_back")
    assert line["reason"] == "Det var en anden note"
    assert json.loads(line["before"]) == {"rejected_reason": "Gentagelse"}


def test_what_is_not_aside_or_not_the_workshops_or_taken_back_does_not_come_back(held, workshop):
    with pytest.raises(PortfolioError, match="not set aside any more"):
        note_groups.bring_back(COMMAND, workshop, note("Det haster")["id"], "Fortrudt")
    other, gone = a_held_workshop(state="running").id, note("Volapyk")
    with pytest.raises(PortfolioError, match="not set aside any more"):
        note_groups.bring_back(COMMAND, other, gone["id"], "Fortrudt")
    contributions.take_back_note(held.phones[1], gone["id"])
    with pytest.raises(PortfolioError, match="not set aside any more"):
        note_groups.bring_back(COMMAND, workshop, gone["id"], "Fortrudt")


def test_only_facilitators_do_it(workshop, seeded_db):
    director = a_user(seeded_db, "director")
    with pytest.raises(NotAllowedError):
        note_groups.rename(as_user(director), workshop, heading()["id"], "Tid", version=1)
    with pytest.raises(NotAllowedError):
        note_groups.bring_back(as_user(director), workshop, note("Volapyk")["id"], "Fortrudt")
    preparing.set_facilitators(COMMAND, workshop, [director])
    note_groups.rename(as_user(director), workshop, heading()["id"], "Tid", version=1)
    note_groups.bring_back(as_user(director), workshop, note("Volapyk")["id"], "Fortrudt")
    assert "Volapyk" in shown(workshop)


def test_not_once_it_is_over(seeded_db):
    workshop = a_held_workshop().id
    for late in (
        lambda: note_groups.rename(COMMAND, workshop, heading()["id"], "Tid", version=1),
        lambda: note_groups.bring_back(COMMAND, workshop, note("Volapyk")["id"], "Fortrudt"),
    ):
        with pytest.raises(PortfolioError, match="is over"):
            late()
