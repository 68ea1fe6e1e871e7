"""The schema: one for both engines, made once, guarded, and upgraded without losing a row."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.exc import DBAPIError

from portfolio import store
from portfolio.commands.checkup.database import expected_guards, guards_are_there
from portfolio.store import files, ids, migrate, schema
from portfolio.usecases.seeding import setup

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "portfolio"
NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{newest}"

def upgrade():
    op.add_column("proposals", sa.Column("nickname", sa.Text()))
"""


@pytest.fixture
def nowhere(databases, tmp_path):
    """The URL of a database in which nothing has been made yet."""
    address = databases.bare(tmp_path)
    yield address
    databases.drop(address)


@pytest.fixture
def next_version(tmp_path):
    """A folder with tomorrow's program in it: it has one migration more."""
    tomorrow = tmp_path / "tomorrow"
    shutil.copytree(PACKAGE, tomorrow / "portfolio", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "seed", tomorrow / "seed")
    script = tomorrow / "portfolio/store/versions/9999_next.py"
    script.write_text(NEXT.format(newest=migrate.newest()))
    return tomorrow


def start(address: str, program: Path = ROOT, command: str = "init") -> subprocess.Popen[str]:
    world = os.environ | {"PORTFOLIO_URL": address, "PYTHONPATH": str(program)}
    return subprocess.Popen(
        [sys.executable, "-m", "portfolio", command],
        cwd=program,
        env=world,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run(address: str, program: Path = ROOT, command: str = "init") -> tuple[int, str]:
    process = start(address, program, command)
    said, complained = process.communicate(timeout=60)
    return process.returncode, said + complained


def test_a_fresh_database_is_what_the_tables_say(empty_db):
    with store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []


def test_a_fresh_database_has_every_check(empty_db):
    # Alembic's comparison leaves CHECK constraints out.
    def checks(table: sa.Table) -> set[object]:
        return {c.name for c in table.constraints if isinstance(c, sa.CheckConstraint)}

    with store.reading() as connection:
        look = sa.inspect(connection).get_check_constraints
        there = {name: {check["name"] for check in look(name)} for name in schema.metadata.tables}
    assert there == {name: checks(table) for name, table in schema.metadata.tables.items()}


def test_four_processes_that_start_at_once_leave_one_whole_portfolio(nowhere):
    processes = [start(nowhere) for _ in range(4)]
    outcomes = [(process.communicate(timeout=120)[1], process.returncode) for process in processes]
    assert outcomes == [("", 0)] * 4
    with store.reading(nowhere) as connection:
        assert connection.execute(sa.select(sa.func.count(schema.portfolios.c.id))).scalar() == 3
        assert connection.execute(sa.select(schema.change_log.c.action)).scalars().all() == [
            "portfolio.seeded"
        ]
    assert run(nowhere, command="doctor")[0] == 0


def test_an_upgrade_makes_anew_what_search_compares(seeded_db, next_version):
    old = (
        "UPDATE proposals SET title = 'Mødested i Ta\u030astrup', search_text = '' WHERE number = 4"
    )
    with store.engine(seeded_db).begin() as connection:
        connection.exec_driver_sql(old)
    assert run(seeded_db, next_version)[0] == 0
    with store.reading(seeded_db) as connection:
        found = connection.exec_driver_sql("SELECT search_text FROM proposals WHERE number = 4")
        assert all("taastrup" in text for text in found.scalars())


def test_the_guards_are_there(empty_db):
    with store.reading() as connection:
        assert guards_are_there(connection).level == "ok"
    assert len(expected_guards()) == 21


def test_a_missing_guard_is_seen(empty_db):
    with store.engine(empty_db).begin() as connection:
        on = "" if connection.dialect.name == "sqlite" else " ON change_log"
        connection.exec_driver_sql(f"DROP TRIGGER guard_change_log_append_only_delete{on}")
    with store.reading() as connection:
        assert "guard_change_log_append_only_delete" in guards_are_there(connection).sentence


def add_end_of_round() -> None:
    """A closed round's and review's snapshot of one proposal, and that proposal set aside."""

    def work(connection: sa.Connection) -> None:
        one = connection.execute(sa.select(schema.proposals)).first()
        assert one is not None
        now, round_id = ids.now(), ids.new_id()
        connection.execute(
            sa.insert(schema.status_rounds).values(
                id=round_id,
                portfolio_id=one.portfolio_id,
                title="x",
                meeting_on="2022-05-09",
                deadline_on="2022-05-06",
                opened_at=now,
                opened_by="test",
            )
        )
        connection.execute(
            sa.insert(schema.round_snapshots).values(
                id=ids.new_id(),
                round_id=round_id,
                proposal_id=one.id,
                status_seq=0,
                stage=one.stage,
                rag=one.rag,
                taken_at=now,
            )
        )
        connection.execute(
            sa.insert(schema.proposal_successions).values(
                id=ids.new_id(),
                proposal_id=one.id,
                kind="set_aside",
                reason="x",
                happened_on="2022-05-09",
                recorded_at=now,
                recorded_by="test",
            )
        )
        review_id, meeting = ids.new_id(), connection.execute(sa.select(schema.meetings)).first()
        connection.execute(
            sa.insert(schema.reviews).values(
                id=review_id, meeting_id=meeting.id, minutes=20, prepared_at=now, prepared_by="test"
            )
        )
        connection.execute(
            sa.insert(schema.review_snapshots).values(
                id=ids.new_id(),
                review_id=review_id,
                proposal_id=one.id,
                status_seq=0,
                stage=one.stage,
                rag=one.rag,
                taken_at=now,
            )
        )

    store.in_transaction(work)


def add_workshop() -> None:
    """A workshop with an event."""

    def work(connection: sa.Connection) -> None:
        portfolio = connection.execute(sa.select(schema.portfolios.c.id)).scalars().first()
        workshop, now = ids.new_id(), ids.now()
        connection.execute(
            sa.insert(schema.workshops).values(
                id=workshop,
                portfolio_id=portfolio,
                title="x",
                held_on="2022-05-09",
                made_at=now,
                state="running",
                join_code="ABC",
                made_by="test",
            )
        )
        connection.execute(
            sa.insert(schema.workshop_events).values(
                id=ids.new_id(), workshop_id=workshop, kind="opened", happened_at=now, actor="x"
            )
        )

    store.in_transaction(work)


@pytest.mark.parametrize("table", schema.APPEND_ONLY, ids=lambda table: table.name)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_history_is_only_added_to(seeded_db, table, statement):
    if table is schema.status_updates:
        add_status()
    if table is schema.follow_up_moves:
        add_move()
    if table is schema.workshop_events:
        add_workshop()
    if table in (schema.proposal_successions, schema.round_snapshots, schema.review_snapshots):
        add_end_of_round()
    with store.engine(seeded_db).connect() as connection:
        before = connection.execute(sa.select(table)).all()
        with pytest.raises(DBAPIError, match="history is only added to"):
            connection.exec_driver_sql(statement.format(table.name))
        connection.rollback()
        assert connection.execute(sa.select(table)).all() == before != []


def add_move() -> None:
    """A follow-up that was to be done on another day before."""
    with store.engine(store.url()).begin() as connection:
        task = connection.execute(sa.select(schema.follow_ups.c.id)).scalars().first()
        row = {"id": ids.new_id(), "follow_up_id": task, "moved_on": "2022-05-01"}
        connection.execute(sa.insert(schema.follow_up_moves), row | {"moved_by": "test"})


def add_status() -> None:
    with store.engine(store.url()).begin() as connection:
        proposal = connection.execute(sa.select(schema.proposals.c.id)).scalars().first()
        row = {"id": ids.new_id(), "proposal_id": proposal, "seq": 1, "reported_on": "2022-05-01"}
        row |= {"recorded_at": ids.now(), "stage": "proposed", "rag": "none"}
        row |= {"author": "test", "origin": "test"}
        connection.execute(sa.insert(schema.status_updates), row)


@pytest.fixture
def closed_item(seeded_db):
    items = schema.agenda_items.c
    with store.reading() as connection:
        return connection.execute(sa.select(items.id).where(items.closed == 1)).scalars().first()


DECISION = {"number": "1", "decided_on": "2022-04-04", "decision": "x", "outcome": "noted"}


@pytest.mark.parametrize(
    ("table", "words"),
    [(schema.decisions, DECISION), (schema.attachments, {"position": 1, "title": "x"})],
    ids=["decision", "attachment"],
)
def test_nothing_is_added_to_a_closed_item(closed_item, table, words):
    row = {"id": ids.new_id(), "agenda_item_id": closed_item, **words}
    with (
        pytest.raises(DBAPIError, match="nothing is kept of a closed item"),
        store.engine(store.url()).begin() as connection,
    ):
        connection.execute(sa.insert(table), row)


def test_nothing_is_moved_to_a_closed_item(closed_item):
    with (
        pytest.raises(DBAPIError, match="nothing is kept of a closed item"),
        store.engine(store.url()).begin() as connection,
    ):
        connection.execute(sa.update(schema.decisions).values(agenda_item_id=closed_item))


@pytest.mark.parametrize("words", [{"summary": "x"}, {"finances": "x"}, {"title": "x"}])
def test_a_closed_item_gets_no_words_itself(closed_item, words):
    item = sa.update(schema.agenda_items).where(schema.agenda_items.c.id == closed_item)
    with (
        pytest.raises(DBAPIError, match="closed_says_nothing"),
        store.engine(store.url()).begin() as connection,
    ):
        connection.execute(item.values(words))


def test_an_older_schema_is_upgraded_and_keeps_its_rows(seeded_db, next_version):
    before = titles()
    code, said = run(seeded_db, next_version)
    assert code == 0, said
    with store.reading() as connection:
        assert migrate.current(connection) == "9999"
        columns = sa.inspect(connection).get_columns("proposals")
        assert guards_are_there(connection).level == "ok"
    assert "nickname" in {column["name"] for column in columns}
    assert titles() == before != []


def test_doctor_says_that_a_schema_is_old_and_leaves_it(seeded_db, next_version):
    code, said = run(seeded_db, next_version, "doctor")
    assert code == 0
    assert migrate.newest() in said
    assert "9999" in said
    with store.reading() as connection:
        assert migrate.current(connection) == migrate.newest()


def test_a_newer_schema_is_refused(seeded_db, next_version):
    assert run(seeded_db, next_version)[0] == 0
    code, said = run(seeded_db)
    assert code == 2
    assert "9999" in said
    assert "Traceback" not in said


def titles() -> list[str]:
    with store.reading() as connection:
        return sorted(connection.execute(sa.select(schema.proposals.c.title)).scalars())


def test_an_item_with_decisions_is_not_closed(seeded_db):
    items = schema.agenda_items
    closing = sa.update(items).where(items.c.number == 7)
    with (
        pytest.raises(DBAPIError, match="nothing is kept of a closed item"),
        store.engine(seeded_db).begin() as connection,
    ):
        connection.execute(closing.values(closed=1, title="Lukket", summary=None, finances=None))


def at_the_first_schema(address: str, rows_of: str) -> dict[str, int]:
    """A database as the first program left it, with the rows of another; how many in each."""
    if path := files.path_of(address):
        path.touch()
    old, counts = sa.MetaData(), {}
    with store.reading(rows_of) as source, store.engine(address).begin() as connection:
        migrate.upgrade(connection, "0001")
        old.reflect(connection)
        for table in old.sorted_tables:
            if table.name in ("alembic_version", "revisions"):
                continue
            rows = (
                source.execute(
                    sa.select(*(sa.column(c.name) for c in table.columns)).select_from(
                        sa.table(table.name)
                    )
                )
                .mappings()
                .all()
            )
            if rows:
                connection.execute(sa.insert(table), [dict(row) for row in rows])
            counts[table.name] = len(rows)
    return counts


def test_the_first_schema_is_upgraded_and_loses_no_row(nowhere, seeded_db):
    counts = at_the_first_schema(nowhere, seeded_db)
    assert counts["proposals"] == 26
    setup.open_or_create(nowhere)
    with store.reading(nowhere) as connection:
        assert migrate.current(connection) == migrate.newest()
        for name, count in counts.items():
            there = sa.select(sa.func.count()).select_from(sa.table(name))
            assert connection.execute(there).scalar() == count, name
        assert guards_are_there(connection).level == "ok"
        ties = connection.execute(sa.select(schema.proposal_places)).mappings().all()
    assert {(tie["version"], tie["withdrawn_at"]) for tie in ties} == {(1, None)}
