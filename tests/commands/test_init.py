"""``init``, and every database it must leave alone: a sentence, an exit code, the same bytes."""

import os
import shutil
import socket
import sqlite3
import stat
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from portfolio.store.engine import engine
from portfolio.usecases.seeding import setup


def test_the_first_init_makes_the_portfolio_and_says_where(here, run):
    ran = run("init")
    assert (ran.code, ran.complained) == (0, "")
    assert ran.said == f"Porteføljen er lavet: {here / 'portfolio.db'}\n"
    assert [path.name for path in here.iterdir()] == ["portfolio.db"]


def test_the_second_init_leaves_it_as_it_is(here, run):
    run("init")
    before = (here / "portfolio.db").read_bytes()
    ran = run("init")
    assert (ran.code, ran.complained) == (0, "")
    assert "er i orden" in ran.said
    assert (here / "portfolio.db").read_bytes() == before


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The bytes of a sound portfolio."""
    path = tmp_path_factory.mktemp("whole") / "portfolio.db"
    setup.create(f"sqlite:///{path}")
    engine(f"sqlite:///{path}").dispose()
    return path.read_bytes()


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE customers (name TEXT)")
        connection.execute("INSERT INTO customers VALUES ('Ane')")
        connection.commit()


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


def overwritten_in_the_middle(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))


BAD = {
    "nothing in it": (
        lambda path, _whole: path.write_bytes(b""),
        "aldrig færdig",
        "never finished",
    ),
    "half a header": (
        lambda path, whole: path.write_bytes(whole[:10]),
        "aldrig færdig",
        "never finished",
    ),
    "only a header": (lambda path, whole: path.write_bytes(whole[:100]), "beskadiget", "damaged"),
    "half written": (
        lambda path, whole: path.write_bytes(whole[: len(whole) // 2]),
        "beskadiget",
        "damaged",
    ),
    "cut inside a page": (
        lambda path, whole: path.write_bytes(whole[:-100]),
        "beskadiget",
        "damaged",
    ),
    "overwritten": (
        lambda path, whole: (path.write_bytes(whole), overwritten_in_the_middle(path)),
        "beskadiget",
        "damaged",
    ),
    "another file": (
        lambda path, _whole: path.write_text("Kære dagbog"),
        "ikke en database",
        "not a database",
    ),
    "another program's": (
        lambda path, _whole: foreign(path),
        "ikke en portefølje",
        "not a portfolio",
    ),
    "a newer schema": (
        lambda path, whole: (path.write_bytes(whole), newer(path)),
        "(skema 9999)",
        "newer version of the program (schema 9999)",
    ),
    "a folder": (lambda path, _whole: path.mkdir(), "kan ikke læses", "cannot be read"),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("command", ["init", "seed"])
def test_a_database_that_is_not_ours_is_left_alone(here, refused, whole, case, command):
    spoil, danish, english = BAD[case]
    path = here / "portfolio.db"
    spoil(path, whole)
    before = contents(here)
    in_danish, in_english = refused(command)
    assert danish in in_danish
    assert english in in_english
    assert "portfolio.db" in in_danish
    assert contents(here) == before


@pytest.mark.parametrize("case", BAD)
def test_doctor_says_the_same_and_leaves_it_alone_too(here, run, whole, case):
    spoil, danish, _english = BAD[case]
    spoil(here / "portfolio.db", whole)
    before = contents(here)
    ran = run("doctor")
    assert (ran.code, ran.complained) == (1, "")
    assert danish in ran.said
    assert contents(here) == before


def contents(folder: Path) -> dict[str, bytes | None]:
    """What a folder holds once the command's process has ended, and with it its connections."""
    engine("sqlite:///portfolio.db").dispose()
    return {path.name: None if path.is_dir() else path.read_bytes() for path in folder.iterdir()}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def ordinary_user():
    """Root may write everywhere; an ordinary user may not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def read_only(here, run):
    """A folder everyone can look into and nobody can write to. Not pytest's, which is private."""
    run("init")  # what is imported late is imported now: an ordinary user may not reach it
    folder = Path(tempfile.mkdtemp(prefix="portfolio-read-only-"))
    yield folder
    folder.chmod(stat.S_IRWXU)
    shutil.rmtree(folder)


def test_a_read_only_folder_is_refused(read_only, refused, monkeypatch):
    monkeypatch.setenv("PORTFOLIO_URL", f"sqlite:///{read_only / 'portfolio.db'}")
    read_only.chmod(0o555)
    with ordinary_user():
        danish, english = refused("init")
    assert f"kan ikke gemmes i {read_only}" in danish
    assert f"cannot be kept in {read_only}" in english
    assert list(read_only.iterdir()) == []


def test_a_read_only_portfolio_is_refused(read_only, refused, whole, monkeypatch):
    path = read_only / "portfolio.db"
    monkeypatch.setenv("PORTFOLIO_URL", f"sqlite:///{path}")
    path.write_bytes(whole)
    path.chmod(0o444)
    read_only.chmod(0o555)
    with ordinary_user():
        danish, _english = refused("init")
    assert "kan ikke gemmes" in danish
    assert path.read_bytes() == whole
    assert list(read_only.iterdir()) == [path]


@pytest.mark.parametrize("folder", ["a-file", "not-there"])
def test_a_folder_that_is_none_is_refused(here, refused, monkeypatch, folder):
    (here / "a-file").write_text("x")
    monkeypatch.setenv("PORTFOLIO_URL", f"sqlite:///{here / folder / 'portfolio.db'}")
    danish, _english = refused("init")
    assert "kan ikke gemmes" in danish
    assert contents(here) == {"a-file": b"x"}


@pytest.mark.parametrize(
    "address",
    ["portfolio.db", "mysql://u:hemmelig@h/d", "postgresql+asyncpg://u:hemmelig@h/d", ":"],
)
def test_an_address_that_is_none_is_refused_and_not_repeated(here, refused, monkeypatch, address):
    monkeypatch.setenv("PORTFOLIO_URL", address)
    danish, _english = refused("init")
    assert "PORTFOLIO_URL er ikke adressen" in danish
    assert "hemmelig" not in danish


def test_a_server_that_does_not_answer_is_named_without_its_password(here, refused, monkeypatch):
    address = f"postgresql+psycopg://ane:hemmelig@127.0.0.1:{free_port()}/portfolio"
    monkeypatch.setenv("PORTFOLIO_URL", address)
    danish, _english = refused("init")
    assert "svarer ikke" in danish
    assert "hemmelig" not in danish
