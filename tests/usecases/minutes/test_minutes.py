"""Minutes: laid up, judged, taken in as one with their proofs, and taken back as one."""

import json
from datetime import date

import pytest
import sqlalchemy as sa
from builders import a_status, a_user, another_portfolio, as_user, filters, proposal_id

from portfolio import language, store
from portfolio.domain.finds import FindState
from portfolio.domain.model import Stage
from portfolio.errors import ConflictError, PortfolioError
from portfolio.queries.minutes import readings as readings_queries
from portfolio.queries.proposals import proposals as proposals_query
from portfolio.queries.requests.requests import open_requests
from portfolio.screens.minutes import found
from portfolio.store import schema
from portfolio.usecases.content import NOUNS, rows
from portfolio.usecases.minutes import judging, laying_up, taking_back, taking_in
from portfolio.usecases.requests import requests as asking
from portfolio.usecases.reviews.effects import Effects
from portfolio.usecases.use_case import COMMAND
from tests import readings

TODAY = date(2022, 5, 5)


def table(name, *where):
    one = schema.metadata.tables[name]
    with store.reading() as connection:
        chosen = sa.select(one).where(*(one.c[column] == value for column, value in where))
        return [dict(row) for row in connection.execute(chosen).mappings()]


@pytest.fixture
def portfolio(seeded_db):
    [row] = table("portfolios", ("code", "civilsamfund"))
    return row["id"]


def laid_up(portfolio, **given):
    result = readings.result(**given)
    for find in result["finds"]:
        if find["subject"] == "proposals/4":
            find["subject"] = f"proposals/{proposal_id(4)}"
    return laying_up.lay_up(COMMAND, portfolio, result, name="referat.txt")


def finds(reading):
    return sorted(table("minutes_finds", ("reading_id", reading)), key=lambda f: f["position"])


def judged(reading, state=FindState.TAKEN, *kinds, **given):
    for find in finds(reading):
        if not kinds or find["kind"] in kinds:
            judging.judge(COMMAND, find["id"], find["version"], state, today=TODAY, **given)


def taken_in(reading):
    [row] = table("minutes_readings", ("id", reading))
    return taking_in.take_in(COMMAND, reading, row["version"], today=TODAY)


def everything():
    """Every row of the tables that minutes become rows of."""
    names = {*NOUNS, "sources", "citations", "aliases", "request_answers", "decision_effects"}
    return {name: sorted(map(str, table(name))) for name in names}


def test_the_same_file_is_known_again(portfolio):
    first = laid_up(portfolio)
    assert laid_up(portfolio) == first
    judging.set_aside(COMMAND, first, 1)
    assert laid_up(portfolio) == first
    assert table("minutes_readings")[0]["state"] == "open"


def test_the_pages_of_its_lines_are_kept(portfolio):
    kept = laid_up(portfolio, line_pages=[1, 1, 2])
    with store.reading() as connection:
        assert readings_queries.reading(connection, id=kept).line_pages == [1, 1, 2]


def test_what_could_not_be_read_is_said_and_not_kept(portfolio):
    said = [{"code": "no_text", "text": "Filen …"}, {"code": "newest", "text": "Et nyt ord."}]
    with language.speaking("en"), pytest.raises(PortfolioError) as caught:
        laid_up(portfolio, readable="no", messages=said, items=[], finds=[])
    assert str(caught.value.values["said"]).startswith("The file holds pictures of pages")
    assert str(caught.value.values["said"]).endswith("Et nyt ord.")
    assert table("minutes_readings") == []


def test_nothing_is_kept_of_a_closed_item_whatever_the_reader_gave(portfolio):
    lines = [
        *readings.LINES[:10],
        "Punkt 2. Lukket",
        "Køb af en hemmelig grund",
        *readings.LINES[12:],
    ]
    leaky = [
        *readings.finds(),
        readings.find("amount", "2", 12, {"amount": 1, "text": "hemmelig"}, quote="hemmelig grund"),
    ]
    items = readings.result()["items"]
    items[1] |= {"line_to": 12}
    reading = laid_up(portfolio, lines=lines, finds=leaky, items=items)
    stored = json.dumps(
        [table("minutes_readings"), finds(reading), table("change_log")], default=str
    )
    assert "hemmelig" not in stored
    assert "Punkt 2. Lukket" in stored


