"""An earlier value comes back by a new change; history, users and what moved on do not."""

import json
from datetime import date

import pytest
import sqlalchemy as sa
from builders import a_status, a_user, as_user, proposal_id, set_on

from portfolio import store
from portfolio.domain.model import Succession
from portfolio.domain.permissions import Role
from portfolio.errors import ConflictError, NotAllowedError, PortfolioError
from portfolio.queries.log import log
from portfolio.store import schema
from portfolio.store.schema import change_log, places, proposal_places, proposals
from portfolio.usecases import content
from portfolio.usecases.documents import documents
from portfolio.usecases.log import restoring
from portfolio.usecases.people import users
from portfolio.usecases.proposals import comments, succession
from portfolio.usecases.use_case import LOCAL

TODAY = date(2022, 5, 1)


def rows(table, **where):
    chosen = sa.select(table).where(*(table.c[name] == value for name, value in where.items()))
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(chosen).mappings()]


def row(table, key):
    (found,) = rows(table, id=key)
    return found


def last():
    with store.reading() as connection:
        return log.lines(connection, filters=log.Filters(people=True), limit=1)[0]


def change(table, key, **typed):
    content.change(
        LOCAL, table, key, row(schema.metadata.tables[table], key)["version"], typed, today=TODAY
    )
    return last()


@pytest.fixture
def four(seeded_db):
    return proposal_id(4)


def test_an_earlier_title_comes_back_as_a_new_change(four):
    was = row(proposals, four)
    changed = change("proposals", four, title="Noget andet", short_title="Andet")

    restoring.restore(LOCAL, changed.id, "det var rigtigt før")

    now, line = row(proposals, four), last()
    assert (now["title"], now["short_title"]) == (was["title"], was["short_title"])
    assert now["version"] == was["version"] + 2
    assert line.action == "proposal.restored"
    assert line.before == changed.after
    assert line.after == changed.before
    assert restoring.refers_to(line.reason) == (changed.id, "det var rigtigt før")


def test_search_finds_the_earlier_words_again(four):
    changed = change("proposals", four, title="Pindsvin")
    assert "pindsvin" in row(proposals, four)["search_text"]
    restoring.restore(LOCAL, changed.id)
    assert "pindsvin" not in row(proposals, four)["search_text"]


def test_search_follows_a_place_that_gets_its_name_back(seeded_db):
    (tie, *_rest) = rows(proposal_places, proposal_id=proposal_id(1))
    changed = change("places", tie["place_id"], name="Pindsvinegade")
    assert "pindsvinegade" in row(proposals, proposal_id(1))["search_text"]
    restoring.restore(LOCAL, changed.id)
    assert "pindsvinegade" not in row(proposals, proposal_id(1))["search_text"]


def test_a_restoring_can_be_gone_back_on_too(four):
    changed = change("proposals", four, title="Noget andet")
    restoring.restore(LOCAL, changed.id)
    restoring.restore(LOCAL, last().id)
    assert row(proposals, four)["title"] == "Noget andet"


def test_what_was_changed_again_since_is_refused_with_both(four):
    first = change("proposals", four, title="Den første")
    change("proposals", four, title="Den anden")

    with pytest.raises(ConflictError) as refused:
        restoring.restore(LOCAL, first.id)

    assert refused.value.theirs == {"title": "Den anden"}
    assert row(proposals, four)["title"] == "Den anden"


def test_another_field_changed_since_is_no_hindrance_and_stays(four):
    first = change("proposals", four, title="Den første")
    change("proposals", four, summary="Et nyt resumé")
    restoring.restore(LOCAL, first.id)
    assert row(proposals, four)["title"] != "Den første"
    assert row(proposals, four)["summary"] == "Et nyt resumé"


def test_what_is_already_so_is_no_change(four):
    changed = change("proposals", four, title="Noget andet")
    restoring.restore(LOCAL, changed.id)
    with pytest.raises(PortfolioError, match="already as it was"):
        restoring.restore(LOCAL, changed.id)


def test_a_row_out_of_use_comes_back(seeded_db):
    (tie, *_rest) = rows(proposal_places, proposal_id=proposal_id(1))
    content.withdraw(LOCAL, "proposal_places", tie["id"], tie["version"], "en fejl")
    restoring.restore(LOCAL, last().id)

    now = row(proposal_places, tie["id"])
    assert now["withdrawn_at"] is None
    assert now["withdrawn_reason"] is None
    assert last().action == "proposal_place.restored"


def test_it_comes_not_back_to_a_place_that_is_out_of_use_itself(seeded_db):
    (tie, *_rest) = rows(proposal_places, proposal_id=proposal_id(1))
    content.withdraw(LOCAL, "proposal_places", tie["id"], tie["version"], "en fejl")
    gone = last()
    set_on(seeded_db, places, places.c.id == tie["place_id"], withdrawn_at="2022-05-01")
    with pytest.raises(PortfolioError, match="taken out of use"):
        restoring.restore(LOCAL, gone.id)


