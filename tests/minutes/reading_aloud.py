"""Reading for the tests: what the reader makes of a text, with what the seed knows."""

import os
from functools import cache
from pathlib import Path
from typing import Any

from portfolio.importers.minutes import reader
from portfolio.importers.minutes.known import Known, of_seed
from portfolio.importers.minutes.reading import files
from portfolio.importers.seeding.files import read_seed

ROOT = Path(__file__).parents[2]
REFERENCE = Path(
    os.environ.get("PORTFOLIO_MINUTES")
    or ROOT / "../shared/reference/referat-direktionen-2022-04-04.txt"
)


@cache
def seed() -> Known:
    return of_seed(read_seed(ROOT / "seed"))


def read(text: str | bytes, known: Known | None = None) -> dict[str, Any]:
    data = text.encode() if isinstance(text, str) else text
    return reader.read(data, files.read, seed() if known is None else known)


def finds(answer: dict[str, Any], kind: str, item: str | None = None) -> list[dict[str, Any]]:
    return [
        find
        for find in answer["finds"]
        if find["kind"] == kind and (item is None or find["item"] == item)
    ]


def quotes_not_in_their_lines(answer: dict[str, Any]) -> list[str]:
    lines = answer["lines"]
    return [
        find["quote"]
        for find in answer["finds"]
        if not find["quote"]
        or find["quote"]
        not in " ".join(" ".join(lines[find["line_from"] - 1 : find["line_to"]]).split())
    ]