def test_taken_in_it_is_on_the_proposal_with_its_proof(portfolio):
    reading = laid_up(portfolio)
    assert judging.take_sure(COMMAND, reading) == 11
    judged(reading, FindState.TAKEN, "difference")
    assert taken_in(reading) == 12

    [meeting] = table("meetings", ("held_on", "2022-04-26"))
    assert (meeting["title"], meeting["place"]) == ("Byrådet 26. april 2022", "rådssalen")
    items = table("agenda_items", ("meeting_id", meeting["id"]))
    assert {(i["number"], i["title"], i["closed"]) for i in items} == {
        (1, "Velfærdsfunktioner", 0),
        (2, "Lukket", 1),
        (3, "Nyt", 0),
    }
    assert next(i for i in items if i["number"] == 1)["finances"] == "6 mio. kr."
    [decision] = table("decisions", ("decided_on", "2022-04-26"))
    assert decision["recommendation"] == "at planen godkendes"
    assert (decision["number"], decision["differs"]) == ("1.1", 1)
    [follow_up] = table("follow_ups", ("decision_id", decision["id"]))
    assert (follow_up["date_end"], follow_up["responsible_party_id"]) == ("2022-06-01", None)
    [about] = table("decision_proposals", ("decision_id", decision["id"]))
    assert about["proposal_id"] == proposal_id(4)
    [proof] = table("citations", ("subject_id", decision["id"]), ("field", None))
    assert (proof["line_from"], proof["item"], proof["certainty"]) == (9, 1, "stated")
    with store.reading() as connection:
        new = proposals_query.proposal(connection, filters=filters("2022-05-05"), number=12)
    assert new is not None
    assert new.facts["title"] == "En fest i hver by"
    assert all(find["made_id"] for find in finds(reading) if find["kind"] != "difference")


def test_taken_back_nothing_of_it_is_left(portfolio):
    reading = laid_up(portfolio)
    before = everything()
    judged(reading)
    taken_in(reading)
    assert everything() != before
    [row] = table("minutes_readings")
    taking_back.take_back(COMMAND, reading, row["version"], "Forkert møde", today=TODAY)
    assert everything() == before
    assert all(find["made_id"] is None for find in finds(reading))
    assert taken_in(reading) == 12  # as it was judged


@pytest.mark.parametrize("builds", ["status", "words"])
def test_what_somebody_has_built_on_is_not_taken_back(portfolio, seeded_db, builds):
    reading = laid_up(portfolio)
    judged(reading)
    taken_in(reading)
    if builds == "status":
        a_status(seeded_db, 12, "2022-05-04", rag="green", happened="I gang")
    else:
        [row] = table("follow_ups", ("title", "Lav en plan"))
        typed = {"title": "Lav en god plan"}
        rows.change(COMMAND, "follow_ups", row["id"], row["version"], typed, today=TODAY)
    stands = everything()
    [row] = table("minutes_readings")
    with pytest.raises(PortfolioError, match="tied to it"):
        taking_back.take_back(COMMAND, reading, row["version"], "Forkert", today=TODAY)
    assert everything() == stands


def test_a_decision_answers_the_request_it_was_said_to(portfolio, seeded_db):
    asked = {"as_of": TODAY, "today": TODAY, "portfolio": "civilsamfund", "body": "byraadet"}
    with store.reading() as connection:
        council = connection.execute(
            sa.select(schema.parties.c.id).where(schema.parties.c.code == "byraadet")
        ).scalar_one()
    question = asking.Question(question="Må vi begynde?", addressee_party_id=council)
    given = {"portfolio": "civilsamfund", "proposal_id": proposal_id(4), "today": TODAY}
    asking.ask(COMMAND, question, **given)
    with store.reading() as connection:
        [request] = [
            r for r in open_requests(connection, **asked) if r.question == "Må vi begynde?"
        ]
    reading = laid_up(portfolio)
    judged(
        reading,
        FindState.TAKEN,
        "decision",
        effects=Effects(
            requests={request.key: "Må vi begynde?"},
            stage=Stage.QUALIFICATION,
            stage_reason="Aftalt",
        ),
    )
    taken_in(reading)
    with store.reading() as connection:
        assert request.key not in {one.key for one in open_requests(connection, **asked)}
    assert stage_of(4) == "qualification"
    [row] = table("minutes_readings")
    taking_back.take_back(COMMAND, reading, row["version"], "Forkert", today=TODAY)
    with store.reading() as connection:
        assert request.key in {one.key for one in open_requests(connection, **asked)}
    assert stage_of(4) == "proposed"


