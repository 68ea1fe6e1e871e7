"""The minutes of 4 April 2022 give back what the seed says of them."""

import pytest

from minutes.reading_aloud import REFERENCE, ROOT, finds, quotes_not_in_their_lines, read, seed
from portfolio.importers.minutes.known import Known
from portfolio.importers.seeding.files import read_seed

pytestmark = pytest.mark.skipif(not REFERENCE.exists(), reason="the minutes are not here")


@pytest.fixture(scope="module")
def answer():
    return read(REFERENCE.read_bytes())


@pytest.fixture(scope="module")
def records():
    return read_seed(ROOT / "seed")


def of(records, table):
    return [record.values for record in records if record.table == table]


def test_the_head(answer):
    meeting = answer["meeting"]
    assert (meeting["body"], meeting["date"]) == ("Direktionen", "2022-04-04")
    assert (meeting["starts_at"], meeting["place"]) == ("09:00", "Mødelokale B105")
    assert meeting["absent"] == ["Jørgen Lerhard"]
    assert len(meeting["present"]) == 4
    assert meeting["municipality"] is None  # the head does not say it


def test_every_item_with_its_case_number_and_what_is_closed(answer, records):
    told = [
        (int(item["number"]), item["title"], item["case_number"], item["closed"])
        for item in answer["items"]
    ]
    assert told == [
        (item["number"], item["title"], item["case_number"], bool(item.get("closed")))
        for item in of(records, "agenda_items")
    ]


def test_the_lines_are_those_of_the_file(answer):
    assert answer["lines"] == REFERENCE.read_text(encoding="utf-8").splitlines()


def test_the_proposals_with_their_purposes_and_other_titles(answer, records):
    purposes = [one for one in of(records, "purposes") if one["portfolio"] == "civilsamfund"]
    proposals = [one for one in of(records, "proposals") if one["portfolio"] == "civilsamfund"]
    assert [find["value"] for find in finds(answer, "purpose")] == [
        {"number": one["number"], "title": one["title"]} for one in purposes
    ]
    assert [
        (find["value"]["number"], find["value"]["title"], find["value"]["purpose"])
        for find in sorted(finds(answer, "proposal"), key=lambda find: find["value"]["number"])
    ] == [(one["number"], one["title"], int(one["purpose"])) for one in proposals]
    others = {
        find["value"]["number"]: find["value"]["other_titles"]
        for find in finds(answer, "proposal")
        if find["value"]["other_titles"]
    }
    assert others == {3: ["Fællesskaber i områder under omdannelse"]}


def test_the_steps_that_lie_ahead(answer):
    ahead = [
        (find["item"], find["value"]["when"]["end"], find["value"]["milestone_kind"])
        for find in finds(answer, "milestone")
    ]
    assert ahead == [
        ("3", "2022-06-24", "goal"),
        ("3", "2022-06-30", "decision"),
        ("3", "2023-12-31", "deadline"),
        ("4", "2022-04-30", "decision"),
        ("4", "2022-04-05", "event"),
        ("7", "2025-12-31", "goal"),
        ("8", "2022-04-25", "deadline"),
        ("8", "2022-06-30", "decision"),
        ("8", "2023-01-31", "deadline"),
        ("8", "2023-12-31", "decision"),
        ("8", "2024-01-31", "event"),
        ("8", "2029-01-31", "event"),
    ]


def test_the_outcomes_are_those_of_the_seed(answer, records):
    decided = {}
    for one in of(records, "decisions"):
        decided.setdefault(one["agenda_item"], set()).add(one["outcome"])
    told = {
        item["number"]: set(item["decision"]["outcomes"])
        for item in answer["items"]
        if item["decision"]
    }
    assert told == decided


def test_the_pool_with_what_lies_inside_it(answer):
    pool = next(find["value"] for find in finds(answer, "pool", "8"))
    assert (pool["title"], pool["total_amount"]) == ("Frie Bymidter", 130_000_000)
    assert (pool["earmarked_amount"], pool["co_financing_share"]) == (30_000_000, 0.4)
    inside = {find["value"]["amount"]: find["value"]["of"] for find in finds(answer, "amount", "8")}
    assert inside == {130_000_000: None, 30_000_000: 130_000_000, 6_000_000: None}


def test_every_quote_stands_in_its_lines(answer):
    assert quotes_not_in_their_lines(answer) == []


def test_what_the_portfolio_knows_is_known(answer):
    assert [message["code"] for message in answer["messages"]] == ["known"]
    known = {find["kind"] for find in answer["finds"] if find["action"] == "known"}
    assert known >= {"meeting", "participant", "agenda_item", "proposal", "purpose", "milestone"}
    assert not [find for find in answer["finds"] if find["action"] == "change"]


def test_without_a_portfolio_nobody_is_known_by_name():
    answer = read(REFERENCE.read_bytes(), Known())
    assert not [find for find in answer["finds"] if find["kind"] in ("party", "place", "pool")]
    assert not [find for find in answer["finds"] if find["action"] != "create"]


def test_another_version_of_known_minutes_is_told(answer):
    changed = REFERENCE.read_text(encoding="utf-8").replace(
        "Program 04-04-2022\n", "Dagens program\n"
    )
    other = read(changed, seed())
    assert [message["code"] for message in other["messages"]] == ["newer"]
    (item,) = [find for find in other["finds"] if find["action"] == "change"]
    assert item["changes"] == [
        {"field": "title", "old": "Program 04-04-2022", "new": "Dagens program"}
    ]
