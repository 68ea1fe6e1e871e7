"""Where the bytes of attached files (bilag) lie: one folder, each file named by its SHA-256.

The database holds the name, the type and the hash; the same content is kept once. The folder
belongs in the backup together with the database.
"""

import hashlib
import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path

from portfolio.errors import PortfolioError
from portfolio.store import files

_HASH = re.compile(r"[0-9a-f]{64}")


class BytesLostError(Exception):
    """The file the database knows is not in the folder, or is not what was put there."""


def folder(address: str) -> Path:
    """``PORTFOLIO_FILES``, else ``portfolio.db.bilag`` beside the SQLite file ``portfolio.db``.

    Raises PortfolioError for a database server without ``PORTFOLIO_FILES``.
    """
    if chosen := os.environ.get("PORTFOLIO_FILES"):
        return Path(chosen)
    path = files.path_of(address)
    if path is None:
        raise PortfolioError(
            "Nobody has said where files are to be kept beside a database server. Set"
            " PORTFOLIO_FILES to a folder, and start again."
        )
    return path.with_name(f"{path.name}.bilag")


def keep(address: str, content: bytes) -> str:
    """Put the bytes in the folder, on disk for good before this returns; their SHA-256.

    Raises PortfolioError when the folder cannot be written.
    """
    name = hashlib.sha256(content).hexdigest()
    place = folder(address)
    try:
        place.mkdir(mode=0o750, parents=True, exist_ok=True)
        with suppress(BytesLostError):
            read(address, name)
            return name
        _write(place / name, content)
    except OSError as error:
        raise PortfolioError(
            "The file cannot be kept in {folder} ({detail}), so nothing was saved. Tell whoever"
            " runs the program.",
            folder=place,
            detail=error,
        ) from error
    return name


def read(address: str, name: str) -> bytes:
    """The bytes of that SHA-256. Raises BytesLostError when they are gone or are others."""
    if not _HASH.fullmatch(name):
        raise BytesLostError(f"{name!r} is no SHA-256")
    try:
        content = (folder(address) / name).read_bytes()
    except OSError as error:
        raise BytesLostError(f"{name} cannot be read: {error.strerror}") from error
    if hashlib.sha256(content).hexdigest() != name:
        raise BytesLostError(f"{name} holds other bytes than were put there")
    return content


def _write(path: Path, content: bytes) -> None:
    """Under a name of its own first: half a file never has the right name."""
    handle, unfinished = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(place: Path) -> None:
    # The new name is on disk too. Windows cannot open a folder, and needs not.
    with suppress(OSError):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
