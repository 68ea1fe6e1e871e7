"""Files broken at random: whatever they become, they are read or refused, the same each time."""

from __future__ import annotations

import json
import random
import sys
import time
from typing import Any

from minutes import layouts
from minutes.invented import meeting
from minutes.reading_aloud import quotes_not_in_their_lines, read

_SNIPPETS = (
    b"\n\nLukket\n",
    b"1. ",
    b"Beslutning\n",
    b"\x00",
    b"\xff\xfe",
    b"\t\t\t",
    b"Punkt 99: Lukket: X\n",
    b"(" * 50,
    b"kr. " * 30,
    "æøå ".encode() * 9,
    b"<table><tr><td>",
    b"31. februar 2022",
    b"\r",
    b"- - - - -",
    b"1.000.000.000.000 kr.",
    b"Punkt 1: \n" * 5,
    b"\xe2\x80\xa8",
    b"%PDF-1.7",
    b"</html>",
)


def broken(seed: int) -> bytes:
    """A file of some form with some of it lost, moved, doubled or replaced."""
    chance = random.Random(seed)
    layout = chance.choice(layouts.LAYOUTS)
    text = layout(meeting(chance.randrange(40)))
    data = bytearray(text if isinstance(text, bytes) else text.encode())
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(data) + 1)
        length = chance.choice((1, 3, 20, 200, len(data) // 3))
        change = chance.randrange(5)
        if change == 0:
            del data[at : at + length]
        elif change == 1:
            data[at:at] = chance.choice(_SNIPPETS)
        elif change == 2:
            data[at:at] = data[at : at + length]
        elif change == 3 and data:
            data[at : at + 3] = bytes(chance.randrange(256) for _ in range(3))
        else:
            other = chance.randrange(len(data) + 1)
            data[at : at + length], data[other : other + length] = (
                data[other : other + length],
                data[at : at + length],
            )
    return bytes(data)


def fault(data: bytes, *, twice: bool) -> str | None:
    """What is wrong with what is read of these bytes."""
    begun = time.perf_counter()
    answer: dict[str, Any] = read(data)
    took = time.perf_counter() - begun
    if took > 10:
        return f"took {took:.0f} s"
    if quotes_not_in_their_lines(answer):
        return f"quote: {quotes_not_in_their_lines(answer)[0][:80]!r}"
    if answer["readable"] == "no" and (answer["items"] or answer["finds"]):
        return "finds in what cannot be read"
    if answer["readable"] == "no" and not answer["messages"]:
        return "nothing is said"
    if twice and json.dumps(read(data)) != json.dumps(answer):
        return "not the same twice"
    return None


def main(count: int) -> int:
    """Try so many; tell those that fail."""
    faults = 0
    for seed in range(count):
        try:
            said = fault(broken(seed), twice=seed % 20 == 0)
        except Exception as error:  # any is what is looked for
            said = repr(error)
        if said:
            faults += 1
            print(f"{seed}: {said}")
    print(f"{count} broken files, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
