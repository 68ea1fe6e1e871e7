"""The board of notes: as they come, sorted, put together, hidden, chosen, and supported."""

import re

import pytest
import sqlalchemy as sa
from builders import a_user, proposal_id
from workshop_builders import a_workshop, rows

from portfolio import store
from portfolio.errors import PortfolioError
from portfolio.queries.workshops import note_board
from portfolio.store import ids, schema
from portfolio.usecases.people import sessions
from portfolio.usecases.use_case import COMMAND
from portfolio.usecases.workshops import contributions, joining, note_groups, supporting
from tests.web.workshops.test_phones import HOME, Phone, move


@pytest.fixture
def workshop(seeded_db):
    return a_workshop("qualify", "talk", numbers=(1, 2))


@pytest.fixture
def facilitator(workshop, seeded_db):
    return signed_in(seeded_db, "secretary")


def signed_in(address, role):
    user, one = a_user(address, role), Phone()
    one.cookies.set(sessions.COOKIE, store.in_transaction(lambda c: sessions.start(c, user)))
    return one


def write(workshop, *said, phone=None, kind="concern"):
    """Notes on proposal 1; their ids."""
    phone, keys = phone or joining.join(workshop.id), [ids.new_id() for _words in said]
    for key, words in zip(keys, said, strict=True):
        contributions.write_note(
            phone, workshop.steps["qualify"], proposal_id(1), kind, words, key=key
        )
    return keys


def do(who, workshop, **said):
    return who.ask("POST", f"/deltag/{workshop.code}/noter", json=said)


def seen(who, workshop) -> str:
    return who.ask("GET", f"/deltag/{workshop.code}/noter/del").text


def board(workshop) -> note_board.Board:
    with store.reading() as connection:
        found = note_board.board(connection, workshop_id=workshop.id)
    assert found is not None
    return found


def under(html: str) -> dict[str, list[str]]:
    """Heading → the notes that stand under it."""
    found = {}
    for section in re.findall(r"<section.*?</section>", html, re.DOTALL):
        (title,) = re.findall(r"<h2.*?>(.*?)</h2>", section, re.DOTALL)
        words = re.sub(r"<kbd>.*?</kbd>|<b>.*?</b>|<button.*?</button>", "", title).strip()
        found[words] = re.findall(r"<p>(.*?)</p>", section)
    return found


def test_notes_are_seen_as_they_come_and_go_under_headings(workshop, facilitator):
    first, second = write(workshop, "<b>Tiden</b> er knap", "Hvem betaler")
    assert under(seen(facilitator, workshop)) == {
        "Ikke sorteret": ["&lt;b&gt;Tiden&lt;/b&gt; er knap", "Hvem betaler"]
    }
    assert do(facilitator, workshop, act="heading", title="Tid", notes=[first]).status_code == 200
    (heading,) = board(workshop).headings
    do(facilitator, workshop, act="move", notes=[second], heading=heading.id)
    assert under(seen(facilitator, workshop))["Tid"] == [
        "&lt;b&gt;Tiden&lt;/b&gt; er knap",
        "Hvem betaler",
    ]
    refused = do(facilitator, workshop, act="remove", heading=heading.id)
    assert (refused.status_code, "Flyt dem først" in refused.json()["said"]) == (409, True)
    do(facilitator, workshop, act="move", notes=[first, second], heading=None)
    assert do(facilitator, workshop, act="remove", heading=heading.id).status_code == 200
    assert list(under(seen(facilitator, workshop))) == ["Ikke sorteret"]
    gone = do(facilitator, workshop, act="move", notes=[first], heading=heading.id)
    assert gone.status_code == 409


def test_a_hidden_note_is_nowhere_and_comes_back(workshop, facilitator):
    rude, fine = write(workshop, "Grimt ord", "Pænt ord")
    for key in (rude, fine):
        do(facilitator, workshop, act="choose", note=key, on=True)
    wall = f"/deltag/{workshop.code}/skaerm/trin"
    assert "Grimt ord" in facilitator.ask("GET", wall).text
    do(facilitator, workshop, act="hide", note=rude)
    move(workshop, "qualify", "closed")
    phone = Phone()
    phone.join(workshop.code)
    for place in (wall, f"/deltag/{workshop.code}/skaerm"):
        assert "Grimt ord" not in facilitator.ask("GET", place).text
    on_phone = phone.ask("GET", f"/deltag/{workshop.code}/trin").text
    assert "Grimt ord" not in on_phone
    assert "Pænt ord" in on_phone
    assert under(seen(facilitator, workshop))["Skjult"] == ["Grimt ord"]
    do(facilitator, workshop, act="show", note=rude)
    assert "Grimt ord" in facilitator.ask("GET", wall).text
    do(facilitator, workshop, act="choose", note=rude, on=False)
    assert "Grimt ord" not in facilitator.ask("GET", wall).text


