"""Transactions: writers wait for each other, nothing is lost, readers see one moment."""

import sqlite3
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from portfolio import store
from portfolio.errors import PortfolioError
from portfolio.store import changes
from portfolio.store.changes import Change
from portfolio.store.schema import change_log, parties, revisions


def change_made(action: str = "test.changed") -> int:
    change = Change(actor="test", action=action)
    return store.in_transaction(lambda connection: changes.record(connection, change))


def revision() -> int:
    with store.reading() as connection:
        return changes.revision(connection)


def logged() -> list[tuple[int, str]]:
    chosen = sa.select(change_log.c.revision, change_log.c.action).order_by(change_log.c.revision)
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(chosen)]


def test_the_revision_rises_with_each_change(empty_db):
    assert revision() == 0
    assert [change_made("a"), change_made("b")] == [1, 2]
    assert revision() == 2
    assert logged() == [(1, "a"), (2, "b")]


def test_a_change_that_fails_leaves_neither_row_nor_revision(empty_db):
    def fails_at_the_end(connection):
        changes.record(connection, Change(actor="test", action="lost"))
        raise ValueError("changed my mind")

    with pytest.raises(ValueError, match="changed my mind"):
        store.in_transaction(fails_at_the_end)
    assert (revision(), logged()) == (0, [])


def test_many_writers_at_once_lose_nothing(empty_db):
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _n: change_made(), range(80)))
    assert sorted(made) == list(range(1, 81))
    assert [number for number, _action in logged()] == list(range(1, 81))


def test_the_second_writer_waits_for_the_first(empty_db):
    first_is_in, order = threading.Event(), []

    def slow(connection):
        changes.record(connection, Change(actor="test", action="first"))
        first_is_in.set()
        threading.Event().wait(0.3)
        order.append("first")

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(store.in_transaction, slow)
        first_is_in.wait(5)
        change_made("second")
        order.append("second")
        running.result()
    assert order == ["first", "second"]
    assert logged() == [(1, "first"), (2, "second")]


def test_a_reader_sees_one_moment_and_holds_nobody_up(empty_db):
    with store.reading() as connection:
        assert changes.revision(connection) == 0
        change_made()
        assert changes.revision(connection) == 0
    assert revision() == 1


def test_a_transaction_is_run_again_when_another_is_in_the_way(empty_db):
    """Two writers take two rows in opposite order: PostgreSQL breaks one off, SQLite never starts
    it, and both end well."""
    tries, taken = [], {"a": threading.Event(), "b": threading.Event()}
    with store.engine(empty_db).begin() as connection:
        for key in taken:
            row = {"id": key, "code": key, "name": key, "kind": "unit"}
            connection.execute(sa.insert(parties), row)

    def takes(mine: str, theirs: str):
        def work(connection):
            tries.append(mine)
            for key in (mine, theirs):
                named = sa.update(parties).where(parties.c.id == key)
                connection.execute(named.values(version=parties.c.version + 1))
                taken[mine].set()
                taken[theirs].wait(0.5)

        return work

    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(store.in_transaction, takes(*pair)) for pair in ("ab", "ba")]
        for one in both:
            one.result(30)
    with store.reading() as connection:
        versions = connection.execute(sa.select(parties.c.version)).scalars().all()
    assert versions == [3, 3]
    assert set(tries) == {"a", "b"}


def test_a_locked_file_is_tried_again(tmp_path, empty_db):
    (tmp_path / "locked.db").touch()
    address = f"sqlite:///{tmp_path / 'locked.db'}"
    made = store.engine(address)
    event.listen(made, "connect", lambda link, _record: link.execute("PRAGMA busy_timeout = 0"))
    with made.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (n INTEGER)")
    holding = made.connect()
    holding.begin()
    threading.Timer(0.2, holding.close).start()
    insert = "INSERT INTO t VALUES (1)"
    store.in_transaction(lambda connection: connection.exec_driver_sql(insert), address)
    with store.reading(address) as connection:
        assert connection.exec_driver_sql("SELECT n FROM t").scalars().all() == [1]
    made.dispose()


