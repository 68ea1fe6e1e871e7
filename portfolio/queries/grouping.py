"""Values by a key, for those too who run without pandas, which frames.py loads."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any


def grouped(pairs: Iterable[Any]) -> dict[Any, tuple[Any, ...]]:
    """The second of each pair by the first, in their order; nothing of a key that is not there."""
    found: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return defaultdict(tuple, {key: tuple(values) for key, values in found.items()})
