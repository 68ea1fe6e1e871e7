"""Taking part in a workshop: coming in, giving, changing, and everything that is not counted."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from builders import proposal_id
from workshop_builders import a_workshop, rows

from portfolio import store
from portfolio.errors import PortfolioError
from portfolio.store import ids, schema
from portfolio.usecases.people import attempts
from portfolio.usecases.workshops import contributions, joining


@pytest.fixture
def workshop(seeded_db):
    """A running workshop about proposals 1 to 3 with an open step of each kind."""
    return a_workshop("score", "dots", "qualify", "talk", numbers=(1, 2, 3))


@pytest.fixture
def phone(workshop):
    return joining.join(workshop.id, party="kommunikation")


def scores() -> list[tuple[int, ...]]:
    return [(row["value"],) for row in rows(schema.scores)]


def move(step_id: str, state: str) -> None:
    chosen = sa.update(schema.workshop_steps).where(schema.workshop_steps.c.id == step_id)
    store.in_transaction(lambda connection: connection.execute(chosen.values(state=state)))


# --- coming in ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["{}", " {} ", "{}".lower(), "{0[0]}{0[1]}{0[2]}-{0[3]}{0[4]}{0[5]}"]
)
def test_the_code_is_found_however_it_is_typed(workshop, typed):
    assert joining.find_workshop(typed.format(workshop.code).lower(), "192.0.2.1") == workshop.id


@pytest.mark.parametrize("code", ["", "AAAAAA", "'; --", "æøå"])
def test_a_wrong_code_is_said(workshop, code):
    with pytest.raises(joining.UnknownCodeError):
        joining.find_workshop(code, "192.0.2.1")


def test_an_old_code_opens_nothing(workshop):
    over = sa.update(schema.workshops).values(state="ended")
    store.in_transaction(lambda connection: connection.execute(over))
    with pytest.raises(joining.UnknownCodeError):
        joining.find_workshop(workshop.code, "192.0.2.1")
    with pytest.raises(PortfolioError, match="over"):
        joining.join(workshop.id)


def test_guessing_is_shut_for_the_network_and_for_nobody_who_scans(workshop):
    for _guess in range(attempts.PER_ADDRESS):
        with pytest.raises(joining.UnknownCodeError):
            joining.find_workshop("AAAAAA", "192.0.2.1")
    for code in ("AAAAAA", workshop.code):
        with pytest.raises(attempts.TooManyError):
            joining.find_workshop(code, "192.0.2.1")
    assert joining.find_workshop(workshop.code, "192.0.2.2") == workshop.id
    scanned = joining.proof(workshop.id)
    assert joining.find_workshop(workshop.code, "192.0.2.1", scanned) == workshop.id


def test_right_codes_never_shut_a_network(workshop):
    for _one in range(attempts.PER_ADDRESS + 5):
        assert joining.find_workshop(workshop.code, "192.0.2.1") == workshop.id


def test_the_same_phone_is_the_same_participant_and_another_is_not(workshop, phone):
    with store.reading() as connection:
        again = joining.participant_of(connection, phone, workshop.id)
        assert (again.number, again.language) == (1, "da")
        assert joining.participant_of(connection, "forged", workshop.id) is None
        assert joining.participant_of(connection, phone, ids.new_id()) is None
        assert joining.participant_of(connection, None, workshop.id) is None


def test_an_anonymous_workshop_keeps_no_centre(seeded_db):
    workshop = a_workshop("score", anonymous=True)
    joining.join(workshop.id, party="kommunikation")
    (row,) = rows(schema.participants)
    assert row["party_id"] is None


def test_an_unknown_centre_is_said(workshop):
    with pytest.raises(PortfolioError, match="not on the list"):
        joining.join(workshop.id, party="findes-ikke")
    assert rows(schema.participants) == []


# --- scores ---------------------------------------------------------------------------------------


def test_a_score_is_kept_and_may_be_changed_until_the_step_is_closed(workshop, phone):
    step, about = workshop.steps["score"], proposal_id(1)
    for value in (2, 5, 5):
        contributions.score(phone, step, about, workshop.criteria["effekt"], value)
        assert scores() == [(value,)]
    move(step, "closed")
    with pytest.raises(contributions.NotCountedError, match="closed"):
        contributions.score(phone, step, about, workshop.criteria["effekt"], 1)
    assert scores() == [(5,)]


def test_in_a_pause_nothing_is_counted(workshop, phone):
    move(workshop.steps["score"], "paused")
    with pytest.raises(contributions.NotCountedError, match="pause"):
        contributions.score(
            phone, workshop.steps["score"], proposal_id(1), workshop.criteria["hast"], 3
        )
    assert scores() == []


@pytest.mark.parametrize("value", [0, 6, -1, 100])
def test_only_one_to_five(workshop, phone, value):
    with pytest.raises(contributions.NotCountedError):
        contributions.score(
            phone, workshop.steps["score"], proposal_id(1), workshop.criteria["effekt"], value
        )
    assert scores() == []


def test_what_is_not_in_the_workshop_is_not_counted(workshop, phone):
    step, criterion = workshop.steps["score"], workshop.criteria["effekt"]
    other = a_workshop("score")
    for place in [
        (step, proposal_id(9), criterion),  # not one of its proposals
        (step, ids.new_id(), criterion),
        (step, proposal_id(1), other.criteria["effekt"]),  # another workshop's criterion
        (other.steps["score"], proposal_id(1), criterion),  # another workshop's step
        (workshop.steps["dots"], proposal_id(1), criterion),  # a step of another kind
    ]:
        with pytest.raises(contributions.NotCountedError):
            contributions.score(phone, *place, 3)
    assert scores() == []


def test_who_does_not_take_part_is_told_so(workshop):
    with pytest.raises(PortfolioError, match="Join"):
        contributions.score(
            "forged", workshop.steps["score"], proposal_id(1), workshop.criteria["effekt"], 3
        )


def test_two_tabs_at_once_leave_one_score(workshop, phone):
    def give(value):
        contributions.score(
            phone, workshop.steps["score"], proposal_id(1), workshop.criteria["effekt"], value
        )

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(give, [1, 2, 3, 4, 5] * 4))
    assert len(scores()) == 1


# --- dots -----------------------------------------------------------------------------------------


def test_dots_are_put_moved_and_never_more_than_there_are(workshop, phone):
    step = workshop.steps["dots"]
    assert contributions.put_dots(phone, step, proposal_id(1), 2) == 1
    assert contributions.put_dots(phone, step, proposal_id(2), 1) == 0
    with pytest.raises(contributions.NotCountedError) as refused:
        contributions.put_dots(phone, step, proposal_id(3), 1)
    assert refused.value.values == {"n": 3}
    assert contributions.put_dots(phone, step, proposal_id(1), 1) == 1
    assert contributions.put_dots(phone, step, proposal_id(3), 1) == 0
    assert sorted(row["count"] for row in rows(schema.dots)) == [1, 1, 1]
    with pytest.raises(contributions.NotCountedError):
        contributions.put_dots(phone, step, proposal_id(3), -1)


def test_two_tabs_cannot_put_more_dots_than_one(workshop, phone):
    def put(number):
        try:
            contributions.put_dots(phone, workshop.steps["dots"], proposal_id(number), 2)
        except contributions.NotCountedError:
            return 0
        return 2

    with ThreadPoolExecutor(3) as pool:
        acknowledged = sum(pool.map(put, (1, 2, 3)))
    assert acknowledged == sum(row["count"] for row in rows(schema.dots)) == 2


# --- notes ----------------------------------------------------------------------------------------


def test_a_note_sent_twice_is_kept_once_and_may_be_changed_and_taken_back(workshop, phone):
    step, key = workshop.steps["qualify"], ids.new_id()
    for words in ("Mangler en ejer", "Mangler en ejer", "  <b>Mangler</b> ejer  "):
        contributions.write_note(phone, step, proposal_id(1), "missing", words, key=key)
    (note,) = rows(schema.notes)
    assert note["words"] == "<b>Mangler</b> ejer"
    contributions.take_back_note(joining.join(workshop.id), key)  # somebody else's: nothing happens
    assert len(rows(schema.notes)) == 1
    for _twice in range(2):
        contributions.take_back_note(phone, key)
    assert rows(schema.notes) == []


def test_nobody_changes_another_ones_note(workshop, phone):
    step, key = workshop.steps["qualify"], ids.new_id()
    contributions.write_note(phone, step, proposal_id(1), "missing", "Min", key=key)
    with pytest.raises(contributions.NotCountedError):
        contributions.write_note(
            joining.join(workshop.id), step, proposal_id(1), "missing", "Din", key=key
        )
    assert [row["words"] for row in rows(schema.notes)] == ["Min"]


@pytest.mark.parametrize(
    ("kind", "words", "told"),
    [("missing", "  ", "empty"), ("missing", "x" * 1001, "longer"), ("question", "Hvad?", "fit")],
)
def test_a_note_that_cannot_be_kept_is_said(workshop, phone, kind, words, told):
    with pytest.raises(PortfolioError, match=told):
        contributions.write_note(
            phone, workshop.steps["qualify"], proposal_id(1), kind, words, key=ids.new_id()
        )
    assert rows(schema.notes) == []


def test_a_thousand_letters_are_kept_and_notes_have_an_end(workshop, phone):
    step = workshop.steps["talk"]
    contributions.write_note(phone, step, None, "concern", "æ" * 1000, key=ids.new_id())
    for more in range(contributions.MOST_NOTES - 1):
        for _sent_twice in range(2):  # the second time with another key: it is the same note
            contributions.write_note(phone, step, None, "concern", f"{more}", key=ids.new_id())
    with pytest.raises(contributions.NotCountedError, match="notes"):
        contributions.write_note(phone, step, None, "concern", "x", key=ids.new_id())
    assert len(rows(schema.notes)) == contributions.MOST_NOTES


# --- leaving --------------------------------------------------------------------------------------


def test_whoever_leaves_takes_everything_along(workshop, phone):
    other = joining.join(workshop.id)
    for token in (phone, other):
        contributions.score(
            token, workshop.steps["score"], proposal_id(1), workshop.criteria["effekt"], 4
        )
        contributions.put_dots(token, workshop.steps["dots"], proposal_id(1), 1)
        contributions.write_note(
            token, workshop.steps["talk"], None, "concern", "Hemmeligt", key=ids.new_id()
        )
    contributions.leave(phone)
    contributions.leave(phone)
    assert len(scores()) == len(rows(schema.dots)) == 1
    assert len(rows(schema.notes)) == 1
    with store.reading() as connection:
        assert joining.participant_of(connection, phone, workshop.id) is None
    gone = next(row for row in rows(schema.participants) if row["removed_at"])
    assert gone["party_id"] is None
    assert {row["participant_id"] for row in rows(schema.pseudonyms)} == {
        row["id"] for row in rows(schema.participants) if not row["removed_at"]
    }


def test_after_the_end_nobody_leaves(workshop, phone):
    over = sa.update(schema.workshops).values(state="ended")
    store.in_transaction(lambda connection: connection.execute(over))
    with pytest.raises(PortfolioError, match="no longer known"):
        contributions.leave(phone)
    assert len(rows(schema.participants)) == 1


def test_nothing_here_is_a_change_of_the_portfolio(workshop, phone):
    before = len(rows(schema.change_log)), rows(schema.revisions)
    contributions.score(
        phone, workshop.steps["score"], proposal_id(1), workshop.criteria["effekt"], 4
    )
    contributions.leave(phone)
    assert (len(rows(schema.change_log)), rows(schema.revisions)) == before