def test_a_field_of_a_row_out_of_use_stays(seeded_db):
    (tie, *_rest) = rows(proposal_places, proposal_id=proposal_id(1))
    changed = change("proposal_places", tie["id"], note="ny")
    content.withdraw(LOCAL, "proposal_places", tie["id"], tie["version"] + 1, "en fejl")
    with pytest.raises(PortfolioError, match="taken out of use"):
        restoring.restore(LOCAL, changed.id)


def test_a_number_that_another_has_now_is_refused(four):
    changed = change("proposals", four, number=44)
    other = change("proposals", proposal_id(5), number=4)
    with pytest.raises(PortfolioError, match="taken already"):
        restoring.restore(LOCAL, changed.id)
    assert row(proposals, four)["number"] == 44
    assert row(proposals, other.subject_id)["number"] == 4


def test_status_is_history(four, seeded_db):
    succession.take(
        LOCAL,
        four,
        succession.Step(kind=Succession.SET_ASIDE, happened_on=TODAY, reason="ikke nu"),
        today=TODAY,
    )
    aside = last()
    assert "stage" in aside.before

    assert restoring.restorable("proposals", aside.before) == {}
    with pytest.raises(PortfolioError, match="no earlier value"):
        restoring.restore(LOCAL, aside.id)
    assert row(proposals, four)["stage"] == "not_pursued"


@pytest.mark.parametrize(
    "column",
    [
        "stage",
        "rag",
        "percent",
        "status_seq",
        "status_on",
        "id",
        "version",
        "search_text",
        "set_aside_reason",
    ],
)
def test_no_column_of_the_status_ever(column):
    assert restoring.restorable("proposals", {column: None, "title": "x"}) == {"title": "x"}


def test_the_handshake_is_history():
    before = {"state": "asked", "state_seq": 1, "note": "x"}
    assert restoring.restorable("proposal_parties", before) == {"note": "x"}


@pytest.mark.parametrize(
    "table",
    [
        *(t.name for t in schema.APPEND_ONLY),
        "users",
        "user_parties",
        "follows",
        "comments",
        "round_answers",
        "status_rounds",
        "nix",
        None,
    ],
)
def test_what_is_no_content_is_never_restored(table):
    assert (
        restoring.restorable(
            table,
            {
                "title": "x",
                "name": "x",
                "words": "x",
                "role": "x",
                "reason": "x",
                "withdrawn_at": None,
            },
        )
        == {}
    )


def test_an_added_row_has_no_earlier_value(seeded_db):
    content.add(LOCAL, "places", {"name": "Testvej", "kind": "town"}, today=TODAY)
    with pytest.raises(PortfolioError, match="no earlier value"):
        restoring.restore(LOCAL, last().id)


def test_a_user_is_not_restored_and_not_even_found(seeded_db):
    boss = as_user(a_user(seeded_db, "administrator", last_seen_at="2022-01-01"))
    user = a_user(seeded_db, "reader")
    users.change_user(boss, user, 1, role=Role.DIRECTOR)
    with pytest.raises(PortfolioError, match="no such change"):
        restoring.restore(boss, last().id)


def test_an_unknown_change(seeded_db):
    with pytest.raises(PortfolioError, match="no such change"):
        restoring.restore(LOCAL, "nix")


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("reader", False),
        ("lead", False),
        ("secretary", True),
        ("director", False),
        ("administrator", True),
    ],
)
def test_who_may_restore(four, seeded_db, role, allowed):
    changed = change("proposals", four, title="Noget andet")
    who = as_user(a_user(seeded_db, role))
    if allowed:
        restoring.restore(who, changed.id)
    else:
        with pytest.raises(NotAllowedError):
            restoring.restore(who, changed.id)
    assert (row(proposals, four)["title"] == "Noget andet") is not allowed


def test_the_log_is_only_added_to(four):
    changed = change("proposals", four, title="Noget andet")
    restoring.restore(LOCAL, changed.id)
    (kept,) = rows(change_log, id=changed.id)
    assert json.loads(kept["after"]) == {"title": "Noget andet"}


def test_a_comment_is_its_authors(four, seeded_db):
    comments.write(LOCAL, four, "Et ord")
    comments.withdraw(LOCAL, str(last().subject_id))
    with pytest.raises(PortfolioError, match="no earlier value"):
        restoring.restore(LOCAL, last().id)


def test_a_status_since_is_no_hindrance(four, seeded_db):
    changed = change("proposals", four, title="Noget andet")
    a_status(seeded_db, 4, "2022-04-20", rag="red")
    restoring.restore(LOCAL, changed.id)
    assert row(proposals, four)["rag"] == "red"


def test_a_document_does_not_come_back_to_what_is_out_of_use(seeded_db):
    pools = schema.funding_pools
    pool = rows(pools)[0]["id"]
    key = documents.add_link(LOCAL, "funding_pools", pool, title="Sag", url="https://x.test")
    documents.withdraw(LOCAL, key, version=1, reason="Forkert")
    taken_off = last()
    set_on(seeded_db, pools, pools.c.id == pool, withdrawn_at="2022-04-30")
    with pytest.raises(PortfolioError, match="out of use"):
        restoring.restore(LOCAL, taken_off.id)
    set_on(seeded_db, pools, pools.c.id == pool, withdrawn_at=None)
    restoring.restore(LOCAL, taken_off.id)
    assert row(schema.documents, key)["withdrawn_at"] is None
