"""What the secretary's page asks for: rows, what they are called, and what is out of use."""

import os
from datetime import date

import pytest
import sqlalchemy as sa
from builders import filters, proposal_id

from portfolio import store
from portfolio.queries import sources
from portfolio.queries.content import rows as content_rows
from portfolio.queries.gaps import gaps
from portfolio.queries.overview import attention
from portfolio.queries.places import places
from portfolio.queries.proposals import proposals
from portfolio.queries.strategy import strategy, timeline
from portfolio.store import live, schema
from portfolio.usecases import content
from portfolio.usecases.use_case import COMMAND

TODAY = date(2022, 5, 1)
MILESTONE = {
    "title": "En dag",
    "kind": "deadline",
    "date": "juni 2022",
    "known_from": TODAY,
    "outcome": "not_recorded",
}


def key_of(table, **where):
    kept = schema.metadata.tables[table]
    tests = [kept.c[name] == value for name, value in where.items()]
    with store.reading() as connection:
        return connection.execute(sa.select(kept.c.id).where(*tests)).scalars().first()


def withdraw(table, key):
    row_version = 1
    content.withdraw(COMMAND, table, key, row_version, "Prøve")


@pytest.mark.parametrize("table", list(content.NOUNS))
def test_every_noun_can_be_listed_called_and_chosen(ask, table):
    rows = ask(content_rows.rows, table=table)
    assert set(content.NOUNS[table].kept_in.columns.keys()) | {"called"} == set(rows.columns)
    assert all(0 < len(name) <= 90 for name in rows["called"])
    named = ask(content_rows.choices, table=table)
    assert len(set(named.values())) == len(named) == len(rows)
    assert ask(content_rows.counts, tables=(table,)) == {table: len(rows)}
    for row in rows.head(1).to_dict("records"):
        assert ask(content_rows.row, table=table, id=row["id"])["called"] == row["called"]


@pytest.mark.parametrize("table", list(content.NOUNS))
def test_an_empty_database_has_the_same_columns(ask_empty, table):
    rows = ask_empty(content_rows.rows, table=table)
    assert rows.empty
    assert "called" in rows.columns
    assert ask_empty(content_rows.choices, table=table) == {}
    assert ask_empty(content_rows.row, table=table, id="x") is None


def test_one_portfolio_chooses_among_its_own_and_what_is_in_none(ask):
    mine, other = (key_of("portfolios", code=code) for code in ("boligmangel", "civilsamfund"))
    for table in ("purposes", "proposals"):
        named = ask(content_rows.choices, table=table, portfolio=mine)
        assert set(named) == set(ask(content_rows.rows, table=table, portfolio=mine)["id"])
        assert 0 < len(named) < len(ask(content_rows.choices, table=table))
    assert ask(content_rows.choices, table="places", portfolio=mine) == ask(
        content_rows.choices, table="places"
    )
    of_a_proposal = {
        content.add(COMMAND, "milestones", {**MILESTONE, "proposal_id": the_proposal}, today=TODAY)
        for the_proposal in (key_of("proposals", portfolio_id=p, number=1) for p in (mine, other))
    }
    offered = set(ask(content_rows.choices, table="milestones", portfolio=mine)) & of_a_proposal
    assert len(offered) == 1


def test_a_row_of_another_portfolio_comes_when_asked_for_and_says_whose_it_is(ask):
    mine, other = (key_of("portfolios", code=code) for code in ("boligmangel", "civilsamfund"))
    theirs = key_of("proposals", portfolio_id=other, number=4)
    own = key_of("proposals", portfolio_id=mine, number=1)
    alone = ask(content_rows.choices, table="proposals", portfolio=mine)
    named = ask(content_rows.choices, table="proposals", portfolio=mine, also=(theirs, own))
    assert named.pop(theirs).endswith(" (Civilsamfund og lokale fællesskaber)")
    assert named == alone