def test_a_file_that_stays_locked_is_busy_within_seconds(tmp_path, empty_db, monkeypatch):
    monkeypatch.setattr(sys.modules[store.in_transaction.__module__], "_PATIENCE", 0.3)
    (tmp_path / "locked.db").touch()
    address = f"sqlite:///{tmp_path / 'locked.db'}"
    made = store.engine(address)
    event.listen(made, "connect", lambda link, _record: link.execute("PRAGMA busy_timeout = 50"))
    with made.connect() as holding:
        holding.begin()
        began = time.monotonic()
        with pytest.raises(PortfolioError, match="busy") as refused:
            store.in_transaction(lambda connection: None, address)
        assert time.monotonic() - began < 5
    assert "lost" not in str(refused.value)
    made.dispose()


def test_a_full_disk_is_said_and_nothing_is_promised(tmp_path):
    (tmp_path / "full.db").touch()
    address = f"sqlite:///{tmp_path / 'full.db'}"
    made = store.engine(address)
    event.listen(made, "connect", lambda link, _record: link.execute("PRAGMA max_page_count = 2"))

    def work(connection):
        connection.exec_driver_sql("CREATE TABLE t (words TEXT)")
        connection.exec_driver_sql("INSERT INTO t VALUES (printf('%.*c', 100000, 'x'))")

    with pytest.raises(PortfolioError, match=r"no room left on the disk.* was not saved"):
        store.in_transaction(work, address)
    made.dispose()


def test_a_connection_that_breaks_off_is_made_anew(empty_db):
    if empty_db.startswith("sqlite"):
        pytest.skip("SQLite has no connection to lose")
    tries = []

    def work(connection):
        tries.append(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())
        if len(tries) == 1:
            with store.engine(empty_db).connect() as other:
                other.exec_driver_sql(f"SELECT pg_terminate_backend({tries[0]})")
        changes.record(connection, Change(actor="test", action="kept"))

    store.in_transaction(work)
    assert len(set(tries)) == 2
    assert logged() == [(1, "kept")]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("database is locked", "busy"),
        ("database or disk is full", "no room"),
        ("no such table", ""),
    ],
)
def test_only_what_passes_is_called_passing(said, words):
    passing = store.trouble(OperationalError("SELECT 1", {}, sqlite3.OperationalError(said)))
    assert words in str(passing) if words else passing is None
    assert store.trouble(ZeroDivisionError()) is None


def test_a_fault_that_no_waiting_mends_is_not_tried_again(tmp_path):
    (tmp_path / "faulty.db").touch()
    address, tries = f"sqlite:///{tmp_path / 'faulty.db'}", []

    def work(connection):
        tries.append(1)
        connection.exec_driver_sql("SELECT * FROM nothing_of_the_kind")

    with pytest.raises(OperationalError, match="no such table"):
        store.in_transaction(work, address)
    assert tries == [1]
    store.engine(address).dispose()


def test_there_is_one_counter(empty_db):
    with store.reading() as connection:
        assert connection.execute(sa.select(revisions.c.id)).scalars().all() == [1]


def test_a_file_that_has_gone_is_not_started_anew(tmp_path):
    address = f"sqlite:///{tmp_path / 'gone.db'}"
    with pytest.raises(OperationalError), store.reading(address):
        pass
    assert not (tmp_path / "gone.db").exists()


def test_an_error_that_is_logged_holds_nothing_of_what_was_written(empty_db):
    secret = {"id": "1", "code": "a", "name": "hemmeligt", "kind": "centre"}
    twice = sa.insert(parties).values([secret, secret])
    with pytest.raises(sa.exc.IntegrityError) as caught:
        store.in_transaction(lambda connection: connection.execute(twice))
    assert "hemmeligt" not in str(caught.value)