def test_a_stage_moved_by_old_minutes_is_seen_on_every_day_from_then_on(portfolio, seeded_db):
    a_status(seeded_db, 4, "2022-05-04", rag="green", stage="proposed", happened="I gang")
    reading = laid_up(portfolio)
    moved = Effects(stage=Stage.QUALIFICATION, stage_reason="Aftalt")
    judged(reading, FindState.TAKEN, "decision", effects=moved)
    taken_in(reading)
    asked = filters("2022-05-10", today="2022-06-01")  # a day that has been by then
    with store.reading() as connection:
        one = proposals_query.proposal(connection, filters=asked, number=4)
    assert one.facts["stage"] == stage_of(4) == "qualification"


def stage_of(number):
    with store.reading() as connection:
        one = proposals_query.proposal(connection, filters=filters("2022-05-05"), number=number)
    return one.facts["stage"]


def test_put_right_it_is_taken_in_as_it_was_put(portfolio):
    reading = laid_up(portfolio)
    right = {"title": "Lav en rigtig plan", "responsible": "Byrådet", "when": "1. juli 2022"}
    judged(reading, FindState.TAKEN, "follow_up", mended=right)
    taken_in(reading)
    [row] = table("follow_ups", ("title", "Lav en rigtig plan"))
    assert row["date_end"] == "2022-07-01"
    assert row["responsible_party_id"]


def test_what_was_put_right_wrongly_is_said_at_once(portfolio):
    reading = laid_up(portfolio)
    with pytest.raises(PortfolioError) as caught:
        judged(reading, FindState.TAKEN, "proposal", mended={"number": "tolv", "title": "x"})
    assert caught.value.place


def test_rejected_stays_rejected_in_a_newer_version(portfolio):
    first = laid_up(portfolio)
    judged(first, FindState.REJECTED, "amount")
    newer = laid_up(portfolio, lines=[*readings.LINES, "Rettet den 9. maj."])
    assert newer != first
    assert {f["kind"]: f["state"] for f in finds(newer)}["amount"] == "rejected"
    [row] = table("minutes_readings", ("id", newer))
    assert row["replaces_id"] == first


def a_newer_version(**changed):
    """The same minutes with one word of each sort otherwise: new, changed and gone."""
    said = readings.finds()
    gone = next(one for one in said if one["kind"] == "amount")
    task = next(one for one in said if one["kind"] == "follow_up")
    task["value"] |= {"title": "Lav en god plan"}
    decision = next(one for one in said if one["kind"] == "decision")
    decision["value"] |= {"text": "Ikke godkendt", "outcome": "not_approved"}
    new = readings.find("participant", None, 3, {"name": "Bo Berg", "absent": True})
    said = [one for one in said if one is not gone] + [new]
    return {"lines": [*readings.LINES, "Rettet den 9. maj."], "finds": said} | changed


def test_of_a_newer_version_only_what_differs_is_judged(portfolio):
    first = laid_up(portfolio)
    judged(first, FindState.TAKEN)
    judged(first, FindState.REJECTED, "participant")
    taken_in(first)
    [meeting] = table("meetings", ("held_on", "2022-04-26"))
    newer = laid_up(portfolio, **a_newer_version())

    found = finds(newer)
    assert [(f["kind"], f["action"], f["earlier_id"] is None) for f in found if is_open(f)] == [
        ("decision", "change", False),
        ("follow_up", "change", False),
        ("participant", "create", True),
    ]
    by_kind = {f["kind"]: f for f in found}
    changes = {c["field"]: (c["old"], c["new"]) for c in json.loads(by_kind["decision"]["changes"])}
    assert changes == {
        "outcome": ("approved", "not_approved"),
        "text": ("Godkendt", "Ikke godkendt"),
    }
    [known, new] = (f for f in found if f["kind"] == "participant")
    assert (known["state"], new["state"]) == ("rejected", "open")
    with store.reading() as connection:
        lost = readings_queries.gone(connection, reading=newer)
        assert [(one.kind, one.made_table) for one in lost] == [("amount", "agenda_items")]
        assert readings_queries.newer(connection, reading=first)[0] == newer
        assert {
            one.id: one.is_replaced
            for one in readings_queries.readings(connection, portfolio=portfolio)
        }[first]

    judging.take_sure(COMMAND, newer)
    taken_in(newer)
    assert table("meetings", ("held_on", "2022-04-26")) == [meeting]
    [decision] = table("decisions", ("decided_on", "2022-04-26"))
    assert (decision["outcome"], decision["decision"]) == ("not_approved", "Ikke godkendt")
    [task] = table("follow_ups", ("decision_id", decision["id"]))
    assert task["title"] == "Lav en god plan"
    [row] = table("minutes_readings", ("id", first))
    with pytest.raises(PortfolioError, match="tied to it"):
        taking_back.take_back(COMMAND, first, row["version"], "Forkert", today=TODAY)
    [row] = table("minutes_readings", ("id", newer))
    taking_back.take_back(COMMAND, newer, row["version"], "Forkert", today=TODAY)
    [decision] = table("decisions", ("decided_on", "2022-04-26"))
    assert decision["outcome"] == "approved"


