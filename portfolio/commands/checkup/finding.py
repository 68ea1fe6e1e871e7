"""What a look comes back with: one line of the doctor's."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

_SHOWN = 5


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's: how it stands, and in words what."""

    level: Literal["ok", "warning", "error"]
    sentence: str


def fine(sentence: str) -> Finding:
    return Finding("ok", sentence)


def warning(sentence: str) -> Finding:
    return Finding("warning", sentence)


def error(sentence: str) -> Finding:
    return Finding("error", sentence)


def unless_any(wrong: Sequence[object], good: str, bad: str) -> Finding:
    """An error naming the first few, or the good news when there are none."""
    if not wrong:
        return fine(good)
    names = ", ".join(map(str, wrong[:_SHOWN])) + (", …" if len(wrong) > _SHOWN else "")
    return error(f"{bad} ({len(wrong)}): {names}")
