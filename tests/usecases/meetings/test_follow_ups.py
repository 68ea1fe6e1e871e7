"""What became of a follow-up: each use case, what it refuses, two at once, who may."""

import json
from datetime import date

import builders
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.errors import ConflictError, NotAllowedError, PortfolioError
from portfolio.queries.meetings import follow_ups
from portfolio.store import ids, schema
from portfolio.usecases import use_case
from portfolio.usecases.meetings import follow_ups as meeting_follow_ups
from portfolio.usecases.meetings.follow_ups import Owner

TODAY = date(2022, 5, 1)
U = schema.follow_ups.c
COUNCIL = "Inddrag Byrådet"


def row(title=COUNCIL):
    with store.reading() as connection:
        chosen = sa.select(schema.follow_ups).where(U.title == title)
        return connection.execute(chosen).mappings().one()


def party(code="suoc"):
    with store.reading() as connection:
        p = schema.parties.c
        return connection.execute(sa.select(p.id).where(p.code == code)).scalar_one()


def last_line():
    with store.reading() as connection:
        c = schema.change_log
        found = connection.execute(sa.select(c).order_by(c.c.revision.desc(), c.c.id.desc()))
        return found.mappings().first()


def done(who=use_case.LOCAL, *, note="Byrådet er med", on=TODAY, version=None):
    one = row()
    meeting_follow_ups.finish(
        who, one["id"], version or one["version"], note=note, on=on, today=TODAY
    )


def lapse(who=use_case.LOCAL, *, reason="Ikke nødvendigt"):
    one = row()
    meeting_follow_ups.lapse(who, one["id"], one["version"], reason=reason, on=TODAY, today=TODAY)


def reopen(who=use_case.LOCAL, *, reason="Det var for tidligt"):
    meeting_follow_ups.reopen(who, row()["id"], row()["version"], reason=reason)


def assign(who=use_case.LOCAL, code="suoc", words="1. juni 2022", *, version=None, reason=None):
    owner = Owner(party_id=code and party(code), date_words=words)
    version = version or row()["version"]
    meeting_follow_ups.assign(who, row()["id"], version, owner, today=TODAY, reason=reason)


def moves():
    """The earlier days of it, with why."""
    with store.reading() as connection:
        m = schema.follow_up_moves.c
        chosen = sa.select(m.date_text, m.date_end, m.reason, m.moved_on, m.moved_by)
        told = chosen.where(m.date_text.is_not(None)).order_by(m.id)
        return [tuple(one) for one in connection.execute(told)]


def decision(number="7.4"):
    with store.reading() as connection:
        d = schema.decisions.c
        return connection.execute(sa.select(d.id).where(d.number == number)).scalars().first()


def add(who=use_case.LOCAL, title="Skriv til testcentret", owner=None, key=None):
    owner = owner or Owner(party_id=party(), date_words="1. juni 2022")
    return meeting_follow_ups.add(who, key or decision(), title=title, owner=owner, today=TODAY)


def close_the_review(address):
    """The minutes' own meeting, as if it had been a review and was closed."""
    with store.reading() as connection:
        meeting = connection.execute(sa.select(schema.meetings.c.id)).scalars().first()
    builders.changed(
        address,
        lambda c: c.execute(
            sa.insert(schema.reviews).values(
                id=ids.new_id(),
                meeting_id=meeting,
                minutes=20,
                prepared_at="2022-04-04T08:00:00+00:00",
                prepared_by="test",
                closed_at="2022-04-04T10:00:00+00:00",
                closed_by="Test Sekretær",
            )
        ),
    )


def test_done_says_what_came_of_it_and_when(seeded_db):
    done(on=date(2022, 4, 20))
    assert (row()["status"], row()["closed_on"]) == ("done", "2022-04-20")
    assert row()["state_note"] == "Byrådet er med"
    assert row()["note"].startswith("Referatet kalder")  # the minutes' own remark stays
    line = last_line()
    assert (line["action"], line["reason"]) == ("follow_up.done", "Byrådet er med")
    assert json.loads(line["before"])["status"] == "open"


def test_lapsed_and_open_again(seeded_db):
    lapse()
    assert (row()["status"], row()["state_note"]) == ("lapsed", "Ikke nødvendigt")
    reopen()
    assert (row()["status"], row()["closed_on"], row()["state_note"]) == ("open", None, None)
    assert last_line()["reason"] == "Det var for tidligt"


def test_assigned_it_is_a_promise_and_taken_away_again_it_is_none(seeded_db):
    assign()
    one = row()
    assert (one["responsible_party_id"], one["promised"]) == (party(), 1)
    assert (one["date_text"], one["date_start"], one["date_end"]) == (
        "1. juni 2022",
        "2022-06-01",
        "2022-06-01",
    )
    assign(words="", reason="Ikke aftalt")
    assert (row()["promised"], row()["date_text"], row()["date_end"]) == (0, None, None)
    assign(code=None, words="medio juni 2022")
    assert (row()["promised"], row()["precision"]) == (0, "mid")


