"""What tests stand on: a real database of their own, a fixed day, Danish."""

import os
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner
from throwaway import databases as throwaway_databases

from portfolio import language
from portfolio.usecases.seeding import setup

TODAY = "2022-05-01"
ROOT = Path(__file__).parents[1]
# A busy machine takes long for what takes a moment on a quiet one, and is not wrong for that.
settings.register_profile("busy", deadline=None)
settings.load_profile("busy")


@pytest.fixture(autouse=True)
def fixed_world(monkeypatch):
    """The day is 1 May 2022 and the language Danish, wherever and whenever the tests run."""
    monkeypatch.setenv("PORTFOLIO_TODAY", TODAY)
    monkeypatch.delenv("PORTFOLIO_URL", raising=False)
    language.use("da")


@pytest.fixture(autouse=True)
def files_have_a_folder(tmp_path, monkeypatch):
    """Beside a database server somebody has to say where files are kept."""
    if os.environ.get("PORTFOLIO_TEST_ENGINE") == "postgres":
        monkeypatch.setenv("PORTFOLIO_FILES", str(tmp_path / "files"))


@pytest.fixture(scope="session", autouse=True)
def components_looked_for_once():
    """AppTest looks through every installed package for components, each time it opens a page."""
    with pytest.MonkeyPatch.context() as patch:
        found = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once():
    """SQLAlchemy compiles a statement once an engine, and every test has engines of its own."""
    model, create = sa.create_engine("sqlite://"), sa.create_engine
    with model.connect():
        pass  # now the dialect knows its SQLite

    def create_engine(*given, **named):
        made = create(*given, **named)
        if made.dialect.name == model.dialect.name:
            made.dialect, made._compiled_cache = model.dialect, model._compiled_cache
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sa, "create_engine", create_engine)
        yield


@pytest.fixture(scope="session")
def databases():
    """Where databases come from: SQLite files, or a PostgreSQL server (see throwaway.py)."""
    source = throwaway_databases()
    yield source
    source.close()


@pytest.fixture
def empty_db(databases, tmp_path, monkeypatch):
    """A migrated database that holds nothing; its URL."""
    address = databases.new(None, tmp_path)
    monkeypatch.setenv("PORTFOLIO_URL", address)
    yield address
    databases.drop(address)


@pytest.fixture
def demo_db(databases, tmp_path, monkeypatch):
    """A database with made-up history until the fixed day; its URL."""
    until = date.fromisoformat(TODAY)
    address = databases.new(setup.SEED_FOLDER, tmp_path, demo_until=until)
    monkeypatch.setenv("PORTFOLIO_URL", address)
    yield address
    databases.drop(address)


@pytest.fixture
def seeded_db(databases, tmp_path, monkeypatch):
    """A database with the real seed; its URL."""
    address = databases.new(setup.SEED_FOLDER, tmp_path)
    monkeypatch.setenv("PORTFOLIO_URL", address)
    yield address
    databases.drop(address)
