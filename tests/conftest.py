"""What tests stand on: a real database in tmp_path, a fixed day, Danish."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio import language
from portfolio.store.engine import engine
from portfolio.usecases import setup

TODAY = "2022-05-01"
ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def fixed_world(monkeypatch):
    """The day is 1 May 2022 and the language Danish, wherever and whenever the tests run."""
    monkeypatch.setenv("PORTFOLIO_TODAY", TODAY)
    monkeypatch.delenv("PORTFOLIO_URL", raising=False)
    language.use("da")


@pytest.fixture()
def empty_db(tmp_path, monkeypatch):
    """A migrated database that holds nothing; its URL."""
    address = f"sqlite:///{tmp_path / 'empty.db'}"
    monkeypatch.setenv("PORTFOLIO_URL", address)
    setup.create(address, seed=None)
    yield address
    engine(address).dispose()


@pytest.fixture()
def seeded_db(tmp_path, monkeypatch):
    """A database with the real seed; its URL."""
    address = f"sqlite:///{tmp_path / 'seeded.db'}"
    monkeypatch.setenv("PORTFOLIO_URL", address)
    setup.create(address)
    yield address
    engine(address).dispose()