def test_ties_stand_with_the_portfolio_of_their_proposal(ask):
    mine = key_of("portfolios", code="boligmangel")
    for table in ("proposal_parties", "pool_applications", "proposal_processes"):
        rows = ask(content_rows.rows, table=table, portfolio=mine)
        own = set(ask(content_rows.choices, table="proposals", portfolio=mine))
        assert set(rows["proposal_id"]) <= own
        counted = ask(content_rows.counts, tables=(table,), owned=(table,), portfolio=mine)
        assert counted == {table: len(rows)}
    assert len(ask(content_rows.rows, table="proposal_parties", portfolio=mine)) > 0


def test_rows_stand_by_number_or_in_danish_order(ask):
    numbers = list(ask(content_rows.rows, table="proposals")["number"])
    assert numbers == sorted(numbers)
    decisions = list(ask(content_rows.rows, table="decisions")["number"])
    assert decisions == sorted(decisions, key=lambda n: [int(part) for part in n.split(".")])
    for name in ("Åsen", "Ærø", "Østby", "Aaby"):
        content.add(COMMAND, "places", {"name": name, "kind": "town"}, today=TODAY)
    names = list(ask(content_rows.rows, table="places")["name"])
    assert [n for n in names if n in ("Åsen", "Ærø", "Østby", "Aaby")] == [
        "Ærø",
        "Østby",
        "Aaby",
        "Åsen",
    ]


def test_a_search_asks_for_every_word_in_any_order(ask):
    found = ask(content_rows.rows, table="places", search="c høje-taastrup")
    assert list(found["name"]) == ["Høje-Taastrup C"]
    assert ask(content_rows.rows, table="places", search="%").empty


def test_what_is_out_of_use_stands_in_its_own_list(ask, seeded_db):
    key = content.add(COMMAND, "places", {"name": "Sted", "kind": "town"}, today=TODAY)
    withdraw("places", key)
    assert key not in set(ask(content_rows.rows, table="places")["id"])
    (gone,) = ask(content_rows.rows, table="places", withdrawn=True).to_dict("records")
    assert (gone["id"], gone["withdrawn_reason"]) == (key, "Prøve")
    assert key not in ask(content_rows.choices, table="places")


def test_what_is_out_of_use_is_on_no_page(ask, seeded_db):
    """Ties first, then what they tied: each is gone from every answer that had it."""
    asked = timeline.Filters(as_of=TODAY, portfolio="civilsamfund")

    def milestones():
        return set(ask(timeline.milestones_on, filters=asked)["id"])

    milestone = key_of("milestones", code="fb-udvalgte")
    assert milestone in milestones()
    withdraw("milestones", milestone)
    assert milestone not in milestones()

    four = proposal_id(4)
    pool = key_of("funding_pools", code="frie-bymidter")
    tie = key_of("proposal_pools", proposal_id=four, pool_id=pool)

    def pools_of_four():
        found = ask(proposals.belongings, filters=filters(), ids=(four,))[four]
        return set(found.pools["code"])

    assert "frie-bymidter" in pools_of_four()
    withdraw("proposal_pools", tie)
    assert "frie-bymidter" not in pools_of_four()
    hanging = ask(strategy.relations, as_of=TODAY)
    assert not ((hanging["number"] == 4) & (hanging["code"] == "frie-bymidter")).any()

    gap = key_of("gaps", status="open")
    chosen = gaps.Filters(as_of=TODAY, portfolio="civilsamfund")
    before = len(ask(gaps.gaps_known, filters=chosen))
    for subject in _subjects(gap):
        withdraw("gap_subjects", subject)
    withdraw("gaps", gap)
    assert len(ask(gaps.gaps_known, filters=chosen)) == before - 1

    link = key_of("proposal_places", proposal_id=four)
    with store.reading() as connection:
        lp = schema.proposal_places.c
        place = connection.execute(sa.select(lp.place_id).where(lp.id == link)).scalar_one()
    tied = len(ask(places.atlas, portfolio="civilsamfund", as_of=TODAY).links)
    withdraw("proposal_places", link)
    assert len(ask(places.atlas, portfolio="civilsamfund", as_of=TODAY).links) == tied - 1
    assert place in set(ask(places.atlas, portfolio="civilsamfund", as_of=TODAY).places["id"])

    unnamed = _count(ask, "no_party")
    withdraw("proposal_parties", _only_party())
    assert _count(ask, "no_party") == unnamed + 1


