"""A connection that a test can cut: what a train, a lift or a sleeping laptop does."""

import socket
import threading
from contextlib import suppress


class Line:
    """Carries everything between a free port and a server's, until it is cut.

    Chromium's own "offline" leaves an open websocket to this machine alone.
    """

    def __init__(self, port: int) -> None:
        self._to, self._whole, self._ends = port, True, set()
        self._ear = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._ear.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """Hang up, and take no call."""
        self._whole = False
        for end in list(self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Take calls again."""
        self._whole = True

    def close(self) -> None:
        self.cut()
        self._ear.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                near, _who = self._ear.accept()
                if not self._whole:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self._to))
                self._ends |= {near, far}
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while said := one.recv(65536):
                other.sendall(said)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
            self._ends.discard(end)
