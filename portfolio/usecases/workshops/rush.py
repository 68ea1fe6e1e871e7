"""Whether many come in at once from one network: a room behind one wire, or somebody with a script.

Known for seconds, in memory, and kept nowhere; each server process counts those it lets in.
"""

import threading
import time
from collections import deque

from portfolio.usecases.people import attempts

#: So many within so many seconds: more than a room that reads the door and chooses a centre.
MANY, SECONDS = 30, 10.0
_came: dict[tuple[str, str], deque[tuple[float, str]]] = {}
_lock = threading.Lock()


def came(workshop_id: str, address: str, participant_id: str) -> list[str] | None:
    """Note one who comes in; None, or where they are many some of those before, to be marked."""
    now, place = time.monotonic(), (workshop_id, attempts.network(address))
    with _lock:
        for other in [one for one, some in _came.items() if some[-1][0] < now - SECONDS]:
            del _came[other]
        some = _came.setdefault(place, deque())
        while some and some[0][0] < now - SECONDS:
            some.popleft()
        some.append((now, participant_id))
        if len(some) < MANY:
            return None
        # Now and then all of them: some were still on their way in the last time.
        return [one for _at, one in some] if len(some) % 10 == 0 else []