def is_open(find):
    return find["state"] == "open"


def test_what_was_judged_goes_on_in_the_newer_version(portfolio):
    first = laid_up(portfolio)
    right = {"title": "Lav en rigtig plan", "responsible": "Byrådet", "when": "1. juli 2022"}
    judged(first, FindState.TAKEN, "follow_up", mended=right)
    newer = laid_up(portfolio, lines=[*readings.LINES, "Rettet den 9. maj."])
    with pytest.raises(PortfolioError, match="newer version"):
        taken_in(first)
    assert taken_in(newer) == 1
    [row] = table("follow_ups", ("title", "Lav en rigtig plan"))
    assert row["date_end"] == "2022-07-01"


def test_an_item_that_has_got_another_number_is_the_same(portfolio):
    first = laid_up(portfolio)
    judged(first)
    taken_in(first)
    said, items = readings.finds(), readings.result()["items"]
    for one in said:
        if one["item"] == "3":
            one["item"] = "4"
            if one["kind"] == "agenda_item":
                one["value"] |= {"number": "4"}
    items[2] |= {"number": "4"}
    newer = laid_up(portfolio, lines=[*readings.LINES, "Rettet."], finds=said, items=items)
    assert [(f["kind"], f["action"]) for f in finds(newer) if is_open(f)] == [
        ("agenda_item", "change")
    ]
    judged(newer, FindState.TAKEN, "agenda_item")
    taken_in(newer)
    assert {row["number"] for row in table("agenda_items", ("title", "Nyt"))} == {4}


def test_two_secretaries_do_not_write_over_each_other(portfolio):
    reading = laid_up(portfolio)
    find = finds(reading)[0]
    judging.judge(COMMAND, find["id"], 1, FindState.TAKEN, today=TODAY)
    with pytest.raises(ConflictError) as caught:
        judging.judge(COMMAND, find["id"], 1, FindState.REJECTED, today=TODAY)
    assert caught.value.theirs["state"] == "taken"


def test_what_hangs_on_something_rejected_is_said_with_its_words(portfolio):
    reading = laid_up(portfolio)
    judged(reading, FindState.REJECTED, "agenda_item")
    judged(reading, FindState.TAKEN, "decision")
    with pytest.raises(PortfolioError, match="item that was rejected") as caught:
        taken_in(reading)
    assert "Godkendt, idet" in caught.value.place
    assert table("meetings", ("held_on", "2022-04-26")) == []


def test_only_who_keeps_the_content_may(portfolio, seeded_db):
    reader = as_user(a_user(seeded_db, "reader"))
    with pytest.raises(PortfolioError, match="role"):
        laying_up.lay_up(reader, portfolio, readings.result(), name="x")


RIGHT = {
    "meeting": ({"place": "Foredragssalen"}, "meetings", "place", "Foredragssalen"),
    "participant": ({"name": "Anna Aaby"}, "meeting_participants", "name", "Anna Aaby"),
    "agenda_item": ({"title": "Nyere"}, "agenda_items", "title", "Nyere"),
    "decision": ({"outcome": "noted"}, "decisions", "outcome", "noted"),
    "difference": ({"text": "Der ønskes to"}, "decisions", "difference", "Der ønskes to"),
    "follow_up": ({"when": "1. juli 2022"}, "follow_ups", "date_end", "2022-07-01"),
    "amount": ({"text": "7 mio. kr."}, "agenda_items", "finances", "7 mio. kr."),
    "purpose": ({"title": "Færre fester"}, "purposes", "title", "Færre fester"),
    "proposal": ({"title": "Et andet navn"}, "proposals", "title", "Et andet navn"),
}


