"""Where bytes lie: by their hash, once, whole or not at all, and found out when damaged."""

import hashlib
from pathlib import Path

import pytest

from portfolio.errors import PortfolioError
from portfolio.store import bilag


@pytest.fixture
def address(tmp_path, monkeypatch):
    monkeypatch.delenv("PORTFOLIO_FILES", raising=False)
    return f"sqlite:///{tmp_path / 'p.db'}"


def test_beside_the_database_by_the_hash(address, tmp_path):
    name = bilag.keep(address, b"indhold")
    assert name == hashlib.sha256(b"indhold").hexdigest()
    assert (tmp_path / "p.db.bilag" / name).read_bytes() == b"indhold"
    assert bilag.read(address, name) == b"indhold"


def test_the_same_content_once_and_no_leftover(address, tmp_path):
    first = bilag.keep(address, b"indhold")
    written = (tmp_path / "p.db.bilag" / first).stat()
    assert bilag.keep(address, b"indhold") == first
    assert (tmp_path / "p.db.bilag" / first).stat().st_mtime_ns == written.st_mtime_ns
    assert [path.name for path in (tmp_path / "p.db.bilag").iterdir()] == [first]


def test_another_folder_when_told(address, tmp_path, monkeypatch):
    monkeypatch.setenv("PORTFOLIO_FILES", str(tmp_path / "andetsteds" / "dybt"))
    name = bilag.keep(address, b"x")
    assert (tmp_path / "andetsteds/dybt" / name).exists()


def test_a_database_server_needs_to_be_told(monkeypatch):
    monkeypatch.delenv("PORTFOLIO_FILES", raising=False)
    with pytest.raises(PortfolioError, match="PORTFOLIO_FILES"):
        bilag.folder("postgresql+psycopg://user:secret@host/db")


@pytest.mark.parametrize("name", ["", "../p.db", "x" * 64, "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_hash_is_a_name(address, name):
    with pytest.raises(bilag.BytesLostError):
        bilag.read(address, name)


def test_gone_and_damaged_bytes_are_found_out_and_put_back(address, tmp_path):
    name = bilag.keep(address, b"indhold")
    place = tmp_path / "p.db.bilag" / name
    place.write_bytes(b"andet")
    with pytest.raises(bilag.BytesLostError, match="other bytes"):
        bilag.read(address, name)
    bilag.keep(address, b"indhold")
    assert bilag.read(address, name) == b"indhold"
    place.unlink()
    with pytest.raises(bilag.BytesLostError, match="cannot be read"):
        bilag.read(address, name)


def test_a_folder_that_cannot_be_is_a_sentence(address, tmp_path):
    (tmp_path / "p.db.bilag").write_text("in the way")
    with pytest.raises(PortfolioError, match="cannot be kept in"):
        bilag.keep(address, b"x")


def test_a_write_that_breaks_off_leaves_nothing(address, tmp_path, monkeypatch):
    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(PortfolioError, match="No space left"):
        bilag.keep(address, b"x")
    assert list((tmp_path / "p.db.bilag").iterdir()) == []