def test_notes_that_say_the_same_are_one_and_are_counted(workshop, facilitator):
    one, two, three = write(workshop, "Tiden", "Tid", "For lidt tid")
    do(facilitator, workshop, act="merge", note=one, into=two)
    do(facilitator, workshop, act="merge", note=two, into=three)  # takes the first along
    (shown,) = board(workshop).shown
    assert (shown.id, shown.same) == (three, 2)
    assert "3 siger det samme" in seen(facilitator, workshop)
    for into in (three, one, "nix"):  # itself, one that is merged, none
        assert do(facilitator, workshop, act="merge", note=three, into=into).status_code == 409
    do(facilitator, workshop, act="apart", note=three)
    assert len(board(workshop).shown) == 3
    do(facilitator, workshop, act="merge", note=one, into=two)
    take_back = sa.delete(schema.notes).where(schema.notes.c.id == two)
    store.in_transaction(lambda c: c.execute(take_back))
    assert {note.id for note in board(workshop).shown} == {one, three}  # the first stands again


def test_a_note_is_supported_once_by_each_and_not_by_its_writer(workshop, facilitator):
    writer, others = joining.join(workshop.id), [joining.join(workshop.id) for _one in range(3)]
    (note, other) = write(workshop, "Tiden", "Penge", phone=writer)
    with pytest.raises(PortfolioError, match="cannot be supported"):
        supporting.support(others[0], note)  # while it is still written
    move(workshop, "qualify", "closed")
    for phone in others:
        for _pressed_twice in range(2):
            supporting.support(phone, note)
    supporting.support(others[0], other)
    supporting.support(others[2], note, on=False)
    for refused in (writer, "nobody"):
        with pytest.raises(PortfolioError):
            supporting.support(refused, note)
    assert {one.id: one.supports for one in board(workshop).shown} == {note: 2, other: 1}
    note_groups.merge(COMMAND, workshop.id, other, note)  # the first supports both: counted once
    assert [one.supports for one in board(workshop).shown] == [2]
    contributions.leave(others[1])
    assert [one.supports for one in board(workshop).shown] == [1]
    assert len(rows(schema.note_supports)) == 2


def test_eighty_notes_are_on_the_board_and_fit_on_the_wall(workshop, facilitator):
    keys = []
    for number in range(2):
        keys += write(workshop, *(f"Note {number} {n} " + "ord " * 40 for n in range(40)))
    chosen = sa.update(schema.notes).values(chosen_at=ids.now())
    store.in_transaction(lambda connection: connection.execute(chosen))
    assert seen(facilitator, workshop).count("draggable") == 80
    wall = facilitator.ask("GET", f"/deltag/{workshop.code}/skaerm/trin").text
    assert "80" in wall
    shown = wall.count("<small>") - 0
    assert 1 <= shown <= 6
    assert f"og {80 - shown} til" in wall


def test_the_board_is_its_facilitators_own(workshop, facilitator, seeded_db):
    (note,) = write(workshop, "Tiden")
    path, reader = f"/deltag/{workshop.code}/noter", signed_in(seeded_db, "reader")
    assert Phone().ask("GET", path).headers["location"].startswith("/log-ind")
    assert Phone().ask("GET", f"{path}/del").status_code == 401
    assert reader.ask("GET", path).status_code == 404
    assert do(Phone(), workshop, act="hide", note=note).status_code == 400
    assert do(reader, workshop, act="hide", note=note).status_code == 404
    foreign = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    said = {"act": "hide", "note": note}
    assert facilitator.ask("POST", path, json=said, headers=foreign).status_code == 400
    assert board(workshop).shown
    other = a_workshop("qualify", numbers=(1,))
    assert do(facilitator, other, act="choose", note=note, on=True).status_code == 409
    assert HOME


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"act": "x"},
        {"act": "move"},
        {"act": "hide"},
        {"act": "move", "notes": 1, "heading": ""},
    ],
    ids=str,
)
def test_what_cannot_be_read_is_refused(workshop, facilitator, said):
    assert do(facilitator, workshop, **said).status_code == 400
