"""Reading in a process of its own, so that no file can take the program's time or memory.

A :class:`Reader` is made and asked; the module run as a program is the other end of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

# What reads is imported where it reads: the caller need not wait for it.
if TYPE_CHECKING:
    from portfolio.importers.minutes.known import Known
    from portfolio.importers.minutes.reading.source import Trouble

SECONDS = 20
MEMORY = 1024**3
LARGEST = 50 * 1024**2  # bytes of a file
_ROOT = Path(__file__).parents[3]
_OUT_OF_MEMORY = 3


class Reader:
    """The process that reads one file. It gets ready while the caller finds out what is known."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": str(_ROOT), "PYTHONHASHSEED": "0"},
        )

    def read(
        self, data: bytes, known: Known, kind: str | None = None, *, seconds: float = SECONDS
    ) -> dict[str, Any]:
        """What is printed for a file (see :mod:`reader`), whatever the file does; once only."""
        from portfolio.importers.minutes.reading.source import Trouble

        told = json.dumps({"known": known.as_json(), "kind": kind}).encode()
        if len(data) > LARGEST:
            self.stop()
            return refused(Trouble.TOO_LARGE, data)
        try:
            out, _err = self._process.communicate(
                len(told).to_bytes(8) + told + data, timeout=seconds
            )
        except subprocess.TimeoutExpired:
            self.stop()
            return refused(Trouble.TOO_SLOW, data)
        if self._process.returncode == 0:
            return cast("dict[str, Any]", json.loads(out))
        gone = self._process.returncode == _OUT_OF_MEMORY
        return refused(Trouble.TOO_LARGE if gone else Trouble.BROKEN, data)

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


def refused(trouble: Trouble, data: bytes = b"") -> dict[str, Any]:
    """What is printed for a file that was not read."""
    from portfolio.importers.minutes import reader

    return reader.refused(trouble, "unknown", hashlib.sha256(data).hexdigest())


def _limit() -> None:
    """What this process may take; Windows has no such limits, only the time the caller waits."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))


def main() -> int:
    """Read one file from standard input and print what was read."""
    from portfolio.importers.minutes import reader
    from portfolio.importers.minutes.known import Known
    from portfolio.importers.minutes.reading import files

    _limit()
    told = sys.stdin.buffer.read()
    length = int.from_bytes(told[:8])
    asked = json.loads(told[8 : 8 + length])
    known = Known.from_json(asked["known"])
    try:
        answer = reader.read(told[8 + length :], files.read, known, asked["kind"])
    except MemoryError:
        return _OUT_OF_MEMORY
    sys.stdout.buffer.write(json.dumps(answer).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
