"""The sockets this process listens on. Open this when the server cannot see its own doors."""

import os
import socket
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_OPEN_FILES = Path("/dev/fd")  # a link to /proc/self/fd on Linux


def can_be_seen() -> bool:
    """Whether this system tells a process of its open files; Windows does not."""
    return _OPEN_FILES.exists()


def found() -> Iterator[socket.socket]:
    """This process's listening internet sockets, borrowed: they stay open afterwards."""
    for number in [int(entry.name) for entry in _OPEN_FILES.iterdir()]:
        with suppress(OSError):
            if not stat.S_ISSOCK(os.fstat(number).st_mode):
                continue
            borrowed = socket.socket(fileno=number)
            try:
                listens = borrowed.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
                if listens and borrowed.family in (socket.AF_INET, socket.AF_INET6):
                    yield borrowed
            finally:
                borrowed.detach()
