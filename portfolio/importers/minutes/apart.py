"""Reading in a process of its own, so that no file can take the program's time or memory.

``read`` is called; the module run as a program is the other end of it.
"""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

from portfolio.importers.minutes import reader
from portfolio.importers.minutes.known import Known
from portfolio.importers.minutes.reading import files
from portfolio.importers.minutes.reading.source import Trouble

SECONDS = 20
MEMORY = 1024**3
LARGEST = 50 * 1024**2  # bytes of a file
_ROOT = Path(__file__).parents[3]
_OUT_OF_MEMORY = 3


def read(data: bytes, known: Known, *, seconds: float = SECONDS) -> dict[str, Any]:
    """The object that is printed for a file (see :func:`reader.read`), whatever the file does."""
    sha256 = hashlib.sha256(data).hexdigest()
    if len(data) > LARGEST:
        return reader.refused(Trouble.TOO_LARGE, "unknown", sha256)
    told = json.dumps(known.as_json()).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=len(told).to_bytes(8) + told + data,
            capture_output=True,
            timeout=seconds,
            env=os.environ | {"PYTHONPATH": str(_ROOT), "PYTHONHASHSEED": "0"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return reader.refused(Trouble.TOO_SLOW, "unknown", sha256)
    if done.returncode == 0:
        return cast("dict[str, Any]", json.loads(done.stdout))
    if done.returncode == _OUT_OF_MEMORY:
        return reader.refused(Trouble.TOO_LARGE, "unknown", sha256)
    return reader.refused(Trouble.BROKEN, "unknown", sha256)


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
    _limit()
    told = sys.stdin.buffer.read()
    length = int.from_bytes(told[:8])
    known = Known.from_json(json.loads(told[8 : 8 + length]))
    try:
        answer = reader.read(told[8 + length :], files.read, known)
    except MemoryError:
        return _OUT_OF_MEMORY
    sys.stdout.buffer.write(json.dumps(answer).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