def _only_party():
    """The party of a proposal that names no other to discuss it with."""
    p = schema.proposal_parties.c
    one = sa.select(sa.func.min(p.id)).where(p.role == "discuss_with").group_by(p.proposal_id)
    with store.reading() as connection:
        return connection.execute(one.having(sa.func.count() == 1)).scalars().first()


def _subjects(gap):
    s = schema.gap_subjects.c
    with store.reading() as connection:
        return list(connection.execute(sa.select(s.id).where(s.gap_id == gap)).scalars())


def _count(ask, reason):
    found = ask(attention.findings, filters=filters())
    return sum(finding.count for finding in found if finding.reason.value == reason)


def test_a_source_that_a_user_gave_is_found_until_it_is_taken_back(ask):
    key = key_of("milestones", code="fb-udvalgte")
    source = content.cite(COMMAND, "milestones", key, "date", "Mail", "https://sag.test")
    (found,) = ask(sources.given_for, table="milestones", ids=(key,)).to_dict("records")
    assert (found["id"], found["field"]) == (source, "date")
    assert ask(sources.given, id=source)["source"] == "Mail"
    assert len(ask(content_rows.sources_of, table="milestones", id=key)) == 1
    content.take_back_source(COMMAND, source, 1, "Forkert")
    assert ask(sources.given_for, table="milestones", ids=(key,)).empty
    assert ask(sources.given, id=source) is None


def test_live_has_every_table_that_can_be_taken_out_of_use():
    can = {name for name, table in schema.metadata.tables.items() if "withdrawn_at" in table.c}
    can.add("own_values")  # with their field
    assert can == {name for name in vars(live) if isinstance(vars(live)[name], sa.Subquery)}


@pytest.mark.skipif(
    os.environ.get("PORTFOLIO_TEST_ENGINE") == "postgres", reason="asks SQLite for its plan"
)
def test_sqlite_folds_the_test_into_the_question(seeded_db):
    """A subquery that is not folded is read whole before the question begins."""
    chosen = sa.select(live.milestones.c.title).where(live.milestones.c.code == "fb-udvalgte")
    with store.reading() as connection:
        compiled = chosen.compile(connection.engine, compile_kwargs={"literal_binds": True})
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}").all()
    assert [row[3] for row in plan] == [
        "SEARCH milestones USING INDEX sqlite_autoindex_milestones_2 (code=?)"
    ]


def test_a_source_does_not_prove_what_was_typed_over_it(ask):
    key = key_of("milestones", code="fb-udvalgte")

    def changed():
        cited = ask(sources.citations_of, table="milestones", ids=(key,))
        return dict(zip(cited["field"], cited["changed"], strict=True))

    assert set(changed().values()) == {False}
    content.change(COMMAND, "milestones", key, 1, {"date": "juli 2022"}, today=TODAY)
    assert changed()["date"] is True
    assert [field for field, is_so in changed().items() if is_so] == ["date"]
    one = ask(sources.citations_of, table="milestones", ids=(key,))
    found = {
        row["field"]: ask(sources.citation, id=row["id"])["changed"]
        for row in one.to_dict("records")
    }
    assert found == changed()
    content.change(COMMAND, "milestones", key, 2, {"date": "Juni 2022"}, today=TODAY)
    assert set(changed().values()) == {False}


@pytest.mark.parametrize("table", sorted(content_rows._CALLED))
def test_no_row_is_called_by_a_name_of_ours(seeded_db, table):
    with store.reading() as connection:
        names = content_rows.row_names(connection, table=table).values()
    ours = set(schema.metadata.tables)
    assert [name for name in names if ours & set(name.split())] == []