def test_a_moved_day_keeps_the_earlier_ones_and_why(seeded_db):
    assign(words="juni 2022")
    assert moves() == []  # filling in what was missing moves nothing
    assign(words="august 2022", reason="Ferien kom imellem")
    assign(words="oktober 2022", reason="Byrådet nåede det ikke")
    name = last_line()["actor"]
    assert moves() == [
        ("juni 2022", "2022-06-30", "Ferien kom imellem", "2022-05-01", name),
        ("august 2022", "2022-08-31", "Byrådet nåede det ikke", "2022-05-01", name),
    ]
    assert (row()["date_text"], last_line()["reason"]) == ("oktober 2022", "Byrådet nåede det ikke")
    with store.reading() as connection:
        asked = {"id": row()["id"], "within": None}
        one = follow_ups.follow_up(connection, as_of=TODAY, **asked)
        assert (one["moves"], one["agreed_date_text"]) == (2, "juni 2022")
        before = follow_ups.follow_up(connection, as_of=date(2022, 4, 30), **asked)
        assert (before["moves"], before["agreed_date_text"]) == (0, None)
        told = follow_ups.moves_of(connection, id=row()["id"], as_of=TODAY)
    assert list(told["date_text"]) == ["juni 2022", "august 2022"]


def test_a_day_is_not_moved_without_saying_why(seeded_db):
    assign(words="juni 2022")
    for words in ("august 2022", ""):
        with pytest.raises(PortfolioError, match="Write why the date is moved"):
            assign(words=words, reason="  ")
    assert (row()["date_text"], moves()) == ("juni 2022", [])


def test_other_words_for_the_day_or_somebody_else_move_nothing(seeded_db):
    assign(words="1. juni 2022")
    assign(words="1/6 2022")
    assign(code="administrationen", words="1. juni 2022")
    assert moves() == []
    assert row()["responsible_party_id"] == party("administrationen")


def test_assigning_the_same_again_logs_nothing(seeded_db):
    assign()
    before = last_line()["id"]
    assign()
    assert last_line()["id"] == before


def test_a_new_follow_up_stands_with_its_decision(seeded_db):
    key = add()
    with store.reading() as connection:
        one = follow_ups.follow_up(connection, id=key, as_of=TODAY, within=builders.PORTFOLIO)
    assert (one["title"], one["decision"], one["state"]) == ("Skriv til testcentret", "7.4", "open")
    assert one["is_promised"]
    assert last_line()["action"] == "follow_up.added"
    bare = add(title="Uden nogen", owner=Owner())
    with store.reading() as connection:
        one = follow_ups.follow_up(connection, id=bare, as_of=TODAY, within=builders.PORTFOLIO)
    assert (one["responsible"], one["date_text"], one["is_promised"]) == (None, None, 0)


@pytest.mark.parametrize(
    ("first", "act", "said"),
    [
        (None, lambda: done(note="  "), "Write what came of it"),
        (None, lambda: done(on=date(2022, 5, 2)), "has not come yet"),
        (None, lambda: done(on=date(2022, 4, 3)), "before the decision"),
        (None, lambda: lapse(reason=""), "Write a reason"),
        (None, reopen, "open already"),
        (done, done, "closed already"),
        (done, lapse, "closed already"),
        (done, assign, "Open it again"),
        (done, lambda: reopen(reason="\u200f"), "Write a reason"),
        (None, lambda: add(title=" "), "Write what is to be done"),
        (None, lambda: add(key="nix"), "no such decision"),
        (None, lambda: add(owner=Owner(party_id="nix")), "taken out of use"),
        (
            None,
            lambda: meeting_follow_ups.finish(
                use_case.LOCAL, "nix", 1, note="x", on=TODAY, today=TODAY
            ),
            "no such follow-up",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_stores_nothing(seeded_db, first, act, said):
    if first:
        first()
    stood, line = dict(row()), last_line()["id"]
    with pytest.raises(PortfolioError) as refused:
        act()
    assert not isinstance(refused.value, (ConflictError, NotAllowedError))
    assert said in refused.value.message
    assert (dict(row()), last_line()["id"]) == (stood, line)


@pytest.mark.parametrize("act", [done, assign])
def test_two_at_once_the_second_is_told_what_the_first_saved(seeded_db, act):
    seen = row()["version"]
    assign(code=None, words="1. juli 2022")
    with pytest.raises(ConflictError) as met:
        act(version=seen)
    assert met.value.theirs["date_text"] == "1. juli 2022"
    assert row()["status"] == "open"
    assert row()["responsible_party_id"] is None


def test_a_lead_keeps_the_own_partys_follow_ups_and_no_others(seeded_db):
    lead = builders.as_user(builders.a_user(seeded_db, "lead", "suoc"))
    for act in (done, lapse, assign):
        with pytest.raises(NotAllowedError):
            act(lead)
    secretary = builders.as_user(builders.a_user(seeded_db, "secretary"))
    assign(secretary)
    done(lead)
    reopen(lead)
    assign(lead, code="suoc", words="1. juli 2022", reason="Ferie")
    assert row()["date_text"] == "1. juli 2022"
    with pytest.raises(NotAllowedError):
        add(lead)


def test_a_closed_review_keeps_what_it_agreed_and_learns_what_became_of_it(seeded_db):
    close_the_review(seeded_db)
    assign()  # the meeting left it open who and when
    with pytest.raises(PortfolioError, match="was closed"):
        assign(code="administrationen")
    assign(words="1. juli 2022", reason="Byrådets ferie")  # what was agreed stays on record
    with pytest.raises(PortfolioError, match="was closed"):
        add()
    done()
    reopen()
    assert (row()["status"], row()["date_text"]) == ("open", "1. juli 2022")
    assert [one[0] for one in moves()] == ["1. juni 2022"]