def test_every_kind_of_find_is_taken_as_it_was_put_right(portfolio):
    reading = laid_up(portfolio)
    judged(reading)
    for find in finds(reading):
        # Of several of a kind the last: what is known, as proposal 4, keeps its name.
        right = RIGHT[find["kind"]][0]
        if find["subject"] is None and json.loads(find["value"]).get("title") != "Lukket":
            mended = {**json.loads(find["value"]), **right}
            judging.judge(
                COMMAND, find["id"], find["version"], FindState.TAKEN, mended=mended, today=TODAY
            )
    taken_in(reading)
    for _mended, name, column, value in RIGHT.values():
        assert value in {row[column] for row in table(name)}, (name, column)
    [row] = table("minutes_readings")
    taking_back.take_back(COMMAND, reading, row["version"], "Forkert", today=TODAY)
    assert "Et andet navn" not in {row["title"] for row in table("proposals")}


def test_what_is_known_is_changed_to_what_it_was_put_right_to(portfolio):
    reading = laid_up(portfolio)
    find = next(f for f in finds(reading) if f["subject"])
    mended = {"number": "4", "title": "Velfærd i hver bydel"}
    judging.judge(COMMAND, find["id"], 1, FindState.TAKEN, mended=mended, today=TODAY)
    taken_in(reading)
    assert table("proposals", ("id", proposal_id(4)))[0]["title"] == "Velfærd i hver bydel"


def test_two_figures_of_an_item_stand_below_each_other(portfolio):
    more = readings.find("amount", "1", 10, {"amount": 1, "text": "1 mio. kr."})
    reading = laid_up(portfolio, finds=[*readings.finds(), more])
    judged(reading)
    taken_in(reading)
    assert "6 mio. kr.\n1 mio. kr." in {row["finances"] for row in table("agenda_items")}
    [row] = table("minutes_readings")
    taking_back.take_back(COMMAND, reading, row["version"], "Forkert", today=TODAY)
    assert table("meetings", ("held_on", "2022-04-26")) == []


@pytest.mark.parametrize("said", ["27. april 2022", "27.04.2022", "2022-04-27", "27. april"])
def test_a_day_put_right_is_the_day_however_it_is_written(portfolio, said):
    reading = laid_up(portfolio)
    judged(reading, FindState.TAKEN, "meeting", mended={"body": "Byrådet", "date": said})
    decided = {"outcome": "noted", "text": "Taget til efterretning", "decided_on": None}
    judged(reading, FindState.TAKEN, "decision", mended=decided)
    with store.reading() as connection:
        one = readings_queries.reading(connection, id=reading)
        shown = readings_queries.finds(connection, reading=reading)
    assert ("Dag", "27. april 2022") in found.card(shown[0], len(shown), one).facts
    taken_in(reading)
    # The day of the meeting as it was put right is the day of what it decided, too.
    [one] = table("decisions", ("decision", "Taget til efterretning"), ("outcome", "noted"))
    assert one["decided_on"] == "2022-04-27"
    assert len(table("meetings", ("held_on", "2022-04-27"))) == 1


def test_a_day_put_right_that_is_none_is_said_at_its_field(portfolio):
    said = {"body": "Byrådet", "text": "x"}
    for kind, name in (("meeting", "date"), ("decision", "decided_on")):
        with pytest.raises(PortfolioError, match="not a date") as caught:
            judged(laid_up(portfolio), FindState.TAKEN, kind, mended=said | {name: "snart"})
        assert caught.value.place


def test_the_same_file_is_one_source_of_two_portfolios(portfolio, seeded_db):
    another_portfolio(seeded_db, 1, "Et andet forslag")
    other = next(row["id"] for row in table("portfolios") if row["id"] != portfolio)
    first, second = laid_up(portfolio), laid_up(other)
    for reading in (first, second):
        judged(reading, FindState.TAKEN, "meeting")
        taken_in(reading)
    [kept] = {row["source_id"] for row in table("minutes_readings")}
    assert table("sources", ("id", kept))
