"""A Streamlit server in a process of its own, and what it weighs."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: The day it is for the servers measured: the same work every day it is run.
TODAY = "2026-03-31"


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    pid: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def memory(self) -> float:
        """What it holds in memory (RSS), in MB."""
        lines = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS"))

    def processor_time(self) -> float:
        """Seconds it has kept a core busy. Unlike a clock, it does not count others' work."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2]
        user, system = fields.split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(script: Path, database: str) -> Iterator[Server]:
    """Serve a script from the project's folder, on a free port, with its settings."""
    port = _free_port()
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(script),
        f"--server.port={port}",
        "--logger.hideWelcomeMessage=true",
    ]
    world = os.environ | {
        "PORTFOLIO_URL": database,
        "PORTFOLIO_TODAY": TODAY,
        "PYTHONPATH": str(ROOT),
    }
    # What goes wrong the visitors say themselves, once and not for each of two hundred.
    with subprocess.Popen(command, cwd=ROOT, env=world, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/healthz", process)
            yield Server(port, process.pid)
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError("The server stopped before it was ready.")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server is not ready after a minute.")
